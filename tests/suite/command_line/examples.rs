//! `noegle prøv` on examples for every kind of declaration.

use std::fs;

use tempfile::TempDir;

use super::{Answer, noegle};

const SOURCES: &str = r#"
område skole
  titel "Skole"

kodeliste fag
  titel "Fag"
  110 "Dansk, læsning"
  120 "Dansk, skriftlig"
  410 "Matematik"

datakilde karakter
  titel "Afgangskarakterer"
  tabel skole.karakter
  en række pr. kommune, dato, person, fag
  kolonne kommune_nr er kommune
  kolonne dato er dato
  kolonne cpr er nøgle person
  kolonne fag er fag
  måltal karakter, enhed karakterpoint, andel

afledt datakilde elevsnit fra karakter
  titel "Elevernes snit"
  en række pr. kommune, skoleår, person
  med fag 110, 120 og 410
  måltal snit = gennemsnit karakter, enhed karakterpoint
  måltal prøver = antal rækker
  kun rækker hvor prøver er mindst 2

datakilde visitation
  titel "Visitationer til plejebolig"
  tabel aeldre.visitation
  en række pr. person
  kolonne kommune_nr er kommune
  kolonne cpr er nøgle person
  kolonne startdato er dato

datakilde hjemmehjælp
  titel "Hjemmehjælp"
  tabel aeldre.hjemmehjaelp
  en række pr. kommune, måned, person
  kolonne kommune_nr er kommune
  kolonne maaned er måned
  kolonne cpr er nøgle person
  måltal timer, enhed timer, bevægelse

koblet datakilde timer_før_plejebolig fra visitation og hjemmehjælp
  titel "Hjemmehjælp i måneden før plejebolig"
  kobles på person, måned i hjemmehjælp = måneden før startdato i visitation

datakilde sag
  titel "Sager"
  tabel sager.sag
  leverancer fra sager.leveret
  en række pr. kommune, måned
  kolonne kommune_nr er kommune
  kolonne maaned er måned
  måltal sager, enhed sager, bevægelse

grundtal sager_i_alt fra sag
  titel "Sager"
  enhed sager
  med alle
  optælling sager for måneden

population elever_med_karakter fra karakter
  nøgle person
  med alle
  aktive nogensinde
"#;

/// What `prøv` answers on a project with these definitions.
fn proved(definitions: &str) -> Answer {
    let folder = project(definitions);
    noegle(folder.path(), &["prøv"])
}

fn project(definitions: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("definitions")).expect("a folder");
    fs::write(folder.path().join("noegle.yaml"), "projekt: prøve\n").expect("written");
    fs::write(folder.path().join("definitions/alt.noegle"), format!("{SOURCES}\n{definitions}")).expect("written");
    folder
}

#[test]
fn an_example_shows_the_rows_of_an_afledt_datakilde() {
    let answer = proved(
        r#"
eksempel "En elev med én prøve er ikke med" for elevsnit
  givet karakter
    | kommune | dato       | person | fag | karakter |
    | 101     | 2024-06-01 | anne   | 110 | 7        |
    | 101     | 2024-06-03 | anne   | 410 | 10       |
    | 101     | 2024-06-03 | bo     | 410 | 10       |
  forvent
    | kommune | skoleår   | person | snit | prøver |
    | 101     | 2023/2024 | anne   | 8,5  | 2      |
"#,
    );
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{}", answer.out);
    assert!(answer.out.contains("✓ elevsnit: En elev med én prøve er ikke med"), "{}", answer.out);
}

#[test]
fn a_row_of_an_afledt_datakilde_that_is_not_expected_is_told() {
    let answer = proved(
        r#"
eksempel "Snittet" for elevsnit
  givet karakter
    | kommune | dato       | person | fag | karakter |
    | 101     | 2024-06-01 | anne   | 110 | 7        |
    | 101     | 2024-06-03 | anne   | 410 | 10       |
  forvent
    | kommune | skoleår | snit |
    | 101     | 2023/24 | 8    |
"#,
    );
    assert_eq!((answer.code, answer.err.as_str()), (3, ""), "{}", answer.out);
    assert!(answer.out.contains("Række 1, snit: ventede 8, fik 8,5"), "{}", answer.out);
    assert!(!answer.out.contains("atabase"), "the judges agree: {}", answer.out);
}

#[test]
fn an_example_shows_the_pairs_of_a_koblet_datakilde() {
    let answer = proved(
        r#"
eksempel "Kun måneden før tælles" for timer_før_plejebolig
  givet visitation
    | kommune | person | startdato  |
    | 101     | anne   | 2024-03-15 |
  givet hjemmehjælp
    | kommune | måned   | person | timer |
    | 101     | 2024-01 | anne   | 4     |
    | 147     | 2024-02 | anne   | 5     |
    | 101     | 2024-02 | bo     | 6     |
    | 101     | 2024-03 | anne   | 7     |
  forvent
    | kommune | startdato  | person | timer |
    | 101     | 2024-03-15 | anne   | 5     |
"#,
    );
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{}", answer.out);
}

