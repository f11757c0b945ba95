//! Which accounts a selection holds, in one year's chart.
//!
//! In: the lines of a part and a year. Out: [`Block`]s that do not overlap. Guaranteed now: a code stands for itself and
//! all beneath it; a dimension that is not named is free.

use crate::model::account_set::domains::{Domain, DomainKind};
use crate::model::account_set::{AccountSets, Bits, Mentioned, from_selection::Members};
use crate::model::codes::{CodeTree, CodesOfYear};
use crate::model::{Model, RowsVersion};

/// Accounts that are a product: one choice per dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub choices: Vec<Choice>,
}

/// What one dimension may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The column's name, `funktion`.
    pub dimension: String,
    /// All but these, unknown codes too.
    pub excluded: bool,
    /// `5.30.26 Personlig og praktisk hjælp`
    pub accounts: Vec<String>,
}

/// The blocks of a part in a year, at most `limit`; `None` when it selects nothing.
pub fn blocks(model: &Model, part: &RowsVersion, members: Members, year: i32, limit: usize) -> Option<Vec<Block>> {
    let mut mentioned = Mentioned::default();
    mentioned.selection(&part.selection, members.family);
    let mut arena = AccountSets::new(model, part.source, year, &mentioned);
    let set = arena.selection(&part.selection, members, year);
    if arena.sets.is_empty(set) {
        return None;
    }
    let mut blocks: Vec<Block> = Vec::new();
    for values in arena.sets.blocks(set, limit) {
        let block = block(&arena, &values);
        if !blocks.contains(&block) {
            blocks.push(block);
        }
    }
    Some(blocks)
}

fn block(arena: &AccountSets, values: &[Bits]) -> Block {
    let choices = arena.domains().iter().zip(values).filter_map(|(domain, values)| choice(arena, domain, values));
    Block { choices: choices.collect() }
}

/// Nothing of a dimension that is free, or whose values are no codes: the lines say those.
fn choice(arena: &AccountSets, domain: &Domain, values: &Bits) -> Option<Choice> {
    let DomainKind::Codes { tree, codes } = &domain.kind else { return None };
    if values.count() == domain.size() {
        return None;
    }
    let excluded = values.contains(domain.missing());
    let named = |value: usize| values.contains(value) != excluded;
    Some(Choice {
        dimension: domain.asked.name(arena.model, arena.model.source(arena.source)),
        excluded,
        accounts: highest(arena.model.tree(*tree), codes, &named),
    })
}

/// The codes that are named with all beneath them, without those beneath another of them.
fn highest(tree: &CodeTree, codes: &CodesOfYear, named: &dyn Fn(usize) -> bool) -> Vec<String> {
    highest_values(codes, named).into_iter().map(|value| account(tree, codes.known[value])).collect()
}

/// The same, as places among the codes of the year.
pub(super) fn highest_values(codes: &CodesOfYear, named: &dyn Fn(usize) -> bool) -> Vec<usize> {
    let mut whole: Vec<bool> = (0..codes.known.len()).map(named).collect();
    for &value in codes.downwards().iter().rev() {
        if let Some(parent) = codes.parents[value] {
            whole[parent] &= whole[value];
        }
    }
    let is_highest = |value: usize| whole[value] && codes.parents[value].is_none_or(|parent| !whole[parent]);
    (0..codes.known.len()).filter(|&value| is_highest(value)).collect()
}

fn account(tree: &CodeTree, version: usize) -> String {
    let version = &tree.versions[version];
    let scope = version.scope.first().map(|scope| format!("{scope} ")).unwrap_or_default();
    format!("{scope}{} {}", version.code, version.title).trim_end().to_owned()
}
