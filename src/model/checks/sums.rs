//! Parts that are added and share accounts, and parts that lie outside their whole (N303, N304).
//!
//! In: formulas over grundtal and nøgletal. Two parts are compared when they count the same måltal of
//! the same source over the same periods; years in which they share nothing pass.

use std::collections::{BTreeSet, HashSet};

use indexmap::IndexMap;

use super::super::account_set::from_selection::Members;
use super::super::account_set::{SetId, Sets};
use super::super::units::Quantity;
use super::super::years::{Years, between, joined, listed};
use super::super::{Edition, EditionValue, Formula, FormulaTerm, KeyFigure, Model, Part, Rows, RowsVersion, TermValue};
use super::accounts::accounts;
use super::arenas::Arenas;
use super::formula_shape::{division, sums};
use super::lines::is_troubled;
use super::uses::{shifted, years_needed};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::SetProblem;
use crate::source::Span;
use crate::syntax::tree::Shift;

/// Rows that a formula adds or divides, in one year.
struct Addend<'a> {
    name: String,
    version: &'a RowsVersion,
    rows: &'a Rows,
    members: Members<'a>,
    shift: Option<Shift>,
    year: i32,
    /// Where the formula names it; of lines, the first one.
    span: Span,
    /// Which term of the formula it is of.
    term: usize,
}

/// What was found of a pair of parts, over the years.
#[derive(Default)]
struct Shared {
    years: Vec<Years>,
    accounts: Vec<String>,
}

pub(super) struct Sums<'a, 'b> {
    pub model: &'a Model,
    pub arenas: &'b mut Arenas<'a>,
    pub troubled: &'b HashSet<Span>,
    pub problems: Vec<Diagnostic>,
}

