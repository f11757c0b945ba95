//! `kommune a ellers b`: a kommune that is found row by row.

use super::super::{Column, ColumnId, ColumnKind, ColumnValue, LinkedFrom, Named, Origin, SourceId};
use super::Builder;

impl Builder<'_> {
    /// The column that falls back from one role to the next; made when no figure has asked for it before.
    pub fn fallback_role(&mut self, source: SourceId, roles: &[ColumnId]) -> ColumnId {
        let known = &self.model.sources[source.0];
        let mut stored: Vec<ColumnId> = Vec::new();
        for role in roles {
            let parts = match &known.columns[role.0].value {
                ColumnValue::Fallback(parts) => parts.as_slice(),
                _ => std::slice::from_ref(role),
            };
            stored.extend(parts.iter().filter(|part| !stored.contains(part)).copied().collect::<Vec<_>>());
        }
        if let [only] = stored.as_slice() {
            return *only;
        }
        let (value, from) = self.made_below(source, &stored);
        let known = &self.model.sources[source.0];
        let made = match from {
            None => known.columns.iter().position(|column| column.value == value),
            Some(below) => place_of(&known.origin, below),
        };
        if let Some(index) = made {
            return ColumnId(index);
        }
        let name = self.name_of_fallback(source, &stored);
        let column =
            Column { stored: name.text.clone(), name, kind: ColumnKind::Municipality, value, empty_when: Vec::new() };
        let known = &mut self.model.sources[source.0];
        let id = ColumnId(known.columns.len());
        known.columns.push(column);
        known.municipality_roles.push(id);
        match (&mut known.origin, from) {
            (Origin::Derived(derivation), Some(below)) => derivation.columns.push(below),
            (Origin::Linked(link), Some(below)) => link.columns.push(LinkedFrom::Left(below)),
            _ => {}
        }
        id
    }

    /// What the column holds. Of a source made of others it is found in the one whose kommune it has.
    fn made_below(&mut self, source: SourceId, roles: &[ColumnId]) -> (ColumnValue, Option<ColumnId>) {
        let (below, theirs): (SourceId, Vec<ColumnId>) = match &self.model.sources[source.0].origin {
            Origin::Table => return (ColumnValue::Fallback(roles.to_vec()), None),
            Origin::Derived(derivation) => {
                (derivation.base, roles.iter().map(|role| derivation.columns[role.0]).collect())
            }
            Origin::Linked(link) => {
                let left = roles.iter().filter_map(|role| match link.columns[role.0] {
                    LinkedFrom::Left(of) => Some(of),
                    LinkedFrom::Right(_) => None,
                });
                (link.left, left.collect())
            }
        };
        (ColumnValue::Stored, Some(self.fallback_role(below, &theirs)))
    }

    fn name_of_fallback(&self, source: SourceId, roles: &[ColumnId]) -> Named {
        let known = &self.model.sources[source.0];
        let names = |of: fn(&Named) -> &str| {
            roles.iter().map(|role| of(&known.columns[role.0].name)).collect::<Vec<_>>().join("_ellers_")
        };
        let (mut text, mut sql) = (names(|name| &name.text), names(|name| &name.sql));
        let taken = |sql: &str| {
            known.columns.iter().any(|column| column.name.sql == sql)
                || known.measures.iter().any(|measure| measure.name.sql == sql)
        };
        while taken(&sql) {
            text.push('_');
            sql.push('_');
        }
        let span = known.columns[roles[0].0].name.span;
        Named { text, sql, span }
    }
}

/// The own column that is one of the source below.
fn place_of(origin: &Origin, below: ColumnId) -> Option<usize> {
    match origin {
        Origin::Table => None,
        Origin::Derived(derivation) => derivation.columns.iter().position(|column| *column == below),
        Origin::Linked(link) => link.columns.iter().position(|from| *from == LinkedFrom::Left(below)),
    }
}
