//! Which rows count: lines read from top to bottom, conditions asked of one row.
//!
//! In: a row as read, a selection, and the family member that `denne X` stands for. Out: yes or no. Guaranteed now:
//! two-valued; what is missing or unknown is in no set, so its negation holds (L1).

use num_rational::BigRational;

use super::rows::{Cell, SourceRow};
use crate::exact::danish_number;
use crate::model::codes::{CodeSelector, CodeTree};
use crate::model::{Condition, Family, Line, LineKind, Model, Selection, ThisChoice};

/// The member of a family for which a figure is evaluated.
#[derive(Debug, Clone, Copy)]
pub struct MemberOf<'a> {
    pub family: &'a Family,
    pub index: usize,
}

/// What conditions are asked with.
#[derive(Debug, Clone, Copy)]
pub struct Selector<'a> {
    pub model: &'a Model,
    pub member: Option<MemberOf<'a>>,
}

impl Selector<'_> {
    /// Whether the row counts. A line outside its years does nothing; whether the lines start from nothing or from
    /// everything is decided by the first med/uden line as written.
    pub fn selects(&self, selection: &Selection, row: &SourceRow, year: i32) -> bool {
        let first = selection.lines.iter().find(|line| line.kind != LineKind::ForAll);
        let mut counts = first.is_none_or(|line| line.kind == LineKind::Without);
        let mut allowed = true;
        for line in selection.lines.iter().filter(|line| line.years.contains(year)) {
            let holds = self.line_holds(line, row, year);
            match line.kind {
                LineKind::With => counts |= holds,
                LineKind::Without => counts &= !holds,
                LineKind::ForAll => allowed &= holds,
            }
        }
        counts && allowed
    }

    fn line_holds(&self, line: &Line, row: &SourceRow, year: i32) -> bool {
        self.all_hold(&line.conditions, row, year)
    }

    /// Whether every one of the conditions holds.
    pub fn all_hold(&self, conditions: &[Condition], row: &SourceRow, year: i32) -> bool {
        conditions.iter().all(|condition| self.holds(condition, row, year))
    }

    fn holds(&self, condition: &Condition, row: &SourceRow, year: i32) -> bool {
        match condition {
            Condition::All => true,
            Condition::Codes { column, tree, items, negated, .. } => {
                let tree = self.model.tree(*tree);
                let codes = codes(row.cell(*column));
                codes.iter().any(|code| items.iter().any(|item| names(tree, item, code))) != *negated
            }
            Condition::Number { column, tests, negated, .. } => {
                let passes = |number: &BigRational| tests.iter().any(|test| test.holds(number));
                number(row.cell(*column)).is_some_and(passes) != *negated
            }
            Condition::Text { column, texts, negated, .. } => {
                text(row.cell(*column)).is_some_and(|text| texts.iter().any(|wanted| wanted == text)) != *negated
            }
            Condition::Inserted { versions, .. } => {
                let version = versions.iter().find(|version| version.years.contains(year));
                version.is_some_and(|version| self.selects(&version.value, row, year))
            }
            Condition::Amount { .. } | Condition::Compared { .. } | Condition::Member { .. } => todo!(),
            Condition::This { loop_index, choice, .. } => self.is_this(*loop_index, choice, row, year),
        }
    }

    /// `denne X`: the member's value of the loop; of the total member any of the loop's values.
    fn is_this(&self, loop_index: usize, choice: &ThisChoice, row: &SourceRow, year: i32) -> bool {
        let Some(MemberOf { family, index }) = self.member else { return false };
        let (Some(member), Some(this_loop)) = (family.members.get(index), family.loops.get(loop_index)) else {
            return false;
        };
        let asked: Vec<usize> = match &member.values {
            Some(values) => values.get(loop_index).copied().into_iter().collect(),
            None => (0..this_loop.values.len()).collect(),
        };
        asked.into_iter().any(|value| match choice {
            ThisChoice::Codes { column, .. } => codes(row.cell(*column)).contains(&this_loop.values[value].code),
            ThisChoice::Number { column } => {
                let wanted = danish_number(&this_loop.values[value].code);
                wanted.is_some() && wanted.as_ref() == number(row.cell(*column))
            }
            ThisChoice::Groups(groups) => groups.get(value).is_some_and(|group| self.all_hold(group, row, year)),
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

/// The row's code and all above it; none when it is missing or unknown.
fn codes(cell: &Cell) -> &[String] {
    match cell {
        Cell::Code(codes) => codes,
        Cell::Municipality(code) => code.as_slice(),
        _ => &[],
    }
}

fn number(cell: &Cell) -> Option<&BigRational> {
    match cell {
        Cell::Number(number) => number.as_ref(),
        _ => None,
    }
}

fn text(cell: &Cell) -> Option<&str> {
    match cell {
        Cell::Text(text) => text.as_deref(),
        _ => None,
    }
}
