//! Which accounts each nøgletal counts, found for all nøgletal and all accounts at once.
//!
//! In: a model without errors. Out: [`AccountUses`]. Guaranteed now: it agrees with [`super::uses`], which asks for one
//! account; a selection is read once however many nøgletal count it, in each stretch of years in which neither the chart
//! nor its lines change. Time and memory follow the number of selections, not that of accounts times nøgletal.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use super::uses::{changes, mentioned};
use super::{Reached, Role, rows_of_value};
use crate::model::account_set::domains::{Domain, DomainKind};
use crate::model::account_set::{AccountSets, Bits, Mentioned, SetId, from_selection::Members};
use crate::model::codes::CodeSelector;
use crate::model::years::{Years, between};
use crate::model::{ColumnId, Condition, FigureId, FigureReference, Model, RowsVersion, Selection, SourceId, TreeId};

/// Every selection that some nøgletal of the authors' counts.
#[derive(Debug, Default)]
pub struct AccountUses {
    pub uses: Vec<Use>,
    selections: Vec<Counted>,
}

/// A nøgletal, or a member of one, that counts a selection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    pub figure: FigureReference,
    pub role: Role,
    /// The name of the grundtal or nøgletal that it counts through.
    pub through: Option<String>,
    /// The years of its udgave.
    pub valid: Years,
    selection: usize,
}

/// What a selection counts.
#[derive(Debug)]
struct Counted {
    source: SourceId,
    stretches: Vec<Stretch>,
}

/// Years in which it counts the same.
#[derive(Debug, Default)]
struct Stretch {
    years: Years,
    /// The code trees that its lines ask for.
    trees: Vec<TreeTaken>,
    /// Everything else that they ask for: names of columns.
    asked: BTreeSet<String>,
    is_empty: bool,
}

/// By versions of the tree; a code stands for all beneath it.
#[derive(Debug)]
struct TreeTaken {
    tree: TreeId,
    column: String,
    /// Of which some rows count.
    some: Bits,
    /// Of which all rows count.
    whole: Bits,
}

/// How an account counts in some years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taking {
    pub years: Years,
    pub whole: bool,
}

impl AccountUses {
    pub fn new(model: &Model) -> AccountUses {
        let mut gathered = Gathered { model, places: HashMap::new(), versions: Vec::new(), uses: Vec::new() };
        for (index, figure) in model.figures.iter().enumerate().filter(|(_, figure)| !figure.of_rule) {
            let members: Vec<Option<usize>> = match &figure.family {
                Some(family) => (0..family.members.len()).map(Some).collect(),
                None => vec![None],
            };
            for edition in &figure.editions {
                let mut reached: Vec<Reached> = Vec::new();
                rows_of_value(model, &edition.value, &mut |rows| reached.push(rows));
                for member in &members {
                    let figure = FigureReference { figure: FigureId(index), member: *member };
                    reached.iter().for_each(|rows| gathered.rows(figure, rows, edition.years));
                }
            }
        }
        let selections = counted(model, &gathered.versions);
        AccountUses { uses: gathered.uses, selections }
    }

    pub fn source(&self, of: &Use) -> SourceId {
        self.selections[of.selection].source
    }

    /// In which years some of these versions of a code count, where the lines ask for codes of the tree.
    pub fn taken(&self, of: &Use, tree: TreeId, versions: &[usize]) -> Vec<Taking> {
        let mut taken: Vec<Taking> = Vec::new();
        for stretch in &self.selections[of.selection].stretches {
            let Some(years) = stretch.years.intersect(of.valid) else { continue };
            for asked in stretch.trees.iter().filter(|asked| asked.tree == tree) {
                if !versions.iter().any(|version| asked.some.contains(*version)) {
                    continue;
                }
                let whole = versions.iter().any(|version| asked.whole.contains(*version));
                match taken.last_mut() {
                    Some(last)
                        if last.whole == whole && last.years.to.and_then(|to| to.checked_add(1)) == years.from =>
                    {
                        last.years.to = years.to;
                    }
                    _ => taken.push(Taking { years, whole }),
                }
            }
        }
        taken
    }

    /// Whether, in a year, some of these versions count, and the lines ask.
    pub fn counts_in(&self, of: &Use, tree: TreeId, versions: &[usize], year: i32) -> bool {
        self.taken_trees(of, year).any(|asked| asked.tree == tree && versions.iter().any(|v| asked.some.contains(*v)))
    }

