//! What could not be read, so that nothing disappears unseen: the judge of `brud`.
//!
//! In: a model and the rows of its sources. Out: [`Unread`] values, each once per kommune and period, with the number of
//! rows behind it. Guaranteed now: only sources that some nøgletal reads, and of the kommuner only the roles it uses.

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;

use super::Data;
use super::rows::{Cell, Reader, SourceRow, Table, Value, municipality_text, text_of};
use super::time::RowTime;
use super::window::Period;
use crate::exact::whole;
use crate::model::figure::EditionValue;
use crate::model::{
    BaseFigureId, ColumnId, ColumnKind, Formula, Frequency, Model, Part, Source, SourceId, TermValue, TimeKind,
};

/// What is wrong with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trouble {
    /// The row belongs to no period.
    Time,
    /// The row belongs to no kommune.
    Municipality,
    /// No code of the row's own year.
    Code,
    /// No amount, or one that is too large.
    Amount,
    Number,
}

/// Where a value stands that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unread {
    pub source: SourceId,
    pub trouble: Trouble,
    /// The column's name in the table.
    pub column: String,
    /// The stored value as text; empty when it is missing.
    pub text: String,
    /// The stored kommune of the first role, as text.
    pub municipality: String,
    /// `None` when the time could not be read.
    pub period: Option<String>,
}

/// The rows behind an [`Unread`].
#[derive(Debug, Clone, PartialEq)]
pub struct Behind {
    pub rows: usize,
    /// The sum of the source's first måltal; `None` when no row has an amount.
    pub amount: Option<BigRational>,
}

/// All that could not be read.
pub fn reported(model: &Model, data: &Data) -> BTreeMap<Unread, Behind> {
    let mut found = BTreeMap::new();
    let used = used_roles(model);
    for (&id, table) in &data.tables {
        let roles: BTreeSet<ColumnId> =
            used.iter().filter(|(source, _)| *source == id).map(|(_, role)| *role).collect();
        if !roles.is_empty() {
            let rows = Reader::new(model, model.source(id)).rows(table);
            rows.iter().zip(&table.rows).for_each(|(row, stored)| {
                Looked { id, source: model.source(id), table, stored, row }.add(&roles, &mut found);
            });
        }
    }
    found
}

/// One row, as stored and as read.
struct Looked<'a> {
    id: SourceId,
    source: &'a Source,
    table: &'a Table,
    stored: &'a [Value],
    row: &'a SourceRow,
}

impl Looked<'_> {
    fn add(&self, roles: &BTreeSet<ColumnId>, found: &mut BTreeMap<Unread, Behind>) {
        if self.row.time.is_none() {
            let time = &self.source.columns[self.source.time.0].stored;
            self.tell(Trouble::Time, time, self.text(time), found);
        }
        for (index, column) in self.source.columns.iter().enumerate() {
            let text = self.text(&column.stored);
            let timed = self.row.time.is_some();
            match (self.row.cell(ColumnId(index)), &column.kind) {
                (Cell::Municipality(None), _) if timed && roles.contains(&ColumnId(index)) => {
                    self.tell(Trouble::Municipality, &column.stored, self.municipality(&column.stored), found);
                }
                (Cell::Code(codes), _) if timed && codes.is_empty() && !text.is_empty() => {
                    self.tell(Trouble::Code, &column.stored, text, found);
                }
                (Cell::Number(None), ColumnKind::Number) if !text.is_empty() => {
                    self.tell(Trouble::Number, &column.stored, text, found);
                }
                _ => {}
            }
        }
        let measures = &self.source.measures;
        for (index, (measure, amount)) in measures.iter().zip(self.row.amounts()).enumerate() {
            // Two måltal may read one column.
            if measures[..index].iter().any(|earlier| earlier.stored == measure.stored) {
                continue;
            }
            let text = self.text(&measure.stored);
            if amount.is_none() && !text.is_empty() {
                self.tell(Trouble::Amount, &measure.stored, text, found);
            }
        }
    }

    fn tell(&self, trouble: Trouble, column: &str, text: String, found: &mut BTreeMap<Unread, Behind>) {
        let first_role = &self.source.columns[self.source.municipality_roles[0].0].stored;
        let unread = Unread {
            source: self.id,
            trouble,
            column: column.to_owned(),
            text,
            municipality: self.municipality(first_role),
            period: self.row.time.map(|time| period_text(time, self.source.time_kind)),
        };
        let behind = found.entry(unread).or_insert(Behind { rows: 0, amount: None });
        behind.rows += 1;
        if let Some(Some(amount)) = self.row.amounts().first() {
            behind.amount = Some(behind.amount.take().unwrap_or_else(|| whole(0)) + amount);
        }
    }

    fn value(&self, column: &str) -> &Value {
        let place = self.table.columns.iter().position(|name| name == column);
        place.and_then(|place| self.stored.get(place)).unwrap_or(&Value::Null)
    }

    fn text(&self, column: &str) -> String {
        text_of(self.value(column)).unwrap_or_default()
    }

    fn municipality(&self, column: &str) -> String {
        municipality_text(self.value(column)).unwrap_or_default()
    }
}

/// `2024-05`, of a ledger period `2024-13`, of a year `2024`.
fn period_text(time: RowTime, kind: TimeKind) -> String {
    match time {
        RowTime::Extra { year, number } => format!("{year:04}-{number:02}"),
        RowTime::Month(month) if kind == TimeKind::Year => Period::holding(month, Frequency::Yearly).name(),
        RowTime::Month(month) | RowTime::Date { month, .. } => Period::holding(month, Frequency::Monthly).name(),
    }
}

/// The sources that nøgletal read, with the roles of the kommune that they use.
fn used_roles(model: &Model) -> BTreeSet<(SourceId, ColumnId)> {
    let mut used = BTreeSet::new();
    for edition in model.figures.iter().flat_map(|figure| &figure.editions) {
        match &edition.value {
            EditionValue::Formula(formula) => roles_of_formula(model, formula, &mut used),
            EditionValue::Ratio { numerator, denominator } => {
                std::iter::once(numerator).chain(denominator).for_each(|part| roles_of_part(model, part, &mut used));
            }
        }
    }
    used
}

fn roles_of_part(model: &Model, part: &Part, used: &mut BTreeSet<(SourceId, ColumnId)>) {
    match part {
        Part::Rows(rows) => used.extend(rows.versions.iter().map(|one| (one.value.source, one.value.municipality))),
        Part::Formula(formula) => roles_of_formula(model, formula, used),
    }
}

fn roles_of_formula(model: &Model, formula: &Formula, used: &mut BTreeSet<(SourceId, ColumnId)>) {
    formula.terms(&mut |term| {
        if let TermValue::BaseFigure(BaseFigureId(index)) = term.value {
            model.base_figures[index].parts.iter().for_each(|part| roles_of_part(model, &part.value, used));
        }
    });
}
