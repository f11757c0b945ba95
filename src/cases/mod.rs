//! Boundary cases: for every line and condition of a definition a row just inside and just outside, in words.
//!
//! In: a model without errors. Out: [`Case`]s: rows, what the figure shows of them, and a Danish sentence on what that
//! proves. Guaranteed now: expected values are the interpreter's; a case that says that a row counts was computed with and
//! without it; a case whose words turned out not to be true is not there. The same model gives the same cases.
//!
//! A nøgletal has at most [`PER_FIGURE`] cases, a member of a family at most [`PER_MEMBER`], and of a family only the first
//! member, the last and the total are shown: the others are computed by the same lines. What grundtal and filters say is shown
//! where it is used; a grundtal has cases of its own, and those who read it do not repeat them.
//!
//! Kommuner are chosen when cases are put together, each case its own: a figure is computed for one kommune at a time, so
//! many cases stand in the same tables without touching each other. A definition that asks for the kommune itself has
//! no such cases.

mod code_neighbours;
mod comparisons;
mod contexts;
mod draft;
mod fallbacks;
mod figure;
mod forecasts;
mod kommune;
mod leaves;
mod lines;
mod lowered;
mod made;
mod numbers;
mod pack;
mod parts;
mod people;
mod placed;
mod rules;
mod situation;
mod subjects;
mod times;
mod values;
mod witness;
mod worth;

pub use comparisons::{ComparisonCase, ComparisonRound, compared_by, comparison_cases};
pub use draft::stored_columns;
pub use pack::{Case, Round};
pub use rules::{RuleCase, RuleRound, rule_cases};
pub use subjects::{Proof, Subject, add_counter, add_shower, proof};

use draft::Stores;

use crate::model::Model;

/// So many cases a nøgletal or grundtal has at most.
pub const PER_FIGURE: usize = 60;
/// So many a member of a family has at most.
pub const PER_MEMBER: usize = 16;

/// The cases of one nøgletal or grundtal, put together in rounds: each round fills the tables anew.
pub fn cases(model: &Model, subject: &Subject) -> Vec<Round> {
    let stores = Stores::new(model);
    let drafts = figure::drafts(model, &stores, subject);
    pack::rounds(model, &stores, subject, drafts)
}
