//! PostgreSQL 13 and later.
//!
//! In and out: as [`Dialect`] says. Guaranteed now: run on 15; the reasons stand beside what they explain.

use super::access::AccessControl;
use super::access::postgres::own_municipality;
use super::{Commented, Dialect, Reading, SourceLocation, Type, name_parts};

pub struct Postgres;

impl Dialect for Postgres {
    /// Longer names are cut in silence by the engine, and two may become one.
    fn longest_name(&self) -> usize {
        63
    }

    fn location(&self, location: &SourceLocation) -> String {
        match location {
            SourceLocation::Table(name) | SourceLocation::Csv(name) | SourceLocation::Parquet(name) => {
                name_parts(name).iter().map(|part| self.name(part)).collect::<Vec<_>>().join(".")
            }
        }
    }

    /// Which kommune each user belongs to is not the project's to say: the table is kept from build to build.
    fn create_schema(&self, schema: &str) -> Vec<String> {
        let text = self.column_type(Type::Text);
        vec![
            format!("CREATE SCHEMA IF NOT EXISTS {schema}"),
            format!(
                "CREATE TABLE IF NOT EXISTS {schema}.adgang_kommuner (bruger {text} PRIMARY KEY, kommune {text} NOT NULL)"
            ),
        ]
    }

    /// `CREATE OR REPLACE` cannot take columns away. What reads the view keeps it from being removed, so that nothing that others
    /// have made on it is lost: what is ours is removed before.
    fn create_view(&self, name: &str, query: &str) -> Vec<String> {
        vec![format!("DROP VIEW IF EXISTS {name}"), format!("CREATE VIEW {name} AS\n{query}")]
    }

    fn create_table_as(&self, name: &str, query: &str) -> Vec<String> {
        vec![format!("DROP TABLE IF EXISTS {name}"), format!("CREATE TABLE {name} AS\n{query}")]
    }

    fn create_table(&self, name: &str, columns: &str) -> Vec<String> {
        vec![format!("DROP TABLE IF EXISTS {name}"), format!("CREATE TABLE {name} ({columns})")]
    }

    /// Nothing is known of a table made a moment ago, and then loops within loops look cheap.
    fn look_through(&self, name: &str) -> Option<String> {
        Some(format!("ANALYZE {name}"))
    }

    /// Much faster than `DELETE`, and as much a part of the transaction.
    fn empty(&self, name: &str) -> String {
        format!("TRUNCATE TABLE {name}")
    }

    /// Text is ordered by its bytes, whatever the database's own order is: ranges of codes are compared as text.
    /// NUMERIC without digits has all it needs.
    fn column_type(&self, of: Type) -> String {
        match of {
            Type::Text => "TEXT COLLATE \"C\"".to_owned(),
            Type::Integer => "INTEGER".to_owned(),
            Type::Wide => "NUMERIC".to_owned(),
            Type::Decimal(digits, decimals) => format!("NUMERIC({digits}, {decimals})"),
            Type::Date => "DATE".to_owned(),
        }
    }

    fn cast(&self, expression: &str, to: Type) -> String {
        match to {
            Type::Text => format!("CAST({expression} AS TEXT)"),
            other => format!("CAST({expression} AS {})", self.column_type(other)),
        }
    }

    /// `/` on NUMERIC is rounded to 16 digits or so.
    fn wide_quotient(&self, dividend: &str, divisor: &str) -> String {
        format!("DIV({dividend}, {divisor})")
    }

    fn grouped(&self, number: &str) -> String {
        let groups = ",999".repeat(11);
        format!("REPLACE(TO_CHAR({number}, 'FM999{groups},990'), ',', '.')")
    }

    fn part(&self, text: &str, number: usize) -> String {
        format!("SPLIT_PART({text}, '|', {number})")
    }

    fn series(&self, first: &str, end: &str, relation: &str) -> String {
        format!("SELECT GENERATE_SERIES({first}, {end} - 1) AS fra FROM {relation}")
    }

    fn date(&self, year: &str, month: &str) -> String {
        format!("MAKE_DATE({year}, {month}, 1)")
    }

    fn day_number(&self, year: &str, month: &str, day: &str) -> String {
        format!("(MAKE_DATE({year}, {month}, {day}) - DATE '1970-01-01')")
    }

    fn month_of_day(&self, day: &str) -> String {
        let date = format!("(DATE '1970-01-01' + {day})");
        format!("CAST(12 * EXTRACT(YEAR FROM {date}) + EXTRACT(MONTH FROM {date}) - 1 AS INTEGER)")
    }

    fn whole_months(&self, schema: &str, from: &str, to: &str) -> String {
        format!("{schema}.hele_maaneder({from}, {to})")
    }

    fn whole_years(&self, schema: &str, from: &str, to: &str) -> String {
        format!("{schema}.hele_aar({from}, {to})")
    }

