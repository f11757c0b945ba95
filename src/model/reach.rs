//! How far from the data rows can lie.
//!
//! In: the formulas of a model. Out: [`Model::years_ahead`]. Guaranteed now: at most [`MOST_YEARS`] and one; found once for
//! a whole model, whatever of it is computed.

use std::collections::BTreeMap;

use super::{Formula, Model, Part, Shift, TermValue};

/// `60 år før` gives no row by itself.
const MOST_YEARS: u32 = 50;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Base(usize),
    Figure(usize),
}

impl Model {
    /// One year, and the most that terms look back, one after the other: a nøgletal of `x 2 år før` alone has rows two
    /// years after the last data.
    pub(super) fn furthest_ahead(&self) -> i32 {
        let formulas = self.formulas();
        let mut ahead: BTreeMap<Node, u32> = BTreeMap::new();
        for _ in 0..MOST_YEARS {
            let mut grew = false;
            for (node, formula) in &formulas {
                let mut furthest = 0;
                formula.terms(&mut |term| {
                    let back = if let Some(Shift::YearsBefore(years)) = term.shift { years } else { 0 };
                    let there = ahead.get(&read(term.value)).copied().unwrap_or(0);
                    furthest = furthest.max(back.saturating_add(there).min(MOST_YEARS));
                });
                let known = ahead.get(node).copied().unwrap_or(0);
                if furthest > known {
                    ahead.insert(*node, furthest);
                    grew = true;
                }
            }
            if !grew {
                break;
            }
        }
        1 + ahead.into_values().max().map_or(0, |years| years as i32)
    }

    fn formulas(&self) -> Vec<(Node, &Formula)> {
        let base = self.base_figures.iter().enumerate().flat_map(|(index, base)| {
            base.parts.iter().filter_map(move |part| Some((Node::Base(index), formula_of(&part.value)?)))
        });
        let figures = self.figures.iter().enumerate().flat_map(|(index, figure)| {
            figure.editions.iter().flat_map(move |edition| {
                let parts = edition.parts().into_iter().filter_map(formula_of);
                parts.chain(edition.formula()).map(move |formula| (Node::Figure(index), formula))
            })
        });
        base.chain(figures).collect()
    }
}

fn read(term: TermValue) -> Node {
    match term {
        TermValue::BaseFigure(id) => Node::Base(id.0),
        TermValue::Result(of)
        | TermValue::Numerator(of)
        | TermValue::Denominator(of)
        | TermValue::NationalAverage(of) => Node::Figure(of.figure.0),
    }
}

fn formula_of(part: &Part) -> Option<&Formula> {
    match part {
        Part::Formula(formula) => Some(formula),
        Part::Rows(_) => None,
    }
}
