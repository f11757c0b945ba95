//! Words that a problem carries without choosing a language.

use serde::Serialize;

/// A noun of the domain; the catalogue's `nouns` gives it with and without article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Noun {
    // ---- declarations
    Area,
    ChartOfAccounts,
    CodeList,
    Source,
    DerivedSource,
    LinkedSource,
    Filter,
    Population,
    BaseFigure,
    KeyFigure,
    LinkedKeyFigure,
    PriceIndex,
    Comparison,
    Access,
    Forecast,
    Rule,
    Example,
    Declaration,
    /// Anything a formula may read: grundtal or nøgletal.
    Figure,

    // ---- parts of declarations
    Numerator,
    Denominator,
    Data,
    Formula,
    Result,
    Edition,
    Line,
    Clause,
    Column,
    Measure,
    Key,
    Level,
    Dimension,
    Heading,
    Status,
    FamilyMember,

    // ---- roles and kinds
    Municipality,
    Time,
    Flow,
    Stock,
    Share,
    Rows,
    /// `antal helår`
    FullYears,
    /// `varighed i måneder`
    Duration,

    // ---- what can be written
    Name,
    Number,
    WholeNumber,
    Text,
    Code,
    Condition,
    Unit,
    Year,
    Years,
    Month,
    Quarter,
    Week,
    SchoolYear,
    Date,
    Day,
    Period,
    File,
    Table,
    LineEnd,
}

impl Noun {
    /// All of them; a test demands that every catalogue words each.
    pub const ALL: &'static [Noun] = &[
        Noun::Area,
        Noun::ChartOfAccounts,
        Noun::CodeList,
        Noun::Source,
        Noun::DerivedSource,
        Noun::LinkedSource,
        Noun::Filter,
        Noun::Population,
        Noun::BaseFigure,
        Noun::KeyFigure,
        Noun::LinkedKeyFigure,
        Noun::PriceIndex,
        Noun::Comparison,
        Noun::Access,
        Noun::Forecast,
        Noun::Rule,
        Noun::Example,
        Noun::Declaration,
        Noun::Figure,
        Noun::Numerator,
        Noun::Denominator,
        Noun::Data,
        Noun::Formula,
        Noun::Result,
        Noun::Edition,
        Noun::Line,
        Noun::Clause,
        Noun::Column,
        Noun::Measure,
        Noun::Key,
        Noun::Level,
        Noun::Dimension,
        Noun::Heading,
        Noun::Status,
        Noun::FamilyMember,
        Noun::Municipality,
        Noun::Time,
        Noun::Flow,
        Noun::Stock,
        Noun::Share,
        Noun::Rows,
        Noun::FullYears,
        Noun::Duration,
        Noun::Name,
        Noun::Number,
        Noun::WholeNumber,
        Noun::Text,
        Noun::Code,
        Noun::Condition,
        Noun::Unit,
        Noun::Year,
        Noun::Years,
        Noun::Month,
        Noun::Quarter,
        Noun::Week,
        Noun::SchoolYear,
        Noun::Date,
        Noun::Day,
        Noun::Period,
        Noun::File,
        Noun::Table,
        Noun::LineEnd,
    ];
}

/// What could have stood where a line could not be read further.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum Expected {
    /// A word of the language, shown as it is written.
    Keyword { keyword: String },
    /// A kind of thing.
    Noun(Noun),
}

impl Expected {
    pub fn keyword(keyword: impl Into<String>) -> Expected {
        Expected::Keyword { keyword: keyword.into() }
    }
}