    /// What a function gives has the order of what it got, which may be any.
    fn read(&self, schema: &str, reading: Reading, column: &str) -> String {
        let read = format!("{schema}.{}({column})", reading.function());
        match reading {
            Reading::Text | Reading::Municipality => format!("{read} COLLATE \"C\""),
            _ => read,
        }
    }

    /// Functions of one expression, which the engine puts in place of the call; `STABLE`, because `pg_typeof` is.
    fn functions(&self, schema: &str) -> Vec<(String, String)> {
        let mut functions: Vec<(String, String)> =
            Reading::ALL.map(|reading| self.reading_function(schema, reading)).into();
        // A function is made after those it calls.
        functions.sort_by_key(|(name, _)| match name.as_str() {
            "laes_tekst" => 0,
            "laes_dato" => 1,
            _ => 2,
        });
        functions.extend(between_days(schema));
        functions.push(own_municipality(schema));
        functions
    }
    fn comments(&self, of: &Commented) -> Vec<String> {
        of.on_all(self)
    }

    fn own_municipality(&self, schema: &str) -> String {
        format!("{schema}.egen_kommune()")
    }

    fn how_to_set_municipality(&self) -> &'static str {
        "brugerens kommune står i adgang_kommuner; den, der bygger, vælger selv: SET noegle.kommune = '…'"
    }

    fn access(&self) -> Option<&dyn AccessControl> {
        Some(self)
    }
}

impl Postgres {
    fn reading_function(&self, schema: &str, reading: Reading) -> (String, String) {
        let name = reading.function();
        let (returns, body) = body_of(schema, reading);
        let text = format!(
            "CREATE OR REPLACE FUNCTION {schema}.{name}(x ANYELEMENT) RETURNS {returns}\nLANGUAGE SQL STABLE PARALLEL SAFE AS $$\nSELECT {body}\n$$"
        );
        (name.to_owned(), text)
    }
}

