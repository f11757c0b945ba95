//! Sources, rules, the glossary and what is missing.

use noegle::site::Glossary;
use noegle::site::glossary::FirstUses;

use super::{CHART, definitions, pages, site, words};

const REST: &str = r#"
filter særlig_støtte i im_kontoplan
  titel "Særlig støtte"
  med hovedfunktion 5.28
nøgletal støtte
  titel "Støtte pr. borger"
  enhed kr. pr. borger
  opgøres årligt
  gyldig 2015-2020
  tæller fra regnskab
    med [særlig_støtte]
    optælling beloeb for hele året
  nævner = borgere
  når nævner er 0, vis ikke
  skjul når nævner er mellem 1 og 4
valideringsregel støtte_vokser
  titel "Støtten vokser ikke for meget"
  alvor advarsel
  gælder hver kommune, hvert år
  data = støtte
  krav højst 1.000
  tolerance 5 pct.
  undtaget kommune 411 til 2025-12, fordi "Christiansø har få børn"
  undtaget kommune 825
"#;

#[test]
fn a_source_tells_its_columns_and_never_a_keys_values() {
    let compilation = definitions(&format!("{CHART}{REST}"));
    let pages = pages(&site(&compilation));
    let source = words(&pages["datakilde/borger/index.html"]);
    assert!(source.contains("cpr nøgle: person værdierne vises aldrig"), "{source}");
    assert!(source.contains("Personoplysninger."), "{source}");
    let accounts = words(&pages["datakilde/regnskab/index.html"]);
    assert!(accounts.contains("funktion kode (funktion) funktion: Kontoplanen"), "{accounts}");
    assert!(accounts.contains("bevægelse, kan lægges sammen over tid"), "{accounts}");
    assert!(
        accounts.contains("Støtte pr. borger") && accounts.contains("Støtten vokser ikke for meget advarsel"),
        "{accounts}"
    );
}

#[test]
fn a_rule_tells_how_grave_how_far_and_who_is_exempt_until_when() {
    let compilation = definitions(&format!("{CHART}{REST}"));
    let pages = pages(&site(&compilation));
    let rule = words(&pages["regel/stoette_vokser/index.html"]);
    assert!(rule.contains("Alvor advarsel Tolerance 5 pct."), "{rule}");
    assert!(rule.contains("kommune 411 2025-12 Christiansø har få børn"), "{rule}");
    assert!(rule.contains("kommune 825 uden slutdato"), "{rule}");
    assert!(rule.contains("Læser nøgletal Støtte pr. borger"), "{rule}");
}

#[test]
fn a_filter_and_a_grundtal_name_those_that_use_them() {
    let compilation = definitions(&format!("{CHART}{REST}"));
    let pages = pages(&site(&compilation));
    for page in ["filter/saerlig_stoette/index.html", "grundtal/borgere/index.html"] {
        assert!(words(&pages[page]).contains("1 nøgletal"), "{page}");
        assert!(pages[page].contains("noegletal/stoette/index.html"), "{page}");
    }
}

#[test]
fn what_is_not_described_is_counted_and_named() {
    let compilation = definitions(&format!("{CHART}{REST}"));
    let pages = pages(&site(&compilation));
    let coverage = words(&pages["daekning/index.html"]);
    assert!(coverage.contains("Eksempel, der regnes efter 0 1"), "{coverage}");
    assert!(coverage.contains("Definition 0 1") && coverage.contains("Ansvarlig 0 1"), "{coverage}");
    assert!(coverage.contains("3.22.01 ") && !coverage.contains("5.28.20 "), "{coverage}");
}

#[test]
fn a_word_is_a_link_the_first_time_a_page_uses_it() {
    let compilation = definitions(CHART);
    let site = site(&compilation);
    let mut uses = FirstUses::new(&site, "noegletal/x/index.html");
    let first = uses.text("Nævneren er <b>stor</b>, og nævneren").finish();
    let linked = "<a class=\"opslagsord\" href=\"../../ordbog/index.html#naevner\">Nævneren</a>";
    assert_eq!(first, format!("{linked} er &lt;b&gt;stor&lt;/b&gt;, og nævneren"));
    let markdown = uses.markdown("Tælleren, `tæller` og [tælleren](https://dst.dk)").to_string();
    assert_eq!(markdown.matches("opslagsord").count(), 1, "{markdown}");
    assert!(!format!("{:?}", Glossary::new()).is_empty());
    assert!(pages(&site)["ordbog/index.html"].contains("id=\"naevner\""));
}
