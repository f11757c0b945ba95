//! What engines that give no state say in words, and what drivers put around it.
//!
//! In: a driver's message. Out: the engine's own words on one line, a kind, a column that is missing.

use super::ErrorKind;

/// What the drivers write before the engine's words.
const FRAMES: &[&str] = &[
    "C Data interface error: ",
    "External error: ",
    "[libpq] ",
    "[SQLite] ",
    "[ODBC] ",
    "[Spark] ",
    "Failed to execute query: ",
    "Failed to prepare query: ",
    "Failed to connect: ",
    "could not begin COPY: ",
    "SQLExecDirect failed",
    "SQLDriverConnect failed",
    "SQLPrepare failed",
    "SQLExecute failed",
    "SQLFetch failed",
    "Execution error ",
    "[PGRES_FATAL_ERROR]: ",
    "ERROR: ",
    "FATAL: ",
];

/// What is told after the engine's words: the statement once more, and where in it.
const ENDINGS: &[&str] = &[
    "\nQuery was: ",
    "\nquery: ",
    "\nLINE ",
    ";\nError while executing the query",
    "\nno COPY in progress",
    "\n== SQL",
    " SQLSTATE: ",
    "\nSearch path: ",
    "\nIf you did not qualify",
];

/// In any letters; the first that the message holds decides.
const PHRASES: &[(&str, ErrorKind)] = &[
    ("password authentication failed", ErrorKind::Authentication),
    ("no password supplied", ErrorKind::Authentication),
    ("pg_hba.conf", ErrorKind::Authentication),
    ("authentication failed", ErrorKind::Authentication),
    ("login failed", ErrorKind::Authentication),
    ("access denied for user", ErrorKind::Authentication),
    ("incorrect username or password", ErrorKind::Authentication),
    ("unauthenticated", ErrorKind::Authentication),
    ("permission denied", ErrorKind::Privilege),
    ("insufficient privileges", ErrorKind::Privilege),
    ("insufficient_permissions", ErrorKind::Privilege),
    ("attempt to write a readonly database", ErrorKind::Privilege),
    ("statement timeout", ErrorKind::TimedOut),
    ("lock timeout", ErrorKind::Conflict),
    ("database is locked", ErrorKind::Conflict),
    ("canceling statement", ErrorKind::Cancelled),
    ("operation was cancel", ErrorKind::Cancelled),
    ("interrupted", ErrorKind::Cancelled),
    ("connection refused", ErrorKind::Connection),
    ("could not connect", ErrorKind::Connection),
    ("could not translate host name", ErrorKind::Connection),
    ("no such host", ErrorKind::Connection),
    ("server closed the connection", ErrorKind::Connection),
    ("the database system is", ErrorKind::Connection),
    ("timeout expired", ErrorKind::Connection),
    ("name resolver", ErrorKind::Connection),
    ("dial tcp", ErrorKind::Connection),
    ("unavailable", ErrorKind::Connection),
    ("can't open lib", ErrorKind::OdbcDriver),
    ("data source name not found", ErrorKind::OdbcDriver),
    ("no such column", ErrorKind::Binder),
    ("unresolved_column", ErrorKind::Binder),
    ("no such table", ErrorKind::Catalog),
    ("table_or_view_not_found", ErrorKind::Catalog),
    ("schema_not_found", ErrorKind::Catalog),
    ("syntax error", ErrorKind::Syntax),
    ("parse_syntax_error", ErrorKind::Syntax),
    ("divide_by_zero", ErrorKind::Value),
    ("cast_invalid_input", ErrorKind::Value),
    ("integer overflow", ErrorKind::Value),
    ("numeric_value_out_of_range", ErrorKind::Value),
    ("out of memory", ErrorKind::OutOfMemory),
    ("database or disk is full", ErrorKind::OutOfMemory),
    ("unable to open database file", ErrorKind::Io),
    ("failed to open", ErrorKind::Io),
    ("file is not a database", ErrorKind::Io),
];

/// What stands around the name of a column that is missing.
const COLUMNS: &[(&str, &str)] = &[
    ("does not have a column named \"", "\""),
    ("no such column: ", ""),
    ("Unknown column '", "'"),
    ("Invalid column name '", "'"),
    ("with name `", "` cannot be resolved"),
    // PostgreSQL quotes the name only where no table stands before it.
    ("column ", " does not exist"),
];

