//! Rules on persons and events: who is in a population, forløb, and sources made of others.

use super::broken;

const PUPILS: &str = "
    kommune | måned   | cpr | klasse
    101     | 2024-01 | a   | almindelig
    101     | 2024-01 | b   | almindelig
    101     | 2024-02 | a   | special
    101     | 2024-02 | b   | almindelig
    101     | 2024-02 |     | special
    147     | 2024-02 | c   | special
    147     | 2024-03 | c   | special";

const PLACEMENTS: &str = "
    kommune | cpr | start      | slut       | type
    101     | a   | 2023-05-10 | 2024-01-31 | 10
    101     | b   | 2024-01-15 |            | 20
    147     | c   | 2024-03-01 | 2024-02-01 | 10
    147     | d   |            | 2024-02-01 | 10
    147     | c   | 2024-03-01 | 2024-03-01 | 30
    147     | y   | 2024-01-01 | 2024-01-01 | 30
    101     | z   | 2024-02-01 | 2024-02-01 | 10
    151     | e   | 2024-02-29 | 2024-06-30 | 10";

const POPULATIONS: &str = "
population anbragte fra anbringelse
  nøgle person
  med foranstaltning 10

population nogensinde_anbragte fra anbringelse
  nøgle person
  med alle
  aktive nogensinde

afledt datakilde elever_i_alt fra elev
  en række pr. kommune, år, person
  måltal måneder = antal rækker, enhed måneder

koblet datakilde anbragte_elever fra elev og anbringelse
  en række pr. kommune, måned, person
  kobles på person, måned i anbringelse = måned i elev
";

fn said(rule: &str) -> Vec<String> {
    let found = broken(&format!("{POPULATIONS}{rule}"), &[("elev", PUPILS), ("anbringelse", PLACEMENTS)]);
    // The automatic rules about elev and anbringelse are asked for elsewhere.
    found.into_iter().filter(|row| row.contains("prøve")).collect()
}

fn rows(source: &str, period: &str, requirement: &str, more: &str) -> Vec<String> {
    said(&format!(
        "
valideringsregel prøve
  gælder hver kommune, {period}
  data fra {source}
  krav {requirement}
  {more}
"
    ))
}

#[test]
fn whether_a_person_is_in_a_population_is_asked_on_the_rows_own_day() {
    assert_eq!(
        rows(
            "elev",
            "hver måned",
            "hvis person i anbragte så klasse \"special\"",
            "besked \"prøve af {rækker} rækker\""
        ),
        ["fejl 101 2024-01 klasse almindelig: 1 mod : prøve af 1 rækker"],
        "a er anbragt 1. januar, men ikke mere 1. februar"
    );
    assert_eq!(
        rows("elev", "hver måned", "hvis klasse \"special\" så person i nogensinde_anbragte", ""),
        [
            "fejl 101 2024-02 klasse special: 1 mod : prøve: 1 rækker, hvor kravet ikke er opfyldt",
            "fejl 147 2024-02 klasse special: 1 mod : prøve: 1 rækker, hvor kravet ikke er opfyldt",
        ],
        "en række uden person er ikke med; c er der først 1. marts"
    );
}

#[test]
fn lines_and_filters_may_ask_for_members_too() {
    let more = "
filter anbragte_elever_nu
  med person i anbragte
";
    let rule = |data: &str, requirement: &str| {
        said(&format!(
            "{more}
valideringsregel prøve
  gælder hver kommune, hver måned
  data fra elev
{data}
  krav {requirement}
"
        ))
    };
    assert_eq!(
        rule("    med person i anbragte", "altid klasse \"special\""),
        ["fejl 101 2024-01 klasse almindelig: 1 mod : prøve: 1 rækker, hvor kravet ikke er opfyldt"]
    );
    assert_eq!(
        rule("", "hvis [anbragte_elever_nu] så klasse \"special\""),
        ["fejl 101 2024-01 klasse almindelig: 1 mod : prøve: 1 rækker, hvor kravet ikke er opfyldt"]
    );
    assert_eq!(
        rule("    med person ikke i nogensinde_anbragte\n    optælling antal rækker for måneden", "højst 0"),
        [
            "fejl 101 2024-01: 1 mod 0: prøve: 1 er over 0",
            "fejl 101 2024-02: 1 mod 0: prøve: 1 er over 0",
            "fejl 147 2024-02: 1 mod 0: prøve: 1 er over 0",
        ],
        "b var der først 15. januar; i februar er det den uden person"
    );
}

#[test]
fn a_source_that_only_a_requirement_asks_for_is_read_and_so_are_its_automatic_rules() {
    let rule = "
population elever fra elev
  nøgle person
  med alle
  aktive i perioden

valideringsregel prøve
  gælder hver kommune, hver måned
  data fra anbringelse
  krav altid person i elever
";
    let pupils = format!("{PUPILS}\n    147     | 2024-03 | c   | almindelig");
    assert_eq!(
        broken(rule, &[("elev", &pupils), ("anbringelse", PLACEMENTS)]),
        [
            "fejl 147 2024-03: 2 mod 1: elev: 2 rækker, hvor der efter »en række pr.« skulle være 1",
            "fejl 101 2023-05: 1 mod : prøve: 1 rækker, hvor kravet ikke er opfyldt",
            "fejl 101 2024-02: 1 mod : prøve: 1 rækker, hvor kravet ikke er opfyldt",
            "fejl 147 2024-01: 1 mod : prøve: 1 rækker, hvor kravet ikke er opfyldt",
            "fejl 151 2024-02: 1 mod : prøve: 1 rækker, hvor kravet ikke er opfyldt",
        ],
        "elev læses kun for at vide, hvem der er elever"
    );
}

