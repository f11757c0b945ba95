//! Units: what a number is of, and whether two numbers may be added or divided.
//!
//! In: the text after `enhed`. Out: a [`Unit`]. Rules (language.md, "Units"): the word after `pr.` is the
//! nævner's unit in the singular; a number multiplies (`pr. 1.000 borgere`); `1.000 kr.` and `mio. kr.`
//! are kr. with a factor; `pct.`, `promille`, `forhold` and `indeks` have no dimension.

use num_rational::BigRational;
use num_traits::One;

use crate::syntax::tree;
use crate::text::fold;

/// A unit, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// As written, `1.000 kr. pr. borger`.
    pub text: String,
    pub quantity: Quantity,
    /// After `pr.`: how many of which word.
    pub per: Option<Per>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Quantity {
    /// `pct.`: 100 × a ratio of equal units.
    Percent,
    /// `promille`
    Permille,
    /// `forhold`: a ratio of equal units.
    Ratio,
    /// `indeks`: 100 × a ratio of equal units.
    Index,
    /// `kr.`, `borgere`; `factor` is 1000 for `1.000 kr.`
    Of { word: Word, factor: BigRational },
    /// What `antal …` gives when nothing is said: fits any one-word unit.
    AnyCount,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Per {
    pub number: BigRational,
    pub word: Word,
}

/// A unit word as written, and its declared singular when there is one.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    pub text: String,
    pub singular: Option<String>,
}

impl Word {
    pub fn new(text: &str) -> Word {
        Word { text: text.to_string(), singular: None }
    }

    /// Two words are one unit when they are equal, one is the other plus `e`, `r`, `er`, or one's declared
    /// singular is the other.
    pub fn same(&self, other: &Word) -> bool {
        let (mine, theirs) = (fold(&self.text), fold(&other.text));
        let declared =
            |word: &Word, text: &str| word.singular.as_deref().is_some_and(|singular| fold(singular) == text);
        mine == theirs
            || inflects(&mine, &theirs)
            || inflects(&theirs, &mine)
            || declared(self, &theirs)
            || declared(other, &mine)
            || matches!((&self.singular, &other.singular), (Some(a), Some(b)) if fold(a) == fold(b))
    }

    fn is_one_word(&self) -> bool {
        !self.text.contains(' ') && self.text != "kr."
    }
}

fn inflects(short: &str, long: &str) -> bool {
    long.strip_prefix(short).is_some_and(|ending| matches!(ending, "e" | "r" | "er"))
}

impl Unit {
    /// Reads a unit; any text is one, so this cannot fail. `ental barn` gives the word its singular.
    pub fn read(unit: &tree::Unit) -> Unit {
        let mut read = Unit::parse(&unit.text);
        if let (Some(singular), Quantity::Of { word, .. }) = (&unit.singular, &mut read.quantity) {
            word.singular = Some(singular.text.clone());
        }
        read
    }

    pub fn parse(text: &str) -> Unit {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (amount, per) = match text.split_once(" pr. ") {
            Some((amount, per)) => (amount, Some(per)),
            None => (text.as_str(), None),
        };
        let quantity = match fold(amount).as_str() {
            "pct." | "pct" | "procent" | "%" => Quantity::Percent,
            "promille" => Quantity::Permille,
            "forhold" => Quantity::Ratio,
            "indeks" => Quantity::Index,
            _ => {
                let (factor, word) = leading_factor(amount);
                Quantity::Of { word: Word::new(currency(word)), factor }
            }
        };
        let per = per.map(|per| {
            let (number, word) = leading_factor(per);
            Per { number, word: Word::new(currency(word)) }
        });
        Unit { text: text.clone(), quantity, per }
    }

    /// The unit of a count to which no unit was given.
    pub fn any_count() -> Unit {
        Unit { text: "antal".to_string(), quantity: Quantity::AnyCount, per: None }
    }

    /// Without dimension: `pct.`, `promille`, `forhold`, `indeks`.
    pub fn is_dimensionless(&self) -> bool {
        !matches!(self.quantity, Quantity::Of { .. } | Quantity::AnyCount)
    }

