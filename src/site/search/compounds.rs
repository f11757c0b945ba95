//! Compounds taken apart: `plejeboliger` is found by `bolig`, `folkeskolen` by `skole`.
//!
//! In: all words of the site, folded. Out: the parts of each. Guaranteed now: a part is a word that stands alone somewhere on
//! the site, or in `dele.txt`, or that many words end with; letters that only happen to stand together (`elev` in
//! `relevant`) are none. What is searched for needs no taking apart, so the browser need not know how.

use std::collections::{BTreeMap, BTreeSet};

use super::fold::folded;
use super::stem::{root, stem};

/// Shorter words are no parts.
const SHORTEST: usize = 3;
/// Nobody's words are longer; what is, is no word.
const LONGEST: usize = 60;
/// The last part may have an ending; so many letters at least.
const SHORTEST_LAST: usize = 4;
/// A last part is believed before an unknown first one when it is this long.
const LONG: usize = 5;
/// Words that many others end with are parts, when so many begin with a known word.
const OFTEN: usize = 2;

/// Words that go before others without being part of what those mean.
const BEFORE: [&str; 38] = [
    "af", "an", "be", "bort", "efter", "en", "er", "for", "fore", "fort", "forud", "fra", "frem", "gen", "hen", "ikke",
    "imod", "ind", "ji", "med", "mel", "mod", "ned", "om", "op", "over", "pa", "rund", "sam", "selv", "sig", "til",
    "ud", "und", "under", "ved", "videre", "vis",
];

/// Endings that make words of others; no part is one of these.
const ENDINGS: [&str; 25] = [
    "agtig", "ation", "ende", "ering", "else", "elser", "elses", "elsen", "erede", "heden", "heder", "ighed", "ingen",
    "inger", "isering", "ling", "lige", "ninger", "ning", "ningen", "ring", "ringen", "ringer", "somme", "tion",
];

/// What parts there are.
#[derive(Debug, Default)]
pub struct Compounds {
    forms: BTreeSet<String>,
    /// The forms without endings.
    roots: BTreeSet<String>,
    /// Those of `dele.txt`: they are compounds of nothing unknown.
    listed: BTreeSet<String>,
}

impl Compounds {
    pub fn new(words: &BTreeSet<String>) -> Compounds {
        let lines = include_str!("dele.txt").lines().filter(|line| !line.starts_with('#'));
        let listed: BTreeSet<String> = lines.flat_map(str::split_whitespace).map(folded).collect();
        let mut compounds =
            Compounds { listed: listed.iter().map(|word| root(word)).collect(), ..Compounds::default() };
        let alone = words.iter().filter(|word| word.len() > SHORTEST).cloned();
        listed.into_iter().chain(alone).for_each(|word| compounds.add(word));
        let inferred = compounds.often_last(words);
        compounds.roots.extend(inferred);
        compounds
    }

