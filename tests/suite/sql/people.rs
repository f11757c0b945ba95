//! People and events counted: keys, forløb, populations, gennemsnit and its like, by DuckDB as by the interpreter.

use super::{Given, given, rows};

pub const SOURCES: &str = r#"
kodeliste foranstaltningstype
  10 "Pleje"
  20 "Kontaktperson"

datakilde elev
  tabel        elev
  en række pr. kommune, måned, person
  kolonne kommune er kommune
  kolonne bopael  er kommune
  kolonne cpr     er nøgle person
  kolonne maaned  er måned
  kolonne klasse  er tekst
  kolonne trin    er tal
  måltal karakter, enhed karakterpoint, andel
  måltal timer, enhed timer, bevægelse

datakilde foranstaltning
  tabel        foranstaltning
  en række pr. forløb
  kolonne kommune er kommune
  kolonne cpr     er nøgle person
  kolonne start   er fra-dato
  kolonne slut    er til-dato
  kolonne type    er foranstaltningstype
"#;

pub fn elev() -> Given {
    given(
        "elev",
        "kommune|bopael|cpr|maaned|klasse|trin|karakter|timer
         101|101|a|2024-01|A|1|7|10
         101|101|a|2024-02|A|1|10|10
         101|165|b|2024-01|B|2|4|
         101|165|b|2024-03|S|2||5
         101|165||2024-01|B|3|2|1
         101|101|c|2024-02|S|3|12|2.5
         101|101|c|2024-09|S|4|-3|2
         165|165|a|2024-01|A|1|10|1
         165|165|d|2024-01|A|2|7|3
         165|165|d|2024-09|S|2|7|3
         101|101|e|2023-09|S|9|02|3
         101|101|a|2023-09|S|9|4|3",
    )
}

pub fn foranstaltning() -> Given {
    given(
        "foranstaltning",
        "kommune|cpr|start|slut|type
         101|a|2022-05-10|2023-12-31|10
         101|a|2023-11-15|2024-02-29|20
         101|a|2024-02-10|2024-02-12|10
         101|b|2024-01-31||20
         101||2024-01-01|2024-03-01|10
         101|c|2024-03-05|2024-03-01|10
         165|d|2024-02-29|2024-08-31|99
         165|e|2023-06-15||10
         165|e|2024-12-31|2025-01-01|20
         101|e|2024-06-01|2024-06-30|",
    )
}

fn computed(definitions: &str) -> Vec<String> {
    rows(&format!("{SOURCES}{definitions}"), &[elev(), foranstaltning()])
}

fn rows_of(definitions: &str, intervals: Given) -> Vec<String> {
    rows(&format!("{SOURCES}{definitions}"), &[elev(), intervals])
}

fn figure(reported: &str, lines: &str) -> String {
    format!("nøgletal x\n  titel \"X\"\n  enhed stk.\n  opgøres {reported}\n{lines}\n")
}

/// The values of one kommune, `periode tæller status`.
fn values(found: &[String], municipality: &str) -> Vec<String> {
    let cells = |row: &String| row.split(" | ").map(str::to_owned).collect::<Vec<_>>();
    let own = found.iter().map(cells).filter(|row| row[2] == municipality);
    own.map(|row| format!("{} {} {}", row[3], row[5], row[8])).collect()
}

fn elever(reported: &str, counting: &str) -> Vec<String> {
    computed(&figure(reported, &format!("  tæller fra elev\n    optælling {counting}")))
}

#[test]
fn a_key_counts_once_in_a_period() {
    let year = elever("årligt", "antal forskellige person for hele året");
    assert_eq!(values(&year, "101"), ["2023 2.00000 foreløbig", "2024 3.00000 foreløbig"]);
    let last = elever("månedligt", "antal forskellige person de seneste 2 måneder");
    assert!(values(&last, "101").contains(&"2024-03 3.00000 ok".to_owned()), "{last:?}");
    elever("månedligt", "antal forskellige person primo måneden");
    elever("månedligt", "antal forskellige person år til dato");
    elever("kvartalsvis", "antal forskellige person ultimo kvartalet");
    elever("årligt", "antal forskellige person pr. 1. september");
    elever("årligt", "antal forskellige person pr. 1. september året før");
}

