//! Populations: who is a member from which day to which, and what of them a count reads.
//!
//! In: the populations of a model that something asks for. Out: [`PopulationPlan`]s, each after those it asks for
//! itself, and [`MembersPart`]s. Guaranteed now: the rows of a population need no year of their own: they hold for years
//! of whoever asks.

use std::collections::BTreeSet;

use super::columns::SourceColumns;
use super::count::{Deliveries, MembersPart};
use super::members::MemberMonths;
use super::planner::Planner;
use super::predicate::Predicate;
use super::selection::Place;
use super::window::{Grain, Window};
use crate::model::rule::{RowTest, RowsChecked};
use crate::model::years::{Years, between, joined};
use crate::model::{
    ColumnKind, Condition, Model, Origin, Population, PopulationId, Rows, Selection, Source, SourceId, ThisChoice,
    TimeKind,
};

/// A population, ready to be asked.
#[derive(Debug, Clone, PartialEq)]
pub struct PopulationPlan {
    pub name: String,
    pub declared: String,
    pub about: Vec<String>,
    pub source: String,
    pub key: String,
    /// The column of the kommune.
    pub municipality: String,
    /// Rows are active from one day to another, and are read by the year of whoever asks.
    pub intervals: bool,
    /// How many months a row without intervals is active, from its own on; nothing: its day alone, or its week.
    pub active: ActiveRow,
    /// The rows that are members.
    pub predicate: Predicate,
    /// Stretches of years in which an interval is read alike; one when nothing of it depends on years.
    pub years: Vec<Years>,
}

/// When a row without fra- and til-dato is active.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActiveRow {
    Day,
    Week,
    Months(i32),
}

impl ActiveRow {
    fn of(time: TimeKind) -> ActiveRow {
        match time {
            TimeKind::Date => ActiveRow::Day,
            TimeKind::Week => ActiveRow::Week,
            TimeKind::Month => ActiveRow::Months(1),
            TimeKind::Quarter => ActiveRow::Months(3),
            TimeKind::Year | TimeKind::SchoolYear => ActiveRow::Months(12),
        }
    }
}

impl Planner<'_> {
    /// The populations that a count asks for, and the months of their sources that it reads.
    pub fn members(&mut self, rows: &Rows, grain: Grain) -> Vec<MembersPart> {
        let model = self.model;
        let mut asked: Vec<Asked> = Vec::new();
        for version in &rows.versions {
            asked_by_selection(&version.value.selection, version.years, &mut asked);
        }
        let counted = Years { from: rows.versions.first().and_then(|first| first.years.from), to: None };
        let windows = self.windows(rows, grain);
        let mut ids: Vec<PopulationId> = asked.iter().map(|(id, _)| *id).collect();
        ids.sort_unstable();
        ids.dedup();
        self.asked.extend(ids.iter().copied());
        let mut parts = Vec::new();
        for id in ids {
            let active = &model.population(id).active;
            let months = |(years, window): &(Years, Window)| (*years, MemberMonths::of(active, *window));
            let years = joined(asked.iter().filter(|(of, _)| *of == id).map(|(_, years)| *years));
            for asked in years {
                parts.push(MembersPart {
                    population: model.population(id).name.sql.clone(),
                    deliveries: self.deliveries_of_population(id),
                    asked,
                    always: asked.covers(counted),
                    windows: windows.iter().map(months).collect(),
                });
            }
        }
        parts
    }

    fn deliveries_of_population(&mut self, id: PopulationId) -> Deliveries {
        let source = self.model.population(id).source;
        let role = self.default_role(source);
        self.usage.entry(source).or_default().roles.insert(role.clone());
        Deliveries { source: self.model.source(source).name.sql.clone(), role, years: Years::ALL }
    }

    fn default_role(&self, source: SourceId) -> String {
        let role = self.model.source(source).municipality_roles.first();
        role.map_or_else(String::new, |role| self.columns[source.0].columns[role.0].clone())
    }

    /// What rows that a rule asks are asked about: the populations of its lines and of its krav.
    pub fn ask_for_members(&mut self, checked: &RowsChecked) {
        let mut asked: Vec<Asked> = Vec::new();
        asked_by_selection(&checked.selection, Years::ALL, &mut asked);
        if let RowTest::Holds { condition, then, .. } = &checked.test {
            asked_by_conditions(condition, Years::ALL, &mut asked);
            asked_by_conditions(then, Years::ALL, &mut asked);
        }
        self.asked.extend(asked.into_iter().map(|(id, _)| id));
    }

    /// The populations that are asked for, each after those it asks for itself; their sources are read too.
    pub fn populations(&mut self) -> Vec<PopulationPlan> {
        let asked = needed_populations(self.model, self.usage.keys().copied(), self.asked.iter().copied());
        for id in &asked {
            let source = self.model.population(*id).source;
            let role = self.default_role(source);
            self.usage.entry(source).or_default().roles.insert(role);
        }
        asked.into_iter().map(|id| self.population(id)).collect()
    }

    fn population(&mut self, id: PopulationId) -> PopulationPlan {
        let model = self.model;
        let population = model.population(id);
        let source = model.source(population.source);
        let names = self.columns[population.source.0].clone();
        let place = Place::of(source, &names);
        let mut rows = Vec::new();
        for version in &population.rows {
            let selected = self.conditions.selection(&version.value, place);
            rows.push(Predicate::all([Predicate::years(version.years), selected]));
        }
        let predicate = Predicate::any(rows);
        let key = names.columns[population.key.0].clone();
        let intervals = source.interval.is_some();
        let about = vec![format!("{} af {}", population.name.text, source.name.text)];
        PopulationPlan {
            name: population.name.sql.clone(),
            declared: population.name.text.clone(),
            about,
            source: source.name.sql.clone(),
            key,
            municipality: self.default_role(population.source),
            intervals,
            active: ActiveRow::of(source.time_kind),
            years: if intervals { self.alike_years(source, &names, population, &predicate) } else { vec![Years::ALL] },
            predicate,
        }
    }

    /// Stretches of years in which the codes that are asked for and the lines stay the same.
    fn alike_years(
        &self,
        source: &Source,
        names: &SourceColumns,
        population: &Population,
        predicate: &Predicate,
    ) -> Vec<Years> {
        let asked = predicate.columns();
        let is_asked = |name: &String| asked.contains(&name.as_str());
        let mut changes: BTreeSet<i32> = BTreeSet::new();
        let columns = || source.columns.iter().zip(&names.columns);
        let asks_codes =
            columns().any(|(column, name)| matches!(column.kind, ColumnKind::Codes { .. }) && is_asked(name));
        for (column, name) in columns() {
            match &column.kind {
                ColumnKind::Codes { tree, .. } if asks_codes => changes.extend(self.model.tree(*tree).change_years()),
                ColumnKind::Municipality if population.per_municipality || is_asked(name) => {
                    changes.extend(self.model.tree(self.model.municipalities).change_years());
                }
                _ => {}
            }
        }
        predicate.visit(&mut |part| {
            if let Predicate::Years(years) = part {
                changes.extend(years.from);
                changes.extend(years.to.map(|year| year.saturating_add(1)));
            }
        });
        between(&changes, Years::ALL)
    }
}

