//! P1: the year to date, divided by how far earlier years had come by the same month.

use super::{figure, rows};

/// 10 a month in 2022, 20 a month in 2023, and 30 in the first months of 2024.
fn accounts(without: &str) -> String {
    let mut lines = vec!["kommune | måned | beløb".to_owned()];
    for (year, months, amount) in [(2022, 12, 10), (2023, 12, 20), (2024, 3, 30)] {
        // January 2022 is dear: it shows which years the share is of.
        let dear = |month: i32| if (year, month) == (2022, 1) { 40 } else { amount };
        let months = (1..=months).map(|month| (format!("{year}-{month:02}"), dear(month)));
        lines.extend(months.filter(|(month, _)| *month != without).map(|(month, of)| format!("165 | {month} | {of}")));
    }
    lines.join("\n")
}

fn forecast(years: u32, without: &str) -> Vec<String> {
    let counted = "  tæller fra regnskab\n    optælling saldo år til dato";
    let definitions = figure("forbrug", "månedligt", "kr.", counted)
        + &format!("\nprognose hele_året for forbrug\n  grundlag de seneste {years} år\n");
    let all = rows(&definitions, &[("regnskab", &accounts(without))]);
    // The rows of forbrug itself come first.
    let half = all.len() / 2;
    all[half..].to_vec()
}

fn of<'r>(rows: &'r [String], month: &str) -> &'r str {
    rows.iter().find(|row| row.contains(&format!(" {month}:"))).map_or("", String::as_str)
}

#[test]
fn p1_the_share_is_of_all_the_years_together() {
    let rows = forecast(2, "");
    // (60 + 60) / (150 + 240)
    assert_eq!(of(&rows, "2024-03"), "165 2024-03: 90 / 0.30769 = 292.50219 ok");
    // (40 + 20) / 390
    assert_eq!(of(&rows, "2024-01"), "165 2024-01: 30 / 0.15385 = 194.99513 ok");
    // Of 2023 only the year before is known.
    assert_eq!(of(&rows, "2023-01"), "165 2023-01: 20 / 0.26667 = 74.99906 ok");
}

#[test]
fn p1_a_year_that_is_not_whole_is_no_basis() {
    let rows = forecast(2, "2023-11");
    assert_eq!(of(&rows, "2024-01"), "165 2024-01: 30 / 0.26667 = 112.49859 ok", "kun 2022");
    assert_eq!(of(&forecast(1, "2023-11"), "2024-01"), "165 2024-01: 30 / - = - mangler");
}

#[test]
fn p1_without_an_earlier_year_there_is_no_forecast() {
    assert_eq!(of(&forecast(2, ""), "2022-05"), "165 2022-05: 80 / - = - mangler");
}

#[test]
fn the_last_known_year_is_forecast_as_far_as_it_is_known() {
    let rows = forecast(1, "");
    assert_eq!(of(&rows, "2023-12"), "165 2023-12: 240 / 1 = 240 ok");
    assert_eq!(of(&rows, "2024-03"), "165 2024-03: 90 / 0.25 = 360 ok");
    assert_eq!(of(&rows, "2024-04"), "", "april er ikke leveret");
    assert_eq!(of(&rows, "2025-01"), "");
}