impl<'a> Sums<'a, '_> {
    pub fn check(&mut self) {
        let needed = years_needed(self.model);
        for (base, needed) in self.model.base_figures.iter().zip(needed) {
            let mut overlap = false;
            for part in &base.parts {
                if let (Part::Formula(formula), Some(years)) =
                    (&part.value, part.years.intersect(needed.unwrap_or(Years::ALL)))
                {
                    overlap |= self.overlaps(formula, years, base.overlap_allowed.is_none());
                }
            }
            self.not_needed(base.overlap_allowed, overlap);
        }
        for figure in self.model.declared_figures() {
            let mut overlap = false;
            for edition in &figure.editions {
                let parts = edition.parts().into_iter().filter_map(|part| match part {
                    Part::Formula(formula) => Some(formula),
                    Part::Rows(_) => None,
                });
                for formula in parts.chain(edition.formula()) {
                    overlap |= self.overlaps(formula, edition.years, figure.overlap_allowed.is_none());
                }
                if matches!(figure.unit.quantity, Quantity::Percent | Quantity::Permille) && figure.unit.per.is_none() {
                    self.outside(figure, edition);
                }
            }
            self.not_needed(figure.overlap_allowed, overlap);
        }
    }

    /// `overlap tilladt` where nothing overlaps.
    fn not_needed(&mut self, allowed: Option<Span>, overlap: bool) {
        let idle = allowed.filter(|_| !overlap);
        self.problems.extend(idle.map(|span| Diagnostic::new(SetProblem::OverlapNotPresent {}, span)));
    }

    /// Whether parts of some sum in the formula share accounts; told when asked to.
    fn overlaps(&mut self, formula: &'a Formula, years: Years, tell: bool) -> bool {
        let mut found: IndexMap<(Span, Span), (Vec<String>, Shared)> = IndexMap::new();
        for sum in sums(formula).into_iter().filter(|sum| sum.len() > 1) {
            for epoch in self.epochs(sum.iter().map(|(_, term)| *term), years) {
                let addends = self.addends(&sum, epoch.example());
                for (index, first) in addends.iter().enumerate() {
                    for second in &addends[index + 1..] {
                        let shared = self.shared(first, second);
                        if let Some(names) = shared {
                            let new = || (vec![first.name.clone(), second.name.clone()], Shared::default());
                            let (_, pair) = found.entry((first.span, second.span)).or_insert_with(new);
                            pair.add(epoch, names);
                        }
                    }
                }
            }
        }
        let any = !found.is_empty();
        for ((first, second), (parts, shared)) in found.into_iter().filter(|_| tell) {
            let (accounts, years) = (shared.accounts, listed(&joined(shared.years)));
            let problem = SetProblem::PartsOverlap { parts, accounts, years };
            self.problems.push(Diagnostic::new(problem, second).related(first, "part"));
        }
        any
    }

    /// The accounts that two parts both count; `None` when there are none or they cannot be compared.
    fn shared(&mut self, first: &Addend<'a>, second: &Addend<'a>) -> Option<Vec<String>> {
        if first.term == second.term || !comparable(first, second) {
            return None;
        }
        let (a, b) = (self.set(first)?, self.set(second)?);
        let arena = self.arenas.at(first.version.source, first.year);
        let both = arena.sets.intersection(a, b);
        (both != Sets::EMPTY).then(|| accounts(arena, both))
    }

    fn set(&mut self, addend: &Addend<'a>) -> Option<SetId> {
        if is_troubled(&addend.version.selection, self.troubled) {
            return None;
        }
        let arena = self.arenas.at(addend.version.source, addend.year);
        Some(arena.selection(&addend.version.selection, addend.members, addend.year))
    }

    /// Accounts of tæller that nævner lacks, in a share.
    fn outside(&mut self, figure: &'a KeyFigure, edition: &'a Edition) {
        let Some((part, whole)) = part_and_whole(edition) else { return };
        let mut found: IndexMap<Span, (String, String, Span, Shared)> = IndexMap::new();
        let terms = [&part, &whole].into_iter().flat_map(Side::terms);
        for epoch in
            self.epochs(terms, edition.years).into_iter().chain(self.epochs_of_rows(&part, &whole, edition.years))
        {
            let members = Members { family: figure.family.as_ref(), member: None };
            let (Some(parts), Some(wholes)) =
                (self.side(&part, members, epoch.example()), self.side(&whole, members, epoch.example()))
            else {
                continue;
            };
            for one in &parts {
                let Some(beyond) = self.beyond(one, &wholes) else { continue };
                let name = if wholes.len() == 1 { wholes[0].name.clone() } else { "nævner".to_owned() };
                let new = || (one.name.clone(), name, wholes[0].span, Shared::default());
                found.entry(one.span).or_insert_with(new).3.add(epoch, beyond);
            }
        }
        for (span, (part, whole, place, shared)) in found {
            let (accounts, years) = (shared.accounts, listed(&joined(shared.years)));
            let problem = SetProblem::PartOutsideWhole { part, whole, accounts, years };
            self.problems.push(Diagnostic::new(problem, span).related(place, "whole"));
        }
    }

    /// The accounts of a part outside all of the whole; `None` when there are none or nothing to compare.
    fn beyond(&mut self, part: &Addend<'a>, wholes: &[Addend<'a>]) -> Option<Vec<String>> {
        if wholes.is_empty() || !wholes.iter().all(|whole| comparable(part, whole)) {
            return None;
        }
        let own = self.set(part)?;
        let sets = wholes.iter().map(|whole| self.set(whole)).collect::<Option<Vec<SetId>>>()?;
        let arena = self.arenas.at(part.version.source, part.year);
        let whole = sets.into_iter().fold(Sets::EMPTY, |union, set| arena.sets.union(union, set));
        let beyond = arena.sets.difference(own, whole);
        (beyond != Sets::EMPTY).then(|| accounts(arena, beyond))
    }

    /// The rows on one side of a share in a year; `None` when something there is subtracted or no rows.
    fn side(&self, side: &Side<'a>, members: Members<'a>, year: i32) -> Option<Vec<Addend<'a>>> {
        match side {
            Side::Rows(name, rows) => {
                let version = version_of(rows, year)?;
                let span = version.selection.lines.first()?.span;
                let name = (*name).to_owned();
                Some(vec![Addend { name, version, rows, members, shift: None, year, span, term: 0 }])
            }
            Side::Sum(sum) => {
                let all = sum.iter().all(|(positive, _)| *positive);
                let addends = self.addends(sum, year);
                let terms: BTreeSet<usize> = addends.iter().map(|addend| addend.term).collect();
                (all && terms.len() == sum.len()).then_some(addends)
            }
        }
    }

    /// The rows behind the positive terms of a sum in a year.
    fn addends(&self, sum: &[(bool, &'a FormulaTerm)], year: i32) -> Vec<Addend<'a>> {
        let mut addends = Vec::new();
        for (index, (positive, term)) in sum.iter().enumerate() {
            if *positive {
                self.behind(term, (index, term.span), term.shift, year, &mut addends);
            }
        }
        addends
    }

    fn behind(
        &self,
        term: &'a FormulaTerm,
        place: (usize, Span),
        shift: Option<Shift>,
        year: i32,
        addends: &mut Vec<Addend<'a>>,
    ) {
        let read = shifted(Years::single(year), shift).example();
        let (name, part, members) = match self.part_of(&term.value, read) {
            Some(found) => found,
            None => return,
        };
        match part {
            Part::Rows(rows) => {
                let Some(version) = version_of(rows, read) else { return };
                let (term, span) = place;
                addends.push(Addend { name, version, rows, members, shift, year: read, span, term });
            }
            Part::Formula(formula) => {
                let inner = sums(formula);
                let [only] = inner.as_slice() else { return };
                for (_, term) in only.iter().filter(|(positive, term)| *positive && term.shift.is_none()) {
                    self.behind(term, place, shift, year, addends);
                }
            }
        }
    }

    /// What a term reads in a year: its name, its part and whose `denne X`.
    fn part_of(&self, value: &TermValue, year: i32) -> Option<(String, &'a Part, Members<'a>)> {
        let model = self.model;
        match value {
            TermValue::BaseFigure(id) => {
                let base = model.base_figure(*id);
                let part = base.parts.iter().find(|part| part.years.contains(year))?;
                Some((base.name.text.clone(), &part.value, Members::default()))
            }
            TermValue::Result(reference)
            | TermValue::Numerator(reference)
            | TermValue::Denominator(reference)
            | TermValue::NationalAverage(reference) => {
                let figure = model.figure(reference.figure);
                let edition = figure.editions.iter().find(|edition| edition.years.contains(year))?;
                let EditionValue::Ratio { numerator, denominator } = &edition.value else { return None };
                let part = match value {
                    TermValue::NationalAverage(_) => None,
                    TermValue::Numerator(_) => Some(numerator),
                    TermValue::Denominator(_) => denominator.as_ref(),
                    _ => Some(numerator).filter(|_| denominator.is_none()),
                };
                let members = Members { family: figure.family.as_ref(), member: reference.member };
                let member = reference.member.zip(figure.family.as_ref());
                let code = member.map(|(member, family)| format!("[{}]", family.members[member].code));
                Some((figure.name.text.clone() + &code.unwrap_or_default(), part?, members))
            }
        }
    }

    /// The years cut where any of the rows behind the terms may change.
    fn epochs(&self, terms: impl Iterator<Item = &'a FormulaTerm>, years: Years) -> Vec<Years> {
        let mut starts = BTreeSet::new();
        let mut any = false;
        for term in terms {
            any = true;
            self.changes_behind(term, term.shift, &mut starts);
        }
        if any { between(&starts, years) } else { Vec::new() }
    }

    fn epochs_of_rows(&self, part: &Side<'a>, whole: &Side<'a>, years: Years) -> Vec<Years> {
        let (Side::Rows(_, part), Side::Rows(_, whole)) = (part, whole) else { return Vec::new() };
        let mut starts = BTreeSet::new();
        self.changes_of(part, None, &mut starts);
        self.changes_of(whole, None, &mut starts);
        between(&starts, years)
    }

    fn changes_behind(&self, term: &FormulaTerm, shift: Option<Shift>, starts: &mut BTreeSet<i32>) {
        let model = self.model;
        let parts: Vec<(Years, &Part)> = match &term.value {
            TermValue::BaseFigure(id) => {
                model.base_figure(*id).parts.iter().map(|part| (part.years, &part.value)).collect()
            }
            TermValue::Result(reference)
            | TermValue::Numerator(reference)
            | TermValue::Denominator(reference)
            | TermValue::NationalAverage(reference) => {
                let editions = model.figure(reference.figure).editions.iter();
                editions.flat_map(|edition| edition.parts().into_iter().map(|part| (edition.years, part))).collect()
            }
        };
        for (years, part) in parts {
            add_shifted(starts, years, shift);
            match part {
                Part::Rows(rows) => self.changes_of(rows, shift, starts),
                Part::Formula(formula) => formula.terms(&mut |term| {
                    if term.shift.is_none() {
                        self.changes_behind(term, shift, starts);
                    }
                }),
            }
        }
    }

    fn changes_of(&self, rows: &Rows, shift: Option<Shift>, starts: &mut BTreeSet<i32>) {
        for version in &rows.versions {
            add_shifted(starts, version.years, shift);
            for year in self.arenas.starts(version.value.source, &version.value.selection) {
                add_shifted(starts, Years::new(Some(year), None), shift);
            }
        }
    }
}

/// Seen from the reader's year, a change in the year read comes that much later.
fn add_shifted(starts: &mut BTreeSet<i32>, years: Years, shift: Option<Shift>) {
    let later = match shift {
        Some(Shift::YearsBefore(count)) => count,
        Some(Shift::InYear(_)) => return,
        Some(Shift::MonthBefore) | None => 0,
    };
    starts.extend(years.from.map(|from| from.saturating_add_unsigned(later)));
    starts.extend(years.to.map(|to| to.saturating_add(1).saturating_add_unsigned(later)));
}

impl Shared {
    fn add(&mut self, epoch: Years, accounts: Vec<String>) {
        self.years.push(epoch);
        for name in accounts {
            if !self.accounts.contains(&name) {
                self.accounts.push(name);
            }
        }
    }
}

/// One side of a share.
enum Side<'a> {
    /// `tæller` or `nævner` with lines of its own
    Rows(&'static str, &'a Rows),
    Sum(Vec<(bool, &'a FormulaTerm)>),
}

impl<'a> Side<'a> {
    fn of(name: &'static str, part: &'a Part) -> Option<Side<'a>> {
        match part {
            Part::Rows(rows) => Some(Side::Rows(name, rows)),
            Part::Formula(formula) => Side::sum(formula),
        }
    }

    /// A formula that is one sum throughout.
    fn sum(formula: &'a Formula) -> Option<Side<'a>> {
        let [only] = <[_; 1]>::try_from(sums(formula)).ok()?;
        Some(Side::Sum(only))
    }

    fn terms(&self) -> impl Iterator<Item = &'a FormulaTerm> + use<'a> {
        let terms = match self {
            Side::Rows(..) => Vec::new(),
            Side::Sum(sum) => sum.iter().map(|(_, term)| *term).collect(),
        };
        terms.into_iter()
    }
}

/// Tæller and nævner, or what a formel divides by what.
fn part_and_whole(edition: &Edition) -> Option<(Side<'_>, Side<'_>)> {
    match &edition.value {
        EditionValue::Ratio { numerator, denominator } => {
            Some((Side::of("tæller", numerator)?, Side::of("nævner", denominator.as_ref()?)?))
        }
        EditionValue::Formula(formula) => {
            let (part, whole) = division(formula)?;
            Some((Side::sum(part)?, Side::sum(whole)?))
        }
    }
}

fn version_of(rows: &Rows, year: i32) -> Option<&RowsVersion> {
    rows.versions.iter().find(|version| version.years.contains(year)).map(|version| &version.value)
}

/// They count the same, of the same rows' kommune, over the same periods.
fn comparable(a: &Addend, b: &Addend) -> bool {
    let same_rows = a.version.source == b.version.source
        && a.version.what == b.version.what
        && a.version.municipality == b.version.municipality
        && a.version.sign_reversed == b.version.sign_reversed;
    let (first, second) = (a.rows.counting, b.rows.counting);
    same_rows && a.shift == b.shift && first.when == second.when && first.year_before == second.year_before
}
