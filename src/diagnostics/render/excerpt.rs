//! The lines of the sources that a diagnostic shows, fit to be shown.
//!
//! In: the places of one diagnostic. Out: the lines they lie in, as codespan's files. Guaranteed now:
//! a place lies in one line (the first of several), lines are short enough to be read, and their
//! characters are visible ones.

use std::collections::BTreeMap;
use std::ops::Range;

use codespan_reporting::files::{Error, Files};

use crate::diagnostics::visible::visible_character;
use crate::source::{FileId, SourceFile, Sources, Span};

/// Longer lines are cut, with `…`, around the place that is shown.
const LONGEST_LINE: usize = 160;
/// So much of a cut line is kept before the place.
const KEPT_BEFORE: usize = 60;

/// The lines that are shown, per file.
pub(super) struct Excerpt<'a> {
    sources: &'a Sources,
    files: BTreeMap<FileId, ExcerptFile>,
}

#[derive(Default)]
struct ExcerptFile {
    text: String,
    /// By line number, counted from 1.
    lines: BTreeMap<usize, ExcerptLine>,
}

struct ExcerptLine {
    /// Where the line lies in the excerpt's text, with its line end.
    range: Range<usize>,
    /// The column, counted from 0, of the first character that is kept.
    first_column: usize,
    /// Where in the excerpt's text each kept character begins, and where the last one ends.
    offsets: Vec<usize>,
}

/// A span within one line, columns counted from 0.
struct InLine {
    line: usize,
    columns: Range<usize>,
}

impl<'a> Excerpt<'a> {
    pub fn new(sources: &'a Sources, spans: &[Span]) -> Excerpt<'a> {
        let mut excerpt = Excerpt { sources, files: BTreeMap::new() };
        let mut wanted: BTreeMap<FileId, BTreeMap<usize, usize>> = BTreeMap::new();
        for span in spans {
            let place = in_line(sources.file(span.file), *span);
            wanted.entry(span.file).or_default().entry(place.line).or_insert(place.columns.start);
        }
        for (file, mut lines) in wanted {
            add_lines_between(&mut lines);
            let shown = lines.into_iter().fold(ExcerptFile::default(), |mut shown, (line, column)| {
                shown.add(sources.file(file).line(line), line, column);
                shown
            });
            excerpt.files.insert(file, shown);
        }
        excerpt
    }

    /// Where the span lies in the excerpt.
    pub fn range(&self, span: Span) -> Range<usize> {
        let place = in_line(self.sources.file(span.file), span);
        match self.files.get(&span.file).and_then(|file| file.lines.get(&place.line)) {
            Some(line) => line.offset(place.columns.start)..line.offset(place.columns.end),
            None => 0..0,
        }
    }

    fn excerpt_file(&self, id: FileId) -> Result<&ExcerptFile, Error> {
        self.files.get(&id).ok_or(Error::FileMissing)
    }
}

/// One line between two that are shown is shown too.
fn add_lines_between(lines: &mut BTreeMap<usize, usize>) {
    let numbers: Vec<usize> = lines.keys().copied().collect();
    for pair in numbers.windows(2) {
        if pair[1] == pair[0] + 2 {
            lines.insert(pair[0] + 1, 0);
        }
    }
}

fn in_line(file: &SourceFile, span: Span) -> InLine {
    let start = file.position(span.start as usize);
    let end = file.position(span.end as usize);
    let length = file.line(start.line).chars().count();
    let last = if end.line == start.line { end.column - 1 } else { length };
    InLine { line: start.line, columns: start.column - 1..last.max(start.column - 1) }
}

impl ExcerptFile {
    fn add(&mut self, line: &str, number: usize, column: usize) {
        let length = line.chars().count();
        let first_column = if length > LONGEST_LINE { column.saturating_sub(KEPT_BEFORE) } else { 0 };
        let start = self.text.len();
        if first_column > 0 {
            self.text.push('…');
        }
        let mut offsets = vec![self.text.len()];
        for character in line.chars().skip(first_column).take(LONGEST_LINE) {
            self.text.push(if character == '\t' { '\t' } else { visible_character(character) });
            offsets.push(self.text.len());
        }
        if first_column + LONGEST_LINE < length {
            self.text.push('…');
        }
        self.text.push('\n');
        self.lines.insert(number, ExcerptLine { range: start..self.text.len(), first_column, offsets });
    }
}

impl ExcerptLine {
    /// Columns that were cut away lie at the nearer end.
    fn offset(&self, column: usize) -> usize {
        let index = column.saturating_sub(self.first_column).min(self.offsets.len() - 1);
        self.offsets[index]
    }

    fn column(&self, offset: usize) -> usize {
        self.first_column + self.offsets.partition_point(|start| *start < offset)
    }
}

impl<'a> Files<'a> for Excerpt<'_> {
    type FileId = FileId;
    type Name = String;
    type Source = &'a str;

    fn name(&'a self, id: FileId) -> Result<String, Error> {
        Ok(self.sources.file(id).name.chars().map(visible_character).collect())
    }

    fn source(&'a self, id: FileId) -> Result<&'a str, Error> {
        Ok(&self.excerpt_file(id)?.text)
    }

    fn line_index(&'a self, id: FileId, offset: usize) -> Result<usize, Error> {
        let lines = &self.excerpt_file(id)?.lines;
        let before = lines.iter().take_while(|(_, line)| line.range.start <= offset);
        Ok(before.last().map_or(0, |(number, _)| number - 1))
    }

    fn line_range(&'a self, id: FileId, index: usize) -> Result<Range<usize>, Error> {
        let lines = &self.excerpt_file(id)?.lines;
        lines.get(&(index + 1)).map(|line| line.range.clone()).ok_or(Error::LineTooLarge { given: index, max: 0 })
    }

    fn column_number(&'a self, id: FileId, index: usize, offset: usize) -> Result<usize, Error> {
        let lines = &self.excerpt_file(id)?.lines;
        Ok(lines.get(&(index + 1)).map_or(1, |line| line.column(offset) + 1))
    }
}
