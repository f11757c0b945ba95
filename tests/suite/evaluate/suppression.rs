//! S4 and S7: what `skjul` hides, and what is hidden with it.

use super::{figure, rows};

const PER_INHABITANT: &str = "  tæller fra regnskab\n    optælling saldo for måneden\n  nævner fra borger\n    \
                              optælling antal borgere primo måneden\n  når nævner er 0, vis ikke\n";

const PEOPLE: &str =
    "kommune | måned | antal\n101 | 2024-05 | 4\n147 | 2024-05 | 0\n165 | 2024-05 | 5\n329 | 2024-05 |";
const ACCOUNTS: &str = "kommune | måned | beløb\n101 | 2024-05 | 100\n147 | 2024-05 | 7\n165 | 2024-05 | 100\n\
                        253 | 2024-05 | 9";

#[test]
fn s4_a_hidden_row_is_there_but_empty_and_0_is_under_5_too() {
    let lines = format!("{PER_INHABITANT}  skjul når nævner er under 5\n");
    let found =
        rows(&figure("n", "månedligt", "kr. pr. borger", &lines), &[("regnskab", ACCOUNTS), ("borger", PEOPLE)]);
    assert_eq!(
        found,
        [
            "101 2024-05: - / - = - skjult",
            "147 2024-05: - / - = - skjult",
            "165 2024-05: 100 / 5 = 20 ok",
            "253 2024-05: 9 / - = - mangler",
            "329 2024-05: - / - = - skjult",
        ]
    );
}

#[test]
fn s4_amounts_are_tested_in_kroner_though_shown_in_thousands() {
    let lines = "  tæller fra regnskab\n    optælling saldo for måneden\n  skjul når tæller er under 100\n";
    let found = rows(&figure("n", "månedligt", "1.000 kr.", lines), &[("regnskab", ACCOUNTS)]);
    assert_eq!(
        found,
        [
            "101 2024-05: 0.1 / - = 0.1 ok",
            "147 2024-05: - / - = - skjult",
            "165 2024-05: 0.1 / - = 0.1 ok",
            "253 2024-05: - / - = - skjult",
        ]
    );
}

#[test]
fn s4_a_result_is_tested_in_its_own_unit_and_before_it_is_rounded() {
    let lines = "  tæller fra borger\n    med alder 1\n    optælling antal borgere primo måneden\n  nævner fra borger\n    \
                 optælling antal borgere primo måneden\n  når nævner er 0, vis ikke\n  skjul når resultat er over 33,33333\n";
    let people = "kommune | måned | alder | antal\n101 | 2024-05 | 1 | 1\n101 | 2024-05 | 2 | 2\n165 | 2024-05 | 1 | 33\n165 | 2024-05 | 2 | 67";
    let found = rows(&figure("n", "månedligt", "pct.", lines), &[("borger", people)]);
    assert_eq!(found, ["101 2024-05: - / - = - skjult", "165 2024-05: 33 / 100 = 33 ok"]);
}

#[test]
fn s4_what_reads_a_hidden_row_is_hidden_whatever_it_reads_of_it() {
    let hidden =
        figure("n", "månedligt", "kr. pr. borger", &format!("{PER_INHABITANT}  skjul når nævner er under 5\n"));
    let linked = |name: &str, unit: &str, formula: &str| {
        format!(
            "\nkoblet nøgletal {name}\n  titel \"K\"\n  definition \"K\"\n  enhed {unit}\n  opgøres månedligt\n  formel {formula}\n"
        )
    };
    let reader = figure(
        "z",
        "månedligt",
        "kr.",
        "  tæller = tæller af n + udgift\n  overlap tilladt, fordi \"prøve\"\n  når data mangler, regn med 0\n",
    );
    let base = "grundtal udgift fra regnskab\n  optælling saldo for måneden\n";
    let definitions =
        [base, &hidden, &linked("p", "kr.", "tæller af n"), &linked("q", "kr. pr. borger", "n * 2"), &reader].concat();
    let of_101 = |row: &String| row.starts_with("101");
    let found = rows(&definitions, &[("regnskab", ACCOUNTS), ("borger", PEOPLE)]);
    let found: Vec<String> = found.into_iter().filter(of_101).collect();
    assert_eq!(found, vec!["101 2024-05: - / - = - skjult"; 4]);
}

/// Children by age, 1 to 3 and in total.
fn by_age(test: &str, numbers: [&str; 3]) -> Vec<String> {
    let lines = format!(
        "  tæller fra borger\n    med denne alder\n    optælling antal borgere primo måneden\n{test}  skjul også næstmindste\n"
    );
    let rows_of = |(age, number): (usize, &&str)| format!("\n165 | 2024-05 | {} | {number}", age + 1);
    let people: String = numbers.iter().enumerate().map(rows_of).collect();
    let people = format!("kommune | måned | alder | antal{people}");
    rows(&figure("b for hver alder 1-3, og i alt", "månedligt", "borgere", &lines), &[("borger", &people)])
}

#[test]
fn s7_where_one_member_is_hidden_the_smallest_of_the_others_is_too() {
    let found = by_age("  skjul når tæller er under 5\n", ["10", "3", "8"]);
    assert_eq!(
        found,
        [
            "b__1 165 2024-05: 10 / - = 10 ok",
            "b__2 165 2024-05: - / - = - skjult",
            "b__3 165 2024-05: - / - = - skjult",
            "b__i_alt 165 2024-05: 21 / - = 21 ok",
        ]
    );
}

#[test]
fn s7_of_equals_the_lowest_code_is_hidden() {
    let found = by_age("  skjul når tæller er under 5\n", ["8", "3", "8"]);
    assert_eq!(found[0], "b__1 165 2024-05: - / - = - skjult");
    assert_eq!(found[2], "b__3 165 2024-05: 8 / - = 8 ok");
}

#[test]
fn s7_two_hidden_members_hide_each_other() {
    let found = by_age("  skjul når tæller er under 5\n", ["1", "3", "8"]);
    assert_eq!(found[2], "b__3 165 2024-05: 8 / - = 8 ok");
}
