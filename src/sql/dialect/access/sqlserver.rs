//! SQL Server: roles, and a security policy whose predicate is a function bound to the schema.
//!
//! In and out: as [`AccessControl`] says. Guaranteed now: Microsoft's parser takes it and Microsoft's model binds it; no SQL
//! Server has run it.
//!
//! A policy binds whoever asks, also through views. So it closes no table that views look through for others' rows, and lets
//! those see all rows who may change the schema, and with it the policy.

use super::{AccessControl, ClosedTable, by_number_of_columns};
use crate::sql::dialect::sqlserver::COLLATE;
use crate::sql::dialect::{Dialect, SqlServer, Type};

const POLICY: &str = "kun_egen_kommune";

/// The table that says which kommune people belong to, kept from build to build; and the policy out of the way, for no table
/// under it can be made anew.
pub fn before(schema: &str, bare: &str) -> Vec<String> {
    let text = format!("NVARCHAR(400) {COLLATE} NOT NULL");
    let table = SqlServer.text(&format!("{}.adgang_kommuner", SqlServer.name(bare)));
    vec![
        format!(
            "IF OBJECT_ID({table}, N'U') IS NULL\n  CREATE TABLE {schema}.adgang_kommuner (bruger {text} PRIMARY KEY, kommune {text})"
        ),
        no_policy(schema),
    ]
}

pub fn no_policy(schema: &str) -> String {
    format!("DROP SECURITY POLICY IF EXISTS {schema}.{POLICY}")
}

/// `egen_kommune()`: the kommune of the login that the connection was made with, whoever it acts as since. Only who may
/// change the schema chooses a kommune.
pub fn own_municipality(schema: &str) -> (String, String) {
    let (may_change, who) = (may_change(schema), who("k.bruger"));
    let text = format!(
        "CREATE OR ALTER FUNCTION {schema}.egen_kommune() RETURNS TABLE AS RETURN (\n\
         SELECT k.kommune AS v\nFROM {schema}.adgang_kommuner AS k\nWHERE {who} AND {may_change} = 0\nUNION ALL\n\
         SELECT CONVERT(NVARCHAR(400), SESSION_CONTEXT(N'kommune')) {COLLATE} AS v\nWHERE {may_change} = 1\n)"
    );
    ("egen_kommune".to_owned(), text)
}

/// The condition that a column names whoever asks.
fn who(column: &str) -> String {
    format!("{column} = CONVERT(NVARCHAR(400), ORIGINAL_LOGIN()) {COLLATE}")
}

fn may_change(schema: &str) -> String {
    format!("HAS_PERMS_BY_NAME({}, N'SCHEMA', N'ALTER')", SqlServer.text(schema))
}

impl AccessControl for SqlServer {
    fn create_role(&self, role: &str) -> Option<String> {
        Some(format!("IF DATABASE_PRINCIPAL_ID({}) IS NULL CREATE ROLE {}", self.text(role), self.name(role)))
    }

    fn include(&self, role: &str, in_role: &str) -> Option<String> {
        Some(format!("ALTER ROLE {} ADD MEMBER {}", self.name(in_role), self.name(role)))
    }

    /// Also of a role in a role. NULL where there is no such role.
    fn has_role(&self, _schema: &str, column: &str, _roles: &[String]) -> String {
        format!("IS_ROLEMEMBER({column}) = 1")
    }

    fn use_schema(&self, _schema: &str, _role: &str) -> Option<String> {
        None
    }

    fn read_object(&self, object: &str, _is_view: bool, role: &str) -> Option<String> {
        Some(format!("GRANT SELECT ON OBJECT::{object} TO {}", self.name(role)))
    }

    fn take_back(&self, object: &str, role: &str) -> Vec<String> {
        vec![format!("REVOKE SELECT ON OBJECT::{object} FROM {}", self.name(role))]
    }

    /// A predicate per number of columns, and one policy of all tables.
    fn only_rows(&self, schema: &str, tables: &[ClosedTable], _municipality: &str) -> Vec<String> {
        let closed: Vec<ClosedTable> = tables.iter().filter(|table| !table.is_looked_through).cloned().collect();
        let counts = by_number_of_columns(&closed);
        let mut made: Vec<String> = counts.into_iter().map(|count| predicate(schema, count)).collect();
        let filter = |table: &ClosedTable| {
            let (count, columns) = (table.columns.len(), table.columns.join(", "));
            format!("ADD FILTER PREDICATE {schema}.er_egen_{count}({columns}) ON {}", table.object)
        };
        let filters: Vec<String> = closed.iter().map(filter).collect();
        made.push(format!(
            "CREATE SECURITY POLICY {schema}.{POLICY}\n{}\nWITH (STATE = ON, SCHEMABINDING = ON)",
            filters.join(",\n")
        ));
        made
    }

    fn closes_at_once(&self) -> bool {
        true
    }
}

/// `er_egen_2(@a1, @a2)`: a row when one of them is one's own kommune.
fn predicate(schema: &str, count: usize) -> String {
    let numbers = 1..=count;
    let parameters: Vec<String> = numbers.clone().map(|number| format!("@a{number} {}", bare_text())).collect();
    let own: Vec<String> = numbers.map(|number| format!("k.kommune = @a{number} {COLLATE}")).collect();
    format!(
        "CREATE OR ALTER FUNCTION {schema}.er_egen_{count}({}) RETURNS TABLE WITH SCHEMABINDING AS RETURN (\n\
         SELECT 1 AS ser FROM (SELECT 1 AS n) AS en\nWHERE {} = 1 OR EXISTS (\n  SELECT 1 AS n FROM {schema}.adgang_kommuner AS k\n  WHERE {} AND ({})\n)\n)",
        parameters.join(", "),
        may_change(schema),
        who("k.bruger"),
        own.join(" OR ")
    )
}

/// A parameter has the database's collation.
fn bare_text() -> String {
    SqlServer.column_type(Type::Text).replace(&format!(" {COLLATE}"), "")
}
