//! Sources made of other sources: rows put together, and pairs of rows.
//!
//! In: the `afledt` and `koblet` sources of a model. Out: [`DerivedPlan`]s and [`LinkedPlan`]s. Guaranteed now: what they
//! are made of is read too, with the roles whose deliveries become theirs.

use super::columns::SourceColumns;
use super::planner::Planner;
use super::predicate::Predicate;
use super::reading::day_column;
use super::selection::Place;
use super::sources::OriginPlan;
use crate::model::{
    ColumnId, ColumnKind, Derivation, Link, LinkTerm, LinkedFrom, MeasureValue, Origin, Source, SourceId, Statistic,
    TimeKind, TimeRelation, What,
};

/// One row per combination of columns of another source.
#[derive(Debug, Clone, PartialEq)]
pub struct DerivedPlan {
    pub base: String,
    pub base_time: TimeKind,
    /// The rows put together.
    pub rows: Predicate,
    /// What they are put together by, but their time; codes by the name of their stored texts.
    pub columns: Vec<Renamed>,
    /// Roles of the kommune, and the base's role that each is.
    pub roles: Vec<Renamed>,
    pub aggregates: Vec<Aggregate>,
    /// `kun rækker hvor`, on own columns and måltal.
    pub only: Predicate,
}

/// A column by its own name, and by that in the source it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    pub own: String,
    pub theirs: String,
}

/// A måltal over rows put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aggregate {
    pub own: String,
    pub of: AggregateOf,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AggregateOf {
    Sum(String),
    Rows,
    /// Rows that hold the måltal.
    RowsWith(String),
    /// Different keys, the empty one left out.
    Distinct(String),
    Average(String),
    Median(String),
    Highest(String),
    Lowest(String),
}

/// One row per pair of rows of two sources that agree.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkedPlan {
    pub left: String,
    pub right: String,
    pub terms: Vec<PairTerm>,
    /// The columns of either source, with what it calls them.
    pub from_left: Vec<Renamed>,
    pub from_right: Vec<Renamed>,
    /// Roles of the kommune, and the left source's role that each is.
    pub roles: Vec<Renamed>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PairTerm {
    /// The same text, and not the empty one.
    Texts { left: String, right: String },
    /// The same number or day.
    Numbers { left: String, right: String },
    /// The right month is so many months after the left one.
    Months { left: MonthOf, right: MonthOf, after: i32 },
}

/// Where a row's month is taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MonthOf {
    /// The row's own.
    Row,
    /// That of a day number.
    Day(String),
}

