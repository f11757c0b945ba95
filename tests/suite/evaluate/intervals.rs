//! Forløb: rows that hold from one day to another.

use super::{figure, rows};

const PLACEMENTS: &str = "
datakilde anbringelse
  en række pr. forløb
  kolonne handlekommune er kommune
  kolonne cpr er nøgle person
  kolonne start er fra-dato
  kolonne slut er til-dato
  kolonne funktion er funktion i kp  skrevet som \"000000\"
  kolonne født er dato
  kolonne fylder = år fra født til tælledatoen
";

fn placements(reported: &str, lines: &str, table: &str) -> Vec<String> {
    placed(PLACEMENTS, reported, "forløb", lines, &[("anbringelse", table)])
}

fn placed(source: &str, reported: &str, unit: &str, lines: &str, tables: &[(&str, &str)]) -> Vec<String> {
    let lines = format!("  tæller fra anbringelse\n{lines}\n");
    rows(&(source.to_owned() + &figure("n", reported, unit, &lines)), tables)
}

/// Placements of 165, one per line `from | until`.
fn dates(lines: &str) -> String {
    let rows: Vec<String> = lines.split(',').map(|line| format!("165 | {}", line.replace('…', " | ").trim())).collect();
    format!("handlekommune | start | slut\n{}", rows.join("\n"))
}

#[test]
fn d2_a_row_is_active_from_its_first_to_its_last_day_both_included() {
    let on_the_day = "    optælling antal rækker pr. 5. september";
    for (row, active) in [
        ("2024-09-05…2024-09-05", 1),
        ("2024-09-06…", 0),
        ("2024-09-05…", 1),
        ("2023-01-01…2024-09-04", 0),
        ("2023-01-01…2024-09-05", 1),
        ("2023-01-01…9999-12-31", 1),
        ("2024-09-05…2024-09-04", 0),
    ] {
        let table = dates(&format!("{row},2020-01-01…2020-01-01,2024-12-31…2024-12-31"));
        let found = placements("årligt", on_the_day, &table);
        assert!(found.contains(&format!("165 2024: {active} / - = {active} ok")), "{row}: {found:#?}");
    }
}

#[test]
fn d2_every_month_from_the_first_to_the_last_fra_dato_is_delivered() {
    let table = dates("2024-02-10…2024-12-31,2024-05-01…,2024-07-01…2024-06-30,…2024-09-01");
    let found = placements("månedligt", "    optælling antal rækker for måneden", &table);
    let expected = [("02", 1), ("03", 0), ("04", 0), ("05", 1)];
    assert_eq!(found, expected.map(|(month, count)| format!("165 2024-{month}: {count} / - = {count} ok")));
}

#[test]
fn d2_a_table_of_deliveries_decides_alone() {
    let source = PLACEMENTS.to_owned() + "  leverancer fra ubu.leverancer\n";
    let table = dates("2024-02-10…2024-12-31");
    let deliveries = "kommune | måned\n165 | 2024-06\n165 | 202407\n999 | 2024-08";
    let tables = [("anbringelse", table.as_str()), ("leverancer af anbringelse", deliveries)];
    let found = placed(&source, "månedligt", "forløb", "    optælling antal rækker primo måneden", &tables);
    assert_eq!(found, ["165 2024-06: 1 / - = 1 ok", "165 2024-07: 1 / - = 1 ok"]);
    let found = placed(&source, "årligt", "forløb", "    optælling antal rækker for hele året", &tables);
    assert_eq!(found, ["165 2024: 1 / - = 1 foreløbig"]);
}

#[test]
fn t5_ultimo_is_primo_of_the_following_period() {
    let table = dates("2024-01-01…2024-12-31,2024-01-02…2025-01-01,2025-01-01…");
    let primo = placements("årligt", "    optælling antal rækker primo året", &table);
    assert_eq!(primo, ["165 2024: 1 / - = 1 ok", "165 2025: 2 / - = 2 ok"]);
    let ultimo = placements("årligt", "    optælling antal rækker ultimo året", &table);
    assert_eq!(ultimo, ["165 2023: 1 / - = 1 ok", "165 2024: 2 / - = 2 ok"]);
}

