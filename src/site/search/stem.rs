//! Danish words without their endings, after the Snowball project's rules for Danish.
//!
//! In: a folded word. Out: its stem. Guaranteed now: forms of one word have one stem as far as those rules go; `boern` and
//! `barn` have too. The rules are written here and in `assets/soeg.js` alike, sixty lines each, since what is searched for is
//! stemmed in the browser; a library could only serve one of the two, and none knows folded letters.

/// What is taken off words, the longest first to fit.
pub const ENDINGS: [&str; 32] = [
    "erendes", "erende", "hedens", "ethed", "erede", "heden", "heder", "endes", "ernes", "erens", "erets", "ered",
    "ende", "erne", "eren", "erer", "heds", "enes", "eres", "eret", "hed", "ene", "ere", "ens", "ers", "ets", "en",
    "er", "es", "et", "e", "s",
];

/// What makes adjectives and nouns, between the stem and the ending.
pub const INNER_ENDINGS: [&str; 4] = ["elig", "lig", "els", "ig"];

const BEFORE_S: &str = "abcdfghjklmnoprtvyz";
const DOUBLED: &str = "bdfgklmnprst";
const PAIRS: [&str; 4] = ["gd", "dt", "gt", "kt"];

pub fn stem(word: &str) -> String {
    let mut stem: Vec<char> = word.chars().collect();
    let start = protected(&stem);
    if start < stem.len() {
        take_ending(&mut stem, start);
        take_half_pair(&mut stem, start);
        take_inner_ending(&mut stem, start);
        undouble(&mut stem, start);
    }
    let stem: String = stem.into_iter().collect();
    match stem.as_str() {
        "born" => "barn".to_owned(),
        _ => stem,
    }
}

/// The word in its plain form: `bolig` of `boliger`, where the stem is `bol`. Only used when the index is made.
pub fn root(word: &str) -> String {
    let mut root: Vec<char> = word.chars().collect();
    let start = protected(&root);
    if start < root.len() {
        take_ending(&mut root, start);
        undouble(&mut root, start);
    }
    root.into_iter().collect()
}

/// So many letters keep their place: the first vowel and the consonant after it, and three in any case.
fn protected(word: &[char]) -> usize {
    if word.len() < 3 {
        return word.len();
    }
    let vowel = word.iter().position(|letter| is_vowel(*letter)).unwrap_or(word.len());
    let after =
        word.iter().skip(vowel).position(|letter| !is_vowel(*letter)).map_or(word.len(), |place| vowel + place + 1);
    after.max(3)
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

fn ends(word: &[char], start: usize, ending: &str) -> bool {
    let length = ending.len();
    word.len() >= start + length && word[word.len() - length..].iter().copied().eq(ending.chars())
}

fn take_ending(word: &mut Vec<char>, start: usize) {
    let Some(ending) = ENDINGS.iter().find(|ending| ends(word, start, ending)) else { return };
    let may_end = |letter: &char| BEFORE_S.contains(*letter);
    if *ending != "s" || word.len().checked_sub(2).and_then(|place| word.get(place)).is_some_and(may_end) {
        word.truncate(word.len() - ending.len());
    }
}

fn take_half_pair(word: &mut Vec<char>, start: usize) {
    if PAIRS.iter().any(|pair| ends(word, start, pair)) {
        word.pop();
    }
}

fn take_inner_ending(word: &mut Vec<char>, start: usize) {
    if ends(word, 0, "igst") {
        word.truncate(word.len() - 2);
    }
    if ends(word, start, "lost") {
        word.pop();
    } else if let Some(ending) = INNER_ENDINGS.iter().find(|ending| ends(word, start, ending)) {
        word.truncate(word.len() - ending.len());
        take_half_pair(word, start);
    }
}

fn undouble(word: &mut Vec<char>, start: usize) {
    if let [.., before, last] = word.as_slice()
        && word.len() > start
        && before == last
        && DOUBLED.contains(*last)
    {
        word.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of budgets and accounts, folded, with the stems that the Snowball project's own program gives.
    const SNOWBALL: &str = include_str!("../../../tests/data/soegning/stammer.csv");

    #[test]
    fn words_are_stemmed_as_snowball_does() {
        let pairs: Vec<(&str, &str)> = SNOWBALL.lines().filter_map(|line| line.split_once(';')).collect();
        assert!(pairs.len() > 500);
        for (word, expected) in pairs {
            assert_eq!(stem(word), expected, "{word}");
        }
    }

    #[test]
    fn forms_of_a_word_meet() {
        let meets = |words: &[&str]| {
            let stems: Vec<String> = words.iter().map(|word| stem(&super::super::fold::folded(word))).collect();
            assert!(stems.windows(2).all(|pair| pair[0] == pair[1]), "{words:?} {stems:?}");
        };
        meets(&["kommune", "kommuner", "kommunerne", "kommunernes", "kommunens"]);
        meets(&["bolig", "boliger", "boligerne"]);
        meets(&["barn", "børn", "boern", "børnene", "barnets"]);
        meets(&["bog", "bøger", "bøgerne"]);
        meets(&["tand", "tænder"]);
        meets(&["udgift", "udgifter", "udgifternes"]);
    }

    #[test]
    fn short_words_stay() {
        for word in ["", "e", "es", "s", "ore"] {
            assert!(!stem(word).is_empty() || word.is_empty());
        }
    }
}
