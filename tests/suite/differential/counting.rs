//! Random legal optællinger, and the rows they count.

use super::chart::Chart;
use super::days;
use super::lines::{Dimension, Filter, Lines};
use super::random::Random;
use super::source::{Measure, MeasureKind, Source, Time, month_name};

/// How often a figure is reported; what is finer may not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    Month,
    Quarter,
    Year,
    SchoolYear,
}

impl Grain {
    pub fn clause(self) -> &'static str {
        match self {
            Grain::Month => "opgøres månedligt",
            Grain::Quarter => "opgøres kvartalsvis",
            Grain::Year => "opgøres årligt",
            Grain::SchoolYear => "opgøres hvert skoleår",
        }
    }
}

/// What a part is written from.
pub struct Material<'a> {
    pub chart: &'a Chart,
    pub sources: &'a [Source],
    pub filters: &'a [Filter],
}

/// A section that counts rows: its source, lines and unit word (empty for a count without one).
#[derive(Debug, Clone)]
pub struct RowsPart {
    pub source: String,
    pub lines: Vec<String>,
    pub word: &'static str,
    /// Its months are of two years, so that it may not change from one udgave to the next.
    pub window: bool,
    /// Its value may be added to others: it is no gennemsnit, median, højeste or laveste.
    pub adds: bool,
}

/// `denne X` and the dimensions that the family's loops use.
pub type This<'a> = (&'a str, &'a [Dimension]);

impl Material<'_> {
    /// Lines, optælling and the rest of a section, for years in which all codes hold.
    pub fn rows(
        &self,
        random: &mut Random,
        source: &Source,
        grain: Grain,
        (from, to): (i32, i32),
        this: Option<This>,
    ) -> RowsPart {
        let filters = self.filters;
        let mut lines = Lines { chart: self.chart, source, from, to, filters }.block(random, this);
        if source.roles.len() > 1 && random.percent(60) {
            let role = match random.percent(35) {
                true => format!("{} ellers {}", source.roles[1], source.roles[0]),
                false => (*random.one(&source.roles)).to_owned(),
            };
            lines.insert(random.below(lines.len() + 1), format!("kommune {role}"));
        }
        let Counted { text, word, adds } = counting(random, source, grain);
        let of_months = source.time != Time::SchoolYear && text.contains("for skoleåret");
        let window = of_months || text.contains("seneste");
        lines.push(format!("optælling {text}"));
        if random.percent(15) {
            lines.push("fortegn vendes".to_owned());
        }
        RowsPart { source: source.name.clone(), lines, word, window, adds }
    }

    /// The same, of what may be added.
    pub fn added_rows(
        &self,
        random: &mut Random,
        source: &Source,
        grain: Grain,
        years: (i32, i32),
        this: Option<This>,
    ) -> RowsPart {
        loop {
            let rows = self.rows(random, source, grain, years, this);
            if rows.adds {
                return rows;
            }
        }
    }
}

struct Counted {
    text: String,
    word: &'static str,
    adds: bool,
}

fn counting(random: &mut Random, source: &Source, grain: Grain) -> Counted {
    for _ in 0..20 {
        if let Some(counted) = one_counting(random, source, grain) {
            return counted;
        }
    }
    let when = stretch(random, source, grain).or_else(|| snapshot(random, source, grain, source.ultimo));
    Counted { text: format!("antal rækker {}", when.unwrap_or_default()), word: "", adds: true }
}

fn one_counting(random: &mut Random, source: &Source, grain: Grain) -> Option<Counted> {
    let of_kind = |kind: MeasureKind| source.measures.iter().filter(|m| m.kind == kind).collect::<Vec<&Measure>>();
    let one = |random: &mut Random, of: &[&Measure]| (!of.is_empty()).then(|| (*random.one(of)).clone());
    let either = |random: &mut Random| match random.percent(50) {
        true => stretch(random, source, grain),
        false => snapshot(random, source, grain, source.ultimo),
    };
    let added = |text: String, word: &'static str| Some(Counted { text, word, adds: true });
    match random.below(14) {
        0..=4 => {
            let measure = one(random, &of_kind(MeasureKind::Flow))?;
            added(format!("{} {}", measure.name, stretch(random, source, grain)?), measure.word)
        }
        5..=7 => {
            let measure = one(random, &of_kind(MeasureKind::Stock))?;
            let when = snapshot(random, source, grain, measure.ultimo || source.ultimo)?;
            added(format!("antal {} {when}", measure.name), measure.word)
        }
        8 => statistic(random, source, grain),
        9..=11 => {
            let what = match random.below(4) {
                0 | 1 if source.has_key => "antal forskellige person",
                _ => "antal rækker",
            };
            let when = either(random)?;
            counted_as(random, format!("{what} {when}"))
        }
        12 if source.time == Time::Interval => {
            let key = if random.percent(50) { " person" } else { "" };
            let when = stretch(random, source, grain).filter(|when| when != "år til dato")?;
            counted_as(random, format!("antal helår{key} {when}"))
        }
        13 if source.time == Time::Interval => {
            let unit = random.word(&["dage", "måneder"]);
            let when = snapshot(random, source, grain, false).filter(|when| !when.starts_with("gennemsnit"))?;
            added(format!("varighed i {unit} {when}"), unit)
        }
        _ => None,
    }
}

