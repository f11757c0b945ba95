//! Which rows count: lines read from top to bottom, conditions asked of one row.
//!
//! In: a row as read, a selection, and the family member that `denne X` stands for. Out: yes or no. Guaranteed now:
//! two-valued; what is missing or unknown is in no set, so its negation holds (L1).

use num_rational::BigRational;

use super::rows::SourceRow;
use super::world::World;
use crate::exact::danish_number;
use crate::model::codes::{CodeSelector, CodeTree};
use crate::model::{Comparison, Condition, Family, Line, LineKind, Operand, Selection, ThisChoice};

/// The member of a family for which a figure is evaluated.
#[derive(Debug, Clone, Copy)]
pub struct MemberOf<'a> {
    pub family: &'a Family,
    pub index: usize,
}

/// What conditions are asked with.
#[derive(Clone, Copy)]
pub struct Selector<'a> {
    pub world: &'a World<'a>,
    pub member: Option<MemberOf<'a>>,
    /// For whom rows are counted: whose members populations per kommune have.
    pub municipality: Option<&'a str>,
}

impl Selector<'_> {
    /// Whether the row counts, by the lines of its chart year; a row without one does not. A line outside its years does nothing; whether the lines start from nothing or from
    /// everything is decided by the first med/uden line as written.
    pub fn selects(&self, selection: &Selection, row: &SourceRow) -> bool {
        let Some(year) = row.year else { return false };
        let first = selection.lines.iter().find(|line| line.kind != LineKind::ForAll);
        let mut counts = first.is_none_or(|line| line.kind == LineKind::Without);
        let mut allowed = true;
        for line in selection.lines.iter().filter(|line| line.years.contains(year)) {
            let holds = self.line_holds(line, row);
            match line.kind {
                LineKind::With => counts |= holds,
                LineKind::Without => counts &= !holds,
                LineKind::ForAll => allowed &= holds,
            }
        }
        counts && allowed
    }

    fn line_holds(&self, line: &Line, row: &SourceRow) -> bool {
        self.all_hold(&line.conditions, row)
    }

    /// Whether every one of the conditions holds.
    pub fn all_hold(&self, conditions: &[Condition], row: &SourceRow) -> bool {
        conditions.iter().all(|condition| self.holds(condition, row))
    }

    fn holds(&self, condition: &Condition, row: &SourceRow) -> bool {
        match condition {
            Condition::All => true,
            Condition::Codes { column, tree, items, negated, .. } => {
                let tree = self.world.model.tree(*tree);
                row.codes(*column).iter().any(|code| items.iter().any(|item| names(tree, item, code))) != *negated
            }
            Condition::Number { column, tests, negated, .. } => {
                let passes = |number: &BigRational| tests.iter().any(|test| test.holds(number));
                row.number(*column).is_some_and(passes) != *negated
            }
            Condition::Text { column, texts, negated, .. } => {
                row.text(*column).is_some_and(|text| texts.iter().any(|wanted| wanted == text)) != *negated
            }
            Condition::Inserted { versions, .. } => {
                let version = versions.iter().find(|version| row.year.is_some_and(|year| version.years.contains(year)));
                version.is_some_and(|version| self.selects(&version.value, row))
            }
            Condition::Amount { measure, tests, negated, .. } => {
                let passes = |amount: &BigRational| tests.iter().any(|test| test.holds(amount));
                row.amount(*measure).is_some_and(passes) != *negated
            }
            Condition::Compared { left, comparison, right, .. } => {
                compares(operand(row, *left), *comparison, operand(row, *right))
            }
            Condition::Member { key, population, negated, .. } => {
                let key = row.text(*key);
                let is_member = |key| self.world.is_member(*population, key, self.municipality, row);
                key.is_some_and(is_member) != *negated
            }
            Condition::This { loop_index, choice, .. } => self.is_this(*loop_index, choice, row),
        }
    }

    /// `denne X`: the member's value of the loop; of the total member any of the loop's values.
    fn is_this(&self, loop_index: usize, choice: &ThisChoice, row: &SourceRow) -> bool {
        let Some(MemberOf { family, index }) = self.member else { return false };
        let (Some(member), Some(this_loop)) = (family.members.get(index), family.loops.get(loop_index)) else {
            return false;
        };
        let asked: Vec<usize> = match &member.values {
            Some(values) => values.get(loop_index).copied().into_iter().collect(),
            None => (0..this_loop.values.len()).collect(),
        };
        asked.into_iter().any(|value| match choice {
            ThisChoice::Codes { column, .. } => row.codes(*column).contains(&this_loop.values[value].code),
            ThisChoice::Number { column } => {
                let wanted = danish_number(&this_loop.values[value].code);
                wanted.is_some() && wanted.as_ref() == row.number(*column)
            }
            ThisChoice::Groups(groups) => groups.get(value).is_some_and(|group| self.all_hold(group, row)),
        })
    }
}

/// Whether a selector names this very code.
fn names(tree: &CodeTree, item: &CodeSelector, code: &str) -> bool {
    match item {
        CodeSelector::One(wanted) => wanted == code,
        CodeSelector::Range(from, to) => tree.in_range(code, from, to),
    }
}

fn operand(row: &SourceRow, operand: Operand) -> Option<&BigRational> {
    match operand {
        Operand::Column(column) => row.number(column),
        Operand::Measure(measure) => row.amount(measure),
    }
}

/// Any comparison with a missing value is false, and that they differ true (L1).
fn compares(left: Option<&BigRational>, comparison: Comparison, right: Option<&BigRational>) -> bool {
    let Some((left, right)) = left.zip(right) else { return comparison == Comparison::NotEqual };
    match comparison {
        Comparison::Over => left > right,
        Comparison::Under => left < right,
        Comparison::AtLeast => left >= right,
        Comparison::AtMost => left <= right,
        Comparison::Equal => left == right,
        Comparison::NotEqual => left != right,
    }
}
