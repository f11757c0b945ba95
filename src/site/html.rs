//! HTML written by hand, where a template would be harder to read: pictures, formulas and trees.
//!
//! In: names of elements that the program chooses, and texts. Out: markup. Guaranteed now: a text or attribute is escaped
//! when it is put in; there is no other way in.

use std::fmt::Write;

use minijinja::Value;

/// Markup under way. Elements are closed in the order in which they were opened.
#[derive(Debug, Clone, Default)]
pub struct Html {
    text: String,
    open: Vec<&'static str>,
}

impl Html {
    pub fn new() -> Html {
        Html::default()
    }

    /// Opens an element.
    pub fn open(&mut self, element: &'static str, attributes: &[(&'static str, &str)]) -> &mut Html {
        self.start(element, attributes);
        self.text.push('>');
        self.open.push(element);
        self
    }

    /// Closes the innermost open element.
    pub fn close(&mut self) -> &mut Html {
        if let Some(element) = self.open.pop() {
            let _ = write!(self.text, "</{element}>");
        }
        self
    }

    /// An element with a text in it.
    pub fn element(&mut self, element: &'static str, attributes: &[(&'static str, &str)], text: &str) -> &mut Html {
        self.open(element, attributes).text(text).close()
    }

    /// An element that holds nothing: `br`, `path`.
    pub fn empty(&mut self, element: &'static str, attributes: &[(&'static str, &str)]) -> &mut Html {
        self.start(element, attributes);
        self.text.push_str("/>");
        self
    }

    pub fn text(&mut self, text: &str) -> &mut Html {
        escape_into(&mut self.text, text);
        self
    }

    /// Markup that was written in the same way.
    pub fn html(&mut self, other: &Html) -> &mut Html {
        self.text.push_str(&other.text);
        self
    }

    fn start(&mut self, element: &'static str, attributes: &[(&'static str, &str)]) {
        let _ = write!(self.text, "<{element}");
        for (name, value) in attributes {
            let _ = write!(self.text, " {name}=\"");
            escape_into(&mut self.text, value);
            self.text.push('"');
        }
    }

    /// Markup of a library that escapes by itself; only [`super::markdown`] has such.
    pub(super) fn trusted(text: String) -> Html {
        Html { text, open: Vec::new() }
    }

    pub fn len(&self) -> usize {
        self.text.len()
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// What was written, with everything closed.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text
    }

    /// For a template, which puts it in as it is.
    pub fn value(self) -> Value {
        Value::from_safe_string(self.finish())
    }
}

/// A value as JSON for a `<script>` that holds data. There no sign is escaped as in HTML, so none that means something there
/// is left: `<`, `>`, `&` and the line ends that scripts know are written by their numbers.
pub fn data(value: &serde_json::Value) -> Value {
    let mut text = String::new();
    for letter in value.to_string().chars() {
        match letter {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(text, "\\u{:04x}", u32::from(letter));
            }
            _ => text.push(letter),
        }
    }
    Value::from_safe_string(text)
}

/// A text as it stands between tags or in a quoted attribute. Control characters, which HTML does not allow, become U+FFFD.
pub fn escape_into(markup: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => markup.push_str("&amp;"),
            '<' => markup.push_str("&lt;"),
            '>' => markup.push_str("&gt;"),
            '"' => markup.push_str("&quot;"),
            '\'' => markup.push_str("&#39;"),
            '\n' | '\t' => markup.push(letter),
            _ if letter.is_control() => markup.push('\u{fffd}'),
            _ => markup.push(letter),
        }
    }
}

pub fn escaped(text: &str) -> String {
    let mut markup = String::with_capacity(text.len());
    escape_into(&mut markup, text);
    markup
}
