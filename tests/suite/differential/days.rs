//! Random days, close to where something begins or ends, and times as tables store them.

use super::chart::{FIRST_YEAR, LAST_YEAR};
use super::data::{Kind, Stored};
use super::random::Random;

pub type Day = (i32, u32, u32);

/// Days on which something begins or ends.
const EDGES: [Day; 14] = [
    (2018, 1, 1),
    (2018, 8, 1),
    (2018, 12, 31),
    (2019, 2, 28),
    (2019, 9, 5),
    (2020, 1, 1),
    (2020, 2, 29),
    (2020, 3, 31),
    (2020, 7, 1),
    (2020, 9, 5),
    (2021, 1, 1),
    (2021, 2, 28),
    (2021, 8, 1),
    (2021, 12, 31),
];

/// The day before, on or after an edge, or any day.
pub fn day(random: &mut Random) -> Day {
    if random.percent(25) {
        let years = (LAST_YEAR - FIRST_YEAR + 2) as usize;
        return (FIRST_YEAR - 1 + random.below(years) as i32, 1 + random.below(12) as u32, 1 + random.below(28) as u32);
    }
    let edge = *random.one(&EDGES);
    match random.below(3) {
        0 => before(edge),
        1 => edge,
        _ => after(edge),
    }
}

/// A day of the month, often its first or its last.
pub fn day_of_month(random: &mut Random, year: i32, month: u32) -> Day {
    let day = match random.below(6) {
        0 | 1 => 1,
        2 => length(year, month),
        3 => 5,
        _ => 1 + random.below(28) as u32,
    };
    (year, month, day)
}

pub fn length(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn after((year, month, day): Day) -> Day {
    match (month, day) {
        (12, 31) => (year + 1, 1, 1),
        _ if day == length(year, month) => (year, month + 1, 1),
        _ => (year, month, day + 1),
    }
}

fn before((year, month, day): Day) -> Day {
    match (month, day) {
        (1, 1) => (year - 1, 12, 31),
        (_, 1) => (year, month - 1, length(year, month - 1)),
        _ => (year, month, day - 1),
    }
}

/// A date as the column stores it; now and then nothing, or what is no date.
pub fn stored_day(random: &mut Random, (year, month, day): Day, kind: Kind) -> Stored {
    match (random.below(40), kind) {
        (0, _) => Stored::Null,
        (1, Kind::Text) => Stored::text(random.word(&["", " ", "ukendt", "2019-02-29", "9999-12-31", "1899-12-31"])),
        (2 | 3, Kind::Text) => Stored::Text(format!("{year:04}-{month:02}-{day:02}T08:30:00")),
        (4, Kind::Text) => Stored::Text(format!("{year:04}-{month:02}-{day:02} ")),
        (_, Kind::Text) => Stored::Text(format!("{year:04}-{month:02}-{day:02}")),
        _ => Stored::Date(year, month, day),
    }
}

/// The week of the day, as ISO writes it.
pub fn stored_week(random: &mut Random, day: Day, kind: Kind) -> Stored {
    let (year, week) = week_of(day);
    match (random.below(20), kind) {
        (0, Kind::Text) => Stored::text(random.word(&["", "2019-W53", "2020-W00", "2020-W5", "uge 5"])),
        (1..=4, Kind::Text) => Stored::Text(format!("{year}{week:02}")),
        (5..=7, Kind::Text) => Stored::Text(format!("{year}W{week:02} ")),
        (8 | 9, Kind::Text) => Stored::Text(format!("{year}-U{week:02}")),
        (_, Kind::Text) => Stored::Text(format!("{year}-W{week:02}")),
        (_, Kind::Whole) => Stored::Number(format!("{year}{week:02}")),
        _ => Stored::Date(day.0, day.1, day.2),
    }
}

pub fn stored_quarter(random: &mut Random, year: i32, month: u32, kind: Kind) -> Stored {
    let quarter = (month - 1) / 3 + 1;
    match (random.below(20), kind) {
        (0, Kind::Text) => Stored::text(random.word(&["", "2019-K5", "2019-K0", "2019-2"])),
        (1..=4, Kind::Text) => Stored::Text(format!("{year}{quarter}")),
        (5..=7, Kind::Text) => Stored::Text(format!("{year}K{quarter} ")),
        (8 | 9, Kind::Text) => Stored::Text(format!("{year}-Q{quarter}")),
        (_, Kind::Text) => Stored::Text(format!("{year}-K{quarter}")),
        (_, Kind::Whole) => Stored::Number(format!("{year}{quarter}")),
        _ => Stored::Date(year, month, 1),
    }
}

pub fn stored_school_year(random: &mut Random, year: i32, kind: Kind) -> Stored {
    let next = year + 1;
    match (random.below(20), kind) {
        (0, Kind::Text) => Stored::text(random.word(&["", "2019/21", "19/20", "2019-20"])),
        (1..=5, Kind::Text) => Stored::Text(format!("{year}/{next}")),
        (6..=9, Kind::Text) => Stored::Text(format!("{year} ")),
        (_, Kind::Text) => Stored::Text(format!("{year}/{:02}", next % 100)),
        _ => Stored::Number(year.to_string()),
    }
}

/// Year and number of the ISO week that holds the day.
fn week_of((year, month, day): Day) -> (i32, u32) {
    let in_year = |year: i32, month: u32, day: u32| (1..month).map(|month| length(year, month)).sum::<u32>() + day;
    // The weekday of 1 January: 2018 begins on a Monday.
    let first_weekday = |year: i32| {
        let days: i32 = if year >= 2018 {
            (2018..year).map(|year| in_year(year, 12, 31) as i32).sum()
        } else {
            -(year..2018).map(|year| in_year(year, 12, 31) as i32).sum::<i32>()
        };
        days.rem_euclid(7)
    };
    let weeks_of = |year: i32| {
        let thursday = 3;
        let leap = length(year, 2) == 29;
        let long = first_weekday(year) == thursday || (leap && first_weekday(year) == 2);
        if long { 53 } else { 52 }
    };
    let number = in_year(year, month, day) as i32;
    let weekday = (first_weekday(year) + number - 1).rem_euclid(7);
    let week = (number - weekday + 9).div_euclid(7);
    match week {
        0 => (year - 1, weeks_of(year - 1)),
        53 if weeks_of(year) == 52 => (year + 1, 1),
        week => (year, week as u32),
    }
}
