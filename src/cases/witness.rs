//! A row that meets some conditions, found by trying.
//!
//! In: conditions and what the row must be: counted or not. Out: a [`DraftRow`] without amounts, with the rows of
//! populations that it needs. Guaranteed now: the interpreter was asked; when no row was found among those tried there is
//! none here, though there may be one elsewhere.

use std::collections::BTreeMap;

use super::contexts::ways_in;
use super::draft::{DraftRow, OWN, Stores};
use super::lowered::is_key;
use super::times::{date_cell, first_day, time_cell};
use super::values::{Cells, Place, joined};
use crate::evaluate::{Day, Days, Judge};
use crate::model::years::Years;
use crate::model::{ColumnId, Condition, Model, Origin, PopulationId, Selection, SourceId, ThisChoice};

/// The key of most rows.
pub const KEY: &str = "p1";
/// The key of those whom nobody asks for: their rows only deliver.
const NOBODY: &str = "p9";

/// So many rows are tried.
const TRIES: usize = 240;
/// Populations that ask for populations.
const DEPTH: usize = 4;

pub struct Search<'a, 'm> {
    pub stores: &'a Stores<'m>,
    /// A kommune of every year.
    pub municipality: &'a str,
}

/// What a row is selected by.
#[derive(Clone, Copy)]
pub struct Asked<'s> {
    pub role: ColumnId,
    pub selection: &'s Selection,
    pub counted: bool,
}

impl Search<'_, '_> {
    /// A row of the month that meets the conditions and counts, or does not.
    pub fn row(&self, place: Place, asked: Asked, conditions: &[&Condition], month: i32) -> Option<DraftRow> {
        let first = first_day(place.model.source(place.source).time_kind, month);
        self.row_on(place, asked, conditions, first, 0)
    }

    pub(super) fn row_on(
        &self,
        place: Place,
        asked: Asked,
        conditions: &[&Condition],
        day: Day,
        depth: usize,
    ) -> Option<DraftRow> {
        if place.model.source(place.source).origin != Origin::Table {
            return self.made_row(place, asked, conditions, day, depth);
        }
        let ways = self.ways(place, conditions);
        let blank =
            self.with_members(place, asked, conditions, blank(place.model, place.source, asked.role, day), depth);
        let rows: Vec<DraftRow> = ways.iter().map(|cells| blank.with(cells)).collect();
        let kommuner = self.kommuner();
        let data = self.stores.data(rows.iter().enumerate().map(|(index, row)| (row, &kommuner, index + 1)));
        let judge = Judge::new(place.model, &data, self.municipality);
        // Companions may stand in the same table: rows are known by their place among those of the source.
        let own = self.stores.data(rows.first().map(|row| (row, &kommuner, 1)).into_iter());
        let own = own.tables.get(&place.source).map_or(1, |table| table.rows.len());
        let fits = |index: &usize| {
            judge.meets(place.source, *index * own, conditions, place.member)
                && judge.counts(place.source, asked.selection, *index * own, place.member) == asked.counted
        };
        let found = (0..rows.len()).find(fits)?;
        rows.into_iter().nth(found)
    }

    /// Cells that may meet all of the conditions together.
    pub(super) fn ways(&self, place: Place, conditions: &[&Condition]) -> Vec<Cells> {
        let is_member = |condition: &&&Condition| matches!(condition, Condition::Member { .. });
        let mut ways: Vec<Cells> = vec![Vec::new()];
        for condition in conditions.iter().filter(|condition| !is_member(condition)) {
            let cells = place.meeting(condition);
            let more = ways.iter().flat_map(|way| cells.iter().flat_map(move |more| both(way, more)));
            let mut seen: Vec<Cells> = Vec::new();
            for way in more.take(TRIES * 2) {
                if !seen.contains(&way) {
                    seen.push(way);
                }
            }
            seen.truncate(TRIES);
            ways = seen;
        }
        ways
    }

