//! N402 and N403: which optælling is legal for which måltal, source and nøgletal.

use super::{SCHOOL, codes, compiled, figure};

fn of(counting: &str) -> Vec<&'static str> {
    codes(&compiled(&figure(counting)))
}

#[test]
fn a_flow_adds_over_time_and_has_no_snapshot() {
    for legal in ["for hele året", "år til dato", "de seneste 12 måneder"] {
        assert_eq!(of(&format!("optælling udgift {legal}")), Vec::<&str>::new(), "{legal}");
    }
    for illegal in ["primo året", "ultimo året", "gennemsnit over året", "pr. 1. januar"] {
        assert_eq!(of(&format!("optælling udgift {illegal}")), ["N403"], "{illegal}");
    }
}

#[test]
fn what_is_finer_than_the_figures_periods_is_refused() {
    for illegal in ["for måneden", "for kvartalet"] {
        assert_eq!(of(&format!("optælling udgift {illegal}")), ["N403"], "{illegal}");
    }
}

#[test]
fn a_stock_does_not_add_over_time() {
    let text = format!("{SCHOOL}\ngrundtal sum fra skole\n  optælling antal elever for hele året\n");
    assert!(codes(&compiled(&text)).contains(&"N402"));
}

#[test]
fn a_snapshot_is_asked_for_on_its_own_date() {
    let stock = |when: &str, source: &str| {
        let text = format!("{source}\ngrundtal dage fra skole\n  optælling antal elever {when}\n");
        codes(&compiled(&text)).into_iter().filter(|code| *code == "N403").count()
    };
    assert_eq!(stock("pr. 1. september", SCHOOL), 0);
    assert_eq!(stock("pr. 5. september", SCHOOL), 1);
    let except =
        SCHOOL.replace("  tabel skole.maaned\n", "  tabel skole.maaned\n  opgjort primo måneden, dog 5. september\n");
    assert_eq!(stock("pr. 5. september", &except), 0);
    assert_eq!(stock("pr. 1. september", &except), 1);
    assert_eq!(stock("pr. 1. oktober året før", &except), 0);
}

#[test]
fn a_source_of_years_knows_no_months() {
    let years = SCHOOL.replace("er måned", "er år");
    let found = |counting: &str| {
        codes(&compiled(&format!("{years}\ngrundtal x fra skole\n  optælling {counting}\n")))
            .into_iter()
            .filter(|code| *code == "N403")
            .count()
    };
    assert_eq!(found("udgift for hele året"), 0);
    assert_eq!(found("antal elever ultimo året"), 0);
    for finer in ["udgift for måneden", "udgift de seneste 3 måneder", "antal elever primo måneden"] {
        assert_eq!(found(finer), 1, "{finer}");
    }
}
