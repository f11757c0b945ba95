//! What is written of access for engines that cannot be attacked here.

use noegle::engine::Connection;
use noegle::sql::{Access, DialectName, Target, statements};

use super::super::Engine;
use super::definitions;

/// The texts about access in a build that is told to make the engine keep it.
fn written(dialect: DialectName, access: Option<Access>) -> Vec<String> {
    let target = Target { dialect, access, ..Target::duckdb() };
    let all = statements(&definitions().model, &target).into_iter();
    let names = ["adgang", "adgang_nu", "adgang_roller", "adgang_rettigheder", "adgang_raekker", "vist_resultat"];
    all.filter(|statement| names.contains(&statement.name.as_str())).map(|statement| statement.text).collect()
}

#[test]
fn policies_are_read_by_the_parser_of_clickhouse() {
    let policies = written(DialectName::ClickHouse, Some(Access::Database));
    assert!(policies.len() > 5, "{policies:?}");
    let mut engine = Engine::ClickHouse.session();
    for policy in policies {
        engine.query(&format!("EXPLAIN AST {policy}")).unwrap_or_else(|error| panic!("{error}\n{policy}"));
    }
    engine
        .query("EXPLAIN AST CREATE ROW POLICY OR REPLACE p ON a.b FOR SELECT USING TO ALL")
        .expect_err("no condition");
}

#[test]
fn row_filters_are_written_as_databricks_says() {
    let written = written(DialectName::Databricks, Some(Access::Database));
    let filters: Vec<&String> = written.iter().filter(|text| text.contains("SET ROW FILTER")).collect();
    assert_eq!(
        filters[0], "ALTER TABLE noegle.brud SET ROW FILTER noegle.er_egen_1 ON (kommune)",
        "as Databricks' reference writes it"
    );
    assert!(written.iter().any(|text| text == "GRANT SELECT ON TABLE noegle.vist_resultat TO `noegle_laeser`"));
    let asked = "a.rolle = 'noegle_flis_kommuner' AND IS_ACCOUNT_GROUP_MEMBER('noegle_flis_kommuner')\n  OR a.rolle = 'noegle_kommune'";
    assert!(written.iter().any(|text| text.contains(asked)), "{written:#?}");
}

#[test]
fn where_others_keep_it_nothing_is_written_of_access() {
    for dialect in DialectName::ALL {
        assert_eq!(written(dialect, Some(Access::Outside)), Vec::<String>::new(), "{}", dialect.name());
    }
    for dialect in [DialectName::Databricks, DialectName::ClickHouse, DialectName::DuckDb, DialectName::Trino] {
        assert_eq!(written(dialect, None), Vec::<String>::new(), "{}", dialect.name());
    }
}
