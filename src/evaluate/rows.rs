//! Source rows as they are read: kommuner, codes, numbers and texts out of stored values.
//!
//! In: a [`Table`] with the stored values of a datakilde. Out: [`SourceRow`]s, a cell per column and an amount per
//! måltal. Guaranteed now: what could not be read is missing in its cell; codes are known in the row's own year and
//! come with all above them; amounts are rounded, converted and have their sign.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Signed;

use super::select::Selector;
use super::time::{RowTime, read_time};
use crate::exact::{decimal_text, machine_number, round5};
use crate::model::codes::{CodeTree, CodeVersion};
use crate::model::mask::written_table;
use crate::model::{ColumnId, ColumnKind, Measure, MeasureId, Model, Source};

/// A table as stored, by the names of its columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Value>>,
}

/// A stored value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Null,
    Text(String),
    Number(BigRational),
    Date(Date),
}

/// A day; of a timestamp its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    pub year: i32,
    pub month: u32,
    pub day: u32,
}

impl Date {
    /// Whether the calendar has this day.
    pub fn exists(self) -> bool {
        let leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        let days = match self.month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => 0,
        };
        (1..=days).contains(&self.day)
    }
}

/// A row, read.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceRow {
    /// `None`: the row belongs to no period.
    pub time: Option<RowTime>,
    cells: Vec<Cell>,
    amounts: Vec<Option<BigRational>>,
}

/// What a column holds in a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// The time column; it is read once, as the row's time.
    Time,
    /// A known kommune.
    Municipality(Option<String>),
    /// The code and all above it; none when it is missing or unknown.
    Code(Vec<String>),
    Number(Option<BigRational>),
    Text(Option<String>),
}

impl SourceRow {
    pub fn cell(&self, column: ColumnId) -> &Cell {
        &self.cells[column.0]
    }

    pub fn amount(&self, measure: MeasureId) -> Option<&BigRational> {
        self.amounts[measure.0].as_ref()
    }

    /// The amount of each måltal.
    pub fn amounts(&self) -> &[Option<BigRational>] {
        &self.amounts
    }

    /// The kommune in this role.
    pub fn municipality(&self, role: ColumnId) -> Option<&str> {
        match self.cell(role) {
            Cell::Municipality(code) => code.as_deref(),
            _ => None,
        }
    }
}

/// Trailing blanks never count (L2).
pub fn without_trailing_blanks(text: &str) -> &str {
    text.trim_end_matches(' ')
}

/// Reads the rows of one source.
pub struct Reader<'a> {
    model: &'a Model,
    source: &'a Source,
    /// Per column of codes: stored text → the versions of codes that are so stored.
    written: Vec<BTreeMap<String, Vec<usize>>>,
}

