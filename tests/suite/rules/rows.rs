//! Rules about rows: codes, combinations of accounts, what must be filled, what must not stand twice.

use super::broken;

const ROWS: &str = "
    kommune | måned   | funktion | dranst | art | beløb | budget | note
    101     | 2024-01 | 5.28.20  | 1      | 4.0 | 1000  | 900    | a
    101     | 2024-01 | 5.28.20  | 1      | 4.0 | 50    |        | b
    101     | 2024-02 | 5.30.28  | 3      | 0.1 | 7.5   | 8      |
    101     | 2024-13 | 5.99.99  | 3      | 0.1 | 2     | 1      | a
    147     | 2024-01 | 5.28.20  |        | 4.0 | 0     | 5      | a
    999     | 2024-01 | 9.99.99  | 3      | 0.1 | 1     | 1      |
    147     | 2024-99 | 9.99.99  | 3      | 0.1 | 1     | 1      | ";

fn rows(period: &str, requirement: &str, more: &str) -> Vec<String> {
    let rule = format!(
        "
valideringsregel rækker
  gælder hver kommune, {period}
  data fra regnskab
  krav {requirement}
  {more}
"
    );
    broken(&rule, &[("regnskab", ROWS)])
}

#[test]
fn codes_must_be_of_the_rows_own_year() {
    assert_eq!(
        rows("hver måned", "koder findes i kp", ""),
        [
            "fejl 101 2024-02 funktion 5.30.28: 7.5 mod : rækker: 1 rækker med en kode, der ikke findes i rækkens år",
            "fejl 101 2024-13 funktion 5.99.99: 2 mod : rækker: 1 rækker med en kode, der ikke findes i rækkens år",
        ]
    );
}

#[test]
fn accounts_may_be_combined_only_so() {
    assert_eq!(
        rows("hvert år", "hvis dranst 3 så art undtagen 0", "besked \"{rækker} rækker med {nøgle}, {art}\""),
        ["fejl 101 2024 dranst 3, art 0.1: 9.5 mod : 2 rækker med dranst 3, art 0.1, 0.1"]
    );
    assert_eq!(rows("hvert år", "hvis dranst 3 så art undtagen 0", "undtaget kommune 101 til 2024").len(), 0);
    assert_eq!(rows("hvert år", "hvis dranst 3 så art undtagen 0", "undtaget funktion 5.30.28").len(), 1);
}

#[test]
fn amounts_are_compared_with_numbers_and_with_each_other() {
    assert_eq!(
        rows("hver måned", "hvis saldo <> 0 så saldo højst budget", ""),
        [
            "fejl 101 2024-01: 1050 mod : rækker: 2 rækker, hvor kravet ikke er opfyldt",
            "fejl 101 2024-13: 2 mod : rækker: 1 rækker, hvor kravet ikke er opfyldt",
        ],
        "et budget, der mangler, er ikke mindst saldoen"
    );
    assert_eq!(rows("hver måned", "altid saldo <> budget", "").len(), 0);
    assert_eq!(rows("hver måned", "altid dranst 1-3", "").len(), 1);
}

#[test]
fn what_must_be_filled() {
    assert_eq!(
        rows("hver måned", "dranst er udfyldt", ""),
        ["fejl 147 2024-01 uden dranst: 1 mod : rækker: 1 rækker, hvor den ikke er udfyldt"]
    );
    assert_eq!(rows("hver måned", "budget er udfyldt", "").len(), 1);
    assert_eq!(rows("hver måned", "er udfyldt", "").len(), 1, "noten er ikke en del af en række pr.");
}

#[test]
fn rows_that_stand_twice_are_told_once() {
    assert_eq!(
        rows("hver måned", "er entydig", ""),
        [
            "fejl 101 2024-01 funktion 5.28.20, dranst 1, art 4.0: 2 mod 1: rækker: 2 rækker, der skulle have været én for hver",
        ]
    );
}
#[test]
fn keys_of_persons_part_rows_and_are_told_nowhere() {
    let rule = "
valideringsregel elever
  data fra elev
  krav er entydig
  besked \"{kommune}: {rækker} rækker\"
";
    let pupils = "
        kommune | måned   | cpr        | klasse
        101     | 2024-01 | 0101011234 | a
        101     | 2024-01 | 0101011234 | b
        101     | 2024-01 | 0202021234 | b
        101     | 2024-02 | 0101011234 | b
        147     | 2024-01 |            | b
        147     | 2024-01 |            | b";
    let found = broken(rule, &[("elev", pupils)]);
    let said = "2 rækker, hvor der efter »en række pr.« skulle være 1";
    assert_eq!(
        found,
        [
            "fejl 101 2024-01: 2 mod 1: København: 2 rækker".to_owned(),
            "fejl 147 2024-01: 2 mod 1: Frederiksberg: 2 rækker".to_owned(),
            // Of sources with keys it is asked without anyone writing it.
            format!("fejl 101 2024-01: 2 mod 1: elev: {said}"),
            format!("fejl 147 2024-01: 2 mod 1: elev: {said}"),
        ]
    );
}

#[test]
fn a_source_may_turn_the_automatic_rules_off() {
    let definitions = "
kodeliste klasse
  1 \"Første\"

datakilde plads
  en række pr. kommune, år, klasse
  kolonne kommune er kommune
  kolonne år er år
  kolonne klasse er klasse
  måltal pladser, enhed pladser, beholdning
  LINJE

valideringsregel nok
  data fra plads
    med alle
    optælling antal pladser primo året
  krav mindst 0
";
    let places = "
        kommune | år   | klasse | pladser
        101     | 2024 | 1      | 5
        101     | 2024 | 1      | 6";
    let automatic = broken(&definitions.replace("LINJE", "historik fra 2008"), &[("plads", places)]);
    assert_eq!(automatic.len(), 1, "{automatic:?}");
    assert!(automatic[0].starts_with("fejl 101 2024 klasse 1: 2 mod 1: plads: 2 rækker"), "{automatic:?}");
    assert_eq!(broken(&definitions.replace("LINJE", "uden automatiske regler"), &[("plads", places)]).len(), 0);
}
