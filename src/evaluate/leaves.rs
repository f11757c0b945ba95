//! What a row rests on, and whether that gives it a row at all.
//!
//! In: a part and the row's period. Out: [`Leaf`]s (S2). Guaranteed now: populations play no part in it.

use super::count::version_of;
use super::part::Reading;
use super::time::months_of;
use super::window::{Period, year_of};
use crate::model::{Formula, FormulaTerm, Part, Rows, Shift, TermValue};

/// Something that a part reads, seen from the row that is to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaf {
    /// It is read inside the row's own period, from a source no coarser than that period.
    pub inside: bool,
    /// It has delivered something: inside the period, or when it lies outside, within a year of where it is looked for.
    pub delivers: bool,
}

/// Where a part is read, seen from the row that is to be shown.
#[derive(Debug, Clone, Copy)]
pub struct View {
    at: Period,
    shown: Period,
    /// A year was named on the way (`i 2007`): then what is read is near the row or gives none.
    by_name: bool,
}

impl View {
    /// The row's own period.
    pub fn of(shown: Period) -> View {
        View { at: shown, shown, by_name: false }
    }

    fn shifted(self, shift: Option<Shift>) -> View {
        let by_name = self.by_name || matches!(shift, Some(Shift::InYear(_)));
        View { at: self.at.shifted(shift), by_name, ..self }
    }

    fn near(self, year: i32) -> bool {
        let from = if self.by_name { self.shown } else { self.at };
        (year - from.year()).abs() <= 1
    }
}

impl Reading<'_> {
    /// What the part reads (S2).
    pub fn leaves(&self, part: &Part, view: View, leaves: &mut Vec<Leaf>) {
        match part {
            Part::Rows(rows) => leaves.push(self.leaf_of_rows(rows, view)),
            Part::Formula(formula) => self.leaves_of_formula(formula, view, leaves),
        }
    }

    fn leaf_of_rows(&self, rows: &Rows, view: View) -> Leaf {
        let shown = view.shown;
        let window = self.window(rows, view.at);
        let coarser = version_of(rows, shown.year()).is_some_and(|version| {
            let source = self.world.model.source(version.source);
            let months = if source.delivered_yearly { 12 } else { months_of(source.time_kind) };
            months > shown.months
        });
        let common = window.inside(shown);
        if common.length() > 0 && !coarser {
            return Leaf { inside: true, delivers: common.months().any(|month| self.delivered(rows, month)) };
        }
        let near = |month: &i32| view.near(year_of(*month));
        Leaf { inside: false, delivers: window.months().filter(near).any(|month| self.delivered(rows, month)) }
    }

    pub fn leaves_of_formula(&self, formula: &Formula, view: View, leaves: &mut Vec<Leaf>) {
        match formula {
            Formula::Number(_) => {}
            Formula::Term(term) => self.leaves_of_term(term, view.shifted(term.shift), leaves),
            Formula::Negate(inner) => self.leaves_of_formula(inner, view, leaves),
            Formula::Add(a, b) | Formula::Subtract(a, b) | Formula::Multiply(a, b) | Formula::Divide(a, b) => {
                self.leaves_of_formula(a, view, leaves);
                self.leaves_of_formula(b, view, leaves);
            }
        }
    }

    fn leaves_of_term(&self, term: &FormulaTerm, view: View, leaves: &mut Vec<Leaf>) {
        let at = view.at;
        match term.value {
            TermValue::BaseFigure(id) => {
                let figure = self.world.model.base_figure(id);
                if let Some(part) = figure.parts.iter().find(|part| part.years.contains(at.year())) {
                    self.leaves(&part.value, view, leaves);
                }
            }
            TermValue::Result(figure) | TermValue::Numerator(figure) | TermValue::Denominator(figure) => {
                let exists = self.published.get(&self.place(figure, at)).is_some();
                leaves.push(Leaf { inside: at == view.shown, delivers: exists && view.near(at.year()) });
            }
            // What all kommuner have together gives none a row, unless nothing else does.
            TermValue::NationalAverage(figure) => {
                let exists = self.published.get(&self.place(figure, at)).is_some();
                leaves.push(Leaf { inside: false, delivers: exists && view.near(at.year()) });
            }
        }
    }
}
