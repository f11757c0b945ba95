//! What every part of the renderer has at hand.
//!
//! In: a target and a plan. Out: names of objects and small expressions. Guaranteed now: names of objects are quoted
//! where an author chose any part of them.

use num_bigint::BigInt;
use num_rational::BigRational;

use super::dialect::{Dialect, PUBLISHED, Reading, Type};
use super::{Makes, SourceLocation, Statement, Target};
use crate::exact::decimal_text;
use crate::model::years::Years;
use crate::plan::{Grain, Plan};

/// Conditions that all rows meet, or none.
pub const ALWAYS: &str = "1 = 1";
pub const NEVER: &str = "1 = 0";

/// An object that statements make.
pub struct Object {
    /// What its file is called.
    pub name: String,
    /// The object as statements name it.
    pub object: String,
    /// What it is, in Danish, for progress.
    pub about: String,
}

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
        self.dialect.object(&self.schema_name(), name)
    }

    /// An object of the schema whose name an author had a part in, `nt_…`.
    pub fn named_object(&self, kind: &str, name: &str) -> String {
        self.object(&self.object_name(kind, name))
    }

    fn object_name(&self, kind: &str, name: &str) -> String {
        let name = self.bare_name(kind, name);
        if is_plain(&name) { name } else { self.dialect.name(&name) }
    }

    /// The name as the engine keeps it.
    pub fn bare_name(&self, kind: &str, name: &str) -> String {
        fitting(&format!("{kind}_{name}"), self.dialect.longest_name())
    }

    /// A name that is not too long for the engine.
    pub fn fitting(&self, name: &str) -> String {
        fitting(name, self.dialect.longest_name())
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
        self.dialect.name(&fitting(name, self.dialect.longest_name()))
    }

    pub fn text(&self, text: &str) -> String {
        self.dialect.text(text)
    }

    /// A text that is the value of a column, or part of it.
    pub fn text_value(&self, text: &str) -> String {
        self.dialect.text_value(text)
    }

    /// The condition that a text is not the empty one.
    pub fn has_text(&self, text: &str) -> String {
        format!("{text} <> {}", self.dialect.empty_text())
    }

    /// The condition that a text is the empty one.
    pub fn has_no_text(&self, text: &str) -> String {
        format!("{text} = {}", self.dialect.empty_text())
    }

    /// A text, or NULL when there is none.
    pub fn text_or_null(&self, text: Option<&str>) -> String {
        text.map_or_else(|| "NULL".to_owned(), |text| self.text(text))
    }

    /// A published number.
    pub fn decimal(&self, expression: &str) -> String {
        self.dialect.cast(expression, PUBLISHED)
    }

    pub fn wide(&self, expression: &str) -> String {
        self.dialect.cast(expression, Type::Wide)
    }

    pub fn as_text(&self, expression: &str) -> String {
        self.dialect.cast(expression, Type::Text)
    }

    pub fn integer(&self, expression: &str) -> String {
        self.dialect.cast(expression, Type::Integer)
    }

    /// A number as a literal with as many decimals as it needs, at most 10.
    pub fn literal(&self, value: &BigRational) -> String {
        let text = decimal_text(value, 10);
        self.dialect.decimal_literal(text.trim_end_matches('0').trim_end_matches('.'))
    }

    /// A whole number as a literal.
    pub fn whole_literal(&self, value: &BigInt) -> String {
        self.dialect.whole_literal(&value.to_string())
    }

    /// Texts one after another.
    pub fn concat<const N: usize>(&self, parts: [&str; N]) -> String {
        self.dialect.concat(&parts.map(str::to_owned))
    }

    /// Texts one after another; the empty text of none.
    pub fn joined(&self, parts: &[String]) -> String {
        match parts {
            [] => self.text_value(""),
            [one] => one.clone(),
            several => self.dialect.concat(several),
        }
    }

    /// The kommune of whoever asks.
    pub fn own_municipality(&self) -> String {
        self.dialect.own_municipality(&self.schema_name())
    }

    /// A stored value as it is read.
    pub fn read(&self, reading: Reading, column: &str) -> String {
        self.dialect.read(&self.schema_name(), reading, column)
    }

    /// A type as columns of tables have it.
    pub fn column_type(&self, of: Type) -> String {
        self.dialect.column_type(of)
    }

    /// The kind of period in `kalender`.
    pub fn grain(&self, grain: Grain) -> String {
        self.text(grain_name(grain))
    }

    /// The kind of period as the value of a column.
    pub fn grain_value(&self, grain: Grain) -> String {
        self.text_value(grain_name(grain))
    }

    /// Statements that make one object, of which the last one does and has the comment.
    fn making(&self, what: &Object, makes: &Makes, comment: &str, texts: Vec<String>) -> Vec<Statement> {
        let last = texts.len().saturating_sub(1);
        let one = |(index, text): (usize, String)| Statement {
            name: what.name.clone(),
            about: what.about.clone(),
            text: self.dialect.statement(if index == last { format!("{comment}{text}") } else { text }),
            makes: if index == last { makes.clone() } else { Makes::Way },
        };
        texts.into_iter().enumerate().map(one).collect()
    }

    /// A view; `comment` are whole comment lines.
    pub fn view(&self, what: &Object, comment: &str, query: &str) -> Vec<Statement> {
        self.making(what, &Makes::View, comment, self.dialect.create_view(&what.object, query))
    }

    /// A table with the rows of a query.
    pub fn table_of(&self, what: &Object, comment: &str, query: &str) -> Vec<Statement> {
        let makes = Makes::TableOf { object: what.object.clone(), query: query.to_owned() };
        let mut made = self.making(what, &makes, comment, self.dialect.create_table_as(&what.object, query));
        made.extend(self.looked_through(&what.name, &what.object, &what.about));
        made
    }

    /// A table without rows.
    pub fn empty_table(&self, what: &Object, comment: &str, columns: &str) -> Vec<Statement> {
        self.making(what, &Makes::Table, comment, self.dialect.create_table(&what.object, columns))
    }

    /// An object whose name is ours alone.
    pub fn own(&self, name: &str, about: &str) -> Object {
        Object { name: name.to_owned(), object: self.object(name), about: about.to_owned() }
    }

    /// An object whose name an author had a part in.
    pub fn named(&self, kind: &str, name: &str, about: impl Into<String>) -> Object {
        Object { name: format!("{kind}_{name}"), object: self.named_object(kind, name), about: about.into() }
    }

    /// A statement that makes no object of its own: rows, mostly.
    pub fn rows(&self, name: impl Into<String>, about: impl Into<String>, text: String) -> Statement {
        Statement { name: name.into(), about: about.into(), text: self.dialect.statement(text), makes: Makes::Rows }
    }

    /// Rows written into a table, some hundreds a statement.
    pub fn insert(&self, table: &str, about: &str, rows: &[String]) -> Vec<Statement> {
        let insert = |rows: &[String]| {
            let text = format!("INSERT INTO {} {}", self.object(table), self.dialect.values(rows, ""));
            self.rows(table, about, text)
        };
        let looked_through = self.looked_through(table, &self.object(table), about);
        rows.chunks(1000).map(insert).chain(looked_through).collect()
    }

    fn looked_through(&self, name: &str, object: &str, about: &str) -> Option<Statement> {
        Some(self.rows(name, about, self.dialect.look_through(object)?))
    }
}

fn grain_name(grain: Grain) -> &'static str {
    match grain {
        Grain::Month => "måned",
        Grain::Quarter => "kvartal",
        Grain::Year => "år",
        Grain::SchoolYear => "skoleår",
    }
}

/// A name of no more bytes than fit: a longer one keeps its beginning and gets a number made from all of it.
fn fitting(name: &str, longest: usize) -> String {
    if name.len() <= longest {
        return name.to_owned();
    }
    // FNV-1a, which is the same everywhere and always.
    let number = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let ending = format!("_{:08x}", number as u32 ^ (number >> 32) as u32);
    let mut kept = longest - ending.len();
    while !name.is_char_boundary(kept) {
        kept -= 1;
    }
    format!("{}{ending}", &name[..kept])
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
