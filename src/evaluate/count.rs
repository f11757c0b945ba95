//! Counting rows for one kommune and period.
//!
//! In: rows as read, an optælling and a period. Out: a [`PartValue`]. Guaranteed now: each row is selected by the udgave in
//! force in its own chart year (T3); nothing delivered gives no value (S1).

use num_rational::BigRational;

use super::Status;
use super::day::Days;
use super::part::{PartValue, Reading};
use super::population::{asked_for, months_asked};
use super::rows::SourceRow;
use super::select::Selector;
use super::tally::Tally;
use super::time::RowTime;
use super::window::{Period, Window, counting_day, is_stretch, month_number, window, year_of};
use crate::exact::{round5, whole};
use crate::model::{Counting, FixedPrices, PopulationId, Rows, RowsVersion, Version, What, WhenKind};

impl Reading<'_> {
    pub fn rows(&self, rows: &Rows, at: Period) -> PartValue {
        let window = self.window(rows, at);
        let of_rows = status(window.months().map(|month| self.delivered(rows, month)));
        let status = of_rows.max(self.status_of_populations(rows, window));
        if of_rows == Status::Missing || (status == Status::Missing && !self.missing_is_zero) {
            return match self.missing_is_zero {
                true => PartValue { value: Some(whole(0)), status: Status::Ok },
                false => PartValue::missing(),
            };
        }
        let mut status = if self.missing_is_zero { Status::Ok } else { status };
        let prices = self.prices.filter(|_| self.world.model.counts_kroner(rows));
        if prices.is_some_and(|prices| years_of(window).any(|year| self.factor(prices, year).is_none())) {
            return PartValue::missing();
        }
        let value = match rows.counting.when {
            WhenKind::AverageOverYear => {
                // Delivered ones alone (N7): a forløb still runs when nothing is delivered any more.
                let snapshots: Vec<i32> = window.months().filter(|month| self.has_snapshot(rows, *month)).collect();
                let of_month = |month: i32| {
                    let months = Window { first: month, last: month };
                    self.tally(rows, at, months, None).value().unwrap_or_else(|| whole(0))
                };
                let sum = |year: Option<i32>| {
                    let months = snapshots.iter().filter(|month| year.is_none_or(|year| year_of(**month) == year));
                    months.map(|month| of_month(*month)).sum::<BigRational>()
                };
                let sum: BigRational = match prices {
                    None => sum(None),
                    Some(prices) => years_of(window).map(|year| self.converted(prices, year, sum(Some(year)))).sum(),
                };
                Some(sum / whole(snapshots.len().max(1) as i64))
            }
            _ => match prices {
                None => self.tally(rows, at, window, None).value(),
                Some(prices) => {
                    let of_year =
                        |year: i32| self.tally(rows, at, window, Some(year)).value().unwrap_or_else(|| whole(0));
                    Some(years_of(window).map(|year| self.converted(prices, year, of_year(year))).sum())
                }
            },
        };
        if value.is_none() {
            status = status.max(Status::DenominatorZero);
        }
        PartValue { value: value.map(|value| round5(&value)), status }
    }

    fn factor(&self, prices: &FixedPrices, year: i32) -> Option<BigRational> {
        self.world.model.price_index(prices.index).factor(year, prices.level)
    }

    /// A calendar year's exact sum in fixed prices, rounded once (N5).
    fn converted(&self, prices: &FixedPrices, year: i32, sum: BigRational) -> BigRational {
        self.factor(prices, year).map_or_else(|| whole(0), |factor| round5(&(sum * factor)))
    }

    /// What the rows add up to; of one calendar year alone when it is named.
    fn tally(&self, rows: &Rows, at: Period, window: Window, year: Option<i32>) -> Tally {
        let in_force = version_of(rows, year_of(window.first)).or(rows.versions.first().map(|first| &first.value));
        let mut tally = Tally::new(in_force.map(|version| version.what));
        for version in &rows.versions {
            self.add(&mut tally, version, rows, (at, window, year));
        }
        tally
    }

    fn add(
        &self,
        tally: &mut Tally,
        version: &Version<RowsVersion>,
        rows: &Rows,
        (at, window, year): (Period, Window, Option<i32>),
    ) {
        let RowsVersion { source, what, sign_reversed, .. } = version.value;
        let counting = &rows.counting;
        // What runs on from an udgave that counted helår is no part of another count.
        let counts_full_years = tally.counts_full_years();
        let mut count = |row: &SourceRow| {
            if in_force(rows, version, row) && self.selects(&version.value, row) {
                tally.add(what, sign_reversed, row, Days::of_months(window.first, window.last));
            }
        };
        match (self.world.model.source(source).interval, what) {
            (Some(_), What::FullYears(_)) if !counts_full_years => {}
            (Some(_), What::FullYears(_)) => self.world.rows(source).iter().for_each(count),
            (Some(_), _) if !is_stretch(counting.when) => {
                let day = counting_day(counting, at, window.first);
                let day = day.filter(|day| year.is_none_or(|year| year_of(day.month()) == year));
                let active = day.map(|day| self.world.rows_on(source, day));
                active.iter().flat_map(|rows| rows.iter()).for_each(count);
            }
            _ => {
                let rows = self.world.rows(source).iter().filter(|row| is_in(row, counting, window));
                rows.filter(|row| year.is_none() || year == calendar_year(row)).for_each(&mut count);
            }
        }
    }

    fn selects(&self, version: &RowsVersion, row: &SourceRow) -> bool {
        let selector = Selector { world: self.world, member: self.member, municipality: Some(self.municipality) };
        row.municipality(version.municipality) == Some(self.municipality) && selector.selects(&version.selection, row)
    }

    /// The months that are read.
    pub fn window(&self, rows: &Rows, at: Period) -> Window {
        let year = at.year() - i32::from(rows.counting.year_before);
        let version = version_of(rows, year).or(rows.versions.first().map(|first| &first.value));
        match version {
            Some(version) => window(&rows.counting, at, self.world.model.source(version.source)),
            None => Window { first: at.first, last: at.last() },
        }
    }

    /// Whether the month was delivered by the source of the udgave in force in it.
    pub fn delivered(&self, rows: &Rows, month: i32) -> bool {
        version_of(rows, year_of(month)).is_some_and(|version| {
            self.world.delivered(version.source).has(version.municipality, self.municipality, month)
        })
    }

    fn has_snapshot(&self, rows: &Rows, month: i32) -> bool {
        version_of(rows, year_of(month)).is_some_and(|version| {
            self.world.delivered(version.source).has_snapshot(version.municipality, self.municipality, month)
        })
    }

    /// The source of each population that the lines ask for is one more part (D3).
    fn status_of_populations(&self, rows: &Rows, window: Window) -> Status {
        let mut asked: Vec<(PopulationId, Window)> = Vec::new();
        for month in window.months() {
            let mut populations = Vec::new();
            let version = version_of(rows, year_of(month));
            version.iter().for_each(|version| asked_for(&version.selection, Some(year_of(month)), &mut populations));
            for population in populations {
                match asked.iter_mut().find(|(known, _)| *known == population) {
                    Some((_, months)) => months.last = month,
                    None => asked.push((population, Window { first: month, last: month })),
                }
            }
        }
        let of = |(id, counted): (PopulationId, Window)| {
            let population = self.world.model.population(id);
            let role = self.world.model.source(population.source).municipality_roles[0];
            let delivered = self.world.delivered(population.source);
            let months = months_asked(&population.active, counted).months();
            status(months.map(|month| delivered.has(role, self.municipality, month)))
        };
        asked.into_iter().map(of).max().unwrap_or(Status::Ok)
    }
}

