//! N1xx: names, duplicates, rings, unused declarations.

use super::{SCHOOL, compiled, figure, problems};

fn of(text: &str) -> Vec<String> {
    problems(&compiled(text))
}

#[test]
fn an_unknown_name_offers_the_nearest() {
    let text = figure("optælling udgift for hele året").replace("nævner = elevtal", "nævner = elevtallet");
    let found = of(&text);
    // Whether elevtal is used is not known until the name is mended.
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("N101") && found[0].contains("elevtallet"));
}

#[test]
fn names_that_fold_alike_are_one_name() {
    let text = format!("{SCHOOL}\nkodeliste Klassetype\n  1 \"A\"\n");
    let found = of(&text);
    assert!(found.iter().any(|problem| problem.starts_with("N102")), "{found:?}");
}

#[test]
fn a_ring_is_reported_once_with_all_its_steps() {
    let text = format!(
        "{SCHOOL}\ngrundtal a = b + 1\n  enhed elever\ngrundtal b = c + 1\n  enhed elever\ngrundtal c = a + elevtal\n  enhed elever\n"
    );
    let compilation = compiled(&text);
    let rings: Vec<_> =
        compilation.diagnostics.iter().filter(|diagnostic| diagnostic.problem.code() == "N103").collect();
    assert_eq!(rings.len(), 1, "{:?}", problems(&compilation));
    assert_eq!(rings[0].related.len(), 3);
    assert_eq!(compilation.model.base_figures.len(), 1, "only elevtal is left");
}

#[test]
fn filters_that_insert_each_other_are_a_ring() {
    let text = format!("{SCHOOL}\nfilter x\n  med [y]\nfilter y\n  med [x]\n");
    let found = of(&text);
    assert_eq!(found.iter().filter(|problem| problem.starts_with("N103")).count(), 1, "{found:?}");
}

#[test]
fn a_broken_declaration_brings_no_follow_on_errors() {
    let text =
        figure("optælling udgift for hele året").replace("  kolonne alder      er tal", "  kolonne alder      er taal");
    let found = of(&text);
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn what_reads_a_broken_figure_is_silent() {
    let text = figure("optælling udgift for hele året")
        .replace("fra skole\n  enhed     elever", "fra skolen\n  enhed     elever");
    let found = of(&text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("N101"));
}

#[test]
fn an_inserted_filter_needs_the_dimensions_it_names() {
    let text =
        format!("{}\nfilter drenge\n  med køn \"K\"\n", figure("med [drenge]\n    optælling udgift for hele året"));
    let found = of(&text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("N101") && found[0].contains("drenge"), "{found:?}");
}

#[test]
fn an_adgang_may_bear_the_name_of_a_sammenligning() {
    let text = "sammenligning standard\n  landsgennemsnit vægtet\nadgang standard\n  egen kommune ser alle rækker\n";
    let found = problems(&compiled(text));
    assert!(!found.iter().any(|problem| problem.starts_with("N102")), "{found:?}");
    let twice = problems(&compiled(&format!("{text}adgang standard\n  egen kommune ser alle rækker\n")));
    assert!(twice.iter().any(|problem| problem.starts_with("N102")), "{twice:?}");
}
