//! What can be wrong with a project's files, as values; the words are chosen at the edge.

use std::io;

/// What is wrong in the project file itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormProblem {
    /// A key that means nothing here, with the keys that do.
    UnknownKey {
        key: String,
        known: Vec<String>,
    },
    /// The same key twice.
    RepeatedKey {
        key: String,
    },
    MissingKey {
        key: String,
    },
    /// A value of the wrong kind; the path is `backends.duckdb.kilder`.
    WrongValue {
        path: String,
    },
    UnknownLanguage {
        value: String,
    },
    /// A folder that is not inside the project.
    OutsideProject {
        value: String,
    },
    /// Who may log in, or how; the key is told, never the value.
    Secret {
        key: String,
    },
    /// Not YAML at all.
    NotYaml,
}

/// Why a project cannot be read. `file` is relative to the project where the project is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProjectError {
    /// No project file here or above.
    NotFound {
        start: String,
    },
    Form {
        line: Option<usize>,
        problem: FormProblem,
    },
    NoDefinitionsFolder {
        folder: String,
    },
    /// The folder holds no `*.noegle`.
    NoDefinitions {
        folder: String,
    },
    Unreadable {
        file: String,
        reason: io::ErrorKind,
    },
    /// Byte and line of the first byte that is not UTF-8, counted from 1.
    NotUtf8 {
        file: String,
        byte: usize,
        line: usize,
    },
    TooLarge {
        file: String,
        megabytes: u64,
        limit: u64,
    },
    /// A path that leads out of the project.
    Outside {
        file: String,
    },
}

impl std::fmt::Display for ProjectError {
    /// For logs and tests; people get the words of `command_line`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for ProjectError {}
