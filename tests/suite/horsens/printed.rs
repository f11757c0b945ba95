//! What Horsens Kommune printed, and where the print is wrong, read from the data files.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::project_root;

/// An area by its number, `regnskab` or `budget`, and the year.
pub type AreaYear = (u32, String, i32);

/// One printed amount: an area, a function, a year.
pub struct PrintedRow {
    pub key: AreaYear,
    pub function: String,
    pub amount: i64,
}

/// A printed amount that is wrong, what it should have been, and how that is known.
pub struct Correction {
    pub key: AreaYear,
    pub function: String,
    pub printed: i64,
    pub right: i64,
    pub explanation: String,
}

/// A printed figure per inhabitant with the overview's amount behind it.
pub struct Figure {
    /// `None` for areas whose functions are not printed.
    pub key: Option<AreaYear>,
    pub name: String,
    pub overview: i64,
    pub inhabitants: i64,
    pub printed: i64,
}

/// A figure that the printed functions do not give.
#[derive(Debug)]
pub struct FigureDifference {
    pub printed: i64,
    pub from_functions: i64,
}

pub fn printed_rows() -> Vec<PrintedRow> {
    ["regnskab", "budget"].into_iter().flat_map(rows_of_kind).collect()
}

fn rows_of_kind(kind: &str) -> Vec<PrintedRow> {
    let rows = read(&format!("definitions/data/horsens/{kind}.csv"));
    rows.iter()
        .map(|row| PrintedRow {
            key: (number(row, "omraade"), kind.to_string(), number(row, "aar")),
            function: row["funktion"].clone(),
            amount: number(row, "beloeb"),
        })
        .collect()
}

pub fn area_totals() -> BTreeMap<AreaYear, i64> {
    read("tests/data/horsens/omraade_totaler.csv").iter().map(|row| (key(row), number(row, "i_alt"))).collect()
}

pub fn corrections() -> Vec<Correction> {
    read("tests/data/horsens/rettelser.csv")
        .iter()
        .map(|row| Correction {
            key: key(row),
            function: row["funktion"].clone(),
            printed: number(row, "trykt"),
            right: number(row, "rettet"),
            explanation: row["forklaring"].clone(),
        })
        .collect()
}

/// Overview minus area page, in kroner.
pub fn overview_differences() -> BTreeMap<AreaYear, i64> {
    read("tests/data/horsens/oversigt_forskelle.csv").iter().map(|row| (key(row), number(row, "forskel"))).collect()
}

pub fn figures_per_inhabitant() -> Vec<Figure> {
    read("tests/data/horsens/noegletal.csv")
        .iter()
        .map(|row| Figure {
            key: (!row["omraade"].is_empty()).then(|| key(row)),
            name: format!("{} {}", row["navn"], row["aar"]),
            overview: number(row, "oversigt_beloeb"),
            inhabitants: number(row, "indbyggere"),
            printed: number(row, "pr_indbygger"),
        })
        .collect()
}

pub fn figure_differences() -> BTreeMap<AreaYear, FigureDifference> {
    read("tests/data/horsens/noegletal_forskelle.csv")
        .iter()
        .map(|row| {
            let difference =
                FigureDifference { printed: number(row, "trykt"), from_functions: number(row, "fra_funktioner") };
            (key(row), difference)
        })
        .collect()
}

type Row = BTreeMap<String, String>;

fn key(row: &Row) -> AreaYear {
    (number(row, "omraade"), row["beloebstype"].clone(), number(row, "aar"))
}

fn number<T: FromStr>(row: &Row, column: &str) -> T {
    row[column].parse().unwrap_or_else(|_| panic!("{column} er ikke et tal: {row:?}"))
}

fn read(path: &str) -> Vec<Row> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').from_path(project_root().join(path)).expect("datafilen findes");
    reader.deserialize().map(|row| row.expect("hver række har alle kolonner")).collect()
}