impl Planner<'_> {
    /// Adds a source after those it is made of.
    pub fn require(&mut self, id: SourceId, order: &mut Vec<SourceId>) {
        if order.contains(&id) {
            // Its roles may have grown since.
            self.pass_on_roles(id);
            return;
        }
        self.pass_on_roles(id);
        for base in self.made_of(id) {
            self.require(base, order);
        }
        order.push(id);
    }

    fn made_of(&self, id: SourceId) -> Vec<SourceId> {
        match &self.model.source(id).origin {
            Origin::Table => Vec::new(),
            Origin::Derived(derivation) => vec![derivation.base],
            Origin::Linked(link) => vec![link.left, link.right],
        }
    }

    /// The roles used of a source are roles used of what it is made of, and so on down.
    fn pass_on_roles(&mut self, id: SourceId) {
        let model = self.model;
        let source = model.source(id);
        let roles = self.usage.entry(id).or_default().roles.clone();
        let theirs = |column: ColumnId| match &source.origin {
            Origin::Table => None,
            Origin::Derived(derivation) => derivation.columns.get(column.0).map(|of| (derivation.base, *of)),
            Origin::Linked(link) => match link.columns.get(column.0) {
                Some(LinkedFrom::Left(of)) => Some((link.left, *of)),
                _ => None,
            },
        };
        let mut below = Vec::new();
        for (index, name) in self.columns[id.0].columns.iter().enumerate() {
            if roles.contains(name)
                && let Some((base, of)) = theirs(ColumnId(index))
            {
                below.push((base, self.columns[base.0].columns[of.0].clone()));
            }
        }
        for (base, role) in below {
            if self.usage.entry(base).or_default().roles.insert(role) {
                self.pass_on_roles(base);
            }
        }
    }

    pub fn origin(&mut self, id: SourceId, source: &Source) -> OriginPlan {
        match &source.origin {
            Origin::Table => OriginPlan::Table(source.table.clone()),
            Origin::Derived(derivation) => OriginPlan::Derived(self.derived(id, source, derivation)),
            Origin::Linked(link) => OriginPlan::Linked(self.linked(id, source, link)),
        }
    }

    fn derived(&mut self, id: SourceId, source: &Source, derivation: &Derivation) -> DerivedPlan {
        let base = derivation.base;
        let base_names = self.columns[base.0].clone();
        let names = self.columns[id.0].clone();
        let mut rows = Vec::new();
        for version in &derivation.rows {
            let place = Place::of(self.model.source(base), &base_names);
            let selected = self.conditions.selection(&version.value, place);
            rows.push(Predicate::all([Predicate::years(version.years), selected]));
        }
        let renamed = |wanted: &dyn Fn(usize) -> bool| -> Vec<Renamed> {
            let columns = (0..source.columns.len()).filter(|index| *index != source.time.0 && wanted(*index));
            let renamed = |index: usize| {
                let of = derivation.columns.get(index)?;
                Some(Renamed { own: own_name(source, &names, index), theirs: base_names.columns[of.0].clone() })
            };
            columns.filter_map(renamed).collect()
        };
        let aggregate = |(index, measure): (usize, &crate::model::Measure)| match measure.value {
            MeasureValue::Aggregate(what) => {
                let of = aggregate(what, &base_names.measures, &base_names.columns)?;
                Some(Aggregate { own: names.measures[index].clone(), of })
            }
            MeasureValue::Stored | MeasureValue::TimeBetween(_) => None,
        };
        let only = self.conditions.all(&derivation.only, Place::of(source, &names));
        DerivedPlan {
            base: self.model.source(base).name.sql.clone(),
            base_time: self.model.source(base).time_kind,
            rows: Predicate::any(rows),
            columns: renamed(&|_| true),
            roles: self.roles_of(id, source, derivation),
            aggregates: source.measures.iter().enumerate().filter_map(aggregate).collect(),
            only,
        }
    }

    /// The roles of the kommune, and the base's that each is.
    fn roles_of(&self, id: SourceId, source: &Source, derivation: &Derivation) -> Vec<Renamed> {
        let (own, theirs) = (&self.columns[id.0], &self.columns[derivation.base.0]);
        let one = |role: &ColumnId| {
            let of = derivation.columns.get(role.0)?;
            Some(Renamed { own: own.columns[role.0].clone(), theirs: theirs.columns[of.0].clone() })
        };
        source.municipality_roles.iter().filter_map(one).collect()
    }

    fn linked(&self, id: SourceId, source: &Source, link: &Link) -> LinkedPlan {
        let names = &self.columns[id.0];
        let (left, right) = (&self.columns[link.left.0], &self.columns[link.right.0]);
        let (mut from_left, mut from_right, mut roles) = (Vec::new(), Vec::new(), Vec::new());
        for (index, of) in link.columns.iter().enumerate() {
            let own = own_name(source, names, index);
            match of {
                LinkedFrom::Left(of) => {
                    let theirs = left.columns[of.0].clone();
                    if source.columns[index].kind == ColumnKind::Municipality {
                        roles.push(Renamed { own: names.columns[index].clone(), theirs: theirs.clone() });
                    }
                    if has_value(self.model.source(link.left), *of) {
                        from_left.push(Renamed { own, theirs });
                    }
                }
                LinkedFrom::Right(of) => {
                    let theirs = day_or_own(self.model.source(link.right), right, *of);
                    from_right.extend(theirs.map(|theirs| Renamed { own, theirs }));
                }
            }
        }
        for (index, of) in link.measures.iter().enumerate() {
            let own = names.measures[index].clone();
            match of {
                LinkedFrom::Left(of) => from_left.push(Renamed { own, theirs: left.measures[of.0].clone() }),
                LinkedFrom::Right(of) => from_right.push(Renamed { own, theirs: right.measures[of.0].clone() }),
            }
        }
        LinkedPlan {
            left: self.model.source(link.left).name.sql.clone(),
            right: self.model.source(link.right).name.sql.clone(),
            terms: link.terms.iter().map(|term| self.pair_term(link, term)).collect(),
            from_left,
            from_right,
            roles,
        }
    }

    fn pair_term(&self, link: &Link, term: &LinkTerm) -> PairTerm {
        let (left_source, right_source) = (self.model.source(link.left), self.model.source(link.right));
        let (left_names, right_names) = (&self.columns[link.left.0], &self.columns[link.right.0]);
        match *term {
            LinkTerm::Same { left, right } => {
                let (l, r) = (left_names.columns[left.0].clone(), right_names.columns[right.0].clone());
                match left_source.columns[left.0].kind {
                    ColumnKind::Number | ColumnKind::Date | ColumnKind::FromDate | ColumnKind::ToDate => {
                        PairTerm::Numbers { left: l, right: r }
                    }
                    _ => PairTerm::Texts { left: l, right: r },
                }
            }
            LinkTerm::Time { left, right, relation } => {
                let day = |source: &Source, names, column: ColumnId| {
                    is_date(source, column).then(|| day_column(source, names, column))
                };
                let (left_day, right_day) = (day(left_source, left_names, left), day(right_source, right_names, right));
                match (left_day, right_day) {
                    (Some(left), Some(right)) if relation == TimeRelation::Same => PairTerm::Numbers { left, right },
                    (left_day, right_day) => PairTerm::Months {
                        left: month_of(left_source, left, left_day),
                        right: month_of(right_source, right, right_day),
                        after: match relation {
                            TimeRelation::Same => 0,
                            TimeRelation::MonthBefore => -1,
                            TimeRelation::MonthAfter => 1,
                            TimeRelation::YearBefore => -12,
                            TimeRelation::YearAfter => 12,
                        },
                    },
                }
            }
        }
    }
}

