//! Diagnostics for people: the message, the lines it is about with carets, one suggestion.

use std::io::{self, Write};

use codespan_reporting::diagnostic::{Diagnostic as Shown, Label, LabelStyle, Severity};
use codespan_reporting::term::termcolor::{Buffer, Color, ColorSpec, WriteColor};
use codespan_reporting::term::{self, Config, GeneralWriteResult, WriteStyle};

use super::excerpt::Excerpt;
use crate::diagnostics::catalogue::{count, level_word, suggestion_word};
use crate::diagnostics::visible::visible;
use crate::diagnostics::{Diagnostic, Edit, Fix, Language, Level, Wording, wording};
use crate::source::{FileId, Sources, Span};
use crate::text;

/// A fix of more lines is not shown line by line.
const MOST_MENDED_LINES: usize = 5;
/// Longer labels stand below the lines instead of beside the carets.
const LONGEST_LABEL: usize = 60;
/// Notes are broken into lines of so many characters.
const NOTE_WIDTH: usize = 96;

pub(super) fn render(diagnostics: &[Diagnostic], sources: &Sources, language: Language, colour: bool) -> String {
    let buffer = if colour { Buffer::ansi() } else { Buffer::no_color() };
    let mut writer = DanishHeaders { buffer, language, word: None };
    for diagnostic in diagnostics {
        emit(diagnostic, sources, language, &mut writer);
    }
    String::from_utf8_lossy(writer.buffer.as_slice()).into_owned()
}

/// `2 fejl, 1 advarsel`
pub(super) fn summary(diagnostics: &[Diagnostic], language: Language) -> String {
    let of = |level: Level| {
        let number = diagnostics.iter().filter(|diagnostic| diagnostic.level == level).count();
        (number > 0).then(|| count(number, level, language))
    };
    [Level::Error, Level::Warning, Level::Note].into_iter().filter_map(of).collect::<Vec<_>>().join(", ")
}

fn emit(diagnostic: &Diagnostic, sources: &Sources, language: Language, writer: &mut DanishHeaders) {
    let words = wording(diagnostic, language);
    let spans: Vec<Span> =
        std::iter::once(diagnostic.span).chain(diagnostic.related.iter().map(|related| related.span)).collect();
    let excerpt = Excerpt::new(sources, &spans);
    let shown = Shown::new(severity(diagnostic.level))
        .with_code(diagnostic.problem.code())
        .with_message(&words.message)
        .with_labels(labels(diagnostic, &words, &excerpt))
        .with_notes(notes(diagnostic, &words, sources, language));
    let config = Config { tab_width: 4, ..Config::default() };
    term::emit_to_write_style(writer, &config, &excerpt, &shown)
        .expect("a buffer in memory takes everything and every label lies in the excerpt");
}

fn severity(level: Level) -> Severity {
    match level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Note => Severity::Note,
    }
}

fn labels(diagnostic: &Diagnostic, words: &Wording, excerpt: &Excerpt) -> Vec<Label<FileId>> {
    let beside = if is_long(&words.label) { "" } else { words.label.as_str() };
    let own = Label::primary(diagnostic.span.file, excerpt.range(diagnostic.span)).with_message(beside);
    let related = diagnostic.related.iter().zip(&words.related).map(|(related, message)| {
        Label::secondary(related.span.file, excerpt.range(related.span)).with_message(message)
    });
    std::iter::once(own).chain(related).collect()
}

/// What is too long to stand beside the carets; the suggestion in words and, below it, the lines as they would be.
fn notes(diagnostic: &Diagnostic, words: &Wording, sources: &Sources, language: Language) -> Vec<String> {
    let mut notes = Vec::new();
    if is_long(&words.label) {
        notes.push(wrapped(&words.label));
    }
    let mended = diagnostic.fixes.first().map(|fix| mended_lines(fix, sources)).unwrap_or_default();
    let mut suggestion: Vec<String> =
        words.help.iter().map(|help| wrapped(&format!("{}: {help}", suggestion_word(language)))).collect();
    suggestion.extend(mended.into_iter().map(|line| format!("→ {line}")));
    if !suggestion.is_empty() {
        notes.push(suggestion.join("\n"));
    }
    notes
}

