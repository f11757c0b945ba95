//! Counting and listing what is in a set.

use std::collections::HashMap;

use num_bigint::BigUint;

use super::{Bits, SetId, Sets};

impl Sets {
    /// How many combinations are in the set.
    pub fn count(&self, set: SetId) -> BigUint {
        let counted = self.count_below(set, &mut HashMap::new());
        counted * self.combinations(0, self.dimension_of(set))
    }

    /// Combinations of the dimensions from the set's own on.
    fn count_below(&self, set: SetId, done: &mut HashMap<SetId, BigUint>) -> BigUint {
        let Some((dimension, edges)) = self.node_of(set) else {
            return BigUint::from(u8::from(set == Sets::FULL));
        };
        if let Some(count) = done.get(&set) {
            return count.clone();
        }
        let mut count = BigUint::ZERO;
        for (values, child) in edges {
            let between = self.combinations(dimension + 1, self.dimension_of(child));
            count += self.count_below(child, done) * between * values.count();
        }
        done.insert(set, count.clone());
        count
    }

    fn combinations(&self, from: usize, to: usize) -> BigUint {
        self.space().dimensions[from..to].iter().map(|dimension| BigUint::from(dimension.size)).product()
    }

    /// The first dimension that the set asks; of the empty and the full set one past the last.
    fn dimension_of(&self, set: SetId) -> usize {
        self.node_of(set).map_or(self.space().dimensions.len(), |(dimension, _)| dimension)
    }

    /// The combination, one value per dimension, is in the set.
    pub fn holds(&self, set: SetId, values: &[usize]) -> bool {
        let mut set = set;
        while let Some((dimension, mut edges)) = self.node_of(set) {
            let child = edges.find(|(bits, _)| bits.contains(values[dimension])).map(|(_, child)| child);
            set = child.unwrap_or(Sets::EMPTY);
        }
        set == Sets::FULL
    }

    /// The set as blocks that do not overlap, at most `limit` of them: per dimension the values, in
    /// order of the values. Each block holds every combination of its values.
    pub fn blocks(&self, set: SetId, limit: usize) -> Vec<Vec<Bits>> {
        let everything = self.space().dimensions.iter().map(|dimension| Bits::all(dimension.size)).collect();
        let mut blocks = Vec::new();
        self.blocks_below(set, everything, limit, &mut blocks);
        blocks
    }

    fn blocks_below(&self, set: SetId, above: Vec<Bits>, limit: usize, blocks: &mut Vec<Vec<Bits>>) {
        if set == Sets::EMPTY || blocks.len() >= limit {
            return;
        }
        let Some((dimension, edges)) = self.node_of(set) else {
            blocks.push(above);
            return;
        };
        for (values, child) in edges {
            let mut block = above.clone();
            block[dimension] = values.clone();
            self.blocks_below(child, block, limit, blocks);
        }
    }

    /// The dimension's values by what is left of the set when one of them is chosen: each value once, each rest once. The
    /// rests do not ask the dimension.
    pub fn rests(&mut self, set: SetId, dimension: usize) -> Vec<(Bits, SetId)> {
        let size = self.space().dimensions[dimension].size;
        let (asked, edges) = match self.node_of(set) {
            Some((asked, edges)) if asked <= dimension => (asked, edges),
            _ => return vec![(Bits::all(size), set)],
        };
        let edges: Vec<(Bits, SetId)> = edges.map(|(values, child)| (values.clone(), child)).collect();
        if asked == dimension {
            return edges;
        }
        let mut parts: Vec<(Bits, Vec<(Bits, SetId)>)> = vec![(Bits::all(size), Vec::new())];
        for (values, child) in edges {
            let mut finer = Vec::new();
            for (chosen, rest) in self.rests(child, dimension) {
                for (part, above) in &parts {
                    let both = part.and(&chosen);
                    if !both.is_empty() {
                        let above = above.iter().cloned().chain([(values.clone(), rest)]).collect();
                        finer.push((both, above));
                    }
                }
            }
            parts = finer;
        }
        let mut rests: Vec<(Bits, SetId)> = Vec::new();
        for (chosen, above) in parts {
            let rest = self.branch(asked, above);
            match rests.iter_mut().find(|(_, known)| *known == rest) {
                Some((values, _)) => *values = values.or(&chosen),
                None => rests.push((chosen, rest)),
            }
        }
        rests
    }

    /// The values of a dimension that occur in the set.
    pub fn any(&self, set: SetId, dimension: usize) -> Bits {
        self.projected(set, dimension, &mut HashMap::new(), false)
    }

    /// The values of a dimension that are in the set with whatever values of the others.
    pub fn every(&self, set: SetId, dimension: usize) -> Bits {
        self.projected(set, dimension, &mut HashMap::new(), true)
    }

    fn projected(&self, set: SetId, dimension: usize, done: &mut HashMap<SetId, Bits>, every: bool) -> Bits {
        let size = self.space().dimensions[dimension].size;
        let counts = |child: SetId| if every { child == Sets::FULL } else { child != Sets::EMPTY };
        let (asked, edges) = match self.node_of(set) {
            Some((asked, edges)) if asked <= dimension => (asked, edges),
            _ => return if counts(set) { Bits::all(size) } else { Bits::none(size) },
        };
        if let Some(bits) = done.get(&set) {
            return bits.clone();
        }
        let mut bits = if every && asked < dimension { Bits::all(size) } else { Bits::none(size) };
        for (values, child) in edges {
            if asked == dimension {
                if counts(child) {
                    bits = bits.or(values);
                }
                continue;
            }
            let below = self.projected(child, dimension, done, every);
            bits = if every { bits.and(&below) } else { bits.or(&below) };
        }
        done.insert(set, bits.clone());
        bits
    }

    /// The dimensions that decide anything, in order.
    pub fn asked(&self, set: SetId) -> Vec<usize> {
        let mut asked = vec![false; self.space().dimensions.len()];
        let mut seen = std::collections::HashSet::new();
        let mut waiting = vec![set];
        while let Some(node) = waiting.pop().filter(|set| seen.insert(*set)).map(|set| self.node_of(set)) {
            let Some((dimension, edges)) = node else { continue };
            asked[dimension] = true;
            waiting.extend(edges.map(|(_, child)| child));
        }
        (0..asked.len()).filter(|&dimension| asked[dimension]).collect()
    }
}
