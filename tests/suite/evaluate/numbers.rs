use super::{figure, rows};

const SPENDING: &str = "  tæller fra regnskab\n    optælling saldo for måneden\n";
const PER_INHABITANT: &str = "  tæller fra regnskab\n    optælling saldo for måneden\n  nævner fra borger\n    \
                              optælling antal borgere primo måneden\n  når nævner er 0, vis ikke\n";

#[test]
fn n1_amounts_are_rounded_row_by_row_before_they_are_added() {
    let accounts =
        "kommune | måned | beløb\n165 | 2024-05 | 0.000004\n165 | 2024-05 | 0.000004\n165 | 2024-05 | 1.000005";
    let found = rows(&figure("n", "månedligt", "kr.", SPENDING), &[("regnskab", accounts)]);
    assert_eq!(found, ["165 2024-05: 1.00001 / - = 1.00001 ok"]);
}

#[test]
fn n1_amounts_of_ten_to_the_thirteenth_are_no_amounts() {
    let accounts =
        "kommune | måned | beløb\n165 | 2024-05 | 10000000000000\n165 | 2024-05 | 9999999999999\n165 | 2024-05 | x";
    let found = rows(&figure("n", "månedligt", "kr.", SPENDING), &[("regnskab", accounts)]);
    assert_eq!(found, ["165 2024-05: 9999999999999 / - = 9999999999999 ok"]);
}

#[test]
fn results_are_rounded_half_away_from_zero() {
    let accounts = "kommune | måned | beløb\n101 | 2024-05 | 1\n165 | 2024-05 | -1";
    let people = "kommune | måned | antal\n101 | 2024-05 | 200000\n165 | 2024-05 | 64";
    let found = rows(
        &figure("n", "månedligt", "kr. pr. borger", PER_INHABITANT),
        &[("regnskab", accounts), ("borger", people)],
    );
    assert_eq!(found, ["101 2024-05: 1 / 200000 = 0.00001 ok", "165 2024-05: -1 / 64 = -0.01563 ok"]);
}

#[test]
fn what_is_shown_is_what_is_divided() {
    let accounts = "kommune | måned | beløb\n165 | 2024-05 | 0.014";
    let people = "kommune | måned | antal\n165 | 2024-05 | 0.5";
    let found = rows(
        &figure("n", "månedligt", "1.000 kr. pr. 1.000 borgere", PER_INHABITANT),
        &[("regnskab", accounts), ("borger", people)],
    );
    assert_eq!(found, ["165 2024-05: 0.00001 / 0.5 = 0.02 ok"]);
}

#[test]
fn n4_inner_divisions_keep_ten_decimals_and_outer_ones_five() {
    let base = "grundtal b fra borger\n  optælling antal borgere primo måneden\n";
    let linked = |name: &str, formula: &str| {
        format!(
            "\nkoblet nøgletal {name}\n  titel \"K\"\n  definition \"K\"\n  enhed forhold\n  opgøres månedligt\n  formel {formula}\n"
        )
    };
    let definitions =
        [base, &linked("a", "3 * (b / b / 3)"), &linked("b_", "1000 * (b / (3 * b))"), &linked("c", "b / (b - b)")]
            .concat();
    let found = rows(&definitions, &[("borger", "kommune | måned | antal\n165 | 2024-05 | 7")]);
    assert_eq!(
        found,
        ["165 2024-05: - / - = 0.99999 ok", "165 2024-05: - / - = 333.33 ok", "165 2024-05: - / - = - nævner_nul"]
    );
}

#[test]
fn s3_both_parts_are_shown_at_nævner_nul_and_the_delivered_one_at_mangler() {
    let accounts = "kommune | måned | beløb\n101 | 2024-05 | 1\n165 | 2024-05 | 2";
    let people = "kommune | måned | antal\n101 | 2024-05 | 0";
    let found = rows(
        &figure("n", "månedligt", "kr. pr. borger", PER_INHABITANT),
        &[("regnskab", accounts), ("borger", people)],
    );
    assert_eq!(found, ["101 2024-05: 1 / 0 = - nævner_nul", "165 2024-05: 2 / - = - mangler"]);
}

