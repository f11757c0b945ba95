//! Which months are read for a period, as arithmetic on the period.
//!
//! In: an optælling and the length of the periods. Out: a [`Window`] of two month expressions, and [`Lookup`]s from a
//! period to another. Guaranteed now: nothing about what was delivered there.

use crate::model::{Counting, Frequency, PeriodUnit, Shift, SnapshotAt, TimeKind, WhenKind};

/// The length of periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    Month,
    Quarter,
    Year,
    /// From August; known by the calendar year in which it begins.
    SchoolYear,
}

/// The month of the year, from 0, in which school years begin: August.
pub const SCHOOL_YEAR_START: i32 = 7;

impl Grain {
    pub fn of(frequency: Frequency) -> Grain {
        match frequency {
            Frequency::Monthly | Frequency::Daily | Frequency::Weekly => Grain::Month,
            Frequency::Quarterly => Grain::Quarter,
            Frequency::Yearly => Grain::Year,
            Frequency::EverySchoolYear => Grain::SchoolYear,
        }
    }

    pub fn months(self) -> i32 {
        match self {
            Grain::Month => 1,
            Grain::Quarter => 3,
            Grain::Year | Grain::SchoolYear => 12,
        }
    }

    /// The first months of a year's periods, counted from its January.
    fn starts(self) -> impl Iterator<Item = i32> {
        let first = if self == Grain::SchoolYear { SCHOOL_YEAR_START } else { 0 };
        (first..12).step_by(self.months() as usize)
    }
}

/// A month seen from a period, and so many months later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MonthExpression {
    /// From the period's first month.
    First(i32),
    /// From the period's last month.
    Last(i32),
    /// From the first month of the quarter in which it begins.
    QuarterStart(i32),
    /// From the January of the year in which it begins.
    YearStart(i32),
}

impl MonthExpression {
    fn plus(self, months: i32) -> MonthExpression {
        match self {
            MonthExpression::First(n) => MonthExpression::First(n + months),
            MonthExpression::Last(n) => MonthExpression::Last(n + months),
            MonthExpression::QuarterStart(n) => MonthExpression::QuarterStart(n + months),
            MonthExpression::YearStart(n) => MonthExpression::YearStart(n + months),
        }
    }

    /// The same month, of a yearly period said by its first or last month.
    fn plainly(self, grain: Grain) -> MonthExpression {
        match (self, grain) {
            (MonthExpression::YearStart(n), Grain::Year) if n >= 11 => MonthExpression::Last(n - 11),
            (MonthExpression::YearStart(n), Grain::Year) => MonthExpression::First(n),
            _ => self,
        }
    }

    /// The month for the period that begins with month `first`.
    pub fn at(self, first: i32, grain: Grain) -> i32 {
        match self {
            MonthExpression::First(n) => first + n,
            MonthExpression::Last(n) => first + grain.months() - 1 + n,
            MonthExpression::QuarterStart(n) => first - first.rem_euclid(3) + n,
            MonthExpression::YearStart(n) => first - first.rem_euclid(12) + n,
        }
    }
}

/// The months from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Window {
    pub first: MonthExpression,
    pub last: MonthExpression,
}

/// How the months of a window stand to the period itself, for every period alike or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overlap {
    /// The window holds the whole period, always.
    Covers,
    /// The window lies inside the period, always.
    Within,
    /// Always some months in common.
    Always,
    Sometimes,
    Never,
}

impl Window {
    /// The months read for a period, from a source with this kind of time (T5).
    pub fn of(counting: &Counting, grain: Grain, time: TimeKind) -> Window {
        let window = Window::this_year(counting, grain, time);
        let window = if counting.year_before { window.plus(-12) } else { window };
        Window { first: window.first.plainly(grain), last: window.last.plainly(grain) }
    }

    fn this_year(counting: &Counting, grain: Grain, time: TimeKind) -> Window {
        let year = || Window { first: MonthExpression::YearStart(0), last: MonthExpression::YearStart(11) };
        match counting.when {
            WhenKind::ForMonth => Window { first: MonthExpression::First(0), last: MonthExpression::Last(0) },
            WhenKind::ForQuarter => {
                let start = start_of(PeriodUnit::Quarter, grain);
                Window { first: start, last: start.plus(2) }
            }
            WhenKind::ForSchoolYear => Window { first: MonthExpression::First(0), last: MonthExpression::Last(0) },
            WhenKind::ForYear | WhenKind::AverageOverYear => year(),
            WhenKind::YearToDate => Window { first: MonthExpression::YearStart(0), last: MonthExpression::Last(0) },
            WhenKind::LastMonths(months) => {
                let months = i32::try_from(months).unwrap_or(i32::MAX / 2);
                Window { first: MonthExpression::Last(1 - months), last: MonthExpression::Last(0) }
            }
            WhenKind::Start(_) | WhenKind::End(_) | WhenKind::On(_) if time == TimeKind::Year => {
                Window::month(MonthExpression::YearStart(0))
            }
            WhenKind::Start(_) | WhenKind::End(_) | WhenKind::On(_) if time == TimeKind::SchoolYear => {
                Window::month(MonthExpression::YearStart(SCHOOL_YEAR_START))
            }
            WhenKind::On(day) => {
                let month = day.month as i32 - 1;
                let held = if time == TimeKind::Quarter { month - month % 3 } else { month };
                Window::month(MonthExpression::YearStart(held))
            }
            WhenKind::Start(unit) => {
                let back = if counting.snapshot == SnapshotAt::End { -step(time) } else { 0 };
                Window::month(start_of(unit, grain).plus(back))
            }
            WhenKind::End(unit) => {
                let back = if counting.snapshot == SnapshotAt::End { -step(time) } else { 0 };
                Window::month(after_end_of(unit, grain).plus(back))
            }
        }
    }

