//! Years in which a figure has no data, no part, or two ways of counting (N501, N502).

use super::super::years::Years;
use super::super::{Edition, EditionValue, KeyFigure, Model, Part, Rows, RowsVersion, TermValue, TimeKind, Version};
use super::periods::when_text;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::ValidityProblem;
use crate::source::Span;
use crate::syntax::tree::{Shift, WhenKind};

pub fn check(model: &Model) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for figure in &model.figures {
        for edition in &figure.editions {
            problems.extend(data_begins(model, figure, edition));
            problems.extend(parts_valid(model, edition));
        }
        let parts = |second: bool| -> Vec<Version<&Part>> {
            figure.editions.iter().filter_map(|edition| part_of(edition, second)).collect()
        };
        problems.extend(windows(model, &parts(false)));
        problems.extend(windows(model, &parts(true)));
    }
    for base in &model.base_figures {
        let parts: Vec<Version<&Part>> =
            base.parts.iter().map(|part| Version { years: part.years, value: &part.value }).collect();
        problems.extend(windows(model, &parts));
    }
    problems
}

fn part_of(edition: &Edition, second: bool) -> Option<Version<&Part>> {
    match &edition.value {
        EditionValue::Ratio { numerator, .. } if !second => Some(Version { years: edition.years, value: numerator }),
        EditionValue::Ratio { denominator: Some(part), .. } if second => {
            Some(Version { years: edition.years, value: part })
        }
        _ => None,
    }
}

/// N501: the figure begins before its source does.
fn data_begins(model: &Model, figure: &KeyFigure, edition: &Edition) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let EditionValue::Ratio { numerator, denominator } = &edition.value else { return problems };
    for part in std::iter::once(numerator).chain(denominator) {
        let Part::Rows(rows) = part else { continue };
        let Some(version) = rows.versions.iter().find(|version| version.years.overlaps(edition.years)) else {
            continue;
        };
        let source = model.source(version.value.source);
        let (Some(begins), Some(from)) = (source.history.from, edition.years.from) else { continue };
        if from < begins {
            let last = edition.years.to.map_or(begins - 1, |to| to.min(begins - 1));
            let problem = ValidityProblem::NoDataInPeriod {
                source: source.name.text.clone(),
                years: (from..=last).collect(),
                data_from: begins,
            };
            problems.push(Diagnostic::new(problem, figure.name.span).related(rows.counting.span, "counting"));
        }
    }
    problems
}

/// N501: a figure that is read is not valid in all years of the one that reads it.
fn parts_valid(model: &Model, edition: &Edition) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut term = |value: &TermValue, shift: Option<Shift>, span: Span| {
        let (TermValue::Result(reference)
        | TermValue::Numerator(reference)
        | TermValue::Denominator(reference)
        | TermValue::NationalAverage(reference)) = value
        else {
            return;
        };
        let other = model.figure(reference.figure);
        let valid = validity(other);
        let needed = shifted(edition.years, shift);
        let missing: Vec<Years> = needed.without(valid);
        // Open ends are no claim: a figure without `gyldig` is simply without rows there.
        let years: Vec<i32> = missing
            .iter()
            .filter_map(|range| Some(range.from?..=range.to.or(valid.to.map(|to| to + 1))?))
            .flatten()
            .collect();
        if edition.years != Years::ALL && !years.is_empty() {
            let problem = ValidityProblem::PartNotValid { figure: other.name.text.clone(), years };
            problems.push(Diagnostic::new(problem, span).related(other.name.span, "other"));
        }
    };
    let mut formula = |formula: &super::super::Formula| {
        formula.terms(&mut |found| term(&found.value, found.shift, found.span));
    };
    match &edition.value {
        EditionValue::Formula(value) => formula(value),
        EditionValue::Ratio { numerator, denominator } => {
            for part in std::iter::once(numerator).chain(denominator) {
                if let Part::Formula(value) = part {
                    formula(value);
                }
            }
        }
    }
    problems
}

fn validity(figure: &KeyFigure) -> Years {
    Years {
        from: figure.editions.first().and_then(|edition| edition.years.from),
        to: figure.editions.last().and_then(|edition| edition.years.to),
    }
}

/// The years read, seen from the years shown. A figure of the year before may begin a year late: its first
/// year has no row there, and that is no surprise.
fn shifted(years: Years, shift: Option<Shift>) -> Years {
    match shift {
        None => years,
        Some(Shift::InYear(year)) => Years::single(year),
        Some(Shift::MonthBefore | Shift::YearsBefore(_)) => Years { from: years.from, to: years.from },
    }
}

/// N502: months of two udgaver with different optælling, read together.
fn windows(model: &Model, parts: &[Version<&Part>]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for pair in parts.windows(2) {
        let (Part::Rows(before), Part::Rows(after)) = (pair[0].value, pair[1].value) else { continue };
        let reaches_over = if reaches_back(after) { after } else { before };
        if !reaches_back(after) && !reaches_on(model, before) {
            continue;
        }
        let same_when = before.counting.when == after.counting.when;
        let what = |rows: &Rows, years: Years| {
            rows.versions.iter().find(|version| version.years.overlaps(years)).map(|version| version.value.what)
        };
        if same_when && what(before, pair[0].years) == what(after, pair[1].years) {
            continue;
        }
        let problem = ValidityProblem::WindowOverEditions {
            window: when_text(reaches_over.counting.when),
            year: pair[1].years.from.unwrap_or_default(),
            before: when_text(before.counting.when),
            after: when_text(after.counting.when),
        };
        problems.push(Diagnostic::new(problem, after.counting.span).related(before.counting.span, "before"));
    }
    problems
}

/// `de seneste N måneder` may begin in an earlier udgave.
fn reaches_back(rows: &Rows) -> bool {
    matches!(rows.counting.when, WhenKind::LastMonths(_))
}

/// A school year of months ends in the year after; a row that stands for a whole school year is of the year that names it.
fn reaches_on(model: &Model, rows: &Rows) -> bool {
    let of_months =
        |version: &Version<RowsVersion>| model.source(version.value.source).time_kind != TimeKind::SchoolYear;
    rows.counting.when == WhenKind::ForSchoolYear && rows.versions.iter().any(of_months)
}
