//! Finding DuckDB's library.
//!
//! In: the environment. Out: the place of the library, in this order: `NOEGLE_DUCKDB_LIB`, the cache folder that
//! `scripts/setup` fills, beside the program, the system's own places. Guaranteed now: a place that
//! `NOEGLE_DUCKDB_LIB` names is the only one tried.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::{EngineError, ErrorKind};

/// The version of DuckDB that the set-up fetches and the tests run on.
pub const DUCKDB_VERSION: &str = "1.5.6";

/// Names the library's file outright.
pub const LIBRARY_VARIABLE: &str = "NOEGLE_DUCKDB_LIB";

/// The library's file name on this system.
pub fn file_name() -> &'static str {
    if cfg!(target_os = "windows") {
        "duckdb.dll"
    } else if cfg!(target_os = "macos") {
        "libduckdb.dylib"
    } else {
        "libduckdb.so"
    }
}

/// The cache folder: `NOEGLE_CACHE`, else `noegle` in the user's cache folder.
pub fn cache_folder() -> Option<PathBuf> {
    cache_folder_from(|name| std::env::var_os(name))
}

fn cache_folder_from(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let folder = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    folder("NOEGLE_CACHE")
        .or_else(|| folder("XDG_CACHE_HOME").map(|base| base.join("noegle")))
        .or_else(|| folder("HOME").map(|home| home.join(".cache").join("noegle")))
        .or_else(|| folder("LOCALAPPDATA").map(|base| base.join("noegle")))
}

/// The library in the cache folder, whether it is there or not.
pub fn in_cache(cache: &Path) -> PathBuf {
    cache.join("duckdb").join(DUCKDB_VERSION).join(file_name())
}

/// The places to try, first to last; the last is a bare name that the system resolves.
pub fn candidates() -> Vec<PathBuf> {
    if let Some(named) = std::env::var_os(LIBRARY_VARIABLE).filter(|value| !value.is_empty()) {
        return vec![PathBuf::from(named)];
    }
    let cached = cache_folder().map(|folder| in_cache(&folder));
    let program = std::env::current_exe().ok();
    let beside = program.as_deref().and_then(Path::parent).map(|folder| folder.join(file_name()));
    cached.into_iter().chain(beside).chain([PathBuf::from(file_name())]).collect()
}

/// The first candidate that `open` can open. A file that is there but cannot be opened ends the search, so that a
/// broken library is named instead of passed over.
pub fn first_usable<T>(candidates: &[PathBuf], open: impl Fn(&Path) -> Result<T, String>) -> Result<T, EngineError> {
    for path in candidates {
        // A bare name is looked up by the system; any other path is opened as the file that it is.
        let systems_own = path == Path::new(file_name());
        let file = if systems_own { path.clone() } else { std::path::absolute(path).unwrap_or_else(|_| path.clone()) };
        if !systems_own && !file.exists() {
            continue;
        }
        match open(&file) {
            Ok(opened) => return Ok(opened),
            Err(_) if systems_own => continue,
            Err(message) => return Err(EngineError::new(ErrorKind::LibraryUnusable { path: path.clone() }, message)),
        }
    }
    let tried = candidates.to_vec();
    Err(EngineError::new(ErrorKind::LibraryMissing { tried }, format!("{} not found", file_name())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache_with(variables: &[(&str, &str)]) -> Option<PathBuf> {
        cache_folder_from(|name| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value)))
    }

    #[test]
    fn the_cache_folder_follows_the_environment() {
        assert_eq!(cache_with(&[("NOEGLE_CACHE", "/a"), ("HOME", "/h")]), Some(PathBuf::from("/a")));
        assert_eq!(cache_with(&[("XDG_CACHE_HOME", "/x"), ("HOME", "/h")]), Some(PathBuf::from("/x/noegle")));
        assert_eq!(cache_with(&[("XDG_CACHE_HOME", ""), ("HOME", "/h")]), Some(PathBuf::from("/h/.cache/noegle")));
        assert_eq!(cache_with(&[]), None);
    }

    #[test]
    fn a_library_that_is_missing_is_passed_over_and_a_broken_one_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let (missing, broken) = (folder.path().join("missing.so"), folder.path().join("broken.so"));
        std::fs::write(&broken, "not a library").expect("a file");
        let refuse = |_: &Path| -> Result<(), String> { Err("no".to_owned()) };

        let error = first_usable(std::slice::from_ref(&missing), refuse).expect_err("nothing to open");
        assert_eq!(error.kind, ErrorKind::LibraryMissing { tried: vec![missing.clone()] });
        let error = first_usable(&[missing.clone(), broken.clone()], refuse).expect_err("broken");
        assert_eq!(error.kind, ErrorKind::LibraryUnusable { path: broken.clone() });
        assert_eq!(first_usable(&[missing, broken.clone()], |path| Ok(path.to_owned())), Ok(broken));
    }

    #[test]
    fn the_set_up_fetches_the_version_that_is_looked_for() {
        let pins = include_str!("../../scripts/duckdb.txt");
        for line in pins.lines().filter(|line| !line.starts_with('#')) {
            assert!(line.contains(&format!("@{DUCKDB_VERSION}-")), "{line}");
        }
        assert!(include_str!("../../scripts/setup").contains(&format!("version=\"{DUCKDB_VERSION}\"")));
        assert!(pins.contains(file_name()));
    }
}
