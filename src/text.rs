//! Danish text: how names are compared, how they are put in order, how lines are broken.
//!
//! In: texts in NFC. Out: the folded form of names and the order of the Danish alphabet. Guaranteed now:
//! both depend on the text alone, never on a locale.

use std::cmp::Ordering;

/// Lower case, with `ae oe aa` for `æ ø å` and accents dropped: names that fold alike are one name.
/// The months as they are written, January first.
pub const MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
];

pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        match character {
            'æ' | 'ä' => folded.push_str("ae"),
            'ø' | 'ö' => folded.push_str("oe"),
            'å' => folded.push_str("aa"),
            'é' | 'è' | 'ê' | 'ë' => folded.push('e'),
            'á' | 'à' | 'â' => folded.push('a'),
            'ó' | 'ò' | 'ô' => folded.push('o'),
            'ü' | 'ú' | 'ù' | 'û' => folded.push('u'),
            'í' | 'ì' | 'î' | 'ï' => folded.push('i'),
            other => folded.push(other),
        }
    }
    folded
}

/// The order of a Danish index: a–z, æ, ø, å; `aa` stands with å, accents and case decide last.
pub fn danish_order(left: &str, right: &str) -> Ordering {
    letters(left).cmp(letters(right)).then_with(|| left.cmp(right))
}

/// The letters' places in the alphabet. Blanks and signs come first, then digits, then letters.
fn letters(text: &str) -> impl Iterator<Item = u32> + '_ {
    let mut rest = text.chars().flat_map(char::to_lowercase).peekable();
    std::iter::from_fn(move || {
        let character = rest.next()?;
        if character == 'a' && rest.next_if_eq(&'a').is_some() {
            return Some(place('å'));
        }
        Some(place(character))
    })
}

const AFTER_Z: u32 = 0x110000;

fn place(character: char) -> u32 {
    match character {
        'æ' | 'ä' => AFTER_Z,
        'ø' | 'ö' => AFTER_Z + 1,
        'å' => AFTER_Z + 2,
        'á' | 'à' | 'â' => 'a' as u32,
        'é' | 'è' | 'ê' | 'ë' => 'e' as u32,
        'í' | 'ì' | 'î' | 'ï' => 'i' as u32,
        'ó' | 'ò' | 'ô' => 'o' as u32,
        'ü' => 'y' as u32,
        'ú' | 'ù' | 'û' => 'u' as u32,
        other => other as u32,
    }
}

/// The text in lines of a width; a longer word stands alone. Nothing gives no line.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut length = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let letters = word.chars().count();
        match lines.last_mut() {
            Some(line) if length + 1 + letters <= width => {
                line.extend([" ", word]);
                length += 1 + letters;
            }
            _ => {
                lines.push(word.to_owned());
                length = letters;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fold_to_plain_letters() {
        assert_eq!(fold("Ældreudgift_på_ØER"), "aeldreudgift_paa_oeer");
        assert_eq!(fold("allé"), "alle");
    }

    #[test]
    fn danish_letters_come_last_and_aa_is_one_of_them() {
        let mut towns = vec!["Aarhus", "Ærø", "Aabenraa", "Odense", "Ølstykke", "Ålborg", "Albertslund", "Åbenrå"];
        towns.sort_by(|left, right| danish_order(left, right));
        assert_eq!(towns, ["Albertslund", "Odense", "Ærø", "Ølstykke", "Aabenraa", "Åbenrå", "Ålborg", "Aarhus"]);
    }

    #[test]
    fn digits_stand_before_letters() {
        assert_eq!(danish_order("0-5 år", "alle"), Ordering::Less);
        assert_eq!(danish_order("bil", "Bil"), Ordering::Greater);
    }
}
