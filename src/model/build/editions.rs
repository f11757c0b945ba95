//! The udgaver of a nøgletal: their years, parts, factors and rules.
//!
//! A nøgletal without `udgave` has one, of the years of `gyldig`.

use num_rational::BigRational;
use num_traits::One;

use super::super::condition::Bound;
use super::super::dimension::Dimension;
use super::super::units::Unit;
use super::super::years::Years;
use super::super::{
    Edition, EditionValue, FigureId, Formula, HideTest, NumberTest, Outcome, Suppression, What, WhenRule,
};
use super::conditions::years;
use super::figures::declaration_word;
use super::numbers::number_test;
use super::parts::{Draft, joined_parts, missing_is_zero, part_of};
use super::rows::Owner;
use super::unit_checks::RatioPlaces;
use super::{Builder, Loops};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::{FormProblem, NameProblem, Noun, PrivacyProblem, UnitProblem, ValidityProblem};
use crate::source::Span;
use crate::syntax::tree::{self, Clause, ClauseKind, Declaration, Header, Name, WhenCondition, WhenKind};

/// One udgave's parts, before they are joined.
pub struct EditionDraft {
    pub years: Years,
    pub span: Span,
    pub clauses: Vec<Clause>,
    pub numerator: Option<Draft>,
    pub denominator: Option<Draft>,
    pub formula: Option<Formula>,
    /// Its nævner is the rows of its `gennemsnit`.
    pub averages: bool,
}

