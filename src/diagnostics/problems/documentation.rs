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

    /// N951: the backend cannot express it.
    BackendCannot { backend: String, construct: String },
}

impl DocumentationProblem {
    pub fn code(&self) -> &'static str {
        match self {
            DocumentationProblem::TitleMissing { .. } | DocumentationProblem::DefinitionMissing { .. } => "N901",
            DocumentationProblem::BackendCannot { .. } => "N951",
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
