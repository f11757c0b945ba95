//! Diagnostics as text for people and machines.
//!
//! In: ordered diagnostics and the sources they lie in. Out: one text in the format asked for.
//! Guaranteed now: places are counted from 1, columns in characters, an end lies after the last
//! character; nothing an author wrote can steer a terminal or a workflow.

mod excerpt;
mod github;
mod json;
mod sarif;
mod text;

use serde::Serialize;

use super::visible::visible_character;
use super::{Diagnostic, Language};
use crate::source::{Sources, Span};

/// The formats of `tjek --format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// `tekst`: for people, with the lines and carets.
    #[default]
    Text,
    /// `json`: an array, one object per diagnostic.
    Json,
    /// `sarif`: SARIF 2.1.0.
    Sarif,
    /// `github`: workflow commands, shown on the lines of a pull request.
    GitHub,
}

impl Format {
    /// The format of a word as people write it.
    pub fn from_word(word: &str) -> Option<Format> {
        match word {
            "tekst" | "text" => Some(Format::Text),
            "json" => Some(Format::Json),
            "sarif" => Some(Format::Sarif),
            "github" => Some(Format::GitHub),
            _ => None,
        }
    }
}

/// The diagnostics in a format. `colour` is for text alone.
pub fn render(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    language: Language,
    format: Format,
    colour: bool,
) -> String {
    match format {
        Format::Text => text::render(diagnostics, sources, language, colour),
        Format::Json => json::render(diagnostics, sources, language),
        Format::Sarif => sarif::render(diagnostics, sources, language),
        Format::GitHub => github::render(diagnostics, sources, language),
    }
}

/// How many problems there are of each level, `2 fejl, 1 advarsel`; empty when there are none.
pub fn summary(diagnostics: &[Diagnostic], language: Language) -> String {
    text::summary(diagnostics, language)
}

/// A value as JSON with a line end. Characters that a terminal would act on stand only within texts, where JSON can
/// spell them out.
fn json_text(value: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(value).expect("texts and numbers always become JSON");
    let mut text = String::with_capacity(json.len() + 1);
    for character in json.chars() {
        if character == '\n' || visible_character(character) == character {
            text.push(character);
        } else {
            text.push_str(&format!("\\u{:04x}", character as u32));
        }
    }
    text.push('\n');
    text
}

/// A span as machines read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Place {
    file: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl Place {
    fn of(span: Span, sources: &Sources) -> Place {
        let file = sources.file(span.file);
        let start = file.position(span.start as usize);
        let end = file.position(span.end as usize);
        Place {
            file: file.name.clone(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}
