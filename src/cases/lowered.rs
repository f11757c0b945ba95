//! What must be stored for a row to be there: of sources made of others the rows that they are made of, of time between
//! dates the dates.
//!
//! In: a row as thought out. Out: rows of tables. Guaranteed now: no cell of them is of a computed column; what a row is
//! made of agrees with it in all that it shows.

use num_traits::ToPrimitive;

use super::draft::DraftRow;
use super::numbers::A_DAY_SHORT;
use super::times::{date_cell, day_of, time_cell};
use crate::evaluate::Day;
use crate::exact::danish_number;
use crate::model::{
    ColumnId, ColumnKind, ColumnValue, Derivation, Link, LinkTerm, LinkedFrom, MeasureId, MeasureValue, Model, Origin,
    Source, SourceId, TimeBetween, TimeBetweenEnd, TimeRelation, TimeUnit, What,
};

/// So many rows are put together at most.
const TOGETHER: usize = 40;

/// The rows of tables behind a row, without those that belong to it.
pub fn stored_rows(model: &Model, row: &DraftRow) -> Vec<DraftRow> {
    match &model.source(row.source).origin {
        Origin::Table => vec![with_dates(model.source(row.source), row)],
        Origin::Derived(_) | Origin::Linked(_) => {
            parts(model, row).iter().flat_map(|part| stored_rows(model, part)).collect()
        }
    }
}

/// The rows that a row of an afledt or koblet datakilde is made of.
pub fn parts(model: &Model, row: &DraftRow) -> Vec<DraftRow> {
    match &model.source(row.source).origin {
        Origin::Table => Vec::new(),
        Origin::Derived(of) => together(model, row, of),
        Origin::Linked(link) => pair(model, row, link),
    }
}

fn together(model: &Model, row: &DraftRow, of: &Derivation) -> Vec<DraftRow> {
    let Some(like) = row.made_of.first() else { return Vec::new() };
    let (own, base) = (model.source(row.source), model.source(of.base));
    let mut one = like.clone();
    for (index, column) in of.columns.iter().enumerate() {
        let cell = row.cells.get(&ColumnId(index)).map_or("", String::as_str);
        match index == own.time.0 {
            true if own.time_kind == base.time_kind => one.put(*column, cell),
            true => one
                .put(*column, &day_of(own.time_kind, cell).map_or(String::new(), |day| time_cell(base.time_kind, day))),
            false => one.put(*column, cell),
        }
    }
    let mut rows = vec![one];
    for (index, measure) in own.measures.iter().enumerate() {
        let MeasureValue::Aggregate(what) = measure.value else { continue };
        let Some(amount) = row.amounts.get(&MeasureId(index)) else { continue };
        let whole_number = danish_number(amount).filter(|number| number.is_integer());
        let number = whole_number.and_then(|number| number.to_integer().to_usize());
        if let (What::Rows | What::RowsWith(_) | What::Distinct(_), Some(number)) = (what, number) {
            let first = rows.first().cloned();
            rows.resize_with(number.min(TOGETHER), || first.clone().unwrap_or_else(|| like.clone()));
        }
    }
    for (index, measure) in own.measures.iter().enumerate() {
        let MeasureValue::Aggregate(what) = measure.value else { continue };
        let amount = row.amounts.get(&MeasureId(index)).map_or("", String::as_str);
        give_together(what, amount, &mut rows);
    }
    rows
}

/// Amounts and keys by which the rows give the amount.
fn give_together(what: What, amount: &str, rows: &mut [DraftRow]) {
    for (at, row) in rows.iter_mut().enumerate() {
        match what {
            What::Flow(measure) | What::Stock(measure) if at == 0 => {
                drop(row.amounts.insert(measure, amount.to_owned()))
            }
            What::Statistic(_, measure) => drop(row.amounts.insert(measure, amount.to_owned())),
            What::RowsWith(measure) => drop(row.amounts.entry(measure).or_insert_with(|| "1".to_owned())),
            What::Distinct(key) if at > 0 => {
                if let Some(cell) = row.cells.get_mut(&key) {
                    cell.push_str(&format!("-{}", at + 1));
                }
            }
            _ => {}
        }
    }
}

fn pair(model: &Model, row: &DraftRow, link: &Link) -> Vec<DraftRow> {
    let [left, right] = row.made_of.as_slice() else { return Vec::new() };
    let (mut left, mut right) = (left.clone(), right.clone());
    for (index, from) in link.columns.iter().enumerate() {
        let cell = row.cells.get(&ColumnId(index)).map_or("", String::as_str);
        match from {
            LinkedFrom::Left(column) => left.put(*column, cell),
            LinkedFrom::Right(column) => right.put(*column, cell),
        }
    }
    for (index, from) in link.measures.iter().enumerate() {
        let Some(amount) = row.amounts.get(&MeasureId(index)) else { continue };
        match from {
            LinkedFrom::Left(measure) => left.amounts.insert(*measure, amount.clone()),
            LinkedFrom::Right(measure) => right.amounts.insert(*measure, amount.clone()),
        };
    }
    left.counted_on = row.counted_on;
    for term in &link.terms {
        match term {
            LinkTerm::Same { left: a, right: b } => {
                let cell = left.cells.get(a).cloned().unwrap_or_default();
                right.put(*b, &cell);
            }
            LinkTerm::Time { left: a, right: b, relation } => {
                let months = months_after(*relation);
                let there = model.source(link.right);
                if let Some(day) = day_in(model.source(link.left), &left, *a) {
                    right.put(*b, &cell_of_day(there, *b, months_later(day, months)));
                }
            }
        }
    }
    vec![left, right]
}

