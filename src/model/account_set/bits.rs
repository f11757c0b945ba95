//! Which of a dimension's values, as a fixed row of bits.

/// A set of the values `0..size` of one dimension; both sides of an operation have the same size.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Bits {
    words: Box<[u64]>,
}

impl Bits {
    pub fn none(size: usize) -> Bits {
        Bits { words: vec![0; size.div_ceil(64)].into_boxed_slice() }
    }

    pub fn all(size: usize) -> Bits {
        let mut bits = Bits { words: vec![u64::MAX; size.div_ceil(64)].into_boxed_slice() };
        let beyond = size.next_multiple_of(64) - size;
        if let Some(last) = bits.words.last_mut() {
            *last >>= beyond;
        }
        bits
    }

    pub fn of(size: usize, values: impl IntoIterator<Item = usize>) -> Bits {
        let mut bits = Bits::none(size);
        values.into_iter().for_each(|value| bits.insert(value));
        bits
    }

    pub fn insert(&mut self, value: usize) {
        self.words[value / 64] |= 1 << (value % 64);
    }

    pub fn contains(&self, value: usize) -> bool {
        self.words.get(value / 64).is_some_and(|word| word >> (value % 64) & 1 == 1)
    }

    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub fn and(&self, other: &Bits) -> Bits {
        self.combined(other, |a, b| a & b)
    }

    pub fn or(&self, other: &Bits) -> Bits {
        self.combined(other, |a, b| a | b)
    }

    pub fn without(&self, other: &Bits) -> Bits {
        self.combined(other, |a, b| a & !b)
    }

    pub fn intersects(&self, other: &Bits) -> bool {
        self.words.iter().zip(&other.words).any(|(a, b)| a & b != 0)
    }

    /// The lowest value in it.
    pub fn first(&self) -> Option<usize> {
        let word = self.words.iter().position(|word| *word != 0)?;
        Some(word * 64 + self.words[word].trailing_zeros() as usize)
    }

    /// Its values, ascending.
    pub fn values(&self) -> impl Iterator<Item = usize> {
        let words = self.words.iter().enumerate();
        words.flat_map(|(index, word)| (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| index * 64 + bit))
    }

    fn combined(&self, other: &Bits, with: impl Fn(u64, u64) -> u64) -> Bits {
        Bits { words: self.words.iter().zip(&other.words).map(|(a, b)| with(*a, *b)).collect() }
    }
}
