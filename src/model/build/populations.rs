//! `population`: the keys of a source's rows, in a time seen from whoever asks.

use super::super::{Active, ActiveKind, Population, PopulationId};
use super::conditions::{Scope, editions};
use super::symbols::named;
use super::{Builder, Version, title};
use crate::syntax::tree::{ClauseKind, Declaration, Name};
use crate::text::fold;

impl Builder<'_> {
    pub fn population(&mut self, declaration: &Declaration, source: &Name) -> Option<()> {
        let name = declaration.name.as_ref()?;
        self.edition_years(&declaration.clauses);
        let key = declaration.clauses.iter().find_map(|clause| match &clause.kind {
            ClauseKind::KeyOf { key, per_municipality } => Some((key, *per_municipality)),
            _ => None,
        });
        if key.is_none() {
            self.missing_clause(declaration, name, "nøgle");
        }
        let source = self.source_named(source)?;
        let column = key.and_then(|(key, _)| self.key_column(source, key));
        let rows: Vec<_> = editions(&declaration.clauses)
            .into_iter()
            .map(|(years, clauses)| {
                let selection = self.selection(Scope::lines(source), &clauses);
                selection.map(|value| Version { years, value })
            })
            .collect();
        let rows = rows.into_iter().collect::<Option<Vec<_>>>()?;
        let ((key, _), (_, per_municipality)) = (column?, key?);
        if declaration.broken {
            return None;
        }
        let said = declaration.clauses.iter().find_map(|clause| match &clause.kind {
            ClauseKind::Active(active) => Some(active.clone()),
            _ => None,
        });
        let active =
            said.unwrap_or(Active { kind: ActiveKind::OnTheDay, year_before: false, span: declaration.header_span });
        let id = PopulationId(self.model.populations.len());
        self.model.populations.push(Population {
            name: named(name),
            title: title(&declaration.clauses),
            source,
            key,
            per_municipality,
            rows,
            active,
        });
        self.population_ids.insert(fold(&name.text), id);
        Some(())
    }
}
