//! The command line's own words, from the catalogues `messages/da.yaml` and `messages/en.yaml`.
//!
//! In: a key and what fills its holes. Out: a text. Guaranteed now: both catalogues have the same keys and holes (a test
//! says so), and what fills a hole cannot control a terminal.

use std::collections::BTreeMap;

use crate::diagnostics::{Language, visible};
use crate::model::Frequency;
use crate::model::years::Years;

/// The catalogue of one language.
pub struct Words {
    pub language: Language,
    entries: BTreeMap<String, String>,
}

impl Words {
    pub fn of(language: Language) -> Words {
        let text = match language {
            Language::Danish => include_str!("messages/da.yaml"),
            Language::English => include_str!("messages/en.yaml"),
        };
        Words { language, entries: serde_yaml::from_str(text).expect("the catalogues are tested") }
    }

    /// The text of a key without holes.
    pub fn say(&self, key: &str) -> String {
        self.fill(key, &[])
    }

    /// The text of a key with its holes `{name}` filled.
    pub fn fill(&self, key: &str, holes: &[(&str, &str)]) -> String {
        let Some(pattern) = self.entries.get(key) else { return key.to_owned() };
        holes.iter().fold(pattern.trim_end().to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), &visible(value))
        })
    }

    /// The key's text, if there is one.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.entries.get(key).map(|text| text.trim_end())
    }

    /// The message with "Nærmest: x.", when something is near.
    pub fn with_nearest(&self, message: String, nearest: Option<&str>) -> String {
        match nearest {
            Some(nearest) => format!("{message} {}", self.fill("usage.did_you_mean", &[("nearest", nearest)])),
            None => message,
        }
    }

    /// `2007-2017`, `fra 2018`.
    pub fn years(&self, years: Years) -> String {
        match self.language {
            Language::Danish => years.danish(),
            Language::English => years.english(),
        }
    }

    /// How often a nøgletal is reported.
    pub fn reported(&self, frequency: Frequency) -> String {
        self.say(match frequency {
            Frequency::Monthly => "reported.monthly",
            Frequency::Quarterly => "reported.quarterly",
            Frequency::EverySchoolYear => "reported.school_year",
            Frequency::Yearly | Frequency::Daily | Frequency::Weekly => "reported.yearly",
        })
    }

    /// `a, b og c`.
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [most @ .., last] => format!("{} {} {last}", most.join(", "), self.say("word.and")),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn holes(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
    }

    #[test]
    fn both_catalogues_say_the_same() {
        let (danish, english) = (Words::of(Language::Danish), Words::of(Language::English));
        let keys = |words: &Words| words.entries.keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&danish), keys(&english));
        for (key, text) in &danish.entries {
            assert_eq!(holes(text), holes(&english.entries[key]), "{key}");
        }
    }

    #[test]
    fn what_fills_a_hole_is_harmless() {
        let text = Words::of(Language::Danish).fill("usage.unknown_argument", &[("argument", "--x\u{1b}[2J")]);
        assert!(!text.contains('\u{1b}'), "{text}");
    }
}
