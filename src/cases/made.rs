//! Rows of sources made of others: found by trying, each with the rows that it is made of.
//!
//! In: as for [`super::witness`]. Out: a [`DraftRow`] of the afledt or koblet datakilde. Guaranteed now: what its parts
//! show in the columns that it has, it shows too; the interpreter made it of them.

use super::contexts::ways_in;
use super::draft::{DraftRow, OWN};
use super::values::{Cells, Place};
use super::witness::{Asked, Search, blank, populations};
use crate::evaluate::{Day, Judge};
use crate::model::years::Years;
use crate::model::{
    ColumnId, ColumnKind, Condition, Derivation, Link, LinkTerm, LinkedFrom, Model, Origin, Selection, SourceId,
};

/// So many rows are tried, each in a world of its own.
const TRIES: usize = 48;
/// So many ways into what it is made of.
const WAYS: usize = 3;
/// So many rows may be made of what stands in the tables.
const ROWS: usize = 8;

const EVERYTHING: Selection = Selection { lines: Vec::new() };

impl Search<'_, '_> {
    /// A row that meets the conditions and counts, or does not.
    pub(super) fn made_row(
        &self,
        place: Place,
        asked: Asked,
        conditions: &[&Condition],
        day: Day,
        depth: usize,
    ) -> Option<DraftRow> {
        self.parts(place, day, depth).into_iter().find_map(|parts| {
            let mut row = made_of(place.model, place.source, asked.role, day, parts);
            if !populations(asked.selection).is_empty() {
                // Who is asked for is seen from a row that is there.
                let any = Asked { selection: &EVERYTHING, counted: true, ..asked };
                row = self.with_members(place, asked, conditions, self.among(place, any, &[], &row)?, depth);
            }
            self.among(place, asked, conditions, &row)
        })
    }

    /// The row with cells that make it meet the conditions.
    pub(super) fn among(
        &self,
        place: Place,
        asked: Asked,
        conditions: &[&Condition],
        row: &DraftRow,
    ) -> Option<DraftRow> {
        let only: &[Condition] = match &place.model.source(place.source).origin {
            Origin::Derived(of) => &of.only,
            _ => &[],
        };
        let all: Vec<&Condition> = conditions.iter().copied().chain(only).collect();
        let ways: Vec<Cells> = self.ways(place, &all);
        let rows = ways.iter().take(TRIES).map(|cells| row.with(cells));
        rows.into_iter().find(|row| self.is_made(place, asked, conditions, row))
    }

    fn is_made(&self, place: Place, asked: Asked, conditions: &[&Condition], row: &DraftRow) -> bool {
        let kommuner = self.kommuner();
        let data = self.stores.data(std::iter::once((row, &kommuner, 1)));
        let judge = Judge::new(place.model, &data, self.municipality);
        (0..ROWS).any(|index| {
            judge.meets(place.source, index, conditions, place.member)
                && judge.counts(place.source, asked.selection, index, place.member) == asked.counted
        })
    }

    /// Some ways to have the rows that it is made of.
    fn parts(&self, place: Place, day: Day, depth: usize) -> Vec<Vec<DraftRow>> {
        match &place.model.source(place.source).origin {
            Origin::Table => Vec::new(),
            Origin::Derived(of) => self.base_rows(place, of, day, depth).into_iter().map(|row| vec![row]).collect(),
            Origin::Linked(link) => self.sides(place, link, day, depth).into_iter().collect(),
        }
    }

    fn base_rows(&self, place: Place, of: &Derivation, day: Day, depth: usize) -> Vec<DraftRow> {
        let year = day.year();
        let Some(version) = of.rows.iter().find(|version| version.years.contains(year)) else { return Vec::new() };
        let base = Place { source: of.base, member: None, ..place };
        let role = place.model.source(of.base).municipality_roles[0];
        let asked = Asked { role, selection: &version.value, counted: true };
        ways_in(&version.value, Years::single(year))
            .into_iter()
            .filter_map(|(conditions, _)| self.row_on(base, asked, &conditions, day, depth + 1))
            .take(WAYS)
            .collect()
    }

    fn sides(&self, place: Place, link: &Link, day: Day, depth: usize) -> Option<Vec<DraftRow>> {
        let side = |source: SourceId| {
            let role = place.model.source(source).municipality_roles[0];
            let asked = Asked { role, selection: &EVERYTHING, counted: true };
            self.row_on(Place { source, member: None, ..place }, asked, &[], day, depth + 1)
        };
        let (mut left, right) = (side(link.left)?, side(link.right)?);
        // What the two are to have in common must be something.
        for term in &link.terms {
            if let LinkTerm::Same { left: column, .. } = term
                && !left.cells.contains_key(column)
            {
                let cell = self.something(place.model, link.left, *column, day.year())?;
                left.put(*column, &cell);
            }
        }
        Some(vec![left, right])
    }

    pub fn something(&self, model: &Model, source: SourceId, column: ColumnId, year: i32) -> Option<String> {
        match &model.source(source).columns[column.0].kind {
            ColumnKind::Codes { tree, level, .. } => {
                let of_year = |version: &&crate::model::codes::CodeVersion| {
                    version.level == *level && version.years.contains(year)
                };
                model.tree(*tree).versions.iter().find(of_year).map(|version| version.code.clone())
            }
            ColumnKind::Municipality => Some(OWN.to_owned()),
            ColumnKind::Number => Some("1".to_owned()),
            ColumnKind::Text => Some("a".to_owned()),
            _ => None,
        }
    }
}

/// A row that shows what its parts show.
pub fn made_of(model: &Model, id: SourceId, role: ColumnId, day: Day, parts: Vec<DraftRow>) -> DraftRow {
    let mut row = blank(model, id, role, day);
    let (time, keeps) = (model.source(id).time, role);
    let shown: Vec<(ColumnId, Option<&String>)> = match (&model.source(id).origin, parts.as_slice()) {
        (Origin::Derived(of), [base]) => {
            of.columns.iter().enumerate().map(|(index, column)| (ColumnId(index), base.cells.get(column))).collect()
        }
        (Origin::Linked(link), [left, right]) => link
            .columns
            .iter()
            .enumerate()
            .map(|(index, from)| match from {
                LinkedFrom::Left(column) => (ColumnId(index), left.cells.get(column)),
                LinkedFrom::Right(column) => (ColumnId(index), right.cells.get(column)),
            })
            .collect(),
        _ => Vec::new(),
    };
    for (column, cell) in shown {
        if let Some(cell) = cell.filter(|_| column != time && column != keeps) {
            row.put(column, cell);
        }
    }
    row.made_of = parts;
    row
}
