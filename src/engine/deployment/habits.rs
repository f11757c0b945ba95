//! How engines want a build to be put in place.
//!
//! In: an engine. Out: [`Habits`]. Guaranteed now: the reasons stand beside what they explain.

use crate::engine::EngineName;

pub struct Habits {
    /// The database belongs to noegle alone.
    pub own_database: bool,
    /// There is no transaction around a build: it is made beside, and shown when it is whole.
    pub beside: bool,
    /// What begins a transaction.
    pub begin: &'static str,
    /// Locks the register, `{}`, so that two builds wait for each other.
    pub lock: Option<&'static str>,
    /// What is unchanged is left in place, with the rights that others were given to it and the views that they have made
    /// on it; the engine drops nothing that others read.
    pub keeps: bool,
}

impl Habits {
    pub fn of(engine: EngineName) -> Habits {
        let habits =
            Habits { own_database: false, beside: false, begin: "BEGIN TRANSACTION", lock: None, keeps: false };
        match engine {
            EngineName::DuckDb => Habits { own_database: true, ..habits },
            EngineName::Postgres => {
                Habits { lock: Some("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE"), keeps: true, ..habits }
            }
            // At once, so that the second of two builds is told to wait before it has done anything.
            EngineName::Sqlite => Habits { begin: "BEGIN IMMEDIATE", ..habits },
            EngineName::Redshift => habits,
            EngineName::SqlServer => Habits {
                begin: "SET XACT_ABORT ON; BEGIN TRANSACTION",
                lock: Some("SELECT TOP (0) nr FROM {} WITH (TABLOCKX, HOLDLOCK)"),
                keeps: true,
                ..habits
            },
            EngineName::MariaDb
            | EngineName::ClickHouse
            | EngineName::Databricks
            | EngineName::BigQuery
            | EngineName::Snowflake
            | EngineName::Trino
            | EngineName::Oracle => Habits { beside: true, ..habits },
        }
    }
}
