//! What judges the SQL of engines that cannot be had here: BigQuery, Snowflake, Redshift, Trino and Oracle.
//!
//! Each is a process as the databases are; how far its word goes is said in `docs/backends.md`. The statements in
//! `tests/engines/cases` are ours and say what must be taken, refused, and found.

use std::path::Path;

use noegle::engine::{Cell, Connection};

use super::lines::Lines;
use super::places::fetched;

/// An engine that is asked by proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verifier {
    BigQuery,
    Snowflake,
    Redshift,
    Trino,
    Oracle,
}

impl Verifier {
    pub fn name(self) -> &'static str {
        match self {
            Verifier::BigQuery => "bigquery",
            Verifier::Snowflake => "snowflake",
            Verifier::Redshift => "redshift",
            Verifier::Trino => "trino",
            Verifier::Oracle => "oracle",
        }
    }

    /// One of its own, which knows nothing yet.
    pub fn start(self) -> Lines {
        let setup = if self == Verifier::BigQuery { "bigquery" } else { "fakesnow" };
        let place = |name: &str| {
            fetched(name).unwrap_or_else(|missing| panic!("{missing} mangler. Kør: scripts/engines/setup {setup}"))
        };
        match self {
            Verifier::BigQuery => Lines::start("bigquery", &[place("zetasql-0.1.5"), place("zetasql-0.1.5.compiled")]),
            Verifier::Snowflake => Lines::start("on_fakesnow", &[place("fakesnow-0.12.1")]),
            _ => Lines::start("parsers", &[place("fakesnow-0.12.1"), self.name().into()]),
        }
    }
}

/// What must come of a statement.
enum Wanted {
    Taken,
    Refused(String),
    Rows(String),
}

/// The statements of a file of cases, one a line; the line after it says what must come of it.
fn cases(text: &str) -> Vec<(String, Wanted)> {
    let mut cases: Vec<(String, Wanted)> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with("-- ")) {
        let wanted = line
            .strip_prefix("--! ")
            .map(|part| Wanted::Refused(part.to_owned()))
            .or_else(|| line.strip_prefix("--= ").map(|rows| Wanted::Rows(rows.to_owned())));
        match (wanted, cases.last_mut()) {
            (Some(wanted), Some(last)) => last.1 = wanted,
            _ => cases.push((line.trim_end_matches(';').to_owned(), Wanted::Taken)),
        }
    }
    cases
}

fn judges_as_written(verifier: Verifier) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/engines/cases/{}.sql", verifier.name()));
    let text = std::fs::read_to_string(file).expect("the cases");
    let mut asked = verifier.start();
    let cell = |cell: &Cell| if *cell == Cell::Null { "NULL".to_owned() } else { cell.to_string() };
    let wrong: Vec<String> = cases(&text)
        .into_iter()
        .filter_map(|(statement, wanted)| {
            let found = match &wanted {
                Wanted::Rows(_) => asked.query(&statement).map(|table| {
                    let row = |row: &Vec<Cell>| row.iter().map(cell).collect::<Vec<_>>().join(",");
                    table.rows.iter().map(row).collect::<Vec<_>>().join("|")
                }),
                _ => asked.execute(&statement).map(|()| String::new()),
            };
            let right = match (&wanted, &found) {
                (Wanted::Taken, Ok(_)) => true,
                (Wanted::Rows(rows), Ok(found)) => rows == found,
                (Wanted::Refused(part), Err(error)) => error.message.to_lowercase().contains(&part.to_lowercase()),
                _ => false,
            };
            (!right).then(|| format!("{statement}\n  {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn bigquery_is_judged_by_googles_analyzer() {
    judges_as_written(Verifier::BigQuery);
}

#[test]
fn snowflake_is_judged_by_an_imitation() {
    judges_as_written(Verifier::Snowflake);
}

#[test]
fn redshift_trino_and_oracle_are_judged_by_their_grammar() {
    for verifier in [Verifier::Redshift, Verifier::Trino, Verifier::Oracle] {
        judges_as_written(verifier);
    }
}
