//! The value of a tæller, a nævner or a grundtal for one kommune and period.
//!
//! In: rows as read, the figures already published, a part and a period. Out: a [`PartValue`]. Guaranteed now: values
//! are rounded to 5 decimals; a part without a value says why in its status (S1, S5, N1, N4).

use num_rational::BigRational;
use num_traits::Zero;

use super::Status;
use super::figure::{Place, Published};
use super::rows::SourceRow;
use super::select::{MemberOf, Selector};
use super::time::RowTime;
use super::window::{Period, Window, is_stretch, month_number, window, year_of};
use super::world::World;
use crate::exact::{round, round5, whole};
use crate::model::{
    BaseFigureId, FigureReference, Formula, FormulaTerm, Part, Rows, RowsVersion, Shift, TermValue, TimeKind, What,
    WhenKind,
};

/// How many decimals a division inside another division keeps.
const INNER_DECIMALS: u32 = 10;

/// A value and what it is worth.
#[derive(Debug, Clone, PartialEq)]
pub struct PartValue {
    pub value: Option<BigRational>,
    pub status: Status,
}

impl PartValue {
    pub fn missing() -> PartValue {
        PartValue { value: None, status: Status::Missing }
    }
}

/// For whom parts are computed.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    pub world: &'a World<'a>,
    pub published: &'a Published,
    pub member: Option<MemberOf<'a>>,
    pub municipality: &'a str,
    /// `når data mangler, regn med 0`
    pub missing_is_zero: bool,
}

/// Something that a part reads, seen from the row that is to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaf {
    /// It is read inside the row's own period, from a source no coarser than that period.
    pub inside: bool,
    /// It has delivered something: inside the period, or when it lies outside, within a year of where it is looked for.
    pub delivers: bool,
}

/// Where a part is read, seen from the row that is to be shown.
#[derive(Debug, Clone, Copy)]
pub struct View {
    at: Period,
    shown: Period,
    /// A year was named on the way (`i 2007`): then what is read is near the row or gives none.
    by_name: bool,
}

impl View {
    /// The row's own period.
    pub fn of(shown: Period) -> View {
        View { at: shown, shown, by_name: false }
    }

    fn shifted(self, shift: Option<Shift>) -> View {
        let by_name = self.by_name || matches!(shift, Some(Shift::InYear(_)));
        View { at: self.at.shifted(shift), by_name, ..self }
    }

    fn near(self, year: i32) -> bool {
        let from = if self.by_name { self.shown } else { self.at };
        (year - from.year()).abs() <= 1
    }
}

