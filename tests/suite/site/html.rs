//! A small reader of the HTML that the site writes: strict where a browser would forgive.

/// Elements that are never closed.
const VOID: [&str; 6] = ["meta", "link", "br", "input", "hr", "wbr"];

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    pub name: String,
    /// Names and values with entities read.
    pub attributes: Vec<(String, String)>,
    /// All text inside, without tags.
    pub text: String,
    /// The names of the elements around it, the outermost first.
    pub inside: Vec<String>,
}

impl Element {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// Every element in order; fails when tags do not match, an attribute is not quoted or stands twice, or `<` stands bare.
pub fn elements(path: &str, html: &str) -> Vec<Element> {
    let mut rest = html.strip_prefix("<!DOCTYPE html>").unwrap_or_else(|| panic!("{path}: ingen DOCTYPE"));
    let mut found: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    while let Some(at) = rest.find('<') {
        let text = entities(path, &rest[..at]);
        open.iter().for_each(|index| found[*index].text.push_str(&text));
        if let Some(comment) = rest[at..].strip_prefix("<!--") {
            rest = comment.split_once("-->").unwrap_or_else(|| panic!("{path}: en kommentar slutter ikke")).1;
            continue;
        }
        let end = tag_end(&rest[at..]).unwrap_or_else(|| panic!("{path}: et tag slutter ikke"));
        let tag = &rest[at + 1..at + end];
        rest = &rest[at + end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            let last = open.pop().map(|index| found[index].name.clone());
            assert_eq!(last.as_deref(), Some(name), "{path}: </{name}> lukker ikke det inderste");
            continue;
        }
        let closed = tag.ends_with('/');
        let (name, attributes) = read_tag(path, tag.trim_end_matches('/'));
        let inside = open.iter().map(|index| found[*index].name.clone()).collect();
        let is_void = closed || VOID.contains(&name.as_str());
        found.push(Element { name, attributes, text: String::new(), inside });
        if !is_void {
            open.push(found.len() - 1);
        }
    }
    assert!(open.is_empty(), "{path}: {} er ikke lukket", found[open[0]].name);
    found
}

/// The place of `>` that is not in an attribute.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quoted = false;
    for (at, letter) in tag.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '>' if !quoted => return Some(at),
            _ => {}
        }
    }
    None
}

fn read_tag(path: &str, tag: &str) -> (String, Vec<(String, String)>) {
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    assert!(name.chars().all(|letter| letter.is_ascii_alphanumeric()), "{path}: elementet {name}");
    let mut attributes: Vec<(String, String)> = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return (name.to_owned(), attributes);
        }
        let end = rest.find(|letter: char| letter == '=' || letter.is_whitespace()).unwrap_or(rest.len());
        let attribute = rest[..end].to_owned();
        let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == ':';
        assert!(!attribute.is_empty() && attribute.chars().all(plain), "{path}: attributten {attribute}");
        assert!(!attributes.iter().any(|(known, _)| *known == attribute), "{path}: {attribute} står to gange i {name}");
        rest = &rest[end..];
        let value = match rest.strip_prefix("=\"") {
            Some(quoted) => {
                let end = quoted.find('"').unwrap_or_else(|| panic!("{path}: {attribute} slutter ikke"));
                rest = &quoted[end + 1..];
                entities(path, &quoted[..end])
            }
            None => {
                assert!(!rest.starts_with('='), "{path}: {attribute} står uden anførselstegn");
                String::new()
            }
        };
        attributes.push((attribute, value));
    }
}

fn entities(path: &str, text: &str) -> String {
    let known = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    let mut read = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        read.push_str(&rest[..at]);
        rest = &rest[at..];
        let (entity, letter) = known
            .iter()
            .find(|(entity, _)| rest.starts_with(entity))
            .unwrap_or_else(|| panic!("{path}: et bart & i {rest:.40}"));
        read.push_str(letter);
        rest = &rest[entity.len()..];
    }
    read + rest
}