#[test]
fn s3_vis_0_shows_0_and_keeps_nævner_nul() {
    let lines = PER_INHABITANT.replace("vis ikke", "vis 0") + "  når resultat er over 10, vis ikke\n";
    let accounts = "kommune | måned | beløb\n101 | 2024-05 | 1\n165 | 2024-05 | 22";
    let people = "kommune | måned | antal\n101 | 2024-05 | 0\n165 | 2024-05 | 2";
    let found =
        rows(&figure("n", "månedligt", "kr. pr. borger", &lines), &[("regnskab", accounts), ("borger", people)]);
    assert_eq!(found, ["101 2024-05: 1 / 0 = 0 nævner_nul", "165 2024-05: 22 / 2 = - ok"]);
}

#[test]
fn s3_regn_med_0_counts_the_undelivered_as_0_and_creates_no_row() {
    let lines = PER_INHABITANT.to_owned() + "  når data mangler, regn med 0\n";
    let people = "kommune | måned | antal\n165 | 2024-05 | 4";
    let found = rows(&figure("n", "månedligt", "kr. pr. borger", &lines), &[("borger", people)]);
    assert_eq!(found, ["165 2024-05: 0 / 4 = 0 ok"]);
}

#[test]
fn s6_a_term_brings_the_status_of_its_own_part() {
    let linked = "\nkoblet nøgletal k\n  titel \"K\"\n  definition \"K\"\n  enhed kr.\n  opgøres månedligt\n  formel tæller af a + tæller af a måneden før\n";
    let definitions = figure("a", "månedligt", "kr. pr. borger", PER_INHABITANT) + linked;
    let accounts = "kommune | måned | beløb\n165 | 2024-04 | 1\n165 | 2024-05 | 2";
    let people = "kommune | måned | antal\n165 | 2024-05 | 0";
    let found = rows(&definitions, &[("regnskab", accounts), ("borger", people)]);
    assert_eq!(found[2..], ["165 2024-04: - / - = - mangler", "165 2024-05: - / - = 3 ok"]);
}

#[test]
fn thousands_of_kroner_are_converted_on_reading() {
    let lines = "  tæller fra budget\n    optælling budget for hele året\n    fortegn vendes\n";
    let found =
        rows(&figure("n", "årligt", "mio. kr.", lines), &[("budget", "kommune | år | beløb\n165 | 2024 | 2500.5")]);
    assert_eq!(found, ["165 2024: -2.5005 / - = -2.5005 ok"]);
}

const TWO_PARTS: &str = "  tæller fra regnskab\n    med dranst 1\n    optælling saldo for måneden\n";

/// a is in 1.000 kr., b in kr.; 1,234567 mio. kr. and 500 kr. were posted.
fn linked(unit: &str, formula: &str) -> Vec<String> {
    let definitions = figure("a", "månedligt", "1.000 kr.", TWO_PARTS)
        + &figure("b", "månedligt", "kr.", &TWO_PARTS.replace("dranst 1", "dranst 2"))
        + &format!(
            "\nkoblet nøgletal k\n  titel \"K\"\n  definition \"K\"\n  enhed {unit}\n  opgøres månedligt\n  formel {formula}\n"
        );
    let accounts = "kommune | måned | dranst | beløb\n165 | 2024-05 | 1 | 1234567\n165 | 2024-05 | 2 | 500";
    rows(&definitions, &[("regnskab", accounts)]).split_off(2)
}

#[test]
fn what_is_shown_in_thousands_is_read_as_kroner() {
    assert_eq!(linked("kr.", "a + b"), ["165 2024-05: - / - = 1235067 ok"]);
    assert_eq!(linked("kr.", "tæller af a - b"), ["165 2024-05: - / - = 1234067 ok"]);
    assert_eq!(linked("pct.", "100 * b / a"), ["165 2024-05: - / - = 0.0405 ok"]);
}

#[test]
fn a_linked_figure_is_shown_in_its_own_unit() {
    assert_eq!(linked("1.000 kr.", "a + b"), ["165 2024-05: - / - = 1235.067 ok"]);
    assert_eq!(linked("mio. kr.", "a"), ["165 2024-05: - / - = 1.23457 ok"]);
}