#[test]
fn given_rows_of_a_source_with_leverancer_are_its_deliveries() {
    let answer = proved(
        r#"
eksempel "Kun måneder med rækker er leveret" for sager_i_alt
  givet sag
    | kommune | måned   | sager |
    | 101     | 2024-01 | 4     |
    | 147     | 2024-03 | 0     |
  forvent
    | kommune | måned   | værdi | status |
    | 101     | 2024-01 | 4     | ok     |
    | 147     | 2024-03 | 0     | ok     |
"#,
    );
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{}", answer.out);
}

#[test]
fn a_prognose_has_examples() {
    let answer = proved(
        r#"
datakilde udgift
  titel "Udgifter"
  tabel udgift
  en række pr. kommune, måned
  kolonne kommune_nr er kommune
  kolonne maaned er måned
  måltal saldo, enhed kr., bevægelse

nøgletal serviceudgifter
  titel "Serviceudgifter"
  definition "Udgifterne."
  enhed kr.
  opgøres månedligt
  tæller fra udgift
    med alle
    optælling saldo for måneden

prognose forventet for serviceudgifter
  titel "Forventet forbrug"
  definition "Året til dato delt med den andel, der plejer at være brugt."
  grundlag de seneste 1 år

eksempel "Halvdelen plejer at være brugt i januar" for forventet
  givet udgift
    | kommune | måned   | saldo |
    | 101     | 2023-01 | 100   |
    | 101     | 2023-02 | 0     |
    | 101     | 2023-03 | 0     |
    | 101     | 2023-04 | 0     |
    | 101     | 2023-05 | 0     |
    | 101     | 2023-06 | 0     |
    | 101     | 2023-07 | 0     |
    | 101     | 2023-08 | 0     |
    | 101     | 2023-09 | 0     |
    | 101     | 2023-10 | 0     |
    | 101     | 2023-11 | 0     |
    | 101     | 2023-12 | 100   |
    | 101     | 2024-01 | 60    |
  forvent
    | kommune | måned   | resultat | status    |
    | 101     | 2023-01 |          | mangler   |
    | 101     | 2023-02 |          | mangler   |
    | 101     | 2023-03 |          | mangler   |
    | 101     | 2023-04 |          | mangler   |
    | 101     | 2023-05 |          | mangler   |
    | 101     | 2023-06 |          | mangler   |
    | 101     | 2023-07 |          | mangler   |
    | 101     | 2023-08 |          | mangler   |
    | 101     | 2023-09 |          | mangler   |
    | 101     | 2023-10 |          | mangler   |
    | 101     | 2023-11 |          | mangler   |
    | 101     | 2023-12 |          | mangler   |
    | 101     | 2024-01 | 120      | ok        |
"#,
    );
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{}", answer.out);
}

#[test]
fn what_has_no_rows_of_its_own_says_where_its_example_can_be_written() {
    for (name, said) in [
        ("elever_med_karakter", "med person i elever_med_karakter"),
        ("fag", "Skriv eksemplet for et nøgletal"),
        ("karakter", "Skriv eksemplet for et nøgletal"),
        ("skole", "Skriv eksemplet for et nøgletal"),
    ] {
        let answer = proved(&format!(
            "eksempel \"Det\" for {name}\n  givet karakter\n    | kommune | person |\n    | 101 | anne |\n  forvent\n    | kommune | person |\n    | 101 | anne |\n"
        ));
        assert_eq!(answer.code, 1, "{name}");
        assert!(answer.err.contains("N709") && answer.err.contains(said), "{name}: {}", answer.err);
    }
}

#[test]
fn an_error_can_be_expected_of_every_kind_of_declaration() {
    for (code, name, declaration) in [
        ("N101", "børn", "population børn fra karaktr\n  nøgle person\n  med alle\n"),
        ("N101", "drenge", "population drenge fra karakter\n  nøgle dreng\n  med alle\n"),
        ("N201", "matematik", "filter matematik\n  med fag 999\n"),
        ("N101", "fravær", "datakilde fravær\n  kolonne kommune er kommune\n  kolonne fag er fagg\n"),
        ("N209", "køn", "kodeliste køn\n  titel \"Køn\"\n  koder fra \"mangler.csv\"\n"),
        ("N209", "plan", "kontoplan plan\n  koder fra \"mangler.csv\" niveauer art\n"),
        ("N209", "pl", "prisregulering pl\n  satser fra \"mangler.csv\"\n"),
        ("N101", "standard", "sammenligning standard\n  gruppe 5 nærmeste kommuner efter ukendt\n"),
        ("N101", "forventet", "prognose forventet for ukendt\n  grundlag de seneste 3 år\n"),
        (
            "N101",
            "stemmer",
            "valideringsregel stemmer\n  gælder hver kommune, hver måned\n  data = ukendt\n  krav mindst 0\n",
        ),
        ("N101", "snit", "afledt datakilde snit fra karaktr\n  en række pr. kommune\n"),
        ("N101", "par", "koblet datakilde par fra karakter og ukendt\n  kobles på person\n"),
        ("N101", "antal", "grundtal antal fra ukendt\n  med alle\n  optælling antal rækker for måneden\n"),
    ] {
        let answer = proved(&format!("{declaration}\neksempel \"Fejlen ventes\" for {name}\n  forvent fejl {code}\n"));
        assert_eq!((answer.code, answer.err.contains("fejl[")), (0, false), "{name}: {}{}", answer.err, answer.out);
        assert!(answer.out.contains("Fejlen ventes"), "{name}: {}", answer.out);
    }
}
