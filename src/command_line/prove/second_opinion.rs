//! An example in the database: its rows as tables, its figure as a view, and whether the interpreter agrees.
//!
//! In: a model, a database, and an example. Out: what differs, in the outputs' own form. Guaranteed now: a grundtal is seen
//! through a nøgletal that shows it alone; amounts are compared to the fifth decimal, however the database keeps them.

use std::collections::{BTreeMap, BTreeSet};

use super::made;
use super::needed::Statements;
use crate::cases::{add_counter, add_shower};
use crate::engine::{Cell, Connection, EngineError, ResultTable};
use crate::evaluate::examples::{expected_grain, given_data};
use crate::evaluate::rules::violations_of;
use crate::evaluate::{BaseRow, Data, ResultRow, Table, Value, evaluate_base_figure, evaluate_figure, made_rows};
use crate::exact::{decimal_text, machine_number};
use crate::model::example::Subject;
use crate::model::{BaseFigureId, Example, Frequency, Model, RuleId, Source, SourceId};
use crate::proof::SCHEMA;
use crate::sql::dialect::{Dialect, Type};
use crate::sql::{self, Access, DialectName, SourceLocation, Target};

const VIOLATION: [&str; 8] = ["regel", "alvor", "kommune", "periode", "noegle", "vaerdi", "sammenlignet_med", "besked"];
const COLUMNS: [&str; 8] = ["noegletal", "udgave", "kommune", "periode", "taeller", "naevner", "resultat", "status"];
const BASE_COLUMNS: [&str; 4] = ["kommune", "periode", "resultat", "status"];
/// Those of them that hold amounts.
const AMOUNTS: [&str; 5] = ["taeller", "naevner", "resultat", "vaerdi", "sammenlignet_med"];

/// The database that examples are run in: all figures, over tables that each example fills.
pub struct SecondOpinion<'a> {
    model: &'a Model,
    /// The nøgletal that show the grundtal of examples, by periods of a length.
    showers: Vec<(BaseFigureId, Frequency, String)>,
    target: Target,
    statements: Statements,
    /// Those that have been run.
    made: BTreeSet<usize>,
    connection: Box<dyn Connection + 'a>,
}

/// Rows that only one of the two has.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Disagreement {
    pub interpreter: Vec<String>,
    pub database: Vec<String>,
}

