//! Figures on pages: what the public may see, marks instead of what is not there, and nothing else changed.

use std::collections::BTreeSet;

use noegle::site::values::{ValueRow, Values, is_value_page, public_names, without_values};

use super::{CHART, definitions, pages, site, words};

const FIGURES: &str = r#"
adgang for_alle
  titel "For alle"
  offentligheden ser resultat
  egen kommune ser alle rækker
adgang for_flis
  titel "For FLIS"
  FLIS kommuner ser resultat, tæller og nævner
sammenligning standard
  landsgennemsnit uvægtet
  rangorden laveste først
nøgletal åbent
  titel "Udgifter, åbent"
  definition "Udgifter."
  enhed kr.
  opgøres årligt
  retning neutral
  gyldig 2015-2020
  tæller fra regnskab
    optælling beloeb for hele året
  adgang efter for_alle
  sammenlignes efter standard
nøgletal lukket
  titel "Udgifter, lukket"
  definition "Udgifter."
  enhed kr.
  opgøres årligt
  gyldig 2015-2020
  tæller fra regnskab
    optælling beloeb for hele året
  adgang efter for_flis
"#;

fn row(municipality: &str, period: &str, result: Option<&str>, status: &str) -> ValueRow {
    ValueRow {
        municipality: municipality.to_owned(),
        period: period.to_owned(),
        start: format!("{period}-01-01"),
        numerator: result.map(|_| "987654.00000".to_owned()),
        result: result.map(str::to_owned),
        status: status.to_owned(),
        national: Some("1500.00000".to_owned()),
        rank: result.map(|_| 1),
        ..ValueRow::default()
    }
}

fn rows() -> Vec<ValueRow> {
    vec![
        row("615", "2019", Some("1000.00000"), "ok"),
        row("615", "2020", Some("1234.56789"), "foreløbig"),
        row("657", "2019", Some("1800.00000"), "ok"),
        row("657", "2020", None, "skjult"),
        row("661", "2020", None, "mangler"),
        row("665", "2020", None, "nævner_nul"),
    ]
}

#[test]
fn only_what_the_public_may_see_is_asked_for() {
    let compilation = definitions(&format!("{CHART}{FIGURES}"));
    assert_eq!(public_names(&compilation.model), ["aabent"]);
    let names = BTreeSet::from(["aabent".to_owned(), "lukket".to_owned()]);
    let values = Values::new(&compilation.model, names, |_| rows());
    let pages = pages(&site(&compilation).with_values(values));
    assert!(pages.contains_key("noegletal/aabent/tal/index.html"));
    assert!(!pages.contains_key("noegletal/lukket/tal/index.html"));
    // resultat may be seen, tæller may not.
    assert!(!pages["noegletal/aabent/tal/index.html"].contains("987.654"));
}

#[test]
fn a_kommune_without_a_figure_says_why() {
    let compilation = definitions(&format!("{CHART}{FIGURES}"));
    let values = Values::new(&compilation.model, BTreeSet::from(["aabent".to_owned()]), |_| rows());
    let pages = pages(&site(&compilation).with_values(values));
    let page = words(&pages["noegletal/aabent/tal/index.html"]);
    assert!(page.contains("Kommunerne i 2020"), "{page}");
    assert!(page.contains("Horsens 1.234,6 ○ foreløbig"), "{page}");
    for told in ["■ skjult", "– mangler", "÷ nævner er 0"] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(page.contains("Kommunen har ikke leveret det, tallet bygger på. Det er ikke nul."), "{page}");
    let label = "aria-label=\"Horsens: fra 1.000,0 i 2019 til 1.234,6 i 2020\"";
    assert!(pages["noegletal/aabent/tal/index.html"].contains(label));
}

#[test]
fn definitions_are_checked_whether_or_not_there_are_figures() {
    let compilation = definitions(&format!("{CHART}{FIGURES}"));
    let plain = pages(&site(&compilation));
    let values = Values::new(&compilation.model, BTreeSet::from(["aabent".to_owned()]), |_| rows());
    let shown = pages(&site(&compilation).with_values(values));
    assert_ne!(plain["noegletal/aabent/index.html"], shown["noegletal/aabent/index.html"]);
    for (path, page) in &shown {
        match plain.get(path) {
            Some(plain) => assert_eq!(String::from_utf8_lossy(&without_values(page.as_bytes())), *plain, "{path}"),
            None => assert!(is_value_page(path), "{path}"),
        }
    }
}
