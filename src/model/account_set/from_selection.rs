//! From a filter's lines to the set of accounts they select, for one source and chart year.
//!
//! In: a [`Selection`] whose columns are the source's. Out: a [`SetId`] in the arena of [`AccountSets`].
//! Guaranteed now: a row is selected exactly when the combination of its values is in the set, so that
//! "selects nothing", "the same accounts" and "all within" are questions about sets.
//!
//! A gruppering means something only under its funktion and dranst. A known gruppering under other
//! accounts than its own cannot occur in a row, so it is treated as an unknown one; thereby equality and
//! emptiness stay exact without ruling such combinations out.

use std::collections::HashMap;

use super::domains::{Asked, Domain, DomainKind, Mentioned, domains, number_tests, ordered_pair, passing};
use super::{Bits, Dimension, SetId, Sets, Space};
use crate::model::codes::{CodeSelector, CodeTree};
use crate::model::{
    ColumnId, Comparison, Condition, Family, Line, Model, NumberTest, Operand, Selection, SourceId, ThisChoice, TreeId,
    Version,
};
use crate::syntax::tree::LineKind;

/// The sets of accounts of one source in one chart year.
pub struct AccountSets<'a> {
    pub model: &'a Model,
    pub source: SourceId,
    pub year: i32,
    pub sets: Sets,
    domains: Vec<Domain>,
    /// Per dimension, the sets of lists of codes.
    literals: Vec<HashMap<Vec<CodeSelector>, SetId>>,
    inserted: HashMap<String, Vec<Inserted<'a>>>,
}

/// A named filter's lines against this source, a year, and the set they are in it.
type Inserted<'a> = (&'a [Version<Selection>], i32, SetId);

/// Whose `denne X` a selection may ask for: of one member, or of all of them together.
#[derive(Debug, Clone, Copy, Default)]
pub struct Members<'a> {
    pub family: Option<&'a Family>,
    pub member: Option<usize>,
}

