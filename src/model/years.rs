//! Calendar years as ranges, both ends included.
//!
//! In: what authors write (`2007-2017`, `fra 2018`, nothing at all). Out: ranges that can be cut and
//! compared. Guaranteed now: nothing about `from` ≤ `to`; an empty range simply contains no year.

use std::collections::BTreeSet;

use crate::diagnostics::problems::{EARLIER_TOO, LATER_TOO};

/// Whole years, both included; an open end is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Years {
    pub from: Option<i32>,
    pub to: Option<i32>,
}

impl Years {
    pub const ALL: Years = Years { from: None, to: None };

    pub fn new(from: Option<i32>, to: Option<i32>) -> Years {
        Years { from, to }
    }

    pub fn single(year: i32) -> Years {
        Years { from: Some(year), to: Some(year) }
    }

    pub fn contains(self, year: i32) -> bool {
        self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to)
    }

    /// Holds no year at all, as `2018-2017`.
    pub fn is_empty(self) -> bool {
        matches!((self.from, self.to), (Some(from), Some(to)) if from > to)
    }

    /// The years of both; `None` when there are none.
    pub fn intersect(self, other: Years) -> Option<Years> {
        let from = self.from.max(other.from);
        let to = match (self.to, other.to) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Some(Years { from, to }).filter(|years| !years.is_empty())
    }

    pub fn overlaps(self, other: Years) -> bool {
        self.intersect(other).is_some()
    }

    /// Every year of `other` is in `self`.
    pub fn covers(self, other: Years) -> bool {
        other.is_empty() || self.intersect(other) == Some(other)
    }

    /// What is left of `self` when `other` is taken away, from the earliest: at most two ranges.
    pub fn without(self, other: Years) -> Vec<Years> {
        if !self.overlaps(other) {
            return if self.is_empty() { Vec::new() } else { vec![self] };
        }
        let before = other.from.map(|from| Years { from: None, to: Some(from.saturating_sub(1)) });
        let after = other.to.map(|to| Years { from: Some(to.saturating_add(1)), to: None });
        [before, after].into_iter().flatten().filter_map(|rest| self.intersect(rest)).collect()
    }

    /// Some year in the range: the first when there is one, else the last, else 2000.
    pub fn example(self) -> i32 {
        self.from.or(self.to).unwrap_or(2000)
    }

    /// The years one by one; an open end as [`EARLIER_TOO`] and [`LATER_TOO`].
    pub fn listed(self) -> Vec<i32> {
        match (self.from, self.to) {
            (Some(from), Some(to)) => (from..=to).collect(),
            (Some(from), None) => vec![from, LATER_TOO],
            (None, Some(to)) => vec![EARLIER_TOO, to],
            (None, None) => vec![EARLIER_TOO, LATER_TOO],
        }
    }

    /// As the language writes it: `2007-2017`, `2018`, `fra 2018`, `til 2017`, `alle år`.
    pub fn danish(self) -> String {
        self.worded("fra", "til", "alle år")
    }

    /// How an udgave of these years is named in every output: `2007-2017`, `fra 2018`, `til 2017`, `alle`.
    pub fn edition(self) -> String {
        self.worded("fra", "til", "alle")
    }

    /// `2007-2017`, `2018`, `from 2018`, `until 2017`, `all years`.
    pub fn english(self) -> String {
        self.worded("from", "until", "all years")
    }

    fn worded(self, since: &str, until: &str, always: &str) -> String {
        match (self.from, self.to) {
            (None, None) => always.to_owned(),
            (Some(from), None) => format!("{since} {from}"),
            (None, Some(to)) => format!("{until} {to}"),
            (Some(from), Some(to)) if from == to => from.to_string(),
            (Some(from), Some(to)) => format!("{from}-{to}"),
        }
    }
}

/// The longest ranges inside `within` on which each of the given ranges either holds throughout or not
/// at all, in order.
pub fn epochs(of: impl Iterator<Item = Years>, within: Years) -> Vec<Years> {
    if within.is_empty() {
        return Vec::new();
    }
    let mut starts: BTreeSet<i32> = BTreeSet::new();
    for years in of {
        starts.extend(years.from);
        starts.extend(years.to.map(|to| to.saturating_add(1)));
    }
    between(&starts, within)
}

