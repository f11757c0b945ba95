//! From definitions to rows in DuckDB, held against the interpreter.

mod differences;
mod events;
mod figures;
mod limits;
mod people;
mod people_in_figures;
mod reading;
mod sources;
mod texts;

use noegle::compile::Compilation;
use noegle::engine::{Cell, Connection, DuckDb, Options, Place};
use noegle::evaluate::{Data, Table, Value, evaluate};
use noegle::model::{Model, SourceId};
use noegle::sql::{Statement, Target, statements, verify};

use crate::support::{compiled, problems};

/// A table of texts: the first line is the heading, cells stand between `|`.
struct Given {
    source: &'static str,
    rows: String,
}

fn given(source: &'static str, rows: &str) -> Given {
    Given { source, rows: rows.to_owned() }
}

impl Given {
    fn table(&self) -> Table {
        let cells = |line: &str| -> Vec<String> { line.split('|').map(|cell| cell.trim().to_owned()).collect() };
        let mut lines = self.rows.lines().map(str::trim).filter(|line| !line.is_empty());
        let columns = lines.next().map(cells).unwrap_or_default();
        let value = |cell: String| if cell.is_empty() { Value::Null } else { Value::Text(cell) };
        let rows = lines.map(|line| cells(line).into_iter().map(value).collect()).collect();
        Table { columns, rows }
    }
}

fn memory() -> DuckDb {
    DuckDb::open(&Place::Memory, &Options::default()).expect("scripts/setup has put DuckDB in the cache")
}

/// A model without errors; notes and warnings do not matter here.
fn whole(text: &str) -> Compilation {
    let compilation = compiled(text);
    assert!(!compilation.has_errors(), "{:#?}", problems(&compilation));
    compilation
}

/// Runs every statement; each must also read back.
fn build(connection: &mut DuckDb, statements: &[Statement]) {
    assert_eq!(verify::unreadable(statements, noegle::sql::DialectName::DuckDb), []);
    for statement in statements {
        if let Err(error) = connection.execute(&statement.text) {
            panic!("{error:?}\n{}", statement.text);
        }
    }
}

/// The tables of the sources as text, all sources of the model; those not given are empty.
fn fill(connection: &mut DuckDb, model: &Model, given: &[Given]) {
    for source in &model.sources {
        let empty = Table::default();
        let table = given.iter().find(|one| one.source == source.name.text).map(Given::table).unwrap_or(empty);
        let mut stored: Vec<&str> = source.columns.iter().map(|column| column.stored.as_str()).collect();
        stored.extend(source.measures.iter().map(|measure| measure.stored.as_str()));
        stored.dedup();
        let columns: Vec<String> = stored.iter().map(|name| format!("\"{name}\" VARCHAR")).collect();
        let parts: Vec<&str> = source.table.split('.').collect();
        if let [schema, _] = parts.as_slice() {
            connection.execute(&format!("CREATE SCHEMA IF NOT EXISTS \"{schema}\"")).expect("schema");
        }
        let name = parts.iter().map(|part| format!("\"{part}\"")).collect::<Vec<_>>().join(".");
        connection.execute(&format!("CREATE TABLE {name} ({})", columns.join(", "))).expect("table");
        fill_deliveries(connection, source.deliveries.as_deref(), given);
        for row in &table.rows {
            let names: Vec<String> = table.columns.iter().map(|name| format!("\"{name}\"")).collect();
            let values: Vec<String> = row.iter().map(stored_value).collect();
            let insert = format!("INSERT INTO {name} ({}) VALUES ({})", names.join(", "), values.join(", "));
            connection.execute(&insert).expect(&insert);
        }
    }
}

/// The table of `leverancer fra`.
fn fill_deliveries(connection: &mut DuckDb, name: Option<&str>, given: &[Given]) {
    let Some(name) = name else { return };
    connection.execute(&format!("CREATE TABLE \"{name}\" (kommune VARCHAR, maaned VARCHAR)")).expect("table");
    let table = given.iter().find(|one| one.source == name).map(Given::table).unwrap_or_default();
    for row in &table.rows {
        let values: Vec<String> = row.iter().map(stored_value).collect();
        connection.execute(&format!("INSERT INTO \"{name}\" VALUES ({})", values.join(", "))).expect("row");
    }
}

fn stored_value(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("'{}'", text.replace('\'', "''")),
        _ => "NULL".to_owned(),
    }
}

/// The rows of `resultat` as DuckDB and as the interpreter see them; they must be the same.
fn rows(text: &str, given: &[Given]) -> Vec<String> {
    rows_of(&whole(text).model, given)
}

fn rows_of(model: &Model, given: &[Given]) -> Vec<String> {
    let mut connection = memory();
    fill(&mut connection, model, given);
    build(&mut connection, &statements(model, &Target::duckdb()));
    let query = "SELECT noegletal, udgave, kommune, periode, CAST(periode_start AS VARCHAR), taeller, naevner, resultat, \
                 status FROM noegle.resultat ORDER BY noegletal, kommune, periode_start";
    let computed = connection.query(query).expect(query);
    let computed: Vec<String> = computed.rows.iter().map(|row| shown(row)).collect();
    let expected = interpreted(model, given);
    let only = |of: &[String], not: &[String]| of.iter().filter(|row| !not.contains(row)).cloned().collect::<Vec<_>>();
    assert_eq!(only(&computed, &expected), only(&expected, &computed), "DuckDB and the interpreter differ");
    assert_eq!(computed, expected);
    computed
}

fn shown(row: &[Cell]) -> String {
    row.iter().map(Cell::to_string).collect::<Vec<_>>().join(" | ")
}

fn interpreted(model: &Model, given: &[Given]) -> Vec<String> {
    let mut data = Data::default();
    for (index, source) in model.sources.iter().enumerate() {
        if let Some(one) = given.iter().find(|one| one.source == source.name.text) {
            data.tables.insert(SourceId(index), one.table());
        }
        if let Some(one) = given.iter().find(|one| Some(one.source) == source.deliveries.as_deref()) {
            data.deliveries.insert(SourceId(index), one.table());
        }
    }
    let number = |value: &Option<num_rational::BigRational>| {
        value.as_ref().map_or_else(String::new, |value| noegle::exact::decimal_text(value, 5))
    };
    let rows = evaluate(model, &data);
    let row = |row: &noegle::evaluate::ResultRow| {
        [
            row.name.clone(),
            row.edition.clone(),
            row.municipality.clone(),
            row.period.name(),
            row.period.start(),
            number(&row.numerator),
            number(&row.denominator),
            number(&row.result),
            row.status.danish().to_owned(),
        ]
        .join(" | ")
    };
    rows.iter().map(row).collect()
}
