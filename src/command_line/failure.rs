//! How a command ends when it does not end well: an exit code and a text for people.

use std::io;
use std::path::Path;

use super::connection;
use super::words::Words;
use crate::diagnostics::visible;
use crate::engine::{EngineError, ErrorKind, interrupt};
use crate::project::{FormProblem, PROJECT_FILE, ProjectError};
use crate::site::SiteError;

/// The program's answers to the shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    Success = 0,
    /// Errors in the definitions.
    Definitions = 1,
    /// Wrong use, or a project that cannot be read.
    Usage = 2,
    /// An example does not hold.
    Example = 3,
    /// What was generated no longer follows from the definitions.
    Stale = 4,
    /// A rule that stops loading is broken.
    LoadingStopped = 6,
    /// The database is unreachable or refused.
    Backend = 7,
    /// Ctrl-C.
    Interrupted = 130,
    Internal = 70,
}

/// A command's end, with what is said on the error stream.
#[derive(Debug)]
pub struct Failure {
    pub exit: Exit,
    pub message: String,
}

impl Failure {
    pub fn usage(message: String) -> Failure {
        Failure { exit: Exit::Usage, message }
    }

    pub fn unwritable(path: &Path, error: &io::Error, words: &Words) -> Failure {
        let file = path.display().to_string();
        Failure::usage(words.fill("file.unwritable", &[("file", &file), ("reason", &reason(error.kind(), words))]))
    }

    pub fn engine(error: &EngineError, words: &Words) -> Failure {
        let stopped = error.kind == ErrorKind::Cancelled && interrupt::requested();
        let exit = if stopped { Exit::Interrupted } else { Exit::Backend };
        let exit = match &error.kind {
            ErrorKind::Credentials { .. } | ErrorKind::Address { .. } => Exit::Usage,
            _ => exit,
        };
        Failure { exit, message: engine_message(error, words) }
    }

    /// What a project's own templates have spoilt.
    pub fn site(error: &SiteError, words: &Words) -> Failure {
        Failure::usage(match error {
            SiteError::UnknownTemplate { name, nearest } => {
                words.with_nearest(words.fill("site.unknown_template", &[("name", name)]), nearest.as_deref())
            }
            SiteError::Template { name, line, message } => {
                let place = line.map_or_else(|| name.clone(), |line| format!("{name}:{line}"));
                words.fill("site.template", &[("place", &place), ("message", message)])
            }
        })
    }

    pub fn project(error: &ProjectError, words: &Words) -> Failure {
        Failure::usage(project_message(error, words))
    }
}

fn project_message(error: &ProjectError, words: &Words) -> String {
    match error {
        ProjectError::NotFound { start } => words.fill("project.not_found", &[("start", start)]),
        ProjectError::Form { line, problem } => {
            let place = line.map_or_else(|| PROJECT_FILE.to_owned(), |line| format!("{PROJECT_FILE}:{line}"));
            format!("{place}: {}", form_message(problem, words))
        }
        ProjectError::NoDefinitionsFolder { folder } => words.fill("project.no_folder", &[("folder", folder)]),
        ProjectError::NoDefinitions { folder } => words.fill("project.no_definitions", &[("folder", folder)]),
        ProjectError::Unreadable { file, reason: kind } => {
            words.fill("project.unreadable", &[("file", file), ("reason", &reason(*kind, words))])
        }
        ProjectError::NotUtf8 { file, byte, line } => {
            words.fill("project.not_utf8", &[("file", file), ("byte", &byte.to_string()), ("line", &line.to_string())])
        }
        ProjectError::TooLarge { file, megabytes, limit } => words.fill(
            "project.too_large",
            &[("file", file), ("megabytes", &megabytes.to_string()), ("limit", &limit.to_string())],
        ),
        ProjectError::Outside { file } => words.fill("project.outside", &[("file", file)]),
    }
}

