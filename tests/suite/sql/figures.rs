//! Figures of every kind, computed by DuckDB as by the interpreter.

use noegle::model::Version;
use noegle::model::years::Years;

use super::{Given, given, rows, rows_of, whole};

const SOURCES: &str = r#"
datakilde regnskab
  tabel        regnskab
  en række pr. kommune, måned
  kolonne kommune er kommune
  kolonne maaned  er måned
  måltal saldo, enhed kr., bevægelse

datakilde gammel
  tabel        gammel
  en række pr. kommune, år
  kolonne kommune er kommune
  kolonne aar     er år
  måltal saldo, enhed kr., bevægelse

datakilde borger
  tabel        borger
  en række pr. kommune, måned, alder
  kolonne kommune er kommune
  kolonne maaned  er måned
  kolonne alder   er tal
  måltal borgere, enhed borgere, beholdning
"#;

fn regnskab() -> Given {
    given(
        "regnskab",
        "kommune|maaned|saldo
         101|2022-01|100
         101|2022-12|20.5
         101|2022-14|7
         101|2023-01|-33.33333
         101|2023-02|0.00001
         101|2024-03|1000
         165|2023-01|
         165|2024-13|5",
    )
}

fn gammel() -> Given {
    given("gammel", "kommune|aar|saldo\n101|2020|9\n101|2021|11\n165|2021|0\n101|2022|5000")
}

fn borger() -> Given {
    given(
        "borger",
        "kommune|maaned|alder|borgere
         101|2021-12|5|90
         101|2022-01|5|100
         101|2022-01|70|50
         101|2022-02|5|101
         101|2022-02|90|51
         101|2023-01|5|0
         101|2023-02|5|60
         165|2023-01||30
         165|2023-02|5|3
         165|2023-03|66|4",
    )
}

/// The rows of these definitions over the three sources.
fn computed(definitions: &str) -> Vec<String> {
    rows(&format!("{SOURCES}{definitions}"), &[regnskab(), gammel(), borger()])
}

#[test]
fn a_yearly_ratio() {
    let found = computed(
        r#"
nøgletal udgift
  titel     "Udgift pr. borger"
  enhed     kr. pr. borger
  opgøres   årligt
  tæller fra regnskab
    optælling saldo for hele året
  nævner fra borger
    optælling antal borgere primo året
  når nævner er 0, vis ikke
"#,
    );
    assert_eq!(
        found,
        [
            "udgift | alle | 101 | 2022 | 2022-01-01 | 127.50000 | 150.00000 | 0.85000 | foreløbig",
            "udgift | alle | 101 | 2023 | 2023-01-01 | -33.33332 | 0.00000 |  | nævner_nul",
            "udgift | alle | 101 | 2024 | 2024-01-01 | 1000.00000 |  |  | mangler",
            "udgift | alle | 165 | 2023 | 2023-01-01 | 0.00000 | 30.00000 | 0.00000 | foreløbig",
        ]
    );
}

#[test]
fn every_when_of_every_grain() {
    for (reported, whens) in [
        ("månedligt", &["for måneden", "for kvartalet", "for hele året", "år til dato", "de seneste 14 måneder"][..]),
        ("kvartalsvis", &["for kvartalet", "for hele året", "år til dato", "de seneste 2 måneder"]),
        ("årligt", &["for hele året", "år til dato", "de seneste 25 måneder"]),
    ] {
        for when in whens {
            let found = computed(&format!(
                "\nnøgletal x\n  titel \"X\"\n  enhed kr.\n  opgøres {reported}\n  tæller fra regnskab\n    optælling saldo {when}\n"
            ));
            assert!(!found.is_empty(), "{reported}, {when}");
        }
    }
    for (reported, whens) in [
        ("månedligt", &["primo måneden", "ultimo måneden", "primo året", "ultimo året", "primo kvartalet"][..]),
        ("kvartalsvis", &["primo kvartalet", "ultimo kvartalet", "primo året", "gennemsnit over året"]),
        ("årligt", &["primo året", "ultimo året", "pr. 1. februar", "gennemsnit over året", "pr. 1. februar året før"]),
    ] {
        for when in whens {
            let found = computed(&format!(
                "\nnøgletal x\n  titel \"X\"\n  enhed borgere\n  opgøres {reported}\n  tæller fra borger\n    med alder under 67\n    optælling antal borgere {when}\n"
            ));
            assert!(!found.is_empty(), "{reported}, {when}");
        }
    }
}

