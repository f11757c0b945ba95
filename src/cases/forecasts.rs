//! Cases of a prognose: which of the years before count, and what is shown when none does (P1).
//!
//! In: an udgave of a prognose. Out: drafts, each with rows of the year and of years before it. Guaranteed now: what is
//! shown of them is told from the interpreter's row.

use super::draft::DraftRow;
use super::leaves::{Leaf, Side};
use super::lowered::can_be_given;
use super::pack::{Draft, Says};
use super::situation::{Maker, give};
use super::times::step;
use super::worth::measure_of;
use crate::evaluate::Period;
use crate::model::Edition;

/// The rows of one year: each month that has one, and its amount.
#[derive(Clone, Copy)]
struct Year {
    /// Years before the one that is foretold.
    back: i32,
    /// Without its last month.
    has_a_gap: bool,
    /// Amounts that cancel.
    is_nothing: bool,
}

impl<'m> Maker<'_, 'm> {
    pub fn forecast_drafts(&self, edition: &Edition) -> Vec<Draft> {
        let Some(forecast) = &edition.forecast else { return Vec::new() };
        let period = self.period(self.nearest_year(edition.years));
        let leaves = super::leaves::leaves(self.model, self.of, period, true);
        let Some(leaf) = leaves.into_iter().find(|leaf| leaf.side == Side::Numerator) else { return Vec::new() };
        let years = forecast.years.min(50) as i32;
        let whole = |back: i32| Year { back, has_a_gap: false, is_nothing: false };
        let gap = |back: i32| Year { has_a_gap: true, ..whole(back) };
        let this_year = period.year();
        let all = |of: &dyn Fn(i32) -> Year| (1..=years).map(of).collect::<Vec<Year>>();
        let mut told: Vec<(Vec<Year>, String)> = vec![
            (all(&whole), format!("De {years} år før har leveret alle måneder")),
            (vec![whole(1)], format!("Kun {} har leveret", this_year - 1)),
            (vec![whole(years)], format!("Kun {}, det første af de {years} år, har leveret", this_year - years)),
            (vec![whole(years + 1)], format!("Kun {}, året før de {years} år, har leveret", this_year - years - 1)),
            (all(&gap), format!("I hvert af de {years} år før mangler den sidste måned")),
            (
                all(&|back| Year { is_nothing: true, ..whole(back) }),
                format!("Beløbene i hvert af de {years} år før giver 0 tilsammen"),
            ),
        ];
        if years > 1 {
            let second = (1..=years).map(|back| if back == 1 { gap(1) } else { whole(back) }).collect();
            told.push((second, format!("I {} mangler den sidste måned, og resten er der", this_year - 1)));
        }
        let shows = |(years, says): (Vec<Year>, String)| {
            let mut rows = self.rows_to_date(&leaf, period)?;
            for year in years {
                rows.extend(self.rows_of_year(&leaf, period, year)?);
            }
            Some(Draft { of: self.of, period, rows, says: Says::Shows { says } })
        };
        told.into_iter().filter_map(shows).collect()
    }

    /// A row in each month up to the period.
    fn rows_to_date(&self, leaf: &Leaf<'m>, period: Period) -> Option<Vec<DraftRow>> {
        let january = 12 * period.year();
        let months = january..=period.last();
        months.step_by(self.step(leaf)).map(|month| self.row_of(leaf, month, "100")).collect()
    }

    /// A row in each month of a year before; the later half of them with larger amounts.
    fn rows_of_year(&self, leaf: &Leaf<'m>, period: Period, year: Year) -> Option<Vec<DraftRow>> {
        let january = 12 * (period.year() - year.back);
        let months: Vec<i32> = (january..january + 12).step_by(self.step(leaf)).collect();
        let kept = months.len() - usize::from(year.has_a_gap);
        let amount = |at: usize| match (year.is_nothing, at % 2) {
            (true, 0) => "80",
            (true, _) => "-80",
            (false, _) if 2 * at < months.len() => "80",
            (false, _) => "130",
        };
        months.iter().take(kept).enumerate().map(|(at, month)| self.row_of(leaf, *month, amount(at))).collect()
    }

    /// How many months lie between rows of what is counted.
    fn step(&self, leaf: &Leaf<'m>) -> usize {
        let version = leaf.rows.versions.first().map(|version| &version.value);
        version.map_or(1, |version| step(self.model.source(version.source).time_kind) as usize)
    }

    /// A counted row of the month, with an amount.
    fn row_of(&self, leaf: &Leaf<'m>, month: i32, amount: &str) -> Option<DraftRow> {
        let version = super::situation::version_in(leaf, month.div_euclid(12))?;
        let measure = measure_of(version)?;
        let mut row = self.counted_row(leaf, month)?;
        if can_be_given(self.model, row.source, measure) {
            give(self.model, &mut row, version, amount);
        }
        Some(row)
    }
}
