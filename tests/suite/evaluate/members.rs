//! Populations: who belongs, seen from the row that asks.

use super::{figure, rows};

const SOURCES: &str = "
datakilde elev
  en række pr. kommune, måned, person
  kolonne kommune er kommune
  kolonne cpr er nøgle person
  kolonne måned er måned

datakilde indsats
  en række pr. forløb
  kolonne kommune er kommune
  kolonne cpr er nøgle person
  kolonne start er fra-dato
  kolonne slut er til-dato
  kolonne type er tekst

datakilde sygedag
  en række pr. kommune, dato, person
  kolonne kommune er kommune
  kolonne cpr er nøgle person
  kolonne dag er dato
";

fn counted(population: &str, lines: &str, tables: &[(&str, &str)]) -> Vec<String> {
    let lines = format!("  tæller fra elev\n{lines}\n    optælling antal rækker for måneden\n");
    rows(&format!("{SOURCES}\n{population}\n{}", figure("n", "månedligt", "elever", &lines)), tables)
}

/// Whether a pupil of 1 March 2024 is a member, when the only one to make it one was active in these days.
fn is_member(active: &str, days: &str) -> bool {
    let population = format!("population udsat fra indsats\n  nøgle person\n  aktive {active}\n");
    let (start, end) = days.split_once('…').expect("fra…til");
    // What makes every month delivered belongs to nobody.
    let table = format!(
        "kommune | cpr | start | slut\n165 | a | {start} | {end}\n165 | | 2014-01-01 | \n165 | | 2025-01-01 | "
    );
    let pupils = "kommune | cpr | måned\n165 | a | 2024-03";
    let found = counted(&population, "    med person i udsat", &[("elev", pupils), ("indsats", &table)]);
    let counted = found.iter().find(|row| row.starts_with("165 2024-03")).expect("en række");
    assert!(counted.ends_with(" ok"), "{active} {days}: {counted}");
    counted.contains(": 1 /")
}

#[test]
fn t6_på_dagen_is_the_counting_date_both_ends_included() {
    for (days, expected) in [
        ("2024-03-01…2024-03-01", true),
        ("2024-03-02…", false),
        ("2024-01-01…2024-02-29", false),
        ("2024-01-01…", true),
    ] {
        assert_eq!(is_member("på dagen", days), expected, "{days}");
    }
}

#[test]
fn every_form_of_aktive_looks_at_its_own_days() {
    for (active, first_before, first, last, first_after) in [
        ("i perioden", "2024-02-29", "2024-03-01", "2024-03-31", "2024-04-01"),
        ("de seneste 30 dage", "2024-01-30", "2024-01-31", "2024-03-01", "2024-03-02"),
        ("de seneste 2 måneder", "2023-12-31", "2024-01-01", "2024-03-01", "2024-03-02"),
        ("de seneste 5 år", "2019-02-28", "2019-03-01", "2024-03-01", "2024-03-02"),
        ("måneden før", "2024-01-31", "2024-02-01", "2024-02-29", "2024-03-01"),
        ("året før", "2022-12-31", "2023-01-01", "2023-12-31", "2024-01-01"),
        ("primo måneden", "2024-02-29", "2024-03-01", "2024-03-01", "2024-03-02"),
        ("ultimo måneden", "2024-03-31", "2024-04-01", "2024-04-01", "2024-04-02"),
        ("primo året", "2023-12-31", "2024-01-01", "2024-01-01", "2024-01-02"),
        ("ultimo kvartalet", "2024-03-31", "2024-04-01", "2024-04-01", "2024-04-02"),
        ("primo måneden året før", "2023-02-28", "2023-03-01", "2023-03-01", "2023-03-02"),
        ("ved 5. september", "2024-09-04", "2024-09-05", "2024-09-05", "2024-09-06"),
        ("ved 5. september året før", "2023-09-04", "2023-09-05", "2023-09-05", "2023-09-06"),
    ] {
        let on = |day: &str| is_member(active, &format!("{day}…{day}"));
        assert_eq!((on(first_before), on(first), on(last), on(first_after)), (false, true, true, false), "{active}");
    }
    assert!(is_member("nogensinde", "2015-01-01…2015-01-02") && !is_member("nogensinde", "2024-03-02…"));
}

#[test]
fn året_før_is_the_same_seen_from_a_year_earlier() {
    for (active, first_before, first, last, first_after) in [
        ("på dagen året før", "2023-02-28", "2023-03-01", "2023-03-01", "2023-03-02"),
        ("de seneste 30 dage året før", "2023-01-29", "2023-01-30", "2023-03-01", "2023-03-02"),
        ("de seneste 1 måneder året før", "2023-01-31", "2023-02-01", "2023-03-01", "2023-03-02"),
        ("måneden før året før", "2023-01-31", "2023-02-01", "2023-02-28", "2023-03-01"),
        ("i perioden året før", "2023-02-28", "2023-03-01", "2023-03-31", "2023-04-01"),
    ] {
        assert!(is_member(active, &format!("{first}…{first}")), "{active}: {first}");
        assert!(is_member(active, &format!("{last}…{last}")), "{active}: {last}");
        assert!(!is_member(active, &format!("2015-01-01…{first_before}")), "{active}: {first_before}");
        assert!(!is_member(active, &format!("{first_after}…")), "{active}: {first_after}");
    }
}

