//! Databricks, and Spark 4, which it is built on.
//!
//! In and out: as [`Dialect`] says. Guaranteed now: run on Spark 4.3; the reasons stand beside what they explain.
//!
//! A sum or product too large is an error because `ANSI_MODE` is on, as it is from the start in both and as a build sees
//! to; views remember the mode in which they were made. Nothing is divided by `DIV` but small numbers: beyond 64 bits it gives others in silence.

use super::access::AccessControl;
use super::{Commented, Dialect, Reading, SourceLocation, Type, name_parts};

pub struct Databricks;

/// Digits that a decimal has room for.
const DIGITS: usize = 38;

impl Dialect for Databricks {
    fn name(&self, name: &str) -> String {
        format!("`{}`", name.replace('`', "``"))
    }

    /// A backslash escapes, and `${…}` is looked up among settings, within texts too, before anything else is read.
    fn text(&self, text: &str) -> String {
        let inner = text.replace('\0', " ").replace('\\', "\\\\").replace('\'', "\\'").replace("${", "\\u0024{");
        format!("'{inner}'")
    }

    /// A CSV file is a table there too, made with its own options.
    fn location(&self, location: &SourceLocation) -> String {
        match location {
            SourceLocation::Table(name) | SourceLocation::Csv(name) => {
                name_parts(name).iter().map(|part| self.name(part)).collect::<Vec<_>>().join(".")
            }
            SourceLocation::Parquet(path) => format!("parquet.{}", self.name(path)),
        }
    }

    /// Which kommune each user belongs to is not the project's to say: the table is kept from build to build. The first
    /// statement refuses a session in which a number too large becomes NULL: there a number beside a text is a text.
    fn create_schema(&self, schema: &str) -> Vec<String> {
        let refused = self.text("Sæt ANSI_MODE til TRUE: ellers bliver et tal, der ikke er plads til, til ingenting");
        vec![
            format!("SELECT ASSERT_TRUE(TYPEOF(COALESCE(1, '1')) <> 'string', {refused})"),
            format!("CREATE SCHEMA IF NOT EXISTS {schema}"),
            format!("CREATE TABLE IF NOT EXISTS {schema}.adgang_kommuner (bruger STRING, kommune STRING)"),
        ]
    }

    fn create_view(&self, name: &str, query: &str) -> Vec<String> {
        vec![format!("CREATE OR REPLACE VIEW {name} AS\n{query}")]
    }

    /// Tables are of the engine's own kind, Delta or Parquet; only the first can be replaced.
    fn create_table_as(&self, name: &str, query: &str) -> Vec<String> {
        vec![format!("DROP TABLE IF EXISTS {name}"), format!("CREATE TABLE {name} AS\n{query}")]
    }

    fn create_table(&self, name: &str, columns: &str) -> Vec<String> {
        vec![format!("DROP TABLE IF EXISTS {name}"), format!("CREATE TABLE {name} ({columns})")]
    }

    /// At once, so that nobody sees the table empty.
    fn refill(&self, name: &str, query: &str) -> Vec<String> {
        vec![format!("INSERT OVERWRITE TABLE {name}\n{query}")]
    }

    /// Rows of Parquet tables cannot be deleted.
    fn empty(&self, name: &str) -> String {
        format!("TRUNCATE TABLE {name}")
    }

    /// Whole numbers of 38 digits keep all of them in sums and products; one with more is an error.
    fn column_type(&self, of: Type) -> String {
        match of {
            Type::Text => "STRING".to_owned(),
            Type::Integer => "INT".to_owned(),
            Type::Wide => format!("DECIMAL({DIGITS}, 0)"),
            Type::Decimal(digits, decimals) => format!("DECIMAL({digits}, {decimals})"),
            Type::Date => "DATE".to_owned(),
        }
    }

    /// `/` keeps six decimals at least: but what is divided here leaves no rest. Two 64-bit numbers would give DOUBLE.
    fn wide_quotient(&self, dividend: &str, divisor: &str) -> String {
        let wide = self.column_type(Type::Wide);
        format!("CAST(({dividend} - {dividend} % {divisor}) / CAST({divisor} AS {wide}) AS {wide})")
    }

    fn integer_quotient(&self, dividend: &str, divisor: &str) -> String {
        format!("CAST({dividend} DIV {divisor} AS INT)")
    }

    /// A product with more than 38 digits loses decimals: the amount is given no more than the factor leaves.
    fn product(&self, amount: &str, factor: &str) -> String {
        let room = DIGITS - 1 - factor.bytes().filter(u8::is_ascii_digit).count().min(DIGITS - 7);
        let amount = self.cast(amount, Type::Decimal(room.min(28) as u8, 5));
        format!("{amount} * {factor}")
    }

    fn grouped(&self, number: &str) -> String {
        format!("REPLACE(FORMAT_NUMBER({number}, 0), ',', '.')")
    }

