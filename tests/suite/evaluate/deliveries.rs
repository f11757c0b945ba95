use super::{figure, rows};

const YEAR: &str = "  tæller fra regnskab\n    med dranst 1\n    optælling saldo for hele året\n";

#[test]
fn s1_some_months_make_it_foreløbig_and_all_make_it_ok() {
    let mut accounts = "kommune | måned | dranst | beløb\n101 | 2024-03 | 1 | 5\n".to_owned();
    for month in 1..=12 {
        accounts += &format!("165 | 2024-{month:02} | 1 | 1\n");
    }
    let found = rows(&figure("n", "årligt", "kr.", YEAR), &[("regnskab", &accounts)]);
    assert_eq!(found, ["101 2024: 5 / - = 5 foreløbig", "165 2024: 12 / - = 12 ok"]);
}

#[test]
fn s1_a_source_of_years_has_delivered_all_months_of_its_years() {
    let lines = "  tæller fra budget\n    optælling budget for hele året\n";
    let found = rows(&figure("n", "årligt", "kr.", lines), &[("budget", "kommune | år | beløb\n165 | 2024 | ")]);
    assert_eq!(found, ["165 2024: 0 / - = 0 ok"]);
}

#[test]
fn s5_nothing_selected_is_0_and_d1_a_row_delivers_whatever_it_holds() {
    let month = YEAR.replace("for hele året", "for måneden");
    let accounts = "kommune | måned | dranst | beløb\n165 | 2024-05 | 2 | 7\n165 | 2024-06 | | \n165 | ukendt | 1 | 9";
    let found = rows(&figure("n", "månedligt", "kr.", &month), &[("regnskab", accounts)]);
    assert_eq!(found, ["165 2024-05: 0 / - = 0 ok", "165 2024-06: 0 / - = 0 ok"]);
}

#[test]
fn s2_what_is_read_outside_the_period_fills_rows_but_creates_none() {
    let lines = "  tæller fra regnskab\n    optælling saldo for måneden\n  nævner fra borger\n    optælling antal borgere \
                 primo året\n  når nævner er 0, vis ikke\n";
    let accounts = "kommune | måned | beløb\n165 | 2024-06 | 10";
    let people = "kommune | måned | antal\n165 | 2024-01 | 5\n165 | 2023-01 | 5";
    let found = rows(&figure("n", "månedligt", "kr. pr. borger", lines), &[("regnskab", accounts), ("borger", people)]);
    assert_eq!(
        found,
        ["165 2023-01: - / 5 = - mangler", "165 2024-01: - / 5 = - mangler", "165 2024-06: 10 / 5 = 2 ok",]
    );
}

#[test]
fn s2_when_every_part_lies_outside_they_create_rows() {
    let lines = "  tæller fra borger\n    optælling antal borgere primo året året før\n";
    let found =
        rows(&figure("n", "årligt", "borgere", lines), &[("borger", "kommune | måned | antal\n165 | 2023-01 | 5")]);
    assert_eq!(found, ["165 2024: 5 / - = 5 ok"]);
}

#[test]
fn s2_a_coarser_source_creates_no_months() {
    let lines = "  tæller fra regnskab\n    optælling saldo for måneden\n  nævner fra budget\n    optælling budget for hele \
                 året\n  når nævner er 0, vis ikke\n";
    let found = rows(
        &figure("n", "månedligt", "pct.", lines),
        &[
            ("regnskab", "kommune | måned | beløb\n165 | 2024-06 | 10"),
            ("budget", "kommune | år | beløb\n165 | 2024 | 1"),
        ],
    );
    assert_eq!(found, ["165 2024-06: 10 / 1000 = 1 ok"]);
}

#[test]
fn d1_deliveries_are_of_the_role_that_the_measure_uses() {
    let lines = "  tæller fra ansøgning\n    kommune betaler\n    optælling antal rækker for måneden\n";
    let found = rows(
        &figure("n", "månedligt", "ansøgninger", lines),
        &[(
            "ansøgning",
            "bopæl | betaler | dato\n101 | 165 | 2024-05-03\n101 | | 2024-05-04\n101 | 165 | 2024-05-04T08:00:00",
        )],
    );
    assert_eq!(found, ["165 2024-05: 2 / - = 2 ok"]);
}

#[test]
fn d5_an_unknown_kommune_is_none() {
    let month = YEAR.replace("for hele året", "for måneden");
    let accounts = "kommune | måned | dranst | beløb\n999 | 2024-05 | 1 | 7\n165_ | 2024-05 | 1 | 2";
    let found = rows(&figure("n", "månedligt", "kr.", &month), &[("regnskab", accounts)]);
    assert_eq!(found, ["165 2024-05: 2 / - = 2 ok"]);
}

#[test]
fn l5_equal_rows_all_count() {
    let month = YEAR.replace("for hele året", "for måneden");
    let accounts = "kommune | måned | dranst | beløb\n165 | 2024-05 | 1 | 2\n165 | 2024-05 | 1 | 2";
    let found = rows(&figure("n", "månedligt", "kr.", &month), &[("regnskab", accounts)]);
    assert_eq!(found, ["165 2024-05: 4 / - = 4 ok"]);
}

const LOOKING_BACK: &str = "\ngrundtal g fra borger\n  enhed borgere\n  optælling antal borgere primo året\n\
                            \nkoblet nøgletal k\n  titel \"K\"\n  definition \"K\"\n  enhed borgere\n  opgøres årligt\n  \
                            formel g 2 år før\n";

#[test]
fn s2_what_is_read_further_back_creates_rows_when_it_is_all_that_is_read() {
    let people = "kommune | måned | antal\n165 | 2022-01 | 5\n165 | 2024-01 | 7";
    let found = rows(LOOKING_BACK, &[("borger", people)]);
    assert_eq!(found, ["165 2024: - / - = 5 ok", "165 2026: - / - = 7 ok"]);
}

#[test]
fn s2_years_are_added_up_along_the_way_to_the_data() {
    let chain = LOOKING_BACK.to_owned() + &figure("n", "årligt", "borgere", "  tæller = k året før\n");
    let found = rows(&chain, &[("borger", "kommune | måned | antal\n165 | 2022-01 | 5")]);
    assert_eq!(found, ["165 2024: - / - = 5 ok", "165 2025: 5 / - = 5 ok"]);
}

#[test]
fn s1_the_mean_over_the_year_of_a_years_one_snapshot_is_that() {
    let text = "\ndatakilde plads\n  en række pr. kommune, år\n  kolonne kommune er kommune\n  kolonne år er år\n  måltal \
                pladser i antal, enhed pladser, beholdning\n";
    let lines = "  tæller fra plads\n    optælling antal pladser gennemsnit over året\n";
    let definitions = text.to_owned() + &figure("n", "årligt", "pladser", lines);
    let found = rows(&definitions, &[("plads", "kommune | år | antal\n165 | 2024 | 7\n165 | 2024 | 4")]);
    assert_eq!(found, ["165 2024: 11 / - = 11 ok"]);
}
