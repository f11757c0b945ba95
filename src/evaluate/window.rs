//! Periods, and which months a measure reads seen from one of them.
//!
//! In: an optælling and a period. Out: a [`Window`] of months, and of interval rows the days that they are asked for.
//! Guaranteed now: nothing about what was delivered there.
//!
//! A month is 12 × year + month − 1 throughout. A school year is named by the calendar year it begins in, and that is
//! the year that `året`, `primo året` and dates refer to (T8).

use super::day::Day;
use super::time::months_of;
use crate::model::{Counting, Frequency, PeriodUnit, Shift, SnapshotAt, Source, TimeKind, WhenKind};

/// August, counted from 0.
const SCHOOL_YEAR_BEGINS: i32 = 7;

/// The period of a row: a month, a quarter, a year or a school year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// Its first month.
    pub first: i32,
    /// 1, 3 or 12.
    pub months: i32,
}

/// Months, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    pub first: i32,
    pub last: i32,
}

/// The month's number.
pub fn month_number(year: i32, month: u32) -> i32 {
    year * 12 + month as i32 - 1
}

/// The year of a month.
pub fn year_of(month: i32) -> i32 {
    month.div_euclid(12)
}

impl Period {
    /// The period of this length that holds the month.
    pub fn holding(month: i32, frequency: Frequency) -> Period {
        let (months, begins) = match frequency {
            Frequency::EverySchoolYear => (12, SCHOOL_YEAR_BEGINS),
            Frequency::Yearly => (12, 0),
            Frequency::Quarterly => (3, 0),
            _ => (1, 0),
        };
        Period { first: month - (month - begins).rem_euclid(months), months }
    }

    pub fn last(self) -> i32 {
        self.first + self.months - 1
    }

    /// The calendar year it lies in; of a school year the one it begins in.
    pub fn year(self) -> i32 {
        year_of(self.first)
    }

    /// The month of the year in which it begins, from 1.
    pub fn first_month_of_year(self) -> u32 {
        self.first.rem_euclid(12) as u32 + 1
    }

    /// The same period of another time, `året før`.
    pub fn shifted(self, shift: Option<Shift>) -> Period {
        let first = match shift {
            None => self.first,
            Some(Shift::MonthBefore) => self.first - 1,
            Some(Shift::YearsBefore(years)) => self.first - 12 * years.min(10_000) as i32,
            Some(Shift::InYear(year)) => month_number(year, self.first_month_of_year()),
        };
        Period { first, ..self }
    }

    /// `2024-05`, `2024-K2`, `2024`, `2024/25`
    pub fn name(self) -> String {
        let (year, month) = (self.year(), self.first_month_of_year());
        match self.months {
            1 => format!("{year:04}-{month:02}"),
            3 => format!("{year:04}-K{}", (month - 1) / 3 + 1),
            _ if month as i32 == SCHOOL_YEAR_BEGINS + 1 => format!("{year:04}/{:02}", (year + 1).rem_euclid(100)),
            _ => format!("{year:04}"),
        }
    }

    /// The date it begins, `2024-05-01`.
    pub fn start(self) -> String {
        format!("{:04}-{:02}-01", self.year(), self.first_month_of_year())
    }
}

impl Window {
    pub fn months(self) -> impl Iterator<Item = i32> {
        self.first..=self.last
    }

    pub fn length(self) -> usize {
        (self.last - self.first + 1).max(0) as usize
    }

    pub fn contains(self, month: i32) -> bool {
        self.first <= month && month <= self.last
    }

    /// The months that are also in the period.
    pub fn inside(self, period: Period) -> Window {
        Window { first: self.first.max(period.first), last: self.last.min(period.last()) }
    }
}

/// The months that are read for a period. Of interval rows, the months of the days that they are asked for.
pub fn window(counting: &Counting, at: Period, source: &Source) -> Window {
    // The state on a day has no other date than that day.
    let snapshot = if source.interval.is_some() { SnapshotAt::Start } else { counting.snapshot };
    months_read(&Counting { snapshot, ..*counting }, at, source.time_kind)
}

fn months_read(counting: &Counting, at: Period, time: TimeKind) -> Window {
    let at = seen_from(counting, at);
    let year = unit_holding(at.first, PeriodUnit::Year);
    match counting.when {
        WhenKind::ForMonth | WhenKind::ForSchoolYear => Window { first: at.first, last: at.last() },
        WhenKind::ForQuarter => unit_holding(at.first, PeriodUnit::Quarter),
        WhenKind::ForYear | WhenKind::AverageOverYear => year,
        WhenKind::YearToDate => Window { first: year.first, last: at.last() },
        WhenKind::LastMonths(months) => Window { first: at.last() - months as i32 + 1, last: at.last() },
        WhenKind::Start(_) | WhenKind::End(_) | WhenKind::On(_) => {
            let month = match time {
                TimeKind::Year => year.first,
                TimeKind::SchoolYear => year.first + SCHOOL_YEAR_BEGINS,
                _ => {
                    let month = snapshot_month(counting, at);
                    month - month.rem_euclid(months_of(time))
                }
            };
            Window { first: month, last: month }
        }
    }
}

/// The period, or with `året før` the same one year earlier.
fn seen_from(counting: &Counting, at: Period) -> Period {
    if counting.year_before { at.shifted(Some(Shift::YearsBefore(1))) } else { at }
}

/// The day that interval rows are asked for, none when the year does not have it. The mean over the year asks for the
/// first day of each of its months.
pub fn counting_day(counting: &Counting, at: Period, month: i32) -> Option<Day> {
    match counting.when {
        WhenKind::On(day) => Day::in_year(day, seen_from(counting, at).year()),
        _ => Some(Day::first_of(month)),
    }
}

/// The month whose snapshot `primo`, `ultimo` or `pr.` reads (T5). Of snapshots taken primo their month, `ultimo` is
/// the next month's; of those taken ultimo, `primo` is the month's before.
fn snapshot_month(counting: &Counting, at: Period) -> i32 {
    match (counting.when, counting.snapshot) {
        (WhenKind::Start(unit), SnapshotAt::Start) => unit_holding(at.first, unit).first,
        (WhenKind::Start(unit), SnapshotAt::End) => unit_holding(at.first, unit).first - 1,
        (WhenKind::End(unit), SnapshotAt::Start) => last_unit(at, unit).last + 1,
        (WhenKind::End(unit), SnapshotAt::End) => last_unit(at, unit).last,
        (WhenKind::On(day), _) => month_number(at.year(), day.month),
        _ => at.first,
    }
}

/// The unit that the period ends in; the calendar year is the one that names it (T8).
fn last_unit(at: Period, unit: PeriodUnit) -> Window {
    unit_holding(if unit == PeriodUnit::Year { at.first } else { at.last() }, unit)
}

/// The whole month, quarter or calendar year.
pub fn unit_holding(month: i32, unit: PeriodUnit) -> Window {
    let months = match unit {
        PeriodUnit::Month => 1,
        PeriodUnit::Quarter => 3,
        PeriodUnit::Year => 12,
    };
    let first = month - month.rem_euclid(months);
    Window { first, last: first + months - 1 }
}

/// Whether the months are a stretch whose amounts are added, not snapshots.
pub fn is_stretch(when: WhenKind) -> bool {
    !matches!(when, WhenKind::Start(_) | WhenKind::End(_) | WhenKind::On(_) | WhenKind::AverageOverYear)
}

#[cfg(test)]
#[path = "window_tests.rs"]
mod tests;
