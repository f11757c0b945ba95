//! The project example computed by the program itself: a copy of the project, `noegle kør`, and DuckDB.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use noegle::engine::{Cell, Connection, DuckDb, Options, Place};

use super::project::{Computed, hundred_thousandths};
use super::project_root;

/// What `noegle kør` made of a copy of the project.
pub struct Run {
    /// `--format csv`, in its order.
    pub rows: Vec<Computed>,
    /// Codes that no chart knows, as `brud` has them: what was stored, the year, the amount.
    pub unknown_codes: Vec<(String, String, i128)>,
    /// How many rows each query in `docs/resultater.md` gives on the example's database.
    pub documented_queries: Vec<usize>,
}

pub fn run() -> Run {
    let copy = tempfile::tempdir().expect("en mappe");
    fs::copy(project_root().join("noegle.yaml"), copy.path().join("noegle.yaml")).expect("projektfilen kopieres");
    copy_folder(&project_root().join("definitions"), &copy.path().join("definitions"));
    let output = Command::new(env!("CARGO_BIN_EXE_noegle"))
        .current_dir(copy.path())
        .args(["kør", "--format", "csv", "--sprog", "da"])
        .output()
        .expect("noegle kan startes");
    let problems = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{problems}");
    let database = Place::File(copy.path().join("generated/flis.duckdb"));
    let mut engine = DuckDb::open(&database, &Options::default()).expect("databasen findes");
    Run {
        rows: rows_of_csv(&output.stdout),
        unknown_codes: unknown_codes(&mut engine),
        documented_queries: documented_queries(&mut engine),
    }
}

fn documented_queries(engine: &mut DuckDb) -> Vec<usize> {
    let page = fs::read_to_string(project_root().join("docs/resultater.md")).expect("siden findes");
    let blocks = page.split("```sql\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.map(|block| rows_of_last(engine, block)).collect()
}

fn rows_of_last(engine: &mut DuckDb, block: &str) -> usize {
    let statements = block.split(';').map(str::trim).filter(|sql| !sql.is_empty());
    statements.map(|sql| engine.query(sql).expect(sql).rows.len()).last().expect("en blok med SQL")
}

fn unknown_codes(engine: &mut DuckDb) -> Vec<(String, String, i128)> {
    let sql = "SELECT noegle, periode, vaerdi FROM noegle.brud WHERE regel = 'koder findes' ORDER BY noegle, periode";
    let found = engine.query(sql).expect("visningen brud findes");
    let text = |cell: &Cell| cell.to_string();
    found.rows.iter().map(|row| (text(&row[0]), text(&row[1]), hundred_thousandths(&text(&row[2])))).collect()
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("mappen oprettes");
    for entry in fs::read_dir(from).expect("mappen kan læses") {
        let path = entry.expect("mappen kan læses").path();
        let target = to.join(path.file_name().expect("et navn"));
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            fs::copy(&path, &target).expect("filen kopieres");
        }
    }
}

fn rows_of_csv(text: &[u8]) -> Vec<Computed> {
    let mut reader = csv::Reader::from_reader(text);
    reader.deserialize().map(|row| computed(&row.expect("hver række har alle kolonner"))).collect()
}

fn computed(row: &BTreeMap<String, String>) -> Computed {
    let number =
        |column: &str| Some(&row[column]).filter(|text| !text.is_empty()).map(|text| hundred_thousandths(text));
    Computed {
        name: row["noegletal"].clone(),
        municipality: row["kommune"].clone(),
        year: row["periode"].parse().expect("et år"),
        numerator: number("taeller"),
        denominator: number("naevner"),
        result: number("resultat"),
        status: row["status"].clone(),
    }
}
