//! The rows of all sources as read, and what was delivered.
//!
//! In: tables. Out: [`World`]. Guaranteed now: every source of the model has its entry, empty when it has no table; what
//! is computed from other sources is computed when it is first asked for, and once.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

use super::Data;
use super::day::Day;
use super::delivered::Delivered;
use super::derived::derived_rows;
use super::linked::{ComputedRow, linked_rows};
use super::population::{MembersByKey, members_by_key};
use super::reader::{Reader, Written, written};
use super::rows::{Seen, SourceRow};
use super::window::year_of;
use crate::model::{Model, Origin, PopulationId, SourceId};

/// Everything that figures are computed from.
pub struct World<'a> {
    pub model: &'a Model,
    data: &'a Data,
    sources: Vec<KnownSource>,
    members: RefCell<MembersAsked>,
    years: OnceCell<Range<i32>>,
}

/// Who is in a population, as asked: of interval rows by the year of the counting date (T4).
type MembersAsked = BTreeMap<(PopulationId, Option<i32>), Rc<MembersByKey>>;

/// What has been found out about a source.
#[derive(Default)]
struct KnownSource {
    written: OnceCell<Written>,
    /// Of a source made of others.
    computed: OnceCell<Vec<ComputedRow>>,
    rows: OnceCell<Vec<SourceRow>>,
    delivered: OnceCell<Delivered>,
    on_days: RefCell<BTreeMap<Day, Rc<Vec<SourceRow>>>>,
}

impl<'a> World<'a> {
    pub fn new(model: &'a Model, data: &'a Data) -> World<'a> {
        let sources = model.sources.iter().map(|_| KnownSource::default()).collect();
        World { model, data, sources, members: RefCell::default(), years: OnceCell::new() }
    }

    /// All rows, each at its own time.
    pub fn rows(&self, source: SourceId) -> &[SourceRow] {
        self.sources[source.0].rows.get_or_init(|| self.read(source, Seen::Itself))
    }

    /// The interval rows that are active on the day, as they are on it.
    pub fn rows_on(&self, source: SourceId, day: Day) -> Rc<Vec<SourceRow>> {
        let known = &self.sources[source.0].on_days;
        if let Some(rows) = known.borrow().get(&day) {
            return rows.clone();
        }
        let active = |row: &SourceRow| row.active.is_some_and(|days| days.contains(day));
        let rows: Rc<Vec<SourceRow>> = Rc::new(self.read(source, Seen::On(day)).into_iter().filter(active).collect());
        known.borrow_mut().insert(day, rows.clone());
        rows
    }

    /// All rows; of interval rows the codes by the chart of this year.
    pub fn rows_in_year(&self, source: SourceId, year: i32) -> Vec<SourceRow> {
        self.read(source, Seen::InYear(year))
    }

    fn read(&self, id: SourceId, seen: Seen) -> Vec<SourceRow> {
        let reader = self.reader(id);
        match reader.source.origin {
            Origin::Table => self.data.tables.get(&id).map_or_else(Vec::new, |table| reader.rows(table, seen)),
            Origin::Derived(_) | Origin::Linked(_) => {
                self.computed(id).iter().map(|row| reader.computed_row(row, seen)).collect()
            }
        }
    }

    pub fn reader(&self, id: SourceId) -> Reader<'_> {
        let source = self.model.source(id);
        let written = self.sources[id.0].written.get_or_init(|| written(self.model, source));
        Reader { world: self, source, written }
    }

    fn computed(&self, id: SourceId) -> &[ComputedRow] {
        let source = self.model.source(id);
        self.sources[id.0].computed.get_or_init(|| match &source.origin {
            Origin::Table => Vec::new(),
            Origin::Derived(derivation) => derived_rows(self, id, derivation),
            Origin::Linked(link) => linked_rows(self, link),
        })
    }

    pub fn delivered(&self, id: SourceId) -> &Delivered {
        self.sources[id.0].delivered.get_or_init(|| {
            let source = self.model.source(id);
            match (&source.deliveries, &source.origin) {
                (Some(_), _) => Delivered::listed(self.model, source, self.data.deliveries.get(&id)),
                (None, Origin::Table) => Delivered::by_rows(source, self.rows(id)),
                (None, Origin::Derived(of)) => self.delivered(of.base).derived(source, of),
                (None, Origin::Linked(link)) => self.delivered(link.left).linked(source, link),
            }
        })
    }

    /// The members of a population that is asked in a year; only of interval rows does the year make a difference.
    pub fn members(&self, id: PopulationId, year: i32) -> Rc<MembersByKey> {
        let interval = self.model.source(self.model.population(id).source).interval;
        let year = interval.map(|_| year);
        if let Some(members) = self.members.borrow().get(&(id, year)) {
            return members.clone();
        }
        let members = Rc::new(members_by_key(self, id, year));
        self.members.borrow_mut().insert((id, year), members.clone());
        members
    }

    fn all_delivered(&self) -> impl Iterator<Item = &Delivered> {
        (0..self.sources.len()).map(|index| self.delivered(SourceId(index)))
    }

    /// Every kommune for which something was delivered.
    pub fn municipalities(&self) -> BTreeSet<&str> {
        self.all_delivered().flat_map(Delivered::municipalities).collect()
    }

    /// The years for which a row can exist: those of deliveries, one before, and as many after as is looked back.
    pub fn years(&self) -> Range<i32> {
        self.years.get_or_init(|| self.years_with_rows()).clone()
    }

    fn years_with_rows(&self) -> Range<i32> {
        let years: BTreeSet<i32> = self.all_delivered().flat_map(Delivered::all_months).map(year_of).collect();
        match (years.first(), years.last()) {
            (Some(first), Some(last)) => first - 1..last + self.model.years_ahead + 1,
            _ => 0..0,
        }
    }
}
