//! Amounts in the prices of another year, in SQL.
//!
//! In: a [`Count`] whose amounts are converted. Out: relations and columns. Guaranteed now: each calendar year's sum is
//! converted and rounded once, then years are added (N5); years without a factor give no value.

use num_bigint::BigInt;
use num_rational::BigRational;

use super::layout::{Relation, hanging};
use super::writer::Writer;
use crate::exact::units;
use crate::model::prices::FACTOR_DECIMALS;
use crate::plan::{Count, Grain, Lookup, PriceFactors, Window};

/// The grade in `…_leveret` of a period that reads a year without a factor.
pub const UNPRICED: &str = "9";

impl Writer<'_> {
    /// Sums per calendar year, and the query that converts and adds them.
    pub fn priced_sums(&self, count: &Count, prices: &PriceFactors, months: &str, name: &str) -> (Relation, String) {
        let years = format!("{name}_aar");
        let year = self.dialect.integer_quotient("m.maaned", "12");
        let columns = [format!("{year} AS prisaar"), "SUM(m.beloeb) AS beloeb".to_owned()];
        let loops: String = count.loops.iter().map(|of| format!(", m.v{}", of + 1)).collect();
        let groups = format!("\nGROUP BY m.kommune, k.fra{loops}, {year}");
        let body = self.months_in_periods(count, months, &columns, &groups);
        let cases: String = prices
            .factors
            .iter()
            .map(|(year, factor)| format!("\n  WHEN {year} THEN {}", units(factor, FACTOR_DECIMALS)))
            .collect();
        if self.is_narrow() {
            return (Relation::new(years.clone(), &about_of(prices), body), self.narrow_prices(count, prices, &years));
        }
        let units = format!("CASE m.prisaar{cases}\nEND * {}", self.in_units("m.beloeb"));
        let query = format!(
            "SELECT m.kommune, m.fra{loops}, SUM({}) AS beloeb\nFROM (\n  SELECT m.kommune, m.fra{loops}, {} AS enheder\n  FROM {years} AS m\n) AS m\nGROUP BY m.kommune, m.fra{loops}",
            self.rounded_units("m.enheder", &BigInt::from(10).pow(5 + FACTOR_DECIMALS)),
            hanging(&units, 2),
        );
        (Relation::new(years, &about_of(prices), body), query)
    }

    /// The query where a factor times an amount does not fit.
    fn narrow_prices(&self, count: &Count, prices: &PriceFactors, years: &str) -> String {
        let loops: String = count.loops.iter().map(|of| format!(", m.v{}", of + 1)).collect();
        let of_year = |(year, factor): (&i32, &BigRational)| {
            format!("\n  WHEN {year} THEN {}", self.narrow_price("m.beloeb", &units(factor, FACTOR_DECIMALS)))
        };
        let cases: String = prices.factors.iter().map(|(year, factor)| of_year((year, factor))).collect();
        format!(
            "SELECT m.kommune, m.fra{loops}, SUM(CASE m.prisaar{cases}\nEND) AS beloeb\nFROM {years} AS m\nGROUP BY m.kommune, m.fra{loops}"
        )
    }

    /// The grade of what was delivered; a year without a factor is as good as missing.
    pub fn priced_grade(&self, prices: &PriceFactors, window: Window, grain: Grain, grade: &str) -> String {
        let (first, last) = self.months_of(window, Lookup::SAME, grain);
        let (from, to) = prices.years();
        format!(
            "CASE WHEN {first} < {} OR {last} > {} THEN {UNPRICED} ELSE {grade} END",
            i64::from(from) * 12,
            i64::from(to) * 12 + 11
        )
    }
}

fn about_of(prices: &PriceFactors) -> String {
    format!("Beløb {}, år for år; satserne er i timilliardtedele", prices.about)
}
