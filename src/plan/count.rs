//! Counted rows: a tæller, nævner or grundtal that sums cells.
//!
//! In: a [`Rows`] part. Out: a [`Count`]. Guaranteed now: each udgave reads the months of its own years from its own
//! source; `denne X` is a join where that means the same, else a condition.

use num_rational::BigRational;

use super::columns::SourceColumns;
use super::members::MemberMonths;
use super::planner::Planner;
use super::predicate::{Predicate, This};
use super::selection::Place;
use super::sources::CountingDay;
use super::window::{Grain, Window};
use crate::model::years::{Years, epochs, joined};
use crate::model::{
    ColumnId, Counting, FigureId, KeyFigure, MeasureId, Model, Origin, Rows, RowsVersion, SnapshotAt, Source, SourceId,
    Statistic, TimeKind, TimeUnit, Version, What, WhenKind,
};

/// An amount per kommune and period (and value of the family's loops), and what was delivered for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Count {
    /// What it is called in its figure, `taeller`.
    pub name: String,
    pub grain: Grain,
    /// The months read; by the period's year where the udgaver read from sources with different time.
    pub windows: Vec<(Years, Window)>,
    pub pieces: Vec<Piece>,
    pub deliveries: Vec<Deliveries>,
    /// The populations that its lines ask for: what they delivered is part of the status (D3).
    pub members: Vec<MembersPart>,
    /// `gennemsnit over året`: divided by the months that hold rows.
    pub average: bool,
    /// The years in which nothing selected is no value instead of 0 (S5): those of the first month that is read, whose
    /// udgave says what is counted.
    pub valueless: Vec<Years>,
    /// Its amounts are converted to the prices of one year.
    pub prices: Option<PriceFactors>,
    /// The loops of the family that it depends on.
    pub loops: Vec<usize>,
}

/// What the amounts of each calendar year are multiplied by; the years follow each other.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceFactors {
    /// `i 2024-priser efter pl_service`
    pub about: String,
    pub factors: Vec<(i32, BigRational)>,
}

impl PriceFactors {
    pub fn of(model: &Model, figure: &KeyFigure) -> Option<PriceFactors> {
        let prices = figure.prices?;
        let index = model.price_index(prices.index);
        let (first, last) = index.years(prices.level)?;
        let factors = (first..=last).filter_map(|year| Some((year, index.factor(year, prices.level)?)));
        Some(PriceFactors { about: figure.price_words(model)?, factors: factors.collect() })
    }

    /// The first and the last year with a factor.
    pub fn years(&self) -> (i32, i32) {
        let year = |factor: Option<&(i32, BigRational)>| factor.map_or(0, |(year, _)| *year);
        (year(self.factors.first()), year(self.factors.last()))
    }
}

/// The months that a role of a source delivered, in some years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deliveries {
    pub source: String,
    pub role: String,
    pub years: Years,
}

/// A population that a count asks for in some years, and the months of its source that are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembersPart {
    pub population: String,
    pub deliveries: Deliveries,
    /// The years of the months whose rows ask for it.
    pub asked: Years,
    /// It is asked for in all years that are counted at all.
    pub always: bool,
    /// By the period's year.
    pub windows: Vec<(Years, MemberMonths)>,
}

/// What one udgave adds: cells or rows of the years in which it holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    pub source: String,
    pub from: RowsFrom,
    pub role: String,
    pub years: Years,
    /// Ledger periods are left out; the source may hold some.
    pub without_ledger_periods: bool,
    /// Only rows of this day of the month.
    pub day: Option<u32>,
    /// Only rows of months that their kommune has delivered: a forløb still runs when nothing is delivered any more.
    pub only_delivered: bool,
    pub amount: Amount,
    pub negative: bool,
    pub predicate: Predicate,
    /// Per loop of the count.
    pub joins: Vec<LoopJoin>,
}

/// Which relation of its source a piece reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowsFrom {
    /// `celler_…`: sums of rows.
    Cells,
    /// `laest_…`: rows one by one; intervals at their fra-dato.
    Read,
    /// `paa_dagen_…`: intervals on each counting day on which they are active.
    OnTheDay,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amount {
    Measure(String),
    Rows,
    /// Rows that hold the måltal.
    RowsWith(String),
    /// Different keys, the empty one left out.
    Distinct(String),
    Statistic(Statistic, String),
    /// Active days over the days of their calendar year; with a key a day once per key.
    FullYears(Option<String>),
    /// From the first day of the row's interval to the counting day, both included; or whole months.
    Duration(TimeUnit),
}

/// How the rows of several months become one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tally {
    /// Months are added.
    Sum,
    /// A key counts once however many months hold it.
    Distinct,
    Statistic(Statistic),
    /// Months are added, as days, and divided once.
    FullYears,
    FullYearsPerKey,
}

