//! When a row is: the value of its time column.
//!
//! In: a stored value and the column's kind of time. Out: a [`RowTime`], or nothing when it cannot be read (T1, T2).
//! Guaranteed now: dates exist in the calendar and years lie in 1900–2999.

use num_traits::ToPrimitive;

use super::rows::{Date, Value, without_trailing_blanks};
use super::window::{month_number, year_of};
use crate::model::TimeKind;

/// Where in time a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowTime {
    Month(i32),
    Date {
        month: i32,
        day: u32,
    },
    /// A ledger period, 13–16.
    Extra {
        year: i32,
        number: u32,
    },
}

impl RowTime {
    /// The calendar year, which decides charts, lines and udgaver.
    pub fn year(self) -> i32 {
        match self {
            RowTime::Month(month) | RowTime::Date { month, .. } => year_of(month),
            RowTime::Extra { year, .. } => year,
        }
    }

    /// The month; a ledger period has none.
    pub fn month(self) -> Option<i32> {
        match self {
            RowTime::Month(month) | RowTime::Date { month, .. } => Some(month),
            RowTime::Extra { .. } => None,
        }
    }
}

/// The time of a value; rows of a year stand in its January.
pub fn read_time(value: &Value, kind: TimeKind) -> Option<RowTime> {
    let time = match kind {
        TimeKind::Month => read_month(value),
        TimeKind::Date => read_date(value),
        TimeKind::Year => read_year(value).map(|year| RowTime::Month(month_number(year, 1))),
        TimeKind::Week | TimeKind::Quarter | TimeKind::SchoolYear => None,
    };
    time.filter(|time| (1900..=2999).contains(&time.year()))
}

fn read_month(value: &Value) -> Option<RowTime> {
    let (year, period) = match value {
        Value::Null => return None,
        Value::Date(date) => (date.year, date.month),
        Value::Number(number) => year_and_period(number.is_integer().then(|| number.to_integer().to_i32())??),
        Value::Text(text) => {
            let text = without_trailing_blanks(text);
            let digits = match (text.len(), text.split_once('-')) {
                (7, Some((year, period))) if year.len() == 4 => format!("{year}{period}"),
                (6, None) => text.to_owned(),
                _ => return None,
            };
            year_and_period(whole(&digits)?)
        }
    };
    match period {
        1..=12 => Some(RowTime::Month(month_number(year, period))),
        13..=16 => Some(RowTime::Extra { year, number: period }),
        _ => None,
    }
}

/// ÅÅÅÅMM
fn year_and_period(number: i32) -> (i32, u32) {
    (number.div_euclid(100), number.rem_euclid(100) as u32)
}

fn read_date(value: &Value) -> Option<RowTime> {
    let date = match value {
        Value::Date(date) => *date,
        Value::Text(text) => date_of_text(without_trailing_blanks(text))?,
        Value::Null | Value::Number(_) => return None,
    };
    Some(RowTime::Date { month: month_number(date.year, date.month), day: date.day })
}

/// `ÅÅÅÅ-MM-DD`, alone or followed by `T` or a blank and a time.
fn date_of_text(text: &str) -> Option<Date> {
    let (day, rest) = text.split_at_checked(10)?;
    let clock = rest.strip_prefix('T').or_else(|| rest.strip_prefix(' '));
    if !(rest.is_empty() || clock.is_some_and(is_clock)) {
        return None;
    }
    let mut parts = day.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return None;
    }
    let date = Date { year: whole(year)?, month: whole(month)? as u32, day: whole(day)? as u32 };
    date.exists().then_some(date)
}

/// `12:30`, `12:30:00`, `12:30:00.5`
fn is_clock(text: &str) -> bool {
    let (clock, fraction) = text.split_once('.').map_or((text, None), |(clock, part)| (clock, Some(part)));
    let parts: Vec<&str> = clock.split(':').collect();
    let within = |part: &str, limit: i32| part.len() == 2 && whole(part).is_some_and(|number| number < limit);
    let clock_reads = match parts.as_slice() {
        [hour, minute] => fraction.is_none() && within(hour, 24) && within(minute, 60),
        [hour, minute, second] => within(hour, 24) && within(minute, 60) && within(second, 60),
        _ => false,
    };
    clock_reads && fraction.is_none_or(|part| whole(part).is_some())
}

fn read_year(value: &Value) -> Option<i32> {
    match value {
        Value::Null => None,
        Value::Date(date) => Some(date.year),
        Value::Number(number) => number.is_integer().then(|| number.to_integer().to_i32())?,
        Value::Text(text) => {
            let text = without_trailing_blanks(text);
            if text.len() == 4 { whole(text) } else { None }
        }
    }
}

/// Digits alone, as a number.
fn whole(digits: &str) -> Option<i32> {
    let are_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if are_digits { digits.parse().ok() } else { None }
}

#[cfg(test)]
#[path = "time_tests.rs"]
mod tests;
