//! A second opinion on every statement: sqlparser reads it back in its dialect.
//!
//! In: statements. Out: those that could not be read, with the reason. Guaranteed now: nothing about names and types;
//! for those the engine itself is asked.

use sqlparser::dialect::{
    BigQueryDialect, DatabricksDialect, DuckDbDialect, GenericDialect, OracleDialect, PostgreSqlDialect,
    RedshiftSqlDialect, SQLiteDialect, SnowflakeDialect,
};
use sqlparser::parser::Parser;

use super::{DialectName, Makes, Statement};

/// A statement that could not be read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    pub name: String,
    pub reason: String,
}

/// The statements that do not read back as exactly one statement.
pub fn unreadable(statements: &[Statement], dialect: DialectName) -> Vec<Unreadable> {
    statements.iter().filter_map(|statement| reason(statement, dialect)).collect()
}

fn reason(statement: &Statement, dialect: DialectName) -> Option<Unreadable> {
    let parsed = match dialect {
        _ if statement.makes == Makes::Right => return None,
        // No grammar here knows all their words: the engines themselves are asked.
        DialectName::MariaDb | DialectName::SqlServer | DialectName::ClickHouse => return None,
        DialectName::Sqlite => Parser::parse_sql(&SQLiteDialect {}, &statement.text),
        DialectName::DuckDb => Parser::parse_sql(&DuckDbDialect {}, &statement.text),
        DialectName::Databricks => Parser::parse_sql(&DatabricksDialect {}, &statement.text),
        // Roles and rights are PostgreSQL's own matter: its tests run them.
        DialectName::Postgres if statement.name.starts_with("adgang_") => return None,
        DialectName::Postgres => Parser::parse_sql(&PostgreSqlDialect {}, &statement.text),
        DialectName::BigQuery => Parser::parse_sql(&BigQueryDialect {}, &statement.text),
        DialectName::Snowflake => Parser::parse_sql(&SnowflakeDialect {}, &statement.text),
        DialectName::Redshift => Parser::parse_sql(&RedshiftSqlDialect {}, &statement.text),
        // Blocks that drop a table when there is one are none of its statements.
        DialectName::Oracle if statement.text.starts_with("BEGIN") => return None,
        DialectName::Oracle => Parser::parse_sql(&OracleDialect {}, &statement.text),
        // It has no dialect for Trino.
        DialectName::Trino => Parser::parse_sql(&GenericDialect {}, &statement.text),
    };
    let reason = match parsed {
        Ok(read) if read.len() == 1 => return None,
        Ok(read) => format!("{} sætninger", read.len()),
        Err(error) => error.to_string(),
    };
    Some(Unreadable { name: statement.name.clone(), reason })
}
