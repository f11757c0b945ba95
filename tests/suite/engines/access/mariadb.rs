//! MariaDB attacked: users of two kommuner and of none try to see what they may not.

use std::collections::BTreeSet;

use noegle::engine::deployment::deploy;
use noegle::engine::{Cell, Connection};
use noegle::sql::{DialectName, Target, statements};

use super::super::lines::Lines;
use super::super::{Engine, start};
use super::{ALL_PARTS, RESULTS, RESULTS_ALONE, definitions, told};

const ROWS: &[&str] = &[
    "CREATE DATABASE skole",
    "CREATE TABLE skole.elev (kommune_nr VARCHAR(3), dato DATE, cpr VARCHAR(20), karakter VARCHAR(20))",
    "INSERT INTO skole.elev VALUES ('101', '2024-03-01', 'hemmelig-101-a', '7'), ('101', '2024-04-01', 'hemmelig-101-b', '10'), \
     ('165', '2024-03-01', 'egen-165-a', '4'), ('165', '2024-05-01', 'egen-165-b', 'ulæselig')",
    "CREATE TABLE skole.udgift (kommune_nr VARCHAR(3), maaned VARCHAR(7), beloeb DECIMAL(10, 2))",
    "INSERT INTO skole.udgift VALUES ('101', '2024-01', 1010), ('165', '2024-01', 1650)",
];

const USERS: &[&str] = &[
    "CREATE USER ida@localhost, kbh@localhost, flis@localhost, enhver@localhost, fremmed@localhost",
    "GRANT noegle_kommune TO ida@localhost, kbh@localhost",
    "GRANT noegle_flis_kommuner TO ida@localhost, kbh@localhost",
    "SET DEFAULT ROLE noegle_kommune FOR ida@localhost",
    "SET DEFAULT ROLE noegle_kommune FOR kbh@localhost",
    "GRANT noegle_flis_kommuner TO flis@localhost",
    "SET DEFAULT ROLE noegle_flis_kommuner FOR flis@localhost",
    "GRANT noegle_offentligheden TO enhver@localhost",
    "SET DEFAULT ROLE noegle_offentligheden FOR enhver@localhost",
    "INSERT INTO noegle.adgang_kommuner VALUES ('ida', '165'), ('kbh', '101')",
    // A database of her own, with functions that tell what they hear.
    "CREATE DATABASE ida",
    "GRANT ALL ON ida.* TO ida@localhost",
];

/// A server of its own, for it makes roles; built twice, as what a build gives must be given again by the next.
struct Warehouse(Lines);

impl Warehouse {
    fn built() -> Warehouse {
        let mut server = start(Engine::MariaDb);
        let mut run = |statements: &[&str]| {
            for statement in statements {
                server.execute(statement).unwrap_or_else(|error| panic!("{error}\n{statement}"));
            }
        };
        run(ROWS);
        let compilation = definitions();
        let target = Target { dialect: DialectName::MariaDb, ..Target::duckdb() };
        let render = |target: &Target| statements(&compilation.model, target);
        for _ in 0..2 {
            deploy(&mut server, &render, &target, &mut |_, _, _| {}).expect("built");
        }
        let mut warehouse = Warehouse(server);
        USERS.iter().for_each(|statement| warehouse.0.execute(statement).expect(statement));
        warehouse
    }

    fn sees(&mut self, user: &str, query: &str) -> Vec<String> {
        self.0.log_on(user, &[]).expect(user);
        told(&self.0.query(query).unwrap_or_else(|error| panic!("{user}: {error}\n{query}")))
    }

    fn refused(&mut self, user: &str, query: &str) {
        self.0.log_on(user, &[]).expect(user);
        if let Ok(table) = self.0.query(query) {
            panic!("{user} saw {} rows of {query}", table.rows.len());
        }
    }
}

