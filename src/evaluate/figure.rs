//! Which rows a nøgletal has, and what each shows.
//!
//! In: rows as read. Out: [`Published`], every row of every nøgletal. Guaranteed now: figures were computed after those
//! they read; what is shown is what was divided (S2, S3, "Arithmetic").

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;
use num_traits::Zero;

use super::leaves::{Leaf, View};
use super::part::{PartValue, Reading};
use super::select::MemberOf;
use super::suppression::{Unconverted, hide_second_smallest, hides};
use super::window::{Period, month_number};
use super::world::World;
use super::{BaseRow, Status, reading};
use crate::exact::{round5, whole};
use crate::model::figure::EditionValue;
use crate::model::years::Years;
use crate::model::{
    BaseFigureId, Edition, FigureId, FigureReference, Frequency, KeyFigure, Model, Outcome, Part, ValueSubject,
    WhenRule,
};

/// Where a row stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub figure: FigureReference,
    pub municipality: String,
    pub period: Period,
}

/// What a row shows.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureRow {
    /// The years of its udgave.
    pub edition: Years,
    /// As shown; a koblet nøgletal has none.
    pub numerator: Option<PartValue>,
    pub denominator: Option<PartValue>,
    pub result: Option<BigRational>,
    pub status: Status,
}

/// The rows of the figures computed so far.
#[derive(Debug, Default)]
pub struct Published {
    rows: BTreeMap<Place, FigureRow>,
}

impl Published {
    pub fn get(&self, place: &Place) -> Option<&FigureRow> {
        self.rows.get(place)
    }

    pub fn rows(&self) -> impl Iterator<Item = (&Place, &FigureRow)> {
        self.rows.iter()
    }
}

/// These nøgletal and those that they read.
pub fn wanted(world: &World, figures: &BTreeSet<FigureId>) -> Published {
    let mut needed = figures.clone();
    for &id in world.model.figure_order.iter().rev() {
        if needed.contains(&id) {
            reading::of_figure(world.model, id, &mut needed);
        }
    }
    let mut published = Published::default();
    for &id in world.model.figure_order.iter().filter(|id| needed.contains(*id)) {
        let rows = rows_of(world, &published, id);
        published.rows.extend(rows);
    }
    published
}

/// The nøgletal that a grundtal reads.
pub fn read_by_base_figure(model: &Model, id: BaseFigureId) -> BTreeSet<FigureId> {
    let mut figures = BTreeSet::new();
    reading::of_base_figure(model, id, &mut figures);
    figures
}

fn rows_of(world: &World, published: &Published, id: FigureId) -> Vec<(Place, FigureRow)> {
    let figure = world.model.figure(id);
    let members: Vec<Option<usize>> = match &figure.family {
        Some(family) => (0..family.members.len()).map(Some).collect(),
        None => vec![None],
    };
    let mut rows = Vec::new();
    for member in members {
        for municipality in world.municipalities() {
            for period in periods(world, figure.reported) {
                if let Some(row) = row_at(world, published, figure, member, municipality, period) {
                    let figure = FigureReference { figure: id, member };
                    rows.push((Place { figure, municipality: municipality.to_owned(), period }, row));
                }
            }
        }
    }
    hide_second_smallest(figure, &mut rows);
    rows
}

/// The periods in which a row may exist.
fn periods(world: &World, reported: Frequency) -> Vec<Period> {
    let months = world.years().flat_map(|year| (1..=12).map(move |month| month_number(year, month)));
    let mut periods: Vec<Period> = months.map(|month| Period::holding(month, reported)).collect();
    periods.dedup();
    periods
}

fn row_at(
    world: &World,
    published: &Published,
    figure: &KeyFigure,
    member: Option<usize>,
    municipality: &str,
    period: Period,
) -> Option<FigureRow> {
    let edition = figure.editions.iter().find(|edition| edition.years.contains(period.year()))?;
    let member = match (&figure.family, member) {
        (Some(family), Some(index)) => {
            let years = &family.members.get(index)?.years;
            years.iter().any(|years| years.contains(period.year())).then_some(MemberOf { family, index }).map(Some)?
        }
        _ => None,
    };
    let missing_is_zero = edition.missing_is_zero;
    let reading = Reading { world, published, member, municipality, missing_is_zero, prices: figure.prices.as_ref() };
    exists(&leaves(&reading, &edition.value, period)).then(|| row(&reading, edition, period))
}

fn leaves(reading: &Reading, value: &EditionValue, period: Period) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    match value {
        EditionValue::Ratio { numerator, denominator } => {
            for part in std::iter::once(numerator).chain(denominator) {
                reading.leaves(part, View::of(period), &mut leaves);
            }
        }
        EditionValue::Formula(formula) => reading.leaves_of_formula(formula, View::of(period), &mut leaves),
    }
    leaves
}

