//! Naming what is in a set: "5.28.20 Plejefamilier og opholdssteder".
//!
//! In: a set. Out: the codes, with titles, of the dimension that says most about it; of a set that only
//! numbers or texts decide, these.

use num_rational::BigRational;

use super::super::account_set::domains::DomainKind;
use super::super::account_set::{AccountSets, Bits, SetId};
use super::super::codes::{CodeTree, CodesOfYear};

/// The set's accounts by name; none when it is everything or nothing.
pub(super) fn accounts(arena: &AccountSets, set: SetId) -> Vec<String> {
    let asked = arena.sets.asked(set);
    let values = |dimension: &usize| arena.sets.any(set, *dimension);
    // The dimension with the finest codes among those that not all values of pass.
    let size = |dimension: &usize| match &arena.domains()[*dimension].kind {
        DomainKind::Codes { codes, .. } => codes.known.len(),
        _ => 0,
    };
    let narrowed = asked.iter().filter(|dimension| values(dimension).count() < arena.domains()[**dimension].size());
    let chosen = narrowed.max_by_key(|dimension| size(dimension)).or(asked.first());
    chosen.map_or_else(Vec::new, |dimension| named(arena, *dimension, &values(dimension)))
}

fn named(arena: &AccountSets, dimension: usize, values: &Bits) -> Vec<String> {
    let domain = &arena.domains()[dimension];
    match &domain.kind {
        DomainKind::Codes { tree, codes } => code_names(arena.model.tree(*tree), codes, values),
        DomainKind::Numbers(numbers) => {
            number_names(&domain.asked.name(arena.model, arena.model.source(arena.source)), numbers, values)
        }
        DomainKind::Texts(texts) => {
            let chosen = texts.iter().enumerate().filter(|(value, _)| values.contains(*value));
            chosen.map(|(_, text)| format!("\"{text}\"")).collect()
        }
        DomainKind::Order | DomainKind::Holds => vec![domain.asked.name(arena.model, arena.model.source(arena.source))],
    }
}

/// The codes, without those that stand above another of them.
fn code_names(tree: &CodeTree, codes: &CodesOfYear, values: &Bits) -> Vec<String> {
    let mut above = vec![false; codes.known.len()];
    for (value, parent) in codes.parents.iter().enumerate() {
        if let Some(parent) = parent.filter(|_| values.contains(value)) {
            above[parent] = true;
        }
    }
    let lowest = (0..codes.known.len()).filter(|&value| values.contains(value) && !above[value]);
    let names = lowest.map(|value| {
        let version = &tree.versions[codes.known[value]];
        let places = version.scope.first().map(|scope| format!("{scope} gruppering ")).unwrap_or_default();
        format!("{places}{} {}", version.code, version.title).trim_end().to_owned()
    });
    names.collect()
}

/// The numbers as ranges; which ends are included is not told.
fn number_names(column: &str, numbers: &[BigRational], values: &Bits) -> Vec<String> {
    let mut names = Vec::new();
    let last = 2 * numbers.len();
    let mut value = 0;
    while value <= last {
        if !values.contains(value) {
            value += 1;
            continue;
        }
        let start = value;
        while value < last && values.contains(value + 1) {
            value += 1;
        }
        let low = start.checked_sub(1).and_then(|below| numbers.get(below / 2));
        let high = numbers.get(value / 2);
        names.push(match (low, high) {
            (Some(low), Some(high)) if low == high => format!("{column} {low}"),
            (Some(low), Some(high)) => format!("{column} {low}-{high}"),
            (Some(low), None) => format!("{column} over {low}"),
            (None, Some(high)) => format!("{column} til {high}"),
            (None, None) => column.to_owned(),
        });
        value += 1;
    }
    names
}
