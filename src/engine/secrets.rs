//! Words that must never be shown: passwords, tokens, whole addresses.
//!
//! In: a text from anywhere. Out: the text without them. Guaranteed now: no secret of more than three letters is left, and a
//! text that holds a shorter one is not shown at all, as its letters are everywhere.

const SHORT: usize = 4;
const COVER: &str = "***";

#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secrets(Vec<String>);

impl Secrets {
    pub fn add(&mut self, secret: &str) {
        let known = self.0.iter().any(|known| known == secret);
        if !secret.is_empty() && !known {
            self.0.push(secret.to_owned());
            // The longest first, so that no part of it is left standing.
            self.0.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        }
    }

    pub fn hide(&self, text: &str) -> String {
        let (short, long): (Vec<_>, Vec<_>) = self.0.iter().partition(|secret| secret.chars().count() < SHORT);
        let hidden = long.into_iter().fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), COVER));
        if short.into_iter().any(|secret| hidden.contains(secret.as_str())) { COVER.to_owned() } else { hidden }
    }
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(COVER)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_covered() {
        let mut secrets = Secrets::default();
        ["hemmelig", "hemmelig kode", ""].iter().for_each(|secret| secrets.add(secret));
        assert_eq!(secrets.hide("adgang med hemmelig kode og hemmelig"), "adgang med *** og ***");
        assert_eq!(format!("{secrets:?}"), "***");
        secrets.add("a");
        assert_eq!(secrets.hide("adgang"), "***");
        assert_eq!(secrets.hide("nej"), "nej");
    }
}
