//! Real databases for the tests: each is started privately, used, and gone again.
//!
//! `scripts/engines/setup` fetches them. A database is started at the first test that asks for it and is shared by the tests
//! of the run; when the run ends, however it ends, it stops and its folder is removed (`tests/engines/lines.py`). One that is
//! not fetched makes its tests fail and say what to run.

mod access;
mod elsewhere;
mod first;
mod judged;
pub mod lines;
mod places;
mod posed;
mod projects;
mod sqlserver;
mod verifiers;

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use noegle::engine::{Connection, EngineError, EngineName, Limits, ResultTable, Server, connect};

use lines::Lines;

/// A database that statements can be run on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Postgres,
    MariaDb,
    Sqlite,
    ClickHouse,
    Spark,
    /// A master with two workers, by Spark Connect.
    SparkCluster,
    /// Its judges: Microsoft's parser and model, and DuckDB for the rows.
    SqlServer,
}

impl Engine {
    pub const ALL: [Engine; 6] =
        [Engine::Postgres, Engine::MariaDb, Engine::Sqlite, Engine::ClickHouse, Engine::Spark, Engine::SqlServer];

    /// The name of its file in `tests/engines`.
    pub fn name(self) -> &'static str {
        match self {
            Engine::Postgres => "postgres",
            Engine::MariaDb => "mariadb",
            Engine::Sqlite => "sqlite",
            Engine::ClickHouse => "clickhouse",
            Engine::Spark => "spark",
            Engine::SparkCluster => "spark_cluster",
            Engine::SqlServer => "sqlserver",
        }
    }

    /// The name of the file in `scripts/engines` that fetches it.
    fn set_up(self) -> &'static str {
        if self == Engine::SparkCluster { "spark" } else { self.name() }
    }

    /// The run's own database of this kind; one test at a time has it.
    pub fn session(self) -> Session {
        static STARTED: [OnceLock<Mutex<Started>>; 7] = [const { OnceLock::new() }; 7];
        let one = STARTED[self as usize].get_or_init(|| Mutex::new(Started::new(self)));
        // What a failed test leaves behind, the next one removes with its own first statements.
        Session(one.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A database that was started for this run.
struct Started {
    connection: Box<dyn Connection + Send>,
    /// What keeps it running, when that is not the connection itself.
    _process: Option<Lines>,
}

impl Started {
    fn new(engine: Engine) -> Started {
        match engine {
            Engine::Postgres | Engine::SparkCluster => {
                let process = start(engine);
                let spoken = if engine == Engine::Postgres { EngineName::Postgres } else { EngineName::Databricks };
                let connection = Box::new(connected(engine, spoken, process.ready("uri")));
                Started { connection, _process: Some(process) }
            }
            Engine::Sqlite => {
                let connection = Box::new(connected(engine, EngineName::Sqlite, ":memory:"));
                Started { connection, _process: None }
            }
            _ => Started { connection: Box::new(start(engine)), _process: None },
        }
    }
}

/// As the program connects.
fn connected(engine: Engine, spoken: EngineName, address: &str) -> Server {
    let limits = Limits { connect: 60, statement: None };
    connect(spoken, address, limits, &mut |_, _| {})
        .unwrap_or_else(|error| panic!("{error}. Kør: scripts/engines/setup {}", engine.set_up()))
}

/// A database of its own, stopped when dropped.
pub fn start(engine: Engine) -> Lines {
    let places = match places::of(engine) {
        Ok(places) => places,
        Err(missing) => panic!("{missing} mangler. Kør: scripts/engines/setup {}", engine.set_up()),
    };
    Lines::start(engine.name(), &places)
}

/// The right to use a shared database.
pub struct Session(MutexGuard<'static, Started>);

impl Connection for Session {
    fn execute(&mut self, sql: &str) -> Result<(), EngineError> {
        self.0.connection.execute(sql)
    }

    fn query(&mut self, sql: &str) -> Result<ResultTable, EngineError> {
        self.0.connection.query(sql)
    }
}
