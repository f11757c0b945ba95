//! Prices: rates for every year that can be asked for (N404), and one price basis in what is added or divided (N406).

use super::super::prices::PriceBasis;
use super::super::rule::Requirement;
use super::super::years::Years;
use super::super::{
    Edition, EditionValue, Formula, Frequency, KeyFigure, Model, Part, PeriodUnit, Rows, Shift, SnapshotAt, TermValue,
    What, WhenKind,
};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::UnitProblem;

pub fn check(model: &Model) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for figure in &model.figures {
        problems.extend(years_without_rates(model, figure));
        problems.extend(single_amounts(model, figure));
        problems.extend(mixed(model, figure));
    }
    let editions = model.rules.iter().flat_map(|rule| &rule.editions);
    problems.extend(editions.flat_map(|edition| &edition.requirements).filter_map(|one| mixed_rule(model, one)));
    problems
}

/// N404. An open end asks for no year in particular: rows of years without a rate are `mangler`.
fn years_without_rates(model: &Model, figure: &KeyFigure) -> Option<Diagnostic> {
    let prices = figure.prices?;
    let index = model.price_index(prices.index);
    let (first, last) = index.years(prices.level)?;
    let mut asked = Vec::new();
    for edition in &figure.editions {
        let reader = Reader { model, reported: figure.reported };
        match &edition.value {
            EditionValue::Ratio { .. } => {
                edition.parts().into_iter().for_each(|part| reader.part(part, edition.years, &mut asked));
            }
            EditionValue::Formula(formula) => reader.formula(formula, edition.years, &mut asked),
        }
    }
    let mut years: Vec<i32> = Vec::new();
    for range in asked {
        years.extend(range.from.into_iter().flat_map(|from| from..range.to.map_or(first, |to| first.min(to + 1))));
        years.extend(range.to.into_iter().flat_map(|to| range.from.map_or(last, |from| last.max(from - 1)) + 1..=to));
        years.extend(range.from.filter(|from| *from > last));
    }
    years.sort_unstable();
    years.dedup();
    if years.is_empty() {
        return None;
    }
    let problem = UnitProblem::PriceYearsMissing { index: index.name.text.clone(), years, level: prices.level };
    Some(Diagnostic::new(problem, prices.span).related(index.name.span, "declared"))
}

/// Which years of a source are read, seen from the years of rows.
struct Reader<'a> {
    model: &'a Model,
    reported: Frequency,
}

impl Reader<'_> {
    fn part(&self, part: &Part, shown: Years, asked: &mut Vec<Years>) {
        match part {
            Part::Formula(formula) => self.formula(formula, shown, asked),
            Part::Rows(rows) if self.model.counts_kroner(rows) => {
                let (back, forward) = self.reach(rows);
                let read = Years {
                    from: shown.from.map(|year| year.saturating_sub(back)),
                    to: shown.to.map(|year| year.saturating_add(forward)),
                };
                for version in &rows.versions {
                    let history = self.model.source(version.value.source).history;
                    asked.extend(read.intersect(version.years).and_then(|years| years.intersect(history)));
                }
            }
            Part::Rows(_) => {}
        }
    }

    fn formula(&self, formula: &Formula, shown: Years, asked: &mut Vec<Years>) {
        formula.terms(&mut |term| {
            let TermValue::BaseFigure(id) = term.value else { return };
            let back = |years: i32| Years {
                from: shown.from.map(|year| year.saturating_sub(years)),
                to: shown.to.map(|year| year.saturating_sub(years)),
            };
            let there = match term.shift {
                None => shown,
                Some(Shift::InYear(year)) => Years::single(year),
                Some(Shift::YearsBefore(years)) => back(i32::try_from(years).unwrap_or(i32::MAX)),
                Some(Shift::MonthBefore) => Years { from: back(1).from, to: shown.to },
            };
            for version in &self.model.base_figure(id).parts {
                if let Some(there) = there.intersect(version.years) {
                    self.part(&version.value, there, asked);
                }
            }
        });
    }

    /// How many years before and after the period's own year the optælling may read.
    fn reach(&self, rows: &Rows) -> (i32, i32) {
        let counting = &rows.counting;
        let length = match self.reported {
            Frequency::Monthly => 1,
            Frequency::Quarterly => 3,
            _ => 12,
        };
        let school = i32::from(self.reported == Frequency::EverySchoolYear);
        let (back, forward) = match counting.when {
            WhenKind::LastMonths(months) => {
                let before = i32::try_from(months).unwrap_or(i32::MAX) - length;
                // A school year's first month is August.
                (before.max(0).saturating_add(11 - 7 * school) / 12, school)
            }
            WhenKind::ForSchoolYear => (0, 1),
            WhenKind::End(_) if counting.snapshot == SnapshotAt::Start => (0, 1),
            WhenKind::Start(PeriodUnit::Month | PeriodUnit::Quarter | PeriodUnit::Year)
                if counting.snapshot == SnapshotAt::End =>
            {
                (1, 0)
            }
            _ => (0, 0),
        };
        let before = i32::from(counting.year_before);
        (back.saturating_add(before), (forward - before).max(0))
    }
}

