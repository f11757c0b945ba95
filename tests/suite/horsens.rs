//! Horsens Kommunes trykte budget 2010, regnet efter: totals to the krone, figures per inhabitant in whole kroner.
//!
//! The amounts under `definitions/data/horsens` stand as printed. Where the print contradicts itself, the
//! difference is data with its explanation under `tests/data/horsens`, and the tests demand exactly that difference.

use std::collections::BTreeMap;
use std::path::PathBuf;

mod printed;
mod program;
mod project;

use printed::{AreaYear, printed_rows};
use project::Computed;

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

#[test]
fn the_example_compiles_without_a_remark() {
    let compilation = project::compiled();
    assert!(compilation.diagnostics.is_empty(), "{:#?}", compilation.diagnostics);
}

#[test]
fn every_example_of_the_library_holds() {
    let model = project::compiled().model;
    assert!(model.examples.len() >= 10);
    for example in &model.examples {
        let differences = noegle::evaluate::examples::run(&model, example);
        assert!(differences.is_empty(), "{}: {differences:?}", example.title);
    }
}

#[test]
fn the_interpreter_gives_what_is_printed() {
    check_areas(&project::interpreted());
    check_across_areas(&project::interpreted());
}

const WHOLE: i128 = 100_000;

/// The family of areas: the functions' sum, the inhabitants, and their quotient, for every area and year that is printed.
fn check_areas(rows: &[Computed]) {
    let family: Vec<&Computed> =
        rows.iter().filter(|row| row.name.starts_with("driftsudgift_pr_indbygger__")).collect();
    let sums = sums_of_functions();
    assert_eq!(family.len(), sums.len());
    let inhabitants = inhabitants();
    for ((area, kind, year), sum) in sums {
        let name = format!("driftsudgift_pr_indbygger__{area}");
        let row = family.iter().find(|row| row.name == name && row.year == year).expect("et tal for området");
        assert_eq!(kind, if year == 2008 { "regnskab" } else { "budget" });
        assert_eq!((row.municipality.as_str(), row.status.as_str()), ("615", "ok"));
        assert_eq!(row.numerator, Some(i128::from(sum) * WHOLE), "{name} {year}");
        assert_eq!(row.denominator, Some(i128::from(inhabitants[&year]) * WHOLE), "{name} {year}");
        let result = row.result.expect("et resultat");
        assert_eq!(whole_kroner(result), i128::from(per_inhabitant(sum, inhabitants[&year])), "{name} {year}");
    }
}

fn inhabitants() -> BTreeMap<i32, i64> {
    let figures = printed::figures_per_inhabitant();
    figures.iter().filter_map(|figure| Some((figure.key.as_ref()?.2, figure.inhabitants))).collect()
}

/// Half up, away from zero.
fn whole_kroner(value: i128) -> i128 {
    value.signum() * ((value.abs() + WHOLE / 2) / WHOLE)
}

/// Figures that gather a hovedfunktion from several areas, against the sums of the printed rows.
fn check_across_areas(rows: &[Computed]) {
    for (group, year) in [("3.22", 2009), ("3.35", 2010), ("3.38", 2009), ("5.25", 2010), ("5.28", 2010)] {
        let sum: i64 = budget_rows(year, &format!("{group}.")).iter().sum();
        let name = format!("budget_pr_indbygger__{}", group.replace('.', "_"));
        let row = rows.iter().find(|row| row.name == name && row.year == year).expect("et tal for hovedfunktionen");
        assert_eq!(row.numerator, Some(i128::from(sum) * WHOLE), "{name} {year}");
    }
    let teatre = budget_rows(2010, "3.35.62");
    assert_eq!(teatre.len(), 2, "teatre er trykt i to områder");
}

fn budget_rows(year: i32, function: &str) -> Vec<i64> {
    let rows = printed_rows().into_iter();
    let wanted = rows.filter(|row| row.key.1 == "budget" && row.key.2 == year && row.function.starts_with(function));
    wanted.map(|row| row.amount).collect()
}

/// Two numbers are printed that no chart has; their names belong to 5.57.72 and 5.72.99.
#[test]
fn two_printed_functions_are_not_in_the_chart() {
    let model = project::compiled().model;
    let functions =
        model.trees.iter().find(|tree| tree.levels.iter().any(|level| level == "funktion")).expect("kontoplanen");
    let unknown: std::collections::BTreeSet<String> = printed_rows()
        .into_iter()
        .filter(|row| functions.version(&row.function, &[], row.key.2).is_none())
        .map(|row| row.function)
        .collect();
    assert_eq!(unknown.into_iter().collect::<Vec<_>>(), ["5.58.72", "5.58.99"]);
}

/// DuckDB, through the program and from the CSV files, gives the interpreter's rows in the interpreter's order, and
/// reports the amounts on the two numbers that no chart has.
#[test]
fn the_program_gives_what_is_printed() {
    let run = program::run();
    check_areas(&run.rows);
    check_across_areas(&run.rows);
    assert_eq!(run.rows, project::interpreted());
    // Five areas in three years; four functions under 5.28 in each of two years, as tæller (one) and nævner (four).
    assert_eq!(run.documented_queries, [15, 10]);
    let unknown = |kind: &str, function: &str, year: &str, amount: i128| {
        (format!("{kind}, funktion {function}"), year.to_string(), amount * WHOLE)
    };
    assert_eq!(
        run.unknown_codes,
        [
            unknown("budget", "5.58.72", "2009", 9_764_649),
            unknown("budget", "5.58.72", "2010", 11_732_888),
            unknown("budget", "5.58.99", "2009", 124_066),
            unknown("budget", "5.58.99", "2010", 127_047),
            unknown("regnskab", "5.58.72", "2008", 13_693_382),
            unknown("regnskab", "5.58.99", "2008", 41_926),
        ]
    );
}

/// The files under `generated/` are what the definitions give now; `noegle byg`, and `noegle byg --backend sqlserver`, writes
/// them.
#[test]
fn the_committed_build_is_up_to_date() {
    for backend in ["duckdb", "postgres", "sqlserver"] {
        let answer = std::process::Command::new(env!("CARGO_BIN_EXE_noegle"))
            .current_dir(project_root())
            .args(["byg", "--tjek", "--backend", backend, "--sprog", "da"])
            .output()
            .expect("noegle kan startes");
        assert!(answer.status.success(), "{backend}: {}", String::from_utf8_lossy(&answer.stderr));
    }
}