#[test]
fn the_mean_over_the_year_counts_keys_month_by_month() {
    let found = elever("årligt", "antal forskellige person gennemsnit over året");
    assert_eq!(values(&found, "101"), ["2023 2.00000 foreløbig", "2024 1.50000 foreløbig"]);
}

#[test]
fn gennemsnit_and_its_like() {
    for what in ["gennemsnit karakter", "median karakter", "højeste karakter", "laveste karakter"] {
        for (reported, when) in [
            ("årligt", "for hele året"),
            ("månedligt", "for måneden"),
            ("månedligt", "de seneste 3 måneder"),
            ("månedligt", "primo måneden"),
        ] {
            let lines = format!("  tæller fra elev\n    med klasse \"A\", \"B\" og \"S\"\n    optælling {what} {when}");
            let lines = lines.replace("enhed stk.", "enhed karakterpoint");
            let text = figure(reported, &lines).replace("enhed stk.", "enhed karakterpoint");
            computed(&text);
        }
    }
}

#[test]
fn s5_nothing_has_no_average() {
    let lines = "  tæller fra elev\n    med klasse \"B\"\n    optælling median karakter for måneden";
    let found = computed(&figure("månedligt", lines).replace("enhed stk.", "enhed karakterpoint"));
    assert!(values(&found, "165").contains(&"2024-01  nævner_nul".to_owned()), "{found:?}");
    computed(
        r#"
grundtal midt fra elev
  enhed karakterpoint
  med   klasse "B"
  optælling median karakter for måneden

grundtal midt_eller_nul fra elev
  enhed karakterpoint
  med   klasse "B"
  optælling laveste karakter for måneden

nøgletal x
  titel "X"
  enhed karakterpoint
  opgøres månedligt
  tæller = 2 * midt + 1

nøgletal y
  titel "Y"
  enhed karakterpoint
  opgøres månedligt
  tæller = midt_eller_nul + midt_eller_nul måneden før
  når data mangler, regn med 0

nøgletal z
  titel "Z"
  enhed pct.
  opgøres månedligt
  tæller = midt
  nævner = midt_eller_nul
  når nævner er 0, vis 0
"#,
    );
}

fn forloeb(reported: &str, counting: &str) -> Vec<String> {
    computed(&figure(reported, &format!("  tæller fra foranstaltning\n    optælling {counting}")))
}

#[test]
fn n11_helår_are_days_of_their_years() {
    let found = forloeb("årligt", "antal helår for hele året");
    assert!(!found.is_empty());
    let found = forloeb("årligt", "antal helår person for hele året");
    assert!(!found.is_empty());
    forloeb("månedligt", "antal helår person de seneste 12 måneder");
    forloeb("månedligt", "antal helår for måneden");
    computed(&figure(
        "årligt",
        "  gyldig fra 2024\n  tæller fra foranstaltning\n    med foranstaltningstype 10\n    optælling antal helår person for hele året",
    ));
}

#[test]
fn days_of_udgaver_with_either_sign_are_rounded_once() {
    let intervals = given(
        "foranstaltning",
        "kommune|cpr|start|slut|type
         101|a|2020-02-26|2020-12-01|10
         101|b|2019-02-01|2020-06-30|10",
    );
    let definitions = "
grundtal anbragte fra foranstaltning
  udgave til 2019
    optælling antal helår for kvartalet, enhed helår
  udgave fra 2020
    optælling antal helår for kvartalet, enhed helår
    fortegn vendes

nøgletal x
  titel \"X\"
  enhed helår
  opgøres kvartalsvis
  tæller = anbragte
";
    let found = rows_of(definitions, intervals);
    // (91 - 35)/366 is 0.153006: 0.24863 less 0.09563 would be 0.15300.
    assert!(values(&found, "101").iter().any(|row| row.starts_with("2020-K1 0.15301 ")), "{found:?}");
}