fn form_message(problem: &FormProblem, words: &Words) -> String {
    match problem {
        FormProblem::UnknownKey { key, known } => {
            words.fill("project.unknown_key", &[("key", key), ("known", &words.list(known))])
        }
        FormProblem::RepeatedKey { key } => words.fill("project.repeated_key", &[("key", key)]),
        FormProblem::MissingKey { key } => words.fill("project.missing_key", &[("key", key)]),
        FormProblem::WrongValue { path } => words.fill("project.wrong_value", &[("path", path)]),
        FormProblem::UnknownLanguage { value } => words.fill("project.unknown_language", &[("value", value)]),
        FormProblem::OutsideProject { value } => words.fill("project.folder_outside", &[("value", value)]),
        FormProblem::Secret { key } => words.fill("project.secret", &[("key", key)]),
        FormProblem::NotYaml => words.say("project.not_yaml"),
    }
}

fn engine_message(error: &EngineError, words: &Words) -> String {
    if let Some(column) = error.missing_column() {
        return about(error, words.fill("engine.no_column", &[("column", column)]));
    }
    let text = match &error.kind {
        ErrorKind::LibraryMissing { tried } => {
            let places: Vec<String> = tried.iter().map(|path| path.display().to_string()).collect();
            return words.fill("engine.library_missing", &[("places", &places.join(", "))]);
        }
        ErrorKind::LibraryUnusable { path } => {
            let path = path.display().to_string();
            return words.fill("engine.library_unusable", &[("path", &path), ("message", &error.message)]);
        }
        ErrorKind::DriverMissing { .. }
        | ErrorKind::DriverUnusable { .. }
        | ErrorKind::NoDriver { .. }
        | ErrorKind::Credentials { .. }
        | ErrorKind::Address { .. } => return connection::message(error, words),
        ErrorKind::NotOurs { object } => return words.fill("engine.not_ours", &[("object", object)]),
        ErrorKind::Locked => "engine.locked",
        ErrorKind::Catalog => "engine.catalog",
        ErrorKind::Encoding => "engine.not_utf8",
        ErrorKind::CsvForm => "engine.csv",
        ErrorKind::Value => "engine.value",
        ErrorKind::Io => "engine.io",
        ErrorKind::OutOfMemory => "engine.out_of_memory",
        ErrorKind::Cancelled => "engine.cancelled",
        ErrorKind::Binder => "engine.binder",
        ErrorKind::OdbcDriver => "engine.odbc_driver",
        ErrorKind::Authentication => "engine.authentication",
        ErrorKind::Privilege => "engine.privilege",
        ErrorKind::NoDatabase => "engine.no_database",
        ErrorKind::ConnectTimedOut => "engine.connect_timed_out",
        ErrorKind::Connection => "engine.unreachable",
        ErrorKind::TimedOut => "engine.timed_out",
        ErrorKind::Conflict => "engine.conflict",
        ErrorKind::Dependents => "engine.dependents",
        ErrorKind::Syntax
        | ErrorKind::Constraint
        | ErrorKind::Transaction
        | ErrorKind::UnsupportedType
        | ErrorKind::Other => "engine.refused",
    };
    about(error, words.fill(text, &[("message", error.without_advice())]))
}

/// The message, after what the failing statement is about.
fn about(error: &EngineError, message: String) -> String {
    match &error.statement {
        Some((_, about)) => format!("{}: {message}", visible(about)),
        None => message,
    }
}

/// Why a file cannot be read, to stand after its name.
pub fn why_unreadable(error: &ProjectError, words: &Words) -> String {
    match error {
        ProjectError::Unreadable { reason: kind, .. } => reason(*kind, words),
        ProjectError::NotUtf8 { byte, line, .. } => {
            words.fill("file.not_utf8_at", &[("byte", &byte.to_string()), ("line", &line.to_string())])
        }
        other => project_message(other, words),
    }
}

fn reason(kind: io::ErrorKind, words: &Words) -> String {
    words.say(match kind {
        io::ErrorKind::NotFound => "reason.not_found",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "reason.permission",
        io::ErrorKind::IsADirectory => "reason.is_folder",
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => "reason.is_file",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "reason.full",
        _ => "reason.other",
    })
}
