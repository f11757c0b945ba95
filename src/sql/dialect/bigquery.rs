//! BigQuery.
//!
//! In and out: as [`Dialect`] says. Guaranteed now: bound by Google's own analyzer and computed by its reference evaluator;
//! the service itself was never asked. The reasons stand beside what they explain.

use super::access::{AccessControl, bigquery as access};
use super::stored::{Spelling, expression, in_order, whole_months, whole_years};
use super::{Commented, Dialect, Limits, Reading, SourceLocation, Type, name_parts};

pub struct BigQuery;

impl Dialect for BigQuery {
    /// Between backticks a backslash escapes, as in texts.
    fn name(&self, name: &str) -> String {
        format!("`{}`", name.replace('\\', "\\\\").replace('`', "\\`"))
    }

    /// A backslash escapes, and a text on one line may not hold a line break.
    fn text(&self, text: &str) -> String {
        let mut written = String::from("'");
        for letter in text.chars() {
            match letter {
                '\\' => written.push_str("\\\\"),
                '\'' => written.push_str("\\'"),
                '\n' => written.push_str("\\n"),
                '\r' => written.push_str("\\r"),
                '\0' => written.push(' '),
                other => written.push(other),
            }
        }
        written.push('\'');
        written
    }

    /// `projekt.datasæt.tabel`; files are tables there too, external ones.
    fn location(&self, location: &SourceLocation) -> String {
        match location {
            SourceLocation::Table(name) | SourceLocation::Csv(name) | SourceLocation::Parquet(name) => {
                name_parts(name).iter().map(|part| self.name(part)).collect::<Vec<_>>().join(".")
            }
        }
    }

    fn create_view(&self, name: &str, query: &str) -> Vec<String> {
        vec![format!("CREATE OR REPLACE VIEW {name} AS\n{query}")]
    }

    fn create_table_as(&self, name: &str, query: &str) -> Vec<String> {
        vec![format!("CREATE OR REPLACE TABLE {name} AS\n{query}")]
    }

    fn create_table(&self, name: &str, columns: &str) -> Vec<String> {
        vec![format!("CREATE OR REPLACE TABLE {name} ({columns})")]
    }

    fn union(&self) -> &'static str {
        "UNION DISTINCT"
    }

    /// `DELETE` must have a condition.
    fn empty(&self, name: &str) -> String {
        format!("DELETE FROM {name} WHERE TRUE")
    }

    /// NUMERIC has 29 digits before the point and 9 after, BIGNUMERIC 38 and 38; both are exact, and too large a number is
    /// an error.
    fn column_type(&self, of: Type) -> String {
        match of {
            Type::Text => "STRING".to_owned(),
            Type::Integer => "INT64".to_owned(),
            Type::Wide => "BIGNUMERIC".to_owned(),
            Type::Decimal(digits, decimals) if is_numeric(digits, decimals) => format!("NUMERIC({digits}, {decimals})"),
            Type::Decimal(digits, decimals) => format!("BIGNUMERIC({digits}, {decimals})"),
            Type::Date => "DATE".to_owned(),
        }
    }

    /// Types with digits are for columns only. A decimal that may have more decimals is rounded, half away from zero.
    fn cast(&self, expression: &str, to: Type) -> String {
        match to {
            Type::Decimal(digits, decimals) => {
                let of = if is_numeric(digits, decimals) { "NUMERIC" } else { "BIGNUMERIC" };
                format!("CAST(ROUND({expression}, {decimals}) AS {of})")
            }
            other => format!("CAST({expression} AS {})", self.column_type(other)),
        }
    }

    /// `/` on whole numbers gives FLOAT64.
    fn wide_quotient(&self, dividend: &str, divisor: &str) -> String {
        format!("DIV({dividend}, {divisor})")
    }

    fn integer_quotient(&self, dividend: &str, divisor: &str) -> String {
        format!("DIV({dividend}, {divisor})")
    }

    /// There is no `%`.
    fn remainder(&self, dividend: &str, divisor: i32) -> String {
        format!("MOD({dividend}, {divisor})")
    }

    /// A literal with a point beside a NUMERIC is a NUMERIC.
    fn amount_of_units(&self, units: &str) -> String {
        format!("CAST(CAST({units} AS NUMERIC) * NUMERIC '0.00001' AS NUMERIC)")
    }

    fn units(&self, amount: &str) -> String {
        format!("CAST({amount} * 100000 AS BIGNUMERIC)")
    }

    fn grouped(&self, number: &str) -> String {
        format!("REPLACE(FORMAT(\"%'d\", CAST({number} AS INT64)), ',', '.')")
    }

    fn part(&self, text: &str, number: usize) -> String {
        format!("COALESCE(SPLIT({text}, '|')[SAFE_ORDINAL({number})], '')")
    }

    fn series(&self, first: &str, end: &str, relation: &str) -> String {
        format!("SELECT fra FROM {relation}\nCROSS JOIN UNNEST(GENERATE_ARRAY({first}, {end} - 1)) AS fra")
    }

    fn date(&self, year: &str, month: &str) -> String {
        format!("DATE({year}, {month}, 1)")
    }

    fn day_number(&self, year: &str, month: &str, day: &str) -> String {
        format!("UNIX_DATE(DATE({year}, {month}, {day}))")
    }

    fn month_of_day(&self, day: &str) -> String {
        let part = |name: &str| format!("EXTRACT({name} FROM DATE_FROM_UNIX_DATE({day}))");
        format!("(12 * {} + {} - 1)", part("YEAR"), part("MONTH"))
    }

    fn whole_months(&self, schema: &str, from: &str, to: &str) -> String {
        format!("{schema}.hele_maaneder({from}, {to})")
    }

    fn whole_years(&self, schema: &str, from: &str, to: &str) -> String {
        format!("{schema}.hele_aar({from}, {to})")
    }

    /// A function with an argument of any type is read anew for every call, as a macro is.
    fn functions(&self, schema: &str) -> Vec<(String, String)> {
        let made = |name: &str, arguments: &str, body: String| {
            (name.to_owned(), format!("CREATE OR REPLACE FUNCTION {schema}.{name}({arguments}) AS (\n{body}\n)"))
        };
        let mut functions: Vec<(String, String)> = in_order()
            .iter()
            .map(|reading| made(reading.function(), "x ANY TYPE", expression(self, schema, *reading, "x")))
            .collect();
        let days = "fra INT64, til INT64";
        functions.push(made("hele_maaneder", days, whole_months(self, "fra", "til")));
        let months = |from: &str, to: &str| self.whole_months(schema, from, to);
        functions.push(made("hele_aar", days, whole_years(self, months, "fra", "til")));
        functions
    }

    fn create_schema(&self, schema: &str) -> Vec<String> {
        [format!("CREATE SCHEMA IF NOT EXISTS {schema}")].into_iter().chain(access::kept_tables(schema)).collect()
    }

    /// As its page of quotas says.
    fn limits(&self) -> Limits {
        Limits { views: Some(16), view: Some(256 << 10), statement: Some(1 << 20), ..Limits::default() }
    }

    /// Columns of views have descriptions only where the view is made.
    fn comments(&self, of: &Commented) -> Vec<String> {
        vec![format!("ALTER {} {} SET OPTIONS (description = {})", of.kind(), of.object, self.text(of.text))]
    }

    /// A view sees no variables of the session; who asks is known by an address.
    fn own_municipality(&self, schema: &str) -> String {
        access::own_municipality(schema)
    }

    fn how_to_set_municipality(&self) -> &'static str {
        "brugerens adresse og kommune står i adgang_kommuner"
    }

    fn access(&self) -> Option<&dyn AccessControl> {
        Some(self)
    }
}

