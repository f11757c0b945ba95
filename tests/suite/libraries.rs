//! Whole projects written in the language: their definitions are in order and every example holds, in the interpreter
//! and in the database.

use std::path::{Path, PathBuf};

use super::command_line::noegle;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn is_in_order_and_holds(project: &Path) {
    let checked = noegle(project, &["tjek"]);
    assert_eq!((checked.code, checked.err.as_str()), (0, ""), "{}", checked.out);
    let proved = noegle(project, &["prøv"]);
    assert_eq!((proved.code, proved.err.as_str()), (0, ""), "{}", proved.out);
    assert!(!proved.out.contains('✗') && proved.out.contains("Alle holder."), "{}", proved.out);
}

/// KOSTRA's chart of accounts, kommuner of four digits and weighted school years: nothing Danish is built in.
#[test]
fn norwegian_key_figures_with_their_own_chart_hold() {
    is_in_order_and_holds(&root().join("tests/nordisk"));
}

/// Every definition that FLIS publishes, and the kinds of key figures its material names.
#[test]
fn the_definitions_of_flis_hold() {
    is_in_order_and_holds(&root().join("flis"));
}
