//! What cases say of a definition.

use super::{figure, rounds, said};
use noegle::evaluate::{Data, evaluate_figure};

fn assert_says(said: &[String], wanted: &[&str]) {
    for one in wanted {
        assert!(said.iter().any(|sentence| sentence == one), "{one}\n{said:#?}");
    }
}

#[test]
fn the_codes_beside_a_code_do_not_count() {
    let said = said(&figure("    med funktion 5.28.21"), "x");
    assert_says(
        &said,
        &[
            "Funktion 5.28.21 er nævnt selv og tælles med.",
            "Funktion 5.28.20 ligger lige uden for 5.28.21 og tælles ikke med.",
            "Funktion 5.28.22 ligger lige uden for 5.28.21 og tælles ikke med.",
            "Hovedfunktion 5.28 ligger over 5.28.21 og tælles ikke med.",
            "En række uden funktion tælles ikke med.",
            "Funktion 5.28.99 findes ikke og tælles ikke med.",
        ],
    );
}

#[test]
fn the_ends_of_a_range_count_and_what_is_beyond_them_does_not() {
    let said = said(&figure("    med hovedkonto 2-3"), "x");
    assert!(said.iter().any(|one| one.starts_with("Funktion 2.") && one.contains("er den første i 2-3 og tælles med")));
    assert!(said.iter().any(|one| one.starts_with("Funktion 3.") && one.contains("er den sidste i 2-3 og tælles med")));
    assert!(
        said.iter().any(|one| one.starts_with("Funktion 1.") && one.contains("lige uden for 2-3 og tælles ikke med"))
    );
    assert!(
        said.iter().any(|one| one.starts_with("Funktion 4.") && one.contains("lige uden for 2-3 og tælles ikke med"))
    );
}

#[test]
fn what_is_taken_out_is_told_from_the_other_side() {
    let said = said(&figure("    for alle art <> 0\n    med hovedkonto 5\n    uden funktion 5.28.21"), "x");
    assert_says(
        &said,
        &[
            "Funktion 5.28.21 er nævnt selv og tælles ikke med.",
            "Funktion 5.28.22 ligger lige uden for 5.28.21 og tælles med.",
            "En række uden art tælles med.",
        ],
    );
    assert!(said.iter().any(|one| one.starts_with("Art 0.") && one.ends_with("og tælles ikke med.")), "{said:#?}");
}

#[test]
fn bounds_of_numbers_and_spelling_of_texts() {
    let said = said(&figure("    med alder 17 til under 67, køn \"K\""), "x");
    assert_says(
        &said,
        &[
            "Alder 16 ligger lige under grænsen 17 og tælles ikke med.",
            "Alder 17 er selve grænsen og tælles med.",
            "Alder 66 ligger lige under grænsen 67 og tælles med.",
            "Alder 67 er selve grænsen og tælles ikke med.",
            "En række uden alder tælles ikke med.",
            "Køn \"K \" læses uden mellemrum til sidst og tælles med.",
            "Køn \"k\" er skrevet med andre bogstaver end \"K\" og tælles ikke med.",
            "En række uden køn tælles ikke med.",
        ],
    );
}

#[test]
fn years_of_lines_codes_and_editions() {
    let lines = "    med hovedkonto 5\n    uden funktion 5.28.21, kun til 2017";
    let said = said(&figure(lines).replace("  tæller", "  gyldig 2010-2020\n  tæller"), "x");
    assert_says(
        &said,
        &[
            "I 2017 gælder linjen »uden funktion 5.28.21, kun til 2017«, og rækken tælles ikke med.",
            "I 2018 gælder linjen ikke »uden funktion 5.28.21, kun til 2017«, og rækken tælles med.",
            "I 2021, året efter 2010-2020: der er ingen række.",
        ],
    );
}

#[test]
fn months_beside_the_window_and_ledger_periods() {
    let said = said(&figure("    med alle"), "x");
    assert_says(
        &said,
        &[
            "En række i december 2023 ligger lige før det, der læses for 2024 (for hele året) og tælles ikke med.",
            "En række i december 2024 er det sidste, der læses for 2024 (for hele året) og tælles med.",
            "En række i regnskabsperiode 13 i 2024, set fra 2024 (for hele året) tælles med.",
            "En række i regnskabsperiode 17 i 2024, set fra 2024 (for hele året) tælles ikke med.",
        ],
    );
}

#[test]
fn the_kommune_counts_in_its_role() {
    let said = said(&figure("    med alle"), "x");
    assert_says(
        &said,
        &[
            "En række med kommunen som betaler og en anden som bopæl tælles med.",
            "En række med kommunen som bopæl og en anden som betaler tælles ikke med.",
            "Kommune 999 findes ikke, og rækken tælles ikke med.",
        ],
    );
}

#[test]
fn rules_at_their_bounds_and_missing_parts() {
    let definitions = "nøgletal x\n  titel \"X\"\n  definition \"X\"\n  enhed kr. pr. borger\n  opgøres årligt\n  tæller fra regnskab\n    med alle\n    optælling saldo for hele året\n  nævner fra borger\n    med alle\n    optælling antal borgere primo året\n  når nævner er under 10, vis ikke\n";
    let said = said(definitions, "x");
    assert_says(
        &said,
        &[
            "Nævneren er 9,99, lige under grænsen 10: der vises intet resultat (status foreløbig).",
            "Nævneren er 10, på grænsen 10: resultatet er 100 (status foreløbig).",
            "Kun tællerens række er der: der vises intet resultat (status mangler).",
        ],
    );
}

#[test]
fn a_figure_that_asks_for_the_kommune_has_no_cases() {
    assert_eq!(said(&figure("    uden betaler 411"), "x"), Vec::<String>::new());
}

/// Cases stand in the same tables; each must be what it would be alone.
#[test]
fn a_case_is_the_same_alone_as_among_others() {
    let lines = "    for alle art <> 0\n    med dranst 1 og 2, hovedkonto 0 og 2-6\n    uden funktion 5.28.21\n    med alder 17-66";
    let (model, rounds) = rounds(&figure(lines), "x");
    let kommune = |table: &noegle::evaluate::Table| {
        table.columns.iter().position(|name| name == "betaler").expect("kolonnen er der")
    };
    for round in &rounds {
        for case in &round.cases {
            let mut alone = Data::default();
            for (source, table) in &round.data.tables {
                let column = kommune(table);
                let own = |row: &&Vec<noegle::evaluate::Value>| {
                    case.municipalities.iter().any(|one| row[column] == noegle::evaluate::Value::Text(one.clone()))
                };
                let rows = table.rows.iter().filter(own).cloned().collect();
                alone.tables.insert(*source, noegle::evaluate::Table { columns: table.columns.clone(), rows });
            }
            assert_eq!(evaluate_figure(&model, &alone, case.of.figure), case.expected, "{}", case.shows);
        }
    }
}

/// Its rows are of all kommuner at once, so that cases side by side would change each other.
#[test]
fn a_landsgennemsnit_has_no_cases_of_its_own() {
    let definitions = format!(
        "sammenligning standard\n  landsgennemsnit uvægtet\n  rangorden laveste først\n\n{}  sammenlignes efter standard\n\nkoblet nøgletal over_landet\n  titel \"O\"\n  definition \"O\"\n  enhed kr.\n  opgøres årligt\n  formel x - landsgennemsnit af x\n",
        figure("    med funktion 5.28.21")
    );
    assert!(said(&definitions, "over_landet").is_empty());
    assert!(!said(&definitions, "x").is_empty());
}