fn is_numeric(digits: u8, decimals: u8) -> bool {
    decimals <= 9 && digits - decimals <= 29
}

/// `FORMAT('%T', x)` writes a value as a literal of its type: `DATE "2024-05-31"`, `NUMERIC "2.5"`, `"text"`.
impl Spelling for BigQuery {
    fn stored(&self, x: &str) -> String {
        format!("CAST({x} AS STRING)")
    }

    fn is_date(&self, x: &str) -> String {
        format!("REGEXP_CONTAINS(FORMAT('%T', {x}), '^(DATE|DATETIME|TIMESTAMP) ')")
    }

    fn is_text(&self, x: &str) -> String {
        format!("SUBSTR(FORMAT('%T', {x}), 1, 1) IN ('\"', \"'\")")
    }

    fn matches(&self, text: &str, pattern: &str) -> String {
        format!("REGEXP_CONTAINS({text}, '^({pattern})$')")
    }

    fn is_day(&self, text: &str) -> String {
        format!("SAFE_CAST({text} AS DATE) IS NOT NULL")
    }

    fn number(&self, text: &str, digits: u8, decimals: u8) -> String {
        let rounded = format!("ROUND(SAFE_CAST({text} AS BIGNUMERIC), {decimals})");
        let value = if is_numeric(digits + decimals, decimals) {
            format!("CAST({rounded} AS NUMERIC)")
        } else {
            rounded.clone()
        };
        format!("CASE WHEN ABS({rounded}) < BIGNUMERIC '1e{digits}' THEN {value} END")
    }

    fn other(&self, schema: &str, reading: Reading, x: &str) -> String {
        format!("{schema}.{}({x})", reading.function())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_gets_out_of_its_quotes() {
        assert_eq!(BigQuery.name("a`b\\"), "`a\\`b\\\\`");
        assert_eq!(BigQuery.text("it's a \\ and\na line"), "'it\\'s a \\\\ and\\na line'");
        let table = |name: &str| BigQuery.location(&SourceLocation::Table(name.to_owned()));
        assert_eq!(table("projekt.skole.elev"), "`projekt`.`skole`.`elev`");
        assert_eq!(table("x; DROP TABLE y"), "`x; DROP TABLE y`");
    }
}
