//! What engines say differently, as tables of differences with the reasons.
//!
//! In: parts of statements. Out: their text for an engine. Guaranteed now: everything that differs between engines is
//! asked of a [`Dialect`]; what is written elsewhere under `sql` is the same for all. What most engines say alike has an
//! answer here, so that a dialect's file holds only how its engine differs.
//!
//! What is the same for all, and why: no value is ever true or false (T-SQL and Oracle have no such type), conditions
//! stand where conditions may; nothing is divided but by [`Dialect::wide_quotient`] and [`Dialect::integer_quotient`];
//! text is compared byte by byte once it is read ([`Dialect::read`]); months are first days of months only.

mod access;
mod bigquery;
mod calendar;
mod clickhouse;
#[cfg(test)]
mod contract;
mod databricks;
mod duckdb;
mod mariadb;
mod named_columns;
mod naming;
mod oracle;
mod postgres;
mod redshift;
mod snowflake;
mod sqlite;
mod sqlserver;
mod stored;
mod trino;

use super::SourceLocation;
use super::limits::Limits;
pub use access::{AccessControl, ClosedTable};
pub use bigquery::BigQuery;
pub use clickhouse::ClickHouse;
pub use databricks::Databricks;
pub use duckdb::DuckDb;
pub use mariadb::MariaDb;
pub use naming::name_parts;
pub use oracle::Oracle;
pub use postgres::Postgres;
pub use redshift::Redshift;
pub use snowflake::Snowflake;
pub use sqlite::Sqlite;
pub use sqlserver::SqlServer;
pub use trino::Trino;

/// Longer expressions stand on lines of their own.
const LINE: usize = 90;

/// A type of columns and expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    Text,
    /// Months, years, days and counts: 32 bits.
    Integer,
    /// Whole numbers of 38 digits.
    Wide,
    /// Digits in all, and how many of them are decimals.
    Decimal(u8, u8),
    Date,
}

/// What figures are published as.
pub const PUBLISHED: Type = Type::Decimal(28, 5);

/// How a stored value is read. What comes out of unreadable values is NULL, but of texts and kommuner the empty text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    /// Text without blanks at its end.
    Text,
    /// Text; a number of fewer than three digits gets zeros before it.
    Municipality,
    /// `202405`, also of ledger periods up to 16.
    Month,
    /// `20240531`
    Date,
    /// `2024`
    Year,
    /// A day of the calendar as the number of days since 1 January 1970.
    Day,
    /// The Thursday of a week, `20240530`.
    Week,
    /// `20242`
    Quarter,
    /// The year in which a school year begins.
    SchoolYear,
    /// DECIMAL(38, 10)
    Number,
    /// DECIMAL(18, 5); larger amounts are unreadable.
    Amount,
}

impl Reading {
    pub const ALL: [Reading; 11] = [
        Reading::Text,
        Reading::Municipality,
        Reading::Month,
        Reading::Date,
        Reading::Year,
        Reading::Day,
        Reading::Week,
        Reading::Quarter,
        Reading::SchoolYear,
        Reading::Number,
        Reading::Amount,
    ];

    /// The function that reads so, where the engine has functions of its own.
    pub fn function(self) -> &'static str {
        match self {
            Reading::Text => "laes_tekst",
            Reading::Municipality => "laes_kommune",
            Reading::Month => "laes_maaned",
            Reading::Date => "laes_dato",
            Reading::Year => "laes_aar",
            Reading::Day => "laes_dag",
            Reading::Week => "laes_uge",
            Reading::Quarter => "laes_kvartal",
            Reading::SchoolYear => "laes_skoleaar",
            Reading::Number => "laes_tal",
            Reading::Amount => "laes_beloeb",
        }
    }
}

/// An object that readers see, and what it is in words of one line.
pub struct Commented<'a> {
    /// As the engine keeps them, not quoted.
    pub schema: &'a str,
    pub name: &'a str,
    /// As statements name it.
    pub object: &'a str,
    pub is_view: bool,
    pub text: &'a str,
    /// Its columns, whose names are plain, and what they hold.
    pub columns: &'a [(&'a str, String)],
}

