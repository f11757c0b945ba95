//! Cases of krav about figures: the value just inside and just outside of what is asked.
//!
//! In: a figure and what is asked of it. Out: drafts. Guaranteed now: a value that the words name was computed.

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::super::draft::{DraftRow, OTHER, OWN};
use super::super::lowered::can_be_given;
use super::super::situation::{Maker as Situations, Situation};
use super::super::values::danish;
use super::super::worth::{measure_of, repeated};
use super::exempt::{exempted, who};
use super::{Draft, Maker};
use crate::evaluate::{Period, Status, evaluate_figure};
use crate::exact::{round5, whole};
use crate::model::rule::{Comparand, FigureTest, read_factor};
use crate::model::years::Years;
use crate::model::{FamilyLoop, FigureId, FigureReference, MeasureId, Member};

/// Amounts by which it is found out how the value follows them.
const AMOUNTS: (i64, i64) = (1000, 2000);

/// So many members beside one that is exempt are tried.
const NEAR: usize = 8;

/// The figure that is judged, at a period.
pub(super) struct Judged<'m> {
    pub of: FigureReference,
    pub situation: Situation<'m>,
    /// The row whose amount, or whose number, makes the value what it is to be.
    lever: (usize, Option<MeasureId>),
    /// Other rows that are read: of what is compared with, of the period before.
    pub beside: Vec<DraftRow>,
}

/// A value that is shown, and the bound it lies at.
struct Edge {
    value: BigRational,
    where_: String,
}

