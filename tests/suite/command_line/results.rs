//! `kør`, `byg` and `spor`: figures out of the database, files out of definitions.

use std::fs;
use std::path::Path;

use noegle::engine::{Cell, Connection, DuckDb, Options, Place};

use super::{append, new_project, noegle, noegle_with, replace};

const CSV: &str = "\
noegletal,udgave,kommune,periode,periode_start,taeller,naevner,resultat,status
aeldreudgift_pr_borger,fra 2023,615,2023,2023-01-01,713750000.00000,96000.00000,7434.89583,ok
aeldreudgift_pr_borger,fra 2023,615,2024,2024-01-01,737900000.00000,97500.00000,7568.20513,ok
aeldreudgift_pr_borger,fra 2023,657,2023,2023-01-01,686100000.00000,90200.00000,7606.43016,ok
aeldreudgift_pr_borger,fra 2023,657,2024,2024-01-01,700900000.00000,91000.00000,7702.19780,ok
";

#[test]
fn people_get_a_danish_table() {
    let (_parent, project) = new_project();
    let answer = noegle(&project, &["kør", "--kommune", "Herning", "--periode", "2024"]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    let lines: Vec<&str> = answer.out.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].starts_with("nøgletal") && lines[0].ends_with("status"), "{}", answer.out);
    assert!(lines[2].contains("657 Herning  2024     700.900.000  91.000  7.702,1978  ok"), "{}", answer.out);
}

#[test]
fn machines_get_csv_json_and_parquet() {
    let (_parent, project) = new_project();
    assert_eq!(noegle(&project, &["run", "--format", "csv"]).out, CSV);
    let chosen = ["koer", "--noegletal", "ældreudgift_pr_borger", "--kommune", "615", "657", "--periode", "2023"];
    let json = noegle(&project, &[&chosen[..], &["--format", "json"]].concat());
    let rows: serde_json::Value = serde_json::from_str(&json.out).expect("JSON alone");
    assert_eq!(rows.as_array().map(Vec::len), Some(2));
    assert_eq!((rows[1]["kommune"].as_str(), rows[1]["resultat"].as_f64()), (Some("657"), Some(7606.43016)));

    let parquet = noegle(&project, &["kør", "--format", "parquet", "--ud", "ud/tal.parquet"]);
    assert_eq!((parquet.code, parquet.out.as_str()), (0, ""));
    let file = project.join("ud/tal.parquet");
    let mut database = DuckDb::open(&Place::Memory, &Options::default()).expect("DuckDB");
    let query = format!("SELECT count(*), typeof(any_value(resultat)) FROM read_parquet('{}')", file.display());
    let found = database.query(&query).expect("readable");
    assert_eq!(found.rows, [[Cell::Integer(4), Cell::Text("DECIMAL(28,5)".into())]]);
    assert_eq!(fs::read_dir(project.join("ud")).expect("a folder").count(), 1, "nothing is left beside");
    let nowhere = noegle(&project, &["kør", "--format", "parquet"]);
    assert_eq!((nowhere.code, nowhere.err.as_str()), (2, "fejl: Parquet skal skrives til en fil. Tilføj --ud FIL.\n"));
}

