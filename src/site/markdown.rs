//! Authors' longer texts, which are Markdown.
//!
//! In: a text as written. Out: HTML of paragraphs, lists, emphasis, code, tables and links. Guaranteed now: HTML in the text
//! is shown, not obeyed; a link is followed only when it is `https:`, `http:` or `mailto:`; nothing is fetched by the page;
//! headings stand below those of the page.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::html::Html;

/// A text of several paragraphs.
pub fn rendered(text: &str) -> Html {
    let mut options = Options::empty();
    options.insert(Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let mut markup = String::new();
    html::push_html(&mut markup, Harmless { inner: Parser::new_ext(text, options), refused: Vec::new() });
    Html::trusted(markup)
}

/// A text whose plain words `linked` writes, outside links, code and headings.
pub fn rendered_with(text: &str, linked: &mut dyn FnMut(&str) -> Html) -> Html {
    let mut options = Options::empty();
    options.insert(Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let mut inside = 0;
    let events = Harmless { inner: Parser::new_ext(text, options), refused: Vec::new() };
    let events = events.map(|event| match event {
        Event::Start(Tag::Link { .. } | Tag::Heading { .. } | Tag::CodeBlock(_)) => {
            inside += 1;
            event
        }
        Event::End(TagEnd::Link | TagEnd::Heading(_) | TagEnd::CodeBlock) => {
            inside -= 1;
            event
        }
        Event::Text(text) if inside == 0 => Event::InlineHtml(linked(&text).finish().into()),
        other => other,
    });
    let mut markup = String::new();
    html::push_html(&mut markup, events);
    Html::trusted(markup)
}

/// The text without its signs, for titles and descriptions.
pub fn plain(text: &str) -> String {
    let mut plain = String::new();
    for event in Parser::new(text) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                plain.push_str(&text)
            }
            Event::SoftBreak | Event::HardBreak | Event::End(_) if !plain.ends_with(' ') => plain.push(' '),
            _ => {}
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The reader's events, with what could do harm made text.
struct Harmless<'t, I: Iterator<Item = Event<'t>>> {
    inner: I,
    /// Per open link or picture, whether it is left out.
    refused: Vec<bool>,
}

impl<'t, I: Iterator<Item = Event<'t>>> Iterator for Harmless<'t, I> {
    type Item = Event<'t>;

    fn next(&mut self) -> Option<Event<'t>> {
        Some(match self.inner.next()? {
            Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let refused = !is_safe(&dest_url);
                self.refused.push(refused);
                match refused {
                    true => Event::Text("".into()),
                    false => Event::Start(Tag::Link { link_type, dest_url, title, id }),
                }
            }
            // A picture would be fetched: what it shows is told instead.
            Event::Start(Tag::Image { .. }) => {
                self.refused.push(true);
                Event::Text("".into())
            }
            Event::End(end @ (TagEnd::Link | TagEnd::Image)) => match self.refused.pop() {
                Some(false) => Event::End(end),
                _ => Event::Text("".into()),
            },
            Event::Start(Tag::Heading { level, .. }) => {
                Event::Start(Tag::Heading { level: below(level), id: None, classes: Vec::new(), attrs: Vec::new() })
            }
            Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(below(level))),
            // A listing's language would become a class.
            Event::Start(Tag::CodeBlock(_)) => Event::Start(Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Indented)),
            other => other,
        })
    }
}

/// Texts stand under headings of the second level.
fn below(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    }
}

/// Whether an address may be followed: by its scheme, read as a browser would, which passes over blanks and controls.
pub fn is_safe(address: &str) -> bool {
    let plain: String =
        address.chars().filter(|letter| !letter.is_whitespace() && !letter.is_control()).collect::<String>();
    let plain = plain.to_ascii_lowercase();
    ["https://", "http://", "mailto:"].iter().any(|scheme| plain.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        rendered(text).finish()
    }

    #[test]
    fn html_is_shown_not_obeyed() {
        assert_eq!(of("a <script>alert(1)</script>"), "<p>a &lt;script&gt;alert(1)&lt;/script&gt;</p>\n");
        assert!(!of("<img src=x onerror=alert(1)>").contains("<img"));
        assert!(!of("![x](https://example.dk/x.png)").contains("<img"));
        assert!(!of("```\"><script>\nx\n```").contains("<script"));
    }

    #[test]
    fn only_known_schemes_are_followed() {
        for address in
            ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "//x.dk", "file:///x"]
        {
            assert!(!of(&format!("[x](<{address}>)")).contains("href"), "{address}");
        }
        assert!(!of("<javascript:alert(1)>").contains("href"));
        assert!(of("[x](https://dst.dk)").contains("href=\"https://dst.dk\""));
        assert!(!of("[x](https://dst.dk \"\\\" onclick=\\\"x\")").contains("\" onclick"));
    }

    #[test]
    fn plain_text_has_no_signs() {
        assert_eq!(plain("**Udgifter** pr. [borger](https://x.dk)\n\n- en\n- to"), "Udgifter pr. borger en to");
    }
}