impl<'a> SecondOpinion<'a> {
    /// In a database that holds other things too: all is made in the schema of the written cases, which is replaced.
    pub fn on(
        model: &'a Model,
        dialect: DialectName,
        connection: Box<dyn Connection + 'a>,
    ) -> Result<SecondOpinion<'a>, EngineError> {
        let place = |name: String| SourceLocation::Table(format!("{SCHEMA}.{name}"));
        let location = |source: &Source| (source.name.text.clone(), place(table_name(source)));
        let delivered = |source: &Source| Some((source.deliveries.clone()?, place(deliveries_name(source))));
        let deliveries = model.sources.iter().filter_map(delivered);
        let sources: BTreeMap<String, SourceLocation> = deliveries.chain(model.sources.iter().map(location)).collect();
        let target =
            Target { dialect, schema: SCHEMA.to_owned(), sources, access: Some(Access::Outside), known_as: None };
        let (mut shown, showers) = with_base_figures(model);
        add_counters(model, &mut shown);
        let tables = model.sources.iter().flat_map(|source| [table_name(source), deliveries_name(source)]).collect();
        let mut made = sql::statements(&shown, &target);
        // What is only there to be read is read by nothing here.
        let to_be_read = format!("{}_", target.schema);
        made.retain(|statement| !statement.name.starts_with(&to_be_read));
        let statements = Statements::new(made, &target.schema, &tables);
        let mut opinion = SecondOpinion { model, showers, target, statements, made: BTreeSet::new(), connection };
        let schema = opinion.dialect().name(&opinion.target.schema);
        let dialect = opinion.dialect();
        for statement in dialect.drop_schema(&schema).into_iter().chain(dialect.create_schema(&schema)) {
            opinion.connection.execute(&statement)?;
        }
        for statement in opinion.tables() {
            opinion.connection.execute(&statement)?;
        }
        Ok(opinion)
    }

    /// What the two say differently of the example's nøgletal or grundtal; nothing of other examples, which have no view.
    pub fn of(&mut self, example: &Example) -> Result<Disagreement, EngineError> {
        let figure = match &example.subject {
            Subject::KeyFigure(figure) => *figure,
            Subject::Member(reference) => reference.figure,
            Subject::BaseFigure(base) => return self.of_base_figure(*base, example),
            Subject::Rule(rule) => return self.of_rule(example, *rule),
            Subject::Source(source) => return self.of_source(*source, example),
            Subject::Declaration(_) => return Ok(Disagreement::default()),
        };
        let data = given_data(self.model, example);
        let interpreter: Vec<String> =
            evaluate_figure(self.model, &data, figure).iter().map(row_of_interpreter).collect();
        let database = self.rows(&data, &format!("nt_{}", self.model.figure(figure).name.sql), &COLUMNS)?;
        Ok(Disagreement::between(&interpreter, &database))
    }

    fn of_base_figure(&mut self, base: BaseFigureId, example: &Example) -> Result<Disagreement, EngineError> {
        let grain = expected_grain(example);
        let Some(view) =
            self.showers.iter().find(|(id, of, _)| *id == base && *of == grain).map(|(.., view)| view.clone())
        else {
            return Ok(Disagreement::default());
        };
        let data = given_data(self.model, example);
        let rows = evaluate_base_figure(self.model, &data, base, grain);
        let interpreter: Vec<String> = rows.iter().map(row_of_base_figure).collect();
        let database = self.rows(&data, &format!("nt_{view}"), &BASE_COLUMNS)?;
        Ok(Disagreement::between(&interpreter, &database))
    }

    /// What the two say differently of the rows of an afledt or koblet datakilde.
    fn of_source(&mut self, id: SourceId, example: &Example) -> Result<Disagreement, EngineError> {
        let data = given_data(self.model, example);
        let made = made_rows(self.model, &data, id);
        let interpreter: Vec<String> = made.iter().map(made::row_of_interpreter).collect();
        let query = made::query(self.model.source(id), &self.target);
        let table = self.asked(&data, &query)?;
        let source = self.model.source(id);
        let database: Vec<String> = table.rows.iter().map(|row| made::row_of_database(source, row)).collect();
        Ok(Disagreement::between(&interpreter, &database))
    }

    /// What the two say differently of what breaks a rule.
    fn of_rule(&mut self, example: &Example, id: RuleId) -> Result<Disagreement, EngineError> {
        let data = given_data(self.model, example);
        let rule = self.model.rule(id);
        let interpreter: Vec<String> =
            violations_of(self.model, &data, id).iter().map(|violation| violation.row(self.model)).collect();
        let mut database = Vec::new();
        let checks = rule.editions.iter().map(|edition| edition.requirements.len()).sum::<usize>();
        for number in 1..=checks {
            database.extend(self.rows(&data, &format!("regel_{number}_{}", rule.name.sql), &VIOLATION)?);
        }
        Ok(Disagreement::between(&interpreter, &database))
    }

    /// What a query answers on an example's rows. Only what it reads is made, and of that again what holds rows.
    fn asked(&mut self, data: &Data, query: &str) -> Result<ResultTable, EngineError> {
        let needed = self.statements.needed(query);
        let read = |table: &str| self.statements.read(&needed, table);
        let tables: BTreeSet<String> = self
            .model
            .sources
            .iter()
            .flat_map(|source| [table_name(source), deliveries_name(source)])
            .filter(|table| read(table))
            .collect();
        self.give(data, &|table| tables.contains(table))?;
        let dialect = self.dialect();
        for index in needed {
            let statement = &self.statements.all[index];
            if self.made.insert(index) {
                self.connection.execute(&statement.text)?;
            } else if self.statements.depends_on_rows(index) {
                for again in statement.again(dialect) {
                    self.connection.execute(&again.text)?;
                }
            }
        }
        self.connection.query(query)
    }

    /// Removes what was made.
    pub fn end(mut self) -> Result<(), EngineError> {
        let dialect = self.dialect();
        let made = self.statements.all.iter().map(|statement| statement.text.clone()).chain(self.tables());
        let made: Vec<String> = made.collect();
        let texts: Vec<&str> = made.iter().map(String::as_str).collect();
        let statements = dialect.drop_all(&dialect.name(SCHEMA), &texts);
        statements.iter().try_for_each(|statement| self.connection.execute(statement))
    }

    fn object(&self, name: &str) -> String {
        let dialect = self.dialect();
        dialect.object(&dialect.name(SCHEMA), &dialect.name(name))
    }

    /// The tables that examples fill, empty.
    fn tables(&self) -> Vec<String> {
        let dialect = self.dialect();
        let text = dialect.column_type(Type::Text);
        let table = |name: String, columns: Vec<&str>| {
            let columns: Vec<String> = columns.iter().map(|name| format!("{} {text}", dialect.name(name))).collect();
            dialect.create_table(&self.object(&name), &columns.join(", "))
        };
        let mut statements = Vec::new();
        for source in &self.model.sources {
            let stored = source.columns.iter().map(|column| column.stored.as_str());
            let columns: BTreeSet<&str> =
                stored.chain(source.measures.iter().map(|measure| measure.stored.as_str())).collect();
            statements.extend(table(table_name(source), columns.into_iter().collect()));
            if source.deliveries.is_some() {
                statements.extend(table(deliveries_name(source), vec!["kommune", "maaned"]));
            }
        }
        statements
    }

    /// The rows given, as text: the way in which every source can be stored.
    fn give(&mut self, data: &Data, wanted: &dyn Fn(&str) -> bool) -> Result<(), EngineError> {
        let model = self.model;
        for (index, source) in model.sources.iter().enumerate() {
            let mut statements = Vec::new();
            if wanted(&table_name(source)) {
                statements.extend(self.rows_given(&table_name(source), data.tables.get(&SourceId(index))));
            }
            // A table of `leverancer fra` that several sources share is the last one's.
            if source.deliveries.is_some() && wanted(&deliveries_name(source)) {
                statements.extend(self.rows_given(&deliveries_name(source), data.deliveries.get(&SourceId(index))));
            }
            for statement in statements {
                self.connection.execute(&statement)?;
            }
        }
        Ok(())
    }

    fn rows_given(&self, table: &str, given: Option<&Table>) -> Vec<String> {
        let dialect = self.dialect();
        let table = self.object(table);
        let mut statements = vec![dialect.empty(&table)];
        if let Some(given) = given.filter(|given| !given.rows.is_empty()) {
            let names: Vec<String> = given.columns.iter().map(|name| dialect.name(name)).collect();
            let values = |row: &Vec<Value>| row.iter().map(|value| stored_text(dialect, value)).collect::<Vec<_>>();
            let rows: Vec<String> = given.rows.iter().map(|row| format!("({})", values(row).join(", "))).collect();
            statements.push(format!("INSERT INTO {table} ({}) {}", names.join(", "), dialect.values(&rows, "")));
        }
        statements
    }

    fn rows(&mut self, data: &Data, view: &str, columns: &[&str]) -> Result<Vec<String>, EngineError> {
        let dialect = self.dialect();
        let object = dialect.object(&dialect.name(&self.target.schema), &dialect.name(view));
        let read = |column: &&str| match AMOUNTS[..3].contains(column) {
            true => dialect.read_amount(column),
            false => (*column).to_owned(),
        };
        let read: Vec<String> = columns.iter().map(read).collect();
        let table = self.asked(data, &format!("SELECT {} FROM {object}", read.join(", ")))?;
        let row = |row: &Vec<Cell>| columns.iter().zip(row).map(shown).collect::<Vec<String>>().join(" | ");
        Ok(table.rows.iter().map(row).collect())
    }

    fn dialect(&self) -> &'static dyn Dialect {
        self.target.dialect.dialect()
    }
}

