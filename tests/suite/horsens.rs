//! Horsens Kommunes trykte budget 2010, regnet efter: totals to the krone, figures per inhabitant in whole kroner.
//!
//! The amounts under `definitions/data/horsens` stand as printed. Where the print contradicts itself, the
//! difference is data with its explanation under `tests/data/horsens`, and the tests demand exactly that difference.

use std::collections::BTreeMap;
use std::path::PathBuf;

mod printed;

use printed::{AreaYear, printed_rows};

/// What the printed rows of functions add up to, per area and year.
fn sums_of_functions() -> BTreeMap<AreaYear, i64> {
    let mut sums = BTreeMap::new();
    for row in printed_rows() {
        *sums.entry(row.key).or_default() += row.amount;
    }
    sums
}

fn with_corrections(mut sums: BTreeMap<AreaYear, i64>) -> BTreeMap<AreaYear, i64> {
    for correction in printed::corrections() {
        *sums.get_mut(&correction.key).expect("rettelsen hører til et trykt område") +=
            correction.right - correction.printed;
    }
    sums
}

/// Whole kroner per inhabitant, halves away from zero.
fn per_inhabitant(amount: i64, inhabitants: i64) -> i64 {
    let doubled = 2 * amount.abs() + inhabitants;
    amount.signum() * (doubled / (2 * inhabitants))
}

#[test]
fn each_correction_replaces_an_amount_that_is_printed_once() {
    let rows = printed_rows();
    for correction in printed::corrections() {
        let found: Vec<_> =
            rows.iter().filter(|row| row.key == correction.key && row.function == correction.function).collect();
        assert_eq!(found.len(), 1, "{} i {:?}", correction.function, correction.key);
        assert_eq!(found[0].amount, correction.printed);
        assert!(!correction.explanation.is_empty());
    }
}

#[test]
fn function_amounts_give_the_printed_area_totals_to_the_krone() {
    let sums = sums_of_functions();
    let corrected = with_corrections(sums.clone());
    let explained: Vec<AreaYear> = printed::corrections().into_iter().map(|correction| correction.key).collect();
    for (key, total) in printed::area_totals() {
        assert_eq!(corrected[&key], total, "{key:?}");
        assert_eq!(sums[&key] == total, !explained.contains(&key), "{key:?} stemmer uden grund til rettelse");
    }
}

#[test]
fn the_overview_differs_from_the_area_pages_only_where_it_is_explained() {
    let totals = printed::area_totals();
    let mut explained = printed::overview_differences();
    for figure in printed::figures_per_inhabitant() {
        let Some(key) = figure.key else { continue };
        let difference = figure.overview - totals[&key];
        assert_eq!(difference, explained.remove(&key).unwrap_or(0), "{key:?}");
    }
    assert!(explained.is_empty(), "forklaret uden forskel: {explained:?}");
}

#[test]
fn every_printed_figure_per_inhabitant_follows_from_the_overview() {
    let figures = printed::figures_per_inhabitant();
    assert_eq!(figures.len(), 30);
    for figure in figures {
        assert_eq!(per_inhabitant(figure.overview, figure.inhabitants), figure.printed, "{}", figure.name);
    }
}

#[test]
fn printed_figures_that_do_not_follow_from_the_functions_are_explained() {
    let sums = sums_of_functions();
    let mut explained = printed::figure_differences();
    for figure in printed::figures_per_inhabitant() {
        let Some(key) = figure.key else { continue };
        let computed = per_inhabitant(sums[&key], figure.inhabitants);
        match explained.remove(&key) {
            Some(difference) => {
                assert_eq!((difference.printed, difference.from_functions), (figure.printed, computed), "{key:?}")
            }
            None => assert_eq!(computed, figure.printed, "{key:?}"),
        }
    }
    assert!(explained.is_empty(), "forklaret uden forskel: {explained:?}");
}

/// Corrected rows and the overview's own differences together explain every figure to the krone.
#[test]
fn corrections_and_overview_differences_account_for_every_printed_figure() {
    let corrected = with_corrections(sums_of_functions());
    let overview = printed::overview_differences();
    for figure in printed::figures_per_inhabitant() {
        let Some(key) = figure.key else { continue };
        let amount = corrected[&key] + overview.get(&key).copied().unwrap_or(0);
        assert_eq!(amount, figure.overview, "{key:?}");
        assert_eq!(per_inhabitant(amount, figure.inhabitants), figure.printed, "{key:?}");
    }
}

fn project_root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
