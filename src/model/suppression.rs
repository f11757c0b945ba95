//! `skjul …`: which rows of a nøgletal are hidden.
//!
//! In: the udgaver of figures. Out: what is tested, and which figures may have hidden rows at all. Guaranteed now:
//! nothing about data. A hidden row has the status skjult and no values; so has every row of a figure that reads it (S4).

use std::collections::BTreeSet;

use super::{BaseFigureId, EditionValue, FigureId, Formula, Model, NumberTest, Part, TermValue, ValueSubject};
use crate::source::Span;

/// The `skjul` lines of an udgave.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Suppression {
    /// A row is hidden when one of them holds.
    pub tests: Vec<HideTest>,
    /// `skjul også næstmindste`: where exactly one member of the family is hidden, the next one is too (S7).
    pub second_smallest: Option<Span>,
}

/// `skjul når <subject> <test>`. The number tested is the one before it is converted to the unit that is shown: tæller
/// and nævner as counted or calculated, with amounts in kr.; resultat = factor × tæller ÷ nævner of those, exactly.
/// A subject without a value passes no test.
#[derive(Debug, Clone, PartialEq)]
pub struct HideTest {
    pub subject: ValueSubject,
    pub test: NumberTest,
    pub span: Span,
}

impl Model {
    /// Every figure of which a row may be hidden: by its own lines, or by what it reads.
    pub fn figures_that_may_be_hidden(&self) -> BTreeSet<FigureId> {
        let mut found: BTreeSet<FigureId> = BTreeSet::new();
        for &id in &self.figure_order {
            let hides = self.figure(id).editions.iter().any(|edition| {
                let reads = |part: &Part| self.part_reads(part, &found);
                !edition.suppression.tests.is_empty()
                    || match &edition.value {
                        EditionValue::Ratio { .. } => edition.parts().into_iter().any(reads),
                        EditionValue::Formula(formula) => self.formula_reads(formula, &found),
                    }
            });
            if hides {
                found.insert(id);
            }
        }
        found
    }

    /// Whether a grundtal reads one of these figures.
    pub fn base_figure_reads(&self, id: BaseFigureId, figures: &BTreeSet<FigureId>) -> bool {
        self.base_figure(id).parts.iter().any(|part| self.part_reads(&part.value, figures))
    }

    fn part_reads(&self, part: &Part, figures: &BTreeSet<FigureId>) -> bool {
        match part {
            Part::Rows(_) => false,
            Part::Formula(formula) => self.formula_reads(formula, figures),
        }
    }

    fn formula_reads(&self, formula: &Formula, figures: &BTreeSet<FigureId>) -> bool {
        let mut reads = false;
        formula.terms(&mut |term| {
            reads |= match term.value {
                TermValue::NationalAverage(_) => false,
                TermValue::BaseFigure(id) => self.base_figure_reads(id, figures),
                TermValue::Result(read) | TermValue::Numerator(read) | TermValue::Denominator(read) => {
                    figures.contains(&read.figure)
                }
            }
        });
        reads
    }
}