/// Amounts with five decimals, whatever the database keeps them as; floating point, which is not exact, as it is.
fn shown((column, cell): (&&str, &Cell)) -> String {
    let text = cell.to_string();
    let number = match cell {
        Cell::Double(_) => None,
        _ if AMOUNTS.contains(column) => machine_number(&text),
        _ => None,
    };
    number.map_or(text, |number| decimal_text(&number, 5))
}

impl Disagreement {
    fn between(interpreter: &[String], database: &[String]) -> Disagreement {
        Disagreement { interpreter: only_in(interpreter, database), database: only_in(database, interpreter) }
    }
}

/// The model with a nøgletal for each grundtal that has an example, at the example's periods.
fn with_base_figures(model: &Model) -> (Model, Vec<(BaseFigureId, Frequency, String)>) {
    let mut shown = model.clone();
    let mut showers: Vec<(BaseFigureId, Frequency, String)> = Vec::new();
    for example in &model.examples {
        let Subject::BaseFigure(base) = example.subject else { continue };
        let grain = expected_grain(example);
        if showers.iter().any(|(id, of, _)| *id == base && *of == grain) {
            continue;
        }
        let name = format!("proeve_{}", showers.len() + 1);
        let figure = add_shower(&mut shown, base, grain);
        shown.figures[figure.0].name.sql.clone_from(&name);
        showers.push((base, grain, name));
    }
    (shown, showers)
}

