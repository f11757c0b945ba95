//! Opening a session with a server: within a time, and again when it does not answer.
//!
//! In: an engine, an address and limits. Out: a [`Connection`]. Guaranteed now: only connecting is tried again, never a
//! statement; no error holds a secret.

use std::sync::mpsc;
use std::time::{Duration, Instant};

use adbc_core::options::{OptionDatabase, OptionValue};
use adbc_core::{Database as _, Driver as _};
use adbc_driver_manager::{ManagedConnection, ManagedDatabase};

use super::address::{self, Address};
use super::session::Session;
use super::{Connection, EngineError, EngineName, ErrorKind, ResultTable, driver, interrupt};

/// How long things may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Seconds to connect, all attempts together.
    pub connect: u32,
    /// Seconds of a statement; no limit when `None`.
    pub statement: Option<u32>,
}

/// Nobody waits longer in front of a screen, and a database that starts is up by then.
pub const USUAL_CONNECT_SECONDS: u32 = 30;

/// The pauses between attempts.
const PAUSES: [Duration; 3] = [Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(4)];

/// A session with a server.
pub struct Server {
    session: Session,
    /// The driver wants it to live as long.
    _database: ManagedDatabase,
}

/// Connects. `again` hears the error and the pause before each further attempt.
pub fn connect(
    engine: EngineName,
    text: &str,
    limits: Limits,
    again: &mut dyn FnMut(&EngineError, Duration),
) -> Result<Server, EngineError> {
    // A driver that is missing is told before what may be wrong with the address.
    driver::driver(engine)?;
    let address = address::read(engine, text, limits.connect)
        .map_err(|problem| EngineError::new(ErrorKind::Address { engine, problem }, "the address cannot be read"))?;
    let end = Instant::now() + Duration::from_secs(limits.connect.into());
    let mut pauses = PAUSES.iter();
    loop {
        let error = match attempt(engine, &address, end) {
            Ok((database, connection)) => {
                let session = Session::new(connection, engine, address.secrets.clone(), limits.statement);
                return Ok(Server { session, _database: database });
            }
            Err(error) => error.hiding(&address.secrets),
        };
        let pause = pauses.next().filter(|pause| error.kind == ErrorKind::Connection && Instant::now() + **pause < end);
        let Some(pause) = pause else { return Err(error) };
        again(&error, *pause);
        std::thread::sleep(*pause);
        if interrupt::requested() {
            return Err(EngineError::new(ErrorKind::Cancelled, "interrupted"));
        }
    }
}

type Opened = (ManagedDatabase, ManagedConnection);

/// In a thread of its own, as some drivers wait as long as the network does; one that is late is left to itself.
fn attempt(engine: EngineName, address: &Address, end: Instant) -> Result<Opened, EngineError> {
    let options: Vec<(OptionDatabase, OptionValue)> = address
        .options
        .iter()
        .map(|(name, value)| (OptionDatabase::from(name.as_str()), OptionValue::String(value.0.clone())))
        .collect();
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        let opened = || -> Result<Opened, EngineError> {
            let database = driver::driver(engine)?.new_database_with_opts(options)?;
            let connection = database.new_connection()?;
            Ok((database, connection))
        };
        // Nobody listens any more when it is late.
        let _ = send.send(opened().map_err(EngineError::while_connecting));
    });
    let patience = end.saturating_duration_since(Instant::now());
    receive.recv_timeout(patience).unwrap_or_else(|_| Err(EngineError::new(ErrorKind::ConnectTimedOut, "no answer")))
}

impl Connection for Server {
    fn execute(&mut self, sql: &str) -> Result<(), EngineError> {
        self.session.execute(sql)
    }

    fn query(&mut self, sql: &str) -> Result<ResultTable, EngineError> {
        self.session.query(sql)
    }
}

impl Server {
    pub fn cancel_handle(&self) -> super::Cancel {
        self.session.cancel_handle()
    }
}
