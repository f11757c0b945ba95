//! Every problem the compiler knows, grouped as the codes are: one file per hundred.
//!
//! A variant's fields are the holes of its catalogue entry, and its name in snake_case is the entry's
//! key. Adding a problem: a variant here, its code and level below it, an entry in both catalogues, a
//! page under `docs/diagnostik`, a fixture under `tests/diagnostik`; a test names what was forgotten.

mod codes;
mod documentation;
mod form;
mod joins;
mod names;
mod privacy;
mod rates;
mod rules;
mod sets;
mod units;
mod validity;
mod words;

pub use codes::CodeProblem;
pub use documentation::{DocumentationProblem, Measure};
pub use form::FormProblem;
pub use joins::JoinProblem;
pub use names::NameProblem;
pub use privacy::PrivacyProblem;
pub use rates::RateProblem;
pub use rules::RuleProblem;
pub use sets::SetProblem;
pub use units::UnitProblem;
pub use validity::ValidityProblem;
pub use words::{Expected, Noun};

use serde::Serialize;

use super::Level;

/// First among a problem's years: all earlier years, up to the one that follows, are meant too.
pub const EARLIER_TOO: i32 = i32::MIN;
/// Last among a problem's years: all years after the one before it are meant too.
pub const LATER_TOO: i32 = i32::MAX;

/// One problem, without place and words.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Problem {
    Form(FormProblem),
    Name(NameProblem),
    Code(CodeProblem),
    Rate(RateProblem),
    Set(SetProblem),
    Unit(UnitProblem),
    Validity(ValidityProblem),
    Join(JoinProblem),
    Rule(RuleProblem),
    Privacy(PrivacyProblem),
    Documentation(DocumentationProblem),
}

impl Problem {
    /// The code people look up, `N201`.
    pub fn code(&self) -> &'static str {
        match self {
            Problem::Form(problem) => problem.code(),
            Problem::Name(problem) => problem.code(),
            Problem::Code(problem) => problem.code(),
            Problem::Rate(problem) => problem.code(),
            Problem::Set(problem) => problem.code(),
            Problem::Unit(problem) => problem.code(),
            Problem::Validity(problem) => problem.code(),
            Problem::Join(problem) => problem.code(),
            Problem::Rule(problem) => problem.code(),
            Problem::Privacy(problem) => problem.code(),
            Problem::Documentation(problem) => problem.code(),
        }
    }

    /// The level when nothing else is said.
    pub fn level(&self) -> Level {
        match self {
            Problem::Form(problem) => problem.level(),
            Problem::Name(problem) => problem.level(),
            Problem::Code(problem) => problem.level(),
            Problem::Rate(problem) => problem.level(),
            Problem::Set(problem) => problem.level(),
            Problem::Unit(problem) => problem.level(),
            Problem::Validity(problem) => problem.level(),
            Problem::Join(problem) => problem.level(),
            Problem::Rule(problem) => problem.level(),
            Problem::Privacy(problem) => problem.level(),
            Problem::Documentation(problem) => problem.level(),
        }
    }
}

impl From<FormProblem> for Problem {
    fn from(problem: FormProblem) -> Problem {
        Problem::Form(problem)
    }
}

impl From<NameProblem> for Problem {
    fn from(problem: NameProblem) -> Problem {
        Problem::Name(problem)
    }
}

impl From<CodeProblem> for Problem {
    fn from(problem: CodeProblem) -> Problem {
        Problem::Code(problem)
    }
}

impl From<RateProblem> for Problem {
    fn from(problem: RateProblem) -> Problem {
        Problem::Rate(problem)
    }
}

impl From<SetProblem> for Problem {
    fn from(problem: SetProblem) -> Problem {
        Problem::Set(problem)
    }
}

impl From<UnitProblem> for Problem {
    fn from(problem: UnitProblem) -> Problem {
        Problem::Unit(problem)
    }
}

impl From<ValidityProblem> for Problem {
    fn from(problem: ValidityProblem) -> Problem {
        Problem::Validity(problem)
    }
}

impl From<JoinProblem> for Problem {
    fn from(problem: JoinProblem) -> Problem {
        Problem::Join(problem)
    }
}

impl From<RuleProblem> for Problem {
    fn from(problem: RuleProblem) -> Problem {
        Problem::Rule(problem)
    }
}

impl From<PrivacyProblem> for Problem {
    fn from(problem: PrivacyProblem) -> Problem {
        Problem::Privacy(problem)
    }
}

impl From<DocumentationProblem> for Problem {
    fn from(problem: DocumentationProblem) -> Problem {
        Problem::Documentation(problem)
    }
}
