//! `kommune a ellers b`: a kommune that is found row by row.

use super::super::{Column, ColumnId, ColumnKind, ColumnValue, Named, SourceId};
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
        let wanted = ColumnValue::Fallback(stored.clone());
        if let Some(index) = known.columns.iter().position(|column| column.value == wanted) {
            return ColumnId(index);
        }
        let name = self.name_of_fallback(source, &stored);
        let column = Column {
            stored: name.text.clone(),
            name,
            kind: ColumnKind::Municipality,
            value: wanted,
            empty_when: Vec::new(),
        };
        let id = ColumnId(known.columns.len());
        let known = &mut self.model.sources[source.0];
        known.columns.push(column);
        known.municipality_roles.push(id);
        id
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
