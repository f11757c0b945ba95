//! Valideringsregler: what is broken, and what is said about it. Every test asks both the interpreter and DuckDB, which
//! must say the same.

mod figures;
mod people;
mod read;
mod refusals;
mod rows;
mod sentences;
mod spread;

use noegle::compile::{CodeFileText, Compilation, compile};
use noegle::engine::{Cell, Connection, DuckDb, Options, Place};
use noegle::evaluate::rules::violations;
use noegle::evaluate::{Data, Table, Value};
use noegle::model::SourceId;
use noegle::source::SourceFile;
use noegle::sql::{Target, statements, verify};

use super::support::problems;

const CODE_FILES: [(&str, &str); 3] = [
    (
        "funktioner.csv",
        "kode;overkode;navn;gyldig_fra;gyldig_til\n5;;Sociale opgaver;;\n5.28;5;Børn;;\n5.30;5;Ældre;;\n\
         5.28.20;5.28;Plejefamilier;;\n5.30.26;5.30;Hjemmehjælp;;\n5.30.28;5.30;Hjemmesygepleje;;2023\n",
    ),
    ("dranst.csv", "kode;overkode;navn;gyldig_fra;gyldig_til\n1;;Drift;;\n2;;Refusion;;\n3;;Anlæg;;\n"),
    (
        "arter.csv",
        "kode;overkode;navn;gyldig_fra;gyldig_til\n0;;Beregnet;;\n0.1;0;Afskrivning;;\n1;;Løn;;\n1.0;1;Løn;;\n4;;Tjenester;;\n4.0;4;Tjenester;;\n",
    ),
];

const SOURCES: &str = r#"
kodeliste kommune
  101 "København"
  147 "Frederiksberg"
  151 "Ballerup"
  165 "Albertslund"
  173 "Lyngby-Taarbæk"

kontoplan kp
  koder fra "funktioner.csv"  niveauer hovedkonto > hovedfunktion > funktion
  koder fra "dranst.csv"  niveauer dranst
  koder fra "arter.csv"  niveauer hovedart > art

datakilde regnskab
  en række pr. kommune, måned, konto
  kolonne kommune er kommune
  kolonne måned er måned
  kolonne funktion er funktion i kp
  kolonne dranst er dranst i kp
  kolonne art er art i kp
  kolonne note er tekst
  måltal saldo i beløb, enhed kr., bevægelse
  måltal budget, enhed kr., bevægelse

datakilde statistik
  en række pr. kommune, år
  kolonne kommune er kommune
  kolonne år er år
  måltal udgift, enhed kr., bevægelse
  måltal personer, enhed borgere, beholdning

datakilde elev
  en række pr. kommune, måned, person
  kolonne kommune er kommune
  kolonne måned er måned
  kolonne cpr er nøgle person
  kolonne klasse er tekst

kodeliste foranstaltning
  10 "Pleje"
  20 "Kontaktperson"
  30 "Aflastning"

datakilde anbringelse
  en række pr. forløb
  kolonne kommune er kommune
  kolonne cpr er nøgle person
  kolonne start er fra-dato
  kolonne slut er til-dato
  kolonne type er foranstaltning

grundtal statistikkens_udgift fra statistik
  enhed kr.
  med alle
  optælling udgift for hele året

grundtal borgere fra statistik
  enhed borgere
  med alle
  optælling antal personer primo året
"#;

fn compiled(definitions: &str) -> Compilation {
    compile(vec![SourceFile::new("prøve.noegle", &format!("{SOURCES}\n{definitions}"))], &|path| {
        let file = CODE_FILES.iter().find(|(name, _)| *name == path);
        file.map_or(CodeFileText::Missing { nearest: None }, |(name, text)| CodeFileText::Text {
            name: (*name).to_owned(),
            text: (*text).to_owned(),
        })
    })
}