#[test]
fn forløb_that_are_active_on_a_day() {
    for what in ["antal rækker", "antal forskellige person", "varighed i dage", "varighed i måneder"] {
        for (reported, when) in [
            ("månedligt", "primo måneden"),
            ("månedligt", "ultimo måneden"),
            ("årligt", "pr. 29. februar"),
            ("årligt", "pr. 31. december året før"),
            ("årligt", "ultimo året"),
        ] {
            let lines = format!("  tæller fra foranstaltning\n    optælling {what} {when}");
            let unit = what.strip_prefix("varighed i ").unwrap_or("stk.");
            computed(&figure(reported, &lines).replace("enhed stk.", &format!("enhed {unit}")));
        }
    }
    forloeb("årligt", "antal rækker gennemsnit over året");
    forloeb("årligt", "antal forskellige person gennemsnit over året");
    forloeb("årligt", "antal rækker for hele året");
    forloeb("månedligt", "antal forskellige person de seneste 3 måneder");
}

const ACTIVE: [&str; 16] = [
    "på dagen",
    "i perioden",
    "nogensinde",
    "de seneste 20 dage",
    "de seneste 3 måneder",
    "de seneste 1 år",
    "måneden før",
    "året før",
    "primo måneden",
    "ultimo måneden",
    "primo kvartalet",
    "ultimo året",
    "primo året året før",
    "ved 5. september",
    "ved 29. februar",
    "ved 5. september året før",
];

#[test]
fn members_of_a_population_of_forløb() {
    for active in ACTIVE {
        for (per, negated) in [("person", ""), ("person og kommune", "ikke ")] {
            let text = format!(
                "population udsatte fra foranstaltning\n  nøgle {per}\n  med foranstaltningstype 10 og 20\n  aktive {active}\n\n"
            );
            let lines = format!(
                "  tæller fra elev\n    med person {negated}i udsatte\n    optælling antal rækker primo måneden"
            );
            computed(&format!("{text}{}", figure("månedligt", &lines)));
        }
    }
}

#[test]
fn members_of_a_population_of_months() {
    for active in ACTIVE {
        let text = format!("population special fra elev\n  nøgle person\n  med klasse \"S\"\n  aktive {active}\n\n");
        let lines = "  tæller fra elev\n    med klasse \"A\", person i special\n    uden trin 3\n    optælling timer for hele året";
        computed(&format!("{text}{}", figure("årligt", lines).replace("enhed stk.", "enhed timer")));
        let lines = "  tæller fra foranstaltning\n    med person i special\n    optælling antal forskellige person primo måneden";
        computed(&format!("{text}{}", figure("månedligt", lines)));
    }
}

#[test]
fn a_population_may_ask_for_another() {
    computed(
        r#"
population special fra elev
  nøgle person
  med   klasse "S"
  aktive nogensinde

population begge fra foranstaltning
  nøgle person
  med   person i special
  aktive de seneste 2 år

nøgletal x
  titel "X"
  enhed stk.
  opgøres månedligt
  gyldig fra 2024
  tæller fra elev
    med  alle
    uden person i begge, kun fra 2024
    optælling antal rækker de seneste 3 måneder
  nævner fra foranstaltning
    med  person i begge
    optælling antal helår for måneden
  når nævner er 0, vis ikke
"#
        .replace("enhed stk.", "enhed rækker pr. helår")
        .as_str(),
    );
}

#[test]
fn the_udgave_of_the_snapshot_says_whether_nothing_is_nought() {
    let of = |first: &str, second: &str| {
        let lines =
            |what: &str| format!("    tæller fra elev\n      med klasse \"X\"\n      optælling {what} ultimo året");
        let rows = "antal rækker";
        let what = |what: &str| if what == rows { lines(what) + ", enhed karakterpoint" } else { lines(what) };
        let text = format!("  udgave til 2023\n{}\n  udgave fra 2024\n{}", what(first), what(second));
        let found = computed(&figure("årligt", &text).replace("enhed stk.", "enhed karakterpoint"));
        values(&found, "101").into_iter().filter(|row| row.starts_with("2023")).collect::<Vec<_>>()
    };
    // The end of 2023 is the first snapshot of 2024.
    assert_eq!(of("antal rækker", "median karakter"), ["2023  nævner_nul"]);
    assert_eq!(of("median karakter", "antal rækker"), ["2023 0.00000 ok"]);
}
