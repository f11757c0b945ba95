//! Where the values of a source's columns come from.
//!
//! In: the columns and måltal of a source, and what they are called here. Out: [`ReadFrom`]s. Guaranteed now: a column
//! put together with `ellers` names columns that are not so themselves.

use super::columns::SourceColumns;
use crate::model::{
    Column, ColumnId, ColumnKind, ColumnValue, EmptyValue, Source, TimeBetween, TimeBetweenEnd, TimeKind, TimeUnit,
};

#[derive(Debug, Clone, PartialEq)]
pub enum ReadFrom {
    /// The table's column; some stored values mean empty.
    Stored {
        empty_when: Vec<EmptyValue>,
    },
    /// The first of these that is not empty, as stored.
    FirstOf(Vec<Alternative>),
    Between(Between),
}

/// A column of the same source that stands in for another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    pub name: String,
    /// Its stored value as text; nothing of a column that is computed.
    pub raw: Option<String>,
}

/// The time from one day to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Between {
    pub unit: TimeUnit,
    /// The column of day numbers.
    pub from: String,
    pub to: BetweenEnd,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BetweenEnd {
    Column(String),
    /// The row's counting day, or the day on which its interval is looked at.
    CountingDay,
    /// 31 December of that day's year.
    EndOfYear,
}

/// Nothing of the source looks at days: it has no keys, dates or intervals.
pub fn is_timeless(source: &Source) -> bool {
    let of_days = |column: &Column| {
        let kind = &column.kind;
        matches!(kind, ColumnKind::Key(_) | ColumnKind::FromDate | ColumnKind::ToDate | ColumnKind::Date)
            || matches!(column.value, ColumnValue::TimeBetween(_))
    };
    let between =
        |measure: &crate::model::Measure| matches!(measure.value, crate::model::source::MeasureValue::TimeBetween(_));
    source.time_kind != TimeKind::Date && !source.columns.iter().any(of_days) && !source.measures.iter().any(between)
}

impl ReadFrom {
    pub fn of(source: &Source, names: &SourceColumns, column: ColumnId) -> ReadFrom {
        let read = &source.columns[column.0];
        match &read.value {
            ColumnValue::Stored => ReadFrom::Stored { empty_when: read.empty_when.clone() },
            ColumnValue::Fallback(columns) => {
                let mut found = Vec::new();
                columns.iter().for_each(|column| alternatives(source, names, *column, &mut found));
                ReadFrom::FirstOf(found)
            }
            ColumnValue::TimeBetween(between) => ReadFrom::Between(Between::of(source, names, between)),
        }
    }
}

fn alternatives(source: &Source, names: &SourceColumns, column: ColumnId, found: &mut Vec<Alternative>) {
    match &source.columns[column.0].value {
        ColumnValue::Fallback(columns) => {
            columns.iter().for_each(|column| alternatives(source, names, *column, found));
        }
        value => found.push(Alternative {
            name: names.columns[column.0].clone(),
            raw: matches!(value, ColumnValue::Stored).then(|| names.raw_columns[column.0].clone()),
        }),
    }
}

impl Between {
    pub fn of(source: &Source, names: &SourceColumns, between: &TimeBetween) -> Between {
        Between {
            unit: between.unit,
            from: day_column(source, names, between.from),
            to: match between.to {
                TimeBetweenEnd::Column(column) => BetweenEnd::Column(day_column(source, names, column)),
                TimeBetweenEnd::CountingDate => BetweenEnd::CountingDay,
                TimeBetweenEnd::EndOfYear => BetweenEnd::EndOfYear,
            },
        }
    }
}

/// The column that holds a date as a day number; the time of a row has one of its own.
pub fn day_column(source: &Source, names: &SourceColumns, column: ColumnId) -> String {
    match source.columns[column.0].kind {
        ColumnKind::Time if source.time_kind == TimeKind::Date => "taelledag".to_owned(),
        _ => names.columns[column.0].clone(),
    }
}
