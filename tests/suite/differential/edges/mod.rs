//! Small programs that stand on a bound: leap days, periods looked up in several steps, spreads and hidden rows that are just
//! as large as is asked. By chance alone they are too seldom hit.

mod leap_days;
mod lookups;
mod numbers;

use super::data::{Kind, Stored, TestTable};
use super::program::Case;
use super::random::Random;

/// Kommuner of every year.
const KOMMUNER: [&str; 2] = ["101", "165"];

pub fn add(random: &mut Random, case: &mut Case) {
    match random.below(5) {
        0 => leap_days::add(random, case),
        1 | 2 => lookups::add(random, case),
        3 => numbers::spread(random, case),
        _ => numbers::hidden(random, case),
    }
}

fn declare(case: &mut Case, text: &str) {
    case.declarations.push(text.trim_matches('\n').lines().map(str::to_owned).collect());
}

fn table(case: &mut Case, name: &str, columns: &[(&str, Kind)], rows: Vec<Vec<Stored>>) {
    let columns = columns.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect();
    case.tables.push((name.to_owned(), TestTable { columns, rows }));
}

fn date((year, month, day): (i32, u32, u32)) -> Stored {
    Stored::Date(year, month, day)
}
