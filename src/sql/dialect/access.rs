//! How engines keep rows from those who may not see them.
//!
//! In: roles, objects and the tables with rows. Out: statements and conditions. Guaranteed now: what is not said here, an
//! engine does not do; one without an [`AccessControl`] shows filtered views and nothing more.

pub mod bigquery;
mod clickhouse;
mod databricks;
pub mod mariadb;
pub mod postgres;
pub mod snowflake;
pub mod sqlserver;

use std::collections::BTreeSet;

/// A table whose rows are of kommuner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedTable {
    /// As statements name it.
    pub object: String,
    /// The columns that may hold a row's kommune, quoted.
    pub columns: Vec<String>,
    /// Views that readers are given look through the rows of all: by who a person was somewhere else, say.
    pub is_looked_through: bool,
}

impl ClosedTable {
    /// The condition that a row is of a kommune.
    pub fn is_of(&self, municipality: &str) -> String {
        let tests: Vec<String> = self.columns.iter().map(|column| format!("{column} = {municipality}")).collect();
        tests.join(" OR ")
    }
}

/// How many columns tables have that say whose rows are, each number once.
fn by_number_of_columns(tables: &[ClosedTable]) -> BTreeSet<usize> {
    tables.iter().map(|table| table.columns.len()).collect()
}

/// How an engine keeps rows from those who may not see them. Roles are named as the engine stores them, unquoted.
pub trait AccessControl: Sync {
    /// Whether a build does so unless it is told otherwise.
    fn is_usual(&self) -> bool {
        true
    }

    /// Whether results can be shown to one and kept from another; else only rows are kept.
    fn has_roles(&self) -> bool {
        true
    }

    /// A role as texts name it.
    fn stored_role(&self, role: &str) -> String {
        role.to_owned()
    }

    /// Makes a role that others are given, when there is none; nothing where roles are made elsewhere.
    fn create_role(&self, role: &str) -> Option<String>;

    /// Whoever has the one role has the other too.
    fn include(&self, role: &str, in_role: &str) -> Option<String>;

    /// The condition that whoever asks has the role that a column names, one of those given.
    fn has_role(&self, schema: &str, column: &str, roles: &[String]) -> String;

    /// A role may name the schema's objects; nothing where who may read an object may name it.
    fn use_schema(&self, schema: &str, role: &str) -> Option<String>;

    /// A role may read a view, or a table; nothing where rights are given elsewhere.
    fn read_object(&self, object: &str, is_view: bool, role: &str) -> Option<String>;

    /// A role may not read an object, whether it could before or not; nothing where a right is gone with the object that
    /// it was a right to, and the object with the right.
    fn take_back(&self, _object: &str, _role: &str) -> Vec<String> {
        Vec::new()
    }

    /// Whether rights outlive the objects: then all are given by each build.
    fn gives_anew(&self) -> bool {
        true
    }

    /// Of the tables only rows of one's own kommune are shown to anyone but whoever built them; nothing where the engine
    /// cannot say so of tables.
    fn only_rows(&self, schema: &str, tables: &[ClosedTable], municipality: &str) -> Vec<String>;

    /// Whether that is one thing for all tables, which each build removes and makes.
    fn closes_at_once(&self) -> bool {
        false
    }

    /// Conditions of whoever reads the view see nothing that the view leaves out: a statement after the view, where that
    /// does it.
    fn close_view(&self, _view: &str) -> Option<String> {
        None
    }

    /// The same, where the query itself does it.
    fn closed_query(&self, query: &str) -> String {
        query.to_owned()
    }
}
