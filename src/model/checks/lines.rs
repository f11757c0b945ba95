//! Lines without effect and selections of nothing (N204, N302).
//!
//! In: all uses. Out: one problem per line and kind. Each line is judged in every year in which it
//! holds: what is true in all of them is an error, in some of them a warning with these years.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::super::account_set::from_selection::{Members, start};
use super::super::account_set::{AccountSets, SetId, Sets};
use super::super::years::{Years, joined, listed, remaining};
use super::super::{Line, Selection};
use super::accounts::accounts;
use super::arenas::Arenas;
use super::uses::{Use, inserted_filter};
use crate::diagnostics::problems::{CodeProblem, Noun, SetProblem};
use crate::diagnostics::{Diagnostic, Level, Problem};
use crate::source::Span;
use crate::syntax::tree::LineKind;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    SelectionEmpty,
    LineEmpty,
    AddsNothing,
    RemovesNothing,
    RestrictsNothing,
    UndoneLater,
}

/// What was found of one line, or of a whole selection.
struct Fact {
    years: Vec<Years>,
    accounts: Vec<String>,
    related: Option<(Span, &'static str)>,
    part: Noun,
    name: String,
    /// Only known from a grundtal that nothing reads.
    unread: bool,
}

pub(super) fn check<'a>(arenas: &mut Arenas<'a>, uses: &[Use<'a>], troubled: &HashSet<Span>) -> Vec<Diagnostic> {
    let mut found = Found { facts: IndexMap::new(), held: HashMap::new() };
    for one in uses.iter().filter(|one| !is_troubled(one.selection, troubled)) {
        for epoch in arenas.epochs(one.source, one.selection, one.years) {
            found.epoch(arenas.at(one.source, epoch.example()), one, epoch);
        }
    }
    let mut problems = found.problems();
    problems.extend(never_in_force(uses));
    problems
}

/// Some line, here or in an inserted filter, has a problem with its codes.
pub(super) fn is_troubled(selection: &Selection, troubled: &HashSet<Span>) -> bool {
    selection.lines.iter().any(|line| {
        let mut filters = line.conditions.iter().filter_map(inserted_filter).flat_map(|(_, versions)| versions);
        troubled.contains(&line.span) || filters.any(|version| is_troubled(&version.value, troubled))
    })
}

/// A line, the set it names and what was there before it: of `for alle` what was allowed.
struct Step<'a> {
    line: &'a Line,
    set: SetId,
    before: SetId,
}

struct Found {
    facts: IndexMap<(Span, Kind), Fact>,
    /// The years in which a line or selection was looked at.
    held: HashMap<Span, Vec<Years>>,
}

