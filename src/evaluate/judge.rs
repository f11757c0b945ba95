//! Single rows asked about, for those who make cases out of definitions.
//!
//! In: a model and rows. Out: whether a row counts, and which conditions it meets. Guaranteed now: the answers are those by
//! which figures are computed.

use num_rational::BigRational;

use super::Data;
use super::day::Days;
use super::population::wanted;
use super::rows::SourceRow;
use super::select::{MemberOf, Selector};
use super::time::RowTime;
use super::world::World;
use crate::model::{
    ColumnId, Condition, FigureReference, LineKind, MeasureId, Model, PopulationId, Selection, SourceId,
};

/// What the lines of a selection say of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    pub counts: bool,
    /// The line, by its place, that took it in or out; none when no line names the row.
    pub line: Option<usize>,
    /// The year whose lines were read.
    pub year: i32,
    /// The month it stands in; of a ledger period the year's December.
    pub month: Option<i32>,
}

/// The rows of a world, asked one by one.
pub struct Judge<'a> {
    world: World<'a>,
    /// For whom the rows are.
    municipality: &'a str,
}

impl<'a> Judge<'a> {
    pub fn new(model: &'a Model, data: &'a Data, municipality: &'a str) -> Judge<'a> {
        Judge { world: World::new(model, data), municipality }
    }

    /// Whether the row, by its place in the table, is selected; `member` is the family member that `denne X` stands for.
    pub fn counts(&self, source: SourceId, selection: &Selection, row: usize, member: Option<FigureReference>) -> bool {
        self.row(source, row).is_some_and(|row| self.selector(member).selects(selection, row))
    }

    /// Whether the row meets all of the conditions.
    pub fn meets(
        &self,
        source: SourceId,
        row: usize,
        conditions: &[&Condition],
        member: Option<FigureReference>,
    ) -> bool {
        let selector = self.selector(member);
        self.row(source, row).is_some_and(|row| {
            conditions.iter().all(|condition| selector.all_hold(std::slice::from_ref(*condition), row))
        })
    }

    /// The days of which one must be an active day of the population, seen from the row.
    pub fn asked(&self, population: PopulationId, source: SourceId, row: usize) -> Option<Days> {
        let row = self.row(source, row)?;
        wanted(&self.world.model.population(population).active, row.counting_date?, row.period?)
    }

    /// What the lines say of the row, and which of them has the last word.
    pub fn decision(
        &self,
        source: SourceId,
        selection: &Selection,
        row: usize,
        member: Option<FigureReference>,
    ) -> Option<Decision> {
        let row = self.row(source, row)?;
        let year = row.year?;
        let selector = self.selector(member);
        let first = selection.lines.iter().find(|line| line.kind != LineKind::ForAll);
        let mut counts = first.is_none_or(|line| line.kind == LineKind::Without);
        let (mut by, mut barred) = (None, None);
        for (index, line) in selection.lines.iter().enumerate().filter(|(_, line)| line.years.contains(year)) {
            let holds = selector.all_hold(&line.conditions, row);
            match line.kind {
                LineKind::ForAll if !holds => barred = barred.or(Some(index)),
                LineKind::With if holds && !counts => (counts, by) = (true, Some(index)),
                LineKind::Without if holds && counts => (counts, by) = (false, Some(index)),
                _ => {}
            }
        }
        let line = if counts { barred } else { None }.or(by);
        let month = row.time.map(RowTime::month_or_december);
        Some(Decision { counts: counts && barred.is_none(), line, year, month })
    }

    /// The row's kommune in a role.
    pub fn municipality_of(&self, source: SourceId, role: ColumnId, row: usize) -> Option<&str> {
        self.row(source, row)?.municipality(role)
    }

    /// The row's amount of a måltal, as it is read.
    pub fn amount(&self, source: SourceId, measure: MeasureId, row: usize) -> Option<&BigRational> {
        self.row(source, row)?.amount(measure)
    }

    fn row(&self, source: SourceId, row: usize) -> Option<&SourceRow> {
        self.world.rows(source).get(row)
    }

    fn selector(&self, member: Option<FigureReference>) -> Selector<'_> {
        let member = member.and_then(|reference| {
            let family = self.world.model.figure(reference.figure).family.as_ref()?;
            Some(MemberOf { family, index: reference.member? })
        });
        Selector { world: &self.world, member, municipality: Some(self.municipality) }
    }
}
