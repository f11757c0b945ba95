//! What could not be read, so that nothing disappears unseen: the judge of `brud`.
//!
//! In: a model and the rows of its sources. Out: [`Unread`] values, each once per kommune and period, with the number of
//! rows behind it. Guaranteed now: only sources that some nøgletal reads, and of the kommuner only the roles it uses.

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;

use super::Data;
use super::reader::{Reader, StoredRow};
use super::rows::{Cell, Seen, SourceRow};
use super::used::used_roles;
use super::values::{municipality_text, text_of};
use super::world::World;
use crate::exact::whole;
use crate::model::{ColumnId, ColumnKind, ColumnValue, MeasureValue, Model, SourceId};

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
    /// An interval row that never is active: without fra-dato, or with a til-dato before it.
    Interval,
    /// No day of the calendar: a til-dato that cannot be read runs on.
    Date,
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
    let world = World::new(model, data);
    let mut found = BTreeMap::new();
    for (id, roles) in used_roles(model) {
        let Some(table) = data.tables.get(&id) else { continue };
        let reader = world.reader(id);
        for (row, stored) in reader.rows(table, Seen::Itself).iter().zip(&table.rows) {
            Looked { id, reader: &reader, values: reader.values(table, stored), row }.add(&roles, &mut found);
        }
    }
    found
}

/// One row, as stored and as read.
struct Looked<'a> {
    id: SourceId,
    reader: &'a Reader<'a>,
    values: StoredRow<'a>,
    row: &'a SourceRow,
}

impl Looked<'_> {
    fn add(&self, roles: &BTreeSet<ColumnId>, found: &mut BTreeMap<Unread, Behind>) {
        let source = self.reader.source;
        let timed = self.row.time.is_some();
        if !timed {
            self.tell_of_time(found);
        }
        for (index, column) in source.columns.iter().enumerate() {
            let is_role = roles.contains(&ColumnId(index));
            // What is put together of other columns is told of where it stands.
            if column.value != ColumnValue::Stored && !is_role {
                continue;
            }
            let text = self.text(index);
            match (self.row.cell(ColumnId(index)), &column.kind) {
                (Cell::Municipality(None), _) if timed && is_role => {
                    self.tell(Trouble::Municipality, &column.stored, self.municipality(ColumnId(index)), found);
                }
                (Cell::Code(codes), _) if source.automatic_rules && timed && codes.is_empty() && !text.is_empty() => {
                    self.tell(Trouble::Code, &column.stored, text, found);
                }
                (Cell::Number(None), ColumnKind::Number) if !text.is_empty() => {
                    self.tell(Trouble::Number, &column.stored, text, found);
                }
                (Cell::Day(None), ColumnKind::ToDate | ColumnKind::Date) if !text.is_empty() => {
                    self.tell(Trouble::Date, &column.stored, text, found);
                }
                _ => {}
            }
        }
        let measures = &source.measures;
        for (index, (measure, amount)) in measures.iter().zip(&self.row.amounts).enumerate() {
            // Two måltal may read one column.
            let told = measures[..index].iter().any(|earlier| earlier.stored == measure.stored);
            if told || measure.value != MeasureValue::Stored {
                continue;
            }
            let text = text_of(self.values.measures[index]).unwrap_or_default();
            if amount.is_none() && !text.is_empty() {
                self.tell(Trouble::Amount, &measure.stored, text, found);
            }
        }
    }

    /// The row belongs to no period.
    fn tell_of_time(&self, found: &mut BTreeMap<Unread, Behind>) {
        let source = self.reader.source;
        let (trouble, column) = match source.interval {
            None => (Trouble::Time, source.time),
            Some(interval) if self.row.day(interval.from).is_none() => (Trouble::Interval, interval.from),
            Some(interval) => (Trouble::Interval, interval.until.unwrap_or(interval.from)),
        };
        self.tell(trouble, &source.columns[column.0].stored, self.text(column.0), found);
    }

    fn tell(&self, trouble: Trouble, column: &str, text: String, found: &mut BTreeMap<Unread, Behind>) {
        let source = self.reader.source;
        let unread = Unread {
            source: self.id,
            trouble,
            column: column.to_owned(),
            text,
            municipality: self.municipality(source.municipality_roles[0]),
            period: self.row.time.map(|time| time.name(source.time_kind)),
        };
        let behind = found.entry(unread).or_insert(Behind { rows: 0, amount: None });
        behind.rows += 1;
        if let Some(Some(amount)) = self.row.amounts.first() {
            behind.amount = Some(behind.amount.take().unwrap_or_else(|| whole(0)) + amount);
        }
    }

    fn text(&self, column: usize) -> String {
        text_of(self.reader.value(column, &self.values.columns)).unwrap_or_default()
    }

    fn municipality(&self, role: ColumnId) -> String {
        municipality_text(self.reader.value(role.0, &self.values.columns)).unwrap_or_default()
    }
}
