//! Several statements as one: all of them or none.
//!
//! In: statements in order, each with words on what it makes. Out: nothing, or the error of the statement that failed.
//! Guaranteed now: after an error the database is as it was before.

use super::{Connection, EngineError};

/// One statement and what it makes, for progress and errors (`nt_udgift_pr_borger`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    pub sql: String,
    pub about: String,
}

/// Runs the statements inside one transaction. `progress` hears `(n, m, about)` before statement n of m.
pub fn run(
    connection: &mut dyn Connection,
    statements: &[Statement],
    progress: &mut dyn FnMut(usize, usize, &str),
) -> Result<(), EngineError> {
    transaction(connection, "BEGIN TRANSACTION", &mut |connection| run_each(connection, statements, progress))
}

/// Does the work inside one transaction, which `begin` begins: all of it or nothing.
pub fn transaction(
    connection: &mut dyn Connection,
    begin: &str,
    work: &mut dyn FnMut(&mut dyn Connection) -> Result<(), EngineError>,
) -> Result<(), EngineError> {
    connection.execute(begin)?;
    let outcome = work(connection).and_then(|()| connection.execute("COMMIT"));
    if outcome.is_err() {
        // The first error is the one to tell; a failed rollback means that the engine already rolled back.
        let _ = connection.execute("ROLLBACK");
    }
    outcome
}

fn run_each(
    connection: &mut dyn Connection,
    statements: &[Statement],
    progress: &mut dyn FnMut(usize, usize, &str),
) -> Result<(), EngineError> {
    for (index, statement) in statements.iter().enumerate() {
        progress(index + 1, statements.len(), &statement.about);
        connection.execute(&statement.sql).map_err(|error| error.at(index + 1, &statement.about))?;
    }
    Ok(())
}