#[test]
fn a_file_holds_what_the_screen_would() {
    let (_parent, project) = new_project();
    let answer = noegle(&project, &["kør", "--format", "csv", "--ud", "tal.csv"]);
    assert_eq!((answer.code, answer.out.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(project.join("tal.csv")).expect("written"), CSV);
}

#[test]
fn what_is_asked_for_must_exist() {
    let (_parent, project) = new_project();
    for (arguments, told) in [
        (["--nøgletal", "aeldreudgift"], "fejl: Intet nøgletal hedder aeldreudgift. Nærmest: ældreudgift_pr_borger."),
        (["--kommune", "999"], "fejl: Ingen kommune hedder 999."),
        (["--kommune", "Hernning"], "fejl: Ingen kommune hedder Hernning. Nærmest: Herning."),
        (["--periode", "2024-13"], "fejl: 2024-13 er ikke en periode."),
        (["--backend", "orakel"], "fejl: Der er ingen database i noegle.yaml, der hedder orakel."),
    ] {
        let answer = noegle(&project, &[&["kør"], &arguments[..]].concat());
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{arguments:?}");
        assert!(answer.err.starts_with(told), "{}", answer.err);
    }
}

#[test]
fn what_could_not_be_read_is_told_and_counts_for_nothing() {
    let (_parent, project) = new_project();
    append(&project.join("definitions/data/regnskab.csv"), "615;2024;5.30.99;1000\n615;2024;5.30.26;ti\n");
    let answer = noegle(&project, &["kør", "--format", "csv"]);
    assert_eq!((answer.code, answer.out.as_str()), (0, CSV));
    assert!(answer.err.starts_with("Bemærk: 2 fund ved læsning af kilderne"), "{}", answer.err);
}

#[test]
fn sources_that_are_not_there_are_named() {
    let (_parent, project) = new_project();
    let yaml = project.join("noegle.yaml");
    replace(&yaml, "data/borger.csv", "data/borgere.csv");
    let missing = noegle(&project, &["kør"]);
    assert_eq!(missing.code, 2);
    assert!(
        missing.err.contains("filen definitions/data/borgere.csv til datakilden borger findes ikke"),
        "{}",
        missing.err
    );
    replace(&yaml, "      borger:", "      borgre:");
    let unknown = noegle(&project, &["kør"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("borgre, men ingen datakilde hedder det. Nærmest: borger."), "{}", unknown.err);
}

#[test]
fn a_column_that_is_missing_is_the_databases_refusal() {
    let (_parent, project) = new_project();
    replace(&project.join("definitions/data/borger.csv"), "kommune;aar;antal", "kommune;aar;borgere");
    let answer = noegle(&project, &["kør"]);
    assert_eq!(answer.code, 7);
    assert!(answer.err.starts_with("fejl: læsning af borger: Kilden har ingen kolonne antal."), "{}", answer.err);
}

#[test]
fn a_csv_file_of_another_form_is_told_in_plain_words() {
    let (_parent, project) = new_project();
    let file = project.join("definitions/data/borger.csv");
    append(&file, "615;2024;1;2;3\n");
    let fields = noegle(&project, &["kør"]);
    assert!(fields.err.contains("en række har ikke samme antal felter som overskrifterne"), "{}", fields.err);
    fs::write(&file, b"kommune;aar;antal\n615;2024;\xf8\n").expect("written");
    let bytes = noegle(&project, &["kør"]);
    assert_eq!(bytes.err, "fejl: læsning af borger: Filen er ikke UTF-8. Gem den som UTF-8.\n");
}

#[test]
fn a_choice_without_rows_says_so() {
    let (_parent, project) = new_project();
    let answer = noegle(&project, &["kør", "--periode", "2030", "--format", "csv"]);
    assert_eq!((answer.code, answer.err.as_str()), (0, "Ingen rækker svarer til valget.\n"));
}

#[test]
fn a_failing_run_leaves_the_former_figures() {
    let (_parent, project) = new_project();
    assert_eq!(noegle(&project, &["kør"]).code, 0);
    replace(&project.join("definitions/data/borger.csv"), "kommune;aar;antal", "kommune;aar;borgere");
    assert_eq!(noegle(&project, &["kør"]).code, 7);
    let file = Place::File(project.join("generated/mit-projekt.duckdb"));
    let mut database = DuckDb::open(&file, &Options::default()).expect("the database");
    let delivered = database.query("SELECT count(*) FROM noegle.celler_regnskab").expect("still there");
    assert_eq!(delivered.rows, [[Cell::Integer(12)]]);
}

#[test]
fn a_library_that_is_missing_answers_7_with_the_one_command() {
    let (_parent, project) = new_project();
    let answer = noegle_with(&project, &["kør"], &[("NOEGLE_DUCKDB_LIB", "findes/ikke.so")]);
    assert_eq!(answer.code, 7);
    assert_eq!(answer.err, "fejl: DuckDB's bibliotek mangler. Kør scripts/setup. (Ledt her: findes/ikke.so)\n");
    let broken = noegle_with(&project, &["kør"], &[("NOEGLE_DUCKDB_LIB", "noegle.yaml")]);
    assert_eq!(broken.code, 7);
    assert!(broken.err.starts_with("fejl: noegle.yaml er ikke DuckDB's bibliotek."), "{}", broken.err);
}

#[test]
fn a_build_gives_the_same_bytes_and_says_when_they_are_stale() {
    let (_parent, project) = new_project();
    let before = noegle(&project, &["byg", "--tjek"]);
    assert_eq!((before.code, before.out.as_str()), (4, ""));
    assert_eq!(noegle(&project, &["byg"]).code, 0);
    let first = bytes(&project);
    assert_eq!(noegle(&project, &["build"]).code, 0);
    assert_eq!(bytes(&project), first);
    let fresh = noegle(&project, &["byg", "--tjek"]);
    assert_eq!((fresh.code, fresh.out.as_str()), (0, "generated svarer til definitionerne.\n"));

    append(&project.join("generated/duckdb/resultat.sql"), "--\n");
    fs::write(project.join("generated/duckdb/gammel.sql"), "").expect("written");
    let stale = noegle(&project, &["byg", "--tjek"]);
    assert_eq!((stale.code, stale.out.as_str()), (4, ""));
    let told = "  generated/duckdb/gammel.sql (for meget)\n  generated/duckdb/resultat.sql (ændret)\n";
    assert!(stale.err.contains(told), "{}", stale.err);
    fs::remove_file(project.join("generated/duckdb/brud.sql")).expect("removed");
    let missing = noegle(&project, &["byg", "--tjek"]);
    assert!(missing.err.contains("  generated/duckdb/brud.sql (mangler)\n"), "{}", missing.err);
    assert_eq!(noegle(&project, &["byg"]).code, 0);
    assert_eq!(bytes(&project), first);
}

/// Every file of the build with its bytes.
fn bytes(project: &Path) -> Vec<(String, Vec<u8>)> {
    let folder = project.join("generated/duckdb");
    let entries = fs::read_dir(&folder).expect("built").map(|entry| entry.expect("an entry").path());
    let paths = entries.chain([project.join("generated/katalog.json")]);
    let mut files: Vec<_> =
        paths.map(|path| (path.display().to_string(), fs::read(&path).expect("readable"))).collect();
    files.sort();
    files
}

#[test]
fn a_build_runs_without_noegle() {
    let (_parent, project) = new_project();
    assert_eq!(noegle(&project, &["byg"]).code, 0);
    let folder = project.join("generated/duckdb");
    let order = fs::read_to_string(folder.join("raekkefoelge.txt")).expect("the order");
    let mut database = DuckDb::open(&Place::Memory, &Options::default()).expect("DuckDB");
    for name in order.lines() {
        let text = fs::read_to_string(folder.join(name)).expect("a file");
        // The files name the sources from the project's folder.
        let text = text.replace("'definitions/", &format!("'{}/definitions/", project.display()));
        database.execute(&text).expect(name);
    }
    let rows = database.query("SELECT count(*) FROM noegle.resultat").expect("the result").rows;
    assert_eq!(rows, [[Cell::Integer(4)]]);
}

#[test]
fn the_catalogue_says_what_each_figure_is() {
    let (_parent, project) = new_project();
    assert_eq!(noegle(&project, &["byg"]).code, 0);
    let text = fs::read_to_string(project.join("generated/katalog.json")).expect("written");
    let rows: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(rows[0]["navn"].as_str(), Some("aeldreudgift_pr_borger"));
    assert_eq!((rows[0]["gyldig_fra"].as_i64(), rows[0]["gyldig_til"].as_i64()), (Some(2023), None));
}

#[test]
fn the_example_projects_generated_files_are_up_to_date() {
    let answer = noegle(Path::new(env!("CARGO_MANIFEST_DIR")), &["byg", "--tjek"]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "kør: noegle byg");
}

#[test]
fn a_result_is_traced_to_its_rows() {
    let (_parent, project) = new_project();
    let arguments = ["spor", "ældreudgift_pr_borger", "--kommune", "615", "--periode", "2024"];
    let answer = noegle(&project, &arguments);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    for told in [
        "aeldreudgift_pr_borger – Udgift til ældre pr. borger\n",
        "2024     737.900.000  97.500  7.568,20513  ok\n",
        "tæller, rækker (2024-01 – 2024-12):\n",
        "2024     5.30.26 Personlig og praktisk hjælp  428.100.000\n2024     5.30.27 Pleje og omsorg",
        "nævner = borgere_primo_året\n  borgere_primo_året (2024): 97.500\n",
        "nævner, rækker (2024-01):\n",
    ] {
        assert!(answer.out.contains(told), "{told}\n{}", answer.out);
    }
    assert!(!answer.out.contains("5.30.31"), "{}", answer.out);
    let nothing = noegle(&project, &["trace", "aeldreudgift_pr_borger", "--kommune", "615", "--periode", "2030"]);
    assert_eq!(
        (nothing.code, nothing.out.as_str()),
        (0, "aeldreudgift_pr_borger har ingen række for kommune 615 i 2030.\n")
    );
}

#[test]
fn a_database_that_another_program_has_open_is_told() {
    let (_parent, project) = new_project();
    assert_eq!(noegle(&project, &["kør"]).code, 0);
    let file = Place::File(project.join("generated/mit-projekt.duckdb"));
    let _open = DuckDb::open(&file, &Options::default()).expect("the database");
    let answer = noegle(&project, &["kør"]);
    assert_eq!((answer.code, answer.out.as_str()), (7, ""));
    assert!(
        answer.err.starts_with("fejl: Databasen er åben i et andet program. Luk det, og prøv igen."),
        "{}",
        answer.err
    );
}

#[test]
fn pages_show_figures_after_a_run_and_the_build_is_still_up_to_date() {
    let (_parent, project) = new_project();
    assert_eq!(noegle(&project, &["byg"]).code, 0);
    let page = project.join("generated/site/noegletal/aeldreudgift_pr_borger/index.html");
    let without = fs::read_to_string(&page).expect("a page");
    assert_eq!(noegle(&project, &["kør"]).code, 0);
    let with = fs::read_to_string(&page).expect("a page");
    assert!(with.len() > without.len() && with.contains("Tal for kommunerne"), "{with}");
    let figures = project.join("generated/site/noegletal/aeldreudgift_pr_borger/tal/index.html");
    let figures = fs::read_to_string(figures).expect("a page of figures");
    assert!(figures.contains("<svg") && figures.contains("Herning") && figures.contains("7.702,2"), "{figures}");
    assert_eq!(noegle(&project, &["byg", "--tjek"]).code, 0, "figures are no concern of definitions");
    assert_eq!(noegle(&project, &["byg"]).code, 0);
    assert_eq!(fs::read_to_string(&page).expect("a page"), without);
}
