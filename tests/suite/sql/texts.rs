//! The text of statements.

use noegle::compile::{CodeFileText, Compilation, compile};
use noegle::engine::Connection;
use noegle::source::SourceFile;
use noegle::sql::{DialectName, SourceLocation, Target, statements, verify};

use super::{build, memory, shown, whole};
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

/// The text of the statements of these objects.
fn text_of(definitions: &str, names: &[&str]) -> String {
    let statements = statements(&whole(definitions).model, &Target::duckdb());
    let wanted = statements.into_iter().filter(|statement| names.contains(&statement.name.as_str()));
    wanted.map(|statement| format!("{};\n", statement.text)).collect::<Vec<_>>().join("\n")
}

pub const SOURCES: &str = r#"
kontoplan konto
  koder fra "kontoplan/funktioner.csv" niveauer hovedkonto > hovedfunktion > funktion
  koder fra "kontoplan/dranst.csv" niveauer dranst

datakilde regnskab
  tabel        oekonomi.regnskab
  en række pr. kommune, måned, funktion, dranst
  kolonne kommune_nr  er kommune
  kolonne periode     er måned
  kolonne funktion_nr er funktion i konto skrevet som "000000"
  kolonne dranst_nr   er dranst i konto
  måltal saldo i beloeb_kr, enhed kr., bevægelse

datakilde borger
  tabel        borger
  en række pr. kommune, måned, alder
  kolonne kommune er kommune
  kolonne maaned  er måned
  kolonne alder   er tal
  måltal borgere i antal, enhed borgere, beholdning

grundtal ældre_primo_året fra borger
  titel     "Borgere over 66 år 1. januar"
  enhed     borgere
  med       alder mindst 67
  optælling antal borgere primo året
"#;

#[test]
fn a_ratio_of_two_sources() {
    let definitions = format!(
        r#"{SOURCES}
nøgletal ældreudgift
  titel      "Udgift til ældre pr. ældre"
  definition "Nettodriftsudgifter til ældre, delt med borgere over 66 år."
  enhed      kr. pr. borger
  opgøres    månedligt
  gyldig     fra 2018
  tæller fra regnskab
    for alle  dranst 1
    med       hovedfunktion 5.30
    uden      funktion 5.30.29
    optælling saldo år til dato
  nævner = ældre_primo_året
  når nævner er 0, vis ikke
"#
    );
    let names =
        ["laest_regnskab", "celler_regnskab", "leveret_regnskab", "gt_aeldre_primo_aaret_maaned", "nt_aeldreudgift"];
    insta::assert_snapshot!(text_of(&definitions, &names));
}

#[test]
fn a_family_with_its_total() {
    let definitions = format!(
        r#"{SOURCES}
nøgletal udgift for hver hovedfunktion 5.28 og 5.30 i konto, og i alt
  titel     "Udgift til {{navn}}"
  enhed     kr.
  opgøres   årligt
  tæller fra regnskab
    med       dranst 1, denne hovedfunktion
    optælling saldo for hele året
"#
    );
    insta::assert_snapshot!(text_of(&definitions, &["medlemmer", "nt_udgift"]));
}

#[test]
fn a_formula_over_other_figures() {
    let definitions = format!(
        r#"{SOURCES}
nøgletal udgift
  titel     "Udgift"
  enhed     kr.
  opgøres   årligt
  tæller fra regnskab
    optælling saldo for hele året

koblet nøgletal vækst
  titel     "Vækst"
  enhed     pct.
  opgøres   årligt
  formel    100 * (tæller af udgift - tæller af udgift året før) / tæller af udgift året før
"#
    );
    insta::assert_snapshot!(text_of(&definitions, &["nt_udgift", "nt_vaekst", "grundlag_udgift"]));
}

#[test]
fn no_text_of_an_author_gets_out_of_its_quotes() {
    let definitions = r#"
datakilde kilde
  tabel        kilde
  en række pr. kommune, måned
  kolonne kommune er kommune
  kolonne maaned  er måned
  kolonne køn     er tekst
  måltal antal_børn, enhed børn, beholdning

nøgletal børn
  titel      "Børn'; DROP TABLE x; --"
  definition """
    Første linje
    */ DROP TABLE x; --
    """
  enhed      børn
  opgøres    månedligt
  tæller fra kilde
    med       køn "K'; --"
    optælling antal antal_børn primo måneden
"#;
    let mut target = Target::duckdb();
    target.schema = "a\"b".to_owned();
    let table = SourceLocation::Table("[x'; DROP TABLE y; --].\"z\"\"\"".to_owned());
    target.sources.insert("kilde".to_owned(), table);
    let statements = statements(&whole(definitions).model, &target);
    assert_eq!(verify::unreadable(&statements, DialectName::DuckDb), []);
    let read = statements.iter().find(|one| one.name == "laest_kilde").expect("the source's view");
    assert!(read.text.contains("FROM \"x'; DROP TABLE y; --\".\"z\"\"\" AS k"), "{}", read.text);
    let view = statements.iter().find(|one| one.name == "nt_boern").expect("the figure's view");
    assert!(view.text.contains("IN ('K''; --')"), "{}", view.text);
    assert!(view.text.lines().any(|line| line == "-- Første linje */ DROP TABLE x; --"), "{}", view.text);
}
