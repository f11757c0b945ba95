//! What every dialect promises of the arithmetic that it writes, held for all of them at once.
//!
//! In: expressions of every dialect. Out: nothing. Guaranteed now: what comes out may stand beside the operators that
//! [`Dialect`] says it may, and what is put in is not torn apart.

use sqlparser::ast::{BinaryOperator, Expr};
use sqlparser::dialect::{
    BigQueryDialect, ClickHouseDialect, Dialect as Grammar, DuckDbDialect, GenericDialect, MsSqlDialect, MySqlDialect,
    OracleDialect, PostgreSqlDialect, RedshiftSqlDialect, SQLiteDialect, SnowflakeDialect,
};
use sqlparser::parser::Parser;

use super::Dialect;
use crate::sql::DialectName;

fn grammar(dialect: DialectName) -> &'static dyn Grammar {
    match dialect {
        DialectName::DuckDb => &DuckDbDialect {},
        DialectName::Postgres => &PostgreSqlDialect {},
        // That of Databricks does not know its DIV, which is as MySQL's.
        DialectName::MariaDb | DialectName::Databricks => &MySqlDialect {},
        DialectName::SqlServer => &MsSqlDialect {},
        DialectName::ClickHouse => &ClickHouseDialect {},
        DialectName::BigQuery => &BigQueryDialect {},
        DialectName::Snowflake => &SnowflakeDialect {},
        DialectName::Redshift => &RedshiftSqlDialect {},
        DialectName::Sqlite => &SQLiteDialect {},
        DialectName::Trino => &GenericDialect {},
        DialectName::Oracle => &OracleDialect {},
    }
}

fn read(dialect: DialectName, text: &str) -> Expr {
    let parser = Parser::new(grammar(dialect)).try_with_sql(text);
    let read = parser.and_then(|mut parser| parser.parse_expr());
    read.unwrap_or_else(|error| panic!("{}: {error}\n{text}", dialect.name()))
}

/// How tight an expression binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binds {
    Looser,
    Product,
    Factor,
}

fn binds(expression: &Expr) -> Binds {
    use BinaryOperator::{Divide, DuckIntegerDivide, Modulo, Multiply, MyIntegerDivide};
    match expression {
        Expr::BinaryOp { op: Multiply | Divide | Modulo | DuckIntegerDivide | MyIntegerDivide, .. } => Binds::Product,
        Expr::Identifier(_)
        | Expr::Nested(_)
        | Expr::Function(_)
        | Expr::Cast { .. }
        | Expr::Case { .. }
        | Expr::Extract { .. }
        | Expr::Floor { .. }
        | Expr::Value(_) => Binds::Factor,
        _ => Binds::Looser,
    }
}

/// What was read, without the places in the text.
fn tree(expression: &Expr) -> String {
    let mut told = String::new();
    let written = format!("{expression:?}");
    let mut parts = written.split("Span(");
    told.push_str(parts.next().unwrap_or_default());
    for part in parts {
        told.push_str(part.split_once("))").map_or("", |(_, rest)| rest));
    }
    told
}

/// The expression binds so tight, and holds the operands as they were put in.
fn holds(dialect: DialectName, what: &str, text: &str, tight: Binds, operands: &[&str]) -> Vec<String> {
    let found = read(dialect, text);
    let mut wrong = Vec::new();
    if binds(&found) < tight {
        wrong.push(format!("{} {what} binds {:?}: {text}", dialect.name(), binds(&found)));
    }
    let whole = tree(&found);
    for operand in operands {
        if !whole.contains(&tree(&read(dialect, operand))) {
            wrong.push(format!("{} {what} tears {operand} apart: {text}", dialect.name()));
        }
    }
    wrong
}

fn broken(dialect: DialectName) -> Vec<String> {
    let on: &dyn Dialect = dialect.dialect();
    let year = on.integer_quotient("a", "12");
    let rest = on.remainder("a", 12);
    let month = format!("{rest} + 1");
    let day = on.remainder("b", 100);
    let mut wrong = Vec::new();
    let mut say =
        |what: &str, text: &str, tight, operands: &[&str]| wrong.extend(holds(dialect, what, text, tight, operands));
    for dividend in ["a", "a * 10", "(a + 3)"] {
        say("integer_quotient", &on.integer_quotient(dividend, "12"), Binds::Product, &[dividend]);
        say("remainder", &on.remainder(dividend, 12), Binds::Product, &[dividend]);
    }
    let dated = [year.as_str(), month.as_str(), day.as_str()];
    say("day_number", &on.day_number(dated[0], dated[1], dated[2]), Binds::Factor, &dated);
    say("day_number", &on.day_number("a", "b", "1"), Binds::Factor, &["a", "b"]);
    for day in ["a", "(a - 3)"] {
        say("month_of_day", &on.month_of_day(day), Binds::Factor, &[day]);
    }
    say("whole_months", &on.whole_months("noegle", "a", "b"), Binds::Factor, &["a", "b"]);
    say("whole_years", &on.whole_years("noegle", "a", "b"), Binds::Factor, &["a", "b"]);
    wrong
}

#[test]
fn arithmetic_stands_beside_any_operator_it_is_said_to() {
    let wrong: Vec<String> = DialectName::ALL.into_iter().flat_map(broken).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
