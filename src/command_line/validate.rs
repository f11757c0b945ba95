//! `noegle validér`: builds the views, runs the rules and gives `brud`.

use super::arguments::{ResultFormat, Validate};
use super::compilation::in_order;
use super::database::{self, Database};
use super::failure::{Exit, Failure};
use super::run::{chosen, give, write_parquet};
use super::session::Session;
use super::{choice, stream};
use crate::engine::{Cell, ResultTable};
use crate::exact::danish_text;
use crate::model::rule::danish_severity;
use crate::model::{Model, Severity};
use crate::output::{machine, table};
use crate::text::fold;

const COLUMNS: &str = "regel, alvor, kommune, periode, noegle, vaerdi, sammenlignet_med, besked";

/// From the gravest.
const SEVERITIES: [(Severity, &str); 4] = [
    (Severity::StopsLoading, "validate.stops"),
    (Severity::Error, "validate.error"),
    (Severity::Warning, "validate.warning"),
    (Severity::Notice, "validate.notice"),
];

/// What the sources themselves are held to, without anyone asking.
const AUTOMATIC: [&str; 7] = [
    "koder findes",
    "er entydig",
    "tid kan læses",
    "kommune findes",
    "beløb kan læses",
    "tal kan læses",
    "forløb kan læses",
];

pub fn run(session: &Session, arguments: &Validate) -> Result<Exit, Failure> {
    let words = session.words;
    let file = match (arguments.format, &arguments.file) {
        (ResultFormat::Parquet, None) => return Err(Failure::usage(words.say("run.parquet_needs_file"))),
        (_, file) => file.as_deref(),
    };
    let project = session.project()?;
    let compilation = in_order(session, &project)?;
    let model = &compilation.model;
    let condition = condition(session, model, arguments)?;
    let mut database = database::build(session, &project, &compilation)?;
    let query = query(&database, &condition);
    let rows = database.query(session, &query)?;
    let severities: Vec<String> = rows.rows.iter().filter_map(|row| row.get(1)).map(Cell::to_string).collect();
    match (arguments.format, file) {
        (ResultFormat::Parquet, Some(path)) => write_parquet(session, &mut database, &query, path)?,
        (ResultFormat::Csv, file) => give(session, file, &machine::csv(&rows))?,
        (ResultFormat::Json, file) => give(session, file, &machine::json(&rows))?,
        (_, Some(file)) => give(session, Some(file), table::danish(&for_people(rows, model)).as_bytes())?,
        (_, None) if rows.rows.is_empty() => {}
        (_, None) => give(session, None, table::danish(&for_people(rows, model)).as_bytes())?,
    }
    stream::complain(&summary(session, &severities));
    let stops = danish_severity(Severity::StopsLoading);
    Ok(if severities.iter().any(|severity| severity == stops) { Exit::LoadingStopped } else { Exit::Success })
}

/// What is asked of `brud`; nothing when everything is.
fn condition(session: &Session, model: &Model, arguments: &Validate) -> Result<impl Fn(&Database) -> String, Failure> {
    let words = session.words;
    let rules: Result<Vec<String>, Failure> = arguments
        .rules
        .iter()
        .map(|written| {
            let own = model.rules.iter().find(|rule| rule.name.sql == fold(written)).map(|rule| rule.name.sql.clone());
            let automatic = || AUTOMATIC.iter().find(|name| fold(name) == fold(written)).map(|name| name.to_string());
            own.or_else(automatic).ok_or_else(|| {
                let known = model.rules.iter().map(|rule| rule.name.text.as_str()).chain(AUTOMATIC);
                Failure::usage(words.unknown("validate.unknown", written, known))
            })
        })
        .collect();
    let municipalities: Result<Vec<String>, Failure> =
        arguments.municipalities.iter().map(|name| choice::municipality(words, model, name)).collect();
    let periods: Result<Vec<String>, Failure> =
        arguments.periods.iter().map(|period| choice::period(words, period)).collect();
    let (rules, municipalities, periods) = (rules?, municipalities?, periods?);
    Ok(move |database: &Database| chosen(database, &[("regel", &rules), ("kommune", &municipalities)], &periods))
}

fn query(database: &Database, condition: &impl Fn(&Database) -> String) -> String {
    let gravest = SEVERITIES
        .iter()
        .enumerate()
        .map(|(place, (severity, _))| format!("WHEN {} THEN {place}", database.text(danish_severity(*severity))));
    format!(
        "SELECT {COLUMNS} FROM {}{} ORDER BY CASE alvor {} END, regel, kommune, periode, noegle, besked",
        database.object("brud"),
        condition(database),
        gravest.collect::<Vec<_>>().join(" ")
    )
}

/// The table as people read it: names of kommuner, Danish numbers.
fn for_people(rows: ResultTable, model: &Model) -> ResultTable {
    let columns = ["regel", "alvor", "kommune", "periode", "om", "værdi", "sammenlignet med", "besked"];
    let tree = model.tree(model.municipalities);
    let shown = |(index, cell): (usize, Cell)| match (index, cell) {
        (2, Cell::Text(code)) => {
            let title = tree.versions_of(&code).last().map_or("", |version| version.title.as_str());
            Cell::Text(format!("{code} {title}").trim_end().to_owned())
        }
        (5 | 6, Cell::Text(number)) => Cell::Text(danish_text(&number, 0)),
        (_, cell) => cell,
    };
    let rows = rows.rows.into_iter().map(|row| row.into_iter().enumerate().map(shown).collect()).collect();
    ResultTable { columns: columns.map(str::to_owned).to_vec(), rows }
}

/// `3 brud: 1 stopper indlæsning, 2 advarsler.`
fn summary(session: &Session, severities: &[String]) -> String {
    let words = session.words;
    if severities.is_empty() {
        return words.say("validate.none");
    }
    let count = |(severity, key): &(Severity, &str)| {
        let number = severities.iter().filter(|one| *one == danish_severity(*severity)).count();
        let key = if number == 1 { format!("{key}_one") } else { (*key).to_owned() };
        (number > 0).then(|| words.fill(&key, &[("number", &number.to_string())]))
    };
    let counts: Vec<String> = SEVERITIES.iter().filter_map(count).collect();
    words.fill("validate.some", &[("number", &severities.len().to_string()), ("counts", &counts.join(", "))])
}
