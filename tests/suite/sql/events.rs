//! Figures over people and events, held against the interpreter.

use super::{given, rows};

const COURSES: &str = r#"
kodeliste type
  koder fra "type.csv"

datakilde forloeb
  tabel        forloeb
  en række pr. forloeb
  kolonne kommune    er kommune
  kolonne cpr        er nøgle person
  kolonne start      er fra-dato
  kolonne slut       er til-dato
  kolonne foedt      er dato
  kolonne fylder     = år fra foedt til tælledatoen
  kolonne type       er tekst
  måltal pris, enhed kr., beholdning
"#;

fn figure(name: &str, reported: &str, lines: &str) -> String {
    format!("\nnøgletal {name}\n  titel \"N\"\n  enhed personer\n  opgøres {reported}\n  tæller fra forloeb\n{lines}")
}

fn courses() -> String {
    COURSES.replace("kodeliste type\n  koder fra \"type.csv\"\n\n", "")
}

const ROWS: &str = "kommune|cpr|start|slut|foedt|type|pris
    101|1|2023-11-15|2024-03-01|2006-03-01|a|10
    101|1|2024-02-10|2024-02-29|2006-03-01|b|20
    101|2|2024-01-01||2000-02-29|a|1,5
    101||2024-03-01|2024-03-01||a|3
    165|1|2023-12-01|2023-12-31|2006-03-01|a|7
    165|3|2024-09-05|2025-01-01|1999-09-05|a|
    165|4|2024-09-06|2024-09-01|1999-09-05|a|9
    165|5||2024-09-01|1999-09-05|a|9";

#[test]
fn intervals_on_days_and_over_periods() {
    let whens = ["primo måneden", "ultimo måneden", "gennemsnit over året", "pr. 5. september", "primo året"];
    let mut text = courses();
    for (number, when) in whens.iter().enumerate() {
        let reported = if number < 2 { "månedligt" } else { "årligt" };
        let lines = format!(
            "    med type \"a\", fylder mindst 18\n    optælling antal forskellige person {when}, enhed personer\n"
        );
        text.push_str(&figure(&format!("person_{number}"), reported, &lines));
        let lines = format!("    optælling antal rækker {when}, enhed personer\n");
        text.push_str(&figure(&format!("raekke_{number}"), reported, &lines));
    }
    for (number, what) in
        ["antal helår", "antal helår person", "antal rækker", "antal forskellige person"].iter().enumerate()
    {
        let lines = format!("    optælling {what} for hele året, enhed personer\n");
        text.push_str(&figure(&format!("aaret_{number}"), "årligt", &lines));
    }
    for (number, what) in ["varighed i måneder", "varighed i dage"].iter().enumerate() {
        let lines = format!("    optælling {what} ultimo måneden, enhed personer\n");
        text.push_str(&figure(&format!("varighed_{number}"), "månedligt", &lines));
    }
    let found = rows(&text, &[given("forloeb", ROWS)]);
    assert!(found.len() > 100, "{found:#?}");
    // January, February and March were delivered; what still runs later is in no mean.
    let mean = "raekke_2 | alle | 101 | 2024 | 2024-01-01 | 2.33333 |  | 2.33333 | foreløbig";
    assert!(found.iter().any(|row| row == mean), "{found:#?}");
}

#[test]
fn deliveries_may_be_said_by_a_table_alone() {
    let text = courses().replace("  en række pr. forloeb\n", "  en række pr. forloeb\n  leverancer fra leveret\n")
        + &figure("n", "månedligt", "    optælling antal rækker primo måneden, enhed personer\n");
    let deliveries = "kommune|maaned\n101|2024-02\n101|202404\n999|2024-02\n165|2024-13\n147|2024-02";
    let found = rows(&text, &[given("forloeb", ROWS), given("leveret", deliveries)]);
    assert_eq!(
        found,
        [
            "n | alle | 101 | 2024-02 | 2024-02-01 | 2.00000 |  | 2.00000 | ok",
            "n | alle | 101 | 2024-04 | 2024-04-01 | 1.00000 |  | 1.00000 | ok",
            "n | alle | 147 | 2024-02 | 2024-02-01 | 0.00000 |  | 0.00000 | ok",
        ]
    );
}

#[test]
fn rows_put_together_are_kept_by_what_they_add_up_to() {
    let text = courses()
        + r#"
population rige fra forloeb
  nøgle person
  med type "a"

afledt datakilde borger fra forloeb
  en række pr. kommune, år, person
  med person i rige
  måltal samlet = antal rækker, enhed rækker
  måltal gennem = gennemsnit pris, enhed kr.
  kun rækker hvor samlet er mindst 1, gennem er over 6

nøgletal n
  titel "N"
  enhed rækker
  opgøres årligt
  tæller fra borger
    optælling antal samlet primo året
"#;
    let found = rows(&text, &[given("forloeb", ROWS)]);
    assert_eq!(
        found,
        [
            "n | alle | 101 | 2023 | 2023-01-01 | 1.00000 |  | 1.00000 | ok",
            "n | alle | 101 | 2024 | 2024-01-01 | 1.00000 |  | 1.00000 | ok",
            "n | alle | 165 | 2023 | 2023-01-01 | 1.00000 |  | 1.00000 | ok",
            "n | alle | 165 | 2024 | 2024-01-01 | 0.00000 |  | 0.00000 | ok",
        ]
    );
}