/// N404: of single amounts no sum is converted.
fn single_amounts(model: &Model, figure: &KeyFigure) -> Option<Diagnostic> {
    let prices = figure.prices?;
    let mut found = None;
    let mut rows = |rows: &Rows| {
        let single = rows.versions.iter().any(|version| matches!(version.value.what, What::Statistic(..)));
        if single && model.counts_kroner(rows) {
            found.get_or_insert(rows.counting.span);
        }
    };
    for edition in &figure.editions {
        let mut formulas: Vec<&Formula> = edition.formula().into_iter().collect();
        for part in edition.parts() {
            match part {
                Part::Rows(of) => rows(of),
                Part::Formula(formula) => formulas.push(formula),
            }
        }
        while let Some(formula) = formulas.pop() {
            formula.terms(&mut |term| {
                let TermValue::BaseFigure(id) = term.value else { return };
                for version in &model.base_figure(id).parts {
                    match &version.value {
                        Part::Rows(of) => rows(of),
                        Part::Formula(inner) => formulas.push(inner),
                    }
                }
            });
        }
    }
    let problem = UnitProblem::PricesOfSingleAmounts { figure: figure.name.text.clone() };
    found.map(|counting| Diagnostic::new(problem, prices.span).related(counting, "counting"))
}

/// N406: the amounts that an udgave puts together are in the same prices.
fn mixed(model: &Model, figure: &KeyFigure) -> Option<Diagnostic> {
    for edition in &figure.editions {
        let mut met = Met::default();
        if figure.prices.is_some() {
            met.add(model.price_basis(figure), figure.name.text.clone());
        }
        amounts(model, figure, edition, &mut |basis, name| met.add(basis, name));
        if let Some(problem) = met.problem(model) {
            let span = figure.prices.map_or(figure.name.span, |prices| prices.span);
            return Some(Diagnostic::new(problem, span));
        }
    }
    None
}

/// N406: a rule's data and what it is compared with are in the same prices.
fn mixed_rule(model: &Model, requirement: &Requirement) -> Option<Diagnostic> {
    let mut met = Met::default();
    for id in requirement.kind.figures() {
        let figure = model.figure(id);
        if figure.of_rule {
            for edition in &figure.editions {
                amounts(model, figure, edition, &mut |basis, name| met.add(basis, name));
            }
        } else if figure.unit.is_kroner() {
            met.add(model.price_basis(figure), figure.name.text.clone());
        }
    }
    Some(Diagnostic::new(met.problem(model)?, requirement.span))
}

/// The first amount met, and the first one in other prices.
#[derive(Default)]
struct Met {
    first: Option<(PriceBasis, String)>,
    other: Option<(PriceBasis, String)>,
}

impl Met {
    fn add(&mut self, basis: PriceBasis, name: String) {
        match &self.first {
            None => self.first = Some((basis, name)),
            Some((first, _)) if *first != basis => {
                self.other.get_or_insert((basis, name));
            }
            Some(_) => {}
        }
    }

    fn problem(self, model: &Model) -> Option<UnitProblem> {
        let ((first, figure), (second, other)) = self.first.zip(self.other)?;
        Some(UnitProblem::PricesMixed { figure, prices: first.words(model), other, other_prices: second.words(model) })
    }
}

/// Every amount in kr. that an udgave reads, with the prices it is in and what it is called.
fn amounts(model: &Model, figure: &KeyFigure, edition: &Edition, add: &mut dyn FnMut(PriceBasis, String)) {
    let own = PriceBasis::of(figure.prices);
    let mut formula = |formula: &Formula| {
        formula.terms(&mut |term| {
            if let Some(basis) = model.basis_of_term(term.value, own) {
                add(basis, super::super::sentence::term_name(model, term.value));
            }
        });
    };
    match &edition.value {
        EditionValue::Formula(of) => formula(of),
        EditionValue::Ratio { .. } => {
            for part in edition.parts() {
                if let Part::Formula(of) = part {
                    formula(of);
                }
            }
            let counted = edition.parts().into_iter().any(|part| match part {
                Part::Rows(rows) => model.counts_kroner(rows),
                Part::Formula(_) => false,
            });
            if counted {
                add(own, figure.name.text.clone());
            }
        }
    }
}
