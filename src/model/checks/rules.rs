//! Rules that can never or always fail, and rules that contradict or contain each other (N702, N701).
//!
//! In: the model. Out: problems, exact on sets of codes and on bounds that are numbers. Conditions on rows are compared
//! year by year of their source's charts: something is told when it is so in every year in which it is asked.

use std::collections::BTreeSet;

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::super::account_set::domains::Mentioned;
use super::super::account_set::from_selection::{AccountSets, Members};
use super::super::account_set::{SetId, Sets};
use super::super::rule::{
    Comparand, FigureTest, Requirement, RequirementKind, RowTest, RowsChecked, Rule, RuleEdition, Tolerance,
};
use super::super::years::{Years, epochs};
use super::super::{ColumnKind, Comparison, EditionValue, FigureId, Model, Part, What};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::RuleProblem;

pub fn check(model: &Model) -> Vec<Diagnostic> {
    let mut asked: Vec<Asked> = Vec::new();
    for rule in model.rules.iter().filter(|rule| rule.automatic.is_none()) {
        for edition in &rule.editions {
            for requirement in &edition.requirements {
                asked.push(Asked { rule, edition, years: edition.years, requirement, tolerance: &edition.tolerance });
            }
        }
    }
    let mut problems = Vec::new();
    for (index, one) in asked.iter().enumerate() {
        match alone(model, one) {
            Some(problem) => problems.push(Diagnostic::new(problem, one.requirement.span)),
            None => {
                let earlier = asked[..index].iter().filter(|other| other.years.overlaps(one.years));
                let found = earlier.filter_map(|other| Some((other, together(model, other, one)?))).next();
                if let Some((other, problem)) = found {
                    let told = Diagnostic::new(problem, one.requirement.span);
                    problems.push(told.related(other.requirement.span, "other"));
                }
            }
        }
    }
    problems
}

struct Asked<'a> {
    rule: &'a Rule,
    edition: &'a RuleEdition,
    years: Years,
    requirement: &'a Requirement,
    tolerance: &'a Tolerance,
}

/// What a krav is by itself.
fn alone(model: &Model, one: &Asked) -> Option<RuleProblem> {
    let rule = one.rule.name.text.clone();
    match &one.requirement.kind {
        RequirementKind::Figure { data, .. } => {
            let bounds = bounds(one)?;
            let least = is_count(model, *data).then(BigRational::zero);
            if bounds.is_empty() || least.as_ref().is_some_and(|least| bounds.to.as_ref().is_some_and(|to| to < least))
            {
                return Some(RuleProblem::AlwaysFails { rule });
            }
            let holds_all = bounds.to.is_none() && least.zip(bounds.from).is_some_and(|(least, from)| from <= least);
            holds_all.then_some(RuleProblem::NeverFails { rule })
        }
        RequirementKind::Rows(checked) => {
            let facts = of_rows(model, &[checked], one.years);
            if facts.is_empty() {
                return None;
            }
            if facts.iter().all(|(sets, _)| sets[0].broken == Sets::EMPTY) {
                return Some(RuleProblem::NeverFails { rule });
            }
            let always = facts.iter().all(|(sets, _)| sets[0].asked != Sets::EMPTY && sets[0].broken == sets[0].asked);
            always.then_some(RuleProblem::AlwaysFails { rule })
        }
    }
}

