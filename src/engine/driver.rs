//! The drivers: opened at run time, or DuckDB's linked in with the feature `bundled`.
//!
//! In: an engine and the environment. Out: its driver. Guaranteed now: each is opened once per process.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use adbc_core::options::AdbcVersion;
use adbc_driver_manager::ManagedDriver;

use super::kind::DriverFile;
use super::library::cache_folder;
use super::{EngineError, EngineName, ErrorKind};

static DRIVERS: Mutex<BTreeMap<&str, ManagedDriver>> = Mutex::new(BTreeMap::new());

pub fn driver(engine: EngineName) -> Result<ManagedDriver, EngineError> {
    let file = engine.driver();
    let name = match (engine, &file) {
        (_, Some(file)) => file.name,
        (EngineName::DuckDb, None) => "duckdb",
        (_, None) => return Err(EngineError::new(ErrorKind::NoDriver { engine }, "no driver")),
    };
    let mut drivers = DRIVERS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(opened) = drivers.get(name) {
        return Ok(opened.clone());
    }
    let opened = match file {
        Some(file) => load(engine, &file)?,
        None => duckdb()?,
    };
    drivers.insert(name, opened.clone());
    Ok(opened)
}

fn load(engine: EngineName, file: &DriverFile) -> Result<ManagedDriver, EngineError> {
    let tried = places(file, &|name| std::env::var_os(name), cache_folder().as_deref());
    let Some(path) = tried.iter().find(|path| path.is_file()) else {
        return Err(EngineError::new(ErrorKind::DriverMissing { engine, tried }, "driver not found"));
    };
    ManagedDriver::load_dynamic_from_filename(path, None, AdbcVersion::V110)
        .map_err(|error| EngineError::new(ErrorKind::DriverUnusable { engine, path: path.clone() }, error.message))
}

/// The file that the variable names, and then only that; else the cache's, by the ending of this system and, as wheels
/// have it everywhere, `.so`.
fn places(
    file: &DriverFile,
    environment: &dyn Fn(&str) -> Option<std::ffi::OsString>,
    cache: Option<&Path>,
) -> Vec<PathBuf> {
    if let Some(named) = environment(&file.variable()).filter(|value| !value.is_empty()) {
        return vec![PathBuf::from(named)];
    }
    let own = std::env::consts::DLL_EXTENSION;
    let endings = if own == "so" { vec!["so"] } else { vec![own, "so"] };
    let place = |ending| Some(cache?.join("drivers").join(format!("{}.{ending}", file.file)));
    endings.into_iter().filter_map(place).collect()
}

#[cfg(not(feature = "bundled"))]
fn duckdb() -> Result<ManagedDriver, EngineError> {
    super::library::first_usable(&super::library::candidates(), |path| {
        ManagedDriver::load_dynamic_from_filename(path, Some(b"duckdb_adbc_init"), AdbcVersion::V110)
            .map_err(|error| error.message)
    })
}

#[cfg(feature = "bundled")]
fn duckdb() -> Result<ManagedDriver, EngineError> {
    use std::ffi::{c_int, c_void};

    // Named so that its library is linked; the crate's own bindings leave this function out.
    use libduckdb_sys as _;

    unsafe extern "C" {
        fn duckdb_adbc_init(version: c_int, driver: *mut c_void, error: *mut adbc_ffi::FFI_AdbcError) -> u8;
    }
    let init: adbc_ffi::FFI_AdbcDriverInitFunc = duckdb_adbc_init;
    Ok(ManagedDriver::load_static(&init, AdbcVersion::V110)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_driver_is_the_one_named_or_the_caches() {
        let file = EngineName::Postgres.driver().expect("a driver");
        let named = places(&file, &|name| (name == "NOEGLE_POSTGRES_DRIVER").then(|| "/x.so".into()), None);
        assert_eq!(named, [PathBuf::from("/x.so")]);
        let cached = places(&file, &|_| None, Some(Path::new("/cache")));
        assert!(cached.iter().all(|path| path.starts_with("/cache/drivers")), "{cached:?}");
        assert!(cached.contains(&PathBuf::from("/cache/drivers/libadbc_driver_postgresql.so")));
    }
}
