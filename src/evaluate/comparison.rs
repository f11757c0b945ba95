//! `sammenligning`: the kommuner of a nøgletal held against each other, period by period.
//!
//! In: rows of nøgletal as published. Out: one [`ComparisonRow`] per row. Guaranteed now: averages are over those that
//! take part (C1): kommuner with a resultat of status ok or foreløbig that are not excluded; each average, percentile
//! and mulighedsrum is rounded once (N1, N3, N6).

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::Status;
use super::figure::{FigureRow, Place, Published};
use super::part::{PartValue, Reading};
use super::select::MemberOf;
use super::window::Period;
use super::world::World;
use crate::exact::{round, round5, whole};
use crate::model::comparison::{Comparison, region};
use crate::model::{
    AverageKind, ComparisonGroup, Direction, Edition, EditionValue, FigureId, FigureReference, Formula, KeyFigure,
    Potential,
};

/// How many decimals each term of a distance keeps (C4).
const DISTANCE_DECIMALS: u32 = 10;

/// A row of `sammenligning`. A nøgletal that is not compared has its resultat and nothing more.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparisonRow {
    pub figure: FigureId,
    pub member: Option<usize>,
    pub name: String,
    pub municipality: String,
    pub period: Period,
    pub result: Option<BigRational>,
    pub national: Option<BigRational>,
    pub group: Option<BigRational>,
    pub region: Option<BigRational>,
    pub deviation: Option<BigRational>,
    pub rank: Option<usize>,
    /// How many take part.
    pub count: Option<usize>,
    pub percentile: Option<BigRational>,
    pub potential: Option<BigRational>,
    pub status: Status,
}

/// The rows of these nøgletal, by name, kommune and period.
pub fn rows(world: &World, published: &Published, of: &BTreeSet<FigureId>) -> Vec<ComparisonRow> {
    let mut periods: BTreeMap<(FigureReference, Period), BTreeMap<&str, &FigureRow>> = BTreeMap::new();
    for (place, row) in published.rows().filter(|(place, _)| of.contains(&place.figure.figure)) {
        periods.entry((place.figure, place.period)).or_default().insert(&place.municipality, row);
    }
    let mut found = Vec::new();
    for ((figure, period), rows) in periods {
        let field = Field::new(world, published, figure, period);
        found.extend(rows.into_iter().map(|(municipality, row)| of_row(&field, municipality, row)));
    }
    found.sort_by(|a, b| (&a.name, &a.municipality, a.period).cmp(&(&b.name, &b.municipality, b.period)));
    found
}

/// The landsgennemsnit of a nøgletal in a period, the same for all; missing when nobody takes part.
pub fn national(world: &World, published: &Published, figure: FigureReference, period: Period) -> PartValue {
    let field = Field::new(world, published, figure, period);
    match field.national() {
        Some(value) => PartValue { value: Some(value), status: field.status() },
        None => PartValue::missing(),
    }
}

fn of_row(field: &Field, municipality: &str, row: &FigureRow) -> ComparisonRow {
    let figure = field.figure();
    let member = field.of.member.and_then(|index| figure.family.as_ref()?.members.get(index));
    let mut shown = ComparisonRow {
        figure: field.of.figure,
        member: field.of.member,
        name: member.map_or(&figure.name.sql, |member| &member.sql).clone(),
        municipality: municipality.to_owned(),
        period: field.period,
        result: row.result.clone(),
        national: None,
        group: None,
        region: None,
        deviation: None,
        rank: None,
        count: None,
        percentile: None,
        potential: None,
        status: row.status,
    };
    let Some(comparison) = field.comparison else { return shown };
    shown.national = field.national();
    shown.group = field.group_average(municipality);
    shown.region = comparison.region.and_then(|kind| field.average(kind, &field.of_region(municipality)));
    shown.count = Some(field.members.len());
    shown.status = row.status.max(field.status());
    if field.members.contains_key(municipality)
        && let Some(result) = &row.result
    {
        shown.deviation = shown.national.as_ref().map(|average| result - average);
        shown.rank = field.rank(result);
        shown.percentile = field.percentile(result);
        shown.potential = field.potential(row, result, &shown);
    }
    shown
}

/// A nøgletal in one period.
struct Field<'a> {
    world: &'a World<'a>,
    published: &'a Published,
    of: FigureReference,
    period: Period,
    comparison: Option<&'a Comparison>,
    /// The udgave in force.
    edition: Option<&'a Edition>,
    /// The rows of those that take part, by kommune.
    members: BTreeMap<&'a str, &'a FigureRow>,
}

impl<'a> Field<'a> {
    fn new(world: &'a World<'a>, published: &'a Published, of: FigureReference, period: Period) -> Field<'a> {
        let figure = world.model.figure(of.figure);
        let comparison = world.model.comparison_of(figure);
        let excluded = comparison.map_or(&[][..], |comparison| comparison.excluded.as_slice());
        let row = |municipality: &'a str| {
            let row = value_row(published, of, municipality, period)?;
            (!excluded.iter().any(|code| code == municipality)).then_some((municipality, row))
        };
        let members = world.municipalities().into_iter().filter_map(row).collect();
        let edition = figure.editions.iter().find(|edition| edition.years.contains(period.year()));
        Field { world, published, of, period, comparison, edition, members }
    }

