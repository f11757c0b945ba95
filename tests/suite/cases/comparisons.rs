//! Sammenligninger: what cases say of kommuner beside each other, that the database says the same, and that they notice
//! changes.

use super::proven;
use noegle::cases::{ComparisonRound, compared_by, comparison_cases};
use noegle::engine::{Connection, DuckDb, Options, Place};
use noegle::model::{ComparisonId, Model};
use noegle::proof::comparison_script;
use noegle::sql::DialectName;

/// Udgift pr. borger, compared by these lines.
fn definitions(lines: &str) -> String {
    format!(
        "
nøgletal udgift
  titel \"Udgift\"
  definition \"Udgift\"
  enhed kr. pr. borger
  opgøres årligt
  retning lavere er bedre
  tæller fra regnskab
    med dranst 1
    optælling saldo for hele året
  nævner fra borger
    optælling antal borgere primo året
  når nævner er 0, vis ikke
  sammenlignes efter s

nøgletal folketal
  titel \"Folketal\"
  definition \"Folketal\"
  enhed borgere
  opgøres årligt
  tæller fra borger
    optælling antal borgere primo året

sammenligning s
{lines}
"
    )
}

const ALL: &str = "  landsgennemsnit vægtet\n  region uvægtet\n  rangorden laveste først\n  uden kommune 411\n  mulighedsrum 25. percentil";

fn rounds(lines: &str) -> (Model, Vec<ComparisonRound>) {
    let model = proven(&definitions(lines)).model;
    let rounds = comparison_cases(&model, ComparisonId(0));
    (model, rounds)
}

fn deviations(original: &str, built: &str) -> usize {
    let (_, rounds) = rounds(original);
    assert!(rounds.len() > 5, "{}", rounds.len());
    let built = proven(&definitions(built)).model;
    let figure = compared_by(&built, ComparisonId(0)).expect("udgift");
    let script = comparison_script(&built, ComparisonId(0), figure, &rounds, DialectName::DuckDb);
    let mut connection = DuckDb::open(&Place::Memory, &Options { threads: Some(1) }).expect("DuckDB er sat op");
    for statement in &script.statements {
        connection.execute(&statement.text).unwrap_or_else(|error| panic!("{error}\n{}", statement.text));
    }
    let found = connection.query(&script.deviations).expect("forespørgslen kan køres").rows.len();
    for statement in &script.end {
        connection.execute(statement).expect("skemaet kan fjernes");
    }
    found
}

#[test]
fn kommuner_are_shown_beside_each_other_and_those_left_out_too() {
    let (_, rounds) = rounds(ALL);
    let said: Vec<&String> = rounds.iter().map(|round| &round.case.shows).collect();
    let starts =
        |words: &str| said.iter().find(|one| one.starts_with(words)).unwrap_or_else(|| panic!("{words}: {said:#?}"));
    assert!(starts("6 kommuner med den samme værdi").contains("afvigelsen 0"), "{said:#?}");
    assert!(starts("En kommune er alene").ends_with("rangen 1 af 1."), "{said:#?}");
    assert!(!starts("Kommune 411 er holdt ude, set fra den selv").contains("rangen"), "{said:#?}");
    assert!(starts("Kommune 411 er holdt ude og har").contains("af 6."), "{said:#?}");
}

#[test]
fn a_change_of_a_sammenligning_is_noticed() {
    assert_eq!(deviations(ALL, ALL), 0);
    for (from, to) in [
        ("landsgennemsnit vægtet", "landsgennemsnit uvægtet"),
        ("landsgennemsnit vægtet", "landsgennemsnit median"),
        ("region uvægtet", "region vægtet"),
        ("laveste først", "højeste først"),
        ("uden kommune 411", "uden kommune 751"),
        ("25. percentil", "50. percentil"),
    ] {
        assert!(deviations(ALL, &ALL.replace(from, to)) > 0, "{from} → {to}");
    }
    let nearest = "  landsgennemsnit uvægtet\n  gruppe 2 nærmeste kommuner efter folketal";
    assert_eq!(deviations(nearest, nearest), 0);
    assert!(deviations(nearest, &nearest.replace("gruppe 2", "gruppe 3")) > 0);
}
