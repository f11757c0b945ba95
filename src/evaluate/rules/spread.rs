//! Rules about kommuner that lie far from the others: spread (N8) and slopes (N9).

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::super::window::Period;
use super::{Found, Judged, When};
use crate::exact::{round5, whole};
use crate::model::{FigureId, Statistic};

/// Fewer values than this judge nobody.
const FEWEST: usize = 3;

/// A value that can be judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    pub municipality: String,
    pub period: Period,
    pub member: Option<usize>,
    pub value: BigRational,
}

impl Judged<'_> {
    /// Those farther from the middle of their period (and member) than so many sample standard deviations.
    pub fn outside(
        &self,
        values: Vec<Measured>,
        figure: FigureId,
        deviations: &BigRational,
        around: Statistic,
    ) -> Vec<Found> {
        let mut groups: BTreeMap<(Period, Option<usize>), Vec<Measured>> = BTreeMap::new();
        for one in values {
            groups.entry((one.period, one.member)).or_default().push(one);
        }
        let mut found = Vec::new();
        for group in groups.into_values().filter(|group| group.len() >= FEWEST) {
            let numbers: Vec<&BigRational> = group.iter().map(|one| &one.value).collect();
            let middle = middle(&numbers, around);
            let too_large = is_too_large(&numbers, &middle, deviations);
            let spread = squares(&numbers, &middle);
            for one in group {
                let distance = &one.value - &middle;
                let count = whole(spread.count);
                let far =
                    &count * (&count - whole(1)) * &distance * &distance > deviations * deviations * &spread.variance;
                if too_large || far {
                    let found_one = self.found(figure, one, Some(middle.clone()));
                    found.push(Found { too_large, ..found_one });
                }
            }
        }
        found
    }

    /// The least-squares slope of each kommune's points, rounded (N1, N9). Shorter periods than the rule's: the points
    /// inside its period; else all up to the period itself, which must be one of them.
    pub fn slopes(&self, figure: FigureId, per: Option<FigureId>) -> Vec<Measured> {
        let points = self.points(figure).into_iter().filter_map(|one| self.divided(one, per));
        let inside = self.world.model.figure(figure).reported != self.rule.period;
        let mut by_place: BTreeMap<(String, Option<usize>), Vec<Measured>> = BTreeMap::new();
        for one in points {
            by_place.entry((one.municipality.clone(), one.member)).or_default().push(one);
        }
        let mut slopes = Vec::new();
        for ((municipality, member), points) in by_place {
            let mut windows: BTreeMap<Period, Vec<&Measured>> = BTreeMap::new();
            if inside {
                for one in &points {
                    windows.entry(Period::holding(one.period.first, self.rule.period)).or_default().push(one);
                }
            } else {
                for last in &points {
                    windows.insert(last.period, points.iter().filter(|one| one.period <= last.period).collect());
                }
            }
            for (period, points) in windows.into_iter().filter(|(_, points)| points.len() >= FEWEST) {
                if !self.is_exempt(&municipality, member, figure, &When::of(period)) {
                    let value = slope(&points);
                    slopes.push(Measured { municipality: municipality.clone(), period, member, value });
                }
            }
        }
        slopes
    }

    /// A point divided by what it is told per; none where that is missing or 0.
    fn divided(&self, one: Measured, per: Option<FigureId>) -> Option<Measured> {
        let Some(per) = per else { return Some(one) };
        let divisor = self.value_at(per, None, &one.municipality, one.period)?;
        (!divisor.is_zero()).then(|| Measured { value: round5(&(&one.value / divisor)), ..one })
    }
}

/// a of y = ax + b, x the number of the point's period: (nΣxy − ΣxΣy) / (nΣx² − (Σx)²).
fn slope(points: &[&Measured]) -> BigRational {
    let first = points.iter().map(|one| one.period.first).min().unwrap_or(0);
    let count = whole(points.len() as i64);
    let (mut x, mut y, mut xy, mut xx) = (whole(0), whole(0), whole(0), whole(0));
    for one in points {
        let number = whole(i64::from((one.period.first - first) / one.period.months));
        xy += &number * &one.value;
        xx += &number * &number;
        x += number;
        y += &one.value;
    }
    round5(&((&count * xy - &x * y) / (&count * xx - &x * &x)))
}

/// Median or mean, rounded (N6, N1).
fn middle(numbers: &[&BigRational], around: Statistic) -> BigRational {
    let count = numbers.len();
    if around == Statistic::Average {
        return round5(&(numbers.iter().copied().sum::<BigRational>() / whole(count as i64)));
    }
    let mut sorted = numbers.to_vec();
    sorted.sort();
    round5(&((sorted[(count - 1) / 2] + sorted[count / 2]) / whole(2)))
}

/// How many, and nΣx² − (Σx)².
struct Squares {
    count: i64,
    variance: BigRational,
}

fn squares(numbers: &[&BigRational], middle: &BigRational) -> Squares {
    let count = whole(numbers.len() as i64);
    let (mut sum, mut sum_of_squares) = (whole(0), whole(0));
    for number in numbers {
        let distance = *number - middle;
        sum_of_squares += &distance * &distance;
        sum += distance;
    }
    Squares { count: numbers.len() as i64, variance: count * sum_of_squares - &sum * &sum }
}

/// A database squares in whole numbers of 38 digits: what would not fit there is told, not judged.
fn is_too_large(numbers: &[&BigRational], middle: &BigRational, deviations: &BigRational) -> bool {
    let farthest = numbers.iter().map(|number| (*number - middle).abs()).max().unwrap_or_else(|| whole(0));
    let units = (farthest * whole(100_000)).to_integer();
    let factor = deviations.numer().max(deviations.denom()).clone();
    units * BigInt::from(numbers.len()) * factor > BigInt::from(10).pow(19)
}
