//! The rows of an afledt or koblet datakilde as two judges show them.
//!
//! In: rows of the interpreter, and of the view `laest_…`. Out: texts. Guaranteed now: equal rows have equal texts.

use crate::engine::Cell;
use crate::evaluate::examples::Shown;
use crate::evaluate::{Day, MadeRow, written};
use crate::exact::decimal_text;
use crate::model::{ColumnKind, Source, TimeKind};
use crate::plan::SourceColumns;
use crate::sql::Target;
use crate::sql::dialect::Dialect;

pub fn row_of_interpreter(row: &MadeRow) -> String {
    let cell = |cell: &Shown| match cell {
        Shown::Empty => String::new(),
        Shown::Text(text) => text.clone(),
        Shown::Number(number) => plain(&decimal_text(number, 10)),
    };
    let amount = |amount: &Option<_>| amount.as_ref().map(|amount| plain(&decimal_text(amount, 5))).unwrap_or_default();
    row.columns.iter().map(cell).chain(row.amounts.iter().map(amount)).collect::<Vec<_>>().join(" | ")
}

/// The view's columns in the order of the source's.
pub fn query(source: &Source, target: &Target) -> String {
    let dialect = target.dialect.dialect();
    let names = SourceColumns::of(source);
    let column = |(at, name): (usize, &String)| match at == source.time.0 && source.interval.is_none() {
        true => "tid".to_owned(),
        false => match source.columns.get(at).map(|column| &column.kind) {
            Some(ColumnKind::Number) => read_number(dialect, &dialect.name(name)),
            _ => dialect.name(name),
        },
    };
    let columns: Vec<String> = names.columns.iter().enumerate().map(column).collect();
    let measures = names.measures.iter().map(|name| dialect.read_amount(&dialect.name(name)));
    let all: Vec<String> = columns.into_iter().chain(measures).collect();
    let view = dialect.name(&format!("laest_{}", source.name.sql));
    let object = dialect.object(&dialect.name(&target.schema), &view);
    format!("SELECT {} FROM {object} WHERE maaned IS NOT NULL", all.join(", "))
}

/// A number where amounts are kept otherwise than they are told.
fn read_number(dialect: &dyn Dialect, column: &str) -> String {
    if dialect.shown_amount(column).is_some() { dialect.number_text(column) } else { column.to_owned() }
}

pub fn row_of_database(source: &Source, row: &[Cell]) -> String {
    let cell = |(at, cell): (usize, &Cell)| {
        let text = cell.to_string();
        let kind = source.columns.get(at).map(|column| &column.kind);
        match kind {
            _ if text.is_empty() => text,
            Some(_) if at == source.time.0 && source.interval.is_none() => time(&text, source.time_kind),
            Some(ColumnKind::FromDate | ColumnKind::ToDate | ColumnKind::Date) => {
                text.parse().map_or_else(|_| text.clone(), |day| written(Day(day).date()))
            }
            Some(ColumnKind::Number) | None => plain(&text),
            Some(_) => text,
        }
    };
    row.iter().enumerate().map(cell).collect::<Vec<_>>().join(" | ")
}

/// `202405` as `2024-05`
fn time(number: &str, kind: TimeKind) -> String {
    let (year, rest) = number.split_at_checked(4).unwrap_or((number, ""));
    match kind {
        TimeKind::Month => format!("{year}-{rest}"),
        TimeKind::Quarter => format!("{year}-K{rest}"),
        TimeKind::Year => year.to_owned(),
        TimeKind::SchoolYear => {
            let next = year.parse::<i32>().map_or(0, |year| (year + 1).rem_euclid(100));
            format!("{year}/{next:02}")
        }
        TimeKind::Date | TimeKind::Week => {
            let (month, day) = rest.split_at_checked(2).unwrap_or((rest, ""));
            format!("{year}-{month}-{day}")
        }
    }
}

/// Without zeros at the end of decimals.
fn plain(number: &str) -> String {
    match number.contains('.') {
        true => number.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => number.to_owned(),
    }
}