impl<'a> Reader<'a> {
    pub fn new(model: &'a Model, source: &'a Source) -> Reader<'a> {
        let written = source.columns.iter().map(|column| match &column.kind {
            ColumnKind::Codes { tree, level, mask } => by_text(written_table(model.tree(*tree), *level, mask.as_ref())),
            _ => BTreeMap::new(),
        });
        Reader { model, source, written: written.collect() }
    }

    /// All rows of a table, in its order; columns that it does not have are empty.
    pub fn rows(&self, table: &Table) -> Vec<SourceRow> {
        let place = |stored: &str| table.columns.iter().position(|name| name == stored);
        let columns: Vec<Option<usize>> = self.source.columns.iter().map(|c| place(&c.stored)).collect();
        let measures: Vec<Option<usize>> = self.source.measures.iter().map(|m| place(&m.stored)).collect();
        let row = |values: &Vec<Value>| {
            let at = |place: &Option<usize>| place.and_then(|at| values.get(at)).unwrap_or(&Value::Null);
            self.row(&columns.iter().map(at).collect::<Vec<_>>(), &measures.iter().map(at).collect::<Vec<_>>())
        };
        table.rows.iter().map(row).collect()
    }

    fn row(&self, columns: &[&Value], measures: &[&Value]) -> SourceRow {
        let time = read_time(columns[self.source.time.0], self.source.time_kind);
        let year = time.map(RowTime::year);
        let cells: Vec<Cell> = (0..columns.len()).map(|index| self.cell(index, columns, year)).collect();
        let mut row = SourceRow { time, cells, amounts: Vec::new() };
        row.amounts = self.source.measures.iter().zip(measures).map(|(m, value)| self.amount(m, value, &row)).collect();
        row
    }

    fn cell(&self, index: usize, columns: &[&Value], year: Option<i32>) -> Cell {
        let value = columns[index];
        match &self.source.columns[index].kind {
            ColumnKind::Time => Cell::Time,
            ColumnKind::Number => Cell::Number(number_of(value)),
            ColumnKind::Text => Cell::Text(text_of(value)),
            ColumnKind::Key(_) | ColumnKind::FromDate | ColumnKind::ToDate | ColumnKind::Date => todo!(),
            ColumnKind::Municipality => Cell::Municipality(year.and_then(|year| self.known_municipality(value, year))),
            ColumnKind::Codes { tree, .. } => {
                let tree = self.model.tree(*tree);
                let found = year.and_then(|year| Some((self.known_code(index, columns, year)?, year)));
                Cell::Code(found.map_or_else(Vec::new, |(version, year)| upwards(tree, version, year)))
            }
        }
    }

    fn known_municipality(&self, value: &Value, year: i32) -> Option<String> {
        let text = municipality_text(value)?;
        let known = self.model.tree(self.model.municipalities).version(&text, &[], year);
        known.map(|version| version.code.clone())
    }

    /// The version of the code that the column holds. A code under others (a gruppering under funktion and dranst) is
    /// known only together with the row's own codes of those levels.
    fn known_code(&self, index: usize, columns: &[&Value], year: i32) -> Option<&'a CodeVersion> {
        let ColumnKind::Codes { tree, .. } = &self.source.columns[index].kind else { return None };
        let tree = self.model.tree(*tree);
        let stored = text_of(columns[index])?;
        let scope: Option<Vec<String>> =
            tree.under.iter().map(|level| self.code_at_level(level, columns, year)).collect();
        let scope = scope?;
        let candidates = self.written[index].get(&stored)?.iter().map(|&version| &tree.versions[version]);
        let mut known = candidates.filter(|version| version.years.contains(year) && version.scope == scope);
        known.next()
    }

    /// The row's code, or the one above it, at a level of another tree.
    fn code_at_level(&self, level: &str, columns: &[&Value], year: i32) -> Option<String> {
        let (index, tree) = self.source.columns.iter().enumerate().find_map(|(index, column)| match &column.kind {
            ColumnKind::Codes { tree, .. } => {
                let tree = self.model.tree(*tree);
                tree.level_named(level).map(|_| (index, tree))
            }
            _ => None,
        })?;
        let wanted = tree.level_named(level)?;
        let version = self.known_code(index, columns, year)?;
        let codes = upwards(tree, version, year);
        codes.into_iter().find(|code| tree.version(code, &version.scope, year).is_some_and(|v| v.level == wanted))
    }

    /// A måltal's amount: rounded, converted, and with its sign turned where all conditions hold (N1).
    fn amount(&self, measure: &Measure, value: &Value, row: &SourceRow) -> Option<BigRational> {
        let raw = number_of(value).filter(|raw| !is_too_large(raw))?;
        let converted = round5(&raw) * &measure.factor;
        let selector = Selector { model: self.model, member: None };
        let turned = match row.time {
            Some(time) if !measure.sign_reversed_for.is_empty() => {
                selector.all_hold(&measure.sign_reversed_for, row, time.year())
            }
            _ => false,
        };
        Some(if turned { -converted } else { converted })
    }
}

fn by_text(table: Vec<(String, usize)>) -> BTreeMap<String, Vec<usize>> {
    let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (text, version) in table {
        found.entry(text).or_default().push(version);
    }
    found
}

/// The code and all above it in the year.
fn upwards(tree: &CodeTree, version: &CodeVersion, year: i32) -> Vec<String> {
    let mut codes = vec![version.code.clone()];
    let mut next = version.parent.as_deref();
    while let Some(above) = next.and_then(|parent| tree.version(parent, &version.scope, year)) {
        if codes.contains(&above.code) {
            break;
        }
        codes.push(above.code.clone());
        next = above.parent.as_deref();
    }
    codes
}

/// Amounts are below 10¹³ in size; larger ones are reported and count as missing.
pub fn is_too_large(amount: &BigRational) -> bool {
    amount.abs() >= BigRational::from_integer(BigInt::from(10).pow(13))
}

/// A number, stored as one or as a machine writes it in text.
pub fn number_of(value: &Value) -> Option<BigRational> {
    match value {
        Value::Number(number) => Some(number.clone()),
        Value::Text(text) => machine_number(without_trailing_blanks(text)),
        Value::Null | Value::Date(_) => None,
    }
}

/// The text of a value without trailing blanks; empty text is missing (L1, L2).
pub fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::Text(text) => without_trailing_blanks(text).to_owned(),
        Value::Number(number) if number.is_integer() => number.to_integer().to_string(),
        Value::Number(number) => decimal_text(number, 10).trim_end_matches('0').to_owned(),
        Value::Date(date) => format!("{:04}-{:02}-{:02}", date.year, date.month, date.day),
    };
    Some(text).filter(|text| !text.is_empty())
}

/// A kommune as text; a number is written with three digits.
pub fn municipality_text(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) if number.is_integer() => Some(format!("{:0>3}", number.to_integer())),
        other => text_of(other),
    }
}
