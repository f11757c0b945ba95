//! The lines of a definition as they were written, with links to what they name.
//!
//! In: lines in the language's own words. Out: markup. Guaranteed now: a name is a link only where the language reads a
//! name: after `fra`, in brackets, and in a formula.

use minijinja::Value;

use super::html::Html;
use super::{Site, paths};

/// A list of lines, indented as they are.
pub fn linked(site: &Site, from: &str, lines: impl IntoIterator<Item = String>) -> Value {
    let mut html = Html::new();
    html.open("ul", &[("class", "definition"), ("lang", "da")]);
    for text in lines {
        let class = if text.starts_with(' ') { "indryk" } else { "" };
        html.open("li", if class.is_empty() { &[] } else { &[("class", "indryk")] });
        line(site, from, text.trim(), &mut html);
        html.close();
    }
    html.close();
    html.value()
}

fn line(site: &Site, from: &str, text: &str, html: &mut Html) {
    let is_formula = text.contains(" = ") || text.contains("formel ");
    let mut before = "";
    let mut start = None;
    let mut pending = 0;
    let ends = text.char_indices().chain([(text.len(), ' ')]);
    for (at, letter) in ends {
        let in_word = at < text.len() && (letter.is_alphanumeric() || letter == '_');
        match (start, in_word) {
            (None, true) => start = Some(at),
            (Some(first), false) => {
                let word = &text[first..at];
                let in_brackets = text[..first].ends_with('[') && text[at..].starts_with(']');
                let after_from = before == "fra";
                if let Some(page) = site.lookup.page(word).filter(|_| in_brackets || after_from || is_formula) {
                    html.text(&text[pending..first]);
                    html.element("a", &[("href", &paths::relative(from, page))], word);
                    pending = at;
                }
                (before, start) = (word, None);
            }
            _ => {}
        }
    }
    html.text(&text[pending..]);
}
