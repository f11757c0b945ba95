//! PostgreSQL attacked: users of two kommuner and of none try to see what they may not.

use std::collections::BTreeSet;

use noegle::engine::deployment::deploy;
use noegle::engine::{Cell, Connection, EngineError, EngineName, Server};
use noegle::sql::{DialectName, Target, statements};

use super::super::lines::Lines;
use super::super::{Engine, connected, start};
use super::{ALL_PARTS, RESULTS, RESULTS_ALONE, definitions, told};

const ROWS: &[&str] = &[
    "CREATE SCHEMA skole",
    "CREATE TABLE skole.elev (kommune_nr TEXT, dato DATE, cpr TEXT, karakter TEXT)",
    "INSERT INTO skole.elev VALUES ('101', '2024-03-01', 'hemmelig-101-a', '7'), ('101', '2024-04-01', 'hemmelig-101-b', '10'), \
     ('165', '2024-03-01', 'egen-165-a', '4'), ('165', '2024-05-01', 'egen-165-b', 'ulæselig')",
    "CREATE TABLE skole.udgift (kommune_nr TEXT, maaned TEXT, beloeb NUMERIC)",
    "INSERT INTO skole.udgift VALUES ('101', '2024-01', 1010), ('165', '2024-01', 1650)",
];

/// A server of its own, for it makes roles.
struct Warehouse {
    server: Lines,
}

impl Warehouse {
    fn built() -> Warehouse {
        let warehouse = Warehouse { server: start(Engine::Postgres) };
        let compilation = definitions();
        let mut owner = warehouse.user("noegle");
        let target = Target { dialect: DialectName::Postgres, ..Target::duckdb() };
        ROWS.iter().for_each(|statement| owner.execute(statement).expect(statement));
        // Twice: what a build gives must be given again by the next.
        let render = |target: &Target| statements(&compilation.model, target);
        for _ in 0..2 {
            deploy(&mut owner, &render, &target, &mut |_, _, _| {}).expect("built");
        }
        for (user, role, kommune) in [
            ("ida", "noegle_kommune", Some("165")),
            ("kbh", "noegle_kommune", Some("101")),
            ("flis", "noegle_flis_kommuner", None),
            ("enhver", "noegle_offentligheden", None),
        ] {
            owner.execute(&format!("CREATE ROLE {user} LOGIN IN ROLE {role}")).expect(user);
            if let Some(kommune) = kommune {
                owner
                    .execute(&format!("INSERT INTO noegle.adgang_kommuner VALUES ('{user}', '{kommune}')"))
                    .expect(user);
            }
        }
        owner.execute("GRANT noegle_flis_kommuner TO ida, kbh").expect("kommuner are FLIS kommuner");
        owner.execute("CREATE ROLE fremmed LOGIN").expect("fremmed");
        warehouse
    }

    fn user(&self, name: &str) -> Server {
        connected(
            Engine::Postgres,
            EngineName::Postgres,
            &self.server.ready("uri").replace("noegle@", &format!("{name}@")),
        )
    }

    fn sees(&self, user: &str, query: &str) -> Vec<String> {
        let table = self.user(user).query(query).unwrap_or_else(|error| panic!("{user}: {error}\n{query}"));
        told(&table)
    }

    fn refused(&self, user: &str, query: &str) -> EngineError {
        match self.user(user).query(query) {
            Ok(table) => panic!("{user} saw {} rows of {query}", table.rows.len()),
            Err(error) => error,
        }
    }
}

#[test]
fn a_kommune_sees_its_own_rows_and_of_others_what_adgang_says() {
    let warehouse = Warehouse::built();

    // Results: tæller and nævner where `adgang` says so, only the result where it says that.
    assert_eq!(warehouse.sees("ida", RESULTS), ALL_PARTS);
    assert_eq!(warehouse.sees("flis", RESULTS), ALL_PARTS);
    assert_eq!(warehouse.sees("enhver", RESULTS), RESULTS_ALONE);

    // Rows: one's own only, of the nøgletal whose `adgang` shows rows, and of those without one.
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
}

