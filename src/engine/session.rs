//! A session with any engine, through its ADBC driver.
//!
//! In: an open ADBC connection. Out: a [`Connection`]. Guaranteed now: the running statement can be stopped from another
//! thread, and after Ctrl-C no statement is begun but the one that undoes.

use std::sync::{Arc, PoisonError, mpsc};
use std::time::Duration;

use adbc_core::options::{OptionStatement, OptionValue};
use adbc_core::{CancelHandle, Connection as _, Optionable, Statement as _};
use adbc_driver_manager::{ManagedConnection, ManagedStatement};
use arrow_array::RecordBatchReader;

use super::interrupt::{self, Running};
use super::secrets::Secrets;
use super::{Connection, EngineError, EngineName, ErrorKind, ResultTable, arrow};

pub struct Session {
    connection: ManagedConnection,
    engine: EngineName,
    running: Arc<Running>,
    secrets: Secrets,
    /// How long a statement may take.
    limit: Option<Duration>,
}

/// Stops what a session is doing, from another thread.
#[derive(Clone)]
pub struct Cancel {
    running: Arc<Running>,
}

impl Cancel {
    /// Asks the running statement to stop; it then fails with [`ErrorKind::Cancelled`]. Idle sessions are unharmed.
    pub fn cancel(&self) {
        interrupt::stop(&self.running);
    }
}

impl Session {
    pub fn duckdb(connection: ManagedConnection) -> Session {
        Session::new(connection, EngineName::DuckDb, Secrets::default(), None)
    }

    /// `seconds` is how long a statement may take.
    pub fn new(connection: ManagedConnection, engine: EngineName, secrets: Secrets, seconds: Option<u32>) -> Session {
        let running = Arc::default();
        interrupt::watch(&running);
        let limit = seconds.map(|seconds| Duration::from_secs(seconds.into()));
        Session { connection, engine, running, secrets, limit }
    }

    pub fn cancel_handle(&self) -> Cancel {
        Cancel { running: self.running.clone() }
    }

    fn statement(&mut self, sql: &str) -> Result<ManagedStatement, EngineError> {
        let mut statement = self.connection.new_statement()?;
        if self.engine == EngineName::Postgres {
            // Errors in the middle of a COPY come without their state.
            let option = OptionStatement::Other("adbc.postgresql.use_copy".to_owned());
            statement.set_option(option, OptionValue::String("false".to_owned()))?;
        }
        if self.engine == EngineName::Sqlite {
            // What a column holds is told by the rows of the first batch: by all, so that texts after nothing are texts.
            let option = OptionStatement::Other("adbc.sqlite.query.batch_rows".to_owned());
            statement.set_option(option, OptionValue::Int(100_000_000))?;
        }
        statement.set_sql_query(sql)?;
        Ok(statement)
    }

    fn set_running(&self, handle: Option<Box<dyn CancelHandle>>) {
        *self.running.lock().unwrap_or_else(PoisonError::into_inner) = handle;
    }

    /// Runs `work` on a statement that [`Cancel`] can stop.
    fn stoppable<T>(
        &mut self,
        sql: &str,
        work: impl FnOnce(&mut ManagedStatement) -> Result<T, EngineError>,
    ) -> Result<T, EngineError> {
        if interrupt::requested() && !sql.starts_with("ROLLBACK") {
            return Err(EngineError::new(ErrorKind::Cancelled, "interrupted"));
        }
        let outcome = self.statement(sql).and_then(|mut statement| {
            self.set_running(Some(statement.get_cancel_handle()));
            let late = self.limit.map(|limit| Late::after(limit, self.cancel_handle()));
            let outcome = work(&mut statement);
            self.set_running(None);
            let was_late = late.is_some_and(Late::over);
            outcome.map_err(|error| if was_late { EngineError { kind: ErrorKind::TimedOut, ..error } } else { error })
        });
        outcome.map_err(|error| error.hiding(&self.secrets))
    }
}

/// Stops a statement that takes too long.
struct Late {
    done: mpsc::Sender<()>,
    watch: std::thread::JoinHandle<bool>,
}

impl Late {
    fn after(limit: Duration, cancel: Cancel) -> Late {
        let (done, wait) = mpsc::channel();
        let watch = std::thread::spawn(move || {
            let late = wait.recv_timeout(limit) == Err(mpsc::RecvTimeoutError::Timeout);
            if late {
                cancel.cancel();
            }
            late
        });
        Late { done, watch }
    }

    /// Whether it came to that.
    fn over(self) -> bool {
        // It may be past waiting already.
        let _ = self.done.send(());
        self.watch.join().unwrap_or(false)
    }
}

impl Connection for Session {
    fn execute(&mut self, sql: &str) -> Result<(), EngineError> {
        self.stoppable(sql, |statement| {
            statement.execute_update()?;
            Ok(())
        })
    }

    fn query(&mut self, sql: &str) -> Result<ResultTable, EngineError> {
        self.stoppable(sql, |statement| read_all(statement.execute()?))
    }
}

fn read_all(reader: impl RecordBatchReader) -> Result<ResultTable, EngineError> {
    let columns = reader.schema().fields().iter().map(|field| field.name().clone()).collect();
    let mut rows = Vec::new();
    for batch in reader {
        // The first error is the last: some drivers would repeat it for ever.
        arrow::append_rows(&batch?, &mut rows)?;
    }
    Ok(ResultTable { columns, rows })
}
