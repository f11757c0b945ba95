//! The project example at the root, compiled and computed by the interpreter on its real data.

use noegle::compile::{CodeFileText, Compilation, compile};
use noegle::evaluate::{Data, Table, Value, evaluate};
use noegle::exact::{DECIMALS, decimal_text};
use noegle::model::{Model, SourceId};
use noegle::project::{Project, SourcePlace};
use noegle::source::SourceFile;

use super::project_root;

pub fn project() -> Project {
    Project::open(&project_root()).expect("noegle.yaml er i orden")
}

pub fn compiled() -> Compilation {
    let project = project();
    let files = project.definitions().expect("definitionerne kan læses");
    let sources = files.into_iter().map(|file| SourceFile::new(file.name, &file.text)).collect();
    compile(sources, &|path| match project.resource(path) {
        Ok(file) => CodeFileText::Text { name: file.name, text: file.text },
        Err(error) => CodeFileText::Unreadable { reason: format!("{error:?}") },
    })
}

/// The sources' rows, read from the files that noegle.yaml names.
pub fn data(model: &Model) -> Data {
    let settings = project().settings;
    let places = &settings.backends["duckdb"].sources;
    let tables = model.sources.iter().enumerate().map(|(index, source)| {
        let SourcePlace::Csv(path) = &places[&source.name.text] else { panic!("{} er en CSV-fil", source.name.text) };
        (SourceId(index), table(path))
    });
    Data { tables: tables.collect(), ..Data::default() }
}

fn table(path: &str) -> Table {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').from_path(project_root().join(path)).expect("datafilen findes");
    let columns = reader.headers().expect("en overskrift").iter().map(str::to_string).collect();
    let rows = reader.records().map(|row| {
        let row = row.expect("hver række har alle kolonner");
        row.iter().map(|cell| Value::Text(cell.to_string())).collect()
    });
    Table { columns, rows: rows.collect() }
}

/// A row of `resultat` with numbers in hundred-thousandths, the smallest step of a published value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computed {
    pub name: String,
    pub municipality: String,
    pub year: i32,
    pub numerator: Option<i128>,
    pub denominator: Option<i128>,
    pub result: Option<i128>,
    pub status: String,
}

/// What the interpreter makes of the project's data.
pub fn interpreted() -> Vec<Computed> {
    let compilation = compiled();
    let rows = evaluate(&compilation.model, &data(&compilation.model));
    let exact = |value: &Option<_>| value.as_ref().map(|value| hundred_thousandths(&decimal_text(value, DECIMALS)));
    rows.iter()
        .map(|row| Computed {
            name: row.name.clone(),
            municipality: row.municipality.clone(),
            year: row.period.year(),
            numerator: exact(&row.numerator),
            denominator: exact(&row.denominator),
            result: exact(&row.result),
            status: row.status.danish().to_string(),
        })
        .collect()
}

/// `-662295.5` → -66229550000
pub fn hundred_thousandths(text: &str) -> i128 {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    assert!(decimals.len() <= 5, "{text} har for mange decimaler");
    format!("{whole}{decimals:0<5}").parse().expect("et tal")
}