pub fn kind(message: &str) -> Option<ErrorKind> {
    let lower = message.to_lowercase();
    if lower.starts_with("database \"") && lower.ends_with("does not exist") {
        return Some(ErrorKind::NoDatabase);
    }
    PHRASES.iter().find(|(words, _)| lower.contains(words)).map(|(_, kind)| kind.clone())
}

/// The name without what says of which table it is.
pub fn missing_column(message: &str) -> Option<&str> {
    let name = COLUMNS.iter().find_map(|(before, after)| {
        let (_, rest) = message.split_once(before)?;
        if after.is_empty() { rest.split_whitespace().next() } else { rest.split_once(after).map(|(name, _)| name) }
    })?;
    let name = name.rsplit('.').next().unwrap_or(name).trim_matches(['`', '"']);
    (!name.contains(' ')).then_some(name)
}

/// The engine's own words on one line.
pub fn bare(message: &str) -> String {
    let ends = ENDINGS.iter().filter_map(|ending| message.find(ending));
    let is_odbc = message.starts_with("[ODBC]");
    let mut text = &message[..ends.min().unwrap_or(message.len())];
    if let Some((_, inner)) = text.split_once("Producer error: ") {
        text = inner.trim_end_matches('"').trim_end_matches(')');
    }
    // libpq writes two blanks here; what stands before may be the statement.
    for severity in ["ERROR:  ", "FATAL:  "] {
        text = text.split_once(severity).map_or(text, |(_, inner)| inner);
    }
    loop {
        let rest = FRAMES.iter().find_map(|frame| text.strip_prefix(frame)).unwrap_or(text).trim_start();
        let rest = without_state(rest);
        let rest = if is_odbc { without_tag(rest) } else { rest };
        if rest == text {
            return text.lines().map(str::trim).collect::<Vec<_>>().join(" ").trim().to_owned();
        }
        text = rest;
    }
}

/// Without `[42703] (1)` at the beginning.
fn without_state(text: &str) -> &str {
    let state = |rest: &&str| rest.len() > 5 && rest.as_bytes().get(5) == Some(&b']');
    let Some(rest) = text.strip_prefix('[').filter(state) else { return text };
    let rest = rest[6..].trim_start();
    match rest.strip_prefix('(').and_then(|number| number.split_once(')')) {
        Some((number, rest)) if number.parse::<i64>().is_ok() => rest.trim_start(),
        _ => rest,
    }
}

/// Without `[Microsoft]` and the like, by which ODBC tells whose words these are.
fn without_tag(text: &str) -> &str {
    text.strip_prefix('[').and_then(|rest| rest.split_once(']')).map_or(text, |(_, rest)| rest.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engines_words_stand_alone() {
        assert_eq!(
            bare(
                "Failed to prepare query: ERROR:  column \"nope\" does not exist\nLINE 1: select\n  ^\n\nQuery was: x"
            ),
            "column \"nope\" does not exist"
        );
        assert_eq!(
            bare("[SQLite] Failed to prepare query: no such table: nix\nquery: select * from nix"),
            "no such table: nix"
        );
        assert_eq!(
            bare(
                "[ODBC] SQLExecDirect failed\n  [22012] (1) ERROR: division by zero;\nError while executing the query"
            ),
            "division by zero"
        );
        assert_eq!(
            bare("[ODBC] SQLExecDirect failed\n  [42S22] (1054) [ma-3.1.15][10.11.19]Unknown column 'x' in 'SELECT'"),
            "Unknown column 'x' in 'SELECT'"
        );
        assert_eq!(
            bare(
                "Cannot get next batch from input stream. Error code: 125. Producer error: [libpq] Execution error \
                  [PGRES_FATAL_ERROR]: ERROR:  canceling statement due to statement timeout\n"
            ),
            "canceling statement due to statement timeout"
        );
        assert_eq!(bare("[æøå"), "[æøå");
        assert_eq!(bare("Failed to execute query 'SELECT 1': ERROR:  no"), "no");
    }

    #[test]
    fn missing_columns_are_named() {
        for (message, column) in [
            ("column \"beloeb\" does not exist", "beloeb"),
            ("column k.beloeb does not exist", "beloeb"),
            ("no such column: t.beloeb", "beloeb"),
            ("Unknown column 't.beloeb' in 'field list'", "beloeb"),
            ("A column, variable with name `t`.`beloeb` cannot be resolved.", "beloeb"),
            ("[Microsoft][SQL Server]Invalid column name 'beloeb'.", "beloeb"),
        ] {
            assert_eq!(missing_column(message), Some(column), "{message}");
        }
        assert_eq!(missing_column("syntax error"), None);
    }
}
