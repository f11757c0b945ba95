//! The arenas of account sets that the checks share: one per source and stretch of years without a
//! change in its charts.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::account_set::{AccountSets, Mentioned};
use super::super::years::{Years, between};
use super::super::{ColumnKind, Model, Selection, SourceId};
use super::uses::own_changes;

pub(super) struct Arenas<'a> {
    model: &'a Model,
    mentioned: BTreeMap<SourceId, Mentioned>,
    /// Per source, the first years of what changes in its charts.
    changes: Vec<BTreeSet<i32>>,
    made: HashMap<(SourceId, usize), AccountSets<'a>>,
}

impl<'a> Arenas<'a> {
    pub fn new(model: &'a Model, mentioned: BTreeMap<SourceId, Mentioned>) -> Arenas<'a> {
        let changes = (0..model.sources.len()).map(|index| changes(model, SourceId(index))).collect();
        Arenas { model, mentioned, changes, made: HashMap::new() }
    }

    /// The years in which the selection's set may become another.
    pub fn starts(&self, source: SourceId, selection: &Selection) -> BTreeSet<i32> {
        let mut starts = self.changes[source.0].clone();
        for changed in own_changes(selection) {
            starts.extend(changed.from);
            starts.extend(changed.to.map(|to| to.saturating_add(1)));
        }
        starts
    }

    /// The stretches of years in which the selection's set stays what it is.
    pub fn epochs(&self, source: SourceId, selection: &Selection, years: Years) -> Vec<Years> {
        between(&self.starts(source, selection), years)
    }

    /// The source's sets in a year.
    pub fn at(&mut self, source: SourceId, year: i32) -> &mut AccountSets<'a> {
        let stretch = self.changes[source.0].range(..=year).count();
        let (model, mentioned) = (self.model, &self.mentioned[&source]);
        self.made.entry((source, stretch)).or_insert_with(|| AccountSets::new(model, source, year, mentioned))
    }
}

fn changes(model: &Model, source: SourceId) -> BTreeSet<i32> {
    let trees = model.source(source).columns.iter().filter_map(|column| match column.kind {
        ColumnKind::Codes { tree, .. } => Some(tree),
        ColumnKind::Municipality => Some(model.municipalities),
        _ => None,
    });
    trees.flat_map(|tree| model.tree(tree).change_years()).collect()
}
