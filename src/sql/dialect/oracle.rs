//! Oracle.
//!
//! In and out: as [`Dialect`] says. Guaranteed now: read by two parsers, bound, and computed in translation; no Oracle was
//! ever asked. The reasons stand beside what they explain.
//!
//! The empty text is NULL here, and what is compared with NULL is neither equal nor unequal. So it is written as one blank:
//! texts are read without blanks at their end, and no text that is read can be that.

mod aliases;

use super::naming::folded_upwards;
use super::stored::{Spelling, expression, whole_months, whole_years};
use super::{Dialect, Reading, SourceLocation, Type, name_parts};

pub struct Oracle;

/// What stands for the empty text.
const EMPTY: &str = "' '";

impl Dialect for Oracle {
    /// A name without quotes is upper case, as ours are in some places. None may hold a quote.
    fn name(&self, name: &str) -> String {
        format!("\"{}\"", folded_upwards(name).replace(['"', '\0'], "'"))
    }

    /// Bytes.
    fn longest_name(&self) -> usize {
        128
    }

    fn text(&self, text: &str) -> String {
        match text {
            "" => EMPTY.to_owned(),
            text => format!("'{}'", text.replace('\0', " ").replace('\'', "''")),
        }
    }

    /// `skole.elev` is upper case as people mean it; `[elev]` and `"elev"` are as they stand.
    fn location(&self, location: &SourceLocation) -> String {
        match location {
            SourceLocation::Table(name) | SourceLocation::Csv(name) | SourceLocation::Parquet(name) => {
                let quoted = name.contains(['"', '[']);
                let part = |part: String| match quoted {
                    true => format!("\"{}\"", part.replace(['"', '\0'], "'")),
                    false => self.name(&part),
                };
                name_parts(name).into_iter().map(part).collect::<Vec<_>>().join(".")
            }
        }
    }

    /// A schema is a user, whom whoever runs the database makes.
    fn create_schema(&self, _schema: &str) -> Vec<String> {
        Vec::new()
    }

    fn drop_schema(&self, _schema: &str) -> Vec<String> {
        Vec::new()
    }

    fn create_view(&self, name: &str, query: &str) -> Vec<String> {
        vec![format!("CREATE OR REPLACE VIEW {name} AS\n{query}")]
    }

    fn create_table_as(&self, name: &str, query: &str) -> Vec<String> {
        vec![dropped(name), format!("CREATE TABLE {name} AS\n{query}")]
    }

    fn create_table(&self, name: &str, columns: &str) -> Vec<String> {
        vec![dropped(name), format!("CREATE TABLE {name} ({columns})")]
    }

