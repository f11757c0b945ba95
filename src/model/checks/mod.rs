//! Checks of the whole model.
//!
//! In: a model whose figures are whole. Out: problems that only show when everything is known: periods,
//! validity, account sets.

mod periods;
mod validity;

use super::Model;
use crate::diagnostics::Diagnostic;

pub fn check(model: &Model) -> Vec<Diagnostic> {
    let mut problems = periods::check(model);
    problems.extend(validity::check(model));
    problems
}
