//! Which months of which sources a row rests on.
//!
//! In: an udgave and a period. Out: every [`Read`] of source rows, directly or through grundtal, each once. Guaranteed
//! now: other nøgletal are not followed; they have rows of their own.

use super::window::{Period, Window, window};
use crate::model::{Edition, Formula, Model, Part, Rows, SourceId, TermValue};

/// Rows of a source that count, when their month lies in the window and the lines select them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Read {
    /// In the nævner; else in the tæller.
    pub denominator: bool,
    pub source: SourceId,
    pub window: Window,
}

pub fn months_read(model: &Model, edition: &Edition, at: Period) -> Vec<Read> {
    let mut found = Vec::new();
    for (part, denominator) in edition.parts().into_iter().zip([false, true]) {
        of_part(model, part, denominator, at, &mut found);
    }
    found
}

fn of_part(model: &Model, part: &Part, denominator: bool, at: Period, found: &mut Vec<Read>) {
    match part {
        Part::Rows(rows) => of_rows(model, rows, denominator, at, found),
        Part::Formula(formula) => of_formula(model, formula, denominator, at, found),
    }
}

fn of_rows(model: &Model, rows: &Rows, denominator: bool, at: Period, found: &mut Vec<Read>) {
    for version in &rows.versions {
        let source = version.value.source;
        let window = window(&rows.counting, at, model.source(source));
        let read = Read { denominator, source, window };
        if !found.contains(&read) {
            found.push(read);
        }
    }
}

fn of_formula(model: &Model, formula: &Formula, denominator: bool, at: Period, found: &mut Vec<Read>) {
    formula.terms(&mut |term| {
        if let TermValue::BaseFigure(id) = term.value {
            let there = at.shifted(term.shift);
            let year = there.year();
            let base = model.base_figure(id);
            let versions = base.parts.iter().filter(|version| version.years.contains(year));
            versions.for_each(|version| of_part(model, &version.value, denominator, there, found));
        }
    });
}