    /// The row with the rows of populations that it needs.
    pub(super) fn with_members(
        &self,
        place: Place,
        asked: Asked,
        conditions: &[&Condition],
        mut row: DraftRow,
        depth: usize,
    ) -> DraftRow {
        if depth >= DEPTH {
            return row;
        }
        for population in populations(asked.selection) {
            let wanted = conditions.iter().any(|condition| {
                matches!(condition, Condition::Member { population: of, negated: false, .. } if *of == population)
            });
            let key = if wanted { KEY } else { NOBODY };
            let days = self.days_asked(place, population, &row);
            let companion = days.and_then(|days| self.member(place.model, population, key, days.last, depth + 1));
            row.companions.extend(companion);
        }
        row
    }

    /// The days for which a population is asked, seen from the row.
    pub fn days_asked(&self, place: Place, population: PopulationId, row: &DraftRow) -> Option<Days> {
        let kommuner = self.kommuner();
        let data = self.stores.data(std::iter::once((row, &kommuner, 1)));
        Judge::new(place.model, &data, self.municipality).asked(population, place.source, 0)
    }

    /// A row that makes the key a member on the day.
    pub fn member(
        &self,
        model: &Model,
        population: PopulationId,
        key: &str,
        day: Day,
        depth: usize,
    ) -> Option<DraftRow> {
        let population = model.population(population);
        let source = model.source(population.source);
        let role = *source.municipality_roles.first()?;
        let year = day.year();
        let version = population.rows.iter().find(|version| version.years.contains(year))?;
        let place = Place { model, source: population.source, year, member: None };
        let asked = Asked { role, selection: &version.value, counted: true };
        let mut row = ways_in(&version.value, Years::single(year))
            .into_iter()
            .find_map(|(conditions, _)| self.row_on(place, asked, &conditions, day, depth))?;
        row.cells.insert(source.time, time_cell(source.time_kind, day));
        if let Some(until) = source.interval.and_then(|interval| interval.until) {
            row.cells.insert(until, date_cell(day));
        }
        row.rekeyed(KEY, key);
        Some(row)
    }

    pub(super) fn kommuner(&self) -> BTreeMap<String, String> {
        BTreeMap::from([(OWN.to_owned(), self.municipality.to_owned())])
    }
}

/// Cells of both; where two conditions are about one column either's value may be the one that meets both.
fn both(way: &Cells, more: &Cells) -> Vec<Cells> {
    if let Some(joined) = joined(way, more) {
        return vec![joined];
    }
    let over = |under: &Cells, above: &Cells| {
        let kept = under.iter().filter(|(column, _)| !above.iter().any(|(other, _)| other == column));
        let all: Cells = kept.chain(above).cloned().collect();
        all
    };
    vec![over(more, way), over(way, more)]
}

/// A row with a time, a kommune and its keys, all else empty.
pub fn blank(model: &Model, id: SourceId, role: ColumnId, day: Day) -> DraftRow {
    let source = model.source(id);
    let mut row = DraftRow::empty(id);
    row.put(source.time, &time_cell(source.time_kind, day));
    row.put(role, OWN);
    for index in (0..source.columns.len()).filter(|index| is_key(source, *index)) {
        row.put(ColumnId(index), KEY);
    }
    row
}

/// The populations that lines ask for, each once.
pub fn populations(selection: &Selection) -> Vec<PopulationId> {
    let mut found = Vec::new();
    of_selection(selection, &mut found);
    found
}

fn of_selection(selection: &Selection, found: &mut Vec<PopulationId>) {
    selection.lines.iter().flat_map(|line| &line.conditions).for_each(|condition| of_condition(condition, found));
}

fn of_condition(condition: &Condition, found: &mut Vec<PopulationId>) {
    match condition {
        Condition::Member { population, .. } if !found.contains(population) => found.push(*population),
        Condition::Inserted { versions, .. } => versions.iter().for_each(|version| of_selection(&version.value, found)),
        Condition::This { choice: ThisChoice::Groups(groups), .. } => {
            groups.iter().flatten().for_each(|condition| of_condition(condition, found));
        }
        _ => {}
    }
}