    /// A block may hold `;`: a line with `/` ends it, as it ends any statement.
    fn end_of_statement(&self) -> &'static str {
        "\n/\n"
    }

    fn empty_text(&self) -> &'static str {
        EMPTY
    }

    /// Several rows of `VALUES` came with 23.
    fn values(&self, rows: &[String], line: &str) -> String {
        let row = |row: &String| {
            let values = row.strip_prefix('(').and_then(|row| row.strip_suffix(')')).unwrap_or(row);
            format!("{line}SELECT {values} FROM DUAL")
        };
        rows.iter().map(row).collect::<Vec<_>>().join(" UNION ALL\n")
    }

    /// No `AS` before the alias of a table.
    fn statement(&self, text: String) -> String {
        aliases::without_as(&text)
    }

    fn without_table(&self) -> &'static str {
        " FROM DUAL"
    }

    /// VARCHAR2 has at most 4,000 bytes unless the database is set up otherwise.
    fn column_type(&self, of: Type) -> String {
        match of {
            Type::Text => "VARCHAR2(4000)".to_owned(),
            Type::Integer => "NUMBER(10, 0)".to_owned(),
            Type::Wide => "NUMBER(38, 0)".to_owned(),
            Type::Decimal(digits, decimals) => format!("NUMBER({digits}, {decimals})"),
            Type::Date => "DATE".to_owned(),
        }
    }

    /// The blank that stands for the empty text is no part of a text with more to it.
    fn concat(&self, parts: &[String]) -> String {
        let is_literal = |part: &str| {
            let inner = part.strip_prefix('\'').and_then(|part| part.strip_suffix('\''));
            inner.is_some_and(|inner| !inner.is_empty() && !inner.contains('\''))
        };
        let shown = |part: &String| match is_literal(part) {
            true => part.clone(),
            false => format!("NULLIF({part}, {EMPTY})"),
        };
        let joined = parts.iter().map(shown).collect::<Vec<_>>().join("\n  || ");
        if parts.iter().any(|part| is_literal(part)) { joined } else { format!("COALESCE({joined}, {EMPTY})") }
    }

    /// A number has about 40 digits and is rounded where there are more, in silence: a cast says when there are.
    fn wide_quotient(&self, dividend: &str, divisor: &str) -> String {
        let (a, d) = (self.cast(dividend, Type::Wide), divisor);
        format!("CAST(({a} - MOD({a}, {d})) / {d} AS NUMBER(38, 0))")
    }

    fn wide_product(&self, a: &str, b: &str) -> String {
        self.cast(&format!("{a} * {b}"), Type::Wide)
    }

    /// `/` has some 40 digits.
    fn integer_quotient(&self, dividend: &str, divisor: &str) -> String {
        format!("FLOOR({dividend} / {divisor})")
    }

    /// There is no `%`.
    fn remainder(&self, dividend: &str, divisor: i32) -> String {
        format!("MOD({dividend}, {divisor})")
    }

    fn grouped(&self, number: &str) -> String {
        let groups = ",999".repeat(11);
        format!("REPLACE(TO_CHAR({number}, 'FM999{groups},990'), ',', '.')")
    }

    fn part(&self, text: &str, number: usize) -> String {
        format!("COALESCE(REGEXP_SUBSTR({text}, '([^|]*)([|]|$)', 1, {number}, NULL, 1), {EMPTY})")
    }

    fn beginning(&self, text: &str, length: usize) -> String {
        format!("SUBSTR({text}, 1, {length})")
    }

    fn date(&self, year: &str, month: &str) -> String {
        format!("TO_DATE(TO_CHAR(10000 * ({year}) + 100 * ({month}) + 1), 'YYYYMMDD')")
    }

    fn day_number(&self, year: &str, month: &str, day: &str) -> String {
        let first = format!("{} - DATE '1970-01-01'", self.date(year, month));
        if day == "1" { format!("({first})") } else { format!("({first} + {day} - 1)") }
    }

    fn month_of_day(&self, day: &str) -> String {
        let date = format!("(DATE '1970-01-01' + {day})");
        format!("(12 * EXTRACT(YEAR FROM {date}) + EXTRACT(MONTH FROM {date}) - 1)")
    }

    fn whole_months(&self, _schema: &str, from: &str, to: &str) -> String {
        whole_months(self, from, to)
    }

    fn whole_years(&self, _schema: &str, from: &str, to: &str) -> String {
        whole_years(self, |from, to| whole_months(self, from, to), from, to)
    }

    /// A function has arguments of one type.
    fn read(&self, schema: &str, reading: Reading, column: &str) -> String {
        expression(self, schema, reading, column)
    }

    /// Set by whoever opens the session.
    fn own_municipality(&self, _: &str) -> String {
        "SYS_CONTEXT('USERENV', 'CLIENT_IDENTIFIER')".to_owned()
    }

    fn how_to_set_municipality(&self) -> &'static str {
        "BEGIN DBMS_SESSION.SET_IDENTIFIER('…'); END;"
    }
}

/// There is no `IF EXISTS` before 23.
fn dropped(name: &str) -> String {
    let drop = format!("DROP TABLE {name}").replace('\'', "''");
    format!(
        "BEGIN\n  EXECUTE IMMEDIATE '{drop}';\nEXCEPTION\n  WHEN OTHERS THEN IF SQLCODE <> -942 THEN RAISE; END IF;\nEND;"
    )
}

