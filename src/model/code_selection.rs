//! Which known codes a list of codes and ranges selects.
//!
//! In: [`CodeSelector`]s in canonical spelling and a year. Out: the selected versions. Guaranteed now:
//! a code is selected when itself or a code above it in that year is named or lies in a named range;
//! only codes known in the year are selected.

use std::cmp::Ordering;

use super::code_order::numeric_order;
use super::codes::CodeTree;

/// A code with all beneath it, or a range with both ends; canonical spellings.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CodeSelector {
    One(String),
    /// The ends need not exist where codes are numbers.
    Range(String, String),
}

/// The codes known in one year, with their places in the tree of that year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodesOfYear {
    pub year: i32,
    /// Version indexes in tree order.
    pub known: Vec<usize>,
    /// Per known code, the position in `known` of the code above it.
    pub parents: Vec<Option<usize>>,
    downwards: Vec<usize>,
}

impl CodesOfYear {
    pub fn new(tree: &CodeTree, year: i32) -> CodesOfYear {
        let holds = |index: &usize| tree.versions[*index].years.contains(year);
        let known: Vec<usize> = (0..tree.versions.len()).filter(holds).collect();
        let mut place = vec![None; tree.versions.len()];
        for (position, &index) in known.iter().enumerate() {
            place[index] = Some(position);
        }
        let parent_of = |index: &usize| {
            let version = &tree.versions[*index];
            let candidates = tree.indexes_of(version.parent.as_deref()?).iter();
            let mut places = candidates.filter(|&&index| tree.versions[index].scope == version.scope);
            places.find_map(|&index| place[index])
        };
        let parents = known.iter().map(parent_of).collect();
        let mut downwards: Vec<usize> = (0..known.len()).collect();
        downwards.sort_by_key(|&position| tree.versions[known[position]].level);
        CodesOfYear { year, known, parents, downwards }
    }

    /// Positions in `known` with codes above before codes beneath.
    pub fn downwards(&self) -> &[usize] {
        &self.downwards
    }

    /// Per known code, whether an item selects it.
    pub fn selected(&self, tree: &CodeTree, items: &[CodeSelector]) -> Vec<bool> {
        let mut inside = vec![false; self.known.len()];
        for item in items {
            match item {
                CodeSelector::One(code) => {
                    for &index in tree.indexes_of(code) {
                        if let Ok(position) = self.known.binary_search(&index) {
                            inside[position] = true;
                        }
                    }
                }
                CodeSelector::Range(from, to) => {
                    for (position, &index) in self.known.iter().enumerate() {
                        inside[position] |= tree.in_range(&tree.versions[index].code, from, to);
                    }
                }
            }
        }
        for &position in &self.downwards {
            inside[position] |= self.parents[position].is_some_and(|parent| inside[parent]);
        }
        inside
    }
}

impl CodeTree {
    /// A code as written, when it exists in some year.
    pub fn selector(&self, written: &str) -> Option<CodeSelector> {
        self.resolve(written).map(|code| CodeSelector::One(code.to_owned()))
    }

    /// A range as written; its end may be the last part only (`5.30.26-29`).
    pub fn range(&self, from: &str, to: &str) -> CodeSelector {
        let from = self.canonical(from);
        let to = match from.rsplit_once('.') {
            Some((above, _)) if !to.contains('.') => self.canonical(&format!("{above}.{}", to.trim())),
            _ => self.canonical(to),
        };
        CodeSelector::Range(from, to)
    }

    /// The versions, by index, of all known codes in the year that an item selects.
    pub fn selected(&self, items: &[CodeSelector], year: i32) -> Vec<usize> {
        let codes = CodesOfYear::new(self, year);
        let inside = codes.selected(self, items);
        codes.known.iter().zip(inside).filter(|(_, inside)| *inside).map(|(index, _)| *index).collect()
    }

    /// A code of the tree itself, not one above it, lies between two codes, both included.
    pub fn in_range(&self, code: &str, from: &str, to: &str) -> bool {
        let at_least = self.compare(from, code).is_some_and(Ordering::is_le);
        at_least && self.compare(code, to).is_some_and(Ordering::is_le)
    }

    /// As numbers, part by part, when all codes are numbers, else in tree order; `None` when one of
    /// them has no place.
    pub fn compare(&self, a: &str, b: &str) -> Option<Ordering> {
        if self.is_numeric() {
            return numeric_order(a, b);
        }
        let place = |code: &str| self.indexes_of(code).first().copied();
        Some(place(a)?.cmp(&place(b)?))
    }

    /// Some code in some year is selected.
    pub fn hits(&self, item: &CodeSelector) -> bool {
        match item {
            CodeSelector::One(code) => !self.indexes_of(code).is_empty(),
            CodeSelector::Range(from, to) => self.versions.iter().any(|v| self.in_range(&v.code, from, to)),
        }
    }
}

/// How a selector is written: `5.30`, `5.30.26-5.30.29`.
impl std::fmt::Display for CodeSelector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            CodeSelector::One(code) => f.write_str(code),
            CodeSelector::Range(from, to) => write!(f, "{from}-{to}"),
        }
    }
}