/// What it is worth that of some months these were delivered (S1).
fn status(months: impl Iterator<Item = bool>) -> Status {
    let months: Vec<bool> = months.collect();
    match (months.contains(&true), months.contains(&false)) {
        (true, false) => Status::Ok,
        (true, true) => Status::Provisional,
        (false, _) => Status::Missing,
    }
}

/// The calendar years of months.
fn years_of(window: Window) -> impl Iterator<Item = i32> {
    year_of(window.first)..=year_of(window.last)
}

/// The calendar year that a row stands in; of a school year the one it begins in.
fn calendar_year(row: &SourceRow) -> Option<i32> {
    match row.time? {
        RowTime::Extra { year, .. } => Some(year),
        time => time.month().map(year_of),
    }
}

/// The version in force in a year.
pub fn version_of(rows: &Rows, year: i32) -> Option<&RowsVersion> {
    rows.versions.iter().find(|version| version.years.contains(year)).map(|version| &version.value)
}

/// Whether the udgave decides about the row. One that began before the first udgave, but counts in helår, is the first's.
fn in_force(rows: &Rows, version: &Version<RowsVersion>, row: &SourceRow) -> bool {
    let begins = rows.versions.first().and_then(|first| first.years.from);
    let early = matches!(version.value.what, What::FullYears(_));
    row.year.is_some_and(|year| {
        version.years.contains(if early { begins.map_or(year, |from| year.max(from)) } else { year })
    })
}

/// Whether the row stands in the window. A ledger period belongs to sums over several months that hold its year's December
/// (T2); a date is asked for by `pr.` to the day.
fn is_in(row: &SourceRow, counting: &Counting, window: Window) -> bool {
    match (row.time, counting.when) {
        (None, _) => false,
        (Some(RowTime::Date(day)), WhenKind::On(wanted)) => {
            window.contains(day.month()) && day.date().day == wanted.day
        }
        (Some(RowTime::Extra { year, .. }), when) => {
            is_stretch(when) && window.length() > 1 && window.contains(month_number(year, 12))
        }
        (Some(time), _) => time.month().is_some_and(|month| window.contains(month)),
    }
}
