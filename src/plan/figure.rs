//! Nøgletal and grundtal as plans.
//!
//! In: a figure of the model. Out: a [`FigurePlan`] or [`BaseFigurePlan`]. Guaranteed now: what two udgaver count alike
//! is counted once; each udgave has its rows, its terms and its arithmetic.

use num_rational::BigRational;
use num_traits::One;

use super::columns::Names;
use super::comparison::TermPlace;
use super::count::{Count, PriceFactors};
use super::drill_down::RowsOfPart;
use super::existence::Existence;
use super::formula::{Computed, Step, Steps, Term, TermOrigin};
use super::loops::FamilyPlan;
use super::number::Number;
use super::planner::Planner;
use super::window::{Grain, Lookup};
use crate::exact::DECIMALS;
use crate::model::years::Years;
use crate::model::{
    BaseFigureId, Edition, EditionValue, FigureId, Formula, NumberTest, Part, Rows, ValueSubject, WhenRule, sentence,
};

/// A nøgletal, ready to be computed.
#[derive(Debug, Clone, PartialEq)]
pub struct FigurePlan {
    pub name: String,
    pub title: String,
    /// What it is, in Danish lines.
    pub about: Vec<String>,
    pub grain: Grain,
    pub family: Option<FamilyPlan>,
    pub counts: Vec<Count>,
    pub editions: Vec<EditionPlan>,
    /// Another figure reads it: its parts and grades are needed, not only what is published.
    pub is_read: bool,
    /// A row may be hidden: by its own lines or because of what it reads.
    pub may_be_hidden: bool,
    /// Made for a valideringsregel: it is in no output.
    pub of_rule: bool,
    /// The source rows behind it.
    pub drill_down: Vec<RowsOfPart>,
    /// The own kommune sees those rows.
    pub shows_rows: bool,
}

/// An udgave.
#[derive(Debug, Clone, PartialEq)]
pub struct EditionPlan {
    /// What the udgave is called in its years; several where udgaver are computed alike.
    pub labels: Vec<(Years, String)>,
    pub years: Years,
    pub existence: Existence,
    pub terms: Vec<Term>,
    pub steps: Vec<Vec<Step>>,
    pub shape: EditionShape,
    /// The terms of a formel whose averages are weighted: they are added over the kommuner (C2).
    pub summed: Vec<Number>,
    pub rules: Vec<WhenRule>,
    /// A row is hidden when one of them holds.
    pub hides: Vec<HidePlan>,
    /// Where one member alone is hidden, so is the smallest of the others.
    pub second_smallest: bool,
}

/// A test of what is computed, before it is converted and rounded to what is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct HidePlan {
    pub value: HideValue,
    pub test: NumberTest,
}

#[derive(Debug, Clone, PartialEq)]
pub enum HideValue {
    Number(Number),
    /// factor × numerator ÷ denominator; no value when the denominator is 0.
    Ratio {
        factor: BigRational,
        numerator: Number,
        denominator: Number,
    },
}