#[test]
fn udgaver_read_their_own_sources_and_lines() {
    let found = computed(
        r#"
grundtal borgere fra borger
  titel "Borgere"
  enhed borgere
  udgave til 2022
    med alder under 67
    optælling antal borgere primo året
  udgave fra 2023
    optælling antal borgere pr. 1. februar

grundtal dobbelt = 2 * borgere / 3 + borgere året før
  titel "Det dobbelte"
  enhed borgere

nøgletal samlet
  titel "Samlet"
  enhed borgere
  opgøres årligt
  tæller = dobbelt

nøgletal pr_kvartal
  titel "Borgere"
  enhed borgere
  opgøres kvartalsvis
  tæller = borgere

nøgletal skiftet
  titel "Skiftet"
  enhed kr.
  opgøres årligt
  udgave 2020-2021
    tæller fra gammel
      optælling saldo for hele året
  udgave fra 2022
    tæller fra regnskab
      optælling saldo for hele året
"#,
    );
    assert!(found.iter().any(|row| row.starts_with("samlet | alle | 101 | 2023")), "{found:#?}");
    assert!(found.iter().any(|row| row.starts_with("skiftet | 2020-2021 | 165 | 2021")), "{found:#?}");
}

/// A grundtal whose udgaver are different formulas cannot be written yet; its meaning is there already.
#[test]
fn a_grundtal_may_be_another_formula_in_another_year() {
    let definitions = r#"
grundtal borgere fra borger
  titel "Borgere"
  enhed borgere
  optælling antal borgere primo året

grundtal gammelt = 2 * borgere / 3
  titel "Til 2022"
  enhed borgere

grundtal nyt = borgere i 2022 - borgere * 7 * borgere / (borgere - 30)
  titel "Fra 2023"
  enhed borgere

nøgletal samlet
  titel "Samlet"
  enhed borgere
  opgøres årligt
  tæller = gammelt + gammelt året før

nøgletal alene
  titel "Alene"
  enhed borgere
  opgøres månedligt
  tæller = gammelt
  når data mangler, regn med 0
"#;
    let mut model = whole(&format!("{SOURCES}{definitions}")).model;
    let place = |name: &str| model.base_figures.iter().position(|base| base.name.text == name).expect(name);
    let (old, new) = (place("gammelt"), place("nyt"));
    let value = |at: usize| model.base_figures[at].parts[0].value.clone();
    let until = Version { years: Years::new(None, Some(2022)), value: value(old) };
    let since = Version { years: Years::new(Some(2023), Some(2023)), value: value(new) };
    model.base_figures[old].parts = vec![until, since];
    let found = rows_of(&model, &[regnskab(), gammel(), borger()]);
    assert!(found.iter().any(|row| row.starts_with("samlet | alle | 101 | 2023")), "{found:#?}");
    assert!(found.iter().any(|row| row.ends_with("nævner_nul")), "{found:#?}");
}

#[test]
fn formulas_over_other_figures_and_other_periods() {
    let found = computed(
        r#"
nøgletal udgift
  titel "Udgift"
  enhed 1.000 kr. pr. 100 borgere
  opgøres årligt
  tæller fra regnskab
    optælling saldo for hele året
  nævner fra borger
    optælling antal borgere primo året
  når nævner er 0, vis 0
  når tæller er over 0,9, vis ikke

koblet nøgletal vækst
  titel "Vækst"
  enhed pct.
  opgøres årligt
  formel 100 * (tæller af udgift - tæller af udgift året før) / tæller af udgift året før

koblet nøgletal indeks
  titel "Indeks"
  enhed indeks
  opgøres årligt
  formel 100 * (1 / (udgift / udgift i 2022)) - 3

koblet nøgletal trin
  titel "Trin"
  enhed forhold
  opgøres årligt
  formel udgift / udgift i 2023 + nævner af udgift / (nævner af udgift * 7)
  når resultat er under 2, vis 0
"#,
    );
    assert!(found.iter().any(|row| row.contains("nævner_nul")), "{found:#?}");
}