#[test]
fn on_mariadb_a_kommune_sees_its_own_rows_and_of_others_what_adgang_says() {
    let mut warehouse = Warehouse::built();
    assert_eq!(warehouse.sees("ida", RESULTS), ALL_PARTS);
    assert_eq!(warehouse.sees("flis", RESULTS), ALL_PARTS);
    assert_eq!(warehouse.sees("enhver", RESULTS), RESULTS_ALONE);
    assert_eq!(warehouse.sees("ida", "SELECT DISTINCT kommune FROM noegle.grundlag_elever"), ["165"]);
    assert_eq!(warehouse.sees("kbh", "SELECT DISTINCT kommune FROM noegle.grundlag_elever"), ["101"]);
    assert_eq!(warehouse.sees("ida", "SELECT kommune, beloeb FROM noegle.grundlag_udgift_i_alt"), ["165 | 1650.00000"]);
    assert_eq!(warehouse.sees("ida", "SELECT DISTINCT kommune FROM noegle.vist_brud"), ["165"]);
    assert!(warehouse.sees("kbh", "SELECT kommune FROM noegle.vist_brud").is_empty());
    warehouse.refused("ida", "SELECT * FROM noegle.grundlag_point_pr_elev");
    for user in ["flis", "enhver", "fremmed"] {
        warehouse.refused(user, "SELECT * FROM noegle.grundlag_elever");
    }
    warehouse.refused("fremmed", RESULTS);

    no_other_way_leads_to_the_rows_of_others(&mut warehouse);
    functions_joins_and_errors_tell_nothing(&mut warehouse);
}

/// Every object by every user, and every claim to be another.
fn no_other_way_leads_to_the_rows_of_others(warehouse: &mut Warehouse) {
    let objects = warehouse.sees(
        "root",
        "SELECT CONCAT('`', table_schema, '`.`', table_name, '`') FROM information_schema.tables WHERE table_schema \
         IN ('noegle', 'noegle_a', 'noegle_b', 'skole', 'mysql') AND table_name <> 'help_topic'",
    );
    assert!(objects.len() > 60, "{objects:?}");
    let mut readable = BTreeSet::new();
    for user in ["ida", "flis", "enhver", "fremmed"] {
        warehouse.0.log_on(user, &[]).expect(user);
        for object in &objects {
            let Ok(table) = warehouse.0.query(&format!("SELECT * FROM {object}")) else { continue };
            assert!(!told(&table).join(" ").contains("hemmelig-101"), "{user}: {object}");
            readable.insert(object.replace('`', ""));
        }
    }
    let views =
        ["grundlag_elever", "grundlag_udgift_i_alt", "katalog", "vist_brud", "vist_resultat", "vist_sammenligning"];
    let views = views.map(|view| format!("noegle.{view}"));
    assert_eq!(
        readable.iter().filter(|one| !one.starts_with("mysql.")).collect::<Vec<_>>(),
        views.iter().collect::<Vec<_>>()
    );

    let claimed = "SELECT DISTINCT kommune FROM noegle.grundlag_elever";
    for claim in ["SET @kommune = '101'", "SET ROLE noegle_flis_kommuner", "SET ROLE noegle_kommune"] {
        warehouse.0.log_on("ida", &[]).expect("ida");
        warehouse.0.execute(claim).expect(claim);
        if !claim.contains("flis") {
            assert_eq!(told(&warehouse.0.query(claimed).expect(claim)), ["165"], "{claim}");
        }
    }
    for refused in [
        "SET ROLE root",
        "UPDATE noegle.adgang_kommuner SET kommune = '101'",
        "INSERT INTO noegle.adgang_kommuner VALUES ('ida@localhost', '101')",
        "REPLACE INTO noegle_b.adgang_kommuner VALUES ('ida', '101')",
        "CREATE OR REPLACE FUNCTION noegle_b.egen_kommune() RETURNS TEXT RETURN '101'",
        "CREATE OR REPLACE VIEW noegle.vist_resultat AS SELECT 1 AS a",
        "SELECT noegle_b.egen_kommune()",
        "SHOW CREATE VIEW noegle.vist_resultat",
        "EXPLAIN EXTENDED SELECT * FROM noegle.grundlag_elever",
        "ANALYZE FORMAT=JSON SELECT * FROM noegle.grundlag_elever",
        "HANDLER noegle.grundlag_elever OPEN",
        "GRANT noegle_offentligheden TO ida@localhost",
    ] {
        warehouse.refused("ida", refused);
    }
}

