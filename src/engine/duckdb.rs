//! DuckDB through ADBC, its library opened at run time (or linked in, with the feature `bundled`).
//!
//! In: a [`Place`] and [`Options`]. Out: a [`Connection`]. Guaranteed now: one database handle per file in a process,
//! whoever opens it; no extension is fetched or loaded unasked; text compares byte by byte.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use adbc_core::options::{OptionDatabase, OptionValue};
use adbc_core::{Database as _, Driver as _};
use adbc_driver_manager::ManagedDatabase;

use super::session::{Cancel, Session};
use super::{Connection, EngineError, EngineName, ErrorKind, ResultTable, driver};

/// Where the database lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Memory,
    File(PathBuf),
}

/// How the engine may behave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// At most so many threads; the engine's own choice when `None`. Decides only at the first opening of a file.
    pub threads: Option<usize>,
}

/// A session with DuckDB.
pub struct DuckDb {
    session: Session,
    /// Held so that the next opening of the same file finds it.
    _database: Arc<ManagedDatabase>,
}

impl DuckDb {
    pub fn open(place: &Place, options: &Options) -> Result<DuckDb, EngineError> {
        let database = match place {
            Place::Memory => Arc::new(new_database(":memory:", options)?),
            Place::File(path) => shared_database(path, options)?,
        };
        let session = Session::duckdb(database.new_connection()?);
        Ok(DuckDb { session, _database: database })
    }

    pub fn cancel_handle(&self) -> Cancel {
        self.session.cancel_handle()
    }
}

impl Connection for DuckDb {
    fn execute(&mut self, sql: &str) -> Result<(), EngineError> {
        self.session.execute(sql)
    }

    fn query(&mut self, sql: &str) -> Result<ResultTable, EngineError> {
        self.session.query(sql)
    }
}

/// The handles that are open now, by file.
static OPEN_FILES: Mutex<BTreeMap<PathBuf, Weak<ManagedDatabase>>> = Mutex::new(BTreeMap::new());

fn shared_database(path: &Path, options: &Options) -> Result<Arc<ManagedDatabase>, EngineError> {
    let key = absolute(path)?;
    let mut open = OPEN_FILES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(database) = open.get(&key).and_then(Weak::upgrade) {
        return Ok(database);
    }
    let Some(name) = key.to_str() else {
        return Err(EngineError::new(ErrorKind::Io, format!("{} is not UTF-8", key.display())));
    };
    let database = Arc::new(new_database(name, options)?);
    open.retain(|_, handle| handle.strong_count() > 0);
    open.insert(key, Arc::downgrade(&database));
    Ok(database)
}

/// One name per file, also before the file exists.
fn absolute(path: &Path) -> Result<PathBuf, EngineError> {
    let as_error = |error: std::io::Error| EngineError::new(ErrorKind::Io, format!("{}: {error}", path.display()));
    if let Ok(existing) = path.canonicalize() {
        return Ok(existing);
    }
    let whole = std::path::absolute(path).map_err(as_error)?;
    match (whole.parent(), whole.file_name()) {
        (Some(folder), Some(name)) => Ok(folder.canonicalize().map_err(as_error)?.join(name)),
        _ => Ok(whole),
    }
}

fn new_database(path: &str, options: &Options) -> Result<ManagedDatabase, EngineError> {
    let text = |value: &str| OptionValue::String(value.to_owned());
    let named = |name: &str, value: &str| (OptionDatabase::Other(name.to_owned()), text(value));
    let mut settings = vec![
        named("path", path),
        named("autoinstall_known_extensions", "false"),
        named("autoload_known_extensions", "false"),
    ];
    if let Some(threads) = options.threads {
        settings.push(named("threads", &threads.max(1).to_string()));
    }
    Ok(driver::driver(EngineName::DuckDb)?.new_database_with_opts(settings)?)
}
