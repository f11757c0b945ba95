//! How stored values are read in SQL Server.
//!
//! In: the schema. Out: functions of one expression each, as tables of one row with the column `v`, which the optimiser puts in
//! place of the call. Guaranteed now: a column may be of any type that fits in `SQL_VARIANT`, that is all but
//! `NVARCHAR(MAX)`, `XML` and their like; there are no regular expressions, so a pattern is a list of LIKE patterns.

use super::COLLATE;
use crate::sql::dialect::Reading;

/// The Monday from which weeks are counted; no day read is before it.
const MONDAY: &str = "CONVERT(DATE, N'1900-01-01', 23)";
const DATES: &str = "l.slags IN (N'date', N'datetime', N'datetime2', N'smalldatetime', N'datetimeoffset')";
const TEXTS: &str = "l.slags IN (N'nvarchar', N'varchar', N'nchar', N'char')";
const FLOATS: &str = "l.slags IN (N'float', N'real')";
const EXACT: &str =
    "l.slags IN (N'decimal', N'numeric', N'money', N'smallmoney', N'int', N'bigint', N'smallint', N'tinyint')";
const YEARS: [&str; 2] = ["19[0-9][0-9]", "2[0-9][0-9][0-9]"];
const WEEKS: [&str; 3] = ["0[1-9]", "[1-4][0-9]", "5[0-3]"];

/// Name and text of each, in the order in which they call each other.
pub fn functions(schema: &str) -> Vec<(String, String)> {
    let mut functions = vec![stored(schema), text(schema), date(schema)];
    let others = Reading::ALL.into_iter().filter(|one| !matches!(one, Reading::Text | Reading::Date));
    functions.extend(others.map(|reading| of(schema, reading)));
    functions
}

fn function(schema: &str, name: &str, parameters: &str, query: &str) -> (String, String) {
    let text = format!("CREATE OR ALTER FUNCTION {schema}.{name}({parameters}) RETURNS TABLE AS RETURN (\n{query}\n)");
    (name.to_owned(), text)
}

fn reading(schema: &str, reading: Reading, query: &str) -> (String, String) {
    function(schema, reading.function(), "@x SQL_VARIANT", query)
}

/// The kind of a stored value and the value as text, with all its decimals; days as `2024-05-31`.
fn stored(schema: &str) -> (String, String) {
    let query = format!(
        "SELECT l.slags,\n  CASE\n    WHEN {DATES} THEN CONVERT(NVARCHAR(10), TRY_CONVERT(DATE, @x), 23)\n    \
         WHEN {FLOATS} THEN CONVERT(NVARCHAR(60), TRY_CONVERT(DECIMAL(38, 10), @x))\n    \
         WHEN l.slags IN (N'money', N'smallmoney') THEN CONVERT(NVARCHAR(60), TRY_CONVERT(DECIMAL(19, 4), @x))\n    \
         ELSE RTRIM(CONVERT(NVARCHAR(4000), @x))\n  END {COLLATE} AS lagret\n\
         FROM (SELECT CONVERT(NVARCHAR(128), SQL_VARIANT_PROPERTY(@x, N'BaseType')) {COLLATE} AS slags) AS l"
    );
    function(schema, "laes_lagret", "@x SQL_VARIANT", &query)
}

/// A number keeps no zeros after its decimals.
fn text(schema: &str) -> (String, String) {
    let cut =
        "REPLACE(RTRIM(REPLACE(REPLACE(RTRIM(REPLACE(l.lagret, N'0', N' ')), N' ', N'0'), N'.', N' ')), N' ', N'.')";
    let query = format!(
        "SELECT COALESCE(CASE WHEN NOT ({TEXTS}) AND NOT ({DATES}) AND l.lagret LIKE N'%.%' THEN {cut} ELSE l.lagret END, N'') AS v\n\
         FROM {schema}.laes_lagret(@x) AS l"
    );
    reading(schema, Reading::Text, &query)
}

