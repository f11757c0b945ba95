//! The end of building: the order of figures, rings, expected errors; what is broken leaves the model.
//!
//! Guaranteed after: every figure, grundtal and example left is whole and reads only what is left.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::super::comparison::Comparison;
use super::super::order::{cycle, rings};
use super::super::{
    BaseFigureId, ComparisonGroup, Edition, EditionValue, Example, Expectation, FigureId, FigureReference, Formula,
    FormulaTerm, Model, Part, Rule, RuleId, TermValue, checks, example,
};
use super::Builder;
use crate::diagnostics::nearest;
use crate::diagnostics::problems::RuleProblem;
use crate::diagnostics::{Diagnostic, pages};
use crate::source::{FileId, Span};
use crate::syntax::tree::{ClauseKind, Declaration, Header};
use crate::text::fold;

/// A figure or a grundtal, as a node of who-reads-whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Node {
    Base(BaseFigureId),
    Figure(FigureId),
}

impl Builder<'_> {
    pub fn finish(mut self, declarations: &[&Declaration]) -> (Model, Vec<Diagnostic>) {
        // A line that could not be read may be the one that uses a name.
        let unread = declarations.iter().any(|declaration| declaration.broken)
            || self.problems.iter().any(|problem| problem.problem.code() == "N101");
        let unused = if unread { Vec::new() } else { self.symbols.unused() };
        self.read_filters(declarations);
        let order = self.dependency_order();
        self.leave_out_broken();
        self.renumber(&order);
        let found = checks::check(&self.model);
        self.problems.extend(found);
        let mut notes = unused;
        notes.extend(self.without_example(declarations));
        let notes = self.of_sound_declarations(notes, declarations);
        self.problems.extend(notes);
        let satisfied = self.expected_errors(declarations);
        if !satisfied.is_empty() {
            self.leave_out_declared(&satisfied);
        }
        self.model.years_ahead = self.model.furthest_ahead();
        (self.model, self.problems)
    }

    /// That a declaration is not used or not shown is no news as long as it has errors of its own.
    fn of_sound_declarations(&self, notes: Vec<Diagnostic>, declarations: &[&Declaration]) -> Vec<Diagnostic> {
        let errors: BTreeSet<(FileId, u32)> = self
            .problems
            .iter()
            .filter(|problem| problem.is_error())
            .map(|problem| (problem.span.file, problem.span.start))
            .collect();
        let spans: BTreeMap<Span, Span> = declarations
            .iter()
            .filter_map(|declaration| Some((declaration.name.as_ref()?.span, declaration.span)))
            .collect();
        let has_errors = |span: &Span| errors.range((span.file, span.start)..(span.file, span.end)).next().is_some();
        notes.into_iter().filter(|note| !spans.get(&note.span).is_some_and(has_errors)).collect()
    }

    /// Depth-first order of all figures; rings are reported and their members leave the model.
    fn dependency_order(&mut self) -> Vec<Node> {
        let mut graph: DiGraph<Node, Span> = DiGraph::new();
        let mut nodes: BTreeMap<Node, NodeIndex> = BTreeMap::new();
        let bases = (0..self.model.base_figures.len()).map(|index| Node::Base(BaseFigureId(index)));
        let figures = (0..self.model.figures.len()).map(|index| Node::Figure(FigureId(index)));
        for node in bases.chain(figures) {
            nodes.insert(node, graph.add_node(node));
        }
        for (node, index) in &nodes {
            for term in terms(&self.model, *node) {
                if let Some(target) = nodes.get(&read_by(&term)) {
                    graph.add_edge(*index, *target, term.span);
                }
            }
        }
        let groups = tarjan_scc(&graph);
        let order = groups.iter().flatten().map(|index| graph[*index]).collect();
        for ring in rings(&graph, groups) {
            let name = |index: NodeIndex| self.name_of(graph[index]);
            self.problems.extend(cycle(&ring, name));
            for step in &ring {
                match graph[step.from] {
                    Node::Base(id) => self.broken_base_figures.insert(id),
                    Node::Figure(id) => self.broken_figures.insert(id),
                };
            }
        }
        order
    }

    fn name_of(&self, node: Node) -> String {
        match node {
            Node::Base(id) => self.model.base_figures[id.0].name.text.clone(),
            Node::Figure(id) => self.model.figures[id.0].name.text.clone(),
        }
    }

    /// What reads something broken is broken too, in silence.
    fn leave_out_broken(&mut self) {
        loop {
            let broken = |node: Node| match node {
                Node::Base(id) => self.broken_base_figures.contains(&id),
                Node::Figure(id) => self.broken_figures.contains(&id),
            };
            let reads_broken =
                |node: &Node| !broken(*node) && terms(&self.model, *node).iter().any(|t| broken(read_by(t)));
            let bases = (0..self.model.base_figures.len()).map(|index| Node::Base(BaseFigureId(index)));
            let figures = (0..self.model.figures.len()).map(|index| Node::Figure(FigureId(index)));
            let more: Vec<Node> = bases.chain(figures).filter(reads_broken).collect();
            if more.is_empty() && !self.leave_out_rules() {
                return;
            }
            for node in more {
                match node {
                    Node::Base(id) => self.broken_base_figures.insert(id),
                    Node::Figure(id) => self.broken_figures.insert(id),
                };
            }
        }
    }

    /// Takes the broken out and gives the rest new numbers.
    fn renumber(&mut self, order: &[Node]) {
        let bases =
            kept(self.model.base_figures.len(), |index| !self.broken_base_figures.contains(&BaseFigureId(index)));
        let figures = kept(self.model.figures.len(), |index| !self.broken_figures.contains(&FigureId(index)));
        retain(&mut self.model.base_figures, &bases);
        retain(&mut self.model.figures, &figures);
        let rules = self.renumber_rules(&figures);
        for base in &mut self.model.base_figures {
            for part in &mut base.parts {
                renumber_part(&mut part.value, &bases, &figures);
            }
        }
        for edition in self.model.figures.iter_mut().flat_map(|figure| &mut figure.editions) {
            match &mut edition.value {
                EditionValue::Formula(formula) => renumber_formula(formula, &bases, &figures),
                EditionValue::Ratio { numerator, denominator } => {
                    renumber_part(numerator, &bases, &figures);
                    denominator.iter_mut().for_each(|part| renumber_part(part, &bases, &figures));
                }
            }
        }
        for comparison in &mut self.model.comparisons {
            renumber_criteria(comparison, &figures);
        }
        let examples = std::mem::take(&mut self.model.examples);
        self.model.examples =
            examples.into_iter().filter_map(|example| renumber_example(example, &bases, &figures, &rules)).collect();
        self.model.base_figure_order = order
            .iter()
            .filter_map(|node| match node {
                Node::Base(id) => bases[id.0].map(BaseFigureId),
                Node::Figure(_) => None,
            })
            .collect();
        self.model.figure_order = order
            .iter()
            .filter_map(|node| match node {
                Node::Figure(id) => figures[id.0].map(FigureId),
                Node::Base(_) => None,
            })
            .collect();
        self.broken_base_figures = BTreeSet::new();
        self.broken_figures = BTreeSet::new();
    }

    /// A rule that reads a figure that is no longer there goes with it.
    fn renumber_rules(&mut self, figures: &[Option<usize>]) -> Vec<Option<usize>> {
        let whole = |rule: &Rule| rule.figures().iter().all(|id| figures[id.0].is_some());
        let rules = kept(self.model.rules.len(), |index| {
            whole(&self.model.rules[index]) && !self.broken_rules.contains(&RuleId(index))
        });
        retain(&mut self.model.rules, &rules);
        let editions = self.model.rules.iter_mut().flat_map(|rule| &mut rule.editions);
        for requirement in editions.flat_map(|edition| &mut edition.requirements) {
            for id in requirement.kind.figures_mut() {
                id.0 = figures[id.0].unwrap_or(id.0);
            }
        }
        self.broken_rules = BTreeSet::new();
        rules
    }

    /// Of a rule that goes, the figures that were made for it go, too.
    fn leave_out_rules(&mut self) -> bool {
        let broken = |rule: &Rule| rule.figures().iter().any(|id| self.broken_figures.contains(id));
        let rules: Vec<usize> = (0..self.model.rules.len())
            .filter(|index| self.broken_rules.contains(&RuleId(*index)) || broken(&self.model.rules[*index]))
            .collect();
        let made: Vec<FigureId> = rules
            .iter()
            .flat_map(|index| self.model.rules[*index].figures())
            .filter(|id| self.model.figures[id.0].of_rule)
            .collect();
        self.broken_rules.extend(rules.into_iter().map(RuleId));
        let before = self.broken_figures.len();
        self.broken_figures.extend(made);
        self.broken_figures.len() > before
    }

    /// `forvent fejl N402`: the error is taken out, and the declaration that has it is no part of the build.
    /// Gives the names of those declarations.
    fn expected_errors(&mut self, declarations: &[&Declaration]) -> BTreeSet<String> {
        let mut satisfied = BTreeSet::new();
        for declaration in declarations {
            let Header::Example { subject, .. } = &declaration.header else { continue };
            let expected = declaration.clauses.iter().find_map(|clause| match &clause.kind {
                ClauseKind::ExpectError(code) => Some(code),
                _ => None,
            });
            let Some(code) = expected else { continue };
            let spans: Vec<Span> = self.symbols.all(&subject.name.text).map(|one| one.declaration.span).collect();
            if spans.is_empty() {
                continue;
            }
            let within = |diagnostic: &Diagnostic| {
                let of = diagnostic.span;
                spans.iter().any(|span| span.file == of.file && span.start <= of.start && of.end <= span.end)
            };
            let wanted = |d: &Diagnostic| within(d) && d.is_error() && d.problem.code() == code.text.to_uppercase();
            if self.problems.iter().any(wanted) {
                self.problems.retain(|diagnostic| !wanted(diagnostic));
                satisfied.insert(fold(&subject.name.text));
                continue;
            }
            let problem = if pages::codes().any(|known| known == code.text.to_uppercase()) {
                let mut raised: Vec<String> = self
                    .problems
                    .iter()
                    .filter(|diagnostic| within(diagnostic) && diagnostic.is_error())
                    .map(|diagnostic| diagnostic.problem.code().to_string())
                    .collect();
                raised.sort();
                raised.dedup();
                RuleProblem::ExpectedErrorAbsent { code: code.text.to_uppercase(), raised }
            } else {
                let near = nearest(&code.text, pages::codes()).map(str::to_string);
                RuleProblem::ExpectedErrorUnknown { code: code.text.clone(), nearest: near }
            };
            self.report(problem, code.span);
        }
        satisfied
    }

    fn leave_out_declared(&mut self, names: &BTreeSet<String>) {
        for (index, base) in self.model.base_figures.iter().enumerate() {
            if names.contains(&base.name.sql) {
                self.broken_base_figures.insert(BaseFigureId(index));
            }
        }
        for (index, figure) in self.model.figures.iter().enumerate() {
            if names.contains(&figure.name.sql) {
                self.broken_figures.insert(FigureId(index));
            }
        }
        for (index, rule) in self.model.rules.iter().enumerate() {
            if names.contains(&rule.name.sql) {
                self.broken_rules.insert(RuleId(index));
            }
        }
        self.leave_out_broken();
        let bases = self.model.base_figure_order.iter().map(|id| Node::Base(*id));
        let order: Vec<Node> = bases.chain(self.model.figure_order.iter().map(|id| Node::Figure(*id))).collect();
        self.renumber(&order);
    }
}

