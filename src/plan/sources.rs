//! How sources are read: which columns, how stored, and what of them goes into the shared cells.
//!
//! In: the sources of a model and what the figures use of them. Out: [`SourcePlan`]s. Guaranteed now: codes that stand
//! under others (a gruppering) name the columns that they are read under.

use std::collections::BTreeSet;

use num_rational::BigRational;

use super::code_lists::ListKey;
use super::columns::SourceColumns;
use super::made_of::{DerivedPlan, LinkedPlan};
use super::planner::Planner;
use super::predicate::Predicate;
use super::reading::{Between, ReadFrom, is_timeless};
use super::selection::Place;
use crate::model::{ColumnId, ColumnKind, Measure, MeasureValue, Origin, SnapshotAt, Source, SourceId, TimeKind};

/// A source, ready to be read.
#[derive(Debug, Clone, PartialEq)]
pub struct SourcePlan {
    /// As SQL writes it.
    pub name: String,
    /// As declared.
    pub declared: String,
    pub origin: OriginPlan,
    /// The stored name of the time column.
    pub time: String,
    /// What the stored time is called, as text.
    pub raw_time: String,
    /// Of interval rows the time is their fra-dato, and this is Date.
    pub time_kind: TimeKind,
    pub interval: Option<IntervalPlan>,
    /// Of sources that hold keys, dates or intervals: which day a row is of (T6).
    pub days: Option<RowDay>,
    /// How many months a row delivers, see [`Source::months_of_delivery`].
    pub delivers: i32,
    /// `koder findes` without asking.
    pub automatic_rules: bool,
    /// The logical name of the table that alone says what was delivered.
    pub deliveries: Option<String>,
    /// The municipality's code, per role.
    pub roles: Vec<CodeColumn>,
    pub codes: Vec<CodeColumn>,
    /// Identifying keys, as texts; the empty one is missing.
    pub keys: Vec<PlainColumn>,
    /// Dates other than the time of a row, and the ends of intervals, as day numbers.
    pub dates: Vec<PlainColumn>,
    pub numbers: Vec<PlainColumn>,
    pub texts: Vec<PlainColumn>,
    pub measures: Vec<MeasureColumn>,
    /// The roles that figures use.
    pub used_roles: Vec<String>,
    /// The dimensions of the cells, in the source's order.
    pub dimensions: Vec<String>,
    pub used_measures: Vec<String>,
    /// Cells are by day, since a figure asks for rows of a day.
    pub by_day: bool,
    /// The days on which it is asked which of its intervals are active; their rows stand in `paa_dagen_…`.
    pub counting_days: BTreeSet<CountingDay>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum OriginPlan {
    /// The logical name of a table.
    Table(String),
    Derived(DerivedPlan),
    Linked(LinkedPlan),
}

/// The columns of day numbers between which a row is active, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntervalPlan {
    pub from: String,
    pub until: Option<String>,
}

/// The day of a row that stands in a month: the first, or what the snapshot says. A date's day and a week's Thursday
/// are what they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowDay {
    pub last_of_month: bool,
    /// Rows of this month are of this day.
    pub exception: Option<(u32, u32)>,
}

/// Days of every year on which intervals are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CountingDay {
    /// The first day of every month.
    FirstOfMonth,
    /// `pr. 5. september`; of 29 February only the years that have it.
    On { day: u32, month: u32 },
}

/// A column whose texts stand for codes.
#[derive(Debug, Clone, PartialEq)]
pub struct CodeColumn {
    pub name: String,
    pub stored: String,
    /// The stored value, as text.
    pub raw: String,
    pub from: ReadFrom,
    /// Index in [`super::Plan::code_lists`].
    pub list: usize,
    /// The columns whose codes it stands under.
    pub under: Vec<String>,
    /// One of the columns that it stands under is not there: no code of it is ever known.
    pub unknowable: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct PlainColumn {
    pub name: String,
    pub stored: String,
    pub raw: String,
    pub from: ReadFrom,
}

#[derive(Debug, Clone, PartialEq)]
pub struct MeasureColumn {
    pub name: String,
    pub stored: String,
    pub raw: String,
    pub from: ReadFrom,
    pub factor: BigRational,
    /// Rows whose amounts change sign on reading; none when false.
    pub reversed: Predicate,
}

impl SourcePlan {
    /// Figures ask for its rows one by one, so that they are read once and kept: rows of persons and events, and pairs.
    pub fn keeps_rows(&self) -> bool {
        match self.origin {
            OriginPlan::Table(_) => !self.keys.is_empty() || self.interval.is_some(),
            OriginPlan::Linked(_) => true,
            // They are put together in a table of their own already.
            OriginPlan::Derived(_) => false,
        }
    }

