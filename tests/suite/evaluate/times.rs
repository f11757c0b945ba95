use super::{figure, rows};

fn spending(when: &str) -> String {
    format!("  tæller fra regnskab\n    optælling saldo {when}\n")
}

fn people(when: &str) -> String {
    format!("  tæller fra borger\n    optælling antal borgere {when}\n")
}

#[test]
fn t2_ledger_periods_count_in_sums_that_hold_december_only() {
    let accounts =
        "kommune | måned | beløb\n165 | 2024-11 | 1\n165 | 2024-12 | 2\n165 | 202413 | 10\n101 | 2024-14 | 5";
    let tables = [("regnskab", accounts)];
    let month = rows(&figure("n", "månedligt", "kr.", &spending("for måneden")), &tables);
    assert_eq!(month, ["165 2024-11: 1 / - = 1 ok", "165 2024-12: 2 / - = 2 ok"]);
    let year = rows(&figure("n", "årligt", "kr.", &spending("for hele året")), &tables);
    assert_eq!(year, ["165 2024: 13 / - = 13 foreløbig"]);
    let quarter = rows(&figure("n", "kvartalsvis", "kr.", &spending("for kvartalet")), &tables);
    assert_eq!(quarter, ["165 2024-K4: 13 / - = 13 foreløbig"]);
    let last_three = rows(&figure("n", "månedligt", "kr.", &spending("de seneste 3 måneder")), &tables);
    assert_eq!(last_three, ["165 2024-11: 1 / - = 1 foreløbig", "165 2024-12: 13 / - = 13 foreløbig"]);
}

#[test]
fn t3_each_row_is_selected_by_the_udgave_of_its_own_month() {
    let lines = "  udgave 2023\n    tæller fra regnskab\n      med dranst 1\n      optælling saldo de seneste 2 måneder\n  \
                 udgave fra 2024\n    tæller fra regnskab\n      med dranst 2\n      optælling saldo de seneste 2 måneder\n";
    let accounts = "kommune | måned | dranst | beløb\n165 | 2022-12 | 1 | 100\n165 | 2023-01 | 1 | 10\n165 | 2023-12 | 1 | 1\n\
                    165 | 2023-12 | 2 | 7\n165 | 2024-01 | 1 | 7\n165 | 2024-01 | 2 | 20";
    let found = rows(&figure("n", "månedligt", "kr.", lines), &[("regnskab", accounts)]);
    assert_eq!(
        found,
        ["165 2023-01: 10 / - = 10 foreløbig", "165 2023-12: 1 / - = 1 foreløbig", "165 2024-01: 21 / - = 21 ok"]
    );
}

#[test]
fn t4_the_chart_of_the_rows_own_year_decides() {
    let lines = "  tæller fra regnskab\n    med hovedfunktion 5.30\n    optælling saldo for måneden\n";
    let accounts = "kommune | måned | funktion | beløb\n165 | 2023-05 | 053028 | 1\n165 | 2024-05 | 053028 | 1\n\
                    165 | 2024-05 | 053026_ | 10\n165 | 2024-05 | 059999 | 100";
    let found = rows(&figure("n", "månedligt", "kr.", lines), &[("regnskab", accounts)]);
    assert_eq!(found, ["165 2023-05: 1 / - = 1 ok", "165 2024-05: 10 / - = 10 ok"]);
}

#[test]
fn t5_ultimo_is_the_next_primo_and_is_missing_until_that_is_delivered() {
    let data = "kommune | måned | antal\n165 | 2024-05 | 5\n165 | 2024-06 | 6";
    let found = rows(&figure("n", "månedligt", "borgere", &people("ultimo måneden")), &[("borger", data)]);
    assert_eq!(found, ["165 2024-04: 5 / - = 5 ok", "165 2024-05: 6 / - = 6 ok"]);
}

#[test]
fn n7_the_mean_over_the_year_is_of_the_delivered_snapshots() {
    let data = "kommune | måned | antal\n165 | 2024-01 | 5\n165 | 2024-02 | 6\n165 | 2024-02 | 1\n165 | 2024-03 | 8";
    let found = rows(&figure("n", "årligt", "borgere", &people("gennemsnit over året")), &[("borger", data)]);
    assert_eq!(found, ["165 2024: 6.66667 / - = 6.66667 foreløbig"]);
}

#[test]
fn a_date_reads_the_snapshot_of_its_month() {
    let data = "kommune | måned | antal\n165 | 2024-09 | 5\n165 | 2025-01 | 9";
    let found = rows(&figure("n", "årligt", "borgere", &people("pr. 1. september")), &[("borger", data)]);
    assert_eq!(found, ["165 2024: 5 / - = 5 ok"]);
}

#[test]
fn on_a_source_of_dates_only_rows_of_that_very_day_count() {
    let lines = "  tæller fra ansøgning\n    optælling antal rækker pr. 5. september\n";
    let data = "bopæl | dato\n165 | 2024-09-05\n165 | 2024-09-06\n101 | 2024-09-01";
    let found = rows(&figure("n", "årligt", "ansøgninger", lines), &[("ansøgning", data)]);
    assert_eq!(found, ["101 2024: 0 / - = 0 ok", "165 2024: 1 / - = 1 ok"]);
}
