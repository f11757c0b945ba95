//! `noegle kør --tør`: what a build would do to the database.
//!
//! In: steps. Out: a list for people, or every step for machines.

use super::arguments::ResultFormat;
use super::words::Words;
use crate::diagnostics::visible;
use crate::engine::deployment::{Change, Step};
use crate::engine::{Cell, ResultTable};
use crate::output::machine;

pub fn told(format: ResultFormat, steps: &[Step], words: &Words) -> Vec<u8> {
    match format {
        ResultFormat::Csv => machine::csv(&rows(steps)),
        ResultFormat::Json => machine::json(&rows(steps)),
        ResultFormat::Table | ResultFormat::Parquet => text(steps, words).into_bytes(),
    }
}

/// As machines read it, the same in every language.
fn handling(change: Change) -> &'static str {
    match change {
        Change::Created => "oprettes",
        Change::Changed => "ændres",
        Change::Refilled => "fyldes",
        Change::Dropped => "fjernes",
        Change::Kept => "uændret",
    }
}

fn rows(steps: &[Step]) -> ResultTable {
    let row = |step: &Step| {
        [handling(step.change), step.object.kind.danish(), step.object.name.as_str()]
            .map(|text| Cell::Text(text.to_owned()))
            .to_vec()
    };
    let columns = ["handling", "slags", "objekt"].map(str::to_owned).to_vec();
    ResultTable { columns, rows: steps.iter().map(row).collect() }
}

/// What changes, one by one; of the rest how many.
fn text(steps: &[Step], words: &Words) -> String {
    let of = |change: Change| steps.iter().filter(move |step| step.change == change);
    let mut text = String::new();
    for (change, key) in [
        (Change::Created, "preview.created"),
        (Change::Changed, "preview.changed"),
        (Change::Dropped, "preview.dropped"),
    ] {
        let number = of(change).count();
        if number > 0 {
            text.push_str(&format!("{}\n", words.fill(key, &[("number", &number.to_string())])));
        }
        for step in of(change) {
            let kind = words.say(&format!("object.{}", step.object.kind.keyword().to_lowercase()));
            text.push_str(&format!("  {kind} {}\n", visible(&step.object.name)));
        }
    }
    let (kept, filled) = (of(Change::Kept).count().to_string(), of(Change::Refilled).count().to_string());
    if text.is_empty() {
        text.push_str(&format!("{}\n", words.say("preview.nothing")));
    }
    text.push_str(&format!("{}\n", words.fill("preview.rest", &[("kept", &kept), ("filled", &filled)])));
    text
}