    /// Its rows come from a table, and not from other sources.
    pub fn is_read(&self) -> bool {
        matches!(self.origin, OriginPlan::Table(_))
    }

    /// The sources that its rows come from.
    pub fn made_of(&self) -> Vec<&str> {
        match &self.origin {
            OriginPlan::Table(_) => Vec::new(),
            OriginPlan::Derived(derived) => vec![&derived.base],
            OriginPlan::Linked(linked) => vec![&linked.left, &linked.right],
        }
    }

    /// The populations that its rows are chosen by.
    pub fn populations(&self) -> Vec<&str> {
        match &self.origin {
            OriginPlan::Derived(derived) => {
                derived.rows.populations().into_iter().chain(derived.only.populations()).collect()
            }
            OriginPlan::Table(_) | OriginPlan::Linked(_) => Vec::new(),
        }
    }

    /// Its rows have a day of the month.
    pub fn has_days(&self) -> bool {
        self.time_kind == TimeKind::Date
    }
}

impl Planner<'_> {
    /// The sources that figures use, each after those it is made of.
    pub fn sources(&mut self) -> Vec<SourcePlan> {
        let used: Vec<SourceId> = self.usage.keys().copied().collect();
        let mut order = Vec::new();
        used.into_iter().for_each(|id| self.require(id, &mut order));
        order.into_iter().map(|id| self.source(id)).collect()
    }

    fn source(&mut self, id: SourceId) -> SourcePlan {
        let model = self.model;
        let source = model.source(id);
        let usage = self.usage.get(&id).cloned().unwrap_or_default();
        let names = self.columns[id.0].clone();
        let plain = |wanted: fn(&ColumnKind) -> bool| {
            let columns = (0..source.columns.len()).filter(move |index| wanted(&source.columns[*index].kind));
            columns.map(|index| plain_column(source, &names, ColumnId(index))).collect::<Vec<_>>()
        };
        let (roles, codes) = self.code_columns(id, source);
        let dimensions = names.columns.iter().filter(|name| usage.columns.contains(*name)).cloned().collect();
        SourcePlan {
            name: source.name.sql.clone(),
            declared: source.name.text.clone(),
            origin: self.origin(id, source),
            time: source.columns[source.time.0].stored.clone(),
            raw_time: names.raw_columns[source.time.0].clone(),
            time_kind: source.time_kind,
            interval: source.interval.map(|interval| IntervalPlan {
                from: names.columns[interval.from.0].clone(),
                until: interval.until.map(|until| names.columns[until.0].clone()),
            }),
            days: (!is_timeless(source)).then(|| RowDay {
                last_of_month: source.snapshot == SnapshotAt::End,
                exception: source.snapshot_exception.map(|day| (day.day, day.month)),
            }),
            delivers: source.months_of_delivery(),
            automatic_rules: source.automatic_rules,
            deliveries: source.deliveries.clone(),
            roles,
            codes,
            keys: plain(|kind| matches!(kind, ColumnKind::Key(_))),
            dates: plain(|kind| matches!(kind, ColumnKind::FromDate | ColumnKind::ToDate | ColumnKind::Date)),
            numbers: plain(|kind| matches!(kind, ColumnKind::Number)),
            texts: plain(|kind| matches!(kind, ColumnKind::Text)),
            measures: source.measures.iter().enumerate().map(|(at, m)| self.measure(id, at, m)).collect(),
            used_roles: usage.roles.iter().cloned().collect(),
            dimensions,
            used_measures: usage.measures.iter().cloned().collect(),
            by_day: usage.by_day,
            counting_days: usage.counting_days.clone(),
        }
    }

