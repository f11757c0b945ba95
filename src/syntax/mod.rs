//! Text to tree; never fails. See `tree` for what comes out.
//!
//! In: the normalised text of a file. Out: its [`Tree`] and what is wrong with its form. Guaranteed now:
//! each line that cannot be read has one diagnostic and harms no other line; no input panics, overflows
//! the stack, or takes more than linear time.
//!
//! A new clause is a variant in `tree`, a rule in `grammar/noegle.pest` that ends in `EOI` (its new words
//! in `grammar/keywords.toml`), a form in `keywords`, an arm in `clauses`, and a line in the fixtures of
//! `tests/suite/syntax`; what may be missing in it is worded by `errors`.

mod assembly;
mod clauses;
mod conditions;
mod counting;
mod declaration;
mod errors;
mod expressions;
mod grammar;
mod headers;
mod keywords;
mod lines;
mod placement;
mod problems;
mod reader;
mod shadow;
mod tables;
mod texts;
pub mod tree;

use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::FormProblem;
use crate::source::{FileId, SourceFile, Sources, Span};

use tree::Tree;

/// Definitions are written by people: a larger file is a mistake.
const LARGEST_FILE: usize = 20 * MEGABYTE;
const MEGABYTE: usize = 1 << 20;

/// A file's tree and the problems of its form, in the order of their places.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    pub tree: Tree,
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses one file.
pub fn parse(sources: &Sources, file: FileId) -> Parsed {
    let source = sources.file(file);
    if let Some(problem) = not_a_definition(source, file) {
        return Parsed {
            tree: Tree { file, declarations: Vec::new(), trivia: Vec::new() },
            diagnostics: vec![problem],
        };
    }
    assembly::assemble(file, &source.text)
}

/// What makes a file no definitions at all: its size, or bytes that no text has.
fn not_a_definition(source: &SourceFile, file: FileId) -> Option<Diagnostic> {
    let start = Span::new(file, 0, 0);
    if source.text.len() > LARGEST_FILE {
        let problem = FormProblem::FileTooLarge {
            file: source.name.clone(),
            megabytes: source.text.len() / MEGABYTE,
            limit: LARGEST_FILE / MEGABYTE,
        };
        return Some(Diagnostic::new(problem, start));
    }
    let offset = source.text.find('\0')?;
    let problem = FormProblem::NotText { file: source.name.clone(), offset };
    Some(Diagnostic::new(problem, Span::new(file, offset, offset + 1)))
}
