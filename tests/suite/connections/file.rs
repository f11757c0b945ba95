//! The program on SQLite: one file, whole numbers, and views that people read.

use std::fs;
use std::path::Path;
use std::process::Command;

use noegle::engine::{Cell, Connection, EngineName, Limits, Server, connect};

use crate::command_line::{Answer, new_project, noegle_with};

const FILE: &str = "tal.db";

/// A file with the rows of the new project's files.
fn with_rows(project: &Path) -> Server {
    let mut database = opened(project);
    for name in ["regnskab", "borger"] {
        let text = fs::read_to_string(project.join(format!("definitions/data/{name}.csv"))).expect("rows");
        let mut lines = text.lines();
        let columns = lines.next().expect("headings").replace(';', ", ");
        database.execute(&format!("CREATE TABLE {name} ({columns})")).expect("a table");
        for line in lines {
            let cells: Vec<String> = line.split(';').map(|cell| format!("'{cell}'")).collect();
            database.execute(&format!("INSERT INTO {name} VALUES ({})", cells.join(", "))).expect("a row");
        }
    }
    let file = project.join("noegle.yaml");
    let before = fs::read_to_string(&file).expect("a project file");
    let own = format!("  sqlite:\n    database: {FILE}\n    kilder: {{regnskab: regnskab, borger: main.borger}}\n");
    fs::write(&file, before.replace("backends:\n", &format!("backends:\n{own}"))).expect("written");
    database
}

fn opened(project: &Path) -> Server {
    let address = format!("sqlite:{}", project.join(FILE).display());
    let limits = Limits { connect: 20, statement: None };
    connect(EngineName::Sqlite, &address, limits, &mut |_, _| {}).unwrap_or_else(|error| panic!("{error}"))
}

fn run(project: &Path, arguments: &[&str]) -> Answer {
    noegle_with(project, &[arguments, &["--backend", "sqlite"]].concat(), &[])
}

fn ok(answer: Answer) -> String {
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{}", answer.out);
    answer.out
}

fn first_cells(database: &mut Server, query: &str) -> Vec<String> {
    database.query(query).expect(query).rows.iter().map(|row| row[0].to_string()).collect()
}

#[test]
fn a_project_is_built_in_a_file_again_and_again() {
    let (_parent, project) = new_project();
    let mut database = with_rows(&project);
    let dry = ok(run(&project, &["kør", "--tør"]));
    assert!(dry.contains("noegle_resultat"), "{dry}");

    for format in ["csv", "json", "tabel"] {
        let arguments = ["kør", "--format", format];
        assert_eq!(ok(run(&project, &arguments)), ok(noegle_with(&project, &arguments, &[])), "{format}");
    }
    let rules = ["validér", "--format", "csv"];
    assert_eq!(run(&project, &rules).out, noegle_with(&project, &rules, &[]).out);
    ok(run(&project, &["prøv"]));

    // The pages show the same figures, whichever database they are from, and so does the way back to the rows.
    ok(noegle_with(&project, &["byg"], &[]));
    let page = project.join("generated/site/noegletal/aeldreudgift_pr_borger/tal/index.html");
    let figures = |answer: Answer| {
        ok(answer);
        fs::read_to_string(&page).expect("a page of figures")
    };
    let usual = figures(noegle_with(&project, &["kør"], &[]));
    assert_eq!(figures(run(&project, &["kør"])), usual);
    let row = ok(noegle_with(&project, &["kør", "--format", "csv"], &[])).lines().nth(1).expect("a row").to_owned();
    let cells: Vec<&str> = row.split(',').collect();
    let back = ["spor", cells[0], "--kommune", cells[2], "--periode", cells[3]];
    let closed = ok(run(&project, &back));
    assert!(closed.contains("kun egen kommunes rækker") && closed.contains("egen_kommune"), "{closed}");
    database.execute(&format!("INSERT INTO \"noegle.egen_kommune\" VALUES ('{}')", cells[2])).expect("a row");
    assert_eq!(run(&project, &back).out, noegle_with(&project, &back, &[]).out);
    database.execute("DELETE FROM \"noegle.egen_kommune\"").expect("no row");

    // People read numbers; what is computed with are whole hundred-thousandths.
    let shown = first_cells(&mut database, "SELECT SUM(resultat) FROM noegle_resultat WHERE status = 'ok'");
    let kept = "SELECT SUM(resultat) / 100000.0 FROM \"noegle.resultat\" WHERE status = 'ok'";
    assert_eq!(shown, first_cells(&mut database, kept));
    let kinds = "SELECT DISTINCT TYPEOF(resultat) FROM \"noegle.resultat\" WHERE resultat IS NOT NULL";
    assert_eq!(first_cells(&mut database, kinds), ["integer"]);

    // What the site says about its own kommune outlives a build, and what others have made is left alone.
    let views = "SELECT name FROM sqlite_master WHERE name LIKE 'noegle_grundlag_%' ORDER BY name";
    let view = first_cells(&mut database, views).swap_remove(0);
    let seen = format!("SELECT COUNT(*) FROM \"{view}\"");
    assert_eq!(first_cells(&mut database, &seen), ["0"]);
    database.execute("INSERT INTO \"noegle.egen_kommune\" SELECT MIN(kommune) FROM noegle_resultat").expect("a row");
    database.execute("CREATE VIEW min AS SELECT 1 AS a").expect("a view");
    ok(run(&project, &["kør"]));
    assert_ne!(first_cells(&mut database, &seen), ["0"]);
    assert_eq!(first_cells(&mut database, "SELECT a FROM min"), ["1"]);
}

