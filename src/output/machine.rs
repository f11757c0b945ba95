//! CSV and JSON for other programs.
//!
//! In: a result table. Out: UTF-8 text with decimal points and every digit; NULL is empty in CSV and `null` in JSON.

use crate::engine::{Cell, ResultTable};

/// Comma-separated, one heading row.
pub fn csv(table: &ResultTable) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    let rows = table.rows.iter().map(|row| row.iter().map(Cell::to_string).collect());
    for record in std::iter::once(table.columns.clone()).chain(rows) {
        writer.write_record(&record).expect("rows are as wide as the heading, and memory takes every byte");
    }
    writer.into_inner().expect("memory takes every byte")
}

/// An array of objects, one row a line. Numbers stand with all their digits.
pub fn json(table: &ResultTable) -> Vec<u8> {
    let names: Vec<String> = table.columns.iter().map(|name| quoted(name)).collect();
    let rows: Vec<String> = table.rows.iter().map(|row| json_row(&names, row)).collect();
    let text = if rows.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", rows.join(",\n")) };
    text.into_bytes()
}

fn json_row(names: &[String], row: &[Cell]) -> String {
    let fields: Vec<String> =
        names.iter().zip(row).map(|(name, cell)| format!("{name}: {}", json_value(cell))).collect();
    format!("  {{{}}}", fields.join(", "))
}

fn json_value(cell: &Cell) -> String {
    match cell {
        Cell::Null => "null".to_owned(),
        Cell::Text(text) => quoted(text),
        Cell::Date(date) => quoted(&date.to_string()),
        Cell::Double(number) if !number.is_finite() => "null".to_owned(),
        Cell::Integer(_) | Cell::Decimal { .. } | Cell::Boolean(_) | Cell::Double(_) => cell.to_string(),
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
