//! Tables for people: aligned columns, Danish numbers.
//!
//! In: a result table, or headings and texts. Out: lines whose columns stand under each other by what a terminal shows.
//! Guaranteed now: a column of numbers has one number of decimals, so that the commas align; nothing is rounded.

use unicode_width::UnicodeWidthStr;

use crate::diagnostics::visible;
use crate::engine::{Cell, ResultTable};
use crate::exact::danish_text;

/// What stands where there is no value.
pub const EMPTY: &str = "–";

const GAP: &str = "  ";

/// The table with a heading, a line beneath it and one line per row, each ended by a line end.
pub fn danish(table: &ResultTable) -> String {
    let columns = table.columns.iter().enumerate().map(|(index, heading)| {
        let cells: Vec<&Cell> = table.rows.iter().map(|row| &row[index]).collect();
        Column::of_cells(heading, &cells)
    });
    render(&columns.collect::<Vec<_>>(), table.rows.len())
}

/// One value as people read it.
pub fn cell(cell: &Cell) -> String {
    danish_cell(cell, 0)
}

struct Column {
    heading: String,
    texts: Vec<String>,
    numbers: bool,
}

impl Column {
    fn of_cells(heading: &str, cells: &[&Cell]) -> Column {
        let decimals = cells.iter().map(|cell| decimals_needed(cell)).max().unwrap_or(0);
        let numbers = cells.iter().any(|cell| is_number(cell))
            && cells.iter().all(|cell| is_number(cell) || **cell == Cell::Null);
        Column {
            heading: visible(heading),
            texts: cells.iter().map(|cell| danish_cell(cell, decimals)).collect(),
            numbers,
        }
    }
}

fn render(columns: &[Column], rows: usize) -> String {
    let width = |column: &Column| {
        let widest = column.texts.iter().map(|text| text.width()).max().unwrap_or(0);
        widest.max(column.heading.width())
    };
    let widths: Vec<usize> = columns.iter().map(width).collect();
    let line = |cell: &dyn Fn(&Column) -> String| -> String {
        let cells: Vec<String> =
            columns.iter().zip(&widths).map(|(column, width)| padded(&cell(column), *width, column.numbers)).collect();
        format!("{}\n", cells.join(GAP).trim_end())
    };
    let mut text = line(&|column| column.heading.clone());
    let rules: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
    text.push_str(&format!("{}\n", rules.join(GAP)));
    for row in 0..rows {
        text.push_str(&line(&|column| column.texts[row].clone()));
    }
    text
}

fn padded(text: &str, width: usize, right: bool) -> String {
    let blanks = " ".repeat(width.saturating_sub(text.width()));
    if right { format!("{blanks}{text}") } else { format!("{text}{blanks}") }
}

fn is_number(cell: &Cell) -> bool {
    matches!(cell, Cell::Integer(_) | Cell::Decimal { .. } | Cell::Double(_))
}

fn danish_cell(cell: &Cell, decimals: usize) -> String {
    match cell {
        Cell::Null => EMPTY.to_owned(),
        Cell::Integer(_) | Cell::Decimal { .. } => danish_text(&cell.to_string(), decimals),
        Cell::Double(number) => danish_text(&number.to_string(), 0),
        Cell::Boolean(true) => "ja".to_owned(),
        Cell::Boolean(false) => "nej".to_owned(),
        Cell::Text(text) => visible(text),
        Cell::Date(date) => date.to_string(),
    }
}

/// The decimals that are not trailing zeros.
fn decimals_needed(cell: &Cell) -> usize {
    let Cell::Decimal { .. } = cell else { return 0 };
    cell.to_string().split_once('.').map_or(0, |(_, fraction)| fraction.trim_end_matches('0').len())
}
