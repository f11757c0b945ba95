//! The site's own words, from the catalogues `words/da.yaml` and `words/en.yaml`: what stands around the authors' texts.
//!
//! In: a key and what fills its holes. Out: a text. Guaranteed now: both catalogues have the same keys and holes (a test says
//! so). Templates read them as `ord.side.indhold`.

use std::collections::BTreeMap;

use minijinja::Value;

use crate::diagnostics::Language;
use crate::model::Frequency;
use crate::model::years::Years;

/// The catalogue of one language.
#[derive(Debug, Clone)]
pub struct Words {
    pub language: Language,
    /// Group, then word.
    entries: BTreeMap<String, BTreeMap<String, String>>,
}

impl Words {
    pub fn of(language: Language) -> Words {
        let texts = match language {
            Language::Danish => [include_str!("words/da.yaml"), include_str!("words/opslag.da.yaml")],
            Language::English => [include_str!("words/en.yaml"), include_str!("words/opslag.en.yaml")],
        };
        let mut entries: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        for text in texts {
            let groups: BTreeMap<String, BTreeMap<String, String>> =
                serde_yaml::from_str(text).expect("the catalogues are tested");
            groups.into_iter().for_each(|(group, words)| entries.entry(group).or_default().extend(words));
        }
        Words { language, entries }
    }

    /// `da` or `en`, for `lang`.
    pub fn code(&self) -> &'static str {
        match self.language {
            Language::Danish => "da",
            Language::English => "en",
        }
    }

    /// The text of a key without holes, `figure.unit`.
    pub fn say(&self, key: &str) -> &str {
        let found = key.split_once('.').and_then(|(group, word)| self.entries.get(group)?.get(word));
        found.map_or("", |text| text.as_str())
    }

    /// The text of a key with its holes `{name}` filled.
    pub fn fill(&self, key: &str, holes: &[(&str, &str)]) -> String {
        let mut text = String::new();
        let mut rest = self.say(key);
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let Some((name, after)) = after.split_once('}') else { break };
            text.push_str(holes.iter().find(|(hole, _)| *hole == name).map_or("", |(_, value)| value));
            rest = after;
        }
        text + rest
    }

    /// The catalogue for templates.
    pub fn value(&self) -> Value {
        let groups = self.entries.iter().map(|(group, words)| (group.clone(), Value::from(words.clone())));
        Value::from(groups.collect::<BTreeMap<String, Value>>())
    }

    /// `2007-2017`, `fra 2018`.
    pub fn years(&self, years: Years) -> String {
        match self.language {
            Language::Danish => years.danish(),
            Language::English => years.english(),
        }
    }

    /// How often a nøgletal is reported.
    pub fn reported(&self, frequency: Frequency) -> &str {
        self.say(match frequency {
            Frequency::Daily => "reported.daily",
            Frequency::Weekly => "reported.weekly",
            Frequency::Monthly => "reported.monthly",
            Frequency::Quarterly => "reported.quarterly",
            Frequency::Yearly => "reported.yearly",
            Frequency::EverySchoolYear => "reported.school_year",
        })
    }

    /// `a, b og c`
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [most @ .., last] => format!("{} {} {last}", most.join(", "), self.say("page.and")),
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
        let keys = |words: &Words| -> Vec<String> {
            let group = |(group, words): (&String, &BTreeMap<String, String>)| {
                words.keys().map(|word| format!("{group}.{word}")).collect::<Vec<_>>()
            };
            words.entries.iter().flat_map(group).collect()
        };
        assert_eq!(keys(&danish), keys(&english));
        for key in keys(&danish) {
            assert_eq!(holes(danish.say(&key)), holes(english.say(&key)), "{key}");
        }
    }
}
