//! Nøgletal that no eksempel shows (N704).
//!
//! In: the declarations and the figures that are whole. Out: notes. An eksempel that has errors of its own is one too:
//! its author is at it. Of a family an eksempel of any member, or of all, is enough.

use std::collections::BTreeSet;

use super::Builder;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::RuleProblem;
use crate::syntax::tree::{Declaration, Header};
use crate::text::fold;

impl Builder<'_> {
    pub(super) fn without_example(&self, declarations: &[&Declaration]) -> Vec<Diagnostic> {
        let shown: BTreeSet<String> = declarations
            .iter()
            .filter_map(|declaration| match &declaration.header {
                Header::Example { subject, .. } => Some(fold(&subject.name.text)),
                _ => None,
            })
            .collect();
        let figures = self.model.declared_figures().filter(|figure| {
            let is_forecast = figure.editions.iter().any(|edition| edition.forecast.is_some());
            !is_forecast && !shown.contains(&figure.name.sql)
        });
        let note = |name: &super::super::Named| {
            Diagnostic::new(RuleProblem::WithoutExample { figure: name.text.clone() }, name.span)
        };
        figures.map(|figure| note(&figure.name)).collect()
    }
}
