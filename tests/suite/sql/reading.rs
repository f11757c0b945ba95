//! Stored values of every type, and what is said of those that cannot be read.

use noegle::engine::Connection;
use noegle::sql::{SourceLocation, Target, statements};

use super::{build, fill, given, memory, rows, shown, whole};

const BORGER: &str = r#"
datakilde borger
  tabel        borger
  en række pr. kommune, måned
  kolonne kommune er kommune
  kolonne maaned  er måned
  måltal borgere, enhed borgere, beholdning

nøgletal antal
  titel     "Antal borgere"
  enhed     borgere
  opgøres   månedligt
  tæller fra borger
    optælling antal borgere primo måneden
"#;

fn queried(connection: &mut noegle::engine::DuckDb, query: &str) -> Vec<String> {
    connection.query(query).expect(query).rows.iter().map(|row| shown(row)).collect()
}

/// Rows of `antal` when the table is made by this statement.
fn counted(create: &str) -> Vec<String> {
    let mut connection = memory();
    connection.execute(create).expect(create);
    build(&mut connection, &statements(&whole(BORGER).model, &Target::duckdb()));
    queried(&mut connection, "SELECT kommune, periode, taeller FROM noegle.nt_antal ORDER BY ALL")
}

#[test]
fn columns_may_be_of_any_type() {
    let expected = ["101 | 2024-05 | 1.50000", "101 | 2024-06 | 0.00000"];
    for (kommune, month, later, amount) in [
        ("'101'", "'2024-05'", "'2024-06'", "'1.5'"),
        ("'101  '", "'202405 '", "'202406'", "'+1.500000'"),
        ("101", "202405", "202406", "CAST(1.5 AS DOUBLE)"),
        ("CAST(101 AS BIGINT)", "DATE '2024-05-31'", "DATE '2024-06-30'", "CAST(1.5 AS DECIMAL(38, 8))"),
        (
            "CAST(101 AS DECIMAL(9, 0))",
            "TIMESTAMP '2024-05-01 23:59:59'",
            "TIMESTAMP '2024-06-01'",
            "CAST(1.5 AS FLOAT)",
        ),
        ("CAST(101 AS DOUBLE)", "CAST(202405 AS DOUBLE)", "202406", "1.499999999"),
    ] {
        let create = format!(
            "CREATE TABLE borger AS SELECT {kommune} AS kommune, {month} AS maaned, {amount} AS borgere \
             UNION ALL SELECT {kommune}, {later}, NULL"
        );
        assert_eq!(counted(&create), expected, "{create}");
    }
}

#[test]
fn amounts_are_rounded_row_by_row_and_large_ones_are_missing() {
    let amounts = |values: &str| {
        let create = format!(
            "CREATE TABLE borger AS SELECT '101' AS kommune, '2024-05' AS maaned, * FROM (VALUES {values}) AS v(borgere)"
        );
        counted(&create)
    };
    assert_eq!(amounts("('0.000005'), ('0.000005')"), ["101 | 2024-05 | 0.00002"]);
    assert_eq!(amounts("('-0.000005'), ('0.0000049999999999999')"), ["101 | 2024-05 | -0.00001"]);
    assert_eq!(amounts("(CAST(0.000005 AS DOUBLE)), (CAST(5e-6 AS DOUBLE))"), ["101 | 2024-05 | 0.00002"]);
    assert_eq!(amounts("('9999999999999.99'), ('10000000000000')"), ["101 | 2024-05 | 9999999999999.99000"]);
    assert_eq!(amounts("(CAST(1e300 AS DOUBLE)), (CAST('nan' AS DOUBLE)), (7)"), ["101 | 2024-05 | 7.00000"]);
    assert_eq!(amounts("('1,5'), ('1e3'), (' 1'), ('.5'), ('5.'), (''), ('2')"), ["101 | 2024-05 | 2.00000"]);
}

#[test]
fn csv_files_are_read_as_text_with_semicolons() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bor'ger.csv");
    let text = "\u{feff}kommune;note;borgere;maaned\n101;\"a \"\"x\"\"; b\";0012;2024-05\n165;# ej;;202406\n";
    std::fs::write(&path, text).expect("written");
    let mut target = Target::duckdb();
    target.sources.insert("borger".to_owned(), SourceLocation::Csv(path.display().to_string()));
    let mut connection = memory();
    build(&mut connection, &statements(&whole(BORGER).model, &target));
    let found = queried(&mut connection, "SELECT kommune, periode, taeller FROM noegle.nt_antal ORDER BY ALL");
    assert_eq!(found, ["101 | 2024-05 | 12.00000", "165 | 2024-06 | 0.00000"]);
}

