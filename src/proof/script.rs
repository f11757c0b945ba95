//! The script of one nøgletal or grundtal.
//!
//! In: rounds of cases and a dialect. Out: statements, the query, and the end. Guaranteed now: the same cases give the same
//! text; later rounds make anew only what holds rows.

use std::collections::BTreeSet;

use num_rational::BigRational;

use crate::cases::{Case, Round, Subject, stored_columns};
use crate::evaluate::{Data, ResultRow, Value};
use crate::exact::decimal_text;
use crate::model::sentence::one_line;
use crate::model::{Model, Origin, Source, SourceId};
use crate::sql::dialect::{Dialect, PUBLISHED, Type};
use crate::sql::{Access, DialectName, Makes, SourceLocation, Statement, Target, statements_of};

/// Where scripts build.
pub const SCHEMA: &str = "noegle_proeve";

/// What is compared, as the view calls it; the first column says whose it is, and one is `kommune`.
pub(super) const COLUMNS: [&str; 8] =
    ["noegletal", "udgave", "kommune", "periode", "taeller", "naevner", "resultat", "status"];

/// Those of them that are amounts.
const AMOUNTS: [&str; 9] = [
    "taeller",
    "naevner",
    "resultat",
    "landsgennemsnit",
    "gruppegennemsnit",
    "regionsgennemsnit",
    "afvigelse",
    "percentil",
    "mulighedsrum",
];

/// A script in its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Script {
    /// Comment lines on what is proven.
    pub about: Vec<String>,
    pub statements: Vec<Statement>,
    /// Gives deviating rows: nr, viser, hvad (`forventet` or `fundet`), and the columns compared.
    pub deviations: String,
    /// Removes all that was made.
    pub end: Vec<String>,
}

impl Script {
    /// The whole as a file.
    pub fn text(&self, dialect: DialectName) -> String {
        let end = dialect.dialect().end_of_statement();
        let mut text: String = self.about.iter().map(|line| format!("-- {}\n", one_line(line))).collect();
        for statement in &self.statements {
            text.push_str(&format!("\n{}{end}", statement.text.trim_end()));
        }
        text.push_str("\n-- Rækker, der afviger; ingen, når alle tilfælde holder.\n");
        text.push_str(&format!("{}{end}", self.deviations));
        self.end.iter().for_each(|one| text.push_str(&format!("\n{one}{end}")));
        text
    }
}

/// `model` is the proof model that the cases were made from.
pub fn script(model: &Model, subject: &Subject, rounds: &[Round], dialect: DialectName) -> Script {
    let figure = model.figure(subject.figure);
    let maker = Maker { model, dialect: dialect.dialect() };
    let data: Vec<&Data> = rounds.iter().map(|round| &round.data).collect();
    let made = used(statements_of(model, subject.figure, &target(model, dialect), &texts(&data)));
    let view = maker.object(&format!("nt_{}", figure.name.sql));
    let mut statements = maker.start();
    statements.extend(maker.cases(rounds));
    statements.extend(maker.rounds(&data, &made, &|round| vec![maker.found(&view, &COLUMNS, round)]));
    let kind = if subject.base.is_some() { "Grundtallet" } else { "Nøgletallet" };
    let number: usize = rounds.iter().map(|round| round.cases.len()).sum();
    Script {
        about: vec![
            format!("{kind} {}: {}", figure.name.text, figure.title),
            format!(
                "Prøves af {number} tilfælde ved grænserne for hver linje og betingelse. Alt bygges i skemaet {SCHEMA}, som fjernes igen."
            ),
        ],
        end: maker.end(&statements),
        statements,
        deviations: maker.deviations(&COLUMNS),
    }
}

/// The tables of cases are the sources.
pub(super) fn target(model: &Model, dialect: DialectName) -> Target {
    let location =
        |source: &Source| (source.name.text.clone(), SourceLocation::Table(format!("{SCHEMA}.{}", table(source))));
    let listed = |id: SourceId| {
        let name = model.source(id).deliveries.clone()?;
        Some((name, SourceLocation::Table(format!("{SCHEMA}.{}", deliveries_table(model.source(id))))))
    };
    let sources = listing(model).into_iter().filter_map(listed).chain(model.sources.iter().map(location)).collect();
    Target { dialect, schema: SCHEMA.to_owned(), sources, access: Some(Access::Outside), known_as: None }
}

