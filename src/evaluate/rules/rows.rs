//! Rules about rows: each selected row is asked, and what fails is told per kommune, period and what it is about.

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;

use super::super::rows::{Cell, SourceRow};
use super::super::select::Selector;
use super::super::time::RowTime;
use super::super::values::{Value, is_empty, text_of};
use super::super::window::Period;
use super::{Found, Judged, When};
use crate::exact::whole;
use crate::model::rule::{FilledColumn, RowTest, RowsChecked, may_be_told};
use crate::model::{ColumnId, ColumnValue, Frequency, Origin, Source};

/// A row of the source that the rule is about.
struct Asked<'a> {
    index: usize,
    row: &'a SourceRow,
    municipality: &'a str,
    at: When,
}

/// The rows behind a violation.
#[derive(Default)]
struct Group {
    rows: usize,
    amount: Option<BigRational>,
    /// Of `er entydig`: the different rows that there should be.
    different: BTreeSet<Vec<String>>,
}

/// Kommune, period, and what it is about.
type Place = (String, When, Vec<(String, String)>);

impl Judged<'_> {
    pub fn of_rows(&self, checked: &RowsChecked) -> Vec<Found> {
        let rows = self.asked(checked);
        let mut groups: BTreeMap<Place, Group> = BTreeMap::new();
        let mut tell = |asked: &Asked, key: Vec<(String, String)>| {
            let group = groups.entry((asked.municipality.to_owned(), asked.at.clone(), key)).or_default();
            group.rows += 1;
            if let Some(amount) = checked.amount.and_then(|measure| asked.row.amount(measure)) {
                group.amount = Some(group.amount.take().unwrap_or_else(|| whole(0)) + amount);
            }
        };
        match &checked.test {
            RowTest::CodesExist(columns) => {
                for asked in &rows {
                    for column in columns {
                        let unknown = matches!(asked.row.cell(*column), Cell::Code(codes) if codes.is_empty());
                        let text = self.stored(checked, asked, *column);
                        if unknown && !text.is_empty() {
                            tell(asked, vec![(self.word(checked, *column), text)]);
                        }
                    }
                }
            }
            RowTest::Filled(columns) => {
                for asked in &rows {
                    for column in columns {
                        if !self.is_filled(checked, asked, *column) {
                            let word = match column {
                                FilledColumn::Column(column) => self.word(checked, *column),
                                FilledColumn::Measure(measure) => {
                                    self.source(checked).measures[measure.0].name.text.clone()
                                }
                            };
                            tell(asked, vec![(word, String::new())]);
                        }
                    }
                }
            }
            RowTest::Holds { condition, then, columns } => {
                let selector = Selector { world: self.world, member: None, municipality: None };
                for asked in &rows {
                    let selector = Selector { municipality: Some(asked.municipality), ..selector };
                    let holds = |conditions| selector.all_hold(conditions, asked.row);
                    if holds(condition) && !holds(then) {
                        let key = columns
                            .iter()
                            .map(|column| (self.word(checked, *column), self.code_or_stored(checked, asked, *column)));
                        tell(asked, key.collect());
                    }
                }
            }
            RowTest::Unique(columns) => self.repeated(checked, columns, &rows, &mut groups),
        }
        groups.into_iter().map(|(place, group)| found(checked, place, group)).collect()
    }

    fn source(&self, checked: &RowsChecked) -> &Source {
        self.world.model.source(checked.source)
    }

    fn word(&self, checked: &RowsChecked, column: ColumnId) -> String {
        self.source(checked).columns[column.0].name.text.clone()
    }

    /// The selected rows of the udgave's years with a known kommune and period, without those that are exempt.
    fn asked(&self, checked: &RowsChecked) -> Vec<Asked<'_>> {
        let mut asked = Vec::new();
        for (index, row) in self.world.rows(checked.source).iter().enumerate() {
            let (Some(time), Some(municipality)) = (row.time, row.municipality(checked.municipality)) else { continue };
            let selector = Selector { world: self.world, member: None, municipality: Some(municipality) };
            let at = when(time, self.rule.period);
            let exempt = || {
                let mut exemptions = self.exemptions(municipality, &at);
                exemptions.any(|exemption| selector.all_hold(&exemption.rows, row))
            };
            let of_edition = row.year.is_some_and(|year| self.edition.years.contains(year));
            if of_edition && selector.selects(&checked.selection, row) && !exempt() {
                asked.push(Asked { index, row, municipality, at });
            }
        }
        asked
    }

    /// Rows that are alike in all of the columns, and in kommune and time; told without the keys of persons.
    fn repeated(
        &self,
        checked: &RowsChecked,
        columns: &[ColumnId],
        rows: &[Asked],
        groups: &mut BTreeMap<Place, Group>,
    ) {
        let mut alike: BTreeMap<(String, String, Vec<String>), Vec<&Asked>> = BTreeMap::new();
        for asked in rows {
            let values: Vec<String> = columns.iter().map(|column| self.apart(checked, asked, *column)).collect();
            let time = format!("{:?}", asked.row.time);
            alike.entry((asked.municipality.to_owned(), time, values)).or_default().push(asked);
        }
        for ((municipality, _, values), rows) in alike.into_iter().filter(|(_, rows)| rows.len() > 1) {
            let shown = columns
                .iter()
                .zip(&values)
                .filter(|(column, _)| may_be_told(self.source(checked), checked.municipality, **column));
            let key: Vec<(String, String)> =
                shown.map(|(column, value)| (self.word(checked, *column), value.clone())).collect();
            let group = groups.entry((municipality, rows[0].at.clone(), key)).or_default();
            group.rows += rows.len();
            group.different.insert(std::iter::once(format!("{:?}", rows[0].row.time)).chain(values).collect());
        }
    }

    /// The stored text; of what is not stored what was read.
    fn stored(&self, checked: &RowsChecked, asked: &Asked, column: ColumnId) -> String {
        let source = self.source(checked);
        let known = &source.columns[column.0];
        let table = self.data.tables.get(&checked.source);
        if let (Origin::Table, ColumnValue::Stored, Some(table)) = (&source.origin, &known.value, table) {
            let place = table.columns.iter().position(|name| *name == known.stored);
            let value = place.and_then(|place| table.rows.get(asked.index)?.get(place));
            return value.filter(|value| !is_empty(known, value)).and_then(text_of).unwrap_or_default();
        }
        match asked.row.cell(column) {
            Cell::Code(codes) => codes.first().cloned().unwrap_or_default(),
            Cell::Municipality(code) => code.clone().unwrap_or_default(),
            Cell::Text(text) => text.clone().unwrap_or_default(),
            Cell::Number(Some(number)) => text_of(&Value::Number(number.clone())).unwrap_or_default(),
            Cell::Number(None) | Cell::Time | Cell::Day(_) => String::new(),
        }
    }

    /// What tells rows apart: the stored text, of days the day.
    fn apart(&self, checked: &RowsChecked, asked: &Asked, column: ColumnId) -> String {
        match asked.row.cell(column) {
            Cell::Day(day) => format!("{day:?}"),
            _ => self.stored(checked, asked, column),
        }
    }

    fn code_or_stored(&self, checked: &RowsChecked, asked: &Asked, column: ColumnId) -> String {
        match asked.row.cell(column) {
            Cell::Code(codes) if !codes.is_empty() => codes[0].clone(),
            _ => self.stored(checked, asked, column),
        }
    }

    /// Numbers, texts and amounts as read; of codes and kommuner that something is stored.
    fn is_filled(&self, checked: &RowsChecked, asked: &Asked, column: FilledColumn) -> bool {
        match column {
            FilledColumn::Measure(measure) => asked.row.amount(measure).is_some(),
            FilledColumn::Column(column) => match asked.row.cell(column) {
                Cell::Number(number) => number.is_some(),
                Cell::Text(text) => text.is_some(),
                Cell::Day(day) => day.is_some(),
                Cell::Code(codes) => !codes.is_empty() || !self.stored(checked, asked, column).is_empty(),
                Cell::Municipality(code) => code.is_some() || !self.stored(checked, asked, column).is_empty(),
                _ => !self.stored(checked, asked, column).is_empty(),
            },
        }
    }
}

fn found(checked: &RowsChecked, (municipality, at, key): Place, group: Group) -> Found {
    let rows = || Some(whole(group.rows as i64));
    let (value, compared_with) = match &checked.test {
        RowTest::Unique(_) => (rows(), Some(whole(group.different.len() as i64))),
        RowTest::Filled(_) => (rows(), None),
        RowTest::CodesExist(_) | RowTest::Holds { .. } => match checked.amount {
            Some(_) => (group.amount.clone(), None),
            None => (rows(), None),
        },
    };
    Found { municipality, at, member: None, key, value, compared_with, rows: group.rows, too_large: false }
}

/// The rule's period that holds a row; a ledger period of a month's rule keeps its number.
fn when(time: RowTime, period: Frequency) -> When {
    let at = When::of(Period::holding(time.month_or_december(), period));
    match time {
        RowTime::Extra { year, number } if at.first == at.last => When { name: format!("{year:04}-{number:02}"), ..at },
        _ => at,
    }
}