    fn part(&self, text: &str, number: usize) -> String {
        format!("SPLIT_PART({text}, '|', {number})")
    }

    fn without_zeros(&self, text: &str) -> String {
        format!("TRIM(TRAILING '0' FROM {text})")
    }

    /// A sequence that has come to its end before it begins would go backwards.
    fn series(&self, first: &str, end: &str, relation: &str) -> String {
        format!(
            "SELECT EXPLODE(CASE WHEN {first} < {end} THEN SEQUENCE({first}, {end} - 1) END) AS fra FROM {relation}"
        )
    }

    fn date(&self, year: &str, month: &str) -> String {
        format!("MAKE_DATE({year}, {month}, 1)")
    }

    fn day_number(&self, year: &str, month: &str, day: &str) -> String {
        format!("UNIX_DATE(MAKE_DATE({year}, {month}, {day}))")
    }

    fn month_of_day(&self, day: &str) -> String {
        let date = date_of(day);
        format!("(12 * YEAR({date}) + MONTH({date}) - 1)")
    }

    /// Counted by the calendar: differences of points in time know of time zones.
    fn whole_months(&self, _schema: &str, from: &str, to: &str) -> String {
        let (first, last) = (date_of(from), date_of(to));
        let between = |a: &str, b: &str| {
            format!(
                "12 * (YEAR({b}) - YEAR({a})) + MONTH({b}) - MONTH({a}) - CASE WHEN DAY({b}) < DAY({a}) THEN 1 ELSE 0 END"
            )
        };
        format!("(CASE WHEN {to} >= {from} THEN {} ELSE -({}) END)", between(&first, &last), between(&last, &first))
    }

    fn whole_years(&self, schema: &str, from: &str, to: &str) -> String {
        self.integer_quotient(&self.whole_months(schema, from, to), "12")
    }

    /// Expressions: a function would have to know of what type its column is.
    fn read(&self, _schema: &str, reading: Reading, column: &str) -> String {
        Stored::new(column).read(reading)
    }
    /// Columns of views have comments only where the view is made.
    fn comments(&self, of: &Commented) -> Vec<String> {
        let (kind, object, text) = (of.kind(), of.object, self.text(of.text));
        vec![format!("ALTER {kind} {object} SET TBLPROPERTIES ('comment' = {text})")]
    }

    fn own_municipality(&self, schema: &str) -> String {
        format!("(SELECT MAX(k.kommune) FROM {schema}.adgang_kommuner AS k WHERE k.bruger = CURRENT_USER())")
    }

    fn how_to_set_municipality(&self) -> &'static str {
        "brugerens kommune står i adgang_kommuner"
    }

    fn access(&self) -> Option<&dyn AccessControl> {
        Some(self)
    }
}

fn date_of(day: &str) -> String {
    format!("DATE_FROM_UNIX_DATE({day})")
}

/// Nothing more: `$` would also stand before a line break at the end.
const END: &str = "(?![^x]|x)";
const YEAR: &str = "(19[0-9]{2}|2[0-9]{3})";
const CLOCK: &str = "([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?)?";

/// A stored value in its forms.
struct Stored {
    /// As text of the engine's.
    stored: String,
    /// Without blanks at its end, zeros at the end of decimals and the time of day.
    text: String,
    /// Its type is known when the view is made.
    is_text: String,
    is_date: String,
    /// The day it names, if there is one.
    date: String,
}

impl Stored {
    fn new(column: &str) -> Stored {
        let stored = format!("CAST({column} AS STRING)");
        let kind = format!("TYPEOF({column})");
        let is_text = format!("{kind} RLIKE '^(string|varchar|char)'");
        let is_date = format!("{kind} RLIKE '^(date|timestamp)'");
        // Large numbers of floating point have an exponent as text.
        let plain = format!("CAST(TRY_CAST({stored} AS DECIMAL(38, 10)) AS STRING)");
        let number = format!("COALESCE(TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM {plain})), {stored})");
        let text = format!(
            "COALESCE(CASE WHEN {is_date} THEN LEFT({stored}, 10) WHEN NOT {is_text} AND {stored} LIKE '%.%' THEN {number} \
             ELSE TRIM(TRAILING ' ' FROM {stored}) END, '')"
        );
        let date = format!("TRY_CAST(LEFT({stored}, 10) AS DATE)");
        Stored { stored, text, is_text, is_date, date }
    }

