use super::{figure, rows};

/// The sum of the rows that the lines select; the amounts are powers of two, so the sum tells which.
fn selected(lines: &str) -> String {
    let accounts = "kommune | måned | funktion | dranst | gruppe | art | note | beløb\n\
                    165 | 2023-05 | 052820 | 1 | 005 | 4.0 | a | 1\n\
                    165 | 2023-05 | 052820 | 1 | 999 | 0.1 | a_ | 2\n\
                    165 | 2023-05 | 052820 | 2 | 005 | 4 | b | 4\n\
                    165 | 2023-05 | 053026 | 1 | | 4.0 | _ | 8\n\
                    165 | 2023-05 | 059999 | 3 | | 4.0 | A | 16\n\
                    165 | 2023-05 | | | | | | 32";
    let part = format!("  gyldig 2023\n  tæller fra regnskab\n{lines}\n    optælling saldo for måneden\n");
    let found = rows(&figure("n", "månedligt", "kr.", &part), &[("regnskab", accounts)]);
    let sum = found.first().and_then(|row| row.split(" = ").nth(1)).and_then(|rest| rest.split(' ').next());
    sum.unwrap_or("ingen række").to_owned()
}

#[test]
fn a_code_means_itself_and_all_beneath_it() {
    assert_eq!(selected("    med hovedkonto 5"), "15");
    assert_eq!(selected("    med art 4"), "29");
    assert_eq!(selected("    med funktion 5.28.20-5.30.26, dranst 1"), "11");
}

#[test]
fn lines_run_from_top_to_bottom_and_for_alle_restricts_the_end() {
    assert_eq!(selected("    med hovedkonto 5\n    uden hovedfunktion 5.28\n    med funktion 5.28.20, dranst 2"), "12");
    assert_eq!(selected("    for alle art <> 0\n    med hovedfunktion 5.28"), "5");
    assert_eq!(selected("    med hovedfunktion 5.28\n    for alle art <> 0\n    for alle dranst <> 2"), "1");
}

#[test]
fn l1_a_missing_or_unknown_code_is_in_no_set_and_its_negation_holds() {
    assert_eq!(selected("    med hovedkonto undtagen 5"), "48");
    assert_eq!(selected("    med dranst <> 1"), "52");
    assert_eq!(selected("    med note <> \"a\""), "60");
}

#[test]
fn l2_texts_are_compared_exactly_without_trailing_blanks() {
    assert_eq!(selected("    med note \"a\""), "3");
    assert_eq!(selected("    med note \"A\""), "16");
}

#[test]
fn l3_a_gruppering_is_known_under_its_funktion_and_dranst_only() {
    assert_eq!(selected("    med dranst 1, funktion 5.28.20, gruppering 005"), "1");
    assert_eq!(selected("    med hovedfunktion 5.28\n    uden dranst 1, funktion 5.28.20, gruppering 005"), "6");
}

#[test]
fn l3_without_lines_everything_counts_and_uden_starts_from_everything() {
    assert_eq!(selected(""), "63");
    assert_eq!(selected("    uden dranst 1"), "52");
    assert_eq!(selected("    uden dranst 1\n    med dranst 1, art 0"), "54");
}

#[test]
fn a_line_of_other_years_does_nothing() {
    let lines = "  gyldig 2023-2024\n  tæller fra regnskab\n    med dranst 1\n    uden dranst 1, art 0, kun fra 2024\n    \
                 optælling saldo for måneden\n";
    let accounts = "kommune | måned | dranst | art | beløb\n165 | 2023-05 | 1 | 0.1 | 1\n165 | 2024-05 | 1 | 0.1 | 1";
    let found = rows(&figure("n", "månedligt", "kr.", lines), &[("regnskab", accounts)]);
    assert_eq!(found, ["165 2023-05: 1 / - = 1 ok", "165 2024-05: 0 / - = 0 ok"]);
}

#[test]
fn an_inserted_filter_is_a_set_of_its_own() {
    let filter = "\nfilter drift i kp\n  titel \"Drift\"\n  for alle art <> 0\n  med dranst 1\n";
    let lines = "  tæller fra regnskab\n    med dranst 1 og 2\n    uden [drift]\n    optælling saldo for måneden\n";
    let accounts = "kommune | måned | dranst | art | beløb\n165 | 2024-05 | 1 | 4 | 1\n165 | 2024-05 | 1 | 0 | 2\n165 | 2024-05 | 2 | 4 | 4";
    let found = rows(&(filter.to_owned() + &figure("n", "månedligt", "kr.", lines)), &[("regnskab", accounts)]);
    assert_eq!(found, ["165 2024-05: 6 / - = 6 ok"]);
}

#[test]
fn a_kommune_is_a_code_like_any_other() {
    assert_eq!(selected("    med kommune 165"), "63");
    assert_eq!(selected("    med kommune 101"), "0");
    assert_eq!(selected("    uden kommune 101 og 147"), "63");
}