/// What a condition or an error could tell of rows that are not shown.
fn functions_joins_and_errors_tell_nothing(warehouse: &mut Warehouse) {
    warehouse.0.log_on("ida", &[]).expect("ida");
    let lines = &mut warehouse.0;
    let mut one = |query: &str| lines.query(query).unwrap_or_else(|error| panic!("{error}\n{query}")).rows;
    one("SET @kommune = '101', optimizer_trace = 'enabled=on'");
    // A function of the attacker's own, and what MariaDB itself does with the values that it is asked about.
    one(
        "CREATE FUNCTION ida.lyt(x TEXT) RETURNS INT DETERMINISTIC BEGIN IF x LIKE '%101%' OR x LIKE '17%' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'hørt'; END IF; RETURN 1; END",
    );
    one(
        "CREATE FUNCTION ida.lyt_ofte(x TEXT) RETURNS INT NOT DETERMINISTIC BEGIN IF x LIKE '%101%' OR x LIKE '17%' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'hørt'; END IF; RETURN 1; END",
    );
    for heard in [
        "ida.lyt(g.kommune)",
        "ida.lyt_ofte(g.kommune)",
        "ida.lyt(CONCAT(g.kommune, g.rolle)) AND g.rolle = 'taeller'",
        "JSON_EXTRACT(CASE WHEN g.kommune = '101' THEN '{' ELSE '{}' END, '$') IS NOT NULL",
        "(@set := CONCAT(IFNULL(@set, ''), ' ', g.kommune)) IS NOT NULL AND g.rolle = 'taeller'",
    ] {
        let rows = one(&format!("SELECT COUNT(*) FROM noegle.grundlag_elever AS g WHERE {heard}"));
        assert_eq!(rows, [vec![Cell::Integer(2)]], "{heard}");
        one(&format!("SELECT COUNT(*) FROM noegle.grundlag_elever AS g JOIN noegle.vist_brud AS b ON {heard}"));
    }
    let set = one("SELECT @set")[0][0].to_string();
    assert!(set.contains("165") && !set.contains("101"), "{set}");
    let traced = one("SELECT CONCAT(QUERY, TRACE) FROM information_schema.OPTIMIZER_TRACE");
    assert!(!traced.iter().flatten().any(|cell| cell.to_string().contains("hemmelig")), "{traced:?}");

    let join = "SELECT DISTINCT g.kommune FROM noegle.vist_resultat AS r JOIN noegle.grundlag_elever AS g ON g.kommune = r.kommune OR 1 = 1";
    assert_eq!(one(join), [vec![Cell::Text("165".to_owned())]]);

    // What is hidden of a result stays hidden from conditions too.
    let guess = "SELECT COUNT(*) FROM noegle.vist_resultat WHERE noegletal = 'point_pr_elev' AND taeller = 17";
    assert_eq!(one(guess), [vec![Cell::Integer(0)]]);
    one("SELECT COUNT(*) FROM noegle.vist_resultat WHERE noegletal = 'point_pr_elev' AND ida.lyt(taeller)");

    // Columns tell no key of persons.
    let columns = "SELECT column_name FROM information_schema.columns WHERE column_name = 'cpr'";
    assert!(one(columns).is_empty());
    let statistics = "SELECT table_name FROM information_schema.statistics WHERE table_schema IN ('noegle', 'noegle_a', 'noegle_b', 'skole')";
    assert!(one(statistics).is_empty());
}
