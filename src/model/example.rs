//! `eksempel`: rows given and results expected, with every heading resolved.

use super::{BaseFigureId, ColumnId, FigureReference, MeasureId, RuleId, SourceId};
use crate::source::Span;

#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    pub title: String,
    pub subject: Subject,
    pub given: Vec<Given>,
    pub expectation: Expectation,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A nøgletal; a family as a whole when no member is named.
    KeyFigure(super::FigureId),
    Member(FigureReference),
    BaseFigure(BaseFigureId),
    /// A valideringsregel, by the violations that come of the rows.
    Rule(RuleId),
    /// An afledt or koblet datakilde, by the rows that it is made to hold.
    Source(SourceId),
    /// What an expected error is about, by name: it need not be whole. The compiler has found the error already.
    Declaration(String),
}

/// Rows of one source. Columns not given are empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    pub source: SourceId,
    pub headings: Vec<GivenHeading>,
    pub rows: Vec<GivenRow>,
    /// The line `givet …`.
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivenHeading {
    Column(ColumnId),
    Measure(MeasureId),
}

/// Cells as the language writes them: codes canonical, numbers with decimal comma, months `2024-05`.
#[derive(Debug, Clone, PartialEq)]
pub struct GivenRow {
    pub cells: Vec<String>,
    pub spans: Vec<Span>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Expectation {
    /// Exactly these rows, compared in the columns given.
    Rows { headings: Vec<ExpectedHeading>, rows: Vec<GivenRow> },
    /// `forvent fejl N402`: compiling the definitions gives this error.
    Error { code: String, span: Span },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpectedHeading {
    Municipality,
    /// `måned`, `kvartal` or `år`
    Period,
    /// The member's code of a family: its dimension word, or `kode`.
    MemberCode,
    Numerator,
    Denominator,
    /// `resultat`; of a grundtal `værdi`
    Result,
    Status,
    Edition,
    /// A column of `sammenligning`.
    Comparison(ComparisonColumn),
    /// Of an afledt or koblet datakilde: its column or måltal, by the word written.
    Own {
        of: GivenHeading,
        word: String,
    },
    /// Of a valideringsregel's violations: a dimension or column that they are about.
    Dimension(String),
    /// `sammenlignet_med`
    ComparedWith,
    /// `alvor`
    Severity,
    /// `besked`
    Message,
}

/// What a nøgletal that is compared may be expected to show beside its resultat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComparisonColumn {
    National,
    Group,
    Region,
    Deviation,
    Rank,
    Count,
    Percentile,
    Potential,
}

impl ComparisonColumn {
    /// All of them, as headings.
    pub const ALL: [(ComparisonColumn, &'static str); 8] = [
        (ComparisonColumn::National, "landsgennemsnit"),
        (ComparisonColumn::Group, "gruppegennemsnit"),
        (ComparisonColumn::Region, "regionsgennemsnit"),
        (ComparisonColumn::Deviation, "afvigelse"),
        (ComparisonColumn::Rank, "rang"),
        (ComparisonColumn::Count, "antal"),
        (ComparisonColumn::Percentile, "percentil"),
        (ComparisonColumn::Potential, "mulighedsrum"),
    ];
}
