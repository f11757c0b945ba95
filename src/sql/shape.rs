//! The shape of a statement: which relations each of its queries reads, and how deep it is.
//!
//! In: a statement as it is written here. Out: a [`Shape`]. Guaranteed now: what is quoted and what is a comment has no shape;
//! every text has one.

use std::collections::{BTreeMap, BTreeSet};

/// What stands between two parentheses: a query, several after one another, or a function's arguments.
#[derive(Debug, Default)]
struct Part {
    is_query: bool,
    /// It groups, sorts out, joins up or cuts off rows, so that no other query can take it in.
    stands_alone: bool,
    /// What each of its queries reads.
    reads: Vec<Vec<Read>>,
    /// The name that it has after `WITH`.
    name: Option<String>,
}

#[derive(Debug)]
enum Read {
    Named(String),
    Part(usize),
}

#[derive(Debug)]
pub struct Shape {
    parts: Vec<Part>,
    /// So many CASE stand in each other.
    pub cases: usize,
}

const ALONE: [&str; 5] = ["group", "distinct", "having", "limit", "over"];
const BETWEEN: [&str; 3] = ["union", "except", "intersect"];
const AGGREGATES: [&str; 4] = ["sum", "count", "max", "min"];

impl Shape {
    pub fn of(text: &str) -> Shape {
        let mut shape = Shape { parts: vec![Part::default()], cases: 0 };
        let words = words(text);
        let (mut open, mut cases) = (vec![0], 0_usize);
        for (index, word) in words.iter().enumerate() {
            let before =
                |by: usize| index.checked_sub(by).map_or_else(String::new, |at| words[at].to_ascii_lowercase());
            let is_read = ["from", "join"].contains(&before(1).as_str());
            let here = *open.last().unwrap_or(&0);
            match word.to_ascii_lowercase().as_str() {
                "(" => {
                    let number = shape.parts.len();
                    if is_read {
                        shape.read(here, Read::Part(number));
                    }
                    // An aggregate is the query's, however deep in expressions it stands.
                    if AGGREGATES.contains(&before(1).as_str()) {
                        shape.query_around(&open).stands_alone = true;
                    }
                    let name = (before(1) == "as" && index > 1).then(|| words[index - 2].clone());
                    shape.parts.push(Part { name, ..Part::default() });
                    open.push(number);
                }
                ")" if open.len() > 1 => drop(open.pop()),
                "select" => {
                    shape.parts[here].is_query = true;
                    shape.parts[here].reads.push(Vec::new());
                }
                "case" => {
                    cases += 1;
                    shape.cases = shape.cases.max(cases);
                }
                "end" => cases = cases.saturating_sub(1),
                alone if ALONE.contains(&alone) || BETWEEN.contains(&alone) => {
                    shape.query_around(&open).stands_alone = true;
                }
                _ if is_read => shape.read(here, Read::Named(word.clone())),
                _ => {}
            }
        }
        shape
    }

    /// `FROM` also stands among the arguments of functions.
    fn read(&mut self, part: usize, read: Read) {
        if let Some(reads) = self.parts[part].reads.last_mut() {
            reads.push(read);
        }
    }

    fn query_around(&mut self, open: &[usize]) -> &mut Part {
        let query = open.iter().rev().copied().find(|number| self.parts[*number].is_query);
        &mut self.parts[query.unwrap_or(0)]
    }

    /// The relations of others that it reads.
    pub fn names(&self) -> BTreeSet<&str> {
        let own: BTreeSet<&str> = self.parts.iter().filter_map(|part| part.name.as_deref()).collect();
        let reads = self.parts.iter().flat_map(|part| part.reads.iter().flatten());
        let all = reads.filter_map(|read| match read {
            Read::Named(name) => Some(name.as_str()),
            Read::Part(_) => None,
        });
        all.filter(|name| !own.contains(name)).collect()
    }

    /// The most relations that one query joins, with those of queries and views that it takes in; `taken` are the views that
    /// can be, and how many relations each brings.
    pub fn joined(&self, taken: &BTreeMap<String, usize>) -> usize {
        let all = self.parts.iter().flat_map(|part| &part.reads);
        all.map(|reads| self.joined_by(reads, taken, self.parts.len())).max().unwrap_or(0)
    }