impl Tally {
    pub fn is_full_years(self) -> bool {
        matches!(self, Tally::FullYears | Tally::FullYearsPerKey)
    }
}

impl Amount {
    pub fn tally(&self) -> Tally {
        match self {
            Amount::Measure(_) | Amount::Rows | Amount::RowsWith(_) | Amount::Duration(_) => Tally::Sum,
            Amount::Distinct(_) => Tally::Distinct,
            Amount::Statistic(statistic, _) => Tally::Statistic(*statistic),
            Amount::FullYears(None) => Tally::FullYears,
            Amount::FullYears(Some(_)) => Tally::FullYearsPerKey,
        }
    }
}

/// How cells are spread over the values of a loop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoopJoin {
    /// To the values whose codes the table pairs with the column.
    Codes {
        column: String,
        table: String,
    },
    Numbers {
        column: String,
        table: String,
    },
    /// To every value; the predicate decides.
    Every,
}

impl Planner<'_> {
    /// The count of a part; `family` is the figure whose `denne X` its lines may ask for.
    pub fn count(&mut self, name: &str, rows: &Rows, grain: Grain, family: Option<FigureId>) -> Count {
        let pieces: Vec<Piece> = rows.versions.iter().map(|v| self.piece(v, rows, grain, family)).collect();
        let mut loops: Vec<usize> =
            pieces.iter().flat_map(|piece| piece.predicate.loops()).map(|(index, _)| index).collect();
        loops.sort_unstable();
        loops.dedup();
        let pieces = pieces.into_iter().map(|piece| with_joins(piece, &loops)).collect();
        Count {
            name: name.to_owned(),
            grain,
            windows: self.windows(rows, grain),
            pieces,
            deliveries: self.deliveries(rows),
            members: self.members(rows, grain),
            average: rows.counting.when == WhenKind::AverageOverYear,
            valueless: valueless(rows),
            prices: None,
            loops,
        }
    }

    fn piece(&mut self, version: &Version<RowsVersion>, rows: &Rows, grain: Grain, family: Option<FigureId>) -> Piece {
        let read = &version.value;
        let source = self.model.source(read.source);
        let columns = &self.columns[read.source.0];
        let role = columns.columns[read.municipality.0].clone();
        let place = Place { municipality: &role, family, ..Place::of(source, columns) };
        let predicate = self.conditions.selection(&read.selection, place);
        let amount = amount(read.what, columns);
        let on_a_day = matches!(
            rows.counting.when,
            WhenKind::Start(_) | WhenKind::End(_) | WhenKind::On(_) | WhenKind::AverageOverYear
        );
        let from = match (source.interval, on_a_day) {
            (Some(_), true) => RowsFrom::OnTheDay,
            (Some(_), false) => RowsFrom::Read,
            (None, _) if is_of_cells(&amount, &predicate) => RowsFrom::Cells,
            (None, _) => RowsFrom::Read,
        };
        let day = match rows.counting.when {
            WhenKind::On(day) if source.time_kind == TimeKind::Date => Some(day.day),
            _ if from == RowsFrom::OnTheDay => Some(1),
            _ => None,
        };
        let sums_months = !on_a_day && !Window::of(&rows.counting, grain, source.time_kind).is_one_month(grain);
        let piece = Piece {
            source: source.name.sql.clone(),
            from,
            role,
            years: years_of_rows(version, rows),
            without_ledger_periods: source.time_kind == TimeKind::Month && !sums_months,
            day,
            only_delivered: from == RowsFrom::OnTheDay
                || (rows.counting.when == WhenKind::AverageOverYear && !delivers_by_its_rows(source)),
            amount,
            negative: read.sign_reversed,
            predicate,
            joins: Vec::new(),
        };
        let usage = self.usage.entry(read.source).or_default();
        usage.of_piece(&piece);
        if from == RowsFrom::OnTheDay {
            usage.counting_days.insert(counting_day(rows.counting.when));
        }
        piece
    }

    /// The delivered months of a part; years of one source and role joined.
    pub fn deliveries(&self, rows: &Rows) -> Vec<Deliveries> {
        let mut found: Vec<(SourceId, &str, Vec<Years>)> = Vec::new();
        for version in &rows.versions {
            let source = version.value.source;
            let role = self.columns[source.0].columns[version.value.municipality.0].as_str();
            match found.iter_mut().find(|(s, r, _)| (*s, *r) == (source, role)) {
                Some((.., years)) => years.push(version.years),
                None => found.push((source, role, vec![version.years])),
            }
        }
        let each = |(source, role, years): (SourceId, &str, Vec<Years>)| {
            let source = self.model.source(source).name.sql.clone();
            let role = role.to_owned();
            joined(years).into_iter().map(move |years| Deliveries { source: source.clone(), role: role.clone(), years })
        };
        found.into_iter().flat_map(each).collect()
    }

    /// The months read, by stretches of the period's years. A period is read as by the udgave of the year it looks at.
    pub fn windows(&self, rows: &Rows, grain: Grain) -> Vec<(Years, Window)> {
        let back = i32::from(rows.counting.year_before);
        let versions: Vec<(Years, (TimeKind, bool))> = rows
            .versions
            .iter()
            .map(|version| (later(version.years, back), self.model.source(version.value.source)))
            .map(|(years, source)| (years, (source.time_kind, source.interval.is_some())))
            .collect();
        let first = versions.first().map_or((TimeKind::Month, false), |(_, kind)| *kind);
        let kind_of = |year: i32| versions.iter().find(|(years, _)| years.contains(year)).map_or(first, |v| v.1);
        let mut windows: Vec<(Years, Window)> = Vec::new();
        for years in epochs(versions.iter().map(|(years, _)| *years), Years::ALL) {
            let (kind, intervals) = kind_of(years.example());
            // The state on a day knows no snapshots: ultimo is the first day of what follows (T5).
            let snapshot = if intervals { SnapshotAt::Start } else { rows.counting.snapshot };
            let window = Window::of(&Counting { snapshot, ..rows.counting }, grain, kind);
            match windows.last_mut() {
                Some((before, same)) if *same == window => before.to = years.to,
                _ => windows.push((years, window)),
            }
        }
        windows
    }
}

