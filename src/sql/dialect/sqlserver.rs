//! SQL Server 2016 SP1 to 2019; also Azure SQL.
//!
//! In and out: as [`Dialect`] says. Guaranteed now: every statement is accepted by Microsoft's parser and binds in
//! Microsoft's model (`tests/engines/sqlserver.py`), and gives the interpreter's rows when it is run by way of DuckDB. No
//! SQL Server has run it.
//!
//! A batch holds one statement, and `GO` stands between batches in a file. Texts are `NVARCHAR` with a binary collation, so
//! that they compare letter by letter whatever the database's own collation is; `=` does not see blanks at the end, which
//! reading has taken off.

mod reading;

use super::access::{AccessControl, sqlserver as access};
use super::{Commented, Dialect, Limits, Reading, SourceLocation, Type, name_parts};

pub struct SqlServer;

pub(super) const COLLATE: &str = "COLLATE Latin1_General_100_BIN2";

/// The day from which days are counted.
const FIRST_DAY: &str = "CONVERT(DATE, N'1970-01-01', 23)";

impl Dialect for SqlServer {
    fn name(&self, name: &str) -> String {
        format!("[{}]", name.replace(']', "]]"))
    }

    /// 128, less what [`filling`] puts before a name. Names that differ by letter case alone may be one; the language has
    /// no such names.
    fn longest_name(&self) -> usize {
        120
    }

    /// `N`, for without it letters become those of a code page. A line that a client takes for the end of the batch is
    /// no line of its own in the script.
    fn text(&self, text: &str) -> String {
        let quoted = |text: &str| format!("N'{}'", text.replace('\0', " ").replace('\'', "''"));
        if !text.lines().any(ends_batch) {
            return quoted(text);
        }
        let lines: Vec<String> = text.split('\n').map(quoted).collect();
        format!("({})", lines.join(" + NCHAR(10) + "))
    }

    /// A literal has no collation until it stands beside a column, and as a column it would get the database's.
    fn text_value(&self, text: &str) -> String {
        format!("{} {COLLATE}", self.text(text))
    }

    fn location(&self, location: &SourceLocation) -> String {
        match location {
            SourceLocation::Table(name) | SourceLocation::Csv(name) | SourceLocation::Parquet(name) => {
                name_parts(name).iter().map(|part| self.name(part)).collect::<Vec<_>>().join(".")
            }
        }
    }

    /// `CREATE SCHEMA` must be alone in its batch, and has no `IF NOT EXISTS`.
    fn create_schema(&self, schema: &str) -> Vec<String> {
        let named = self.text(&bare(schema));
        let create = self.text(&format!("CREATE SCHEMA {}", self.name(&bare(schema))));
        let mut statements = vec![format!("IF SCHEMA_ID({named}) IS NULL EXEC({create})")];
        statements.extend(access::before(schema, &bare(schema)));
        statements
    }

    /// A schema goes only when it is empty; its objects go one by one, the youngest first.
    fn drop_schema(&self, schema: &str) -> Vec<String> {
        let named = self.text(&bare(schema));
        let empty = format!(
            "DECLARE @fjern NVARCHAR(600);\nWHILE 1 = 1\nBEGIN\n  SET @fjern = (\n    SELECT TOP (1) CONCAT(N'DROP ', CASE o.type WHEN 'V' THEN N'VIEW ' WHEN 'U' THEN N'TABLE ' ELSE N'FUNCTION ' END,\n      \
             QUOTENAME(s.name), N'.', QUOTENAME(o.name))\n    FROM sys.objects AS o\n    JOIN sys.schemas AS s ON s.schema_id = o.schema_id\n    \
             WHERE s.name = {named} AND o.type IN ('V', 'U', 'IF')\n    ORDER BY o.object_id DESC);\n  IF @fjern IS NULL BREAK;\n  EXEC(@fjern);\nEND;\nDROP SCHEMA IF EXISTS {schema}"
        );
        vec![access::no_policy(schema), empty]
    }

