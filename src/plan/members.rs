//! `person i P`: when members are looked for, seen from the row that asks, and which months of P that reads.
//!
//! In: an `aktive` and the time of whoever asks. Out: a [`Reach`] of days, and [`MemberMonths`]. Guaranteed now: both
//! follow from the row's own month and counting day alone.

use super::window::{Grain, Window};
use crate::model::{Active, ActiveKind, PeriodUnit, TimeKind, TimeUnit};

/// From which day to which a member must have been active on some day, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// Nothing: since ever.
    pub from: Option<ReachDay>,
    pub to: ReachDay,
    /// `ved 29. februar`: nobody where the year has no such day.
    pub leap_years_only: bool,
}

/// A day seen from a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReachDay {
    /// So many days before the day it is seen from.
    DaysEarlier(SeenFrom, u32),
    /// The day it is seen from so many months earlier; the last day of that month when it is shorter.
    MonthsEarlier(SeenFrom, i32),
    /// A day of the month that comes so many months after the beginning of the stretch that holds the row's month.
    DayOf { stretch: Stretch, months: i32, day: u32 },
    /// The last day of such a month.
    LastOf { stretch: Stretch, months: i32 },
}

/// The day from which it is looked back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeenFrom {
    CountingDay,
    /// The same day a year before; 28 February for the 29th.
    YearBefore,
}

/// A stretch of months that holds a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stretch {
    Month,
    Quarter,
    Year,
}

impl Stretch {
    pub fn months(self) -> i32 {
        match self {
            Stretch::Month => 1,
            Stretch::Quarter => 3,
            Stretch::Year => 12,
        }
    }

    fn of(unit: PeriodUnit) -> Stretch {
        match unit {
            PeriodUnit::Month => Stretch::Month,
            PeriodUnit::Quarter => Stretch::Quarter,
            PeriodUnit::Year => Stretch::Year,
        }
    }
}

impl Reach {
    /// The days looked at from a row with this kind of time (T6).
    pub fn of(active: &Active, time: TimeKind) -> Reach {
        let back = if active.year_before { -12 } else { 0 };
        let first = |stretch, months| ReachDay::DayOf { stretch, months, day: 1 };
        let from_to = |from, to| Reach { from: Some(from), to, leap_years_only: false };
        let on = |day| from_to(day, day);
        let seen_from = if active.year_before { SeenFrom::YearBefore } else { SeenFrom::CountingDay };
        let today = ReachDay::DaysEarlier(seen_from, 0);
        match active.kind {
            ActiveKind::OnTheDay => on(today),
            ActiveKind::InThePeriod => {
                let last = ReachDay::LastOf { stretch: Stretch::Month, months: months_of_row(time) - 1 + back };
                from_to(first(Stretch::Month, back), last)
            }
            ActiveKind::Last(count, TimeUnit::Days) => from_to(ReachDay::DaysEarlier(seen_from, days(count)), today),
            ActiveKind::Last(count, unit) => {
                let each = if unit == TimeUnit::Years { 12 } else { 1 };
                from_to(ReachDay::MonthsEarlier(seen_from, months(count, each)), today)
            }
            ActiveKind::Ever => Reach { from: None, to: today, leap_years_only: false },
            ActiveKind::MonthBefore => {
                from_to(first(Stretch::Month, back - 1), ReachDay::LastOf { stretch: Stretch::Month, months: back - 1 })
            }
            ActiveKind::YearBefore => {
                from_to(first(Stretch::Year, back - 12), ReachDay::LastOf { stretch: Stretch::Year, months: back - 1 })
            }
            ActiveKind::Start(unit) => on(first(Stretch::of(unit), back)),
            ActiveKind::End(unit) => on(first(Stretch::of(unit), Stretch::of(unit).months() + back)),
            ActiveKind::At(day) => {
                let at = ReachDay::DayOf { stretch: Stretch::Year, months: day.month as i32 - 1 + back, day: day.day };
                Reach { leap_years_only: (day.day, day.month) == (29, 2), ..on(at) }
            }
        }
    }
}

/// The months of the period that a row stands in; it stands in the first of them.
fn months_of_row(time: TimeKind) -> i32 {
    match time {
        TimeKind::Year | TimeKind::SchoolYear => 12,
        TimeKind::Quarter => 3,
        TimeKind::Month | TimeKind::Date | TimeKind::Week => 1,
    }
}

/// No more than a thousand years.
fn months(count: u32, each: u32) -> i32 {
    count.saturating_mul(each).min(12_000) as i32
}

/// No more than some thousand years.
fn days(count: u32) -> u32 {
    count.min(1_000_000)
}

/// The months of a population's source that are read when a window of months is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MemberMonths {
    pub window: Window,
    /// The beginning of the stretch that holds the window's first month, and so many months on.
    pub first: (Stretch, i32),
    /// From the first day of that month it is looked back this many days to find the first month.
    pub days_back: u32,
    /// The beginning of the stretch that holds its last month, and so many months on.
    pub last: (Stretch, i32),
}

impl MemberMonths {
    pub fn of(active: &Active, window: Window) -> MemberMonths {
        let back = if active.year_before { -12 } else { 0 };
        let both = |stretch, first, last| MemberMonths {
            window,
            first: (stretch, first + back),
            days_back: 0,
            last: (stretch, last + back),
        };
        match active.kind {
            ActiveKind::OnTheDay | ActiveKind::InThePeriod | ActiveKind::Ever => both(Stretch::Month, 0, 0),
            ActiveKind::MonthBefore => both(Stretch::Month, -1, -1),
            ActiveKind::YearBefore => both(Stretch::Year, -12, -1),
            ActiveKind::Start(unit) => both(Stretch::of(unit), 0, 0),
            ActiveKind::End(unit) => both(Stretch::of(unit), Stretch::of(unit).months(), Stretch::of(unit).months()),
            ActiveKind::At(day) => both(Stretch::Year, day.month as i32 - 1, day.month as i32 - 1),
            ActiveKind::Last(count, TimeUnit::Days) => {
                MemberMonths { days_back: days(count), ..both(Stretch::Month, 0, 0) }
            }
            ActiveKind::Last(count, unit) => {
                let each = if unit == TimeUnit::Years { 12 } else { 1 };
                both(Stretch::Month, -months(count, each), 0)
            }
        }
    }

    /// How many months are read, when that is the same for every period whose window is.
    pub fn length(self, grain: Grain) -> Option<i32> {
        let window = match (self.first.0, self.last.0) {
            (Stretch::Month, Stretch::Month) => self.window.length(grain)? - 1,
            (Stretch::Year, Stretch::Year) if self.window.stays_in_year(grain) => 0,
            _ => return None,
        };
        (self.days_back == 0).then(|| window + self.last.1 - self.first.1 + 1)
    }
}
