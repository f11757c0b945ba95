//! What a rule is, told in Danish: what it asks, how grave it is, and who is exempt until when.

use super::compiled;
use crate::support::problems;
use noegle::model::rule_sentence::rule_lines;

fn told(rule: &str) -> Vec<String> {
    let compilation = compiled(rule);
    assert!(!compilation.has_errors(), "{:#?}", problems(&compilation));
    rule_lines(&compilation.model, &compilation.model.rules[0])
}

#[test]
fn a_rule_tells_how_grave_it_is_and_who_is_exempt_until_when() {
    let rule = "
valideringsregel stemmer
  titel \"Stemmer med statistikken\"
  alvor stopper indlæsning, dog advarsel i måned 1-6
  gælder hver kommune, hvert år
  data fra regnskab
    med dranst 1 og 2
    optælling saldo for hele året
  krav er lig med statistikkens_udgift
  tolerance 0,5 pct.
  undtaget kommune 173 til 2025-06, fordi \"de leverer for sent\"
  undtaget kommune 101 og 147
";
    assert_eq!(
        told(rule),
        [
            "Stemmer med statistikken",
            "Gælder: hver kommune, hvert år",
            "alvor stopper indlæsning, dog advarsel i måned 1-6",
            "data fra regnskab",
            "  med dranst 1 og 2",
            "  optælling saldo for hele året",
            "krav er lig med statistikkens_udgift, tolerance 0,5 pct.",
            "undtaget kommune 173 til og med 2025-06, fordi de leverer for sent",
            "undtaget kommune 101 og 147",
        ]
    );
}

#[test]
fn each_udgave_has_its_own_and_dimensions_and_rows_may_be_exempt() {
    let rule = "
valideringsregel pr_funktion
  gælder hver kommune, hvert år, hver funktion i kp
  data fra regnskab
    optælling saldo for hele året
  udgave til 2023
    alvor advarsel
    krav højst 1.500
    undtaget kommune 147, funktion 5.28-5.30 til 2022
  udgave fra 2024
    krav højst 2.000
";
    let lines = told(rule);
    let said = |words: &str| lines.iter().filter(|line| line.contains(words)).cloned().collect::<Vec<_>>();
    assert_eq!(said("alvor"), ["udgave til 2023: alvor advarsel", "udgave fra 2024: alvor fejl"]);
    assert_eq!(
        said("undtaget"),
        ["udgave til 2023: undtaget kommune 147, funktion 5.28.20, 5.30.26 og 5.30.28 til og med 2022-12"]
    );
    let rule = "
valideringsregel rækker
  alvor orientering, dog fejl i 2026
  data fra regnskab
  krav hvis dranst 3 så art undtagen 0
  undtaget funktion 5.30 til 2025
";
    assert_eq!(
        told(rule)[2..],
        [
            "alvor orientering, dog fejl i 2026",
            "data fra regnskab",
            "krav hvis dranst 3 så art undtagen 0",
            "undtaget funktion 5.30 til og med 2025-12",
        ]
    );
}
