//! Random populations, and sources made of other sources.

use super::chart::{ALWAYS, Chart};
use super::lines::Lines;
use super::random::Random;
use super::source::{Measure, MeasureKind, Source, Time, month_name};

/// `population`, in any form of `aktive`.
pub fn population(random: &mut Random, chart: &Chart, source: &Source, name: &str) -> Vec<String> {
    let mut lines = vec![format!("population {name} fra {}", source.name), format!("  titel \"Population {name}\"")];
    lines.push(format!("  nøgle person{}", random.word(&["", "", " og kommune"])));
    let aktive = match random.below(12) {
        0 => String::new(),
        1 => format!("ved {}", day_of_year(random)),
        2 => format!("ved {} året før", random.word(&["5. september", "1. januar", "31. december"])),
        3 | 4 => {
            let unit = random.word(&["måneden", "kvartalet", "året"]);
            let before = random.word(&["", " året før"]);
            format!("{} {unit}{before}", random.word(&["primo", "ultimo"]))
        }
        _ => random
            .word(&[
                "på dagen",
                "på dagen",
                "i perioden",
                "i perioden",
                "de seneste 1 dage",
                "de seneste 30 dage",
                "de seneste 400 dage",
                "de seneste 2 måneder",
                "de seneste 1 år",
                "de seneste 2 år",
                "nogensinde",
                "måneden før",
                "året før",
            ])
            .to_owned(),
    };
    if !aktive.is_empty() {
        lines.push(format!("  aktive {aktive}"));
    }
    let body = |random: &mut Random| {
        let block = Lines { chart, source, from: ALWAYS.0, to: ALWAYS.1, filters: &[] }.block(random, None);
        if block.is_empty() { vec!["med alle".to_owned()] } else { block }
    };
    if random.percent(15) {
        for years in ["til 2019", "fra 2020"] {
            lines.push(format!("  udgave {years}"));
            lines.extend(body(random).iter().map(|line| format!("    {}", without_limit(line))));
        }
    } else {
        lines.extend(body(random).iter().map(|line| format!("  {line}")));
    }
    lines
}

fn day_of_year(random: &mut Random) -> String {
    let (day, month) = *random.one(&[(5, 9), (1, 1), (29, 2), (31, 12), (1, 8)]);
    format!("{day}. {}", month_name(month))
}

fn without_limit(line: &str) -> &str {
    line.split_once(", kun ").map_or(line, |(before, _)| before)
}

/// `afledt datakilde`, with some of the base's columns and a time as fine or coarser.
pub fn derived(random: &mut Random, chart: &Chart, base: &Source, name: &str) -> (Source, Vec<String>) {
    let times: &[Time] = match base.time {
        Time::Month => &[Time::Month, Time::Month, Time::Quarter, Time::Year, Time::SchoolYear],
        Time::Date | Time::Interval => &[Time::Date, Time::Month, Time::Quarter, Time::Year, Time::SchoolYear],
        Time::Week => &[Time::Week, Time::Month, Time::Year, Time::SchoolYear],
        Time::Quarter => &[Time::Quarter, Time::Year],
        Time::Year => &[Time::Year],
        Time::SchoolYear => &[Time::SchoolYear],
    };
    let time = *random.one(times);
    let count = 1 + random.below(base.roles.len());
    let roles = random.some(&base.roles, count);
    let mut own = Source {
        name: name.to_owned(),
        time,
        yearly: base.yearly,
        ultimo: base.ultimo,
        exception: base.exception.filter(|_| time == base.time),
        roles,
        has_accounts: false,
        has_groupings: false,
        has_class: base.has_class && random.percent(50),
        has_number: base.has_number && random.percent(50),
        has_text: base.has_text && random.percent(50),
        has_key: base.has_key && random.percent(75),
        falls_back: false,
        age_until: base.age_until.filter(|_| random.percent(40)),
        has_birth: false,
        deliveries: false,
        snapshots: base.snapshots,
        stored: false,
        populations: Vec::new(),
        masks: [None; 3],
        measures: Vec::new(),
    };
    let mut columns: Vec<&str> = own.roles.clone();
    columns.push(time.word());
    for (has, column) in [
        (own.has_key, "cpr"),
        (own.has_class, "klasse"),
        (own.has_number, "alder"),
        (own.has_text, "koen"),
        (own.age_until.is_some(), "fylder"),
    ] {
        if has {
            columns.push(column);
        }
    }
    let mut lines = vec![format!("afledt datakilde {name} fra {}", base.name), format!("  titel \"Afledt {name}\"")];
    lines.push(format!("  en række pr. {}", columns.join(", ")));
    let block = Lines { chart, source: base, from: ALWAYS.0, to: ALWAYS.1, filters: &[] }.block(random, None);
    lines.extend(block.iter().map(|line| format!("  {line}")));
    for number in 0..1 + random.below(3) {
        if let Some((measure, line)) = aggregate(random, base, time, number) {
            own.measures.push(measure);
            lines.push(line);
        }
    }
    if let (Some(measure), true) = (own.measures.first(), random.percent(40)) {
        let test = random.word(&["er mindst 2", "under 3", "<> 0", "over 1", "er mellem 1 og 5"]);
        lines.push(format!("  kun rækker hvor {} {test}", measure.name));
    }
    if own.has_number && random.percent(20) {
        lines.push("  kun rækker hvor alder over 1".to_owned());
    }
    (own, lines)
}

