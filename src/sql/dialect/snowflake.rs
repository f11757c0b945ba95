//! Snowflake.
//!
//! In and out: as [`Dialect`] says. Guaranteed now: read by two parsers, bound with Snowflake's rule of upper and lower
//! case, and computed by an imitation of it; the service itself was never asked. The reasons stand beside what they
//! explain.

use super::access::{AccessControl, snowflake as access};
use super::naming::folded_upwards;
use super::stored::{Spelling, expression, in_order, whole_months, whole_years};
use super::{Commented, Dialect, Reading, SourceLocation, Type, name_parts};

pub struct Snowflake;

impl Dialect for Snowflake {
    /// A name without quotes is upper case, one in quotes is as it stands: ours are written without them in some places.
    fn name(&self, name: &str) -> String {
        format!("\"{}\"", folded_upwards(name).replace('"', "\"\""))
    }

    /// A backslash escapes.
    fn text(&self, text: &str) -> String {
        format!("'{}'", text.replace('\0', " ").replace('\\', "\\\\").replace('\'', "''"))
    }

    /// `skole.elev` is upper case as people mean it; `[elev]` and `"elev"` are as they stand.
    fn location(&self, location: &SourceLocation) -> String {
        match location {
            SourceLocation::Table(name) | SourceLocation::Csv(name) | SourceLocation::Parquet(name) => {
                let quoted = name.contains(['"', '[']);
                let part =
                    |part: String| if quoted { format!("\"{}\"", part.replace('"', "\"\"")) } else { self.name(&part) };
                name_parts(name).into_iter().map(part).collect::<Vec<_>>().join(".")
            }
        }
    }

    /// Rights that were given stay.
    fn create_view(&self, name: &str, query: &str) -> Vec<String> {
        vec![format!("CREATE OR REPLACE VIEW {name} COPY GRANTS AS\n{query}")]
    }

    fn create_table_as(&self, name: &str, query: &str) -> Vec<String> {
        vec![format!("CREATE OR REPLACE TABLE {name} COPY GRANTS AS\n{query}")]
    }

    fn create_table(&self, name: &str, columns: &str) -> Vec<String> {
        vec![format!("CREATE OR REPLACE TABLE {name} ({columns}) COPY GRANTS")]
    }

    /// A whole number has 38 digits; too large a product is an error.
    fn column_type(&self, of: Type) -> String {
        match of {
            Type::Text => "VARCHAR".to_owned(),
            Type::Integer => "INTEGER".to_owned(),
            Type::Wide => "NUMBER(38, 0)".to_owned(),
            Type::Decimal(digits, decimals) => format!("NUMBER({digits}, {decimals})"),
            Type::Date => "DATE".to_owned(),
        }
    }

    /// `/` is rounded to some decimals; what is divided here divides without rest.
    fn wide_quotient(&self, dividend: &str, divisor: &str) -> String {
        format!("CAST(({dividend} - MOD({dividend}, {divisor})) / {divisor} AS NUMBER(38, 0))")
    }

    /// `/` has at least six decimals, which is enough for a divisor of less than six digits.
    fn integer_quotient(&self, dividend: &str, divisor: &str) -> String {
        format!("FLOOR({dividend} / {divisor})")
    }

    fn grouped(&self, number: &str) -> String {
        format!("LTRIM(REVERSE(REGEXP_REPLACE(REVERSE(CAST({number} AS VARCHAR)), '([0-9]{{3}})', '\\\\1.')), '.')")
    }

    fn part(&self, text: &str, number: usize) -> String {
        format!("SPLIT_PART({text}, '|', {number})")
    }

    fn date(&self, year: &str, month: &str) -> String {
        format!("DATE_FROM_PARTS({year}, {month}, 1)")
    }

    fn day_number(&self, year: &str, month: &str, day: &str) -> String {
        format!("DATEDIFF('day', DATE '1970-01-01', DATE_FROM_PARTS({year}, {month}, {day}))")
    }

    fn month_of_day(&self, day: &str) -> String {
        let date = format!("DATEADD('day', {day}, DATE '1970-01-01')");
        format!("(12 * YEAR({date}) + MONTH({date}) - 1)")
    }