    fn measure(&mut self, id: SourceId, at: usize, measure: &Measure) -> MeasureColumn {
        let model = self.model;
        let names = &self.columns[id.0];
        let place = Place::of(model.source(id), names);
        let reversed = match measure.sign_reversed_for.as_slice() {
            [] => Predicate::False,
            conditions => self.conditions.all(conditions, place),
        };
        let from = match &measure.value {
            MeasureValue::TimeBetween(between) => ReadFrom::Between(Between::of(self.model.source(id), names, between)),
            MeasureValue::Stored | MeasureValue::Aggregate(_) => ReadFrom::Stored { empty_when: Vec::new() },
        };
        MeasureColumn {
            name: names.measures[at].clone(),
            stored: measure.stored.clone(),
            raw: names.raw_measures[at].clone(),
            from,
            factor: measure.factor.clone(),
            reversed,
        }
    }

    /// The roles of the kommune, and the columns of codes.
    fn code_columns(&mut self, id: SourceId, source: &Source) -> (Vec<CodeColumn>, Vec<CodeColumn>) {
        let (mut roles, mut codes) = (Vec::new(), Vec::new());
        for index in 0..source.columns.len() {
            match &source.columns[index].kind {
                ColumnKind::Municipality => {
                    let tree = self.model.municipalities;
                    let key = ListKey { tree, level: 0, mask: None, scopes: Vec::new() };
                    roles.push(self.code_column(id, source, index, key, Vec::new()));
                }
                ColumnKind::Codes { tree, level, mask } => {
                    let under: Vec<Option<(ColumnId, usize)>> = self
                        .model
                        .tree(*tree)
                        .under
                        .iter()
                        .map(|above| self.column_with_level(source, above))
                        .collect();
                    let scopes = under.iter().flatten().map(|(column, level)| (self.tree_of(source, *column), *level));
                    let scopes = scopes.collect();
                    // What is made of other sources holds codes as they are written in the language.
                    let mask = mask.clone().filter(|_| source.origin == Origin::Table);
                    let key = ListKey { tree: *tree, level: *level, mask, scopes };
                    codes.push(self.code_column(id, source, index, key, under));
                }
                ColumnKind::Time | ColumnKind::Number | ColumnKind::Text => {}
                ColumnKind::Key(_) | ColumnKind::FromDate | ColumnKind::ToDate | ColumnKind::Date => {}
            }
        }
        codes.sort_by_key(|column| !column.under.is_empty());
        (roles, codes)
    }

    fn code_column(
        &mut self,
        id: SourceId,
        source: &Source,
        index: usize,
        key: ListKey,
        under: Vec<Option<(ColumnId, usize)>>,
    ) -> CodeColumn {
        let list = self.code_lists.list(self.model, key);
        let names = &self.columns[id.0];
        CodeColumn {
            name: names.columns[index].clone(),
            stored: source.columns[index].stored.clone(),
            raw: names.raw_columns[index].clone(),
            from: ReadFrom::of(source, names, ColumnId(index)),
            list,
            under: under.iter().flatten().map(|(column, _)| names.columns[column.0].clone()).collect(),
            unknowable: under.iter().any(Option::is_none),
        }
    }

    /// The first column whose tree has the level, and the level's place in it.
    fn column_with_level(&self, source: &Source, level: &str) -> Option<(ColumnId, usize)> {
        source.columns.iter().enumerate().find_map(|(index, column)| match &column.kind {
            ColumnKind::Codes { tree, .. } => {
                let tree = self.model.tree(*tree);
                Some((ColumnId(index), tree.level_named(level)?)).filter(|_| tree.under.is_empty())
            }
            _ => None,
        })
    }

    fn tree_of(&self, source: &Source, column: ColumnId) -> crate::model::TreeId {
        match &source.columns[column.0].kind {
            ColumnKind::Codes { tree, .. } => *tree,
            _ => self.model.municipalities,
        }
    }
}

fn plain_column(source: &Source, names: &SourceColumns, column: ColumnId) -> PlainColumn {
    PlainColumn {
        name: names.columns[column.0].clone(),
        stored: source.columns[column.0].stored.clone(),
        raw: names.raw_columns[column.0].clone(),
        from: ReadFrom::of(source, names, column),
    }
}
