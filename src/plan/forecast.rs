//! `prognose`: the share of a year that is usually reached by the month, as steps.
//!
//! In: an udgave with a [`Forecast`]. Out: a [`Computed`]. Guaranteed now: only years that are ok are added, above and
//! below alike; the share is rounded once (P1).

use super::formula::{Computed, Grade, OkYear, Step, Steps, TermOrigin};
use super::number::Number;
use super::window::Lookup;
use crate::exact::DECIMALS;
use crate::model::{Edition, EditionValue, Forecast, Part, Shift, ValueSubject};

impl Steps<'_, '_> {
    pub fn share(&mut self, edition: &Edition, forecast: &Forecast) -> Computed {
        let to_date = match &edition.value {
            EditionValue::Ratio { numerator: Part::Rows(rows), .. } => self.counted("taeller", rows, Some(self.figure)),
            _ => return Computed { value: Number::Literal(crate::exact::whole(1)), grades: Vec::new() },
        };
        let whole = self.counted("hele_aaret", &forecast.whole, Some(self.figure));
        let hidden = edition.suppression.tests.iter().filter(|test| test.subject != ValueSubject::Denominator);
        let hidden: Vec<_> = hidden.map(|test| test.test.clone()).collect();
        let mut years = Vec::new();
        for before in 1..=forecast.years {
            let lookup = Lookup::SAME.then(Some(Shift::YearsBefore(before)));
            let mut read = |count: &str, wanted: String| {
                let computed = self.read(TermOrigin::Count(count.to_owned()), lookup, false, &wanted);
                match computed.value {
                    Number::Decimal(column) => column,
                    _ => wanted,
                }
            };
            let part = read(&to_date, format!("aar_til_dato_{before}"));
            let year = read(&whole, format!("hele_aaret_{before}"));
            years.push(OkYear { part, year, hidden: hidden.clone() });
        }
        let mut sum = |name: &str, of_year: bool| {
            let name = self.names.unique(name);
            self.step(Step::SumOfOk { name, years: years.clone(), of_year })
        };
        let (reached, all) = (sum("naaet", false), sum("i_alt", true));
        let (quotient, value) = self.quotient(reached, all, DECIMALS);
        Computed { value, grades: vec![Grade::NoneOk(years), Grade::ZeroDivisor(quotient)] }
    }
}
