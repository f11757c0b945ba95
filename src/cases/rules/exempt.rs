//! Cases of whom a rule exempts and how severe it is: the last period of an exemption and the first after it.
//!
//! In: rows that break the rule. Out: drafts. Guaranteed now: the same rows, for another kommune or in another period.

use super::super::draft::{DraftRow, OWN};
use super::{Draft, Maker};
use crate::evaluate::Period;
use crate::model::SeverityPeriod;

impl Maker<'_, '_> {
    /// `broken` gives the rows that break the rule in a period.
    pub fn exempt_drafts(
        &self,
        usual: Period,
        broken: &dyn Fn(Period) -> Option<Vec<DraftRow>>,
        drafts: &mut Vec<Draft>,
    ) {
        for exemption in self.edition.exemptions.iter().filter(|one| one.members.is_empty() && one.rows.is_empty()) {
            let named = exemption.municipalities.as_ref().and_then(|codes| codes.first());
            let (who, subject) = match named {
                Some(code) => (code.clone(), format!("Kommune {code} er undtaget")),
                None => (OWN.to_owned(), "Alle er undtaget".to_owned()),
            };
            let periods = match exemption.until {
                None => vec![(usual, format!("{subject}, og tallet bryder kravet"))],
                Some(until) => {
                    let last = holding(usual, until);
                    let next = Period { first: last.last() + 1, ..last };
                    vec![
                        (last, format!("{subject} for sidste gang i {}, og tallet bryder kravet", last.name())),
                        (next, format!("{subject}, men ikke længere i {}, og tallet bryder kravet", next.name())),
                    ]
                }
            };
            for (period, says) in periods {
                let Some(mut rows) = broken(period) else { continue };
                rows.iter_mut().for_each(|row| row.rekeyed(OWN, &who));
                drafts.push(Draft { who: who.clone(), ..Draft::new(rows, says, period) });
            }
        }
        self.severity_drafts(usual, broken, drafts);
    }

    /// `dog advarsel i måned 1-6`: in its last month, and just after.
    fn severity_drafts(
        &self,
        usual: Period,
        broken: &dyn Fn(Period) -> Option<Vec<DraftRow>>,
        drafts: &mut Vec<Draft>,
    ) {
        let Some(except) = &self.edition.except else { return };
        let january = 12 * usual.year();
        let (last, next) = match except.during {
            SeverityPeriod::Months(_, to) => (january + to as i32 - 1, january + to as i32),
            SeverityPeriod::Quarters(_, to) => (january + 3 * to as i32 - 1, january + 3 * to as i32),
            SeverityPeriod::Year(year) => (12 * year, 12 * (year + 1)),
        };
        for month in [last, next] {
            let period = holding(usual, month);
            if let Some(rows) = broken(period) {
                let says = format!("Et brud i {}", period.name());
                drafts.push(Draft { tells_severity: true, ..Draft::new(rows, says, period) });
            }
        }
    }
}

/// The period of the same length that holds the month.
fn holding(like: Period, month: i32) -> Period {
    let first = like.first + (month - like.first).div_euclid(like.months) * like.months;
    Period { first, ..like }
}
