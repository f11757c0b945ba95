//! The chart of accounts in `definitions/kontoplan` loads without problems and says what it should.

use std::path::Path;

use noegle::model::code_files::{Shape, read};
use noegle::model::codes::CodeTree;
use noegle::source::{FileId, SourceFile};

fn load(file: &str, shape: &Shape) -> CodeTree {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("definitions/kontoplan").join(file);
    let text = std::fs::read_to_string(&path).expect("the chart's files are part of the project");
    let source = SourceFile::new(file, &text);
    let (tree, problems) = read(FileId(0), &source, shape);
    let lines: Vec<usize> = problems.iter().map(|p| source.position(p.span.start as usize).line).collect();
    assert!(problems.is_empty(), "{file}, lines {lines:?}: {problems:#?}");
    tree
}

fn levels(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn functions() -> CodeTree {
    load("funktioner.csv", &Shape::chart(levels(&["hovedkonto", "hovedfunktion", "funktion"]), Vec::new()))
}

fn transactions() -> CodeTree {
    load("dranst.csv", &Shape::chart(levels(&["dranst"]), Vec::new()))
}

#[test]
fn functions_have_their_three_levels_and_years() {
    let tree = functions();
    assert_eq!(tree.ancestors("5.30.26", 2018), ["5.30.26", "5.30", "5"]);
    assert!(tree.version("5.32.30", &[], 2018).is_none());
    let last = tree.version("5.32.30", &[], 2017).expect("valid until 2017");
    assert_eq!((last.title.as_str(), last.replaced_by.as_deref()), ("Ældreboliger", Some("0.25.19")));
    assert_eq!(last.further, [("sikkerhed".to_owned(), "fundet".to_owned())]);
}

#[test]
fn arts_and_ownership_load() {
    let arts = load("arter.csv", &Shape::chart(levels(&["hovedart", "art"]), Vec::new()));
    assert_eq!(arts.ancestors("4.0", 2024), ["4.0", "4"]);
    assert_eq!(load("ejerforhold.csv", &Shape::chart(levels(&["ejerforhold"]), Vec::new())).versions.len(), 5);
}

#[test]
fn groupings_stand_under_function_and_transaction() {
    let (functions, transactions) = (functions(), transactions());
    let under = vec![("funktion".to_owned(), &functions), ("dranst".to_owned(), &transactions)];
    let tree = load("grupperinger.csv", &Shape::chart(levels(&["gruppering"]), under));
    let title = |function: &str, transaction: &str, code: &str| {
        tree.version(code, &[function.to_owned(), transaction.to_owned()], 2024).map(|v| v.title.as_str())
    };
    assert_eq!(title("5.38.38", "2", "003"), Some("Berigtigelser"));
    assert_eq!(title("3.22.01", "3", "001"), Some("Anlægstilskud"), "the general groupings of anlæg hold everywhere");
    assert_eq!(title("3.22.01", "1", "001"), None);
}