/// `within`, cut before each of the given years.
pub fn between(starts: &BTreeSet<i32>, within: Years) -> Vec<Years> {
    let mut epochs = Vec::new();
    let mut from = within.from;
    for &start in starts {
        let inside = within.contains(start) && within.contains(start.saturating_sub(1));
        if inside {
            epochs.push(Years { from, to: Some(start.saturating_sub(1)) });
            from = Some(start);
        }
    }
    epochs.push(Years { from, to: within.to });
    epochs
}

/// Neighbouring and overlapping ranges joined, in order: what "valid in these years" is shown as.
pub fn joined(ranges: impl IntoIterator<Item = Years>) -> Vec<Years> {
    let mut sorted: Vec<Years> = ranges.into_iter().filter(|years| !years.is_empty()).collect();
    sorted.sort_by_key(|years| (years.from.is_some(), years.from));
    let mut joined: Vec<Years> = Vec::new();
    for years in sorted {
        match joined.last_mut() {
            Some(last) if touches(*last, years) => last.to = last.to.zip(years.to).map(|(a, b)| a.max(b)),
            _ => joined.push(years),
        }
    }
    joined
}

/// What is left of some ranges when others are taken away.
pub fn remaining(ranges: Vec<Years>, taken: &[Years]) -> Vec<Years> {
    taken.iter().fold(ranges, |rest, years| rest.into_iter().flat_map(|left| left.without(*years)).collect())
}

/// All years of the ranges one by one, as [`Years::listed`].
pub fn listed(ranges: &[Years]) -> Vec<i32> {
    ranges.iter().flat_map(|years| years.listed()).collect()
}

/// Nothing lies between the end of `first` and the start of `next`.
fn touches(first: Years, next: Years) -> bool {
    first.to.zip(next.from).is_none_or(|(to, from)| i64::from(from) <= i64::from(to) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(from: i32, to: i32) -> Years {
        Years::new(Some(from), Some(to))
    }

    #[test]
    fn epochs_are_cut_where_a_range_begins_or_has_ended() {
        let ranges = [years(2007, 2017), Years::new(Some(2018), None), Years::new(None, Some(2012))];
        let cut = epochs(ranges.into_iter(), years(2010, 2020));
        assert_eq!(cut, [years(2010, 2012), years(2013, 2017), years(2018, 2020)]);
        assert_eq!(epochs(ranges.into_iter(), Years::ALL).len(), 4);
        assert_eq!(epochs([Years::ALL].into_iter(), Years::ALL), [Years::ALL]);
        assert_eq!(epochs(ranges.into_iter(), years(2020, 2010)), []);
    }

    #[test]
    fn what_is_left_lies_before_and_after() {
        assert_eq!(years(2007, 2020).without(years(2010, 2012)), [years(2007, 2009), years(2013, 2020)]);
        assert_eq!(years(2007, 2020).without(Years::ALL), []);
        assert_eq!(years(2007, 2008).without(years(2010, 2012)), [years(2007, 2008)]);
    }

    #[test]
    fn neighbours_are_joined() {
        let all = joined([years(2018, 2020), years(2007, 2010), years(2011, 2017), years(2025, 2026)]);
        assert_eq!(all, [years(2007, 2020), years(2025, 2026)]);
        assert_eq!(joined([Years::new(Some(2018), None), Years::new(None, Some(2017))]), [Years::ALL]);
    }

    #[test]
    fn words() {
        assert_eq!(years(2007, 2017).danish(), "2007-2017");
        assert_eq!(Years::new(Some(2018), None).danish(), "fra 2018");
        assert_eq!(Years::new(None, Some(2017)).danish(), "til 2017");
        assert_eq!(Years::single(2018).english(), "2018");
        assert!(Years::ALL.covers(years(2007, 2017)) && !years(2007, 2017).covers(Years::ALL));
    }
}
