//! Times as cells, and in words.
//!
//! In: months (12 × year + month − 1). Out: texts as a source of the kind stores them.

use crate::model::TimeKind;
use crate::text::MONTHS;

/// The month, or a day of it, as the source writes it; none for kinds of time that have no such form.
pub fn time_cell(kind: TimeKind, month: i32, day: u32) -> Option<String> {
    let (year, number) = (month.div_euclid(12), month.rem_euclid(12) + 1);
    match kind {
        TimeKind::Month => Some(format!("{year:04}-{number:02}")),
        TimeKind::Date => Some(format!("{year:04}-{number:02}-{day:02}")),
        TimeKind::Year => Some(format!("{year:04}")),
        TimeKind::Week | TimeKind::Quarter | TimeKind::SchoolYear => None,
    }
}

/// `maj 2024`; of a source with a row per year `2024`.
pub fn month_words(kind: TimeKind, month: i32) -> String {
    let year = month.div_euclid(12);
    match kind {
        TimeKind::Year => year.to_string(),
        _ => format!("{} {year}", MONTHS[month.rem_euclid(12) as usize]),
    }
}

/// The last day of a month.
pub fn last_day(month: i32) -> u32 {
    let (year, number) = (month.div_euclid(12), month.rem_euclid(12) as u32 + 1);
    let exists = |day: &u32| crate::evaluate::Date { year, month: number, day: *day }.exists();
    (28..=31).rev().find(exists).unwrap_or(28)
}
