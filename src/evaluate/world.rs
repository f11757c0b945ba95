//! The rows of all sources as read, and what was delivered.
//!
//! In: tables. Out: [`World`]. Guaranteed now: every source of the model has its entry, empty when it has no table.

use std::collections::BTreeSet;

use super::Data;
use super::delivered::Delivered;
use super::rows::{Reader, SourceRow};
use super::window::year_of;
use crate::model::{Model, SourceId};

/// Everything that figures are computed from.
pub struct World<'a> {
    pub model: &'a Model,
    rows: Vec<Vec<SourceRow>>,
    delivered: Vec<Delivered>,
}

impl<'a> World<'a> {
    pub fn new(model: &'a Model, data: &Data) -> World<'a> {
        let read = |(index, source)| match data.tables.get(&SourceId(index)) {
            Some(table) => Reader::new(model, source).rows(table),
            None => Vec::new(),
        };
        let rows: Vec<Vec<SourceRow>> = model.sources.iter().enumerate().map(read).collect();
        let delivered = model.sources.iter().zip(&rows).map(|(source, rows)| Delivered::new(source, rows)).collect();
        World { model, rows, delivered }
    }

    pub fn rows(&self, source: SourceId) -> &[SourceRow] {
        &self.rows[source.0]
    }

    pub fn delivered(&self, source: SourceId) -> &Delivered {
        &self.delivered[source.0]
    }

    /// Every kommune for which something was delivered.
    pub fn municipalities(&self) -> BTreeSet<&str> {
        self.delivered.iter().flat_map(Delivered::municipalities).collect()
    }

    /// The years for which a row can exist: those of deliveries, one before, and as many after as is looked back.
    pub fn years(&self) -> std::ops::Range<i32> {
        let years: BTreeSet<i32> = self.delivered.iter().flat_map(Delivered::all_months).map(year_of).collect();
        match (years.first(), years.last()) {
            (Some(first), Some(last)) => first - 1..last + self.model.years_ahead() + 1,
            _ => 0..0,
        }
    }
}
