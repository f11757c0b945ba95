//! tæller and nævner: rows of a source or arithmetic, and how the rows of several udgaver belong together.

use super::super::years::Years;
use super::super::{Formula, Part, Rows, RowsVersion, Version};
use super::rows::{Owner, ResolvedRows};
use super::unit_checks::span_of;
use super::{Builder, Loops};
use crate::diagnostics::problems::FormProblem;
use crate::source::Span;
use crate::syntax::tree::{self, Clause, ClauseKind, WhenCondition};

/// A part resolved, before the versions of its udgaver are joined.
pub enum Draft {
    Rows(Box<ResolvedRows>),
    Formula(Formula),
}

impl Draft {
    /// What is counted, or the formula.
    pub fn place(&self) -> Option<Span> {
        match self {
            Draft::Rows(rows) => Some(rows.counting.span),
            Draft::Formula(formula) => span_of(formula),
        }
    }
}

impl Builder<'_> {
    pub fn numerator_of(&mut self, clauses: &[Clause], loops: Option<&Loops>, owner: &Owner) -> Option<Draft> {
        match part_of(clauses, true) {
            Some((part, line)) => {
                let owner = Owner { declaration: owner.declaration, name: owner.name, line, broken: owner.broken };
                self.part(part, loops, &owner)
            }
            None => {
                if !owner.broken {
                    let problem = FormProblem::ClauseMissing {
                        declaration: owner.declaration.to_string(),
                        name: owner.name.to_string(),
                        clause: "tæller".to_string(),
                    };
                    self.report(problem, owner.line);
                }
                None
            }
        }
    }

    pub fn part(&mut self, part: &tree::Part, loops: Option<&Loops>, owner: &Owner) -> Option<Draft> {
        match part {
            tree::Part::Rows { source, clauses } => {
                self.rows(source, clauses, loops, owner).map(|rows| Draft::Rows(Box::new(rows)))
            }
            tree::Part::Formula(expression) => self.formula(expression).map(Draft::Formula),
        }
    }
}

/// The clause's part, with the line it begins on.
pub fn part_of(clauses: &[Clause], numerator: bool) -> Option<(&tree::Part, Span)> {
    clauses.iter().find_map(|clause| match (&clause.kind, numerator) {
        (ClauseKind::Numerator(part), true) | (ClauseKind::Denominator(part), false) => Some((part, clause.line)),
        _ => None,
    })
}

/// Parts of several udgaver, each reading rows by the version in force in the rows' own month (T3).
pub fn joined_parts(parts: Vec<Option<(Years, Draft)>>) -> Vec<Option<Part>> {
    let versions = versions(parts.iter().flatten());
    parts
        .into_iter()
        .map(|part| {
            part.map(|(_, draft)| match draft {
                Draft::Rows(rows) => Part::Rows(Rows { versions: versions.clone(), counting: rows.counting }),
                Draft::Formula(formula) => Part::Formula(formula),
            })
        })
        .collect()
}

pub fn joined(parts: Vec<(Years, Draft)>) -> Vec<Version<Part>> {
    let years: Vec<Years> = parts.iter().map(|(years, _)| *years).collect();
    let joined = joined_parts(parts.into_iter().map(Some).collect());
    let mut versions: Vec<Version<Part>> =
        years.into_iter().zip(joined).filter_map(|(years, part)| Some(Version { years, value: part? })).collect();
    versions.sort_by_key(|version| version.years.from);
    versions
}

/// The row versions in year order, the last one open upwards.
fn versions<'a>(parts: impl Iterator<Item = &'a (Years, Draft)>) -> Vec<Version<RowsVersion>> {
    let mut versions: Vec<_> = parts
        .filter_map(|(years, draft)| match draft {
            Draft::Rows(rows) => Some(Version { years: *years, value: rows.version.clone() }),
            Draft::Formula(_) => None,
        })
        .collect();
    versions.sort_by_key(|version| version.years.from);
    if let Some(last) = versions.last_mut() {
        last.years.to = None;
    }
    versions
}

pub fn missing_is_zero<'c>(clauses: impl Iterator<Item = &'c Clause>) -> bool {
    let mut clauses = clauses;
    clauses.any(|clause| {
        matches!(
            clause.kind,
            ClauseKind::When {
                condition: WhenCondition::DataMissing,
                outcome: tree::Outcome::CountAsZero | tree::Outcome::ShowZero
            }
        )
    })
}
