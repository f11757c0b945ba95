//! Checks of the whole model.
//!
//! In: a model whose figures are whole. Out: problems that only show when everything is known: periods,
//! validity, account sets, examples.

mod account_sets;
mod accounts;
mod arenas;
mod code_years;
pub mod codes;
mod comparisons;
mod examples;
mod formula_shape;
mod linear;
mod lines;
mod needed;
mod periods;
mod prices;
mod privacy;
mod rules;
mod same_sets;
mod sums;
mod uses;
mod validity;

use super::Model;
use crate::diagnostics::Diagnostic;

pub fn check(model: &Model) -> Vec<Diagnostic> {
    let mut problems = periods::check(model);
    problems.extend(validity::check(model));
    problems.extend(prices::check(model));
    problems.extend(account_sets::check(model));
    problems.extend(comparisons::check(model));
    problems.extend(examples::check(model));
    problems.extend(rules::check(model));
    problems
}
