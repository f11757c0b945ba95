//! Keys, forløb and populations: what cases say of them, and that they notice changes.

use super::said;
use crate::cases::notices;

const PEOPLE: &str = r#"
kodeliste type
  10 "Døgn"
  20 "Aflastning"
  30 "Kontaktperson"

datakilde forløb
  en række pr. forløb
  kolonne cpr er nøgle person
  kolonne start er fra-dato
  kolonne slut er til-dato
  kolonne handlekommune er kommune
  kolonne type er type

datakilde elev
  en række pr. kommune, måned, person
  kolonne bopæl er kommune
  kolonne cpr er nøgle person
  kolonne måned er måned
  kolonne trin er tal
"#;

fn definition(lines: &str, counted: &str) -> String {
    format!(
        "{PEOPLE}\n{lines}\nnøgletal x\n  titel \"X\"\n  definition \"X\"\n  enhed personer\n  opgøres årligt\n  skjul når tæller er under 5\n{counted}"
    )
}

/// One of each kind.
pub fn definitions() -> Vec<String> {
    let forløb =
        |counted: &str| definition("", &format!("  tæller fra forløb\n    med type 10\n    optælling {counted}\n"));
    vec![
        definition("", DISTINCT),
        definition(POPULATION, MEMBERS),
        definition(POPULATION, &MEMBERS.replace("person i", "person ikke i")),
        forløb("antal forskellige person pr. 5. september, enhed personer"),
        forløb("antal rækker for hele året, enhed personer"),
        forløb("antal rækker primo året, enhed personer"),
    ]
}

pub fn assert_says(said: &[String], wanted: &[&str]) {
    for one in wanted {
        assert!(said.iter().any(|sentence| sentence == one), "{one}\n{said:#?}");
    }
}

const DISTINCT: &str =
    "  tæller fra elev\n    med trin 1-9\n    optælling antal forskellige person for hele året, enhed personer\n";

#[test]
fn a_key_counts_once_and_an_empty_one_not_at_all() {
    let said = said(&definition("", DISTINCT).replace("  skjul når tæller er under 5\n", ""), "x");
    assert_says(
        &said,
        &[
            "En række mere med samme nøgle og tid tælles ikke med.",
            "En række uden nøgle tælles ikke med.",
            "Trin 10 ligger lige over grænsen 9 og tælles ikke med.",
        ],
    );
}

#[test]
fn forløb_are_told_at_the_day() {
    let counted = "  tæller fra forløb\n    med type 10\n    optælling antal forskellige person pr. 5. september, enhed personer\n";
    let said = said(&definition("", counted).replace("  skjul når tæller er under 5\n", ""), "x");
    let asked = "(der spørges om 5. september 2024),";
    assert_says(
        &said,
        &[
            &format!("Et forløb, der begynder 6. september 2024 {asked} tælles ikke med."),
            &format!("Et forløb, der slutter 5. september 2024 {asked} tælles med."),
            &format!("Et forløb, der slutter 4. september 2024 {asked} tælles ikke med."),
            "Et forløb, der slutter, før det begynder, tælles ikke med.",
            "Et forløb uden begyndelse tælles ikke med.",
        ],
    );
}

#[test]
fn a_row_is_hidden_below_the_bound_and_what_counts_is_still_told() {
    let said = said(&definition("", DISTINCT), "x");
    assert_says(
        &said,
        &[
            "Tælleren er 4, lige under grænsen 5: rækken er skjult.",
            "Tælleren er 5, på grænsen 5: resultatet er 5 (status foreløbig).",
            "Trin 9 er selve grænsen og tælles med.",
        ],
    );
}

const POPULATION: &str =
    "population anbragte fra forløb\n  nøgle person\n  med type 10 og 20\n  aktive de seneste 2 år\n";
const MEMBERS: &str = "  tæller fra elev\n    med person i anbragte\n    optælling antal forskellige person for hele året, enhed personer\n";

#[test]
fn members_are_told_at_the_days_that_are_asked_for() {
    let text = definition(POPULATION, MEMBERS).replace("  skjul når tæller er under 5\n", "");
    let said = said(&text, "x");
    assert_says(
        &said,
        &[
            "En person, der kun er i anbragte 31. december 2021, tælles ikke med.",
            "En person, der kun er i anbragte 1. januar 2022, tælles med.",
            "En person, der kun er i anbragte 1. januar 2024, tælles med.",
            "En person, der kun er i anbragte 2. januar 2024, tælles ikke med.",
            "En person, der aldrig er i anbragte, tælles ikke med.",
            "En række uden nøgle, når der spørges om anbragte, tælles ikke med.",
        ],
    );
}

#[test]
fn changes_are_noticed() {
    let shown = |text: String| text.replace("  skjul når tæller er under 5\n", "");
    let members = shown(definition(POPULATION, MEMBERS));
    for (from, to) in [
        ("de seneste 2 år", "de seneste 3 år"),
        ("de seneste 2 år", "på dagen"),
        ("de seneste 2 år", "nogensinde"),
        ("person i anbragte", "person ikke i anbragte"),
        ("for hele året", "primo året"),
    ] {
        assert!(notices(&members, &members.replace(from, to)), "{from} → {to}");
    }
    let forløb = shown(definition(
        "",
        "  tæller fra forløb\n    med type 10\n    optælling antal forskellige person pr. 5. september, enhed personer\n",
    ));
    for (from, to) in [("5. september", "6. september"), ("5. september", "4. september"), ("type 10", "type 20")] {
        assert!(notices(&forløb, &forløb.replace(from, to)), "{from} → {to}");
    }
    let distinct = shown(definition("", DISTINCT));
    for (from, to) in
        [("antal forskellige person", "antal rækker"), ("trin 1-9", "trin 0-9"), ("trin 1-9", "trin 1-10")]
    {
        assert!(notices(&distinct, &distinct.replace(from, to)), "{from} → {to}");
    }
}