/// What two krav are to each other.
fn together(model: &Model, first: &Asked, second: &Asked) -> Option<RuleProblem> {
    let (rule, other) = (second.rule.name.text.clone(), first.rule.name.text.clone());
    // A tighter bound of less weight, or one for fewer kommuner, is no repetition.
    let weight =
        |asked: &Asked| (asked.edition.severity, asked.edition.except.clone(), asked.edition.exemptions.clone());
    let alike = weight(first) == weight(second);
    match (&first.requirement.kind, &second.requirement.kind) {
        (RequirementKind::Figure { data: a, .. }, RequirementKind::Figure { data: b, .. }) => {
            if !same_data(model, *a, *b) {
                return None;
            }
            let (x, y) = (bounds(first)?, bounds(second)?);
            if x.apart_from(&y) {
                return Some(RuleProblem::RulesContradict { rule, other });
            }
            let contained = alike && (x.within(&y) || y.within(&x));
            contained.then_some(RuleProblem::RulesContain { rule, other })
        }
        (RequirementKind::Rows(a), RequirementKind::Rows(b)) if a.source == b.source => {
            let mut facts = of_rows(model, &[a, b], first.years.intersect(second.years)?);
            if facts.is_empty() {
                return None;
            }
            let contradict = facts.iter_mut().all(|(sets, arena)| {
                let both = arena.sets.intersection(sets[0].asked, sets[1].asked);
                let broken = arena.sets.union(sets[0].broken, sets[1].broken);
                both != Sets::EMPTY && arena.sets.contains(broken, both)
            });
            if contradict {
                return Some(RuleProblem::RulesContradict { rule, other });
            }
            let mut inside = |outer: usize, inner: usize| {
                facts.iter_mut().all(|(sets, arena)| arena.sets.contains(sets[outer].broken, sets[inner].broken))
            };
            (alike && (inside(0, 1) || inside(1, 0))).then_some(RuleProblem::RulesContain { rule, other })
        }
        _ => None,
    }
}

/// The rows that a krav asks, and those of them that break it.
struct RowSets {
    asked: SetId,
    broken: SetId,
}

/// By each stretch of years in which the charts of the source stay the same.
fn of_rows<'a>(model: &'a Model, checked: &[&'a RowsChecked], years: Years) -> Vec<(Vec<RowSets>, AccountSets<'a>)> {
    let mut mentioned = Mentioned::default();
    for one in checked {
        let RowTest::Holds { condition, then, .. } = &one.test else { return Vec::new() };
        mentioned.selection(&one.selection, None);
        mentioned.conditions(condition, None);
        mentioned.conditions(then, None);
    }
    let source = model.source(checked[0].source);
    let trees = source.columns.iter().filter_map(|column| match &column.kind {
        ColumnKind::Codes { tree, .. } => Some(*tree),
        _ => None,
    });
    let trees: BTreeSet<_> = trees.collect();
    let versions = trees.into_iter().flat_map(|tree| model.tree(tree).versions.iter().map(|version| version.years));
    let Some(years) = years.intersect(source.history) else { return Vec::new() };
    let mut facts = Vec::new();
    for epoch in epochs(versions, years) {
        let year = epoch.example();
        let mut arena = AccountSets::new(model, checked[0].source, year, &mentioned);
        let mut sets = Vec::new();
        for one in checked {
            let RowTest::Holds { condition, then, .. } = &one.test else { continue };
            let selected = arena.selection(&one.selection, Members::default(), year);
            let asked = arena.conditions(condition, Members::default(), year);
            let asked = arena.sets.intersection(selected, asked);
            let then = arena.conditions(then, Members::default(), year);
            sets.push(RowSets { asked, broken: arena.sets.difference(asked, then) });
        }
        facts.push((sets, arena));
    }
    facts
}

/// The values that pass, both ends included.
#[derive(Debug, Clone, PartialEq)]
struct Bounds {
    from: Option<BigRational>,
    to: Option<BigRational>,
}

impl Bounds {
    fn is_empty(&self) -> bool {
        self.from.as_ref().zip(self.to.as_ref()).is_some_and(|(from, to)| from > to)
    }

    fn apart_from(&self, other: &Bounds) -> bool {
        let above = |a: &Bounds, b: &Bounds| a.from.as_ref().zip(b.to.as_ref()).is_some_and(|(from, to)| from > to);
        above(self, other) || above(other, self)
    }

    /// Whoever passes this passes the other.
    fn within(&self, other: &Bounds) -> bool {
        let above = other.from.as_ref().is_none_or(|from| self.from.as_ref().is_some_and(|own| own >= from));
        let below = other.to.as_ref().is_none_or(|to| self.to.as_ref().is_some_and(|own| own <= to));
        above && below
    }
}

