//! N2xx: files of yearly rates.

use serde::Serialize;

use crate::diagnostics::Level;

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum RateProblem {
    /// N210: a column that a file of rates needs.
    RateColumnMissing { file: String, column: String, found: Vec<String> },
    /// N210: headings and nothing below.
    RatesEmpty { file: String },
    /// N210: a row whose year is not there or is no year.
    RateYearUnreadable { written: String },
    /// N210: a rate that is not there, is no number, or cannot be one.
    RateUnreadable { year: i32, written: String },
    /// N210: two rates for one year.
    RateYearTwice { year: i32 },
    /// N210: years between two rows that have no rate.
    RateYearsSkipped { years: Vec<i32> },
}

impl RateProblem {
    pub fn code(&self) -> &'static str {
        match self {
            RateProblem::RateColumnMissing { .. }
            | RateProblem::RatesEmpty { .. }
            | RateProblem::RateYearUnreadable { .. }
            | RateProblem::RateUnreadable { .. }
            | RateProblem::RateYearTwice { .. }
            | RateProblem::RateYearsSkipped { .. } => "N210",
        }
    }

    pub fn level(&self) -> Level {
        Level::Error
    }
}