/// Rows as texts, cells parted by `|`; the first line names the columns, an empty cell is NULL.
fn table(text: &str) -> Table {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<String>>();
    let columns = cells(lines.next().unwrap_or_default());
    let value = |cell: String| if cell.is_empty() { Value::Null } else { Value::Text(cell) };
    Table { columns, rows: lines.map(|line| cells(line).into_iter().map(value).collect()).collect() }
}

/// What the rules of the definitions find, as `alvor kommune periode noegle: værdi mod sammenlignet_med: besked`.
fn broken(definitions: &str, tables: &[(&str, &str)]) -> Vec<String> {
    let compilation = compiled(definitions);
    assert!(!compilation.has_errors(), "{:#?}", problems(&compilation));
    let model = &compilation.model;
    let mut data = Data::default();
    for (name, text) in tables {
        let index = model.sources.iter().position(|source| source.name.text == *name).expect("en datakilde");
        data.tables.insert(SourceId(index), table(text));
    }
    let found = violations(model, &data);
    let mut expected: Vec<String> = found.iter().map(|one| one.row(model)).collect();
    expected.sort();
    assert_eq!(in_database(&compilation, &data), expected, "DuckDB og fortolkeren siger ikke det samme");
    let short = |row: &String| {
        let cells: Vec<&str> = row.split(" | ").collect();
        let number = |text: &str| text.trim_end_matches('0').trim_end_matches('.').to_owned();
        let key = if cells[4].is_empty() { String::new() } else { format!(" {}", cells[4]) };
        let (value, with) = (number(cells[5]), number(cells[6]));
        format!("{} {} {}{key}: {value} mod {with}: {}", cells[1], cells[2], cells[3], cells[7])
    };
    found.iter().map(|one| short(&one.row(model))).collect()
}

fn in_database(compilation: &Compilation, data: &Data) -> Vec<String> {
    let model = &compilation.model;
    let mut connection = DuckDb::open(&Place::Memory, &Options::default()).expect("DuckDB er sat op");
    for (index, source) in model.sources.iter().enumerate() {
        let columns = source.columns.iter().map(|column| &column.stored);
        let columns: Vec<&String> = columns.chain(source.measures.iter().map(|measure| &measure.stored)).collect();
        let named: Vec<String> = columns.iter().map(|name| format!("\"{name}\" VARCHAR")).collect();
        let create = format!("CREATE TABLE \"{}\" ({})", source.table, named.join(", "));
        connection.execute(&create).expect("tabellen kan laves");
        let Some(table) = data.tables.get(&SourceId(index)) else { continue };
        let names: Vec<String> = table.columns.iter().map(|name| format!("\"{name}\"")).collect();
        for row in &table.rows {
            let value = |value: &Value| match value {
                Value::Text(text) => format!("'{text}'"),
                _ => "NULL".to_owned(),
            };
            let values: Vec<String> = row.iter().map(value).collect();
            let insert =
                format!("INSERT INTO \"{}\" ({}) VALUES ({})", source.table, names.join(", "), values.join(", "));
            connection.execute(&insert).expect("rækken kan skrives");
        }
    }
    let script = statements(model, &Target::duckdb());
    assert_eq!(verify::unreadable(&script, noegle::sql::DialectName::DuckDb), []);
    for statement in &script {
        if let Err(error) = connection.execute(&statement.text) {
            panic!("{error:?}\n{}", statement.text);
        }
    }
    let names: Vec<String> = model.rules.iter().map(|rule| format!("'{}'", rule.name.sql)).collect();
    let query = format!(
        "SELECT regel, alvor, kommune, periode, noegle, vaerdi, sammenlignet_med, besked FROM noegle.brud WHERE regel IN ({})",
        names.join(", ")
    );
    let rows = connection.query(&query).expect("brud kan læses").rows;
    let joined = |row: &Vec<Cell>| row.iter().map(Cell::to_string).collect::<Vec<String>>().join(" | ");
    let mut rows: Vec<String> = rows.iter().map(joined).collect();
    rows.sort();
    rows
}
