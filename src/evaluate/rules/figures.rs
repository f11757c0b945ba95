//! Rules about figures: each value against what it is to be.

use std::collections::BTreeSet;

use num_rational::BigRational;
use num_traits::Signed;

use super::super::Status;
use super::super::figure::{FigureRow, Place};
use super::super::window::Period;
use super::spread::Measured;
use super::{Found, Judged, When};
use crate::exact::whole;
use crate::model::rule::{Comparand, FigureTest, Tolerance, read_factor};
use crate::model::{Comparison, Family, FigureId, FigureReference};

impl Judged<'_> {
    pub fn of_figure(&self, data: FigureId, test: &FigureTest) -> Vec<Found> {
        match test {
            FigureTest::ExistsForAll => self.missing(data),
            FigureTest::PartsSumTo(with) => self.sums(data, with),
            FigureTest::Spread { deviations, around } => self.outside(self.measured(data), data, deviations, *around),
            FigureTest::Slope { deviations, around, per } => {
                self.outside(self.slopes(data, *per), data, deviations, *around)
            }
            FigureTest::Compare { .. } | FigureTest::Between { .. } | FigureTest::ChangesAtMost { .. } => {
                let values = self.measured(data);
                let judged = values.into_iter().filter_map(|one| {
                    let compared = self.broken(data, test, &one)?;
                    Some(self.found(data, one, Some(compared)))
                });
                judged.collect()
            }
        }
    }

    /// What the value is compared with, when it does not pass; nothing when a side is missing.
    fn broken(&self, data: FigureId, test: &FigureTest, one: &Measured) -> Option<BigRational> {
        let tolerance = &self.edition.tolerance;
        let fails = |comparison, with: BigRational| {
            (!passes(&one.value, comparison, &with) && !tolerated(&one.value, comparison, &with, tolerance))
                .then_some(with)
        };
        match test {
            FigureTest::Compare { comparison, with } => fails(*comparison, self.compared(data, with, one)?),
            FigureTest::Between { from, to } => {
                let (from, to) = (self.compared(data, from, one)?, self.compared(data, to, one)?);
                fails(Comparison::AtLeast, from).or_else(|| fails(Comparison::AtMost, to))
            }
            FigureTest::ChangesAtMost { percent, months } => {
                let before = Period { first: one.period.first - months, ..one.period };
                let before = self.value_at(data, one.member, &one.municipality, before)?;
                let allowed = Tolerance { percent: Some(percent.clone()), amount: None };
                let within = tolerated(&one.value, Comparison::Equal, &before, &allowed);
                if within { None } else { fails(Comparison::Equal, before) }
            }
            _ => None,
        }
    }

    fn compared(&self, data: FigureId, with: &Comparand, one: &Measured) -> Option<BigRational> {
        match with {
            Comparand::Number(number) => Some(number.clone()),
            Comparand::Figure(id) => {
                let member = self.member_alike(data, one.member, *id);
                self.value_at(*id, member, &one.municipality, one.period)
            }
        }
    }

    /// The member with the same code of another family; none where that is no family.
    fn member_alike(&self, data: FigureId, member: Option<usize>, other: FigureId) -> Option<usize> {
        let code = &self.family(data)?.members.get(member?)?.code;
        self.family(other)?.members.iter().position(|member| member.code == *code)
    }

    fn family(&self, figure: FigureId) -> Option<&Family> {
        self.world.model.figure(figure).family.as_ref()
    }

    /// A value that can be judged.
    pub fn value_at(
        &self,
        figure: FigureId,
        member: Option<usize>,
        municipality: &str,
        period: Period,
    ) -> Option<BigRational> {
        let place = Place { figure: FigureReference { figure, member }, municipality: municipality.to_owned(), period };
        self.value_of(figure, self.published.get(&place)?)
    }

    /// A value that can be judged, of what is shown in 1.000 kr. in kr.
    fn value_of(&self, figure: FigureId, row: &FigureRow) -> Option<BigRational> {
        Some(usable(row)? * read_factor(self.world.model.figure(figure)))
    }

    /// Every value that can be judged and is not exempt, in the years of the udgave.
    pub fn measured(&self, figure: FigureId) -> Vec<Measured> {
        self.points(figure)
            .into_iter()
            .filter(|one| !self.is_exempt(&one.municipality, one.member, figure, &When::of(one.period)))
            .collect()
    }

    /// Every value that can be judged, exempt or not.
    pub fn points(&self, figure: FigureId) -> Vec<Measured> {
        let rows = self.published.rows().filter(|(place, _)| place.figure.figure == figure);
        let rows = rows.filter(|(place, _)| self.edition.years.contains(place.period.year()));
        let measured = rows.filter_map(|(place, row)| {
            Some(Measured {
                municipality: place.municipality.clone(),
                period: place.period,
                member: place.figure.member,
                value: self.value_of(figure, row)?,
            })
        });
        measured.collect()
    }

    pub fn is_exempt(&self, municipality: &str, member: Option<usize>, figure: FigureId, at: &When) -> bool {
        let values = || self.family(figure)?.members.get(member?)?.values.as_ref();
        self.exemptions(municipality, at).any(|exemption| {
            exemption.members.iter().all(|(of, meant)| {
                let value = values().and_then(|values| values.get(*of));
                let named = |(index, years): &(usize, Vec<_>)| {
                    Some(index) == value
                        && years.iter().any(|years: &crate::model::years::Years| years.contains(at.year()))
                };
                meant.iter().any(named)
            })
        })
    }

    pub fn found(&self, figure: FigureId, one: Measured, compared_with: Option<BigRational>) -> Found {
        Found {
            municipality: one.municipality,
            at: When::of(one.period),
            key: self.key(figure, one.member),
            member: one.member,
            value: Some(one.value),
            compared_with,
            rows: 0,
            too_large: false,
        }
    }

    /// `funktion 5.28.20`; of the total `funktion i alt`.
    fn key(&self, figure: FigureId, member: Option<usize>) -> Vec<(String, String)> {
        let Some(family) = self.family(figure) else { return Vec::new() };
        let Some(member) = member.and_then(|index| family.members.get(index)) else { return Vec::new() };
        let code = |(at, one): (usize, &crate::model::FamilyLoop)| {
            let code = match &member.values {
                Some(values) => one.values[values[at]].code.clone(),
                None => member.code.clone(),
            };
            (one.dimension.clone(), code)
        };
        let loops = if member.values.is_some() { family.loops.len() } else { 1 };
        family.loops.iter().take(loops).enumerate().map(code).collect()
    }

    /// `findes for alle kommuner`: in a period (and for a member) that some kommune has, every kommune of the list.
    fn missing(&self, figure: FigureId) -> Vec<Found> {
        let mut there: BTreeSet<(Period, Option<usize>)> = BTreeSet::new();
        let mut known: BTreeSet<(Period, Option<usize>, &str)> = BTreeSet::new();
        let rows = self.published.rows().filter(|(place, _)| place.figure.figure == figure);
        for (place, row) in rows.filter(|(place, _)| self.edition.years.contains(place.period.year())) {
            if row.status != Status::Missing {
                there.insert((place.period, place.figure.member));
                known.insert((place.period, place.figure.member, place.municipality.as_str()));
            }
        }
        let tree = self.world.model.tree(self.world.model.municipalities);
        let mut found = Vec::new();
        for (period, member) in there {
            for version in tree.versions.iter().filter(|version| version.years.contains(period.year())) {
                let at = When::of(period);
                if known.contains(&(period, member, version.code.as_str()))
                    || self.is_exempt(&version.code, member, figure, &at)
                {
                    continue;
                }
                found.push(Found {
                    municipality: version.code.clone(),
                    at,
                    key: self.key(figure, member),
                    member,
                    value: None,
                    compared_with: None,
                    rows: 0,
                    too_large: false,
                });
            }
        }
        found
    }

    /// `delene summer til X`: a part without a value, and nothing is judged.
    fn sums(&self, figure: FigureId, with: &Comparand) -> Vec<Found> {
        let Some(family) = self.family(figure) else { return Vec::new() };
        let rows: Vec<(&Place, &FigureRow)> =
            self.published.rows().filter(|(place, _)| place.figure.figure == figure).collect();
        let places: BTreeSet<(&str, Period)> =
            rows.iter().map(|(place, _)| (place.municipality.as_str(), place.period)).collect();
        let mut found = Vec::new();
        for (municipality, period) in places.into_iter().filter(|(_, p)| self.edition.years.contains(p.year())) {
            let parts =
                rows.iter().filter(|(place, _)| (place.municipality.as_str(), place.period) == (municipality, period));
            let parts =
                parts.filter(|(place, _)| place.figure.member.is_some_and(|at| family.members[at].values.is_some()));
            let values: Option<Vec<BigRational>> = parts.map(|(_, row)| self.value_of(figure, row)).collect();
            let Some(values) = values.filter(|values| !values.is_empty()) else { continue };
            let value: BigRational = values.into_iter().sum();
            let one = Measured { municipality: municipality.to_owned(), period, member: None, value };
            let (Some(compared), at) = (self.compared(figure, with, &one), When::of(period)) else { continue };
            let passes =
                one.value == compared || tolerated(&one.value, Comparison::Equal, &compared, &self.edition.tolerance);
            if !passes && !self.is_exempt(municipality, None, figure, &at) {
                found.push(self.found(figure, one, Some(compared)));
            }
        }
        found
    }
}

/// A value that judges: ok or foreløbig, and shown.
fn usable(row: &FigureRow) -> Option<&BigRational> {
    row.result.as_ref().filter(|_| row.status <= Status::Provisional)
}

fn passes(value: &BigRational, comparison: Comparison, with: &BigRational) -> bool {
    match comparison {
        Comparison::Over => value > with,
        Comparison::Under => value < with,
        Comparison::AtLeast => value >= with,
        Comparison::AtMost => value <= with,
        Comparison::Equal => value == with,
        Comparison::NotEqual => value != with,
    }
}

/// |a − b| ≤ p/100 × |b|, or ≤ the amount (N12). Nothing makes two equal numbers different.
fn tolerated(value: &BigRational, comparison: Comparison, with: &BigRational, tolerance: &Tolerance) -> bool {
    if comparison == Comparison::NotEqual {
        return false;
    }
    let difference = (value - with).abs();
    let within_percent =
        tolerance.percent.as_ref().is_some_and(|percent| &difference * whole(100) <= percent * with.abs());
    within_percent || tolerance.amount.as_ref().is_some_and(|amount| difference <= *amount)
}
