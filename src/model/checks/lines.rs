//! Lines without effect and selections of nothing (N204, N302).
//!
//! In: all uses. Out: one problem per line and kind. Each line is judged in every year in which it
//! holds: what is true in all of them is an error, in some of them a warning with these years.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::super::account_set::from_selection::{Members, start};
use super::super::account_set::{AccountSets, SetId, Sets};
use super::super::years::{Years, joined, listed, remaining};
use super::super::{Condition, Line, Selection};
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

/// What is wrong in one stretch of years.
struct Finding {
    span: Span,
    kind: Kind,
    /// The line's accounts, when they are to be named.
    named: Option<SetId>,
    related: Option<(Span, &'static str)>,
}

impl Found {
    fn epoch<'a>(&mut self, arena: &mut AccountSets<'a>, one: &Use<'a>, epoch: Years) {
        let Some(span) = one.span() else { return };
        let year = epoch.example();
        self.held.entry(span).or_default().push(epoch);
        for line in one.selection.lines.iter().filter(|line| line.years.contains(year)) {
            self.held.entry(line.span).or_default().push(epoch);
        }
        for finding in of_all_members(arena, one, span, year) {
            let names = finding.named.map(|set| accounts(arena, set)).unwrap_or_default();
            let fact = self.tell(one, epoch, finding.span, finding.kind);
            fact.related = fact.related.or(finding.related);
            names.into_iter().for_each(|name| add_once(&mut fact.accounts, name));
        }
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

/// What is wrong for every member of a family: `denne X` may be without effect for one of them only.
fn of_all_members<'a>(arena: &mut AccountSets<'a>, one: &Use<'a>, span: Span, year: i32) -> Vec<Finding> {
    let all = Members { family: one.family, member: None };
    let Some(family) = one.family.filter(|_| asks_for_member(one.selection)) else {
        return findings(arena, one, span, all, year);
    };
    let valid = |index: &usize| family.members[*index].years.iter().any(|years| years.contains(year));
    let mut common: Option<Vec<Finding>> = None;
    for index in (0..family.members.len()).filter(valid) {
        let of_member = findings(arena, one, span, Members { member: Some(index), ..all }, year);
        let also = |finding: &Finding| of_member.iter().any(|o| (o.span, o.kind) == (finding.span, finding.kind));
        common = Some(match common {
            None => of_member,
            Some(before) => before.into_iter().filter(also).collect(),
        });
        if common.as_ref().is_some_and(Vec::is_empty) {
            break;
        }
    }
    common.unwrap_or_default()
}

fn asks_for_member(selection: &Selection) -> bool {
    let mut conditions = selection.lines.iter().flat_map(|line| &line.conditions);
    conditions.any(|condition| matches!(condition, Condition::This { .. }))
}

fn findings<'a>(
    arena: &mut AccountSets<'a>,
    one: &Use<'a>,
    span: Span,
    members: Members<'a>,
    year: i32,
) -> Vec<Finding> {
    let (steps, selected, allowed) = steps(arena, one, members, year);
    let plain = |span, kind| Finding { span, kind, named: None, related: None };
    let empty = steps.iter().filter(|step| step.set == Sets::EMPTY);
    let mut found: Vec<Finding> = empty.map(|step| plain(step.line.span, Kind::LineEmpty)).collect();
    let left = arena.sets.intersection(selected, allowed);
    if left == Sets::EMPTY {
        if found.is_empty() {
            found.push(plain(span, Kind::SelectionEmpty));
        }
        return found;
    }
    for (index, step) in steps.iter().enumerate().filter(|(_, step)| step.set != Sets::EMPTY) {
        let earlier = &steps[..index];
        match step.line.kind {
            LineKind::With if arena.sets.contains(step.before, step.set) => {
                found.push(without_effect(arena, step, earlier, Kind::AddsNothing));
            }
            LineKind::With => {
                let added = arena.sets.difference(step.set, step.before);
                if !arena.sets.overlaps(added, left) {
                    found.push(undone(arena, step, &steps[index + 1..], added));
                }
            }
            LineKind::Without if !arena.sets.overlaps(step.before, step.set) => {
                found.push(without_effect(arena, step, earlier, Kind::RemovesNothing));
            }
            LineKind::ForAll => {
                let reach = arena.sets.intersection(selected, step.before);
                if arena.sets.contains(step.set, reach) {
                    found.push(plain(step.line.span, Kind::RestrictsNothing));
                }
            }
            LineKind::Without => {}
        }
    }
    found
}

/// The line's accounts are in already, or out already; an earlier line of its kind may be why.
fn without_effect(arena: &mut AccountSets, step: &Step, earlier: &[Step], kind: Kind) -> Finding {
    let mut same_kind = earlier.iter().filter(|other| other.line.kind == step.line.kind);
    let cause = same_kind.find(|other| arena.sets.contains(other.set, step.set));
    let related = cause.map(|other| (other.line.span, "earlier"));
    Finding { span: step.line.span, kind, named: Some(step.set), related }
}

/// What the line adds is gone in the end; one later line may take all of it.
fn undone(arena: &mut AccountSets, step: &Step, later: &[Step], added: SetId) -> Finding {
    let mut removing = later.iter().filter(|other| other.line.kind == LineKind::Without);
    let cause = removing.find(|other| arena.sets.contains(other.set, added));
    let related = cause.map(|other| (other.line.span, "later"));
    Finding { span: step.line.span, kind: Kind::UndoneLater, named: None, related }
}

/// The lines in force in a year with their sets, what they select together and what `for alle` allows.
fn steps<'a>(
    arena: &mut AccountSets<'a>,
    one: &Use<'a>,
    members: Members<'a>,
    year: i32,
) -> (Vec<Step<'a>>, SetId, SetId) {
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
