//! A row that meets some conditions, found by trying.
//!
//! In: conditions and what the row must be: counted or not. Out: a [`DraftRow`] without amounts. Guaranteed now: the
//! interpreter was asked; when no row was found among those tried there is none here, though there may be one elsewhere.

use std::collections::BTreeMap;

use super::draft::{DraftRow, OWN, Stores};
use super::times::time_cell;
use super::values::{Cells, Place, joined};
use crate::evaluate::Judge;
use crate::model::{ColumnKind, Condition, RowsVersion};

/// So many rows are tried.
const TRIES: usize = 240;

pub struct Search<'a, 'm> {
    pub stores: &'a Stores<'m>,
    /// A kommune of every year.
    pub municipality: &'a str,
}

impl Search<'_, '_> {
    /// A row of the month that meets the conditions and counts, or does not, in the version.
    pub fn row(
        &self,
        place: Place,
        version: &RowsVersion,
        conditions: &[&Condition],
        counted: bool,
        month: i32,
    ) -> Option<DraftRow> {
        let mut ways: Vec<Cells> = vec![Vec::new()];
        for condition in conditions {
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
        let blank = blank(place, version, month)?;
        let rows: Vec<DraftRow> = ways.iter().map(|cells| blank.with(cells)).collect();
        let kommuner = BTreeMap::from([(OWN.to_owned(), self.municipality.to_owned())]);
        let data = self.stores.data(rows.iter().map(|row| (row, &kommuner, 1)));
        let judge = Judge::new(place.model, &data, self.municipality);
        let fits = |index: &usize| {
            judge.meets(place.source, *index, conditions, place.member)
                && judge.counts(version, *index, place.member) == counted
        };
        let found = (0..rows.len()).find(fits)?;
        rows.into_iter().nth(found)
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
pub fn blank(place: Place, version: &RowsVersion, month: i32) -> Option<DraftRow> {
    let source = place.model.source(place.source);
    let mut cells = BTreeMap::new();
    cells.insert(source.time, time_cell(source.time_kind, month, 1)?);
    cells.insert(version.municipality, OWN.to_owned());
    for (index, column) in source.columns.iter().enumerate() {
        if matches!(column.kind, ColumnKind::Key(_)) {
            cells.insert(crate::model::ColumnId(index), "p1".to_owned());
        }
    }
    Some(DraftRow { source: place.source, cells, amounts: BTreeMap::new() })
}
