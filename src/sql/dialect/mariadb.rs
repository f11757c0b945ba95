//! MariaDB 10.6 and later.
//!
//! In and out: as [`Dialect`] says. Guaranteed now: run on 10.11; the reasons stand beside what they explain.
//!
//! A schema is a database. Texts compare by their bytes, blanks and all, since everything is written under a session whose
//! literals do; views remember the session in which they were made.

use super::access::AccessControl;
use super::access::mariadb::{kept_table, own_municipality};
use super::{Dialect, Limits, Reading, SourceLocation, Type, calendar, name_parts};

pub struct MariaDb;

/// Equal only to themselves: not `K` to `k`, not `å` to `aa`, not `x` to `x` with a blank.
const LETTERS: &str = "CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin";

/// TO_DAYS of 1 January 1970.
const EPOCH: u32 = 719_528;

impl Dialect for MariaDb {
    fn name(&self, name: &str) -> String {
        format!("`{}`", name.replace('`', "``"))
    }

    fn longest_name(&self) -> usize {
        64
    }

    /// A backslash is doubled, so that no text ends where it should not; [`Self::create_schema`] sees to it that it is read so.
    fn text(&self, text: &str) -> String {
        format!("'{}'", text.replace('\0', " ").replace('\\', "\\\\").replace('\'', "''"))
    }

    fn location(&self, location: &SourceLocation) -> String {
        match location {
            SourceLocation::Table(name) | SourceLocation::Csv(name) | SourceLocation::Parquet(name) => {
                name_parts(name).iter().map(|part| self.name(part)).collect::<Vec<_>>().join(".")
            }
        }
    }

    /// The first two are for the session: without them what does not fit is cut, and literals compare as the server likes.
    fn create_schema(&self, schema: &str) -> Vec<String> {
        vec![
            "SET sql_mode = 'STRICT_ALL_TABLES'".to_owned(),
            "SET collation_connection = 'utf8mb4_nopad_bin'".to_owned(),
            format!("CREATE DATABASE IF NOT EXISTS {schema} {LETTERS}"),
            kept_table(schema),
        ]
    }

    fn drop_schema(&self, schema: &str) -> Vec<String> {
        vec![format!("DROP DATABASE IF EXISTS {schema}")]
    }

    fn create_view(&self, name: &str, query: &str) -> Vec<String> {
        vec![format!("CREATE OR REPLACE VIEW {name} AS\n{query}")]
    }

    fn create_table_as(&self, name: &str, query: &str) -> Vec<String> {
        vec![format!("CREATE OR REPLACE TABLE {name} {LETTERS} AS\n{query}")]
    }

    fn create_table(&self, name: &str, columns: &str) -> Vec<String> {
        vec![format!("CREATE OR REPLACE TABLE {name} ({columns}) {LETTERS}")]
    }

    /// Texts that are looked up and grouped by must not be `TEXT`, which no key and no table in memory can hold. Longer
    /// ones are an error. Whole numbers of 65 digits hold every product; one that is larger is an error.
    fn column_type(&self, of: Type) -> String {
        match of {
            Type::Text => format!("VARCHAR(255) {LETTERS}"),
            Type::Integer => "INT".to_owned(),
            Type::Wide => "DECIMAL(65, 0)".to_owned(),
            Type::Decimal(digits, decimals) => format!("DECIMAL({digits}, {decimals})"),
            Type::Date => "DATE".to_owned(),
        }
    }

    fn long_text(&self) -> String {
        format!("LONGTEXT {LETTERS}")
    }

    /// Without hash joins every row would be held against every code.
    fn key(&self, columns: &[&str]) -> String {
        format!(", KEY ({})", columns.join(", "))
    }

    /// A value that does not fit becomes the largest that does, with no error: decimals have room for all that 38 digits hold,
    /// so that it is the table they are written to that refuses them.
    fn cast(&self, expression: &str, to: Type) -> String {
        match to {
            Type::Text => format!("CAST({expression} AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_nopad_bin"),
            Type::Integer => format!("CAST({expression} AS SIGNED)"),
            Type::Decimal(_, decimals) => format!("CAST({expression} AS DECIMAL(38, {decimals}))"),
            other => format!("CAST({expression} AS {})", self.column_type(other)),
        }
    }

    /// `||` is OR here.
    fn concat(&self, parts: &[String]) -> String {
        format!("CONCAT({})", parts.join(", "))
    }

    /// `DIV` has no room beyond BIGINT, and `/` keeps four decimals: but what is divided here leaves no rest.
    fn wide_quotient(&self, dividend: &str, divisor: &str) -> String {
        format!("CAST(({dividend} - {dividend} % {divisor}) / {divisor} AS DECIMAL(65, 0))")
    }

    fn integer_quotient(&self, dividend: &str, divisor: &str) -> String {
        format!("{dividend} DIV {divisor}")
    }

