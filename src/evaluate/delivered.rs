//! What was delivered: the months for which a source holds a row, per kommune.
//!
//! In: rows as read. Out: [`Delivered`], per role of the kommune. Guaranteed now: filters, amounts and selection play
//! no part; a ledger period delivers nothing (D1, T2); a row of a quarter, a year or a school year delivers all of it,
//! and a source updated yearly the calendar year (S1).

use std::collections::{BTreeMap, BTreeSet};

use super::reader::known_municipality;
use super::rows::SourceRow;
use super::time::{RowTime, read_time};
use super::values::{Table, Value};
use super::window::{Period, unit_holding, year_of};
use crate::model::{ColumnId, Derivation, Frequency, Link, LinkedFrom, Model, PeriodUnit, Source, TimeKind};
use crate::text::fold;

/// The delivered months of one source, by role and kommune.
#[derive(Debug, Clone, Default)]
pub struct Delivered {
    months: BTreeMap<(ColumnId, String), Months>,
}

/// The months of one kommune.
#[derive(Debug, Clone, Default)]
struct Months {
    /// Those that have a snapshot of their own, for the mean over the year.
    snapshots: BTreeSet<i32>,
    /// Those that count as delivered.
    delivered: BTreeSet<i32>,
}

impl Delivered {
    pub fn by_rows(source: &Source, rows: &[SourceRow]) -> Delivered {
        let mut all = Delivered::default();
        for row in rows {
            let Some(month) = row.time.and_then(RowTime::month) else { continue };
            for &role in &source.municipality_roles {
                if let Some(municipality) = row.municipality(role) {
                    all.add(source, role, municipality, month);
                }
            }
        }
        if source.interval.is_some() {
            all.months.values_mut().for_each(Months::without_gaps);
        }
        all
    }

    /// A row stands in the month.
    fn add(&mut self, source: &Source, role: ColumnId, municipality: &str, month: i32) {
        let months = self.months.entry((role, municipality.to_owned())).or_default();
        months.snapshots.insert(month);
        months.delivered.extend(all_of(source, month));
    }

    /// `leverancer fra`: the table (kommune, måned) alone says what was delivered, in every role (D2).
    pub fn listed(model: &Model, source: &Source, table: Option<&Table>) -> Delivered {
        let mut all = Delivered::default();
        let Some(table) = table else { return all };
        let place = |names: &[&str]| table.columns.iter().position(|name| names.contains(&fold(name).as_str()));
        let (municipalities, months) = (place(&["kommune"]), place(&["maaned", "periode"]));
        for row in &table.rows {
            let at = |place: Option<usize>| place.and_then(|at| row.get(at)).unwrap_or(&Value::Null);
            let month = read_time(at(months), TimeKind::Month).and_then(RowTime::month);
            let municipality = month.and_then(|month| known_municipality(model, at(municipalities), year_of(month)));
            let Some((month, municipality)) = month.zip(municipality) else { continue };
            for &role in &source.municipality_roles {
                let months = all.months.entry((role, municipality.clone())).or_default();
                months.delivered.insert(month);
                if stands_in(source.time_kind, month) == month {
                    months.snapshots.insert(month);
                }
            }
        }
        all
    }

    /// What an afledt datakilde has delivered: what its base has, as coarse as its own time (D4).
    pub fn derived(&self, source: &Source, of: &Derivation) -> Delivered {
        self.of_roles(
            source,
            |role| Some(of.columns[role.0]),
            |base| {
                let delivered = base.delivered.iter().flat_map(|month| all_of(source, *month)).collect();
                let snapshots = base.snapshots.iter().map(|month| stands_in(source.time_kind, *month)).collect();
                Months { snapshots, delivered }
            },
        )
    }

    /// What a koblet datakilde has delivered: what its first source has (D4).
    pub fn linked(&self, source: &Source, link: &Link) -> Delivered {
        let left = |role: ColumnId| match link.columns[role.0] {
            LinkedFrom::Left(column) => Some(column),
            LinkedFrom::Right(_) => None,
        };
        self.of_roles(source, left, Months::clone)
    }

    fn of_roles(
        &self,
        source: &Source,
        theirs: impl Fn(ColumnId) -> Option<ColumnId>,
        seen: impl Fn(&Months) -> Months,
    ) -> Delivered {
        let mut all = Delivered::default();
        for &role in &source.municipality_roles {
            let known = self.months.iter().filter(|((base_role, _), _)| theirs(role) == Some(*base_role));
            all.months.extend(known.map(|((_, municipality), months)| ((role, municipality.clone()), seen(months))));
        }
        all
    }

    /// Every delivered month of every kommune, in whatever role.
    pub fn municipality_months(&self) -> impl Iterator<Item = (String, i32)> {
        self.months
            .iter()
            .flat_map(|((_, municipality), months)| months.delivered.iter().map(|month| (municipality.clone(), *month)))
    }

    pub fn has(&self, role: ColumnId, municipality: &str, month: i32) -> bool {
        self.months.get(&(role, municipality.to_owned())).is_some_and(|months| months.delivered.contains(&month))
    }

    /// The month has a snapshot of its own: a row stands in it, or interval rows were delivered.
    pub fn has_snapshot(&self, role: ColumnId, municipality: &str, month: i32) -> bool {
        self.months.get(&(role, municipality.to_owned())).is_some_and(|months| months.snapshots.contains(&month))
    }

    /// Every kommune that delivered something, in any role.
    pub fn municipalities(&self) -> impl Iterator<Item = &str> {
        self.months.keys().map(|(_, municipality)| municipality.as_str())
    }

    /// Every delivered month of any kommune.
    pub fn all_months(&self) -> impl Iterator<Item = i32> {
        self.months.values().flat_map(|months| months.delivered.iter().copied())
    }
}

impl Months {
    /// Interval rows are delivered every month from their first to their last (D2).
    fn without_gaps(&mut self) {
        if let (Some(first), Some(last)) = (self.delivered.first().copied(), self.delivered.last().copied()) {
            self.delivered = (first..=last).collect();
            self.snapshots = self.delivered.clone();
        }
    }
}

/// All months that a row delivers.
fn all_of(source: &Source, month: i32) -> std::ops::RangeInclusive<i32> {
    let period = match source.time_kind {
        TimeKind::SchoolYear => Period::holding(month, Frequency::EverySchoolYear),
        TimeKind::Year => Period::holding(month, Frequency::Yearly),
        _ if source.delivered_yearly => Period::holding(month, Frequency::Yearly),
        TimeKind::Quarter => Period::holding(month, Frequency::Quarterly),
        TimeKind::Month | TimeKind::Date | TimeKind::Week => Period::holding(month, Frequency::Monthly),
    };
    period.first..=period.last()
}

/// The month in which a row of the month's period stands.
fn stands_in(kind: TimeKind, month: i32) -> i32 {
    match kind {
        TimeKind::SchoolYear => Period::holding(month, Frequency::EverySchoolYear).first,
        TimeKind::Year => unit_holding(month, PeriodUnit::Year).first,
        TimeKind::Quarter => unit_holding(month, PeriodUnit::Quarter).first,
        TimeKind::Month | TimeKind::Date | TimeKind::Week => month,
    }
}
