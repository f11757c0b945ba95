//! A database's dialect, judged by the database itself: the cases at the bounds of every definition, every eksempel, and random
//! programs give what the interpreter says.
//!
//! `NOEGLE_ENGINE_CASES` says how many random programs are run on each database, `NOEGLE_SEED` runs one alone;
//! `NOEGLE_ENGINE_SCRIPTS` names a folder that the scripts are also written to.

use std::path::PathBuf;
use std::time::Instant;

use noegle::command_line::{Disagreement, SecondOpinion};
use noegle::engine::{Cell, Connection, EngineError};
use noegle::proof::Script;
use noegle::sql::DialectName;

use super::posed::posed;
use super::projects::{FOLDERS, compiled};
use super::{Engine, Session};
use crate::differential::{self, number_from_environment};

impl Engine {
    /// What its SQL is called in the project file.
    fn dialect(self) -> Option<DialectName> {
        DialectName::named(match self {
            Engine::Spark | Engine::SparkCluster => "databricks",
            other => other.name(),
        })
    }

    /// So many random programs are run when the environment says nothing: as many as some seconds have room for.
    fn random_programs(self) -> u64 {
        match self {
            Engine::Spark | Engine::SparkCluster => 1,
            Engine::SqlServer => 3,
            Engine::Postgres | Engine::Sqlite => 20,
            Engine::MariaDb | Engine::ClickHouse => 10,
        }
    }

    /// One of so many scripts and examples is run, so that all databases together have a few minutes;
    /// `NOEGLE_ONE_OF=1` runs them all.
    fn one_of(self) -> usize {
        let usual = match self {
            Engine::Spark | Engine::SparkCluster => 100,
            Engine::SqlServer | Engine::ClickHouse => 20,
            _ => 5,
        };
        number_from_environment("NOEGLE_ONE_OF").map_or(usual, |of| of.max(1) as usize)
    }
}

/// The cases of the definitions as scripts: none deviates.
fn scripts_hold(engine: Engine) {
    let dialect = engine.dialect().expect("a dialect is there for every database that is judged");
    let mut session = engine.session();
    let folder = std::env::var_os("NOEGLE_ENGINE_SCRIPTS").map(PathBuf::from);
    for posed in posed().iter().step_by(engine.one_of()) {
        let script = posed.script(dialect);
        if let Some(folder) = &folder {
            let file = folder.join(format!("{} {}.sql", engine.name(), posed.name.replace('/', "_")));
            std::fs::write(&file, script.text(dialect)).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        }
        let deviations = deviations(&mut session, &script).unwrap_or_else(|error| panic!("{}: {error}", posed.name));
        assert!(deviations.is_empty(), "{}:\n{}", posed.name, deviations.join("\n"));
    }
}

fn deviations(session: &mut Session, script: &Script) -> Result<Vec<String>, String> {
    let told = |sql: &str| {
        let sql = sql.to_owned();
        move |error: EngineError| format!("{error}\n{sql}")
    };
    for statement in &script.statements {
        session.execute(&statement.text).map_err(told(&statement.text))?;
    }
    let rows = session.query(&script.deviations).map_err(told(&script.deviations))?.rows;
    for sql in &script.end {
        session.execute(sql).map_err(told(sql))?;
    }
    let row = |row: &Vec<Cell>| row.iter().map(Cell::to_string).collect::<Vec<_>>().join(" | ");
    Ok(rows.iter().map(row).collect())
}

/// Every eksempel gives the interpreter's rows.
fn examples_agree(engine: Engine) {
    let dialect = engine.dialect().expect("a dialect is there for every database that is judged");
    for folder in FOLDERS {
        let compilation = compiled(folder);
        let model = &compilation.model;
        let opened = SecondOpinion::on(model, dialect, Box::new(engine.session()));
        let mut opinion = opened.unwrap_or_else(|error| panic!("{folder}: {error}"));
        for example in model.examples.iter().step_by(engine.one_of()) {
            let found = opinion.of(example).unwrap_or_else(|error| panic!("{folder}: {}: {error}", example.title));
            assert_eq!(found, Disagreement::default(), "{folder}: {}", example.title);
        }
    }
}

