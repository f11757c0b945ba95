//! The program on a cluster of Spark, through Spark Connect: the rows stay in the cluster, only results travel.

use std::fs;

use noegle::engine::{Connection, EngineName, Limits, connect};

use crate::command_line::{new_project, noegle_with};
use crate::engines::{self, Engine};

#[test]
fn a_project_is_built_on_a_cluster_of_spark() {
    let (_parent, project) = new_project();
    let cluster = engines::start(Engine::SparkCluster);
    let address = cluster.ready("uri").to_owned();
    let limits = Limits { connect: 60, statement: None };
    let mut spark = connect(EngineName::Databricks, &address, limits, &mut |_, _| {}).unwrap_or_else(|e| panic!("{e}"));
    spark.execute("CREATE SCHEMA kilde").expect("a schema");
    for name in ["regnskab", "borger"] {
        let text = fs::read_to_string(project.join(format!("definitions/data/{name}.csv"))).expect("rows");
        let (headings, rows) = text.split_once('\n').expect("headings");
        let columns: Vec<String> = headings.trim().split(';').map(|column| format!("{column} STRING")).collect();
        spark.execute(&format!("CREATE TABLE kilde.{name} ({})", columns.join(", "))).expect("a table");
        let row = |line: &str| format!("('{}')", line.trim().replace(';', "', '"));
        let rows: Vec<String> = rows.lines().map(row).collect();
        spark.execute(&format!("INSERT INTO kilde.{name} VALUES {}", rows.join(", "))).expect("rows");
    }
    let file = project.join("noegle.yaml");
    let before = fs::read_to_string(&file).expect("a project file");
    let own = "  databricks:\n    kilder: {regnskab: kilde.regnskab, borger: kilde.borger}\n";
    fs::write(&file, before.replace("backends:\n", &format!("backends:\n{own}"))).expect("written");
    let arguments = ["kør", "--format", "csv", "--backend", "databricks"];
    let answer = noegle_with(&project, &arguments, &[("NOEGLE_DATABRICKS_URL", &address)]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{}", answer.out);
    assert_eq!(answer.out, noegle_with(&project, &["kør", "--format", "csv"], &[]).out);
    let error = spark.query("SELECT `beløb` FROM kilde.borger").expect_err("no such column");
    assert_eq!(error.missing_column(), Some("beløb"), "{error}");
}
