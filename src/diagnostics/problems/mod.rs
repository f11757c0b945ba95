//! Every problem the compiler knows, grouped as the codes are: one file per hundred.
//!
//! A variant's fields are the holes of its catalogue entry, and its name in snake_case is the entry's
//! key. Adding a problem: a variant here, its code and level below it, an entry in both catalogues, a
//! page under `docs/diagnostik`, a fixture under `tests/diagnostik`; a test names what was forgotten.

mod form;

pub use form::FormProblem;

use serde::Serialize;

use super::Level;

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Problem {
    Form(FormProblem),
}

impl Problem {
    /// The code people look up, `N201`.
    pub fn code(&self) -> &'static str {
        match self {
            Problem::Form(problem) => problem.code(),
        }
    }

    /// The level when nothing else is said.
    pub fn level(&self) -> Level {
        match self {
            Problem::Form(problem) => problem.level(),
        }
    }
}

impl From<FormProblem> for Problem {
    fn from(problem: FormProblem) -> Problem {
        Problem::Form(problem)
    }
}