/// Random programs over random rows give the interpreter's rows.
fn random_programs_agree(engine: Engine) {
    let dialect = engine.dialect().expect("a dialect is there for every database that is judged");
    let seeds = match number_from_environment("NOEGLE_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number_from_environment("NOEGLE_ENGINE_CASES").unwrap_or(engine.random_programs()),
    };
    let mut session = engine.session();
    let mut asked = differential::Engine { connection: &mut session, dialect };
    if let Some((seed, report)) = differential::first_failure(seeds, &mut asked) {
        panic!("NOEGLE_SEED={seed} fejler på {}:\n{report}", engine.name());
    }
}

/// Every seed that fails and how, without making the cases small. `NOEGLE_ENGINE` says on which database.
#[test]
#[ignore = "a survey, for whoever changes a dialect"]
fn survey() {
    let named = std::env::var("NOEGLE_ENGINE").unwrap_or_default();
    let engine = Engine::ALL.into_iter().find(|engine| engine.name() == named).expect("NOEGLE_ENGINE names a database");
    let dialect = engine.dialect().expect("the dialect is there");
    let mut session = engine.session();
    let first = number_from_environment("NOEGLE_SEED").unwrap_or(0);
    let cases = number_from_environment("NOEGLE_ENGINE_CASES").unwrap_or(engine.random_programs());
    let (begun, mut failed) = (Instant::now(), 0);
    for seed in first..first + cases {
        let mut asked = differential::Engine { connection: &mut session, dialect };
        if let Some(failure) = differential::judge(&differential::Case::new(seed), &mut asked) {
            failed += 1;
            println!("NOEGLE_SEED={seed}: {}", format!("{failure:?}").chars().take(600).collect::<String>());
        }
    }
    println!("{failed} af {cases} fejler; {:?} for hver", begun.elapsed() / cases.max(1) as u32);
}

#[test]
fn scripts_hold_on_postgres() {
    scripts_hold(Engine::Postgres);
}

#[test]
fn examples_agree_on_postgres() {
    examples_agree(Engine::Postgres);
}

#[test]
fn random_programs_agree_on_postgres() {
    random_programs_agree(Engine::Postgres);
}

#[test]
fn scripts_hold_on_mariadb() {
    scripts_hold(Engine::MariaDb);
}

#[test]
fn examples_agree_on_mariadb() {
    examples_agree(Engine::MariaDb);
}

#[test]
fn random_programs_agree_on_mariadb() {
    random_programs_agree(Engine::MariaDb);
}

#[test]
fn scripts_hold_on_sqlite() {
    scripts_hold(Engine::Sqlite);
}

#[test]
fn examples_agree_on_sqlite() {
    examples_agree(Engine::Sqlite);
}

#[test]
fn random_programs_agree_on_sqlite() {
    random_programs_agree(Engine::Sqlite);
}

#[test]
fn scripts_hold_on_clickhouse() {
    scripts_hold(Engine::ClickHouse);
}

#[test]
fn examples_agree_on_clickhouse() {
    examples_agree(Engine::ClickHouse);
}

#[test]
fn random_programs_agree_on_clickhouse() {
    random_programs_agree(Engine::ClickHouse);
}

#[test]
fn scripts_hold_on_spark() {
    scripts_hold(Engine::Spark);
}

#[test]
fn examples_agree_on_spark() {
    examples_agree(Engine::Spark);
}

#[test]
fn random_programs_agree_on_spark() {
    random_programs_agree(Engine::Spark);
}

#[test]
fn scripts_hold_on_sqlserver() {
    scripts_hold(Engine::SqlServer);
}

#[test]
fn examples_agree_on_sqlserver() {
    examples_agree(Engine::SqlServer);
}

#[test]
fn random_programs_agree_on_sqlserver() {
    random_programs_agree(Engine::SqlServer);
}