    fn taken_trees(&self, of: &Use, year: i32) -> impl Iterator<Item = &TreeTaken> {
        let valid = of.valid.contains(year);
        let stretches = self.selections[of.selection].stretches.iter();
        stretches.filter(move |stretch| valid && stretch.years.contains(year)).flat_map(|stretch| &stretch.trees)
    }

    /// All versions of codes, per tree that its lines ask for, of which some rows count in some year.
    pub fn versions_taken(&self, of: &Use) -> BTreeMap<TreeId, Bits> {
        let mut taken: BTreeMap<TreeId, Bits> = BTreeMap::new();
        let stretches = self.selections[of.selection].stretches.iter();
        for asked in stretches.filter(|one| one.years.overlaps(of.valid)).flat_map(|one| &one.trees) {
            let all = taken.get(&asked.tree).map(|before| before.or(&asked.some));
            taken.insert(asked.tree, all.unwrap_or_else(|| asked.some.clone()));
        }
        taken
    }

    /// It counts rows without asking for the tree's codes; the source must have them.
    pub fn is_free(&self, of: &Use, tree: TreeId) -> bool {
        let free = |stretch: &Stretch| {
            !stretch.is_empty
                && stretch.years.overlaps(of.valid)
                && stretch.trees.iter().all(|asked| asked.tree != tree)
        };
        self.selections[of.selection].stretches.iter().any(free)
    }

    /// The other columns that decide which of an account's rows count.
    pub fn also_asked(&self, of: &Use, tree: TreeId) -> BTreeSet<&str> {
        let mut asked: BTreeSet<&str> = BTreeSet::new();
        for stretch in self.selections[of.selection].stretches.iter().filter(|one| one.years.overlaps(of.valid)) {
            asked.extend(stretch.asked.iter().map(String::as_str));
            asked.extend(stretch.trees.iter().filter(|one| one.tree != tree).map(|one| one.column.as_str()));
        }
        asked
    }
}

/// The selections that are counted, each once.
struct Gathered<'a> {
    model: &'a Model,
    places: HashMap<(*const RowsVersion, Option<FigureReference>), usize>,
    versions: Vec<Version<'a>>,
    uses: Vec<Use>,
}

/// A selection with whose `denne X` it asks for.
struct Version<'a> {
    part: &'a RowsVersion,
    years: Years,
    members: Members<'a>,
}

impl<'a> Gathered<'a> {
    fn rows(&mut self, figure: FigureReference, reached: &Reached<'a>, valid: Years) {
        let of = reached.of.unwrap_or(figure);
        for version in reached.rows.versions.iter().filter(|version| version.years.overlaps(valid)) {
            let part: &'a RowsVersion = &version.value;
            let asker = asks_for_member(&part.selection).then_some(of);
            let members = match asker {
                Some(of) => Members { family: self.model.figure(of.figure).family.as_ref(), member: of.member },
                None => Members::default(),
            };
            let (next, years) = (self.versions.len(), version.years);
            let selection = *self.places.entry((std::ptr::from_ref(part), asker)).or_insert(next);
            if selection == next {
                self.versions.push(Version { part, years, members });
            }
            let through = reached.path.through.map(str::to_owned);
            let valid = valid.intersect(years).unwrap_or(valid);
            let new = Use { figure, role: reached.path.role, through, valid, selection };
            if self.uses.iter().rev().take_while(|old| old.figure.figure == figure.figure).all(|old| *old != new) {
                self.uses.push(new);
            }
        }
    }
}

fn asks_for_member(selection: &Selection) -> bool {
    let asks = |condition: &Condition| match condition {
        Condition::This { .. } => true,
        Condition::Inserted { versions, .. } => versions.iter().any(|version| asks_for_member(&version.value)),
        _ => false,
    };
    selection.lines.iter().flat_map(|line| &line.conditions).any(asks)
}

/// Selections, as indexes, and years in which each counts the same.
type Asked = Vec<(usize, Years)>;

/// What each selection counts. Selections over the same source and chart share an arena.
fn counted(model: &Model, versions: &[Version]) -> Vec<Counted> {
    let mentioned = mentioned(model);
    let mut work: BTreeMap<(SourceId, Option<i32>), Asked> = BTreeMap::new();
    let mut selections: Vec<Counted> = Vec::new();
    for (index, version) in versions.iter().enumerate() {
        let source = version.part.source;
        let chart = chart_changes(model, source);
        for years in between(&changes(model, version.part), version.years) {
            let epoch = chart.range(..=years.example()).next_back().copied();
            work.entry((source, epoch)).or_default().push((index, years));
        }
        selections.push(Counted { source, stretches: Vec::new() });
    }
    let work: Vec<(SourceId, Asked)> = work.into_iter().map(|((source, _), of)| (source, of)).collect();
    let found: Vec<Vec<(usize, Stretch)>> =
        work.into_par_iter().map(|(source, of)| stretches(model, source, &mentioned[&source], versions, &of)).collect();
    for (index, stretch) in found.into_iter().flatten() {
        selections[index].stretches.push(stretch);
    }
    for selection in &mut selections {
        selection.stretches.sort_by_key(|stretch| (stretch.years.from.is_some(), stretch.years.from));
    }
    selections
}

