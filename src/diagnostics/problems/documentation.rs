//! N9xx: documentation and backends.

use serde::Serialize;

use super::Noun;
use crate::diagnostics::Level;

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum DocumentationProblem {
    /// N901: a declaration without `titel`.
    TitleMissing { kind: Noun, name: String },
    /// N901: a nøgletal without `definition`.
    DefinitionMissing { kind: Noun, name: String },

    /// N951: an `adgang`, where the backend cannot tell one reader from another; `can_be_kept`: it can when it is told to.
    AccessNotKept { backend: String, name: String, can_be_kept: bool },
    /// N951: what a declaration becomes is more than the backend takes.
    TooLarge { backend: String, name: String, measure: Measure, count: usize, most: usize },
}

/// What a backend takes only so much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Tables that one query joins.
    Tables,
    /// Views that stand on each other.
    Views,
    /// CASE in CASE.
    Cases,
    ViewLetters,
    StatementBytes,
}

impl DocumentationProblem {
    pub fn code(&self) -> &'static str {
        match self {
            DocumentationProblem::TitleMissing { .. } | DocumentationProblem::DefinitionMissing { .. } => "N901",
            DocumentationProblem::AccessNotKept { .. } | DocumentationProblem::TooLarge { .. } => "N951",
        }
    }

    pub fn level(&self) -> Level {
        match self {
            DocumentationProblem::TitleMissing { .. } | DocumentationProblem::DefinitionMissing { .. } => {
                Level::Warning
            }
            _ => Level::Error,
        }
    }
}