impl Reading<'_> {
    pub fn part(&self, part: &Part, at: Period) -> PartValue {
        match part {
            Part::Rows(rows) => self.rows(rows, at),
            Part::Formula(formula) => self.formula(formula, at),
        }
    }

    fn rows(&self, rows: &Rows, at: Period) -> PartValue {
        let window = self.window(rows, at);
        let delivered = window.months().filter(|month| self.delivered(rows, *month)).count();
        if delivered == 0 {
            return match self.missing_is_zero {
                true => PartValue { value: Some(whole(0)), status: Status::Ok },
                false => PartValue::missing(),
            };
        }
        let mut sum = whole(0);
        for version in &rows.versions {
            for row in self.world.rows(version.value.source) {
                let counts = is_in(row, rows.counting.when, window);
                if counts.is_some_and(|year| version.years.contains(year) && self.selects(&version.value, row, year)) {
                    sum += contribution(&version.value, row);
                }
            }
        }
        if rows.counting.when == WhenKind::AverageOverYear {
            let snapshots = window.months().filter(|month| self.holds_row(rows, *month)).count();
            sum /= whole(snapshots.max(1) as i64);
        }
        let complete = delivered == window.length() || self.missing_is_zero;
        let status = if complete { Status::Ok } else { Status::Provisional };
        PartValue { value: Some(round5(&sum)), status }
    }

    fn selects(&self, version: &RowsVersion, row: &SourceRow, year: i32) -> bool {
        let selector = Selector { model: self.world.model, member: self.member };
        row.municipality(version.municipality) == Some(self.municipality)
            && selector.selects(&version.selection, row, year)
    }

    fn window(&self, rows: &Rows, at: Period) -> Window {
        let year = at.year() - i32::from(rows.counting.year_before);
        let version = version_of(rows, year).or(rows.versions.first().map(|first| &first.value));
        let time = version.map_or(TimeKind::Month, |version| self.world.model.source(version.source).time_kind);
        window(&rows.counting, at, time)
    }

    /// Whether the month was delivered by the source of the udgave in force in it.
    fn delivered(&self, rows: &Rows, month: i32) -> bool {
        version_of(rows, year_of(month)).is_some_and(|version| {
            self.world.delivered(version.source).has(version.municipality, self.municipality, month)
        })
    }

    fn holds_row(&self, rows: &Rows, month: i32) -> bool {
        version_of(rows, year_of(month)).is_some_and(|version| {
            self.world.delivered(version.source).has_row(version.municipality, self.municipality, month)
        })
    }

    /// Arithmetic at a period: worth what its worst term is worth; one missing term and the whole is missing (N4).
    pub fn formula(&self, formula: &Formula, at: Period) -> PartValue {
        let mut status = Status::Ok;
        let value = self.compute(formula, at, false, &mut status);
        let value = value.filter(|_| status != Status::Missing).map(|value| round5(&value));
        PartValue { value, status }
    }

    fn compute(&self, formula: &Formula, at: Period, divided: bool, status: &mut Status) -> Option<BigRational> {
        let mut both = |a: &Formula, b: &Formula, divided: bool| {
            let left = self.compute(a, at, divided, status);
            let right = self.compute(b, at, divided, status);
            left.zip(right)
        };
        match formula {
            Formula::Number(number) => Some(number.clone()),
            Formula::Term(term) => {
                let term = self.term(term, at);
                *status = (*status).max(term.status);
                term.value
            }
            Formula::Negate(inner) => self.compute(inner, at, divided, status).map(|value| -value),
            Formula::Add(a, b) => both(a, b, divided).map(|(a, b)| a + b),
            Formula::Subtract(a, b) => both(a, b, divided).map(|(a, b)| a - b),
            Formula::Multiply(a, b) => both(a, b, divided).map(|(a, b)| a * b),
            Formula::Divide(a, b) => {
                let (a, b) = both(a, b, true)?;
                if b.is_zero() {
                    *status = (*status).max(Status::DenominatorZero);
                    return None;
                }
                Some(if divided { round(&(a / b), INNER_DECIMALS) } else { round5(&(a / b)) })
            }
        }
    }

    fn term(&self, term: &FormulaTerm, at: Period) -> PartValue {
        let at = at.shifted(term.shift);
        match term.value {
            TermValue::BaseFigure(id) => self.base_figure(id, at),
            TermValue::Result(figure) => self.result_of(figure, at),
            TermValue::Numerator(figure) => {
                let row = self.published.get(&self.place(figure, at));
                row.and_then(|row| row.numerator.clone()).unwrap_or_else(PartValue::missing)
            }
            TermValue::Denominator(figure) => {
                let row = self.published.get(&self.place(figure, at));
                row.and_then(|row| row.denominator.clone()).unwrap_or_else(PartValue::missing)
            }
        }
    }

    /// A resultat that is not shown, though its row is ok, is missing to whoever reads it.
    fn result_of(&self, figure: FigureReference, at: Period) -> PartValue {
        match self.published.get(&self.place(figure, at)) {
            Some(row) if row.result.is_some() || row.status >= Status::DenominatorZero => {
                PartValue { value: row.result.clone(), status: row.status }
            }
            _ => PartValue::missing(),
        }
    }

    /// A grundtal is computed where it is read; it is of no family.
    pub fn base_figure(&self, id: BaseFigureId, at: Period) -> PartValue {
        let figure = self.world.model.base_figure(id);
        let missing_is_zero = self.missing_is_zero || figure.missing_is_zero;
        let reading = Reading { missing_is_zero, member: None, ..*self };
        match figure.parts.iter().find(|part| part.years.contains(at.year())) {
            Some(part) => reading.part(&part.value, at),
            None if missing_is_zero => PartValue { value: Some(whole(0)), status: Status::Ok },
            None => PartValue::missing(),
        }
    }

    fn place(&self, figure: FigureReference, period: Period) -> Place {
        Place { figure, municipality: self.municipality.to_owned(), period }
    }

    /// What the part reads (S2).
    pub fn leaves(&self, part: &Part, view: View, leaves: &mut Vec<Leaf>) {
        match part {
            Part::Rows(rows) => leaves.push(self.leaf_of_rows(rows, view)),
            Part::Formula(formula) => self.leaves_of_formula(formula, view, leaves),
        }
    }

    fn leaf_of_rows(&self, rows: &Rows, view: View) -> Leaf {
        let shown = view.shown;
        let window = self.window(rows, view.at);
        let coarser = version_of(rows, shown.year()).is_some_and(|version| {
            let source = self.world.model.source(version.source);
            source.delivered_yearly && shown.months < 12
        });
        let common = window.inside(shown);
        if common.length() > 0 && !coarser {
            return Leaf { inside: true, delivers: common.months().any(|month| self.delivered(rows, month)) };
        }
        let near = |month: &i32| view.near(year_of(*month));
        Leaf { inside: false, delivers: window.months().filter(near).any(|month| self.delivered(rows, month)) }
    }

    pub fn leaves_of_formula(&self, formula: &Formula, view: View, leaves: &mut Vec<Leaf>) {
        match formula {
            Formula::Number(_) => {}
            Formula::Term(term) => self.leaves_of_term(term, view.shifted(term.shift), leaves),
            Formula::Negate(inner) => self.leaves_of_formula(inner, view, leaves),
            Formula::Add(a, b) | Formula::Subtract(a, b) | Formula::Multiply(a, b) | Formula::Divide(a, b) => {
                self.leaves_of_formula(a, view, leaves);
                self.leaves_of_formula(b, view, leaves);
            }
        }
    }

    fn leaves_of_term(&self, term: &FormulaTerm, view: View, leaves: &mut Vec<Leaf>) {
        let at = view.at;
        match term.value {
            TermValue::BaseFigure(id) => {
                let figure = self.world.model.base_figure(id);
                if let Some(part) = figure.parts.iter().find(|part| part.years.contains(at.year())) {
                    self.leaves(&part.value, view, leaves);
                }
            }
            TermValue::Result(figure) | TermValue::Numerator(figure) | TermValue::Denominator(figure) => {
                let exists = self.published.get(&self.place(figure, at)).is_some();
                leaves.push(Leaf { inside: at == view.shown, delivers: exists && view.near(at.year()) });
            }
        }
    }
}

