//! Random legal optællinger, and the rows they count.

use super::chart::Chart;
use super::lines::{Dimension, Filter, Lines};
use super::random::Random;
use super::source::{Measure, Source, Time, month_name};

/// How often a figure is reported; what is finer may not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    Month,
    Quarter,
    Year,
}

impl Grain {
    pub fn clause(self) -> &'static str {
        match self {
            Grain::Month => "opgøres månedligt",
            Grain::Quarter => "opgøres kvartalsvis",
            Grain::Year => "opgøres årligt",
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
    /// The `de seneste N måneder` that may not change from one udgave to the next.
    pub window: bool,
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
            lines.insert(random.below(lines.len() + 1), format!("kommune {}", random.one(&source.roles)));
        }
        let (counting, word) = counting(random, source, grain);
        let window = counting.contains("seneste");
        lines.push(counting);
        if random.percent(15) {
            lines.push("fortegn vendes".to_owned());
        }
        RowsPart { source: source.name.clone(), lines, word, window }
    }
}

fn counting(random: &mut Random, source: &Source, grain: Grain) -> (String, &'static str) {
    let flows: Vec<&Measure> = source.measures.iter().filter(|measure| measure.is_flow).collect();
    let stocks: Vec<&Measure> = source.measures.iter().filter(|measure| !measure.is_flow).collect();
    let coarse = source.time == Time::Year || source.yearly;
    match random.below(10) {
        0..=4 if !flows.is_empty() => {
            let measure = *random.one(&flows);
            (format!("optælling {} {}", measure.name, stretch(random, grain, source.time == Time::Year)), measure.word)
        }
        5..=7 if !stocks.is_empty() => {
            let measure = *random.one(&stocks);
            let when = snapshot(random, source, grain, measure.ultimo || source.ultimo, coarse);
            (format!("optælling antal {} {when}", measure.name), measure.word)
        }
        _ => {
            let when = match random.percent(50) {
                true => stretch(random, grain, source.time == Time::Year),
                false => snapshot(random, source, grain, source.ultimo, coarse),
            };
            match random.percent(50) {
                true => (format!("optælling antal rækker {when}"), ""),
                false => (format!("optælling antal rækker {when}, enhed elever"), "elever"),
            }
        }
    }
}

/// Months that are added.
fn stretch(random: &mut Random, grain: Grain, only_years: bool) -> String {
    if only_years {
        return "for hele året".to_owned();
    }
    let mut whens =
        vec!["for hele året", "år til dato", "de seneste 12 måneder", "de seneste 3 måneder", "for hele året"];
    if grain <= Grain::Quarter {
        whens.extend(["for kvartalet", "for kvartalet"]);
    }
    if grain == Grain::Month {
        whens.extend(["for måneden", "for måneden", "de seneste 1 måneder"]);
    }
    random.word(&whens).to_owned()
}

/// A snapshot, or the mean of a year's.
fn snapshot(random: &mut Random, source: &Source, grain: Grain, ultimo: bool, coarse: bool) -> String {
    let mut units = vec!["året", "året"];
    if grain <= Grain::Quarter && !coarse {
        units.push("kvartalet");
    }
    if grain == Grain::Month && !coarse {
        units.extend(["måneden", "måneden"]);
    }
    let before = if random.percent(25) { " året før" } else { "" };
    match random.below(8) {
        0..=3 => format!("{} {}{before}", random.word(&["primo", "primo", "ultimo"]), random.word(&units)),
        4 if !coarse => "gennemsnit over året".to_owned(),
        _ => format!("pr. {}{before}", day(random, source, ultimo)),
    }
}

fn day(random: &mut Random, source: &Source, ultimo: bool) -> String {
    let (day, month) = match (source.time, source.exception) {
        (Time::Date, _) => *random.one(&[(1, 1), (5, 9), (29, 2), (5, 5), (30, 11)]),
        (Time::Year, _) if ultimo => (31, 12),
        (Time::Year, _) => (1, 1),
        (Time::Month, Some(exception)) if random.percent(50) => exception,
        (Time::Month, exception) => {
            let month = if exception.is_some_and(|(_, month)| month == 9) { 10 } else { *random.one(&[9, 5, 1]) };
            (if ultimo { last_day(month) } else { 1 }, month)
        }
    };
    format!("{day}. {}", month_name(month))
}

fn last_day(month: u32) -> u32 {
    if [4, 6, 9, 11].contains(&month) { 30 } else { 31 }
}
