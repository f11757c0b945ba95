//! What the texts stored in columns of codes stand for.
//!
//! In: columns and their trees. Out: [`CodeList`]s, each shared by all columns that are written alike. Guaranteed now:
//! in one list a stored text stands, under the same codes above and in the same year, for one code.

use std::collections::HashMap;

use super::columns::Names;
use crate::model::codes::CodeTree;
use crate::model::mask::{Mask, written_table};
use crate::model::years::{Years, between};
use crate::model::{Model, TreeId};

/// The first and last years of open ranges.
pub const ALWAYS: (i32, i32) = (0, 9999);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeList {
    /// `funktion 000000`
    pub name: String,
    pub entries: Vec<CodeEntry>,
}

/// A stored text and the code it stands for in some years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeEntry {
    pub stored: String,
    /// The row's codes that it is read under, joined by `|`; empty for most.
    pub scope: String,
    pub code: String,
    pub from: i32,
    pub to: i32,
}

/// How a column is read, when it is a column of codes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListKey {
    pub tree: TreeId,
    pub level: usize,
    pub mask: Option<Mask>,
    /// The trees, and the levels in them, that the codes stand under.
    pub scopes: Vec<(TreeId, usize)>,
}

#[derive(Debug, Default)]
pub struct CodeLists {
    pub lists: Vec<CodeList>,
    by_key: HashMap<ListKey, usize>,
    names: Names,
}

impl CodeLists {
    /// The list's place in `lists`.
    pub fn list(&mut self, model: &Model, key: ListKey) -> usize {
        if let Some(&list) = self.by_key.get(&key) {
            return list;
        }
        let tree = model.tree(key.tree);
        let written = key.mask.as_ref().map_or_else(String::new, |mask| format!(" {mask}"));
        let name = self.names.unique(&format!("{}{written}", tree.name));
        self.lists.push(CodeList { name, entries: entries(model, &key) });
        self.by_key.insert(key, self.lists.len() - 1);
        self.lists.len() - 1
    }
}

fn entries(model: &Model, key: &ListKey) -> Vec<CodeEntry> {
    let tree = model.tree(key.tree);
    let scopes: Vec<Beneath> = key.scopes.iter().map(|(tree, level)| beneath(model.tree(*tree), *level)).collect();
    let mut taken: HashMap<(String, String), Vec<Years>> = HashMap::new();
    let mut entries = Vec::new();
    for (stored, index) in written_table(tree, key.level, key.mask.as_ref()) {
        let version = &tree.versions[index];
        for (scope, years) in row_scopes(&version.scope, &scopes, version.years) {
            let before = taken.entry((stored.clone(), scope.clone())).or_default();
            let free = before
                .iter()
                .fold(vec![years], |free, taken| free.into_iter().flat_map(|years| years.without(*taken)).collect());
            before.push(years);
            entries.extend(free.into_iter().map(|years| CodeEntry {
                stored: stored.clone(),
                scope: scope.clone(),
                code: version.code.clone(),
                from: years.from.unwrap_or(ALWAYS.0),
                to: years.to.unwrap_or(ALWAYS.1),
            }));
        }
    }
    entries
}

/// Per code of a level: itself and the codes beneath it, with their years.
type Beneath = HashMap<String, Vec<(String, Years)>>;

fn beneath(tree: &CodeTree, level: usize) -> Beneath {
    let mut found = Beneath::new();
    for years in between(&tree.change_years(), Years::ALL) {
        let year = years.example();
        for version in tree.versions.iter().filter(|version| version.years.contains(year)) {
            let at_level = |code: &&str| tree.version(code, &version.scope, year).is_some_and(|v| v.level == level);
            if let Some(above) = tree.ancestors(&version.code, year).into_iter().find(at_level) {
                let codes = found.entry(above.to_owned()).or_default();
                match codes.iter_mut().find(|(code, known)| *code == version.code && touch(*known, years)) {
                    Some((_, known)) => known.to = years.to,
                    None => codes.push((version.code.clone(), years)),
                }
            }
        }
    }
    found
}

fn touch(first: Years, next: Years) -> bool {
    first.to.zip(next.from).is_some_and(|(to, from)| to.saturating_add(1) == from)
}

/// The codes that rows have where the version's scope is meant, and the years in which they do.
fn row_scopes(scope: &[String], scopes: &[Beneath], years: Years) -> Vec<(String, Years)> {
    let mut found = vec![(String::new(), years)];
    for (code, beneath) in scope.iter().zip(scopes) {
        let codes = beneath.get(code).map_or(&[][..], Vec::as_slice);
        found = found
            .iter()
            .flat_map(|(before, years)| {
                codes.iter().filter_map(move |(code, valid)| {
                    let joined = if before.is_empty() { code.clone() } else { format!("{before}|{code}") };
                    Some((joined, years.intersect(*valid)?))
                })
            })
            .collect();
    }
    found
}
