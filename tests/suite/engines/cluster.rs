//! Past one machine: the program builds on a cluster of Spark that is there already, and gives the figures of DuckDB.

use std::fs;

use noegle::engine::{Connection, EngineName};

use super::{Engine, connected, start};
use crate::command_line::{new_project, noegle_with};

#[test]
fn a_project_is_built_on_a_cluster_of_spark() {
    let (_parent, project) = new_project();
    let cluster = start(Engine::SparkCluster);
    let uri = cluster.ready("uri");
    let mut session = connected(Engine::SparkCluster, EngineName::Databricks, uri);
    let mut execute = |sql: &str| session.execute(sql).unwrap_or_else(|error| panic!("{error}\n{sql}"));
    execute("CREATE SCHEMA kilde");
    for name in ["regnskab", "borger"] {
        let text = fs::read_to_string(project.join(format!("definitions/data/{name}.csv"))).expect("rows");
        let mut lines = text.lines().map(|line| line.split(';').collect::<Vec<_>>());
        let columns: Vec<String> =
            lines.next().expect("headings").iter().map(|column| format!("{column} STRING")).collect();
        let rows: Vec<String> = lines.map(|cells| format!("('{}')", cells.join("', '"))).collect();
        execute(&format!("CREATE TABLE kilde.{name} ({})", columns.join(", ")));
        execute(&format!("INSERT INTO kilde.{name} VALUES {}", rows.join(", ")));
    }
    let file = project.join("noegle.yaml");
    let own = "  databricks:\n    kilder: {regnskab: kilde.regnskab, borger: kilde.borger}\n";
    let before = fs::read_to_string(&file).expect("a project file");
    fs::write(&file, before.replace("backends:\n", &format!("backends:\n{own}"))).expect("written");

    let answer = noegle_with(
        &project,
        &["kør", "--backend", "databricks", "--format", "csv"],
        &[("NOEGLE_DATABRICKS_URL", uri)],
    );
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{}", answer.out);
    let here = noegle_with(&project, &["kør", "--backend", "duckdb", "--format", "csv"], &[]);
    assert_eq!(answer.out, here.out);
}
