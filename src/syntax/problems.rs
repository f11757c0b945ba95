//! The problems of a file's form.
//!
//! In: problems as they are found. Out: those that are listed, in the order of the file, and how many more there are.

use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::FormProblem;
use crate::source::Span;

/// More problems of one file are counted, not listed.
const LISTED_PROBLEMS: usize = 100;

#[derive(Default)]
pub struct Problems {
    listed: Vec<Diagnostic>,
    others: usize,
    last: Option<Span>,
}

impl Problems {
    pub fn push(&mut self, problem: Diagnostic) {
        if !self.is_full() {
            self.listed.push(problem);
        } else {
            self.others += 1;
            self.last = self.last.or(Some(problem.span));
        }
    }

    pub fn extend(&mut self, problems: Vec<Diagnostic>) {
        for problem in problems {
            self.push(problem);
        }
    }

    /// The problem listed last, when it is of this line.
    pub fn last_of(&self, line: Span) -> Option<&Diagnostic> {
        self.listed.last().filter(|last| last.span.start >= line.start && last.span.end <= line.end)
    }

    /// Whether a problem of this line has been listed.
    pub fn reported_at(&self, line: Span) -> bool {
        self.last_of(line).is_some()
    }

    /// What comes now is only counted: no need to find out how to mend it.
    pub fn is_full(&self) -> bool {
        self.listed.len() >= LISTED_PROBLEMS
    }

    pub fn finish(mut self) -> Vec<Diagnostic> {
        self.listed.sort_by_key(|problem| problem.span.start);
        if let Some(span) = self.last {
            self.listed.push(Diagnostic::new(FormProblem::MoreProblems { count: self.others }, span));
        }
        self.listed
    }
}