    fn read(&self, reading: Reading) -> String {
        let Stored { stored, text, is_text, is_date, date } = self;
        let whole = |text: &str, pattern: &str| format!("{text} RLIKE '^{pattern}{END}'");
        let year = format!("TRY_CAST(LEFT({text}, 4) AS INT)");
        let digits = |of: &str| format!("TRY_CAST(REPLACE({of}, '-', '') AS INT)");
        match reading {
            Reading::Text => text.clone(),
            Reading::Municipality => format!(
                "CASE WHEN NOT {is_text} AND LENGTH({text}) BETWEEN 1 AND 2 THEN LPAD({text}, 3, '0') ELSE {text} END"
            ),
            Reading::Month => {
                let month = format!("LEFT({stored}, 7)");
                format!(
                    "CASE WHEN {is_date} AND {} THEN {} WHEN {} THEN {} END",
                    whole(&month, &format!("{YEAR}-[0-9]{{2}}")),
                    digits(&month),
                    whole(text, &format!("{YEAR}-?(0[1-9]|1[0-6])")),
                    digits(text)
                )
            }
            Reading::Year => format!(
                "CASE WHEN {is_date} AND {} OR {} THEN {year} END",
                whole(&format!("LEFT({stored}, 5)"), &format!("{YEAR}-")),
                whole(text, YEAR)
            ),
            Reading::Date => self.of_date(&digits(&format!("LEFT({stored}, 10)"))),
            Reading::Day => self.of_date(&format!("UNIX_DATE({date})")),
            Reading::Week => self.week(&year),
            Reading::Quarter => {
                let of_date = format!("10 * YEAR({date}) + QUARTER({date})");
                format!(
                    "CASE WHEN {is_date} THEN {} WHEN {} THEN 10 * {year} + TRY_CAST(RIGHT({text}, 1) AS INT) END",
                    self.of_date(&of_date),
                    whole(text, &format!("{YEAR}(-?[KQ])?[1-4]"))
                )
            }
            Reading::SchoolYear => {
                let next = format!("RIGHT(CAST({year} + 1 AS STRING), LENGTH({text}) - 5)");
                format!(
                    "CASE WHEN {is_date} THEN NULL WHEN {} THEN {year} WHEN {} THEN CASE WHEN {next} = SUBSTRING({text}, 6) THEN {year} END END",
                    whole(text, YEAR),
                    whole(text, &format!("{YEAR}/[0-9]{{2}}([0-9]{{2}})?"))
                )
            }
            Reading::Number => self.number("DECIMAL(38, 10)"),
            Reading::Amount => self.number("DECIMAL(18, 5)"),
        }
    }

    /// Rounded half away from zero; one that does not fit is NULL.
    fn number(&self, kind: &str) -> String {
        let Stored { stored, text, is_text, is_date, .. } = self;
        format!(
            "CASE WHEN NOT {is_text} AND NOT {is_date} THEN TRY_CAST({stored} AS {kind}) WHEN {is_text} AND {text} RLIKE '^[+-]?[0-9]+([.][0-9]+)?{END}' THEN TRY_CAST({text} AS {kind}) END"
        )
    }

    /// A value made of a date, when it is a day that exists.
    fn of_date(&self, value: &str) -> String {
        let Stored { text, date, .. } = self;
        format!(
            "CASE WHEN {text} RLIKE '^{YEAR}-[0-9]{{2}}-[0-9]{{2}}{CLOCK}{END}' AND {date} IS NOT NULL THEN {value} END"
        )
    }

    /// ISO week 1 is that of 4 January; weeks count from its Monday, which is WEEKDAY's 0.
    fn week(&self, year: &str) -> String {
        let Stored { text, date, is_date, .. } = self;
        let digits = |date: &str| format!("CAST(DATE_FORMAT({date}, 'yyyyMMdd') AS INT)");
        let of_date = self.of_date(&digits(&format!("DATE_ADD({date}, 3 - WEEKDAY({date}))")));
        let fourth = format!("MAKE_DATE({year}, 1, 4)");
        let thursday = format!("DATE_ADD({fourth}, 7 * TRY_CAST(RIGHT({text}, 2) AS INT) - 4 - WEEKDAY({fourth}))");
        format!(
            "CASE WHEN {is_date} THEN {of_date} WHEN {text} RLIKE '^{YEAR}(-?[WU])?(0[1-9]|[1-4][0-9]|5[0-3]){END}' THEN CASE WHEN YEAR({thursday}) = {year} THEN {} END END",
            digits(&thursday)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_gets_out_of_its_quotes() {
        assert_eq!(Databricks.name("a`; DROP TABLE x"), "`a``; DROP TABLE x`");
        assert_eq!(Databricks.text("it's \\' ${x}"), "'it\\'s \\\\\\' \\u0024{x}'");
        let table = Databricks.location(&SourceLocation::Table("[skole].[elev`]".to_owned()));
        assert_eq!(table, "`skole`.`elev```");
    }

    #[test]
    fn a_product_keeps_all_its_decimals() {
        assert_eq!(Databricks.product("x", "0.0000049999"), "CAST(x AS DECIMAL(26, 5)) * 0.0000049999");
        assert_eq!(Databricks.product("x", "1000"), "CAST(x AS DECIMAL(28, 5)) * 1000");
    }
}
