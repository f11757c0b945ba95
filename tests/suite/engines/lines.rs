//! A database behind a process of ours that answers one line per line.
//!
//! In: SQL. Out: rows. The lines are described in `tests/engines/lines.py`. Guaranteed now: when this is dropped, or the whole
//! run dies, the process sees the end of its input, stops the database and removes its folder.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use noegle::engine::{Cell, Connection, Date, EngineError, ErrorKind, ResultTable};
use serde_json::{Value, json};

pub struct Lines {
    process: Child,
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    ready: Value,
}

impl Lines {
    /// Starts `tests/engines/<name>.py` and waits until it is ready.
    pub fn start(name: &str, arguments: &[PathBuf]) -> Lines {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/engines").join(format!("{name}.py"));
        let mut command = Command::new("python3");
        command.arg("-B").arg(file).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().unwrap_or_else(|error| panic!("python3 kan ikke startes: {error}"));
        let requests = process.stdin.take();
        let answers = BufReader::new(process.stdout.take().expect("piped"));
        let mut lines = Lines { process, requests, answers, ready: Value::Null };
        let mut first = lines.answer().unwrap_or_else(|error| panic!("{name} kan ikke startes: {error}"));
        lines.ready = first["ready"].take();
        lines
    }

    /// What the process says that a client needs.
    pub fn ready(&self, key: &str) -> &str {
        self.ready[key].as_str().unwrap_or_else(|| panic!("{key} is not told"))
    }

    /// The process of the database itself.
    pub fn database(&self) -> u64 {
        self.ready["process"].as_u64().expect("the process is told")
    }

    /// Asks as somebody else from now on. A judge, which knows nobody, is told which roles they have.
    pub fn log_on(&mut self, user: &str, roles: &[&str]) -> Result<(), EngineError> {
        self.ask(json!({ "user": user, "roles": roles })).map(|_| ())
    }

    fn ask(&mut self, request: Value) -> Result<Value, EngineError> {
        let requests = self.requests.as_mut().expect("open until dropped");
        let sent = writeln!(requests, "{request}").and_then(|()| requests.flush());
        sent.map_err(|error| EngineError::new(ErrorKind::Connection, error.to_string()))?;
        self.answer()
    }

    fn answer(&mut self) -> Result<Value, EngineError> {
        let mut line = String::new();
        let read = self.answers.read_line(&mut line);
        read.map_err(|error| EngineError::new(ErrorKind::Connection, error.to_string()))?;
        let answer: Value = serde_json::from_str(&line)
            .map_err(|_| EngineError::new(ErrorKind::Connection, format!("processen svarede {line:?}")))?;
        match answer["error"].as_str() {
            Some(error) => Err(EngineError::new(ErrorKind::Other, error)),
            None => Ok(answer),
        }
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        drop(self.requests.take());
        // It stops by itself at the end of its input; how, is of no interest any more.
        let _ = self.process.wait();
    }
}

impl Connection for Lines {
    fn execute(&mut self, sql: &str) -> Result<(), EngineError> {
        self.ask(json!({ "execute": sql })).map(|_| ())
    }

    fn query(&mut self, sql: &str) -> Result<ResultTable, EngineError> {
        let answer = self.ask(json!({ "query": sql }))?;
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let name = |name: Value| name.as_str().unwrap_or_default().to_owned();
        let row = |row: Value| list(&row).iter().map(cell).collect::<Result<Vec<Cell>, EngineError>>();
        let columns = list(&answer["columns"]).into_iter().map(name).collect();
        let rows = list(&answer["rows"]).into_iter().map(row).collect::<Result<_, _>>()?;
        Ok(ResultTable { columns, rows })
    }
}

/// A cell is null or a pair of kind and exact text.
fn cell(value: &Value) -> Result<Cell, EngineError> {
    if value.is_null() {
        return Ok(Cell::Null);
    }
    let (kind, text) = (value[0].as_str().unwrap_or_default(), value[1].as_str().unwrap_or_default());
    read(kind, text).ok_or_else(|| EngineError::new(ErrorKind::UnsupportedType, format!("{kind} {text}")))
}

fn read(kind: &str, text: &str) -> Option<Cell> {
    Some(match kind {
        "i" => Cell::Integer(text.parse().ok()?),
        "d" => decimal(text)?,
        "D" => Cell::Date(date(text)?),
        "b" => Cell::Boolean(text == "true"),
        "f" => Cell::Double(text.parse().ok()?),
        "t" => Cell::Text(text.to_owned()),
        _ => return None,
    })
}

/// Whole when it has no decimals, as the program's own cells.
pub fn decimal(text: &str) -> Option<Cell> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let unscaled = format!("{whole}{fraction}").parse().ok()?;
    match fraction.len() {
        0 => Some(Cell::Integer(unscaled)),
        scale => Some(Cell::Decimal { unscaled, scale: scale.try_into().ok()? }),
    }
}

fn date(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Some(Date { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? })
}
