//! Filter lines as a predicate on cells.
//!
//! In: a [`Selection`] and the names of its source's columns. Out: a [`Predicate`]. Guaranteed now: the lines' order and
//! years, inserted filters and `denne X` are in it.

use std::collections::HashMap;

use super::codes::TreeYears;
use super::columns::SourceColumns;
use super::loops::Loops;
use super::members::Reach;
use super::predicate::{Predicate, This};
use crate::model::{
    ColumnId, Condition, FigureId, Line, LineKind, Model, NumberTest, Operand, Selection, Source, ThisChoice, TimeKind,
    TreeId,
};

/// What conditions are turned into predicates with.
pub struct Conditions<'a> {
    pub model: &'a Model,
    trees: HashMap<TreeId, TreeYears>,
    pub loops: Loops,
}

/// The source at hand, and the family whose `denne X` may be asked for.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub columns: &'a [String],
    pub measures: &'a [String],
    /// The kommune that rows count for; the default role where nothing is counted.
    pub municipality: &'a str,
    pub time_kind: TimeKind,
    pub family: Option<FigureId>,
}

impl<'a> Place<'a> {
    pub fn of(source: &Source, names: &'a SourceColumns) -> Place<'a> {
        let role = source.municipality_roles.first().map_or("", |role| names.columns[role.0].as_str());
        Place {
            columns: &names.columns,
            measures: &names.measures,
            municipality: role,
            time_kind: source.time_kind,
            family: None,
        }
    }
}

impl<'a> Conditions<'a> {
    pub fn new(model: &'a Model) -> Conditions<'a> {
        Conditions { model, trees: HashMap::new(), loops: Loops::default() }
    }

    pub fn tree_years(&mut self, tree: TreeId) -> &TreeYears {
        let model = self.model;
        self.trees.entry(tree).or_insert_with(|| TreeYears::new(model.tree(tree)))
    }

    /// The rows that count. Lines run from top to bottom; a line outside its years does nothing.
    pub fn selection(&mut self, selection: &Selection, place: Place) -> Predicate {
        let first = selection.lines.iter().find(|line| line.kind != LineKind::ForAll);
        let starts_full = first.is_none_or(|line| line.kind == LineKind::Without);
        let mut counts = if starts_full { Predicate::True } else { Predicate::False };
        let mut allowed = Vec::new();
        for line in &selection.lines {
            let holds = self.line(line, place);
            let in_force = Predicate::years(line.years);
            match line.kind {
                LineKind::With => counts = Predicate::any([counts, Predicate::all([in_force, holds])]),
                LineKind::Without => {
                    counts = Predicate::all([counts, Predicate::all([in_force, holds]).negated()]);
                }
                LineKind::ForAll => allowed.push(Predicate::any([in_force.negated(), holds])),
            }
        }
        Predicate::all(allowed.into_iter().chain([counts]))
    }

    fn line(&mut self, line: &Line, place: Place) -> Predicate {
        self.all(&line.conditions, place)
    }

    /// Every one of the conditions holds.
    pub fn all(&mut self, conditions: &[Condition], place: Place) -> Predicate {
        let parts: Vec<Predicate> = conditions.iter().map(|condition| self.condition(condition, place)).collect();
        Predicate::all(parts)
    }

    fn condition(&mut self, condition: &Condition, place: Place) -> Predicate {
        let name = |column: &ColumnId| place.columns[column.0].clone();
        let signed = |holds: Predicate, negated: bool| if negated { holds.negated() } else { holds };
        match condition {
            Condition::All => Predicate::True,
            Condition::Codes { column, tree, items, negated, .. } => {
                let model = self.model;
                let holds = self.tree_years(*tree).predicate(model.tree(*tree), &name(column), items);
                signed(holds, *negated)
            }
            Condition::Number { column, tests, negated, .. } => signed(number(name(column), tests), *negated),
            Condition::Amount { measure, tests, negated, .. } => {
                signed(number(place.measures[measure.0].clone(), tests), *negated)
            }
            Condition::Compared { left, comparison, right, .. } => {
                let operand = |operand: &Operand| match operand {
                    Operand::Column(column) => name(column),
                    Operand::Measure(measure) => place.measures[measure.0].clone(),
                };
                Predicate::Compared { left: operand(left), comparison: *comparison, right: operand(right) }
            }
            Condition::Member { key, population, negated, .. } => {
                let population = self.model.population(*population);
                let member = Predicate::Member {
                    key: name(key),
                    population: population.name.sql.clone(),
                    municipality: population.per_municipality.then(|| place.municipality.to_owned()),
                    reach: Reach::of(&population.active, place.time_kind),
                };
                signed(member, *negated)
            }
            Condition::Text { column, texts, negated, .. } => signed(text(name(column), texts), *negated),
            Condition::Inserted { versions, .. } => {
                let mut left = Vec::new();
                for version in versions {
                    let inside = self.selection(&version.value, place);
                    left.push(Predicate::all([Predicate::years(version.years), inside]));
                }
                Predicate::any(left)
            }
            Condition::This { loop_index, choice, .. } => self.this(*loop_index, choice, place),
        }
    }

    fn this(&mut self, loop_index: usize, choice: &ThisChoice, place: Place) -> Predicate {
        let name = |column: &ColumnId| place.columns[column.0].clone();
        let Some(figure) = place.family else { return Predicate::False };
        let this = match choice {
            ThisChoice::Codes { column, tree } => {
                let model = self.model;
                self.tree_years(*tree);
                let years = &self.trees[tree];
                let table = self.loops.codes(model, figure, loop_index, *tree, years);
                This::Codes { column: name(column), table }
            }
            ThisChoice::Number { column } => {
                let table = self.loops.numbers(self.model, figure, loop_index);
                This::Number { column: name(column), table }
            }
            ThisChoice::Groups(groups) => {
                This::Groups(groups.iter().map(|conditions| self.all(conditions, place)).collect())
            }
        };
        Predicate::This { loop_index, this }
    }
}

fn number(column: String, tests: &[NumberTest]) -> Predicate {
    if tests.is_empty() { Predicate::False } else { Predicate::Number { column, tests: tests.to_vec() } }
}

/// A missing text is stored as the empty one, so that one is never asked for.
fn text(column: String, texts: &[String]) -> Predicate {
    let texts: Vec<String> = texts.iter().filter(|text| !text.is_empty()).cloned().collect();
    if texts.is_empty() { Predicate::False } else { Predicate::Text { column, texts } }
}
