//! Sessions with real servers.

use std::time::{Duration, Instant};

use noegle::engine::{Cell, Connection, Date, EngineError, EngineName, ErrorKind, Limits, Server, connect};

use crate::engines;

const LIMITS: Limits = Limits { connect: 20, statement: None };

fn opened(engine: EngineName, address: &str, limits: Limits) -> Server {
    connect(engine, address, limits, &mut |error, _| panic!("{error}")).unwrap_or_else(|error| panic!("{error}"))
}

fn refused(engine: EngineName, address: &str) -> EngineError {
    let limits = Limits { connect: 1, statement: None };
    connect(engine, address, limits, &mut |_, _| {}).err().expect("no connection")
}

#[test]
fn postgres_keeps_every_digit_and_says_what_is_wrong() {
    let database = engines::start(engines::Engine::Postgres);
    let mut server = opened(EngineName::Postgres, database.ready("uri"), LIMITS);
    let row = server
        .query(
            "SELECT CAST(-12345678901234567890123.45678 AS NUMERIC(28, 5)) AS a, CAST(7 AS SMALLINT) AS b, SUM(n) AS c, \
             DATE '2024-02-29' AS d, true AS e, NULL AS f, 'Ærø' AS g, TIMESTAMP '2024-05-01 12:30:00.25' AS h, \
             CAST(0.05 AS NUMERIC) AS i FROM (VALUES (CAST(1 AS BIGINT)), (2)) AS t(n)",
        )
        .expect("a query")
        .rows
        .remove(0);
    let expected = [
        Cell::Decimal { unscaled: -1_234_567_890_123_456_789_012_345_678, scale: 5 },
        Cell::Integer(7),
        Cell::Integer(3),
        Cell::Date(Date { year: 2024, month: 2, day: 29 }),
        Cell::Boolean(true),
        Cell::Null,
        Cell::Text("Ærø".into()),
        Cell::Text("2024-05-01 12:30:00.25".into()),
        Cell::Decimal { unscaled: 5, scale: 2 },
    ];
    assert_eq!(row, expected);

    let mut kind = |sql: &str| server.query(sql).expect_err(sql);
    assert_eq!(kind("SELEKT 1").kind, ErrorKind::Syntax);
    assert_eq!(kind("SELECT * FROM findes_ikke").kind, ErrorKind::Catalog);
    assert_eq!(kind("SELECT 1 / n FROM (VALUES (0)) AS t(n)").kind, ErrorKind::Value);
    let column = kind("SELECT k.beløb FROM (SELECT 1 AS a) AS k");
    assert_eq!((column.kind.clone(), column.missing_column()), (ErrorKind::Binder, Some("beløb")), "{column}");
    assert_eq!(column.message, "column k.beløb does not exist", "the statement is not repeated");

    server.execute("CREATE TABLE t (a INTEGER)").expect("a table");
    server.execute("CREATE VIEW v AS SELECT a FROM t").expect("a view");
    assert_eq!(server.execute("DROP TABLE t").expect_err("v reads it").kind, ErrorKind::Dependents);
    server.execute("BEGIN").expect("a transaction");
    server.execute("DROP VIEW v").expect("dropped");
    server.execute("ROLLBACK").expect("undone");
    assert_eq!(server.query("SELECT COUNT(*) FROM v").expect("there again").rows, [[Cell::Integer(0)]]);
    server.execute("CREATE ROLE laeser LOGIN").expect("a role");
    let reader = database.ready("uri").replace("noegle@", "laeser@");
    let mut reader = opened(EngineName::Postgres, &reader, LIMITS);
    assert_eq!(reader.query("SELECT * FROM v").expect_err("not hers").kind, ErrorKind::Privilege);
    let nowhere = database.ready("uri").replace("/postgres?", "/findes_ikke?");
    assert_eq!(refused(EngineName::Postgres, &nowhere).kind, ErrorKind::NoDatabase);
}

#[test]
fn a_statement_of_postgres_can_be_stopped_and_may_take_so_long() {
    let database = engines::start(engines::Engine::Postgres);
    let mut server = opened(EngineName::Postgres, database.ready("uri"), LIMITS);
    let cancel = server.cancel_handle();
    let stopper = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        cancel.cancel();
    });
    let began = Instant::now();
    let error = server.query("SELECT pg_sleep(30)").expect_err("stopped");
    stopper.join().expect("the stopper ends");
    assert_eq!(error.kind, ErrorKind::Cancelled, "{error}");
    let mut hasty = opened(EngineName::Postgres, database.ready("uri"), Limits { connect: 20, statement: Some(1) });
    assert_eq!(hasty.query("SELECT pg_sleep(30)").expect_err("too long").kind, ErrorKind::TimedOut);
    assert!(began.elapsed() < Duration::from_secs(15));
    assert_eq!(hasty.query("SELECT 1 AS a").expect("it goes on").rows, [[Cell::Integer(1)]]);
}

