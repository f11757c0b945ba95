//! Data sources: tables of rows with a kommune, a time, dimensions and måltal.

use num_rational::BigRational;

use super::mask::Mask;
use super::units::Unit;
use super::years::Years;
use super::{ColumnId, Condition, Named, TreeId};
use crate::source::Span;
use crate::syntax::tree::{DayOfYear, MeasureKind, SnapshotAt, TimeKind};

#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    pub name: Named,
    pub title: Option<String>,
    pub area: Option<String>,
    /// The logical name after `tabel`; noegle.yaml may map the source elsewhere.
    pub table: String,
    pub columns: Vec<Column>,
    pub measures: Vec<Measure>,
    /// The column that is the rows' time; of kind Month, Date or Year.
    pub time: ColumnId,
    pub time_kind: TimeKind,
    /// `kolonne … er kommune`, the default role first; never empty.
    pub municipality_roles: Vec<ColumnId>,
    /// `opgjort primo måneden, dog 5. september`: the day of the year whose month's snapshot is of that date.
    pub snapshot_exception: Option<DayOfYear>,
    /// Year time, or `opdateres årligt`: a row in a year delivers all twelve months of it (S1).
    pub delivered_yearly: bool,
    /// `historik fra 2008`; all years when nothing is said.
    pub history: Years,
    pub definition: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    pub name: Named,
    /// The name in the table, as written.
    pub stored: String,
    pub kind: ColumnKind,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ColumnKind {
    /// A code of [`super::Model::municipalities`].
    Municipality,
    Time,
    /// A code of a tree; `mask` says how it is stored, without one it is stored in canonical form.
    /// `level` is the level of the codes stored (index in the tree's levels).
    Codes {
        tree: TreeId,
        level: usize,
        mask: Option<Mask>,
    },
    Number,
    Text,
}

/// A måltal: an amount per row.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    pub name: Named,
    /// The column it is read from, as written.
    pub stored: String,
    pub unit: Unit,
    /// `1.000 kr.` is read as kr.: each amount, rounded to 5 decimals, times this (1, 1000 or 1000000).
    pub factor: BigRational,
    pub kind: MeasureKind,
    /// Of a beholdning: which end of its month a snapshot shows.
    pub snapshot: SnapshotAt,
    /// `fortegn vendes for …`: rows for which all of these hold change sign on reading; none when empty.
    pub sign_reversed_for: Vec<Condition>,
    pub span: Span,
}
