//! The arena: nodes made once, and the operations on them.
//!
//! A node asks for the value of one dimension; its edges part that dimension's values among its
//! children. Dimensions are asked in order; one whose answer changes nothing is not asked. Equal nodes
//! are the same node, so a set has one diagram only.

use std::collections::HashMap;

use indexmap::IndexSet;

use super::Bits;

/// The dimensions that combinations are made of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Space {
    pub dimensions: Vec<Dimension>,
}

/// Values `0..size`; a size of at least 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    pub name: String,
    pub size: usize,
}

/// A set in its arena; meaningless in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SetId(u32);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Node {
    pub dimension: usize,
    /// By lowest value; together all values, each once; children all different.
    pub edges: Box<[(Bits, SetId)]>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Operation {
    Union,
    Intersection,
    Difference,
}

/// All sets over one space.
#[derive(Debug, Clone)]
pub struct Sets {
    space: Space,
    nodes: IndexSet<Node>,
    done: HashMap<(Operation, SetId, SetId), SetId>,
}

impl Sets {
    /// No combination.
    pub const EMPTY: SetId = SetId(0);
    /// Every combination.
    pub const FULL: SetId = SetId(1);

    pub fn new(space: Space) -> Sets {
        Sets { space, nodes: IndexSet::new(), done: HashMap::new() }
    }

    pub fn space(&self) -> &Space {
        &self.space
    }

    /// All combinations whose value of the dimension is one of `values`.
    pub fn literal(&mut self, dimension: usize, values: &Bits) -> SetId {
        self.branch(dimension, vec![(values.clone(), Sets::FULL)])
    }

    /// The set that goes on with the child of the edge that holds the dimension's value; nothing for
    /// values on no edge. Children ask later dimensions only; edges do not share values.
    pub fn branch(&mut self, dimension: usize, mut edges: Vec<(Bits, SetId)>) -> SetId {
        let size = self.space.dimensions[dimension].size;
        let rest = edges.iter().fold(Bits::all(size), |rest, (values, _)| rest.without(values));
        edges.push((rest, Sets::EMPTY));
        self.node(dimension, edges)
    }

    /// The node with these edges, which part the dimension's values: merged, ordered, made once.
    fn node(&mut self, dimension: usize, mut edges: Vec<(Bits, SetId)>) -> SetId {
        edges.retain(|(values, _)| !values.is_empty());
        edges.sort_by_key(|(_, child)| *child);
        let mut merged: Vec<(Bits, SetId)> = Vec::with_capacity(edges.len());
        for (values, child) in edges {
            match merged.last_mut() {
                Some((before, same)) if *same == child => *before = before.or(&values),
                _ => merged.push((values, child)),
            }
        }
        if let [(_, only)] = merged.as_slice() {
            return *only;
        }
        merged.sort_by_key(|(values, _)| values.first());
        let (index, _) = self.nodes.insert_full(Node { dimension, edges: merged.into_boxed_slice() });
        SetId(index as u32 + 2)
    }

    /// `None` for the empty and the full set.
    pub(super) fn node_of(&self, set: SetId) -> Option<&Node> {
        let index = set.0.checked_sub(2)?;
        self.nodes.get_index(index as usize)
    }

    /// Both together.
    pub fn union(&mut self, a: SetId, b: SetId) -> SetId {
        self.apply(Operation::Union, a.min(b), a.max(b))
    }

    /// What is in both.
    pub fn intersection(&mut self, a: SetId, b: SetId) -> SetId {
        self.apply(Operation::Intersection, a.min(b), a.max(b))
    }

    /// `a` without `b`.
    pub fn difference(&mut self, a: SetId, b: SetId) -> SetId {
        self.apply(Operation::Difference, a, b)
    }

    /// What is not in the set.
    pub fn complement(&mut self, a: SetId) -> SetId {
        self.difference(Sets::FULL, a)
    }

    pub fn is_empty(&self, a: SetId) -> bool {
        a == Sets::EMPTY
    }

    /// All of `b` is in `a`.
    pub fn contains(&mut self, a: SetId, b: SetId) -> bool {
        self.difference(b, a) == Sets::EMPTY
    }

    /// Something is in both.
    pub fn overlaps(&mut self, a: SetId, b: SetId) -> bool {
        self.intersection(a, b) != Sets::EMPTY
    }

    fn apply(&mut self, operation: Operation, a: SetId, b: SetId) -> SetId {
        if let Some(result) = at_once(operation, a, b) {
            return result;
        }
        let key = (operation, a, b);
        if let Some(&result) = self.done.get(&key) {
            return result;
        }
        let dimension = |set: SetId| self.node_of(set).map_or(usize::MAX, |node| node.dimension);
        let first = dimension(a).min(dimension(b));
        let (left, right) = (self.edges_at(a, first), self.edges_at(b, first));
        let mut edges = Vec::with_capacity(left.len() + right.len());
        for (values, child) in &left {
            for (others, other) in &right {
                if values.intersects(others) {
                    edges.push((values.and(others), self.apply(operation, *child, *other)));
                }
            }
        }
        let result = self.node(first, edges);
        self.done.insert(key, result);
        result
    }

    /// The set's edges on a dimension that it asks next or not at all.
    fn edges_at(&self, set: SetId, dimension: usize) -> Vec<(Bits, SetId)> {
        match self.node_of(set).filter(|node| node.dimension == dimension) {
            Some(node) => node.edges.to_vec(),
            None => vec![(Bits::all(self.space.dimensions[dimension].size), set)],
        }
    }
}

/// Results that need no look at the nodes.
fn at_once(operation: Operation, a: SetId, b: SetId) -> Option<SetId> {
    let (empty, full) = (Sets::EMPTY, Sets::FULL);
    match operation {
        Operation::Union if a == full || b == full => Some(full),
        Operation::Union if a == empty || a == b => Some(b),
        Operation::Union if b == empty => Some(a),
        Operation::Intersection if a == empty || b == empty => Some(empty),
        Operation::Intersection if a == full || a == b => Some(b),
        Operation::Intersection if b == full => Some(a),
        Operation::Difference if a == empty || b == full || a == b => Some(empty),
        Operation::Difference if b == empty => Some(a),
        _ => None,
    }
}
