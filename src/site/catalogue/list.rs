//! All nøgletal in one file: as JSON, and as a table for spreadsheets.

use serde_json::{Value, json};

use super::addresses::{address, base};
use super::figure::direction;
use crate::model::{FigureId, danish_frequency, sentence};
use crate::site::figure::valid;
use crate::site::{Site, paths};

pub fn value(site: &Site) -> Value {
    let settings = &site.settings;
    let figures: Vec<Value> = site.known.declared.iter().map(|id| figure(site, *id)).collect();
    json!({
        "titel": settings.title,
        "adresse": base(site),
        "udgiver": settings.publisher,
        "licens": settings.licence,
        "kontakt": settings.contact,
        "tilgaengelighedserklaering": settings.accessibility,
        "sprog": "da",
        "noegletal": figures,
    })
}

fn figure(site: &Site, id: FigureId) -> Value {
    let figure = site.model.figure(id);
    let valid = valid(figure);
    json!({
        "navn": figure.name.text,
        "sql_navn": figure.name.sql,
        "id": figure.identifier,
        "titel": figure.title,
        "omraade": figure.area,
        "enhed": figure.unit.text,
        "opgoeres": danish_frequency(figure.reported),
        "retning": figure.direction.map(direction),
        "gyldig_fra": valid.from,
        "gyldig_til": valid.to,
        "saetning": sentence::figure(site.model, figure),
        "adresse": address(site, paths::CATALOGUE, &paths::figure(&figure.name.sql)),
        "data": address(site, paths::CATALOGUE, &paths::figure_json(&figure.name.sql)),
    })
}

const COLUMNS: [&str; 13] = [
    "navn",
    "sql_navn",
    "id",
    "titel",
    "omraade",
    "enhed",
    "opgoeres",
    "retning",
    "gyldig_fra",
    "gyldig_til",
    "ansvarlig",
    "definition",
    "saetning",
];

/// Semicolons and a mark of UTF-8, as spreadsheets in Danish read it.
pub fn csv(site: &Site) -> Vec<u8> {
    let mut text = String::from("\u{feff}");
    row(&mut text, &COLUMNS.map(str::to_owned));
    for id in &site.known.declared {
        let figure = site.model.figure(*id);
        let valid = valid(figure);
        let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        let cells = [
            figure.name.text.clone(),
            figure.name.sql.clone(),
            said(&figure.identifier),
            figure.title.clone(),
            said(&figure.area),
            figure.unit.text.clone(),
            danish_frequency(figure.reported).to_owned(),
            figure.direction.map(direction).unwrap_or_default().to_owned(),
            year(valid.from),
            year(valid.to),
            said(&figure.responsible),
            said(&figure.definition),
            sentence::figure(site.model, figure),
        ];
        row(&mut text, &cells);
    }
    text.into_bytes()
}

fn row(text: &mut String, cells: &[String]) {
    let cells: Vec<String> = cells.iter().map(|cell| cell_text(cell)).collect();
    text.push_str(&cells.join(";"));
    text.push_str("\r\n");
}

/// A text that a spreadsheet would take for a formula begins with an apostrophe instead.
fn cell_text(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    match cell.contains([';', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_a_text_and_no_formula() {
        assert_eq!(cell_text("kr. pr. borger"), "kr. pr. borger");
        assert_eq!(cell_text("a;\"b\""), "\"a;\"\"b\"\"\"");
        assert_eq!(cell_text("=HYPERLINK(1)"), "'=HYPERLINK(1)");
    }
}
