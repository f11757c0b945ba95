//! N8xx: what must not be seen.

use serde::Serialize;

use super::Noun;
use crate::diagnostics::Level;

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum PrivacyProblem {
    /// N801: rows of persons, and neither `skjul` nor `adgang efter`.
    PersonShown { figure: String, source: String },
    /// N802: an adgang by which others than the own kommune see rows.
    RowsShownToOthers { who: String },
    /// N803: members of a family that add up to a figure in the open.
    MembersAddUp { figure: String, whole: String },
    /// N803: a figure in the open shows the very part that is hidden.
    ShownElsewhere { figure: String, part: Noun, other: String },
    /// N803: what is hidden is one figure in the open less another.
    HiddenIsDifference { figure: String, whole: String, rest: String },
    /// N803: what is hidden is a combination of what these show.
    HiddenIsCombination { figure: String, parts: Vec<String> },
    /// N803: `skjul også næstmindste` of a figure that is no family.
    SecondSmallestOfNone { figure: String },
}

impl PrivacyProblem {
    pub fn code(&self) -> &'static str {
        match self {
            PrivacyProblem::PersonShown { .. } => "N801",
            PrivacyProblem::RowsShownToOthers { .. } => "N802",
            PrivacyProblem::MembersAddUp { .. }
            | PrivacyProblem::ShownElsewhere { .. }
            | PrivacyProblem::HiddenIsDifference { .. }
            | PrivacyProblem::HiddenIsCombination { .. }
            | PrivacyProblem::SecondSmallestOfNone { .. } => "N803",
        }
    }

    pub fn level(&self) -> Level {
        match self {
            PrivacyProblem::PersonShown { .. }
            | PrivacyProblem::RowsShownToOthers { .. }
            | PrivacyProblem::SecondSmallestOfNone { .. } => Level::Error,
            PrivacyProblem::MembersAddUp { .. }
            | PrivacyProblem::ShownElsewhere { .. }
            | PrivacyProblem::HiddenIsDifference { .. }
            | PrivacyProblem::HiddenIsCombination { .. } => Level::Warning,
        }
    }
}
