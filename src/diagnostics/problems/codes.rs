//! N2xx: codes, charts of accounts, code lists and the files they come from.
//!
//! A code is written with its title where it has one: `5.28.20 Plejefamilier`. Years are those the
//! problem is about, ascending; `all_years` says that they are all years of the definition.

use serde::Serialize;

use super::Noun;
use crate::diagnostics::Level;

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum CodeProblem {
    /// N201: no year knows the code. `list` is the chart or code list; `nearest` has its title.
    UnknownCode { dimension: String, code: String, list: String, nearest: Option<String> },
    /// N201: both ends may be missing, but nothing lies between them.
    RangeHitsNothing { dimension: String, from: String, to: String, list: String },
    /// N201: no such gruppering under these accounts.
    UnknownGrouping { grouping: String, accounts: Vec<String>, nearest: Option<String> },
    /// N201: a gruppering has three digits.
    GroupingNotThreeDigits { written: String, meant: String },
    /// N201: text for a dimension of codes, letters where digits belong.
    CodeMalformed { dimension: String, code: String, example: String },

    /// N202: the code is not valid in some or all years. An open end of validity is `None`.
    CodeNotValid {
        code: String,
        title: String,
        valid_from: Option<i32>,
        valid_to: Option<i32>,
        years: Vec<i32>,
        all_years: bool,
        replaced_by: Vec<String>,
    },

    /// N203: `funktion 5.28`, which is a hovedfunktion.
    LevelWordDiffers { word: String, code: String, level: String },

    /// N204: what is left after all lines is empty. `part` is tæller, nævner, filter …; `name` whose.
    SelectsNothing { part: Noun, name: String, years: Vec<i32>, all_years: bool },
    /// N204: the conditions of one line exclude each other.
    LineSelectsNothing { years: Vec<i32>, all_years: bool },

    /// N205: a gruppering whose line names no funktion or no dranst. `missing` are the words that lack.
    GroupingNeedsAccount { grouping: String, missing: Vec<String> },

    /// N206: the chart has no code in these years.
    NoChartForYears { chart: String, years: Vec<i32> },

    /// N207: written by the mask, two codes are the same text.
    MaskMakesAlike { column: String, mask: String, stored: String, first: String, second: String },
    /// N207: the mask has not room for the code.
    MaskTooShort { column: String, mask: String, code: String },
    /// N207: a mask has zeros and dots only.
    MaskMalformed { mask: String },

    /// N208: the code file lacks a column.
    CodeFileColumnMissing { file: String, column: String, found: Vec<String> },
    /// N208: the code file has a heading and nothing else, or nothing at all.
    CodeFileEmpty { file: String },
    /// N208: a row has another number of fields than the heading.
    CodeFileFieldCount { fields: usize, headings: usize },
    /// N208: a row without a code or without a name. `column` says which.
    CodeFileFieldEmpty { column: String },
    /// N208: a year that cannot be read.
    CodeFileYear { column: String, written: String },
    /// N208: valid from after valid to.
    CodeFileYearsReversed { code: String, from: i32, to: i32 },
    /// N208: a code that does not look like one of its level.
    CodeFileCodeMalformed { code: String, level: String },
    /// N208: the same code twice in one year. Without validity `years` is empty.
    DuplicateCode { code: String, years: Vec<i32> },
    /// N208: overkode is no code of the level above.
    UnknownParent { code: String, parent: String, level: String, nearest: Option<String> },
    /// N208: overkode is valid in fewer years than the code. `years` are those without it.
    ParentNotValid { code: String, parent: String, years: Vec<i32> },
    /// N208: afløst_af is no code of the chart.
    UnknownSuccessor { code: String, successor: String, nearest: Option<String> },

    /// N208: a file of sammenligningskommuner lacks a column.
    GroupFileColumnMissing { file: String, column: String, found: Vec<String> },
    /// N208: a file of sammenligningskommuner lacks a kommune or a number. `column` says which.
    GroupFieldEmpty { column: String },
    /// N208: a number of a sammenligningskommune that is no whole number from 1.
    GroupNumber { written: String },
    /// N208: a kommune has two sammenligningskommuner of one number in one year.
    GroupNumberTwice { municipality: String, number: u32 },

    /// N209: a file that is named and is not there.
    FileMissing { file: String, nearest: Option<String> },
    /// N209: a file that cannot be read; `reason` comes from the system.
    FileUnreadable { file: String, reason: String },
    /// N209: a path out of the folder of definitions.
    FileOutside { file: String },
}

impl CodeProblem {
    pub fn code(&self) -> &'static str {
        match self {
            CodeProblem::UnknownCode { .. }
            | CodeProblem::RangeHitsNothing { .. }
            | CodeProblem::UnknownGrouping { .. }
            | CodeProblem::GroupingNotThreeDigits { .. }
            | CodeProblem::CodeMalformed { .. } => "N201",
            CodeProblem::CodeNotValid { .. } => "N202",
            CodeProblem::LevelWordDiffers { .. } => "N203",
            CodeProblem::SelectsNothing { .. } | CodeProblem::LineSelectsNothing { .. } => "N204",
            CodeProblem::GroupingNeedsAccount { .. } => "N205",
            CodeProblem::NoChartForYears { .. } => "N206",
            CodeProblem::MaskMakesAlike { .. }
            | CodeProblem::MaskTooShort { .. }
            | CodeProblem::MaskMalformed { .. } => "N207",
            CodeProblem::CodeFileColumnMissing { .. }
            | CodeProblem::CodeFileEmpty { .. }
            | CodeProblem::CodeFileFieldCount { .. }
            | CodeProblem::CodeFileFieldEmpty { .. }
            | CodeProblem::CodeFileYear { .. }
            | CodeProblem::CodeFileYearsReversed { .. }
            | CodeProblem::CodeFileCodeMalformed { .. }
            | CodeProblem::DuplicateCode { .. }
            | CodeProblem::UnknownParent { .. }
            | CodeProblem::ParentNotValid { .. }
            | CodeProblem::UnknownSuccessor { .. }
            | CodeProblem::GroupFileColumnMissing { .. }
            | CodeProblem::GroupFieldEmpty { .. }
            | CodeProblem::GroupNumber { .. }
            | CodeProblem::GroupNumberTwice { .. } => "N208",
            CodeProblem::FileMissing { .. } | CodeProblem::FileUnreadable { .. } | CodeProblem::FileOutside { .. } => {
                "N209"
            }
        }
    }

    pub fn level(&self) -> Level {
        match self {
            CodeProblem::LevelWordDiffers { .. } => Level::Warning,
            _ => Level::Error,
        }
    }
}
