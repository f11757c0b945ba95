//! `bygget`: the table in the schema that knows what noegle has made there.
//!
//! In: a target. Out: what was made, and statements that remove and remember. Guaranteed now: reading changes nothing.

use super::{Object, ObjectKind};
use crate::engine::{Cell, Connection, EngineError};
use crate::sql::Target;
use crate::sql::dialect::{Dialect, Type};

const TABLE: &str = "bygget";

pub struct Register<'t> {
    dialect: &'static dyn Dialect,
    schema: &'t str,
}

impl<'t> Register<'t> {
    pub fn of(target: &'t Target) -> Register<'t> {
        Register { dialect: target.dialect.dialect(), schema: &target.schema }
    }

    pub fn schema(&self) -> &str {
        self.schema
    }

    fn object(&self, name: &str) -> String {
        format!("{}.{}", self.dialect.name(self.schema), self.dialect.name(name))
    }

    /// All tables and views of the schema, whoever made them.
    pub fn present(&self, connection: &mut dyn Connection) -> Result<Vec<String>, EngineError> {
        let schema = self.dialect.text(self.schema);
        let query = format!("SELECT table_name FROM information_schema.tables WHERE table_schema = {schema}");
        let table = connection.query(&query)?;
        Ok(table.rows.iter().filter_map(|row| row.first()).map(Cell::to_string).collect())
    }

    /// What was made, in the order in which it was; nothing when there is no register.
    pub fn read(&self, connection: &mut dyn Connection) -> Result<Option<Vec<Object>>, EngineError> {
        if !self.present(connection)?.iter().any(|name| name == TABLE) {
            return Ok(None);
        }
        let sum = self.dialect.name("sum");
        let query = format!("SELECT objekt, slags, {sum} FROM {} ORDER BY nr", self.object(TABLE));
        let object = |row: &Vec<Cell>| {
            let [Cell::Text(name), Cell::Text(kind), Cell::Text(sum)] = row.as_slice() else { return None };
            let kind = ObjectKind::from_danish(kind)?;
            Some(Object { name: name.clone(), kind, sum: sum.clone() })
        };
        Ok(Some(connection.query(&query)?.rows.iter().filter_map(object).collect()))
    }

    pub fn removal(&self, object: &Object) -> String {
        format!("DROP {} IF EXISTS {}", object.kind.keyword(), self.object(&object.name))
    }

    /// Remembers what is made now instead of what was.
    pub fn write(&self, connection: &mut dyn Connection, made: &[Object]) -> Result<(), EngineError> {
        let table = self.object(TABLE);
        let [whole, text] = [Type::Integer, Type::Text].map(|of| self.dialect.column_type(of));
        let sum = self.dialect.name("sum");
        let columns =
            format!("nr {whole} NOT NULL, objekt {text} NOT NULL, slags {text} NOT NULL, {sum} {text} NOT NULL");
        connection.execute(&format!("CREATE TABLE IF NOT EXISTS {table} ({columns})"))?;
        connection.execute(&format!("DELETE FROM {table}"))?;
        let cells = |(index, object): (usize, &Object)| {
            let text = |text: &str| self.dialect.text(text);
            format!("({}, {}, {}, {})", index + 1, text(&object.name), text(object.kind.danish()), text(&object.sum))
        };
        let rows: Vec<String> = made.iter().enumerate().map(cells).collect();
        for rows in rows.chunks(500) {
            connection.execute(&format!("INSERT INTO {table} VALUES\n{}", rows.join(",\n")))?;
        }
        Ok(())
    }
}