/// The version in force in a year.
fn version_of(rows: &Rows, year: i32) -> Option<&RowsVersion> {
    rows.versions.iter().find(|version| version.years.contains(year)).map(|version| &version.value)
}

/// The row's year when the row stands in the window. A ledger period belongs to sums over several months that hold its
/// year's December (T2); a date is asked for by `pr.` to the day.
fn is_in(row: &SourceRow, when: WhenKind, window: Window) -> Option<i32> {
    let time = row.time?;
    let inside = match (time, when) {
        (RowTime::Date { month, day }, WhenKind::On(wanted)) => window.contains(month) && day == wanted.day,
        (RowTime::Month(month) | RowTime::Date { month, .. }, _) => window.contains(month),
        (RowTime::Extra { year, .. }, _) => {
            is_stretch(when) && window.length() > 1 && window.contains(month_number(year, 12))
        }
    };
    inside.then(|| time.year())
}

/// What one row adds; an empty amount adds nothing.
fn contribution(version: &RowsVersion, row: &SourceRow) -> BigRational {
    let amount = match version.what {
        What::Rows => whole(1),
        What::RowsWith(_) | What::Distinct(_) | What::Statistic(..) | What::FullYears(_) | What::Duration(_) => todo!(),
        What::Flow(measure) | What::Stock(measure) => row.amount(measure).cloned().unwrap_or_else(|| whole(0)),
    };
    if version.sign_reversed { -amount } else { amount }
}
