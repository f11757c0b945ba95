//! DuckDB itself, opened as the program opens it.

use std::path::PathBuf;
use std::time::Duration;

use noegle::engine::script::{self, Statement};
use noegle::engine::{Cell, Connection, Date, DuckDb, ErrorKind, Options, Place, ResultTable};

fn memory() -> DuckDb {
    DuckDb::open(&Place::Memory, &Options::default()).expect("scripts/setup has put DuckDB in the cache")
}

fn one_row(sql: &str) -> Vec<Cell> {
    let mut table = memory().query(sql).expect(sql);
    assert_eq!(table.rows.len(), 1, "{sql}");
    table.rows.remove(0)
}

fn text(value: &str) -> Cell {
    Cell::Text(value.to_owned())
}

fn refusal(sql: &str) -> ErrorKind {
    memory().execute(sql).expect_err(sql).kind
}

fn statements(all: &[&str]) -> Vec<Statement> {
    all.iter().map(|sql| Statement { sql: (*sql).to_owned(), about: format!("om {sql}") }).collect()
}

#[test]
fn every_type_keeps_its_digits() {
    let row = one_row(
        "SELECT CAST(-12345678901234567890123.45678 AS DECIMAL(28,5)), CAST(1.5 AS DECIMAL(4,1)), CAST(7 AS TINYINT), \
         170141183460469231731 * CAST(1 AS HUGEINT), sum(i), DATE '2024-02-29', true, CAST(0.5 AS DOUBLE), NULL, \
         TIMESTAMP '2024-05-01 12:30:00.25', CAST('b' AS ENUM('a','b')), CAST(0 AS DECIMAL(28,5)) FROM (SELECT 1 i)",
    );
    assert_eq!(
        row,
        vec![
            Cell::Decimal { unscaled: -1_234_567_890_123_456_789_012_345_678, scale: 5 },
            Cell::Decimal { unscaled: 15, scale: 1 },
            Cell::Integer(7),
            Cell::Integer(170_141_183_460_469_231_731),
            Cell::Integer(1),
            Cell::Date(Date { year: 2024, month: 2, day: 29 }),
            Cell::Boolean(true),
            Cell::Double(0.5),
            Cell::Null,
            text("2024-05-01 12:30:00.25"),
            text("b"),
            Cell::Decimal { unscaled: 0, scale: 5 },
        ]
    );
    let shown: Vec<String> = row.iter().map(Cell::to_string).collect();
    assert_eq!(shown[0], "-12345678901234567890123.45678");
    assert_eq!(shown[11], "0.00000");
    assert_eq!(Cell::Decimal { unscaled: -5, scale: 3 }.to_string(), "-0.005");
}

#[test]
fn danish_letters_go_through_names_and_values() {
    let table = memory().query("SELECT 'Ærø på fjerkræ' AS \"ældreudgift\"").expect("a query");
    assert_eq!(table, ResultTable { columns: vec!["ældreudgift".into()], rows: vec![vec![text("Ærø på fjerkræ")]] });
}

#[test]
fn many_rows_come_in_order() {
    let table = memory().query("SELECT range AS n FROM range(10000) ORDER BY n").expect("a query");
    let expected: Vec<Vec<Cell>> = (0..10_000).map(|n| vec![Cell::Integer(n)]).collect();
    assert_eq!(table.rows, expected);
}

#[test]
fn a_query_without_rows_has_columns() {
    let table = memory().query("SELECT 1 AS a, 'x' AS b WHERE false").expect("a query");
    assert_eq!((table.columns, table.rows), (vec!["a".to_owned(), "b".to_owned()], vec![]));
}

#[test]
fn refusals_are_told_apart() {
    assert_eq!(refusal("SELEKT 1"), ErrorKind::Syntax);
    assert_eq!(refusal("SELECT kolonne FROM (SELECT 1 AS a)"), ErrorKind::Binder);
    assert_eq!(refusal("SELECT * FROM findes_ikke"), ErrorKind::Catalog);
    assert_eq!(refusal("SELECT CAST('x' AS INTEGER)"), ErrorKind::Value);
    assert_eq!(refusal("SELECT CAST(100000 AS TINYINT)"), ErrorKind::Value);
    assert_eq!(refusal("SELECT * FROM read_csv('/findes/ikke.csv')"), ErrorKind::Io);
    assert_eq!(
        refusal("SELECT * FROM read_csv('https://localhost:1/x.csv')"),
        ErrorKind::Other,
        "no extension is fetched"
    );
}

#[test]
fn a_type_that_no_figure_has_is_refused_by_name() {
    let error = memory().query("SELECT [1, 2] AS liste").expect_err("lists are no figures");
    assert_eq!(error.kind, ErrorKind::UnsupportedType);
}