fn aggregate(random: &mut Random, base: &Source, time: Time, number: usize) -> Option<(Measure, String)> {
    let name = format!("tal{number}");
    let of_rows = if base.snapshots { MeasureKind::Stock } else { MeasureKind::Flow };
    let of_kind = |kind: MeasureKind| base.measures.iter().filter(|m| m.kind == kind).collect::<Vec<&Measure>>();
    let (what, word, kind) = match random.below(5) {
        0 => ("antal rækker".to_owned(), "elever", of_rows),
        1 if base.has_key => ("antal forskellige person".to_owned(), "elever", of_rows),
        2 => {
            let flows = of_kind(MeasureKind::Flow);
            let measure = if flows.is_empty() { return None } else { *random.one(&flows) };
            (measure.name.clone(), measure.word, of_rows)
        }
        3 if time == base.time => {
            let stocks = of_kind(MeasureKind::Stock);
            let measure = if stocks.is_empty() { return None } else { *random.one(&stocks) };
            (format!("antal {}", measure.name), measure.word, of_rows)
        }
        _ => {
            let measure = if base.measures.is_empty() { return None } else { random.one(&base.measures) };
            let which = random.word(&["gennemsnit", "median", "højeste", "laveste"]);
            (format!("{which} {}", measure.name), measure.word, MeasureKind::Share)
        }
    };
    let unit = if word == "elever" { ", enhed elever" } else { "" };
    let line = format!("  måltal {name} = {what}{unit}");
    let measure = Measure {
        name,
        column: String::new(),
        word,
        declared: word.to_owned(),
        kind,
        ultimo: base.ultimo,
        between: None,
    };
    Some((measure, line))
}

/// `koblet datakilde`, on person and perhaps a time.
pub fn linked(random: &mut Random, left: &Source, right: &Source, name: &str) -> Option<(Source, Vec<String>)> {
    let coarse = |time: Time| matches!(time, Time::Year | Time::Quarter | Time::SchoolYear);
    let relations: &[&str] = match (coarse(left.time), coarse(right.time)) {
        (false, false) => &["", "", "måneden før ", "måneden efter ", "året før "],
        (true, true) if left.time == right.time => &["", "året før "],
        _ => return None,
    };
    let term = format!("tid i {} = {}tid i {}", right.name, random.word(relations), left.name);
    let term = match random.percent(70) {
        true => term,
        false => format!("tid i {} = {}tid i {}", left.name, random.word(relations), right.name),
    };
    let lines = vec![
        format!("koblet datakilde {name} fra {} og {}", left.name, right.name),
        format!("  titel \"Koblet {name}\""),
        format!("  kobles på person, {term}"),
    ];
    let theirs = right.measures.iter().filter(|measure| measure.kind == MeasureKind::Flow);
    let theirs = theirs.map(|measure| {
        let taken = left.measures.iter().any(|own| own.name == measure.name);
        let name = if taken { format!("{}_{}", measure.name, right.name) } else { measure.name.clone() };
        Measure { name, ..measure.clone() }
    });
    let own = Source {
        name: name.to_owned(),
        has_accounts: left.has_accounts && !right.has_accounts,
        has_groupings: left.has_groupings && !right.has_accounts,
        has_class: left.has_class && !right.has_class,
        falls_back: false,
        deliveries: false,
        stored: false,
        measures: left.measures.iter().cloned().chain(theirs).collect(),
        ..left.clone()
    };
    Some((own, lines))
}
