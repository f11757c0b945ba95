//! Values as authors write them, brought into the form in which tables store them.
//!
//! In: a cell of an eksempel, in the language's own spelling. Out: a [`Value`]. Guaranteed now: codes are masked as the
//! column says, so that the same table can be read by the interpreter and loaded into an engine.

use super::values::Value;
use crate::exact::danish_number;
use crate::model::codes::CodeTree;
use crate::model::mask::{Mask, written_table};
use crate::model::{ColumnKind, Model};

/// The stored form of a column's cell; an empty cell is NULL.
pub fn stored_value(model: &Model, kind: &ColumnKind, cell: &str) -> Value {
    if cell.is_empty() {
        return Value::Null;
    }
    match kind {
        ColumnKind::Number => stored_number(cell),
        ColumnKind::Codes { tree, level, mask } => {
            Value::Text(stored_code(model.tree(*tree), *level, mask.as_ref(), cell))
        }
        ColumnKind::Municipality
        | ColumnKind::Time
        | ColumnKind::Text
        | ColumnKind::Key(_)
        | ColumnKind::FromDate
        | ColumnKind::ToDate
        | ColumnKind::Date => Value::Text(cell.to_owned()),
    }
}

/// The stored form of an amount; what is no number is kept, to be reported where it is read.
pub fn stored_number(cell: &str) -> Value {
    match danish_number(cell) {
        _ if cell.is_empty() => Value::Null,
        Some(number) => Value::Number(number),
        None => Value::Text(cell.to_owned()),
    }
}

/// The stored form of a code as written; a code that the tree does not have is kept as it is.
fn stored_code(tree: &CodeTree, level: usize, mask: Option<&Mask>, written: &str) -> String {
    let Some(code) = tree.resolve(written) else { return written.to_owned() };
    let table = written_table(tree, level, mask);
    let stored = table.into_iter().find(|(_, version)| tree.versions[*version].code == code);
    stored.map_or_else(|| code.to_owned(), |(text, _)| text)
}
