//! The words of problems: one catalogue per language.
//!
//! In: a diagnostic and a language. Out: its [`Wording`]. Guaranteed now: no text of an author reaches
//! a wording with characters that a terminal would act on, and every wording is one line.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use minijinja::{Environment, UndefinedBehavior};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::phrases;
use super::visible::visible;
use super::{Diagnostic, Language, Level, Problem, Related};

/// What is said about one diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// What is wrong, in one line.
    pub message: String,
    /// What is said at the place itself; may be empty.
    pub label: String,
    /// What is said at each related place, in their order.
    pub related: Vec<String>,
    /// One next step.
    pub help: Option<String>,
}

/// The words for a diagnostic.
pub fn wording(diagnostic: &Diagnostic, language: Language) -> Wording {
    let catalogue = catalogue(language);
    let holes = holes(&diagnostic.problem);
    let key = key(&holes);
    let help = catalogue.say(&key, "help", &holes);
    Wording {
        message: catalogue.say(&key, "message", &holes),
        label: catalogue.say(&key, "label", &holes),
        related: diagnostic.related.iter().map(|related| catalogue.say_related(&key, related, &holes)).collect(),
        help: (!help.is_empty()).then_some(help),
    }
}

/// The word before a code, `fejl`.
pub fn level_word(level: Level, language: Language) -> &'static str {
    catalogue(language).word(level_key(level))
}

/// The word before a help, `forslag`.
pub fn suggestion_word(language: Language) -> &'static str {
    catalogue(language).word("suggestion")
}

/// How many there are of a level: `1 fejl`, `2 advarsler`.
pub fn count(number: usize, level: Level, language: Language) -> String {
    match catalogue(language).text.counts.get(level_key(level)) {
        Some(counts) if number == 1 => counts.one.clone(),
        Some(counts) => format!("{number} {}", counts.many),
        None => number.to_string(),
    }
}

fn level_key(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

/// A catalogue as it is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CatalogueText {
    pub words: BTreeMap<String, String>,
    pub counts: BTreeMap<String, Counts>,
    pub months: Vec<String>,
    pub nouns: BTreeMap<String, NounForms>,
    pub problems: BTreeMap<String, Entry>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Counts {
    pub one: String,
    pub many: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NounForms {
    pub bare: String,
    pub a: String,
    pub the: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub message: String,
    pub label: String,
    #[serde(default)]
    pub related: BTreeMap<String, String>,
    pub help: String,
}

/// A catalogue ready to speak.
pub(super) struct Catalogue {
    pub text: CatalogueText,
    pub templates: Environment<'static>,
}

static DANISH: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::read(include_str!("messages/da.yaml")));
static ENGLISH: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::read(include_str!("messages/en.yaml")));

pub(super) fn catalogue(language: Language) -> &'static Catalogue {
    match language {
        Language::Danish => &DANISH,
        Language::English => &ENGLISH,
    }
}

impl Catalogue {
    fn read(yaml: &str) -> Catalogue {
        let text: CatalogueText = serde_yaml::from_str(yaml).expect("the catalogue is part of the program and tested");
        let mut templates = Environment::new();
        templates.set_undefined_behavior(UndefinedBehavior::Strict);
        phrases::add_to(&mut templates, &text);
        for (key, entry) in &text.problems {
            for (part, template) in entry.parts() {
                templates
                    .add_template_owned(format!("{key}.{part}"), template.to_owned())
                    .expect("the catalogue is part of the program and tested");
            }
        }
        Catalogue { text, templates }
    }

    fn word(&self, key: &str) -> &str {
        self.text.words.get(key).map_or("", String::as_str)
    }

    /// A part of an entry with its holes filled; empty when there is no such part.
    pub fn say(&self, key: &str, part: &str, holes: &Map<String, Value>) -> String {
        let Ok(template) = self.templates.get_template(&format!("{key}.{part}")) else { return String::new() };
        template.render(minijinja::Value::from(minijinja::value::Serde(holes))).unwrap_or_default()
    }

    fn say_related(&self, key: &str, related: &Related, holes: &Map<String, Value>) -> String {
        let mut holes = holes.clone();
        for (name, argument) in &related.arguments {
            holes.insert((*name).to_owned(), Value::String(visible(argument)));
        }
        self.say(key, &format!("related.{}", related.label), &holes)
    }
}

impl Entry {
    /// The parts by name, `message`, `related.first`.
    pub fn parts(&self) -> impl Iterator<Item = (String, &str)> {
        let own = [("message", &self.message), ("label", &self.label), ("help", &self.help)];
        let related = self.related.iter().map(|(label, text)| (format!("related.{label}"), text.as_str()));
        own.into_iter().map(|(part, text)| (part.to_owned(), text.as_str())).chain(related)
    }
}

/// The problem's fields by name, fit to be shown, and `problem`, its key.
fn holes(problem: &Problem) -> Map<String, Value> {
    match serde_json::to_value(problem) {
        Ok(Value::Object(fields)) => fields.into_iter().map(|(name, value)| (name, shown(value))).collect(),
        _ => Map::new(),
    }
}

fn key(holes: &Map<String, Value>) -> String {
    holes.get("problem").and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn shown(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(visible(&text)),
        Value::Array(items) => Value::Array(items.into_iter().map(shown).collect()),
        Value::Object(fields) => Value::Object(fields.into_iter().map(|(name, field)| (name, shown(field))).collect()),
        other => other,
    }
}
