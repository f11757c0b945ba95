//! N0xx: the form of the text.
//!
//! Clauses and declarations are named by the words that begin them, `optælling`, `koblet nøgletal`:
//! they are the same in every language of messages.

use serde::Serialize;

use super::Expected;
use crate::diagnostics::Level;

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum FormProblem {
    /// N001: no clause of this kind of declaration begins like this.
    UnknownClause { clause: String, declaration: String, nearest: Option<String> },
    /// N001: no declaration begins like this.
    UnknownDeclaration { word: String, nearest: Option<String> },
    /// N001: a known clause, but of other declarations or sections.
    ClauseNotHere { clause: String, declaration: String, belongs_to: Vec<String> },
    /// N001: a line of a section whose section is missing: `optælling` outside `tæller`.
    ClauseNeedsSection { clause: String, declaration: String, sections: Vec<String> },
    /// N001: a måltal asked for where only columns are: in the lines of a count.
    AmountNotHere { measure: String },
    /// N001: `person i P` outside the lines that count: in `fortegn vendes for`, in `kun rækker hvor`.
    MembershipNotHere { population: String, clause: String },
    /// N001: indented lines before the first declaration.
    ClauseBeforeDeclaration { clause: String },

    /// N002: a declaration that is indented.
    DeclarationIndented { keyword: String },
    /// N002: a clause that begins in column 1.
    ClauseNotIndented { clause: String },

    /// N003: the line cannot be read from here on. `expected` is sorted and may be empty; `example` is a
    /// whole line of this clause as it may be written.
    LineUnreadable { clause: String, found: String, expected: Vec<Expected>, example: Option<String> },
    /// N003: the line stops too early.
    LineIncomplete { clause: String, expected: Vec<Expected>, example: Option<String> },
    /// N003: the line is complete, but more follows.
    LineGoesOn { clause: String, found: String },
    /// N003: a colon after the line's first words.
    ColonAfterWord { word: String },
    /// N003: a text without quotes, or in `quotes` of another kind.
    TextNotQuoted { clause: String, meant: String, quotes: bool },
    /// N003: further problems of form in a file, counted but not listed.
    MoreProblems { count: usize },

    /// N004: a decimal point.
    DecimalPoint { written: String, meant: String },
    /// N004: `.` in a number, but not between groups of three.
    NumberGroups { written: String },
    /// N004: a comma without a blank in a list of numbers: a list of two, or one number?
    CommaBetweenNumbers { written: String },
    /// N004: more digits than amounts have here.
    NumberTooLong { written: String, digits: usize },

    /// N005: a text without its closing quote; `long` is of `"""`.
    TextNotClosed { long: bool },

    /// N006: `art <> 0, 1`
    SeveralCodesAfterNot { dimension: String, codes: Vec<String> },

    /// N007: a new condition after `og` or `eller`.
    ConditionAfterConjunction { conjunction: String, dimension: String },

    /// N008: parentheses deeper than `limit`.
    NestedTooDeep { limit: usize },

    /// N009: the file is no UTF-8 text. `offset` is the first bad byte, counted from 0.
    NotText { file: String, offset: usize },
    /// N009: a larger file than a definition is.
    FileTooLarge { file: String, megabytes: usize, limit: usize },
    /// N009: a line longer than any that is written by hand; sizes in kilobytes.
    LineTooLong { kilobytes: usize, limit: usize },
    /// N009: a control character, named by its number `U+0000`.
    ControlCharacter { character: String },

    /// N010: a clause that the declaration cannot do without.
    ClauseMissing { declaration: String, name: String, clause: String },
    /// N010: none of several clauses, of which one is needed.
    OneClauseNeeded { declaration: String, name: String, clauses: Vec<String> },
    /// N010: a clause that may stand once.
    ClauseTwice { clause: String, declaration: String },
    /// N010: two clauses that exclude each other.
    ClausesExclude { clause: String, other: String },
    /// N010: a declaration without its name.
    NameMissing { declaration: String },
    /// N010: a name with characters that names have not.
    NameMalformed { written: String, meant: Option<String> },

    /// N011: `31. februar`
    DayDoesNotExist { day: u32, month: u32 },
    /// N011: a month number over 12, a quarter over 4.
    PeriodDoesNotExist { written: String },
    /// N011: `2017-2007`, `67-17`
    RangeReversed { from: String, to: String },
    /// N011: a year that no chart and no source has.
    YearImplausible { year: i64 },

    /// N012: a row with more or fewer cells than headings.
    CellCount { cells: usize, headings: usize },
    /// N012: a section that needs a table, without one.
    TableMissing { section: String },
    /// N012: a `|` line outside a section with a table.
    TableNotHere { declaration: String },
    /// N012: two columns with the same heading, or a heading without text.
    HeadingTwice { heading: String },
}

impl FormProblem {
    pub fn code(&self) -> &'static str {
        match self {
            FormProblem::UnknownClause { .. }
            | FormProblem::UnknownDeclaration { .. }
            | FormProblem::ClauseNotHere { .. }
            | FormProblem::ClauseNeedsSection { .. }
            | FormProblem::AmountNotHere { .. }
            | FormProblem::MembershipNotHere { .. }
            | FormProblem::ClauseBeforeDeclaration { .. } => "N001",
            FormProblem::DeclarationIndented { .. } | FormProblem::ClauseNotIndented { .. } => "N002",
            FormProblem::LineUnreadable { .. }
            | FormProblem::LineIncomplete { .. }
            | FormProblem::LineGoesOn { .. }
            | FormProblem::ColonAfterWord { .. }
            | FormProblem::TextNotQuoted { .. }
            | FormProblem::MoreProblems { .. } => "N003",
            FormProblem::DecimalPoint { .. }
            | FormProblem::CommaBetweenNumbers { .. }
            | FormProblem::NumberGroups { .. }
            | FormProblem::NumberTooLong { .. } => "N004",
            FormProblem::TextNotClosed { .. } => "N005",
            FormProblem::SeveralCodesAfterNot { .. } => "N006",
            FormProblem::ConditionAfterConjunction { .. } => "N007",
            FormProblem::NestedTooDeep { .. } => "N008",
            FormProblem::NotText { .. }
            | FormProblem::FileTooLarge { .. }
            | FormProblem::LineTooLong { .. }
            | FormProblem::ControlCharacter { .. } => "N009",
            FormProblem::ClauseMissing { .. }
            | FormProblem::OneClauseNeeded { .. }
            | FormProblem::ClauseTwice { .. }
            | FormProblem::ClausesExclude { .. }
            | FormProblem::NameMissing { .. }
            | FormProblem::NameMalformed { .. } => "N010",
            FormProblem::DayDoesNotExist { .. }
            | FormProblem::PeriodDoesNotExist { .. }
            | FormProblem::RangeReversed { .. }
            | FormProblem::YearImplausible { .. } => "N011",
            FormProblem::CellCount { .. }
            | FormProblem::TableMissing { .. }
            | FormProblem::TableNotHere { .. }
            | FormProblem::HeadingTwice { .. } => "N012",
        }
    }

    pub fn level(&self) -> Level {
        Level::Error
    }
}
