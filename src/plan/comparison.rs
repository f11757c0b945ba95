//! Nøgletal held against each other, as plans.
//!
//! In: the nøgletal that name a sammenligning. Out: a [`ComparisonPlan`] of each, and the tables that several of them
//! read: regions, listed groups, nearest kommuner. Guaranteed now: a weighted average knows its factor, or its formel
//! over summed parts, for each year.

use num_rational::BigRational;
use num_traits::One;

use super::columns::Names;
use super::figure::term_places;
use super::formula::{INNER_DECIMALS, Step, Steps};
use super::number::Number;
use super::planner::Planner;
use super::window::Grain;
use crate::exact::DECIMALS;
use crate::model::comparison::{Comparison, region};
use crate::model::years::Years;
use crate::model::{
    AverageKind, ComparisonGroup, Direction, Edition, EditionValue, FigureId, Formula, GroupMember, KeyFigure, Model,
    Potential,
};

/// A nøgletal that is compared.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparisonPlan {
    /// Its name, `nt_<figure>`.
    pub figure: String,
    pub title: String,
    pub is_family: bool,
    /// Other figures read its landsgennemsnit.
    pub is_averaged: bool,
    pub national: Option<AverageKind>,
    pub region: Option<AverageKind>,
    /// How the kommuner are added, by the year of the period; years without have nothing to weight by.
    pub weights: Vec<(Years, Weight)>,
    /// How many parts of the formel are summed: the columns `vaegtled_1` … of what other figures read.
    pub summed: usize,
    /// From the columns `sum_1` … to what the weights are.
    pub steps: Vec<Vec<Step>>,
    pub group: Option<GroupPlan>,
    pub excluded: Vec<String>,
    /// Rank 1 is the lowest; without it there is no rank.
    pub lowest_first: Option<bool>,
    pub potential: Option<PotentialPlan>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Weight {
    /// factor × Σ tæller ÷ Σ nævner
    Ratio(BigRational),
    /// The formel over summed parts; with at most 5 decimals.
    Formula(Number),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupPlan {
    /// A [`ListedGroup`] by name.
    Listed(String),
    /// A [`NearestPlan`] by name.
    Nearest(String),
}

#[derive(Debug, Clone, PartialEq)]
pub struct PotentialPlan {
    pub against: Potential,
    pub higher_is_better: bool,
}

/// The groups of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedGroup {
    pub name: String,
    pub members: Vec<GroupMember>,
}

/// The nearest kommuner of each, period by period.
#[derive(Debug, Clone, PartialEq)]
pub struct NearestPlan {
    pub name: String,
    pub size: u32,
    /// Names in `noegletal`.
    pub by: Vec<String>,
    pub excluded: Vec<String>,
}

/// The region of a kommune in some years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionOf {
    pub municipality: String,
    pub region: String,
    pub years: Years,
}

/// What comparisons of several figures read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ComparisonTables {
    pub regions: Vec<RegionOf>,
    pub listed: Vec<ListedGroup>,
    pub nearest: Vec<NearestPlan>,
}

impl Planner<'_> {
    /// Those of these nøgletal that are compared.
    pub fn comparisons(&mut self, wanted: &[FigureId]) -> Vec<ComparisonPlan> {
        wanted.iter().filter_map(|id| self.comparison(*id)).collect()
    }

    fn comparison(&mut self, id: FigureId) -> Option<ComparisonPlan> {
        let model = self.model;
        let figure = model.figure(id);
        let comparison = model.comparison_of(figure)?;
        let (weights, summed, steps) = self.weights(id, figure);
        Some(ComparisonPlan {
            figure: figure.name.sql.clone(),
            title: figure.title.clone(),
            is_family: figure.family.is_some(),
            is_averaged: self.is_averaged(id),
            national: comparison.national,
            region: comparison.region,
            weights,
            summed,
            steps,
            group: comparison.group.as_ref().map(|group| match group {
                ComparisonGroup::Listed(_) => GroupPlan::Listed(comparison.name.sql.clone()),
                ComparisonGroup::Nearest { .. } => GroupPlan::Nearest(comparison.name.sql.clone()),
            }),
            excluded: comparison.excluded.clone(),
            lowest_first: model.lowest_first(figure),
            potential: potential(figure, comparison),
        })
    }

    fn weights(&mut self, id: FigureId, figure: &KeyFigure) -> (Vec<(Years, Weight)>, usize, Vec<Vec<Step>>) {
        let sums = self.model.sums_formula_parts(figure);
        let mut counts = Vec::new();
        let mut steps = Steps {
            planner: self,
            figure: id,
            grain: Grain::of(figure.reported),
            missing_is_zero: false,
            prices: None,
            counts: &mut counts,
            names: Names::reserving(&["noegletal", "periode", "region", "aar"]),
            terms: Vec::new(),
            levels: Vec::new(),
        };
        let mut weights = Vec::new();
        let mut summed = 0;
        for edition in &figure.editions {
            match &edition.value {
                EditionValue::Ratio { denominator: Some(_), .. } => {
                    weights.push((edition.years, Weight::Ratio(edition.factor.clone())));
                }
                EditionValue::Formula(formula) if sums => {
                    summed = summed.max(term_places(formula).len());
                    weights.push((edition.years, Weight::Formula(steps.over_sums(edition, formula))));
                }
                EditionValue::Ratio { .. } | EditionValue::Formula(_) => {}
            }
        }
        (weights, summed, steps.levels)
    }
}

