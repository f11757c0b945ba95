//! `eksempel`: what is given is evaluated and compared with what is expected.
//!
//! In: a model without errors and one of its examples. Out: [`Difference`]s, none when the example holds. Guaranteed
//! now: only the columns given are compared, every row of the subject counts, numbers are compared as numbers.

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;

use super::delivered::Delivered;
use super::made_rows::{MadeRow, in_one_form, made_rows};
use super::rules::violations_of;
use super::stored::{stored_number, stored_value};
use super::values::{Table, Value};
use super::world::World;
use super::{BaseRow, ComparisonRow, Data, Period, ResultRow, Status, comparison, figure, published_rows};
use crate::exact::danish_number;
use crate::model::example::{ComparisonColumn, ExpectedHeading, Given, GivenHeading, GivenRow, Subject};
use crate::model::{BaseFigureId, Example, Expectation, FigureId, FigureReference, Frequency, Model, SourceId};
use crate::text::fold;

/// What an output holds in a cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    Empty,
    Text(String),
    Number(BigRational),
}

/// Where an example does not hold; rows and headings are counted from 0 as in its `forvent`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// The expected row is not there.
    MissingRow { row: usize },
    /// A row that was not expected, in the columns expected.
    ExtraRow { cells: Vec<Shown> },
    /// The row is there, with another value.
    Cell { row: usize, heading: usize, expected: String, got: Shown },
}

/// The rows given, as tables.
pub fn given_data(model: &Model, example: &Example) -> Data {
    let mut data = Data::default();
    for given in &example.given {
        let table = given_table(model, given);
        match data.tables.entry(given.source) {
            std::collections::btree_map::Entry::Vacant(entry) => {
                entry.insert(table);
            }
            std::collections::btree_map::Entry::Occupied(mut entry) => append(entry.get_mut(), table),
        }
    }
    data.deliveries = given_deliveries(model, &data);
    data
}

/// `leverancer fra`: the rows given are what was delivered, as they would be without that clause. Sources that share a
/// table share what it holds.
pub fn given_deliveries(model: &Model, data: &Data) -> BTreeMap<SourceId, Table> {
    let listed = || (0..model.sources.len()).map(SourceId).filter(|id| model.source(*id).deliveries.is_some());
    if listed().next().is_none() {
        return BTreeMap::new();
    }
    let world = World::new(model, data);
    let mut tables: BTreeMap<&String, BTreeSet<(String, i32)>> = BTreeMap::new();
    for id in listed().filter(|id| data.tables.contains_key(id)) {
        let source = model.source(id);
        let months = tables.entry(source.deliveries.as_ref().unwrap_or(&source.table)).or_default();
        months.extend(Delivered::by_rows(source, world.rows(id)).municipality_months());
    }
    let table = |id: SourceId| {
        let months = tables.get(model.source(id).deliveries.as_ref()?)?;
        let row = |(municipality, month): &(String, i32)| {
            let month = Period::holding(*month, Frequency::Monthly).name();
            vec![Value::Text(municipality.clone()), Value::Text(month)]
        };
        let columns = ["kommune", "maaned"].map(str::to_owned).to_vec();
        Some((id, Table { columns, rows: months.iter().map(row).collect() }))
    };
    listed().filter_map(table).collect()
}

fn given_table(model: &Model, given: &Given) -> Table {
    let source = model.source(given.source);
    let stored_name = |heading: &GivenHeading| match heading {
        GivenHeading::Column(column) => source.columns[column.0].stored.clone(),
        GivenHeading::Measure(measure) => source.measures[measure.0].stored.clone(),
    };
    let stored = |heading: &GivenHeading, cell: &String| match heading {
        GivenHeading::Column(column) => stored_value(model, &source.columns[column.0].kind, cell),
        GivenHeading::Measure(_) => stored_number(cell),
    };
    let row = |row: &GivenRow| given.headings.iter().zip(&row.cells).map(|(h, cell)| stored(h, cell)).collect();
    Table {
        columns: given.headings.iter().map(stored_name).collect(),
        rows: given.rows.iter().map(row).collect::<Vec<Vec<Value>>>(),
    }
}

/// A second `givet` of the same source adds its rows; columns that only one of them has are empty in the other.
fn append(table: &mut Table, more: Table) {
    for column in &more.columns {
        if !table.columns.contains(column) {
            table.columns.push(column.clone());
        }
    }
    for row in &mut table.rows {
        row.resize(table.columns.len(), Value::Null);
    }
    for row in more.rows {
        let value = |column: &String| {
            let place = more.columns.iter().position(|name| name == column);
            place.and_then(|place| row.get(place).cloned()).unwrap_or(Value::Null)
        };
        table.rows.push(table.columns.iter().map(value).collect());
    }
}

