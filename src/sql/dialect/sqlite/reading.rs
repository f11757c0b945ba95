//! Stored values as they are read.
//!
//! In: a column. Out: an expression for each [`Reading`]. Guaranteed now: what a value has decides, not what its column is
//! declared as; a floating number is the decimal number that it is written as, and one that is written as no such number
//! is an error.
//!
//! The stored text is named once, in a query of its own within the expression: `t`, and of numbers `u` without the sign.
//! There are no dates, only texts that look like them.

use super::super::Reading;
use super::{Dialect, EPOCH, Sqlite};

/// No more than 15 digits are written of a floating number. Where they do not reach to the last decimal that is read, one
/// that has more is told to be another by its text.
fn digits_lost(decimals: bool) -> String {
    format!("ABS(x) >= {} AND CAST(CAST(x AS TEXT) AS REAL) <> x", if decimals { "1e9" } else { "1e4" })
}

pub fn read(reading: Reading, column: &str) -> String {
    match reading {
        Reading::Text => text(column),
        Reading::Municipality => of_text(
            column,
            "CASE WHEN s <> 'text' AND LENGTH(t) BETWEEN 1 AND 2 THEN SUBSTR('000' || t, -3) ELSE t END",
        ),
        Reading::Month => of_text(
            column,
            &format!(
                "CASE WHEN {} AND CAST(SUBSTR(t, -2) AS INTEGER) BETWEEN 1 AND 16 THEN CAST(REPLACE(t, '-', '') AS INTEGER) END",
                one_of(&["[0-1][0-9]", "-[0-1][0-9]"])
            ),
        ),
        Reading::Date => of_text(
            column,
            &format!("CASE WHEN {} THEN CAST(REPLACE(SUBSTR(t, 1, 10), '-', '') AS INTEGER) END", day()),
        ),
        Reading::Day => of_text(
            column,
            &format!("CASE WHEN {} THEN CAST(JULIANDAY(SUBSTR(t, 1, 10)) - {EPOCH} AS INTEGER) END", day()),
        ),
        Reading::Year => of_text(column, &format!("CASE WHEN {} THEN CAST(t AS INTEGER) END", one_of(&[""]))),
        Reading::Week => week(column),
        Reading::Quarter => of_text(
            column,
            &format!(
                "CASE WHEN {} THEN CAST(SUBSTR(t, 1, 4) || SUBSTR(t, -1) AS INTEGER) END",
                one_of(&["[1-4]", "[KQ][1-4]", "-[KQ][1-4]"])
            ),
        ),
        Reading::SchoolYear => {
            let next = "CAST(SUBSTR(t, 1, 4) + 1 AS TEXT)";
            of_text(
                column,
                &format!(
                    "CASE WHEN {} OR {} AND SUBSTR(t, 6) = SUBSTR({next}, -2) OR {} AND SUBSTR(t, 6) = {next} THEN CAST(SUBSTR(t, 1, 4) AS INTEGER) END",
                    one_of(&[""]),
                    one_of(&["/[0-9][0-9]"]),
                    one_of(&["/[0-9][0-9][0-9][0-9]"]),
                ),
            )
        }
        Reading::Amount => number(column, "LENGTH(LTRIM(h, '0')) > 13", "e"),
        // The further decimals, rounded to ten, lie between two hundred-thousandths.
        Reading::Number => number(
            column,
            "LENGTH(LTRIM(h, '0')) > 28",
            &format!(
                "CASE WHEN f = 0 THEN e WHEN ABS(e) < 10000000000 THEN (100000 * e + f) / 100000.0 ELSE {} END",
                Sqlite.refused("e")
            ),
        ),
    }
}

/// Without blanks at its end; a floating number as people write it.
fn text(column: &str) -> String {
    format!(
        "COALESCE(CASE WHEN TYPEOF({column}) <> 'real' THEN RTRIM(CAST({column} AS TEXT), ' ') \
         WHEN {column} = CAST({column} AS INTEGER) THEN CAST(CAST({column} AS INTEGER) AS TEXT) \
         ELSE CAST({column} AS TEXT) END, '')"
    )
}

/// An expression of the text `t` and of `s`, which is `text` where the value is one.
fn of_text(column: &str, expression: &str) -> String {
    format!("(SELECT {expression} FROM (SELECT {} AS t, {} AS s))", text(column), kind(column))
}

/// What is stored as bytes is text.
fn kind(column: &str) -> String {
    format!("CASE WHEN TYPEOF({column}) IN ('integer', 'real') THEN TYPEOF({column}) ELSE 'text' END")
}

/// A year of the calendar with one of some endings after it.
fn one_of(endings: &[&str]) -> String {
    let patterns: Vec<String> = endings.iter().map(|ending| format!("t GLOB '[1-2][0-9][0-9][0-9]{ending}'")).collect();
    match patterns.as_slice() {
        [one] => format!("({one} AND t >= '1900')"),
        several => format!("(({}) AND t >= '1900')", several.join(" OR ")),
    }
}

