//! BigQuery: row access policies on tables, and views that look up who asks.
//!
//! In and out: as [`AccessControl`] says. Guaranteed now: Google's own analyzer binds every statement; the service itself was never
//! asked.
//!
//! There are no roles: which of ours an address has stands in `adgang_brugere`, and who may read the views the site says in
//! Google Cloud, where it also makes them authorised views. A policy binds whoever asks, also through views.

use super::{AccessControl, ClosedTable};
use crate::sql::dialect::{BigQuery, Dialect};

/// Who is who is not the project's to say: the tables are kept from build to build.
pub fn kept_tables(schema: &str) -> Vec<String> {
    [("adgang_kommuner", "kommune"), ("adgang_brugere", "rolle")]
        .map(|(table, of)| format!("CREATE TABLE IF NOT EXISTS {schema}.{table} (bruger STRING, {of} STRING)"))
        .into()
}

pub fn own_municipality(schema: &str) -> String {
    format!("(SELECT MAX(k.kommune) FROM {} AS k WHERE k.bruger = SESSION_USER())", whole(schema, "adgang_kommuner"))
}

/// A table named between two backticks: a column that is called as the dataset would be taken for it otherwise.
fn whole(schema: &str, table: &str) -> String {
    format!("`{}.{table}`", schema.trim_matches('`'))
}

impl AccessControl for BigQuery {
    fn create_role(&self, _role: &str) -> Option<String> {
        None
    }

    fn include(&self, _role: &str, _in_role: &str) -> Option<String> {
        None
    }

    fn has_role(&self, schema: &str, column: &str, _roles: &[String]) -> String {
        format!(
            "{column} IN (SELECT b.rolle FROM {} AS b WHERE b.bruger = SESSION_USER())",
            whole(schema, "adgang_brugere")
        )
    }

    fn use_schema(&self, _schema: &str, _role: &str) -> Option<String> {
        None
    }

    fn read_object(&self, _object: &str, _is_view: bool, _role: &str) -> Option<String> {
        None
    }

    /// Tables that views look through for others' rows have none: their rows would be missing there.
    fn only_rows(&self, schema: &str, tables: &[ClosedTable], municipality: &str) -> Vec<String> {
        let mut made = self.create_table(&format!("{schema}.bygger"), "bruger STRING");
        made.push(format!("INSERT INTO {schema}.bygger VALUES (SESSION_USER())"));
        made.extend(tables.iter().filter(|table| !table.is_looked_through).map(|table| {
            format!(
                "CREATE OR REPLACE ROW ACCESS POLICY egen_kommune ON {} GRANT TO ('allAuthenticatedUsers')\n\
                 FILTER USING (SESSION_USER() IN (SELECT b.bruger FROM {} AS b) OR {})",
                table.object,
                whole(schema, "bygger"),
                table.is_of(municipality)
            )
        }));
        made
    }
}
