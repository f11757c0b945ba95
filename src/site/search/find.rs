//! Searching the index. `assets/soeg.js` does the same in the browser; what is found here, is found there in the same order.
//!
//! In: an index and what somebody wrote. Out: [`Found`]. Guaranteed now: every word sought is in every document found, unless
//! none has them all; then those that have some, most first. Numbers are whole, so that both programs count alike.

use std::collections::{BTreeMap, BTreeSet};

use super::fold::{Token, digits, tokens};
use super::index::{Index, SILENT};
use super::stem::{ENDINGS, INNER_ENDINGS, stem};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Indexes of documents, the best first.
    pub documents: Vec<u32>,
    /// No document has all that was sought.
    pub in_part: bool,
}

/// One thing sought.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Sought {
    Word(String),
    Number(String),
    /// A code on a level, `dr 1`.
    Code(String, String),
}

/// Fewer letters begin too many words.
const SHORTEST_START: usize = 2;
/// A number that is begun but not finished has so many digits.
const SHORTEST_NUMBER: usize = 3;
/// The parts of a word that is nowhere as a whole.
const SHORTEST_PART: usize = 4;

const EXACT: u32 = 4;
const NEARLY: u32 = 3;
const BEGUN: u32 = 2;

/// Having one thing more than another document weighs more than all else.
const ONE_MORE: u32 = 100_000;
const WHOLE_TITLE: u32 = 60;

/// What a document is worth for one thing sought, and the weight of the place where it was found.
type Hits = BTreeMap<u32, (u32, u8)>;

impl Index {
    pub fn find(&self, query: &str) -> Found {
        let hits: Vec<Hits> = self.sought(query).iter().map(|sought| self.hits(sought)).collect();
        let mut scores: BTreeMap<u32, (u32, u32, u32)> = BTreeMap::new();
        for hits in &hits {
            let rare = self.rarity(hits.len());
            for (document, (worth, weight)) in hits {
                let (number, score, in_title) = scores.entry(*document).or_default();
                *number += 1;
                *score += worth * rare;
                *in_title += u32::from(*weight >= 6);
            }
        }
        let wanted = u32::try_from(hits.len()).unwrap_or(u32::MAX);
        let in_part = !scores.values().any(|(number, _, _)| *number == wanted);
        let mut ranked: Vec<(u32, u32)> = Vec::new();
        for (document, (number, score, in_title)) in scores {
            if in_part || number == wanted {
                let title = WHOLE_TITLE * in_title / self.title_words[document as usize].max(in_title).max(1);
                ranked.push((number * ONE_MORE + score + title, document));
            }
        }
        ranked.sort_by_key(|(score, document)| (std::cmp::Reverse(*score), *document));
        Found {
            in_part: in_part && !ranked.is_empty(),
            documents: ranked.into_iter().map(|(_, document)| document).collect(),
        }
    }

