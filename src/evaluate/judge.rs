//! Single rows asked about, for those who make cases out of definitions.
//!
//! In: a model and rows. Out: whether a row counts, and which conditions it meets. Guaranteed now: the answers are those by
//! which figures are computed.

use super::Data;
use super::day::Days;
use super::population::wanted;
use super::rows::SourceRow;
use super::select::{MemberOf, Selector};
use super::world::World;
use crate::model::{Condition, FigureReference, Model, PopulationId, Selection, SourceId};

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
