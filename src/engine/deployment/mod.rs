//! A build put into a database: what is there already is compared, what is no longer made is removed, and readers see the
//! old build or the new one, never half of one.
//!
//! In: the statements of a build. Out: a database that holds them. Guaranteed now: an object that no build of noegle made
//! is never replaced or removed; after an error or Ctrl-C the database is as it was.

mod difference;
mod objects;
mod register;

pub use difference::{Change, Step};
pub use objects::{Object, ObjectKind, objects};

use super::script::transaction;
use super::{Connection, EngineError, ErrorKind};
use crate::sql::{Statement, Target};
use difference::steps;
use register::Register;

/// Hears `(n, m, about)` before statement n of m.
pub type Progress<'a> = dyn FnMut(usize, usize, &str) + 'a;

/// What a build would do to the database, in the order of the build, what is removed at the end. Nothing is written.
pub fn preview(
    connection: &mut dyn Connection,
    statements: &[Statement],
    target: &Target,
) -> Result<Vec<Step>, EngineError> {
    let register = Register::of(target);
    let wanted = objects(statements);
    let had = register.read(connection)?;
    refuse_foreign(connection, &register, had.as_deref(), &wanted)?;
    Ok(steps(&had.unwrap_or_default(), &wanted))
}

/// What a build does to an empty database.
pub fn preview_of_nothing(statements: &[Statement]) -> Vec<Step> {
    steps(&[], &objects(statements))
}

/// Builds. All happens in one transaction.
pub fn deploy(
    connection: &mut dyn Connection,
    statements: &[Statement],
    target: &Target,
    progress: &mut Progress,
) -> Result<(), EngineError> {
    let register = Register::of(target);
    let wanted = objects(statements);
    transaction(connection, &mut |connection| {
        let had = register.read(connection)?;
        refuse_foreign(connection, &register, had.as_deref(), &wanted)?;
        for object in steps(&had.unwrap_or_default(), &wanted).iter().rev().filter_map(Step::in_the_way) {
            connection.execute(&register.removal(object)).map_err(|error| error.at(0, &object.name))?;
        }
        for (index, statement) in statements.iter().enumerate() {
            progress(index + 1, statements.len(), &statement.about);
            connection.execute(&statement.text).map_err(|error| error.at(index + 1, &statement.about))?;
        }
        register.write(connection, &wanted)
    })
}

/// A database without a register was built before there was one, or never: there is nothing to compare with, and its
/// own statements tell.
fn refuse_foreign(
    connection: &mut dyn Connection,
    register: &Register,
    had: Option<&[Object]>,
    wanted: &[Object],
) -> Result<(), EngineError> {
    let Some(had) = had else { return Ok(()) };
    let present = register.present(connection)?;
    let foreign = wanted
        .iter()
        .find(|object| present.contains(&object.name) && !had.iter().any(|known| known.name == object.name));
    match foreign {
        None => Ok(()),
        Some(object) => {
            let name = format!("{}.{}", register.schema(), object.name);
            Err(EngineError::new(ErrorKind::NotOurs { object: name.clone() }, format!("{name} exists")))
        }
    }
}
