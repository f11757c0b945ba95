//! What a computed number is of: unit words multiplied and divided.
//!
//! In: units and formulas' operations. Out: whether two numbers may be added, and whether a declared unit is
//! what the arithmetic gives. A number alone has no dimension; a term of unknown unit fits everything.

use super::units::{Quantity, Unit, Word};

#[derive(Debug, Clone, PartialEq)]
pub struct Dimension {
    over: Vec<Atom>,
    under: Vec<Atom>,
    /// A plain number: in a sum it takes the other side's dimension.
    pub literal: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Atom {
    Word(Word),
    /// A count without a unit of its own: any one-word unit.
    AnyCount,
}

impl Atom {
    fn same(&self, other: &Atom) -> bool {
        match (self, other) {
            (Atom::Word(a), Atom::Word(b)) => a.same(b),
            (Atom::AnyCount, Atom::AnyCount) => true,
            (Atom::AnyCount, Atom::Word(word)) | (Atom::Word(word), Atom::AnyCount) => {
                Unit::any_count().fits_word(word)
            }
        }
    }

    /// The same without calling a count whatever fits.
    fn alike(&self, other: &Atom) -> bool {
        matches!((self, other), (Atom::AnyCount, Atom::AnyCount) | (Atom::Word(_), Atom::Word(_))) && self.same(other)
    }

    fn shown(&self) -> &str {
        match self {
            Atom::Word(word) => &word.text,
            Atom::AnyCount => "antal",
        }
    }
}

impl Dimension {
    pub fn of(unit: &Unit) -> Dimension {
        let over = match &unit.quantity {
            Quantity::Of { word, .. } => vec![Atom::Word(word.clone())],
            Quantity::AnyCount => vec![Atom::AnyCount],
            _ => Vec::new(),
        };
        let under = unit.per.iter().map(|per| Atom::Word(per.word.clone())).collect();
        Dimension { over, under, literal: false }
    }

    pub fn number() -> Dimension {
        Dimension { over: Vec::new(), under: Vec::new(), literal: true }
    }

    pub fn times(&self, other: &Dimension) -> Dimension {
        Dimension {
            over: [self.over.as_slice(), &other.over].concat(),
            under: [self.under.as_slice(), &other.under].concat(),
            literal: self.literal && other.literal,
        }
    }

    pub fn divided_by(&self, other: &Dimension) -> Dimension {
        let inverse = Dimension { over: other.under.clone(), under: other.over.clone(), literal: other.literal };
        self.times(&inverse)
    }

    /// May be added: the same words, as they stand or after cancelling.
    pub fn same(&self, other: &Dimension) -> bool {
        let equal = |a: &Dimension, b: &Dimension| matches(&a.over, &b.over) && matches(&a.under, &b.under);
        let alike = |a: &Dimension| a.without(Atom::alike);
        self.literal
            || other.literal
            || equal(self, other)
            || equal(&alike(self), &alike(other))
            || equal(&self.cancelled(), &other.cancelled())
    }

    /// Whether the declared unit is this dimension.
    pub fn is(&self, declared: &Unit) -> bool {
        self.literal || self.same(&Dimension::of(declared))
    }

    /// `kr. pr. borger`, for messages; `forhold` when nothing is left.
    pub fn shown(&self) -> String {
        let short = self.cancelled();
        let words = |atoms: &[Atom]| atoms.iter().map(Atom::shown).collect::<Vec<_>>().join(" · ");
        match (short.over.is_empty(), short.under.is_empty()) {
            (true, true) => "forhold".to_string(),
            (false, true) => words(&short.over),
            (true, false) => format!("1 pr. {}", words(&short.under)),
            (false, false) => format!("{} pr. {}", words(&short.over), words(&short.under)),
        }
    }

    /// What can cancel has cancelled: first what is surely alike, then counts that fit any unit.
    fn cancelled(&self) -> Dimension {
        self.without(Atom::alike).without(Atom::same)
    }

    fn without(&self, cancels: fn(&Atom, &Atom) -> bool) -> Dimension {
        let mut under = self.under.clone();
        let mut over = Vec::new();
        for atom in &self.over {
            match under.iter().position(|other| cancels(atom, other)) {
                Some(index) => {
                    under.remove(index);
                }
                None => over.push(atom.clone()),
            }
        }
        Dimension { over, under, literal: self.literal }
    }
}

fn matches(left: &[Atom], right: &[Atom]) -> bool {
    let mut rest = right.to_vec();
    left.len() == right.len()
        && left.iter().all(|atom| match rest.iter().position(|other| atom.same(other)) {
            Some(index) => {
                rest.remove(index);
                true
            }
            None => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Dimension {
        Dimension::of(&Unit::parse(text))
    }

    #[test]
    fn kroner_over_borgere_are_kroner_per_borger() {
        assert!(of("kr.").divided_by(&of("borgere")).is(&Unit::parse("kr. pr. borger")));
        assert!(!of("kr.").divided_by(&of("borgere")).is(&Unit::parse("kr. pr. elev")));
    }

    #[test]
    fn equal_words_cancel_to_a_share() {
        let share = Dimension::number().times(&of("kr.")).divided_by(&of("kr."));
        assert!(share.is(&Unit::parse("pct.")) && share.is(&Unit::parse("forhold")));
        assert_eq!(share.shown(), "forhold");
    }

    #[test]
    fn a_count_times_a_share_of_counts_is_a_count() {
        let count = || Dimension::of(&Unit::any_count());
        let weighted = count().divided_by(&count()).times(&count());
        assert!(of("pladser").divided_by(&weighted).is(&Unit::parse("pladser pr. elev")));
    }

    #[test]
    fn a_number_takes_the_other_sides_dimension_in_a_sum() {
        assert!(Dimension::number().same(&of("kr.")) && !of("kr.").same(&of("elever")));
    }
}
