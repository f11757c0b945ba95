//! Afledt and koblet datakilder, and time between dates: what cases say, and that they notice changes.

use super::people::assert_says;
use super::{notices, said};

const SOURCES: &str = r#"
kodeliste fag
  110 "Dansk"
  120 "Matematik"
  130 "Idræt"

datakilde karakter
  en række pr. kommune, skoleår, person, fag
  kolonne ejer er kommune
  kolonne skoleår er skoleår
  kolonne cpr er nøgle person
  kolonne fag er fag
  måltal karakter, enhed karakterpoint, andel

afledt datakilde prøvetager fra karakter
  en række pr. kommune, skoleår, person
  med fag 110 og 120
  måltal prøver = antal rækker
  måltal snit = gennemsnit karakter, enhed karakterpoint
  kun rækker hvor prøver er mindst 2

datakilde visitation
  en række pr. kommune, dato, person
  kolonne sted er kommune
  kolonne cpr er nøgle person
  kolonne dato er dato
  kolonne født er dato
  kolonne alder = år fra født til tælledatoen

datakilde hjælp
  en række pr. kommune, måned, person
  kolonne sted er kommune
  kolonne cpr er nøgle person
  kolonne måned er måned
  måltal timer, enhed timer, bevægelse

koblet datakilde timer_før fra visitation og hjælp
  kobles på person, måned i hjælp = måneden før dato i visitation
"#;

fn definition(unit: &str, reported: &str, counted: &str) -> String {
    format!("{SOURCES}\nnøgletal x\n  titel \"X\"\n  definition \"X\"\n  enhed {unit}\n  opgøres {reported}\n{counted}")
}

fn takers() -> String {
    definition(
        "elever",
        "hvert skoleår",
        "  tæller fra prøvetager\n    optælling antal forskellige person for skoleåret, enhed elever\n",
    )
}

fn hours() -> String {
    definition("timer", "årligt", "  tæller fra timer_før\n    med alder 65-80\n    optælling timer for hele året\n")
}

fn visits() -> String {
    definition(
        "rækker",
        "årligt",
        "  tæller fra visitation\n    med alder mindst 18\n    optælling antal rækker for hele året\n",
    )
}

/// A column that falls back on another, and a kommune that does.
fn pupils() -> String {
    let source = r#"
datakilde elev
  en række pr. kommune, måned, person
  kolonne betaler er kommune
  kolonne bopæl er kommune
  kolonne cpr er nøgle person
  kolonne måned er måned
  kolonne eget_trin er tal, tom når -1
  kolonne klassens_trin er tal
  kolonne trin = eget_trin ellers klassens_trin
"#;
    let counted = "  tæller fra elev\n    kommune betaler ellers bopæl\n    med trin 0-9\n    optælling antal rækker for hele året\n";
    format!("{source}\n{}", definition("rækker", "årligt", counted))
}

pub fn definitions() -> Vec<String> {
    vec![takers(), hours(), visits(), pupils()]
}

#[test]
fn a_column_falls_back_on_another_only_when_it_is_empty() {
    assert_says(
        &said(&pupils(), "x"),
        &[
            "En række med eget_trin -1, der står for tom, og klassens_trin 0 tælles med.",
            "En række uden eget_trin, men med klassens_trin 0, tælles med.",
            "En række med eget_trin 10, der gælder før klassens_trin 0, tælles ikke med.",
            "En række uden betaler og med kommunen som bopæl tælles med.",
            "En række med en anden kommune som betaler og med kommunen som bopæl tælles ikke med.",
            "En række med en ukendt kommune som betaler og med kommunen som bopæl tælles ikke med.",
        ],
    );
}

#[test]
fn rows_put_together_are_shown_at_the_bounds_of_what_they_are_made_of() {
    assert_says(
        &said(&takers(), "x"),
        &[
            "Prøver 1 ligger lige under grænsen 2 og tælles ikke med.",
            "Prøver 2 er selve grænsen og tælles med.",
            "I karakter: Fag 120 er nævnt selv og tælles med.",
            "I karakter: Fag 130 ligger lige uden for 120 og tælles ikke med.",
            "I karakter: En række uden fag tælles ikke med.",
        ],
    );
}

#[test]
fn pairs_are_shown_by_what_the_two_rows_agree_on() {
    assert_says(
        &said(&hours(), "x"),
        &[
            "En række i visitation uden nogen i hjælp tælles ikke med.",
            "Rækken i hjælp har en anden cpr og tælles ikke med.",
            "Et par fra 1. januar 2024 i visitation og december 2023 i hjælp tælles med.",
            "Et par fra 31. januar 2024 i visitation og december 2023 i hjælp tælles med.",
            "Et par fra 31. januar 2024 i visitation og januar 2024 i hjælp tælles ikke med.",
            "Alder er 80 år (en dag fra 81) og tælles med.",
            "Alder er 81 år på dagen og tælles ikke med.",
        ],
    );
}

#[test]
fn an_age_is_shown_on_the_birthday_and_the_day_before() {
    assert_says(
        &said(&visits(), "x"),
        &[
            "Alder er 18 år på dagen og tælles med.",
            "Alder er 17 år (en dag fra 18) og tælles ikke med.",
            "En række uden født, så alder er tom, tælles ikke med.",
        ],
    );
}

#[test]
fn changes_are_noticed() {
    for (original, from, to) in [
        (takers(), "prøver er mindst 2", "prøver er mindst 1"),
        (takers(), "prøver er mindst 2", "prøver er mindst 3"),
        (takers(), "med fag 110 og 120", "med fag 110"),
        (takers(), "med fag 110 og 120", "med fag 110, 120 og 130"),
        (hours(), "= måneden før dato", "= måneden efter dato"),
        (hours(), "alder 65-80", "alder 64-80"),
        (hours(), "alder 65-80", "alder 65-81"),
        (visits(), "år fra født til tælledatoen", "år fra født til årets udgang"),
        (visits(), "mindst 18", "mindst 19"),
        (visits(), "mindst 18", "over 18"),
        (pupils(), ", tom når -1", ""),
        (pupils(), "eget_trin ellers klassens_trin", "klassens_trin ellers eget_trin"),
        (pupils(), "betaler ellers bopæl", "betaler"),
        (pupils(), "betaler ellers bopæl", "bopæl ellers betaler"),
    ] {
        let changed = original.replace(from, to);
        assert_ne!(original, changed);
        assert!(notices(&original, &changed), "{from} → {to}");
    }
}
