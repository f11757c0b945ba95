//! What is understood and kept but not compiled yet (N950).

use super::Builder;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::DocumentationProblem;
use crate::source::Span;

impl Builder<'_> {
    /// Leaving this out would change or hide figures.
    pub fn not_yet(&mut self, construct: &str, span: Span) {
        let problem = DocumentationProblem::NotYetCompiled { construct: construct.to_string() };
        self.problems.push(Diagnostic::new(problem, span));
    }
}
