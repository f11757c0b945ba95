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

    /// N602: the sammenligning of a nøgletal says no landsgennemsnit, which is weighted or not.
    ComparisonWithoutAverage { figure: String, comparison: String },
    /// N602: a weighted average of a nøgletal without nævner. `average` is landsgennemsnit or region.
    WeightedWithoutDenominator { figure: String, comparison: String, average: String },
    /// N602: a weighted average of a formel that reads a resultat that cannot be summed over kommuner.
    WeightedFormulaReadsResult { figure: String, read: String, average: String },
    /// N602: `landsgennemsnit af N` of an N that is not compared.
    AverageOfUncompared { figure: String },
    /// N602: `mulighedsrum gruppegennemsnit` without `gruppe`.
    PotentialWithoutGroup { comparison: String },
    /// N602: a percentile over 100.
    PercentileOutside { percentile: String },
    /// N602: `region` where the list of kommuner has no column of that name.
    NoRegions {},

    /// N603: neither the sammenligning nor the nøgletal says which end comes first.
    RankWithoutDirection { figure: String, comparison: String },
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
            JoinProblem::ComparisonWithoutAverage { .. }
            | JoinProblem::WeightedWithoutDenominator { .. }
            | JoinProblem::WeightedFormulaReadsResult { .. }
            | JoinProblem::AverageOfUncompared { .. }
            | JoinProblem::PotentialWithoutGroup { .. }
            | JoinProblem::PercentileOutside { .. }
            | JoinProblem::NoRegions {} => "N602",
            JoinProblem::RankWithoutDirection { .. } => "N603",
        }
    }

    pub fn level(&self) -> Level {
        Level::Error
    }
}
