//! What every part of the renderer has at hand.
//!
//! In: a target and a plan. Out: names of objects and small expressions. Guaranteed now: names of objects are quoted
//! where an author chose any part of them.

use num_bigint::BigInt;
use num_rational::BigRational;

use super::dialect::Dialect;
use super::{SourceLocation, Statement, Target};
use crate::exact::decimal_text;
use crate::model::years::Years;
use crate::plan::{Grain, Plan};

pub struct Writer<'a> {
    pub dialect: &'static dyn Dialect,
    pub target: &'a Target,
    pub plan: &'a Plan,
}

impl<'a> Writer<'a> {
    pub fn new(target: &'a Target, plan: &'a Plan) -> Writer<'a> {
        Writer { dialect: target.dialect.dialect(), target, plan }
    }

    /// An object of the schema whose name is ours.
    pub fn object(&self, name: &str) -> String {
        format!("{}.{name}", self.schema_name())
    }

    /// An object of the schema whose name an author had a part in, `nt_…`.
    pub fn named_object(&self, kind: &str, name: &str) -> String {
        let name = format!("{kind}_{name}");
        self.object(&if is_plain(&name) { name } else { self.dialect.name(&name) })
    }

    pub fn schema_name(&self) -> String {
        match self.target.schema.as_str() {
            "noegle" => "noegle".to_owned(),
            other => self.dialect.name(other),
        }
    }

    pub fn base_figure_name(&self, name: &str, grain: Grain) -> String {
        let by = match grain {
            Grain::Month => "maaned",
            Grain::Quarter => "kvartal",
            Grain::Year => "aar",
            Grain::SchoolYear => "skoleaar",
        };
        format!("{name}_{by}")
    }

    /// Where a table is; by the name that noegle.yaml may give a place, else by its own.
    pub fn location(&self, mapped: &str, table: &str) -> String {
        let own = || SourceLocation::Table(table.to_owned());
        let location = self.target.sources.get(mapped).cloned().unwrap_or_else(own);
        self.dialect.location(&location)
    }

    pub fn name(&self, name: &str) -> String {
        self.dialect.name(name)
    }

    pub fn text(&self, text: &str) -> String {
        self.dialect.text(text)
    }

    /// A text, or NULL when there is none.
    pub fn text_or_null(&self, text: Option<&str>) -> String {
        text.map_or_else(|| "NULL".to_owned(), |text| self.text(text))
    }

    /// A published number.
    pub fn decimal(&self, expression: &str) -> String {
        format!("CAST({expression} AS DECIMAL(28, 5))")
    }

    pub fn wide(&self, expression: &str) -> String {
        format!("CAST({expression} AS {})", self.dialect.wide_type())
    }

    /// The kind of period in `kalender`.
    pub fn grain(&self, grain: Grain) -> &'static str {
        match grain {
            Grain::Month => "'måned'",
            Grain::Quarter => "'kvartal'",
            Grain::Year => "'år'",
            Grain::SchoolYear => "'skoleår'",
        }
    }

    pub fn statement(&self, name: impl Into<String>, about: impl Into<String>, text: String) -> Statement {
        Statement { name: name.into(), about: about.into(), text }
    }

    /// Rows written into a table, some hundreds a statement.
    pub fn insert(&self, table: &str, about: &str, rows: &[String]) -> Vec<Statement> {
        let insert = |rows: &[String]| {
            let text = format!("INSERT INTO {} VALUES\n{}", self.object(table), rows.join(",\n"));
            self.statement(table, about, text)
        };
        rows.chunks(1000).map(insert).collect()
    }
}

/// Lower-case letters, digits and `_`; with a prefix of ours such a name is no word of any dialect.
fn is_plain(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// A condition on a year; nothing when all years pass.
pub fn years_test(year: &str, years: Years) -> Option<String> {
    match (years.from, years.to) {
        (None, None) => None,
        (Some(from), Some(to)) if from == to => Some(format!("{year} = {from}")),
        (Some(from), Some(to)) => Some(format!("{year} BETWEEN {from} AND {to}")),
        (Some(from), None) => Some(format!("{year} >= {from}")),
        (None, Some(to)) => Some(format!("{year} <= {to}")),
    }
}

/// A condition on a month number by its year.
pub fn month_years_test(month: &str, years: Years) -> Option<String> {
    let first = |year: i32| i64::from(year) * 12;
    match (years.from, years.to) {
        (None, None) => None,
        (Some(from), Some(to)) => Some(format!("{month} BETWEEN {} AND {}", first(from), first(to) + 11)),
        (Some(from), None) => Some(format!("{month} >= {}", first(from))),
        (None, Some(to)) => Some(format!("{month} <= {}", first(to) + 11)),
    }
}

/// A number as a literal with as many decimals as it needs, at most 10.
pub fn literal(value: &BigRational) -> String {
    let text = decimal_text(value, 10);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A whole number as a literal.
pub fn whole_literal(value: &BigInt) -> String {
    value.to_string()
}