impl Commented<'_> {
    pub fn kind(&self) -> &'static str {
        if self.is_view { "VIEW" } else { "TABLE" }
    }

    /// `COMMENT ON VIEW … IS '…'`, as many engines say it.
    fn on_object(&self, dialect: &(impl Dialect + ?Sized)) -> String {
        format!("COMMENT ON {} {} IS {}", self.kind(), self.object, dialect.text(self.text))
    }

    /// The same with one for each column.
    fn on_all(&self, dialect: &(impl Dialect + ?Sized)) -> Vec<String> {
        let column = |(name, text): &(&str, String)| {
            format!("COMMENT ON COLUMN {}.{name} IS {}", self.object, dialect.text(text))
        };
        [self.on_object(dialect)].into_iter().chain(self.columns.iter().map(column)).collect()
    }
}

/// An engine's way of writing. `schema` is always the schema's name, quoted where it must be.
pub trait Dialect: Sync {
    // --- Names and texts ---

    /// A name, quoted so that no letter in it means anything else.
    fn name(&self, name: &str) -> String {
        format!("\"{}\"", name.replace('"', "\"\""))
    }

    /// Names that are longer are shortened ([`super::writer::Writer`]), so that no two become one.
    fn longest_name(&self) -> usize {
        255
    }

    /// An object of the schema; `name` is quoted where it must be.
    fn object(&self, schema: &str, name: &str) -> String {
        format!("{schema}.{name}")
    }

    /// A text, quoted so that no letter in it means anything else.
    fn text(&self, text: &str) -> String {
        format!("'{}'", text.replace('\0', " ").replace('\'', "''"))
    }

