//! The meaning of definitions, in small cases computed by hand; each named by the reading of language.md that it shows.

mod comparisons;
mod deliveries;
mod families;
mod forecasts;
mod intervals;
mod members;
mod numbers;
mod people;
mod prices;
mod selections;
mod suppression;
mod times;

use noegle::compile::{CodeFileText, compile};
use noegle::evaluate::{Data, ResultRow, Table, Value, evaluate};
use noegle::exact::decimal_text;
use noegle::model::{Model, SourceId};
use noegle::source::SourceFile;

use super::support::problems;

const CODE_FILES: [(&str, &str); 6] = [
    ("grupper.csv", "kommune;nr;sammenlignes_med\n101;1;147\n101;2;411\n101;3;165\n165;1;101\n165;2;147\n411;1;151\n"),
    ("satser.csv", "år;sats_pct;kilde\n2023;4,1;prøve\n2024;3,5;prøve\n2025;3,2;prøve\n"),
    (
        "funktioner.csv",
        "kode;overkode;navn;gyldig_fra;gyldig_til\n5;;Sociale opgaver;;\n5.28;5;Børn;;\n5.30;5;Ældre;;\n\
         5.28.20;5.28;Plejefamilier;;\n5.30.26;5.30;Hjemmehjælp;;\n5.30.28;5.30;Hjemmesygepleje;;2023\n\
         5.30.28;5.28;Hjemmesygepleje;2024;\n",
    ),
    ("dranst.csv", "kode;overkode;navn;gyldig_fra;gyldig_til\n1;;Drift;;\n2;;Refusion;;\n3;;Anlæg;;2023\n"),
    (
        "arter.csv",
        "kode;overkode;navn;gyldig_fra;gyldig_til\n0;;Beregnet;;\n0.1;0;Afskrivning;;\n4;;Tjenester;;\n4.0;4;Tjenester;;\n",
    ),
    ("grupperinger.csv", "funktion;dranst;kode;navn;gyldig_fra;gyldig_til\n5.28.20;1;005;Vederlag;;\n"),
];

const SOURCES: &str = r#"
kontoplan kp
  koder fra "funktioner.csv"  niveauer hovedkonto > hovedfunktion > funktion
  koder fra "dranst.csv"  niveauer dranst
  koder fra "arter.csv"  niveauer hovedart > art
  koder fra "grupperinger.csv"  niveauer gruppering under funktion og dranst

datakilde regnskab
  en række pr. kommune, måned, konto
  kolonne kommune er kommune
  kolonne måned er måned
  kolonne funktion er funktion i kp  skrevet som "000000"
  kolonne dranst er dranst i kp
  kolonne gruppe er gruppering i kp
  kolonne art er art i kp
  kolonne note er tekst
  måltal saldo i beløb, enhed kr., bevægelse

datakilde borger
  en række pr. kommune, måned
  kolonne kommune er kommune
  kolonne måned er måned
  kolonne alder er tal
  måltal borgere i antal, enhed borgere, beholdning

datakilde budget
  en række pr. kommune, år
  kolonne kommune er kommune
  kolonne år er år
  måltal budget i beløb, enhed 1.000 kr., bevægelse

datakilde ansøgning
  en række pr. kommune
  kolonne bopæl er kommune
  kolonne betaler er kommune
  kolonne dato er dato
"#;

/// A nøgletal of this grain with these further lines.
fn figure(name: &str, reported: &str, unit: &str, lines: &str) -> String {
    format!(
        "\nnøgletal {name}\n  titel \"Prøve\"\n  definition \"Prøve\"\n  enhed {unit}\n  opgøres {reported}\n{lines}\n"
    )
}

fn model(definitions: &str) -> Model {
    let text = format!("{SOURCES}\n{definitions}");
    let compilation = compile(vec![SourceFile::new("prøve.noegle", &text)], &|path| {
        let file = CODE_FILES.iter().find(|(name, _)| *name == path);
        file.map_or(CodeFileText::Missing { nearest: None }, |(name, text)| CodeFileText::Text {
            name: (*name).to_owned(),
            text: (*text).to_owned(),
        })
    });
    assert!(!compilation.has_errors(), "{:#?}", problems(&compilation));
    compilation.model
}

/// Rows as texts, cells parted by `|`; the first line names the columns, an empty cell is NULL.
fn table(text: &str) -> Table {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().replace('_', " ")).collect::<Vec<String>>();
    let columns = cells(lines.next().unwrap_or_default());
    let value = |cell: String| if cell.is_empty() { Value::Null } else { Value::Text(cell) };
    Table { columns, rows: lines.map(|line| cells(line).into_iter().map(value).collect()).collect() }
}

/// Each row as `165 2024-05: 100 / 50 = 2 ok`; `-` is empty.
fn rows(definitions: &str, tables: &[(&str, &str)]) -> Vec<String> {
    let model = model(definitions);
    let data = given(&model, tables);
    evaluate(&model, &data).iter().map(shown).collect()
}

fn given(model: &Model, tables: &[(&str, &str)]) -> Data {
    let mut data = Data::default();
    for (name, text) in tables {
        let (name, of) = match name.strip_prefix("leverancer af ") {
            Some(name) => (name, &mut data.deliveries),
            None => (*name, &mut data.tables),
        };
        let index = model.sources.iter().position(|source| source.name.text == name).expect("en datakilde");
        of.insert(SourceId(index), table(text));
    }
    data
}

fn shown(row: &ResultRow) -> String {
    let number = |value: &Option<_>| match value {
        None => "-".to_owned(),
        Some(value) => decimal_text(value, 5).trim_end_matches('0').trim_end_matches('.').to_owned(),
    };
    let (numerator, denominator, result) = (number(&row.numerator), number(&row.denominator), number(&row.result));
    let name = if row.member.is_some() { format!("{} ", row.name) } else { String::new() };
    let (period, status) = (row.period.name(), row.status.danish());
    format!("{name}{} {period}: {numerator} / {denominator} = {result} {status}", row.municipality)
}
