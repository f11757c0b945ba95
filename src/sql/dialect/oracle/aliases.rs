//! Tables with aliases as Oracle takes them.
//!
//! In: a statement of ours. Out: the same without `AS` before the aliases of tables and subqueries. Guaranteed now: what is
//! quoted and what is commented stays as it is; `AS` before the names of columns, types and queries stays.

/// What is being listed between the same two parentheses.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Listed {
    Tables,
    Others,
}

/// The statement without `AS` before aliases of tables.
pub fn without_as(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut within = vec![Listed::Others];
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = token(rest, first);
        let (token, after) = rest.split_at(length);
        rest = after;
        match token {
            "(" => within.push(Listed::Others),
            ")" if within.len() > 1 => {
                within.pop();
            }
            _ => {}
        }
        let listed = within.last_mut().expect("never empty");
        match token {
            "AS" if *listed == Listed::Tables => {
                rest = rest.strip_prefix(' ').unwrap_or(rest);
                continue;
            }
            "FROM" | "JOIN" | "INTO" => *listed = Listed::Tables,
            "SELECT" | "ON" | "WHERE" | "GROUP" | "HAVING" | "ORDER" | "UNION" | "VALUES" | "WITH" => {
                *listed = Listed::Others;
            }
            _ => {}
        }
        written.push_str(token);
    }
    written
}

/// How long the token is that a text begins with: a quoted one, a comment, a word, or a single letter.
fn token(text: &str, first: char) -> usize {
    let until = |end: &str| text[1..].find(end).map_or(text.len(), |at| at + 1 + end.len());
    match first {
        '\'' => until("'"),
        '"' => until("\""),
        '-' if text.starts_with("--") => text.find('\n').unwrap_or(text.len()),
        letter if letter.is_alphanumeric() || letter == '_' => {
            text.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(text.len())
        }
        other => other.len_utf8(),
    }
}

#[cfg(test)]
mod tests {
    use super::without_as;

    #[test]
    fn only_aliases_of_tables_lose_their_as() {
        let given = "CREATE VIEW v AS\nWITH a AS (\n  SELECT CAST(x AS NUMBER) AS y, 'FROM t AS k' AS z FROM t AS k -- FROM t AS k\n)\n\
                     SELECT b.y AS q FROM (SELECT y FROM a AS c) AS b\nJOIN a AS d ON d.y = CAST(b.y AS NUMBER)\nLEFT JOIN a AS e ON 1 = 1";
        let wanted = "CREATE VIEW v AS\nWITH a AS (\n  SELECT CAST(x AS NUMBER) AS y, 'FROM t AS k' AS z FROM t k -- FROM t AS k\n)\n\
                      SELECT b.y AS q FROM (SELECT y FROM a c) b\nJOIN a d ON d.y = CAST(b.y AS NUMBER)\nLEFT JOIN a e ON 1 = 1";
        assert_eq!(without_as(given), wanted);
        assert_eq!(without_as("SELECT 'it''s AS' FROM \"a AS b\" AS c"), "SELECT 'it''s AS' FROM \"a AS b\" c");
    }
}
