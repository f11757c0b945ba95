//! Dimension words: how filter lines and tables name the columns of a source.
//!
//! A dimension word is the column's name, or its code list's or a level's name when exactly one column has
//! it, or a short form of the chart (language.md, "Form").

use std::collections::BTreeMap;

use super::super::{Chart, CodeTree, Column, ColumnId, ColumnKind};
use crate::text::fold;

/// The words of one source.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// Folded word → the columns that answer to it.
    columns: BTreeMap<String, Vec<ColumnId>>,
    /// Folded word → the word as it is shown.
    shown: BTreeMap<String, String>,
}

impl Words {
    pub fn of(columns: &[Column], trees: &[CodeTree], charts: &[Chart]) -> Words {
        Words::but(&[], columns, trees, charts)
    }

    /// Those of `named_only` answer to their names alone.
    pub fn but(named_only: &[ColumnId], columns: &[Column], trees: &[CodeTree], charts: &[Chart]) -> Words {
        let mut words = Words::default();
        for (index, column) in columns.iter().enumerate() {
            let id = ColumnId(index);
            if named_only.contains(&id) {
                continue;
            }
            match &column.kind {
                ColumnKind::Municipality => words.add("kommune", id),
                ColumnKind::Codes { tree, .. } => {
                    let levels = &trees[tree.0].levels;
                    levels.iter().for_each(|level| words.add(level, id));
                    let chart = charts.iter().find(|chart| chart.trees.contains(tree));
                    for (short, level) in chart.iter().flat_map(|chart| &chart.short_forms) {
                        if levels.iter().any(|own| fold(own) == fold(level)) {
                            words.add(short, id);
                        }
                    }
                    words.add(&trees[tree.0].name, id);
                }
                ColumnKind::Key(word) => words.add(word, id),
                _ => {}
            }
        }
        // A column's own name wins over what other columns are called by.
        for (index, column) in columns.iter().enumerate() {
            words.columns.insert(fold(&column.name.text), vec![ColumnId(index)]);
            words.shown.insert(fold(&column.name.text), column.name.text.clone());
        }
        words
    }

    fn add(&mut self, word: &str, column: ColumnId) {
        let columns = self.columns.entry(fold(word)).or_default();
        if !columns.contains(&column) {
            columns.push(column);
        }
        self.shown.entry(fold(word)).or_insert_with(|| word.to_string());
    }

    /// The columns a word stands for: none, one, or several when it is ambiguous.
    pub fn find(&self, word: &str) -> &[ColumnId] {
        self.columns.get(&fold(word)).map_or(&[], Vec::as_slice)
    }

    /// Every word that stands for exactly one column, for messages.
    pub fn known(&self) -> Vec<String> {
        let single = self.columns.iter().filter(|(_, columns)| columns.len() == 1);
        single.filter_map(|(word, _)| self.shown.get(word).cloned()).collect()
    }
}
