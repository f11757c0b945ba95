//! Rows as cases are thought out: cells in the language's own form, kommuner not yet chosen.
//!
//! In: a source and cells. Out: stored rows. Guaranteed now: `own` and its like stand for kommuner that are chosen
//! when cases are put together; codes are stored as their column says.

use std::collections::{BTreeMap, HashMap};

use crate::evaluate::examples::given_deliveries;
use crate::evaluate::{Data, Table, Value, stored_number, stored_value};
use crate::model::mask::written_table;
use crate::model::{ColumnId, ColumnKind, ColumnValue, MeasureId, MeasureValue, Model, Source, SourceId};

/// The kommune that a case is about.
pub const OWN: &str = "@0";
/// A kommune that it is not about.
pub const OTHER: &str = "@1";

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DraftRow {
    pub source: SourceId,
    pub cells: BTreeMap<ColumnId, String>,
    pub amounts: BTreeMap<MeasureId, String>,
    /// Rows of populations that make this row's key a member, or see to it that something was delivered.
    pub companions: Vec<DraftRow>,
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

    /// The row with another key, also in the rows that belong to it.
    pub fn rekeyed(&mut self, from: &str, to: &str) {
        self.cells.values_mut().filter(|cell| *cell == from).for_each(|cell| to.clone_into(cell));
        self.companions.iter_mut().for_each(|row| row.rekeyed(from, to));
    }

    /// The row and those that belong to it.
    pub fn with_companions(&self) -> Vec<&DraftRow> {
        std::iter::once(self).chain(self.companions.iter().flat_map(DraftRow::with_companions)).collect()
    }

    /// The kommuner that are not yet chosen.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        let rows = self.with_companions().into_iter();
        rows.flat_map(|row| row.cells.values()).map(String::as_str).filter(|cell| cell.starts_with('@'))
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
        let rows = rows.flat_map(|(row, kommuner, number)| {
            row.with_companions().into_iter().map(move |row| (row, kommuner, number))
        });
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
                let Some(column) = stored_column(source, *column) else { continue };
                let known = &source.columns[column.0];
                let value = match &known.kind {
                    ColumnKind::Municipality => Value::Text(kommuner.get(cell).unwrap_or(cell).clone()),
                    ColumnKind::Key(_) if !cell.trim().is_empty() => Value::Text(format!("{cell}-{number}")),
                    ColumnKind::Codes { .. } => Value::Text(self.code(row.source, column, cell)),
                    kind => stored_value(self.model, kind, cell),
                };
                put(&known.stored, value);
            }
            for (measure, amount) in &row.amounts {
                put(&source.measures[measure.0].stored, stored_number(amount));
            }
            table.rows.push(values);
        }
        data.deliveries = given_deliveries(self.model, &data);
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

/// The column that holds the value: of `a ellers b` the first; none where it is computed.
fn stored_column(source: &Source, column: ColumnId) -> Option<ColumnId> {
    match &source.columns[column.0].value {
        ColumnValue::Stored => Some(column),
        ColumnValue::Fallback(columns) => stored_column(source, *columns.first()?),
        ColumnValue::TimeBetween(_) => None,
    }
}

/// The names that a source's values are stored under, each once.
pub fn stored_columns(model: &Model, source: SourceId) -> Vec<String> {
    let source = model.source(source);
    let columns = source.columns.iter().filter(|column| column.value == ColumnValue::Stored);
    let measures = source.measures.iter().filter(|measure| measure.value == MeasureValue::Stored);
    let mut names: Vec<String> = Vec::new();
    for name in columns.map(|column| &column.stored).chain(measures.map(|measure| &measure.stored)) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}