    fn create_view(&self, name: &str, query: &str) -> Vec<String> {
        vec![format!("CREATE OR ALTER VIEW {name} AS\n{query}")]
    }

    /// `SELECT … INTO` takes no query that begins with `WITH`: the query is a view, which also fills the table anew.
    fn create_table_as(&self, name: &str, query: &str) -> Vec<String> {
        let view = filling(name);
        let mut statements = vec![format!("-- Rækkerne i {name}\nCREATE OR ALTER VIEW {view} AS\n{query}")];
        statements.push(format!("DROP TABLE IF EXISTS {name}"));
        statements.push(format!("SELECT * INTO {name} FROM {view}"));
        statements
    }

    /// A view has no order, and a table without an index none either.
    fn kept_in_order(&self, _column: &str) -> String {
        String::new()
    }

    fn create_table(&self, name: &str, columns: &str) -> Vec<String> {
        vec![format!("DROP TABLE IF EXISTS {name}"), format!("CREATE TABLE {name} ({columns})")]
    }

    fn refill(&self, name: &str, _query: &str) -> Vec<String> {
        vec![self.empty(name), format!("INSERT INTO {name}\nSELECT * FROM {}", filling(name))]
    }

    fn end_of_statement(&self) -> &'static str {
        ";\nGO\n"
    }

    /// 4,000 letters are the most that is no large object.
    fn column_type(&self, of: Type) -> String {
        match of {
            Type::Text => format!("NVARCHAR(4000) {COLLATE}"),
            Type::Integer => "INT".to_owned(),
            Type::Wide => "DECIMAL(38, 0)".to_owned(),
            Type::Decimal(digits, decimals) => format!("DECIMAL({digits}, {decimals})"),
            Type::Date => "DATE".to_owned(),
        }
    }

    fn cast(&self, expression: &str, to: Type) -> String {
        match to {
            Type::Text => format!("CAST({expression} AS NVARCHAR(4000)) {COLLATE}"),
            other => format!("CAST({expression} AS {})", self.column_type(other)),
        }
    }

    /// `CONCAT` takes NULL for the empty text, and a period without a month would get a name.
    fn concat(&self, parts: &[String]) -> String {
        format!("({}) {COLLATE}", parts.join(" + "))
    }

    /// `GREATEST` came with 2022.
    fn greatest(&self, expressions: &[String]) -> String {
        most("MAX", ">=", expressions)
    }

    fn least(&self, expressions: &[String]) -> String {
        most("MIN", "<=", expressions)
    }

    /// Of decimals without decimals the quotient has 6, of 38 digits: the dividend is made a multiple of the divisor first,
    /// so that nothing is cut off and nothing rounded.
    fn wide_quotient(&self, dividend: &str, divisor: &str) -> String {
        let (a, d) = (single(dividend), single(divisor));
        self.cast(&format!("({a} - {a} % {d}) / {d}"), Type::Wide)
    }

    fn padded(&self, number: &str, width: usize) -> String {
        format!("RIGHT(N'{}' + CAST({number} AS NVARCHAR(40)), {width}) {COLLATE}", "0".repeat(width))
    }

    /// `FORMAT` is slow and depends on the language of the session.
    fn grouped(&self, number: &str) -> String {
        let groups: Vec<String> = (0..13).map(|group| format!("SUBSTRING(c.t, {}, 3)", 3 * group + 1)).collect();
        format!(
            "(SELECT SUBSTRING(g.t, PATINDEX(N'%[^0.]%', CONCAT(LEFT(g.t, 50), N'x') {COLLATE}), 51) FROM (\n  SELECT CONCAT({}) {COLLATE} AS t FROM (\n    \
             SELECT RIGHT(CONCAT(REPLICATE(N'0', 39), {number}), 39) {COLLATE} AS t) AS c) AS g)",
            groups.join(", N'.', ")
        )
    }

    /// From bar to bar, with enough bars at the end.
    fn part(&self, text: &str, number: usize) -> String {
        let mut steps = format!("(SELECT CONCAT({text}, N'{}') {COLLATE} AS t, 0 AS n) AS p0", "|".repeat(number));
        for place in 1..=number {
            let before = place - 1;
            steps
                .push_str(&format!("\n  CROSS APPLY (SELECT CHARINDEX(N'|', p0.t, p{before}.n + 1) AS n) AS p{place}"));
        }
        let before = number.saturating_sub(1);
        format!("(SELECT SUBSTRING(p0.t, p{before}.n + 1, p{number}.n - p{before}.n - 1) FROM {steps})")
    }

    /// `RTRIM` takes only blanks.
    fn without_zeros(&self, text: &str) -> String {
        format!("REPLACE(RTRIM(REPLACE({text}, N'0', N' ')), N' ', N'0')")
    }

    fn date(&self, year: &str, month: &str) -> String {
        format!("DATEFROMPARTS({year}, {month}, 1)")
    }

    fn day_number(&self, year: &str, month: &str, day: &str) -> String {
        format!("DATEDIFF(DAY, {FIRST_DAY}, DATEFROMPARTS({year}, {month}, {day}))")
    }

    fn month_of_day(&self, day: &str) -> String {
        let date = format!("DATEADD(DAY, {day}, {FIRST_DAY})");
        format!("(12 * YEAR({date}) + MONTH({date}) - 1)")
    }

    fn whole_months(&self, _schema: &str, from: &str, to: &str) -> String {
        reading::whole_months(from, to)
    }

    /// Whole numbers are divided toward zero.
    fn whole_years(&self, _schema: &str, from: &str, to: &str) -> String {
        format!("({} / 12)", reading::whole_months(from, to))
    }

    /// Functions that are tables of one row are put in place of the call; others are called row by row.
    fn read(&self, schema: &str, reading: Reading, column: &str) -> String {
        format!("(SELECT v FROM {schema}.{}({column}))", reading.function())
    }

    fn functions(&self, schema: &str) -> Vec<(String, String)> {
        let mut functions = reading::functions(schema);
        functions.push(access::own_municipality(schema));
        functions
    }
    fn limits(&self) -> Limits {
        Limits { views: Some(32), cases: Some(10), ..Limits::default() }
    }
    /// `MS_Description`, which the vendor's tools show; it can only be added where there is none, and only be changed where
    /// there is one. One batch for an object and its columns.
    fn comments(&self, of: &Commented) -> Vec<String> {
        let (schema, name, object) = (self.text(of.schema), self.text(of.name), self.text(of.object));
        let level = format!(
            "@level0type = N'SCHEMA', @level0name = {schema}, @level1type = N'{}', @level1name = {name}",
            of.kind()
        );
        let one = |column: Option<&str>, text: &str| {
            let (id, level) = match column {
                None => ("0".to_owned(), level.clone()),
                Some(column) => {
                    let column = self.text(column);
                    (
                        format!("COLUMNPROPERTY(OBJECT_ID({object}), {column}, N'ColumnId')"),
                        format!("{level}, @level2type = N'COLUMN', @level2name = {column}"),
                    )
                }
            };
            let said = |verb: &str| {
                format!(
                    "EXEC sys.sp_{verb}extendedproperty @name = N'MS_Description', @value = {}, {level}",
                    self.text(text)
                )
            };
            format!(
                "IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID({object}) AND p.minor_id = {id} AND p.name = N'MS_Description')\n  \
                 {};\nELSE\n  {}",
                said("update"),
                said("add")
            )
        };
        let columns = of.columns.iter().map(|(column, text)| one(Some(column), text));
        let all: Vec<String> = [one(None, of.text)].into_iter().chain(columns).collect();
        vec![all.join(";\n")]
    }

    fn own_municipality(&self, schema: &str) -> String {
        format!("(SELECT v FROM {schema}.egen_kommune())")
    }

    fn how_to_set_municipality(&self) -> &'static str {
        "brugerens kommune står i adgang_kommuner; den, der bygger, vælger selv: EXEC sys.sp_set_session_context N'kommune', N'…'"
    }

    fn access(&self) -> Option<&dyn AccessControl> {
        Some(self)
    }
}

