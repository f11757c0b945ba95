//! Days of the calendar, counted, and stretches of them.
//!
//! In: dates and months. Out: [`Day`]s and [`Days`]. Guaranteed now: nothing depends on the day of computing (T9).
//!
//! A month is 12 × year + month − 1; weeks are ISO's, Monday to Sunday, and belong to the month of their Thursday.

use super::values::Date;
use super::window::{month_number, year_of};
use crate::model::{DayOfYear, TimeUnit};

/// Days since 1 January 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub i32);

/// A stretch of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    pub first: Day,
    pub last: Day,
}

impl Day {
    pub const BEGINNING: Day = Day(i32::MIN);
    /// The last day of what is still running.
    pub const NEVER: Day = Day(i32::MAX);

    pub fn of(date: Date) -> Day {
        // Years that begin in March end with the leap day.
        let year = if date.month <= 2 { date.year - 1 } else { date.year };
        let since_march = (date.month as i32 + 9) % 12;
        let before_month = (153 * since_march + 2) / 5;
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        Day(365 * year + leap_days + before_month + date.day as i32 - 1 - 719_468)
    }

    pub fn date(self) -> Date {
        // Eras of 400 years; years that begin in March.
        let days = i64::from(self.0) + 719_468;
        let (era, in_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (in_era - in_era / 1_460 + in_era / 36_524 - in_era / 146_096) / 365;
        let in_year = in_era - (365 * year + year / 4 - year / 100);
        let since_march = (5 * in_year + 2) / 153;
        let day = in_year - (153 * since_march + 2) / 5 + 1;
        let month = (since_march + 2) % 12 + 1;
        let year = 400 * era + year + i64::from(month <= 2);
        Date { year: year as i32, month: month as u32, day: day as u32 }
    }

    pub fn first_of(month: i32) -> Day {
        Day::of(Date { year: year_of(month), month: month.rem_euclid(12) as u32 + 1, day: 1 })
    }

    pub fn last_of(month: i32) -> Day {
        Day::first_of(month + 1).plus(-1)
    }

    /// The day of a calendar year; only leap years have a 29 February.
    pub fn in_year(day: DayOfYear, year: i32) -> Option<Day> {
        let date = Date { year, month: day.month, day: day.day };
        date.exists().then(|| Day::of(date))
    }

    pub fn plus(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    pub fn month(self) -> i32 {
        let date = self.date();
        month_number(date.year, date.month)
    }

    pub fn year(self) -> i32 {
        self.date().year
    }

    /// The same day so many months earlier; where that month has no such day, its last.
    pub fn months_earlier(self, months: i32) -> Day {
        let month = self.month() - months;
        Day::first_of(month).plus(self.date().day as i32 - 1).min(Day::last_of(month))
    }

    pub fn monday(self) -> Day {
        // 1 January 1970 was a Thursday.
        self.plus(-(self.0 + 3).rem_euclid(7))
    }

    pub fn thursday(self) -> Day {
        self.monday().plus(3)
    }

    /// The Thursday of an ISO week; week 1 is that of 4 January.
    pub fn thursday_of_week(year: i32, week: u32) -> Option<Day> {
        let first = Day::of(Date { year, month: 1, day: 4 }).thursday();
        let thursday = first.plus(7 * (week as i32 - 1));
        (week >= 1 && thursday.year() == year).then_some(thursday)
    }
}

impl Days {
    pub fn one(day: Day) -> Days {
        Days { first: day, last: day }
    }

    /// From the first day of one month to the last of another.
    pub fn of_months(first: i32, last: i32) -> Days {
        Days { first: Day::first_of(first), last: Day::last_of(last) }
    }

    pub fn contains(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// The days of both; none when there are none.
    pub fn common(self, other: Days) -> Option<Days> {
        let common = Days { first: self.first.max(other.first), last: self.last.min(other.last) };
        (common.first <= common.last).then_some(common)
    }

    pub fn length(self) -> i64 {
        i64::from(self.last.0) - i64::from(self.first.0) + 1
    }
}

/// From one day to another: `dage` the difference, `måneder` and `år` whole ones; negative when `to` comes first.
pub fn between(unit: TimeUnit, from: Day, to: Day) -> i64 {
    let months = |from: Day, to: Day| {
        let begun = to.month() - from.month();
        i64::from(if to.date().day < from.date().day { begun - 1 } else { begun })
    };
    let months = || if to >= from { months(from, to) } else { -months(to, from) };
    match unit {
        TimeUnit::Days => i64::from(to.0) - i64::from(from.0),
        TimeUnit::Months => months(),
        TimeUnit::Years => months() / 12,
    }
}

#[cfg(test)]
#[path = "day_tests.rs"]
mod tests;
