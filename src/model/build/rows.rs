//! `tæller fra X` and its like: which rows of which source, counted how.
//!
//! In: the clauses of a section. Out: rows, counted in a legal way ([`super::what`], [`super::legal`]).

use super::super::units::Unit;
use super::super::{ColumnId, Counting, RowsVersion, SourceId, What};
use super::conditions::Scope;
use super::{Builder, Loops};
use crate::diagnostics::problems::{FormProblem, Noun};
use crate::source::Span;
use crate::syntax::tree::{self, Clause, ClauseKind, Name};

/// A section resolved: the rows, how they are counted, and of what unit the count is.
#[derive(Debug, Clone, PartialEq)]
pub struct ResolvedRows {
    pub version: RowsVersion,
    pub counting: Counting,
    pub unit: Unit,
}

/// Who the section belongs to, for messages.
pub struct Owner<'a> {
    pub declaration: &'static str,
    pub name: &'a str,
    /// Where the section begins.
    pub line: Span,
    pub broken: bool,
}

impl Builder<'_> {
    pub fn rows(
        &mut self,
        source_name: &Name,
        clauses: &[Clause],
        loops: Option<&Loops>,
        owner: &Owner,
    ) -> Option<ResolvedRows> {
        let source = self.source_named(source_name)?;
        let selection = self.selection(Scope { loops, ..Scope::lines(source) }, clauses);
        let municipality = self.role(source, clauses);
        let written = clauses.iter().find_map(|clause| match &clause.kind {
            ClauseKind::Counting(counting) => Some(counting),
            _ => None,
        });
        let Some(written) = written else {
            if !owner.broken {
                let problem = FormProblem::ClauseMissing {
                    declaration: owner.declaration.to_string(),
                    name: owner.name.to_string(),
                    clause: "optælling".to_string(),
                };
                self.report(problem, owner.line);
            }
            return None;
        };
        let (what, counting, unit) = self.counting(source, written)?;
        let sign_reversed = clauses.iter().any(|clause| clause.kind == ClauseKind::SignReversed);
        Some(ResolvedRows {
            version: RowsVersion { source, municipality: municipality?, selection: selection?, what, sign_reversed },
            counting,
            unit,
        })
    }

    pub fn role(&mut self, source: SourceId, clauses: &[Clause]) -> Option<ColumnId> {
        let default = self.model.sources[source.0].municipality_roles[0];
        let Some(roles) = clauses.iter().find_map(|clause| match &clause.kind {
            ClauseKind::MunicipalityRole(roles) => Some(roles),
            _ => None,
        }) else {
            return Some(default);
        };
        let columns: Vec<_> = roles.iter().map(|role| self.role_named(source, role)).collect();
        let columns = columns.into_iter().collect::<Option<Vec<_>>>()?;
        match columns.as_slice() {
            [] => Some(default),
            [column] => Some(*column),
            columns => Some(self.fallback_role(source, columns)),
        }
    }

    fn role_named(&mut self, source: SourceId, role: &Name) -> Option<ColumnId> {
        let column = self.column(source, role)?;
        if self.model.sources[source.0].municipality_roles.contains(&column) {
            return Some(column);
        }
        let kind = self.kind_of_column(source, column);
        self.wrong_kind(source, role, &kind, Noun::Municipality);
        None
    }

    fn counting(&mut self, source: SourceId, written: &tree::Counting) -> Option<(What, Counting, Unit)> {
        let (what, unit) = self.what(source, written)?;
        let snapshot = match what {
            What::Stock(measure) | What::Flow(measure) | What::RowsWith(measure) | What::Statistic(_, measure) => {
                self.model.sources[source.0].measures[measure.0].snapshot
            }
            What::Rows | What::Distinct(_) | What::FullYears(_) | What::Duration(_) => {
                self.model.sources[source.0].snapshot
            }
        };
        let when = written.when;
        let counting = Counting { when: when.kind, year_before: when.year_before, snapshot, span: written.span };
        self.legal(source, what, written, &counting).then_some((what, counting, unit))
    }

    /// The author's own words under a span.
    pub fn text_of(&self, span: Span) -> String {
        self.files.text(span).to_string()
    }
}
