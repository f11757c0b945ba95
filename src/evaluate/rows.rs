//! Source rows as they are read: a cell per column and an amount per måltal.
//!
//! In: what [`super::reader`] reads. Out: [`SourceRow`]s, asked by columns. Guaranteed now: what could not be read is
//! missing in its cell; codes are known in the row's chart year and come with all above them.

use num_rational::BigRational;

use super::day::{Day, Days};
use super::time::RowTime;
use crate::model::{ColumnId, MeasureId};

/// A row, read.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceRow {
    /// Where it stands; an interval row at its fra-dato. `None`: it belongs to no period.
    pub time: Option<RowTime>,
    /// The year whose chart, lines and udgave it is read by (T4).
    pub year: Option<i32>,
    /// The date that it is counted at (T6).
    pub counting_date: Option<Day>,
    /// The period it stands in, for `aktive i perioden`; of an interval row the month of the counting date.
    pub period: Option<Days>,
    /// When it is active: from fra-dato until til-dato; of other rows all days of their time.
    pub active: Option<Days>,
    pub cells: Vec<Cell>,
    /// The amount of each måltal.
    pub amounts: Vec<Option<BigRational>>,
}

/// How a row is looked at; only interval rows look different.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// At its own time.
    Itself,
    /// On a day on which it may be active: by that year's chart, and counted at that day.
    On(Day),
    /// At its own time, by the chart of another year.
    InYear(i32),
}

/// What a column holds in a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// The time column; it is read once, as the row's time.
    Time,
    /// A known kommune.
    Municipality(Option<String>),
    /// The code and all above it; none when it is missing or unknown.
    Code(Vec<String>),
    Number(Option<BigRational>),
    /// A text or a key.
    Text(Option<String>),
    Day(Option<Day>),
}

impl SourceRow {
    pub fn cell(&self, column: ColumnId) -> &Cell {
        &self.cells[column.0]
    }

    pub fn amount(&self, measure: MeasureId) -> Option<&BigRational> {
        self.amounts[measure.0].as_ref()
    }

    /// The kommune in this role.
    pub fn municipality(&self, role: ColumnId) -> Option<&str> {
        match self.cell(role) {
            Cell::Municipality(code) => code.as_deref(),
            _ => None,
        }
    }

    /// The code and all above it; none when it is missing or unknown.
    pub fn codes(&self, column: ColumnId) -> &[String] {
        match self.cell(column) {
            Cell::Code(codes) => codes,
            Cell::Municipality(code) => code.as_slice(),
            _ => &[],
        }
    }

    pub fn number(&self, column: ColumnId) -> Option<&BigRational> {
        match self.cell(column) {
            Cell::Number(number) => number.as_ref(),
            _ => None,
        }
    }

    /// A text or a key; an empty one is none.
    pub fn text(&self, column: ColumnId) -> Option<&str> {
        match self.cell(column) {
            Cell::Text(text) => text.as_deref(),
            _ => None,
        }
    }

    /// A date column's day.
    pub fn day(&self, column: ColumnId) -> Option<Day> {
        match (self.cell(column), self.time) {
            (Cell::Day(day), _) => *day,
            (Cell::Time, Some(RowTime::Date(day))) => Some(day),
            _ => None,
        }
    }
}
