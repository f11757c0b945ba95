//! Amazon Redshift.
//!
//! In and out: as [`Dialect`] says. Guaranteed now: run on PostgreSQL 15, of whose language this keeps to the part that
//! Redshift has too; Redshift itself was never asked. The reasons stand beside what they explain.

use super::stored::{Spelling, expression, in_order, whole_months, whole_years};
use super::{Commented, Dialect, Reading, SourceLocation, Type, name_parts};

pub struct Redshift;

impl Dialect for Redshift {
    fn longest_name(&self) -> usize {
        127
    }

    fn location(&self, location: &SourceLocation) -> String {
        match location {
            SourceLocation::Table(name) | SourceLocation::Csv(name) | SourceLocation::Parquet(name) => {
                name_parts(name).iter().map(|part| self.name(part)).collect::<Vec<_>>().join(".")
            }
        }
    }

    /// `CREATE OR REPLACE` cannot change columns; what reads the view is made anew after it.
    fn create_view(&self, name: &str, query: &str) -> Vec<String> {
        vec![format!("DROP VIEW IF EXISTS {name} CASCADE"), format!("CREATE VIEW {name} AS\n{query}")]
    }

    fn create_table_as(&self, name: &str, query: &str) -> Vec<String> {
        vec![format!("DROP TABLE IF EXISTS {name} CASCADE"), format!("CREATE TABLE {name} AS\n{query}")]
    }

    fn create_table(&self, name: &str, columns: &str) -> Vec<String> {
        vec![format!("DROP TABLE IF EXISTS {name} CASCADE"), format!("CREATE TABLE {name} ({columns})")]
    }

    /// Of rows that were inserted nothing is known until it is asked for.
    fn look_through(&self, name: &str) -> Option<String> {
        Some(format!("ANALYZE {name}"))
    }

    /// VARCHAR without a length has 256 bytes. Decimals have 38 digits; too large a product is an error.
    fn column_type(&self, of: Type) -> String {
        match of {
            Type::Text => "VARCHAR(65535)".to_owned(),
            Type::Integer => "INTEGER".to_owned(),
            Type::Wide => "DECIMAL(38, 0)".to_owned(),
            Type::Decimal(digits, decimals) => format!("DECIMAL({digits}, {decimals})"),
            Type::Date => "DATE".to_owned(),
        }
    }

    /// `/` has few decimals; what is divided divides without rest.
    fn wide_quotient(&self, dividend: &str, divisor: &str) -> String {
        format!("CAST(({dividend} - MOD({dividend}, {divisor})) / {divisor} AS DECIMAL(38, 0))")
    }

    fn grouped(&self, number: &str) -> String {
        let groups = ",999".repeat(11);
        format!("REPLACE(TO_CHAR({number}, 'FM999{groups},990'), ',', '.')")
    }

    fn part(&self, text: &str, number: usize) -> String {
        format!("SPLIT_PART({text}, '|', {number})")
    }

    /// There is no `MAKE_DATE`.
    fn date(&self, year: &str, month: &str) -> String {
        format!("TO_DATE(CAST(10000 * ({year}) + 100 * ({month}) + 1 AS VARCHAR(8)), 'YYYYMMDD')")
    }

    fn day_number(&self, year: &str, month: &str, day: &str) -> String {
        let first = format!("{} - DATE '1970-01-01'", self.date(year, month));
        if day == "1" { format!("({first})") } else { format!("({first} + {day} - 1)") }
    }

    fn month_of_day(&self, day: &str) -> String {
        let date = format!("(DATE '1970-01-01' + CAST({day} AS INTEGER))");
        format!("CAST(12 * EXTRACT(YEAR FROM {date}) + EXTRACT(MONTH FROM {date}) - 1 AS INTEGER)")
    }

    fn whole_months(&self, schema: &str, from: &str, to: &str) -> String {
        format!("{schema}.hele_maaneder({from}, {to})")
    }

    fn whole_years(&self, schema: &str, from: &str, to: &str) -> String {
        format!("{schema}.hele_aar({from}, {to})")
    }

