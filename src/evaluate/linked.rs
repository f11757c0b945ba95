//! Rows of sources that are made of others: `koblet datakilde`.
//!
//! In: rows as read of the two sources. Out: [`ComputedRow`]s, stored values that are read as a table's are. Guaranteed
//! now: an inner join, one row per matching pair; kommune and time are the first source's (D4).

use num_rational::BigRational;

use super::rows::{Cell, SourceRow};
use super::time::RowTime;
use super::values::Value;
use super::world::World;
use crate::model::{ColumnId, Link, LinkTerm, LinkedFrom, TimeKind, TimeRelation};

/// A row that no table stores: a value per column, in canonical form, and an amount per måltal.
#[derive(Debug, Clone, PartialEq)]
pub struct ComputedRow {
    pub values: Vec<Value>,
    pub amounts: Vec<Option<BigRational>>,
}

/// The pairs of rows that agree on every term.
pub fn linked_rows(world: &World, link: &Link) -> Vec<ComputedRow> {
    let kind = |side: &LinkedFrom<ColumnId>| match side {
        LinkedFrom::Left(_) => world.model.source(link.left).time_kind,
        LinkedFrom::Right(_) => world.model.source(link.right).time_kind,
    };
    let mut pairs = Vec::new();
    // What belongs to no period is reported, and in no pair.
    let timed = |id| world.rows(id).iter().filter(|row: &&SourceRow| row.time.is_some());
    for left in timed(link.left) {
        for right in timed(link.right).filter(|right| agree(link, left, right)) {
            let values = link.columns.iter().map(|side| match side {
                LinkedFrom::Left(column) => stored(left, *column, kind(side)),
                LinkedFrom::Right(column) => stored(right, *column, kind(side)),
            });
            let amounts = link.measures.iter().map(|side| match side {
                LinkedFrom::Left(measure) => left.amount(*measure).cloned(),
                LinkedFrom::Right(measure) => right.amount(*measure).cloned(),
            });
            pairs.push(ComputedRow { values: values.collect(), amounts: amounts.collect() });
        }
    }
    pairs
}

fn agree(link: &Link, left: &SourceRow, right: &SourceRow) -> bool {
    link.terms.iter().all(|term| match term {
        LinkTerm::Same { left: a, right: b } => same(left, *a, right, *b),
        LinkTerm::Time { left: a, right: b, relation } => {
            let dates = left.day(*a).zip(right.day(*b));
            let months = month(left, *a).zip(month(right, *b));
            match (relation, dates) {
                (TimeRelation::Same, Some((left, right))) => left == right,
                (TimeRelation::Same, None) => months.is_some_and(|(left, right)| right == left),
                (TimeRelation::MonthBefore, _) => months.is_some_and(|(left, right)| right == left - 1),
                (TimeRelation::MonthAfter, _) => months.is_some_and(|(left, right)| right == left + 1),
                (TimeRelation::YearBefore, _) => months.is_some_and(|(left, right)| right == left - 12),
                (TimeRelation::YearAfter, _) => months.is_some_and(|(left, right)| right == left + 12),
            }
        }
    })
}

/// Empty agrees with nothing.
fn same(left: &SourceRow, a: ColumnId, right: &SourceRow, b: ColumnId) -> bool {
    let equal = |a: Option<&str>, b: Option<&str>| a.is_some() && a == b;
    let number = left.number(a).is_some() && left.number(a) == right.number(b);
    let codes = [left.codes(a), right.codes(b)].map(|codes| codes.first().map(String::as_str));
    number || equal(left.text(a), right.text(b)) || equal(codes[0], codes[1])
}

fn month(row: &SourceRow, column: ColumnId) -> Option<i32> {
    match row.cell(column) {
        Cell::Time => row.time.and_then(RowTime::month),
        _ => row.day(column).map(|day| day.month()),
    }
}

/// What a row holds in a column, as a table could store it.
pub fn stored(row: &SourceRow, column: ColumnId, time_kind: TimeKind) -> Value {
    let text = |text: Option<&String>| text.map_or(Value::Null, |text| Value::Text(text.clone()));
    match row.cell(column) {
        Cell::Time => row.time.map_or(Value::Null, |time| stored_time(time, time_kind)),
        Cell::Municipality(code) => text(code.as_ref()),
        Cell::Code(codes) => text(codes.first()),
        Cell::Text(found) => text(found.as_ref()),
        Cell::Number(number) => number.clone().map_or(Value::Null, Value::Number),
        Cell::Day(day) => day.map_or(Value::Null, |day| Value::Date(day.date())),
    }
}

/// A time, perhaps seen more coarsely, as a table with this kind of time could store it.
pub fn stored_time(time: RowTime, kind: TimeKind) -> Value {
    match (time, kind) {
        (RowTime::Date(day) | RowTime::Week(day), TimeKind::Date | TimeKind::Week) => Value::Date(day.date()),
        _ => Value::Text(time.name(kind)),
    }
}
