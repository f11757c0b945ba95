//! Random valideringsregler: every krav, over any source and any way of counting.

use super::chart::ALWAYS;
use super::counting::{Grain, Material};
use super::figures::Known;
use super::lines::{Lines, dimensions};
use super::random::Random;
use super::source::{Source, Time};

pub fn rule(random: &mut Random, material: &Material, known: &Known, index: usize) -> Vec<String> {
    let source = random.one(material.sources).clone();
    let mut lines = vec![format!("valideringsregel regel_{index}"), format!("  titel \"Regel {index}\"")];
    lines.extend(random.percent(60).then(|| format!("  alvor {}", severity(random))));
    if random.percent(40) {
        of_rows(random, material, &source, &mut lines);
    } else {
        of_figure(random, material, known, &source, &mut lines);
    }
    if random.percent(30) {
        let until = random.word(&["", " til 2020", " til 2021-06"]);
        lines.push(format!("  undtaget kommune {}{until}", random.word(&["101", "165", "101 og 165"])));
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

fn of_figure(random: &mut Random, material: &Material, known: &Known, source: &Source, lines: &mut Vec<String>) {
    let grain = *random.one(&[Grain::Month, Grain::Quarter, Grain::Year, Grain::Year]);
    let dimension = if random.percent(30) { loop_of(random, source) } else { None };
    let divided = dimension.is_some();
    let named = dimension.map(|text| format!(", {text}")).unwrap_or_default();
    lines.push(format!("  gælder hver kommune, {}{named}", every(grain)));
    let finer = if grain == Grain::Year && random.percent(40) { Grain::Month } else { grain };
    let slope = random.percent(25);
    let rows = material.added_rows(random, source, if slope { finer } else { grain }, ALWAYS, None);
    lines.push(format!("  data fra {}", rows.source));
    // Lines on the dimension that the rule itself divides by may leave nothing.
    let is_filter = |line: &str| ["med ", "uden ", "for alle "].iter().any(|word| line.starts_with(word));
    let kept = rows.lines.iter().filter(|line| !divided || !is_filter(line));
    lines.extend(kept.map(|line| format!("    {line}")));
    let around = random.word(&["median", "gennemsnit"]);
    let deviations = random.word(&["0", "0,5", "1", "1,25", "2"]);
    if slope {
        lines.push(format!("  krav hældning ligger højst {deviations} spredninger fra kommunernes {around}"));
        return;
    }
    let same: Vec<&str> = known
        .bases
        .iter()
        .filter(|base| base.word == rows.word && base.grain <= Grain::Year && base.grain >= grain)
        .map(|base| base.name.as_str())
        .collect();
    // Bounds that something meets and something breaks.
    let number =
        |random: &mut Random| format!("{}{}", 1 + random.below(3000), random.word(&["", ",5", ",25", ",00001"]));
    let with = match random.percent(50) && !same.is_empty() {
        true => (*random.one(&same)).to_owned(),
        false => number(random),
    };
    let coarse = source.time == Time::Year && grain != Grain::Year;
    let is_compared = match random.below(if coarse { 6 } else { 8 }) {
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
            lines.push(format!("  krav ligger højst {deviations} spredninger fra kommunernes {around}"));
            false
        }
        5 => {
            let month = grain == Grain::Month && random.percent(50);
            let since = if month { "forrige måned" } else { "samme måned året før" };
            lines.push(format!("  krav ændrer sig højst {} pct. fra {since}", random.word(&["0", "10", "33,3"])));
            true
        }
        6 => {
            lines.push("  krav findes for alle kommuner".to_owned());
            false
        }
        _ => {
            lines.push(format!("  krav har mindst {} rækker", 1 + random.below(4)));
            false
        }
    };
    if is_compared && random.percent(50) {
        lines.push(format!("  tolerance {}", random.word(&["5 pct.", "100 kr.", "0,5 pct., dog altid 10,5 kr."])));
    }
}

fn loop_of(random: &mut Random, source: &Source) -> Option<&'static str> {
    let mut choices = Vec::new();
    if source.has_accounts {
        choices.push("hver hovedfunktion i kp");
        choices.push("hver dranst i kp");
    }
    if source.has_class {
        choices.push("hver klassetype i klassetype");
    }
    random.take(&mut choices)
}

fn of_rows(random: &mut Random, material: &Material, source: &Source, lines: &mut Vec<String>) {
    let coarse = source.time == Time::Year;
    let grain = if coarse { Grain::Year } else { *random.one(&[Grain::Month, Grain::Quarter, Grain::Year]) };
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
    let requirement = match random.below(6) {
        0 if source.has_accounts => "koder findes i kp".to_owned(),
        1 => "er entydig".to_owned(),
        2 => "er udfyldt".to_owned(),
        3 if measures.len() > 1 => {
            let (a, b) = (&measures[0].name, &measures[1].name);
            format!("altid {a} {} {b}", random.word(&["over", "højst", "<>", "mindst"]))
        }
        4 if !measures.is_empty() && !known.is_empty() => {
            let measure = &random.one(measures).name;
            format!("hvis {measure} {} så {}", random.word(&["<> 0", "over 10", "mindst -5"]), condition(random))
        }
        _ if known.len() > 1 => {
            let two = random.some(&known, 2);
            format!("hvis {} så {}", block.condition(random, two[0]), block.condition(random, two[1]))
        }
        _ => "er entydig".to_owned(),
    };
    // Lines beside a condition may leave nothing to ask.
    if requirement.starts_with("er ") && random.percent(40) {
        lines.extend(block.block(random, None).iter().map(|line| format!("    {line}")));
    }
    lines.push(format!("  krav {requirement}"));
    if random.percent(40) {
        lines.push("  besked \"{kommune} {periode}: {rækker} rækker, {værdi} ({nøgle}) {regel}\"".to_owned());
    }
}
