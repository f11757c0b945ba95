//! Random valideringsregler: every krav, over any source, any way of counting and any nøgletal.

use super::chart::ALWAYS;
use super::counting::{Grain, Material};
use super::figures::{Base, Known};
use super::lines::{Lines, dimensions};
use super::random::Random;
use super::source::{Source, Time};

pub fn rule(random: &mut Random, material: &Material, known: &Known, index: usize) -> Vec<String> {
    let source = random.one(material.sources).clone();
    let mut lines = vec![format!("valideringsregel regel_{index}"), format!("  titel \"Regel {index}\"")];
    lines.extend(random.percent(60).then(|| format!("  alvor {}", severity(random))));
    let named = match random.below(10) {
        0..=3 => of_rows(random, material, &source, &mut lines),
        4..=6 => of_published(random, known, &mut lines),
        _ => of_figure(random, material, known, &source, &mut lines),
    };
    if random.percent(30) {
        let until = random.word(&["", " til 2020", " til 2021-06"]);
        let kommuner = random.word(&["101", "165", "101 og 165"]);
        let which = match (named, random.below(4)) {
            (Some(of), 0) => of.to_owned(),
            (Some(of), 1) => format!("kommune {kommuner}, {of}"),
            _ => format!("kommune {kommuner}"),
        };
        lines.push(format!("  undtaget {which}{until}, fordi \"prøve\""));
    }
    lines
}

fn severity(random: &mut Random) -> String {
    let severities = ["stopper indlæsning", "fejl", "advarsel", "orientering"];
    let usual = random.word(&severities);
    let except = random.word(&severities);
    match random.below(4) {
        0 => format!("{usual}, dog {except} i måned {}-{}", 1 + random.below(6), 7 + random.below(6)),
        1 => format!("{usual}, dog {except} i kvartal 1-2"),
        2 => format!("{usual}, dog {except} i 2020"),
        _ => usual.to_owned(),
    }
}

fn every(grain: Grain) -> &'static str {
    match grain {
        Grain::Month => "hver måned",
        Grain::Quarter => "hvert kvartal",
        Grain::Year => "hvert år",
        Grain::SchoolYear => "hvert skoleår",
    }
}

/// How often something is judged, by the time of its source.
fn grain_of(random: &mut Random, source: &Source) -> Grain {
    *match source.time {
        Time::Year => random.one(&[Grain::Year, Grain::Year, Grain::SchoolYear]),
        Time::SchoolYear => random.one(&[Grain::SchoolYear, Grain::SchoolYear, Grain::Year]),
        Time::Quarter => random.one(&[Grain::Quarter, Grain::Year, Grain::SchoolYear]),
        _ => random.one(&[Grain::Month, Grain::Month, Grain::Quarter, Grain::Year, Grain::Year, Grain::SchoolYear]),
    }
}

/// What of the rule's own data may be named after `undtaget`.
fn of_figure(
    random: &mut Random,
    material: &Material,
    known: &Known,
    source: &Source,
    lines: &mut Vec<String>,
) -> Option<&'static str> {
    let grain = grain_of(random, source);
    let dimension = if random.percent(30) { loop_of(random, source) } else { None };
    let named = dimension.map(|(text, _)| format!(", {text}")).unwrap_or_default();
    lines.push(format!("  gælder hver kommune, {}{named}", every(grain)));
    let finer = if grain == Grain::Year && random.percent(40) { Grain::Month } else { grain };
    let slope = random.percent(25);
    let rows = material.added_rows(random, source, if slope { finer } else { grain }, ALWAYS, None);
    lines.push(format!("  data fra {}", rows.source));
    // Lines on the dimension that the rule itself divides by may leave nothing.
    let is_filter = |line: &str| ["med ", "uden ", "for alle "].iter().any(|word| line.starts_with(word));
    let kept = rows.lines.iter().filter(|line| dimension.is_none() || !is_filter(line));
    lines.extend(kept.map(|line| format!("    {line}")));
    if slope {
        // The points are as fine as what is counted, and what they are divided by may be no finer.
        let points = if rows.lines.iter().any(|line| line.contains("måneden")) { finer } else { grain };
        let per = known.bases.iter().find(|base| base.may_be_read(points) && random.percent(40));
        lines.push(slope_of(random, per.map(|base| base.name.as_str())));
        return dimension.map(|(_, value)| value);
    }
    let same: Vec<String> = known
        .bases
        .iter()
        .filter(|base| base.word == rows.word && base.may_be_read(grain))
        .map(|base| base.name.clone())
        .collect();
    let apart = match grain {
        Grain::SchoolYear => matches!(source.time, Time::Year | Time::Quarter),
        _ => source.time == Time::SchoolYear,
    };
    if random.percent(15) && !apart {
        lines.push(format!("  krav har mindst {} rækker", 1 + random.below(4)));
    } else {
        requirement(random, grain, &same, &[], lines);
    }
    dimension.map(|(_, value)| value)
}

