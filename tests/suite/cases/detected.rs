//! Cases of a definition notice when it is changed by one code, one bound, one year or one month.

use super::{SOURCES, all, figure, rounds, subject};
use crate::support::{compiled, problems};
use noegle::cases::proof;
use noegle::evaluate::evaluate_figure;

/// Whether some case of the first definition has other rows by the second.
pub fn notices(original: &str, changed: &str) -> bool {
    let (_, rounds) = rounds(original, "x");
    let compilation = compiled(&format!("{SOURCES}\n{changed}"));
    assert!(!compilation.has_errors(), "{:#?}", problems(&compilation));
    let changed = proof(&compilation.model);
    let (model, figure) = (&changed.model, subject(&changed, "x").figure);
    assert!(!all(&rounds).is_empty());
    rounds.iter().any(|round| {
        let rows = evaluate_figure(model, &round.data, figure);
        round.cases.iter().any(|case| {
            let own: Vec<_> = rows.iter().filter(|row| case.municipalities.contains(&row.municipality)).collect();
            let expected: Vec<_> = case.expected.iter().collect();
            own != expected
        })
    })
}

#[test]
fn every_small_change_of_a_line_is_noticed() {
    for (original, changed) in [
        ("    med funktion 5.28.21", "    med funktion 5.28.23"),
        ("    med funktion 5.28.21", "    med hovedfunktion 5.28"),
        ("    med funktion 5.28.20 og 5.28.21", "    med funktion 5.28.21"),
        ("    med hovedkonto 2-4", "    med hovedkonto 2-5"),
        ("    med hovedkonto 2-4", "    med hovedkonto 3-4"),
        ("    med hovedkonto 5\n    uden funktion 5.28.21", "    med hovedkonto 5"),
        ("    med hovedkonto 5\n    uden funktion 5.28.21", "    med hovedkonto 5\n    uden funktion 5.28.23"),
        ("    for alle art <> 0\n    med hovedkonto 5", "    med hovedkonto 5"),
        ("    for alle art <> 0\n    med hovedkonto 5", "    for alle art 4\n    med hovedkonto 5"),
        ("    med dranst 1 og 2, hovedkonto 5", "    med dranst 1, hovedkonto 5"),
        ("    med dranst 1, hovedkonto 5", "    med hovedkonto 5"),
        ("    med alder 17-66", "    med alder 17-67"),
        ("    med alder 17-66", "    med alder 18-66"),
        ("    med alder under 17", "    med alder højst 17"),
        ("    med alder mindst 85", "    med alder over 85"),
        ("    med køn \"K\"", "    med køn \"K\" og \"k\""),
        ("    med køn \"K\"", "    med køn \"M\""),
        (
            "    med hovedkonto 5\n    uden dranst 3, kun til 2017",
            "    med hovedkonto 5\n    uden dranst 3, kun til 2016",
        ),
        (
            "    med hovedkonto 5\n    uden dranst 3, kun fra 2018",
            "    med hovedkonto 5\n    uden dranst 3, kun fra 2019",
        ),
        ("    med alle", "    med alle\n    kommune bopæl"),
    ] {
        assert!(notices(&figure(original), &figure(changed)), "{original}\n→\n{changed}");
    }
}

#[test]
fn changes_of_the_optælling_the_sign_and_the_years_are_noticed() {
    let original = figure("    med hovedkonto 5");
    for changed in [
        original.replace("for hele året", "år til dato"),
        original.replace("optælling saldo for hele året", "optælling saldo for hele året\n    fortegn vendes"),
        original.replace("saldo for hele året", "saldo de seneste 11 måneder"),
        original.replace("saldo for hele året", "saldo de seneste 13 måneder"),
    ] {
        // A yearly figure's `år til dato` is its whole year.
        let same = changed.contains("år til dato");
        assert_eq!(notices(&original, &changed), !same, "{changed}");
    }
    let dated = original.replace("  tæller", "  gyldig 2010-2020\n  tæller");
    for changed in ["2011-2020", "2010-2019", "2010-2021", "2009-2020"] {
        assert!(notices(&dated, &dated.replace("2010-2020", changed)), "{changed}");
    }
}

#[test]
fn changes_of_a_rule_or_a_factor_are_noticed() {
    let original = "nøgletal x\n  titel \"X\"\n  definition \"X\"\n  enhed kr. pr. borger\n  opgøres årligt\n  tæller fra regnskab\n    med alle\n    optælling saldo for hele året\n  nævner fra borger\n    med alle\n    optælling antal borgere primo året\n  når nævner er under 10, vis ikke\n";
    for (from, to) in [
        ("under 10", "højst 10"),
        ("under 10", "under 11"),
        ("vis ikke", "vis 0"),
        ("kr. pr. borger", "kr. pr. 100 borgere"),
        ("primo året", "ultimo året"),
    ] {
        assert!(notices(original, &original.replace(from, to)), "{from} → {to}");
    }
}
