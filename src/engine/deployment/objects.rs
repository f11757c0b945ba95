//! The objects that statements make, each with a sum of its text.
//!
//! In: statements in order. Out: objects in the order in which they are made. Guaranteed now: the same text has the same
//! sum in every version of the program, and two texts that differ have not.

use indexmap::IndexMap;
use sha2::{Digest, Sha256};

use crate::sql::{Makes, Statement};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ObjectKind {
    View,
    Table,
    Function,
}

impl ObjectKind {
    pub const ALL: [ObjectKind; 3] = [ObjectKind::View, ObjectKind::Table, ObjectKind::Function];

    /// As it stands in the register and is told to people.
    pub fn danish(self) -> &'static str {
        match self {
            ObjectKind::View => "visning",
            ObjectKind::Table => "tabel",
            ObjectKind::Function => "funktion",
        }
    }

    pub fn from_danish(word: &str) -> Option<ObjectKind> {
        ObjectKind::ALL.into_iter().find(|kind| kind.danish() == word)
    }

    /// The word after DROP.
    pub fn keyword(self) -> &'static str {
        match self {
            ObjectKind::View => "VIEW",
            ObjectKind::Table => "TABLE",
            ObjectKind::Function => "FUNCTION",
        }
    }
}

/// An object of the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// Its name in the schema, not quoted.
    pub name: String,
    pub kind: ObjectKind,
    /// Of all statements that make and fill it.
    pub sum: String,
}

/// The objects that the statements make.
pub fn objects(statements: &[Statement]) -> Vec<Object> {
    let mut found: IndexMap<&str, (Option<ObjectKind>, Sha256)> = IndexMap::new();
    for statement in statements {
        let (kind, sum) = found.entry(&statement.name).or_default();
        *kind = kind.or_else(|| kind_of(&statement.makes));
        sum.update(statement.text.as_bytes());
        sum.update([0]);
    }
    let object = |(name, (kind, sum)): (&str, (Option<ObjectKind>, Sha256))| {
        Some(Object { name: name.to_owned(), kind: kind?, sum: short(&sum.finalize()) })
    };
    found.into_iter().filter_map(object).collect()
}

/// Half of the sum is more than enough to tell texts apart.
fn short(sum: &[u8]) -> String {
    sum.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

fn kind_of(makes: &Makes) -> Option<ObjectKind> {
    match makes {
        Makes::View => Some(ObjectKind::View),
        Makes::Table | Makes::TableOf { .. } => Some(ObjectKind::Table),
        Makes::Function => Some(ObjectKind::Function),
        Makes::Schema | Makes::Rows | Makes::Way => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(name: &str, makes: Makes, text: &str) -> Statement {
        Statement { name: name.to_owned(), about: name.to_owned(), text: text.to_owned(), makes }
    }

    #[test]
    fn an_object_is_all_statements_of_its_name() {
        let made = objects(&[
            statement("skema", Makes::Schema, "CREATE SCHEMA IF NOT EXISTS noegle"),
            statement("t", Makes::Table, "-- Tabel\nCREATE OR REPLACE TABLE noegle.t (a INTEGER)"),
            statement("v", Makes::View, "CREATE OR REPLACE VIEW noegle.v AS SELECT 1 AS a"),
            statement("t", Makes::Rows, "INSERT INTO noegle.t VALUES (1)"),
        ]);
        let told: Vec<(&str, ObjectKind)> = made.iter().map(|object| (object.name.as_str(), object.kind)).collect();
        assert_eq!(told, [("t", ObjectKind::Table), ("v", ObjectKind::View)]);
        let other = objects(&[statement("t", Makes::Table, "-- Tabel\nCREATE OR REPLACE TABLE noegle.t (a INTEGER)")]);
        assert_ne!(made[0].sum, other[0].sum);
        assert_eq!(made[1].sum, "437beaecd594f555e2bd2c3b293ab735");
    }
}
