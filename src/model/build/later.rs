//! What is understood and kept but not compiled yet (N950).
//!
//! A warning where figures stay the same without it, an error where they would not.

use super::Builder;
use crate::diagnostics::problems::DocumentationProblem;
use crate::diagnostics::{Diagnostic, Level};
use crate::source::Span;
use crate::syntax::tree::{Declaration, Header};

impl Builder<'_> {
    /// Leaving this out would change or hide figures.
    pub fn not_yet(&mut self, construct: &str, span: Span) {
        self.problems.push(not_yet(construct, span));
    }

    /// Figures are the same without it.
    pub fn not_yet_harmless(&mut self, construct: &str, span: Span) {
        self.problems.push(not_yet(construct, span).at_level(Level::Warning));
    }

    /// Whole declarations that nothing is made of yet. What reads them is an error of its own.
    pub fn later(&mut self, declarations: &[&Declaration]) {
        for declaration in declarations {
            let construct = match declaration.header {
                Header::Access => "adgang",
                _ => continue,
            };
            self.not_yet_harmless(construct, declaration.header_span);
        }
    }
}

fn not_yet(construct: &str, span: Span) -> Diagnostic {
    Diagnostic::new(DocumentationProblem::NotYetCompiled { construct: construct.to_string() }, span)
}
