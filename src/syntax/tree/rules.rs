//! Comparison, access, validation rules and the tables of examples, as written.

use super::{Comparison, Condition, Expression, Frequency, Name, Number, Statistic};
use crate::source::Span;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AverageKind {
    /// `vægtet`
    Weighted,
    /// `uvægtet`
    Unweighted,
    /// `median`
    Median,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PotentialLevel {
    /// `25. percentil`
    Percentile(Number),
    /// `landsgennemsnit`
    NationalAverage,
    /// `gruppegennemsnit`
    GroupAverage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Visible {
    Result,
    Numerator,
    Denominator,
    /// `alle rækker`
    AllRows,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Severity {
    /// `stopper indlæsning`
    StopsLoading,
    /// `fejl`
    Error,
    /// `advarsel`
    Warning,
    /// `orientering`
    Notice,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeverityException {
    pub severity: Severity,
    pub during: SeverityPeriod,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeverityPeriod {
    /// `i måned 1-6`
    Months(u32, u32),
    /// `i kvartal 1-2`
    Quarters(u32, u32),
    /// `i 2026`
    Year(i32),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AppliesTo {
    /// `hver kommune`
    Municipality,
    /// `hver måned`, `hvert år`
    Period(Frequency),
    /// `hver funktion i im_kontoplan`
    Dimension { dimension: Name, list: Option<Name> },
}

/// `2025-12`, `2025`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub year: i32,
    pub month: Option<u32>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Requirement {
    /// `er lig med X`, `mindst X`, `højst X`
    Compare(Comparison, Expression),
    /// `ligger mellem X og Y`
    Between(Expression, Expression),
    /// `findes for alle kommuner`
    ExistsForAll,
    /// `har mindst N rækker`
    RowsAtLeast(Number),
    /// `ændrer sig højst N pct. fra …`
    ChangesAtMost { percent: Number, since: Since },
    /// `[hældning [pr. borger]] ligger højst K spredninger fra kommunernes median|gennemsnit`
    Spread { slope: bool, per: Option<Name>, deviations: Number, around: Statistic },
    /// `delene summer til X`
    PartsSumTo(Expression),
    /// `koder findes i kontoplan`
    CodesExist(Option<Name>),
    /// `er entydig`
    Unique,
    /// `er udfyldt`, of one column when it is named
    Filled(Option<Name>),
    /// `hvis A så B`
    If { condition: Vec<Condition>, then: Vec<Condition> },
    /// `altid B`
    Always(Vec<Condition>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// `fra forrige måned`
    PreviousMonth,
    /// `fra samme måned året før`
    SameMonthYearBefore,
}

/// A `|`-table of an eksempel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub headings: Vec<Cell>,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub cells: Vec<Cell>,
    pub span: Span,
}

/// A cell's text, trimmed; empty means empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub text: String,
    pub span: Span,
}