/// A population, and the years in which rows ask for it.
type Asked = (PopulationId, Years);

fn asked_by_selection(selection: &Selection, years: Years, asked: &mut Vec<Asked>) {
    for line in &selection.lines {
        if let Some(years) = line.years.intersect(years) {
            asked_by_conditions(&line.conditions, years, asked);
        }
    }
}

fn asked_by_conditions(conditions: &[Condition], years: Years, asked: &mut Vec<Asked>) {
    for condition in conditions {
        match condition {
            Condition::Member { population, .. } => asked.push((*population, years)),
            Condition::Inserted { versions, .. } => {
                for version in versions {
                    if let Some(years) = version.years.intersect(years) {
                        asked_by_selection(&version.value, years, asked);
                    }
                }
            }
            Condition::This { choice: ThisChoice::Groups(groups), .. } => {
                groups.iter().for_each(|group| asked_by_conditions(group, years, asked));
            }
            _ => {}
        }
    }
}

/// Everything that these sources, and the populations they ask for, need; each population after those it asks for.
fn needed_populations(
    model: &Model,
    sources: impl Iterator<Item = SourceId>,
    populations: impl Iterator<Item = PopulationId>,
) -> Vec<PopulationId> {
    let mut found = Needed { model, sources: BTreeSet::new(), populations: Vec::new(), on_the_way: BTreeSet::new() };
    sources.for_each(|source| found.source(source));
    populations.for_each(|population| found.population(population));
    found.populations
}

struct Needed<'m> {
    model: &'m Model,
    sources: BTreeSet<SourceId>,
    populations: Vec<PopulationId>,
    on_the_way: BTreeSet<usize>,
}

impl Needed<'_> {
    fn source(&mut self, id: SourceId) {
        if !self.sources.insert(id) {
            return;
        }
        match &self.model.source(id).origin {
            Origin::Table => {}
            Origin::Derived(derivation) => {
                let mut asked = Vec::new();
                derivation.rows.iter().for_each(|version| asked_by_selection(&version.value, Years::ALL, &mut asked));
                asked_by_conditions(&derivation.only, Years::ALL, &mut asked);
                self.source(derivation.base);
                asked.into_iter().for_each(|(population, _)| self.population(population));
            }
            Origin::Linked(link) => {
                self.source(link.left);
                self.source(link.right);
            }
        }
    }

    fn population(&mut self, id: PopulationId) {
        if !self.on_the_way.insert(id.0) {
            return;
        }
        let population = self.model.population(id);
        let mut asked = Vec::new();
        population.rows.iter().for_each(|version| asked_by_selection(&version.value, Years::ALL, &mut asked));
        self.source(population.source);
        asked.into_iter().for_each(|(inner, _)| self.population(inner));
        self.populations.push(id);
    }
}