/// A nøgletal for each source that has an example, so that its rows are read whoever else reads them.
fn add_counters(model: &Model, shown: &mut Model) {
    let sources: BTreeSet<SourceId> = model
        .examples
        .iter()
        .filter_map(|example| match example.subject {
            Subject::Source(id) => Some(id),
            _ => None,
        })
        .collect();
    for (index, id) in sources.into_iter().enumerate() {
        let figure = add_counter(shown, id);
        shown.figures[figure.0].name.sql = format!("proeve_raekker_{}", index + 1);
    }
}

fn table_name(source: &Source) -> String {
    format!("givet_{}", source.name.sql)
}

fn deliveries_name(source: &Source) -> String {
    format!("leverancer_{}", source.name.sql)
}

fn stored_text(dialect: &dyn Dialect, value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Text(text) => dialect.text(text),
        Value::Number(number) => dialect.text(decimal_text(number, 10).trim_end_matches('0').trim_end_matches('.')),
        Value::Date(date) => dialect.text(&format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)),
    }
}

/// The row as the database's cells would be written.
fn row_of_interpreter(row: &ResultRow) -> String {
    let number = |value: &Option<_>| value.as_ref().map(|value| decimal_text(value, 5)).unwrap_or_default();
    [
        row.name.clone(),
        row.edition.clone(),
        row.municipality.clone(),
        row.period.name(),
        number(&row.numerator),
        number(&row.denominator),
        number(&row.result),
        row.status.danish().to_owned(),
    ]
    .join(" | ")
}

fn row_of_base_figure(row: &BaseRow) -> String {
    let value = row.value.as_ref().map(|value| decimal_text(value, 5)).unwrap_or_default();
    [row.municipality.clone(), row.period.name(), value, row.status.danish().to_owned()].join(" | ")
}

/// The rows that the others do not have; equal rows are paired one by one.
fn only_in(rows: &[String], others: &[String]) -> Vec<String> {
    let mut left: Vec<&String> = others.iter().collect();
    let mut unpaired = |row: &&String| match left.iter().position(|other| other == row) {
        Some(at) => {
            left.swap_remove(at);
            false
        }
        None => true,
    };
    rows.iter().filter(|row| unpaired(row)).cloned().collect()
}