/// New numbers of what is kept.
fn kept(count: usize, keep: impl Fn(usize) -> bool) -> Vec<Option<usize>> {
    let mut next = 0;
    (0..count)
        .map(|index| {
            keep(index).then(|| {
                next += 1;
                next - 1
            })
        })
        .collect()
}

fn retain<T>(items: &mut Vec<T>, numbers: &[Option<usize>]) {
    let mut numbers = numbers.iter();
    items.retain(|_| numbers.next().is_some_and(Option::is_some));
}

fn terms(model: &Model, node: Node) -> Vec<FormulaTerm> {
    let parts: Vec<&Part> = match node {
        Node::Base(id) => model.base_figures[id.0].parts.iter().map(|version| &version.value).collect(),
        Node::Figure(id) => model.figures[id.0].editions.iter().flat_map(Edition::parts).collect(),
    };
    let formulas = parts.into_iter().filter_map(|part| match part {
        Part::Formula(formula) => Some(formula),
        Part::Rows(_) => None,
    });
    let linked = match node {
        Node::Base(_) => Vec::new(),
        Node::Figure(id) => model.figures[id.0].editions.iter().filter_map(Edition::formula).collect(),
    };
    let mut found = Vec::new();
    formulas.chain(linked).for_each(|formula| formula.terms(&mut |term| found.push(term.clone())));
    found
}