    fn sought(&self, query: &str) -> Vec<Sought> {
        let mut sought = Vec::new();
        let mut tokens = tokens(query).into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                Token::Number(number) => sought.push(Sought::Number(number)),
                Token::Word(word) => match (self.levels.get(&word), tokens.peek()) {
                    (Some(level), Some(Token::Number(_))) => {
                        if let Some(Token::Number(number)) = tokens.next() {
                            sought.push(Sought::Code(level.clone(), number));
                        }
                    }
                    (_, None) => sought.push(Sought::Word(word)),
                    (_, Some(_)) if SILENT.contains(&word.as_str()) => {}
                    (_, Some(_)) => sought.push(Sought::Word(word)),
                },
            }
        }
        sought
    }

    /// The fewer documents have it, the more it says: 2 and up, one more each time they are halved.
    fn rarity(&self, number: usize) -> u32 {
        let mut rarity = 2;
        let mut documents = number.max(1) * 2;
        while documents <= self.documents.len() {
            rarity += 1;
            documents *= 2;
        }
        rarity
    }

    fn hits(&self, sought: &Sought) -> Hits {
        let mut hits = Hits::new();
        match sought {
            Sought::Number(number) => {
                digits(number)
                    .iter()
                    .for_each(|digits| self.code(&format!("#{digits}"), digits.len(), EXACT, &mut hits));
            }
            Sought::Code(level, number) => {
                for digits in digits(number) {
                    self.code(&format!(":{level}:{digits}"), digits.len(), EXACT, &mut hits);
                    if digits.len() >= SHORTEST_NUMBER {
                        self.code(&format!("#{digits}"), digits.len(), BEGUN, &mut hits);
                    }
                }
            }
            Sought::Word(word) => {
                self.word(word, &mut hits);
                if hits.is_empty() {
                    self.two_parts(word, &mut hits);
                }
            }
        }
        hits
    }

    fn code(&self, key: &str, digits: usize, quality: u32, hits: &mut Hits) {
        self.term(key, quality, hits);
        if digits >= SHORTEST_NUMBER {
            self.beginning(key, |_| quality.min(NEARLY), hits);
        }
    }

    fn word(&self, word: &str, hits: &mut Hits) {
        let stem = stem(word);
        self.term(&stem, EXACT, hits);
        starts_before_ending(word).filter(|start| *start != stem).for_each(|start| self.term(start, NEARLY, hits));
        if word.chars().count() >= SHORTEST_START {
            let length = word.chars().count();
            self.beginning(word, |term| if 3 * length >= 2 * term.chars().count() { NEARLY } else { BEGUN }, hits);
        }
    }

    /// A word that is nowhere, but its two parts are: `skoleudgift`.
    fn two_parts(&self, word: &str, hits: &mut Hits) {
        let places = word.char_indices().map(|(place, _)| place);
        for place in places.filter(|place| *place >= SHORTEST_PART && word.len() - place >= SHORTEST_PART) {
            let (first, last) = word.split_at(place);
            let joined = first.strip_suffix(['s', 'e']).filter(|first| first.len() >= SHORTEST_PART);
            let known =
                [Some(first), joined].into_iter().flatten().map(stem).find(|stem| self.terms.contains_key(stem));
            let (Some(first), true) = (known, self.terms.contains_key(&stem(last))) else { continue };
            let (mut firsts, mut lasts) = (Hits::new(), Hits::new());
            self.term(&first, BEGUN, &mut firsts);
            self.term(&stem(last), BEGUN, &mut lasts);
            for (document, (worth, weight)) in firsts {
                if let Some((other, other_weight)) = lasts.get(&document) {
                    hits.insert(document, (worth.min(*other), weight.min(*other_weight)));
                }
            }
            return;
        }
    }

    fn beginning(&self, start: &str, quality: impl Fn(&str) -> u32, hits: &mut Hits) {
        let longer = self.terms.range(start.to_owned()..).take_while(|(term, _)| term.starts_with(start));
        for (term, _) in longer.filter(|(term, _)| term.as_str() != start) {
            self.term(term, quality(term), hits);
        }
    }

    fn term(&self, term: &str, quality: u32, hits: &mut Hits) {
        for (document, weight) in self.terms.get(term).into_iter().flatten() {
            let hit = hits.entry(*document).or_default();
            *hit = (hit.0.max(quality * u32::from(weight.0)), hit.1.max(weight.0));
        }
    }
}

/// What an ending that is being typed may have been put to: `kommun` of `kommunern`.
fn starts_before_ending(word: &str) -> impl Iterator<Item = &str> {
    let places: BTreeSet<usize> = word.char_indices().map(|(place, _)| place).collect();
    places.into_iter().filter(|place| *place >= 3 && is_begun_ending(&word[*place..])).map(|place| &word[..place])
}

fn is_begun_ending(rest: &str) -> bool {
    let begun = |ending: &str| ending.starts_with(rest);
    let after = |inner: &str| {
        begun(inner)
            || rest.strip_prefix(inner).is_some_and(|rest| ENDINGS.iter().any(|ending| ending.starts_with(rest)))
    };
    ENDINGS.iter().any(|ending| begun(ending)) || INNER_ENDINGS.iter().any(|inner| after(inner))
}