impl Builder<'_> {
    pub fn edition_draft(
        &mut self,
        declaration: &Declaration,
        name: &Name,
        (range, span): (Years, Span),
        clauses: Vec<Clause>,
        loops: Option<&Loops>,
    ) -> Option<EditionDraft> {
        let owner = Owner {
            declaration: declaration_word(declaration),
            name: &name.text,
            line: declaration.header_span,
            broken: declaration.broken,
        };
        let linked = matches!(declaration.header, Header::LinkedKeyFigure { .. });
        let mut draft = EditionDraft {
            years: range,
            span,
            numerator: None,
            denominator: None,
            formula: None,
            averages: false,
            clauses,
        };
        if linked {
            let written = draft.clauses.iter().find_map(|clause| match &clause.kind {
                ClauseKind::Formula(expression) => Some(expression.clone()),
                _ => None,
            });
            match written {
                Some(expression) => draft.formula = Some(self.formula(&expression)?),
                None => {
                    self.missing_clause(declaration, name, "formel");
                    return None;
                }
            }
            return Some(draft);
        }
        let denominator = part_of(&draft.clauses, false);
        let numerator = self.numerator_of(&draft.clauses, loops, &owner);
        let denominator = denominator.map(|(part, line)| self.part(part, loops, &Owner { line, ..owner }));
        draft.numerator = Some(numerator?);
        draft.denominator = match denominator {
            Some(part) => Some(part?),
            None => None,
        };
        draft.average_of_rows();
        Some(draft)
    }

    pub fn built_editions(
        &mut self,
        id: FigureId,
        declaration: &Declaration,
        drafts: Vec<EditionDraft>,
    ) -> Vec<Edition> {
        let shown_in = self.model.figures[id.0].unit.quantity_factor();
        let mut numerators = Vec::new();
        let mut denominators = Vec::new();
        let mut rest = Vec::new();
        for draft in drafts {
            let factor = self.factor(id, &draft);
            self.rules_have_their_part(declaration, &draft);
            let mut rules = self.rules(&draft.clauses);
            if draft.averages {
                rules.push(nothing_of_nothing());
            }
            self.denominator_rule(declaration, &draft, &rules);
            let missing = missing_is_zero(draft.clauses.iter());
            let suppression = self.suppression(id, &draft.clauses);
            rest.push((draft.years, factor, (rules, suppression), missing, draft.formula));
            numerators.push(draft.numerator.map(|part| (draft.years, part)));
            denominators.push(draft.denominator.map(|part| (draft.years, part)));
        }
        let mut numerators = joined_parts(numerators).into_iter();
        let mut denominators = joined_parts(denominators).into_iter();
        let mut built: Vec<Edition> = rest
            .into_iter()
            .filter_map(|(years, factor, (rules, suppression), missing_is_zero, formula)| {
                let (numerator, denominator) = (numerators.next()?, denominators.next()?);
                let value = match formula {
                    Some(formula) => EditionValue::Formula(formula),
                    None => EditionValue::Ratio { numerator: numerator?, denominator },
                };
                let shown_in = shown_in.clone();
                Some(Edition { years, value, factor, shown_in, rules, suppression, missing_is_zero, forecast: None })
            })
            .collect();
        built.sort_by_key(|edition| edition.years.from);
        built
    }

    fn factor(&mut self, id: FigureId, draft: &EditionDraft) -> BigRational {
        let unit = self.model.figures[id.0].unit.clone();
        let of_unit = match (&draft.numerator, draft.averages) {
            // An average of percentages is in percent already.
            (Some(Draft::Rows(rows)), true) => unit.ratio_factor() / rows.unit.ratio_factor(),
            _ => unit.ratio_factor(),
        };
        let scale = draft.clauses.iter().find_map(|clause| match &clause.kind {
            ClauseKind::Scale(number) => Some((number, clause.line)),
            _ => None,
        });
        let Some((scale, line)) = scale else { return of_unit };
        if !of_unit.is_one() {
            let problem = UnitProblem::FactorTwice { scale: self.text_of(scale.span), unit: unit.text };
            self.report(problem, line);
        }
        scale.value.clone()
    }

    /// `når nævner …` and `skjul når nævner …` ask of a nævner: without one the line would never do anything.
    fn rules_have_their_part(&mut self, declaration: &Declaration, draft: &EditionDraft) {
        if declaration.broken {
            return;
        }
        let Some(name) = &declaration.name else { return };
        for clause in &draft.clauses {
            let (ClauseKind::When { condition: WhenCondition::Value { subject, .. }, .. }
            | ClauseKind::HideWhen { subject, .. }) = &clause.kind
            else {
                continue;
            };
            let (missing, part) = match subject {
                tree::Subject::Numerator => (draft.numerator.is_none(), Noun::Numerator),
                tree::Subject::Denominator => (draft.denominator.is_none(), Noun::Denominator),
                tree::Subject::Result => (false, Noun::Result),
            };
            if missing {
                self.report(NameProblem::NoSuchPart { figure: name.text.clone(), part }, clause.line);
            }
        }
    }

    fn rules(&self, clauses: &[Clause]) -> Vec<WhenRule> {
        clauses
            .iter()
            .filter_map(|clause| match &clause.kind {
                ClauseKind::When { condition: WhenCondition::Value { subject, test }, outcome } => {
                    let outcome = match outcome {
                        tree::Outcome::ShowNothing => Outcome::ShowNothing,
                        tree::Outcome::ShowZero | tree::Outcome::CountAsZero => Outcome::ShowZero,
                    };
                    Some(tests(test).into_iter().map(move |test| WhenRule { subject: *subject, test, outcome }))
                }
                _ => None,
            })
            .flatten()
            .collect()
    }

    /// The lines of `skjul`. N803: that also the next member is hidden says something of families only.
    fn suppression(&mut self, id: FigureId, clauses: &[Clause]) -> Suppression {
        let mut found = Suppression::default();
        for clause in clauses {
            match &clause.kind {
                ClauseKind::HideWhen { subject, test } => {
                    let tests = tests(test).into_iter();
                    found.tests.extend(tests.map(|test| HideTest { subject: *subject, test, span: clause.line }));
                }
                ClauseKind::HideSecondSmallest => found.second_smallest = Some(clause.line),
                _ => {}
            }
        }
        let figure = &self.model.figures[id.0];
        if let Some(line) = found.second_smallest
            && figure.family.is_none()
        {
            let problem = PrivacyProblem::SecondSmallestOfNone { figure: figure.name.text.clone() };
            self.report(problem, line);
        }
        found
    }

    /// N405: whoever divides says what happens at 0.
    fn denominator_rule(&mut self, declaration: &Declaration, draft: &EditionDraft, rules: &[WhenRule]) {
        if draft.denominator.is_none() || declaration.broken {
            return;
        }
        let zero = BigRational::from_integer(0.into());
        let said = rules.iter().any(|rule| rule.subject == tree::Subject::Denominator && rule.test.holds(&zero));
        if said {
            return;
        }
        let Some(name) = &declaration.name else { return };
        let span = part_of(&draft.clauses, false).map_or(declaration.header_span, |(_, line)| line);
        let problem = UnitProblem::DenominatorMayBeZero { figure: name.text.clone() };
        self.report(problem, span);
    }

    /// N502: udgaver must meet without overlap or gap; and they stand instead of `gyldig`.
    pub fn edition_years(&mut self, clauses: &[Clause]) {
        let mut ranges: Vec<(Years, Span)> = clauses
            .iter()
            .filter_map(|clause| match &clause.kind {
                ClauseKind::Edition { years: range, .. } => Some((years(*range), clause.line)),
                _ => None,
            })
            .collect();
        ranges.sort_by_key(|(years, _)| years.from);
        if let (Some((_, edition)), Some(valid)) =
            (ranges.first(), clauses.iter().find(|clause| matches!(clause.kind, ClauseKind::Valid(_))))
        {
            let problem = FormProblem::ClausesExclude { clause: "gyldig".to_string(), other: "udgave".to_string() };
            self.problems.push(Diagnostic::new(problem, valid.line).related(*edition, "other"));
        }
        for pair in ranges.windows(2) {
            let ((before, first), (after, second)) = (pair[0], pair[1]);
            let problem = if let Some(shared) = before.intersect(after) {
                ValidityProblem::EditionsOverlap { years: listed(shared) }
            } else {
                match (before.to, after.from) {
                    (Some(to), Some(from)) if to + 1 < from => {
                        ValidityProblem::EditionsGap { years: (to + 1..from).collect() }
                    }
                    _ => continue,
                }
            };
            self.problems.push(Diagnostic::new(problem, second).related(first, "first"));
        }
    }

    /// Nothing is said of a figure without a unit: that it lacks one has been said.
    pub fn edition_units(&mut self, id: FigureId, draft: &EditionDraft) {
        if self.broken_figures.contains(&id) {
            return;
        }
        let declared = self.model.figures[id.0].unit.clone();
        let span = draft
            .clauses
            .iter()
            .find_map(|clause| matches!(clause.kind, ClauseKind::Unit(_)).then_some(clause.line))
            .unwrap_or(draft.span);
        if let Some(formula) = &draft.formula {
            if let Some(computed) = self.formula_dimension(formula) {
                self.dimension_fits(&computed, &declared, span);
            }
            return;
        }
        let unread = draft.clauses.iter().any(|clause| clause.kind == ClauseKind::Broken);
        if unread && draft.denominator.is_none() {
            // Perhaps the line that could not be read is the nævner.
            return;
        }
        let numerator = draft.numerator.as_ref().and_then(|part| self.draft_dimension(part));
        let divisor = draft.denominator.as_ref().filter(|_| !draft.averages);
        let denominator = divisor.map(|part| self.draft_dimension(part));
        let parts = [draft.numerator.as_ref(), draft.denominator.as_ref()].map(|part| part.and_then(Draft::place));
        self.ratio_fits(numerator, denominator, &declared, RatioPlaces { unit: span, parts });
    }

    fn draft_dimension(&mut self, part: &Draft) -> Option<Dimension> {
        match part {
            Draft::Rows(rows) => Some(Dimension::of(&rows.unit)),
            Draft::Formula(formula) => self.formula_dimension(formula),
        }
    }
}

