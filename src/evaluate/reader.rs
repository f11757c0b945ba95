//! Reading rows: kommuner, codes, numbers, dates and texts out of stored values.
//!
//! In: stored values of a datakilde. Out: [`SourceRow`]s. Guaranteed now: amounts are rounded, converted and have their
//! sign; what is empty by `tom når` is missing everywhere; an interval row that ends before it begins has no time (D2).

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Signed;

use super::day::{Day, Days, between};
use super::linked::ComputedRow;
use super::rows::{Cell, Seen, SourceRow};
use super::select::Selector;
use super::time::{RowTime, months_of, read_day, read_time};
use super::values::{Table, Value, is_empty, municipality_text, number_of, text_of};
use super::window::month_number;
use super::world::World;
use crate::exact::{round5, whole};
use crate::model::codes::{CodeTree, CodeVersion};
use crate::model::mask::written_table;
use crate::model::{
    ColumnKind, ColumnValue, Interval, Measure, MeasureValue, Model, Origin, SnapshotAt, Source, TimeBetween,
    TimeBetweenEnd,
};

/// Per column of codes: stored text → the versions of codes that are so stored.
pub type Written = Vec<BTreeMap<String, Vec<usize>>>;

/// How the codes of a source's columns are stored; computed sources hold them in canonical form.
pub fn written(model: &Model, source: &Source) -> Written {
    let column = |kind: &ColumnKind| match kind {
        ColumnKind::Codes { tree, level, mask } => {
            let mask = mask.as_ref().filter(|_| source.origin == Origin::Table);
            by_text(written_table(model.tree(*tree), *level, mask))
        }
        _ => BTreeMap::new(),
    };
    source.columns.iter().map(|one| column(&one.kind)).collect()
}

fn by_text(table: Vec<(String, usize)>) -> BTreeMap<String, Vec<usize>> {
    let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (text, version) in table {
        found.entry(text).or_default().push(version);
    }
    found
}

/// Reads the rows of one source.
pub struct Reader<'a> {
    pub world: &'a World<'a>,
    pub source: &'a Source,
    pub written: &'a Written,
}

/// A row's stored values.
pub struct StoredRow<'v> {
    pub columns: Vec<&'v Value>,
    pub measures: Vec<&'v Value>,
}

