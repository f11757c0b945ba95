//! One value for many: gennemsnit, median, højeste, laveste.
//!
//! In: the values that are there. Out: an exact value, none of nothing (N6, N7). Guaranteed now: nothing is rounded here.

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::exact::whole;
use crate::model::Statistic;

pub fn statistic(which: Statistic, mut values: Vec<BigRational>) -> Option<BigRational> {
    values.sort();
    match which {
        Statistic::Lowest => values.first().cloned(),
        Statistic::Highest => values.last().cloned(),
        Statistic::Median => percentile(50, &values),
        Statistic::Average => {
            let count = values.len() as i64;
            (count > 0).then(|| values.into_iter().sum::<BigRational>() / whole(count))
        }
    }
}

/// At position 1 + (n − 1) · p / 100 of the values in order, on the straight line between its neighbours.
fn percentile(percent: i64, ascending: &[BigRational]) -> Option<BigRational> {
    let (first, rest) = (ascending.first()?, ascending.len() as i64 - 1);
    let position = BigRational::new(BigInt::from(rest * percent), BigInt::from(100));
    let below = rest * percent / 100;
    let lower = ascending.get(below as usize).unwrap_or(first);
    let upper = ascending.get(below as usize + 1).unwrap_or(lower);
    Some(lower + (upper - lower) * (position - whole(below)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(which: Statistic, values: &[i64]) -> Option<BigRational> {
        statistic(which, values.iter().copied().map(whole).collect())
    }

    #[test]
    fn n6_the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
        assert_eq!(of(Statistic::Median, &[9, 1, 4]), Some(whole(4)));
        assert_eq!(of(Statistic::Median, &[9, 1, 4, 5]), Some(BigRational::new(9.into(), 2.into())));
        assert_eq!(of(Statistic::Median, &[]), None);
        let values: Vec<BigRational> = [10, 20, 30, 40].map(whole).to_vec();
        assert_eq!(percentile(25, &values), Some(BigRational::new(35.into(), 2.into())));
    }

    #[test]
    fn n7_the_average_divides_by_the_values_there_are() {
        assert_eq!(of(Statistic::Average, &[1, 2, 2]), Some(BigRational::new(5.into(), 3.into())));
        assert_eq!((of(Statistic::Average, &[]), of(Statistic::Highest, &[-1, -3])), (None, Some(whole(-1))));
    }
}