/// `DUMP` tells the type of a value; as JSON a value is text that no setting of the session bears on.
impl Spelling for Oracle {
    fn stored(&self, x: &str) -> String {
        format!("JSON_VALUE(JSON_ARRAY({x}), '$[0]')")
    }

    fn is_date(&self, x: &str) -> String {
        format!("REGEXP_LIKE(DUMP({x}), '^Typ=(12|180|181|231) ')")
    }

    fn is_text(&self, x: &str) -> String {
        format!("REGEXP_LIKE(DUMP({x}), '^Typ=(1|96) ')")
    }

    fn matches(&self, text: &str, pattern: &str) -> String {
        format!("REGEXP_LIKE({text}, '^({pattern})$')")
    }

    /// By digits alone: how a number is read otherwise, the session decides. What comes after the decimals wanted and one
    /// more does not bear on the rounding.
    fn number(&self, text: &str, digits: u8, decimals: u8) -> String {
        let kept = decimals + 1;
        let whole = format!("REGEXP_SUBSTR({text}, '^[+-]?[0-9]*')");
        let fraction = format!("REGEXP_SUBSTR({text}, '[.]([0-9]*)', 1, 1, NULL, 1)");
        let units =
            format!("TO_NUMBER(LTRIM({whole}, '+') || SUBSTR({fraction} || '{}', 1, {kept}))", "0".repeat(kept.into()));
        let unit = format!("0.{}1", "0".repeat((kept - 1).into()));
        let value = format!("ROUND({units} * {unit}, {decimals})");
        // What is rounded may get one digit more.
        format!(
            "CASE WHEN {text} NOT LIKE '%e%' AND {text} NOT LIKE '%E%' AND COALESCE(LENGTH(LTRIM({whole}, '+-0')), 0) <= {digits} THEN\n    \
             CASE WHEN ABS({value}) < 1{} THEN CAST({value} AS NUMBER({}, {decimals})) END END",
            "0".repeat(digits.into()),
            digits + decimals
        )
    }

    /// There is no `RIGHT`.
    fn ending(&self, text: &str, length: usize) -> String {
        format!("SUBSTR({text}, -{length})")
    }

    fn between(&self, text: &str, from: usize, length: usize) -> String {
        format!("SUBSTR({text}, {from}, {length})")
    }

    fn rest(&self, text: &str, from: usize) -> String {
        format!("SUBSTR({text}, {from})")
    }

    fn integer(&self, text: &str) -> String {
        format!("TO_NUMBER({text})")
    }

    fn other(&self, schema: &str, reading: Reading, x: &str) -> String {
        format!("({})", expression(self, schema, reading, x))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_gets_out_of_its_quotes() {
        assert_eq!(Oracle.name("a\"b"), "\"a'b\"");
        assert_eq!(Oracle.name("beloeb_1"), "\"BELOEB_1\"");
        assert_eq!(Oracle.text("it's"), "'it''s'");
        let table = |name: &str| Oracle.location(&SourceLocation::Table(name.to_owned()));
        assert_eq!(table("skole.elev"), "\"SKOLE\".\"ELEV\"");
        assert_eq!(table("x; DROP TABLE y"), "\"x; DROP TABLE y\"");
        assert!(dropped("\"it's\"").contains("'DROP TABLE \"it''s\"'"));
    }

    #[test]
    fn the_empty_text_is_a_blank_by_itself_and_nothing_beside_others() {
        assert_eq!(Oracle.text(""), "' '");
        let parts = ["'a'".to_owned(), "b".to_owned()];
        assert_eq!(Oracle.concat(&parts), "'a'\n  || NULLIF(b, ' ')");
        assert_eq!(Oracle.concat(&parts[1..]), "COALESCE(NULLIF(b, ' '), ' ')");
    }
}
