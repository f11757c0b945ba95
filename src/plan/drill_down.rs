//! The source rows behind a nøgletal.
//!
//! In: a nøgletal. Out: [`RowsOfPart`]s. Guaranteed now: the same rows stand once, whatever the months they are summed over.

use super::count::{Count, RowsFrom};
use super::planner::Planner;
use super::window::Grain;
use crate::model::{EditionValue, FigureId, Formula, KeyFigure, Part, Rows, TermValue};

/// The rows that count in a tæller or nævner, directly or through a grundtal.
#[derive(Debug, Clone, PartialEq)]
pub struct RowsOfPart {
    pub denominator: bool,
    pub count: Count,
}

impl<'m> Planner<'m> {
    /// The rows that count in the udgaver, alike ones once.
    pub fn drill_down(&mut self, id: FigureId, figure: &KeyFigure, grain: Grain) -> Vec<RowsOfPart> {
        let mut rows: Vec<(bool, bool, &Rows)> = Vec::new();
        for edition in &figure.editions {
            if let EditionValue::Ratio { numerator, denominator } = &edition.value {
                self.rows_of_part(numerator, false, true, &mut rows);
                if let Some(denominator) = denominator {
                    self.rows_of_part(denominator, true, true, &mut rows);
                }
            }
        }
        let mut found: Vec<RowsOfPart> = Vec::new();
        for (denominator, direct, rows) in rows {
            let count = self.count("raekker", rows, grain, direct.then_some(id));
            let part = RowsOfPart { denominator, count };
            if !found.iter().any(|known| alike(known, &part)) {
                found.push(part);
            }
        }
        found
    }

    /// The rows that a part counts, itself (`direct`) or through grundtal.
    fn rows_of_part<'a>(&self, part: &'a Part, denominator: bool, direct: bool, found: &mut Vec<(bool, bool, &'a Rows)>)
    where
        'm: 'a,
    {
        match part {
            Part::Rows(rows) => found.push((denominator, direct, rows)),
            Part::Formula(formula) => self.rows_of_formula(formula, denominator, found),
        }
    }

    fn rows_of_formula<'a>(&self, formula: &Formula, denominator: bool, found: &mut Vec<(bool, bool, &'a Rows)>)
    where
        'm: 'a,
    {
        match formula {
            Formula::Number(_) => {}
            Formula::Negate(inner) => self.rows_of_formula(inner, denominator, found),
            Formula::Add(a, b) | Formula::Subtract(a, b) | Formula::Multiply(a, b) | Formula::Divide(a, b) => {
                self.rows_of_formula(a, denominator, found);
                self.rows_of_formula(b, denominator, found);
            }
            Formula::Term(term) => {
                if let TermValue::BaseFigure(id) = term.value {
                    for part in &self.model.base_figure(id).parts {
                        self.rows_of_part(&part.value, denominator, false, found);
                    }
                }
            }
        }
    }
}

/// The same rows, whatever the months they are summed over; the state on a day is shown for the days that are read.
fn alike(a: &RowsOfPart, b: &RowsOfPart) -> bool {
    let on_days = a.count.pieces.iter().any(|piece| piece.from == RowsFrom::OnTheDay);
    a.denominator == b.denominator
        && a.count.pieces == b.count.pieces
        && (!on_days || a.count.windows == b.count.windows)
}