    fn figure(&self) -> &'a KeyFigure {
        self.world.model.figure(self.of.figure)
    }

    /// Foreløbig when any that takes part is.
    fn status(&self) -> Status {
        let provisional = self.members.values().any(|row| row.status == Status::Provisional);
        if provisional { Status::Provisional } else { Status::Ok }
    }

    fn national(&self) -> Option<BigRational> {
        let all: BTreeSet<&str> = self.members.keys().copied().collect();
        self.average(self.comparison?.national?, &all)
    }

    fn average(&self, kind: AverageKind, over: &BTreeSet<&str>) -> Option<BigRational> {
        let rows: Vec<(&str, &FigureRow)> =
            self.members.iter().filter(|(code, _)| over.contains(*code)).map(|(code, row)| (*code, *row)).collect();
        let results = rows.iter().filter_map(|(_, row)| row.result.clone());
        match kind {
            AverageKind::Unweighted => mean(results.collect()),
            AverageKind::Median => quantile(results.collect(), &whole(50)),
            AverageKind::Weighted => self.weighted(&rows),
        }
    }

    /// factor × Σ tæller / Σ nævner as published; of a formel the formel over its parts summed (C2).
    fn weighted(&self, rows: &[(&str, &FigureRow)]) -> Option<BigRational> {
        if rows.is_empty() {
            return None;
        }
        let edition = self.edition?;
        match &edition.value {
            EditionValue::Ratio { .. } => {
                let sum = |value: fn(&FigureRow) -> Option<&PartValue>| {
                    rows.iter().filter_map(|(_, row)| value(row)?.value.as_ref()).sum::<BigRational>()
                };
                let (numerator, divisor) = (sum(|row| row.numerator.as_ref()), sum(|row| row.denominator.as_ref()));
                (!divisor.is_zero()).then(|| round5(&(&edition.factor * numerator / divisor)))
            }
            EditionValue::Formula(formula) => {
                let codes: Vec<&str> = rows.iter().map(|(code, _)| *code).collect();
                let value = round5(&self.summed(edition, formula, &codes, false)?);
                Some(round5(&(value / &edition.shown_in)))
            }
        }
    }

    /// A formel whose terms are added over the kommuner first, otherwise computed as always (N4).
    fn summed(&self, edition: &Edition, formula: &Formula, over: &[&str], divided: bool) -> Option<BigRational> {
        let both = |a: &Formula, b: &Formula, divided: bool| {
            Some((self.summed(edition, a, over, divided)?, self.summed(edition, b, over, divided)?))
        };
        match formula {
            Formula::Number(number) => Some(number.clone()),
            Formula::Term(term) => {
                let values: Option<Vec<BigRational>> =
                    over.iter().map(|code| self.reading(edition, code).term(term, self.period).value).collect();
                Some(values?.into_iter().sum())
            }
            Formula::Negate(inner) => self.summed(edition, inner, over, divided).map(|value| -value),
            Formula::Add(a, b) => both(a, b, divided).map(|(a, b)| a + b),
            Formula::Subtract(a, b) => both(a, b, divided).map(|(a, b)| a - b),
            Formula::Multiply(a, b) => both(a, b, divided).map(|(a, b)| a * b),
            Formula::Divide(a, b) => {
                let (a, b) = both(a, b, true)?;
                let decimals = if divided { super::part::INNER_DECIMALS } else { crate::exact::DECIMALS };
                (!b.is_zero()).then(|| round(&(a / b), decimals))
            }
        }
    }

    fn reading<'r>(&'r self, edition: &Edition, municipality: &'r str) -> Reading<'r> {
        let member = match (&self.figure().family, self.of.member) {
            (Some(family), Some(index)) => Some(MemberOf { family, index }),
            _ => None,
        };
        let missing_is_zero = edition.missing_is_zero;
        let prices = self.figure().prices.as_ref();
        Reading { world: self.world, published: self.published, member, municipality, missing_is_zero, prices }
    }

    fn of_region(&self, municipality: &str) -> BTreeSet<&'a str> {
        let tree = self.world.model.tree(self.world.model.municipalities);
        let year = self.period.year();
        let region_of = |code: &str| tree.version(code, &[], year).and_then(region);
        match region_of(municipality) {
            None => BTreeSet::new(),
            Some(own) => self.members.keys().copied().filter(|code| region_of(code) == Some(own)).collect(),
        }
    }

    /// The mean of the group's kommuner that take part.
    fn group_average(&self, municipality: &str) -> Option<BigRational> {
        let group: BTreeSet<&str> = match self.comparison?.group.as_ref()? {
            ComparisonGroup::Listed(members) => {
                let year = self.period.year();
                let in_force =
                    members.iter().filter(|one| one.municipality == municipality && one.years.contains(year));
                in_force.map(|one| one.with.as_str()).collect()
            }
            ComparisonGroup::Nearest { size, by } => self.nearest(municipality, *size as usize, by),
        };
        let present = group.into_iter().filter(|code| *code != municipality);
        mean(present.filter_map(|code| self.members.get(code)?.result.clone()).collect())
    }

    /// The nearest kommuner by the criteria of the same period; nobody's when a criterion of one's own is missing (C4).
    fn nearest(&self, municipality: &str, size: usize, by: &[FigureReference]) -> BTreeSet<&'a str> {
        let value = |of: FigureReference, code: &str| {
            value_row(self.published, of, code, self.period).and_then(|row| row.result.as_ref())
        };
        let excluded = self.comparison.map_or(&[][..], |comparison| comparison.excluded.as_slice());
        let others: Vec<&'a str> = self
            .world
            .municipalities()
            .into_iter()
            .filter(|code| !excluded.iter().any(|excluded| excluded == code))
            .collect();
        let mut distances: BTreeMap<&'a str, BigRational> = others
            .iter()
            .filter(|code| **code != municipality && by.iter().all(|of| value(*of, code).is_some()))
            .map(|code| (*code, whole(0)))
            .collect();
        for of in by {
            let Some(own) = value(*of, municipality) else { return BTreeSet::new() };
            let variance = variance(others.iter().filter_map(|code| value(*of, code)).collect());
            for (code, distance) in &mut distances {
                let Some(other) = value(*of, code) else { continue };
                let difference = own - other;
                if !variance.is_zero() {
                    *distance += round(&(&difference * &difference / &variance), DISTANCE_DECIMALS);
                }
            }
        }
        let mut ordered: Vec<(BigRational, &str)> = distances.into_iter().map(|(code, away)| (away, code)).collect();
        ordered.sort();
        ordered.into_iter().take(size).map(|(_, code)| code).collect()
    }

    fn results(&self) -> impl Iterator<Item = &BigRational> {
        self.members.values().filter_map(|row| row.result.as_ref())
    }

    /// 1 and those strictly before it (C3).
    fn rank(&self, result: &BigRational) -> Option<usize> {
        let lowest_first = self.world.model.lowest_first(self.figure())?;
        let before = |other: &&BigRational| if lowest_first { *other < result } else { *other > result };
        Some(1 + self.results().filter(before).count())
    }

    /// How many hundredths of the others are strictly lower (C3).
    fn percentile(&self, result: &BigRational) -> Option<BigRational> {
        let lower = self.results().filter(|other| *other < result).count();
        let others = self.members.len().checked_sub(1).filter(|others| *others > 0)?;
        Some(round5(&(whole(100 * lower as i64) / whole(others as i64))))
    }

    /// What it would free to be as good as the benchmark (N3).
    fn potential(&self, row: &FigureRow, result: &BigRational, shown: &ComparisonRow) -> Option<BigRational> {
        let EditionValue::Ratio { denominator: Some(_), .. } = self.edition?.value else { return None };
        let benchmark = match self.comparison?.potential.as_ref()? {
            Potential::Percentile(percentile) => quantile(self.results().cloned().collect(), percentile)?,
            Potential::NationalAverage => shown.national.clone()?,
            Potential::GroupAverage => shown.group.clone()?,
        };
        let worse = match self.figure().direction? {
            Direction::LowerIsBetter => *result > benchmark,
            Direction::HigherIsBetter => *result < benchmark,
            Direction::Neutral => return None,
        };
        if !worse {
            return Some(whole(0));
        }
        let weight = row.denominator.as_ref()?.value.as_ref()?;
        Some(round5(&((result - benchmark).abs() * weight / &self.edition?.factor)))
    }
}

