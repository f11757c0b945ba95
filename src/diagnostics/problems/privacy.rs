//! N8xx: what must not be seen.

use serde::Serialize;

use crate::diagnostics::Level;

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum PrivacyProblem {
    /// N803: `skjul også næstmindste` of a figure that is no family.
    SecondSmallestOfNone { figure: String },
}

impl PrivacyProblem {
    pub fn code(&self) -> &'static str {
        match self {
            PrivacyProblem::SecondSmallestOfNone { .. } => "N803",
        }
    }

    pub fn level(&self) -> Level {
        match self {
            PrivacyProblem::SecondSmallestOfNone { .. } => Level::Error,
        }
    }
}
