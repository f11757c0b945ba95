//! What is made of datakilder: populations, afledte and koblede datakilder, each after those it is made of.
//!
//! In: their declarations. Out: them in the model, in an order in which each comes after all it reads. Guaranteed now:
//! those that need each other are told once, as a ring, and are not in the model.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::super::order::{cycle, rings};
use super::Builder;
use super::conditions::editions;
use crate::source::Span;
use crate::syntax::tree::{self, Clause, ClauseKind, ConditionKind, Declaration, Header, Name};
use crate::text::fold;

impl Builder<'_> {
    /// Builds them all but those in a ring.
    pub fn made_of_sources(&mut self, declarations: &[&Declaration]) {
        let mut graph: DiGraph<&Declaration, Span> = DiGraph::new();
        let nodes: BTreeMap<String, NodeIndex> = declarations
            .iter()
            .filter(|declaration| !made_of(declaration).is_empty())
            .filter_map(|declaration| Some((fold(&declaration.name.as_ref()?.text), graph.add_node(*declaration))))
            .collect();
        for index in graph.node_indices() {
            let declaration = graph[index];
            let read = made_of(declaration).into_iter().cloned().chain(self.populations_of_lines(&declaration.clauses));
            for name in read {
                if let Some(to) = nodes.get(&fold(&name.text)) {
                    graph.add_edge(index, *to, name.span);
                }
            }
        }
        let groups = tarjan_scc(&graph);
        let order: Vec<NodeIndex> = groups.iter().flatten().copied().collect();
        let mut in_ring: BTreeSet<NodeIndex> = BTreeSet::new();
        for ring in rings(&graph, groups.clone()) {
            let name = |index: NodeIndex| graph[index].name.as_ref().map_or(String::new(), |name| name.text.clone());
            self.problems.extend(cycle(&ring, name));
            let first = ring[0].from;
            in_ring.extend(groups.iter().filter(|group| group.contains(&first)).flatten());
        }
        for index in order.into_iter().filter(|index| !in_ring.contains(index)) {
            self.one_made_of_sources(graph[index]);
        }
    }

    fn one_made_of_sources(&mut self, declaration: &Declaration) {
        match &declaration.header {
            Header::Population { source } => {
                self.population(declaration, source);
            }
            Header::DerivedSource { base } => {
                self.derived_source(declaration, base);
            }
            Header::LinkedSource { left, right } => {
                self.linked_source(declaration, left, right);
            }
            _ => {}
        }
    }

    /// The populations that filter lines ask for, also through the filters and groups they name.
    fn populations_of_lines(&self, clauses: &[Clause]) -> Vec<Name> {
        let mut found = Vec::new();
        self.in_lines(clauses, &mut BTreeSet::new(), &mut found);
        found
    }

    pub fn populations_of(&self, conditions: &[tree::Condition]) -> Vec<Name> {
        let mut found = Vec::new();
        self.in_conditions(conditions, &mut BTreeSet::new(), &mut found);
        found
    }

    fn in_lines(&self, clauses: &[Clause], seen: &mut BTreeSet<String>, found: &mut Vec<Name>) {
        for (_, clauses) in editions(clauses) {
            for clause in &clauses {
                match &clause.kind {
                    ClauseKind::FilterLine(line) => self.in_conditions(&line.conditions, seen, found),
                    ClauseKind::OnlyRowsWhere(conditions) | ClauseKind::Group { conditions, .. } => {
                        self.in_conditions(conditions, seen, found);
                    }
                    _ => {}
                }
            }
        }
    }

    fn in_conditions(&self, conditions: &[tree::Condition], seen: &mut BTreeSet<String>, found: &mut Vec<Name>) {
        for condition in conditions {
            let inner = match &condition.kind {
                ConditionKind::Member { population, .. } => {
                    found.push(population.clone());
                    continue;
                }
                ConditionKind::Filter(name) => name,
                ConditionKind::Texts { dimension, .. } => dimension,
                _ => continue,
            };
            if seen.insert(fold(&inner.text))
                && let Some(symbol) = self.symbols.get(&inner.text)
            {
                self.in_lines(&symbol.declaration.clauses, seen, found);
            }
        }
    }
}

/// The sources that a declaration's first line names; none when it is made of none.
fn made_of(declaration: &Declaration) -> Vec<&Name> {
    match &declaration.header {
        Header::Population { source } => vec![source],
        Header::DerivedSource { base } => vec![base],
        Header::LinkedSource { left, right } => vec![left, right],
        _ => Vec::new(),
    }
}