#[test]
fn forløb_are_asked_at_their_fra_dato_and_what_is_no_forløb_is_not_asked() {
    assert_eq!(
        rows("anbringelse", "hver måned", "slut er udfyldt", ""),
        ["fejl 101 2024-01 uden slut: 1 mod : prøve: 1 rækker, hvor den ikke er udfyldt"]
    );
    assert_eq!(
        rows("anbringelse", "hvert år", "hvis person i anbragte så foranstaltning 10", ""),
        [] as [String; 0],
        "de andre er ikke i mængden den dag, de begynder"
    );
    assert_eq!(
        rows("anbringelse", "hvert år", "altid foranstaltning 10", "undtaget foranstaltning 30"),
        ["fejl 101 2024 type 20: 1 mod : prøve: 1 rækker, hvor kravet ikke er opfyldt"]
    );
}

#[test]
fn forløb_are_counted_on_days_and_over_years() {
    let rule = |period: &str, counting: &str, requirement: &str| {
        said(&format!(
            "
valideringsregel prøve
  gælder hver kommune, {period}
  data fra anbringelse
    optælling {counting}
  krav {requirement}
"
        ))
    };
    assert_eq!(
        rule("hver måned", "antal rækker primo måneden", "højst 0"),
        [
            "fejl 101 2023-06: 1 mod 0: prøve: 1 er over 0",
            "fejl 101 2023-07: 1 mod 0: prøve: 1 er over 0",
            "fejl 101 2023-08: 1 mod 0: prøve: 1 er over 0",
            "fejl 101 2023-09: 1 mod 0: prøve: 1 er over 0",
            "fejl 101 2023-10: 1 mod 0: prøve: 1 er over 0",
            "fejl 101 2023-11: 1 mod 0: prøve: 1 er over 0",
            "fejl 101 2023-12: 1 mod 0: prøve: 1 er over 0",
            "fejl 101 2024-01: 1 mod 0: prøve: 1 er over 0",
            "fejl 101 2024-02: 2 mod 0: prøve: 2 er over 0",
            "fejl 147 2024-01: 1 mod 0: prøve: 1 er over 0",
            "fejl 147 2024-03: 1 mod 0: prøve: 1 er over 0",
        ],
        "151 har kun leveret februar, og der begyndte forløbet den 29."
    );
    assert_eq!(
        rule("hvert år", "antal helår for hele året", "højst 0,5"),
        [
            "fejl 101 2023: 0.64658 mod 0.5: prøve: 0,64658 er over 0,5",
            "fejl 101 2024: 1.04918 mod 0.5: prøve: 1,04918 er over 0,5",
        ]
    );
}

#[test]
fn rows_put_together_are_asked_as_any_others() {
    assert_eq!(
        rows("elever_i_alt", "hvert år", "altid måneder højst 1", ""),
        [
            "fejl 101 2024: 4 mod : prøve: 2 rækker, hvor kravet ikke er opfyldt",
            "fejl 147 2024: 2 mod : prøve: 1 rækker, hvor kravet ikke er opfyldt",
        ]
    );
    assert_eq!(
        rows("elever_i_alt", "hvert år", "altid person ikke i anbragte", ""),
        ["fejl 101 2024: 2 mod : prøve: 1 rækker, hvor kravet ikke er opfyldt"]
    );
    assert_eq!(rows("elever_i_alt", "hvert år", "er entydig", ""), [] as [String; 0]);
    assert_eq!(
        rows("elever_i_alt", "hvert år", "er udfyldt", "besked \"prøve: {nøgle}\""),
        ["fejl 101 2024 uden cpr: 1 mod : prøve: uden cpr"]
    );
}

#[test]
fn pairs_are_asked_with_what_either_row_says() {
    assert_eq!(
        rows("anbragte_elever", "hver måned", "hvis klasse \"special\" så foranstaltning 10", ""),
        ["fejl 147 2024-03 klasse special, type 30: 1 mod : prøve: 1 rækker, hvor kravet ikke er opfyldt",]
    );
    assert_eq!(rows("anbragte_elever", "hver måned", "er entydig", ""), [] as [String; 0]);
}

#[test]
fn figures_of_sources_made_of_others_are_judged() {
    let rule = "
valideringsregel prøve
  gælder hver kommune, hvert år
  data fra elever_i_alt
    optælling måneder for hele året
  krav ligger mellem 3 og 4
";
    assert_eq!(
        said(rule),
        [
            "fejl 101 2024: 5 mod 4: prøve: 5 ligger på den forkerte side af 4",
            "fejl 147 2024: 2 mod 3: prøve: 2 ligger på den forkerte side af 3",
        ]
    );
}
