//! N5: amounts in the prices of one year.

use super::{figure, rows};

const INDEX: &str = "prisregulering pl\n  satser fra \"satser.csv\"\n";
const FIXED: &str = "  priser faste, niveau 2024, efter pl\n";
const ACCOUNTS: &str = "kommune | måned | beløb\n165 | 2021-05 | 100\n165 | 2022-12 | 10.5\n165 | 2022-14 | 0.5\n165 | 2023-01 | 100\n\
                        165 | 2024-01 | 100\n165 | 2025-01 | 103.2\n165 | 2026-01 | 7";

fn of_the_year(lines: &str) -> String {
    let counted = "  tæller fra regnskab\n    optælling saldo for hele året\n";
    INDEX.to_owned() + &figure("n", "årligt", "kr.", &format!("{lines}{counted}"))
}

#[test]
fn n5_each_year_is_told_in_the_prices_of_the_level_also_of_later_years() {
    let found = rows(&of_the_year(FIXED), &[("regnskab", ACCOUNTS)]);
    assert_eq!(
        found,
        [
            // No rate takes 2021 to 2022: the years before the first one cannot be told.
            "165 2021: - / - = - mangler",
            // 11 × 1,041 × 1,035
            "165 2022: 11.85179 / - = 11.85179 foreløbig",
            "165 2023: 103.5 / - = 103.5 foreløbig",
            "165 2024: 100 / - = 100 foreløbig",
            // 103,2 ÷ 1,032
            "165 2025: 100 / - = 100 foreløbig",
            "165 2026: - / - = - mangler",
        ]
    );
}

#[test]
fn n5_a_window_over_two_years_converts_and_rounds_each_by_itself() {
    let lines = format!("{FIXED}  tæller fra regnskab\n    optælling saldo de seneste 13 måneder\n");
    let accounts = "kommune | måned | beløb\n165 | 2022-12 | 0.00001\n165 | 2023-01 | 0.00001\n165 | 2023-12 | 0.00001";
    let definitions = INDEX.to_owned() + &figure("n", "månedligt", "kr.", &lines);
    let found = rows(&definitions, &[("regnskab", accounts)]);
    // 0,00001 × 1,077435 is 0,00001, and so is each of the others.
    assert_eq!(found.last().map(String::as_str), Some("165 2023-12: 0.00003 / - = 0.00003 foreløbig"));
}

#[test]
fn n5_a_grundtal_in_kroner_is_converted_and_people_are_not() {
    let base = "grundtal udgift fra regnskab\n  optælling saldo for hele året\n\
                grundtal borgere_primo fra borger\n  optælling antal borgere primo året\n";
    let lines = format!(
        "{FIXED}  tæller = udgift + udgift året før\n  overlap tilladt, fordi \"prøve\"\n  nævner = borgere_primo\n  når nævner er 0, vis ikke\n"
    );
    let definitions = [INDEX, base, &figure("n", "årligt", "kr. pr. borger", &lines)].concat();
    let people = "kommune | måned | antal\n165 | 2024-01 | 10";
    let found = rows(&definitions, &[("regnskab", ACCOUNTS), ("borger", people)]);
    assert!(found.contains(&"165 2024: 203.5 / 10 = 20.35 foreløbig".to_owned()), "{found:#?}");
}

#[test]
fn current_prices_are_as_they_were_booked() {
    let found = rows(&of_the_year("  priser løbende\n"), &[("regnskab", ACCOUNTS)]);
    assert_eq!(found[4], "165 2025: 103.2 / - = 103.2 foreløbig");
}
