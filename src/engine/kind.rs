//! The engines that noegle knows, and the driver of each.
//!
//! In: a name from the project file. Out: [`EngineName`] and [`DriverFile`]. Guaranteed now: the names are those that people
//! write and read.

use crate::sql::DialectName;

/// An engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EngineName {
    DuckDb,
    Postgres,
    Sqlite,
    SqlServer,
    MariaDb,
    ClickHouse,
    Databricks,
    BigQuery,
    Snowflake,
    Redshift,
    Trino,
    Oracle,
}

/// An ADBC driver that is opened at run time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DriverFile {
    /// What `scripts/engines/setup` fetches it by; in capitals part of the variable that names the file.
    pub name: &'static str,
    /// Its file in the cache, without the ending.
    pub file: &'static str,
}

impl DriverFile {
    /// The variable that names the file outright.
    pub fn variable(&self) -> String {
        format!("NOEGLE_{}_DRIVER", self.name.to_uppercase())
    }
}

impl EngineName {
    pub const ALL: [EngineName; 12] = [
        EngineName::DuckDb,
        EngineName::Postgres,
        EngineName::Sqlite,
        EngineName::SqlServer,
        EngineName::MariaDb,
        EngineName::ClickHouse,
        EngineName::Databricks,
        EngineName::BigQuery,
        EngineName::Snowflake,
        EngineName::Redshift,
        EngineName::Trino,
        EngineName::Oracle,
    ];

    pub fn from_name(name: &str) -> Option<EngineName> {
        EngineName::ALL.into_iter().find(|engine| engine.name() == name)
    }

    /// The engine that a dialect is written for.
    pub fn of(dialect: DialectName) -> EngineName {
        // A test says that every dialect has its engine.
        EngineName::from_name(dialect.name()).unwrap_or(EngineName::DuckDb)
    }

    /// How SQL is written for it; not yet, when nothing comes.
    pub fn dialect(self) -> Option<DialectName> {
        if EngineName::UNPROVEN.contains(&self) {
            return None;
        }
        DialectName::named(self.name())
    }

    /// SQL is written for these and accepted by what judges them, but their figures have not been seen to be the
    /// interpreter's everywhere. A figure that may be wrong is not given.
    const UNPROVEN: [EngineName; 4] =
        [EngineName::BigQuery, EngineName::Snowflake, EngineName::Trino, EngineName::Oracle];

    /// As it stands in the project file.
    pub fn name(self) -> &'static str {
        match self {
            EngineName::DuckDb => "duckdb",
            EngineName::Postgres => "postgres",
            EngineName::Sqlite => "sqlite",
            EngineName::SqlServer => "sqlserver",
            EngineName::MariaDb => "mariadb",
            EngineName::ClickHouse => "clickhouse",
            EngineName::Databricks => "databricks",
            EngineName::BigQuery => "bigquery",
            EngineName::Snowflake => "snowflake",
            EngineName::Redshift => "redshift",
            EngineName::Trino => "trino",
            EngineName::Oracle => "oracle",
        }
    }

    /// As it calls itself.
    pub fn title(self) -> &'static str {
        match self {
            EngineName::DuckDb => "DuckDB",
            EngineName::Postgres => "PostgreSQL",
            EngineName::Sqlite => "SQLite",
            EngineName::SqlServer => "SQL Server",
            EngineName::MariaDb => "MariaDB",
            EngineName::ClickHouse => "ClickHouse",
            EngineName::Databricks => "Databricks",
            EngineName::BigQuery => "BigQuery",
            EngineName::Snowflake => "Snowflake",
            EngineName::Redshift => "Redshift",
            EngineName::Trino => "Trino",
            EngineName::Oracle => "Oracle",
        }
    }

    /// The driver; DuckDB's library is its own, and some have none.
    pub fn driver(self) -> Option<DriverFile> {
        let (name, file) = match self {
            EngineName::DuckDb
            | EngineName::ClickHouse
            | EngineName::Redshift
            | EngineName::Trino
            | EngineName::Oracle => return None,
            EngineName::Postgres => ("postgres", "libadbc_driver_postgresql"),
            EngineName::Sqlite => ("sqlite", "libadbc_driver_sqlite"),
            EngineName::SqlServer | EngineName::MariaDb => ("odbc", "libadbc_driver_odbc"),
            EngineName::Databricks => ("spark", "libadbc_driver_spark"),
            EngineName::BigQuery => ("bigquery", "libadbc_driver_bigquery"),
            EngineName::Snowflake => ("snowflake", "libadbc_driver_snowflake"),
        };
        Some(DriverFile { name, file })
    }

    /// An address as it may look, without a password.
    pub fn example_address(self) -> &'static str {
        match self {
            EngineName::DuckDb
            | EngineName::ClickHouse
            | EngineName::Redshift
            | EngineName::Trino
            | EngineName::Oracle => "",
            EngineName::Postgres => "postgresql://bruger:kode@server:5432/database",
            EngineName::Sqlite => "sqlite:/mappe/tal.db",
            EngineName::SqlServer => "sqlserver://bruger:kode@server:1433/database",
            EngineName::MariaDb => "mariadb://bruger:kode@server:3306/database",
            EngineName::Databricks => "sc://server:443/;token=kode;use_ssl=true",
            EngineName::BigQuery => "bigquery://projekt/datasæt?nøgle=/mappe/nøgle.json",
            EngineName::Snowflake => "snowflake://bruger:kode@konto/database?warehouse=navn",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dialect_has_its_engine() {
        for dialect in DialectName::ALL {
            let engine = EngineName::of(dialect);
            assert_eq!(engine.name(), dialect.name());
            assert!(engine.dialect() == Some(dialect) || EngineName::UNPROVEN.contains(&engine));
        }
    }
}
