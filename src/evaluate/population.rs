//! `population`: which keys are members, seen from the row that asks.
//!
//! In: rows as read and a row that asks at its counting date. Out: yes or no, and the months whose deliveries the answer
//! rests on. Guaranteed now: membership is by key, over all kommuner unless it is per kommune (D3).

use std::collections::BTreeMap;

use super::day::{Day, Days};
use super::rows::SourceRow;
use super::select::Selector;
use super::window::{Window, month_number, unit_holding, year_of};
use super::world::World;
use crate::model::years::Years;
use crate::model::{Active, ActiveKind, Condition, PopulationId, Selection, ThisChoice, TimeUnit};

/// Per key the days on which a row makes it a member, and the kommune of that row.
pub type MembersByKey = BTreeMap<String, Vec<(Option<String>, Days)>>;

/// The rows of a population; interval rows by the chart and the lines of the year in which it is asked.
pub fn members_by_key(world: &World, id: PopulationId, year: Option<i32>) -> MembersByKey {
    let population = world.model.population(id);
    let role = world.model.source(population.source).municipality_roles[0];
    let read;
    let rows = match year {
        Some(year) => {
            read = world.rows_in_year(population.source, year);
            &read
        }
        None => world.rows(population.source),
    };
    let mut members = MembersByKey::new();
    for row in rows {
        let municipality = row.municipality(role);
        let selector = Selector { world, member: None, municipality };
        let version = population.rows.iter().find(|version| row.year.is_some_and(|year| version.years.contains(year)));
        let selected = version.is_some_and(|version| selector.selects(&version.value, row));
        if let (true, Some(key), Some(active)) = (selected, row.text(population.key), row.active) {
            members.entry(key.to_owned()).or_default().push((municipality.map(str::to_owned), active));
        }
    }
    members
}

impl World<'_> {
    /// Whether the key is in the population, seen from the row that asks.
    pub fn is_member(&self, id: PopulationId, key: &str, municipality: Option<&str>, asks: &SourceRow) -> bool {
        let population = self.model.population(id);
        let Some((date, period)) = asks.counting_date.zip(asks.period) else { return false };
        let Some(wanted) = wanted(&population.active, date, period) else { return false };
        let members = self.members(id, date.year());
        members.get(key).is_some_and(|rows| {
            rows.iter().any(|(own, active)| {
                let here = !population.per_municipality || (own.is_some() && own.as_deref() == municipality);
                here && active.common(wanted).is_some()
            })
        })
    }
}

/// The days of which one must be an active day; none when the year does not have the day.
pub fn wanted(active: &Active, date: Day, period: Days) -> Option<Days> {
    // `… året før`: the same, seen from that day a year before; a period is whole months.
    let back = if active.year_before { 12 } else { 0 };
    let date = date.months_earlier(back);
    let month = date.month();
    Some(match active.kind {
        ActiveKind::OnTheDay => Days::one(date),
        ActiveKind::InThePeriod => Days::of_months(period.first.month() - back, period.last.month() - back),
        ActiveKind::Last(count, TimeUnit::Days) => {
            Days { first: date.plus(-(count.min(1_000_000) as i32)), last: date }
        }
        ActiveKind::Last(count, TimeUnit::Months) => Days { first: earlier(date, count), last: date },
        ActiveKind::Last(count, TimeUnit::Years) => Days { first: earlier(date, count.saturating_mul(12)), last: date },
        ActiveKind::Ever => Days { first: Day::BEGINNING, last: date },
        ActiveKind::MonthBefore => Days::of_months(month - 1, month - 1),
        ActiveKind::YearBefore => Days::of_months(month_number(date.year() - 1, 1), month_number(date.year() - 1, 12)),
        ActiveKind::Start(unit) => Days::one(Day::first_of(unit_holding(month, unit).first)),
        ActiveKind::End(unit) => Days::one(Day::first_of(unit_holding(month, unit).last + 1)),
        ActiveKind::At(day) => return Day::in_year(day, date.year()).map(Days::one),
    })
}

fn earlier(date: Day, months: u32) -> Day {
    date.months_earlier(months.min(12_000) as i32)
}

/// The months whose deliveries an answer rests on, for who counts rows of these months.
pub fn months_asked(active: &Active, counted: Window) -> Window {
    let back = if active.year_before { 12 } else { 0 };
    let Window { first, last } = Window { first: counted.first - back, last: counted.last - back };
    let one = |of: &dyn Fn(i32) -> i32| Window { first: of(first), last: of(last) };
    match active.kind {
        ActiveKind::OnTheDay | ActiveKind::InThePeriod | ActiveKind::Ever => Window { first, last },
        ActiveKind::Last(days, TimeUnit::Days) => {
            Window { first: Day::first_of(first).plus(-(days.min(1_000_000) as i32)).month(), last }
        }
        ActiveKind::Last(months, TimeUnit::Months) => Window { first: first - months.min(12_000) as i32, last },
        ActiveKind::Last(years, TimeUnit::Years) => Window { first: first - 12 * years.min(1_000) as i32, last },
        ActiveKind::MonthBefore => Window { first: first - 1, last: last - 1 },
        ActiveKind::YearBefore => {
            Window { first: month_number(year_of(first) - 1, 1), last: month_number(year_of(last) - 1, 12) }
        }
        ActiveKind::Start(unit) => one(&|month| unit_holding(month, unit).first),
        ActiveKind::End(unit) => one(&|month| unit_holding(month, unit).last + 1),
        ActiveKind::At(day) => one(&|month| month_number(year_of(month), day.month)),
    }
}

/// The populations that lines ask for, in a year or in any.
pub fn asked_for(selection: &Selection, year: Option<i32>, found: &mut Vec<PopulationId>) {
    for line in selection.lines.iter().filter(|line| holds_in(line.years, year)) {
        asked_by(&line.conditions, year, found);
    }
}

/// The populations that conditions ask for, in a year or in any.
pub fn asked_by(conditions: &[Condition], year: Option<i32>, found: &mut Vec<PopulationId>) {
    conditions.iter().for_each(|condition| of_condition(condition, year, found));
}

fn of_condition(condition: &Condition, year: Option<i32>, found: &mut Vec<PopulationId>) {
    match condition {
        Condition::Member { population, .. } if !found.contains(population) => found.push(*population),
        Condition::Inserted { versions, .. } => {
            let versions = versions.iter().filter(|version| holds_in(version.years, year));
            versions.for_each(|version| asked_for(&version.value, year, found));
        }
        Condition::This { choice: ThisChoice::Groups(groups), .. } => {
            groups.iter().for_each(|conditions| asked_by(conditions, year, found));
        }
        _ => {}
    }
}

fn holds_in(years: Years, year: Option<i32>) -> bool {
    year.is_none_or(|year| years.contains(year))
}
