//! The program on a real PostgreSQL: the same figures as on DuckDB, and a second build that disturbs nobody.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use noegle::engine::{Connection, DuckDb, EngineName, Limits, Options, Place, Server, connect};

use crate::command_line::{Answer, new_project, noegle_with};
use crate::engines::{self, Engine};

struct Postgres {
    /// The database runs as long as this lives.
    _process: engines::lines::Lines,
    uri: String,
}

impl Postgres {
    /// With the rows of the new project's files.
    fn with_rows(project: &Path) -> Postgres {
        let process = engines::start(Engine::Postgres);
        let uri = process.ready("uri").to_owned();
        let mut server = opened(&uri);
        server.execute("CREATE SCHEMA kilde").expect("a schema");
        for name in ["regnskab", "borger"] {
            let text = fs::read_to_string(project.join(format!("definitions/data/{name}.csv"))).expect("rows");
            let mut lines = text.lines();
            let columns: Vec<String> =
                lines.next().expect("headings").split(';').map(|name| format!("{name} TEXT")).collect();
            server.execute(&format!("CREATE TABLE kilde.{name} ({})", columns.join(", "))).expect("a table");
            for line in lines {
                let cells: Vec<String> = line.split(';').map(|cell| format!("'{cell}'")).collect();
                server.execute(&format!("INSERT INTO kilde.{name} VALUES ({})", cells.join(", "))).expect("a row");
            }
        }
        let file = project.join("noegle.yaml");
        let before = fs::read_to_string(&file).expect("a project file");
        let own = "  postgres:\n    kilder: {regnskab: kilde.regnskab, borger: kilde.borger}\n";
        fs::write(&file, before.replace("backends:\n", &format!("backends:\n{own}"))).expect("written");
        Postgres { _process: process, uri }
    }

    fn noegle(&self, project: &Path, arguments: &[&str]) -> Answer {
        let arguments = [arguments, &["--backend", "postgres"]].concat();
        noegle_with(project, &arguments, &[("NOEGLE_POSTGRES_URL", &self.uri)])
    }
}

fn opened(uri: &str) -> Server {
    let limits = Limits { connect: 20, statement: None };
    connect(EngineName::Postgres, uri, limits, &mut |_, _| {}).unwrap_or_else(|error| panic!("{error}"))
}

fn ok(answer: Answer) -> String {
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{}", answer.out);
    answer.out
}

fn first_cells(server: &mut Server, query: &str) -> Vec<String> {
    server.query(query).expect(query).rows.iter().map(|row| row[0].to_string()).collect()
}

#[test]
fn a_project_is_built_on_postgres_again_and_again() {
    let (_parent, project) = new_project();
    let database = Postgres::with_rows(&project);
    let run = |arguments: &[&str]| database.noegle(&project, arguments);
    let mut server = opened(&database.uri);

    let dry = ok(run(&["kør", "--tør"]));
    assert!(dry.contains("  tabel noegle.resultat\n"), "{dry}");
    assert!(first_cells(&mut server, "SELECT nspname FROM pg_namespace WHERE nspname = 'noegle'").is_empty());

    let figures = ok(run(&["kør", "--format", "csv"]));
    assert_eq!(figures, ok(noegle_with(&project, &["kør", "--format", "csv"], &[])));
    let parquet = project.join("resultat.parquet").to_string_lossy().into_owned();
    ok(run(&["kør", "--format", "parquet", "--ud", &parquet]));
    let mut memory = DuckDb::open(&Place::Memory, &Options::default()).expect("DuckDB");
    let sum = format!("SELECT SUM(resultat), MIN(periode_start) FROM read_parquet('{parquet}')");
    let cells: Vec<String> = memory.query(&sum).expect("Parquet").rows[0].iter().map(ToString::to_string).collect();
    assert_eq!(cells, ["30311.72892", "2023-01-01"]);
    assert!(ok(run(&["prøv"])).contains("Alle holder."));
    assert_eq!(run(&["validér"]).err, "Ingen brud.\n");
    assert!(ok(run(&["spor", "ældreudgift_pr_borger", "--kommune", "615", "--periode", "2024"])).contains("5.30.26"));
    assert!(ok(run(&["kør", "--tør"])).starts_with("Intet oprettes, ændres eller fjernes."));

    // What others have made on it, and the rights that they gave, are still there after the next.
    for statement in [
        "CREATE ROLE laeser",
        "GRANT SELECT ON noegle.nt_aeldreudgift_pr_borger TO laeser",
        "CREATE VIEW public.mit AS SELECT * FROM noegle.resultat",
        "CREATE VIEW noegle.nt_min AS SELECT 1 AS a",
        "DELETE FROM kilde.borger WHERE kommune = '657'",
    ] {
        server.execute(statement).expect(statement);
    }
    let definitions = project.join("definitions/noegletal.noegle");
    let text = fs::read_to_string(&definitions).expect("definitions");
    assert!(ok(run(&["kør"])).contains("mangler"));
    let rights = "SELECT grantee FROM information_schema.role_table_grants WHERE table_name = 'nt_aeldreudgift_pr_borger' AND grantee = 'laeser'";
    assert_eq!(first_cells(&mut server, rights), ["laeser"]);
    fs::write(&definitions, text.replacen("\"Udgift", "\"Ny udgift", 1)).expect("written");
    ok(run(&["kør"]));
    let titles = first_cells(&mut server, "SELECT titel FROM noegle.katalog");
    assert_eq!(titles, ["Ny udgift til ældre pr. borger"]);
    assert_eq!(first_cells(&mut server, "SELECT COUNT(*) FROM public.mit"), ["4"]);
    assert_eq!(first_cells(&mut server, "SELECT a FROM noegle.nt_min"), ["1"]);

    // A view of somebody on what must be made anew stops the build, and all is as it was.
    server.execute("CREATE VIEW public.dit AS SELECT * FROM noegle.nt_aeldreudgift_pr_borger").expect("a view");
    fs::write(&definitions, text.replacen("\"Udgift", "\"Nyere udgift", 1)).expect("written");
    let answer = run(&["kør"]);
    assert_eq!(answer.code, 7);
    assert!(answer.err.contains("dit") && !answer.err.contains("CASCADE"), "{}", answer.err);
    assert_eq!(first_cells(&mut server, "SELECT titel FROM noegle.katalog"), titles);
}