impl Steps<'_, '_> {
    /// The formel over `sum_1` …, in the unit that is shown.
    fn over_sums(&mut self, edition: &Edition, formula: &Formula) -> Number {
        let places = term_places(formula);
        let value = self.over(formula, &places, false);
        let value = self.rounded(value);
        if edition.shown_in.is_one() {
            return value;
        }
        self.quotient(value, Number::Literal(edition.shown_in.clone()), DECIMALS).1
    }

    fn over(&mut self, formula: &Formula, places: &[TermPlace], divided: bool) -> Number {
        match formula {
            Formula::Number(value) => Number::Literal(value.clone()),
            Formula::Term(term) => {
                let place = places.iter().position(|(value, shift)| *value == term.value && *shift == term.shift);
                Number::Decimal(format!("sum_{}", place.unwrap_or(0) + 1))
            }
            Formula::Negate(inner) => self.over(inner, places, divided).negated(),
            Formula::Add(a, b) => self.over(a, places, divided).plus(self.over(b, places, divided)),
            Formula::Subtract(a, b) => self.over(a, places, divided).minus(self.over(b, places, divided)),
            Formula::Multiply(a, b) => self.over(a, places, divided).times(self.over(b, places, divided)),
            Formula::Divide(a, b) => {
                let (a, b) = (self.over(a, places, true), self.over(b, places, true));
                self.quotient(a, b, if divided { INNER_DECIMALS } else { DECIMALS }).1
            }
        }
    }
}

/// What a formel reads, and in which other period.
pub type TermPlace = (crate::model::TermValue, Option<crate::model::Shift>);

fn potential(figure: &KeyFigure, comparison: &Comparison) -> Option<PotentialPlan> {
    let higher_is_better = match figure.direction? {
        Direction::HigherIsBetter => true,
        Direction::LowerIsBetter => false,
        Direction::Neutral => return None,
    };
    Some(PotentialPlan { against: comparison.potential.clone()?, higher_is_better })
}

/// The tables that the compared figures of a model read.
pub fn tables(model: &Model) -> ComparisonTables {
    let mut tables = ComparisonTables::default();
    let mut used: Vec<&Comparison> = Vec::new();
    for figure in &model.figures {
        used.extend(model.comparison_of(figure).filter(|one| !used.contains(one)));
    }
    used.sort_by(|a, b| a.name.sql.cmp(&b.name.sql));
    if used.iter().any(|comparison| comparison.region.is_some()) {
        let versions = &model.tree(model.municipalities).versions;
        tables.regions = versions
            .iter()
            .filter_map(|version| {
                let region = region(version)?.to_owned();
                Some(RegionOf { municipality: version.code.clone(), region, years: version.years })
            })
            .collect();
    }
    for comparison in used {
        let name = comparison.name.sql.clone();
        match &comparison.group {
            Some(ComparisonGroup::Listed(members)) => {
                tables.listed.push(ListedGroup { name, members: members.clone() });
            }
            Some(ComparisonGroup::Nearest { size, by }) => tables.nearest.push(NearestPlan {
                name,
                size: *size,
                by: by.iter().map(|of| model.published_name(*of)).collect(),
                excluded: comparison.excluded.clone(),
            }),
            None => {}
        }
    }
    tables
}
