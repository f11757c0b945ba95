//! ClickHouse: row policies on tables.
//!
//! In and out: as [`AccessControl`] says. Guaranteed now: ClickHouse's own parser reads them; the process that can be run here makes
//! none. A policy binds whoever asks, also through views. Whose kommune it is, is a setting, which whoever runs the server
//! fixes for each user (`ALTER USER … SETTINGS SQL_kommune = '165' CONST`); without it anyone sets it. So policies are made only
//! where the project file says `adgang: database`, and what roles see of results cannot be kept.

use super::{AccessControl, ClosedTable};
use crate::sql::dialect::ClickHouse;

impl AccessControl for ClickHouse {
    fn is_usual(&self) -> bool {
        false
    }

    fn has_roles(&self) -> bool {
        false
    }

    fn create_role(&self, _role: &str) -> Option<String> {
        None
    }

    fn include(&self, _role: &str, _in_role: &str) -> Option<String> {
        None
    }

    fn has_role(&self, _schema: &str, _column: &str, _roles: &[String]) -> String {
        crate::sql::writer::NEVER.to_owned()
    }

    fn use_schema(&self, _schema: &str, _role: &str) -> Option<String> {
        None
    }

    fn read_object(&self, _object: &str, _is_view: bool, _role: &str) -> Option<String> {
        None
    }

    /// Tables that views look through for others' rows have none: their rows would be missing there.
    fn only_rows(&self, _schema: &str, tables: &[ClosedTable], municipality: &str) -> Vec<String> {
        let policy = |table: &ClosedTable| {
            let condition = table.is_of(municipality);
            format!(
                "CREATE ROW POLICY OR REPLACE egen_kommune ON {} FOR SELECT USING {condition} TO ALL EXCEPT CURRENT_USER",
                table.object
            )
        };
        tables.iter().filter(|table| !table.is_looked_through).map(policy).collect()
    }
}