    fn whole_months(&self, schema: &str, from: &str, to: &str) -> String {
        format!("{schema}.hele_maaneder({from}, {to})")
    }

    fn whole_years(&self, schema: &str, from: &str, to: &str) -> String {
        format!("{schema}.hele_aar({from}, {to})")
    }

    /// A VARIANT holds a value of any type and knows which.
    fn read(&self, schema: &str, reading: Reading, column: &str) -> String {
        format!("{schema}.{}(TO_VARIANT({column}))", reading.function())
    }

    fn functions(&self, schema: &str) -> Vec<(String, String)> {
        let made = |name: &str, arguments: &str, returns: &str, body: &str| {
            let head = format!("CREATE OR REPLACE FUNCTION {schema}.{name}({arguments}) RETURNS {returns}");
            (name.to_owned(), format!("{head}\nIMMUTABLE AS $$\n{body}\n$$"))
        };
        let reading = |reading: &Reading| {
            let returns = match reading {
                Reading::Text | Reading::Municipality => "VARCHAR",
                Reading::Number => "NUMBER(38, 10)",
                Reading::Amount => "NUMBER(18, 5)",
                _ => "INTEGER",
            };
            made(reading.function(), "x VARIANT", returns, &expression(self, schema, *reading, "x"))
        };
        let mut functions: Vec<(String, String)> = in_order().iter().map(reading).collect();
        let days = "fra INTEGER, til INTEGER";
        functions.push(made("hele_maaneder", days, "INTEGER", &whole_months(self, "fra", "til")));
        let months = |from: &str, to: &str| self.whole_months(schema, from, to);
        functions.push(made("hele_aar", days, "INTEGER", &whole_years(self, months, "fra", "til")));
        functions
    }

    fn create_schema(&self, schema: &str) -> Vec<String> {
        vec![format!("CREATE SCHEMA IF NOT EXISTS {schema}"), access::kept_table(schema)]
    }
    /// Columns of views have comments only where the view is made.
    fn comments(&self, of: &Commented) -> Vec<String> {
        vec![of.on_object(self)]
    }

    fn own_municipality(&self, schema: &str) -> String {
        access::own_municipality(schema)
    }

    fn how_to_set_municipality(&self) -> &'static str {
        "brugerens kommune står i adgang_kommuner"
    }

    fn access(&self) -> Option<&dyn AccessControl> {
        Some(self)
    }
}

/// `x` is a VARIANT.
impl Spelling for Snowflake {
    fn stored(&self, x: &str) -> String {
        format!("CAST({x} AS VARCHAR)")
    }

    fn is_date(&self, x: &str) -> String {
        format!("TYPEOF({x}) IN ('DATE', 'TIMESTAMP_NTZ', 'TIMESTAMP_LTZ', 'TIMESTAMP_TZ')")
    }

    fn is_text(&self, x: &str) -> String {
        format!("TYPEOF({x}) = 'VARCHAR'")
    }

    /// The whole text has to match.
    fn matches(&self, text: &str, pattern: &str) -> String {
        format!("REGEXP_LIKE({text}, '{pattern}')")
    }

    fn is_day(&self, text: &str) -> String {
        format!("TRY_TO_DATE({text}, 'YYYY-MM-DD') IS NOT NULL")
    }

    fn number(&self, text: &str, digits: u8, decimals: u8) -> String {
        format!("TRY_TO_DECIMAL({text}, {}, {decimals})", digits + decimals)
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
        assert_eq!(Snowflake.name("a\"b"), "\"a\"\"b\"");
        assert_eq!(Snowflake.name("beloeb_1"), "\"BELOEB_1\"");
        assert_eq!(Snowflake.text("it's \\"), "'it''s \\\\'");
        let table = |name: &str| Snowflake.location(&SourceLocation::Table(name.to_owned()));
        assert_eq!(table("skole.elev"), "\"SKOLE\".\"ELEV\"");
        assert_eq!(table("\"skole\".\"Elev\""), "\"skole\".\"Elev\"");
        assert_eq!(table("x; DROP TABLE y"), "\"x; DROP TABLE y\"");
    }
}
