//! PostgreSQL: row-level security.
//!
//! In and out: as [`AccessControl`] says. Guaranteed now: attacked by tests on 15.

use super::{AccessControl, ClosedTable};
use crate::sql::dialect::{Dialect, Postgres};

/// Row-level security. Views are read with the rights of whoever built them, who is bound by no policy: so results are
/// computed from all rows, while nobody else reads a table.
impl AccessControl for Postgres {
    fn create_role(&self, role: &str) -> Option<String> {
        let (name, text) = (self.name(role), self.text(role));
        Some(format!(
            "DO $$\nBEGIN\n  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = {text}) THEN\n    CREATE ROLE {name} NOLOGIN;\n  END IF;\nEND\n$$"
        ))
    }

    fn include(&self, role: &str, in_role: &str) -> Option<String> {
        Some(format!("GRANT {} TO {}", self.name(in_role), self.name(role)))
    }

    /// A role that was removed is had by nobody.
    fn has_role(&self, _schema: &str, column: &str, _roles: &[String]) -> String {
        format!(
            "EXISTS (\n  SELECT 1 FROM pg_catalog.pg_roles AS g\n  WHERE g.rolname = {column} AND pg_catalog.pg_has_role(CURRENT_USER, g.oid, 'USAGE')\n)"
        )
    }

    fn use_schema(&self, schema: &str, role: &str) -> Option<String> {
        Some(format!("GRANT USAGE ON SCHEMA {schema} TO {}", self.name(role)))
    }

    fn read_object(&self, object: &str, _is_view: bool, role: &str) -> Option<String> {
        Some(format!("GRANT SELECT ON {object} TO {}", self.name(role)))
    }

    /// A right that was taken away is gone with its view, which is then made anew.
    fn gives_anew(&self) -> bool {
        false
    }

    fn only_rows(&self, _schema: &str, tables: &[ClosedTable], municipality: &str) -> Vec<String> {
        let closed = |table: &ClosedTable| {
            let (object, condition) = (&table.object, table.is_of(municipality));
            [
                format!("ALTER TABLE {object} ENABLE ROW LEVEL SECURITY"),
                format!("CREATE POLICY egen_kommune ON {object} FOR SELECT USING ({condition})"),
            ]
        };
        tables.iter().flat_map(closed).collect()
    }

    fn close_view(&self, view: &str) -> Option<String> {
        Some(format!("ALTER VIEW {view} SET (security_barrier = true)"))
    }
}

/// `egen_kommune()`: the kommune of the user who logged on, whatever role was taken since. Only who may act as the owner
/// chooses a kommune. A function's body names everything in full, for it is read with any search path.
pub fn own_municipality(schema: &str) -> (String, String) {
    let body = format!(
        "SELECT CASE\n  WHEN pg_catalog.pg_has_role(SESSION_USER, CURRENT_USER, 'MEMBER') THEN NULLIF(pg_catalog.current_setting('noegle.kommune', TRUE), '')\n  ELSE (SELECT k.kommune FROM {schema}.adgang_kommuner AS k WHERE k.bruger = SESSION_USER)\nEND"
    );
    let text = format!(
        "CREATE OR REPLACE FUNCTION {schema}.egen_kommune() RETURNS TEXT\nLANGUAGE SQL STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$\n{body}\n$$"
    );
    ("egen_kommune".to_owned(), text)
}
