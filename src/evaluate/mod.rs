//! The meaning of definitions, made executable: rows in, rows out, exact, slow and plain.
//!
//! In: a model without errors and the rows of its sources. Out: the rows of every nøgletal, as `resultat` shows them.
//! Guaranteed now: nothing is shared with the way to SQL but the model; each source row is asked on its own, each
//! kommune and period is computed on its own, straight from the definitions of language.md, section 3.

mod comparison;
mod count;
mod day;
mod delivered;
mod derived;
pub mod examples;
mod figure;
mod forecast;
mod judge;
mod leaves;
mod linked;
mod made_rows;
mod months_read;
mod part;
mod population;
mod reader;
mod reading;
mod reported;
mod rows;
pub mod rules;
mod select;
mod statistics;
mod stored;
mod suppression;
mod tally;
mod time;
mod used;
mod values;
mod window;
mod world;

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;

pub use comparison::ComparisonRow;
pub use day::{Day, Days, between};
pub use judge::{Decision, Judge};
pub use made_rows::{MadeRow, made_rows, written};
pub use months_read::{Read, months_read};
pub use reported::{Behind, Trouble, Unread, reported};
pub use stored::{stored_number, stored_value};
pub use values::{Date, Table, Value};
pub use window::{Period, Window, window};

use crate::model::{BaseFigureId, FigureId, Frequency, Model, SourceId};
use world::World;

/// The rows of the sources; a source without a table has delivered nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Data {
    pub tables: BTreeMap<SourceId, Table>,
    /// `leverancer fra`: the tables (kommune, måned) that say what was delivered, by the source they are about.
    pub deliveries: BTreeMap<SourceId, Table>,
}

/// What a row's values are worth, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    Ok,
    /// Some of the months were not delivered.
    Provisional,
    /// Divided by 0.
    DenominatorZero,
    /// Nothing was delivered.
    Missing,
    /// The row is hidden, and so is all that reads it.
    Suppressed,
}

impl Status {
    /// As every output writes it.
    pub fn danish(self) -> &'static str {
        match self {
            Status::Ok => "ok",
            Status::Provisional => "foreløbig",
            Status::DenominatorZero => "nævner_nul",
            Status::Missing => "mangler",
            Status::Suppressed => "skjult",
        }
    }
}

/// A row of `resultat`.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultRow {
    pub figure: FigureId,
    pub member: Option<usize>,
    /// The SQL name, of the member when it is a family.
    pub name: String,
    /// The udgave of the row's own period.
    pub edition: String,
    pub municipality: String,
    pub period: Period,
    pub numerator: Option<BigRational>,
    pub denominator: Option<BigRational>,
    pub result: Option<BigRational>,
    pub status: Status,
}

/// A grundtal's value.
#[derive(Debug, Clone, PartialEq)]
pub struct BaseRow {
    pub municipality: String,
    pub period: Period,
    pub value: Option<BigRational>,
    pub status: Status,
}

/// All rows of all nøgletal, by name, kommune and period.
pub fn evaluate(model: &Model, data: &Data) -> Vec<ResultRow> {
    let world = World::new(model, data);
    published_rows(model, &figure::wanted(&world, &declared(model)))
}

/// The nøgletal that authors declare.
fn declared(model: &Model) -> BTreeSet<FigureId> {
    (0..model.figures.len()).map(FigureId).filter(|id| !model.figure(*id).of_rule).collect()
}

/// The rows of one nøgletal.
pub fn evaluate_figure(model: &Model, data: &Data, id: FigureId) -> Vec<ResultRow> {
    let world = World::new(model, data);
    let rows = published_rows(model, &figure::wanted(&world, &BTreeSet::from([id])));
    rows.into_iter().filter(|row| row.figure == id).collect()
}

/// The rows of [`evaluate`], and beside each of them that of `sammenligning`.
pub fn evaluate_with_comparison(model: &Model, data: &Data) -> (Vec<ResultRow>, Vec<ComparisonRow>) {
    let world = World::new(model, data);
    let declared = declared(model);
    let published = figure::wanted(&world, &declared);
    (published_rows(model, &published), comparison::rows(&world, &published, &declared))
}

/// The rows of `sammenligning` of one nøgletal.
pub fn evaluate_comparison(model: &Model, data: &Data, id: FigureId) -> Vec<ComparisonRow> {
    let world = World::new(model, data);
    let criteria = model.criteria_of(model.figure(id));
    let published = figure::wanted(&world, &criteria.into_iter().chain([id]).collect());
    comparison::rows(&world, &published, &BTreeSet::from([id]))
}

fn published_rows(model: &Model, published: &figure::Published) -> Vec<ResultRow> {
    let declared = published.rows().filter(|(place, _)| !model.figure(place.figure.figure).of_rule);
    let mut rows: Vec<ResultRow> = declared.map(|(place, row)| result_row(model, place, row)).collect();
    rows.sort_by(|a, b| (&a.name, &a.municipality, a.period).cmp(&(&b.name, &b.municipality, b.period)));
    rows
}

/// The rows of a grundtal, seen by periods of one length; by kommune and period.
pub fn evaluate_base_figure(model: &Model, data: &Data, id: BaseFigureId, grain: Frequency) -> Vec<BaseRow> {
    let world = World::new(model, data);
    let published = figure::wanted(&world, &figure::read_by_base_figure(model, id));
    figure::base_figure_rows(&world, &published, id, grain)
}

fn result_row(model: &Model, place: &figure::Place, row: &figure::FigureRow) -> ResultRow {
    let figure = model.figure(place.figure.figure);
    let member = place.figure.member.and_then(|index| figure.family.as_ref()?.members.get(index));
    ResultRow {
        figure: place.figure.figure,
        member: place.figure.member,
        name: member.map_or(&figure.name.sql, |member| &member.sql).clone(),
        edition: row.edition.edition(),
        municipality: place.municipality.clone(),
        period: place.period,
        numerator: row.numerator.as_ref().and_then(|part| part.value.clone()),
        denominator: row.denominator.as_ref().and_then(|part| part.value.clone()),
        result: row.result.clone(),
        status: row.status,
    }
}