/// What a reading gives, and how.
fn body_of(schema: &str, reading: Reading) -> (&'static str, String) {
    let kind = "PG_TYPEOF(x)::TEXT";
    let stored = "CAST(x AS TEXT)";
    let text = format!("{schema}.laes_tekst(x)");
    let is_date = format!("({kind} = 'date' OR {kind} LIKE 'timestamp%')");
    let is_float = format!("{kind} IN ('real', 'double precision')");
    let is_exact = format!("{kind} IN ('smallint', 'integer', 'bigint', 'numeric')");
    let is_text = format!("{kind} IN ('text', 'character varying', 'character', 'name', 'unknown')");
    let number = "^[+-]?[0-9]+([.][0-9]+)?$";
    let year = "(19[0-9]{2}|2[0-9]{3})";
    let named = format!("CAST(LEFT({text}, 4) AS INTEGER)");
    let date = format!("{schema}.laes_dato(x)");
    let as_date = format!("MAKE_DATE({date} / 10000, {date} / 100 % 100, {date} % 100)");
    let digits = |date: &str| format!("CAST(TO_CHAR({date}, 'YYYYMMDD') AS INTEGER)");
    match reading {
        Reading::Text => (
            "TEXT",
            format!(
                "COALESCE(CASE\n  WHEN {is_date} THEN LEFT({stored}, 10)\n  WHEN ({is_float} OR {kind} = 'numeric') AND {stored} LIKE '%.%' THEN RTRIM(RTRIM({stored}, '0'), '.')\n  ELSE RTRIM({stored}, ' ')\nEND, '')"
            ),
        ),
        Reading::Municipality => (
            "TEXT",
            format!(
                "CASE WHEN NOT {is_text} AND LENGTH({text}) BETWEEN 1 AND 2 THEN LPAD({text}, 3, '0') ELSE {text} END"
            ),
        ),
        Reading::Month => (
            "INTEGER",
            format!(
                "CASE\n  WHEN {is_date} AND LEFT({stored}, 7) ~ '^{year}-[0-9]{{2}}$' THEN CAST(REPLACE(LEFT({stored}, 7), '-', '') AS INTEGER)\n  WHEN {text} ~ '^{year}-?(0[1-9]|1[0-6])$' THEN CAST(REPLACE({text}, '-', '') AS INTEGER)\nEND"
            ),
        ),
        Reading::Date => {
            let part =
                |from: u32, length: u32| format!("CAST(SUBSTRING({stored} FROM {from} FOR {length}) AS INTEGER)");
            let first = format!("MAKE_DATE({}, {}, 1)", part(1, 4), part(6, 2));
            let last = format!("CAST(EXTRACT(DAY FROM {first} + INTERVAL '1 month' - INTERVAL '1 day') AS INTEGER)");
            (
                "INTEGER",
                format!(
                    "CASE\n  WHEN CASE WHEN {is_date} THEN LEFT({stored}, 10) ELSE {text} END ~ '^{year}-(0[1-9]|1[0-2])-[0-9]{{2}}([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?)?$'\n  THEN CASE WHEN {} BETWEEN 1 AND {last} THEN CAST(REPLACE(LEFT({stored}, 10), '-', '') AS INTEGER) END\nEND",
                    part(9, 2)
                ),
            )
        }
        Reading::Year => (
            "INTEGER",
            format!(
                "CASE\n  WHEN {is_date} AND LEFT({stored}, 5) ~ '^{year}-$' THEN CAST(LEFT({stored}, 4) AS INTEGER)\n  WHEN {text} ~ '^{year}$' THEN CAST({text} AS INTEGER)\nEND"
            ),
        ),
        Reading::Day => ("INTEGER", format!("CASE WHEN {date} IS NOT NULL THEN {as_date} - DATE '1970-01-01' END")),
        Reading::Week => {
            // ISO week 1 is that of 4 January; weeks count from its Monday.
            let week = format!("CAST(RIGHT({text}, 2) AS INTEGER)");
            let thursday = format!("(CAST(DATE_TRUNC('week', MAKE_DATE({named}, 1, 4)) AS DATE) + (7 * {week} - 4))");
            (
                "INTEGER",
                format!(
                    "CASE\n  WHEN {is_date} AND {date} IS NOT NULL THEN {}\n  WHEN {text} ~ '^{year}(-?[WU])?(0[1-9]|[1-4][0-9]|5[0-3])$' THEN\n    CASE WHEN EXTRACT(YEAR FROM {thursday}) = {named} THEN {} END\nEND",
                    digits(&format!("CAST(DATE_TRUNC('week', {as_date}) AS DATE) + 3")),
                    digits(&thursday),
                ),
            )
        }
        Reading::Quarter => (
            "INTEGER",
            format!(
                "CASE\n  WHEN {is_date} AND {date} IS NOT NULL THEN {date} / 10000 * 10 + ({date} / 100 % 100 + 2) / 3\n  WHEN {text} ~ '^{year}(-?[KQ])?[1-4]$' THEN {named} * 10 + CAST(RIGHT({text}, 1) AS INTEGER)\nEND"
            ),
        ),
        Reading::SchoolYear => (
            "INTEGER",
            format!(
                "CASE\n  WHEN {is_date} THEN NULL\n  WHEN {text} ~ '^{year}$' THEN {named}\n  WHEN {text} ~ '^{year}/[0-9]{{2}}([0-9]{{2}})?$' THEN\n    CASE WHEN RIGHT(CAST({named} + 1 AS TEXT), LENGTH({text}) - 5) = SUBSTRING({text} FROM 6) THEN {named} END\nEND"
            ),
        ),
        Reading::Number | Reading::Amount => {
            let (returns, decimals, limit) = match reading {
                Reading::Number => ("NUMERIC(38, 10)", 10, 28),
                _ => ("NUMERIC(18, 5)", 5, 13),
            };
            let fitting = |value: &str| {
                format!("CASE WHEN ABS(ROUND({value}, {decimals})) < 1e{limit} THEN ROUND({value}, {decimals}) END")
            };
            let exponent = "^[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?$";
            (
                returns,
                format!(
                    "CASE\n  WHEN ({is_exact} OR {is_float}) AND {stored} ~ '{exponent}' THEN {}\n  WHEN {is_text} AND {text} ~ '{number}' THEN {}\nEND",
                    fitting(&format!("CAST({stored} AS NUMERIC)")),
                    fitting(&format!("CAST({text} AS NUMERIC)")),
                ),
            )
        }
    }
}

/// Whole months and years from one day number to another; negative when the second comes first.
fn between_days(schema: &str) -> [(String, String); 2] {
    let parts = |of: &str| {
        let date = format!("(DATE '1970-01-01' + {of})");
        let part = |name: &str| format!("CAST(EXTRACT({name} FROM {date}) AS INTEGER)");
        (format!("(12 * {} + {})", part("YEAR"), part("MONTH")), part("DAY"))
    };
    let ((from_month, from_day), (to_month, to_day)) = (parts("fra"), parts("til"));
    let forward = format!("{to_month} - {from_month} - CASE WHEN {to_day} < {from_day} THEN 1 ELSE 0 END");
    let backward = format!("{from_month} - {to_month} - CASE WHEN {from_day} < {to_day} THEN 1 ELSE 0 END");
    let function = |name: &str, body: String| {
        let text = format!(
            "CREATE OR REPLACE FUNCTION {schema}.{name}(fra INTEGER, til INTEGER) RETURNS INTEGER\nLANGUAGE SQL IMMUTABLE PARALLEL SAFE AS $$\nSELECT {body}\n$$"
        );
        (name.to_owned(), text)
    };
    [
        function("hele_maaneder", format!("CASE WHEN til >= fra THEN {forward} ELSE -({backward}) END")),
        function(
            "hele_aar",
            format!(
                "CASE\n  WHEN til >= fra THEN {schema}.hele_maaneder(fra, til) / 12\n  ELSE -({schema}.hele_maaneder(til, fra) / 12)\nEND"
            ),
        ),
    ]
}