    fn month(month: MonthExpression) -> Window {
        Window { first: month, last: month }
    }

    fn plus(self, months: i32) -> Window {
        Window { first: self.first.plus(months), last: self.last.plus(months) }
    }

    /// Months for the period that begins with month `first`.
    pub fn at(self, first: i32, grain: Grain) -> (i32, i32) {
        (self.first.at(first, grain), self.last.at(first, grain))
    }

    /// Every period reads one month.
    pub fn is_one_month(self, grain: Grain) -> bool {
        grain.starts().all(|start| {
            let (first, last) = self.at(start, grain);
            first == last
        })
    }

    /// All its months lie in one calendar year, for every period.
    pub fn stays_in_year(self, grain: Grain) -> bool {
        grain.starts().all(|start| {
            let (first, last) = self.at(24_000 + start, grain);
            first.div_euclid(12) == last.div_euclid(12)
        })
    }

    /// How many months it holds, when that is the same for every period.
    pub fn length(self, grain: Grain) -> Option<i32> {
        let mut lengths = grain.starts().map(|start| {
            let (first, last) = self.at(start, grain);
            last - first + 1
        });
        let one = lengths.next()?;
        lengths.all(|length| length == one).then_some(one)
    }

    /// How the months read at `lookup` of a period stand to the period.
    pub fn overlap(self, lookup: Lookup, grain: Grain) -> Overlap {
        if lookup.in_year.is_some() {
            return Overlap::Sometimes;
        }
        let mut all = [true; 3];
        let mut some = false;
        for shown in grain.starts().map(|start| 24_000 + start) {
            let (first, last) = self.at(lookup.at(shown), grain);
            let (from, to) = (shown, shown + grain.months() - 1);
            let common = first <= to && from <= last;
            some |= common;
            for (holds, now) in all.iter_mut().zip([first <= from && to <= last, from <= first && last <= to, common]) {
                *holds &= now;
            }
        }
        match (all, some) {
            ([true, ..], _) => Overlap::Covers,
            ([_, true, _], _) => Overlap::Within,
            ([.., true], _) => Overlap::Always,
            (_, true) => Overlap::Sometimes,
            (_, false) => Overlap::Never,
        }
    }

    /// The months read at `lookup` never lie more than a calendar year from the year looked up; never so for a year
    /// that is named, which need not be near the period.
    pub fn stays_near(self, lookup: Lookup, grain: Grain) -> bool {
        lookup.in_year.is_none()
            && grain.starts().map(|start| lookup.at(24_000 + start)).all(|there| {
                let (first, last) = self.at(there, grain);
                let year = there.div_euclid(12);
                first.div_euclid(12) >= year - 1 && last.div_euclid(12) <= year + 1
            })
    }
}

/// Months from one snapshot to the next.
fn step(time: TimeKind) -> i32 {
    if time == TimeKind::Quarter { 3 } else { 1 }
}

fn start_of(unit: PeriodUnit, grain: Grain) -> MonthExpression {
    match (unit, grain) {
        (PeriodUnit::Month, _) | (PeriodUnit::Quarter, Grain::Quarter | Grain::Year | Grain::SchoolYear) => {
            MonthExpression::First(0)
        }
        (PeriodUnit::Quarter, Grain::Month) => MonthExpression::QuarterStart(0),
        (PeriodUnit::Year, _) => MonthExpression::YearStart(0),
    }
}

fn after_end_of(unit: PeriodUnit, grain: Grain) -> MonthExpression {
    match (unit, grain) {
        (PeriodUnit::Month, _) | (PeriodUnit::Quarter, Grain::Quarter | Grain::Year | Grain::SchoolYear) => {
            MonthExpression::Last(1)
        }
        (PeriodUnit::Quarter, Grain::Month) => MonthExpression::QuarterStart(3),
        (PeriodUnit::Year, _) => MonthExpression::YearStart(12),
    }
}

/// From a period to another one of the same length: `before` months on, then the same place in `in_year`, then `after`
/// months on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Lookup {
    pub before: i32,
    pub in_year: Option<i32>,
    pub after: i32,
}

impl Lookup {
    pub const SAME: Lookup = Lookup { before: 0, in_year: None, after: 0 };

