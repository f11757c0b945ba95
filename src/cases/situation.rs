//! A period in which a figure has a row, with one row behind each thing it reads.
//!
//! In: a figure and the year in which its rows are to stand. Out: a [`Situation`]. Guaranteed now: nothing about the
//! figure's value; that is for the interpreter.

use super::contexts::ways_in;
use super::draft::{DraftRow, Stores};
use super::leaves::{Leaf, Side, leaves};
use super::lowered::can_be_given;
use super::times::{first_day, time_cell};
use super::values::Place;
use super::witness::{Asked, Search};
use super::worth::{measure_of, repeated, small};
use crate::evaluate::{Day, Period, Window, window};
use crate::model::years::Years;
use crate::model::{FigureReference, Frequency, Model, RowsVersion, Source, Statistic, TimeKind, What, WhenKind};

/// A figure seen at one period.
pub struct Situation<'m> {
    pub period: Period,
    pub leaves: Vec<Leaf<'m>>,
    /// A counted row for each leaf, when one was found.
    pub support: Vec<Option<DraftRow>>,
}

/// How situations of a figure are made.
pub struct Maker<'a, 'm> {
    pub model: &'m Model,
    pub stores: &'a Stores<'m>,
    pub of: FigureReference,
    pub through_base: bool,
    pub municipality: &'a str,
}

impl<'m> Maker<'_, 'm> {
    /// The period of the year: of a monthly figure its May.
    pub fn period(&self, year: i32) -> Period {
        let frequency = self.model.figure(self.of.figure).reported;
        let month = match frequency {
            Frequency::Yearly => 1,
            Frequency::EverySchoolYear => 8,
            _ => 5,
        };
        Period::holding(12 * year + month - 1, frequency)
    }

    pub fn exists_in(&self, year: i32) -> bool {
        let figure = self.model.figure(self.of.figure);
        let member = self.of.member.and_then(|index| figure.family.as_ref()?.members.get(index));
        figure.editions.iter().any(|edition| edition.years.contains(year))
            && member.is_none_or(|member| member.years.iter().any(|years| years.contains(year)))
    }

    /// The situation in which the first leaf of this side reads rows of the year.
    pub fn reading(&self, row_year: i32, side: Side) -> Option<Situation<'m>> {
        [row_year, row_year + 1, row_year - 1].into_iter().filter(|year| self.exists_in(*year)).find_map(|year| {
            let situation = self.at(self.period(year))?;
            let leaf = situation.leaf(side)?;
            (self.window(leaf).first.div_euclid(12) == row_year).then_some(situation)
        })
    }

    pub fn at(&self, period: Period) -> Option<Situation<'m>> {
        let leaves = leaves(self.model, self.of, period, self.through_base);
        if leaves.is_empty() {
            return None;
        }
        let support = leaves.iter().enumerate().map(|(index, leaf)| self.support(leaf, index)).collect();
        Some(Situation { period, leaves, support })
    }

    pub fn window(&self, leaf: &Leaf) -> Window {
        let version = version_in(leaf, leaf.at.year() - i32::from(leaf.rows.counting.year_before)).or(leaf
            .rows
            .versions
            .first()
            .map(|first| &first.value));
        match version {
            Some(version) => window(&leaf.rows.counting, leaf.at, self.model.source(version.source)),
            None => Window { first: leaf.at.first, last: leaf.at.last() },
        }
    }

    /// The month in which rows of the leaf are put, and the version that reads them.
    pub fn standing(&self, leaf: &Leaf<'m>) -> Option<(i32, &'m RowsVersion)> {
        let month = self.window(leaf).first;
        Some((month, version_in(leaf, month.div_euclid(12))?))
    }

    pub fn place(&self, leaf: &Leaf, version: &RowsVersion, year: i32) -> Place<'m> {
        Place { model: self.model, source: version.source, year, member: leaf.member }
    }

    pub fn search(&self) -> Search<'_, 'm> {
        Search { stores: self.stores, municipality: self.municipality }
    }

    /// A counted row of the leaf, with an amount.
    fn support(&self, leaf: &Leaf<'m>, index: usize) -> Option<DraftRow> {
        let (month, version) = self.standing(leaf)?;
        let mut row = self.counted_row(leaf, month)?;
        give(self.model, &mut row, version, if index == 0 { "1.000" } else { "400" });
        if measure_of(version).is_none() {
            row = repeated(&row, self.enough(leaf.at));
        }
        Some(row)
    }

    /// As many rows as make the figure show what it counts: one, or what `skjul` asks for.
    fn enough(&self, at: Period) -> usize {
        let figure = self.model.figure(self.of.figure);
        let edition = figure.editions.iter().find(|edition| edition.years.contains(at.year()));
        let tests = edition.into_iter().flat_map(|edition| &edition.suppression.tests);
        let bounds = tests.flat_map(|hidden| hidden.test.from.iter().chain(&hidden.test.to));
        bounds.filter_map(|bound| small(&bound.value)).max().map_or(1, |bound| bound + 1)
    }

    /// A row of the month that is selected, without amounts.
    pub fn counted_row(&self, leaf: &Leaf<'m>, month: i32) -> Option<DraftRow> {
        let year = month.div_euclid(12);
        let version = version_in(leaf, year)?;
        let place = self.place(leaf, version, year);
        let search = self.search();
        let asked = Asked { role: version.municipality, selection: &version.selection, counted: true };
        let mut row = ways_in(&version.selection, Years::single(year))
            .into_iter()
            .find_map(|(conditions, _)| search.row(place, asked, &conditions, month))?;
        self.put_in_time(&mut row, leaf, month);
        Some(row)
    }

    /// Puts a row in the month as the leaf asks for it: of `pr. 5. september` on that day.
    pub fn put_in_time(&self, row: &mut DraftRow, leaf: &Leaf, month: i32) {
        let source = self.model.source(row.source);
        let day = self.standing_day(source, leaf, month);
        row.put(source.time, &time_cell(source.time_kind, day));
        row.counted_on = self.day_asked(leaf);
    }

    /// The day that rows of the month stand on; of `pr. 5. september` that day.
    pub fn standing_day(&self, source: &Source, leaf: &Leaf, month: i32) -> Day {
        let first = first_day(source.time_kind, month);
        match leaf.rows.counting.when {
            WhenKind::On(day) if source.time_kind == TimeKind::Date => {
                Day::in_year(day, first.year()).filter(|day| day.month() == month).unwrap_or(first)
            }
            _ => first,
        }
    }
}

