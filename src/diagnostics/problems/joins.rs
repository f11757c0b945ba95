//! N6xx: joining sources, comparing municipalities.

use serde::Serialize;

use super::Noun;
use crate::diagnostics::Level;

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum JoinProblem {
    /// N601: the source has no column for kommune, or none for time. `missing` says which.
    SourceWithout { source: String, missing: Noun },
    /// N601: rows put together without regard to their time; `example` is the line with one.
    RowPerWithoutTime { source: String, example: String },
    /// N601: `kobles på` names times only, so that everything would meet everything.
    LinkNeedsKey { first: String, second: String },
    /// N601: two columns that cannot be the same; each with its source, `cpr i elev`.
    TermsDiffer { first: String, second: String },
    /// N601: a måltal added over pairs in which its rows may stand several times.
    RepeatedInPairs { measure: String, source: String, repeated_by: String },
    /// N601: one side is of periods that `opgøres` cannot have.
    PeriodsDoNotMeet { figure: String, reported: String, other: String, other_reported: String },
}

impl JoinProblem {
    pub fn code(&self) -> &'static str {
        match self {
            JoinProblem::SourceWithout { .. }
            | JoinProblem::RowPerWithoutTime { .. }
            | JoinProblem::LinkNeedsKey { .. }
            | JoinProblem::TermsDiffer { .. }
            | JoinProblem::RepeatedInPairs { .. }
            | JoinProblem::PeriodsDoNotMeet { .. } => "N601",
        }
    }

    pub fn level(&self) -> Level {
        Level::Error
    }
}
