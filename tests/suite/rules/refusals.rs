//! What a rule cannot say.

use super::compiled;
use crate::support::problems;

const DATA: &str = "  data fra regnskab\n    med alle\n    optælling saldo for hele året\n";

fn said(lines: &str) -> Vec<String> {
    let compilation = compiled(&format!("valideringsregel r\n{lines}"));
    problems(&compilation).into_iter().filter(|problem| !problem.starts_with("N104")).collect()
}

fn codes(lines: &str) -> Vec<String> {
    said(lines).iter().map(|problem| problem[..4].to_owned()).collect()
}

#[test]
fn a_rule_needs_data_and_a_requirement() {
    assert_eq!(codes("  titel \"Tom\"\n"), ["N010", "N010"]);
}

#[test]
fn what_is_compared_is_of_one_unit_and_one_period() {
    assert_eq!(codes(&format!("{DATA}  krav er lig med borgere\n")), ["N703"]);
    let monthly = "  gælder hver kommune, hver måned\n  data fra statistik\n  krav er entydig\n";
    assert_eq!(codes(monthly), ["N703"]);
    let yearly =
        "  gælder hver kommune, hvert år\n  data fra regnskab\n    optælling saldo for måneden\n  krav højst 5\n";
    assert_eq!(codes(yearly), ["N703"]);
}

#[test]
fn a_hole_in_the_message_must_be_one_that_can_be_filled() {
    let problems = said(&format!("{DATA}  krav højst 5\n  besked \"{{komune}}\"\n"));
    assert_eq!(problems.len(), 1);
    assert!(problems[0].starts_with("N710"), "{problems:?}");
}

#[test]
fn a_requirement_must_fit_its_data() {
    assert_eq!(codes("  data = borgere\n  krav er entydig\n"), ["N709"]);
    assert_eq!(codes(&format!("{DATA}  krav delene summer til 5\n")), ["N709"]);
    assert_eq!(codes(&format!("{DATA}  krav ændrer sig højst 5 pct. fra forrige måned\n")), ["N709"]);
    assert_eq!(codes(&format!("{DATA}  krav findes for alle kommuner\n  tolerance 5 kr.\n")), ["N709"]);
    assert_eq!(codes(&format!("  gælder hvert år\n{DATA}  krav højst 5\n")), ["N709"]);
    assert_eq!(codes(&format!("{DATA}  krav højst 5\n  undtaget funktion 5.28\n")), ["N709"]);
    assert_eq!(
        codes(&format!("{DATA}  krav hældning pr. elev ligger højst 2 spredninger fra kommunernes median\n")),
        ["N709"]
    );
}

#[test]
fn rows_of_school_years_are_counted_by_school_years() {
    let rule = |period: &str| {
        let source = "
datakilde karakter
  en række pr. kommune, skoleår, person
  kolonne kommune er kommune
  kolonne skoleår er skoleår
  kolonne cpr er nøgle person
  måltal karakter, enhed karakterpoint, andel
";
        codes(&format!("  gælder hver kommune, {period}\n  data fra karakter\n  krav har mindst 3 rækker\n{source}"))
    };
    assert_eq!(rule("hvert skoleår"), [] as [String; 0]);
    assert_eq!(rule("hvert år"), ["N703"]);
    assert_eq!(rule("hvert kvartal"), ["N703"]);
}