impl<'m> Situation<'m> {
    pub fn leaf(&self, side: Side) -> Option<&Leaf<'m>> {
        self.leaves.iter().find(|leaf| leaf.side == side && leaf.own)
    }

    /// A row for each leaf.
    pub fn rows(&self) -> Vec<DraftRow> {
        self.support.iter().flatten().cloned().collect()
    }

    /// A row for each leaf that passes.
    pub fn rows_of(&self, wanted: impl Fn(&Leaf) -> bool) -> Vec<DraftRow> {
        let pairs = self.leaves.iter().zip(&self.support);
        pairs.filter(|(leaf, _)| wanted(leaf)).filter_map(|(_, row)| row.clone()).collect()
    }

    pub fn is_whole(&self) -> bool {
        self.support.iter().all(Option::is_some)
    }
}

/// The version of the rows of a year.
pub fn version_in<'m>(leaf: &Leaf<'m>, year: i32) -> Option<&'m RowsVersion> {
    leaf.rows.versions.iter().find(|version| version.years.contains(year)).map(|version| &version.value)
}

/// Gives the row an amount, when amounts are what is counted.
pub fn give(model: &Model, row: &mut DraftRow, version: &RowsVersion, amount: &str) {
    let measure = measure_of(version).filter(|measure| can_be_given(model, row.source, *measure));
    if let Some(measure) = measure {
        row.amounts.entry(measure).or_insert_with(|| amount.to_owned());
    }
}

/// An amount that shows beside another: of `højeste` a higher one.
pub fn second_amount(version: &RowsVersion) -> &'static str {
    match version.what {
        What::Statistic(Statistic::Highest | Statistic::Median, _) => "5.000",
        _ => "10",
    }
}
