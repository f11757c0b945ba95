//! What figures need beside themselves.
//!
//! In: figures. Out: they and the figures that they read, each after those it reads.

use std::collections::BTreeSet;

use super::Plan;
use crate::model::{BaseFigureId, EditionValue, FigureId, Formula, Model, Part, TermValue};

pub fn with_what_they_read(model: &Model, figures: &[FigureId]) -> Vec<FigureId> {
    let mut needed = Needed { model, figures: BTreeSet::new(), base_figures: BTreeSet::new() };
    figures.iter().for_each(|figure| needed.figure(*figure));
    model.figure_order.iter().copied().filter(|id| needed.figures.contains(id)).collect()
}

impl Plan {
    /// Forgets codes that no row holds: what is not stored is not looked up.
    pub fn keep_codes_stored(&mut self, stored: &BTreeSet<String>) {
        for list in &mut self.code_lists {
            list.entries.retain(|entry| stored.contains(&entry.stored));
        }
        let codes: BTreeSet<&String> =
            self.code_lists.iter().flat_map(|list| &list.entries).map(|entry| &entry.code).collect();
        for table in &mut self.loops {
            table.codes.retain(|code| codes.contains(&code.code));
        }
    }
}

struct Needed<'m> {
    model: &'m Model,
    figures: BTreeSet<FigureId>,
    base_figures: BTreeSet<BaseFigureId>,
}

impl Needed<'_> {
    fn figure(&mut self, id: FigureId) {
        if !self.figures.insert(id) {
            return;
        }
        for edition in &self.model.figure(id).editions {
            match &edition.value {
                EditionValue::Formula(formula) => self.formula(formula),
                EditionValue::Ratio { numerator, denominator } => {
                    std::iter::once(numerator).chain(denominator).for_each(|part| self.part(part));
                }
            }
        }
    }

    fn part(&mut self, part: &Part) {
        if let Part::Formula(formula) = part {
            self.formula(formula);
        }
    }

    fn formula(&mut self, formula: &Formula) {
        formula.terms(&mut |term| match term.value {
            TermValue::BaseFigure(id) => {
                if self.base_figures.insert(id) {
                    self.model.base_figure(id).parts.iter().for_each(|part| self.part(&part.value));
                }
            }
            TermValue::Result(read)
            | TermValue::Numerator(read)
            | TermValue::Denominator(read)
            | TermValue::NationalAverage(read) => {
                self.figure(read.figure);
            }
        });
    }
}