impl<'a> AccountSets<'a> {
    /// An arena for selections that mention no more than `mentioned`.
    pub fn new(model: &'a Model, source: SourceId, year: i32, mentioned: &Mentioned) -> AccountSets<'a> {
        let domains = domains(model, model.source(source), year, mentioned);
        let name = |domain: &Domain| domain.asked.name(model, model.source(source));
        let dimensions = domains.iter().map(|domain| Dimension { name: name(domain), size: domain.size() }).collect();
        let sets = Sets::new(Space { dimensions });
        let literals = vec![HashMap::new(); domains.len()];
        AccountSets { model, source, year, sets, domains, literals, inserted: HashMap::new() }
    }

    /// Per dimension, what its values stand for.
    pub fn domains(&self) -> &[Domain] {
        &self.domains
    }

    /// The dimension of a column.
    pub fn dimension(&self, column: ColumnId) -> Option<usize> {
        self.dimension_of(Asked::Column(column))
    }

    fn dimension_of(&self, asked: Asked) -> Option<usize> {
        self.domains.iter().position(|domain| domain.asked == asked)
    }

    /// What the lines select among rows of `year`, which has the same chart as the arena's year.
    pub fn selection(&mut self, selection: &'a Selection, members: Members<'a>, year: i32) -> SetId {
        let mut selected = start(selection);
        let mut allowed = Sets::FULL;
        for line in selection.lines.iter().filter(|line| line.years.contains(year)) {
            let set = self.line(line, members, year);
            match line.kind {
                LineKind::With => selected = self.sets.union(selected, set),
                LineKind::Without => selected = self.sets.difference(selected, set),
                LineKind::ForAll => allowed = self.sets.intersection(allowed, set),
            }
        }
        self.sets.intersection(selected, allowed)
    }

    /// The combinations for which all of the line's conditions hold.
    pub fn line(&mut self, line: &'a Line, members: Members<'a>, year: i32) -> SetId {
        self.conditions(&line.conditions, members, year)
    }

    pub fn conditions(&mut self, conditions: &'a [Condition], members: Members<'a>, year: i32) -> SetId {
        let mut set = Sets::FULL;
        for condition in conditions {
            let holds = self.condition(condition, members, year);
            set = self.sets.intersection(set, holds);
        }
        set
    }

    /// The combinations for which the condition holds.
    pub fn condition(&mut self, condition: &'a Condition, members: Members<'a>, year: i32) -> SetId {
        let (set, negated) = match condition {
            Condition::All => (Sets::FULL, false),
            Condition::Amount { measure, tests, negated, .. } => {
                (self.numbers(Asked::Measure(*measure), tests), *negated)
            }
            Condition::Compared { left, comparison, right, .. } => (self.compared(*left, *comparison, *right), false),
            Condition::Member { key, population, negated, .. } => {
                (self.values(Asked::Member(*key, *population), &[0]), *negated)
            }
            Condition::Codes { column, items, negated, .. } => (self.codes(*column, items), *negated),
            Condition::Number { column, tests, negated, .. } => (self.numbers(Asked::Column(*column), tests), *negated),
            Condition::Text { column, texts, negated, .. } => (self.texts(*column, texts), *negated),
            Condition::Inserted { filter, versions, .. } => (self.filter(filter, versions, members, year), false),
            Condition::This { loop_index, choice, .. } => (self.this(*loop_index, choice, members, year), false),
        };
        if negated { self.sets.complement(set) } else { set }
    }

    /// `[navn]`: nothing when the filter has no version for the year.
    fn filter(&mut self, name: &str, versions: &'a [Version<Selection>], members: Members<'a>, year: i32) -> SetId {
        let same = |(known, of, _): &&Inserted| *of == year && (std::ptr::eq(*known, versions) || *known == versions);
        if let Some((_, _, set)) = self.inserted.get(name).and_then(|made| made.iter().find(same)) {
            return *set;
        }
        let version = versions.iter().find(|version| version.years.contains(year));
        let set = version.map_or(Sets::EMPTY, |version| self.selection(&version.value, members, year));
        self.inserted.entry(name.to_owned()).or_default().push((versions, year, set));
        set
    }

    /// The combinations whose code in the column is one of the items or beneath one.
    pub fn codes(&mut self, column: ColumnId, items: &[CodeSelector]) -> SetId {
        let Some(dimension) = self.dimension(column) else { return Sets::EMPTY };
        if let Some(set) = self.literals[dimension].get(items) {
            return *set;
        }
        let set = self.code_literal(dimension, items);
        self.literals[dimension].insert(items.to_vec(), set);
        set
    }

    fn code_literal(&mut self, dimension: usize, items: &[CodeSelector]) -> SetId {
        let DomainKind::Codes { tree, codes } = &self.domains[dimension].kind else { return Sets::EMPTY };
        let tree = self.model.tree(*tree);
        let selected = codes.selected(tree, items);
        let values: Vec<usize> = (0..selected.len()).filter(|&value| selected[value]).collect();
        if tree.under.is_empty() {
            let bits = Bits::of(self.domains[dimension].size(), values);
            return self.sets.literal(dimension, &bits);
        }
        let scopes: Option<Vec<(usize, usize, usize)>> = self.scopes(tree);
        scopes.map_or(Sets::EMPTY, |scopes| self.under(dimension, &values, &scopes))
    }

    /// For each level that the tree's codes stand under: its dimension, place in the scope and level;
    /// by dimension. `None` when the source has not all of them.
    fn scopes(&self, tree: &CodeTree) -> Option<Vec<(usize, usize, usize)>> {
        let place = |(place, level): (usize, &String)| {
            self.domains.iter().enumerate().find_map(|(dimension, domain)| match &domain.kind {
                DomainKind::Codes { tree, .. } => Some((dimension, place, self.model.tree(*tree).level_named(level)?)),
                _ => None,
            })
        };
        let mut scopes = tree.under.iter().enumerate().map(place).collect::<Option<Vec<_>>>()?;
        scopes.sort_unstable();
        Some(scopes)
    }

    /// Values of a dimension under others, each with its own accounts only.
    fn under(&mut self, dimension: usize, values: &[usize], scopes: &[(usize, usize, usize)]) -> SetId {
        let Some((&(above, place, level), deeper)) = scopes.split_first() else {
            let bits = Bits::of(self.domains[dimension].size(), values.iter().copied());
            return self.sets.literal(dimension, &bits);
        };
        let tree = match &self.domains[dimension].kind {
            DomainKind::Codes { tree, .. } => self.model.tree(*tree),
            _ => return Sets::EMPTY,
        };
        let mut by_code: Vec<(&str, Vec<usize>)> = Vec::new();
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for &value in values {
            let version = self.domains[dimension].version(value).map(|index| &tree.versions[index]);
            let Some(code) = version.and_then(|version| version.scope.get(place)) else { continue };
            let at = *seen.entry(code).or_insert_with(|| {
                by_code.push((code, Vec::new()));
                by_code.len() - 1
            });
            by_code[at].1.push(value);
        }
        let mut edges = Vec::new();
        for (code, values) in by_code {
            let accounts = self.at_level(above, level, code);
            edges.push((accounts, self.under(dimension, &values, deeper)));
        }
        self.sets.branch(above, edges)
    }

    /// The values of a dimension whose code, or the one above it at this level, is `code`.
    fn at_level(&self, dimension: usize, level: usize, code: &str) -> Bits {
        let mut bits = Bits::none(self.domains[dimension].size());
        let DomainKind::Codes { tree, codes } = &self.domains[dimension].kind else { return bits };
        let tree = self.model.tree(*tree);
        let mut inside = vec![false; codes.known.len()];
        for &value in codes.downwards() {
            let version = &tree.versions[codes.known[value]];
            inside[value] = match version.level == level {
                true => version.code == code,
                false => codes.parents[value].is_some_and(|parent| inside[parent]),
            };
            if inside[value] {
                bits.insert(value);
            }
        }
        bits
    }

    fn values(&mut self, asked: Asked, values: &[usize]) -> SetId {
        let Some(dimension) = self.dimension_of(asked) else { return Sets::EMPTY };
        let bits = Bits::of(self.domains[dimension].size(), values.iter().copied());
        self.sets.literal(dimension, &bits)
    }

    /// Missing numbers compare false with everything, and are not equal to anything.
    fn compared(&mut self, left: Operand, comparison: Comparison, right: Operand) -> SetId {
        const LESS: usize = 0;
        const EQUAL: usize = 1;
        const GREATER: usize = 2;
        let (asked, turned) = ordered_pair(left, right);
        let (under, over) = if turned { (GREATER, LESS) } else { (LESS, GREATER) };
        match comparison {
            Comparison::Under => self.values(asked, &[under]),
            Comparison::Over => self.values(asked, &[over]),
            Comparison::AtMost => self.values(asked, &[under, EQUAL]),
            Comparison::AtLeast => self.values(asked, &[over, EQUAL]),
            Comparison::Equal => self.values(asked, &[EQUAL]),
            Comparison::NotEqual => {
                let equal = self.values(asked, &[EQUAL]);
                self.sets.complement(equal)
            }
        }
    }

    fn numbers(&mut self, asked: Asked, tests: &[NumberTest]) -> SetId {
        let Some(dimension) = self.dimension_of(asked) else { return Sets::EMPTY };
        let DomainKind::Numbers(numbers) = &self.domains[dimension].kind else { return Sets::EMPTY };
        let values = tests.iter().flat_map(|test| passing(numbers, test));
        let bits = Bits::of(self.domains[dimension].size(), values);
        self.sets.literal(dimension, &bits)
    }

    fn texts(&mut self, column: ColumnId, texts: &[String]) -> SetId {
        let Some(dimension) = self.dimension(column) else { return Sets::EMPTY };
        let DomainKind::Texts(known) = &self.domains[dimension].kind else { return Sets::EMPTY };
        let values = texts.iter().filter_map(|text| known.binary_search(text).ok());
        let bits = Bits::of(self.domains[dimension].size(), values);
        self.sets.literal(dimension, &bits)
    }

    /// `denne X` of one member; of all members together when none is chosen or it is the total.
    fn this(&mut self, loop_index: usize, choice: &'a ThisChoice, members: Members<'a>, year: i32) -> SetId {
        let Some(this_loop) = members.family.and_then(|family| family.loops.get(loop_index)) else {
            return Sets::FULL;
        };
        let own =
            members.family.zip(members.member).and_then(|(family, member)| family.members[member].values.as_ref());
        let chosen = own.and_then(|values| values.get(loop_index).copied());
        let values: Vec<usize> = chosen.map_or_else(|| (0..this_loop.values.len()).collect(), |value| vec![value]);
        match choice {
            ThisChoice::Codes { column, .. } => {
                let code = |&value: &usize| CodeSelector::One(this_loop.values[value].code.clone());
                self.codes(*column, &values.iter().map(code).collect::<Vec<_>>())
            }
            ThisChoice::Number { column } => {
                let tests = members.family.map(|family| number_tests(family, loop_index, chosen));
                self.numbers(Asked::Column(*column), &tests.unwrap_or_default())
            }
            ThisChoice::Groups(groups) => {
                let mut set = Sets::EMPTY;
                for group in values.iter().filter_map(|&value| groups.get(value)) {
                    let holds = self.conditions(group, members, year);
                    set = self.sets.union(set, holds);
                }
                set
            }
        }
    }

    /// The tree of a dimension of codes.
    pub fn tree(&self, dimension: usize) -> Option<TreeId> {
        match &self.domains[dimension].kind {
            DomainKind::Codes { tree, .. } => Some(*tree),
            _ => None,
        }
    }
}

/// Everything when the first med/uden line, in force or not, is `uden`, or there is none; else nothing.
pub fn start(selection: &Selection) -> SetId {
    let first = selection.lines.iter().find(|line| line.kind != LineKind::ForAll);
    if first.is_none_or(|line| line.kind == LineKind::Without) { Sets::FULL } else { Sets::EMPTY }
}
