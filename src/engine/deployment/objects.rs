//! The objects that statements make, each with a sum of its text.
//!
//! In: statements in order. Out: objects in the order in which they are made. Guaranteed now: the same text has the same
//! sum in every version of the program, and two texts that differ have not.

use std::collections::HashMap;

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

    /// The word after CREATE and DROP.
    pub fn keyword(self) -> &'static str {
        match self {
            ObjectKind::View => "VIEW",
            ObjectKind::Table => "TABLE",
            ObjectKind::Function => "FUNCTION",
        }
    }

    fn of(makes: &Makes) -> Option<ObjectKind> {
        match makes {
            Makes::View => Some(ObjectKind::View),
            Makes::Table | Makes::TableOf { .. } => Some(ObjectKind::Table),
            Makes::Function => Some(ObjectKind::Function),
            Makes::Schema | Makes::Rows | Makes::Right | Makes::Way => None,
        }
    }
}

/// An object of the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// As statements name it, `noegle.resultat`.
    pub name: String,
    pub kind: ObjectKind,
    /// Of all statements that make and fill it.
    pub sum: String,
}

impl Object {
    /// Its name in the schema, not quoted.
    pub fn own_name(&self) -> String {
        let last = crate::sql::dialect::name_parts(&self.name.replace('`', "\"")).pop();
        last.unwrap_or_default()
    }
}

/// What statements make.
pub struct Objects {
    /// In the order in which they are made.
    pub all: Vec<Object>,
    /// Of each statement the object that it is part of, by its place among them.
    pub owners: Vec<Option<usize>>,
}

/// The objects that the statements make. A statement that makes none, such as the right to read one, is part of the first
/// that it names.
pub fn objects(statements: &[Statement]) -> Objects {
    let mut by_name: IndexMap<&str, (ObjectKind, String)> = IndexMap::new();
    for statement in statements {
        if let Some(kind) = ObjectKind::of(&statement.makes) {
            let name = || reference(&statement.text, kind).unwrap_or(&statement.name).to_owned();
            by_name.entry(&statement.name).or_insert_with(|| (kind, name()));
        }
    }
    let known = Names::of(by_name.values().enumerate().map(|(index, (_, name))| (name.as_str(), index)));
    let owner = |statement: &Statement| match by_name.get_index_of(statement.name.as_str()) {
        _ if statement.makes == Makes::Right => None,
        None if statement.makes == Makes::Rows => known.first_in(&statement.text),
        owner => owner,
    };
    let owners: Vec<Option<usize>> = statements.iter().map(owner).collect();
    let mut sums = vec![Sha256::new(); by_name.len()];
    for (statement, owner) in statements.iter().zip(&owners) {
        if let Some(sum) = owner.and_then(|owner| sums.get_mut(owner)) {
            sum.update(statement.text.as_bytes());
            sum.update([0]);
        }
    }
    let object =
        |((kind, name), sum): ((ObjectKind, String), Sha256)| Object { name, kind, sum: short(&sum.finalize()) };
    Objects { all: by_name.into_values().zip(sums).map(object).collect(), owners }
}

/// Names of objects, found in texts.
#[derive(Default)]
pub struct Names<'n> {
    /// Those that are one word.
    words: HashMap<&'n str, usize>,
    /// Those with letters that words have not.
    odd: Vec<(&'n str, usize)>,
}

