//! Stored values, as tables hold them.
//!
//! In: what a table stores. Out: texts and numbers. Guaranteed now: trailing blanks never count, and empty text is
//! missing (L1, L2).

use num_rational::BigRational;

use crate::exact::{decimal_text, machine_number};
use crate::model::{Column, EmptyValue};

/// A table as stored, by the names of its columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Value>>,
}

/// A stored value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    Null,
    Text(String),
    Number(BigRational),
    Date(Date),
}

/// A day; of a timestamp its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    pub year: i32,
    pub month: u32,
    pub day: u32,
}

impl Date {
    /// Whether the calendar has this day.
    pub fn exists(self) -> bool {
        let leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        let days = match self.month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => 0,
        };
        (1..=days).contains(&self.day)
    }
}

/// Trailing blanks never count (L2).
pub fn without_trailing_blanks(text: &str) -> &str {
    text.trim_end_matches(' ')
}

/// A number, stored as one or as a machine writes it in text.
pub fn number_of(value: &Value) -> Option<BigRational> {
    match value {
        Value::Number(number) => Some(number.clone()),
        Value::Text(text) => machine_number(without_trailing_blanks(text)),
        Value::Null | Value::Date(_) => None,
    }
}

/// The text of a value without trailing blanks; empty text is missing (L1, L2).
pub fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::Text(text) => without_trailing_blanks(text).to_owned(),
        Value::Number(number) if number.is_integer() => number.to_integer().to_string(),
        Value::Number(number) => decimal_text(number, 10).trim_end_matches('0').to_owned(),
        Value::Date(date) => format!("{:04}-{:02}-{:02}", date.year, date.month, date.day),
    };
    Some(text).filter(|text| !text.is_empty())
}

/// A kommune as text; a number is written with three digits.
pub fn municipality_text(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) if number.is_integer() => Some(format!("{:0>3}", number.to_integer())),
        other => text_of(other),
    }
}

/// Whether the column holds nothing: NULL, an empty text, or what `tom når` names.
pub fn is_empty(column: &Column, value: &Value) -> bool {
    let Some(text) = text_of(value) else { return true };
    column.empty_when.iter().any(|empty| match empty {
        EmptyValue::Text(named) => without_trailing_blanks(named) == text,
        EmptyValue::Number(named) => number_of(value).as_ref() == Some(named),
    })
}
