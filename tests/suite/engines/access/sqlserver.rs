//! SQL Server's views, as those who ask see them; who they are is said to the judge that runs them by way of DuckDB.
//!
//! Policies on tables bind nobody there: that Microsoft's model takes them is all that is known of them.

use noegle::engine::Connection;
use noegle::engine::deployment::script;
use noegle::sql::{DialectName, Target, statements};

use super::super::{Engine, start};
use super::{ALL_PARTS, RESULTS, RESULTS_ALONE, definitions, told};

const ROWS: &[&str] = &[
    "IF SCHEMA_ID(N'skole') IS NULL EXEC(N'CREATE SCHEMA skole')",
    "CREATE TABLE skole.elev (kommune_nr NVARCHAR(3), dato DATE, cpr NVARCHAR(20), karakter NVARCHAR(20))",
    "INSERT INTO skole.elev VALUES (N'101', N'2024-03-01', N'hemmelig-101-a', N'7'), (N'101', N'2024-04-01', N'hemmelig-101-b', N'10'), \
     (N'165', N'2024-03-01', N'egen-165-a', N'4'), (N'165', N'2024-05-01', N'egen-165-b', N'ulæselig')",
    "CREATE TABLE skole.udgift (kommune_nr NVARCHAR(3), maaned NVARCHAR(7), beloeb DECIMAL(10, 2))",
    "INSERT INTO skole.udgift VALUES (N'101', N'2024-01', 1010), (N'165', N'2024-01', 1650)",
];

#[test]
fn on_sql_server_views_show_what_adgang_says() {
    let mut server = start(Engine::SqlServer);
    let target = Target { dialect: DialectName::SqlServer, ..Target::duckdb() };
    let build: Vec<String> =
        statements(&definitions().model, &target).into_iter().map(|statement| statement.text).collect();
    let users = "INSERT INTO noegle.adgang_kommuner (bruger, kommune) VALUES (N'ida', N'165'), (N'kbh', N'101')";
    // First as a script, then as files: nothing of the first may stand in the way of the second.
    let script = script(&statements(&definitions().model, &target), &target);
    let script = script.split("\nGO\n").map(str::trim).filter(|batch| !batch.is_empty()).map(str::to_owned);
    let rows = ROWS.iter().map(|row| (*row).to_owned());
    for statement in rows.chain(script).chain(build).chain([users.to_owned()]) {
        server.execute(&statement).unwrap_or_else(|error| panic!("{error}\n{statement}"));
    }
    let mut sees = |user: &str, roles: &[&str], query: &str| {
        server.log_on(user, roles).expect(user);
        told(&server.query(query).unwrap_or_else(|error| panic!("{user}: {error}\n{query}")))
    };
    let kommune = ["noegle_laeser", "noegle_kommune", "noegle_flis_kommuner"];
    assert_eq!(sees("ida", &kommune, RESULTS), ALL_PARTS);
    assert_eq!(sees("enhver", &["noegle_laeser", "noegle_offentligheden"], RESULTS), RESULTS_ALONE);
    assert!(sees("fremmed", &[], RESULTS).is_empty());
    let rows = "SELECT DISTINCT kommune FROM noegle.grundlag_elever";
    assert_eq!(sees("ida", &kommune, rows), ["165"]);
    assert_eq!(sees("kbh", &kommune, rows), ["101"]);
    assert!(sees("fremmed", &[], rows).is_empty());
    assert_eq!(sees("ida", &kommune, "SELECT DISTINCT kommune FROM noegle.vist_brud"), ["165"]);
    sees("ida", &kommune, "EXEC sys.sp_set_session_context N'kommune', N'101'");
    assert_eq!(sees("ida", &kommune, rows), ["165"], "only who builds chooses");
}
