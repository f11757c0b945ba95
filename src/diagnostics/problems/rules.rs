//! N7xx: rules and examples. N701–N704 come with the rules.

use serde::Serialize;

use super::Noun;
use crate::diagnostics::Level;

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum RuleProblem {
    /// N705: a heading that is no dimension word, column or time; `source` of `givet`.
    GivenHeadingUnknown { heading: String, source: String, nearest: Option<String>, known: Vec<String> },
    /// N705: a heading of a column that is made of others.
    GivenHeadingComputed { heading: String },
    /// N705: rows given of a source that is made of others.
    GivenMadeOf { source: String, of: Vec<String> },
    /// N705: a heading of `forvent` that no result has.
    ExpectHeadingUnknown { heading: String, nearest: Option<String>, known: Vec<String> },
    /// N705: a heading without which the rows say nothing: kommune, the period.
    HeadingMissing { heading: String, section: String },

    /// N706: a cell that cannot be read as what its column holds.
    CellUnreadable { cell: String, heading: String, wanted: Noun, example: String },
    /// N706: a status that there is not.
    StatusUnknown { status: String, nearest: Option<String>, known: Vec<String> },

    /// N707: `forvent fejl` and the error did not come; `raised` are the codes that did.
    ExpectedErrorAbsent { code: String, raised: Vec<String> },
    /// N707: `forvent fejl` of a code that there is not.
    ExpectedErrorUnknown { code: String, nearest: Option<String> },

    /// N708: a source in `givet` that the figure never reads.
    GivenNotRead { source: String, figure: String },
    /// N708: expected rows outside the years in which the figure is valid.
    ExpectedOutsideValidity { period: String, figure: String },
}

impl RuleProblem {
    pub fn code(&self) -> &'static str {
        match self {
            RuleProblem::GivenHeadingUnknown { .. }
            | RuleProblem::GivenHeadingComputed { .. }
            | RuleProblem::GivenMadeOf { .. }
            | RuleProblem::ExpectHeadingUnknown { .. }
            | RuleProblem::HeadingMissing { .. } => "N705",
            RuleProblem::CellUnreadable { .. } | RuleProblem::StatusUnknown { .. } => "N706",
            RuleProblem::ExpectedErrorAbsent { .. } | RuleProblem::ExpectedErrorUnknown { .. } => "N707",
            RuleProblem::GivenNotRead { .. } | RuleProblem::ExpectedOutsideValidity { .. } => "N708",
        }
    }

    pub fn level(&self) -> Level {
        match self {
            RuleProblem::GivenNotRead { .. } | RuleProblem::ExpectedOutsideValidity { .. } => Level::Warning,
            _ => Level::Error,
        }
    }
}
