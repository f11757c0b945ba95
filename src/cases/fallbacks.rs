//! Columns that fall back on others, and values that stand for nothing.
//!
//! In: a condition on such a column and a row that meets it. Out: neighbours. Guaranteed now: nothing of columns that hold
//! only what is stored.

use super::draft::DraftRow;
use super::values::{Cells, Neighbour, Place, danish};
use crate::model::{ColumnId, ColumnValue, Condition, EmptyValue, Operand, Origin};

impl Place<'_> {
    /// `near` are the neighbours of the condition that say nothing of other columns.
    pub fn fallbacks_near(&self, condition: &Condition, row: &DraftRow, near: &[Neighbour]) -> Vec<Neighbour> {
        let (column, negated) = match condition {
            Condition::Codes { column, negated, .. }
            | Condition::Number { column, negated, .. }
            | Condition::Text { column, negated, .. } => (*column, *negated),
            _ => return Vec::new(),
        };
        let source = self.model.source(self.source);
        let Some(cell) = row.cells.get(&column).filter(|_| source.origin == Origin::Table) else { return Vec::new() };
        let name = |column: ColumnId| source.columns[column.0].name.text.clone();
        let columns = match &source.columns[column.0].value {
            ColumnValue::Stored => vec![column],
            ColumnValue::Fallback(columns) => columns.clone(),
            ColumnValue::TimeBetween(_) => return Vec::new(),
        };
        let Some((first, next)) = columns.first().zip(Some(columns.get(1))) else { return Vec::new() };
        let put = |of_first: &str, of_next: &str| -> Cells {
            let mut cells = vec![(Operand::Column(column), of_first.to_owned())];
            cells.extend(next.map(|next| (Operand::Column(*next), of_next.to_owned())));
            cells
        };
        let mut found = Vec::new();
        let mut add = |cells, says, meets| found.push(Neighbour { cells, says, meets, year: None });
        let empty = source.columns[first.0].empty_when.iter().chain(match column == *first {
            true => &[][..],
            false => &source.columns[column.0].empty_when,
        });
        let empty: Vec<String> = empty
            .map(|value| match value {
                EmptyValue::Text(text) => text.clone(),
                EmptyValue::Number(number) => danish(number),
            })
            .collect();
        for value in &empty {
            let stands = format!("En række med {} {value}, der står for tom,", name(*first));
            add(put(value, ""), stands.clone(), negated);
            if let Some(next) = next {
                add(put(value, cell), format!("{stands} og {} {cell}", name(*next)) + ";", true);
            }
        }
        let Some(next) = next else { return found };
        let (first, next) = (name(*first), name(*next));
        add(put("", cell), format!("En række uden {first}, men med {next} {cell},"), true);
        let outside =
            near.iter().filter(|one| !one.meets && one.year.is_none()).find_map(|one| match one.cells.as_slice() {
                [(Operand::Column(of), cell)] if *of == column && !cell.is_empty() && !empty.contains(cell) => {
                    Some(cell)
                }
                _ => None,
            });
        if let Some(outside) = outside {
            add(put(outside, cell), format!("En række med {first} {outside}, der gælder før {next} {cell},"), false);
            add(put(cell, outside), format!("En række med {first} {cell}, der gælder før {next} {outside},"), true);
        }
        found
    }
}
