//! The glossary: words of the language and of FLIS, and links to them where they are first used.
//!
//! In: `words/ordbog.yaml`. Out: a page, and [`FirstUses`] for texts of other pages. Guaranteed now: a word is a link at its
//! first use on a page only, never inside another link or code.

use std::collections::{BTreeSet, HashMap};

use minijinja::{Value, context};
use serde::Deserialize;

use super::html::Html;
use super::{File, Kind, Page, Site, SiteError, markdown, paths};
use crate::diagnostics::Language;
use crate::text::{danish_order, fold};

pub const KIND: Kind = Kind { paths: |_| vec![paths::GLOSSARY.to_owned()], files };

/// A word and what it means.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Term {
    ord: String,
    gruppe: Group,
    /// The inflections that become links.
    former: Vec<String>,
    da: String,
    en: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Group {
    Sprog,
    Flis,
}

/// The words, and by which inflections they are known.
#[derive(Debug, Default)]
pub struct Glossary {
    terms: Vec<Term>,
    forms: HashMap<String, usize>,
}

impl Glossary {
    pub fn new() -> Glossary {
        let mut terms: Vec<Term> =
            serde_yaml::from_str(include_str!("words/ordbog.yaml")).expect("the glossary is tested");
        terms.sort_by(|left, right| danish_order(&left.ord, &right.ord));
        let forms =
            terms.iter().enumerate().flat_map(|(index, term)| term.former.iter().map(move |form| (fold(form), index)));
        Glossary { forms: forms.collect(), terms }
    }
}

fn files(site: &Site, _: usize) -> Result<Vec<File>, SiteError> {
    let term = |term: &Term| {
        let meaning = match site.words.language {
            Language::Danish => &term.da,
            Language::English => &term.en,
        };
        context! { ord => &term.ord, sted => paths::slug(&term.ord), betyder => meaning }
    };
    let of = |group: Group| {
        let terms = site.glossary.terms.iter().filter(|one| one.gruppe == group);
        terms.map(term).collect::<Vec<_>>()
    };
    let page = Page {
        path: paths::GLOSSARY.to_owned(),
        title: site.words.say("menu.glossary").to_owned(),
        description: site.words.say("glossary.about").to_owned(),
        breadcrumbs: Vec::new(),
        section: paths::GLOSSARY,
        authored: false,
        template: "ordbog.html",
        data: context! { sprog => of(Group::Sprog), flis => of(Group::Flis) },
    };
    Ok(vec![site.page(page)?])
}

/// The words that a page has used so far.
pub struct FirstUses<'a> {
    site: &'a Site<'a>,
    from: &'a str,
    seen: BTreeSet<usize>,
}

impl<'a> FirstUses<'a> {
    /// Of the page at this path.
    pub fn new(site: &'a Site<'a>, from: &'a str) -> FirstUses<'a> {
        FirstUses { site, from, seen: BTreeSet::new() }
    }

    /// A plain text with its words linked.
    pub fn text(&mut self, text: &str) -> Html {
        let mut html = Html::new();
        let (mut start, mut written) = (None, 0);
        for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
            let in_word = at < text.len() && (letter.is_alphanumeric() || letter == '_');
            match (start, in_word) {
                (None, true) => start = Some(at),
                (Some(first), false) => {
                    start = None;
                    let Some(target) = self.first_use(&text[first..at]) else { continue };
                    let address = paths::relative(self.from, &target);
                    html.text(&text[written..first]);
                    html.element("a", &[("class", "opslagsord"), ("href", &address)], &text[first..at]);
                    written = at;
                }
                _ => {}
            }
        }
        html.text(&text[written..]);
        html
    }

    /// An author's Markdown with its words linked.
    pub fn markdown(&mut self, text: &str) -> Value {
        markdown::rendered_with(text, &mut |text| self.text(text)).value()
    }

    fn first_use(&mut self, word: &str) -> Option<String> {
        let index = *self.site.glossary.forms.get(&fold(word))?;
        self.seen.insert(index).then(|| paths::term(&self.site.glossary.terms[index].ord))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_its_own_place_and_meaning() {
        let glossary = Glossary::new();
        let places: BTreeSet<String> = glossary.terms.iter().map(|term| paths::slug(&term.ord)).collect();
        assert_eq!(places.len(), glossary.terms.len());
        let number: usize = glossary.terms.iter().map(|term| term.former.len()).sum();
        assert_eq!(glossary.forms.len(), number, "two words share an inflection");
        assert!(glossary.terms.iter().all(|term| !term.da.is_empty() && !term.en.is_empty()));
    }
}
