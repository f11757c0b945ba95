//! The `|` rows of an eksempel.
//!
//! In: a row's line. Out: its cells. Guaranteed now: cells are trimmed, their spans hold no blanks; a
//! quoted cell is without its quotes and may hold `|`.

use crate::source::{FileId, Span};
use crate::syntax::texts;
use crate::syntax::tree::{Cell, Row};

/// The row of a line that begins with `|`; the last `|` may be left out.
pub(super) fn row(file: FileId, text: &str, start: usize, end: usize) -> Row {
    let mut cells = Vec::new();
    let mut cell_start = start + 1;
    let mut in_text = false;
    for (at, byte) in text[start..end].bytes().enumerate().skip(1) {
        match byte {
            b'"' if in_text => in_text = false,
            b'"' => in_text = text[cell_start..start + at].trim().is_empty() && closes(&text[start + at + 1..end]),
            b'|' if !in_text => {
                cells.push(cell(file, text, cell_start, start + at));
                cell_start = start + at + 1;
            }
            _ => {}
        }
    }
    if !text[cell_start..end].trim().is_empty() {
        cells.push(cell(file, text, cell_start, end));
    }
    Row { cells, span: Span::new(file, start, end) }
}

/// Whether a text that was just opened is closed on the line.
fn closes(rest: &str) -> bool {
    rest.contains('"')
}

fn cell(file: FileId, text: &str, start: usize, end: usize) -> Cell {
    let written = &text[start..end];
    let trimmed = written.trim();
    let from = start + (written.len() - written.trim_start().len()).min(written.len());
    let span = Span::new(file, from, from + trimmed.len());
    let is_text = trimmed.len() >= 2 && trimmed.starts_with('"') && trimmed.ends_with('"');
    Cell { text: if is_text { texts::value(trimmed) } else { trimmed.to_owned() }, span }
}

#[cfg(test)]
mod tests {
    use super::row;
    use crate::source::FileId;

    fn cells(line: &str) -> Vec<String> {
        row(FileId(0), line, 0, line.len()).cells.into_iter().map(|cell| cell.text).collect()
    }

    #[test]
    fn cells_are_trimmed_and_may_be_empty() {
        assert_eq!(cells("| 165 | | 1.000 |"), ["165", "", "1.000"]);
        assert_eq!(cells("|a|b"), ["a", "b"]);
        assert_eq!(cells("|"), Vec::<String>::new());
    }

    #[test]
    fn a_quoted_cell_may_hold_the_sign_of_columns() {
        assert_eq!(cells("| \"a|b\" | 5\" |"), ["a|b", "5\""]);
    }
}
