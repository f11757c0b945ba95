//! Where `scripts/engines/setup` puts what it fetches.
//!
//! In: the environment. Out: paths that exist, or what is missing.

use std::path::PathBuf;

use noegle::engine::library::cache_folder;

use super::Engine;

/// The arguments of the engine's file in `tests/engines`.
pub fn of(engine: Engine) -> Result<Vec<PathBuf>, String> {
    match engine {
        Engine::Postgres => Ok(vec![postgres_programs()?]),
        Engine::MariaDb => {
            let home = named("NOEGLE_MARIADB_HOME").map_or_else(|| fetched("mariadb"), existing)?;
            Ok(vec![home, fetched("pymysql-1.2.4")?])
        }
        Engine::ClickHouse => Ok(vec![fetched("chdb-26.9.0")?]),
        Engine::Spark | Engine::SparkCluster => Ok(vec![fetched("spark-4.3.0")?]),
        Engine::Sqlite => Ok(Vec::new()),
        Engine::SqlServer => {
            fetched("tsql-1")?;
            fetched("openssl-1.1")?;
            Ok(vec![PathBuf::from("--database")])
        }
    }
}

pub fn fetched(name: &str) -> Result<PathBuf, String> {
    existing(cache_folder().ok_or("cachemappen")?.join("engines").join(name))
}

fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}

fn existing(path: PathBuf) -> Result<PathBuf, String> {
    if path.exists() { Ok(path) } else { Err(path.display().to_string()) }
}

/// The folder with `initdb`: the one named, the newest of Debian's, or the one on the path.
fn postgres_programs() -> Result<PathBuf, String> {
    if let Some(folder) = named("NOEGLE_POSTGRES_BIN") {
        return existing(folder);
    }
    let installed = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let version = |folder: &PathBuf| folder.file_name()?.to_str()?.parse::<u32>().ok();
    let newest = installed.map(|entry| entry.path()).filter(|folder| version(folder) >= Some(15)).max_by_key(version);
    let debian = newest.map(|folder| folder.join("bin"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders = debian.into_iter().chain(std::env::split_paths(&path));
    folders.find(|folder| folder.join("initdb").exists()).ok_or_else(|| "PostgreSQL 15 eller nyere".to_owned())
}