#[test]
fn a_number_that_does_not_fit_stops_the_build_and_leaves_the_one_before() {
    let (_parent, project) = new_project();
    let mut database = with_rows(&project);
    let before = ok(run(&project, &["kør", "--format", "csv"]));
    let columns = database.query("SELECT * FROM regnskab LIMIT 1").expect("a row").columns;
    let amount = columns.last().expect("a column").clone();
    // Fourteen such amounts of 13 digits are more than 64 bits hold in hundred-thousandths.
    database.execute(&format!("UPDATE regnskab SET \"{amount}\" = 9000000000000")).expect("large amounts");
    for _ in 0..4 {
        database.execute("INSERT INTO regnskab SELECT * FROM regnskab").expect("more rows");
    }
    let answer = run(&project, &["kør"]);
    assert_eq!(answer.code, 7, "{}{}", answer.out, answer.err);
    assert!(answer.err.contains("for stor"), "{}", answer.err);
    let rows = database.query("SELECT resultat FROM noegle_resultat").expect("the build before").rows;
    assert_eq!(rows.len() + 1, before.lines().count());
    assert!(rows.iter().flatten().all(|cell| matches!(cell, Cell::Null | Cell::Integer(_) | Cell::Double(_))));
}

#[test]
fn scripts_do_what_the_program_does() {
    let (_parent, project) = new_project();
    let mut database = with_rows(&project);
    ok(run(&project, &["byg", "--script"]));
    let script = |path: &Path, then: &str| {
        let program = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); \
                       c.executescript(open(sys.argv[2], encoding='utf-8').read()); print(c.execute(sys.argv[3]).fetchall())";
        let arguments = ["-c", program, FILE, &path.to_string_lossy(), then].map(str::to_owned);
        let ran = Command::new("python3").current_dir(&project).args(arguments).output().expect("python3 runs");
        assert!(ran.status.success(), "{}: {}", path.display(), String::from_utf8_lossy(&ran.stderr));
        String::from_utf8_lossy(&ran.stdout).trim().to_owned()
    };
    let count = "SELECT COUNT(*) FROM noegle_resultat";
    for _ in 0..2 {
        assert_eq!(script(&project.join("generated/sqlite/script.sql"), count), "[(4,)]");
    }
    let dry = ok(run(&project, &["kør", "--tør"]));
    assert!(dry.starts_with("Intet oprettes, ændres eller fjernes."), "{dry}");
    // What the cases make, they remove.
    let left = "SELECT name FROM sqlite_master WHERE name LIKE 'noegle_proeve%'";
    let cases: Vec<_> = fs::read_dir(project.join("generated/tests/sqlite")).expect("scripts").flatten().collect();
    assert!(!cases.is_empty());
    for case in cases.iter().filter(|case| case.path().extension().is_some_and(|ending| ending == "sql")) {
        assert_eq!(script(&case.path(), left), "[]", "{}", case.path().display());
    }
    assert_eq!(first_cells(&mut database, count), ["4"]);
}