impl<'n> Names<'n> {
    pub fn of(names: impl Iterator<Item = (&'n str, usize)>) -> Names<'n> {
        let mut all = Names::default();
        names.for_each(|(name, index)| all.add(name, index));
        all
    }

    pub fn add(&mut self, name: &'n str, index: usize) {
        if name.chars().all(is_of_word) {
            self.words.insert(name, index);
        } else {
            self.odd.push((name, index));
        }
    }

    /// The number of the name that the text holds first, whole.
    pub fn first_in(&self, text: &str) -> Option<usize> {
        let mut words = text.split(|letter| !is_of_word(letter));
        let word = words.find_map(|word| self.words.get(word).copied());
        word.or_else(|| self.odd.iter().find(|(name, _)| text.contains(name)).map(|(_, index)| *index))
    }
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || "_.\"`[]".contains(letter)
}

/// Half of the sum is more than enough to tell texts apart.
fn short(sum: &[u8]) -> String {
    sum.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// What stands after `CREATE … VIEW`; DuckDB's functions are macros.
fn reference(text: &str, kind: ObjectKind) -> Option<&str> {
    let line = text.lines().find(|line| !line.starts_with("--"))?;
    let keywords = [kind.keyword(), if kind == ObjectKind::Function { "MACRO" } else { kind.keyword() }];
    let after = keywords.iter().find_map(|keyword| Some(line.split_once(&format!(" {keyword} "))?.1))?;
    let after = after.strip_prefix("IF NOT EXISTS ").unwrap_or(after);
    let mut closing = None;
    let end = after.char_indices().find(|(_, letter)| {
        match (closing, *letter) {
            (Some(end), letter) if letter == end => closing = None,
            (Some(_), _) => {}
            (None, '"') => closing = Some('"'),
            (None, '`') => closing = Some('`'),
            (None, '[') => closing = Some(']'),
            (None, letter) => return letter == ' ' || letter == '(',
        }
        false
    });
    Some(&after[..end.map_or(after.len(), |(at, _)| at)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(name: &str, text: &str, makes: Makes) -> Statement {
        Statement { name: name.to_owned(), about: name.to_owned(), text: text.to_owned(), makes }
    }

    #[test]
    fn an_object_is_all_statements_of_its_name() {
        let made = objects(&[
            statement("skema", "CREATE SCHEMA IF NOT EXISTS noegle", Makes::Schema),
            statement("t", "DROP TABLE IF EXISTS noegle.t", Makes::Way),
            statement("t", "-- Tabel\nCREATE TABLE noegle.t (a INTEGER)", Makes::Table),
            statement("v", "CREATE OR REPLACE VIEW noegle.v AS SELECT 1 AS a", Makes::View),
            statement("t", "INSERT INTO noegle.t VALUES (1)", Makes::Rows),
        ]);
        let told: Vec<(&str, ObjectKind)> = made.all.iter().map(|object| (object.name.as_str(), object.kind)).collect();
        assert_eq!(told, [("noegle.t", ObjectKind::Table), ("noegle.v", ObjectKind::View)]);
        assert_eq!(made.owners, [None, Some(0), Some(0), Some(1), Some(0)]);
        assert_eq!(made.all[1].sum, "437beaecd594f555e2bd2c3b293ab735", "the same in every version");
        assert_eq!(made.all[1].own_name(), "v");
    }

    #[test]
    fn a_right_is_part_of_what_it_is_a_right_to() {
        let view = |name: &str| statement(name, &format!("CREATE VIEW s.{name} AS SELECT 1"), Makes::View);
        let right = |text: &str| statement("ret", text, Makes::Rows);
        let with = objects(&[
            view("a"),
            view("ab"),
            right("GRANT SELECT ON s.ab TO x"),
            right("GRANT USAGE ON SCHEMA s TO x"),
        ]);
        assert_eq!(with.owners, [Some(0), Some(1), Some(1), None]);
        let without = objects(&[view("a"), view("ab")]);
        assert_eq!(with.all[0], without.all[0]);
        assert_ne!(with.all[1], without.all[1], "a right that is taken away makes the view anew");
    }

    #[test]
    fn names_are_as_statements_have_them() {
        let of = |text, kind| reference(text, kind);
        assert_eq!(of("CREATE OR REPLACE MACRO noegle.laes(x) AS x", ObjectKind::Function), Some("noegle.laes"));
        assert_eq!(of("CREATE TABLE \"a b\".\"c (d)\" (x INT)", ObjectKind::Table), Some("\"a b\".\"c (d)\""));
        assert_eq!(of("CREATE OR ALTER VIEW [a].[b c] AS", ObjectKind::View), Some("[a].[b c]"));
    }
}
