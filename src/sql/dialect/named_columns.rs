//! Columns that keep their names.
//!
//! In: a query as it is written here. Out: the same with every column of a `SELECT` named. Guaranteed now: ClickHouse calls
//! `l.kommune` just that, and not `kommune`, when several relations of a join have a `kommune`; named, it keeps its name.

/// Columns of our own relations, which more than one relation of a join may have.
const SHARED: [&str; 36] = [
    "aar",
    "antal",
    "beloeb",
    "dag",
    "ekstra",
    "figur",
    "fra",
    "fra_dag",
    "grad",
    "kode",
    "kommune",
    "lagret",
    "liste",
    "maaned",
    "naevner",
    "navn",
    "noegle",
    "noegletal",
    "omfang",
    "periode",
    "periode_start",
    "raekker",
    "region",
    "resultat",
    "rolle",
    "sammenligning",
    "slags",
    "status",
    "taelledag",
    "taeller",
    "tid",
    "til",
    "til_dag",
    "titel",
    "udgave",
    "vaerdi",
];

/// A `SELECT` that is not read to its end.
struct Select {
    /// How many parentheses it stands in.
    depth: usize,
    /// Where the column that is being read begins; nothing after `FROM`.
    column: Option<usize>,
    /// Where a relation's columns are all selected, and the relation.
    all_of: Vec<(usize, String)>,
    joins: usize,
}

struct Reader<'q> {
    query: &'q str,
    selects: Vec<Select>,
    /// What is put in, and where.
    added: Vec<(usize, String)>,
}

/// The query with the names of its columns.
pub fn named(query: &str) -> String {
    let mut reader = Reader { query, selects: Vec::new(), added: Vec::new() };
    reader.read();
    reader.added.sort_by_key(|(place, _)| *place);
    let mut text = String::with_capacity(query.len() + query.len() / 8);
    let mut copied = 0;
    for (place, added) in &reader.added {
        text.push_str(&query[copied..*place]);
        text.push_str(added);
        copied = *place;
    }
    text.push_str(&query[copied..]);
    text
}

impl Reader<'_> {
    fn read(&mut self) {
        let bytes = self.query.as_bytes();
        let (mut at, mut depth) = (0, 0);
        while at < bytes.len() {
            match bytes[at] {
                quote @ (b'\'' | b'`') => at = after_quoted(bytes, at, quote),
                b'-' if bytes[at..].starts_with(b"--") => at = after_line(bytes, at),
                b'(' => (depth, at) = (depth + 1, at + 1),
                b')' => {
                    self.end(depth, at);
                    (depth, at) = (depth.saturating_sub(1), at + 1);
                }
                b',' => {
                    self.column_ends(depth, at, Some(at + 1));
                    at += 1;
                }
                letter if letter.is_ascii_alphabetic() || letter == b'_' => {
                    let end = after_word(bytes, at);
                    self.word(&self.query[at..end], depth, at, end);
                    at = end;
                }
                _ => at += 1,
            }
        }
        self.end(0, bytes.len());
    }

    fn word(&mut self, word: &str, depth: usize, at: usize, end: usize) {
        match word {
            "SELECT" => {
                self.end(depth, at);
                self.selects.push(Select { depth, column: Some(end), all_of: Vec::new(), joins: 0 });
            }
            "DISTINCT" => {
                if let Some(select) = self.selects.last_mut().filter(|select| select.depth == depth)
                    && select.column.is_some_and(|column| self.query[column..at].trim().is_empty())
                {
                    select.column = Some(end);
                }
            }
            "FROM" => self.column_ends(depth, at, None),
            "UNION" => self.end(depth, at),
            "JOIN" => {
                if let Some(select) = self.selects.last_mut().filter(|select| select.depth == depth) {
                    select.joins += 1;
                }
            }
            _ => {}
        }
    }

    /// A column of the innermost `SELECT` has been read, when it stands so deep.
    fn column_ends(&mut self, depth: usize, at: usize, next: Option<usize>) {
        let Some(select) = self.selects.last_mut().filter(|select| select.depth == depth) else { return };
        let Some(column) = select.column else { return };
        select.column = next;
        let text = self.query[column..at].trim_end();
        let end = column + text.len();
        match text.trim_start().split_once('.') {
            Some((relation, "*")) if is_name(relation) => select.all_of.push((end, relation.to_owned())),
            Some((relation, name)) if is_name(relation) && is_name(name) => {
                self.added.push((end, format!(" AS {name}")))
            }
            _ => {}
        }
    }

    /// The `SELECT`s that stand so deep or deeper end.
    fn end(&mut self, depth: usize, at: usize) {
        self.column_ends(depth, at, None);
        while let Some(select) = self.selects.pop_if(|select| select.depth >= depth) {
            // Of one join the columns of the relation to the left have their names.
            for (place, relation) in select.all_of.into_iter().filter(|_| select.joins > 1) {
                let names = SHARED.map(|name| format!("{relation}.{name} AS {name}"));
                self.added.push((place, format!(" REPLACE ({})", names.join(", "))));
            }
        }
    }
}

