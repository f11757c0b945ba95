//! Cases of kommuner that lie far from the others: how many others it takes for one that differs to be too far away.
//!
//! In: a figure. Out: drafts, each alone in its round. Guaranteed now: the interpreter was asked for the number.

use super::super::draft::{DraftRow, OWN};
use super::{Draft, Maker};
use crate::evaluate::Period;
use crate::evaluate::rules::violations_of;
use crate::exact::whole;
use crate::model::FigureId;

/// So many kommuner are tried.
const MOST: usize = 14;
/// Fewer judge nobody.
const FEWEST: usize = 3;

impl Maker<'_, '_> {
    pub fn spread_drafts(&self, data: FigureId, period: Period) -> Vec<Draft> {
        let Some(judged) = self.at(self.reference(data), period) else { return Vec::new() };
        let (Some(like), Some(apart)) = (self.with_amount(&judged, &whole(10)), self.with_amount(&judged, &whole(20)))
        else {
            return Vec::new();
        };
        self.crowd(period, &like, &apart, "værdi")
    }

    pub fn slope_drafts(&self, data: FigureId, per: Option<FigureId>, period: Period) -> Vec<Draft> {
        let of = self.reference(data);
        let inside = self.model.figure(data).reported != self.rule.period;
        // Three points: inside the rule's period, or up to the period itself.
        let points: Vec<Period> = (0..3)
            .map(|at| Period { first: period.first + (if inside { at } else { at - 2 }) * period.months, ..period })
            .collect();
        let judging = match (inside, points.first()) {
            (true, Some(first)) => Period::holding(first.first, self.rule.period),
            _ => period,
        };
        let line = |amounts: [i64; 3]| {
            let mut rows = Vec::new();
            for (point, amount) in points.iter().zip(amounts) {
                rows.extend(self.with_amount(&self.at(of, *point)?, &whole(amount))?);
                if let Some(per) = per {
                    rows.extend(self.at(self.reference(per), *point)?.situation.rows());
                }
            }
            Some(rows)
        };
        let (Some(like), Some(apart)) = (line([10, 10, 10]), line([10, 15, 20])) else { return Vec::new() };
        self.crowd(judging, &like, &apart, "hældning")
    }

    /// One that differs among so many that are alike: as many as do not make it stand out, and one more.
    fn crowd(&self, period: Period, like: &[DraftRow], apart: &[DraftRow], word: &str) -> Vec<Draft> {
        let rows = |number: usize| {
            let mut rows = apart.to_vec();
            for other in 1..number {
                let mut those = like.to_vec();
                those.iter_mut().for_each(|row| row.rekeyed(OWN, &format!("@{other}")));
                rows.extend(those);
            }
            rows
        };
        let draft = |number: usize, says: String| Draft { alone: true, ..Draft::new(rows(number), says, period) };
        let few = FEWEST - 1;
        let mut drafts =
            vec![draft(few, format!("Kommunens {word} er en anden end den andens, og {few} er for få til en dom"))];
        let out = (FEWEST..=MOST).find(|number| self.stands_out(&rows(*number), *number, period));
        let Some(out) = out else { return drafts };
        for number in [out - 1, out].into_iter().filter(|number| *number >= FEWEST) {
            let others = number - 1;
            drafts.push(draft(number, format!("Kommunens {word} er en anden end hos {others} kommuner, der er ens")));
        }
        drafts
    }

    /// The kommune that the case is about is too far away from the others.
    pub fn stands_out(&self, rows: &[DraftRow], number: usize, period: Period) -> bool {
        let pool = super::super::pack::pool(self.model);
        let exempt = super::exempt_kommuner(self.rule);
        let kommuner = (0..number)
            .map(|at| format!("@{at}"))
            .zip(pool.into_iter().filter(|code| !exempt.contains(code)))
            .collect::<std::collections::BTreeMap<_, _>>();
        if kommuner.len() < number {
            return false;
        }
        let data = self.stores.data(rows.iter().map(|row| (row, &kommuner, 1)));
        let found = violations_of(self.narrow, &data, self.id);
        let own = kommuner.get(OWN);
        found.iter().any(|one| Some(&one.municipality) == own && one.period == period.name())
    }
}
