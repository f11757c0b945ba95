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

/// A source of this kind of time with pupils and rows.
fn of_time(kind: &str, reported: &str, when: &str, table: &str) -> Vec<String> {
    let source = format!(
        "\ndatakilde elev\n  en række pr. kommune, {kind}\n  kolonne kommune er kommune\n  kolonne tid er {kind}\n  \
         måltal elever i antal, enhed elever, beholdning\n  måltal timer i timer, enhed timer, bevægelse\n"
    );
    let what = if when.starts_with("for") { "timer" } else { "antal elever" };
    let unit = if when.starts_with("for") { "timer" } else { "elever" };
    let lines = format!("  tæller fra elev\n    optælling {what} {when}\n");
    rows(&(source + &figure("n", reported, unit, &lines)), &[("elev", table)])
}

#[test]
fn t4_a_week_belongs_to_the_month_of_its_thursday() {
    let table = "kommune | tid | timer\n165 | 2024-W05 | 1\n165 | 2024-W09 | 2\n165 | 2025-W01 | 4\n165 | 2024-W53 | 8";
    let found = of_time("uge", "månedligt", "for måneden", table);
    assert_eq!(found, ["165 2024-02: 3 / - = 3 ok", "165 2025-01: 4 / - = 4 ok"]);
}

#[test]
fn a_quarters_row_delivers_its_three_months() {
    let table = "kommune | tid | antal | timer\n165 | 2024-K1 | 5 | 10\n165 | 2024-K2 | 6 | 20";
    let found = of_time("kvartal", "kvartalsvis", "for kvartalet", table);
    assert_eq!(found, ["165 2024-K1: 10 / - = 10 ok", "165 2024-K2: 20 / - = 20 ok"]);
    let found = of_time("kvartal", "kvartalsvis", "ultimo kvartalet", table);
    assert_eq!(found, ["165 2023-K4: 5 / - = 5 ok", "165 2024-K1: 6 / - = 6 ok"]);
    let found = of_time("kvartal", "årligt", "gennemsnit over året", table);
    assert_eq!(found, ["165 2024: 5.5 / - = 5.5 foreløbig"]);
}

#[test]
fn t8_a_school_year_is_named_by_the_year_it_begins_in() {
    let table = "kommune | tid | antal | timer\n165 | 2024/25 | 5 | 10\n165 | 2025 | 6 | 20";
    let found = of_time("skoleår", "hvert skoleår", "for skoleåret", table);
    assert_eq!(found, ["165 2024/25: 10 / - = 10 ok", "165 2025/26: 20 / - = 20 ok"]);
    let found = of_time("skoleår", "årligt", "primo året", table);
    assert_eq!(found, ["165 2024: 5 / - = 5 ok", "165 2025: 6 / - = 6 ok"]);
}

#[test]
fn t8_the_year_of_a_school_year_is_the_calendar_year_that_names_it() {
    let table = "kommune | tid | antal | timer\n165 | 2024-01 | 5 | 1\n165 | 2024-07 | 6 | 2\n165 | 2024-08 | 7 | 4\n165 | 2025-07 | 8 | 8";
    let found = of_time("måned", "hvert skoleår", "for skoleåret", table);
    assert_eq!(found, ["165 2023/24: 3 / - = 3 foreløbig", "165 2024/25: 12 / - = 12 foreløbig"]);
    let found = of_time("måned", "hvert skoleår", "for hele året", table);
    assert!(found.contains(&"165 2024/25: 7 / - = 7 foreløbig".to_owned()), "{found:#?}");
    let found = of_time("måned", "hvert skoleår", "pr. 1. august", table);
    assert_eq!(found, ["165 2024/25: 7 / - = 7 ok"]);
}
