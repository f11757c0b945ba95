//! N5xx: validity and udgaver.

use serde::Serialize;

use crate::diagnostics::Level;

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum ValidityProblem {
    /// N501: years of `gyldig` before the source's first. `years` are those without data.
    NoDataInPeriod { source: String, years: Vec<i32>, data_from: i32 },
    /// N501: a figure that is read is not valid in these years.
    PartNotValid { figure: String, years: Vec<i32> },

    /// N502: years with two udgaver.
    EditionsOverlap { years: Vec<i32> },
    /// N502: years between udgaver with none.
    EditionsGap { years: Vec<i32> },
    /// N502: a window that reaches back over a change of optælling.
    WindowOverEditions { window: String, year: i32, before: String, after: String },

    /// N505: a period is compared with one before a databrud. `text` is the databrud's own.
    AcrossBreak { figure: String, year: i32, text: String },
}

impl ValidityProblem {
    pub fn code(&self) -> &'static str {
        match self {
            ValidityProblem::NoDataInPeriod { .. } | ValidityProblem::PartNotValid { .. } => "N501",
            ValidityProblem::EditionsOverlap { .. }
            | ValidityProblem::EditionsGap { .. }
            | ValidityProblem::WindowOverEditions { .. } => "N502",
            ValidityProblem::AcrossBreak { .. } => "N505",
        }
    }

    pub fn level(&self) -> Level {
        match self {
            ValidityProblem::AcrossBreak { .. } => Level::Warning,
            _ => Level::Error,
        }
    }
}
