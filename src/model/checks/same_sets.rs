//! Lines that say what a named filter says (N305).
//!
//! In: all uses. Out: a note where lines select the same accounts as a filter in every year in which
//! they are used.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::super::account_set::Sets;
use super::super::account_set::from_selection::Members;
use super::super::years::{Years, between};
use super::super::{Condition, Model, Selection, SourceId, Version};
use super::arenas::Arenas;
use super::lines::is_troubled;
use super::uses::{Use, inserted_filter, own_changes};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::{Noun, SetProblem};
use crate::source::Span;
use crate::text::fold;

/// A named filter as it reads against one source.
type Known<'a> = BTreeMap<usize, &'a [Version<Selection>]>;

pub(super) fn check<'a>(
    model: &'a Model,
    arenas: &mut Arenas<'a>,
    uses: &[Use<'a>],
    troubled: &HashSet<Span>,
) -> Vec<Diagnostic> {
    let known = known(model, uses, troubled);
    let mut changes: BTreeMap<SourceId, BTreeSet<i32>> = BTreeMap::new();
    for (source, filters) in &known {
        changes.insert(*source, filters.values().flat_map(|versions| filter_changes(versions)).collect());
    }
    let mut told: BTreeMap<Span, Diagnostic> = BTreeMap::new();
    let mut other: HashSet<Span> = HashSet::new();
    let mut named = HashMap::new();
    for one in uses.iter().filter(|one| may_be_replaced(one.selection) && !is_troubled(one.selection, troubled)) {
        let (Some(filters), Some(span)) = (known.get(&one.source), one.span()) else { continue };
        let mut starts = changes[&one.source].clone();
        starts.extend(arenas.starts(one.source, one.selection));
        let epochs = between(&starts, one.years);
        match same_throughout(model, arenas, one, filters, &epochs, &mut named) {
            Some(filter) => {
                let filter = &model.filters[filter].name;
                let problem = SetProblem::SameAsFilter { part: one.part, filter: filter.text.clone() };
                told.insert(span, Diagnostic::new(problem, span).related(filter.span, "filter"));
            }
            None => {
                other.insert(span);
            }
        }
    }
    told.into_iter().filter(|(span, _)| !other.contains(span)).map(|(_, problem)| problem).collect()
}

/// The filters inserted somewhere, and the others by their reading, by source and place in [`Model::filters`].
fn known<'a>(model: &'a Model, uses: &[Use<'a>], troubled: &HashSet<Span>) -> BTreeMap<SourceId, Known<'a>> {
    let names: HashMap<&str, usize> =
        model.filters.iter().enumerate().map(|(index, filter)| (filter.name.sql.as_str(), index)).collect();
    let mut known: BTreeMap<SourceId, Known> = BTreeMap::new();
    for one in uses {
        for (name, versions) in one.selection.lines.iter().flat_map(|l| &l.conditions).filter_map(inserted_filter) {
            let sound = versions.iter().all(|version| !is_troubled(&version.value, troubled));
            if let Some(&index) = names.get(fold(name).as_str()).filter(|_| sound) {
                known.entry(one.source).or_default().insert(index, versions);
            }
        }
    }
    for (index, filter) in model.filters.iter().enumerate() {
        let Some((source, versions)) = &filter.reading else { continue };
        if versions.iter().all(|version| !is_troubled(&version.value, troubled)) {
            known.entry(*source).or_default().entry(index).or_insert(versions);
        }
    }
    known
}

fn filter_changes(versions: &[Version<Selection>]) -> Vec<i32> {
    let inner = versions.iter().flat_map(|version| own_changes(&version.value));
    let ranges: Vec<Years> = versions.iter().map(|version| version.years).chain(inner).collect();
    let ends = ranges.iter().filter_map(|years| years.to).map(|to| to.saturating_add(1));
    ranges.iter().filter_map(|years| years.from).chain(ends).collect()
}

/// Lines that are more than `[navn]`, and that are the same for all members of a family.
fn may_be_replaced(selection: &Selection) -> bool {
    let inserts = |condition: &Condition| matches!(condition, Condition::Inserted { .. });
    let whole = selection.lines.len() == 1 && selection.lines[0].conditions.iter().all(inserts);
    let mut conditions = selection.lines.iter().flat_map(|line| &line.conditions);
    !whole && !conditions.any(|condition| matches!(condition, Condition::This { .. }))
}

type ByYear = HashMap<(SourceId, i32), HashMap<super::super::account_set::SetId, Vec<usize>>>;

/// The first filter that selects the same in all epochs.
fn same_throughout<'a>(
    model: &Model,
    arenas: &mut Arenas<'a>,
    one: &Use<'a>,
    filters: &Known<'a>,
    epochs: &[Years],
    named: &mut ByYear,
) -> Option<usize> {
    let own = |index: &usize| one.part == Noun::Filter && model.filters[*index].name.text == one.name;
    let earlier = |index: &usize| one.part != Noun::Filter || !own(index);
    let mut candidates: Option<Vec<usize>> = None;
    for epoch in epochs {
        let year = epoch.example();
        let arena = arenas.at(one.source, year);
        let set = arena.selection(one.selection, Members { family: one.family, member: None }, year);
        if set == Sets::FULL || set == Sets::EMPTY {
            return None;
        }
        let by_set = named.entry((one.source, year)).or_insert_with(|| {
            let mut by_set: HashMap<_, Vec<usize>> = HashMap::new();
            for (index, versions) in filters {
                let version = versions.iter().find(|version| version.years.contains(year));
                let set = version.map(|version| arena.selection(&version.value, Members::default(), year));
                set.into_iter().for_each(|set| by_set.entry(set).or_default().push(*index));
            }
            by_set
        });
        let same = by_set.get(&set)?;
        candidates = Some(match candidates {
            None => same.iter().copied().filter(earlier).collect(),
            Some(before) => before.into_iter().filter(|index| same.contains(index)).collect(),
        });
        if candidates.as_ref().is_some_and(Vec::is_empty) {
            return None;
        }
    }
    let own_place = (0..model.filters.len()).find(own);
    let first = candidates?.into_iter().next()?;
    // Of two filters that are the same, the later one is told.
    (own_place.is_none_or(|own| first < own)).then_some(first)
}
