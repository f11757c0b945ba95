//! The index: for each stem, part of a word, number and account the documents that have it, and how much it counts there.
//!
//! In: [`Document`]s in the order in which equals are shown. Out: an [`Index`]. Guaranteed now: terms stand in order, the
//! documents of a term too; the size grows with the words of the documents, each counted once per document.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::compounds::Compounds;
use super::fold::{Token, digits, folded, tokens};
use super::stem::stem;

/// Where a word stands decides how much it counts: 1–9.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight(pub u8);

impl Weight {
    pub const TITLE: Weight = Weight(9);
    pub const NAME: Weight = Weight(8);
    /// What it is about: area, source, unit.
    pub const CONTEXT: Weight = Weight(5);
    pub const DEFINITION: Weight = Weight(4);
    pub const SENTENCE: Weight = Weight(3);
    pub const ACCOUNTS: Weight = Weight(2);

    /// A part of a word counts less than the word.
    fn of_part(self) -> Weight {
        Weight(self.0.saturating_sub(3).max(1))
    }
}

/// Words that say nothing of what is sought.
pub const SILENT: [&str; 29] = [
    "af", "at", "da", "de", "den", "der", "det", "en", "er", "et", "fra", "for", "har", "i", "ikke", "kan", "med",
    "men", "og", "om", "pa", "pr", "som", "the", "til", "ved", "eller", "hvor", "dr",
];

/// What can be found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Its page.
    pub path: String,
    pub title: String,
    /// One line beneath the title.
    pub detail: String,
    pub texts: Vec<(Weight, String)>,
    /// Codes with the level they are on: `("dranst", "1")`.
    pub codes: Vec<(Weight, String, String)>,
    /// Per facet of [`super::document::FACETS`] the values it has.
    pub facets: Vec<BTreeSet<String>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    pub documents: Vec<Document>,
    /// Stems; numbers as `#53230`; codes on a level as `:dranst:1`.
    pub terms: BTreeMap<String, Vec<(u32, Weight)>>,
    /// Words before a code and the level they mean, folded: `dr` and `dranst` for `dranst`.
    pub levels: BTreeMap<String, String>,
    /// How many words each title has, 1–35.
    pub title_words: Vec<u32>,
}

impl Index {
    pub fn new(documents: Vec<Document>, levels: BTreeMap<String, String>) -> Index {
        let words = documents.iter().flat_map(|document| &document.texts).flat_map(|(_, text)| words_of(text));
        let compounds = Compounds::new(&words.chain(documents.iter().flat_map(|of| words_of(&of.title))).collect());
        let mut reader = Reader { compounds, read: HashMap::new() };
        let mut terms: BTreeMap<String, Vec<(u32, Weight)>> = BTreeMap::new();
        for (number, document) in documents.iter().enumerate() {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            for (term, weight) in reader.terms(document) {
                terms.entry(term).or_default().push((number, weight));
            }
        }
        let title_words = documents.iter().map(|document| title_words(&document.title)).collect();
        let levels = levels.into_iter().map(|(word, level)| (folded(&word), folded(&level))).collect();
        Index { documents, terms, levels, title_words }
    }
}

/// Reads documents, each word once however often it stands.
struct Reader {
    compounds: Compounds,
    /// The stem of a word and its parts.
    read: HashMap<String, (String, Vec<String>)>,
}

/// The terms of a document, with the most that each counts.
#[derive(Default)]
struct Terms(BTreeMap<String, Weight>);

impl Terms {
    fn add(&mut self, term: String, weight: Weight) {
        let most = self.0.entry(term).or_insert(weight);
        *most = weight.max(*most);
    }
}

impl Reader {
    fn terms(&mut self, document: &Document) -> BTreeMap<String, Weight> {
        let mut found = Terms::default();
        self.text(&document.title, Weight::TITLE, &mut found);
        document.texts.iter().for_each(|(weight, text)| self.text(text, *weight, &mut found));
        for (weight, level, code) in &document.codes {
            for digits in digits(code) {
                found.add(format!("#{digits}"), *weight);
                found.add(format!(":{}:{digits}", folded(level)), *weight);
            }
        }
        found.0
    }

    fn text(&mut self, text: &str, weight: Weight, found: &mut Terms) {
        for token in tokens(text) {
            match token {
                Token::Number(number) => {
                    digits(&number).into_iter().for_each(|digits| found.add(format!("#{digits}"), weight));
                }
                Token::Word(word) if SILENT.contains(&word.as_str()) => {}
                Token::Word(word) => self.word(word, weight, found),
            }
        }
    }

    fn word(&mut self, word: String, weight: Weight, found: &mut Terms) {
        let compounds = &self.compounds;
        let (stem, parts) =
            self.read.entry(word).or_insert_with_key(|word| (stem(word), compounds.parts(word).into_iter().collect()));
        parts.iter().for_each(|part| found.add(part.clone(), weight.of_part()));
        found.add(stem.clone(), weight);
    }
}

fn words_of(text: &str) -> impl Iterator<Item = String> {
    tokens(text).into_iter().filter_map(|token| match token {
        Token::Word(word) => Some(word),
        Token::Number(_) => None,
    })
}

fn title_words(title: &str) -> u32 {
    let counted = |token: &Token| !matches!(token, Token::Word(word) if SILENT.contains(&word.as_str()));
    u32::try_from(tokens(title).iter().filter(|token| counted(token)).count()).unwrap_or(35).clamp(1, 35)
}