#[test]
fn only_leap_years_have_a_29_february() {
    let table = dates("2023-01-01…,2024-06-01…");
    let found = placements("årligt", "    optælling antal rækker pr. 29. februar", &table);
    assert_eq!(found, ["165 2023: 0 / - = 0 ok", "165 2024: 1 / - = 1 ok"]);
}

#[test]
fn t4_the_chart_of_the_counting_date_decides() {
    let table = "handlekommune | start | funktion\n165 | 2023-01-01 | 053028\n165 | 2025-01-01 | ";
    let lines = "    med hovedfunktion 5.30\n    optælling antal rækker primo året";
    let found = placements("årligt", lines, table);
    assert_eq!(found[..2], ["165 2023: 1 / - = 1 ok", "165 2024: 0 / - = 0 ok"]);
    let found = placements("årligt", "    med hovedfunktion 5.30\n    optælling antal rækker for hele året", table);
    assert_eq!(found[0], "165 2023: 1 / - = 1 ok");
}

#[test]
fn t6_time_runs_until_the_counting_date() {
    let table = "handlekommune | start | født\n165 | 2024-01-01 | 2006-07-01\n165 | 2025-12-01 | 2024-01-01";
    let grown_up = |when: &str| {
        placements("årligt", &format!("    med fylder mindst 18\n    optælling antal rækker {when}"), table)
    };
    assert_eq!(grown_up("pr. 30. juni")[0], "165 2024: 0 / - = 0 ok");
    assert_eq!(grown_up("pr. 1. juli")[0], "165 2024: 1 / - = 1 ok");
    assert_eq!(grown_up("for hele året")[0], "165 2024: 0 / - = 0 ok");
}

#[test]
fn n7_the_mean_over_the_year_is_of_the_first_days_of_the_delivered_months() {
    let table = dates("2024-01-01…2024-02-01,2024-04-01…,2024-03-02…2024-03-31");
    let found = placements("årligt", "    optælling antal rækker gennemsnit over året", &table);
    assert_eq!(found, ["165 2024: 0.75 / - = 0.75 foreløbig"]);
}

#[test]
fn n10_varighed_is_of_the_rows_active_on_the_day() {
    let table = dates("2024-08-31…,2024-09-30…2024-09-30,2024-07-01…2024-09-29,2024-10-01…");
    let lasted = |unit: &str| {
        let lines = format!("    optælling varighed i {unit} pr. 30. september");
        placed(PLACEMENTS, "årligt", unit, &lines, &[("anbringelse", &table)])
    };
    assert_eq!(lasted("dage"), ["165 2024: 32 / - = 32 ok"]);
    assert_eq!(lasted("måneder"), ["165 2024: 0 / - = 0 ok"]);
}

#[test]
fn n11_helår_are_active_days_over_the_days_of_their_own_year() {
    let full = |what: &str, table: &str| {
        placements("årligt", &format!("    optælling antal helår {what} for hele året"), table)
    };
    let table = dates("2023-01-01…2024-01-01,2024-12-31…");
    assert_eq!(full("", &table), ["165 2023: 1 / - = 1 ok", "165 2024: 0.00546 / - = 0.00546 ok"]);
    let overlapping = "handlekommune | cpr | start | slut\n165 | a | 2023-01-01 | 2023-12-31\n165 | a | 2023-12-01 | 2023-12-31\n\
                       165 | b | 2023-12-31 | \n165 | | 2023-01-01 | 2023-12-31";
    assert_eq!(full("person", overlapping)[0], "165 2023: 1.00274 / - = 1.00274 ok");
    assert_eq!(full("", overlapping)[0], "165 2023: 2.08767 / - = 2.08767 ok");
}

#[test]
fn what_began_before_gyldig_counts_in_helår() {
    let lines = "  gyldig fra 2024\n  tæller fra anbringelse\n    optælling antal helår for hele året\n";
    let table = dates("2022-07-01…,2024-12-31…2024-12-31");
    let definitions = PLACEMENTS.to_owned() + &figure("n", "årligt", "helår", lines);
    let found = rows(&definitions, &[("anbringelse", &table)]);
    assert_eq!(found, ["165 2024: 1.00273 / - = 1.00273 ok"]);
}