#[test]
fn missing_counts_as_zero_only_where_it_is_said() {
    let found = computed(
        r#"
grundtal ældre fra borger
  titel "Ældre"
  enhed borgere
  med alder mindst 67
  optælling antal borgere primo året

grundtal yngre fra borger
  titel "Yngre"
  enhed borgere
  med alder under 67
  optælling antal borgere primo året

nøgletal samlet
  titel "Samlet"
  enhed borgere
  opgøres kvartalsvis
  tæller = ældre + yngre året før

nøgletal alt
  titel "Alt"
  enhed borgere
  opgøres årligt
  tæller = ældre + yngre året før
  når data mangler, regn med 0

nøgletal udgift
  titel "Udgift"
  enhed kr.
  opgøres månedligt
  tæller fra regnskab
    optælling saldo år til dato
    fortegn vendes
  når data mangler, regn med 0
"#,
    );
    assert!(found.iter().any(|row| row.starts_with("alt |") && row.ends_with("| ok")), "{found:#?}");
    assert!(found.iter().any(|row| row.starts_with("samlet |") && row.ends_with("| mangler")), "{found:#?}");
}

#[test]
fn families_of_numbers_and_groups_with_totals() {
    let found = computed(
        r#"
kodeliste aldersgruppe
  "0-5 år"   = alder 0-5
  "under 67" = alder under 67
  "67-89 år" = alder 67-89

nøgletal pr_alder for hver alder 5, 70 og 90, og i alt
  titel "{kode} år"
  enhed borgere
  opgøres årligt
  tæller fra borger
    med denne alder
    optælling antal borgere primo året

nøgletal pr_gruppe for hver aldersgruppe i aldersgruppe, og i alt
  titel "{navn}"
  enhed pct.
  opgøres årligt
  tæller fra borger
    med denne aldersgruppe
    optælling antal borgere primo året
  nævner fra borger
    optælling antal borgere primo året
  når nævner er 0, vis ikke

nøgletal de_andre for hver alder 5 og 70
  titel "Andre end {kode} år"
  enhed borgere
  opgøres årligt
  tæller fra borger
    uden denne alder
    optælling antal borgere primo året

koblet nøgletal forhold
  titel "Forhold"
  enhed forhold
  opgøres årligt
  formel pr_alder[70] / pr_alder[i alt] + pr_alder[5] / pr_alder[5] året før
"#,
    );
    for name in ["pr_alder__70", "pr_alder__i_alt", "pr_gruppe__under_67", "de_andre__5", "forhold"] {
        assert!(found.iter().any(|row| row.starts_with(&format!("{name} |"))), "{name}: {found:#?}");
    }
}

#[test]
#[should_panic(expected = "Overflow")]
fn what_does_not_fit_is_an_error_and_no_number() {
    rows(
        &format!(
            "{SOURCES}{}",
            r#"
grundtal stor fra regnskab
  titel "Stor"
  enhed kr.
  optælling saldo for hele året

koblet nøgletal kube
  titel "Kube"
  enhed forhold
  opgøres årligt
  formel (stor * stor * stor) / (stor * stor * stor)
"#
        ),
        &[given("regnskab", "kommune|maaned|saldo\n101|2024-01|9000000000000")],
    );
}

