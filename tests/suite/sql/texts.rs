//! The text of statements.

use super::build;
use noegle::sql::{SourceLocation, Target, statements};
use noegle::compile::{CodeFileText, compile};
use noegle::source::SourceFile;

#[test]
fn horsens() {
    let root = env!("CARGO_MANIFEST_DIR");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(format!("{root}/definitions/oekonomi")).unwrap() {
        let path = entry.unwrap().path();
        files.push(SourceFile::new(path.display().to_string(), &std::fs::read_to_string(&path).unwrap()));
    }
    let c = compile(files, &|path| match std::fs::read_to_string(format!("{root}/definitions/{path}")) {
        Ok(text) => CodeFileText::Text { name: path.to_owned(), text },
        Err(_) => CodeFileText::Missing { nearest: None },
    });
    assert!(!c.has_errors(), "{:#?}", crate::support::problems(&c));
    let mut target = Target::duckdb();
    for s in ["regnskab", "budget", "folketal"] {
        target.sources.insert(s.into(), SourceLocation::Csv(format!("{root}/definitions/data/horsens/{s}.csv")));
    }
    let st = statements(&c.model, &target);
    let text: Vec<String> = st.iter().map(|s| s.text.clone()).collect();
    std::fs::write("/tmp/horsens.sql", text.join(";\n\n")).unwrap();
    let mut con = super::memory();
    let t = std::time::Instant::now();
    build(&mut con, &st);
    eprintln!("{:?}", t.elapsed());
    use noegle::engine::Connection;
    for r in con.query("select * from noegle.resultat order by all").unwrap().rows { eprintln!("{}", super::shown(&r)); }
    for r in con.query("select * from noegle.brud order by all").unwrap().rows { eprintln!("{}", super::shown(&r)); }
    for r in con.query("select * from noegle.katalog order by all").unwrap().rows { eprintln!("{}", super::shown(&r)); }
}
