//! Which sources stand behind counted rows.
//!
//! In: the rows of a part. Out: their sources, those that an afledt or koblet datakilde is made of, and those of the
//! populations that lines ask for, directly or through other populations. Guaranteed now: each once.

use std::collections::BTreeSet;

use super::rule::{RowTest, RowsChecked};
use super::{Condition, Model, Origin, PopulationId, Rows, Selection, SourceId, ThisChoice, Version};

impl Model {
    /// The sources that these rows are read from, all the way down.
    pub fn sources_behind(&self, rows: &Rows) -> BTreeSet<SourceId> {
        let mut found = BTreeSet::new();
        for version in &rows.versions {
            self.add_source(version.value.source, &mut found);
            self.add_selection(&version.value.selection, &mut found);
        }
        found
    }

    /// The source and those that it is made of, all the way down.
    pub fn sources_behind_source(&self, id: SourceId) -> BTreeSet<SourceId> {
        let mut found = BTreeSet::new();
        self.add_source(id, &mut found);
        found
    }

    /// The sources that rows asked by a valideringsregel come from, and those that its conditions look into.
    pub fn sources_checked(&self, checked: &RowsChecked) -> BTreeSet<SourceId> {
        let mut found = BTreeSet::new();
        self.add_source(checked.source, &mut found);
        self.add_selection(&checked.selection, &mut found);
        if let RowTest::Holds { condition, then, .. } = &checked.test {
            self.add_conditions(condition, &mut found);
            self.add_conditions(then, &mut found);
        }
        found
    }

    /// The sources that conditions look into.
    pub fn sources_of_conditions(&self, conditions: &[Condition]) -> BTreeSet<SourceId> {
        let mut found = BTreeSet::new();
        self.add_conditions(conditions, &mut found);
        found
    }

    /// The populations that rows are asked about, themselves or by what they are made of; in the model's order.
    pub fn populations_behind(&self, rows: &Rows) -> BTreeSet<PopulationId> {
        let behind = self.sources_behind(rows);
        let mut found = BTreeSet::new();
        for version in &rows.versions {
            self.members_in(&version.value.selection, &mut found);
        }
        for source in behind {
            if let Origin::Derived(derivation) = &self.source(source).origin {
                derivation.rows.iter().for_each(|version| self.members_in(&version.value, &mut found));
            }
        }
        found
    }

    /// The populations of lines, and those that they ask for themselves.
    fn members_in(&self, selection: &Selection, found: &mut BTreeSet<PopulationId>) {
        selection.lines.iter().for_each(|line| self.members_of(&line.conditions, found));
    }

    fn members_of(&self, conditions: &[Condition], found: &mut BTreeSet<PopulationId>) {
        for condition in conditions {
            match condition {
                Condition::Member { population, .. } if found.insert(*population) => {
                    self.population(*population).rows.iter().for_each(|one| self.members_in(&one.value, found));
                }
                Condition::Inserted { versions, .. } => {
                    versions.iter().for_each(|version| self.members_in(&version.value, found));
                }
                Condition::This { choice: ThisChoice::Groups(groups), .. } => {
                    groups.iter().for_each(|group| self.members_of(group, found));
                }
                _ => {}
            }
        }
    }

    fn add_source(&self, id: SourceId, found: &mut BTreeSet<SourceId>) {
        if !found.insert(id) {
            return;
        }
        match &self.source(id).origin {
            Origin::Table => {}
            Origin::Derived(derivation) => {
                self.add_source(derivation.base, found);
                self.add_versions(&derivation.rows, found);
                self.add_conditions(&derivation.only, found);
            }
            Origin::Linked(link) => {
                self.add_source(link.left, found);
                self.add_source(link.right, found);
            }
        }
    }

    fn add_versions(&self, versions: &[Version<Selection>], found: &mut BTreeSet<SourceId>) {
        versions.iter().for_each(|version| self.add_selection(&version.value, found));
    }

    fn add_selection(&self, selection: &Selection, found: &mut BTreeSet<SourceId>) {
        selection.lines.iter().for_each(|line| self.add_conditions(&line.conditions, found));
    }

    fn add_conditions(&self, conditions: &[Condition], found: &mut BTreeSet<SourceId>) {
        for condition in conditions {
            match condition {
                Condition::Member { population, .. } => {
                    let population = self.population(*population);
                    self.add_source(population.source, found);
                    self.add_versions(&population.rows, found);
                }
                Condition::Inserted { versions, .. } => self.add_versions(versions, found),
                Condition::This { choice: ThisChoice::Groups(groups), .. } => {
                    groups.iter().for_each(|group| self.add_conditions(group, found));
                }
                _ => {}
            }
        }
    }
}
