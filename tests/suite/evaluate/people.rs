//! Keys, roles, columns that fall back, and one value for many.

use super::{figure, rows};

const PUPILS: &str = "
datakilde elev
  en række pr. kommune, måned, person
  kolonne betaler er kommune
  kolonne bopæl er kommune
  kolonne cpr er nøgle person
  kolonne måned er måned
  kolonne egettrin er tal, tom når -1
  kolonne klassetrin er tal, tom når \"0\"
  kolonne trin = egettrin ellers klassetrin
  måltal karakter i karakter, enhed point, andel
";

fn pupils(reported: &str, lines: &str, table: &str) -> Vec<String> {
    let lines = format!("  tæller fra elev\n{lines}\n");
    rows(&(PUPILS.to_owned() + &figure("n", reported, "elever", &lines)), &[("elev", table)])
}

#[test]
fn t7_a_key_counts_once_per_kommune_in_the_whole_period() {
    let table = "betaler | cpr | måned\n165 | a | 2024-01\n165 | a | 2024-02\n165 | b_ | 2024-02\n165 | b | 2024-03\n\
                 101 | a | 2024-03\n165 | | 2024-03";
    let found = pupils("årligt", "    optælling antal forskellige person for hele året", table);
    assert_eq!(found, ["101 2024: 1 / - = 1 foreløbig", "165 2024: 2 / - = 2 foreløbig"]);
    let found = pupils("månedligt", "    optælling antal forskellige person år til dato", table);
    assert_eq!(found[1..3], ["165 2024-01: 1 / - = 1 ok", "165 2024-02: 2 / - = 2 ok"]);
}

#[test]
fn l2_keys_are_compared_exactly() {
    let table = "betaler | cpr | måned\n165 | A | 2024-01\n165 | a | 2024-01\n165 | 01 | 2024-01\n165 | 1 | 2024-01";
    let found = pupils("månedligt", "    optælling antal forskellige person for måneden", table);
    assert_eq!(found, ["165 2024-01: 4 / - = 4 ok"]);
}

#[test]
fn keys_are_averaged_month_by_month() {
    let table = "betaler | cpr | måned\n165 | a | 2024-01\n165 | a | 2024-02\n165 | b | 2024-02\n165 | b | 2024-02";
    let found = pupils("årligt", "    optælling antal forskellige person gennemsnit over året", table);
    assert_eq!(found, ["165 2024: 1.5 / - = 1.5 foreløbig"]);
}

#[test]
fn d5_the_first_role_that_is_not_missing_decides_known_or_not() {
    let table = "betaler | bopæl | cpr | måned\n165 | 101 | a | 2024-01\n | 101 | b | 2024-01\n999 | 101 | c | 2024-01";
    let lines = "    kommune betaler ellers bopæl\n    optælling antal rækker for måneden";
    let found = pupils("månedligt", lines, table);
    assert_eq!(found, ["101 2024-01: 1 / - = 1 ok", "165 2024-01: 1 / - = 1 ok"]);
}

#[test]
fn a_column_falls_back_on_another_where_it_is_empty() {
    let table = "betaler | måned | egettrin | klassetrin\n165 | 2024-01 | 3 | 9\n165 | 2024-01 | -1 | 3\n\
                 165 | 2024-01 | -1.0 | 3\n165 | 2024-01 | | 3\n165 | 2024-01 | x | 3\n165 | 2024-01 | -1 | 0";
    let found = pupils("månedligt", "    med trin 3\n    optælling antal rækker for måneden", table);
    assert_eq!(found, ["165 2024-01: 4 / - = 4 ok"]);
    let found = pupils("månedligt", "    uden trin 0-9\n    optælling antal rækker for måneden", table);
    assert_eq!(found, ["165 2024-01: 2 / - = 2 ok"]);
}

const MARKS: &str = "betaler | måned | karakter\n165 | 2024-01 | 7\n165 | 2024-01 | \n165 | 2024-01 | 10\n165 | 2024-01 | 12\n\
                     165 | 2024-01 | 4\n101 | 2024-01 | ";

fn marks(statistic: &str) -> Vec<String> {
    let lines = format!("  tæller fra elev\n    optælling {statistic} karakter for måneden\n");
    rows(&(PUPILS.to_owned() + &figure("n", "månedligt", "point", &lines)), &[("elev", MARKS)])
}

#[test]
fn n6_the_median_lies_between_the_two_in_the_middle() {
    assert_eq!(marks("median"), ["101 2024-01: - / - = - nævner_nul", "165 2024-01: 8.5 / - = 8.5 ok"]);
    assert_eq!(marks("højeste")[1], "165 2024-01: 12 / - = 12 ok");
    assert_eq!(marks("laveste")[1], "165 2024-01: 4 / - = 4 ok");
}

#[test]
fn n7_an_average_divides_by_the_rows_with_a_value() {
    let found = marks("gennemsnit");
    assert_eq!(found, ["101 2024-01: 0 / 0 = - nævner_nul", "165 2024-01: 33 / 4 = 8.25 ok"]);
}
