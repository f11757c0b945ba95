//! What the columns of a source are called in what is computed from it.
//!
//! In: the sources of a model. Out: [`SourceColumns`]. Guaranteed now: within a source no two names are alike, and none
//! is one of the names that every source's cells have.

use std::collections::BTreeSet;

use crate::model::Source;

/// The names that the rows as read and the cells of every source have.
pub const FIXED: [&str; 10] =
    ["aar", "dag", "ekstra", "fra_dag", "maaned", "raekker", "slut", "taelledag", "tid", "til_dag"];

/// The names of one source's columns, by [`crate::model::ColumnId`] and [`crate::model::MeasureId`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceColumns {
    pub columns: Vec<String>,
    pub measures: Vec<String>,
    /// The stored values, as text.
    pub raw_columns: Vec<String>,
    pub raw_measures: Vec<String>,
}

impl SourceColumns {
    pub fn of(source: &Source) -> SourceColumns {
        let mut names = Names::reserving(&FIXED);
        let columns: Vec<String> = source.columns.iter().map(|column| names.unique(&column.name.sql)).collect();
        let measures: Vec<String> = source.measures.iter().map(|measure| names.unique(&measure.name.sql)).collect();
        let mut raw = |name: &str| names.unique(&format!("raa_{name}"));
        let raw_columns = source.columns.iter().map(|column| raw(&column.name.sql)).collect();
        let raw_measures = source.measures.iter().map(|measure| raw(&measure.name.sql)).collect();
        SourceColumns { columns, measures, raw_columns, raw_measures }
    }
}

/// Gives out names, each once.
#[derive(Debug, Clone, Default)]
pub struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    pub fn reserving(fixed: &[&str]) -> Names {
        Names { taken: fixed.iter().map(|name| name.to_string()).collect() }
    }

    /// The name, or the name with the first number that makes it new.
    pub fn unique(&mut self, wanted: &str) -> String {
        self.unique_with(wanted, &[])
    }

    /// A new name that is also new with each of these endings.
    pub fn unique_with(&mut self, wanted: &str, endings: &[&str]) -> String {
        let mut name = wanted.to_owned();
        let mut number = 2;
        let all = |name: &str| -> Vec<String> {
            std::iter::once("").chain(endings.iter().copied()).map(|ending| format!("{name}{ending}")).collect()
        };
        while all(&name).iter().any(|one| self.taken.contains(one)) {
            name = format!("{wanted}_{number}");
            number += 1;
        }
        self.taken.extend(all(&name));
        name
    }
}
