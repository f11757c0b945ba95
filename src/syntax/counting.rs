//! `optælling`: what is counted, and when.
//!
//! In: pairs of `what`, `when` and their relatives. Out: the tree's [`What`], [`When`] and [`Active`].
//! Guaranteed now: days exist in their month; whether the pair is legal the model decides.

use crate::syntax::grammar::{Pair, Rule, child, first, has};
use crate::syntax::reader::Reader;
use crate::syntax::tree::{
    Active, ActiveKind, Counting, PeriodUnit, SnapshotAt, Statistic, TimeBetween, TimeBetweenEnd, TimeUnit, What, When,
    WhenKind,
};

pub(super) fn counting(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<Counting> {
    Some(Counting {
        what: what(reader, pair)?,
        when: when(reader, pair)?,
        unit: reader.unit(pair),
        span: reader.span(pair),
    })
}

/// The `what` directly under a pair.
pub(super) fn what(reader: &Reader<'_>, pair: &Pair<'_>) -> Option<What> {
    let inner = first(&child(pair, Rule::what)?)?;
    let name = reader.name(&inner);
    Some(match inner.as_rule() {
        Rule::rows => What::Rows(reader.span(&inner)),
        Rule::distinct => What::Distinct(name?),
        Rule::full_years => What::FullYears(name),
        Rule::stock => What::Stock(name?),
        Rule::statistic => What::Statistic(statistic(&inner)?, name?),
        Rule::duration => What::Duration(time_unit(&inner)?),
        _ => What::Flow(name?),
    })
}

/// The statistic that a direct child names.
pub(super) fn statistic(pair: &Pair<'_>) -> Option<Statistic> {
    pair.clone().into_inner().find_map(|inner| match inner.as_rule() {
        Rule::k_gennemsnit => Some(Statistic::Average),
        Rule::k_median => Some(Statistic::Median),
        Rule::k_hoejeste => Some(Statistic::Highest),
        Rule::k_laveste => Some(Statistic::Lowest),
        _ => None,
    })
}

/// The `time_unit` directly under a pair.
fn time_unit(pair: &Pair<'_>) -> Option<TimeUnit> {
    Some(match first(&child(pair, Rule::time_unit)?)?.as_rule() {
        Rule::k_dage => TimeUnit::Days,
        Rule::k_maaneder => TimeUnit::Months,
        _ => TimeUnit::Years,
    })
}

fn when(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<When> {
    let when = child(pair, Rule::when)?;
    let inner = first(&when)?;
    let kind = match inner.as_rule() {
        Rule::for_period => for_period(&inner),
        Rule::year_to_date => WhenKind::YearToDate,
        Rule::last_months => WhenKind::LastMonths(reader.whole(&inner)?),
        Rule::snapshot => snapshot(&inner, WhenKind::Start, WhenKind::End)?,
        Rule::on_day => WhenKind::On(reader.day_of_year(&inner)?),
        _ => WhenKind::AverageOverYear,
    };
    Some(When { kind, year_before: has(&when, Rule::year_before), span: reader.span(&when) })
}

fn for_period(pair: &Pair<'_>) -> WhenKind {
    if has(pair, Rule::k_maaneden) {
        WhenKind::ForMonth
    } else if has(pair, Rule::k_kvartalet) {
        WhenKind::ForQuarter
    } else if has(pair, Rule::k_skoleaaret) {
        WhenKind::ForSchoolYear
    } else {
        WhenKind::ForYear
    }
}

fn snapshot<T>(pair: &Pair<'_>, start: fn(PeriodUnit) -> T, end: fn(PeriodUnit) -> T) -> Option<T> {
    let unit = pair.clone().into_inner().find_map(|inner| match inner.as_rule() {
        Rule::k_maaneden => Some(PeriodUnit::Month),
        Rule::k_kvartalet => Some(PeriodUnit::Quarter),
        Rule::k_aaret => Some(PeriodUnit::Year),
        _ => None,
    })?;
    Some(if has(pair, Rule::k_primo) { start(unit) } else { end(unit) })
}

/// `opgjort primo måneden`
pub(super) fn snapshot_at(pair: &Pair<'_>) -> SnapshotAt {
    if has(pair, Rule::k_primo) { SnapshotAt::Start } else { SnapshotAt::End }
}

pub(super) fn active(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<Active> {
    let inner = first(&child(pair, Rule::active_kind)?)?;
    let kind = match inner.as_rule() {
        Rule::on_the_day => ActiveKind::OnTheDay,
        Rule::in_the_period => ActiveKind::InThePeriod,
        Rule::active_last => ActiveKind::Last(reader.whole(&inner)?, time_unit(&inner)?),
        Rule::ever => ActiveKind::Ever,
        Rule::month_before => ActiveKind::MonthBefore,
        Rule::year_before => ActiveKind::YearBefore,
        Rule::snapshot => snapshot(&inner, ActiveKind::Start, ActiveKind::End)?,
        _ => ActiveKind::At(reader.day_of_year(&inner)?),
    };
    Some(Active { kind, year_before: has(pair, Rule::year_before), span: reader.span(pair) })
}

/// The `time_between` directly under a pair.
pub(super) fn time_between(reader: &Reader<'_>, pair: &Pair<'_>) -> Option<TimeBetween> {
    let between = child(pair, Rule::time_between)?;
    let end = child(&between, Rule::time_between_end)?;
    let to = if has(&end, Rule::k_udgang) {
        TimeBetweenEnd::EndOfYear
    } else if has(&end, Rule::k_taelledatoen) {
        TimeBetweenEnd::CountingDate
    } else {
        TimeBetweenEnd::Column(reader.name(&end)?)
    };
    Some(TimeBetween { unit: time_unit(&between)?, from: reader.name(&between)?, to })
}
