//! `prisregulering` and `priser faste`: amounts of one year in the prices of another.
//!
//! In: yearly rates. Out: factors. Guaranteed now: rates follow each other without a gap and are above −100 pct., so a
//! factor is there for every year from the one before the first rate to the last one.

use std::collections::BTreeMap;

use num_rational::BigRational;
use num_traits::One;

use super::{EditionValue, FigureReference, Formula, KeyFigure, Model, Named, Part, Rows, TermValue, What};
use crate::exact::{round, whole};
use crate::source::Span;

/// How many decimals a factor keeps (N5).
pub const FACTOR_DECIMALS: u32 = 10;

/// Index of a [`PriceIndex`] in [`Model::price_indices`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PriceIndexId(pub usize);

/// `prisregulering`
#[derive(Debug, Clone, PartialEq)]
pub struct PriceIndex {
    pub name: Named,
    pub title: Option<String>,
    /// How much prices rose from the year before to this one, in pct.
    pub rates: BTreeMap<i32, BigRational>,
}

/// `priser faste, niveau 2024, efter pl_service`
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FixedPrices {
    pub index: PriceIndexId,
    /// The year in whose prices amounts are shown.
    pub level: i32,
    pub span: Span,
}

impl PriceIndex {
    /// The years whose amounts can be told in prices of `level`, both included; none when the level itself has no rates.
    pub fn years(&self, level: i32) -> Option<(i32, i32)> {
        let (first, last) = (self.rates.keys().next()? - 1, *self.rates.keys().next_back()?);
        (first..=last).contains(&level).then_some((first, last))
    }

    /// What an amount of `year` is multiplied by to be in prices of `level`: the exact product of the years' rises, or one
    /// divided by it, rounded once (N5).
    pub fn factor(&self, year: i32, level: i32) -> Option<BigRational> {
        let (first, last) = self.years(level)?;
        if !(first..=last).contains(&year) {
            return None;
        }
        let between = |of: &i32| *of > year.min(level) && *of <= year.max(level);
        let rises = self.rates.iter().filter(|(of, _)| between(of));
        let product = rises.fold(BigRational::one(), |product, (_, rate)| product * (whole(1) + rate / whole(100)));
        Some(round(&if year <= level { product } else { product.recip() }, FACTOR_DECIMALS))
    }
}

impl Model {
    pub fn price_index(&self, id: PriceIndexId) -> &PriceIndex {
        &self.price_indices[id.0]
    }

    /// Counts amounts in kr., which fixed prices convert; rows, keys, days and other units they leave as they are.
    pub fn counts_kroner(&self, rows: &Rows) -> bool {
        rows.versions.iter().any(|version| match version.value.what {
            What::Flow(measure) | What::Stock(measure) | What::Statistic(_, measure) => {
                self.source(version.value.source).measures[measure.0].unit.is_kroner()
            }
            What::Rows | What::RowsWith(_) | What::Distinct(_) | What::FullYears(_) | What::Duration(_) => false,
        })
    }
}

/// The prices that amounts are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PriceBasis {
    /// As they were booked.
    Current,
    Fixed {
        index: PriceIndexId,
        level: i32,
    },
}

impl PriceBasis {
    pub fn of(prices: Option<FixedPrices>) -> PriceBasis {
        prices.map_or(PriceBasis::Current, |prices| PriceBasis::Fixed { index: prices.index, level: prices.level })
    }

    /// `løbende priser`, `2024-priser efter pl_service`
    pub fn words(self, model: &Model) -> String {
        match self {
            PriceBasis::Current => "løbende priser".to_owned(),
            PriceBasis::Fixed { index, level } => {
                format!("{level}-priser efter {}", model.price_index(index).name.text)
            }
        }
    }
}

