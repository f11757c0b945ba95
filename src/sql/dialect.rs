//! What engines say differently, as one table with the reasons.
//!
//! In: parts of statements. Out: their text for an engine. Guaranteed now: everything that differs between engines is
//! asked of a [`Dialect`]; what is written elsewhere under `sql` is the same for all.

mod duckdb;

use super::SourceLocation;
pub use duckdb::DuckDb;

/// An engine's way of writing.
pub trait Dialect {
    /// A name, quoted so that no letter in it means anything else.
    fn name(&self, name: &str) -> String;

    /// A text, quoted so that no letter in it means anything else.
    fn text(&self, text: &str) -> String;

    /// The beginning of a statement that makes or replaces a view.
    fn create_view(&self, name: &str) -> String;

    /// The beginning of a statement that makes or replaces a table from a query.
    fn create_table_as(&self, name: &str) -> String;

    /// The beginning of a statement that makes or replaces an empty table.
    fn create_table(&self, name: &str) -> String;

    fn create_schema(&self, name: &str) -> String;

    /// A statement that removes a schema with all in it, when there is one.
    fn drop_schema(&self, name: &str) -> String;

    /// Names of types: text, whole numbers of 38 digits, months and years, dates.
    fn text_type(&self) -> &'static str;
    fn wide_type(&self) -> &'static str;
    fn integer_type(&self) -> &'static str;
    fn boolean_type(&self) -> &'static str;

    /// The whole part of a quotient of whole, not negative numbers: exact, and an error when it does not fit.
    fn whole_quotient(&self, dividend: &str, divisor: &str) -> String;

    /// What is left by a whole division of not negative numbers.
    fn remainder(&self, dividend: &str, divisor: i32) -> String;

    /// A query with the whole numbers from one to another, the last excluded, as column `fra`; the ends are columns of
    /// the relation.
    fn series(&self, first: &str, end: &str, relation: &str) -> String;

    /// The first day of a month, from a year and a month.
    fn date(&self, year: &str, month: &str) -> String;

    /// A day of the calendar as the number of days since 1 January 1970; the day must exist.
    fn day_number(&self, year: &str, month: &str, day: &str) -> String;

    /// The month number (12 · year + month - 1) of a day number.
    fn month_of_day(&self, day: &str) -> String;

    /// A whole number as text with leading zeros.
    fn padded(&self, number: &str, width: usize) -> String;

    /// A whole number that is not negative as text with points between groups of three, `1.250.000`.
    fn grouped(&self, number: &str) -> String;

    /// The part of a text, from 1, between bars; the empty text where there is none.
    fn part(&self, text: &str, number: usize) -> String;

    /// A place to read source rows from.
    fn location(&self, location: &SourceLocation) -> String;

    /// Statements that make the functions by which stored values are read, in the schema: name and text of each.
    fn reading_functions(&self, schema: &str) -> Vec<(String, String)>;

    /// The kommune of whoever asks; nothing when it was not set, and then no row is seen.
    fn own_municipality(&self) -> &'static str;
}