/// A name, plain or quoted, and nothing else.
fn is_name(text: &str) -> bool {
    let bytes = text.as_bytes();
    match bytes.first() {
        Some(b'`') => after_quoted(bytes, 0, b'`') == bytes.len(),
        Some(_) => after_word(bytes, 0) == bytes.len(),
        None => false,
    }
}

/// A backslash takes the letter after it with it; a quote twice is one.
fn after_quoted(bytes: &[u8], at: usize, quote: u8) -> usize {
    let mut at = at + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            letter if letter == quote && bytes.get(at + 1) == Some(&quote) => at += 2,
            letter if letter == quote => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn after_line(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|letter| *letter == b'\n').map_or(bytes.len(), |length| at + length)
}

fn after_word(bytes: &[u8], at: usize) -> usize {
    let is_part = |letter: &u8| letter.is_ascii_alphanumeric() || *letter == b'_';
    bytes[at..].iter().position(|letter| !is_part(letter)).map_or(bytes.len(), |length| at + length)
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn columns_get_the_names_they_have() {
        let query = "WITH\n-- l.x, FROM\na AS (\n  SELECT l.kommune, k.`x, y`, SUM(m.b) AS b\n  FROM b AS l\n)\nSELECT DISTINCT a.q\nFROM a";
        let expected = "WITH\n-- l.x, FROM\na AS (\n  SELECT l.kommune AS kommune, k.`x, y` AS `x, y`, SUM(m.b) AS b\n  FROM b AS l\n)\nSELECT DISTINCT a.q AS q\nFROM a";
        assert_eq!(named(query), expected);
        let union = "SELECT a.x, TRIM(TRAILING '0' FROM a.y) AS y FROM a UNION ALL SELECT 'it''s \\', b.x', b.x";
        let expected =
            "SELECT a.x AS x, TRIM(TRAILING '0' FROM a.y) AS y FROM a UNION ALL SELECT 'it''s \\', b.x', b.x AS x";
        assert_eq!(named(union), expected);
    }

    #[test]
    fn all_columns_of_one_of_several_relations_keep_theirs() {
        assert_eq!(
            named("SELECT r.*, 1 AS q FROM r JOIN s ON r.a = s.a"),
            "SELECT r.*, 1 AS q FROM r JOIN s ON r.a = s.a"
        );
        let several = named("SELECT r.*, 1 AS q FROM r JOIN (SELECT 1 AS a) AS s ON r.a = s.a JOIN t ON 1 = 1");
        assert!(several.starts_with("SELECT r.* REPLACE (r.aar AS aar, r.antal AS antal"), "{several}");
        assert!(several.contains("r.vaerdi AS vaerdi), 1 AS q FROM r JOIN (SELECT 1 AS a) AS s"), "{several}");
    }
}
