//! What a figure rests on: the counted rows behind its tæller and nævner, and the period in which each is read.
//!
//! In: a figure and a period. Out: [`Leaf`]s. Guaranteed now: all that is read, directly or through grundtal and other
//! nøgletal, each once.

use crate::evaluate::Period;
use crate::model::figure::EditionValue;
use crate::model::{Edition, FigureReference, Formula, FormulaTerm, Model, Part, Rows, TermValue};

/// Where in the figure the rows are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Numerator,
    Denominator,
    /// In a formel, or through another nøgletal.
    Through,
}

/// Counted rows, as one period reads them.
#[derive(Debug, Clone, Copy)]
pub struct Leaf<'m> {
    pub rows: &'m Rows,
    pub at: Period,
    pub side: Side,
    /// The member that `denne X` stands for.
    pub member: Option<FigureReference>,
    /// The definition's own lines; those of grundtal and other nøgletal have cases of their own.
    pub own: bool,
}

/// The leaves of a figure in a period; none when no udgave holds.
pub fn leaves<'m>(model: &'m Model, of: FigureReference, at: Period, through_base: bool) -> Vec<Leaf<'m>> {
    let mut found = Found { model, leaves: Vec::new(), depth: 0 };
    let Some(edition) = edition(model, of, at) else { return Vec::new() };
    match &edition.value {
        EditionValue::Ratio { numerator, denominator } => {
            found.part(numerator, at, Side::Numerator, Some(of), true, through_base);
            if let Some(part) = denominator {
                found.part(part, at, Side::Denominator, Some(of), true, through_base);
            }
        }
        EditionValue::Formula(formula) => found.formula(formula, at, Side::Through),
    }
    found.leaves
}

/// The udgave in force.
pub fn edition(model: &Model, of: FigureReference, at: Period) -> Option<&Edition> {
    model.figure(of.figure).editions.iter().find(|edition| edition.years.contains(at.year()))
}

struct Found<'m> {
    model: &'m Model,
    leaves: Vec<Leaf<'m>>,
    depth: usize,
}

impl<'m> Found<'m> {
    fn part(
        &mut self,
        part: &'m Part,
        at: Period,
        side: Side,
        member: Option<FigureReference>,
        own: bool,
        through_base: bool,
    ) {
        match part {
            Part::Rows(rows) => self.add(Leaf { rows, at, side, member, own }),
            Part::Formula(Formula::Term(FormulaTerm { value: TermValue::BaseFigure(id), shift, .. })) => {
                let at = at.shifted(*shift);
                let parts = &self.model.base_figure(*id).parts;
                if let Some(part) = parts.iter().find(|part| part.years.contains(at.year())) {
                    self.deeper(|found| found.part(&part.value, at, side, None, own && through_base, false));
                }
            }
            Part::Formula(formula) => self.formula(formula, at, side),
        }
    }

    fn formula(&mut self, formula: &'m Formula, at: Period, side: Side) {
        let mut terms = Vec::new();
        formula.terms(&mut |term| terms.push((term.value, at.shifted(term.shift))));
        let side = if side == Side::Through { side } else { Side::Through };
        for (value, at) in terms {
            match value {
                TermValue::BaseFigure(id) => {
                    let parts = &self.model.base_figure(id).parts;
                    if let Some(part) = parts.iter().find(|part| part.years.contains(at.year())) {
                        self.deeper(|found| found.part(&part.value, at, side, None, false, false));
                    }
                }
                TermValue::Result(of)
                | TermValue::Numerator(of)
                | TermValue::Denominator(of)
                | TermValue::NationalAverage(of) => {
                    self.deeper(|found| found.figure(of, at));
                }
            }
        }
    }

    fn figure(&mut self, of: FigureReference, at: Period) {
        let model = self.model;
        match edition(model, of, at).map(|edition| &edition.value) {
            Some(EditionValue::Ratio { numerator, denominator }) => {
                for part in std::iter::once(numerator).chain(denominator) {
                    self.part(part, at, Side::Through, Some(of), false, false);
                }
            }
            Some(EditionValue::Formula(formula)) => self.formula(formula, at, Side::Through),
            None => {}
        }
    }

    fn deeper(&mut self, visit: impl FnOnce(&mut Self)) {
        if self.depth < 20 {
            self.depth += 1;
            visit(self);
            self.depth -= 1;
        }
    }

    fn add(&mut self, leaf: Leaf<'m>) {
        let same = |known: &Leaf| {
            std::ptr::eq(known.rows, leaf.rows)
                && known.at == leaf.at
                && known.side == leaf.side
                && known.member == leaf.member
        };
        if !self.leaves.iter().any(same) {
            self.leaves.push(leaf);
        }
    }
}
