//! Which statements of a build an example needs.
//!
//! In: the statements in order. Out: those that a query reads from, directly or through others. Guaranteed now: none that
//! it reads is left out; a statement that does not name what it makes is always needed.

use std::collections::{BTreeMap, BTreeSet};

use crate::sql::Statement;

pub struct Statements {
    pub all: Vec<Statement>,
    /// What each reads from.
    reads: Vec<Vec<usize>>,
    /// The tables, of those that examples fill, that its text names.
    tables: Vec<BTreeSet<String>>,
    /// Whose text names one of the tables that examples fill, itself or through others.
    read_rows: Vec<bool>,
    always: Vec<usize>,
    by_name: BTreeMap<String, Vec<usize>>,
    schema: String,
}

impl Statements {
    /// `tables`: those that examples fill.
    pub fn new(all: Vec<Statement>, schema: &str, tables: &BTreeSet<String>) -> Statements {
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, statement) in all.iter().enumerate() {
            by_name.entry(statement.name.clone()).or_default().push(index);
        }
        let (mut reads, mut read_rows, mut always) = (Vec::new(), Vec::new(), Vec::new());
        let mut named = Vec::new();
        for (index, statement) in all.iter().enumerate() {
            let own = words(&statement.text).filter(|word| tables.contains(*word));
            let own: BTreeSet<String> = own.map(str::to_owned).collect();
            let objects: BTreeSet<&str> = objects(&statement.text, schema).collect();
            if !objects.contains(statement.name.as_str()) {
                always.push(index);
            }
            let read = objects.iter().filter_map(|word| by_name.get(*word)).flatten().copied();
            // What is made comes before what reads it.
            let read: Vec<usize> = read.filter(|other| *other < index).collect();
            let rows = |other: &usize| read_rows.get(*other).copied().unwrap_or(false);
            let reads_rows = !own.is_empty() || read.iter().any(rows);
            named.push(own);
            read_rows.push(reads_rows);
            reads.push(read);
        }
        Statements { all, reads, tables: named, read_rows, always, by_name, schema: schema.to_owned() }
    }

    /// The statements that a query needs, in order.
    pub fn needed(&self, query: &str) -> BTreeSet<usize> {
        let named = objects(query, &self.schema).filter_map(|word| self.by_name.get(word)).flatten().copied();
        let mut open: Vec<usize> = named.chain(self.always.iter().copied()).collect();
        let mut needed = BTreeSet::new();
        while let Some(index) = open.pop() {
            if needed.insert(index) {
                open.extend(&self.reads[index]);
            }
        }
        needed
    }

    /// Whether what it makes is another when an example fills the tables anew.
    pub fn depends_on_rows(&self, index: usize) -> bool {
        self.read_rows[index]
    }

    /// Whether one of the statements reads the table, of those that examples fill.
    pub fn read(&self, needed: &BTreeSet<usize>, table: &str) -> bool {
        needed.iter().any(|index| self.tables[*index].contains(table))
    }
}

/// What stands in the schema: columns may have the names of objects.
fn objects<'t>(text: &'t str, schema: &str) -> impl Iterator<Item = &'t str> {
    words(text).zip(words(text).skip(1)).filter(move |(before, _)| *before == schema).map(|(_, object)| object)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !(sign.is_alphanumeric() || sign == '_')).filter(|word| !word.is_empty())
}