    /// Whether numbers of the two units may be added and compared: the same words, whatever their factors.
    pub fn fits(&self, other: &Unit) -> bool {
        let amounts = match (&self.quantity, &other.quantity) {
            (Quantity::AnyCount, Quantity::AnyCount) => true,
            (Quantity::AnyCount, Quantity::Of { word, .. }) | (Quantity::Of { word, .. }, Quantity::AnyCount) => {
                word.is_one_word()
            }
            (Quantity::Of { word: a, .. }, Quantity::Of { word: b, .. }) => a.same(b),
            (a, b) => a == b,
        };
        amounts
            && match (&self.per, &other.per) {
                (None, None) => true,
                (Some(a), Some(b)) => a.number == b.number && a.word.same(&b.word),
                _ => false,
            }
    }

    /// Whether a count of this word may stand under `pr. <word>`.
    pub fn fits_word(&self, wanted: &Word) -> bool {
        match &self.quantity {
            Quantity::AnyCount => self.per.is_none() && wanted.is_one_word(),
            Quantity::Of { word, .. } => self.per.is_none() && word.same(wanted),
            _ => false,
        }
    }

    /// Money: `kr.`, with or without a factor.
    pub fn is_kroner(&self) -> bool {
        matches!(&self.quantity, Quantity::Of { word, .. } if word.text == "kr.")
    }

    /// 1000 for `1.000 kr.`, 1 for most.
    pub fn quantity_factor(&self) -> BigRational {
        match &self.quantity {
            Quantity::Of { factor, .. } => factor.clone(),
            _ => BigRational::one(),
        }
    }

    /// What a ratio is multiplied by to be of this unit: 100 for pct. and indeks, 1000 for promille, n for `pr. n`.
    pub fn ratio_factor(&self) -> BigRational {
        let number = |n: i64| BigRational::from_integer(n.into());
        match &self.quantity {
            Quantity::Percent | Quantity::Index => number(100),
            Quantity::Permille => number(1000),
            _ => self.per.as_ref().map_or_else(BigRational::one, |per| per.number.clone()),
        }
    }
}

/// `kroner` and `kr` are written `kr.`
fn currency(word: &str) -> &str {
    match fold(word).as_str() {
        "kr" | "kr." | "kroner" | "krone" => "kr.",
        _ => word,
    }
}

/// `1.000 kr.` → (1000, `kr.`); `mio. kr.` → (1000000, `kr.`).
fn leading_factor(text: &str) -> (BigRational, &str) {
    let number = |n: i64| BigRational::from_integer(n.into());
    let Some((first, rest)) = text.split_once(' ') else { return (BigRational::one(), text) };
    match fold(first).as_str() {
        "mio." => (number(1_000_000), rest),
        "mia." => (number(1_000_000_000), rest),
        _ => {
            let digits: String = first.chars().filter(|c| *c != '.').collect();
            match digits.parse::<i64>() {
                Ok(value) if value > 0 => (number(value), rest),
                _ => (BigRational::one(), text),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_inflect_and_declared_singulars_count() {
        let borgere = Word::new("borgere");
        assert!(borgere.same(&Word::new("borger")) && Word::new("elev").same(&Word::new("elever")));
        let children = Word { text: "børn".into(), singular: Some("barn".into()) };
        assert!(children.same(&Word::new("barn")) && !Word::new("børn").same(&Word::new("barn")));
    }

    #[test]
    fn factors_are_read_from_both_sides() {
        let unit = Unit::parse("1.000 kr. pr. 1.000 borgere");
        assert_eq!(unit.quantity_factor(), BigRational::from_integer(1000.into()));
        assert_eq!(unit.ratio_factor(), BigRational::from_integer(1000.into()));
        assert!(unit.is_kroner() && Unit::parse("mio. kr.").fits(&Unit::parse("kr.")));
        assert_eq!(Unit::parse("pct.").ratio_factor(), BigRational::from_integer(100.into()));
    }

    #[test]
    fn a_count_fits_one_word_units_only() {
        assert!(Unit::any_count().fits(&Unit::parse("elever")));
        assert!(!Unit::any_count().fits(&Unit::parse("kr.")));
        assert!(!Unit::parse("kr.").fits(&Unit::parse("timer")));
    }
}
