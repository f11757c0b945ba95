//! "Mente forfatteren …?": the nearest name or code.
//!
//! In: what was written and what could have been. Out: at most one candidate. Guaranteed now: the same
//! candidates in any order give the same answer.

use crate::text::fold;

/// The candidate with the fewest slips from what was written (a letter too many, too few, wrong, or two
/// swapped), when there are few enough to be a slip. Case and `æ/ae` count for nothing.
pub fn nearest<'a>(wanted: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = fold(wanted);
    let length = wanted.chars().count();
    let limit = allowed_slips(length);
    candidates
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= limit + SPELLING_SLACK)
        .filter_map(|candidate| Some((distance(&wanted, candidate, limit)?, candidate)))
        .min()
        .map(|(_, candidate)| candidate)
}

/// `å` is one letter and folds to two: lengths may differ by that much before folding.
const SPELLING_SLACK: usize = 4;

fn allowed_slips(length: usize) -> usize {
    match length {
        0..=2 => 0,
        3..=5 => 1,
        6..=8 => 2,
        _ => 3,
    }
}

fn distance(wanted: &str, candidate: &str, limit: usize) -> Option<usize> {
    let slips = strsim::osa_distance(wanted, &fold(candidate));
    (slips <= limit).then_some(slips)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_mended() {
        let names = ["regnskab", "budget", "borger"];
        assert_eq!(nearest("regnksab", names.into_iter()), Some("regnskab"));
        assert_eq!(nearest("Budgett", names.into_iter()), Some("budget"));
        assert_eq!(nearest("5.28.02", ["5.28.20", "5.28.21"].into_iter()), Some("5.28.20"));
    }

    #[test]
    fn danish_letters_may_be_spelled_out() {
        assert_eq!(nearest("aeldreudgfit", ["ældreudgift"].into_iter()), Some("ældreudgift"));
    }

    #[test]
    fn another_word_is_no_slip() {
        assert_eq!(nearest("elev", ["borger", "regnskab"].into_iter()), None);
        assert_eq!(nearest("x", ["y"].into_iter()), None);
    }

    #[test]
    fn ties_go_to_the_first_in_order_whatever_the_order_given() {
        assert_eq!(nearest("5.28.2", ["5.28.22", "5.28.20"].into_iter()), Some("5.28.20"));
        assert_eq!(nearest("5.28.2", ["5.28.20", "5.28.22"].into_iter()), Some("5.28.20"));
    }
}