/// How many months the second row's time lies after the first's.
pub fn months_after(relation: TimeRelation) -> i32 {
    match relation {
        TimeRelation::Same => 0,
        TimeRelation::MonthBefore => -1,
        TimeRelation::MonthAfter => 1,
        TimeRelation::YearBefore => -12,
        TimeRelation::YearAfter => 12,
    }
}

pub fn months_later(day: Day, months: i32) -> Day {
    day.months_earlier(-months)
}

/// The day as the column of a source writes it.
pub fn cell_of_day(source: &Source, column: ColumnId, day: Day) -> String {
    if column == source.time { time_cell(source.time_kind, day) } else { date_cell(day) }
}

/// The first day of the column's time, or its date.
pub fn day_in(source: &Source, row: &DraftRow, column: ColumnId) -> Option<Day> {
    let cell = row.cells.get(&column)?;
    if column == source.time { day_of(source.time_kind, cell) } else { day_of(crate::model::TimeKind::Date, cell) }
}

/// The row with dates in place of the time between them.
fn with_dates(source: &Source, row: &DraftRow) -> DraftRow {
    let mut row = row.clone();
    for (index, column) in source.columns.iter().enumerate() {
        let ColumnValue::TimeBetween(between) = column.value else { continue };
        let Some(cell) = row.cells.remove(&ColumnId(index)) else { continue };
        if let Some((column, day)) = reached(source, &row, between, &cell) {
            row.put(column, &cell_of_day(source, column, day));
        }
    }
    row
}

/// The date that makes the time between two dates what the cell says.
fn reached(source: &Source, row: &DraftRow, between: TimeBetween, cell: &str) -> Option<(ColumnId, Day)> {
    let short = cell.ends_with(A_DAY_SHORT);
    let number = danish_number(cell.trim_end_matches(A_DAY_SHORT))?.to_integer().to_i32()?;
    let own = day_in(source, row, source.time)?;
    let months = match between.unit {
        TimeUnit::Days => None,
        TimeUnit::Months => Some(number),
        TimeUnit::Years => Some(number.checked_mul(12)?),
    };
    if between.from == source.time {
        let TimeBetweenEnd::Column(until) = between.to else { return None };
        let later = months.map_or_else(|| own.plus(number), |months| months_later(own, months));
        return Some((until, later.plus(-i32::from(short))));
    }
    let until = match between.to {
        TimeBetweenEnd::Column(column) => day_in(source, row, column)?,
        TimeBetweenEnd::CountingDate => row.counted_on.unwrap_or_else(|| counting_day(source, own)),
        TimeBetweenEnd::EndOfYear => {
            let day = row.counted_on.unwrap_or_else(|| counting_day(source, own));
            Day::last_of(12 * day.year() + 11)
        }
    };
    let earlier = months.map_or_else(|| until.plus(-number), |months| until.months_earlier(months));
    Some((between.from, earlier.plus(i32::from(short))))
}

/// The date of the snapshot, or the row's own.
fn counting_day(source: &Source, own: Day) -> Day {
    use crate::model::{SnapshotAt, TimeKind};
    if matches!(source.time_kind, TimeKind::Date | TimeKind::Week) {
        return own;
    }
    let month = own.month();
    match (source.snapshot_exception, source.snapshot) {
        (Some(except), _) if except.month as i32 == month.rem_euclid(12) + 1 => {
            Day::in_year(except, own.year()).unwrap_or_else(|| Day::last_of(month))
        }
        (_, SnapshotAt::Start) => Day::first_of(month),
        (_, SnapshotAt::End) => Day::last_of(month),
    }
}

/// The time between dates that a column is, its own or that of what its source is made of.
pub fn time_behind(model: &Model, id: SourceId, column: ColumnId) -> Option<(TimeBetween, SourceId)> {
    let source = model.source(id);
    match (&source.origin, source.columns[column.0].value.clone()) {
        (Origin::Table, ColumnValue::TimeBetween(between)) => Some((between, id)),
        (Origin::Table, _) => None,
        (Origin::Derived(of), _) => time_behind(model, of.base, *of.columns.get(column.0)?),
        (Origin::Linked(link), _) => match link.columns.get(column.0)? {
            LinkedFrom::Left(column) => time_behind(model, link.left, *column),
            LinkedFrom::Right(column) => time_behind(model, link.right, *column),
        },
    }
}

/// Whether an amount can be written in a row: it is stored, or added up or averaged from what is.
pub fn can_be_given(model: &Model, id: SourceId, measure: MeasureId) -> bool {
    let source = model.source(id);
    match (&source.origin, &source.measures[measure.0].value) {
        (
            Origin::Derived(of),
            MeasureValue::Aggregate(What::Flow(base) | What::Stock(base) | What::Statistic(_, base)),
        ) => can_be_given(model, of.base, *base),
        (Origin::Linked(link), _) => match link.measures.get(measure.0) {
            Some(LinkedFrom::Left(measure)) => can_be_given(model, link.left, *measure),
            Some(LinkedFrom::Right(measure)) => can_be_given(model, link.right, *measure),
            None => false,
        },
        (_, value) => *value == MeasureValue::Stored,
    }
}

/// Whether the column holds a key, stored as it is.
pub fn is_key(source: &Source, index: usize) -> bool {
    let column = &source.columns[index];
    matches!(column.kind, ColumnKind::Key(_)) && column.value == ColumnValue::Stored
}
