//! Which sources the nøgletal read, and for which kommuner.
//!
//! In: a model. Out: the sources, each with the roles of the kommune that are used. Guaranteed now: what derived and linked
//! sources are made of, and what populations are taken from, is among them, whoever asks for them.

use std::collections::{BTreeMap, BTreeSet};

use super::population::{asked_by, asked_for};
use crate::model::figure::EditionValue;
use crate::model::rule::{RequirementKind, RowTest};
use crate::model::{
    ColumnId, Condition, Formula, LinkedFrom, Model, Origin, Part, PopulationId, Selection, SourceId, TermValue,
    Version,
};

pub fn used_roles(model: &Model) -> BTreeMap<SourceId, BTreeSet<ColumnId>> {
    let mut used = Used { model, roles: BTreeMap::new() };
    for edition in model.figures.iter().flat_map(|figure| &figure.editions) {
        match &edition.value {
            EditionValue::Formula(formula) => used.by_formula(formula),
            EditionValue::Ratio { numerator, denominator } => {
                std::iter::once(numerator).chain(denominator).for_each(|part| used.by_part(part));
            }
        }
    }
    let requirements = model.rules.iter().filter(|rule| rule.automatic.is_none()).flat_map(|rule| &rule.editions);
    for requirement in requirements.flat_map(|edition| &edition.requirements) {
        if let RequirementKind::Rows(checked) = &requirement.kind {
            used.source(checked.source, Some(checked.municipality));
            used.by_selection(&checked.selection);
            if let RowTest::Holds { condition, then, .. } = &checked.test {
                used.by_conditions(condition);
                used.by_conditions(then);
            }
        }
    }
    used.roles
}

struct Used<'a> {
    model: &'a Model,
    roles: BTreeMap<SourceId, BTreeSet<ColumnId>>,
}

impl Used<'_> {
    fn by_part(&mut self, part: &Part) {
        match part {
            Part::Rows(rows) => {
                for version in &rows.versions {
                    self.source(version.value.source, Some(version.value.municipality));
                    self.by_selection(&version.value.selection);
                }
            }
            Part::Formula(formula) => self.by_formula(formula),
        }
    }

    fn by_formula(&mut self, formula: &Formula) {
        let mut bases = Vec::new();
        formula.terms(&mut |term| {
            if let TermValue::BaseFigure(id) = term.value {
                bases.push(id);
            }
        });
        for id in bases {
            self.model.base_figure(id).parts.iter().for_each(|part| self.by_part(&part.value));
        }
    }

    fn source(&mut self, id: SourceId, role: Option<ColumnId>) {
        let is_new = !self.roles.contains_key(&id);
        let roles = self.roles.entry(id).or_default();
        if !(role.is_some_and(|role| roles.insert(role)) || is_new) {
            return;
        }
        match &self.model.source(id).origin {
            Origin::Table => {}
            Origin::Derived(of) => {
                self.source(of.base, role.map(|role| of.columns[role.0]));
                self.by_versions(&of.rows);
            }
            Origin::Linked(link) => {
                let theirs = role.map(|role| link.columns[role.0]);
                let left =
                    theirs.and_then(|side| if let LinkedFrom::Left(column) = side { Some(column) } else { None });
                self.source(link.left, left);
                self.source(link.right, None);
            }
        }
    }

    fn by_versions(&mut self, versions: &[Version<Selection>]) {
        versions.iter().for_each(|version| self.by_selection(&version.value));
    }

    fn by_selection(&mut self, selection: &Selection) {
        let mut populations: Vec<PopulationId> = Vec::new();
        asked_for(selection, None, &mut populations);
        self.by_populations(populations);
    }

    fn by_conditions(&mut self, conditions: &[Condition]) {
        let mut populations: Vec<PopulationId> = Vec::new();
        asked_by(conditions, None, &mut populations);
        self.by_populations(populations);
    }

    fn by_populations(&mut self, populations: Vec<PopulationId>) {
        for id in populations {
            let population = self.model.population(id);
            let default = self.model.source(population.source).municipality_roles[0];
            self.source(population.source, Some(default));
            self.by_versions(&population.rows);
        }
    }
}
