//! The arena: nodes made once, and the operations on them.
//!
//! A node asks for the value of one dimension; its edges part that dimension's values among its
//! children. Dimensions are asked in order; one whose answer changes nothing is not asked. Equal nodes
//! are the same node, so a set has one diagram only.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::{Equivalent, IndexSet};

use super::Bits;
use super::hash::BuildFastHasher;

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

/// Values of one dimension, made once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct MaskId(u32);

type Edge = (MaskId, SetId);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Node {
    dimension: usize,
    /// By lowest value; together all values, each once; children all different.
    edges: Arc<[Edge]>,
}

/// A node that may not be made yet.
#[derive(Hash)]
struct NodeSought<'a> {
    dimension: usize,
    edges: &'a [Edge],
}

impl Equivalent<Node> for NodeSought<'_> {
    fn equivalent(&self, node: &Node) -> bool {
        self.dimension == node.dimension && self.edges == &*node.edges
    }
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
    nodes: IndexSet<Node, BuildFastHasher>,
    done: HashMap<(Operation, SetId, SetId), SetId, BuildFastHasher>,
    masks: IndexSet<Bits, BuildFastHasher>,
    /// What two masks share; `None` when they share nothing.
    shared: HashMap<(MaskId, MaskId), Option<MaskId>, BuildFastHasher>,
    /// Per dimension, all of its values.
    everything: Vec<MaskId>,
}

impl Sets {
    /// No combination.
    pub const EMPTY: SetId = SetId(0);
    /// Every combination.
    pub const FULL: SetId = SetId(1);

    pub fn new(space: Space) -> Sets {
        let mut sets = Sets {
            space: Space::default(),
            nodes: IndexSet::default(),
            done: HashMap::default(),
            masks: IndexSet::default(),
            shared: HashMap::default(),
            everything: Vec::new(),
        };
        sets.everything = space.dimensions.iter().map(|dimension| sets.mask(Bits::all(dimension.size))).collect();
        sets.space = space;
        sets
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
    pub fn branch(&mut self, dimension: usize, edges: Vec<(Bits, SetId)>) -> SetId {
        let size = self.space.dimensions[dimension].size;
        let rest = edges.iter().fold(Bits::all(size), |rest, (values, _)| rest.without(values));
        let all = edges.into_iter().chain([(rest, Sets::EMPTY)]).filter(|(values, _)| !values.is_empty());
        let edges = all.map(|(values, child)| (self.mask(values), child)).collect();
        self.node(dimension, edges)
    }

    fn mask(&mut self, values: Bits) -> MaskId {
        MaskId(self.masks.insert_full(values).0 as u32)
    }

    fn values(&self, mask: MaskId) -> &Bits {
        &self.masks[mask.0 as usize]
    }

    fn shared(&mut self, a: MaskId, b: MaskId) -> Option<MaskId> {
        if a == b {
            return Some(a);
        }
        let key = (a.min(b), a.max(b));
        if let Some(shared) = self.shared.get(&key) {
            return *shared;
        }
        let both = self.values(a).and(self.values(b));
        let shared = if both.is_empty() { None } else { Some(self.mask(both)) };
        self.shared.insert(key, shared);
        shared
    }

    /// The node with these edges, which part the dimension's values: merged, ordered, made once.
    fn node(&mut self, dimension: usize, mut edges: Vec<Edge>) -> SetId {
        edges.sort_unstable_by_key(|(_, child)| *child);
        if edges.windows(2).any(|pair| pair[0].1 == pair[1].1) {
            edges = self.merged(&edges);
        }
        if let [(_, only)] = edges.as_slice() {
            return *only;
        }
        edges.sort_unstable_by_key(|(mask, _)| self.values(*mask).first());
        let sought = NodeSought { dimension, edges: &edges };
        let index = match self.nodes.get_index_of(&sought) {
            Some(index) => index,
            None => self.nodes.insert_full(Node { dimension, edges: edges.into() }).0,
        };
        SetId(index as u32 + 2)
    }

    /// Edges to the same child as one; they come sorted by child.
    fn merged(&mut self, edges: &[Edge]) -> Vec<Edge> {
        let mut merged = Vec::with_capacity(edges.len());
        for same in edges.chunk_by(|a, b| a.1 == b.1) {
            let mut mask = same[0].0;
            if same.len() > 1 {
                let first = self.values(mask).clone();
                let all = same[1..].iter().fold(first, |all, (mask, _)| all.or(self.values(*mask)));
                mask = self.mask(all);
            }
            merged.push((mask, same[0].1));
        }
        merged
    }

    /// The dimension that a set asks first, and its edges; `None` for the empty and the full set.
    pub(super) fn node_of(&self, set: SetId) -> Option<(usize, impl Iterator<Item = (&Bits, SetId)>)> {
        let node = self.stored(set)?;
        Some((node.dimension, node.edges.iter().map(|(mask, child)| (self.values(*mask), *child))))
    }

    fn stored(&self, set: SetId) -> Option<&Node> {
        self.nodes.get_index(set.0.checked_sub(2)? as usize)
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
        let dimension = |set: SetId| self.stored(set).map_or(usize::MAX, |node| node.dimension);
        let first = dimension(a).min(dimension(b));
        let (left, right) = (self.edges_at(a, first), self.edges_at(b, first));
        let unasked = |set| [(self.everything[first], set)];
        let (alone_left, alone_right) = (unasked(a), unasked(b));
        let left = left.as_deref().unwrap_or(&alone_left);
        let right = right.as_deref().unwrap_or(&alone_right);
        let mut edges = Vec::with_capacity(left.len() + right.len());
        for (values, child) in left {
            for (others, other) in right {
                if let Some(both) = self.shared(*values, *others) {
                    edges.push((both, self.apply(operation, *child, *other)));
                }
            }
        }
        let result = self.node(first, edges);
        self.done.insert(key, result);
        result
    }

    /// The set's edges when it asks the dimension first.
    fn edges_at(&self, set: SetId, dimension: usize) -> Option<Arc<[Edge]>> {
        let node = self.stored(set).filter(|node| node.dimension == dimension)?;
        Some(node.edges.clone())
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