#[test]
fn the_message_has_no_caret() {
    let error = memory().execute("SELECT 'æøå', findes_ikke").expect_err("no such column");
    assert!(!error.message.contains('^') && !error.message.contains("LINE"), "{}", error.message);
}

#[test]
fn constraints_are_told() {
    let mut connection = memory();
    connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY)").expect("a table");
    connection.execute("INSERT INTO t VALUES (1)").expect("a row");
    let error = connection.execute("INSERT INTO t VALUES (1)").expect_err("a duplicate");
    assert_eq!(error.kind, ErrorKind::Constraint);
}

#[test]
fn a_script_tells_its_progress() {
    let mut connection = memory();
    let mut heard = Vec::new();
    let all = statements(&["CREATE TABLE t AS SELECT 1 AS a", "INSERT INTO t VALUES (2)"]);
    script::run(&mut connection, &all, &mut |n, m, about| heard.push(format!("{n}/{m} {about}"))).expect("it runs");
    assert_eq!(heard, ["1/2 om CREATE TABLE t AS SELECT 1 AS a", "2/2 om INSERT INTO t VALUES (2)"]);
    assert_eq!(connection.query("SELECT count(*) FROM t").expect("rows").rows, [[Cell::Integer(2)]]);
}

#[test]
fn a_failing_script_leaves_nothing() {
    let mut connection = memory();
    let all = statements(&["CREATE TABLE t AS SELECT 1 AS a", "INSERT INTO t VALUES ('x')"]);
    let error = script::run(&mut connection, &all, &mut |_, _, _| {}).expect_err("'x' is no number");
    assert_eq!(
        (error.kind, error.statement),
        (ErrorKind::Value, Some((2, "om INSERT INTO t VALUES ('x')".to_owned())))
    );
    let gone = connection.query("SELECT * FROM t").expect_err("rolled back");
    assert_eq!(gone.kind, ErrorKind::Catalog);
    connection.execute("CREATE TABLE t AS SELECT 2 AS a").expect("the session goes on");
}

#[test]
fn a_file_is_opened_once_per_process() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = Place::File(folder.path().join("å.duckdb"));
    let mut first = DuckDb::open(&place, &Options { threads: Some(1) }).expect("a new file");
    first.execute("CREATE TABLE t AS SELECT 1 AS a").expect("a table");
    let mut second = DuckDb::open(&place, &Options::default()).expect("the same file");
    assert_eq!(second.query("SELECT a FROM t").expect("seen from both").rows, [[Cell::Integer(1)]]);
    drop((first, second));
    let mut later = DuckDb::open(&place, &Options::default()).expect("opened again");
    assert_eq!(later.query("SELECT a FROM t").expect("kept").rows, [[Cell::Integer(1)]]);
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tekst.duckdb");
    std::fs::write(&path, "kommune;beløb\n".repeat(2000)).expect("a file");
    let error = DuckDb::open(&Place::File(path), &Options::default()).err().expect("no database");
    assert_eq!(error.kind, ErrorKind::Io, "{error}");
    let nowhere = Place::File(PathBuf::from("/findes/ikke/x.duckdb"));
    assert_eq!(DuckDb::open(&nowhere, &Options::default()).err().expect("no folder").kind, ErrorKind::Io);
}

#[test]
fn a_running_statement_can_be_stopped() {
    let mut connection = memory();
    let cancel = connection.cancel_handle();
    cancel.cancel();
    connection.execute("SELECT 1").expect("an idle session is unharmed");
    let stopper = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        cancel.cancel();
    });
    let endless = "SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE (a.range * b.range) % 7 = 3";
    let error = connection.query(endless).expect_err("stopped");
    stopper.join().expect("the stopper ends");
    assert_eq!(error.kind, ErrorKind::Cancelled, "{error}");
}

#[test]
fn threads_follow_the_option() {
    let mut connection = DuckDb::open(&Place::Memory, &Options { threads: Some(1) }).expect("in memory");
    assert_eq!(connection.query("SELECT current_setting('threads')").expect("a setting").rows, [[Cell::Integer(1)]]);
}

#[test]
fn parquet_is_part_of_the_library() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("t.parquet").display().to_string();
    let mut connection = memory();
    connection.execute(&format!("COPY (SELECT 7 AS a) TO '{file}' (FORMAT parquet)")).expect("written");
    let table = connection.query(&format!("SELECT a FROM read_parquet('{file}')")).expect("read");
    assert_eq!(table.rows, [[Cell::Integer(7)]]);
}