/// A row with a resultat that counts: ok or foreløbig.
fn value_row<'p>(
    published: &'p Published,
    figure: FigureReference,
    code: &str,
    period: Period,
) -> Option<&'p FigureRow> {
    let row = published.get(&Place { figure, municipality: code.to_owned(), period })?;
    (row.status <= Status::Provisional && row.result.is_some()).then_some(row)
}

fn mean(values: Vec<BigRational>) -> Option<BigRational> {
    let count = values.len() as i64;
    (count > 0).then(|| round5(&(values.into_iter().sum::<BigRational>() / whole(count))))
}

/// The p-th percentile: position 1 + (n − 1) × p / 100 on the line between neighbours (N6).
fn quantile(mut values: Vec<BigRational>, percentile: &BigRational) -> Option<BigRational> {
    values.sort();
    let position = whole(values.len().checked_sub(1)? as i64) * percentile / whole(100);
    let below = position.floor();
    let place = usize::try_from(below.to_integer()).ok()?;
    let low = values.get(place)?;
    let high = values.get(place + 1).unwrap_or(low);
    Some(round5(&(low + (high - low) * (position - below))))
}

/// Of a sample, n − 1; 0 of fewer than two.
fn variance(values: Vec<&BigRational>) -> BigRational {
    let count = whole(values.len() as i64);
    if values.len() < 2 {
        return whole(0);
    }
    let sum: BigRational = values.iter().copied().sum();
    let squares: BigRational = values.iter().map(|value| *value * *value).sum();
    (&count * squares - &sum * &sum) / (&count * (&count - whole(1)))
}
