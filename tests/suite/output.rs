//! Tables for people, formats for machines, files whole or not at all.

use std::collections::BTreeMap;
use std::fs;

use noegle::engine::{Cell, Date, ResultTable};
use noegle::exact::danish_text;
use noegle::output::files::{replace_folder, write_whole};
use noegle::output::{machine, table};

fn decimal(unscaled: i128) -> Cell {
    Cell::Decimal { unscaled, scale: 5 }
}

fn text(value: &str) -> Cell {
    Cell::Text(value.into())
}

fn figures() -> ResultTable {
    let date = |year| Cell::Date(Date { year, month: 1, day: 1 });
    ResultTable {
        columns: ["nøgletal", "kommune", "fra", "tæller", "resultat"].map(String::from).to_vec(),
        rows: vec![
            vec![text("ældreudgift"), text("165"), date(2024), decimal(123_456_700_000), decimal(4_050_000)],
            vec![text("å\u{1b}[31m, \"x\""), text("065"), date(1999), Cell::Null, decimal(-12_345_678_901)],
        ],
    }
}

#[test]
fn people_get_aligned_columns_with_danish_numbers() {
    let expected = "\
nøgletal     kommune  fra            tæller        resultat
───────────  ───────  ──────────  ─────────  ──────────────
ældreudgift  165      2024-01-01  1.234.567        40,50000
å␛[31m, \"x\"  065      1999-01-01          –  -123.456,78901
";
    assert_eq!(table::danish(&figures()), expected);
}

#[test]
fn numbers_are_grouped_and_keep_what_counts() {
    for (number, decimals, danish) in [
        ("0", 0, "0"),
        ("1000", 0, "1.000"),
        ("-999.00000", 0, "-999"),
        ("1234567.50000", 1, "1.234.567,5"),
        ("0.00001", 2, "0,00001"),
        ("7", 2, "7,00"),
    ] {
        assert_eq!(danish_text(number, decimals), danish);
    }
}

#[test]
fn an_empty_table_shows_its_headings() {
    let empty = ResultTable { columns: vec!["navn".into()], rows: vec![] };
    assert_eq!(table::danish(&empty), "navn\n────\n");
    assert_eq!(machine::csv(&empty), b"navn\n");
    assert_eq!(machine::json(&empty), b"[]\n");
}

#[test]
fn machines_get_every_digit() {
    let csv = String::from_utf8(machine::csv(&figures())).expect("UTF-8");
    assert_eq!(
        csv,
        "nøgletal,kommune,fra,tæller,resultat\nældreudgift,165,2024-01-01,1234567.00000,40.50000\n\
         \"å\u{1b}[31m, \"\"x\"\"\",065,1999-01-01,,-123456.78901\n"
    );
    let json = String::from_utf8(machine::json(&figures())).expect("UTF-8");
    assert!(json.contains("\"tæller\": 1234567.00000, \"resultat\": 40.50000}"), "{json}");
    assert!(json.contains("\\u001b"), "{json}");
    let rows: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert!(rows[1]["tæller"].is_null());
}

#[test]
fn a_file_is_replaced_and_nothing_lies_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ud/resultat.csv");
    write_whole(&path, b"a").expect("written");
    write_whole(&path, b"b").expect("replaced");
    assert_eq!(fs::read(&path).expect("there"), b"b");
    assert_eq!(fs::read_dir(folder.path().join("ud")).expect("a folder").count(), 1);
}

#[test]
fn a_folder_holds_exactly_what_was_written() {
    let parent = tempfile::tempdir().expect("a folder");
    let folder = parent.path().join("generated/duckdb");
    let files = |names: &[&str]| -> BTreeMap<String, Vec<u8>> {
        names.iter().map(|name| ((*name).to_owned(), b"SELECT 1;\n".to_vec())).collect()
    };
    replace_folder(&folder, &files(&["a.sql", "nt/b.sql"])).expect("written");
    replace_folder(&folder, &files(&["c.sql"])).expect("replaced");
    let names: Vec<_> =
        fs::read_dir(&folder).expect("there").map(|entry| entry.expect("an entry").file_name()).collect();
    assert_eq!(names, ["c.sql"]);
    assert_eq!(fs::read_dir(parent.path().join("generated")).expect("there").count(), 1);
}

#[test]
fn a_folder_that_cannot_be_written_is_as_before() {
    let parent = tempfile::tempdir().expect("a folder");
    let folder = parent.path().join("duckdb");
    let good: BTreeMap<String, Vec<u8>> = [("a".to_owned(), b"1".to_vec())].into();
    replace_folder(&folder, &good).expect("written");
    let impossible: BTreeMap<String, Vec<u8>> = [("a".to_owned(), vec![]), ("a/b".to_owned(), vec![])].into();
    replace_folder(&folder, &impossible).expect_err("a file is no folder");
    assert_eq!(fs::read(folder.join("a")).expect("as before"), b"1");
    assert_eq!(fs::read_dir(parent.path()).expect("there").count(), 1);
}