impl Found {
    fn epoch<'a>(&mut self, arena: &mut AccountSets<'a>, one: &Use<'a>, epoch: Years) {
        let Some(span) = one.span() else { return };
        let (steps, selected, allowed) = steps(arena, one, epoch.example());
        let left = arena.sets.intersection(selected, allowed);
        self.held.entry(span).or_default().push(epoch);
        let mut line_empty = false;
        for step in &steps {
            self.held.entry(step.line.span).or_default().push(epoch);
            if step.set == Sets::EMPTY {
                line_empty = true;
                self.tell(one, epoch, step.line.span, Kind::LineEmpty);
            }
        }
        if left == Sets::EMPTY {
            if !line_empty {
                self.tell(one, epoch, span, Kind::SelectionEmpty);
            }
            return;
        }
        for (index, step) in steps.iter().enumerate().filter(|(_, step)| step.set != Sets::EMPTY) {
            let reach = arena.sets.intersection(selected, step.before);
            match step.line.kind {
                LineKind::With if arena.sets.contains(step.before, step.set) => {
                    self.without_effect(arena, one, epoch, &steps, index, Kind::AddsNothing);
                }
                LineKind::With => {
                    let added = arena.sets.difference(step.set, step.before);
                    if !arena.sets.overlaps(added, left) {
                        self.undone(arena, one, epoch, &steps, index, added);
                    }
                }
                LineKind::Without if !arena.sets.overlaps(step.before, step.set) => {
                    self.without_effect(arena, one, epoch, &steps, index, Kind::RemovesNothing);
                }
                LineKind::ForAll if arena.sets.contains(step.set, reach) => {
                    self.tell(one, epoch, step.line.span, Kind::RestrictsNothing);
                }
                LineKind::Without | LineKind::ForAll => {}
            }
        }
    }

    /// The line's accounts are in already, or out already; an earlier line of its kind may be why.
    fn without_effect(
        &mut self,
        arena: &mut AccountSets,
        one: &Use,
        epoch: Years,
        steps: &[Step],
        index: usize,
        kind: Kind,
    ) {
        let step = &steps[index];
        let same_kind = |other: &&Step| other.line.kind == step.line.kind;
        let mut earlier = steps[..index].iter().filter(same_kind);
        let cause = earlier.find(|other| arena.sets.contains(other.set, step.set)).map(|other| other.line.span);
        let names = accounts(arena, step.set);
        let fact = self.tell(one, epoch, step.line.span, kind);
        fact.related = fact.related.or(cause.map(|span| (span, "earlier")));
        names.into_iter().for_each(|name| add_once(&mut fact.accounts, name));
    }

    fn undone(&mut self, arena: &mut AccountSets, one: &Use, epoch: Years, steps: &[Step], index: usize, added: SetId) {
        let mut later = steps[index + 1..].iter().filter(|other| other.line.kind == LineKind::Without);
        let cause = later.find(|other| arena.sets.contains(other.set, added)).map(|other| other.line.span);
        let fact = self.tell(one, epoch, steps[index].line.span, Kind::UndoneLater);
        fact.related = fact.related.or(cause.map(|span| (span, "later")));
    }

    fn tell(&mut self, one: &Use, epoch: Years, span: Span, kind: Kind) -> &mut Fact {
        let new = || Fact {
            years: Vec::new(),
            accounts: Vec::new(),
            related: None,
            part: one.part,
            name: one.name.to_owned(),
            unread: true,
        };
        let fact = self.facts.entry((span, kind)).or_insert_with(new);
        fact.years.push(epoch);
        fact.unread &= one.unread;
        fact
    }

    fn problems(mut self) -> Vec<Diagnostic> {
        let facts = std::mem::take(&mut self.facts);
        facts.into_iter().filter_map(|((span, kind), fact)| self.problem(span, kind, fact)).collect()
    }

    fn problem(&self, span: Span, kind: Kind, fact: Fact) -> Option<Diagnostic> {
        let affected = joined(fact.years);
        let held = joined(self.held.get(&span).into_iter().flatten().copied());
        let all_years = remaining(held, &affected).is_empty();
        if fact.unread && !all_years {
            return None;
        }
        let (years, accounts) = (listed(&affected), fact.accounts);
        let problem: Problem = match kind {
            Kind::SelectionEmpty => {
                CodeProblem::SelectsNothing { part: fact.part, name: fact.name, years, all_years }.into()
            }
            Kind::LineEmpty => CodeProblem::LineSelectsNothing { years, all_years }.into(),
            Kind::AddsNothing => SetProblem::AddsNothing { accounts, years, all_years }.into(),
            Kind::RemovesNothing => SetProblem::RemovesNothing { accounts, years, all_years }.into(),
            Kind::RestrictsNothing => SetProblem::RestrictsNothing { years, all_years }.into(),
            Kind::UndoneLater => SetProblem::UndoneLater { years, all_years }.into(),
        };
        let level = if all_years { Level::Error } else { Level::Warning };
        let told = Diagnostic::new(problem, span).at_level(level);
        Some(match fact.related {
            Some((place, label)) => told.related(place, label),
            None => told,
        })
    }
}

/// The lines in force in a year with their sets, what they select together and what `for alle` allows.
fn steps<'a>(arena: &mut AccountSets<'a>, one: &Use<'a>, year: i32) -> (Vec<Step<'a>>, SetId, SetId) {
    let members = Members { family: one.family, member: None };
    let mut selected = start(one.selection);
    let mut allowed = Sets::FULL;
    let mut steps = Vec::new();
    for line in one.selection.lines.iter().filter(|line| line.years.contains(year)) {
        let set = arena.line(line, members, year);
        let before = if line.kind == LineKind::ForAll { allowed } else { selected };
        match line.kind {
            LineKind::With => selected = arena.sets.union(selected, set),
            LineKind::Without => selected = arena.sets.difference(selected, set),
            LineKind::ForAll => allowed = arena.sets.intersection(allowed, set),
        }
        steps.push(Step { line, set, before });
    }
    (steps, selected, allowed)
}

fn add_once(names: &mut Vec<String>, name: String) {
    if !names.contains(&name) {
        names.push(name);
    }
}

/// Lines `kun` in years in which none of the definitions that they are written in hold. What a grundtal or
/// a filter holds for other years may be read in time to come.
fn never_in_force(uses: &[Use]) -> Vec<Diagnostic> {
    let mut ever: IndexMap<Span, Option<Years>> = IndexMap::new();
    for one in uses.iter().filter(|one| matches!(one.part, Noun::Numerator | Noun::Denominator)) {
        for line in &one.selection.lines {
            let outside = Some(line.years).filter(|years| !years.overlaps(one.years));
            let known = ever.entry(line.span).or_insert(outside);
            *known = known.and(outside);
        }
    }
    let never = ever.into_iter().filter_map(|(span, outside)| Some((span, outside?)));
    never.map(|(span, years)| Diagnostic::new(SetProblem::NeverInForce { years: years.listed() }, span)).collect()
}