impl Model {
    /// The prices of a nøgletal's amounts: its own, or those of the first amount that it reads of other nøgletal.
    pub fn price_basis(&self, figure: &KeyFigure) -> PriceBasis {
        if figure.prices.is_some() {
            return PriceBasis::of(figure.prices);
        }
        let mut found = None;
        for edition in &figure.editions {
            let mut formula = |formula: &Formula| {
                formula.terms(&mut |term| {
                    found = found.or_else(|| self.basis_of_term(term.value, PriceBasis::Current));
                });
            };
            match &edition.value {
                EditionValue::Formula(of) => formula(of),
                EditionValue::Ratio { .. } => edition.parts().into_iter().for_each(|part| {
                    if let Part::Formula(of) = part {
                        formula(of);
                    }
                }),
            }
        }
        found.unwrap_or(PriceBasis::Current)
    }

    /// The prices of what a term reads; nothing where it is no amount in kr. A grundtal is in the prices of who reads it.
    pub fn basis_of_term(&self, value: TermValue, own: PriceBasis) -> Option<PriceBasis> {
        let of_part = |read: FigureReference, denominator: bool| {
            let figure = self.figure(read.figure);
            let parts = figure.editions.first().map(|edition| edition.parts()).unwrap_or_default();
            let part = parts.get(usize::from(denominator))?;
            self.part_in_kroner(part).then(|| self.price_basis(figure))
        };
        match value {
            TermValue::BaseFigure(id) => self.base_figure(id).unit.is_kroner().then_some(own),
            TermValue::Result(read) | TermValue::NationalAverage(read) => {
                let figure = self.figure(read.figure);
                figure.unit.is_kroner().then(|| self.price_basis(figure))
            }
            TermValue::Numerator(read) => of_part(read, false),
            TermValue::Denominator(read) => of_part(read, true),
        }
    }

    fn part_in_kroner(&self, part: &Part) -> bool {
        match part {
            Part::Rows(rows) => self.counts_kroner(rows),
            Part::Formula(formula) => {
                let mut kroner = false;
                formula.terms(&mut |term| kroner |= self.basis_of_term(term.value, PriceBasis::Current).is_some());
                kroner
            }
        }
    }
}

impl KeyFigure {
    /// `i 2024-priser efter pl_service`
    pub fn price_words(&self, model: &Model) -> Option<String> {
        let prices = self.prices?;
        Some(format!("i {}-priser efter {}", prices.level, model.price_index(prices.index).name.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::decimal_text;

    fn index(rates: &[(i32, i64)]) -> PriceIndex {
        let name = Named { text: "pl".into(), sql: "pl".into(), span: Span::default() };
        let rates = rates.iter().map(|(year, tenths)| (*year, BigRational::new((*tenths).into(), 10.into())));
        PriceIndex { name, title: None, rates: rates.collect() }
    }

    fn factor(index: &PriceIndex, year: i32, level: i32) -> Option<String> {
        index.factor(year, level).map(|factor| decimal_text(&factor, FACTOR_DECIMALS))
    }

    #[test]
    fn n5_a_factor_is_the_product_of_the_years_after_up_to_the_level() {
        let index = index(&[(2022, 20), (2023, 41), (2024, 35)]);
        assert_eq!(factor(&index, 2024, 2024).as_deref(), Some("1.0000000000"));
        assert_eq!(factor(&index, 2023, 2024).as_deref(), Some("1.0350000000"));
        assert_eq!(factor(&index, 2021, 2024).as_deref(), Some("1.0989837000"));
    }

    #[test]
    fn n5_back_in_time_it_is_one_divided_by_the_product_rounded_once() {
        let index = index(&[(2023, 41), (2024, 35)]);
        assert_eq!(factor(&index, 2024, 2023).as_deref(), Some("0.9661835749"));
        assert_eq!(factor(&index, 2024, 2022).as_deref(), Some("0.9281302352"));
    }

    #[test]
    fn years_without_rates_have_no_factor() {
        let index = index(&[(2023, 41), (2024, -5)]);
        assert_eq!((factor(&index, 2021, 2024), factor(&index, 2025, 2024)), (None, None));
        assert_eq!(factor(&index, 2023, 2030), None);
        assert_eq!(factor(&index, 2022, 2022).as_deref(), Some("1.0000000000"));
    }
}
