//! What is built for BigQuery, Snowflake, Redshift and Trino, before those who judge in their stead.
//!
//! Every statement of the projects here must be taken; the boundary cases of the figures must give no row that deviates,
//! where rows can be had. Redshift's statements are run on PostgreSQL too, of whose language they are a part.

use noegle::cases::stored_columns;
use noegle::command_line::{Disagreement, SecondOpinion};
use noegle::compile::Compilation;
use noegle::engine::Connection;
use noegle::model::{Origin, SourceId};
use noegle::sql::dialect::Type;
use noegle::sql::{DialectName, SourceLocation, Target, statements};

use super::Engine;
use super::posed::posed;
use super::projects::{FOLDERS, compiled};
use super::verifiers::Verifier;
use crate::differential::{self, number_from_environment};

/// So many refusals are told.
const TOLD: usize = 5;

/// The tables that a project reads, all columns text.
fn tables(compilation: &Compilation, dialect: DialectName) -> Vec<String> {
    let on = dialect.dialect();
    let text = on.column_type(Type::Text);
    let mut made: Vec<String> = Vec::new();
    for (index, source) in compilation.model.sources.iter().enumerate() {
        if source.origin != Origin::Table {
            continue;
        }
        let columns = stored_columns(&compilation.model, SourceId(index));
        let column = |column: &String| format!("{} {text}", on.name(column));
        let columns = columns.iter().map(column).collect::<Vec<_>>().join(", ");
        if let Some((schema, _)) = source.table.split_once('.') {
            let schema = on.create_schema(&on.name(schema));
            made.extend(schema.into_iter().filter(|one| !made.contains(one)).collect::<Vec<_>>());
        }
        let table = on.location(&SourceLocation::Table(source.table.clone()));
        made.push(format!("CREATE TABLE {table} ({columns})"));
    }
    made
}

fn refused(on: &mut dyn Connection, statements: impl IntoIterator<Item = String>) -> Vec<String> {
    let one = |text: String| on.execute(&text).err().map(|error| format!("{error}\n{text}"));
    statements.into_iter().filter_map(one).take(TOLD).collect()
}

/// All that `noegle byg` makes is taken: that of the first projects, or of all when the environment says so.
fn takes_the_build(verifier: Verifier, dialect: DialectName) {
    let all = std::env::var_os("NOEGLE_ALL_BUILDS").is_some();
    for folder in FOLDERS.iter().filter(|folder| all || **folder != "flis") {
        let compilation = compiled(folder);
        let target = Target { dialect, ..Target::duckdb() };
        let built = statements(&compilation.model, &target).into_iter().map(|statement| statement.text);
        let told = refused(&mut verifier.start(), tables(&compilation, dialect).into_iter().chain(built));
        assert!(told.is_empty(), "{folder}: {}", told.join("\n\n"));
    }
}

/// The boundary cases of some definitions, one of so many: what is found is what the interpreter expects.
fn finds_the_same(on: &mut dyn Connection, dialect: DialectName, usual: usize) {
    for posed in posed().iter().step_by(one_of(usual)) {
        let (name, script) = (&posed.name, posed.script(dialect));
        let told = refused(on, script.statements.iter().map(|statement| statement.text.clone()));
        assert!(told.is_empty(), "{name}: {}", told.join("\n\n"));
        let deviations = on.query(&script.deviations).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(deviations.rows.is_empty(), "{name}: {:?}", &deviations.rows[..deviations.rows.len().min(TOLD)]);
        assert_eq!(refused(on, script.end), Vec::<String>::new());
    }
}

/// Random programs over random rows give the interpreter's rows.
fn random_programs_agree(on: &mut dyn Connection, dialect: DialectName, cases: u64) {
    let seeds = match number_from_environment("NOEGLE_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number_from_environment("NOEGLE_ENGINE_CASES").unwrap_or(cases),
    };
    let mut asked = differential::Engine { connection: on, dialect };
    if let Some((seed, report)) = differential::first_failure(seeds, &mut asked) {
        panic!("NOEGLE_SEED={seed} fejler på {}:\n{report}", dialect.name());
    }
}

/// One of so many is asked when the environment says nothing: as many as some seconds have room for.
fn one_of(usual: usize) -> usize {
    number_from_environment("NOEGLE_ONE_OF").map_or(usual, |of| of.max(1) as usize)
}

