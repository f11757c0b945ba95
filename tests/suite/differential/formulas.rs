//! Random arithmetic over terms of one unit.

use super::counting::Grain;
use super::figures::Known;
use super::random::Random;

/// Terms that a figure of this grain and these years may read as amounts, with their unit word.
/// Amounts in kr. are all in these prices; a grundtal is in those of who reads it.
pub fn amounts(
    known: &Known,
    grain: Grain,
    years: (i32, i32),
    prices: Option<&'static str>,
) -> Vec<(String, &'static str)> {
    let mut terms = Vec::new();
    let convertible = |name: &String| prices.is_none() || !known.of_single_amounts.contains(name);
    for base in known.bases.iter().filter(|base| base.may_be_read(grain) && convertible(&base.name)) {
        terms.push((base.name.clone(), base.word));
    }
    let readable = known.figures.iter().filter(|f| f.grain == grain && f.years.0 <= years.0 && years.1 <= f.years.1);
    for figure in readable {
        for term in &figure.terms {
            let same_prices = |word: &str| word != "kr." || figure.prices == prices;
            if let Some(word) = figure.numerator.filter(|word| same_prices(word)) {
                terms.push((format!("tæller af {term}"), word));
                if figure.denominator.is_none() {
                    terms.push((term.clone(), word));
                }
            }
            if let (Some(_), Some(word)) = (figure.numerator, figure.denominator.filter(|word| same_prices(word))) {
                terms.push((format!("nævner af {term}"), word));
            }
        }
    }
    terms
}

/// Nøgletal that a figure of this grain and these years may read as results.
pub fn results(known: &Known, grain: Grain, years: (i32, i32)) -> Vec<String> {
    let readable = known.figures.iter().filter(|f| f.grain == grain && f.years.0 <= years.0 && years.1 <= f.years.1);
    readable.flat_map(|figure| figure.terms.clone()).collect()
}

/// How a result develops, or two of one figure compared.
pub fn development(random: &mut Random, results: &[String]) -> String {
    let one = term_alone(random, results);
    match random.below(4) {
        0 => format!("100 * ({one} - {one} året før) / {one} året før"),
        1 => format!("{one} / ({one} - {one} 2 år før)"),
        2 => format!("({one} / {one} året før) * 2 - 1"),
        _ => format!("-{one} / {one}"),
    }
}

/// Arithmetic whose value is of the terms' own unit.
pub fn amount(random: &mut Random, terms: &[String], grain: Grain, depth: usize) -> String {
    if depth == 0 {
        return term(random, terms, grain);
    }
    let inner = |random: &mut Random| amount(random, terms, grain, depth - 1);
    match random.below(9) {
        0 | 1 => format!("{} + {}", inner(random), inner(random)),
        2 => format!("{} - ({})", inner(random), inner(random)),
        3 => format!("({}) * {}", inner(random), random.word(&["7", "0,5", "1,25", "100"])),
        4 => format!("({}) / {}", inner(random), random.word(&["12", "3", "64", "0,7"])),
        5 => format!("-({})", inner(random)),
        6 => format!("({}) * ({})", share_of(random, terms, grain), inner(random)),
        7 => format!("(7 * {} + 5 * {}) / 12", term(random, terms, grain), term(random, terms, grain)),
        _ => term(random, terms, grain),
    }
}

/// Arithmetic whose value has no unit.
pub fn share(random: &mut Random, terms: &[String], grain: Grain) -> String {
    match random.below(4) {
        0 => format!("100 * {}", share_of(random, terms, grain)),
        1 => format!("100 * ({}) / ({})", share_of(random, terms, grain), share_of(random, terms, grain)),
        2 => {
            let one = term_alone(random, terms);
            format!("100 * ({one} - {one} året før) / {one} året før")
        }
        _ => share_of(random, terms, grain),
    }
}

fn share_of(random: &mut Random, terms: &[String], grain: Grain) -> String {
    let (a, b) = (term(random, terms, grain), term(random, terms, grain));
    match random.below(3) {
        0 => format!("{a} / ({a} + {b})"),
        1 => format!("({a} / {b})"),
        _ => format!("({a} + {b}) / {}", term(random, terms, grain)),
    }
}

fn term_alone(random: &mut Random, terms: &[String]) -> String {
    random.one(terms).clone()
}

fn term(random: &mut Random, terms: &[String], grain: Grain) -> String {
    let term = term_alone(random, terms);
    match random.below(12) {
        0 | 1 => format!("{term} året før"),
        2 => format!("{term} 2 år før"),
        3 if term.starts_with("grundtal") => format!("{term} i 2019"),
        4 if grain == Grain::Month => format!("{term} måneden før"),
        _ => term,
    }
}