pub(super) struct Maker<'m> {
    pub model: &'m Model,
    pub dialect: &'static dyn Dialect,
}

impl Maker<'_> {
    pub fn end(&self, statements: &[Statement]) -> Vec<String> {
        let texts: Vec<&str> = statements.iter().map(|statement| statement.text.as_str()).collect();
        self.dialect.drop_all(&self.dialect.name(SCHEMA), &texts)
    }

    /// Each round's rows, what is made of them, and what is found in it.
    pub fn rounds(
        &self,
        data: &[&Data],
        made: &[Statement],
        found: &dyn Fn(usize) -> Vec<Statement>,
    ) -> Vec<Statement> {
        let (read, deliveries) = (self.sources_read(data, made), listing(self.model));
        let mut statements = Vec::new();
        for (index, data) in data.iter().enumerate() {
            statements.extend(self.given(&read, data, index == 0));
            statements.extend(self.delivered(&deliveries, made, data, index == 0));
            match index {
                0 => statements.extend(made.iter().cloned()),
                _ => statements.extend(made.iter().flat_map(|one| one.again(self.dialect))),
            }
            statements.extend(found(index + 1));
        }
        statements
    }

    pub fn object(&self, name: &str) -> String {
        self.dialect.object(SCHEMA, &self.dialect.name(name))
    }

    pub fn start(&self) -> Vec<Statement> {
        let schema = self.dialect.name(SCHEMA);
        let made = self.dialect.drop_schema(&schema).into_iter().chain(self.dialect.create_schema(&schema));
        made.map(|text| statement("skema", text)).collect()
    }

    /// The cases in words, whose rows are compared, and what is expected.
    fn cases(&self, rounds: &[Round]) -> Vec<Statement> {
        let [text, whole, amount] = [Type::Text, Type::Integer, PUBLISHED].map(|of| self.dialect.column_type(of));
        let amounts = format!("taeller {amount}, naevner {amount}, resultat {amount}");
        let shown =
            format!("noegletal {text}, udgave {text}, kommune {text}, periode {text}, {amounts}, status {text}");
        let cases =
            || rounds.iter().enumerate().flat_map(|(round, of)| of.cases.iter().map(move |case| (round + 1, case)));
        let words = cases().map(|(_, case)| format!("({}, {})", case.number, self.text(&case.shows)));
        let places = cases().flat_map(|(round, case)| {
            let name = self.name_of(case);
            case.municipalities
                .iter()
                .map(move |kommune| format!("({}, {round}, {}, {})", case.number, self.text(kommune), self.text(&name)))
        });
        let expected = cases().flat_map(|(_, case)| case.expected.iter().map(|row| self.expected(case.number, row)));
        let mut statements =
            self.filled("tilfaelde", &format!("nr {whole}, viser {}", self.dialect.long_text()), words.collect());
        let columns = format!("nr {whole}, runde {whole}, kommune {text}, noegletal {text}");
        statements.extend(self.filled("tilfaelde_kommuner", &columns, places.collect()));
        statements.extend(self.filled("forventet", &format!("nr {whole}, {shown}"), expected.collect()));
        statements.extend(self.filled("fundet", &format!("nr {whole}, {shown}"), Vec::new()));
        statements
    }

    fn name_of(&self, case: &Case) -> String {
        let figure = self.model.figure(case.of.figure);
        let member = case.of.member.and_then(|index| figure.family.as_ref()?.members.get(index));
        member.map_or(&figure.name.sql, |member| &member.sql).clone()
    }

    fn expected(&self, number: usize, row: &ResultRow) -> String {
        let amount = |value: &Option<BigRational>| match value {
            Some(value) => self.dialect.amount_literal(&decimal_text(value, 5)),
            None => "NULL".to_owned(),
        };
        let cells = [
            number.to_string(),
            self.text(&row.name),
            self.text(&row.edition),
            self.text(&row.municipality),
            self.text(&row.period.name()),
            amount(&row.numerator),
            amount(&row.denominator),
            amount(&row.result),
            self.text(row.status.danish()),
        ];
        format!("({})", cells.join(", "))
    }

    /// A table with its rows.
    pub fn filled(&self, name: &str, columns: &str, rows: Vec<String>) -> Vec<Statement> {
        let object = self.object(name);
        let made = self.dialect.create_table(&object, columns).into_iter();
        let mut statements: Vec<Statement> = made.map(|text| statement(name, text)).collect();
        statements.extend(
            rows.chunks(1000)
                .map(|rows| statement(name, format!("INSERT INTO {object} {}", self.dialect.values(rows, "  ")))),
        );
        statements
    }

    /// The sources whose tables are needed: those with rows, and those that the views read.
    fn sources_read(&self, rounds: &[&Data], made: &[Statement]) -> Vec<SourceId> {
        let named = |source: &Source| {
            let table = self.dialect.location(&SourceLocation::Table(format!("{SCHEMA}.{}", table(source))));
            made.iter().any(|statement| statement.text.contains(&table))
        };
        let given = |id: SourceId| rounds.iter().any(|data| data.tables.contains_key(&id));
        let ids = (0..self.model.sources.len()).map(SourceId);
        ids.filter(|id| {
            let source = self.model.source(*id);
            source.origin == Origin::Table && (given(*id) || named(source))
        })
        .collect()
    }

    /// The rows given, as text: the way in which every source can be stored.
    fn given(&self, read: &[SourceId], data: &Data, first: bool) -> Vec<Statement> {
        let mut statements = Vec::new();
        for id in read {
            let source = self.model.source(*id);
            let (name, object) = (table(source), self.object(&table(source)));
            let columns = stored_columns(self.model, *id);
            if first {
                let text = self.dialect.column_type(Type::Text);
                let named: Vec<String> =
                    columns.iter().map(|name| format!("{} {text}", self.dialect.name(name))).collect();
                let made = self.dialect.create_table(&object, &named.join(", ")).into_iter();
                statements.extend(made.map(|text| statement(&name, text)));
            } else {
                statements.push(statement(&name, self.dialect.empty(&object)));
            }
            let Some(given) = data.tables.get(id) else { continue };
            let names: Vec<String> = given.columns.iter().map(|name| self.dialect.name(name)).collect();
            let rows: Vec<String> = given.rows.iter().map(|row| self.stored(row)).collect();
            statements.extend(rows.chunks(1000).map(|rows| {
                let text = format!("INSERT INTO {object} ({}) {}", names.join(", "), self.dialect.values(rows, "  "));
                statement(&name, text)
            }));
        }
        statements
    }

    /// The tables of `leverancer fra` that views read.
    fn delivered(&self, listing: &[SourceId], made: &[Statement], data: &Data, first: bool) -> Vec<Statement> {
        let mut statements = Vec::new();
        for id in listing {
            let name = deliveries_table(self.model.source(*id));
            let object = self.object(&name);
            let read = self.dialect.location(&SourceLocation::Table(format!("{SCHEMA}.{name}")));
            if !made.iter().any(|statement| statement.text.contains(&read)) {
                continue;
            }
            let text = self.dialect.column_type(Type::Text);
            let columns = format!("kommune {text}, maaned {text}");
            let made = match first {
                true => self.dialect.create_table(&object, &columns),
                false => vec![self.dialect.empty(&object)],
            };
            statements.extend(made.into_iter().map(|text| statement(&name, text)));
            let rows = data.deliveries.get(id).map_or(&[][..], |table| &table.rows);
            let rows: Vec<String> = rows.iter().map(|row| self.stored(row)).collect();
            if !rows.is_empty() {
                let text = format!("INSERT INTO {object} (kommune, maaned) {}", self.dialect.values(&rows, "  "));
                statements.push(statement(&name, text));
            }
        }
        statements
    }

    fn stored(&self, row: &[Value]) -> String {
        let cells: Vec<String> = row.iter().map(|value| stored_text(self.dialect, value)).collect();
        format!("({})", cells.join(", "))
    }

    pub fn found(&self, view: &str, columns: &[&str], round: usize) -> Statement {
        let named: Vec<String> = columns.iter().map(|column| format!("v.{column}")).collect();
        let text = format!(
            "INSERT INTO {}\nSELECT t.nr, {}\nFROM {view} AS v\nJOIN {} AS t\n  ON t.kommune = v.kommune AND t.{whose} = v.{whose} AND t.runde = {round}",
            self.object("fundet"),
            named.join(", "),
            self.object("tilfaelde_kommuner"),
            whose = columns[0],
        );
        statement("fundet", self.dialect.statement(text))
    }

    pub fn deviations(&self, compared: &[&str]) -> String {
        let columns = compared.join(", ");
        let rows =
            |table: &str, sign: &str| format!("  SELECT nr, {columns}, {sign} AS vaegt FROM {}", self.object(table));
        let named = compared.iter().map(|column| match AMOUNTS.contains(column) {
            true => self.dialect.read_amount(&format!("a.{column}")),
            false => format!("a.{column}"),
        });
        let named: Vec<String> = named.collect();
        self.dialect.statement(format!(
            "SELECT a.nr, t.viser,\n  CASE WHEN a.antal > 0 THEN {} ELSE {} END AS hvad,\n  {}\nFROM (\n  SELECT nr, {columns}, SUM(vaegt) AS antal\n  FROM (\n  {}\n    UNION ALL\n  {}\n  ) AS begge\n  GROUP BY nr, {columns}\n  HAVING SUM(vaegt) <> 0\n) AS a\nJOIN {} AS t ON t.nr = a.nr\nORDER BY a.nr, a.kommune, a.periode, hvad",
            self.dialect.text_value("forventet"),
            self.dialect.text_value("fundet"),
            named.join(", "),
            rows("forventet", "1"),
            rows("fundet", "-1"),
            self.object("tilfaelde"),
        ))
    }

    pub fn text(&self, text: &str) -> String {
        self.dialect.text(&one_line(text))
    }
}