impl<'m> Maker<'_, 'm> {
    pub fn figure_drafts(&self, data: FigureId, test: &FigureTest) -> Vec<Draft> {
        let Some(period) = self.usual_period(data) else { return Vec::new() };
        match test {
            FigureTest::Spread { .. } => return self.in_a_crowd(period, &|at| self.spread_drafts(data, at)),
            FigureTest::Slope { per, .. } => {
                return self.in_a_crowd(period, &|at| self.slope_drafts(data, *per, at));
            }
            FigureTest::ExistsForAll => return self.existing_drafts(data, period),
            _ => {}
        }
        let of = self.reference(data);
        let Some(judged) = self.judged(of, test, period) else { return Vec::new() };
        let mut drafts = Vec::new();
        let mut broken = None;
        for edge in self.edges(&judged, test, period) {
            let Some(rows) = self.with_value(&judged, test, period, &edge.value) else { continue };
            if broken.is_none() && self.breaks(&rows, period) {
                broken = Some(edge.value.clone());
            }
            let says = format!("Værdien er {}, {}", danish(&edge.value), edge.where_);
            drafts.push(Draft::new(rows, says, period));
        }
        if let Some(rows) = self.with_value(&judged, test, period, &whole(0)) {
            drafts.push(Draft::new(rows, "Værdien er 0".to_owned(), period));
        }
        if !judged.beside.is_empty() {
            drafts.push(Draft::new(judged.situation.rows(), "Der er intet at sammenligne med".to_owned(), period));
            drafts.push(Draft::new(judged.beside.clone(), "Reglens egen værdi mangler".to_owned(), period));
        }
        if let Some(value) = broken {
            let at = |of: FigureReference, period: Period| {
                let judged = self.judged(of, test, period)?;
                self.with_value(&judged, test, period, &value)
            };
            self.exempt_drafts(period, &|period| at(of, period), &mut drafts);
            drafts.extend(self.exempt_members(data, period, &at));
        }
        drafts
    }

    /// Kommuner measured against each other, and one that is too far away but exempt.
    fn in_a_crowd(&self, period: Period, crowd: &dyn Fn(Period) -> Vec<Draft>) -> Vec<Draft> {
        let mut drafts = crowd(period);
        let broken = |period: Period| {
            let mut of_period = crowd(period).into_iter();
            let stands_out = |draft: &Draft| self.stands_out(&draft.rows, draft.places().len(), draft.period);
            of_period.find(stands_out).map(|draft| draft.rows)
        };
        let mut exempt = Vec::new();
        self.exempt_drafts(drafts.first().map_or(period, |draft| draft.period), &broken, &mut exempt);
        drafts.extend(exempt.into_iter().map(|draft| Draft { alone: true, ..draft }));
        drafts
    }

    /// `undtaget funktion 5.28.20`: a member that is exempt, and one that is not.
    fn exempt_members(
        &self,
        data: FigureId,
        usual: Period,
        broken: &dyn Fn(FigureReference, Period) -> Option<Vec<DraftRow>>,
    ) -> Vec<Draft> {
        let Some(family) = &self.model.figure(data).family else { return Vec::new() };
        let told = |values: &[usize]| {
            let word = |(one, value): (&FamilyLoop, &usize)| format!("{} {}", one.dimension, one.values[*value].code);
            capitalised(&family.loops.iter().zip(values).map(word).collect::<Vec<_>>().join(", "))
        };
        let mut drafts = Vec::new();
        for exemption in self.edition.exemptions.iter().filter(|one| !one.members.is_empty()) {
            let year = exemption.until.map_or(usual.year(), |month| month.div_euclid(12));
            let means = |values: &[usize]| {
                exemption.members.iter().all(|(of, meant)| {
                    let in_year = |years: &[Years]| years.iter().any(|years| years.contains(year));
                    meant.iter().any(|(value, years)| values.get(*of) == Some(value) && in_year(years))
                })
            };
            let exists = |member: &Member| member.years.iter().any(|years| years.contains(year));
            let with_values = family.members.iter().enumerate().filter(|(_, member)| exists(member));
            let (inside, outside): (Vec<_>, Vec<_>) = with_values
                .filter_map(|(index, member)| Some((index, member.values.as_ref()?)))
                .partition(|(_, values)| means(values));
            let at = |member: usize| FigureReference { figure: data, member: Some(member) };
            if let Some((member, values)) = inside.first() {
                let subject = format!("{} er undtaget", told(values));
                drafts.extend(exempted(exemption, &subject, "tallet bryder kravet", usual, &|period| {
                    broken(at(*member), period)
                }));
            }
            // On either side the nearest of which there can be rows.
            let place = inside.first().map_or(0, |(member, _)| *member);
            let (before, after): (Vec<_>, Vec<_>) = outside.into_iter().partition(|(member, _)| *member < place);
            for side in [before.into_iter().rev().collect::<Vec<_>>(), after] {
                let mut near = side.into_iter().take(NEAR);
                if let Some((values, rows)) = near.find_map(|(one, values)| Some((values, broken(at(one), usual)?))) {
                    let says = format!("{} er ikke undtaget, og tallet bryder kravet", told(values));
                    drafts.push(Draft::new(rows, says, usual));
                }
            }
        }
        drafts
    }

    pub fn situations(&self, of: FigureReference) -> Situations<'_, 'm> {
        Situations { model: self.model, stores: self.stores, of, through_base: false, municipality: self.municipality }
    }

    /// The first member of a family; the figure itself when it is none.
    pub fn reference(&self, figure: FigureId) -> FigureReference {
        let family = self.model.figure(figure).family.as_ref();
        let member = family.and_then(|family| family.members.iter().position(|member| member.values.is_some()));
        FigureReference { figure, member }
    }

    fn usual_period(&self, data: FigureId) -> Option<Period> {
        let situations = self.situations(self.reference(data));
        let asks =
            situations.asks_for_municipality() || super::super::kommune::reads_all_municipalities(self.model, data);
        (!asks).then(|| situations.period(situations.nearest_year(self.edition.years)))
    }

    /// The figure with all that it is judged by.
    fn judged(&self, of: FigureReference, test: &FigureTest, period: Period) -> Option<Judged<'m>> {
        let mut beside = Vec::new();
        for comparand in test.comparands() {
            let Comparand::Figure(id) = comparand else { continue };
            let other = self.model.figure(*id);
            let alike = self.alike(of, *id);
            if other.reported != self.model.figure(of.figure).reported || (other.family.is_some() && alike.is_none()) {
                return None;
            }
            let there = self.situations(FigureReference { figure: *id, member: alike }).at(period)?;
            beside.extend(there.is_whole().then(|| there.rows())?);
        }
        if let FigureTest::ChangesAtMost { months, .. } = test {
            let before = self.situations(of).at(Period { first: period.first - months, ..period })?;
            beside.extend(before.is_whole().then(|| before.rows())?);
        }
        let judged = self.at(of, period)?;
        Some(Judged { beside, ..judged })
    }

    /// The figure alone.
    pub fn at(&self, of: FigureReference, period: Period) -> Option<Judged<'m>> {
        let situations = self.situations(of);
        let situation = situations.at(period).filter(Situation::is_whole)?;
        let version = situations.standing(situation.leaves.first()?)?.1;
        let measure = measure_of(version).filter(|measure| can_be_given(self.model, version.source, *measure));
        Some(Judged { of, situation, lever: (0, measure), beside: Vec::new() })
    }

    fn alike(&self, of: FigureReference, other: FigureId) -> Option<usize> {
        let code = &self.model.figure(of.figure).family.as_ref()?.members.get(of.member?)?.code;
        let members = &self.model.figure(other).family.as_ref()?.members;
        members.iter().position(|member| member.code == *code)
    }

    /// The value that the rule reads of rows for one kommune; of `delene summer til` the sum of the members.
    fn value(&self, of: FigureReference, sums: bool, rows: &[DraftRow], period: Period) -> Option<BigRational> {
        let factor = read_factor(self.model.figure(of.figure));
        let shown = evaluate_figure(self.open, &self.data(rows), of.figure);
        let family = self.model.figure(of.figure).family.as_ref();
        let is_part = |member: Option<usize>| {
            member.and_then(|index| family?.members.get(index)).is_some_and(|member| member.values.is_some())
        };
        let own = shown.iter().filter(|row| {
            row.municipality == self.municipality
                && row.period == period
                && if sums { is_part(row.member) } else { row.member == of.member }
        });
        let values: Option<Vec<BigRational>> =
            own.map(|row| row.result.clone().filter(|_| row.status <= Status::Provisional)).collect();
        let values = values.filter(|values| !values.is_empty())?;
        Some(values.into_iter().sum::<BigRational>() * factor)
    }

    /// The rows with so large an amount, or so many rows.
    pub fn with_amount(&self, judged: &Judged<'m>, amount: &BigRational) -> Option<Vec<DraftRow>> {
        let mut rows = judged.situation.rows();
        let (at, measure) = judged.lever;
        match measure {
            Some(measure) => drop(rows.get_mut(at)?.amounts.insert(measure, danish(amount))),
            None => {
                let number = super::super::worth::small(amount)?;
                let row = judged.situation.support[at].clone()?;
                if number == 0 {
                    rows.remove(at);
                } else {
                    rows[at] = repeated(&row, number);
                }
            }
        }
        rows.extend(judged.beside.iter().cloned());
        Some(rows)
    }

    /// The rows that give the value.
    fn with_value(
        &self,
        judged: &Judged<'m>,
        test: &FigureTest,
        period: Period,
        wanted: &BigRational,
    ) -> Option<Vec<DraftRow>> {
        let sums = matches!(test, FigureTest::PartsSumTo(_));
        let value = |amount: &BigRational| self.value(judged.of, sums, &self.with_amount(judged, amount)?, period);
        let (low, high) = match judged.lever.1 {
            Some(_) => (whole(AMOUNTS.0), whole(AMOUNTS.1)),
            None => (whole(1), whole(2)),
        };
        let (at_low, at_high) = (value(&low)?, value(&high)?);
        let step = (&at_high - &at_low) / (&high - &low);
        if step.is_zero() {
            return None;
        }
        let amount = round5(&(&low + (wanted - &at_low) / step));
        (value(&amount)? == *wanted).then(|| self.with_amount(judged, &amount))?
    }

    /// What is compared with, as the rows beside give it.
    fn compared(&self, judged: &Judged<'m>, with: &Comparand, period: Period) -> Option<BigRational> {
        match with {
            Comparand::Number(number) => Some(number.clone()),
            Comparand::Figure(id) => {
                let of = FigureReference { figure: *id, member: self.alike(judged.of, *id) };
                self.value(of, false, &judged.beside, period)
            }
        }
    }

    /// Values on, just below and just above every bound, by what the tolerance allows.
    fn edges(&self, judged: &Judged<'m>, test: &FigureTest, period: Period) -> Vec<Edge> {
        let mut bounds: Vec<(BigRational, String)> = Vec::new();
        match test {
            FigureTest::ChangesAtMost { percent, months } => {
                let before = Period { first: period.first - months, ..period };
                let Some(was) = self.value(judged.of, false, &judged.beside, before) else { return Vec::new() };
                let allowed = percent / whole(100) * was.abs();
                let words = |sign: &str| {
                    format!("{} {sign} {} pct., og før var den {}", danish(&was), danish(percent), danish(&was))
                };
                bounds.push((&was - &allowed, words("minus")));
                bounds.push((&was + &allowed, words("plus")));
            }
            _ => {
                for comparand in test.comparands() {
                    let Some(with) = self.compared(judged, comparand, period) else { continue };
                    match self.tolerated(&with) {
                        Some(allowed) if !allowed.is_zero() => {
                            let words =
                                |sign: &str| format!("{} {sign} tolerancen {}", danish(&with), danish(&allowed));
                            bounds.push((&with - &allowed, words("minus")));
                            bounds.push((&with + &allowed, words("plus")));
                        }
                        _ => bounds.push((with.clone(), danish(&with))),
                    }
                }
            }
        }
        let step = match judged.lever.1 {
            Some(_) => BigRational::new(1.into(), 100.into()),
            None => whole(1),
        };
        let mut edges = Vec::new();
        for (bound, words) in bounds {
            for (value, where_) in
                [(&bound - &step, "lige under"), (bound.clone(), "netop"), (&bound + &step, "lige over")]
            {
                edges.push(Edge { value, where_: format!("{where_} {words}") });
            }
        }
        edges
    }

    /// How far from what is compared with the value may lie.
    fn tolerated(&self, with: &BigRational) -> Option<BigRational> {
        let tolerance = &self.edition.tolerance;
        let of_size = tolerance.percent.as_ref().map(|percent| percent / whole(100) * with.abs());
        of_size.into_iter().chain(tolerance.amount.clone()).max()
    }

    /// `findes for alle kommuner`: one that has a row, and one that has none.
    fn existing_drafts(&self, data: FigureId, period: Period) -> Vec<Draft> {
        let Some(judged) = self.at(self.reference(data), period) else { return Vec::new() };
        let rows = judged.situation.rows();
        let own = Draft { alone: true, ..Draft::new(rows.clone(), "Kommunen har en række".to_owned(), period) };
        let says = "Kommunen har ingen række i en periode, hvor en anden har".to_owned();
        let other = Draft { alone: true, who: OTHER.to_owned(), ..Draft::new(rows.clone(), says, period) };
        let mut drafts = vec![own, other];
        for exemption in self.edition.exemptions.iter().filter(|one| one.members.is_empty()) {
            let code = who(exemption);
            let at = |period: Period| Some(self.at(self.reference(data), period)?.situation.rows());
            let subject = format!("Kommune {code} er undtaget");
            let exempt = exempted(exemption, &subject, "kommunen har ingen række, hvor en anden har", period, &at);
            // The rows are those of the other kommune.
            let others = exempt
                .into_iter()
                .filter(|_| code != OWN)
                .filter_map(|draft| Some(Draft { alone: true, rows: at(draft.period)?, ..draft }));
            drafts.extend(others);
        }
        drafts
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
