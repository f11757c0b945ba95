//! DuckDB's driver: its library opened at run time, or linked in with the feature `bundled`.
//!
//! In: the environment. Out: the driver. Guaranteed now: it is opened once per process.

use std::sync::{Mutex, PoisonError};

use adbc_core::options::AdbcVersion;
use adbc_driver_manager::ManagedDriver;

use super::EngineError;

static DRIVER: Mutex<Option<ManagedDriver>> = Mutex::new(None);

pub fn driver() -> Result<ManagedDriver, EngineError> {
    let mut driver = DRIVER.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(opened) = driver.as_ref() {
        return Ok(opened.clone());
    }
    let opened = load()?;
    *driver = Some(opened.clone());
    Ok(opened)
}

#[cfg(not(feature = "bundled"))]
fn load() -> Result<ManagedDriver, EngineError> {
    super::library::first_usable(&super::library::candidates(), |path| {
        ManagedDriver::load_dynamic_from_filename(path, Some(b"duckdb_adbc_init"), AdbcVersion::V110)
            .map_err(|error| error.message)
    })
}

#[cfg(feature = "bundled")]
fn load() -> Result<ManagedDriver, EngineError> {
    use std::ffi::{c_int, c_void};

    // Named so that its library is linked; the crate's own bindings leave this function out.
    use libduckdb_sys as _;

    unsafe extern "C" {
        fn duckdb_adbc_init(version: c_int, driver: *mut c_void, error: *mut adbc_ffi::FFI_AdbcError) -> u8;
    }
    let init: adbc_ffi::FFI_AdbcDriverInitFunc = duckdb_adbc_init;
    Ok(ManagedDriver::load_static(&init, AdbcVersion::V110)?)
}
