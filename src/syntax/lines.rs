//! Cuts a file into logical lines.
//!
//! In: the normalised text of a file. Out: its lines that say something, without comments and
//! surrounding blanks, and the comments and blank lines in order. Guaranteed now: a text in `"""` is
//! inside one line however many it spans; `#` and line ends inside texts cut nothing; a text that is
//! not closed ends at the line's end (`"`) or before the next declaration (`"""`), and its line says so.

use crate::source::{FileId, Span};
use crate::syntax::tree::{Trivia, TriviaKind};

/// One logical line, by byte offsets of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    pub start: usize,
    pub end: usize,
    /// It does not begin in column 1.
    pub indented: bool,
    /// Where a text begins that is never closed.
    pub unclosed: Option<usize>,
}

pub(super) struct Cut {
    pub lines: Vec<Line>,
    pub trivia: Vec<Trivia>,
}

/// Cuts the text; `is_header` tells whether a line in column 1 begins a declaration.
pub(super) fn cut(file: FileId, text: &str, is_header: &dyn Fn(&str) -> bool) -> Cut {
    let mut cutter = Cutter { file, text, is_header, cut: Cut { lines: Vec::new(), trivia: Vec::new() } };
    let mut at = 0;
    while at < text.len() {
        at = cutter.line(at);
    }
    cutter.cut
}

struct Cutter<'a> {
    file: FileId,
    text: &'a str,
    is_header: &'a dyn Fn(&str) -> bool,
    cut: Cut,
}

impl Cutter<'_> {
    /// Reads the line that begins at an offset; answers with the offset of the next.
    fn line(&mut self, line_start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let start = line_start + blanks(&self.text[line_start..]);
        match bytes.get(start) {
            None | Some(b'\n') => {
                let next = (start + 1).min(self.text.len());
                self.blank_line(line_start, next);
                next
            }
            Some(b'#') => self.comment(start),
            Some(_) => self.content(line_start, start),
        }
    }

    fn blank_line(&mut self, start: usize, next: usize) {
        if let Some(last) = self.cut.trivia.last_mut()
            && last.kind == TriviaKind::BlankLines
            && last.span.end as usize == start
        {
            last.span.end = next as u32;
            return;
        }
        self.trivia(TriviaKind::BlankLines, start, next);
    }

    fn comment(&mut self, start: usize) -> usize {
        let end = line_end(self.text, start);
        let written = self.text[start..end].trim_end().len();
        self.trivia(TriviaKind::Comment, start, start + written);
        (end + 1).min(self.text.len())
    }

    fn trivia(&mut self, kind: TriviaKind, start: usize, end: usize) {
        self.cut.trivia.push(Trivia { kind, span: Span::new(self.file, start, end) });
    }

    fn content(&mut self, line_start: usize, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let is_row = bytes[start] == b'|';
        let mut unclosed = None;
        let mut at = start;
        while at < bytes.len() && bytes[at] != b'\n' && bytes[at] != b'#' {
            if bytes[at] != b'"' {
                at += 1;
                continue;
            }
            at = match self.text_end(at) {
                Ok(end) => end,
                Err(_) if is_row => at + 1,
                Err(end) => {
                    unclosed = Some(at);
                    end
                }
            };
            if unclosed.is_some() {
                break;
            }
        }
        let end = start + self.text[start..at].trim_end().len();
        self.cut.lines.push(Line { start, end, indented: start > line_start, unclosed });
        match bytes.get(at) {
            Some(b'#') => self.comment(at),
            Some(b'\n') => at + 1,
            _ => at,
        }
    }

    /// The end of the text that opens here; `Err` with where to go on when it is never closed.
    fn text_end(&self, open: usize) -> Result<usize, usize> {
        if self.text[open..].starts_with("\"\"\"") {
            self.long_text_end(open + 3)
        } else {
            self.short_text_end(open + 1)
        }
    }

    fn short_text_end(&self, from: usize) -> Result<usize, usize> {
        let bytes = self.text.as_bytes();
        let mut at = from;
        while at < bytes.len() && bytes[at] != b'\n' {
            match (bytes[at], bytes.get(at + 1)) {
                (b'"', Some(b'"')) => at += 2,
                (b'"', _) => return Ok(at + 1),
                _ => at += 1,
            }
        }
        Err(at)
    }

    /// Quotes alone on their line close the text. Others may open the text of a later declaration: they do
    /// when a declaration begins before them.
    fn long_text_end(&self, from: usize) -> Result<usize, usize> {
        let close = self.text[from..].find("\"\"\"").map(|at| from + at);
        if let Some(close) = close
            && self.text[..close].trim_end_matches([' ', '\t']).ends_with('\n')
        {
            return Ok(close + 3);
        }
        let limit = close.unwrap_or(self.text.len());
        let mut at = line_end(self.text, from) + 1;
        while at < limit {
            let end = line_end(self.text, at);
            if (self.is_header)(&self.text[at..end]) {
                return Err(at);
            }
            at = end + 1;
        }
        close.map(|at| at + 3).ok_or(self.text.len())
    }
}

/// How many bytes of blanks a text begins with; line ends are not blanks.
fn blanks(text: &str) -> usize {
    text.find(|c: char| !(c == ' ' || c == '\t' || c == '\u{a0}')).unwrap_or(text.len())
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |at| from + at)
}