/// A nøgletal as it is published: hidden rows, shown in 1.000 kr., a whole family.
fn of_published(random: &mut Random, known: &Known, lines: &mut Vec<String>) -> Option<&'static str> {
    let figure = random.one(&known.figures).clone();
    let is_family = figure.terms.first() != Some(&figure.name);
    lines.push(format!("  gælder hver kommune, {}", every(figure.grain)));
    lines.push(format!("  data = {}", figure.name));
    if random.percent(25) {
        // Amounts of other prices than the nøgletal's own are refused (N406).
        let fits =
            |base: &&Base| base.may_be_read(figure.grain) && (figure.prices.is_none() || !base.word.contains("kr"));
        let per = known.bases.iter().filter(fits).find(|_| random.percent(50));
        lines.push(slope_of(random, per.map(|base| base.name.as_str())));
        return None;
    }
    if is_family && random.percent(25) {
        let total = figure.terms.iter().find(|term| term.ends_with("[i alt]")).cloned();
        let whole = total.unwrap_or_else(|| (1 + random.below(3000)).to_string());
        lines.push(format!("  krav delene summer til {whole}"));
        return None;
    }
    // The same nøgletal is of the same unit and the same prices.
    let whole = if is_family { vec![figure.name.clone()] } else { Vec::new() };
    let same: Vec<String> = figure.terms.iter().take(2).cloned().chain(whole.clone()).collect();
    requirement(random, figure.grain, &same, &whole, lines);
    None
}

fn slope_of(random: &mut Random, per: Option<&str>) -> String {
    let (deviations, around) = (deviations(random), around(random));
    let per = per.map(|name| format!("pr. {name} ")).unwrap_or_default();
    format!("  krav hældning {per}ligger højst {deviations} spredninger fra kommunernes {around}")
}

fn deviations(random: &mut Random) -> &'static str {
    random.word(&["0", "0,5", "1", "1,25", "2"])
}

fn around(random: &mut Random) -> &'static str {
    random.word(&["median", "gennemsnit"])
}

/// What a value is held against: numbers, one of these names, itself earlier, the other kommuner.
/// A whole family is no number to multiply.
fn requirement(random: &mut Random, grain: Grain, same: &[String], whole: &[String], lines: &mut Vec<String>) {
    // Bounds that something meets and something breaks.
    let number =
        |random: &mut Random| format!("{}{}", 1 + random.below(3000), random.word(&["", ",5", ",25", ",00001"]));
    let with = match random.percent(50) && !same.is_empty() {
        true => random.one(same).clone(),
        false => number(random),
    };
    let with = match with.starts_with(|first: char| first.is_ascii_digit()) || random.percent(60) {
        true => with,
        false if whole.contains(&with) => with,
        false => format!("{} * {with}", random.word(&["2", "0,5", "1,25"])),
    };
    let is_compared = match random.below(7) {
        0..=2 => {
            let comparison = random.word(&["er lig med", "mindst", "højst", "over", "under", "<>"]);
            lines.push(format!("  krav {comparison} {with}"));
            comparison != "<>"
        }
        3 => {
            let above = 4000 + random.below(100);
            let with = if with.starts_with(|first: char| first.is_ascii_digit()) { above.to_string() } else { with };
            lines.push(format!("  krav ligger mellem {} og {with}", number(random)));
            true
        }
        4 => {
            let (deviations, around) = (deviations(random), around(random));
            lines.push(format!("  krav ligger højst {deviations} spredninger fra kommunernes {around}"));
            false
        }
        5 => {
            let month = grain == Grain::Month && random.percent(50);
            let since = if month { "forrige måned" } else { "samme måned året før" };
            lines.push(format!("  krav ændrer sig højst {} pct. fra {since}", random.word(&["0", "10", "33,3"])));
            true
        }
        _ => {
            lines.push("  krav findes for alle kommuner".to_owned());
            false
        }
    };
    if is_compared && random.percent(50) {
        lines.push(format!("  tolerance {}", random.word(&["5 pct.", "100 kr.", "0,5 pct., dog altid 10,5 kr."])));
    }
}