    /// A function has arguments of one type, but one name may have several functions: `lagret` writes any value as text, with
    /// its kind as the first letter, and the readings read that.
    fn read(&self, schema: &str, reading: Reading, column: &str) -> String {
        format!("{schema}.{}({schema}.lagret({column}))", reading.function())
    }

    fn functions(&self, schema: &str) -> Vec<(String, String)> {
        let text = self.column_type(Type::Text);
        let made = |name: &str, arguments: &str, returns: &str, body: &str| {
            let text = format!(
                "CREATE OR REPLACE FUNCTION {schema}.{name}({arguments}) RETURNS {returns}\nIMMUTABLE AS $$\nSELECT {body}\n$$ LANGUAGE SQL"
            );
            (name.to_owned(), text)
        };
        let stored =
            |of: &str, letter: char| made("lagret", of, &text, &format!("'{letter}' || CAST($1 AS VARCHAR(65534))"));
        let float = "CASE WHEN ABS($1) < 1e15 THEN 'n' ELSE 't' END || CAST($1 AS VARCHAR(65534))";
        let mut functions = vec![
            stored("VARCHAR", 't'),
            stored("DATE", 'd'),
            stored("TIMESTAMP", 'd'),
            stored("TIMESTAMPTZ", 'd'),
            stored("SMALLINT", 'n'),
            stored("INTEGER", 'n'),
            stored("BIGINT", 'n'),
            stored("DECIMAL(38, 10)", 'n'),
            made("lagret", "DOUBLE PRECISION", &text, float),
        ];
        let readings = in_order().map(|reading| {
            let returns = match reading {
                Reading::Text | Reading::Municipality => text.clone(),
                Reading::Number => "DECIMAL(38, 10)".to_owned(),
                Reading::Amount => "DECIMAL(18, 5)".to_owned(),
                _ => "INTEGER".to_owned(),
            };
            made(reading.function(), "VARCHAR", &returns, &expression(self, schema, reading, "$1"))
        });
        functions.extend(readings);
        functions.push(made("hele_maaneder", "INTEGER, INTEGER", "INTEGER", &whole_months(self, "$1", "$2")));
        let months = |from: &str, to: &str| self.whole_months(schema, from, to);
        functions.push(made("hele_aar", "INTEGER, INTEGER", "INTEGER", &whole_years(self, months, "$1", "$2")));
        functions
    }
    fn comments(&self, of: &Commented) -> Vec<String> {
        of.on_all(self)
    }

    fn own_municipality(&self, _: &str) -> String {
        "NULLIF(CURRENT_SETTING('noegle.kommune', TRUE), '')".to_owned()
    }

    fn how_to_set_municipality(&self) -> &'static str {
        "SET noegle.kommune TO '…'"
    }
}

/// `x` is what `lagret` writes.
impl Spelling for Redshift {
    fn stored(&self, x: &str) -> String {
        format!("SUBSTRING({x}, 2)")
    }

    fn is_date(&self, x: &str) -> String {
        format!("SUBSTRING({x}, 1, 1) = 'd'")
    }

    fn is_text(&self, x: &str) -> String {
        format!("SUBSTRING({x}, 1, 1) = 't'")
    }

    fn matches(&self, text: &str, pattern: &str) -> String {
        format!("{text} ~ '^({pattern})$'")
    }

    /// A cast that fails is an error: digits before the point are counted first. What comes after the point is cut at 15
    /// decimals before it is rounded.
    fn number(&self, text: &str, digits: u8, decimals: u8) -> String {
        let whole = format!("LTRIM(SPLIT_PART(LTRIM({text}, '+-'), '.', 1), '0')");
        let value = match decimals {
            10 => format!("CAST({text} AS DECIMAL(38, 10))"),
            decimals => format!("CAST(ROUND(CAST({text} AS DECIMAL(38, 15)), {decimals}) AS DECIMAL(19, {decimals}))"),
        };
        // What is rounded may get one digit more.
        format!(
            "CASE WHEN LENGTH({whole}) <= {digits} THEN CASE WHEN ABS({value}) < 1{} THEN {value} END END",
            "0".repeat(digits.into())
        )
    }

    fn other(&self, schema: &str, reading: Reading, x: &str) -> String {
        format!("{schema}.{}({x})", reading.function())
    }
}