impl Reader<'_> {
    /// All rows of a table, in its order.
    pub fn rows(&self, table: &Table, seen: Seen) -> Vec<SourceRow> {
        let row = |stored: &Vec<Value>| {
            let values = self.values(table, stored);
            let mut row = self.row(&values.columns, seen);
            let amounts = self.source.measures.iter().zip(&values.measures);
            row.amounts = amounts.map(|(measure, value)| self.amount(measure, value, &row)).collect();
            row
        };
        table.rows.iter().map(row).collect()
    }

    /// A row's values by the source's columns and måltal; a column that the table does not have is empty.
    pub fn values<'v>(&self, table: &Table, row: &'v [Value]) -> StoredRow<'v> {
        let at = |stored: &str| {
            let place = table.columns.iter().position(|name| name == stored);
            place.and_then(|place| row.get(place)).unwrap_or(&Value::Null)
        };
        StoredRow {
            columns: self.source.columns.iter().map(|column| at(&column.stored)).collect(),
            measures: self.source.measures.iter().map(|measure| at(&measure.stored)).collect(),
        }
    }

    /// A row of a source that is made of others.
    pub fn computed_row(&self, computed: &ComputedRow, seen: Seen) -> SourceRow {
        let columns: Vec<&Value> = computed.values.iter().collect();
        SourceRow { amounts: computed.amounts.clone(), ..self.row(&columns, seen) }
    }

    /// A row without its amounts.
    fn row(&self, columns: &[&Value], seen: Seen) -> SourceRow {
        let active = |time| self.active(columns, time);
        let time = read_time(self.value(self.source.time.0, columns), self.source.time_kind);
        let time = time.filter(|time| active(*time).is_some() || self.source.interval.is_none());
        let own_date = time.map(|time| self.counting_date(time));
        let (year, counting_date) = match (seen, time) {
            (_, None) => (None, None),
            (Seen::Itself, Some(time)) => (Some(time.year()), own_date),
            (Seen::On(day), Some(_)) => (Some(day.year()), Some(day)),
            (Seen::InYear(year), Some(_)) => (Some(year), own_date),
        };
        let period = time.map(|time| {
            let months = months_of(self.source.time_kind);
            let month = counting_date.filter(|_| self.source.interval.is_some()).map(Day::month);
            let month = month.unwrap_or_else(|| time.month_or_december());
            Days::of_months(month, month + months - 1)
        });
        let mut row = SourceRow {
            time,
            year,
            counting_date,
            period,
            active: time.and_then(active),
            cells: Vec::new(),
            amounts: Vec::new(),
        };
        row.cells = (0..columns.len()).map(|index| self.cell(index, columns, year)).collect();
        if self.source.origin == Origin::Table {
            self.fill_times_between(&mut row);
        }
        row
    }

    /// Of an interval row its days, none when it ends before it begins; of other rows the days of their time.
    fn active(&self, columns: &[&Value], time: RowTime) -> Option<Days> {
        let own = time.days(self.source.time_kind);
        let Some(Interval { until, .. }) = self.source.interval else { return Some(own) };
        let last = until.and_then(|until| read_day(self.value(until.0, columns)));
        let days = Days { first: own.first, last: last.unwrap_or(Day::NEVER) };
        (days.length() > 0).then_some(days)
    }

    /// The date of the snapshot, or the row's own (T6); a ledger period is counted with its year's December.
    fn counting_date(&self, time: RowTime) -> Day {
        let month = match time {
            RowTime::Date(day) | RowTime::Week(day) => return day,
            RowTime::Month(month) => month,
            RowTime::Extra { year, .. } => month_number(year, 12),
        };
        let number = month.rem_euclid(12) as u32 + 1;
        match (self.source.snapshot_exception, self.source.snapshot) {
            (Some(except), _) if except.month == number => {
                Day::first_of(month).plus(except.day as i32 - 1).min(Day::last_of(month))
            }
            (_, SnapshotAt::Start) => Day::first_of(month),
            (_, SnapshotAt::End) => Day::last_of(month),
        }
    }

    /// What the column holds: its stored value, or that of the first column of a fallback that holds something.
    pub fn value<'v>(&self, index: usize, columns: &[&'v Value]) -> &'v Value {
        let column = &self.source.columns[index];
        let found = match &column.value {
            ColumnValue::Fallback(of) if self.source.origin == Origin::Table => {
                let values = of.iter().map(|column| self.value(column.0, columns));
                values.into_iter().find(|value| **value != Value::Null)
            }
            _ => Some(columns[index]),
        };
        found.filter(|value| !is_empty(column, value)).unwrap_or(&Value::Null)
    }

    fn cell(&self, index: usize, columns: &[&Value], year: Option<i32>) -> Cell {
        let value = self.value(index, columns);
        match &self.source.columns[index].kind {
            ColumnKind::Time => Cell::Time,
            ColumnKind::Number => Cell::Number(number_of(value)),
            ColumnKind::Text | ColumnKind::Key(_) => Cell::Text(text_of(value)),
            ColumnKind::FromDate | ColumnKind::ToDate | ColumnKind::Date => Cell::Day(read_day(value)),
            ColumnKind::Municipality => {
                Cell::Municipality(year.and_then(|year| known_municipality(self.world.model, value, year)))
            }
            ColumnKind::Codes { tree, .. } => {
                let tree = self.world.model.tree(*tree);
                let found = year.and_then(|year| Some((self.known_code(index, columns, year)?, year)));
                Cell::Code(found.map_or_else(Vec::new, |(version, year)| upwards(tree, version, year)))
            }
        }
    }

    fn fill_times_between(&self, row: &mut SourceRow) {
        for (index, column) in self.source.columns.iter().enumerate() {
            if let ColumnValue::TimeBetween(time) = &column.value {
                row.cells[index] = Cell::Number(time_between(row, time).map(whole));
            }
        }
    }

    /// The version of the code that the column holds. A code under others (a gruppering under funktion and dranst) is
    /// known only together with the row's own codes of those levels.
    fn known_code(&self, index: usize, columns: &[&Value], year: i32) -> Option<&CodeVersion> {
        let ColumnKind::Codes { tree, .. } = &self.source.columns[index].kind else { return None };
        let tree = self.world.model.tree(*tree);
        let stored = text_of(self.value(index, columns))?;
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
                let tree = self.world.model.tree(*tree);
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
        let raw = match &measure.value {
            MeasureValue::TimeBetween(time) => whole(time_between(row, time)?),
            MeasureValue::Stored | MeasureValue::Aggregate(_) => number_of(value).filter(|raw| !is_too_large(raw))?,
        };
        let converted = round5(&raw) * &measure.factor;
        let selector = Selector { world: self.world, member: None, municipality: None };
        let conditions = &measure.sign_reversed_for;
        let turned = !conditions.is_empty() && selector.all_hold(conditions, row);
        Some(if turned { -converted } else { converted })
    }
}

/// From one of the row's dates to another, or to the date that it is counted at; none when either is missing.
fn time_between(row: &SourceRow, time: &TimeBetween) -> Option<i64> {
    let to = match time.to {
        TimeBetweenEnd::Column(column) => row.day(column)?,
        TimeBetweenEnd::CountingDate => row.counting_date?,
        TimeBetweenEnd::EndOfYear => Day::last_of(month_number(row.counting_date?.year(), 12)),
    };
    Some(between(time.unit, row.day(time.from)?, to))
}

/// A kommune of the year's list.
pub fn known_municipality(model: &Model, value: &Value, year: i32) -> Option<String> {
    let text = municipality_text(value)?;
    let known = model.tree(model.municipalities).version(&text, &[], year);
    known.map(|version| version.code.clone())
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
