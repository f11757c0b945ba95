//! `noegle kør`: builds the views and gives `resultat`.

use std::io::Write;
use std::path::Path;

use super::arguments::{ResultFormat, Run};
use super::compilation::in_order;
use super::database::{self, Database};
use super::failure::{Exit, Failure};
use super::session::Session;
use super::{choice, preview, site, stream};
use crate::compile::Compilation;
use crate::engine::{Cell, Connection, DuckDb, EngineError, ErrorKind, Options, Place, ResultTable};
use crate::model::Model;
use crate::output::files::{file_beside, put_in_place, write_whole};
use crate::output::{machine, table};
use crate::sql::DialectName;

const COLUMNS: &str = "noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status";

pub fn run(session: &Session, arguments: &Run) -> Result<Exit, Failure> {
    let words = session.words;
    let file = match (arguments.format, &arguments.file) {
        (ResultFormat::Parquet, _) if arguments.dry => return Err(Failure::usage(words.say("preview.no_parquet"))),
        (ResultFormat::Parquet, None) => return Err(Failure::usage(words.say("run.parquet_needs_file"))),
        (_, file) => file.as_deref(),
    };
    let project = session.project()?;
    let compilation = in_order(session, &project)?;
    let filter = Filter::new(session, &compilation.model, arguments)?;
    if arguments.dry {
        let steps = database::preview(session, &project, &compilation)?;
        give(session, file, &preview::told(arguments.format, &steps, words))?;
        return Ok(Exit::Success);
    }
    let mut database = database::build(session, &project, &compilation)?;
    let query = filter.query(&database);
    match (arguments.format, file) {
        (ResultFormat::Parquet, Some(path)) => write_parquet(session, &mut database, &query, path)?,
        (format, file) => {
            let rows = database.query(session, &query)?;
            if rows.rows.is_empty() {
                stream::complain(&words.say("run.no_rows"));
            }
            give(session, file, &rendered(format, rows, &compilation))?;
        }
    }
    tell_findings(session, &compilation.model, &mut database)?;
    if filter.wants_everything() {
        site::show_figures(session, &project, &compilation, &mut database)?;
    }
    Ok(Exit::Success)
}

fn rendered(format: ResultFormat, rows: ResultTable, compilation: &Compilation) -> Vec<u8> {
    match format {
        ResultFormat::Csv => machine::csv(&rows),
        ResultFormat::Json => machine::json(&rows),
        ResultFormat::Table | ResultFormat::Parquet => {
            table::danish(&for_people(rows, &compilation.model)).into_bytes()
        }
    }
}

/// To the file, or to the output stream.
pub fn give(session: &Session, file: Option<&Path>, bytes: &[u8]) -> Result<(), Failure> {
    match file {
        Some(path) => write_whole(path, bytes).map_err(|error| Failure::unwritable(path, &error, session.words)),
        None => stream::print_bytes(bytes, session.words),
    }
}

/// The engine writes beside the file, which is then put in place.
pub fn write_parquet(session: &Session, database: &mut Database, query: &str, path: &Path) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::unwritable(path, &error, session.words);
    let beside = file_beside(path).map_err(failed)?;
    let place = beside.path().to_string_lossy().into_owned();
    if database.target.dialect == DialectName::DuckDb {
        let target = database.text(&place);
        database.execute(session, &format!("COPY ({query}) TO {target} (FORMAT parquet)"))?;
    } else {
        let rows = database.query(session, query)?;
        parquet_of(&rows, &place).map_err(|error| Failure::engine(&error, session.words))?;
    }
    put_in_place(beside, path).map_err(failed)
}

/// Other engines have no word for Parquet: their rows go by way of DuckDB, as text, which keeps every digit.
fn parquet_of(rows: &ResultTable, target: &str) -> Result<(), EngineError> {
    let unwritable = |error: std::io::Error| EngineError::new(ErrorKind::Io, error.to_string());
    let mut file = tempfile::NamedTempFile::new().map_err(unwritable)?;
    file.write_all(&machine::csv(rows)).map_err(unwritable)?;
    let dialect = DialectName::DuckDb.dialect();
    let column = |name: &String| {
        let quoted = dialect.name(name);
        match name.as_str() {
            "taeller" | "naevner" | "resultat" => format!("CAST({quoted} AS DECIMAL(28, 5)) AS {quoted}"),
            "periode_start" => format!("CAST({quoted} AS DATE) AS {quoted}"),
            _ => quoted,
        }
    };
    let columns: Vec<String> = rows.columns.iter().map(column).collect();
    let source = dialect.text(&file.path().to_string_lossy());
    let read = format!("read_csv({source}, all_varchar = true, header = true, nullstr = '')");
    let mut engine = DuckDb::open(&Place::Memory, &Options::default())?;
    engine.execute(&format!(
        "COPY (SELECT {} FROM {read}) TO {} (FORMAT parquet)",
        columns.join(", "),
        dialect.text(target)
    ))
}

