//! The program on a real MariaDB, through ODBC: built beside what readers have, as there is no transaction around it.

use std::fs;
use std::path::Path;

use noegle::engine::Connection;

use crate::command_line::{Answer, new_project, noegle_with};
use crate::engines::lines::Lines;
use crate::engines::{self, Engine};

fn first_cells(database: &mut Lines, query: &str) -> Vec<String> {
    database.query(query).expect(query).rows.iter().map(|row| row[0].to_string()).collect()
}

fn with_rows(project: &Path) -> Lines {
    let mut database = engines::start(Engine::MariaDb);
    database.execute("CREATE DATABASE kilde").expect("a database");
    for name in ["regnskab", "borger"] {
        let text = fs::read_to_string(project.join(format!("definitions/data/{name}.csv"))).expect("rows");
        let mut lines = text.lines();
        let columns: Vec<String> =
            lines.next().expect("headings").split(';').map(|name| format!("{name} VARCHAR(30)")).collect();
        database.execute(&format!("CREATE TABLE kilde.{name} ({})", columns.join(", "))).expect("a table");
        for line in lines {
            let cells: Vec<String> = line.split(';').map(|cell| format!("'{cell}'")).collect();
            database.execute(&format!("INSERT INTO kilde.{name} VALUES ({})", cells.join(", "))).expect("a row");
        }
    }
    let file = project.join("noegle.yaml");
    let before = fs::read_to_string(&file).expect("a project file");
    let own = "  test:\n    type: mariadb\n    kilder: {regnskab: kilde.regnskab, borger: kilde.borger}\n";
    fs::write(&file, before.replace("backends:\n", &format!("backends:\n{own}"))).expect("written");
    database
}

fn ok(answer: Answer) -> String {
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{}", answer.out);
    answer.out
}

#[test]
fn a_project_is_built_beside_on_mariadb() {
    let (_parent, project) = new_project();
    let mut database = with_rows(&project);
    let odbc = database.ready("odbc").to_owned();
    let address = format!("Driver={odbc};Socket={};Uid=root", database.ready("socket"));
    // What the driver's bridge is linked with lies beside it.
    let libraries = Path::new(&odbc).ancestors().nth(2).expect("a folder").to_string_lossy().into_owned();
    let run = |arguments: &[&str]| {
        let arguments = [arguments, &["--backend", "test"]].concat();
        noegle_with(&project, &arguments, &[("NOEGLE_TEST_URL", &address), ("LD_LIBRARY_PATH", &libraries)])
    };
    let figures = ok(run(&["kør", "--format", "csv"]));
    assert_eq!(figures, ok(noegle_with(&project, &["kør", "--format", "csv"], &[])));
    assert!(ok(run(&["kør", "--tør"])).starts_with("Intet oprettes, ændres eller fjernes."));
    assert!(ok(run(&["prøv"])).contains("Alle holder."));
    assert_eq!(run(&["validér"]).err, "Ingen brud.\n");
    let definition = "SELECT view_definition FROM information_schema.views WHERE table_schema = 'noegle' AND table_name = 'resultat'";
    assert!(first_cells(&mut database, definition)[0].contains("`noegle_b`"), "validér built the second");

    // A build that fails leaves what readers have.
    database.execute("RENAME TABLE kilde.borger TO kilde.vaek").expect("renamed");
    let answer = run(&["kør"]);
    assert_eq!(answer.code, 7);
    assert!(!answer.err.contains("ma-3"), "{}", answer.err);
    assert_eq!(first_cells(&mut database, "SELECT COUNT(*) FROM noegle.resultat"), ["4"]);
    database.execute("RENAME TABLE kilde.vaek TO kilde.borger").expect("renamed");
    database.execute("CREATE VIEW noegle.min AS SELECT 1 AS a").expect("somebody's own");
    ok(run(&["kør"]));
    assert_eq!(first_cells(&mut database, "SELECT a FROM noegle.min"), ["1"]);
}
