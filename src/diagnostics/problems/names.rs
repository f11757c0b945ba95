//! N1xx: names and cycles.

use serde::Serialize;

use super::Noun;
use crate::diagnostics::Level;

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum NameProblem {
    /// N101: nothing of this name is declared. `kind` is what was looked for.
    UnknownName { kind: Noun, name: String, nearest: Option<String> },
    /// N101: the name is declared, but as something else.
    WrongKind { name: String, found: Noun, wanted: Noun },
    /// N101: the source has no column or måltal of this name; `known` are the måltal it has, `keys` what its keys are of.
    UnknownColumn { source: String, column: String, nearest: Option<String>, known: Vec<String>, keys: Vec<String> },
    /// N101: the column exists but is of another kind than the place needs.
    ColumnWrongKind { source: String, column: String, found: Noun, wanted: Noun },
    /// N101: no column answers to this dimension word; `known` are the words of the source.
    UnknownDimension { source: String, word: String, nearest: Option<String>, known: Vec<String> },
    /// N101: more than one column answers to it.
    AmbiguousDimension { source: String, word: String, columns: Vec<String> },
    /// N101: an inserted filter names a dimension that the source has not.
    FilterNeedsDimension { filter: String, word: String, source: String },
    /// N101: `= a ellers b` of columns that do not hold the same: kinds, lists or masks differ.
    FallbackOfAnotherKind { column: String, first: String, other: String },
    /// N101: `person i P` where P is a set of another key.
    PopulationOfOtherKey { population: String, key: String, asked: String },
    /// N101: no level of this name in the chart.
    UnknownLevel { chart: String, level: String, nearest: Option<String>, known: Vec<String> },
    /// N101: the family has no such member.
    UnknownMember { family: String, member: String, nearest: Option<String> },
    /// N101: a family where one of its members is needed; `example` is the code of one.
    MemberNeeded { family: String, example: String },
    /// N101: a member of something that is no family.
    NotAFamily { name: String, member: String },
    /// N101: `denne X` outside a family over X.
    ThisWithoutLoop { dimension: String },
    /// N101: `tæller af X` where X has none.
    NoSuchPart { figure: String, part: Noun },

    /// N102: two declarations, columns or måltal of the same name.
    DuplicateName { kind: Noun, name: String },
    /// N102: two names that differ only by case or by æ/ae ø/oe å/aa.
    NamesFoldAlike { name: String, other: String },
    /// N102: two names, of families perhaps, that would be the same in outputs.
    OutputNamesAlike { name: String, other: String, output_name: String },
    /// N102: two nøgletal with the same `id`.
    DuplicateIdentifier { identifier: String, figure: String, other: String },

    /// N103: definitions that need each other. `ring` begins and ends with the same name; the steps are
    /// related places `step` with the arguments `from` and `to`.
    Cycle { ring: Vec<String> },

    /// N104: declared and never used.
    Unused { kind: Noun, name: String },

    /// N105: the name in outputs is longer than databases allow.
    OutputNameTooLong { name: String, output_name: String, bytes: usize, limit: usize },
}

impl NameProblem {
    pub fn code(&self) -> &'static str {
        match self {
            NameProblem::UnknownName { .. }
            | NameProblem::WrongKind { .. }
            | NameProblem::UnknownColumn { .. }
            | NameProblem::ColumnWrongKind { .. }
            | NameProblem::UnknownDimension { .. }
            | NameProblem::AmbiguousDimension { .. }
            | NameProblem::FilterNeedsDimension { .. }
            | NameProblem::FallbackOfAnotherKind { .. }
            | NameProblem::PopulationOfOtherKey { .. }
            | NameProblem::UnknownLevel { .. }
            | NameProblem::UnknownMember { .. }
            | NameProblem::MemberNeeded { .. }
            | NameProblem::NotAFamily { .. }
            | NameProblem::ThisWithoutLoop { .. }
            | NameProblem::NoSuchPart { .. } => "N101",
            NameProblem::DuplicateName { .. }
            | NameProblem::NamesFoldAlike { .. }
            | NameProblem::OutputNamesAlike { .. }
            | NameProblem::DuplicateIdentifier { .. } => "N102",
            NameProblem::Cycle { .. } => "N103",
            NameProblem::Unused { .. } => "N104",
            NameProblem::OutputNameTooLong { .. } => "N105",
        }
    }

    pub fn level(&self) -> Level {
        match self {
            NameProblem::Unused { .. } => Level::Note,
            _ => Level::Error,
        }
    }
}
