//! `population`: a set of keys at a point in time.

use super::{ColumnId, Named, Selection, SourceId, Version};
use crate::syntax::tree::Active;

/// The keys of the source's selected rows that are active when `active` says, seen from the counting date of who asks
/// (T6). Rows without fra- and til-dato are active in the month, quarter, year or school year of their time; of a date
/// on that day. An interval row is read by the chart and the lines of the counting date's year (T4), other rows by
/// their own year's. Membership is national, by key over all kommuner, unless `per_municipality`.
#[derive(Debug, Clone, PartialEq)]
pub struct Population {
    pub name: Named,
    pub title: Option<String>,
    pub source: SourceId,
    /// Of kind Key in the source.
    pub key: ColumnId,
    /// `nøgle person og kommune`: a member only for its own kommune, in the source's default role.
    pub per_municipality: bool,
    /// By `udgave`; no version, no member.
    pub rows: Vec<Version<Selection>>,
    pub active: Active,
}
