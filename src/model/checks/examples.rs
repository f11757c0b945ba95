//! Examples against what they are examples of (N708).
//!
//! In: the model. Out: warnings of tables that the subject never reads, and of expected rows in years in which it
//! does not hold: the example then tests less than it seems to.

use std::collections::BTreeSet;

use super::super::example::Subject;
use super::super::rule::RequirementKind;
use super::super::{
    BaseFigureId, Example, Expectation, ExpectedHeading, FigureId, Formula, Model, Part, RuleId, SourceId, TermValue,
};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::RuleProblem;

pub fn check(model: &Model) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for example in &model.examples {
        let (read, name) = match &example.subject {
            Subject::KeyFigure(id) => (Read::by_figure(model, *id), &model.figure(*id).name.text),
            Subject::Member(reference) => {
                (Read::by_figure(model, reference.figure), &model.figure(reference.figure).name.text)
            }
            Subject::BaseFigure(id) => (Read::by_base_figure(model, *id), &model.base_figure(*id).name.text),
            Subject::Rule(id) => (Read::by_rule(model, *id), &model.rule(*id).name.text),
            Subject::Source(id) => {
                let sources = model.sources_behind_source(*id);
                (Read { sources, ..Read::nothing(model) }, &model.source(*id).name.text)
            }
            Subject::Declaration(_) => continue,
        };
        for given in example.given.iter().filter(|given| !read.sources.contains(&given.source)) {
            let source = model.source(given.source).name.text.clone();
            problems.push(Diagnostic::new(RuleProblem::GivenNotRead { source, figure: name.clone() }, given.span));
        }
        if let Subject::KeyFigure(id) | Subject::Member(super::super::FigureReference { figure: id, .. }) =
            example.subject
        {
            outside_validity(model, id, example, &mut problems);
        }
    }
    problems
}

fn outside_validity(model: &Model, id: FigureId, example: &Example, problems: &mut Vec<Diagnostic>) {
    let figure = model.figure(id);
    let Expectation::Rows { headings, rows } = &example.expectation else { return };
    let Some(column) = headings.iter().position(|heading| *heading == ExpectedHeading::Period) else { return };
    for row in rows {
        let (Some(period), Some(span)) = (row.cells.get(column), row.spans.get(column)) else { continue };
        let Some(year) = period.get(..4).and_then(|year| year.parse::<i32>().ok()) else { continue };
        if !figure.editions.iter().any(|edition| edition.years.contains(year)) {
            let problem =
                RuleProblem::ExpectedOutsideValidity { period: period.clone(), figure: figure.name.text.clone() };
            problems.push(Diagnostic::new(problem, *span).related(figure.name.span, "valid"));
        }
    }
}

/// The sources that a figure reads, itself or through others.
struct Read<'a> {
    model: &'a Model,
    sources: BTreeSet<SourceId>,
    figures: BTreeSet<FigureId>,
    base_figures: BTreeSet<BaseFigureId>,
}

impl<'a> Read<'a> {
    fn nothing(model: &'a Model) -> Read<'a> {
        Read { model, sources: BTreeSet::new(), figures: BTreeSet::new(), base_figures: BTreeSet::new() }
    }

    fn by_figure(model: &'a Model, id: FigureId) -> Read<'a> {
        let mut read = Read::nothing(model);
        read.figure(id);
        read
    }

    fn by_base_figure(model: &'a Model, id: BaseFigureId) -> Read<'a> {
        let mut read = Read::nothing(model);
        read.base_figure(id);
        read
    }

    fn by_rule(model: &'a Model, id: RuleId) -> Read<'a> {
        let mut read = Read::nothing(model);
        let rule = model.rule(id);
        rule.figures().into_iter().for_each(|figure| read.figure(figure));
        for edition in &rule.editions {
            for requirement in &edition.requirements {
                if let RequirementKind::Rows(checked) = &requirement.kind {
                    read.sources.extend(model.sources_checked(checked));
                }
            }
            for exemption in &edition.exemptions {
                read.sources.extend(model.sources_of_conditions(&exemption.rows));
            }
        }
        read
    }

    fn figure(&mut self, id: FigureId) {
        if self.figures.insert(id) {
            let criteria = self.model.criteria_of(self.model.figure(id));
            criteria.into_iter().for_each(|criterion| self.figure(criterion));
            for edition in &self.model.figure(id).editions {
                edition.parts().into_iter().for_each(|part| self.part(part));
                edition.formula().into_iter().for_each(|formula| self.formula(formula));
            }
        }
    }

    fn base_figure(&mut self, id: BaseFigureId) {
        if self.base_figures.insert(id) {
            self.model.base_figure(id).parts.iter().for_each(|part| self.part(&part.value));
        }
    }

    fn part(&mut self, part: &Part) {
        match part {
            Part::Rows(rows) => self.sources.extend(self.model.sources_behind(rows)),
            Part::Formula(formula) => self.formula(formula),
        }
    }

    fn formula(&mut self, formula: &Formula) {
        formula.terms(&mut |term| match &term.value {
            TermValue::BaseFigure(id) => self.base_figure(*id),
            TermValue::Result(reference)
            | TermValue::Numerator(reference)
            | TermValue::Denominator(reference)
            | TermValue::NationalAverage(reference) => {
                self.figure(reference.figure);
            }
        });
    }
}