#[test]
fn the_script_does_what_the_program_does() {
    let (_parent, project) = new_project();
    let database = Postgres::with_rows(&project);
    ok(database.noegle(&project, &["byg", "--script"]));
    let script = project.join("generated/postgres/script.sql");
    let mut server = opened(&database.uri);
    for _ in 0..2 {
        let client = Command::new("psql")
            .args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", &database.uri, "-f"])
            .arg(&script)
            .output()
            .expect("psql runs");
        let told = String::from_utf8_lossy(&client.stderr).into_owned();
        assert!(client.status.success() && !told.contains("ERROR"), "{told}");
        assert_eq!(first_cells(&mut server, "SELECT COUNT(*) FROM noegle.resultat"), ["4"]);
    }
    let dry = ok(database.noegle(&project, &["kør", "--tør"]));
    assert!(dry.starts_with("Intet oprettes, ændres eller fjernes."), "{dry}");
    ok(database.noegle(&project, &["byg"]));
    assert!(script.exists(), "who has asked for it once, has it kept");
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_a_build_and_leaves_the_one_before() {
    let (_parent, project) = new_project();
    let database = Postgres::with_rows(&project);
    ok(database.noegle(&project, &["kør"]));
    let mut server = opened(&database.uri);
    // The build waits for a lock that another holds.
    server.execute("BEGIN").expect("a transaction");
    server.execute("LOCK TABLE kilde.borger IN ACCESS EXCLUSIVE MODE").expect("a lock");
    let mut build = Command::new(env!("CARGO_BIN_EXE_noegle"));
    build.current_dir(&project).args(["kør", "--backend", "postgres"]).env("NOEGLE_POSTGRES_URL", &database.uri);
    let build = build.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("noegle runs");
    let mut other = opened(&database.uri);
    let began = Instant::now();
    while first_cells(&mut other, "SELECT COUNT(*) FROM pg_locks WHERE NOT granted") == ["0"] {
        assert!(began.elapsed() < Duration::from_secs(30), "it never waits");
        std::thread::sleep(Duration::from_millis(50));
    }
    let process = build.id().to_string();
    Command::new("kill").args(["-INT", &process]).status().expect("a signal");
    let ended = build.wait_with_output().expect("it ends");
    assert_eq!(ended.status.code(), Some(130));
    assert!(String::from_utf8_lossy(&ended.stderr).contains("Kørslen blev stoppet."));
    server.execute("ROLLBACK").expect("the lock is let go");
    assert_eq!(first_cells(&mut server, "SELECT COUNT(*) FROM noegle.resultat"), ["4"]);
    ok(database.noegle(&project, &["kør"]));
}