/// Of numbers alone; values have 5 decimals, so that `over` begins at the next.
fn bounds(one: &Asked) -> Option<Bounds> {
    let RequirementKind::Figure { test, .. } = &one.requirement.kind else { return None };
    let number = |with: &Comparand| match with {
        Comparand::Number(number) => Some(number.clone()),
        Comparand::Figure(_) => None,
    };
    let slack = |of: &BigRational| {
        let hundred = BigRational::from_integer(100.into());
        let percent = one.tolerance.percent.as_ref().map(|percent| percent * of.abs() / hundred);
        percent.into_iter().chain(one.tolerance.amount.clone()).max().unwrap_or_else(BigRational::zero)
    };
    let step = BigRational::new(1.into(), 100_000.into());
    let lower = |of: BigRational| Some(&of - slack(&of));
    let upper = |of: BigRational| Some(&of + slack(&of));
    Some(match test {
        FigureTest::Compare { comparison, with } => {
            let with = number(with)?;
            let strict = slack(&with).is_zero();
            match comparison {
                Comparison::AtLeast => Bounds { from: lower(with), to: None },
                Comparison::AtMost => Bounds { from: None, to: upper(with) },
                Comparison::Equal => Bounds { from: lower(with.clone()), to: upper(with) },
                Comparison::Over if strict => Bounds { from: Some(with + step), to: None },
                Comparison::Under if strict => Bounds { from: None, to: Some(with - step) },
                Comparison::Over => Bounds { from: lower(with), to: None },
                Comparison::Under => Bounds { from: None, to: upper(with) },
                Comparison::NotEqual => return None,
            }
        }
        FigureTest::Between { from, to } => Bounds { from: lower(number(from)?), to: upper(number(to)?) },
        _ => return None,
    })
}

/// Never negative: how many rows, keys, years there are.
fn is_count(model: &Model, id: FigureId) -> bool {
    let figure = model.figure(id);
    let counts = |part: &Part| match part {
        Part::Rows(rows) => rows.versions.iter().all(|version| {
            let counted = matches!(
                version.value.what,
                What::Rows | What::RowsWith(_) | What::Distinct(_) | What::FullYears(_) | What::Duration(_)
            );
            counted && !version.value.sign_reversed
        }),
        Part::Formula(_) => false,
    };
    figure.of_rule
        && figure.editions.iter().all(|edition| match &edition.value {
            EditionValue::Ratio { numerator, denominator: None } => counts(numerator),
            _ => false,
        })
}

/// One figure, or two that read and compute the same.
fn same_data(model: &Model, a: FigureId, b: FigureId) -> bool {
    if a == b {
        return true;
    }
    let (a, b) = (model.figure(a), model.figure(b));
    let alike = |a: &Part, b: &Part| match (a, b) {
        (Part::Rows(a), Part::Rows(b)) => {
            let counted = (a.counting.when, a.counting.year_before) == (b.counting.when, b.counting.year_before);
            let versions = a.versions.iter().zip(&b.versions).all(|(a, b)| {
                let lines = |of: &super::super::RowsVersion| of.selection.lines.is_empty();
                a.value.source == b.value.source
                    && a.value.municipality == b.value.municipality
                    && a.value.what == b.value.what
                    && a.value.sign_reversed == b.value.sign_reversed
                    && lines(&a.value)
                    && lines(&b.value)
            });
            counted && versions && a.versions.len() == b.versions.len()
        }
        _ => false,
    };
    a.reported == b.reported
        && a.family.is_none()
        && b.family.is_none()
        && a.editions.len() == b.editions.len()
        && a.editions.iter().zip(&b.editions).all(|(a, b)| match (&a.value, &b.value) {
            (
                EditionValue::Ratio { numerator: x, denominator: None },
                EditionValue::Ratio { numerator: y, denominator: None },
            ) => a.years == b.years && alike(x, y),
            _ => false,
        })
}
