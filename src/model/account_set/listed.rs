//! Which accounts a selection takes in, for people: the codes of each dimension, and whether it touches
//! given codes.
//!
//! In: a selection over one source and a year. Out: lists of codes. Guaranteed now: exact, by way of
//! [`AccountSets`].

use super::domains::{DomainKind, Mentioned};
use super::from_selection::{AccountSets, Members};
use super::{Bits, SetId, Sets};
use crate::model::codes::{CodeSelector, CodeVersion};
use crate::model::{ColumnId, Model, Selection, SourceId, TreeId};

/// The codes of one column that a selection takes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken<'a> {
    pub column: ColumnId,
    pub tree: TreeId,
    /// In tree order. Empty when the selection does not ask for the column.
    pub codes: Vec<TakenCode<'a>>,
    /// Rows without a known code are taken too.
    pub missing: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenCode<'a> {
    pub version: &'a CodeVersion,
    /// Taken whatever the other columns hold; else only together with some of them.
    pub always: bool,
}

/// The codes that a selection takes in, per column of codes that it asks for.
pub fn accounts<'a>(
    model: &'a Model,
    source: SourceId,
    selection: &'a Selection,
    members: Members<'a>,
    year: i32,
) -> Vec<Taken<'a>> {
    let (arena, set) = arena(model, source, selection, members, year);
    let asked = arena.sets.asked(set);
    let taken = arena.domains().iter().enumerate().filter_map(|(dimension, domain)| {
        let DomainKind::Codes { tree, codes } = &domain.kind else { return None };
        let is_asked = asked.contains(&dimension);
        let some = if is_asked { arena.sets.any(set, dimension) } else { Bits::none(domain.size()) };
        let always = arena.sets.every(set, dimension);
        let code = |(value, &version): (usize, &usize)| {
            let version = &model.tree(*tree).versions[version];
            some.contains(value).then(|| TakenCode { version, always: always.contains(value) })
        };
        let codes = codes.known.iter().enumerate().filter_map(code).collect();
        Some(Taken { column: domain.column, tree: *tree, codes, missing: some.contains(domain.missing()) })
    });
    taken.collect()
}

/// Whether the selection takes in anything that has, in each of these trees, one of the codes. A tree that
/// the source has no column of is not touched.
pub fn touches(
    model: &Model,
    source: SourceId,
    selection: &Selection,
    members: Members,
    codes: &[(TreeId, Vec<CodeSelector>)],
    year: i32,
) -> bool {
    let (mut arena, set) = arena(model, source, selection, members, year);
    let mut touched = set;
    for (tree, items) in codes {
        let column = arena
            .domains()
            .iter()
            .find(|domain| matches!(&domain.kind, DomainKind::Codes { tree: of, .. } if of == tree));
        let Some(column) = column.map(|domain| domain.column) else { return false };
        let named = arena.codes(column, items);
        touched = arena.sets.intersection(touched, named);
    }
    touched != Sets::EMPTY
}

fn arena<'a>(
    model: &'a Model,
    source: SourceId,
    selection: &'a Selection,
    members: Members<'a>,
    year: i32,
) -> (AccountSets<'a>, SetId) {
    let mut mentioned = Mentioned::default();
    mentioned.selection(selection, members.family);
    let mut arena = AccountSets::new(model, source, year, &mentioned);
    let set = arena.selection(selection, members, year);
    (arena, set)
}