/// A count of its own unit, or of a named one.
fn counted_as(random: &mut Random, text: String) -> Option<Counted> {
    Some(match random.percent(50) {
        true => Counted { text, word: "", adds: true },
        false => Counted { text: format!("{text}, enhed elever"), word: "elever", adds: true },
    })
}

fn statistic(random: &mut Random, source: &Source, grain: Grain) -> Option<Counted> {
    if source.measures.is_empty() {
        return None;
    }
    let measure = random.one(&source.measures).clone();
    let sums = stretch(random, source, grain);
    let days = snapshot(random, source, grain, measure.ultimo || source.ultimo);
    let days = days.filter(|when| !when.starts_with("gennemsnit"));
    let when = match measure.kind {
        MeasureKind::Flow => sums?,
        MeasureKind::Stock => days?,
        MeasureKind::Share if random.percent(50) => sums?,
        MeasureKind::Share => days?,
    };
    let which = random.word(&["gennemsnit", "gennemsnit", "median", "højeste", "laveste"]);
    Some(Counted { text: format!("{which} {} {when}", measure.name), word: measure.word, adds: false })
}

/// Months that are added.
fn stretch(random: &mut Random, source: &Source, grain: Grain) -> Option<String> {
    let mut whens = vec!["for hele året", "for hele året"];
    match (source.time, grain) {
        (Time::SchoolYear, Grain::SchoolYear) => whens = vec!["for skoleåret"],
        (Time::SchoolYear, _) => return None,
        (Time::Year, _) => {}
        (_, Grain::SchoolYear) => whens.extend(["de seneste 12 måneder", "de seneste 3 måneder"]),
        _ => whens.extend(["år til dato", "de seneste 12 måneder", "de seneste 3 måneder"]),
    }
    if grain == Grain::SchoolYear && !matches!(source.time, Time::Year | Time::Quarter | Time::SchoolYear) {
        whens.extend(["for skoleåret", "for skoleåret", "for skoleåret"]);
    }
    if matches!(source.time, Time::Year | Time::SchoolYear) {
        return Some(random.word(&whens).to_owned());
    }
    if grain <= Grain::Quarter {
        whens.extend(["for kvartalet", "for kvartalet"]);
    }
    if grain == Grain::Month && source.time != Time::Quarter {
        whens.extend(["for måneden", "for måneden", "de seneste 1 måneder"]);
    }
    Some(random.word(&whens).to_owned())
}

/// A snapshot, or the mean of a year's.
fn snapshot(random: &mut Random, source: &Source, grain: Grain, ultimo: bool) -> Option<String> {
    let coarse =
        matches!(source.time, Time::Year | Time::SchoolYear) || (source.yearly && source.time != Time::Interval);
    let mut units = vec!["året", "året"];
    if grain <= Grain::Quarter && !coarse {
        units.push("kvartalet");
    }
    if grain == Grain::Month && !coarse && source.time != Time::Quarter {
        units.extend(["måneden", "måneden"]);
    }
    let before = if random.percent(25) { " året før" } else { "" };
    match random.below(8) {
        _ if source.time == Time::Week => None,
        0..=3 => Some(format!("{} {}{before}", random.word(&["primo", "primo", "ultimo"]), random.word(&units))),
        4 if !coarse => Some("gennemsnit over året".to_owned()),
        _ => Some(format!("pr. {}{before}", day(random, source, ultimo)?)),
    }
}

fn day(random: &mut Random, source: &Source, ultimo: bool) -> Option<String> {
    let (day, month) = match (source.time, source.exception) {
        (Time::Date | Time::Interval, _) => *random.one(&[(1, 1), (5, 9), (29, 2), (5, 5), (30, 11), (31, 12)]),
        (Time::Year, _) if ultimo => (31, 12),
        (Time::Year, _) => (1, 1),
        (Time::SchoolYear, _) => *random.one(&[(5, 9), (1, 1)]),
        (Time::Quarter, _) if ultimo => return None,
        (Time::Quarter, _) => (1, *random.one(&[1, 4, 10])),
        (Time::Week, _) => return None,
        (Time::Month, Some(exception)) if random.percent(50) => exception,
        (Time::Month, exception) => {
            let month = if exception.is_some_and(|(_, month)| month == 9) { 10 } else { *random.one(&[9, 5, 1]) };
            (if ultimo { days::length(2021, month) } else { 1 }, month)
        }
    };
    Some(format!("{day}. {}", month_name(month)))
}
