//! N0xx: the form of the text.

use serde::Serialize;

use crate::diagnostics::Level;

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum FormProblem {
    /// N001: no clause of this kind of declaration begins like this.
    UnknownClause { clause: String, declaration: String, nearest: Option<String> },
}

impl FormProblem {
    pub fn code(&self) -> &'static str {
        match self {
            FormProblem::UnknownClause { .. } => "N001",
        }
    }

    pub fn level(&self) -> Level {
        Level::Error
    }
}
