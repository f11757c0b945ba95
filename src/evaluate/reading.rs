//! Which nøgletal others read.
//!
//! In: the formulas of nøgletal and grundtal. Out: the nøgletal named in them, directly or through grundtal.

use std::collections::BTreeSet;

use crate::model::figure::EditionValue;
use crate::model::{BaseFigureId, FigureId, Formula, Model, Part, TermValue};

/// Adds what the nøgletal itself reads.
pub fn of_figure(model: &Model, id: FigureId, found: &mut BTreeSet<FigureId>) {
    for edition in &model.figure(id).editions {
        match &edition.value {
            EditionValue::Formula(formula) => of_formula(model, formula, found),
            EditionValue::Ratio { numerator, denominator } => {
                std::iter::once(numerator).chain(denominator).for_each(|part| of_part(model, part, found));
            }
        }
    }
}

/// Adds what the grundtal reads.
pub fn of_base_figure(model: &Model, id: BaseFigureId, found: &mut BTreeSet<FigureId>) {
    model.base_figure(id).parts.iter().for_each(|part| of_part(model, &part.value, found));
}

fn of_part(model: &Model, part: &Part, found: &mut BTreeSet<FigureId>) {
    if let Part::Formula(formula) = part {
        of_formula(model, formula, found);
    }
}

fn of_formula(model: &Model, formula: &Formula, found: &mut BTreeSet<FigureId>) {
    formula.terms(&mut |term| match term.value {
        TermValue::BaseFigure(id) => of_base_figure(model, id, found),
        TermValue::Result(read)
        | TermValue::Numerator(read)
        | TermValue::Denominator(read)
        | TermValue::NationalAverage(read) => {
            found.insert(read.figure);
        }
    });
}
