//! Cases as scripts in DuckDB: nothing deviates, and a definition that is changed deviates there too.

use super::{cases, figure, proven, subject};
use noegle::engine::{Connection, DuckDb, Options, Place};
use noegle::proof::script;
use noegle::sql::DialectName;

/// How many rows deviate when the cases of the first definition are run on the second.
pub fn deviations(original: &str, built: &str) -> usize {
    let (original, built) = (proven(original), proven(built));
    let rounds = cases(&original.model, &subject(&original, "x"));
    assert!(rounds.iter().any(|round| !round.cases.is_empty()));
    let script = script(&built.model, &subject(&built, "x"), &rounds, DialectName::DuckDb);
    let mut connection = DuckDb::open(&Place::Memory, &Options { threads: Some(1) }).expect("DuckDB er sat op");
    for statement in &script.statements {
        connection.execute(&statement.text).unwrap_or_else(|error| panic!("{error}\n{}", statement.text));
    }
    let rows = connection.query(&script.deviations).expect("forespørgslen kan køres").rows.len();
    for statement in &script.end {
        connection.execute(statement).expect("skemaet kan fjernes");
    }
    let schemas = connection
        .query("SELECT schema_name FROM information_schema.schemata WHERE schema_name = 'noegle_proeve'")
        .expect("kan læses");
    assert!(schemas.rows.is_empty());
    rows
}

#[test]
fn a_script_finds_nothing_in_what_it_was_made_from_and_something_in_what_was_changed() {
    let original = figure(
        "    for alle art <> 0\n    med dranst 1 og 2, hovedkonto 2-6\n    uden funktion 5.28.21\n    med alder 17-66",
    );
    assert_eq!(deviations(&original, &original), 0);
    for (from, to) in [
        ("hovedkonto 2-6", "hovedkonto 2-5"),
        ("5.28.21", "5.28.20"),
        ("17-66", "17-67"),
        ("art <> 0", "art 4"),
        ("for hele året", "de seneste 11 måneder"),
    ] {
        assert!(deviations(&original, &original.replace(from, to)) > 0, "{from} → {to}");
    }
}

#[test]
fn what_is_made_of_other_rows_holds_in_the_database() {
    for definition in super::made::definitions() {
        assert_eq!(deviations(&definition, &definition), 0, "{definition}");
    }
}

#[test]
fn keys_forløb_and_populations_hold_in_the_database() {
    for definition in super::people::definitions() {
        assert_eq!(deviations(&definition, &definition), 0, "{definition}");
    }
}
