//! Databricks: rights and row filters of Unity Catalog.
//!
//! In and out: as [`AccessControl`] says. Guaranteed now: nothing more than that Databricks' reference says so; Spark, which is what
//! can be run here, has none of it. So it is done only where the project file says `adgang: database`.
//!
//! Roles are groups, which are made by whoever runs the account. A filter binds whoever asks, also through views.

use super::{AccessControl, ClosedTable, by_number_of_columns};
use crate::sql::dialect::{Databricks, Dialect};

impl AccessControl for Databricks {
    fn is_usual(&self) -> bool {
        false
    }

    fn create_role(&self, _role: &str) -> Option<String> {
        None
    }

    fn include(&self, _role: &str, _in_role: &str) -> Option<String> {
        None
    }

    /// A group is asked for by a literal.
    fn has_role(&self, _schema: &str, column: &str, roles: &[String]) -> String {
        let one = |role: &String| {
            let role = self.text(role);
            format!("{column} = {role} AND IS_ACCOUNT_GROUP_MEMBER({role})")
        };
        roles.iter().map(one).collect::<Vec<_>>().join("\n  OR ")
    }

    fn use_schema(&self, schema: &str, role: &str) -> Option<String> {
        Some(format!("GRANT USE SCHEMA ON SCHEMA {schema} TO {}", self.name(role)))
    }

    fn read_object(&self, object: &str, _is_view: bool, role: &str) -> Option<String> {
        Some(format!("GRANT SELECT ON TABLE {object} TO {}", self.name(role)))
    }

    fn take_back(&self, object: &str, role: &str) -> Vec<String> {
        vec![format!("REVOKE SELECT ON TABLE {object} FROM {}", self.name(role))]
    }

    /// Tables that views look through for others' rows have none: their rows would be missing there.
    fn only_rows(&self, schema: &str, tables: &[ClosedTable], _municipality: &str) -> Vec<String> {
        let closed: Vec<ClosedTable> = tables.iter().filter(|table| !table.is_looked_through).cloned().collect();
        let filter = |count: usize| {
            let parameters: Vec<String> = (1..=count).map(|number| format!("a{number} STRING")).collect();
            let own: Vec<String> = (1..=count).map(|number| format!("k.kommune = a{number}")).collect();
            format!(
                "CREATE OR REPLACE FUNCTION {schema}.er_egen_{count}({}) RETURNS BOOLEAN RETURN\n  \
                 EXISTS (SELECT 1 FROM {schema}.bygger AS b WHERE b.bruger = CURRENT_USER())\n  \
                 OR EXISTS (SELECT 1 FROM {schema}.adgang_kommuner AS k WHERE k.bruger = CURRENT_USER() AND ({}))",
                parameters.join(", "),
                own.join(" OR ")
            )
        };
        let mut made = self.create_table_as(&format!("{schema}.bygger"), "SELECT CURRENT_USER() AS bruger");
        made.extend(by_number_of_columns(&closed).into_iter().map(filter));
        made.extend(closed.iter().map(|table| {
            let (count, columns) = (table.columns.len(), table.columns.join(", "));
            format!("ALTER TABLE {} SET ROW FILTER {schema}.er_egen_{count} ON ({columns})", table.object)
        }));
        made
    }
}
