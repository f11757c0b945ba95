//! Who reads whom: the order of dependencies, and rings.
//!
//! In: a graph whose edges carry the place that causes them. Out: rings as steps with places, and the order
//! in which each comes after what it reads. Guaranteed now: a ring is reported once, whole.

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::NameProblem;
use crate::source::Span;

/// One step of a ring: `from` reads `to`, at `span`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    pub from: NodeIndex,
    pub to: NodeIndex,
    pub span: Span,
}

/// One shortest ring per group of nodes that need each other (`groups` from `tarjan_scc`), beginning at
/// the group's first declared node.
pub fn rings<N>(graph: &DiGraph<N, Span>, groups: Vec<Vec<NodeIndex>>) -> Vec<Vec<Step>> {
    let mut rings: Vec<Vec<Step>> = groups.into_iter().filter_map(|group| ring(graph, &group)).collect();
    rings.sort_by_key(|ring| ring[0].from);
    rings
}

fn ring<N>(graph: &DiGraph<N, Span>, group: &[NodeIndex]) -> Option<Vec<Step>> {
    let start = *group.iter().min()?;
    // Breadth first from the start within the group, until a step leads back to it.
    let mut reached: Vec<Step> = Vec::new();
    let mut queue = vec![start];
    let mut at = 0;
    while at < queue.len() {
        let node = queue[at];
        at += 1;
        let mut edges: Vec<_> = graph.edges_directed(node, Direction::Outgoing).collect();
        edges.sort_by_key(|edge| edge.id());
        for edge in edges {
            let step = Step { from: node, to: edge.target(), span: *edge.weight() };
            if step.to == start {
                return Some(path_to(&reached, step, start));
            }
            if group.contains(&step.to) && !queue.contains(&step.to) {
                queue.push(step.to);
                reached.push(step);
            }
        }
    }
    None
}

fn path_to(reached: &[Step], last: Step, start: NodeIndex) -> Vec<Step> {
    let mut steps = vec![last];
    let mut node = last.from;
    while node != start {
        let Some(step) = reached.iter().find(|step| step.to == node) else { break };
        steps.push(*step);
        node = step.from;
    }
    steps.reverse();
    steps
}

/// N103, with every step and its place.
pub fn cycle(ring: &[Step], name: impl Fn(NodeIndex) -> String) -> Option<Diagnostic> {
    let first = ring.first()?;
    let mut names: Vec<String> = ring.iter().map(|step| name(step.from)).collect();
    names.push(name(first.from));
    let mut diagnostic = Diagnostic::new(NameProblem::Cycle { ring: names }, first.span);
    for step in ring {
        let arguments = vec![("from", name(step.from)), ("to", name(step.to))];
        diagnostic = diagnostic.related_with(step.span, "step", arguments);
    }
    Some(diagnostic)
}
