//! `prognose`: how far earlier years had come by this month (P1).
//!
//! In: rows as read, a prognose's udgave and a month. Out: the share that the year to date is divided by. Guaranteed now:
//! only years that are ok for the kommune count; the share is rounded once.

use num_traits::Zero;

use super::Status;
use super::part::{PartValue, Reading};
use super::suppression::{Unconverted, hides};
use super::window::Period;
use crate::exact::{round5, whole};
use crate::model::{Edition, EditionValue, Forecast, Part, Shift};

impl Reading<'_> {
    /// Σ år til dato at this month ÷ Σ whole year, over those of the years before that are ok; missing when none is.
    pub fn share(&self, edition: &Edition, forecast: &Forecast, at: Period) -> PartValue {
        let basis = Reading { missing_is_zero: false, ..*self };
        let EditionValue::Ratio { numerator: Part::Rows(to_date), .. } = &edition.value else {
            return PartValue::missing();
        };
        let shown = |part: &PartValue| {
            let seen = Unconverted::of_ratio(&edition.factor, part.value.as_ref(), None);
            part.status == Status::Ok && !hides(&edition.suppression, &seen)
        };
        let (mut reached, mut all, mut any) = (whole(0), whole(0), false);
        for years in 1..=forecast.years {
            let there = at.shifted(Some(Shift::YearsBefore(years)));
            let (part, year) = (basis.rows(to_date, there), basis.rows(&forecast.whole, there));
            if let (true, true, Some(part_value), Some(year_value)) =
                (shown(&part), shown(&year), &part.value, &year.value)
            {
                reached += part_value;
                all += year_value;
                any = true;
            }
        }
        if !any {
            return PartValue::missing();
        }
        if all.is_zero() {
            return PartValue { value: None, status: Status::DenominatorZero };
        }
        PartValue { value: Some(round5(&(reached / all))), status: Status::Ok }
    }
}
