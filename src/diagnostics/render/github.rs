//! Diagnostics as GitHub workflow commands.

use super::Place;
use crate::diagnostics::visible::visible;
use crate::diagnostics::{Diagnostic, Language, Level, wording};
use crate::source::Sources;

pub(super) fn render(diagnostics: &[Diagnostic], sources: &Sources, language: Language) -> String {
    diagnostics.iter().map(|diagnostic| command(diagnostic, sources, language)).collect()
}

fn command(diagnostic: &Diagnostic, sources: &Sources, language: Language) -> String {
    let place = Place::of(diagnostic.span, sources);
    let words = wording(diagnostic, language);
    let lines = [Some(words.message), Some(words.label), words.help];
    let body: Vec<String> = lines.into_iter().flatten().filter(|line| !line.is_empty()).collect();
    format!(
        "::{} file={},line={},col={},endLine={},endColumn={},title={}::{}\n",
        level(diagnostic.level),
        property(&visible(&place.file)),
        place.line,
        place.column,
        place.end_line,
        place.end_column,
        property(diagnostic.problem.code()),
        data(&body.join("\n")),
    )
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
