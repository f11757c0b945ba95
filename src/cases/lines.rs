//! Cases for lines and conditions.
//!
//! In: a situation. Out: drafts: a counted row and beside it one at a bound. Guaranteed now: each draft says on which side
//! of its condition the row lies; whether it counts is decided later.

use super::contexts::{Context, contexts};
use super::draft::DraftRow;
use super::leaves::{Leaf, Side};
use super::pack::{Draft, Says};
use super::situation::{Maker, Situation, give, second_amount, version_in};
use super::values::Neighbour;
use super::witness::{Asked, KEY};
use crate::model::years::Years;
use crate::model::{Condition, RowsVersion, sentence};

/// The year that cases prefer.
const YEAR: i32 = 2024;

/// So many lines are looked at.
const CONTEXTS: usize = 24;

impl<'m> Maker<'_, 'm> {
    /// The cases of the lines of one side, in the udgave of the years.
    pub fn line_drafts(&self, side: Side, years: Years) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let Some(situation) = self.reading(self.nearest_year(years), side) else { return drafts };
        let Some(leaf) = situation.leaf(side) else { return drafts };
        for version in &leaf.rows.versions {
            let Some(within) = version.years.intersect(years) else { continue };
            for context in contexts(&version.value.selection, within).into_iter().take(CONTEXTS) {
                self.of_context(side, &context, &mut drafts);
            }
        }
        drafts
    }

    /// The year of the range that lies nearest to the one that cases prefer, and in which the figure exists.
    pub fn nearest_year(&self, years: Years) -> i32 {
        let clamp = |year: i32| match (years.from, years.to) {
            (Some(from), _) if year < from => from,
            (_, Some(to)) if year > to => to,
            _ => year,
        };
        let near = clamp(YEAR);
        let mut others = (0..60).flat_map(|step| [near - step, near + step]);
        others.find(|year| years.contains(*year) && self.exists_in(*year)).unwrap_or(near)
    }

    fn of_context(&self, side: Side, context: &Context<'m>, drafts: &mut Vec<Draft>) {
        let year = self.nearest_year(context.years);
        let Some(situation) = self.reading(year, side) else { return };
        let Some(leaf) = situation.leaf(side).copied() else { return };
        let Some((month, version)) = self.standing(&leaf) else { return };
        let place = self.place(&leaf, version, year);
        let asked = Asked { role: version.municipality, selection: &version.selection, counted: !context.takes_out };
        let Some(row) = self.search().row(place, asked, &context.conditions(), month) else { return };
        self.line_years(side, context, &row, drafts);
        for condition in &context.focus {
            if let Condition::Member { population, negated, .. } = condition {
                let natural = context.takes_out == *negated;
                self.member_drafts(&situation, &leaf, *population, &row, natural, drafts);
            }
            for neighbour in place.neighbours(condition, &row) {
                self.beside(&situation, &leaf, context, &row, neighbour, drafts);
            }
        }
    }

    fn beside(
        &self,
        situation: &Situation<'m>,
        leaf: &Leaf<'m>,
        context: &Context<'m>,
        row: &DraftRow,
        neighbour: Neighbour,
        drafts: &mut Vec<Draft>,
    ) {
        let changed = row.with(&neighbour.cells);
        let natural = Some(neighbour.meets != context.takes_out);
        match neighbour.year {
            None => drafts.extend(self.beside_support(situation, leaf, changed, neighbour.says, natural)),
            Some(year) => {
                let Some(there) = self.reading(year, leaf.side) else { return };
                let Some(leaf) = there.leaf(leaf.side).copied() else { return };
                drafts.extend(self.beside_support(&there, &leaf, changed, neighbour.says, natural));
            }
        }
    }

    /// The situation's rows and one more, put where the leaf reads it.
    pub fn beside_support(
        &self,
        situation: &Situation<'m>,
        leaf: &Leaf<'m>,
        mut row: DraftRow,
        says: String,
        natural: Option<bool>,
    ) -> Option<Draft> {
        let (month, version) = self.standing(leaf)?;
        self.put_in_time(&mut row, leaf, month);
        self.finished(situation, leaf, version, row, says, natural)
    }

    /// The situation's rows and one more, as it stands.
    pub fn finished(
        &self,
        situation: &Situation<'m>,
        leaf: &Leaf<'m>,
        version: &RowsVersion,
        mut row: DraftRow,
        says: String,
        natural: Option<bool>,
    ) -> Option<Draft> {
        if !situation.is_whole() || row.source != version.source {
            return None;
        }
        give(self.model, &mut row, version, second_amount(version));
        row.rekeyed(KEY, "p2");
        let mut rows = situation.rows();
        rows.push(row);
        let probe = rows.len() - 1;
        let says = Says::Counts { says, natural, probe, side: leaf.side };
        Some(Draft { of: self.of, period: situation.period, rows, says })
    }

    /// A line that holds in some years only: its first and last year, and those beside them.
    fn line_years(&self, side: Side, context: &Context<'m>, row: &DraftRow, drafts: &mut Vec<Draft>) {
        let Some(line) = context.line else { return };
        let source = self.model.source(row.source);
        let named = sentence::line(self.model, source, self.family(), line);
        let inside = [line.years.from, line.years.to].into_iter().flatten();
        let outside =
            [line.years.from.map(|from| from - 1), line.years.to.map(|to| to.saturating_add(1))].into_iter().flatten();
        let years = inside.map(|year| (year, true)).chain(outside.map(|year| (year, false)));
        for (year, holds) in years {
            let Some(situation) = self.reading(year, side) else { continue };
            let Some(leaf) = situation.leaf(side).copied() else { continue };
            if version_in(&leaf, year).is_none_or(|version| version.source != row.source) {
                continue;
            }
            let does = if holds { "gælder linjen" } else { "gælder linjen ikke" };
            let says = format!("I {year} {does} »{named}«, og rækken");
            drafts.extend(self.beside_support(&situation, &leaf, row.clone(), says, None));
        }
    }

    fn family(&self) -> Option<&'m crate::model::Family> {
        self.model.figure(self.of.figure).family.as_ref()
    }
}
