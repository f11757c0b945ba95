//! Codes at the bounds of those that a condition names: the first and the last, those beside them, those above, ended ones
//! and one that no year knows.
//!
//! In: a condition on a column of codes, and a row that meets it. Out: neighbours. Guaranteed now: codes are those that the
//! column may store in the year, but for the one that is meant to be unknown.

use super::draft::DraftRow;
use super::values::{Neighbour, Place, capital, column_word, names, spread};
use crate::model::codes::{CodeSelector, CodeTree, CodeVersion};
use crate::model::{ColumnId, ColumnKind, Operand, TreeId};

impl Place<'_> {
    pub fn codes_near(
        &self,
        column: ColumnId,
        tree: TreeId,
        items: &[CodeSelector],
        negated: bool,
        row: &DraftRow,
    ) -> Vec<Neighbour> {
        let tree = self.model.tree(tree);
        let scope: Vec<String> =
            tree.under.iter().filter_map(|level| row.cells.get(&self.column_of_level(level)?).cloned()).collect();
        let mut stored = self.stored(column, tree);
        if !tree.under.is_empty() {
            stored.retain(|version| version.scope == scope);
        }
        let mut found = Vec::new();
        let neighbour = |cell: &str, says: String, inside: bool| Neighbour {
            cells: vec![(Operand::Column(column), cell.to_owned())],
            says,
            meets: inside != negated,
            year: None,
        };
        let inside: Vec<bool> = stored.iter().map(|version| self.selected(tree, items, &version.code)).collect();
        for item in spread(items) {
            let of_item = |index: &usize| self.selected(tree, std::slice::from_ref(item), &stored[*index].code);
            let own: Vec<usize> = (0..stored.len()).filter(of_item).collect();
            let (Some(first), Some(last)) = (own.first(), own.last()) else { continue };
            for index in [first, last] {
                let code = &stored[*index].code;
                let word = level_word(tree, stored[*index]);
                let says = match item {
                    CodeSelector::One(one) if one == code => format!("{word} {code} er nævnt selv"),
                    CodeSelector::One(one) => format!("{word} {code} hører under {one}"),
                    CodeSelector::Range(..) if index == first => format!("{word} {code} er den første i {item}"),
                    CodeSelector::Range(..) => format!("{word} {code} er den sidste i {item}"),
                };
                found.push(neighbour(code, says, true));
            }
            let before = first.checked_sub(1).filter(|index| !inside[*index]);
            let after = Some(last + 1).filter(|index| *index < stored.len() && !inside[*index]);
            for index in before.into_iter().chain(after) {
                let code = &stored[index].code;
                let word = level_word(tree, stored[index]);
                found.push(neighbour(code, format!("{word} {code} ligger lige uden for {item}"), false));
            }
            if let CodeSelector::One(one) = item {
                found.extend(self.above(tree, one, items, &neighbour));
            }
            found.extend(self.ended(column, tree, &stored, item, negated));
        }
        let word = column_word(self.model, self.source, column);
        found.push(neighbour("", format!("En række uden {word}"), false));
        if let Some(code) = unknown_code(tree, items) {
            found.push(neighbour(&code, format!("{} {code} findes ikke", capital(&word)), false));
        }
        found
    }

    /// A code that exists, ones that have ended, none at all, and one that no year knows.
    pub fn code_edges(&self, column: ColumnId, row: &DraftRow) -> Vec<Neighbour> {
        let ColumnKind::Codes { tree, .. } = &self.model.source(self.source).columns[column.0].kind else {
            return Vec::new();
        };
        let known = self.model.tree(*tree);
        let roots = known.versions.iter().filter(|version| version.level == 0);
        let items: Vec<CodeSelector> = roots.map(|version| CodeSelector::One(version.code.clone())).collect();
        let mut found = self.codes_near(column, *tree, &items, false, row);
        found.dedup_by(|a, b| a.cells == b.cells && a.year == b.year);
        let exists = found.iter().position(|one| one.year.is_none() && one.meets);
        let mut index = 0;
        found.retain(|one| {
            index += 1;
            one.year.is_some() || !one.meets || exists == Some(index - 1)
        });
        found
    }

    /// The code above an item, when a column may hold it.
    fn above(
        &self,
        tree: &CodeTree,
        one: &str,
        items: &[CodeSelector],
        neighbour: &dyn Fn(&str, String, bool) -> Neighbour,
    ) -> Option<Neighbour> {
        let above = *tree.ancestors(one, self.year).get(1)?;
        if !tree.under.is_empty() || self.selected(tree, items, above) {
            return None;
        }
        let version = tree.version(above, &[], self.year)?;
        Some(neighbour(above, format!("{} {above} ligger over {one}", level_word(tree, version)), false))
    }

    /// A code of the item that ended: its last year and the year after.
    fn ended(
        &self,
        column: ColumnId,
        tree: &CodeTree,
        stored: &[&CodeVersion],
        item: &CodeSelector,
        negated: bool,
    ) -> Vec<Neighbour> {
        let level = stored.first().map_or(0, |version| version.level);
        let ended = tree.versions.iter().filter(|version| version.level == level && tree.under.is_empty());
        for version in ended {
            let Some(last) = version.years.to else { continue };
            let next = last.saturating_add(1);
            let inside = tree.ancestors(&version.code, last).iter().any(|code| names(tree, item, code));
            if !inside || !version.years.contains(last) || tree.version(&version.code, &[], next).is_some() {
                continue;
            }
            let code = &version.code;
            let word = level_word(tree, version);
            let cells = || vec![(Operand::Column(column), code.clone())];
            let known = format!("{word} {code} findes sidste gang i {last}");
            let gone = format!("{word} {code} findes ikke længere i {next}");
            return vec![
                Neighbour { cells: cells(), says: known, meets: !negated, year: Some(last) },
                Neighbour { cells: cells(), says: gone, meets: negated, year: Some(next) },
            ];
        }
        Vec::new()
    }
}

/// A code that no year knows.
fn unknown_code(tree: &CodeTree, items: &[CodeSelector]) -> Option<String> {
    let (CodeSelector::One(like) | CodeSelector::Range(like, _)) = items.first()?;
    let (above, _) = like.rsplit_once('.').map_or(("", like.as_str()), |(above, last)| (above, last));
    let candidates = ["99", "98", "97", "999", "998", "ukendt"];
    let whole = |last: &str| if above.is_empty() { last.to_owned() } else { format!("{above}.{last}") };
    candidates.into_iter().map(whole).find(|code| tree.resolve(code).is_none())
}

fn level_word(tree: &CodeTree, version: &CodeVersion) -> String {
    capital(tree.levels.get(version.level).map_or(tree.name.as_str(), String::as_str))
}
