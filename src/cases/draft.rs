//! Rows as cases are thought out: cells in the language's own form, kommuner not yet chosen.
//!
//! In: a source and cells. Out: stored rows. Guaranteed now: `own` and its like stand for kommuner that are chosen
//! when cases are put together; codes are stored as their column says.

use std::collections::{BTreeMap, HashMap};

use super::lowered::stored_rows;
use crate::evaluate::examples::given_deliveries;
use crate::evaluate::{Data, Day, Table, Value, stored_number, stored_value};
use crate::model::mask::written_table;
use crate::model::{ColumnId, ColumnKind, ColumnValue, MeasureId, MeasureValue, Model, Operand, Source, SourceId};

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
    /// Of an afledt datakilde what each row that it is put together of looks like; of a koblet one the two rows.
    pub made_of: Vec<DraftRow>,
    /// The day that a row that lasts is asked for, where it is not its own.
    pub counted_on: Option<Day>,
}

impl DraftRow {
    pub fn empty(source: SourceId) -> DraftRow {
        DraftRow {
            source,
            cells: BTreeMap::new(),
            amounts: BTreeMap::new(),
            companions: Vec::new(),
            made_of: Vec::new(),
            counted_on: None,
        }
    }

    pub fn put(&mut self, column: ColumnId, cell: &str) {
        if cell.is_empty() {
            self.cells.remove(&column);
        } else {
            self.cells.insert(column, cell.to_owned());
        }
    }

    pub fn with<F: Into<Operand> + Copy>(&self, changes: &[(F, String)]) -> DraftRow {
        let mut row = self.clone();
        for (field, cell) in changes {
            match (*field).into() {
                Operand::Column(column) => row.put(column, cell),
                Operand::Measure(measure) if cell.is_empty() => drop(row.amounts.remove(&measure)),
                Operand::Measure(measure) => drop(row.amounts.insert(measure, cell.clone())),
            }
        }
        row
    }

    /// The row with another key, also in the rows that belong to it.
    pub fn rekeyed(&mut self, from: &str, to: &str) {
        self.cells.values_mut().filter(|cell| *cell == from).for_each(|cell| to.clone_into(cell));
        self.companions.iter_mut().chain(&mut self.made_of).for_each(|row| row.rekeyed(from, to));
    }

    /// The row and those that belong to it, or to what it is made of.
    pub fn with_companions(&self) -> Vec<&DraftRow> {
        let of_parts = self.made_of.iter().flat_map(|part| part.with_companions().into_iter().skip(1));
        std::iter::once(self)
            .chain(self.companions.iter().flat_map(DraftRow::with_companions))
            .chain(of_parts)
            .collect()
    }

    /// The kommuner that are not yet chosen.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        let rows = self.with_companions().into_iter().chain(&self.made_of);
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
            let stored = row.with_companions().into_iter().flat_map(|row| stored_rows(self.model, row));
            stored.map(move |row| (row, kommuner, number))
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
