//! Columns and måltal made of other columns of their row: `= a ellers b`, `= år fra a til b`.

use super::super::{ColumnId, ColumnKind, ColumnValue, SourceId, TimeBetween, TimeBetweenEnd, TimeKind};
use super::Builder;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::{NameProblem, Noun};
use crate::source::Span;
use crate::syntax::tree::{self, ColumnRole, Name};

/// A column of a source that is made of others, as written.
pub struct Computed<'t> {
    pub column: ColumnId,
    pub role: &'t ColumnRole,
    pub span: Span,
}

impl Builder<'_> {
    /// Fills in what the columns are made of. Whether all of it could be read.
    pub fn computed_columns(&mut self, source: SourceId, computed: &[Computed]) -> bool {
        let mut whole = true;
        for one in computed {
            let value = match one.role {
                ColumnRole::Fallback(_) => {
                    let (parts, ring) = self.fallback_parts(source, one, computed);
                    if ring {
                        return false;
                    }
                    parts.and_then(|parts| self.fallback(source, one, parts))
                }
                ColumnRole::TimeBetween(between) => self.time_between(source, between).map(ColumnValue::TimeBetween),
                _ => continue,
            };
            match value {
                Some(value) => self.model.sources[source.0].columns[one.column.0].value = value,
                None => whole = false,
            }
        }
        whole
    }

    /// The stored columns in order, those of other `ellers` columns in their place; and whether they need each other.
    fn fallback_parts(
        &mut self,
        source: SourceId,
        one: &Computed,
        computed: &[Computed],
    ) -> (Option<Vec<(ColumnId, Name)>>, bool) {
        let mut parts = Some(Vec::new());
        let mut waiting: Vec<(Name, Vec<ColumnId>)> = names_of(one).map(|name| (name, vec![one.column])).collect();
        waiting.reverse();
        while let Some((name, through)) = waiting.pop() {
            let Some(column) = self.column(source, &name) else {
                parts = None;
                continue;
            };
            if through.contains(&column) {
                self.ring_of_columns(source, &through, column, name.span);
                return (None, true);
            }
            match computed.iter().find(|other| other.column == column && matches!(other.role, ColumnRole::Fallback(_)))
            {
                Some(other) => {
                    let deeper: Vec<ColumnId> = through.iter().copied().chain([column]).collect();
                    let inner: Vec<Name> = names_of(other).collect();
                    waiting.extend(inner.into_iter().rev().map(|name| (name, deeper.clone())));
                }
                None => parts.iter_mut().for_each(|parts| parts.push((column, name.clone()))),
            }
        }
        (parts, false)
    }

    fn ring_of_columns(&mut self, source: SourceId, through: &[ColumnId], back: ColumnId, span: Span) {
        let name = |column: &ColumnId| self.model.sources[source.0].columns[column.0].name.text.clone();
        let start = through.iter().position(|column| *column == back).unwrap_or(0);
        let ring: Vec<String> = through[start..].iter().chain([&back]).map(name).collect();
        let mut diagnostic = Diagnostic::new(NameProblem::Cycle { ring: ring.clone() }, span);
        for (step, column) in ring.windows(2).zip(&through[start..]) {
            let place = self.model.sources[source.0].columns[column.0].name.span;
            let arguments = vec![("from", step[0].clone()), ("to", step[1].clone())];
            diagnostic = diagnostic.related_with(place, "step", arguments);
        }
        self.problems.push(diagnostic);
    }

    /// All are of the first one's kind, and so is what they make.
    fn fallback(&mut self, source: SourceId, one: &Computed, parts: Vec<(ColumnId, Name)>) -> Option<ColumnValue> {
        let (first, _) = parts.first()?;
        let columns = &self.model.sources[source.0].columns;
        let kind = columns[first.0].kind.clone();
        let other = parts.iter().find(|(column, _)| {
            let part = &columns[column.0];
            part.kind != kind || part.value != ColumnValue::Stored || is_time(&part.kind)
        });
        if let Some((column, name)) = other {
            let problem = NameProblem::FallbackOfAnotherKind {
                column: columns[one.column.0].name.text.clone(),
                first: columns[first.0].name.text.clone(),
                other: columns[column.0].name.text.clone(),
            };
            self.report(problem, name.span);
            return None;
        }
        self.model.sources[source.0].columns[one.column.0].kind = kind;
        Some(ColumnValue::Fallback(parts.into_iter().map(|(column, _)| column).collect()))
    }

    pub fn time_between(&mut self, source: SourceId, written: &tree::TimeBetween) -> Option<TimeBetween> {
        let from = self.date_column(source, &written.from);
        let to = match &written.to {
            tree::TimeBetweenEnd::Column(name) => self.date_column(source, name).map(TimeBetweenEnd::Column),
            tree::TimeBetweenEnd::CountingDate => Some(TimeBetweenEnd::CountingDate),
            tree::TimeBetweenEnd::EndOfYear => Some(TimeBetweenEnd::EndOfYear),
        };
        Some(TimeBetween { unit: written.unit, from: from?, to: to? })
    }

    fn date_column(&mut self, source: SourceId, name: &Name) -> Option<ColumnId> {
        let column = self.column(source, name)?;
        let kind = self.kind_of_column(source, column);
        let known = &self.model.sources[source.0];
        let is_date = match kind {
            ColumnKind::FromDate | ColumnKind::ToDate | ColumnKind::Date => true,
            ColumnKind::Time => known.time == column && known.time_kind == TimeKind::Date,
            _ => false,
        };
        if !is_date {
            self.wrong_kind(source, name, &kind, Noun::Date);
        }
        is_date.then_some(column)
    }
}

fn names_of<'a>(computed: &Computed<'a>) -> impl Iterator<Item = Name> + use<'a> {
    let names: &[Name] = match computed.role {
        ColumnRole::Fallback(names) => names,
        _ => &[],
    };
    names.iter().cloned()
}

/// The rows' own time is one column.
fn is_time(kind: &ColumnKind) -> bool {
    matches!(kind, ColumnKind::Time | ColumnKind::FromDate | ColumnKind::ToDate)
}
