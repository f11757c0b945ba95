//! Bringing code versions into tree order: a code, then what is beneath it, then its next sibling.
//!
//! In: versions in any order, with parents by code. Out: the same versions. Guaranteed now: siblings
//! are ordered as numbers when all codes are numbers, else as they came; a code that moved stands where
//! its first version puts it; versions of one code stand together in year order.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::codes::{CodeVersion, numbers};

/// Part by part as numbers; `None` when some part of either is none.
pub(super) fn numeric_order(a: &str, b: &str) -> Option<Ordering> {
    Some(numbers(a)?.cmp(&numbers(b)?))
}

/// The versions in tree order.
pub(super) fn tree_order(mut versions: Vec<CodeVersion>, numeric: bool) -> Vec<CodeVersion> {
    let mut rank: HashMap<(&[String], &str), usize> = HashMap::new();
    let mut nodes: Vec<usize> = Vec::new();
    for (index, version) in versions.iter().enumerate() {
        rank.entry((&version.scope, &version.code)).or_insert_with(|| {
            nodes.push(index);
            nodes.len() - 1
        });
    }
    let node_of: Vec<usize> = versions.iter().map(|v| rank[&(v.scope.as_slice(), v.code.as_str())]).collect();
    let parents: Vec<Option<usize>> = nodes
        .iter()
        .map(|&index| {
            let version = &versions[index];
            rank.get(&(version.scope.as_slice(), version.parent.as_deref()?)).copied()
        })
        .collect();
    let places = places(&versions, &nodes, &parents, numeric);
    let mut keyed: Vec<(usize, CodeVersion)> =
        node_of.into_iter().map(|node| places[node]).zip(versions.drain(..)).collect();
    keyed.sort_by_key(|(place, version)| (*place, version.years.from.is_some(), version.years.from));
    keyed.into_iter().map(|(_, version)| version).collect()
}

/// Each node's place in tree order. Nodes in a ring of parents come last.
fn places(versions: &[CodeVersion], nodes: &[usize], parents: &[Option<usize>], numeric: bool) -> Vec<usize> {
    let mut siblings: Vec<usize> = (0..nodes.len()).collect();
    siblings.sort_by(|&a, &b| sibling_order(&versions[nodes[a]], &versions[nodes[b]], numeric));
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    let mut waiting: Vec<usize> = Vec::new();
    for &node in siblings.iter().rev() {
        match parents[node] {
            Some(parent) => children[parent].push(node),
            None => waiting.push(node),
        }
    }
    let mut places = vec![usize::MAX; nodes.len()];
    let mut next = 0;
    while let Some(node) = waiting.pop() {
        places[node] = next;
        next += 1;
        waiting.append(&mut children[node]);
    }
    places
}

fn sibling_order(a: &CodeVersion, b: &CodeVersion, numeric: bool) -> Ordering {
    let mut scopes = a.scope.iter().zip(&b.scope);
    let by_scope = scopes.find_map(|(a, b)| {
        let order = numeric_order(a, b).unwrap_or_else(|| a.cmp(b));
        Some(order).filter(|order| order.is_ne())
    });
    by_scope.unwrap_or_else(|| match numeric {
        true => numeric_order(&a.code, &b.code).unwrap_or(Ordering::Equal).then_with(|| a.code.cmp(&b.code)),
        false => Ordering::Equal,
    })
}
