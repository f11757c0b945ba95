//! What was delivered: the months for which a source holds a row, per kommune.
//!
//! In: rows as read. Out: [`Delivered`], per role of the kommune. Guaranteed now: filters, amounts and selection play
//! no part; a ledger period delivers nothing (D1, T2); a source with year time, or updated yearly, has delivered all
//! twelve months of a year in which it holds a row (S1).

use std::collections::{BTreeMap, BTreeSet};

use super::rows::SourceRow;
use super::time::RowTime;
use super::window::{month_number, year_of};
use crate::model::{ColumnId, Source};

/// The delivered months of one source, by role and kommune.
#[derive(Debug, Clone, Default)]
pub struct Delivered {
    months: BTreeMap<(ColumnId, String), Months>,
}

/// The months of one kommune.
#[derive(Debug, Clone, Default)]
struct Months {
    /// Those in which a row stands.
    with_rows: BTreeSet<i32>,
    /// Those that count as delivered.
    delivered: BTreeSet<i32>,
}

impl Delivered {
    pub fn new(source: &Source, rows: &[SourceRow]) -> Delivered {
        let mut all = Delivered::default();
        for row in rows {
            let Some(month) = row.time.and_then(RowTime::month) else { continue };
            for &role in &source.municipality_roles {
                let Some(municipality) = row.municipality(role) else { continue };
                let months = all.months.entry((role, municipality.to_owned())).or_default();
                months.with_rows.insert(month);
                match source.delivered_yearly {
                    true => months.delivered.extend((1..=12).map(|number| month_number(year_of(month), number))),
                    false => months.delivered.extend([month]),
                }
            }
        }
        all
    }

    pub fn has(&self, role: ColumnId, municipality: &str, month: i32) -> bool {
        self.months.get(&(role, municipality.to_owned())).is_some_and(|months| months.delivered.contains(&month))
    }

    /// A row itself stands in the month.
    pub fn has_row(&self, role: ColumnId, municipality: &str, month: i32) -> bool {
        self.months.get(&(role, municipality.to_owned())).is_some_and(|months| months.with_rows.contains(&month))
    }

    /// Every kommune that delivered something, in any role.
    pub fn municipalities(&self) -> impl Iterator<Item = &str> {
        self.months.keys().map(|(_, municipality)| municipality.as_str())
    }

    /// Every delivered month of any kommune.
    pub fn all_months(&self) -> impl Iterator<Item = i32> {
        self.months.values().flat_map(|months| months.delivered.iter().copied())
    }
}
