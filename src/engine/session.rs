//! A session with any engine, through its ADBC driver.
//!
//! In: an open ADBC connection. Out: a [`Connection`]. Guaranteed now: the running statement can be stopped from another
//! thread, and after Ctrl-C no statement is begun but the one that undoes.

use std::sync::{Arc, PoisonError};

use adbc_core::{CancelHandle, Connection as _, Statement as _};
use adbc_driver_manager::{ManagedConnection, ManagedStatement};
use arrow_array::RecordBatchReader;

use super::interrupt::{self, Running};
use super::{Connection, EngineError, ErrorKind, ResultTable, arrow};

pub struct Session {
    connection: ManagedConnection,
    running: Arc<Running>,
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
    pub fn new(connection: ManagedConnection) -> Session {
        let running = Arc::default();
        interrupt::watch(&running);
        Session { connection, running }
    }

    pub fn cancel_handle(&self) -> Cancel {
        Cancel { running: self.running.clone() }
    }

    fn statement(&mut self, sql: &str) -> Result<ManagedStatement, EngineError> {
        let mut statement = self.connection.new_statement()?;
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
        let mut statement = self.statement(sql)?;
        self.set_running(Some(statement.get_cancel_handle()));
        let outcome = work(&mut statement);
        self.set_running(None);
        outcome
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
        arrow::append_rows(&batch?, &mut rows)?;
    }
    Ok(ResultTable { columns, rows })
}
