//! Databases through their ADBC drivers.
//!
//! In: where the database is. Out: a connection. Guaranteed now: decimals are exact, whatever the driver gives them as.

use adbc_core::options::{AdbcVersion, OptionDatabase, OptionValue};
use adbc_core::{Connection as _, Database as _, Driver as _, Statement as _};
use adbc_driver_manager::{ManagedConnection, ManagedDatabase, ManagedDriver, ManagedStatement};
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Decimal128Type, Float64Type, Int16Type, Int32Type, Int64Type};
use arrow_array::{ArrayRef, RecordBatchReader};
use arrow_schema::{DataType, Field};
use noegle::engine::{Cell, Connection, Date, EngineError, ErrorKind, ResultTable};

use super::lines::decimal;
use super::places::driver;

pub struct Adbc {
    connection: ManagedConnection,
    _database: ManagedDatabase,
}

pub fn postgres(uri: &str) -> Adbc {
    open("postgresql", "postgres", uri)
}

/// By Spark Connect.
pub fn spark(uri: &str) -> Adbc {
    open("spark", "spark", uri)
}

/// In memory.
pub fn sqlite() -> Adbc {
    open("sqlite", "sqlite", ":memory:")
}

fn open(library: &str, engine: &str, uri: &str) -> Adbc {
    let path = driver(library).unwrap_or_else(|file| panic!("{file} mangler. Kør: scripts/engines/setup {engine}"));
    let opened = || -> Result<Adbc, adbc_core::error::Error> {
        let mut driver = ManagedDriver::load_dynamic_from_filename(&path, None, AdbcVersion::V110)?;
        let uri = (OptionDatabase::Uri, OptionValue::String(uri.to_owned()));
        let database = driver.new_database_with_opts([uri])?;
        Ok(Adbc { connection: database.new_connection()?, _database: database })
    };
    opened().unwrap_or_else(|error| panic!("{engine}: {error}"))
}

impl Adbc {
    fn statement(&mut self, sql: &str) -> Result<ManagedStatement, EngineError> {
        let mut statement = self.connection.new_statement()?;
        statement.set_sql_query(sql)?;
        Ok(statement)
    }
}

impl Connection for Adbc {
    fn execute(&mut self, sql: &str) -> Result<(), EngineError> {
        self.statement(sql)?.execute_update()?;
        Ok(())
    }

    fn query(&mut self, sql: &str) -> Result<ResultTable, EngineError> {
        let mut statement = self.statement(sql)?;
        let reader = statement.execute()?;
        let schema = reader.schema();
        let mut table = ResultTable {
            columns: schema.fields().iter().map(|field| field.name().clone()).collect(),
            rows: Vec::new(),
        };
        for batch in reader {
            let batch = batch?;
            let columns: Vec<Vec<Cell>> = schema
                .fields()
                .iter()
                .zip(batch.columns())
                .map(|(field, column)| cells(field, column))
                .collect::<Result<_, _>>()?;
            table
                .rows
                .extend((0..batch.num_rows()).map(|row| columns.iter().map(|cells| cells[row].clone()).collect()));
        }
        Ok(table)
    }
}

fn cells(field: &Field, column: &ArrayRef) -> Result<Vec<Cell>, EngineError> {
    // PostgreSQL's NUMERIC has any number of digits, Arrow's decimals have not: the driver gives it as text.
    let is_numeric = field.metadata().get("ARROW:extension:metadata").is_some_and(|told| told.contains("\"numeric\""));
    let number = |text: &str| decimal(text).unwrap_or_else(|| Cell::Text(text.to_owned()));
    let text = |text: &str| if is_numeric { number(text) } else { Cell::Text(text.to_owned()) };
    Ok(match column.data_type() {
        DataType::Null => vec![Cell::Null; column.len()],
        DataType::Boolean => all(column.as_boolean().iter(), Cell::Boolean),
        DataType::Utf8 => all(column.as_string::<i32>().iter(), text),
        DataType::LargeUtf8 => all(column.as_string::<i64>().iter(), text),
        DataType::Int16 => all(column.as_primitive::<Int16Type>().iter(), |value| Cell::Integer(value.into())),
        DataType::Int32 => all(column.as_primitive::<Int32Type>().iter(), |value| Cell::Integer(value.into())),
        DataType::Int64 => all(column.as_primitive::<Int64Type>().iter(), |value| Cell::Integer(value.into())),
        DataType::Decimal128(_, scale) => {
            let scale = u8::try_from(*scale).expect("as the engine declares it");
            let cell = |unscaled| match scale {
                0 => Cell::Integer(unscaled),
                scale => Cell::Decimal { unscaled, scale },
            };
            all(column.as_primitive::<Decimal128Type>().iter(), cell)
        }
        DataType::Float64 => all(column.as_primitive::<Float64Type>().iter(), Cell::Double),
        DataType::Date32 => all(column.as_primitive::<Date32Type>().iter(), |days| Cell::Date(day(days))),
        other => return Err(EngineError::new(ErrorKind::UnsupportedType, other.to_string())),
    })
}

fn all<T>(values: impl Iterator<Item = Option<T>>, cell: impl Fn(T) -> Cell) -> Vec<Cell> {
    values.map(|value| value.map_or(Cell::Null, &cell)).collect()
}

fn day(days: i32) -> Date {
    let date = noegle::evaluate::Day(days.into()).date();
    Date { year: date.year, month: date.month as u8, day: date.day as u8 }
}