#[test]
fn what_cannot_be_read_is_reported_with_its_rows() {
    let definitions = format!(
        "{BORGER}\nkodeliste køn\n  1 \"Kvinde\"\n  2 \"Mand\"\n\n{}",
        r#"
datakilde elev
  tabel        elev
  en række pr. kommune, måned
  kolonne kommune er kommune
  kolonne maaned  er måned
  kolonne køn     er køn
  måltal elever i antal, enhed elever, beholdning

nøgletal kvinder
  titel     "Kvinder"
  enhed     elever
  opgøres   månedligt
  tæller fra elev
    med       køn 1
    optælling antal elever primo måneden
"#
    );
    let elev = given(
        "elev",
        "kommune|maaned|køn|antal
         101|2024-05|1|1
         101|2024-05|9|10
         101|2024-05|9|20.5
         999|2024-05|1|3
         |2024-05|1|3
         101|2024-5|1|4
         101|2024-13|1|5
         101|2024-06|2|mange",
    );
    let model = whole(&definitions).model;
    let mut connection = memory();
    fill(&mut connection, &model, &[elev]);
    build(&mut connection, &statements(&model, &Target::duckdb()));
    let found = queried(
        &mut connection,
        "SELECT regel, kommune, periode, noegle, vaerdi, besked FROM noegle.brud ORDER BY ALL",
    );
    assert_eq!(
        found,
        [
            "beløb kan læses | 101 | 2024-06 | elev, antal mange |  | elev: 1 række: beløbet kan ikke læses eller er for stort, så det tæller ikke med",
            "er entydig | 101 | 2024-05 |  | 3.00000 | elev: 3 rækker, hvor der efter »en række pr.« skulle være 1",
            "koder findes | 101 | 2024-05 | elev, køn 9 | 30.50000 | elev: 2 rækker: koden findes ikke i rækkens år, i alt 30,50",
            "kommune findes |  | 2024-05 | elev, kommune  |  | elev: 1 række: kommunen mangler eller findes ikke i rækkens år",
            "kommune findes | 999 | 2024-05 | elev, kommune 999 |  | elev: 1 række: kommunen mangler eller findes ikke i rækkens år",
            "tid kan læses | 101 |  | elev, maaned 2024-5 |  | elev: 1 række: tiden kan ikke læses, så de hører ikke til nogen periode",
        ]
    );
}

#[test]
fn the_rows_behind_a_figure_are_seen_by_ones_own_kommune_only() {
    let mut connection = memory();
    let borger = given("borger", "kommune|maaned|borgere\n101|2024-05|7\n165|2024-05|8");
    let model = whole(BORGER).model;
    fill(&mut connection, &model, &[borger]);
    build(&mut connection, &statements(&model, &Target::duckdb()));
    let seen = "SELECT rolle, kilde, kommune, periode, beloeb FROM noegle.grundlag_antal";
    assert_eq!(queried(&mut connection, seen), [""; 0]);
    connection.execute("SET VARIABLE kommune = '165'").expect("a variable");
    assert_eq!(queried(&mut connection, seen), ["taeller | borger | 165 | 2024-05 | 8.00000"]);
}

#[test]
fn dates_are_days_and_ledger_periods_belong_to_the_year() {
    let found = rows(
        r#"
datakilde regnskab
  tabel        regnskab
  en række pr. kommune, måned
  kolonne kommune er kommune
  kolonne maaned  er måned
  måltal saldo, enhed kr., bevægelse

datakilde elev
  tabel        elev
  en række pr. kommune, dato
  kolonne kommune er kommune
  kolonne dag     er dato
  måltal elever, enhed elever, beholdning

nøgletal udgift
  titel     "Udgift pr. elev"
  enhed     kr. pr. elev
  opgøres   årligt
  tæller fra regnskab
    optælling saldo for hele året
  nævner fra elev
    optælling antal elever pr. 5. september
  når nævner er 0, vis 0
"#,
        &[
            given(
                "regnskab",
                "kommune|maaned|saldo\n101|2024-12|10\n101|2024-13|5\n101|202416|1\n101|2024-17|100\n165|2023-13|3",
            ),
            given(
                "elev",
                "kommune|dag|elever\n101|2024-09-05|3\n101|2024-09-06|100\n101|2024-09-05 12:30:00|2\n165|2024-09-04|1\n101|2024-02-30|9",
            ),
        ],
    );
    assert_eq!(
        found,
        [
            "udgift | alle | 101 | 2024 | 2024-01-01 | 16.00000 | 5.00000 | 3.20000 | foreløbig",
            "udgift | alle | 165 | 2024 | 2024-01-01 |  | 0.00000 |  | mangler",
        ]
    );
}