    fn grouped(&self, number: &str) -> String {
        format!("REPLACE(FORMAT({number}, 0, 'en_US'), ',', '.')")
    }

    /// The last part there is stands for all after it; so there is always one more.
    fn part(&self, text: &str, number: usize) -> String {
        let bars = "|".repeat(number);
        format!("SUBSTRING_INDEX(SUBSTRING_INDEX(CONCAT({text}, '{bars}'), '|', {number}), '|', -1)")
    }

    fn without_zeros(&self, text: &str) -> String {
        format!("TRIM(TRAILING '0' FROM {text})")
    }

    /// Without `DISTINCT` the numbers would be made anew for every row that is held against them.
    fn series(&self, first: &str, end: &str, relation: &str) -> String {
        calendar::series(self, first, end, relation).replacen("SELECT ", "SELECT DISTINCT ", 1)
    }

    fn date(&self, year: &str, month: &str) -> String {
        format!("(MAKEDATE({year}, 1) + INTERVAL ({month} - 1) MONTH)")
    }

    fn day_number(&self, year: &str, month: &str, day: &str) -> String {
        let first = self.date(year, month);
        format!("(TO_DAYS({first}) + {day} - {})", EPOCH + 1)
    }

    fn month_of_day(&self, day: &str) -> String {
        let date = date_of(day);
        format!("(12 * YEAR({date}) + MONTH({date}) - 1)")
    }

    fn whole_months(&self, _schema: &str, from: &str, to: &str) -> String {
        format!("TIMESTAMPDIFF(MONTH, {}, {})", date_of(from), date_of(to))
    }

    fn whole_years(&self, _schema: &str, from: &str, to: &str) -> String {
        format!("TIMESTAMPDIFF(YEAR, {}, {})", date_of(from), date_of(to))
    }

    /// Expressions: a function could not tell of what type the column is, and many sites let nobody make functions that are
    /// called for every row.
    fn read(&self, _schema: &str, reading: Reading, column: &str) -> String {
        Stored::new(column).read(reading)
    }

    fn functions(&self, schema: &str) -> Vec<(String, String)> {
        vec![own_municipality(schema)]
    }
    /// More tables in one query are an error of the engine's own, and so is a statement longer than its packets usually are.
    fn limits(&self) -> Limits {
        Limits { joined: Some(61), statement: Some(16 << 20), ..Limits::default() }
    }

    fn own_municipality(&self, schema: &str) -> String {
        format!("{schema}.egen_kommune()")
    }

    fn how_to_set_municipality(&self) -> &'static str {
        "brugerens kommune står i adgang_kommuner; den, der bygger, vælger selv: SET @kommune = '…'"
    }

    fn access(&self) -> Option<&dyn AccessControl> {
        Some(self)
    }
}

fn date_of(day: &str) -> String {
    format!("FROM_DAYS({EPOCH} + {day})")
}

/// The whole of what comes before it: `$` would also stand before a line break at the end.
const END: &str = "(?!(?s:.))";
const YEAR: &str = "(19[0-9]{2}|2[0-9]{3})";
/// Blanks at the end of a text are not part of it.
const DAY: &str =
    "-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?)? *";

/// A stored value in its forms.
struct Stored {
    /// As text of the engine's.
    stored: String,
    /// As text, without blanks at its end, zeros at the end of decimals and the time of day.
    text: String,
    is_text: String,
    /// Numbers and dates have this coercibility, texts have others. It is known before any row is read.
    is_typed: String,
    /// Typed as a date or a point in time.
    is_date: String,
}

impl Stored {
    fn new(column: &str) -> Stored {
        let stored = format!("CAST({column} AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_nopad_bin");
        let is_typed = format!("COERCIBILITY({column}) = 5");
        let is_date = format!("{is_typed} AND {stored} LIKE '____-__-__%'");
        let number = format!("TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM {stored}))");
        let text = format!(
            "COALESCE(CASE WHEN {is_typed} AND {stored} LIKE '____-__-__%' THEN LEFT({stored}, 10) \
             WHEN {is_typed} AND {stored} LIKE '%.%' AND {stored} NOT LIKE '%e%' THEN {number} \
             ELSE TRIM(TRAILING ' ' FROM {stored}) END, '')"
        );
        Stored { is_text: format!("COERCIBILITY({column}) <> 5"), stored, text, is_typed, is_date }
    }

