//! What goes wrong in an engine, as values.
//!
//! In: the driver's error. Out: [`EngineError`] with a kind that the caller can act on, and the engine's own words. Guaranteed
//! now: the kind comes from the state or number where the engine gives one; DuckDB's is its message's prefix, because its
//! states say little.

mod phrases;
mod sqlstate;

use std::path::PathBuf;

use super::EngineName;
use super::address::AddressProblem;
use super::credentials::CredentialsProblem;
use super::secrets::Secrets;

/// Why an engine refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ErrorKind {
    /// No library of the engine was found; these places were tried.
    LibraryMissing {
        tried: Vec<PathBuf>,
    },
    /// A library was found but could not be opened as the engine.
    LibraryUnusable {
        path: PathBuf,
    },
    /// The engine's driver is in none of these places.
    DriverMissing {
        engine: EngineName,
        tried: Vec<PathBuf>,
    },
    /// The file is not the engine's driver.
    DriverUnusable {
        engine: EngineName,
        path: PathBuf,
    },
    /// There is no driver for the engine.
    NoDriver {
        engine: EngineName,
    },
    /// The ODBC driver that the address names is not on this machine.
    OdbcDriver,
    /// There is no address.
    Credentials {
        backend: String,
        engine: EngineName,
        problem: CredentialsProblem,
    },
    Address {
        engine: EngineName,
        problem: AddressProblem,
    },
    /// User or password are refused.
    Authentication,
    /// The user may not do this.
    Privilege,
    NoDatabase,
    ConnectTimedOut,
    /// A statement took longer than it may.
    TimedOut,
    /// Another session was in the way.
    Conflict,
    /// What others made depends on what is to be changed.
    Dependents,
    Syntax,
    /// A column, type or function does not fit.
    Binder,
    /// A table or view does not exist, or exists already.
    Catalog,
    /// A value does not fit its type: conversion, overflow, division.
    Value,
    /// A text file is not UTF-8.
    Encoding,
    /// A CSV file's rows do not fit its headings.
    CsvForm,
    Constraint,
    /// The schema has an object of that name that noegle did not make.
    NotOurs {
        object: String,
    },
    /// A file cannot be read, written or understood.
    Io,
    /// Another process holds the database file.
    Locked,
    Connection,
    Transaction,
    OutOfMemory,
    Cancelled,
    /// The result holds a type that no figure has.
    UnsupportedType,
    Other,
}

/// A refusal, with the engine's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineError {
    pub kind: ErrorKind,
    /// The engine's own message, in its language, without the statement.
    pub message: String,
    /// Which statement of a script, counted from 1, and what it is about.
    pub statement: Option<(usize, String)>,
}

impl EngineError {
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> EngineError {
        EngineError { kind, message: message.into(), statement: None }
    }

    /// The error of an engine's message, classified.
    pub fn from_message(message: &str) -> EngineError {
        let message = phrases::bare(message);
        let kind = kind_of(&message).or_else(|| phrases::kind(&message)).unwrap_or(ErrorKind::Other);
        EngineError::new(kind, message)
    }

    /// What is not understood while connecting is that there is no connection.
    pub fn while_connecting(mut self) -> EngineError {
        if self.kind == ErrorKind::Other {
            self.kind = ErrorKind::Connection;
        }
        self
    }

    /// Without secrets.
    pub fn hiding(mut self, secrets: &Secrets) -> EngineError {
        self.message = secrets.hide(&self.message);
        self
    }

    /// The column that a source has not, by the engine's own words.
    pub fn missing_column(&self) -> Option<&str> {
        phrases::missing_column(&self.message)
    }

    /// The message without what the engine advises: its settings are not the reader's to change.
    pub fn without_advice(&self) -> &str {
        let ends = ADVICE.iter().filter_map(|advice| self.message.find(advice));
        self.message[..ends.min().unwrap_or(self.message.len())].trim_end()
    }

    /// The same error, said to come from a script's statement.
    pub fn at(mut self, number: usize, about: &str) -> EngineError {
        self.statement.get_or_insert_with(|| (number, about.to_owned()));
        self
    }
}