/// `2024-05-31`, maybe with a time of day after it.
fn date(schema: &str) -> (String, String) {
    let days: Vec<String> = YEARS.map(|year| format!("{year}-[0-9][0-9]-[0-9][0-9]")).into();
    let hours = ["[T ][01][0-9]:[0-5][0-9]".to_owned(), "[T ]2[0-3]:[0-5][0-9]".to_owned()];
    let query = format!(
        "SELECT CASE\n  WHEN {} AND (d.tid = N'' OR {} AND (d.sekunder = N'' OR LEFT(d.sekunder, 3) LIKE N':[0-5][0-9]' AND (\n    \
         LEN(d.sekunder) = 3 OR SUBSTRING(d.sekunder, 4, 1) = N'.' AND LEN(d.sekunder) > 4\n      AND SUBSTRING(d.sekunder, 5, 4000) NOT LIKE N'%[^0-9]%')))\n    \
         AND TRY_CONVERT(DATE, d.dag, 23) IS NOT NULL\n    THEN TRY_CONVERT(INT, REPLACE(d.dag, N'-', N''))\nEND AS v\n\
         FROM {schema}.laes_lagret(@x) AS l\n\
         CROSS APPLY (SELECT LEFT(l.lagret, 10) AS dag, SUBSTRING(l.lagret, 11, 4000) AS tid, SUBSTRING(l.lagret, 17, 4000) AS sekunder) AS d",
        like("d.dag", &days),
        like("LEFT(d.tid, 6)", &hours),
    );
    reading(schema, Reading::Date, &query)
}

fn of(schema: &str, kind: Reading) -> (String, String) {
    let stored = format!("{schema}.laes_lagret(@x) AS l");
    let text = format!("{schema}.laes_tekst(@x) AS t");
    let both = format!("FROM {stored}\nCROSS JOIN {text}");
    let with_day = format!("{both}\nCROSS JOIN {schema}.laes_dato(@x) AS d");
    let years: Vec<String> = YEARS.map(str::to_owned).into();
    let number = |of: &str| format!("TRY_CONVERT(INT, {of})");
    let query = match kind {
        Reading::Municipality => format!(
            "SELECT CASE WHEN NOT ({TEXTS}) AND LEN(t.v) BETWEEN 1 AND 2 THEN RIGHT(CONCAT(N'00', t.v), 3) ELSE t.v END AS v\n{both}"
        ),
        Reading::Month => {
            let dates = YEARS.map(|year| format!("{year}-[0-9][0-9]"));
            let texts = product(&[&YEARS, &["", "-"], &["0[1-9]", "1[0-6]"]]);
            let digits = |of: &str| number(&format!("REPLACE({of}, N'-', N'')"));
            format!(
                "SELECT CASE\n  WHEN {DATES} AND {} THEN {}\n  WHEN {} THEN {}\nEND AS v\n{both}",
                like("LEFT(l.lagret, 7)", &dates),
                digits("LEFT(l.lagret, 7)"),
                like("t.v", &texts),
                digits("t.v"),
            )
        }
        Reading::Year => format!(
            "SELECT CASE\n  WHEN {DATES} AND {} THEN {}\n  WHEN {} THEN {}\nEND AS v\n{both}",
            like("LEFT(l.lagret, 5)", &YEARS.map(|year| format!("{year}-"))),
            number("LEFT(l.lagret, 4)"),
            like("t.v", &years),
            number("t.v"),
        ),
        Reading::Day => format!(
            "SELECT DATEDIFF(DAY, {}, {}) AS v\nFROM {schema}.laes_dato(@x) AS d",
            super::FIRST_DAY,
            as_date("d.v")
        ),
        Reading::Week => week(&with_day),
        Reading::Quarter => format!(
            "SELECT CASE\n  WHEN {DATES} AND d.v IS NOT NULL THEN d.v / 10000 * 10 + (d.v / 100 % 100 + 2) / 3\n  \
             WHEN {} THEN {} * 10 + {}\nEND AS v\n{with_day}",
            like("t.v", &product(&[&YEARS, &["", "[KQ]", "-[KQ]"], &["[1-4]"]])),
            number("LEFT(t.v, 4)"),
            number("RIGHT(t.v, 1)"),
        ),
        Reading::SchoolYear => format!(
            "SELECT CASE\n  WHEN {DATES} THEN NULL\n  WHEN {} THEN {}\n  \
             WHEN {} AND RIGHT(CONCAT({} + 1, N'') {COLLATE}, LEN(t.v) - 5) = SUBSTRING(t.v, 6, 4) THEN {}\nEND AS v\n{both}",
            like("t.v", &years),
            number("t.v"),
            like("t.v", &product(&[&YEARS, &["/[0-9][0-9]", "/[0-9][0-9][0-9][0-9]"]])),
            number("LEFT(t.v, 4)"),
            number("LEFT(t.v, 4)"),
        ),
        Reading::Number => number_of(&both, "DECIMAL(38, 10)"),
        Reading::Amount => number_of(&both, "DECIMAL(18, 5)"),
        Reading::Text | Reading::Date => unreachable!("made before the others"),
    };
    reading(schema, kind, &query)
}

