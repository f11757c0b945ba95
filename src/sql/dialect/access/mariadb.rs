//! MariaDB: roles, and views that are read with the rights of whoever built them.
//!
//! In and out: as [`AccessControl`] says. Guaranteed now: attacked by tests on 10.11. There are no policies on tables: nobody
//! is given a table.

use super::{AccessControl, ClosedTable};
use crate::sql::dialect::{Dialect, MariaDb, Type};

/// The function that tells the kommune of whoever asks; a view can name neither a variable nor another's account.
const OWN_MUNICIPALITY: &str = "egen_kommune";

/// More rows than there can be.
const ALL: &str = "18446744073709551615";

/// Which kommune each user belongs to is not the project's to say: the table is kept from build to build.
pub fn kept_table(schema: &str) -> String {
    let text = MariaDb.column_type(Type::Text);
    format!("CREATE TABLE IF NOT EXISTS {schema}.adgang_kommuner (bruger {text} PRIMARY KEY, kommune {text} NOT NULL)")
}

/// The name that the user logged on with, without the host. `CURRENT_USER` is in a view whoever built it.
fn user() -> String {
    let host = "SUBSTRING_INDEX(USER(), '@', -1)";
    let text = MariaDb.cast("USER()", Type::Text);
    format!("LEFT({text}, CHAR_LENGTH(USER()) - CHAR_LENGTH({host}) - 1)")
}

/// `egen_kommune()`. Only whoever built it chooses a kommune.
pub fn own_municipality(schema: &str) -> (String, String) {
    let (text, user) = (MariaDb.column_type(Type::Text), user());
    let like = |of: &str| MariaDb.cast(of, Type::Text);
    let body = format!(
        "CASE WHEN {} LIKE {} THEN @kommune\n  ELSE (SELECT k.kommune FROM {schema}.adgang_kommuner AS k WHERE k.bruger = {user}) END",
        like("USER()"),
        like("CURRENT_USER()")
    );
    let function = format!(
        "CREATE OR REPLACE FUNCTION {schema}.{OWN_MUNICIPALITY}() RETURNS {text}\nREADS SQL DATA SQL SECURITY DEFINER RETURN {body}"
    );
    (OWN_MUNICIPALITY.to_owned(), function)
}

impl AccessControl for MariaDb {
    fn create_role(&self, role: &str) -> Option<String> {
        Some(format!("CREATE ROLE IF NOT EXISTS {}", self.name(role)))
    }

    fn include(&self, role: &str, in_role: &str) -> Option<String> {
        Some(format!("GRANT {} TO {}", self.name(in_role), self.name(role)))
    }

    /// A view knows no role of whoever asks: those given to them are looked up, and those given to these.
    fn has_role(&self, _schema: &str, column: &str, _roles: &[String]) -> String {
        let text = |of: &str| self.cast(of, Type::Text);
        let (role, holder) = (text("m.Role"), text("m.User"));
        format!(
            "{column} IN (\n  WITH RECURSIVE roller AS (\n    SELECT {role} AS rolle FROM mysql.roles_mapping AS m WHERE {holder} = {}\n    UNION\n    \
             SELECT {role} AS rolle FROM mysql.roles_mapping AS m JOIN roller AS r ON r.rolle = {holder} AND m.Host = ''\n  )\n  SELECT rolle FROM roller\n)",
            user()
        )
    }

    fn use_schema(&self, _schema: &str, _role: &str) -> Option<String> {
        None
    }

    fn read_object(&self, object: &str, _is_view: bool, role: &str) -> Option<String> {
        Some(format!("GRANT SELECT ON {object} TO {}", self.name(role)))
    }

    /// What was never given cannot be taken back: so it is given first.
    fn take_back(&self, object: &str, role: &str) -> Vec<String> {
        let role = self.name(role);
        vec![format!("GRANT SELECT ON {object} TO {role}"), format!("REVOKE SELECT ON {object} FROM {role}")]
    }

    fn only_rows(&self, _schema: &str, _tables: &[ClosedTable], _municipality: &str) -> Vec<String> {
        Vec::new()
    }

    /// Conditions are moved into a view, before its own, but not past a limit.
    fn closed_query(&self, query: &str) -> String {
        format!("SELECT * FROM (\n{query}\n) AS alle\nLIMIT {ALL}")
    }
}
