//! Each database starts, keeps letters and digits, refuses what is wrong, and is gone afterwards.

use std::path::Path;

use noegle::engine::{Cell, Connection, Date, ErrorKind};

use super::{Engine, start};

/// A decimal and a date as the engine writes them.
fn values(engine: Engine) -> (&'static str, &'static str) {
    match engine {
        // SQLite has neither: decimals of 38 digits are text, dates are text or numbers.
        Engine::Sqlite => ("'12345678901234567890123456789012.345678'", "'2024-02-29'"),
        Engine::ClickHouse => {
            ("CAST('12345678901234567890123456789012.345678' AS DECIMAL(38, 6))", "toDate32('2024-02-29')")
        }
        _ => ("CAST('12345678901234567890123456789012.345678' AS DECIMAL(38, 6))", "CAST('2024-02-29' AS DATE)"),
    }
}

fn speaks(engine: Engine) {
    let mut session = engine.session();
    let (decimal, date) = values(engine);
    let sql = format!("SELECT 'Ærø på fjerkræ \"x\"' AS a, {decimal} AS b, {date} AS c, NULL AS d, -7 AS e");
    let table = session.query(&sql).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(table.columns, ["a", "b", "c", "d", "e"]);
    let shown: Vec<String> = table.rows[0].iter().map(Cell::to_string).collect();
    let expected = ["Ærø på fjerkræ \"x\"", "12345678901234567890123456789012.345678", "2024-02-29", "", "-7"];
    assert_eq!(shown, expected);
    assert_eq!(table.rows[0][3], Cell::Null);
    if engine != Engine::Sqlite {
        let unscaled = 12_345_678_901_234_567_890_123_456_789_012_345_678;
        assert_eq!(table.rows[0][1], Cell::Decimal { unscaled, scale: 6 });
        assert_eq!(table.rows[0][2], Cell::Date(Date { year: 2024, month: 2, day: 29 }));
    }
    let error = session.query("SELEKT 1").expect_err("no SQL");
    assert!(error.message.to_lowercase().contains("syntax"), "{error}");
    assert_ne!(error.kind, ErrorKind::Connection);
    assert!(session.execute("SELECT findes_ikke FROM intet").is_err());
    assert_eq!(session.query("SELECT 1 AS a").expect("it goes on").rows, [[Cell::Integer(1)]]);
}

#[test]
fn postgres_speaks() {
    speaks(Engine::Postgres);
}

#[test]
fn mariadb_speaks() {
    speaks(Engine::MariaDb);
}

#[test]
fn sqlite_speaks() {
    speaks(Engine::Sqlite);
}

#[test]
fn clickhouse_speaks() {
    speaks(Engine::ClickHouse);
}

#[test]
fn spark_speaks() {
    speaks(Engine::Spark);
}

#[test]
fn a_cluster_of_spark_speaks() {
    speaks(Engine::SparkCluster);
}

/// What runs in parts, on the workers.
#[test]
fn a_cluster_of_spark_computes_on_its_workers() {
    let mut session = Engine::SparkCluster.session();
    let sql = "SELECT COUNT(DISTINCT part) AS dele, SUM(id) AS i_alt \
               FROM (SELECT id, SPARK_PARTITION_ID() AS part FROM RANGE(0, 100000, 1, 8)) AS r";
    let rows = session.query(sql).unwrap_or_else(|error| panic!("{error}")).rows;
    assert_eq!(rows, [[Cell::Integer(8), Cell::Integer(4_999_950_000)]]);
}

/// Also when the test that started it fails.
fn leaves_nothing(engine: Engine) {
    let (folder, process) = std::thread::spawn(move || {
        let database = start(engine);
        let told = (database.ready("folder").to_owned(), database.database());
        assert!(Path::new(&told.0).is_dir());
        std::panic::resume_unwind(Box::new(told));
    })
    .join()
    .map_err(|panic| *panic.downcast::<(String, u64)>().expect("what was told"))
    .expect_err("it fails after the start");
    assert!(!Path::new(&folder).exists(), "{folder}");
    assert!(!Path::new(&format!("/proc/{process}")).exists(), "{process}");
}

#[test]
fn postgres_leaves_nothing() {
    leaves_nothing(Engine::Postgres);
}

#[test]
fn mariadb_leaves_nothing() {
    leaves_nothing(Engine::MariaDb);
}

#[test]
fn clickhouse_leaves_nothing() {
    leaves_nothing(Engine::ClickHouse);
}
