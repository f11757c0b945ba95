//! Counted rows: a tæller, nævner or grundtal that sums cells.
//!
//! In: a [`Rows`] part. Out: a [`Count`]. Guaranteed now: each udgave reads the months of its own years from its own
//! source; `denne X` is a join where that means the same, else a condition.

use super::planner::Planner;
use super::predicate::{Predicate, This};
use super::selection::Place;
use super::window::{Grain, Window};
use crate::model::years::{Years, epochs, joined};
use crate::model::{FigureId, Rows, RowsVersion, SourceId, TimeKind, Version, What, WhenKind};

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
    /// `gennemsnit over året`: divided by the months that hold rows.
    pub average: bool,
    /// The loops of the family that it depends on.
    pub loops: Vec<usize>,
}

/// The months that a role of a source delivered, in some years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deliveries {
    pub source: String,
    pub role: String,
    pub years: Years,
}

/// What one udgave adds: cells of the years in which it holds.
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
            average: rows.counting.when == WhenKind::AverageOverYear,
            loops,
        }
    }

    fn piece(&mut self, version: &Version<RowsVersion>, rows: &Rows, grain: Grain, family: Option<FigureId>) -> Piece {
        let read = &version.value;
        let source = self.model.source(read.source);
        let place = Place { columns: &self.columns[read.source.0].columns, family };
        let predicate = self.conditions.selection(&read.selection, place);
        let columns = &self.columns[read.source.0];
        let amount = match read.what {
            What::Flow(measure) | What::Stock(measure) => Amount::Measure(columns.measures[measure.0].clone()),
            What::Rows => Amount::Rows,
            What::RowsWith(_) | What::Distinct(_) | What::Statistic(..) | What::FullYears(_) | What::Duration(_) => {
                todo!()
            }
        };
        let day = match rows.counting.when {
            WhenKind::On(day) if source.time_kind == TimeKind::Date => Some(day.day),
            _ => None,
        };
        let sums_months = !matches!(
            rows.counting.when,
            WhenKind::Start(_) | WhenKind::End(_) | WhenKind::On(_) | WhenKind::AverageOverYear
        ) && !Window::of(&rows.counting, grain, source.time_kind).is_one_month(grain);
        let piece = Piece {
            source: source.name.sql.clone(),
            from: RowsFrom::Cells,
            role: columns.columns[read.municipality.0].clone(),
            years: version.years,
            without_ledger_periods: source.time_kind == TimeKind::Month && !sums_months,
            day,
            amount,
            negative: read.sign_reversed,
            predicate,
            joins: Vec::new(),
        };
        self.usage.entry(read.source).or_default().of_piece(&piece);
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
        let later = |years: Years| Years {
            from: years.from.map(|year| year.saturating_add(back)),
            to: years.to.map(|year| year.saturating_add(back)),
        };
        let versions: Vec<(Years, TimeKind)> = rows
            .versions
            .iter()
            .map(|version| (later(version.years), self.model.source(version.value.source).time_kind))
            .collect();
        let first = versions.first().map_or(TimeKind::Month, |(_, kind)| *kind);
        let kind_of = |year: i32| versions.iter().find(|(years, _)| years.contains(year)).map_or(first, |v| v.1);
        let mut windows: Vec<(Years, Window)> = Vec::new();
        for years in epochs(versions.iter().map(|(years, _)| *years), Years::ALL) {
            let window = Window::of(&rows.counting, grain, kind_of(years.example()));
            match windows.last_mut() {
                Some((before, same)) if *same == window => before.to = years.to,
                _ => windows.push((years, window)),
            }
        }
        windows
    }
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