    fn read(&self, reading: Reading) -> String {
        let Stored { stored, text, is_text, is_typed, is_date } = self;
        let whole = |pattern: &str| format!("{text} REGEXP '^{pattern}{END}'");
        let year = format!("CAST(LEFT({text}, 4) AS SIGNED)");
        let digits = |of: &str| format!("CAST(REPLACE({of}, '-', '') AS SIGNED)");
        match reading {
            Reading::Text => text.clone(),
            Reading::Municipality => format!(
                "CASE WHEN {is_typed} AND CHAR_LENGTH({text}) BETWEEN 1 AND 2 THEN LPAD({text}, 3, '0') ELSE {text} END"
            ),
            Reading::Month => {
                let month = format!("LEFT({stored}, 7)");
                format!(
                    "CASE WHEN {is_date} AND {month} REGEXP '^{YEAR}-[0-9]{{2}}' THEN {} WHEN {} THEN {} END",
                    digits(&month),
                    whole(&format!("{YEAR}-?(0[1-9]|1[0-6])")),
                    digits(text)
                )
            }
            Reading::Year => {
                format!(
                    "CASE WHEN {is_date} AND {stored} REGEXP '^{YEAR}-' THEN {year} WHEN {} THEN {year} END",
                    whole(YEAR)
                )
            }
            Reading::Date => self.of_date("", &digits(&format!("LEFT({stored}, 10)"))),
            Reading::Day => self.of_date("", &format!("TO_DAYS(LEFT({stored}, 10)) - {EPOCH}")),
            Reading::Week => self.week(&year),
            Reading::Quarter => {
                let month = format!("CAST(SUBSTRING({stored}, 6, 2) AS SIGNED)");
                let of_date = self.of_date(&format!("{is_date} AND "), &format!("{year} * 10 + ({month} + 2) DIV 3"));
                format!(
                    "COALESCE({of_date}, CASE WHEN {} THEN {year} * 10 + CAST(RIGHT({text}, 1) AS SIGNED) END)",
                    whole(&format!("{YEAR}(-?[KQ])?[1-4]"))
                )
            }
            Reading::SchoolYear => {
                let next = format!("RIGHT(CAST({year} + 1 AS CHAR), CHAR_LENGTH({text}) - 5)");
                format!(
                    "CASE WHEN {is_date} THEN NULL WHEN {} THEN {year} WHEN {} THEN CASE WHEN {next} = SUBSTRING({text}, 6) THEN {year} END END",
                    whole(YEAR),
                    whole(&format!("{YEAR}/[0-9]{{2}}([0-9]{{2}})?"))
                )
            }
            Reading::Number | Reading::Amount => {
                let (decimals, limit) = if reading == Reading::Number { (10, 28) } else { (5, 13) };
                // No more digits than fit: a number that does not would become the largest that does.
                let number = "[+-]?0*[0-9]{1,40}([.][0-9]+)?";
                let power = "([eE]([+]?[12]?[0-9]|-[0-9]+))?";
                let value = format!("CAST({stored} AS DECIMAL(65, {decimals}))");
                format!(
                    "CASE WHEN {is_typed} AND {stored} REGEXP '^{number}{power}{END}' OR {is_text} AND {} THEN CASE WHEN ABS({value}) < 1{} THEN CAST({stored} AS DECIMAL({}, {decimals})) END END",
                    whole(number),
                    "0".repeat(limit),
                    limit + decimals
                )
            }
        }
    }

    /// A value made of a date's text, when it is a day that exists.
    fn of_date(&self, condition: &str, value: &str) -> String {
        let stored = &self.stored;
        let last = format!("DAY(LAST_DAY(CONCAT(LEFT({stored}, 8), '01')))");
        format!(
            "CASE WHEN {condition}{stored} REGEXP '^{YEAR}{DAY}{END}' THEN CASE WHEN CAST(SUBSTRING({stored}, 9, 2) AS SIGNED) <= {last} THEN {value} END END"
        )
    }

    /// ISO week 1 is that of 4 January; weeks count from its Monday, and 0 is Monday's number.
    fn week(&self, year: &str) -> String {
        let Stored { stored, text, is_date, .. } = self;
        let day = format!("CAST(LEFT({stored}, 10) AS DATE)");
        let digits = |date: &str| format!("CAST(DATE_FORMAT({date}, '%Y%m%d') AS SIGNED)");
        let of_date =
            self.of_date(&format!("{is_date} AND "), &digits(&format!("{day} + INTERVAL (3 - WEEKDAY({day})) DAY")));
        let fourth = format!("MAKEDATE({year}, 4)");
        let thursday =
            format!("({fourth} + INTERVAL (7 * CAST(RIGHT({text}, 2) AS SIGNED) - 4 - WEEKDAY({fourth})) DAY)");
        format!(
            "COALESCE({of_date}, CASE WHEN {text} REGEXP '^{YEAR}(-?[WU])?(0[1-9]|[1-4][0-9]|5[0-3]){END}' THEN CASE WHEN YEAR({thursday}) = {year} THEN {} END END)",
            digits(&thursday)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_gets_out_of_its_quotes() {
        assert_eq!(MariaDb.name("a`; DROP TABLE x"), "`a``; DROP TABLE x`");
        assert_eq!(MariaDb.text("it's \\' \\"), "'it''s \\\\'' \\\\'");
        let table = MariaDb.location(&SourceLocation::Table("[skole].[elev`]".to_owned()));
        assert_eq!(table, "`skole`.`elev```");
    }
}