impl std::fmt::Display for EngineError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.statement {
            Some((number, about)) => write!(f, "{about} (#{number}): {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for EngineError {}

impl From<adbc_core::error::Error> for EngineError {
    fn from(error: adbc_core::error::Error) -> EngineError {
        use adbc_core::error::Status;
        let mut told = EngineError::from_message(&error.message);
        // Words are surer than states in these: drivers call much a failed connection.
        if matches!(told.kind, ErrorKind::Authentication | ErrorKind::TimedOut | ErrorKind::OdbcDriver) {
            return told;
        }
        let state = sqlstate::text(&error.sqlstate).unwrap_or_default();
        let of_status = || match error.status {
            Status::Cancelled => Some(ErrorKind::Cancelled),
            Status::Timeout => Some(ErrorKind::TimedOut),
            Status::Unauthenticated => Some(ErrorKind::Authentication),
            Status::Unauthorized => Some(ErrorKind::Privilege),
            _ => None,
        };
        let is_duckdbs = kind_of(&told.message).is_some();
        if let Some(kind) = sqlstate::kind(&state, error.vendor_code).or_else(of_status).filter(|_| !is_duckdbs) {
            told.kind = kind;
        }
        told
    }
}

impl From<arrow_schema::ArrowError> for EngineError {
    fn from(error: arrow_schema::ArrowError) -> EngineError {
        EngineError::from_message(&error.to_string())
    }
}

/// DuckDB's prefixes; the first that the message begins with decides.
const PREFIXES: &[(&str, ErrorKind)] = &[
    ("Parser Error", ErrorKind::Syntax),
    ("Syntax Error", ErrorKind::Syntax),
    ("Binder Error", ErrorKind::Binder),
    ("Not implemented Error", ErrorKind::Binder),
    ("Catalog Error", ErrorKind::Catalog),
    ("Dependency Error", ErrorKind::Catalog),
    ("Conversion Error", ErrorKind::Value),
    ("Out of Range Error", ErrorKind::Value),
    ("Invalid Input Error", ErrorKind::Value),
    ("Invalid type Error", ErrorKind::Value),
    ("Mismatch Type Error", ErrorKind::Value),
    ("Decimal Error", ErrorKind::Value),
    ("Divide by Zero Error", ErrorKind::Value),
    ("Constraint Error", ErrorKind::Constraint),
    ("IO Error", ErrorKind::Io),
    ("HTTP Error", ErrorKind::Io),
    ("Permission Error", ErrorKind::Io),
    ("Connection Error", ErrorKind::Connection),
    ("TransactionContext Error", ErrorKind::Transaction),
    ("Out of Memory Error", ErrorKind::OutOfMemory),
    ("INTERRUPT Error", ErrorKind::Cancelled),
];

/// What DuckDB's advice begins with.
const ADVICE: &[&str] = &[
    "HINT:",
    "Did you mean",
    "Candidate bindings",
    "Possible Solution",
    "Possible fixes",
    "See also",
    "The search space",
];

/// The kind of a message of DuckDB's.
fn kind_of(message: &str) -> Option<ErrorKind> {
    if message.contains("not utf-8 encoded") {
        return Some(ErrorKind::Encoding);
    }
    if ["Error when sniffing file", "Expected Number of Columns"].iter().any(|words| message.contains(words)) {
        return Some(ErrorKind::CsvForm);
    }
    if message.starts_with("IO Error") && message.contains("Could not set lock") {
        return Some(ErrorKind::Locked);
    }
    PREFIXES.iter().find(|(prefix, _)| message.starts_with(prefix)).map(|(_, kind)| kind.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_column_is_named() {
        let error = EngineError::from_message(
            "Binder Error: Table \"k\" does not have a column named \"beloeb\"  Candidate bindings: : \"belob\"",
        );
        assert_eq!(error.missing_column(), Some("beloeb"));
        assert_eq!(error.without_advice(), "Binder Error: Table \"k\" does not have a column named \"beloeb\"");
    }

    #[test]
    fn files_of_another_form_are_told_apart() {
        let kind = |message| EngineError::from_message(message).kind;
        assert_eq!(
            kind("Invalid Input Error: CSV Error on Line: 1 This file is not utf-8 encoded."),
            ErrorKind::Encoding
        );
        assert_eq!(kind("Invalid Input Error: Error when sniffing file \"x.csv\"."), ErrorKind::CsvForm);
        assert_eq!(kind("Invalid Input Error: Failed to cast"), ErrorKind::Value);
    }
}
