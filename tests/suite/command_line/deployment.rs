//! What a second build does to a database that has one already.

use std::fs;
use std::path::Path;

use noegle::engine::{Connection, DuckDb, Options, Place};

use super::{Answer, append, new_project, noegle};

fn database(project: &Path) -> DuckDb {
    let place = Place::File(project.join("generated/mit-projekt.duckdb"));
    DuckDb::open(&place, &Options::default()).expect("the database that kør made")
}

fn names(project: &Path, query: &str) -> Vec<String> {
    let table = database(project).query(query).expect(query);
    table.rows.iter().map(|row| row[0].to_string()).collect()
}

fn views(project: &Path) -> Vec<String> {
    names(
        project,
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'noegle' AND table_name LIKE 'nt_%'",
    )
}

fn ok(answer: &Answer) -> &str {
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{}", answer.out);
    &answer.out
}

#[test]
fn a_dry_run_writes_nothing() {
    let (_parent, project) = new_project();
    let before = noegle(&project, &["kør", "--tør"]);
    assert!(ok(&before).starts_with("Oprettes ("), "{}", before.out);
    assert!(before.out.contains("\n  tabel noegle.resultat\n"), "{}", before.out);
    assert!(!project.join("generated/mit-projekt.duckdb").exists());

    ok(&noegle(&project, &["kør"]));
    let built = noegle(&project, &["run", "--dry-run", "--language", "en"]);
    assert!(ok(&built).starts_with("Nothing is created, changed or removed.\nUnchanged: "), "{}", built.out);

    let definitions = project.join("definitions/noegletal.noegle");
    let changed = fs::read_to_string(&definitions).expect("definitions").replacen("\"Udgift", "\"Ny udgift", 1);
    fs::write(&definitions, changed).expect("written");
    let register = "SELECT string_agg(objekt || slags || \"sum\" ORDER BY nr) FROM noegle.bygget";
    let remembered = names(&project, register);
    let dry = noegle(&project, &["kør", "--toer", "--format", "csv"]);
    assert!(ok(&dry).starts_with("handling,slags,objekt\n") && dry.out.contains("ændres,"), "{}", dry.out);
    assert_eq!(names(&project, register), remembered);
    assert_eq!(noegle(&project, &["kør", "--tør", "--format", "parquet", "--ud", "x"]).code, 2);
}

#[test]
fn what_is_no_longer_made_is_removed_and_what_others_made_is_left() {
    let (_parent, project) = new_project();
    let definitions = project.join("definitions/noegletal.noegle");
    let first = fs::read_to_string(&definitions).expect("definitions");
    let figure =
        &first[first.find("\nnøgletal ").expect("a nøgletal")..first.find("\neksempel ").expect("an eksempel")];
    append(&definitions, &figure.replacen("\nnøgletal ", "\nnøgletal ekstra_", 1));
    ok(&noegle(&project, &["kør"]));
    let more = views(&project);
    database(&project).execute("CREATE VIEW noegle.nt_min AS SELECT 1 AS a").expect("a view of somebody");
    fs::write(&definitions, &first).expect("written");
    let dry = noegle(&project, &["kør", "--tør"]);
    assert!(ok(&dry).contains("Fjernes (") && !dry.out.contains("nt_min"), "{}", dry.out);
    ok(&noegle(&project, &["kør"]));
    let left = views(&project);
    assert!(left.iter().any(|name| name == "nt_min") && left.len() < more.len() + 1, "{left:?}");
    assert!(!left.iter().any(|name| name.starts_with("nt_ekstra_")), "{left:?}");
}

#[test]
fn an_object_of_somebody_else_is_never_replaced() {
    let (_parent, project) = new_project();
    ok(&noegle(&project, &["kør"]));
    let gone = "DELETE FROM noegle.bygget WHERE objekt = 'noegle.resultat'";
    database(&project).execute(gone).expect("as if somebody else had made it");
    for arguments in [["kør", "--tør"], ["kør", "--sprog=da"]] {
        let answer = noegle(&project, &arguments);
        assert_eq!(answer.code, 7);
        assert_eq!(
            answer.err,
            "fejl: noegle.resultat findes i forvejen og er ikke bygget af noegle. Vælg et andet skema i noegle.yaml, eller fjern det selv.\n"
        );
    }
}

/// A build that is stopped leaves the one before it as it was.
#[test]
fn a_build_that_fails_leaves_the_one_before() {
    let (_parent, project) = new_project();
    ok(&noegle(&project, &["kør"]));
    let before = views(&project);
    let accounts = project.join("definitions/data/regnskab.csv");
    let accounts = if accounts.exists() { accounts } else { project.join("data/regnskab.csv") };
    let rows = fs::read_to_string(&accounts).expect("rows");
    fs::write(&accounts, rows.replacen(';', ";;", 3)).expect("written");
    let answer = noegle(&project, &["kør"]);
    assert_eq!(answer.code, 7, "{}", answer.err);
    assert_eq!(views(&project), before);
}