#[test]
fn no_other_way_leads_to_the_rows_of_others() {
    let warehouse = Warehouse::built();
    // Every object of the schema, by every user: what can be read at all holds nothing of 101's rows for 165.
    let objects = warehouse.sees(
        "noegle",
        "SELECT table_name FROM information_schema.tables WHERE table_schema IN ('noegle', 'skole') AND table_name <> 'adgang_kommuner' ORDER BY 1",
    );
    assert!(objects.len() > 15, "{objects:?}");
    let mut readable = BTreeSet::new();
    for user in ["ida", "flis", "enhver", "fremmed"] {
        let mut connection = warehouse.user(user);
        for object in &objects {
            for schema in ["noegle", "skole"] {
                let Ok(table) = connection.query(&format!("SELECT * FROM {schema}.{object}")) else { continue };
                let text = table.rows.iter().flatten().map(Cell::to_string).collect::<Vec<_>>().join(" ");
                assert!(!text.contains("hemmelig-101"), "{user}: {object}");
                readable.insert(object.clone());
            }
        }
    }
    assert_eq!(
        readable.iter().map(String::as_str).collect::<Vec<_>>(),
        ["grundlag_elever", "grundlag_udgift_i_alt", "katalog", "vist_brud", "vist_resultat", "vist_sammenligning"]
    );

    // The kommune is the user's own, whatever the session says and whatever role it takes.
    let claimed = "SELECT DISTINCT kommune FROM noegle.grundlag_elever";
    let mut ida = warehouse.user("ida");
    for claim in
        ["SET noegle.kommune = '101'", "SELECT set_config('noegle.kommune', '101', false)", "SET ROLE noegle_kommune"]
    {
        let _ = ida.query(claim);
        let rows = ida.query(claimed).expect(claim).rows;
        assert_eq!(rows, [vec![Cell::Text("165".to_owned())]], "{claim}");
    }
    for refused in [
        "SET ROLE kbh",
        "SET SESSION AUTHORIZATION kbh",
        "UPDATE noegle.adgang_kommuner SET kommune = '101'",
        "INSERT INTO noegle.adgang_kommuner VALUES ('ida', '101')",
        "SELECT * FROM noegle.adgang_kommuner",
        "CREATE FUNCTION noegle.egen_kommune() RETURNS TEXT LANGUAGE SQL AS $$ SELECT '101' $$",
        "CREATE OR REPLACE VIEW noegle.vist_resultat AS SELECT 1 AS a",
        "ALTER TABLE noegle.celler_elev DISABLE ROW LEVEL SECURITY",
    ] {
        assert!(ida.execute(refused).is_err(), "{refused}");
    }
}

#[test]
fn functions_joins_and_errors_tell_nothing() {
    let warehouse = Warehouse::built();
    let mut ida = warehouse.user("ida");
    // A cheap function of the attacker's own is not asked about rows that the view leaves out.
    ida.execute(
        "CREATE FUNCTION pg_temp.lyt(x TEXT) RETURNS BOOLEAN LANGUAGE plpgsql COST 0.0000001 AS $$ BEGIN \
         IF x = '101' THEN RAISE EXCEPTION 'så %', x; END IF; RETURN TRUE; END $$",
    )
    .expect("a function of one's own");
    assert_eq!(
        ida.query("SELECT COUNT(*) FROM noegle.grundlag_elever AS g WHERE pg_temp.lyt(g.kommune)")
            .expect("lyt")
            .rows
            .len(),
        1
    );

    // Nor does an error depend on them.
    let division = "SELECT 1 / (CASE WHEN kommune = '101' THEN 0 ELSE 1 END) FROM noegle.grundlag_elever";
    assert_eq!(ida.query(division).expect("no row of 101 is divided by").rows.len(), 2);

    // A join gives no more than its parts.
    let join = "SELECT DISTINCT g.kommune FROM noegle.vist_resultat AS r JOIN noegle.grundlag_elever AS g ON g.kommune = r.kommune OR TRUE";
    assert_eq!(ida.query(join).expect(join).rows, [vec![Cell::Text("165".to_owned())]]);

    // What is hidden of a result stays hidden from conditions too.
    let guess = "SELECT COUNT(*) FROM noegle.vist_resultat WHERE noegletal = 'point_pr_elev' AND taeller = 17";
    assert_eq!(ida.query(guess).expect(guess).rows, [vec![Cell::Integer(0)]]);
    let listened = "SELECT COUNT(*) FROM noegle.vist_resultat WHERE pg_temp.lyt(CAST(taeller AS TEXT))";
    ida.query(listened).expect(listened);

    // Statistics of the planner are of the tables, which nobody reads.
    let statistics =
        "SELECT COUNT(*) FROM pg_stats WHERE schemaname IN ('noegle', 'skole') AND tablename NOT LIKE 'katalog'";
    assert_eq!(ida.query(statistics).expect(statistics).rows, [vec![Cell::Integer(0)]]);

    // Someone who was given a table by mistake still sees the own kommune's rows only.
    warehouse.user("noegle").execute("GRANT SELECT ON noegle.celler_udgift TO ida").expect("given by mistake");
    assert_eq!(ida.query("SELECT DISTINCT kommune_nr FROM noegle.celler_udgift").expect("policy").rows.len(), 1);
}