/// Evaluates the example; an expected compile error is not judged here.
pub fn run(model: &Model, example: &Example) -> Vec<Difference> {
    let Expectation::Rows { headings, rows: expected } = &example.expectation else { return Vec::new() };
    let data = given_data(model, example);
    let actual = match &example.subject {
        Subject::KeyFigure(figure) => figure_rows(model, &data, *figure, None, headings),
        Subject::Member(FigureReference { figure, member }) => figure_rows(model, &data, *figure, *member, headings),
        Subject::Declaration(_) => return Vec::new(),
        Subject::Source(id) => {
            let made = made_rows(model, &data, *id);
            let cells = |row: &MadeRow| headings.iter().map(|heading| row.cell(heading)).collect();
            let expected = in_one_form(model, *id, headings, expected);
            return differences(headings, &expected, made.iter().map(cells).collect());
        }
        Subject::Rule(rule) => violations_of(model, &data, *rule)
            .iter()
            .map(|violation| headings.iter().map(|heading| violation.cell(heading)).collect())
            .collect(),
        Subject::BaseFigure(id) => base_rows(model, &data, *id, grain(headings, expected))
            .iter()
            .map(|row| base_cells(row, headings))
            .collect(),
    };
    differences(headings, expected, actual)
}

fn figure_rows(
    model: &Model,
    data: &Data,
    figure: FigureId,
    member: Option<usize>,
    headings: &[ExpectedHeading],
) -> Vec<Vec<Shown>> {
    let world = World::new(model, data);
    let compared = headings.iter().any(|heading| matches!(heading, ExpectedHeading::Comparison(_)));
    let mut wanted = BTreeSet::from([figure]);
    if compared {
        wanted.extend(model.criteria_of(model.figure(figure)));
    }
    let published = figure::wanted(&world, &wanted);
    let beside = if compared { comparison::rows(&world, &published, &BTreeSet::from([figure])) } else { Vec::new() };
    let rows = published_rows(model, &published).into_iter();
    let rows = rows.filter(|row| row.figure == figure && (member.is_none() || row.member == member));
    let cells = |row: ResultRow| {
        let same = |other: &&ComparisonRow| {
            (other.member, other.period, &other.municipality) == (row.member, row.period, &row.municipality)
        };
        let compared = beside.iter().find(same);
        let cell = |heading: &ExpectedHeading| match heading {
            ExpectedHeading::Comparison(column) => compared_cell(compared, *column),
            _ => figure_cell(model, &row, heading),
        };
        headings.iter().map(cell).collect()
    };
    rows.map(cells).collect()
}

fn compared_cell(row: Option<&ComparisonRow>, column: ComparisonColumn) -> Shown {
    let Some(row) = row else { return Shown::Empty };
    let whole = |number: Option<usize>| number.map(|number| crate::exact::whole(number as i64));
    let value = match column {
        ComparisonColumn::National => row.national.clone(),
        ComparisonColumn::Group => row.group.clone(),
        ComparisonColumn::Region => row.region.clone(),
        ComparisonColumn::Deviation => row.deviation.clone(),
        ComparisonColumn::Rank => whole(row.rank),
        ComparisonColumn::Count => whole(row.count),
        ComparisonColumn::Percentile => row.percentile.clone(),
        ComparisonColumn::Potential => row.potential.clone(),
    };
    value.map_or(Shown::Empty, Shown::Number)
}

fn base_rows(model: &Model, data: &Data, id: BaseFigureId, grain: Frequency) -> Vec<BaseRow> {
    super::evaluate_base_figure(model, data, id, grain)
}

fn figure_cell(model: &Model, row: &ResultRow, heading: &ExpectedHeading) -> Shown {
    let number = |value: &Option<BigRational>| value.clone().map_or(Shown::Empty, Shown::Number);
    match heading {
        ExpectedHeading::Municipality => Shown::Text(row.municipality.clone()),
        ExpectedHeading::Period => Shown::Text(row.period.name()),
        ExpectedHeading::MemberCode => {
            let family = model.figure(row.figure).family.as_ref();
            let member = row.member.and_then(|index| family?.members.get(index));
            member.map_or(Shown::Empty, |member| Shown::Text(member.code.clone()))
        }
        ExpectedHeading::Numerator => number(&row.numerator),
        ExpectedHeading::Denominator => number(&row.denominator),
        ExpectedHeading::Result => number(&row.result),
        ExpectedHeading::Status => status_cell(row.status),
        ExpectedHeading::Edition => Shown::Text(row.edition.clone()),
        _ => Shown::Empty,
    }
}

