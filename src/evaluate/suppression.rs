//! Which rows are hidden, and what is left of them.
//!
//! In: rows as computed. Out: rows in which what `skjul` names has no values. Guaranteed now: a hidden row has the status
//! skjult and no tæller, nævner or resultat (S4, S7).

use std::collections::BTreeMap;

use num_rational::BigRational;
use num_traits::Zero;

use super::Status;
use super::figure::{FigureRow, Place};
use super::part::PartValue;
use super::window::Period;
use crate::model::{KeyFigure, Suppression, ValueSubject};

/// A row's values before they are converted and rounded to what is shown.
#[derive(Debug, Clone, Default)]
pub struct Unconverted {
    pub numerator: Option<BigRational>,
    pub denominator: Option<BigRational>,
    pub result: Option<BigRational>,
}

impl Unconverted {
    /// Of a tæller and, when there is one, a nævner; there is no resultat when it is 0.
    pub fn of_ratio(
        factor: &BigRational,
        numerator: Option<&BigRational>,
        denominator: Option<Option<&BigRational>>,
    ) -> Unconverted {
        let result = match denominator {
            None => numerator.cloned(),
            Some(divisor) => {
                let pair = numerator.zip(divisor.filter(|divisor| !divisor.is_zero()));
                pair.map(|(numerator, divisor)| factor * numerator / divisor)
            }
        };
        Unconverted { numerator: numerator.cloned(), denominator: denominator.flatten().cloned(), result }
    }
}

/// A subject without a value passes no test.
pub fn hides(suppression: &Suppression, values: &Unconverted) -> bool {
    let value_of = |subject: ValueSubject| match subject {
        ValueSubject::Numerator => values.numerator.as_ref(),
        ValueSubject::Denominator => values.denominator.as_ref(),
        ValueSubject::Result => values.result.as_ref(),
    };
    suppression.tests.iter().any(|one| value_of(one.subject).is_some_and(|value| one.test.holds(value)))
}

impl FigureRow {
    /// Nothing is left but that the row is there.
    pub fn hide(&mut self) {
        let hidden = PartValue { value: None, status: Status::Suppressed };
        self.numerator = self.numerator.take().map(|_| hidden.clone());
        self.denominator = self.denominator.take().map(|_| hidden);
        self.result = None;
        self.status = Status::Suppressed;
    }
}

/// `skjul også næstmindste` (S7): where one member alone is hidden, it is the total less the others; so the one with the
/// smallest nævner, or tæller when there is none, is hidden too. The total itself takes no part.
pub fn hide_second_smallest(figure: &KeyFigure, rows: &mut [(Place, FigureRow)]) {
    let Some(family) = &figure.family else { return };
    let is_part = |place: &Place| {
        place.figure.member.and_then(|index| family.members.get(index)).is_some_and(|member| member.values.is_some())
    };
    let mut groups: BTreeMap<(String, Period), Vec<usize>> = BTreeMap::new();
    for (index, (place, _)) in rows.iter().enumerate() {
        let edition = figure.editions.iter().find(|edition| edition.years.contains(place.period.year()));
        if is_part(place) && edition.is_some_and(|edition| edition.suppression.second_smallest.is_some()) {
            groups.entry((place.municipality.clone(), place.period)).or_default().push(index);
        }
    }
    for members in groups.into_values() {
        let (hidden, open): (Vec<usize>, Vec<usize>) =
            members.into_iter().partition(|index| rows[*index].1.status == Status::Suppressed);
        if hidden.len() != 1 {
            continue;
        }
        let size = |index: usize| {
            let row = &rows[index].1;
            row.denominator.as_ref().or(row.numerator.as_ref()).and_then(|part| part.value.clone())
        };
        let smallest =
            open.into_iter().filter_map(|index| Some((size(index)?, rows[index].0.figure.member, index))).min();
        if let Some((.., index)) = smallest {
            rows[index].1.hide();
        }
    }
}