fn read_by(term: &FormulaTerm) -> Node {
    match &term.value {
        TermValue::BaseFigure(id) => Node::Base(*id),
        TermValue::Result(reference)
        | TermValue::Numerator(reference)
        | TermValue::Denominator(reference)
        | TermValue::NationalAverage(reference) => Node::Figure(reference.figure),
    }
}

fn renumber_part(part: &mut Part, bases: &[Option<usize>], figures: &[Option<usize>]) {
    if let Part::Formula(formula) = part {
        renumber_formula(formula, bases, figures);
    }
}

fn renumber_formula(formula: &mut Formula, bases: &[Option<usize>], figures: &[Option<usize>]) {
    formula.terms_mut(&mut |term| match &mut term.value {
        TermValue::BaseFigure(id) => id.0 = bases[id.0].unwrap_or(id.0),
        TermValue::Result(reference)
        | TermValue::Numerator(reference)
        | TermValue::Denominator(reference)
        | TermValue::NationalAverage(reference) => {
            reference.figure.0 = figures[reference.figure.0].unwrap_or(reference.figure.0);
        }
    });
}

/// A group whose criteria are not all there is none; what is wrong with them has been said.
fn renumber_criteria(comparison: &mut Comparison, figures: &[Option<usize>]) {
    let Some(ComparisonGroup::Nearest { size, by }) = &comparison.group else { return };
    let renumbered = |of: &FigureReference| Some(FigureReference { figure: FigureId(figures[of.figure.0]?), ..*of });
    let kept = by.iter().map(renumbered).collect::<Option<Vec<_>>>();
    comparison.group = kept.map(|by| ComparisonGroup::Nearest { size: *size, by });
}

fn renumber_example(
    mut subject: Example,
    bases: &[Option<usize>],
    figures: &[Option<usize>],
    rules: &[Option<usize>],
) -> Option<Example> {
    if let Expectation::Error { .. } = subject.expectation {
        return Some(subject);
    }
    match &mut subject.subject {
        example::Subject::KeyFigure(id) => id.0 = figures[id.0]?,
        example::Subject::Member(reference) => reference.figure.0 = figures[reference.figure.0]?,
        example::Subject::BaseFigure(id) => id.0 = bases[id.0]?,
        example::Subject::Rule(id) => id.0 = rules[id.0]?,
        example::Subject::Source(_) | example::Subject::Declaration(_) => {}
    }
    Some(subject)
}