#[test]
fn a_password_is_in_no_error() {
    let database = engines::start(engines::Engine::Postgres);
    let mut server = opened(EngineName::Postgres, database.ready("uri"), LIMITS);
    server.execute("CREATE ROLE kommune LOGIN PASSWORD 'rigtig-kode'").expect("a role");
    let rules = server.query("SHOW hba_file").expect("a file").rows[0][0].to_string();
    std::fs::write(&rules, "local all kommune scram-sha-256\nlocal all all trust\n").expect("written");
    server.query("SELECT pg_reload_conf()").expect("read again");
    let address = |password: &str| database.ready("uri").replace("noegle@", &format!("kommune:{password}@"));
    // The server reads the file when it gets to it.
    let mut error = None;
    for _ in 0..50 {
        error = connect(EngineName::Postgres, &address("forkert-kode"), LIMITS, &mut |_, _| {}).err();
        if error.is_some() {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    let error = error.expect("refused");
    assert_eq!(error.kind, ErrorKind::Authentication, "{error}");
    assert!(!format!("{error:?}").contains("forkert"), "{error:?}");
    opened(EngineName::Postgres, &address("rigtig-kode"), LIMITS);
    for broken in [address("kode%pct").as_str(), "postgresql://ole:hemmelig@server:ti/tal", "host=x password='hemmelig"]
    {
        let error = refused(EngineName::Postgres, broken);
        assert!(!["pct", "hemmelig"].iter().any(|secret| format!("{error:?}").contains(secret)), "{error:?}");
    }
}

#[test]
fn only_connecting_is_tried_again_and_in_time() {
    let mut pauses = Vec::new();
    let began = Instant::now();
    let limits = Limits { connect: 5, statement: None };
    let address = "postgresql://ole:hemmelig@127.0.0.1:1/tal";
    let error = connect(EngineName::Postgres, address, limits, &mut |error, pause| {
        assert!(!error.message.contains("hemmelig"), "{error}");
        pauses.push(pause.as_secs());
    });
    assert_eq!(error.err().expect("nobody there").kind, ErrorKind::Connection);
    assert_eq!(pauses, [1, 2]);
    assert!(began.elapsed() < Duration::from_secs(6));
}

#[test]
fn sqlite_is_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("tal.db").to_string_lossy().into_owned();
    let mut server = opened(EngineName::Sqlite, &format!("sqlite:{file}"), LIMITS);
    server.execute("BEGIN IMMEDIATE").expect("a transaction");
    server.execute("CREATE TABLE t (a TEXT, b INTEGER)").expect("a table");
    server
        .execute("INSERT INTO t VALUES ('12345678901234567890.12345', 9007199254740993), (NULL, NULL)")
        .expect("rows");
    let mut other = opened(EngineName::Sqlite, &file, LIMITS);
    assert_eq!(other.execute("BEGIN IMMEDIATE").expect_err("the first writes").kind, ErrorKind::Conflict);
    server.execute("COMMIT").expect("done");
    let rows = other.query("SELECT a, b FROM t").expect("rows").rows;
    let first = vec![Cell::Text("12345678901234567890.12345".into()), Cell::Integer(9_007_199_254_740_993)];
    assert_eq!(rows, [first, vec![Cell::Null, Cell::Null]]);
    let mut kind = |sql: &str| server.query(sql).expect_err(sql);
    assert_eq!(kind("SELEKT 1").kind, ErrorKind::Syntax);
    assert_eq!(kind("SELECT * FROM findes_ikke").kind, ErrorKind::Catalog);
    assert_eq!(kind("SELECT beløb FROM t").missing_column(), Some("beløb"));
    assert_eq!(refused(EngineName::Sqlite, "/findes/ikke/tal.db").kind, ErrorKind::Io);
}

#[test]
fn a_driver_that_is_no_driver_is_named() {
    let error = refused(EngineName::ClickHouse, "http://x");
    assert_eq!(error.kind, ErrorKind::NoDriver { engine: EngineName::ClickHouse });
}
