//! Cases for where a row stands: in time and in which kommune.
//!
//! In: a figure. Out: drafts. Guaranteed now: whether such a row counts is decided later.

use super::draft::{OTHER, OWN};
use super::leaves::{Leaf, Side};
use super::pack::Draft;
use super::situation::{Maker, Situation, version_in};
use super::times::{first_day, last_day, step, time_cell, time_words};
use crate::model::years::Years;
use crate::model::{ColumnValue, TimeKind, WhenKind, sentence};

/// No kommune has this number.
const UNKNOWN: &str = "999";

impl<'m> Maker<'_, 'm> {
    /// The first and last time that is read, and those just outside.
    pub fn time_drafts(&self, side: Side, years: Years) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let year = self.nearest_year(years);
        let Some(situation) = self.at(self.period(year)).filter(|_| self.exists_in(year)) else { return drafts };
        let Some(leaf) = situation.leaf(side).copied() else { return drafts };
        let window = self.window(&leaf);
        let read = format!("{} ({})", situation.period.name(), sentence::when(&leaf.rows.counting));
        for (month, where_) in [
            (window.first - 1, "ligger lige før det, der læses for"),
            (window.first, "er det første, der læses for"),
            (window.last, "er det sidste, der læses for"),
            (window.last + 1, "ligger lige efter det, der læses for"),
        ] {
            // A snapshot more changes a mean of snapshots, whether it is selected or not.
            if leaf.rows.counting.when == WhenKind::AverageOverYear || self.asks_for_a_day(&leaf) {
                continue;
            }
            let inside = window.contains(month);
            drafts.extend(self.at_month(&situation, &leaf, month, where_, &read, inside));
        }
        for period in [13, 16, 17] {
            drafts.extend(self.ledger(&situation, &leaf, window.last.div_euclid(12), period, &read));
        }
        drafts
    }

    fn at_month(
        &self,
        situation: &Situation<'m>,
        leaf: &Leaf<'m>,
        month: i32,
        where_: &str,
        read: &str,
        inside: bool,
    ) -> Option<Draft> {
        let version = version_in(leaf, month.div_euclid(12))?;
        let source = self.model.source(version.source);
        let kind = source.time_kind;
        // The row before or after, not another month of the same.
        let step = step(kind);
        let month = if step > 1 && !inside && where_.contains("lige før") { month + 1 - step } else { month };
        let mut row = self.counted_row(leaf, month)?;
        let day = match (kind, leaf.rows.counting.when) {
            (TimeKind::Date, WhenKind::On(_)) => self.standing_day(source, leaf, month),
            _ if where_.contains("lige før") || where_.contains("sidste") => last_day(kind, month),
            _ => first_day(kind, month),
        };
        row.cells.insert(source.time, time_cell(kind, day));
        let joint = if kind == TimeKind::Month { "i" } else { "fra" };
        let says = format!("En række {joint} {} {where_} {read}", time_words(kind, day));
        self.finished(situation, leaf, version, row, says, Some(inside))
    }

    /// Ledger periods: 13–16 belong to December in sums of several months; 17 is none.
    fn ledger(&self, situation: &Situation<'m>, leaf: &Leaf<'m>, year: i32, period: u32, read: &str) -> Option<Draft> {
        let version = version_in(leaf, year)?;
        let source = self.model.source(version.source);
        if source.time_kind != TimeKind::Month {
            return None;
        }
        let mut row = self.counted_row(leaf, 12 * year)?;
        row.cells.insert(source.time, format!("{year:04}-{period}"));
        let says = format!("En række i regnskabsperiode {period} i {year}, set fra {read};");
        self.finished(situation, leaf, version, row, says, None)
    }

    /// Other kommuner, other roles, none at all.
    pub fn role_drafts(&self, side: Side, years: Years) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let year = self.nearest_year(years);
        let Some(situation) = self.at(self.period(year)).filter(|_| self.exists_in(year)) else { return drafts };
        let Some(leaf) = situation.leaf(side).copied() else { return drafts };
        let Some((month, version)) = self.standing(&leaf) else { return drafts };
        let Some(row) = self.counted_row(&leaf, month) else { return drafts };
        let source = self.model.source(version.source);
        let role = version.municipality;
        let put = |cells: &[(crate::model::ColumnId, &str)], says: String, natural: bool| {
            let cells: Vec<_> = cells.iter().map(|(column, cell)| (*column, (*cell).to_owned())).collect();
            self.finished(&situation, &leaf, version, row.with(&cells), says, Some(natural))
        };
        drafts.extend(put(&[(role, OTHER)], "En række for en anden kommune;".to_owned(), false));
        drafts.extend(put(&[(role, "")], "En række uden kommune".to_owned(), false));
        if self.model.tree(self.model.municipalities).resolve(UNKNOWN).is_none() {
            drafts.extend(put(&[(role, UNKNOWN)], format!("Kommune {UNKNOWN} findes ikke, og rækken"), false));
        }
        let named = |column: crate::model::ColumnId| source.columns[column.0].name.text.clone();
        if let ColumnValue::Fallback(columns) = &source.columns[role.0].value
            && let [first, next, ..] = columns.as_slice()
        {
            let (first, next_name) = (named(*first), named(*next));
            let says = format!("En række uden {first} og med kommunen som {next_name};");
            drafts.extend(put(&[(role, ""), (*next, OWN)], says, true));
            let says = format!("En række med en anden kommune som {first} og med kommunen som {next_name};");
            drafts.extend(put(&[(role, OTHER), (*next, OWN)], says, false));
            let says = format!("En række med en ukendt kommune som {first} og med kommunen som {next_name};");
            drafts.extend(put(&[(role, UNKNOWN), (*next, OWN)], says, false));
        }
        let stored = |column: &crate::model::ColumnId| source.columns[column.0].value == ColumnValue::Stored;
        let others = source.municipality_roles.iter().copied().filter(|other| *other != role && stored(other));
        for other in others.filter(|_| stored(&role)) {
            let own = format!("En række med kommunen som {} og en anden som {};", named(role), named(other));
            drafts.extend(put(&[(role, OWN), (other, OTHER)], own, true));
            let turned = format!("En række med kommunen som {} og en anden som {};", named(other), named(role));
            drafts.extend(put(&[(role, OTHER), (other, OWN)], turned, false));
        }
        drafts
    }
}
