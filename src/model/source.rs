//! Data sources: tables of rows with a kommune, a time, dimensions and måltal.

use num_rational::BigRational;

use super::figure::What;
use super::mask::Mask;
use super::units::Unit;
use super::years::Years;
use super::{ColumnId, Condition, MeasureId, Named, Selection, SourceId, TreeId, Version};
use crate::source::Span;
use crate::syntax::tree::{DayOfYear, MeasureKind, SnapshotAt, TimeKind, TimeRelation, TimeUnit};

#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    pub name: Named,
    pub title: Option<String>,
    pub area: Option<String>,
    /// The logical name after `tabel`; noegle.yaml may map the source elsewhere.
    pub table: String,
    /// Where its rows come from: its table, or other sources.
    pub origin: Origin,
    pub columns: Vec<Column>,
    pub measures: Vec<Measure>,
    /// The column that is the rows' time; of interval rows their fra-dato, and then `time_kind` is Date.
    pub time: ColumnId,
    pub time_kind: TimeKind,
    /// Rows that hold from one day to another instead of standing at a time.
    pub interval: Option<Interval>,
    /// `kolonne … er kommune`, the default role first, then those put together with `ellers`; never empty.
    pub municipality_roles: Vec<ColumnId>,
    /// `opgjort primo|ultimo måneden`: which end of its month a row shows, where nothing else is said; primo by default.
    pub snapshot: SnapshotAt,
    /// `opgjort primo måneden, dog 5. september`: the day of the year whose month's snapshot is of that date.
    pub snapshot_exception: Option<DayOfYear>,
    /// Year time, or `opdateres årligt`: a row in a year delivers all twelve months of it (S1). Never of school-year time,
    /// whose rows deliver August to July.
    pub delivered_yearly: bool,
    /// `leverancer fra tabel`: the table (kommune, måned) that alone says what was delivered (D2).
    pub deliveries: Option<String>,
    /// The columns of `en række pr.`; `konto` stands for all columns in a chart. Empty when nothing is said.
    pub row_per: Vec<ColumnId>,
    /// `uden automatiske regler` turns the rules off that nobody wrote.
    pub automatic_rules: bool,
    /// `fortrolighed personoplysning`
    pub personal: bool,
    /// `historik fra 2008`; all years when nothing is said.
    pub history: Years,
    pub definition: Option<String>,
}

impl Source {
    /// How many months one row delivers (S1).
    pub fn months_of_delivery(&self) -> i32 {
        match self.time_kind {
            TimeKind::Year | TimeKind::SchoolYear => 12,
            _ if self.delivered_yearly => 12,
            TimeKind::Quarter => 3,
            TimeKind::Month | TimeKind::Date | TimeKind::Week => 1,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    Table,
    /// `afledt datakilde … fra`: rows of another source, put together.
    Derived(Derivation),
    /// `koblet datakilde … fra A og B`: pairs of rows of two sources.
    Linked(Link),
}

/// Rows active from `from` until `until`, both included; without an `until` still running (D2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    pub from: ColumnId,
    pub until: Option<ColumnId>,
}

/// One row per combination of its columns' values among the base's selected rows. A measure's
/// [`MeasureValue::Aggregate`] is over the rows put together, by måltal and columns of the base.
#[derive(Debug, Clone, PartialEq)]
pub struct Derivation {
    pub base: SourceId,
    /// Which of the base's rows; by `udgave`.
    pub rows: Vec<Version<Selection>>,
    /// The base's column that each own column is; parallel to [`Source::columns`]. The time may be coarser than the
    /// base's: a row belongs to the month, year or school year that holds its own time.
    pub columns: Vec<ColumnId>,
    /// `kun rækker hvor`, on own columns and måltal; all of them hold.
    pub only: Vec<Condition>,
}

/// An inner join: one row per pair of rows that agree on every term (D4). Kommune and time are the first source's.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    pub left: SourceId,
    pub right: SourceId,
    pub terms: Vec<LinkTerm>,
    /// Where each own column comes from; parallel to [`Source::columns`].
    pub columns: Vec<LinkedFrom<ColumnId>>,
    /// Where each own måltal comes from; parallel to [`Source::measures`].
    pub measures: Vec<LinkedFrom<MeasureId>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkedFrom<T> {
    Left(T),
    Right(T),
}

/// Empty keys and times agree with nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkTerm {
    /// The same key, code, text or number in both.
    Same { left: ColumnId, right: ColumnId },
    /// A month, date or year of one source is, or comes before or after, that of the other: `right` is `relation`
    /// seen from `left`. Compared as months unless both are dates and the relation is Same, or both are years.
    Time { left: ColumnId, right: ColumnId, relation: TimeRelation },
}

#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    pub name: Named,
    /// The name in the table, as written; of a column with a [`ColumnValue`] of its own, its name.
    pub stored: String,
    pub kind: ColumnKind,
    pub value: ColumnValue,
    /// `tom når -1`: stored values, as texts without trailing blanks or as numbers, that mean empty.
    pub empty_when: Vec<EmptyValue>,
}

impl Column {
    pub fn stored(name: Named, stored: impl Into<String>, kind: ColumnKind) -> Column {
        Column { name, stored: stored.into(), kind, value: ColumnValue::Stored, empty_when: Vec::new() }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum ColumnValue {
    Stored,
    /// `= a ellers b`: the first that is not empty, as stored; all are of one kind. Of kommuner the first role that is
    /// not missing decides, known or not (D5).
    Fallback(Vec<ColumnId>),
    /// `= år fra foedselsdato til årets udgang`; of kind Number.
    TimeBetween(TimeBetween),
}

#[derive(Debug, Clone, PartialEq)]
pub enum EmptyValue {
    Text(String),
    Number(BigRational),
}

/// dage: the difference; måneder and år: whole ones. Empty when either date is; may be negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeBetween {
    pub unit: TimeUnit,
    /// A date column: Time of a Date source, FromDate, ToDate or Date.
    pub from: ColumnId,
    pub to: TimeBetweenEnd,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeBetweenEnd {
    Column(ColumnId),
    /// `tælledatoen` (T6)
    CountingDate,
    /// `årets udgang`: 31 December of the counting date's year.
    EndOfYear,
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
    /// `er nøgle person`: an identifying key, with the word that others call it. Never leaves the drill-down level.
    Key(String),
    /// `er fra-dato`; it is also the source's time.
    FromDate,
    /// `er til-dato`
    ToDate,
    /// A further `er dato` that is not the source's time.
    Date,
}

/// A måltal: an amount per row.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    pub name: Named,
    /// The column it is read from, as written; of a måltal with a [`MeasureValue`] of its own, its name.
    pub stored: String,
    pub value: MeasureValue,
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

#[derive(Debug, Clone, PartialEq)]
pub enum MeasureValue {
    Stored,
    TimeBetween(TimeBetween),
    /// Of an afledt datakilde: over the base's rows put together, rounded to 5 decimals (N1). `Rows` counts them, `Flow`
    /// and `Stock` add.
    Aggregate(What),
}
