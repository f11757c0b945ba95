//! Times as cells, and in words.
//!
//! In: months (12 × year + month − 1) and days. Out: texts as a source of the kind stores them.

use crate::evaluate::{Date, Day};
use crate::model::TimeKind;
use crate::text::MONTHS;

/// The time that holds the day, as the source writes it.
pub fn time_cell(kind: TimeKind, day: Day) -> String {
    let date = day.date();
    match kind {
        TimeKind::Month => format!("{:04}-{:02}", date.year, date.month),
        TimeKind::Date => date_cell(day),
        TimeKind::Year => format!("{:04}", date.year),
        TimeKind::Quarter => format!("{:04}-K{}", date.year, (date.month - 1) / 3 + 1),
        TimeKind::SchoolYear => {
            let year = if date.month >= 8 { date.year } else { date.year - 1 };
            format!("{year:04}/{:02}", (year + 1).rem_euclid(100))
        }
        TimeKind::Week => {
            let thursday = day.thursday();
            let first = Day::first_of(12 * thursday.year());
            format!("{:04}-U{:02}", thursday.year(), (thursday.0 - first.0) / 7 + 1)
        }
    }
}

/// The first day of a time as [`time_cell`] writes it; of a week its Thursday.
pub fn day_of(kind: TimeKind, cell: &str) -> Option<Day> {
    let number = |from: usize, to: usize| cell.get(from..to)?.parse::<u32>().ok();
    let year = number(0, 4)? as i32;
    let (month, day) = match kind {
        TimeKind::Year => (1, 1),
        TimeKind::SchoolYear => (8, 1),
        TimeKind::Quarter => (3 * number(6, 7)?.checked_sub(1)? + 1, 1),
        TimeKind::Month => (number(5, 7)?, 1),
        TimeKind::Date => (number(5, 7)?, number(8, 10)?),
        TimeKind::Week => return Day::thursday_of_week(year, number(6, 8)?),
    };
    let date = Date { year, month, day };
    date.exists().then(|| Day::of(date))
}

/// `2024-05-31`
pub fn date_cell(day: Day) -> String {
    let date = day.date();
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

/// A day that stands in the month by any kind of time: its first Thursday for weeks, else its first day.
pub fn first_day(kind: TimeKind, month: i32) -> Day {
    let first = Day::first_of(month);
    match kind {
        TimeKind::Week if first.thursday().month() < month => first.plus(7),
        _ => first,
    }
}

/// The last day that stands in the month.
pub fn last_day(kind: TimeKind, month: i32) -> Day {
    let last = Day::last_of(month);
    match kind {
        TimeKind::Week if last.thursday().month() > month => last.plus(-7),
        _ => last,
    }
}

/// How many months lie between the times of two rows that follow each other.
pub fn step(kind: TimeKind) -> i32 {
    match kind {
        TimeKind::Year | TimeKind::SchoolYear => 12,
        TimeKind::Quarter => 3,
        TimeKind::Month | TimeKind::Date | TimeKind::Week => 1,
    }
}

/// The day's time in words: `maj 2024`; where the cell itself is readable, as it is.
pub fn time_words(kind: TimeKind, day: Day) -> String {
    match kind {
        TimeKind::Month => {
            let date = day.date();
            format!("{} {}", MONTHS[date.month.saturating_sub(1) as usize % 12], date.year)
        }
        TimeKind::Date => date_words(day),
        kind => time_cell(kind, day),
    }
}

/// `31. maj 2024`
pub fn date_words(day: Day) -> String {
    let date = day.date();
    format!("{} {}", crate::model::danish_day(date.day, date.month), date.year)
}