    /// What stands for the text without letters, in columns and beside them.
    fn empty_text(&self) -> &'static str {
        "''"
    }

    /// A whole number, of any size and exact.
    fn whole_literal(&self, digits: &str) -> String {
        digits.to_owned()
    }

    /// A number with decimals, at most 10, or without; exact.
    fn decimal_literal(&self, digits: &str) -> String {
        digits.to_owned()
    }

    /// A text that is the value of a column, or part of it, and does not only stand beside one.
    fn text_value(&self, text: &str) -> String {
        self.text(text)
    }

    /// A place to read source rows from.
    fn location(&self, location: &SourceLocation) -> String;

    // --- Statements ---

    fn create_schema(&self, schema: &str) -> Vec<String> {
        vec![format!("CREATE SCHEMA IF NOT EXISTS {schema}")]
    }

    /// Removes a schema with all in it, when there is one.
    fn drop_schema(&self, schema: &str) -> Vec<String> {
        vec![format!("DROP SCHEMA IF EXISTS {schema} CASCADE")]
    }

    /// Removes all that statements made in a schema, the last first, and the schema.
    fn drop_all(&self, schema: &str, _statements: &[&str]) -> Vec<String> {
        self.drop_schema(schema)
    }

    /// Makes or replaces a view; the last statement is the one that makes it.
    fn create_view(&self, name: &str, query: &str) -> Vec<String>;

    /// Makes or replaces a table with the rows of a query; the last statement is the one that makes it.
    fn create_table_as(&self, name: &str, query: &str) -> Vec<String>;

    /// Makes or replaces an empty table; the last statement is the one that makes it.
    fn create_table(&self, name: &str, columns: &str) -> Vec<String>;

    /// The end of a query whose rows are kept in a table, by which the engine finds those of a code sooner.
    fn kept_in_order(&self, column: &str) -> String {
        format!("\nORDER BY {column}")
    }

    /// Gives a table made by [`Self::create_table_as`] the rows that its query has now.
    fn refill(&self, name: &str, query: &str) -> Vec<String> {
        vec![self.empty(name), format!("INSERT INTO {name}\n{query}")]
    }

    /// A statement after which the engine knows what a filled table holds, where it would not find out by itself in time.
    fn look_through(&self, _name: &str) -> Option<String> {
        None
    }

    /// Takes all rows out of a table.
    fn empty(&self, name: &str) -> String {
        format!("DELETE FROM {name}")
    }

    /// What follows the name of a table that rows are put into; each row is in parentheses, on a line that begins so.
    fn values(&self, rows: &[String], line: &str) -> String {
        format!("VALUES\n{line}{}", rows.join(&format!(",\n{line}")))
    }

    /// The last word on a statement that is written whole.
    fn statement(&self, text: String) -> String {
        text
    }

    /// What stands between statements in a file.
    fn end_of_statement(&self) -> &'static str {
        ";\n"
    }

    // --- Types and expressions ---

    /// A type as columns of tables have it.
    fn column_type(&self, of: Type) -> String;

    /// The type of columns with texts for people, of any length, which nothing is looked up or grouped by.
    fn long_text(&self) -> String {
        self.column_type(Type::Text)
    }

    /// What follows the columns of a table whose rows are looked up by some of them, for engines that look through all rows
    /// otherwise.
    fn key(&self, _columns: &[&str]) -> String {
        String::new()
    }

    /// An expression as a value of a type; what does not fit is an error.
    fn cast(&self, expression: &str, to: Type) -> String {
        format!("CAST({expression} AS {})", self.column_type(to))
    }

    /// What a query without a table selects from.
    fn without_table(&self) -> &'static str {
        ""
    }

    /// Texts one after another; none of them is NULL.
    fn concat(&self, parts: &[String]) -> String {
        let line = parts.join(" || ");
        if line.chars().count() <= LINE { line } else { parts.join("\n  || ") }
    }

    /// What stands between queries whose rows come once each.
    fn union(&self) -> &'static str {
        "UNION"
    }

    /// The greatest of two or more; NULL, or the greatest of the others, where one is NULL.
    fn greatest(&self, expressions: &[String]) -> String {
        format!("GREATEST({})", expressions.join(", "))
    }

    /// The least of two or more; NULL, or the least of the others, where one is NULL.
    fn least(&self, expressions: &[String]) -> String {
        format!("LEAST({})", expressions.join(", "))
    }

    /// The whole part of a quotient of wide, not negative numbers: exact, and an error when it does not fit. The operands
    /// bind at least as tight as a product.
    fn wide_quotient(&self, dividend: &str, divisor: &str) -> String;

    /// A product of wide numbers; what does not fit is an error. The operands bind at least as tight as a product.
    fn wide_product(&self, a: &str, b: &str) -> String {
        format!("{a} * {b}")
    }

    /// The whole part of a quotient of 32-bit numbers that are not negative. The dividend binds at least as tight as a
    /// product, the divisor is a single factor; what comes out binds at least as a product does.
    fn integer_quotient(&self, dividend: &str, divisor: &str) -> String {
        format!("{dividend} / {divisor}")
    }

    /// What is left by a whole division of not negative numbers. It binds as [`Self::integer_quotient`] does.
    fn remainder(&self, dividend: &str, divisor: i32) -> String {
        format!("{dividend} % {divisor}")
    }

    /// A published amount times a literal, with all its decimals.
    fn product(&self, amount: &str, factor: &str) -> String {
        format!("{amount} * {factor}")
    }

    /// A published amount as a wide number of units of 10^-5.
    fn units(&self, amount: &str) -> String {
        self.cast(&format!("{amount} * 100000"), Type::Wide)
    }

    /// A wide number of units of 10^-5 as a published amount.
    fn amount_of_units(&self, units: &str) -> String {
        let whole = self.cast(units, Type::Decimal(28, 0));
        self.cast(&format!("{whole} * 0.00001"), PUBLISHED)
    }

    /// Whole numbers have 64 bits, and what is larger becomes floating point in silence: products are taken apart, and
    /// what is not whole is [`Self::refused`]. Amounts are whole numbers there, of units of 10^-5.
    fn is_narrow(&self) -> bool {
        false
    }

    /// An error, if it is computed at all; where [`Self::is_narrow`].
    fn refused(&self, number: &str) -> String {
        number.to_owned()
    }

    /// A whole number of something as an amount.
    fn amount_of_whole(&self, whole: &str) -> String {
        whole.to_owned()
    }

    /// A literal as an amount, with at most five decimals.
    fn amount_literal(&self, digits: &str) -> String {
        digits.to_owned()
    }

    /// An amount as text, as it is.
    fn amount_text(&self, amount: &str) -> String {
        self.cast(amount, Type::Text)
    }

    /// An amount as text with two decimals.
    fn amount_in_cents(&self, amount: &str) -> String {
        self.cast(&self.cast(amount, Type::Decimal(28, 2)), Type::Text)
    }

    /// The number of a column, as text.
    fn number_text(&self, number: &str) -> String {
        self.cast(number, Type::Text)
    }

    /// An amount as whoever computes with it exactly reads it.
    fn read_amount(&self, amount: &str) -> String {
        amount.to_owned()
    }

    /// An amount as it is stored in `resultat` and `sammenligning`: an error where it could not be shown.
    fn stored_amount(&self, amount: &str) -> String {
        amount.to_owned()
    }

    /// An amount as people read it, where it is kept otherwise: views beside the tables show it so.
    fn shown_amount(&self, _amount: &str) -> Option<String> {
        None
    }

    /// A whole number as text with leading zeros.
    fn padded(&self, number: &str, width: usize) -> String {
        format!("LPAD({}, {width}, '0')", self.cast(number, Type::Text))
    }

    /// A whole number that is not negative as text with points between groups of three, `1.250.000`.
    fn grouped(&self, number: &str) -> String;

    /// The part of a text, from 1, between bars; the empty text where there is none.
    fn part(&self, text: &str, number: usize) -> String;

    /// The first letters of a text.
    fn beginning(&self, text: &str, length: usize) -> String {
        format!("SUBSTRING({text}, 1, {length})")
    }

    /// A text without zeros at its end.
    fn without_zeros(&self, text: &str) -> String {
        format!("RTRIM({text}, '0')")
    }

    // --- The calendar ---

    /// A query with the whole numbers from one to another, the last excluded, as column `fra`; the ends are columns of
    /// the relation.
    fn series(&self, first: &str, end: &str, relation: &str) -> String {
        calendar::series(self, first, end, relation)
    }

    /// The first day of a month, from a year and a month, as a date.
    fn date(&self, year: &str, month: &str) -> String;

    /// A day of the calendar as the number of days since 1 January 1970; the day must exist. Year and day bind at least
    /// as tight as a product, the month may be a sum; what comes out is a single factor.
    fn day_number(&self, year: &str, month: &str, day: &str) -> String;

    /// The month number (12 · year + month - 1) of a day number. Both are single factors.
    fn month_of_day(&self, day: &str) -> String;

    /// Whole months from one day number to another; negative when the second comes first (N10). All are single factors.
    fn whole_months(&self, schema: &str, from: &str, to: &str) -> String;

    /// Whole years from one day number to another; negative when the second comes first (N10). All are single factors.
    fn whole_years(&self, schema: &str, from: &str, to: &str) -> String;

    // --- Comments ---

    /// Statements that tell the engine what an object and its columns are; none where it keeps no comments.
    fn comments(&self, _of: &Commented) -> Vec<String> {
        Vec::new()
    }

    // --- Limits ---

    /// The most of everything that the engine takes, as far as a build can come near it.
    fn limits(&self) -> Limits {
        Limits::default()
    }

    // --- Reading and access ---

    /// A stored value, of whatever type its column has, as it is read.
    fn read(&self, schema: &str, reading: Reading, column: &str) -> String {
        format!("{}({column})", self.object(schema, reading.function()))
    }

    /// Statements that make the functions that expressions above call: name and text of each.
    fn functions(&self, _schema: &str) -> Vec<(String, String)> {
        Vec::new()
    }

    /// The kommune of whoever asks; nothing when none is known, and then no row is seen.
    fn own_municipality(&self, schema: &str) -> String;

    /// How whoever asks says which kommune is theirs, for the heading of `grundlag_…`.
    fn how_to_set_municipality(&self) -> &'static str;

    /// How the engine itself keeps rows from those who may not see them; nothing where it cannot.
    fn access(&self) -> Option<&dyn AccessControl> {
        None
    }
}