impl EditionDraft {
    /// A `gennemsnit X` alone is the sum of X over the rows with an X, so that it can be weighted.
    fn average_of_rows(&mut self) {
        let (None, Some(Draft::Rows(rows))) = (&self.denominator, &mut self.numerator) else { return };
        let What::Statistic(tree::Statistic::Average, measure) = rows.version.what else { return };
        let mut counted = rows.clone();
        counted.version.what = What::RowsWith(measure);
        counted.version.sign_reversed = false;
        counted.unit = Unit::any_count();
        let on_a_day = matches!(rows.counting.when, WhenKind::Start(_) | WhenKind::End(_) | WhenKind::On(_));
        rows.version.what = if on_a_day { What::Stock(measure) } else { What::Flow(measure) };
        self.denominator = Some(Draft::Rows(counted));
        self.averages = true;
    }
}

/// The gennemsnit of no rows has no value (S5).
fn nothing_of_nothing() -> WhenRule {
    let test = NumberTest::equal(BigRational::from_integer(0.into()));
    WhenRule { subject: tree::Subject::Denominator, test, outcome: Outcome::ShowNothing }
}

/// `<> 5` is under 5 or over 5: two rules of one outcome.
fn tests(written: &tree::NumberTest) -> Vec<NumberTest> {
    let (test, negated) = number_test(written);
    if !negated {
        return vec![test];
    }
    let open = |bound: Option<Bound>| bound.map(|bound| Bound { included: false, ..bound });
    vec![NumberTest { from: None, to: open(test.from) }, NumberTest { from: open(test.to), to: None }]
}

fn listed(years: Years) -> Vec<i32> {
    match (years.from, years.to) {
        (Some(from), Some(to)) => (from..=to).collect(),
        (Some(from), None) => vec![from],
        (None, Some(to)) => vec![to],
        (None, None) => Vec::new(),
    }
}
