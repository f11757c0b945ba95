//! When a row is: the value of its time column.
//!
//! In: a stored value and the column's kind of time. Out: a [`RowTime`], or nothing when it cannot be read (T1, T2).
//! Guaranteed now: dates exist in the calendar and years lie in 1900–2999.

use num_traits::ToPrimitive;

use super::day::{Day, Days};
use super::values::{Date, Value, without_trailing_blanks};
use super::window::{Period, month_number, year_of};
use crate::model::{Frequency, TimeKind};

/// Where in time a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowTime {
    /// A row of a quarter, a year or a school year stands in its first month.
    Month(i32),
    Date(Day),
    /// The Thursday of the week.
    Week(Day),
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
            RowTime::Month(month) => year_of(month),
            RowTime::Date(day) | RowTime::Week(day) => day.year(),
            RowTime::Extra { year, .. } => year,
        }
    }

    /// The month; a ledger period has none.
    pub fn month(self) -> Option<i32> {
        match self {
            RowTime::Month(month) => Some(month),
            RowTime::Date(day) | RowTime::Week(day) => Some(day.month()),
            RowTime::Extra { .. } => None,
        }
    }

    /// The month; of a ledger period its year's December, which it counts together with.
    pub fn month_or_december(self) -> i32 {
        self.month().unwrap_or_else(|| month_number(self.year(), 12))
    }

    /// All its days; of a ledger period its year's December.
    pub fn days(self, kind: TimeKind) -> Days {
        match self {
            RowTime::Date(day) => Days::one(day),
            RowTime::Week(thursday) => Days { first: thursday.monday(), last: thursday.monday().plus(6) },
            RowTime::Month(_) | RowTime::Extra { .. } => {
                let month = self.month_or_december();
                Days::of_months(month, month + months_of(kind) - 1)
            }
        }
    }

    /// The period's name as tables of this kind of time write it.
    pub fn name(self, kind: TimeKind) -> String {
        match (self, kind) {
            (RowTime::Extra { year, number }, TimeKind::Month) => format!("{year:04}-{number:02}"),
            (time, TimeKind::Quarter) => Period::holding(time.month_or_december(), Frequency::Quarterly).name(),
            (time, TimeKind::Year) => Period::holding(time.month_or_december(), Frequency::Yearly).name(),
            (time, TimeKind::SchoolYear) => {
                Period::holding(time.month_or_december(), Frequency::EverySchoolYear).name()
            }
            (time, _) => Period::holding(time.month_or_december(), Frequency::Monthly).name(),
        }
    }
}

/// How many months a row of this kind of time is about, beginning with the one it stands in.
pub fn months_of(kind: TimeKind) -> i32 {
    match kind {
        TimeKind::Year | TimeKind::SchoolYear => 12,
        TimeKind::Quarter => 3,
        TimeKind::Month | TimeKind::Date | TimeKind::Week => 1,
    }
}

/// The time of a value.
pub fn read_time(value: &Value, kind: TimeKind) -> Option<RowTime> {
    let month = |year: i32, month: u32| RowTime::Month(month_number(year, month));
    let time = match kind {
        TimeKind::Month => read_month(value),
        TimeKind::Date => read_day(value).map(RowTime::Date),
        TimeKind::Week => read_week(value).map(RowTime::Week),
        TimeKind::Quarter => read_quarter(value).map(|(year, quarter)| month(year, 3 * quarter - 2)),
        TimeKind::Year => read_year(value).map(|year| month(year, 1)),
        TimeKind::SchoolYear => read_school_year(value).map(|year| month(year, 8)),
    };
    time.filter(|time| is_year(time.year()))
}

/// A date column's day.
pub fn read_day(value: &Value) -> Option<Day> {
    let date = match value {
        Value::Date(date) => *date,
        Value::Text(text) => date_of_text(without_trailing_blanks(text))?,
        Value::Null | Value::Number(_) => return None,
    };
    is_year(date.year).then(|| Day::of(date))
}

fn is_year(year: i32) -> bool {
    (1900..=2999).contains(&year)
}