fn base_cells(row: &BaseRow, headings: &[ExpectedHeading]) -> Vec<Shown> {
    let cell = |heading: &ExpectedHeading| match heading {
        ExpectedHeading::Municipality => Shown::Text(row.municipality.clone()),
        ExpectedHeading::Period => Shown::Text(row.period.name()),
        ExpectedHeading::Result => row.value.clone().map_or(Shown::Empty, Shown::Number),
        ExpectedHeading::Status => status_cell(row.status),
        _ => Shown::Empty,
    };
    headings.iter().map(cell).collect()
}

fn status_cell(status: Status) -> Shown {
    Shown::Text(status.danish().to_owned())
}

/// The length of the periods that an example expects; years when none is.
pub fn expected_grain(example: &Example) -> Frequency {
    match &example.expectation {
        Expectation::Rows { headings, rows } => grain(headings, rows),
        Expectation::Error { .. } => Frequency::Yearly,
    }
}

/// The length of the periods expected; years when none is.
fn grain(headings: &[ExpectedHeading], rows: &[GivenRow]) -> Frequency {
    let place = headings.iter().position(|heading| *heading == ExpectedHeading::Period);
    let period = place.and_then(|place| rows.first()?.cells.get(place)).map_or("", String::as_str);
    match period.split_once('-') {
        None if period.contains('/') => Frequency::EverySchoolYear,
        None => Frequency::Yearly,
        Some((_, part)) if part.starts_with(['K', 'k']) => Frequency::Quarterly,
        Some(_) => Frequency::Monthly,
    }
}

/// Rows that are equal are paired first, then those of the same kommune, period and member.
fn differences(headings: &[ExpectedHeading], expected: &[GivenRow], mut actual: Vec<Vec<Shown>>) -> Vec<Difference> {
    let agrees = |row: &GivenRow, cells: &Vec<Shown>, keys_only: bool| {
        headings.iter().enumerate().all(|(at, heading)| {
            (keys_only && !is_key(heading)) || is_shown(&cells[at], row.cells.get(at).map_or("", String::as_str))
        })
    };
    let mut unmatched = Vec::new();
    for (index, row) in expected.iter().enumerate() {
        match actual.iter().position(|cells| agrees(row, cells, false)) {
            Some(found) => drop(actual.remove(found)),
            None => unmatched.push(index),
        }
    }
    let mut found = Vec::new();
    for index in unmatched {
        let row = &expected[index];
        match actual.iter().position(|cells| agrees(row, cells, true)) {
            Some(place) => found.extend(cell_differences(index, row, &actual.remove(place))),
            None => found.push(Difference::MissingRow { row: index }),
        }
    }
    found.extend(actual.into_iter().map(|cells| Difference::ExtraRow { cells }));
    found
}

fn is_key(heading: &ExpectedHeading) -> bool {
    matches!(
        heading,
        ExpectedHeading::Municipality
            | ExpectedHeading::Period
            | ExpectedHeading::MemberCode
            | ExpectedHeading::Dimension(_)
            | ExpectedHeading::Own { of: GivenHeading::Column(_), .. }
    )
}

fn cell_differences(index: usize, row: &GivenRow, cells: &[Shown]) -> Vec<Difference> {
    let expected = |at: usize| row.cells.get(at).map_or("", String::as_str);
    let differing = cells.iter().enumerate().filter(|(at, got)| !is_shown(got, expected(*at)));
    let difference = |(at, got): (usize, &Shown)| Difference::Cell {
        row: index,
        heading: at,
        expected: expected(at).to_owned(),
        got: got.clone(),
    };
    differing.map(difference).collect()
}

/// Whether an output's cell is what the author wrote.
fn is_shown(got: &Shown, written: &str) -> bool {
    match got {
        Shown::Empty => written.is_empty(),
        Shown::Text(text) => fold(text) == fold(written),
        Shown::Number(number) => danish_number(written).as_ref() == Some(number),
    }
}

#[cfg(test)]
#[path = "examples_tests.rs"]
mod tests;