    fn add(&mut self, word: String) {
        let may_be = !BEFORE.contains(&word.as_str()) && !ENDINGS.contains(&word.as_str());
        if may_be && word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            self.roots.insert(root(&word));
            self.forms.insert(word);
        }
    }

    /// `bolig`, which stands alone nowhere, of `plejebolig` and `aldrebolig`.
    fn often_last(&self, words: &BTreeSet<String>) -> Vec<String> {
        let mut before: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for word in words.iter().filter(|word| is_word(word)) {
            for cut in SHORTEST + 1..word.len().saturating_sub(LONG - 1) {
                let (first, last) = word.split_at(cut);
                if self.forms.contains(first) && may_be_alone(last) && !self.is_joined(last) {
                    before.entry(root(last)).or_default().insert(first);
                }
            }
        }
        before.into_iter().filter(|(_, firsts)| firsts.len() >= OFTEN).map(|(last, _)| last).collect()
    }

    /// The `s` of `driftsudgift` and the `er` of `naevnerbeskrivelse` belong to the first part; that of `togstation` may not.
    fn is_joined(&self, last: &str) -> bool {
        let known = |rest: &str| self.forms.contains(rest) || self.roots.contains(&root(rest));
        let joint = |joint: &str| last.strip_prefix(joint).is_some_and(known);
        let no_beginning = |rest: &str| !rest.starts_with(['t', 'p', 'k', 'm', 'n', 'l', 'v', 'j', 'c']);
        !self.forms.contains(last)
            && (["s", "e", "er"].into_iter().any(joint) || last.strip_prefix('s').is_some_and(no_beginning))
    }

    /// The parts of a word, those inside other parts too, as stems; nothing of a word that is none of several.
    pub fn parts(&self, word: &str) -> BTreeSet<String> {
        let mut parts = BTreeSet::new();
        if is_word(word) {
            self.take_apart(word, &mut parts);
        }
        parts
    }

    fn take_apart(&self, word: &str, parts: &mut BTreeSet<String>) {
        let Some((first, last)) = self.cut(word) else { return };
        let known = self.first_part(first);
        parts.extend([known, Some(last)].into_iter().flatten().map(stem));
        self.take_apart(known.unwrap_or(first), parts);
        self.take_apart(last, parts);
    }

    /// The two parts of a word, the longest known last part first, rather behind a known first part.
    fn cut<'w>(&self, word: &'w str) -> Option<(&'w str, &'w str)> {
        let cuts = || (SHORTEST..word.len().saturating_sub(SHORTEST - 1)).map(|cut| word.split_at(cut));
        let known = |(first, last): &(&str, &str)| self.is_last(last) && self.first_part(first).is_some();
        let alone = |(first, last): &(&str, &str)| self.is_last(last) && may_be_alone(last) && !is_only_before(first);
        cuts().find(known).or_else(|| cuts().find(alone).filter(|_| !self.listed.contains(&root(word))))
    }

    fn is_last(&self, last: &str) -> bool {
        let may_be = last.len() >= SHORTEST_LAST && !ENDINGS.contains(&last);
        self.forms.contains(last) || may_be && self.roots.contains(&root(last))
    }

    /// The first part without the `s` or `e` that joins it to the next.
    fn first_part<'w>(&self, first: &'w str) -> Option<&'w str> {
        let known = |part: &str| part.len() >= SHORTEST && self.forms.contains(part);
        let joined = || first.strip_suffix(['s', 'e']).filter(|part| known(part));
        if known(first) { Some(first) } else { joined() }
    }
}

fn is_word(word: &str) -> bool {
    word.is_ascii() && word.len() <= LONGEST
}

fn may_be_alone(last: &str) -> bool {
    last.len() >= LONG && !ENDINGS.contains(&last) && root(last).len() > SHORTEST
}

/// `medarbejder` is no kind of `arbejder`, nor is what merely ends alike.
fn is_only_before(first: &str) -> bool {
    BEFORE.contains(&first) || !first.bytes().any(|letter| matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(words: &str, word: &str) -> Vec<String> {
        let words = words.split_whitespace().map(folded).collect();
        Compounds::new(&words).parts(&folded(word)).into_iter().collect()
    }

    #[track_caller]
    fn holds(word: &str, part: &str) {
        assert!(parts("", word).contains(&stem(&folded(part))), "{word}: {:?}", parts("", word));
    }

    #[test]
    fn compounds_are_found_by_their_parts() {
        holds("plejeboliger", "bolig");
        holds("plejeboliger", "pleje");
        holds("folkeskolen", "skole");
        holds("undervisningsudgifter", "udgift");
        holds("undervisningsudgifter", "undervisning");
        holds("specialundervisning", "undervisning");
        holds("folkeskoleelever", "skole");
        holds("folkeskoleelever", "elev");
        holds("driftsudgift", "drift");
        holds("skatteindtægter", "indtægt");
        holds("erhvervsskole", "skole");
        holds("sygefraværsprocent", "procent");
        holds("ældrepleje", "ældre");
        holds("børnehave", "barn");
        holds("hjemmehjælpsmodtagere", "modtager");
    }

    #[test]
    fn letters_that_happen_to_stand_together_are_no_parts() {
        for word in [
            "relevant",
            "hospital",
            "betaling",
            "antal",
            "kalender",
            "mobil",
            "kommune",
            "medarbejder",
            "forbrug",
            "udgift",
            "indtægt",
            "tilbud",
            "organisation",
            "uddannelse",
            "forebyggelse",
            "transport",
            "forskellige",
            "oprindelige",
        ] {
            assert_eq!(parts("elev tal alder bil", word), [""; 0], "{word}");
        }
    }

    #[test]
    fn what_many_words_end_with_is_a_part() {
        assert!(parts("tolke hånd håndkurser tolkekurser", "småkurser").contains(&stem("kurser")));
    }
}