    /// How many relations the statement's own query brings into one that takes it in.
    pub fn brings(&self, taken: &BTreeMap<String, usize>) -> usize {
        self.brought(0, taken, self.parts.len())
    }

    /// `deepest` ends a name that reads itself.
    fn joined_by(&self, reads: &[Read], taken: &BTreeMap<String, usize>, deepest: usize) -> usize {
        let one = |read: &Read| match read {
            Read::Part(number) => self.brought(*number, taken, deepest),
            Read::Named(name) => match self.parts.iter().position(|part| part.name.as_ref() == Some(name)) {
                Some(number) if deepest > 0 => self.brought(number, taken, deepest - 1),
                Some(_) => 1,
                None => taken.get(name).copied().unwrap_or(1),
            },
        };
        reads.iter().map(one).sum()
    }

    fn brought(&self, number: usize, taken: &BTreeMap<String, usize>, deepest: usize) -> usize {
        match self.parts[number].reads.as_slice() {
            [reads] if !self.parts[number].stands_alone => self.joined_by(reads, taken, deepest).max(1),
            _ => 1,
        }
    }
}

/// Words, names with their points and quotes, and parentheses.
fn words(text: &str) -> Vec<String> {
    let (mut words, mut word) = (Vec::new(), String::new());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '`' | '"' | '[' => {
                let end = if letter == '[' { ']' } else { letter };
                word.push(letter);
                word.extend(letters.by_ref().take_while(|next| *next != end));
                word.push(end);
                continue;
            }
            letter if letter.is_alphanumeric() || "_.@".contains(letter) => {
                word.push(letter);
                continue;
            }
            _ => {}
        }
        if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        match letter {
            '(' | ')' => words.push(letter.to_string()),
            '\'' => drop(letters.by_ref().find(|next| *next == '\'')),
            '-' if letters.peek() == Some(&'-') => drop(letters.by_ref().find(|next| *next == '\n')),
            _ => {}
        }
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> usize {
        Shape::of(text).joined(&BTreeMap::from([("s.v".to_owned(), 3)]))
    }

    #[test]
    fn relations_are_counted_per_query() {
        assert_eq!(joined("SELECT 1 AS a"), 0);
        assert_eq!(joined("SELECT a FROM s.t AS t JOIN s.u AS u ON u.a = t.a -- JOIN x"), 2);
        assert_eq!(joined("SELECT 'FROM a JOIN b (' AS x FROM s.t"), 1);
        assert_eq!(joined("SELECT EXTRACT(YEAR FROM d) AS y, TRIM(TRAILING '0' FROM x) AS z FROM s.t"), 1);
        assert_eq!(joined("SELECT a FROM s.t UNION ALL SELECT a FROM s.u JOIN s.w ON 1 = 1"), 2);
        assert_eq!(joined("SELECT a FROM s.t WHERE EXISTS (SELECT 1 FROM s.u JOIN s.w ON 1 = 1 JOIN s.x ON 1 = 1)"), 3);
    }

    #[test]
    fn what_can_be_taken_in_brings_its_own() {
        assert_eq!(joined("SELECT a FROM s.v JOIN s.t ON 1 = 1"), 4);
        assert_eq!(joined("WITH q AS (SELECT a FROM s.t JOIN s.u ON 1 = 1) SELECT a FROM q JOIN s.w ON 1 = 1"), 3);
        assert_eq!(joined("SELECT a FROM (SELECT a FROM s.t JOIN s.u ON 1 = 1 GROUP BY a) AS q JOIN s.w ON 1 = 1"), 2);
        assert_eq!(joined("WITH q AS (SELECT SUM(ABS(a)) AS a FROM s.v) SELECT a FROM q"), 3, "within q");
        assert_eq!(Shape::of("CREATE VIEW s.x AS SELECT a FROM s.t JOIN s.u ON 1 = 1").brings(&BTreeMap::new()), 2);
    }

    #[test]
    fn names_and_cases_are_found() {
        let shape = Shape::of(
            "WITH q AS (SELECT CASE WHEN 1 = 1 THEN CASE WHEN a = 1 THEN 2 END END AS a FROM `s`.`t`) SELECT * FROM q JOIN s.u ON 1 = 1",
        );
        assert_eq!(shape.names(), BTreeSet::from(["`s`.`t`", "s.u"]));
        assert_eq!(shape.cases, 2);
        assert_eq!(Shape::of("FROM (((").cases, 0);
    }
}
