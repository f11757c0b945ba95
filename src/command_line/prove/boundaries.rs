//! The cases at the bounds of every definition, run in the database.
//!
//! In: a model. Out: an [`Outcome`] per case. Guaranteed now: the scripts are those that `noegle byg` writes; each builds in a
//! schema of its own, in memory.

use super::{Outcome, one_thread};
use crate::cases::{Case, Proof, Subject, cases, proof};
use crate::command_line::failure::Failure;
use crate::command_line::progress::Progress;
use crate::command_line::words::Words;
use crate::diagnostics::visible;
use crate::engine::{Cell, Connection, DuckDb, EngineError, Place};
use crate::model::{FigureReference, Model};
use crate::proof::{Script, script};
use crate::source::Sources;
use crate::sql::DialectName;

/// So many deviating rows of a case are told.
const TOLD_ROWS: usize = 12;

pub fn outcomes(
    model: &Model,
    sources: &Sources,
    wanted: &dyn Fn(&str) -> bool,
    words: &Words,
) -> Result<Vec<Outcome>, Failure> {
    let Proof { model: proof, subjects } = proof(model);
    let named = |subject: &Subject| wanted(&proof.figure(subject.figure).name.text);
    let chosen: Vec<Subject> = subjects.into_iter().filter(named).collect();
    if chosen.is_empty() {
        return Ok(Vec::new());
    }
    let failed = |error: EngineError| Failure::engine(&error, words);
    let mut connection = DuckDb::open(&Place::Memory, &one_thread()).map_err(failed)?;
    let mut progress = Progress::new(words);
    let mut outcomes = Vec::new();
    for (index, subject) in chosen.iter().enumerate() {
        let name = &proof.figure(subject.figure).name;
        progress.show(index + 1, chosen.len(), &name.text);
        let rounds = cases(&proof, subject);
        let all: Vec<&Case> = rounds.iter().flat_map(|round| &round.cases).collect();
        if all.is_empty() {
            continue;
        }
        let script = script(&proof, subject, &rounds, DialectName::DuckDb);
        let deviations = run(&mut connection, &script).map_err(failed)?;
        let file = sources.file(name.span.file);
        let place = format!("{}:{}", file.name, file.position(name.span.start as usize).line);
        for case in all {
            let problems = problems(case, &deviations, words);
            let subject = subject_name(&proof, case.of);
            outcomes.push(Outcome { title: case.shows.clone(), subject, place: place.clone(), problems });
        }
    }
    progress.done();
    Ok(outcomes)
}

/// The deviating rows of all cases.
fn run(connection: &mut DuckDb, script: &Script) -> Result<Vec<Vec<Cell>>, EngineError> {
    for (index, statement) in script.statements.iter().enumerate() {
        connection.execute(&statement.text).map_err(|error| error.at(index + 1, &statement.about))?;
    }
    let found = connection.query(&script.deviations)?.rows;
    for statement in &script.end {
        connection.execute(statement)?;
    }
    Ok(found)
}

/// A row of the deviations: nr, viser, hvad, and what is compared.
fn problems(case: &Case, deviations: &[Vec<Cell>], words: &Words) -> Vec<String> {
    let number = case.number.to_string();
    let own = deviations.iter().filter(|row| row.first().is_some_and(|cell| cell.to_string() == number));
    let told = |row: &Vec<Cell>| {
        let expected = row.get(2).is_some_and(|cell| cell.to_string() == "forventet");
        let cells: Vec<String> = row.iter().skip(3).map(ToString::to_string).collect();
        let key = if expected { "prove.case_expected" } else { "prove.case_found" };
        words.fill(key, &[("row", visible(&cells.join(" | ")).as_ref())])
    };
    own.take(TOLD_ROWS).map(told).collect()
}

fn subject_name(model: &Model, of: FigureReference) -> String {
    let figure = model.figure(of.figure);
    let member = of.member.and_then(|index| figure.family.as_ref()?.members.get(index));
    member.map_or_else(|| figure.name.text.clone(), |member| format!("{}[{}]", figure.name.text, member.code))
}