/// ISO week 1 is that of 4 January; weeks count from its Monday.
fn week(from: &str) -> String {
    let texts = like("t.v", &product(&[&YEARS, &["", "[WU]", "-[WU]"], &WEEKS]));
    let of_week = format!("DATEDIFF(DAY, {MONDAY}, DATEFROMPARTS(u.aar, 1, 4))");
    let digits = "10000 * YEAR(h.torsdag) + 100 * MONTH(h.torsdag) + DAY(h.torsdag)";
    format!(
        "SELECT CASE WHEN u.aar IS NULL OR YEAR(h.torsdag) = u.aar THEN {digits} END AS v\n{from}\n\
         CROSS APPLY (SELECT CASE WHEN {texts} AND NOT ({DATES}) THEN TRY_CONVERT(INT, LEFT(t.v, 4)) END AS aar,\n  \
         CASE WHEN {DATES} AND d.v IS NOT NULL THEN DATEDIFF(DAY, {MONDAY}, {}) END AS dag) AS u\n\
         CROSS APPLY (SELECT CASE WHEN u.aar IS NULL THEN u.dag - u.dag % 7 + 3\n  \
         ELSE {of_week} - {of_week} % 7 + 7 * TRY_CONVERT(INT, RIGHT(t.v, 2)) - 4 END AS dag) AS n\n\
         CROSS APPLY (SELECT DATEADD(DAY, n.dag, {MONDAY}) AS torsdag) AS h",
        as_date("d.v")
    )
}

fn number_of(from: &str, to: &str) -> String {
    format!(
        "SELECT CASE\n  WHEN {EXACT} OR {FLOATS} THEN TRY_CONVERT({to}, @x)\n  \
         WHEN {TEXTS} AND u.v LIKE N'[0-9]%' AND u.v LIKE N'%[0-9]' AND u.v NOT LIKE N'%[^0-9.]%' AND u.v NOT LIKE N'%.%.%'\n    \
         THEN TRY_CONVERT({to}, t.v)\nEND AS v\n{from}\n\
         CROSS APPLY (SELECT CASE WHEN t.v LIKE N'[-+]%' THEN SUBSTRING(t.v, 2, 4000) ELSE t.v END AS v) AS u"
    )
}

/// A day `20240531` as a date.
fn as_date(digits: &str) -> String {
    format!("DATEFROMPARTS({digits} / 10000, {digits} / 100 % 100, {digits} % 100)")
}

fn like(subject: &str, patterns: &[String]) -> String {
    let tests: Vec<String> = patterns.iter().map(|pattern| format!("{subject} LIKE N'{pattern}'")).collect();
    format!("({})", tests.join(" OR "))
}

/// Every way to take one of each, one after another.
fn product(parts: &[&[&str]]) -> Vec<String> {
    let longer = |made: Vec<String>, part: &&[&str]| {
        made.iter().flat_map(|before| part.iter().map(move |after| format!("{before}{after}"))).collect()
    };
    parts.iter().fold(vec![String::new()], longer)
}

/// Whole months from one day number to another; negative when the second comes first. No function: it must be able to stand
/// in a sum, where no query may.
pub fn whole_months(from: &str, to: &str) -> String {
    let [first, last] = [from, to].map(|day| format!("DATEADD(DAY, {day}, {})", super::FIRST_DAY));
    let between = |from: &str, to: &str| {
        format!("DATEDIFF(MONTH, {from}, {to}) - CASE WHEN DAY({to}) < DAY({from}) THEN 1 ELSE 0 END")
    };
    let (forward, backward) = (between(&first, &last), between(&last, &first));
    format!("(CASE WHEN {to} >= {from} THEN {forward} ELSE -({backward}) END)")
}
