//! What a quoted text says.
//!
//! In: a text as written, with its quotes. Out: its value. Guaranteed now: `""` inside `"…"` is one `"`;
//! a `"""…"""` text has lost the indentation its lines share and the line ends next to its quotes.

/// The value of a text as written.
pub(super) fn value(written: &str) -> String {
    match written.strip_prefix("\"\"\"").and_then(|rest| rest.strip_suffix("\"\"\"")) {
        Some(inside) => unindented(inside),
        None => {
            let inside = written.strip_prefix('"').unwrap_or(written);
            inside.strip_suffix('"').unwrap_or(inside).replace("\"\"", "\"")
        }
    }
}

fn unindented(inside: &str) -> String {
    let mut lines: Vec<&str> = inside.split('\n').collect();
    let begins_beside_quotes = !lines[0].trim().is_empty();
    let indentation = lines[1..].iter().filter(|line| !line.trim().is_empty()).map(|line| blanks(line)).min();
    for line in &mut lines[1..] {
        *line = line.get(indentation.unwrap_or(0)..).unwrap_or("").trim_end();
    }
    lines[0] = lines[0].trim();
    if !begins_beside_quotes {
        lines.remove(0);
    }
    if lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    lines.join("\n")
}

fn blanks(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn a_doubled_quote_is_one() {
        assert_eq!(value(r#""Den ""gyldne"" regel""#), r#"Den "gyldne" regel"#);
        assert_eq!(value("\"\""), "");
    }

    #[test]
    fn long_texts_lose_the_indentation_their_lines_share() {
        assert_eq!(value("\"\"\"\n    Punkter:\n\n      - et\n    Slut\n    \"\"\""), "Punkter:\n\n  - et\nSlut");
        assert_eq!(value("\"\"\"Kort\"\"\""), "Kort");
        assert_eq!(value("\"\"\"Først\n   så\"\"\""), "Først\nså");
        assert_eq!(value("\"\"\"\"\"\""), "");
    }
}
