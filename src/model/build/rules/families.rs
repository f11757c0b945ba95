//! A family of the author's as a rule's data, or as what data is compared with.
//!
//! In: a name that stands alone. Out: the family itself: each member gets a verdict. Its values are read in whole units,
//! kr. where it is shown in 1.000 kr.

use super::super::super::dimension::Dimension;
use super::super::super::rule::Comparand;
use super::super::super::units::Unit;
use super::super::super::years::Years;
use super::super::super::{FigureId, Formula};
use super::super::Builder;
use super::super::editions::EditionDraft;
use super::Frame;
use super::figures::{DataKind, months};
use crate::diagnostics::problems::RuleProblem;
use crate::source::Span;
use crate::syntax::tree::{self, Expression, ExpressionKind, Name};
use crate::text::fold;

impl Builder<'_> {
    /// The family that an expression names as a whole.
    pub(super) fn family_named<'e>(&self, expression: &'e Expression) -> Option<(FigureId, &'e Name)> {
        let ExpressionKind::Term(term) = &expression.kind else { return None };
        let plain = term.value == tree::TermValue::Figure && term.shift.is_none() && term.figure.member.is_empty();
        let id = *self.figure_ids.get(&fold(&term.figure.name.text)).filter(|_| plain)?;
        self.symbols.mark_used(&term.figure.name.text);
        self.model.figures[id.0].family.as_ref().map(|_| (id, &term.figure.name))
    }

    /// `data = udgift_pr_borger`, where that is a family.
    pub(super) fn whole_family(
        &mut self,
        frame: &Frame,
        family: FigureId,
        name: &Name,
        kind: &DataKind,
    ) -> Option<FigureId> {
        let words = self.loop_words(family)?;
        let asked: Vec<String> = frame.dimensions.iter().map(|one| fold(&one.text)).collect();
        if !asked.is_empty() && asked != words {
            self.report(RuleProblem::DataWithoutDimension { dimension: frame.dimensions[0].text.clone() }, name.span);
            return None;
        }
        let reported = self.model.figures[family.0].reported;
        let points = matches!(kind, DataKind::Slope(_)) && months(reported) < months(frame.period);
        if reported != frame.period && !points {
            self.family_periods_differ(frame, family, name.span);
            return None;
        }
        Some(family)
    }

    /// The same member of another family.
    pub(super) fn same_family(
        &mut self,
        frame: &Frame,
        data: FigureId,
        family: FigureId,
        name: &Name,
    ) -> Option<Comparand> {
        if self.model.figures[family.0].reported != frame.period {
            self.family_periods_differ(frame, family, name.span);
            return None;
        }
        let (own, unit) = (&self.model.figures[data.0].unit, &self.model.figures[family.0].unit);
        if !Dimension::of(own).is(unit) {
            let problem = RuleProblem::RuleUnitsDiffer { data: own.text.clone(), compared: unit.text.clone() };
            self.report(problem, name.span);
            return None;
        }
        Some(Comparand::Figure(family))
    }

    /// The dimension words of a family's loops.
    pub(super) fn loop_words(&self, id: FigureId) -> Option<Vec<String>> {
        let family = self.model.figures[id.0].family.as_ref()?;
        Some(family.loops.iter().map(|one| fold(&one.dimension)).collect())
    }

    /// `hældning pr. borger` of a whole family: what each point is divided by, in the periods of the points.
    pub(super) fn points_divisor(
        &mut self,
        frame: &mut Frame,
        years: Years,
        family: FigureId,
        word: &str,
        span: Span,
    ) -> Option<FigureId> {
        let term = self.divisor(word, span)?;
        let reported = self.model.figures[family.0].reported;
        let draft = EditionDraft {
            years,
            span,
            clauses: Vec::new(),
            numerator: None,
            denominator: None,
            formula: Some(Formula::Term(term)),
            averages: false,
        };
        Some(self.push_figure(frame, reported, Unit::any_count(), false, vec![draft]))
    }

    fn family_periods_differ(&mut self, frame: &Frame, family: FigureId, span: Span) {
        let figure = &self.model.figures[family.0];
        let (text, reported) = (figure.name.text.clone(), figure.reported);
        self.rule_periods_differ(frame, text, reported, span);
    }
}
