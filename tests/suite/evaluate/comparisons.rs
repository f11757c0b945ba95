//! Sammenligning: five kommuner, of which Christiansø is left out, and what each is told about itself.
//!
//! Udgift pr. borger: 101 20.000 / 10 = 2.000, 147 30.000 / 10 = 3.000, 151 60.000 / 20 = 3.000, 165 100.000 / 20 = 5.000,
//! and 411 9.000 / 1 = 9.000.

use noegle::evaluate::{ComparisonRow, evaluate_with_comparison};
use noegle::exact::decimal_text;

use super::{figure, given, model};

const BUDGET: &str =
    "kommune | år | beløb\n101 | 2024 | 20\n147 | 2024 | 30\n151 | 2024 | 60\n165 | 2024 | 100\n411 | 2024 | 9";
const PEOPLE: &str = "kommune | måned | antal\n101 | 2024-01 | 10\n147 | 2024-01 | 10\n151 | 2024-01 | 20\n165 | 2024-01 | 20\n\
                      411 | 2024-01 | 1";

/// The rows of 2024 as told by one of the columns.
fn told(lines: &str, column: impl Fn(&ComparisonRow) -> String) -> Vec<String> {
    let spent = "  sammenlignes efter s\n  tæller fra budget\n    optælling budget for hele året\n  nævner fra borger\n    \
                 optælling antal borgere primo året\n  når nævner er 0, vis ikke\n  retning lavere er bedre";
    let people = "  tæller fra borger\n    optælling antal borgere primo året";
    let definitions = figure("udgift", "årligt", "kr. pr. borger", spent)
        + &figure("folketal", "årligt", "borgere", people)
        + &format!("\nsammenligning s\n  uden kommune 411\n{lines}\n");
    let model = model(&definitions);
    let (_, rows) = evaluate_with_comparison(&model, &given(&model, &[("budget", BUDGET), ("borger", PEOPLE)]));
    let own = rows.iter().filter(|row| row.name == "udgift" && row.period.name() == "2024");
    own.map(|row| format!("{}: {}", row.municipality, column(row))).collect()
}

fn number(value: &Option<num_rational::BigRational>) -> String {
    value
        .as_ref()
        .map_or("-".to_owned(), |value| decimal_text(value, 5).trim_end_matches('0').trim_end_matches('.').to_owned())
}

fn average(lines: &str) -> Vec<String> {
    told(lines, |row| format!("{} {}", number(&row.national), number(&row.deviation)))
}

#[test]
fn c1_who_is_left_out_gets_the_average_and_is_no_part_of_it() {
    assert_eq!(
        average("  landsgennemsnit vægtet"),
        ["101: 3500 -1500", "147: 3500 -500", "151: 3500 -500", "165: 3500 1500", "411: 3500 -"],
        "210.000 kr. delt med 60 borgere"
    );
}

#[test]
fn c2_unweighted_is_the_mean_of_the_results_and_median_the_one_in_the_middle() {
    assert_eq!(average("  landsgennemsnit uvægtet")[0], "101: 3250 -1250");
    assert_eq!(average("  landsgennemsnit median")[0], "101: 3000 -1000");
}

#[test]
fn c3_equal_results_share_a_rank_and_a_percentile() {
    let place = |row: &ComparisonRow| {
        let whole = |value: Option<usize>| value.map_or("-".to_owned(), |value| value.to_string());
        format!("{} af {}, {}", whole(row.rank), whole(row.count), number(&row.percentile))
    };
    assert_eq!(
        told("  landsgennemsnit uvægtet\n  rangorden laveste først", place),
        ["101: 1 af 4, 0", "147: 2 af 4, 33.33333", "151: 2 af 4, 33.33333", "165: 4 af 4, 100", "411: - af 4, -"]
    );
    assert_eq!(
        told("  landsgennemsnit uvægtet\n  rangorden højeste først", place),
        ["101: 4 af 4, 0", "147: 2 af 4, 33.33333", "151: 2 af 4, 33.33333", "165: 1 af 4, 100", "411: - af 4, -"]
    );
}

#[test]
fn n3_what_it_would_free_to_be_as_good_as_the_best_quarter() {
    // Position 1 + 3 × 0,25: three quarters of the way from 2.000 to 3.000.
    assert_eq!(
        told("  landsgennemsnit uvægtet\n  mulighedsrum 25. percentil", |row| number(&row.potential)),
        ["101: 0", "147: 2500", "151: 5000", "165: 45000", "411: -"]
    );
    assert_eq!(
        told("  landsgennemsnit vægtet\n  mulighedsrum landsgennemsnit", |row| number(&row.potential)),
        ["101: 0", "147: 0", "151: 0", "165: 30000", "411: -"]
    );
}

#[test]
fn groups_from_a_file_are_the_first_so_many_less_who_is_left_out() {
    let group = |size: usize| {
        let lines = format!("  landsgennemsnit uvægtet\n  gruppe {size} sammenligningskommuner fra \"grupper.csv\"");
        told(&lines, |row| number(&row.group))
    };
    assert_eq!(group(2), ["101: 3000", "147: -", "151: -", "165: 2500", "411: 3000"], "411 er ikke med i 101's gruppe");
    assert_eq!(group(3)[0], "101: 4000", "147 og 165");
}

#[test]
fn c4_the_nearest_are_found_by_the_criteria_and_ties_go_to_the_lowest_code() {
    let lines = "  landsgennemsnit uvægtet\n  gruppe 2 nærmeste kommuner efter folketal";
    assert_eq!(
        told(lines, |row| number(&row.group)),
        [
            "101: 3000", // 147, and 151 before 165
            "147: 2500", // 101, and 151 before 165
            "151: 3500", // 165, and 101 before 147
            "165: 2500", // 151, and 101 before 147
            "411: 2500", // 101 and 147
        ]
    );
}
