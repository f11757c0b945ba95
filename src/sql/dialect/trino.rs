//! Trino.
//!
//! In and out: as [`Dialect`] says. Guaranteed now: read by a parser, bound, and computed in translation; no Trino was ever
//! asked. The reasons stand beside what they explain.

use super::stored::{Spelling, expression, whole_months, whole_years};
use super::{Dialect, Limits, Reading, SourceLocation, Type, name_parts};

pub struct Trino;

impl Dialect for Trino {
    /// `katalog.skema.tabel`
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

    /// Few connectors can replace a table.
    fn create_table_as(&self, name: &str, query: &str) -> Vec<String> {
        vec![format!("DROP TABLE IF EXISTS {name}"), format!("CREATE TABLE {name} AS\n{query}")]
    }

    fn create_table(&self, name: &str, columns: &str) -> Vec<String> {
        vec![format!("DROP TABLE IF EXISTS {name}"), format!("CREATE TABLE {name} ({columns})")]
    }

    /// Decimals have 38 digits; too large a product is an error.
    fn column_type(&self, of: Type) -> String {
        match of {
            Type::Text => "VARCHAR".to_owned(),
            Type::Integer => "INTEGER".to_owned(),
            Type::Wide => "DECIMAL(38, 0)".to_owned(),
            Type::Decimal(digits, decimals) => format!("DECIMAL({digits}, {decimals})"),
            Type::Date => "DATE".to_owned(),
        }
    }

    /// `/` on decimals keeps their decimals, none here, and rounds; what is divided divides without rest.
    fn wide_quotient(&self, dividend: &str, divisor: &str) -> String {
        format!("CAST(({dividend} - MOD({dividend}, {divisor})) / {divisor} AS DECIMAL(38, 0))")
    }

    /// A number with decimals is a DECIMAL, unless the session says otherwise.
    fn amount_of_units(&self, units: &str) -> String {
        format!("CAST(CAST({units} AS DECIMAL(28, 0)) * DECIMAL '0.00001' AS DECIMAL(28, 5))")
    }

    fn grouped(&self, number: &str) -> String {
        format!(
            "TRIM(LEADING '.' FROM REVERSE(REGEXP_REPLACE(REVERSE(CAST({number} AS VARCHAR)), '([0-9]{{3}})', '$1.')))"
        )
    }

    fn part(&self, text: &str, number: usize) -> String {
        format!("COALESCE(SPLIT_PART({text}, '|', {number}), '')")
    }

    /// `RTRIM` takes away blanks only.
    fn without_zeros(&self, text: &str) -> String {
        format!("TRIM(TRAILING '0' FROM {text})")
    }

    fn series(&self, first: &str, end: &str, relation: &str) -> String {
        format!(
            "SELECT r.fra FROM {relation}\nCROSS JOIN UNNEST(SEQUENCE({first}, {end} - 1)) AS r (fra)\nWHERE {end} > {first}"
        )
    }

    fn date(&self, year: &str, month: &str) -> String {
        format!("DATE_ADD('month', 12 * ({year}) + ({month}) - 23641, DATE '1970-01-01')")
    }

    fn day_number(&self, year: &str, month: &str, day: &str) -> String {
        let first = format!("CAST(DATE_DIFF('day', DATE '1970-01-01', {}) AS INTEGER)", self.date(year, month));
        if day == "1" { first } else { format!("({first} + {day} - 1)") }
    }

    fn month_of_day(&self, day: &str) -> String {
        let date = format!("DATE_ADD('day', {day}, DATE '1970-01-01')");
        format!("CAST(12 * YEAR({date}) + MONTH({date}) - 1 AS INTEGER)")
    }

    fn whole_months(&self, _: &str, from: &str, to: &str) -> String {
        whole_months(self, from, to)
    }

    fn whole_years(&self, _: &str, from: &str, to: &str) -> String {
        whole_years(self, |from, to| whole_months(self, from, to), from, to)
    }

    /// Few catalogs keep functions.
    fn read(&self, schema: &str, reading: Reading, column: &str) -> String {
        expression(self, schema, reading, column)
    }

    /// `query.max-length`, as it is from the start.
    fn limits(&self) -> Limits {
        Limits { statement: Some(1_000_000), ..Limits::default() }
    }

    /// Who asks is a name; which kommune it belongs to, only the site knows.
    fn own_municipality(&self, _: &str) -> String {
        "CAST(NULL AS VARCHAR)".to_owned()
    }

    fn how_to_set_municipality(&self) -> &'static str {
        "hver kommunes rækker vises med et rækkefilter i Trinos adgangsregler"
    }
}

impl Spelling for Trino {
    fn stored(&self, x: &str) -> String {
        format!("CAST({x} AS VARCHAR)")
    }

    fn is_date(&self, x: &str) -> String {
        format!("(TYPEOF({x}) = 'date' OR TYPEOF({x}) LIKE 'timestamp%')")
    }

    fn is_text(&self, x: &str) -> String {
        format!("(TYPEOF({x}) LIKE 'varchar%' OR TYPEOF({x}) LIKE 'char%')")
    }

    fn matches(&self, text: &str, pattern: &str) -> String {
        format!("REGEXP_LIKE({text}, '^({pattern})$')")
    }

    fn is_day(&self, text: &str) -> String {
        format!("TRY_CAST({text} AS DATE) IS NOT NULL")
    }

    /// A cast rounds half away from zero.
    fn number(&self, text: &str, digits: u8, decimals: u8) -> String {
        format!("TRY_CAST({text} AS DECIMAL({}, {decimals}))", digits + decimals)
    }

    /// There is no `RIGHT`.
    fn ending(&self, text: &str, length: usize) -> String {
        format!("SUBSTR({text}, -{length})")
    }

    fn without_point(&self, text: &str) -> String {
        format!("TRIM(TRAILING '.' FROM {text})")
    }

    /// `RTRIM` takes away line breaks too.
    fn trimmed(&self, text: &str) -> String {
        format!("TRIM(TRAILING ' ' FROM {text})")
    }

    fn other(&self, schema: &str, reading: Reading, x: &str) -> String {
        format!("({})", expression(self, schema, reading, x))
    }
}