fn chart_changes(model: &Model, source: SourceId) -> BTreeSet<i32> {
    let columns = model.source(source).columns.iter().filter_map(|column| match column.kind {
        crate::model::ColumnKind::Codes { tree, .. } => Some(tree),
        _ => None,
    });
    columns.flat_map(|tree| model.tree(tree).change_years()).collect()
}

fn stretches(
    model: &Model,
    source: SourceId,
    mentioned: &Mentioned,
    versions: &[Version],
    of: &[(usize, Years)],
) -> Vec<(usize, Stretch)> {
    let Some((_, first)) = of.first() else { return Vec::new() };
    let mut arena = AccountSets::new(model, source, first.example(), mentioned);
    let possible = possible(&mut arena);
    let stretch = |(index, years): &(usize, Years)| {
        let version = &versions[*index];
        let set = arena.selection(&version.part.selection, version.members, years.example());
        (*index, Stretch { years: *years, ..taken(&mut arena, set, &possible) })
    };
    of.iter().map(stretch).collect()
}

/// Per dimension of codes that stand under others: every code with its own accounts, the only way it occurs.
fn possible(arena: &mut AccountSets) -> BTreeMap<usize, SetId> {
    let under = |(index, domain): (usize, &Domain)| {
        let DomainKind::Codes { tree, codes } = &domain.kind else { return None };
        let tree = arena.model.tree(*tree);
        let crate::model::account_set::Asked::Column(column) = domain.asked else { return None };
        let all: BTreeSet<&String> = codes.known.iter().map(|version| &tree.versions[*version].code).collect();
        let items: Vec<CodeSelector> = all.into_iter().cloned().map(CodeSelector::One).collect();
        (!tree.under.is_empty()).then_some((index, column, items))
    };
    let dimensions: Vec<(usize, ColumnId, Vec<CodeSelector>)> =
        arena.domains().iter().enumerate().filter_map(under).collect();
    dimensions.into_iter().map(|(index, column, items)| (index, arena.codes(column, &items))).collect()
}

fn taken(arena: &mut AccountSets, set: SetId, possible: &BTreeMap<usize, SetId>) -> Stretch {
    let mut stretch = Stretch { is_empty: arena.sets.is_empty(set), ..Stretch::default() };
    for dimension in arena.sets.asked(set) {
        let (some, whole) = match possible.get(&dimension) {
            None => (arena.sets.any(set, dimension), arena.sets.every(set, dimension)),
            Some(possible) => {
                let inside = arena.sets.intersection(*possible, set);
                let outside = arena.sets.difference(*possible, set);
                let some = arena.sets.any(inside, dimension);
                let whole = some.without(&arena.sets.any(outside, dimension));
                (some, whole)
            }
        };
        let domain = &arena.domains()[dimension];
        let column = domain.asked.name(arena.model, arena.model.source(arena.source));
        match by_version(arena.model, domain, &some, &whole) {
            Some((tree, some, whole)) => stretch.trees.push(TreeTaken { tree, column, some, whole }),
            None => drop(stretch.asked.insert(column)),
        }
    }
    stretch
}

/// By versions of the tree, and with what is above: some when some beneath does, whole when all beneath does.
fn by_version(model: &Model, domain: &Domain, some: &Bits, whole: &Bits) -> Option<(TreeId, Bits, Bits)> {
    let DomainKind::Codes { tree, codes } = &domain.kind else { return None };
    let mut has: Vec<bool> = (0..codes.known.len()).map(|value| some.contains(value)).collect();
    let mut all: Vec<bool> = (0..codes.known.len()).map(|value| whole.contains(value)).collect();
    for &value in codes.downwards().iter().rev() {
        if let Some(parent) = codes.parents[value] {
            has[parent] |= has[value];
            all[parent] &= all[value];
        }
    }
    let size = model.tree(*tree).versions.len();
    let of = |values: &[bool]| {
        Bits::of(size, values.iter().zip(&codes.known).filter(|(is, _)| **is).map(|(_, version)| *version))
    };
    Some((*tree, of(&has), of(&all)))
}
