//! What the rows that count add up to.
//!
//! In: rows, one by one. Out: an exact value; of `gennemsnit` and its like none when no row had an amount (S5). Guaranteed
//! now: a key counts once (T7) and a day once per key (N11), whichever sources and udgaver its rows come from.

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;

use super::day::{Days, between};
use super::rows::SourceRow;
use super::statistics::statistic;
use super::window::month_number;
use crate::exact::whole;
use crate::model::{Statistic, TimeUnit, What};

/// What has been counted so far; `fortegn vendes` turns what a row adds.
#[derive(Debug, Default)]
pub struct Tally {
    sum: BigRational,
    keys: BTreeSet<(bool, String)>,
    /// Active days per key.
    days: BTreeMap<(bool, String), Vec<Days>>,
    amounts: Vec<BigRational>,
    statistic: Option<Statistic>,
    full_years: bool,
}

impl Tally {
    pub fn new(what: Option<What>) -> Tally {
        match what {
            Some(What::Statistic(which, _)) => Tally { statistic: Some(which), ..Tally::default() },
            Some(What::FullYears(_)) => Tally { full_years: true, ..Tally::default() },
            _ => Tally::default(),
        }
    }

    /// The udgave in force counts helår.
    pub fn counts_full_years(&self) -> bool {
        self.full_years
    }

    /// `days` are those of the period.
    pub fn add(&mut self, what: What, reversed: bool, row: &SourceRow, days: Days) {
        let turned = |amount: BigRational| if reversed { -amount } else { amount };
        let active = || row.active.and_then(|active| active.common(days));
        match what {
            What::Rows => self.sum += turned(whole(1)),
            What::RowsWith(measure) if row.amount(measure).is_none() => {}
            What::RowsWith(_) => self.sum += turned(whole(1)),
            What::Flow(measure) | What::Stock(measure) => {
                self.sum += row.amount(measure).cloned().map_or_else(|| whole(0), turned);
            }
            What::Distinct(key) => self.keys.extend(row.text(key).map(|key| (reversed, key.to_owned()))),
            What::Statistic(_, measure) => self.amounts.extend(row.amount(measure).cloned().map(turned)),
            What::FullYears(None) => self.sum += turned(active().map_or_else(|| whole(0), full_years)),
            What::FullYears(Some(key)) => {
                if let Some((key, active)) = row.text(key).zip(active()) {
                    self.days.entry((reversed, key.to_owned())).or_default().push(active);
                }
            }
            What::Duration(unit) => {
                let both_included = i64::from(unit == TimeUnit::Days);
                let dates = row.active.zip(row.counting_date);
                let lasted = dates.map_or(0, |(active, date)| between(unit, active.first, date) + both_included);
                self.sum += turned(whole(lasted));
            }
        }
    }

    pub fn value(self) -> Option<BigRational> {
        if let Some(which) = self.statistic {
            return statistic(which, self.amounts);
        }
        let turned = |reversed: bool, amount: BigRational| if reversed { -amount } else { amount };
        let keys = self.keys.iter().map(|(reversed, _)| turned(*reversed, whole(1)));
        let days = self.days.into_iter();
        let days = days.flat_map(|((reversed, _), days)| apart(days).into_iter().map(move |days| (reversed, days)));
        let days = days.map(|(reversed, days)| turned(reversed, full_years(days)));
        Some(self.sum + keys.chain(days).sum::<BigRational>())
    }
}

/// The same days without overlap.
fn apart(mut days: Vec<Days>) -> Vec<Days> {
    days.sort_by_key(|days| days.first);
    let mut found: Vec<Days> = Vec::new();
    for next in days {
        match found.last_mut() {
            Some(last) if next.first <= last.last => last.last = last.last.max(next.last),
            _ => found.push(next),
        }
    }
    found
}

/// Each day is one of those of its calendar year (N11).
fn full_years(days: Days) -> BigRational {
    let of_year = |year: i32| {
        let whole_year = Days::of_months(month_number(year, 1), month_number(year, 12));
        let inside = days.common(whole_year).map_or(0, Days::length);
        BigRational::new(inside.into(), whole_year.length().into())
    };
    (days.first.year()..=days.last.year()).map(of_year).sum()
}

#[cfg(test)]
mod tests {
    use super::super::day::Day;
    use super::*;

    fn days(first: (u32, u32), last: (u32, u32)) -> Days {
        let day =
            |(month, day): (u32, u32)| Day::first_of(month_number(2023, 1) + month as i32 - 1).plus(day as i32 - 1);
        Days { first: day(first), last: day(last) }
    }

    #[test]
    fn n11_a_day_is_a_part_of_its_own_calendar_year() {
        assert_eq!(full_years(days((1, 1), (12, 31))), whole(1));
        assert_eq!(full_years(days((1, 1), (24, 31))), whole(2));
        let over_new_year = BigRational::new(1.into(), 365.into()) + BigRational::new(1.into(), 366.into());
        assert_eq!(full_years(days((12, 31), (13, 1))), over_new_year);
    }

    #[test]
    fn n11_days_of_one_key_are_counted_once() {
        let overlapping =
            vec![days((3, 1), (3, 31)), days((1, 1), (2, 28)), days((3, 31), (4, 2)), days((3, 5), (3, 6))];
        let lengths: Vec<i64> = apart(overlapping).into_iter().map(Days::length).collect();
        assert_eq!(lengths, [59, 33]);
    }
}