#[test]
fn a_condition_on_a_kommune_reads_the_role_it_names() {
    let text = "datakilde s
  kolonne betaler er kommune
  kolonne bopæl er kommune
  kolonne aar er år
  måltal kr, enhed kr., bevægelse

nøgletal fremmede
  titel \"Betalt for borgere fra andre kommuner\"
  definition \"Udgifter til andre kommuners borgere.\"
  enhed kr.
  opgøres årligt
  tæller fra s
    uden bopæl 101 og 147
    optælling kr for hele året
";
    let data = given("s", "betaler|bopæl|aar|kr\n165|101|2024|100\n165|165|2024|20\n165|147|2024|3\n165||2024|4");
    assert_eq!(rows(text, &[data]), ["fremmede | alle | 165 | 2024 | 2024-01-01 | 24.00000 |  | 24.00000 | ok"]);
}

#[test]
fn rows_years_after_the_data_and_formulas_over_thousands_of_kroner() {
    let found = rows(
        r#"
datakilde regnskab
  tabel        regnskab
  en række pr. kommune, år
  kolonne kommune er kommune
  kolonne aar     er år
  måltal saldo, enhed kr., bevægelse

grundtal saldo_i_året fra regnskab
  enhed     kr.
  optælling saldo for hele året

nøgletal udgift
  titel     "Udgift"
  enhed     1.000 kr.
  opgøres   årligt
  tæller = saldo_i_året

koblet nøgletal forskudt
  titel     "Udgiften to år før"
  enhed     mio. kr.
  opgøres   årligt
  formel    udgift 2 år før
  når resultat er 0, vis ikke
"#,
        &[given("regnskab", "kommune | aar | saldo\n101|2022|1234567\n101|2023|0")],
    );
    assert_eq!(
        found,
        [
            "forskudt | alle | 101 | 2024 | 2024-01-01 |  |  | 1.23457 | ok",
            "forskudt | alle | 101 | 2025 | 2025-01-01 |  |  |  | ok",
            "udgift | alle | 101 | 2022 | 2022-01-01 | 1234.56700 |  | 1234.56700 | ok",
            "udgift | alle | 101 | 2023 | 2023-01-01 | 0.00000 |  | 0.00000 | ok",
        ]
    );
}

/// Factors are whole or decimal as authors write them; the arithmetic holds for any fraction, at ties too.
#[test]
fn any_fraction_multiplies_and_divides_exactly() {
    let definitions = r#"
nøgletal udgift
  titel "Udgift"
  enhed kr. pr. borger
  opgøres månedligt
  tæller fra regnskab
    optælling saldo for måneden
  nævner fra borger
    optælling antal borgere primo måneden
  når nævner er 0, vis ikke
"#;
    let mut model = whole(&format!("{SOURCES}{definitions}")).model;
    let fraction = |a: i64, b: i64| num_rational::BigRational::new(a.into(), b.into());
    let months = ["101|2024-01", "101|2024-02", "165|2024-01", "165|2024-02", "151|2024-01", "151|2024-02"];
    let saldo = ["0.00001", "-0.00001", "9999999999999.99999", "-1", "1.00005", "123.45678"];
    let borgere = ["2", "2", "0.00003", "3", "-20000", "7.7"];
    let table = |heading: &str, values: [&str; 6], middle: &str| -> String {
        let rows = months.iter().zip(values).map(|(month, value)| format!("{month}{middle}|{value}"));
        let lines: Vec<String> = std::iter::once(heading.to_owned()).chain(rows).collect();
        lines.join("\n")
    };
    let given = [
        given("regnskab", &table("kommune|maaned|saldo", saldo, "")),
        given("borger", &table("kommune|maaned|alder|borgere", borgere, "|1")),
    ];
    for (factor, shown_in) in [((1, 1), (1, 1)), ((7, 3), (3, 1)), ((100, 1), (1000, 1)), ((1, 7), (2, 3))] {
        let edition = &mut model.figures[0].editions[0];
        edition.factor = fraction(factor.0, factor.1);
        edition.shown_in = fraction(shown_in.0, shown_in.1);
        assert_eq!(rows_of(&model, &given).len(), 6);
    }
}