/// A row exists when something was delivered inside its period; when nothing is read inside it, when something was
/// delivered where it is read (S2).
fn exists(leaves: &[Leaf]) -> bool {
    let some_inside = leaves.iter().any(|leaf| leaf.inside);
    leaves.iter().any(|leaf| leaf.inside == some_inside && leaf.delivers)
}

fn row(reading: &Reading, edition: &Edition, period: Period) -> FigureRow {
    let (mut row, before) = match &edition.value {
        EditionValue::Ratio { numerator, denominator } => {
            let numerator = reading.part(numerator, period);
            let denominator = denominator.as_ref().map(|part| reading.part(part, period));
            let share = edition.forecast.as_ref().map(|forecast| reading.share(edition, forecast, period));
            let divisor = denominator.as_ref().map(|part| part.value.as_ref());
            let before = Unconverted::of_ratio(&edition.factor, numerator.value.as_ref(), divisor);
            (ratio(edition, shown(numerator, edition), denominator.or(share)), before)
        }
        EditionValue::Formula(formula) => {
            let part = reading.formula(formula, period);
            let before = Unconverted { result: part.value.clone(), ..Unconverted::default() };
            let PartValue { value, status } = shown(part, edition);
            (FigureRow { edition: edition.years, numerator: None, denominator: None, result: value, status }, before)
        }
    };
    if row.status >= Status::DenominatorZero {
        row.result = None;
    }
    apply_rules(&edition.rules, &mut row);
    if row.status == Status::Suppressed || hides(&edition.suppression, &before) {
        row.hide();
    }
    row
}

/// A tæller or the value of a formel in the unit that is shown.
fn shown(part: PartValue, edition: &Edition) -> PartValue {
    let value = part.value.map(|value| round5(&(value / &edition.shown_in)));
    PartValue { value, ..part }
}

fn ratio(edition: &Edition, numerator: PartValue, denominator: Option<PartValue>) -> FigureRow {
    let mut status = numerator.status.max(denominator.as_ref().map_or(Status::Ok, |part| part.status));
    let result = match denominator.as_ref().map(|part| &part.value) {
        None => numerator.value.clone(),
        Some(Some(divisor)) if divisor.is_zero() => {
            status = status.max(Status::DenominatorZero);
            None
        }
        Some(divisor) => {
            let pair = numerator.value.as_ref().zip(divisor.as_ref());
            pair.map(|(numerator, divisor)| round5(&(&edition.factor * numerator / divisor)))
        }
    };
    FigureRow { edition: edition.years, numerator: Some(numerator), denominator, result, status }
}

/// The first rule whose value is there and passes decides; a row that is missing stays so.
fn apply_rules(rules: &[WhenRule], row: &mut FigureRow) {
    if row.status >= Status::Missing {
        return;
    }
    let value_of = |subject: ValueSubject| match subject {
        ValueSubject::Numerator => row.numerator.as_ref().and_then(|part| part.value.as_ref()),
        ValueSubject::Denominator => row.denominator.as_ref().and_then(|part| part.value.as_ref()),
        ValueSubject::Result => row.result.as_ref(),
    };
    let decides = |rule: &&WhenRule| value_of(rule.subject).is_some_and(|value| rule.test.holds(value));
    match rules.iter().find(decides).map(|rule| rule.outcome) {
        None => {}
        Some(Outcome::ShowNothing) => row.result = None,
        Some(Outcome::ShowZero) => row.result = Some(whole(0)),
    }
}

/// The rows of a grundtal when read by periods of one length.
pub fn base_figure_rows(world: &World, published: &Published, id: BaseFigureId, grain: Frequency) -> Vec<BaseRow> {
    let mut rows = Vec::new();
    for municipality in world.municipalities() {
        let reading = Reading { world, published, member: None, municipality, missing_is_zero: false, prices: None };
        for period in periods(world, grain) {
            if exists(&leaves_of_base_figure(&reading, id, period)) {
                let PartValue { value, status } = reading.base_figure(id, period);
                rows.push(BaseRow { municipality: municipality.to_owned(), period, value, status });
            }
        }
    }
    rows
}

fn leaves_of_base_figure(reading: &Reading, id: BaseFigureId, period: Period) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    let parts: &[crate::model::Version<Part>] = &reading.world.model.base_figure(id).parts;
    if let Some(part) = parts.iter().find(|part| part.years.contains(period.year())) {
        reading.leaves(&part.value, View::of(period), &mut leaves);
    }
    leaves
}
