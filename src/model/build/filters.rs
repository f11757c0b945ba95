//! `filter`: named sets of rows. Their lines are resolved where they are inserted; here they are listed,
//! checked against their chart and searched for filters that insert each other.

use std::collections::BTreeMap;

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::super::{Filter, Selection, SourceId, Version};
use super::conditions::editions;
use super::symbols::named;
use super::{Builder, title};
use crate::diagnostics::problems::{NameProblem, Noun};
use crate::diagnostics::{Diagnostic, Problem, nearest};
use crate::source::Span;
use crate::syntax::tree::{Clause, ClauseKind, ConditionKind, Declaration, Header, Name};
use crate::text::fold;

impl Builder<'_> {
    pub fn filters(&mut self, declarations: &[&Declaration]) {
        let filters: Vec<&Declaration> = declarations
            .iter()
            .copied()
            .filter(|declaration| matches!(declaration.header, Header::Filter { .. }))
            .collect();
        for declaration in &filters {
            let (Some(name), Header::Filter { chart }) = (&declaration.name, &declaration.header) else { continue };
            if let Some(chart) = chart {
                self.words_of_chart(declaration, chart);
            }
            self.edition_years(&declaration.clauses);
            self.model.filters.push(Filter {
                name: named(name),
                title: title(&declaration.clauses),
                chart: chart.as_ref().map(|chart| chart.text.clone()),
                reading: None,
            });
        }
        self.cyclic_filters(&filters);
    }

    /// Gives every filter its reading, also those that nothing inserts.
    pub fn read_filters(&mut self, declarations: &[&Declaration]) {
        for declaration in declarations.iter().filter(|one| matches!(one.header, Header::Filter { .. })) {
            let Some(name) = &declaration.name else { continue };
            let folded = fold(&name.text);
            if !self.cyclic_filters.contains(&folded) {
                let reading = self.reading(declaration, name, &folded);
                let filter = self.model.filters.iter_mut().find(|filter| filter.name.sql == folded);
                filter.into_iter().for_each(|filter| filter.reading = reading.clone());
            }
        }
    }

    fn reading(
        &mut self,
        declaration: &Declaration,
        name: &Name,
        folded: &str,
    ) -> Option<(SourceId, Vec<Version<Selection>>)> {
        let mut inserted = self.filters_resolved.iter().filter(|((filter, _), _)| filter == folded).peekable();
        if inserted.peek().is_some() {
            return inserted.find_map(|((_, source), versions)| Some((*source, versions.clone()?)));
        }
        for source in (0..self.model.sources.len()).map(SourceId) {
            let before = self.problems.len();
            let checked = self.conditions_checked.clone();
            let versions = self.filter_versions(source, declaration, name, name.span);
            let lacks = |problem: &Diagnostic| {
                matches!(problem.problem, Problem::Name(NameProblem::FilterNeedsDimension { .. }))
            };
            if self.problems[before..].iter().any(lacks) {
                self.problems.truncate(before);
                self.conditions_checked = checked;
                continue;
            }
            return versions.map(|versions| (source, versions));
        }
        None
    }

    /// Words that the filter's own chart has not are a problem of the filter, once.
    fn words_of_chart(&mut self, declaration: &Declaration, chart: &Name) {
        let found = self.symbols.find(chart, &[Noun::ChartOfAccounts], Noun::ChartOfAccounts).map(|_| ());
        if self.found(found).is_none() {
            return;
        }
        let Some(chart) = self.chart_named(chart) else { return };
        let trees = chart.trees.iter().map(|tree| &self.model.trees[tree.0]);
        let mut known: Vec<String> = trees.flat_map(|tree| tree.levels.iter().cloned()).collect();
        known.extend(chart.short_forms.iter().map(|(short, _)| short.clone()));
        let (chart, incomplete) =
            (chart.name.text.clone(), chart.trees.iter().any(|tree| self.model.incomplete_trees.contains(tree)));
        if incomplete {
            return;
        }
        for (word, span) in dimension_words(&declaration.clauses) {
            if known.iter().any(|level| fold(level) == fold(&word)) {
                continue;
            }
            let near = nearest(&word, known.iter().map(String::as_str)).map(str::to_string);
            let problem = NameProblem::UnknownLevel {
                chart: chart.clone(),
                level: word,
                nearest: near.clone(),
                known: known.clone(),
            };
            let diagnostic = Diagnostic::new(problem, span);
            self.problems.push(match near {
                Some(near) => diagnostic.fix(span, near),
                None => diagnostic,
            });
        }
    }

    fn cyclic_filters(&mut self, filters: &[&Declaration]) {
        let mut graph: DiGraph<&Declaration, Span> = DiGraph::new();
        let nodes: BTreeMap<String, NodeIndex> = filters
            .iter()
            .filter_map(|declaration| Some((fold(&declaration.name.as_ref()?.text), graph.add_node(*declaration))))
            .collect();
        for declaration in filters {
            let Some(from) = declaration.name.as_ref().and_then(|name| nodes.get(&fold(&name.text))) else { continue };
            for name in inserted(&declaration.clauses) {
                if let Some(to) = nodes.get(&fold(&name.text)) {
                    graph.add_edge(*from, *to, name.span);
                }
            }
        }
        for ring in super::super::order::rings(&graph, tarjan_scc(&graph)) {
            let name = |index: NodeIndex| graph[index].name.as_ref().map_or(String::new(), |name| name.text.clone());
            self.cyclic_filters.extend(ring.iter().map(|step| fold(&name(step.from))));
            self.problems.extend(super::super::order::cycle(&ring, name));
        }
    }
}

/// All dimension words of a declaration's filter lines, with their places.
fn dimension_words(clauses: &[Clause]) -> Vec<(String, Span)> {
    let mut words = Vec::new();
    for (_, clauses) in editions(clauses) {
        for clause in &clauses {
            let ClauseKind::FilterLine(line) = &clause.kind else { continue };
            for condition in &line.conditions {
                let dimension = match &condition.kind {
                    ConditionKind::Codes { dimension, .. }
                    | ConditionKind::Number { dimension, .. }
                    | ConditionKind::Texts { dimension, .. } => dimension,
                    _ => continue,
                };
                let word = (dimension.text.clone(), dimension.span);
                if !words.contains(&word) {
                    words.push(word);
                }
            }
        }
    }
    words
}

fn inserted(clauses: &[Clause]) -> Vec<Name> {
    let mut names = Vec::new();
    for (_, clauses) in editions(clauses) {
        for clause in &clauses {
            let ClauseKind::FilterLine(line) = &clause.kind else { continue };
            names.extend(line.conditions.iter().filter_map(|condition| match &condition.kind {
                ConditionKind::Filter(name) => Some(name.clone()),
                _ => None,
            }));
        }
    }
    names
}
