//! Snowflake: roles, secure views and row access policies.
//!
//! In and out: as [`AccessControl`] says. Guaranteed now: a parser reads it; the service itself was never asked. A policy knows the
//! role that owns the view through which a table is read, so it binds those who read the table itself. Policies need the
//! Enterprise edition.

use super::{AccessControl, ClosedTable, by_number_of_columns};
use crate::sql::dialect::naming::folded_upwards;
use crate::sql::dialect::{Dialect, Snowflake};

/// Which kommune each user belongs to is not the project's to say: the table is kept from build to build.
pub fn kept_table(schema: &str) -> String {
    format!("CREATE TABLE IF NOT EXISTS {schema}.adgang_kommuner (bruger VARCHAR, kommune VARCHAR)")
}

pub fn own_municipality(schema: &str) -> String {
    format!("(SELECT MAX(k.kommune) FROM {schema}.adgang_kommuner AS k WHERE k.bruger = CURRENT_USER())")
}

impl AccessControl for Snowflake {
    /// Names are upper case there.
    fn stored_role(&self, role: &str) -> String {
        folded_upwards(role)
    }

    fn create_role(&self, role: &str) -> Option<String> {
        Some(format!("CREATE ROLE IF NOT EXISTS {}", self.name(role)))
    }

    fn include(&self, role: &str, in_role: &str) -> Option<String> {
        Some(format!("GRANT ROLE {} TO ROLE {}", self.name(in_role), self.name(role)))
    }

    /// Of whoever asks, also in views.
    fn has_role(&self, _schema: &str, column: &str, _roles: &[String]) -> String {
        format!("IS_ROLE_IN_SESSION({column})")
    }

    fn use_schema(&self, schema: &str, role: &str) -> Option<String> {
        Some(format!("GRANT USAGE ON SCHEMA {schema} TO ROLE {}", self.name(role)))
    }

    fn read_object(&self, object: &str, is_view: bool, role: &str) -> Option<String> {
        let kind = if is_view { "VIEW" } else { "TABLE" };
        Some(format!("GRANT SELECT ON {kind} {object} TO ROLE {}", self.name(role)))
    }

    /// Rights are kept when a view is replaced.
    fn take_back(&self, object: &str, role: &str) -> Vec<String> {
        vec![format!("REVOKE SELECT ON VIEW {object} FROM ROLE {}", self.name(role))]
    }

    fn only_rows(&self, schema: &str, tables: &[ClosedTable], _municipality: &str) -> Vec<String> {
        let policy = |count: usize| {
            let parameters: Vec<String> = (1..=count).map(|number| format!("a{number} VARCHAR")).collect();
            let own: Vec<String> = (1..=count).map(|number| format!("k.kommune = a{number}")).collect();
            format!(
                "CREATE ROW ACCESS POLICY IF NOT EXISTS {schema}.egen_kommune_{count} AS ({}) RETURNS BOOLEAN ->\n  \
                 EXISTS (SELECT 1 FROM {schema}.bygger AS b WHERE b.rolle = INVOKER_ROLE())\n  \
                 OR EXISTS (SELECT 1 FROM {schema}.adgang_kommuner AS k WHERE k.bruger = CURRENT_USER() AND ({}))",
                parameters.join(", "),
                own.join(" OR ")
            )
        };
        let mut made = vec![format!("CREATE OR REPLACE TABLE {schema}.bygger AS SELECT CURRENT_ROLE() AS rolle")];
        made.extend(by_number_of_columns(tables).into_iter().map(policy));
        made.extend(tables.iter().map(|table| {
            let (count, columns) = (table.columns.len(), table.columns.join(", "));
            format!("ALTER TABLE {} ADD ROW ACCESS POLICY {schema}.egen_kommune_{count} ON ({columns})", table.object)
        }));
        made
    }

    fn close_view(&self, view: &str) -> Option<String> {
        Some(format!("ALTER VIEW {view} SET SECURE"))
    }
}