/// A dimension of `gælder`, and some of it.
fn loop_of(random: &mut Random, source: &Source) -> Option<(&'static str, &'static str)> {
    let mut choices = Vec::new();
    if source.has_accounts {
        choices.push(("hver hovedfunktion i kp", "hovedfunktion 5.28"));
        choices.push(("hver dranst i kp", "dranst 1"));
    }
    if source.has_class {
        choices.push(("hver klassetype i klassetype", "klassetype 10"));
    }
    random.take(&mut choices)
}

fn of_rows(random: &mut Random, material: &Material, source: &Source, lines: &mut Vec<String>) -> Option<&'static str> {
    let grain = grain_of(random, source);
    lines.push(format!("  gælder hver kommune, {}", every(grain)));
    lines.push(format!("  data fra {}", source.name));
    let (from, to) = ALWAYS;
    let block = Lines { chart: material.chart, source, from, to, filters: material.filters };
    let known = dimensions(source);
    let condition = |random: &mut Random| {
        let dimension = *random.one(&known);
        block.condition(random, dimension)
    };
    let measures = &source.measures;
    let is_linked = source.name.starts_with("koblet");
    let requirement = match random.below(8) {
        0 if source.has_accounts => "koder findes i kp".to_owned(),
        1 if !is_linked => "er entydig".to_owned(),
        2 => "er udfyldt".to_owned(),
        3 if source.time == Time::Interval && source.stored => "slut er udfyldt".to_owned(),
        4 if measures.len() > 1 => {
            let (a, b) = (&measures[0].name, &measures[1].name);
            format!("altid {a} {} {b}", random.word(&["over", "højst", "<>", "mindst"]))
        }
        5 if !measures.is_empty() && !known.is_empty() => {
            let measure = &random.one(measures).name;
            format!("hvis {measure} {} så {}", random.word(&["<> 0", "over 10", "mindst -5"]), condition(random))
        }
        _ if known.len() > 1 => {
            let two = random.some(&known, 2);
            let two = if random.percent(50) { [two[0], two[1]] } else { [two[1], two[0]] };
            format!("hvis {} så {}", block.condition(random, two[0]), block.condition(random, two[1]))
        }
        _ => "er udfyldt".to_owned(),
    };
    // A list without codes leaves no condition to write.
    let unwritten = requirement.split(' ').any(|word| word == "alle");
    let requirement = if unwritten { "er udfyldt".to_owned() } else { requirement };
    // Lines beside a condition may leave nothing to ask.
    if requirement.starts_with("er ") && random.percent(40) {
        lines.extend(block.block(random, None).iter().map(|line| format!("    {line}")));
    }
    lines.push(format!("  krav {requirement}"));
    if random.percent(40) {
        lines.push("  besked \"{kommune} {periode}: {rækker} rækker, {værdi} ({nøgle}) {regel}\"".to_owned());
    }
    let of_accounts = source.has_accounts.then_some("dranst 1");
    source.has_class.then_some("klassetype 10").or(of_accounts)
}
