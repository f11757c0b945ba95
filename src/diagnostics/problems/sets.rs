//! N3xx: sets of accounts. `accounts` are codes with titles, all of them; the wording shows five.

use serde::Serialize;

use super::Noun;
use crate::diagnostics::Level;

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum SetProblem {
    /// N301: `+` or `-`, `plus` or `minus`, where lines say `med` and `uden`.
    SignInFilter { sign: String, meant: String },

    /// N302: a `med` line whose accounts are all in already.
    AddsNothing { accounts: Vec<String>, years: Vec<i32>, all_years: bool },
    /// N302: an `uden` line whose accounts are none of them in.
    RemovesNothing { accounts: Vec<String>, years: Vec<i32>, all_years: bool },
    /// N302: a `for alle` line that leaves everything in.
    RestrictsNothing { years: Vec<i32>, all_years: bool },
    /// N302: everything the line adds is removed again by later lines.
    UndoneLater { years: Vec<i32>, all_years: bool },
    /// N302: a line `kun` in years outside those of the definition.
    NeverInForce { years: Vec<i32> },

    /// N303: parts that are added share accounts.
    PartsOverlap { parts: Vec<String>, accounts: Vec<String>, years: Vec<i32> },
    /// N303: `overlap tilladt`, where nothing overlaps.
    OverlapNotPresent {},

    /// N304: accounts of the part that the whole has not.
    PartOutsideWhole { part: String, whole: String, accounts: Vec<String>, years: Vec<i32> },

    /// N305: the same set as a named filter. `part` is tæller, nævner or filter.
    SameAsFilter { part: Noun, filter: String },
}

impl SetProblem {
    pub fn code(&self) -> &'static str {
        match self {
            SetProblem::SignInFilter { .. } => "N301",
            SetProblem::AddsNothing { .. }
            | SetProblem::RemovesNothing { .. }
            | SetProblem::RestrictsNothing { .. }
            | SetProblem::UndoneLater { .. }
            | SetProblem::NeverInForce { .. } => "N302",
            SetProblem::PartsOverlap { .. } | SetProblem::OverlapNotPresent {} => "N303",
            SetProblem::PartOutsideWhole { .. } => "N304",
            SetProblem::SameAsFilter { .. } => "N305",
        }
    }

    pub fn level(&self) -> Level {
        match self {
            SetProblem::PartOutsideWhole { .. } | SetProblem::OverlapNotPresent {} => Level::Warning,
            SetProblem::SameAsFilter { .. } => Level::Note,
            _ => Level::Error,
        }
    }
}
