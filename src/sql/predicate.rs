//! Conditions on cells as text.
//!
//! In: [`Predicate`]s. Out: conditions that are true or false, never NULL. Guaranteed now: parentheses round every part
//! of another kind.

use super::count::loop_alias;
use super::layout::hanging;
use super::writer::{ALWAYS, NEVER, Writer, years_test};
use crate::model::{Comparison, NumberTest};
use crate::plan::{Predicate, This};

/// Longer conditions than this stand on lines of their own.
const LINE: usize = 90;

impl Writer<'_> {
    /// The condition on a row with the columns of `alias`.
    pub fn predicate(&self, predicate: &Predicate, alias: &str) -> String {
        match predicate {
            Predicate::True => ALWAYS.to_owned(),
            Predicate::False => NEVER.to_owned(),
            Predicate::And(parts) => self.all_of(parts, "AND", alias),
            Predicate::Or(parts) => self.all_of(parts, "OR", alias),
            Predicate::Not(inner) => self.not(inner, alias),
            Predicate::Codes { column, runs } => self.codes_test(&self.column(column, alias), runs),
            Predicate::Number { column, tests } => {
                let column = self.column(column, alias);
                let tests: Vec<String> = tests.iter().map(|test| self.value_test(&column, test)).collect();
                format!("({column} IS NOT NULL AND ({}))", tests.join(" OR "))
            }
            Predicate::Text { column, texts } => {
                let texts: Vec<String> = texts.iter().map(|text| self.text(text)).collect();
                format!("{} IN ({})", self.column(column, alias), texts.join(", "))
            }
            Predicate::Compared { left, comparison, right } => {
                self.compared(&self.column(left, alias), *comparison, &self.column(right, alias))
            }
            Predicate::Member { key, population, municipality, reach } => {
                let municipality = municipality.as_ref().map(|column| self.column(column, alias));
                self.member(&self.column(key, alias), population, municipality.as_deref(), reach, alias)
            }
            Predicate::Years(years) => years_test(&format!("{alias}.aar"), *years).unwrap_or_else(|| ALWAYS.to_owned()),
            Predicate::This { loop_index, this } => self.this(*loop_index, this, alias),
        }
    }

    /// The conditions that all must hold, one by one.
    pub fn conditions(&self, predicate: &Predicate, alias: &str) -> Vec<String> {
        match predicate {
            Predicate::True => Vec::new(),
            Predicate::And(parts) => parts.iter().map(|part| self.enclosed(part, alias)).collect(),
            other => vec![self.enclosed(other, alias)],
        }
    }

    fn column(&self, column: &str, alias: &str) -> String {
        format!("{alias}.{}", self.name(column))
    }

    fn all_of(&self, parts: &[Predicate], word: &str, alias: &str) -> String {
        let parts: Vec<String> = parts.iter().map(|part| self.enclosed(part, alias)).collect();
        let line = parts.join(&format!(" {word} "));
        if line.chars().count() <= LINE && !line.contains('\n') {
            return line;
        }
        parts.join(&format!("\n{word} "))
    }

    fn enclosed(&self, predicate: &Predicate, alias: &str) -> String {
        let text = self.predicate(predicate, alias);
        let has_or = text.contains(" OR ") || text.contains("\nOR ");
        let several_runs = has_or && matches!(predicate, Predicate::Codes { .. });
        match predicate {
            Predicate::And(_) | Predicate::Or(_) => parenthesised(&text),
            _ if several_runs => parenthesised(&text),
            _ => text,
        }
    }

    fn not(&self, inner: &Predicate, alias: &str) -> String {
        let single_test = match inner {
            Predicate::Codes { column, runs } => match runs.as_slice() {
                [(code, last)] if code == last => Some((column, format!("<> {}", self.text(code)))),
                [(from, to)] => Some((column, format!("NOT BETWEEN {} AND {}", self.text(from), self.text(to)))),
                runs if runs.iter().all(|(from, to)| from == to) => {
                    let codes: Vec<String> = runs.iter().map(|(code, _)| self.text(code)).collect();
                    Some((column, format!("NOT IN ({})", codes.join(", "))))
                }
                _ => None,
            },
            Predicate::Text { column, texts } => {
                let texts: Vec<String> = texts.iter().map(|text| self.text(text)).collect();
                Some((column, format!("NOT IN ({})", texts.join(", "))))
            }
            _ => None,
        };
        match single_test {
            Some((column, test)) => format!("{} {test}", self.column(column, alias)),
            None => format!("NOT {}", self.enclosed(inner, alias)),
        }
    }

    /// A test of a number; NULL passes none.
    pub fn value_test(&self, column: &str, test: &NumberTest) -> String {
        let (from, to) = (test.from.as_ref(), test.to.as_ref());
        match (from, to) {
            (Some(a), Some(b)) if a.included && b.included && a.value == b.value => {
                format!("{column} = {}", self.literal(&a.value))
            }
            (Some(a), Some(b)) if a.included && b.included => {
                format!("{column} BETWEEN {} AND {}", self.literal(&a.value), self.literal(&b.value))
            }
            _ => {
                let above = from.map(|bound| {
                    format!("{column} {} {}", if bound.included { ">=" } else { ">" }, self.literal(&bound.value))
                });
                let below = to.map(|bound| {
                    format!("{column} {} {}", if bound.included { "<=" } else { "<" }, self.literal(&bound.value))
                });
                let tests: Vec<String> = above.into_iter().chain(below).collect();
                match tests.as_slice() {
                    [] => format!("{column} IS NOT NULL"),
                    [one] => one.clone(),
                    several => format!("({})", several.join(" AND ")),
                }
            }
        }
    }

    /// Two numbers; with either missing only "not equal" holds.
    fn compared(&self, left: &str, comparison: Comparison, right: &str) -> String {
        let sign = match comparison {
            Comparison::Over => ">",
            Comparison::Under => "<",
            Comparison::AtLeast => ">=",
            Comparison::AtMost => "<=",
            Comparison::Equal => "=",
            Comparison::NotEqual => return format!("({left} IS NULL OR {right} IS NULL OR {left} <> {right})"),
        };
        format!("({left} IS NOT NULL AND {right} IS NOT NULL AND {left} {sign} {right})")
    }

    fn codes_test(&self, column: &str, runs: &[(String, String)]) -> String {
        let (single, ranges): (Vec<_>, Vec<_>) = runs.iter().partition(|(from, to)| from == to);
        let mut tests: Vec<String> = ranges
            .iter()
            .map(|(from, to)| format!("{column} BETWEEN {} AND {}", self.text(from), self.text(to)))
            .collect();
        match single.as_slice() {
            [] => {}
            [(code, _)] => tests.push(format!("{column} = {}", self.text(code))),
            several => {
                let codes: Vec<String> = several.iter().map(|(code, _)| self.text(code)).collect();
                tests.push(format!("{column} IN ({})", codes.join(", ")));
            }
        }
        let line = tests.join(" OR ");
        if line.chars().count() <= LINE { line } else { tests.join("\nOR ") }
    }

    fn this(&self, loop_index: usize, this: &This, alias: &str) -> String {
        let value = format!("{}.vaerdi", loop_alias(loop_index));
        match this {
            This::Codes { column, table } => format!(
                "EXISTS (SELECT 1 FROM {} AS b WHERE b.loekke = {} AND b.vaerdi = {value} AND b.kode = {} \
                 AND {alias}.aar BETWEEN b.fra AND b.til)",
                self.object("loekke_koder"),
                self.text(table),
                self.column(column, alias)
            ),
            This::Number { column, table } => format!(
                "EXISTS (SELECT 1 FROM {} AS b WHERE b.loekke = {} AND b.vaerdi = {value} AND b.tal = {})",
                self.object("loekke_tal"),
                self.text(table),
                self.column(column, alias)
            ),
            This::Groups(groups) => self.groups_test(&value, groups, alias),
        }
    }

    fn groups_test(&self, value: &str, groups: &[Predicate], alias: &str) -> String {
        let any = Predicate::any(groups.iter().cloned());
        let case = |(number, group): (usize, &Predicate)| {
            format!("{value} = {number} AND {}", hanging(&self.enclosed(group, alias), 4))
        };
        let cases = groups.iter().enumerate().map(|(index, group)| case((index + 1, group)));
        let cases: Vec<String> = cases.chain([case((0, &any))]).collect();
        format!("(\n  {}\n)", cases.join("\n  OR "))
    }
}

fn parenthesised(text: &str) -> String {
    if text.contains('\n') { format!("(\n  {}\n)", hanging(text, 2)) } else { format!("({text})") }
}

/// A condition that may be joined to others with AND.
pub fn parenthesised_if_needed(text: &str) -> String {
    if text.contains(" OR ") || text.contains("\nOR ") || text.contains(" AND ") || text.contains("\nAND ") {
        parenthesised(text)
    } else {
        text.to_owned()
    }
}
