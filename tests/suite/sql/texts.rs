//! The text of statements.

use noegle::compile::{CodeFileText, Compilation, compile};
use noegle::engine::Connection;
use noegle::source::SourceFile;
use noegle::sql::{SourceLocation, Target, statements};

use super::{build, memory, shown};
use crate::support::problems;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The project example under `definitions/`.
fn example() -> Compilation {
    let folder = std::fs::read_dir(format!("{ROOT}/definitions/oekonomi")).expect("the example's folder");
    let mut files: Vec<std::path::PathBuf> = folder.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let file = |path: &std::path::PathBuf| {
        SourceFile::new(path.display().to_string(), &std::fs::read_to_string(path).expect("a definition"))
    };
    let read = |path: &str| match std::fs::read_to_string(format!("{ROOT}/definitions/{path}")) {
        Ok(text) => CodeFileText::Text { name: path.to_owned(), text },
        Err(_) => CodeFileText::Missing { nearest: None },
    };
    let compilation = compile(files.iter().map(file).collect(), &read);
    assert!(!compilation.has_errors(), "{:#?}", problems(&compilation));
    compilation
}

#[test]
fn the_project_example_runs_from_its_csv_files() {
    let mut target = Target::duckdb();
    for source in ["regnskab", "budget", "folketal"] {
        let path = format!("{ROOT}/definitions/data/horsens/{source}.csv");
        target.sources.insert(source.to_owned(), SourceLocation::Csv(path));
    }
    let mut connection = memory();
    let model = example().model;
    let first = statements(&model, &target);
    assert_eq!(first, statements(&model, &target));
    build(&mut connection, &first);
    let query = "SELECT taeller, naevner, resultat, status FROM noegle.nt_budget_pr_indbygger WHERE kode = '3.22' AND periode = '2010'";
    let found = connection.query(query).expect(query);
    assert_eq!(
        found.rows.iter().map(|row| shown(row)).collect::<Vec<_>>(),
        ["747051069.00000 | 81997.00000 | 9110.71221 | ok"]
    );
    build(&mut connection, &first);
}
