//! How text is laid out: indentation, relations after `WITH`, comment lines.
//!
//! In: parts of a statement. Out: text. Guaranteed now: a comment never holds more than its line.

use crate::model::sentence::one_line;

/// Every line moved in by so many blanks, but the first.
pub fn hanging(text: &str, by: usize) -> String {
    text.replace('\n', &format!("\n{}", " ".repeat(by)))
}

/// Every line moved in by so many blanks.
pub fn indented(text: &str, by: usize) -> String {
    format!("{}{}", " ".repeat(by), hanging(text, by))
}

/// Comment lines, each ended.
pub fn comment(lines: &[String]) -> String {
    let line = |line: &String| {
        let depth = line.len() - line.trim_start().len();
        format!("-- {}{}\n", " ".repeat(depth), one_line(line))
    };
    lines.iter().map(line).collect()
}

/// A named relation of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    pub name: String,
    pub about: Vec<String>,
    pub body: String,
}

impl Relation {
    pub fn new(name: impl Into<String>, about: &str, body: impl Into<String>) -> Relation {
        let about = if about.is_empty() { Vec::new() } else { vec![about.to_owned()] };
        Relation { name: name.into(), about, body: body.into() }
    }
}

/// A query over named relations.
pub fn with(relations: &[Relation], query: &str) -> String {
    if relations.is_empty() {
        return query.to_owned();
    }
    let one = |relation: &Relation| {
        format!("{}{} AS (\n{}\n)", comment(&relation.about), relation.name, indented(&relation.body, 2))
    };
    format!("WITH\n{}\n{query}", relations.iter().map(one).collect::<Vec<_>>().join(",\n"))
}

/// `SELECT` with a column a line.
pub fn select(columns: &[String], rest: &str) -> String {
    format!("SELECT\n  {}\n{rest}", columns.iter().map(|c| hanging(c, 2)).collect::<Vec<_>>().join(",\n  "))
}

/// `WHERE` with a condition a line; nothing when there are none.
pub fn filtered(conditions: &[String]) -> String {
    if conditions.is_empty() {
        return String::new();
    }
    format!("\nWHERE {}", conditions.iter().map(|c| hanging(c, 2)).collect::<Vec<_>>().join("\n  AND "))
}
