//! `bygget`: the table in the schema that knows what noegle has made there.
//!
//! In: a target. Out: what was made, and statements that remove and remember. Guaranteed now: reading changes nothing.

use super::{Object, ObjectKind};
use crate::engine::{Cell, Connection, EngineError, EngineName, ErrorKind};
use crate::sql::Target;
use crate::sql::dialect::{Dialect, Type};

const TABLE: &str = "bygget";

pub struct Register {
    engine: EngineName,
    dialect: &'static dyn Dialect,
    schema: String,
}

impl Register {
    pub fn of(target: &Target) -> Register {
        let engine = EngineName::of(target.dialect);
        Register { engine, dialect: target.dialect.dialect(), schema: target.schema.clone() }
    }

    pub fn dialect(&self) -> &'static dyn Dialect {
        self.dialect
    }

    /// As statements name it.
    pub fn table(&self) -> String {
        self.dialect.object(&self.dialect.name(&self.schema), TABLE)
    }

    /// `bygget` where the schema is a part of names, too.
    fn own_name(&self) -> String {
        let object = Object { name: self.table(), kind: ObjectKind::Table, sum: String::new() };
        object.own_name()
    }

    /// All tables and views of the schema, whoever made them.
    pub fn present(&self, connection: &mut dyn Connection) -> Result<Vec<String>, EngineError> {
        let schema = self.dialect.text(&self.schema);
        let query = match self.engine {
            EngineName::Sqlite => "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')".to_owned(),
            EngineName::ClickHouse => format!("SELECT name FROM system.tables WHERE database = {schema}"),
            // What information_schema shows is only what the user may read.
            EngineName::Postgres => format!(
                "SELECT c.relname FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace \
                 WHERE n.nspname = {schema} AND c.relkind IN ('r', 'v', 'm', 'p', 'f')"
            ),
            EngineName::Databricks => return self.shown_tables(connection),
            EngineName::BigQuery => {
                format!("SELECT table_name FROM {}.INFORMATION_SCHEMA.TABLES", self.dialect.name(&self.schema))
            }
            // Names that are not quoted are in capitals there.
            EngineName::Snowflake => {
                format!("SELECT table_name FROM information_schema.tables WHERE UPPER(table_schema) = UPPER({schema})")
            }
            _ => format!("SELECT table_name FROM information_schema.tables WHERE table_schema = {schema}"),
        };
        texts(connection, &query)
    }

    /// Spark has an information_schema only in Unity Catalog.
    fn shown_tables(&self, connection: &mut dyn Connection) -> Result<Vec<String>, EngineError> {
        let query = format!("SHOW TABLES IN {}", self.dialect.name(&self.schema));
        let table = match connection.query(&query) {
            Err(error) if error.kind == ErrorKind::Catalog => return Ok(Vec::new()),
            answer => answer?,
        };
        Ok(table.rows.iter().filter_map(|row| row.get(1)).map(Cell::to_string).collect())
    }

    /// Whether the schema has a register.
    pub fn is_present(&self, connection: &mut dyn Connection) -> Result<bool, EngineError> {
        let own = self.own_name();
        Ok(self.present(connection)?.iter().any(|name| name.eq_ignore_ascii_case(&own)))
    }

    /// Whether the schema is there; making it again needs rights that the user may not have.
    pub fn has_schema(&self, connection: &mut dyn Connection) -> Result<bool, EngineError> {
        let schema = self.dialect.text(&self.schema);
        let query = match self.engine {
            EngineName::Postgres => format!("SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname = {schema}"),
            EngineName::SqlServer => format!("SELECT name FROM sys.schemas WHERE name = {schema}"),
            _ => return Ok(false),
        };
        Ok(!texts(connection, &query)?.is_empty())
    }

    /// What was made, in the order in which it was; nothing when there is no register.
    pub fn read(&self, connection: &mut dyn Connection) -> Result<Option<Vec<Object>>, EngineError> {
        if !self.is_present(connection)? {
            return Ok(None);
        }
        let sum = self.dialect.name("sum");
        let query = format!("SELECT objekt, slags, {sum} FROM {} ORDER BY nr", self.table());
        let object = |row: &Vec<Cell>| {
            let [Cell::Text(name), Cell::Text(kind), Cell::Text(sum)] = row.as_slice() else { return None };
            let kind = ObjectKind::from_danish(kind)?;
            Some(Object { name: name.clone(), kind, sum: sum.clone() })
        };
        Ok(Some(connection.query(&query)?.rows.iter().filter_map(object).collect()))
    }

    pub fn removal(&self, object: &Object) -> String {
        format!("DROP {} IF EXISTS {}", object.kind.keyword(), object.name)
    }

    /// Makes the table of the register, which is not there.
    pub fn creation(&self) -> String {
        let (whole, text) = (self.dialect.column_type(Type::Integer), self.dialect.column_type(Type::Text));
        let sum = self.dialect.name("sum");
        let columns =
            format!("nr {whole} NOT NULL, objekt {text} NOT NULL, slags {text} NOT NULL, {sum} {text} NOT NULL");
        format!("CREATE TABLE {} ({columns})", self.table())
    }

    /// Statements that remember what is made now instead of what was.
    pub fn memory(&self, made: &[Object]) -> Vec<String> {
        let table = self.table();
        let cells = |(index, object): (usize, &Object)| {
            let text = |text: &str| self.dialect.text(text);
            format!("({}, {}, {}, {})", index + 1, text(&object.name), text(object.kind.danish()), text(&object.sum))
        };
        let rows: Vec<String> = made.iter().enumerate().map(cells).collect();
        let inserts = rows.chunks(500).map(|rows| format!("INSERT INTO {table} VALUES\n{}", rows.join(",\n")));
        [format!("DELETE FROM {table}")].into_iter().chain(inserts).collect()
    }
}

/// The texts of a query's first column.
fn texts(connection: &mut dyn Connection, query: &str) -> Result<Vec<String>, EngineError> {
    let table = connection.query(query)?;
    Ok(table.rows.iter().filter_map(|row| row.first()).map(Cell::to_string).collect())
}