/// Every eksempel of the projects, or one of so many, gives the interpreter's rows.
fn examples_agree(verifier: Verifier, dialect: DialectName, usual: usize) {
    for folder in FOLDERS {
        let compilation = compiled(folder);
        let model = &compilation.model;
        let opened = SecondOpinion::on(model, dialect, Box::new(verifier.start()));
        let mut opinion = opened.unwrap_or_else(|error| panic!("{folder}: {error}"));
        for example in model.examples.iter().step_by(one_of(usual)) {
            let found = opinion.of(example).unwrap_or_else(|error| panic!("{folder}: {}: {error}", example.title));
            assert_eq!(found, Disagreement::default(), "{folder}: {}", example.title);
        }
    }
}

#[test]
fn bigquery_takes_what_is_built() {
    takes_the_build(Verifier::BigQuery, DialectName::BigQuery);
}

#[test]
#[ignore = "not proven: the program does not use this backend until it is"]
fn bigquery_finds_what_the_interpreter_finds() {
    finds_the_same(&mut Verifier::BigQuery.start(), DialectName::BigQuery, 92);
}

#[test]
#[ignore = "not proven: the program does not use this backend until it is"]
fn examples_agree_on_bigquery() {
    examples_agree(Verifier::BigQuery, DialectName::BigQuery, 1);
}

#[test]
#[ignore = "not proven: the program does not use this backend until it is"]
fn random_programs_agree_on_bigquery() {
    random_programs_agree(&mut Verifier::BigQuery.start(), DialectName::BigQuery, 1);
}

#[test]
fn snowflake_takes_what_is_built() {
    takes_the_build(Verifier::Snowflake, DialectName::Snowflake);
}

#[test]
#[ignore = "not proven: the program does not use this backend until it is"]
fn snowflake_finds_what_the_interpreter_finds() {
    finds_the_same(&mut Verifier::Snowflake.start(), DialectName::Snowflake, 30);
}

#[test]
#[ignore = "not proven: the program does not use this backend until it is"]
fn examples_agree_on_snowflake() {
    examples_agree(Verifier::Snowflake, DialectName::Snowflake, 1);
}

#[test]
#[ignore = "not proven: the program does not use this backend until it is"]
fn random_programs_agree_on_snowflake() {
    random_programs_agree(&mut Verifier::Snowflake.start(), DialectName::Snowflake, 1);
}

#[test]
fn trino_takes_what_is_built() {
    takes_the_build(Verifier::Trino, DialectName::Trino);
}

#[test]
#[ignore = "not proven: the program does not use this backend until it is"]
fn trino_finds_what_the_interpreter_finds() {
    finds_the_same(&mut Verifier::Trino.start(), DialectName::Trino, 30);
}

#[test]
#[ignore = "not proven: the program does not use this backend until it is"]
fn examples_agree_on_trino() {
    examples_agree(Verifier::Trino, DialectName::Trino, 1);
}

#[test]
#[ignore = "not proven: the program does not use this backend until it is"]
fn random_programs_agree_on_trino() {
    random_programs_agree(&mut Verifier::Trino.start(), DialectName::Trino, 1);
}

#[test]
#[ignore = "not proven: the program does not use this backend until it is"]
fn oracle_takes_what_is_built() {
    takes_the_build(Verifier::Oracle, DialectName::Oracle);
}

#[test]
#[ignore = "not proven: the program does not use this backend until it is"]
fn oracle_finds_what_the_interpreter_finds() {
    finds_the_same(&mut Verifier::Oracle.start(), DialectName::Oracle, 46);
}

#[test]
#[ignore = "not proven: the program does not use this backend until it is"]
fn random_programs_agree_on_oracle() {
    random_programs_agree(&mut Verifier::Oracle.start(), DialectName::Oracle, 1);
}

#[test]
fn redshift_takes_what_is_built() {
    takes_the_build(Verifier::Redshift, DialectName::Redshift);
}

#[test]
fn what_is_written_for_redshift_runs_on_postgresql() {
    finds_the_same(&mut Engine::Postgres.session(), DialectName::Redshift, 5);
}

#[test]
fn random_programs_for_redshift_agree_on_postgresql() {
    random_programs_agree(&mut Engine::Postgres.session(), DialectName::Redshift, 20);
}
