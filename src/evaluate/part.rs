//! The value of a tæller, a nævner or a grundtal for one kommune and period.
//!
//! In: rows as read, the figures already published, a part and a period. Out: a [`PartValue`]. Guaranteed now: values
//! are rounded to 5 decimals; a part without a value says why in its status (S1, S5, N1, N4).

use num_rational::BigRational;
use num_traits::Zero;

use super::Status;
use super::figure::{Place, Published};
use super::select::MemberOf;
use super::window::Period;
use super::world::World;
use crate::exact::{round, round5, whole};
use crate::model::{BaseFigureId, FigureReference, FixedPrices, Formula, FormulaTerm, Part, TermValue};

/// How many decimals a division inside another division keeps.
pub const INNER_DECIMALS: u32 = 10;

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
    /// The prices in which amounts in kr. are told.
    pub prices: Option<&'a FixedPrices>,
}

impl Reading<'_> {
    pub fn part(&self, part: &Part, at: Period) -> PartValue {
        match part {
            Part::Rows(rows) => self.rows(rows, at),
            Part::Formula(formula) => self.formula(formula, at),
        }
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

    pub fn term(&self, term: &FormulaTerm, at: Period) -> PartValue {
        let at = at.shifted(term.shift);
        match term.value {
            TermValue::BaseFigure(id) => self.base_figure(id, at),
            TermValue::Result(figure) => self.result_of(figure, at),
            TermValue::Numerator(figure) => {
                let row = self.published.get(&self.place(figure, at));
                row.and_then(|row| row.numerator.clone()).unwrap_or_else(PartValue::missing)
            }
            TermValue::NationalAverage(figure) => super::comparison::national(self.world, self.published, figure, at),
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

    pub fn place(&self, figure: FigureReference, period: Period) -> Place {
        Place { figure, municipality: self.municipality.to_owned(), period }
    }
}
