//! Prognoser: what cases say of the years before, that the database says the same, and that they notice changes.

use super::people::assert_says;
use super::run::deviations;
use super::said;

fn forecast(years: u32) -> String {
    format!(
        "nøgletal forbrug\n  titel \"Forbrug\"\n  definition \"Forbrug\"\n  enhed kr.\n  opgøres månedligt\n  tæller fra regnskab\n    med dranst 1, hovedkonto 5\n    optælling saldo år til dato\n\nprognose x for forbrug\n  grundlag de seneste {years} år\n"
    )
}

#[test]
fn which_years_a_prognose_goes_by() {
    let three = forecast(3);
    assert_says(
        &said(&three, "x"),
        &[
            "Kun 2020, året før de 3 år, har leveret: der vises intet resultat (status mangler).",
            "I hvert af de 3 år før mangler den sidste måned: der vises intet resultat (status mangler).",
            "Beløbene i hvert af de 3 år før giver 0 tilsammen: der vises intet resultat (status nævner_nul).",
        ],
    );
    let is_told =
        |words: &str| said(&three, "x").iter().any(|one| one.starts_with(words) && one.ends_with("(status ok)."));
    assert!(is_told("De 3 år før har leveret alle måneder: resultatet er "));
    assert!(is_told("Kun 2021, det første af de 3 år, har leveret: resultatet er "));
    assert!(is_told("I 2023 mangler den sidste måned, og resten er der: resultatet er "));
    assert_eq!(deviations(&three, &three), 0);
    for years in [2, 4] {
        assert!(deviations(&three, &forecast(years)) > 0, "{years} år");
    }
}