fn read_month(value: &Value) -> Option<RowTime> {
    let (year, period) = match value {
        Value::Null => return None,
        Value::Date(date) => (date.year, date.month),
        Value::Number(_) => hundreds(whole_number(value)?),
        Value::Text(text) => {
            let text = without_trailing_blanks(text);
            let digits = match (text.len(), text.split_once('-')) {
                (7, Some((year, period))) if year.len() == 4 => format!("{year}{period}"),
                (6, None) => text.to_owned(),
                _ => return None,
            };
            hundreds(whole(&digits)?)
        }
    };
    match period {
        1..=12 => Some(RowTime::Month(month_number(year, period))),
        13..=16 => Some(RowTime::Extra { year, number: period }),
        _ => None,
    }
}

/// The Thursday of a week: `2024-W05`, `2024-U05`, `2024W05`, ÅÅÅÅUU, or a day in it.
fn read_week(value: &Value) -> Option<Day> {
    let (year, week) = match value {
        Value::Null => return None,
        Value::Date(_) => return read_day(value).map(Day::thursday),
        Value::Number(_) => hundreds(whole_number(value)?),
        Value::Text(text) => year_and_part(without_trailing_blanks(text), &['W', 'U'], 2)?,
    };
    if is_year(year) { Day::thursday_of_week(year, week) } else { None }
}

/// A year and its quarter: `2024-K2`, `2024-Q2`, `2024K2`, ÅÅÅÅK, or a day in it.
fn read_quarter(value: &Value) -> Option<(i32, u32)> {
    let (year, quarter) = match value {
        Value::Null => return None,
        Value::Date(date) => (date.year, date.month.div_ceil(3)),
        Value::Number(_) => {
            let number = whole_number(value)?;
            (number.div_euclid(10), number.rem_euclid(10) as u32)
        }
        Value::Text(text) => year_and_part(without_trailing_blanks(text), &['K', 'Q'], 1)?,
    };
    (is_year(year) && (1..=4).contains(&quarter)).then_some((year, quarter))
}

/// A year of four digits and a part of it, after `-` and one of the letters, after the letter, or alone.
fn year_and_part(text: &str, letters: &[char], digits: usize) -> Option<(i32, u32)> {
    let (year, rest) = text.split_at_checked(4)?;
    let after_letter = rest.strip_prefix('-').unwrap_or(rest).strip_prefix(letters);
    let part = after_letter.unwrap_or(rest);
    if part.len() != digits {
        return None;
    }
    Some((whole(year)?, whole(part)? as u32))
}

/// The year that names a school year: `2024`, `2024/25`, `2024/2025`.
fn read_school_year(value: &Value) -> Option<i32> {
    match value {
        Value::Null | Value::Date(_) => None,
        Value::Number(_) => whole_number(value).filter(|year| is_year(*year)),
        Value::Text(text) => {
            let text = without_trailing_blanks(text);
            let (first, next) = text.split_once('/').map_or((text, None), |(first, next)| (first, Some(next)));
            let year = if first.len() == 4 { whole(first)? } else { return None };
            let follows = match next {
                None => true,
                Some(next) if next.len() == 2 => whole(next) == Some((year + 1) % 100),
                Some(next) => next.len() == 4 && whole(next) == Some(year + 1),
            };
            follows.then_some(year)
        }
    }
}

/// ÅÅÅÅMM
fn hundreds(number: i32) -> (i32, u32) {
    (number.div_euclid(100), number.rem_euclid(100) as u32)
}

fn whole_number(value: &Value) -> Option<i32> {
    match value {
        Value::Number(number) => number.is_integer().then(|| number.to_integer().to_i32())?,
        _ => None,
    }
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
    let year = match value {
        Value::Null => return None,
        Value::Date(date) => date.year,
        Value::Number(_) => whole_number(value)?,
        Value::Text(text) => {
            let text = without_trailing_blanks(text);
            if text.len() == 4 { whole(text)? } else { return None }
        }
    };
    is_year(year).then_some(year)
}

/// Digits alone, as a number.
fn whole(digits: &str) -> Option<i32> {
    let are_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if are_digits { digits.parse().ok() } else { None }
}

#[cfg(test)]
#[path = "time_tests.rs"]
mod tests;
