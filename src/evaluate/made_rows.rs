//! The rows of an afledt or koblet datakilde, as an eksempel lists them and as a database holds them.
//!
//! In: data. Out: [`MadeRow`]s. Guaranteed now: rows that belong to no time are not there; what is missing or unknown is
//! empty; times and days are written as the language writes them, a week by its Thursday.

use num_rational::BigRational;

use super::examples::Shown;
use super::linked::{stored, stored_time};
use super::time::read_time;
use super::values::Value;
use super::world::World;
use super::{Data, Date};
use crate::model::example::{ExpectedHeading, GivenHeading, GivenRow};
use crate::model::{ColumnId, ColumnKind, MeasureId, Model, SourceId, TimeKind};

/// A row by the columns and måltal of its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeRow {
    pub columns: Vec<Shown>,
    pub amounts: Vec<Option<BigRational>>,
}

/// All rows of the source.
pub fn made_rows(model: &Model, data: &Data, id: SourceId) -> Vec<MadeRow> {
    let world = World::new(model, data);
    let source = model.source(id);
    let rows = world.rows(id).iter().filter(|row| row.time.is_some());
    let made = rows.map(|row| {
        let columns = (0..source.columns.len()).map(|at| shown(&stored(row, ColumnId(at), source.time_kind)));
        let amounts = (0..source.measures.len()).map(|at| row.amount(MeasureId(at)).cloned());
        MadeRow { columns: columns.collect(), amounts: amounts.collect() }
    });
    made.collect()
}

impl MadeRow {
    pub fn cell(&self, heading: &ExpectedHeading) -> Shown {
        match heading {
            ExpectedHeading::Own { of: GivenHeading::Column(column), .. } => self.columns[column.0].clone(),
            ExpectedHeading::Own { of: GivenHeading::Measure(measure), .. } => {
                self.amounts[measure.0].clone().map_or(Shown::Empty, Shown::Number)
            }
            _ => Shown::Empty,
        }
    }
}

/// The rows expected, with times and days written in one way.
pub fn in_one_form(model: &Model, id: SourceId, headings: &[ExpectedHeading], rows: &[GivenRow]) -> Vec<GivenRow> {
    let source = model.source(id);
    let mut rows = rows.to_vec();
    for row in &mut rows {
        for (cell, heading) in row.cells.iter_mut().zip(headings) {
            let ExpectedHeading::Own { of: GivenHeading::Column(column), .. } = heading else { continue };
            let kind = match source.columns[column.0].kind {
                ColumnKind::FromDate | ColumnKind::ToDate | ColumnKind::Date => TimeKind::Date,
                _ if *column == source.time => source.time_kind,
                _ => continue,
            };
            if let Some(time) = read_time(&Value::Text(cell.clone()), kind)
                && let Shown::Text(text) = shown(&stored_time(time, kind))
            {
                *cell = text;
            }
        }
    }
    rows
}

fn shown(value: &Value) -> Shown {
    match value {
        Value::Null => Shown::Empty,
        Value::Text(text) if text.is_empty() => Shown::Empty,
        Value::Text(text) => Shown::Text(text.clone()),
        Value::Number(number) => Shown::Number(number.clone()),
        Value::Date(date) => Shown::Text(written(*date)),
    }
}

/// `2024-05-31`
pub fn written(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}