fn statement(name: &str, text: String) -> Statement {
    Statement { name: name.to_owned(), about: name.to_owned(), text, makes: Makes::Rows }
}

/// Without the functions for reading values that nothing in the script reads by.
pub(super) fn used(mut made: Vec<Statement>) -> Vec<Statement> {
    loop {
        let is_used = |index: usize, one: &Statement| {
            let call = format!("{}(", one.name);
            !one.name.starts_with("laes_")
                || made.iter().enumerate().any(|(other, made)| other != index && made.text.contains(&call))
        };
        let kept: Vec<Statement> =
            made.iter().enumerate().filter(|(index, one)| is_used(*index, one)).map(|(_, one)| one.clone()).collect();
        if kept.len() == made.len() {
            return kept;
        }
        made = kept;
    }
}

/// Every text that the rows hold.
pub(super) fn texts(data: &[&Data]) -> BTreeSet<String> {
    let rows = data.iter().flat_map(|data| data.tables.values()).flat_map(|table| &table.rows);
    let text = |value: &Value| match value {
        Value::Text(text) => Some(text.trim_end_matches(' ').to_owned()),
        _ => None,
    };
    rows.flatten().filter_map(text).collect()
}

/// One source for each table of `leverancer fra`.
fn listing(model: &Model) -> Vec<SourceId> {
    let mut names = BTreeSet::new();
    let ids = (0..model.sources.len()).map(SourceId);
    ids.filter(|id| model.source(*id).deliveries.as_ref().is_some_and(|name| names.insert(name.clone()))).collect()
}

fn deliveries_table(source: &Source) -> String {
    format!("leverancer_{}", source.name.sql)
}

fn table(source: &Source) -> String {
    format!("givet_{}", source.name.sql)
}

fn stored_text(dialect: &dyn Dialect, value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Text(text) => dialect.text(text),
        Value::Number(number) => dialect.text(decimal_text(number, 10).trim_end_matches('0').trim_end_matches('.')),
        Value::Date(date) => dialect.text(&format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)),
    }
}