/// A line that clients end a batch at: `GO`, maybe with a number or a comment after it.
fn ends_batch(line: &str) -> bool {
    let line = line.trim().to_ascii_lowercase();
    line.strip_prefix("go")
        .is_some_and(|rest| !rest.starts_with(|letter: char| letter.is_alphabetic() || letter == '_'))
}

/// A schema's name without its quotes.
fn bare(name: &str) -> String {
    name_parts(name).concat()
}

/// The view that fills a table, in the same schema.
fn filling(table: &str) -> String {
    let parts = name_parts(table);
    let (last, before) = parts.split_last().expect("a name has a part");
    let schema: String = before.iter().map(|part| format!("{}.", SqlServer.name(part))).collect();
    format!("{schema}{}", SqlServer.name(&format!("fylder_{last}")))
}

/// The greatest or least of expressions. An aggregate can neither stand in a query inside nor hold one: of two, and of
/// aggregates, CASE chooses.
fn most(aggregate: &str, sign: &str, expressions: &[String]) -> String {
    let aggregates = ["MAX(", "MIN(", "SUM(", "COUNT("];
    let has_aggregate = expressions.iter().any(|one| aggregates.iter().any(|name| one.contains(name)));
    if expressions.len() > 2 && !has_aggregate {
        return format!("(SELECT {aggregate}(m.v) FROM (VALUES ({})) AS m(v))", expressions.join("), ("));
    }
    let mut text = "CASE".to_owned();
    let mut rest = expressions;
    while let [one, others @ ..] = rest {
        if others.is_empty() {
            text.push_str(&format!(" ELSE {one} END"));
        } else {
            let tests: Vec<String> =
                others.iter().map(|other| format!("({one} {sign} {other} OR {other} IS NULL)")).collect();
            text.push_str(&format!(" WHEN {} THEN {one}", tests.join(" AND ")));
        }
        rest = others;
    }
    text
}

