//! Against plain bit sets over every combination of small spaces.

use proptest::prelude::*;

use super::*;

/// How a set is made; both ways of making it follow the same recipe.
#[derive(Debug, Clone)]
enum Recipe {
    Empty,
    Full,
    Literal(usize, Vec<bool>),
    Union(Box<Recipe>, Box<Recipe>),
    Intersection(Box<Recipe>, Box<Recipe>),
    Difference(Box<Recipe>, Box<Recipe>),
    Complement(Box<Recipe>),
}

const SIZES: [usize; 4] = [3, 70, 2, 4];

fn space() -> Space {
    let dimension = |size: &usize| Dimension { name: size.to_string(), size: *size };
    Space { dimensions: SIZES.iter().map(dimension).collect() }
}

/// Every combination, in order of its values.
fn combinations() -> Vec<Vec<usize>> {
    SIZES.iter().fold(vec![Vec::new()], |before, &size| {
        let longer = |values: Vec<usize>| (0..size).map(move |value| [values.as_slice(), &[value]].concat());
        before.into_iter().flat_map(longer).collect()
    })
}

fn recipe() -> impl Strategy<Value = Recipe> {
    let literal = (0..SIZES.len()).prop_flat_map(|dimension| {
        prop::collection::vec(any::<bool>(), SIZES[dimension])
            .prop_map(move |values| Recipe::Literal(dimension, values))
    });
    let leaf = prop_oneof![1 => Just(Recipe::Empty), 1 => Just(Recipe::Full), 8 => literal];
    leaf.prop_recursive(5, 24, 2, |inner| {
        let two = (inner.clone(), inner.clone()).prop_map(|(a, b)| (Box::new(a), Box::new(b)));
        prop_oneof![
            two.clone().prop_map(|(a, b)| Recipe::Union(a, b)),
            two.clone().prop_map(|(a, b)| Recipe::Intersection(a, b)),
            two.prop_map(|(a, b)| Recipe::Difference(a, b)),
            inner.prop_map(|a| Recipe::Complement(Box::new(a))),
        ]
    })
}

fn diagram(sets: &mut Sets, recipe: &Recipe) -> SetId {
    match recipe {
        Recipe::Empty => Sets::EMPTY,
        Recipe::Full => Sets::FULL,
        Recipe::Literal(dimension, values) => {
            let chosen = (0..values.len()).filter(|&value| values[value]);
            sets.literal(*dimension, &Bits::of(values.len(), chosen))
        }
        Recipe::Complement(a) => {
            let a = diagram(sets, a);
            sets.complement(a)
        }
        Recipe::Union(a, b) | Recipe::Intersection(a, b) | Recipe::Difference(a, b) => {
            let (a, b) = (diagram(sets, a), diagram(sets, b));
            match recipe {
                Recipe::Union(..) => sets.union(a, b),
                Recipe::Intersection(..) => sets.intersection(a, b),
                _ => sets.difference(a, b),
            }
        }
    }
}

fn plain(recipe: &Recipe, combinations: &[Vec<usize>]) -> Vec<bool> {
    let pairs = |a: &Recipe, b: &Recipe, with: fn(bool, bool) -> bool| -> Vec<bool> {
        plain(a, combinations).into_iter().zip(plain(b, combinations)).map(|(a, b)| with(a, b)).collect()
    };
    match recipe {
        Recipe::Empty => vec![false; combinations.len()],
        Recipe::Full => vec![true; combinations.len()],
        Recipe::Literal(dimension, values) => {
            combinations.iter().map(|values_of| values[values_of[*dimension]]).collect()
        }
        Recipe::Complement(a) => plain(a, combinations).into_iter().map(|inside| !inside).collect(),
        Recipe::Union(a, b) => pairs(a, b, |a, b| a || b),
        Recipe::Intersection(a, b) => pairs(a, b, |a, b| a && b),
        Recipe::Difference(a, b) => pairs(a, b, |a, b| a && !b),
    }
}

/// The values of a dimension whose combinations satisfy `test`, given how many are in and how many there are.
fn values_where(inside: &[bool], all: &[Vec<usize>], dimension: usize, test: fn(usize, usize) -> bool) -> Bits {
    let size = SIZES[dimension];
    let chosen = (0..size).filter(|value| {
        let with = all.iter().zip(inside).filter(|(values, _)| values[dimension] == *value);
        let (total, held) = with.fold((0, 0), |(total, held), (_, inside)| (total + 1, held + usize::from(*inside)));
        test(held, total)
    });
    Bits::of(size, chosen)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn diagrams_hold_what_plain_sets_hold(recipe in recipe()) {
        let all = combinations();
        let mut sets = Sets::new(space());
        let set = diagram(&mut sets, &recipe);
        let expected = plain(&recipe, &all);
        for (values, inside) in all.iter().zip(&expected) {
            prop_assert_eq!(sets.holds(set, values), *inside);
        }
        let count = expected.iter().filter(|inside| **inside).count();
        prop_assert_eq!(sets.count(set), count.into());
        prop_assert_eq!(sets.is_empty(set), count == 0);
        for dimension in 0..SIZES.len() {
            prop_assert_eq!(sets.any(set, dimension), values_where(&expected, &all, dimension, |held, _| held > 0));
            prop_assert_eq!(sets.every(set, dimension), values_where(&expected, &all, dimension, |held, n| held == n));
        }
        let blocks = sets.blocks(set, usize::MAX);
        for (values, inside) in all.iter().zip(&expected) {
            let holding = blocks.iter().filter(|block| block.iter().zip(values).all(|(bits, value)| bits.contains(*value)));
            prop_assert_eq!(holding.count(), usize::from(*inside));
        }
    }

    #[test]
    fn equal_sets_are_the_same_set(a in recipe(), b in recipe()) {
        let all = combinations();
        let mut sets = Sets::new(space());
        let (left, right) = (diagram(&mut sets, &a), diagram(&mut sets, &b));
        let (plain_a, plain_b) = (plain(&a, &all), plain(&b, &all));
        prop_assert_eq!(left == right, plain_a == plain_b);
        let pairs: Vec<(bool, bool)> = plain_a.into_iter().zip(plain_b).collect();
        prop_assert_eq!(sets.contains(left, right), pairs.iter().all(|(a, b)| *a || !*b));
        prop_assert_eq!(sets.overlaps(left, right), pairs.iter().any(|(a, b)| *a && *b));
        // Made along another way, it is still the same.
        let (not_left, not_right) = (sets.complement(left), sets.complement(right));
        let neither = sets.intersection(not_left, not_right);
        let again = sets.complement(neither);
        prop_assert_eq!(again, sets.union(left, right));
        let back = sets.complement(not_left);
        prop_assert_eq!(back, left);
    }
}

#[test]
fn a_dimension_that_decides_nothing_is_not_asked() {
    let mut sets = Sets::new(space());
    let some = sets.literal(1, &Bits::of(70, [0, 69]));
    let rest = sets.complement(some);
    assert_eq!(sets.union(some, rest), Sets::FULL);
    assert_eq!(sets.asked(some), [1]);
    assert_eq!(sets.count(Sets::FULL), (3u32 * 70 * 2 * 4).into());
    assert_eq!(sets.count(some), (3u32 * 2 * 2 * 4).into());
    assert_eq!(sets.blocks(some, 0), Vec::<Vec<Bits>>::new());
}

#[test]
fn a_space_without_dimensions_has_one_combination() {
    let sets = Sets::new(Space::default());
    assert_eq!(sets.count(Sets::FULL), 1u32.into());
    assert!(sets.holds(Sets::FULL, &[]));
}