/// A day that exists, with or without a time of day. A day is what it was when none is added to it.
fn day() -> String {
    let clock = "[ T][0-2][0-9]:[0-5][0-9]";
    format!(
        "t BETWEEN '1900' AND '2999-12-32' AND DATE(SUBSTR(t, 1, 10), '+0 days') = SUBSTR(t, 1, 10) AND \
         (LENGTH(t) = 10 OR SUBSTR(t, 12, 2) <= '23' AND (SUBSTR(t, 11) GLOB '{clock}' OR SUBSTR(t, 11) GLOB '{clock}:[0-5][0-9]' \
         OR SUBSTR(t, 11) GLOB '{clock}:[0-5][0-9].[0-9]*' AND SUBSTR(t, 21) NOT GLOB '*[^0-9]*'))"
    )
}

/// ISO week 1 is that of 4 January; a week is where its Thursday is.
fn week(column: &str) -> String {
    let thursday = "REPLACE(DATE(SUBSTR(t, 1, 4) || '-01-04', '-3 days', 'weekday 4', (7 * SUBSTR(t, -2) - 7) || ' days'), '-', '')";
    let weeks = one_of(&["[0-5][0-9]", "[UW][0-5][0-9]", "-[UW][0-5][0-9]"]);
    of_text(
        column,
        &format!(
            "CASE WHEN {weeks} AND SUBSTR(t, -2) BETWEEN '01' AND '53' AND SUBSTR({thursday}, 1, 4) = SUBSTR(t, 1, 4) THEN CAST({thursday} AS INTEGER) END"
        ),
    )
}

/// A number in hundred-thousandths: `value` of `e`, those of the number, and of `f`, those of them that are left over when
/// all ten decimals are read. `h` are the digits before the point.
fn number(column: &str, too_large: &str, value: &str) -> String {
    let decimals = value == "e";
    // How many decimals are read, and the digit that rounds the last.
    let (kept, next) = if decimals { (5, 6) } else { (10, 11) };
    let round = format!("(SUBSTR(d || '00000000000', {next}, 1) >= '5')");
    let digits = format!("SUBSTR(d || '0000000000', 1, {kept})");
    // Of ten decimals the last five apart, with what they carry.
    let (units, left) = match decimals {
        true => (format!("CAST(h || {digits} AS INTEGER) + {round}"), "0".to_owned()),
        false => {
            let last = format!("(CAST(SUBSTR({digits}, 6) AS INTEGER) + {round})");
            (format!("CAST(h || SUBSTR({digits}, 1, 5) AS INTEGER) + {last} / 100000"), format!("{last} % 100000"))
        }
    };
    let too_many = match decimals {
        true => String::new(),
        false => format!(" WHEN LENGTH(LTRIM(h, '0')) > 13 THEN {}", Sqlite.refused("0")),
    };
    format!(
        "(SELECT {value} FROM (SELECT g * ({units}) AS e, g * ({left}) AS f FROM (\n  \
         SELECT g, SUBSTR(u, 1, INSTR(u, '.') - 1) AS h, REPLACE(SUBSTR(u, INSTR(u, '.') + 1), '.', '') AS d FROM (\n  \
         SELECT CASE WHEN t LIKE '-%' THEN -1 ELSE 1 END AS g, LTRIM(SUBSTR(t, 1, 1), '+-') || SUBSTR(t, 2) || '.' AS u FROM (\n  \
         SELECT {written} AS t FROM (SELECT {column} AS x)))\n  \
         WHERE u GLOB '[0-9]*' AND u NOT GLOB '*[^0-9.]*' AND u NOT GLOB '*..' AND u NOT GLOB '*.*.*.*')\n  \
         WHERE CASE WHEN {too_large} THEN 0{too_many} ELSE 1 END = 1){limit})",
        written = WRITTEN.replace(
            "{lost}",
            &format!("CASE WHEN {} THEN {} ELSE CAST(x AS TEXT) END", digits_lost(decimals), Sqlite.refused("x"))
        ),
        limit = if decimals { " WHERE ABS(e) < 1000000000000000000" } else { "" },
    )
}

/// A number as text without a power of ten; what is larger than any amount is told as it is.
const WRITTEN: &str = "CASE WHEN TYPEOF(x) <> 'real' THEN RTRIM(CAST(x AS TEXT), ' ') WHEN ABS(x) >= 1e13 THEN PRINTF('%.0f', x) \
     WHEN CAST(x AS TEXT) LIKE '%e%' THEN PRINTF('%.20f', x) ELSE {lost} END";

/// As text, without zeros at the end of its decimals.
pub fn number_text(number: &str) -> String {
    format!(
        "(SELECT CASE WHEN TYPEOF(x) = 'integer' THEN CASE WHEN x < 0 THEN '-' ELSE '' END || RTRIM(RTRIM((ABS(x) / 100000) || '.' || \
         SUBSTR('00000' || (ABS(x) % 100000), -5), '0'), '.') ELSE RTRIM(PRINTF('%.10f', x / 100000.0), '0') END FROM (SELECT {number} AS x))"
    )
}