/// The codes of other sources are looked up anew, in the row's own year.
fn own_name(source: &Source, names: &SourceColumns, index: usize) -> String {
    match source.columns[index].kind {
        ColumnKind::Municipality | ColumnKind::Codes { .. } => names.raw_columns[index].clone(),
        _ => names.columns[index].clone(),
    }
}

fn is_date(source: &Source, column: ColumnId) -> bool {
    match source.columns[column.0].kind {
        ColumnKind::Time => source.time_kind == TimeKind::Date,
        ColumnKind::Date | ColumnKind::FromDate | ColumnKind::ToDate => true,
        _ => false,
    }
}

fn month_of(source: &Source, column: ColumnId, day: Option<String>) -> MonthOf {
    match day {
        Some(day) if column != source.time => MonthOf::Day(day),
        _ => MonthOf::Row,
    }
}

/// Every column but a row's time has a value by its own name.
fn has_value(source: &Source, column: ColumnId) -> bool {
    source.columns[column.0].kind != ColumnKind::Time
}

/// What a column of the right source is called there: its time is kept when it is a date.
fn day_or_own(source: &Source, names: &SourceColumns, column: ColumnId) -> Option<String> {
    (has_value(source, column) || is_date(source, column)).then(|| day_column(source, names, column))
}

fn aggregate(what: What, measures: &[String], columns: &[String]) -> Option<AggregateOf> {
    let measure = |of: crate::model::MeasureId| measures[of.0].clone();
    Some(match what {
        What::Flow(of) | What::Stock(of) => AggregateOf::Sum(measure(of)),
        What::Rows => AggregateOf::Rows,
        What::RowsWith(of) => AggregateOf::RowsWith(measure(of)),
        What::Distinct(key) => AggregateOf::Distinct(columns[key.0].clone()),
        What::Statistic(Statistic::Average, of) => AggregateOf::Average(measure(of)),
        What::Statistic(Statistic::Median, of) => AggregateOf::Median(measure(of)),
        What::Statistic(Statistic::Highest, of) => AggregateOf::Highest(measure(of)),
        What::Statistic(Statistic::Lowest, of) => AggregateOf::Lowest(measure(of)),
        What::FullYears(_) | What::Duration(_) => return None,
    })
}