/// An expression as one factor.
fn single(expression: &str) -> String {
    let plain = expression.chars().all(|letter| letter.is_alphanumeric() || "_.[]".contains(letter));
    if plain || is_enclosed(expression) { expression.to_owned() } else { format!("({expression})") }
}

/// Whether the first parenthesis is closed by the last letter.
fn is_enclosed(expression: &str) -> bool {
    let mut depth = 0;
    expression.starts_with('(')
        && expression.char_indices().all(|(place, letter)| {
            match letter {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            depth > 0 || place + 1 == expression.len()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_gets_out_of_its_quotes() {
        assert_eq!(SqlServer.name("x]; DROP TABLE y"), "[x]]; DROP TABLE y]");
        assert_eq!(SqlServer.text("it's"), "N'it''s'");
        assert_eq!(SqlServer.text("a\nb"), "N'a\nb'");
        assert_eq!(SqlServer.text("a\n go 2\ngodt"), "(N'a' + NCHAR(10) + N' go 2' + NCHAR(10) + N'godt')");
        let table = |name: &str| SqlServer.location(&SourceLocation::Table(name.to_owned()));
        assert_eq!(table("[Oekonomi].[Fact]]Regnskab]"), "[Oekonomi].[Fact]]Regnskab]");
        assert_eq!(table("x; DROP TABLE y"), "[x; DROP TABLE y]");
    }

    #[test]
    fn quotients_are_of_whole_factors() {
        assert_eq!(
            SqlServer.wide_quotient("(2 * a + b)", "2 * b"),
            "CAST(((2 * a + b) - (2 * a + b) % (2 * b)) / (2 * b) AS DECIMAL(38, 0))"
        );
        assert_eq!(single("(a) - (b)"), "((a) - (b))");
    }
}