fn is_long(label: &str) -> bool {
    label.chars().count() > LONGEST_LABEL
}

/// The text in lines of bearable width.
fn wrapped(text: &str) -> String {
    text::wrapped(text, NOTE_WIDTH).join("\n")
}

/// The lines that a fix changes, after it; none when the fix is long or only deletes.
fn mended_lines(fix: &Fix, sources: &Sources) -> Vec<String> {
    let Some(first) = fix.edits.first() else { return Vec::new() };
    let mut edits: Vec<&Edit> = fix.edits.iter().filter(|edit| edit.span.file == first.span.file).collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mended = apply(&edits, &sources.file(first.span.file).text);
    let lines: Vec<String> = mended.lines().map(|line| visible(line.trim())).filter(|line| !line.is_empty()).collect();
    if lines.len() > MOST_MENDED_LINES { Vec::new() } else { lines }
}

/// The text of the whole lines that the sorted edits touch, with the edits made.
fn apply(edits: &[&Edit], text: &str) -> String {
    let (Some(first), Some(last)) = (edits.first(), edits.last()) else { return String::new() };
    let start = text[..first.span.range().start].rfind('\n').map_or(0, |at| at + 1);
    let last_end = last.span.range().end;
    let end = text[last_end..].find('\n').map_or(text.len(), |at| last_end + at);
    let mut mended = String::new();
    let mut done = start;
    for edit in edits {
        let range = edit.span.range();
        mended.push_str(text.get(done..range.start).unwrap_or_default());
        mended.push_str(&edit.replacement);
        done = range.end;
    }
    mended.push_str(text.get(done..end).unwrap_or_default());
    mended
}

/// codespan writes `error` and `warning`; here the first word after a header's colour is ours instead.
struct DanishHeaders {
    buffer: Buffer,
    language: Language,
    word: Option<&'static str>,
}

impl Write for DanishHeaders {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.word.take() {
            Some(word) => {
                self.buffer.write_all(word.as_bytes())?;
                Ok(bytes.len())
            }
            None => self.buffer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.buffer.flush()
    }
}

impl WriteStyle for DanishHeaders {
    fn set_header(&mut self, severity: Severity) -> GeneralWriteResult {
        let level = match severity {
            Severity::Bug | Severity::Error => Level::Error,
            Severity::Warning => Level::Warning,
            Severity::Note | Severity::Help => Level::Note,
        };
        self.word = Some(level_word(level, self.language));
        self.buffer.set_color(colour_of(level).set_bold(true))
    }

    fn set_header_message(&mut self) -> GeneralWriteResult {
        self.buffer.set_color(ColorSpec::new().set_bold(true))
    }

    fn set_line_number(&mut self) -> GeneralWriteResult {
        self.buffer.set_color(ColorSpec::new().set_fg(Some(Color::Cyan)))
    }

    fn set_note_bullet(&mut self) -> GeneralWriteResult {
        self.set_line_number()
    }

    fn set_source_border(&mut self) -> GeneralWriteResult {
        self.set_line_number()
    }

    fn set_label(&mut self, severity: Severity, style: LabelStyle) -> GeneralWriteResult {
        match (style, severity) {
            (LabelStyle::Secondary, _) => self.set_line_number(),
            (LabelStyle::Primary, Severity::Warning) => self.buffer.set_color(&colour_of(Level::Warning)),
            (LabelStyle::Primary, Severity::Note | Severity::Help) => self.buffer.set_color(&colour_of(Level::Note)),
            (LabelStyle::Primary, _) => self.buffer.set_color(&colour_of(Level::Error)),
        }
    }

    fn reset(&mut self) -> GeneralWriteResult {
        WriteColor::reset(&mut self.buffer)
    }
}

fn colour_of(level: Level) -> ColorSpec {
    let colour = match level {
        Level::Error => Color::Red,
        Level::Warning => Color::Yellow,
        Level::Note => Color::Green,
    };
    ColorSpec::new().set_fg(Some(colour)).clone()
}
