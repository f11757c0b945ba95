//! Running what was compiled: a connection takes SQL text and gives rows.
//!
//! In: SQL text in the engine's dialect. Out: [`ResultTable`]s of exact [`Cell`]s, or an [`EngineError`].
//! Guaranteed now: decimals and integers keep every digit, a failing script leaves nothing behind
//! ([`script::run`]), nothing is fetched from the net by the engine, and a database file is opened once per process.

mod address;
mod arrow;
mod connect;
pub mod credentials;
pub mod deployment;
mod driver;
mod duckdb;
mod error;
pub mod interrupt;
mod kind;
pub mod library;
pub mod script;
mod secrets;
mod session;

pub use address::AddressProblem;
pub use connect::{Limits, Server, USUAL_CONNECT_SECONDS, connect};
pub use duckdb::{DuckDb, Options, Place};
pub use error::{EngineError, ErrorKind};
pub use kind::EngineName;
pub use session::Cancel;

/// One value of a result, exact.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Null,
    Text(String),
    Integer(i128),
    /// `unscaled` · 10^-`scale`.
    Decimal {
        unscaled: i128,
        scale: u8,
    },
    Date(Date),
    Boolean(bool),
    Double(f64),
}

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    pub year: i32,
    pub month: u8,
    pub day: u8,
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl std::fmt::Display for Cell {
    /// The value as machines read it: decimal point, no grouping, dates as `2024-05-01`, nothing for NULL.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Cell::Null => Ok(()),
            Cell::Text(text) => f.write_str(text),
            Cell::Integer(number) => write!(f, "{number}"),
            Cell::Decimal { unscaled, scale } => write_decimal(f, *unscaled, *scale as usize),
            Cell::Date(date) => write!(f, "{date}"),
            Cell::Boolean(value) => write!(f, "{value}"),
            Cell::Double(number) => write!(f, "{number}"),
        }
    }
}

impl Cell {
    /// The number that a text is.
    pub fn as_number(self) -> Cell {
        arrow::numeric(self)
    }
}

fn write_decimal(f: &mut std::fmt::Formatter<'_>, unscaled: i128, scale: usize) -> std::fmt::Result {
    let sign = if unscaled < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", unscaled.unsigned_abs(), width = scale + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale);
    if fraction.is_empty() { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{fraction}") }
}

/// What a query gives: every row has one cell per column.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ResultTable {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

impl ResultTable {
    /// The place of a column by its exact name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }
}

/// An open session with an engine; one statement at a time.
pub trait Connection {
    /// Runs one statement whose rows, if any, are not wanted.
    fn execute(&mut self, sql: &str) -> Result<(), EngineError>;

    /// Runs one query and reads all its rows.
    fn query(&mut self, sql: &str) -> Result<ResultTable, EngineError>;
}

impl<C: Connection + ?Sized> Connection for &mut C {
    fn execute(&mut self, sql: &str) -> Result<(), EngineError> {
        (**self).execute(sql)
    }

    fn query(&mut self, sql: &str) -> Result<ResultTable, EngineError> {
        (**self).query(sql)
    }
}