    /// This, and from there on by `shift`.
    pub fn then(self, shift: Option<Shift>) -> Lookup {
        match shift {
            None => self,
            Some(Shift::MonthBefore) => self.months(-1),
            Some(Shift::YearsBefore(years)) => self.months(-12 * i32::try_from(years.min(10_000)).unwrap_or(10_000)),
            Some(Shift::InYear(year)) => {
                Lookup { before: (self.before + self.after).rem_euclid(12), in_year: Some(year), after: 0 }
            }
        }
    }

    fn months(self, months: i32) -> Lookup {
        match self.in_year {
            None => Lookup { before: self.before.saturating_add(months), ..self },
            Some(_) => Lookup { after: self.after.saturating_add(months), ..self },
        }
    }

    /// The first month of the period looked up for the one that begins with `first`.
    pub fn at(self, first: i32) -> i32 {
        match self.in_year {
            None => first.saturating_add(self.before),
            Some(year) => {
                let month = first.saturating_add(self.before).rem_euclid(12);
                year.saturating_mul(12).saturating_add(month).saturating_add(self.after)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DayOfYear;
    use crate::source::Span;

    const MAY_2024: i32 = 2024 * 12 + 4;

    fn counting(when: WhenKind, snapshot: SnapshotAt) -> Counting {
        Counting { when, year_before: false, snapshot, span: Span::default() }
    }

    fn months(when: WhenKind, snapshot: SnapshotAt, grain: Grain, first: i32) -> (i32, i32) {
        let (from, to) = Window::of(&counting(when, snapshot), grain, TimeKind::Month).at(first, grain);
        (from - 24_288, to - 24_288)
    }

    #[test]
    fn sums_read_their_months() {
        let of = |when| months(when, SnapshotAt::Start, Grain::Month, MAY_2024);
        assert_eq!(of(WhenKind::ForMonth), (4, 4));
        assert_eq!(of(WhenKind::ForQuarter), (3, 5));
        assert_eq!(of(WhenKind::ForYear), (0, 11));
        assert_eq!(of(WhenKind::YearToDate), (0, 4));
        assert_eq!(of(WhenKind::LastMonths(12)), (-7, 4));
    }

    #[test]
    fn ultimo_is_the_next_primo_or_the_reverse() {
        let start = |when, grain, first| months(when, SnapshotAt::Start, grain, first).0;
        let end = |when, grain, first| months(when, SnapshotAt::End, grain, first).0;
        assert_eq!(start(WhenKind::Start(PeriodUnit::Month), Grain::Month, MAY_2024), 4);
        assert_eq!(start(WhenKind::End(PeriodUnit::Month), Grain::Month, MAY_2024), 5);
        assert_eq!(end(WhenKind::Start(PeriodUnit::Month), Grain::Month, MAY_2024), 3);
        assert_eq!(end(WhenKind::End(PeriodUnit::Month), Grain::Month, MAY_2024), 4);
        assert_eq!(start(WhenKind::End(PeriodUnit::Year), Grain::Month, MAY_2024), 12);
        assert_eq!(end(WhenKind::Start(PeriodUnit::Year), Grain::Year, 24_288), -1);
        assert_eq!(start(WhenKind::End(PeriodUnit::Quarter), Grain::Month, MAY_2024), 6);
        assert_eq!(end(WhenKind::End(PeriodUnit::Quarter), Grain::Quarter, 24_291), 5);
        let fifth = WhenKind::On(DayOfYear { day: 5, month: 9, span: Span::default() });
        assert_eq!(start(fifth, Grain::Quarter, 24_291), 8);
    }

    #[test]
    fn whether_a_window_lies_in_its_period() {
        let overlap = |when, grain, lookup| {
            Window::of(&counting(when, SnapshotAt::Start), grain, TimeKind::Month).overlap(lookup, grain)
        };
        let year_before = Lookup::SAME.then(Some(Shift::YearsBefore(1)));
        let month_before = Lookup::SAME.then(Some(Shift::MonthBefore));
        assert_eq!(overlap(WhenKind::ForYear, Grain::Month, Lookup::SAME), Overlap::Covers);
        assert_eq!(overlap(WhenKind::ForYear, Grain::Month, month_before), Overlap::Sometimes);
        assert_eq!(overlap(WhenKind::ForYear, Grain::Year, year_before), Overlap::Never);
        assert_eq!(overlap(WhenKind::Start(PeriodUnit::Year), Grain::Year, Lookup::SAME), Overlap::Within);
        assert_eq!(overlap(WhenKind::Start(PeriodUnit::Year), Grain::Quarter, Lookup::SAME), Overlap::Sometimes);
        assert_eq!(overlap(WhenKind::LastMonths(2), Grain::Quarter, Lookup::SAME), Overlap::Within);
    }

    #[test]
    fn lookups_are_followed_one_after_the_other() {
        let month_then_year = Lookup::SAME.then(Some(Shift::MonthBefore)).then(Some(Shift::InYear(2007)));
        assert_eq!(month_then_year.at(24_288), 2007 * 12 + 11);
        assert_eq!(month_then_year.then(Some(Shift::YearsBefore(1))).at(24_288), 2006 * 12 + 11);
        assert_eq!(Lookup::SAME.then(Some(Shift::YearsBefore(2))).at(24_288), 24_264);
    }
}