/// Which rows of `resultat` are asked for; everything when nothing is said.
struct Filter {
    figures: Vec<String>,
    municipalities: Vec<String>,
    periods: Vec<String>,
}

impl Filter {
    fn new(session: &Session, model: &Model, arguments: &Run) -> Result<Filter, Failure> {
        let words = session.words;
        let mut figures = Vec::new();
        for name in &arguments.key_figures {
            figures.extend(choice::figure_names(words, model, name)?);
        }
        let municipalities: Result<_, _> =
            arguments.municipalities.iter().map(|name| choice::municipality(words, model, name)).collect();
        let periods: Result<_, _> = arguments.periods.iter().map(|period| choice::period(words, period)).collect();
        Ok(Filter { figures, municipalities: municipalities?, periods: periods? })
    }

    fn wants_everything(&self) -> bool {
        self.figures.is_empty() && self.municipalities.is_empty() && self.periods.is_empty()
    }

    fn query(&self, database: &Database) -> String {
        let filter =
            chosen(database, &[("noegletal", &self.figures), ("kommune", &self.municipalities)], &self.periods);
        format!(
            "SELECT {} FROM {} r{filter} ORDER BY noegletal, kommune, periode_start",
            database.columns(COLUMNS),
            database.object("resultat")
        )
    }
}

/// The condition on rows with these columns and a period; nothing when all are wanted.
pub fn chosen(database: &Database, columns: &[(&str, &[String])], periods: &[String]) -> String {
    let one_of = |(column, values): &(&str, &[String])| {
        let values: Vec<String> = values.iter().map(|value| database.text(value)).collect();
        (!values.is_empty()).then(|| format!("{column} IN ({})", values.join(", ")))
    };
    // A year also stands for the months and quarters in it.
    let in_period = |period: &String| {
        format!("periode = {} OR periode LIKE {}", database.text(period), database.text(&format!("{period}-%")))
    };
    let periods: Vec<String> = periods.iter().map(in_period).collect();
    let mut conditions: Vec<String> = columns.iter().filter_map(one_of).collect();
    conditions.extend((!periods.is_empty()).then(|| format!("({})", periods.join(" OR "))));
    if conditions.is_empty() { String::new() } else { format!(" WHERE {}", conditions.join(" AND ")) }
}

/// The table as people read it: names of kommuner, headings in Danish, the udgave only where there are several.
fn for_people(rows: ResultTable, model: &Model) -> ResultTable {
    let mut editions: Vec<&Cell> = rows.rows.iter().map(|row| &row[1]).collect();
    editions.dedup();
    let with_edition = editions.len() > 1;
    let tree = model.tree(model.municipalities);
    let mut columns = vec!["nøgletal".to_owned()];
    columns.extend(with_edition.then(|| "udgave".to_owned()));
    columns.extend(["kommune", "periode", "tæller", "nævner", "resultat", "status"].map(str::to_owned));
    let shown = |row: Vec<Cell>| {
        let place = |(index, cell): (usize, Cell)| match (index, cell) {
            (1, _) if !with_edition => None,
            (2, Cell::Text(code)) => {
                let title = tree.versions_of(&code).last().map_or("", |version| version.title.as_str());
                Some(Cell::Text(format!("{code} {title}").trim_end().to_owned()))
            }
            (4, _) => None,
            (_, cell) => Some(cell),
        };
        row.into_iter().enumerate().filter_map(place).collect()
    };
    ResultTable { columns, rows: rows.rows.into_iter().map(shown).collect() }
}

/// What could not be read in the sources is said where a person sees it.
fn tell_findings(session: &Session, model: &Model, database: &mut Database) -> Result<(), Failure> {
    let words = session.words;
    let rules: Vec<String> = model.rules.iter().map(|rule| database.text(&rule.name.sql)).collect();
    let automatic =
        if rules.is_empty() { String::new() } else { format!(" WHERE regel NOT IN ({})", rules.join(", ")) };
    let order = "ORDER BY regel, noegle, kommune, periode";
    let query = format!("SELECT besked FROM {}{automatic} {order}", database.object("brud"));
    let found = database.query(session, &query)?;
    let Some(first) = found.rows.first().and_then(|row| row.first()).map(Cell::to_string) else { return Ok(()) };
    let told = match found.rows.len() {
        1 => words.fill("run.finding", &[("first", &first)]),
        number => words.fill("run.findings", &[("number", &number.to_string()), ("first", &first)]),
    };
    stream::complain(&told);
    Ok(())
}
