//! Cases of whom a rule exempts and how severe it is: the last period of an exemption and the first after it.
//!
//! In: rows that break the rule. Out: drafts. Guaranteed now: the same rows, for another kommune or in another period.

use super::super::draft::{DraftRow, OWN};
use super::{Draft, Maker};
use crate::evaluate::Period;
use crate::model::SeverityPeriod;
use crate::model::rule::Exemption;

/// Rows that break the rule in a period, of the kommune that a case is about.
type Broken<'b> = dyn Fn(Period) -> Option<Vec<DraftRow>> + 'b;

impl Maker<'_, '_> {
    /// `broken` gives the rows that break the rule in a period.
    pub fn exempt_drafts(&self, usual: Period, broken: &Broken, drafts: &mut Vec<Draft>) {
        for exemption in self.edition.exemptions.iter().filter(|one| one.members.is_empty() && one.rows.is_empty()) {
            let who = who(exemption);
            let subject = match who.as_str() {
                OWN => "Alle er undtaget".to_owned(),
                code => format!("Kommune {code} er undtaget"),
            };
            drafts.extend(exempted(exemption, &subject, "tallet bryder kravet", usual, broken));
        }
        self.severity_drafts(usual, broken, drafts);
    }

    /// `dog advarsel i måned 1-6`: in its last month, and just after.
    fn severity_drafts(&self, usual: Period, broken: &Broken, drafts: &mut Vec<Draft>) {
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

/// The kommune that an exemption is looked at for.
pub fn who(exemption: &Exemption) -> String {
    let named = exemption.municipalities.as_ref().and_then(|codes| codes.first());
    named.cloned().unwrap_or_else(|| OWN.to_owned())
}

/// Rows that break the rule where they are exempt, and after that; `otherwise` says that they break it.
pub fn exempted(exemption: &Exemption, subject: &str, otherwise: &str, usual: Period, broken: &Broken) -> Vec<Draft> {
    let periods = match exemption.until {
        None => vec![(usual, format!("{subject}, og {otherwise}"))],
        Some(until) => {
            let last = holding(usual, until);
            let next = Period { first: last.last() + 1, ..last };
            vec![
                (last, format!("{subject} for sidste gang i {}, og {otherwise}", last.name())),
                (next, format!("{subject}, men ikke længere i {}, og {otherwise}", next.name())),
            ]
        }
    };
    let who = who(exemption);
    let draft = |(period, says)| {
        let mut rows = broken(period)?;
        rows.iter_mut().for_each(|row| row.rekeyed(OWN, &who));
        Some(Draft { who: who.clone(), ..Draft::new(rows, says, period) })
    };
    periods.into_iter().filter_map(draft).collect()
}

/// The period of the same length that holds the month.
fn holding(like: Period, month: i32) -> Period {
    let first = like.first + (month - like.first).div_euclid(like.months) * like.months;
    Period { first, ..like }
}
