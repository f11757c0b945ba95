//! Rows as cases are thought out: cells in the language's own form, kommuner not yet chosen.
//!
//! In: a source and cells. Out: stored rows. Guaranteed now: [`own`] and its like stand for kommuner that are chosen
//! when cases are put together; codes are stored as their column says.

use std::collections::{BTreeMap, HashMap};

use crate::evaluate::{Data, Table, Value, stored_number, stored_value};
use crate::model::mask::written_table;
use crate::model::{ColumnId, ColumnKind, MeasureId, Model, SourceId};

/// The kommune that a case is about.
pub const OWN: &str = "@0";
/// A kommune that it is not about.
pub const OTHER: &str = "@1";

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DraftRow {
    pub source: SourceId,
    pub cells: BTreeMap<ColumnId, String>,
    pub amounts: BTreeMap<MeasureId, String>,
}

impl DraftRow {
    pub fn with(&self, changes: &[(ColumnId, String)]) -> DraftRow {
        let mut row = self.clone();
        for (column, cell) in changes {
            if cell.is_empty() {
                row.cells.remove(column);
            } else {
                row.cells.insert(*column, cell.clone());
            }
        }
        row
    }

    /// The kommuner that are not yet chosen.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.cells.values().map(String::as_str).filter(|cell| cell.starts_with('@'))
    }
}

/// How each column stores its codes; worked out once.
pub struct Stores<'m> {
    model: &'m Model,
    codes: std::cell::RefCell<HashMap<(SourceId, ColumnId), HashMap<String, String>>>,
}

impl<'m> Stores<'m> {
    pub fn new(model: &'m Model) -> Stores<'m> {
        Stores { model, codes: Default::default() }
    }

    /// The rows as tables; `kommune` says which kommune a place stands for, `number` tells keys of cases apart.
    pub fn data<'r>(&self, rows: impl Iterator<Item = (&'r DraftRow, &'r BTreeMap<String, String>, usize)>) -> Data {
        let mut data = Data::default();
        for (row, kommuner, number) in rows {
            let source = self.model.source(row.source);
            let table = data
                .tables
                .entry(row.source)
                .or_insert_with(|| Table { columns: stored_columns(self.model, row.source), rows: Vec::new() });
            let mut values = vec![Value::Null; table.columns.len()];
            let mut put = |name: &str, value: Value| {
                if let Some(place) = table.columns.iter().position(|column| column == name) {
                    values[place] = value;
                }
            };
            for (column, cell) in &row.cells {
                let known = &source.columns[column.0];
                let value = match &known.kind {
                    ColumnKind::Municipality => Value::Text(kommuner.get(cell).unwrap_or(cell).clone()),
                    ColumnKind::Key(_) => Value::Text(format!("{cell}-{number}")),
                    ColumnKind::Codes { .. } => Value::Text(self.code(row.source, *column, cell)),
                    kind => stored_value(self.model, kind, cell),
                };
                put(&known.stored, value);
            }
            for (measure, amount) in &row.amounts {
                put(&source.measures[measure.0].stored, stored_number(amount));
            }
            table.rows.push(values);
        }
        data
    }

    fn code(&self, source: SourceId, column: ColumnId, cell: &str) -> String {
        let mut known = self.codes.borrow_mut();
        let texts = known.entry((source, column)).or_insert_with(|| {
            let ColumnKind::Codes { tree, level, mask } = &self.model.source(source).columns[column.0].kind else {
                return HashMap::new();
            };
            let tree = self.model.tree(*tree);
            let mut texts = HashMap::new();
            for (text, version) in written_table(tree, *level, mask.as_ref()) {
                texts.entry(tree.versions[version].code.clone()).or_insert(text);
            }
            texts
        });
        texts.get(cell).cloned().unwrap_or_else(|| cell.to_owned())
    }
}

/// The names that a source's values are stored under, each once.
pub fn stored_columns(model: &Model, source: SourceId) -> Vec<String> {
    let source = model.source(source);
    let columns = source.columns.iter().map(|column| &column.stored);
    let mut names: Vec<String> = Vec::new();
    for name in columns.chain(source.measures.iter().map(|measure| &measure.stored)) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}