impl EditionPlan {
    /// The other reads and computes the same; udgaver without a gap follow each other.
    fn computes_like(&self, other: &EditionPlan) -> bool {
        let parts = |plan: &EditionPlan| {
            let shown = (plan.rules.clone(), plan.hides.clone(), plan.second_smallest);
            (plan.terms.clone(), plan.steps.clone(), plan.shape.clone(), plan.summed.clone(), shown)
        };
        parts(self) == parts(other)
            && self.years.to.zip(other.years.from).is_some_and(|(to, from)| to.saturating_add(1) == from)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum EditionShape {
    /// resultat = factor × tæller ÷ nævner
    Ratio {
        numerator: Computed,
        denominator: Option<Computed>,
        factor: BigRational,
    },
    Formula(Computed),
}

/// A grundtal of counted rows, seen by periods of one length.
#[derive(Debug, Clone, PartialEq)]
pub struct BaseFigurePlan {
    pub name: String,
    pub about: Vec<String>,
    pub grain: Grain,
    /// By the year of the period.
    pub versions: Vec<(Years, Count)>,
}

/// Names that the relations of a figure use themselves.
const FIXED: [&str; 29] = [
    "kommune",
    "periode",
    "periode_start",
    "fra",
    "til",
    "aar",
    "kode",
    "noegletal",
    "udgave",
    "grad",
    "resultat",
    "status",
    "taeller",
    "taeller_grad",
    "naevner",
    "naevner_grad",
    "vaerdi",
    "vaerdi_grad",
    "beloeb",
    "maaned",
    "raa_resultat",
    "slags",
    "t",
    "n",
    "medlem_1",
    "medlem_2",
    "skjulte",
    "nummer",
    "vist_grad",
];

impl<'m> Planner<'m> {
    pub fn figure(&mut self, id: FigureId) -> FigurePlan {
        let model = self.model;
        let figure = model.figure(id);
        let grain = Grain::of(figure.reported);
        let mut counts = Vec::new();
        let mut editions: Vec<EditionPlan> = Vec::new();
        for edition in &figure.editions {
            let plan = self.edition(id, edition, &mut counts);
            match editions.last_mut() {
                Some(before) if before.computes_like(&plan) => {
                    before.labels.extend(plan.labels);
                    before.years.to = plan.years.to;
                    before.existence = self.existence_of(edition, grain, before.years);
                }
                _ => editions.push(plan),
            }
        }
        FigurePlan {
            name: figure.name.sql.clone(),
            title: figure.title.clone(),
            about: sentence::figure_lines(model, figure),
            grain,
            family: figure.family.as_ref().map(FamilyPlan::of),
            counts,
            editions,
            is_read: self.is_read(id),
            may_be_hidden: self.may_be_hidden(id),
            of_rule: figure.of_rule,
            shows_rows: super::access::shows_rows(model, figure),
            drill_down: if figure.of_rule { Vec::new() } else { self.drill_down(id, figure, grain) },
        }
    }

    fn edition(&mut self, id: FigureId, edition: &Edition, counts: &mut Vec<Count>) -> EditionPlan {
        let model = self.model;
        let grain = Grain::of(self.model.figure(id).reported);
        let existence = self.existence_of(edition, grain, edition.years);
        let mut steps = Steps {
            planner: self,
            figure: id,
            grain,
            missing_is_zero: edition.missing_is_zero,
            prices: PriceFactors::of(model, model.figure(id)),
            counts,
            names: Names::reserving(&FIXED),
            terms: Vec::new(),
            levels: Vec::new(),
        };
        let (shape, hides) = match &edition.value {
            EditionValue::Ratio { numerator, denominator } => {
                let column = if edition.shown_in.is_one() { "taeller" } else { "raa_taeller" };
                let whole = steps.part(numerator, "taeller", column);
                let before = whole.value.clone();
                let numerator = steps.shown_in(whole, &edition.shown_in);
                let denominator = denominator.as_ref().map(|part| steps.part(part, "naevner", "naevner"));
                let hides = hides(edition, &before, denominator.as_ref().map(|part| &part.value));
                let denominator =
                    denominator.or(edition.forecast.as_ref().map(|forecast| steps.share(edition, forecast)));
                (EditionShape::Ratio { numerator, denominator, factor: edition.factor.clone() }, hides)
            }
            EditionValue::Formula(formula) => {
                let column = if edition.shown_in.is_one() { "vaerdi" } else { "raa_vaerdi" };
                let whole = steps.formula(formula, column);
                let hides = hides(edition, &whole.value, None);
                (EditionShape::Formula(steps.shown_in(whole, &edition.shown_in)), hides)
            }
        };
        let summed = match &edition.value {
            EditionValue::Formula(formula)
                if steps.planner.model.sums_formula_parts(steps.planner.model.figure(id)) =>
            {
                steps.summed(formula)
            }
            _ => Vec::new(),
        };
        let (terms, levels) = (steps.terms, steps.levels);
        EditionPlan {
            labels: vec![(edition.years, edition.years.edition())],
            years: edition.years,
            existence,
            terms,
            steps: levels,
            shape,
            summed,
            rules: edition.rules.clone(),
            hides,
            second_smallest: edition.suppression.second_smallest.is_some(),
        }
    }

    fn existence_of(&self, edition: &Edition, grain: Grain, years: Years) -> Existence {
        match &edition.value {
            EditionValue::Ratio { .. } => self.existence(&edition.parts(), grain, years),
            EditionValue::Formula(formula) => self.existence_of_formula(formula, grain, years),
        }
    }

    /// A grundtal of counted rows, read by periods of this length.
    pub fn base_figure(&mut self, id: BaseFigureId, grain: Grain) -> BaseFigurePlan {
        let model = self.model;
        let base = model.base_figure(id);
        let rows_of = |part: &'m Part| match part {
            Part::Rows(rows) => Some(rows),
            Part::Formula(_) => None,
        };
        let counted: Vec<(Years, &Rows)> =
            base.parts.iter().filter_map(|part| Some((part.years, rows_of(&part.value)?))).collect();
        let name = |number: usize| if number == 0 { "talt".to_owned() } else { format!("talt_{}", number + 1) };
        BaseFigurePlan {
            name: base.name.sql.clone(),
            about: sentence::base_figure_lines(model, base),
            grain,
            versions: counted
                .into_iter()
                .enumerate()
                .map(|(number, (years, rows))| (years, self.count(&name(number), rows, grain, None)))
                .collect(),
        }
    }
}

/// What `skjul` tests, of a tæller (or formel) and a nævner before they are converted to what is shown.
fn hides(edition: &Edition, numerator: &Number, denominator: Option<&Number>) -> Vec<HidePlan> {
    let value_of = |subject: ValueSubject| match (subject, denominator) {
        (ValueSubject::Denominator, denominator) => denominator.cloned().map(HideValue::Number),
        (ValueSubject::Result, Some(denominator)) => Some(HideValue::Ratio {
            factor: edition.factor.clone(),
            numerator: numerator.clone(),
            denominator: denominator.clone(),
        }),
        (ValueSubject::Result, None) | (ValueSubject::Numerator, _) => Some(HideValue::Number(numerator.clone())),
    };
    let tests = edition.suppression.tests.iter();
    tests.filter_map(|hide| Some(HidePlan { value: value_of(hide.subject)?, test: hide.test.clone() })).collect()
}

/// What a formel reads, each once, in the order in which it is first read.
pub fn term_places(formula: &Formula) -> Vec<TermPlace> {
    let mut places: Vec<TermPlace> = Vec::new();
    formula.terms(&mut |term| {
        let place = (term.value, term.shift);
        if !places.contains(&place) {
            places.push(place);
        }
    });
    places
}

impl Steps<'_, '_> {
    /// A part, as a count called `name` or a formula; what is read gets the name `column` when it can.
    fn part(&mut self, part: &Part, name: &str, column: &str) -> Computed {
        match part {
            Part::Formula(formula) => self.formula(formula, column),
            Part::Rows(rows) => {
                let counted = self.counted(name, rows, Some(self.figure));
                self.read(TermOrigin::Count(counted), Lookup::SAME, self.missing_is_zero, column)
            }
        }
    }

    /// The name of a count of these rows; what is counted alike is counted once.
    pub fn counted(&mut self, name: &str, rows: &Rows, family: Option<FigureId>) -> String {
        let mut count = self.planner.count(name, rows, self.grain, family);
        count.prices = self.prices.clone().filter(|_| self.planner.model.counts_kroner(rows));
        let alike = |known: &&Count| {
            (&known.pieces, &known.windows, known.average) == (&count.pieces, &count.windows, count.average)
                && known.members == count.members
        };
        if let Some(known) = self.counts.iter().find(alike) {
            return known.name.clone();
        }
        let mut number = 1;
        while self.counts.iter().any(|known| known.name == count.name) {
            number += 1;
            count.name = format!("{name}_{number}");
        }
        let name = count.name.clone();
        self.counts.push(count);
        name
    }

    /// A part in the unit that is shown.
    fn shown_in(&mut self, part: Computed, shown_in: &BigRational) -> Computed {
        if shown_in.is_one() {
            return part;
        }
        let (_, value) = self.quotient(part.value, Number::Literal(shown_in.clone()), DECIMALS);
        Computed { value, grades: part.grades }
    }
}
