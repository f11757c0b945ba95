//! Diagnostics as a JSON array, the contract of `tjek --format json`.

use serde::Serialize;

use super::{Place, json_text};
use crate::diagnostics::{Diagnostic, Fix, Language, Level, wording};
use crate::source::Sources;

#[derive(Serialize)]
struct Item {
    code: &'static str,
    level: &'static str,
    message: String,
    /// What is said at the place itself; empty when there is nothing to add.
    label: String,
    help: Option<String>,
    #[serde(flatten)]
    place: Place,
    related: Vec<RelatedItem>,
    fixes: Vec<FixItem>,
}

#[derive(Serialize)]
struct RelatedItem {
    message: String,
    #[serde(flatten)]
    place: Place,
}

#[derive(Serialize)]
struct FixItem {
    edits: Vec<EditItem>,
}

#[derive(Serialize)]
struct EditItem {
    #[serde(flatten)]
    place: Place,
    replacement: String,
}

pub(super) fn render(diagnostics: &[Diagnostic], sources: &Sources, language: Language) -> String {
    let items: Vec<Item> = diagnostics.iter().map(|diagnostic| item(diagnostic, sources, language)).collect();
    json_text(&items)
}

fn item(diagnostic: &Diagnostic, sources: &Sources, language: Language) -> Item {
    let words = wording(diagnostic, language);
    let related = diagnostic.related.iter().zip(words.related);
    Item {
        code: diagnostic.problem.code(),
        level: level(diagnostic.level),
        message: words.message,
        label: words.label,
        help: words.help,
        place: Place::of(diagnostic.span, sources),
        related: related
            .map(|(related, message)| RelatedItem { message, place: Place::of(related.span, sources) })
            .collect(),
        fixes: diagnostic.fixes.iter().map(|fix| fix_item(fix, sources)).collect(),
    }
}

fn fix_item(fix: &Fix, sources: &Sources) -> FixItem {
    let edits = fix.edits.iter();
    FixItem {
        edits: edits
            .map(|edit| EditItem { place: Place::of(edit.span, sources), replacement: edit.replacement.clone() })
            .collect(),
    }
}

/// The level as machines read it, in every language.
fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}