fn amount(what: What, columns: &SourceColumns) -> Amount {
    let measure = |of: MeasureId| columns.measures[of.0].clone();
    let key = |of: ColumnId| columns.columns[of.0].clone();
    match what {
        What::Flow(of) | What::Stock(of) => Amount::Measure(measure(of)),
        What::Rows => Amount::Rows,
        What::RowsWith(of) => Amount::RowsWith(measure(of)),
        What::Distinct(of) => Amount::Distinct(key(of)),
        What::Statistic(statistic, of) => Amount::Statistic(statistic, measure(of)),
        What::FullYears(of) => Amount::FullYears(of.map(key)),
        What::Duration(unit) => Amount::Duration(unit),
    }
}

/// A month is delivered exactly when a row stands in it.
fn delivers_by_its_rows(source: &Source) -> bool {
    source.origin == Origin::Table && source.deliveries.is_none()
}

/// Sums of rows are enough.
fn is_of_cells(amount: &Amount, predicate: &Predicate) -> bool {
    matches!(amount, Amount::Measure(_) | Amount::Rows) && predicate.populations().is_empty()
}

/// An interval that began before the first udgave, but counts in helår, is the first one's.
fn years_of_rows(version: &Version<RowsVersion>, rows: &Rows) -> Years {
    let first = rows.versions.first().map(|first| first.years);
    match version.value.what {
        What::FullYears(_) if first == Some(version.years) => Years { from: None, ..version.years },
        _ => version.years,
    }
}

/// The day on which intervals are looked at.
fn counting_day(when: WhenKind) -> CountingDay {
    match when {
        WhenKind::On(on) if on.day > 1 => CountingDay::On { day: on.day, month: on.month },
        _ => CountingDay::FirstOfMonth,
    }
}

/// The years in which nothing selected has no value (S5).
fn valueless(rows: &Rows) -> Vec<Years> {
    let statistics = rows.versions.iter().filter(|version| matches!(version.value.what, What::Statistic(..)));
    if statistics.clone().count() == rows.versions.len() {
        return vec![Years::ALL];
    }
    joined(statistics.map(|version| version.years))
}

/// The same years, so many years on.
fn later(years: Years, by: i32) -> Years {
    Years { from: years.from.map(|year| year.saturating_add(by)), to: years.to.map(|year| year.saturating_add(by)) }
}

fn with_joins(mut piece: Piece, loops: &[usize]) -> Piece {
    for &of in loops {
        let (join, predicate) = join(&piece.predicate, of);
        piece.joins.push(join);
        piece.predicate = predicate;
    }
    piece
}

/// `denne X` as a join, where rows of other values never count.
fn join(predicate: &Predicate, of: usize) -> (LoopJoin, Predicate) {
    let asked: Vec<&This> =
        predicate.loops().into_iter().filter(|(index, _)| *index == of).map(|(_, this)| this).collect();
    let join = match asked.as_slice() {
        [This::Codes { column, table }] => LoopJoin::Codes { column: column.clone(), table: table.clone() },
        [This::Number { column, table }] => LoopJoin::Numbers { column: column.clone(), table: table.clone() },
        _ => return (LoopJoin::Every, predicate.clone()),
    };
    match predicate.with_this(of, false) {
        Predicate::False => (join, predicate.with_this(of, true)),
        _ => (LoopJoin::Every, predicate.clone()),
    }
}
