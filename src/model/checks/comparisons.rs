//! Whether figures can be compared as they say (N601, N602, N603) and whether a comparison crosses a databrud (N505).

use super::super::comparison::{AverageKind, Comparison, ComparisonGroup};
use super::super::{
    Edition, EditionValue, FigureReference, Formula, FormulaTerm, KeyFigure, Model, Part, TermValue, danish_frequency,
};
use super::uses::shifted;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::{JoinProblem, ValidityProblem};
use crate::source::Span;
use crate::syntax::tree::{Direction, Shift};

pub fn check(model: &Model) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut without_average: Vec<usize> = Vec::new();
    for figure in &model.figures {
        let Some(compared) = figure.compared else { continue };
        let comparison = model.comparison(compared.by);
        // One sammenligning, one message, at the first nøgletal that uses it.
        if comparison.national.is_none() && !without_average.contains(&compared.by.0) {
            without_average.push(compared.by.0);
            let problem = JoinProblem::ComparisonWithoutAverage {
                figure: figure.name.text.clone(),
                comparison: comparison.name.text.clone(),
            };
            problems.push(Diagnostic::new(problem, compared.span).related(comparison.name.span, "comparison"));
        }
        problems.extend(weights(model, figure, comparison, compared.span));
        problems.extend(rank(model, figure, comparison, compared.span));
        problems.extend(criteria(model, figure, comparison, compared.span));
    }
    problems.extend(breaks(model));
    problems
}

/// N602: weighted, and nothing to weight by.
fn weights(model: &Model, figure: &KeyFigure, comparison: &Comparison, span: Span) -> Option<Diagnostic> {
    let averages = [("landsgennemsnit", comparison.national), ("region", comparison.region)];
    let weighted = averages.into_iter().find(|(_, kind)| *kind == Some(AverageKind::Weighted));
    let average = weighted.map(|(average, _)| average.to_owned())?;
    for edition in &figure.editions {
        match &edition.value {
            EditionValue::Ratio { denominator: Some(_), .. } => {}
            EditionValue::Ratio { denominator: None, .. } => {
                let problem = JoinProblem::WeightedWithoutDenominator {
                    figure: figure.name.text.clone(),
                    comparison: comparison.name.text.clone(),
                    average,
                };
                return Some(Diagnostic::new(problem, span).related(comparison.name.span, "comparison"));
            }
            EditionValue::Formula(formula) => {
                if let Some(term) = unsummable(model, formula) {
                    let read = term.value.figure().map_or_else(String::new, |of| name(model, of));
                    let problem =
                        JoinProblem::WeightedFormulaReadsResult { figure: figure.name.text.clone(), read, average };
                    return Some(Diagnostic::new(problem, term.span).related(span, "compared"));
                }
            }
        }
    }
    None
}

/// The first term that has no meaning summed over kommuner: the resultat of a nøgletal that is not itself a sum.
fn unsummable(model: &Model, formula: &Formula) -> Option<FormulaTerm> {
    let mut found = None;
    formula.terms(&mut |term| {
        let is_sum = match term.value {
            TermValue::Result(of) => model
                .figure(of.figure)
                .editions
                .iter()
                .all(|edition| matches!(&edition.value, EditionValue::Ratio { denominator: None, .. })),
            TermValue::BaseFigure(_) | TermValue::Numerator(_) | TermValue::Denominator(_) => true,
            TermValue::NationalAverage(_) => false,
        };
        if !is_sum && found.is_none() {
            found = Some(term.clone());
        }
    });
    found
}

/// N603: which end comes first.
fn rank(model: &Model, figure: &KeyFigure, comparison: &Comparison, span: Span) -> Option<Diagnostic> {
    let said = model.lowest_first(figure).is_some() || figure.direction == Some(Direction::Neutral);
    if said {
        return None;
    }
    let problem = JoinProblem::RankWithoutDirection {
        figure: figure.name.text.clone(),
        comparison: comparison.name.text.clone(),
    };
    Some(Diagnostic::new(problem, span).related(comparison.name.span, "comparison"))
}

/// N601: nearness is measured in the same periods.
fn criteria(model: &Model, figure: &KeyFigure, comparison: &Comparison, span: Span) -> Vec<Diagnostic> {
    let Some(ComparisonGroup::Nearest { by, .. }) = &comparison.group else { return Vec::new() };
    let others = by.iter().map(|of| model.figure(of.figure)).filter(|other| other.reported != figure.reported);
    let problem = |other: &KeyFigure| {
        let problem = JoinProblem::PeriodsDoNotMeet {
            figure: figure.name.text.clone(),
            reported: danish_frequency(figure.reported).to_owned(),
            other: other.name.text.clone(),
            other_reported: danish_frequency(other.reported).to_owned(),
        };
        Diagnostic::new(problem, span).related(other.name.span, "other")
    };
    others.map(problem).collect()
}

/// N505: a formel that reads a figure from both sides of a databrud, which the reader does not tell of itself.
fn breaks(model: &Model) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for figure in &model.figures {
        for edition in &figure.editions {
            let parts = edition.parts().into_iter().filter_map(|part| match part {
                Part::Formula(formula) => Some(formula),
                Part::Rows(_) => None,
            });
            parts.chain(edition.formula()).for_each(|formula| {
                formula.terms(&mut |term| problems.extend(across(model, figure, edition, term)));
            });
        }
    }
    problems
}

fn across(model: &Model, reader: &KeyFigure, edition: &Edition, term: &FormulaTerm) -> Option<Diagnostic> {
    let read = model.figure(term.value.figure()?.figure);
    let told = |year: i32| reader.breaks.iter().any(|(known, _)| *known == year);
    let years = edition.years;
    let crossed = |year: i32| {
        // A period from the databrud on reads one from before it.
        let later = years.to.is_none_or(|to| year <= to);
        let earlier = match term.shift? {
            Shift::MonthBefore => years.from.is_none_or(|from| from <= year),
            Shift::YearsBefore(_) | Shift::InYear(_) => {
                let there = shifted(years, term.shift);
                let first = years.from.map_or(year, |from| from.max(year));
                let at_first = match term.shift? {
                    Shift::YearsBefore(count) => first.saturating_sub_unsigned(count),
                    _ => there.from?,
                };
                at_first < year
            }
        };
        Some(later && earlier)
    };
    let (year, text) = read.breaks.iter().find(|(year, _)| !told(*year) && crossed(*year) == Some(true))?;
    let problem = ValidityProblem::AcrossBreak { figure: read.name.text.clone(), year: *year, text: text.clone() };
    Some(Diagnostic::new(problem, term.span).related_with(read.name.span, "break", vec![("text", text.clone())]))
}

fn name(model: &Model, of: FigureReference) -> String {
    let figure = model.figure(of.figure);
    let member = of.member.and_then(|index| figure.family.as_ref()?.members.get(index));
    member.map_or_else(|| figure.name.text.clone(), |member| format!("{}[{}]", figure.name.text, member.code))
}
