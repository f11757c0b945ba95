//! Which rows count: the lines of a filter against the columns of one source.
//!
//! Meaning (language.md, "Filter"): lines run top to bottom from the empty set; `med` adds, `uden`
//! removes; when the first med/uden line is `uden` the lines start from everything; without med/uden
//! lines everything counts; every `for alle` restricts the final set, wherever it stands. A line
//! holds only for rows whose own year is in its `years`; outside them it does nothing.
//! Every condition is two-valued: a missing or unknown value is in no set, so its negation holds.

use num_rational::BigRational;

use super::codes::CodeSelector;
use super::years::Years;
use super::{ColumnId, MeasureId, PopulationId, TreeId};
use crate::source::Span;
use crate::syntax::tree::{Comparison, LineKind};

/// A block of filter lines.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Selection {
    pub lines: Vec<Line>,
}

/// An intersection of conditions.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub kind: LineKind,
    pub conditions: Vec<Condition>,
    /// `, kun fra 2018`; all years when nothing is said.
    pub years: Years,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// `alle`: every row.
    All,
    /// The column's code, known in the row's own year, is one of `items` or beneath one of them.
    /// `word` is the dimension word as written (its level is checked), `item_spans` where each item stands.
    Codes {
        column: ColumnId,
        tree: TreeId,
        word: String,
        items: Vec<CodeSelector>,
        item_spans: Vec<Span>,
        negated: bool,
        span: Span,
    },
    /// The column's number passes one of the tests.
    Number { column: ColumnId, tests: Vec<NumberTest>, negated: bool, span: Span },
    /// The column's text, without trailing blanks, is one of `texts`.
    Text { column: ColumnId, texts: Vec<String>, negated: bool, span: Span },
    /// The row's amount passes one of the tests. Only in `kun rækker hvor` and in rules.
    Amount { measure: MeasureId, tests: Vec<NumberTest>, negated: bool, span: Span },
    /// Two numbers of the row compared; with either missing it is false, and NotEqual true. Only in rules.
    Compared { left: Operand, comparison: Comparison, right: Operand, span: Span },
    /// `person [ikke] i P`: a row with the key is in the population at the counting date; a row without key is a
    /// member of none (D3).
    Member { key: ColumnId, population: PopulationId, negated: bool, span: Span },
    /// `[navn]`: the filter's own set, in its version for the row's own year; no version, no row.
    Inserted { filter: String, versions: Vec<Version<Selection>>, span: Span },
    /// `denne hovedfunktion`: the member's value of the family's loop `loop_index`. The total member
    /// (`i alt`) asks for any of the loop's values.
    This { loop_index: usize, choice: ThisChoice, span: Span },
}

/// Where a row holds a value; in [`Condition::Compared`] a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operand {
    Column(ColumnId),
    Measure(MeasureId),
}

impl From<ColumnId> for Operand {
    fn from(column: ColumnId) -> Operand {
        Operand::Column(column)
    }
}

/// How `denne X` is asked of the source's rows.
#[derive(Debug, Clone, PartialEq)]
pub enum ThisChoice {
    /// The member's code of this tree, or one beneath it.
    Codes { column: ColumnId, tree: TreeId },
    /// The column equals the member's number.
    Number { column: ColumnId },
    /// The member's group: conditions per loop value, in the loop's order; all of them hold.
    Groups(Vec<Vec<Condition>>),
}

/// A test of a number; missing fails it.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberTest {
    /// `None`: no lower bound.
    pub from: Option<Bound>,
    pub to: Option<Bound>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Bound {
    pub value: BigRational,
    pub included: bool,
}

impl NumberTest {
    pub fn equal(value: BigRational) -> NumberTest {
        NumberTest::between(value.clone(), value)
    }

    /// Both ends included.
    pub fn between(from: BigRational, to: BigRational) -> NumberTest {
        NumberTest { from: Some(Bound { value: from, included: true }), to: Some(Bound { value: to, included: true }) }
    }

    pub fn holds(&self, value: &BigRational) -> bool {
        let above = self.from.as_ref().is_none_or(|b| *value > b.value || (b.included && *value == b.value));
        let below = self.to.as_ref().is_none_or(|b| *value < b.value || (b.included && *value == b.value));
        above && below
    }
}

/// Something that holds in some years: an `udgave` of a filter, a grundtal or a nøgletal's part.
#[derive(Debug, Clone, PartialEq)]
pub struct Version<T> {
    pub years: Years,
    pub value: T,
}
