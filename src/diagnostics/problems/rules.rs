//! N7xx: rules and examples.

use serde::Serialize;

use super::Noun;
use crate::diagnostics::Level;

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum RuleProblem {
    /// N701: whatever passes one krav breaks the other.
    RulesContradict { rule: String, other: String },
    /// N701: whatever breaks one krav breaks the other.
    RulesContain { rule: String, other: String },
    /// N702: nothing can break the krav.
    NeverFails { rule: String },
    /// N702: nothing can meet the krav.
    AlwaysFails { rule: String },

    /// N703: the data and what it is compared with are of different units.
    RuleUnitsDiffer { data: String, compared: String },
    /// N703: a nøgletal that the rule reads has other periods than `gælder` says.
    RulePeriodsDiffer { rule: String, period: String, figure: String, reported: String },
    /// N703: the optælling is finer than the rule's periods.
    CountingFinerThanRule { when: String, period: String },
    /// N703: rows of years cannot be asked month by month.
    RowsOfLongerPeriods { period: String, source: String, own: String },

    /// N704: a nøgletal that no eksempel shows.
    WithoutExample { figure: String },

    /// N705: a heading that is no dimension word, column or time; `source` of `givet`.
    GivenHeadingUnknown { heading: String, source: String, nearest: Option<String>, known: Vec<String> },
    /// N705: a heading of a column that is made of others.
    GivenHeadingComputed { heading: String },
    /// N705: rows given of a source that is made of others.
    GivenMadeOf { source: String, of: Vec<String> },
    /// N709: an eksempel for what has no rows of its own.
    ExampleWithoutRows { kind: Noun, name: String },
    /// N705: a heading of `forvent` that no result has.
    ExpectHeadingUnknown { heading: String, nearest: Option<String>, known: Vec<String> },
    /// N705: a heading without which the rows say nothing: kommune, the period.
    HeadingMissing { heading: String, section: String },

    /// N706: a cell that cannot be read as what its column holds.
    CellUnreadable { cell: String, heading: String, wanted: Noun, example: String },
    /// N706: a status that there is not.
    StatusUnknown { status: String, nearest: Option<String>, known: Vec<String> },

    /// N706: a severity that there is not.
    SeverityUnknown { severity: String, nearest: Option<String>, known: Vec<String> },

    /// N707: `forvent fejl` and the error did not come; `raised` are the codes that did.
    ExpectedErrorAbsent { code: String, raised: Vec<String> },
    /// N707: `forvent fejl` of a code that there is not.
    ExpectedErrorUnknown { code: String, nearest: Option<String> },

    /// N708: a source in `givet` that the figure never reads.
    GivenNotRead { source: String, figure: String },
    /// N708: expected rows outside the years in which the figure is valid.
    ExpectedOutsideValidity { period: String, figure: String },

    /// N709: `forvent ingen brud` of something that is no valideringsregel.
    NoViolationOfFigure {},
    /// N709: `gælder` without `hver kommune`.
    AppliesWithoutMunicipality {},
    /// N709: `gælder` with two period words, or one that no figure has.
    AppliesPeriod {},
    /// N709: a dimension of `gælder` that the data does not have.
    DataWithoutDimension { dimension: String },
    /// N709: a krav about rows where `gælder` names a dimension.
    RowsWithDimension { requirement: String, dimension: String },
    /// N709: a krav about rows where the data is a figure.
    RequirementNeedsRows { requirement: String },
    /// N709: `delene summer til` where the data is no family.
    PartsOfNoFamily {},
    /// N709: `fra forrige måned` where the periods are longer.
    PreviousMonthOfLonger { period: String },
    /// N709: `er entydig` of a source that does not say what a row is.
    RowPerMissing { source: String },
    /// N709: `koder findes` of a source without such codes.
    NoCodesInSource { source: String, chart: Option<String> },
    /// N709: `hældning pr. X` where no single grundtal is meant; `found` are those that could be.
    SlopeDivisor { word: String, found: Vec<String> },
    /// N709: `undtaget` of a dimension that the rule does not judge by.
    ExemptUnknown { dimension: String, known: Vec<String> },
    /// N709: no krav that a tolerance bears on.
    ToleranceWithoutEffect {},

    /// N710: a hole in `besked` that nothing fills.
    PlaceholderUnknown { placeholder: String, nearest: Option<String>, known: Vec<String> },
}

impl RuleProblem {
    pub fn code(&self) -> &'static str {
        match self {
            RuleProblem::RulesContradict { .. } | RuleProblem::RulesContain { .. } => "N701",
            RuleProblem::NeverFails { .. } | RuleProblem::AlwaysFails { .. } => "N702",
            RuleProblem::RuleUnitsDiffer { .. }
            | RuleProblem::RulePeriodsDiffer { .. }
            | RuleProblem::CountingFinerThanRule { .. }
            | RuleProblem::RowsOfLongerPeriods { .. } => "N703",
            RuleProblem::WithoutExample { .. } => "N704",
            RuleProblem::GivenHeadingUnknown { .. }
            | RuleProblem::GivenHeadingComputed { .. }
            | RuleProblem::GivenMadeOf { .. }
            | RuleProblem::ExpectHeadingUnknown { .. }
            | RuleProblem::HeadingMissing { .. } => "N705",
            RuleProblem::CellUnreadable { .. }
            | RuleProblem::StatusUnknown { .. }
            | RuleProblem::SeverityUnknown { .. } => "N706",
            RuleProblem::ExpectedErrorAbsent { .. } | RuleProblem::ExpectedErrorUnknown { .. } => "N707",
            RuleProblem::GivenNotRead { .. } | RuleProblem::ExpectedOutsideValidity { .. } => "N708",
            RuleProblem::PlaceholderUnknown { .. } => "N710",
            _ => "N709",
        }
    }

    pub fn level(&self) -> Level {
        match self {
            RuleProblem::GivenNotRead { .. }
            | RuleProblem::ExpectedOutsideValidity { .. }
            | RuleProblem::RulesContradict { .. }
            | RuleProblem::RulesContain { .. } => Level::Warning,
            RuleProblem::WithoutExample { .. } => Level::Note,
            _ => Level::Error,
        }
    }
}