/// A period is whole, so that a year before February 2025 is the whole of February 2024.
#[test]
fn february_of_a_leap_year_is_whole_a_year_later() {
    let help = "kommune | cpr | start | slut\n165 | a | 2024-02-29 | 2024-02-29\n165 | | 2025-02-28 | ";
    for (active, month) in [("i perioden året før", "2025-02"), ("måneden før året før", "2025-03")] {
        let population = format!("population udsat fra indsats\n  nøgle person\n  aktive {active}\n");
        let pupils = format!("kommune | cpr | måned\n165 | a | {month}");
        let found = counted(&population, "    med person i udsat", &[("elev", &pupils), ("indsats", help)]);
        assert!(found.iter().any(|row| row.starts_with(&format!("165 {month}: 1 /"))), "{active}: {found:?}");
    }
}

const EVER: &str = "population udsat fra indsats\n  nøgle person\n  med type \"a\"\n  aktive nogensinde\n";

#[test]
fn d3_membership_is_national_and_a_row_without_key_is_a_member_of_none() {
    let pupils = "kommune | cpr | måned\n165 | a | 2024-03\n165 | b | 2024-03\n165 | | 2024-03";
    let help =
        "kommune | cpr | start | type\n101 | a | 2024-01-01 | a\n165 | b | 2024-01-01 | b\n165 | | 2024-03-01 | a";
    let tables = [("elev", pupils), ("indsats", help)];
    assert!(counted(EVER, "    med person i udsat", &tables).contains(&"165 2024-03: 1 / - = 1 ok".to_owned()));
    assert!(counted(EVER, "    med person ikke i udsat", &tables).contains(&"165 2024-03: 2 / - = 2 ok".to_owned()));
    let own = EVER.replace("nøgle person", "nøgle person og kommune");
    assert!(counted(&own, "    med person i udsat", &tables).contains(&"165 2024-03: 0 / - = 0 ok".to_owned()));
}

#[test]
fn d3_the_populations_source_is_one_more_part_of_the_status() {
    let pupils = "kommune | cpr | måned\n101 | a | 2024-03\n165 | a | 2024-03";
    let help = "kommune | cpr | start | slut | type\n101 | a | 2024-02-10 | | a\n101 | b | 2024-03-05 | | a";
    let before = EVER.replace("nogensinde", "de seneste 2 måneder");
    let found = counted(&before, "    med person i udsat", &[("elev", pupils), ("indsats", help)]);
    assert_eq!(found, ["101 2024-03: 1 / - = 1 foreløbig", "165 2024-03: - / - = - mangler"]);
    let found = counted(EVER, "    med person i udsat", &[("elev", pupils), ("indsats", help)]);
    assert_eq!(found[0], "101 2024-03: 1 / - = 1 ok");
}

#[test]
fn rows_of_a_date_are_active_on_that_day_and_of_a_month_in_all_of_it() {
    let tables = [
        ("elev", "kommune | cpr | måned\n165 | a | 2024-03"),
        ("sygedag", "kommune | cpr | dag\n165 | a | 2024-03-02"),
    ];
    let ill = |active: &str| {
        let population = format!("population syg fra sygedag\n  nøgle person\n  aktive {active}\n");
        counted(&population, "    med person i syg", &tables)
    };
    assert_eq!(ill("på dagen"), ["165 2024-03: 0 / - = 0 ok"]);
    assert_eq!(ill("i perioden"), ["165 2024-03: 1 / - = 1 ok"]);
    let pupils = "population elever fra elev\n  nøgle person\n  aktive på dagen\n";
    let lines = "  tæller fra sygedag\n    med person i elever\n    optælling antal rækker for måneden\n";
    let found = rows(&format!("{SOURCES}\n{pupils}\n{}", figure("n", "månedligt", "dage", lines)), &tables);
    assert_eq!(found, ["165 2024-03: 1 / - = 1 ok"]);
}

#[test]
fn flows_between_two_dates() {
    let was = "population gik_i_specialklasse fra indsats\n  nøgle person\n  med type \"special\"\n  aktive ved 5. september året før\n";
    let lines = "  tæller fra indsats\n    med type \"almen\", person i gik_i_specialklasse\n    optælling antal rækker pr. 5. september\n";
    let table = "kommune | cpr | start | slut | type\n165 | a | 2022-08-01 | 2023-09-05 | special\n165 | a | 2023-09-06 | | almen\n\
                 165 | b | 2022-08-01 | 2023-09-04 | special\n165 | b | 2023-09-05 | | almen\n165 | c | 2024-10-01 | | almen";
    let found = rows(&format!("{SOURCES}\n{was}\n{}", figure("n", "årligt", "elever", lines)), &[("indsats", table)]);
    assert!(found.contains(&"165 2024: 1 / - = 1 ok".to_owned()), "{found:#?}");
}
