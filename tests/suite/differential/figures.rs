//! Random grundtal and nøgletal, of units that fit.

use super::chart::{ALWAYS, FIRST_YEAR, LAST_YEAR};
use super::counting::{Grain, Material, RowsPart, This};
use super::lines::Dimension;
use super::random::Random;
use super::source::Source;

/// A grundtal that others may read.
#[derive(Debug, Clone)]
pub struct Base {
    pub name: String,
    /// Empty for a count without a unit.
    pub word: &'static str,
    pub grain: Grain,
    /// A nøgletal of school years may read it.
    pub of_school_years: bool,
}

impl Base {
    pub fn may_be_read(&self, grain: Grain) -> bool {
        if grain == Grain::SchoolYear { self.of_school_years } else { self.grain >= grain }
    }
}

/// A nøgletal that others may read.
#[derive(Debug, Clone)]
pub struct Figure {
    pub name: String,
    /// As written in a formula, with its member: `n3[5.28]`.
    pub terms: Vec<String>,
    pub grain: Grain,
    /// Of the tæller, and of the nævner when there is one; empty when unknown.
    pub numerator: Option<&'static str>,
    pub denominator: Option<&'static str>,
    pub years: (i32, i32),
    /// A weighted average of it has a meaning: a nævner, or a formel of parts alone.
    pub can_be_weighted: bool,
    /// What its line of `priser` says.
    pub prices: Option<&'static str>,
    pub can_be_compared: bool,
}

/// What has been declared so far.
#[derive(Default)]
pub struct Known {
    pub bases: Vec<Base>,
    pub figures: Vec<Figure>,
    /// Grundtal of single amounts, which are never converted.
    pub of_single_amounts: Vec<String>,
}

/// A part as lines, and what it counts.
struct Part {
    lines: Vec<String>,
    word: &'static str,
    window: bool,
    adds: bool,
}

impl Part {
    fn of_rows(kind: &str, rows: RowsPart) -> Part {
        let head = format!("{kind} fra {}", rows.source);
        Part {
            lines: std::iter::once(head).chain(rows.lines.iter().map(|line| format!("  {line}"))).collect(),
            word: rows.word,
            window: rows.window,
            adds: rows.adds,
        }
    }
}

pub fn base_figure(random: &mut Random, material: &Material, known: &Known, index: usize) -> (Base, Vec<String>) {
    let name = format!("grundtal_ø{index}");
    let grain = *random.one(&[Grain::Month, Grain::Quarter, Grain::Year, Grain::Year]);
    let usable: Vec<&Base> = known.bases.iter().filter(|base| base.grain <= Grain::Year).collect();
    if usable.len() > 1 && random.percent(25) {
        let first = *random.one(&usable);
        let same: Vec<&Base> = usable.iter().copied().filter(|base| base.word == first.word).collect();
        let grain = same.iter().map(|base| base.grain).min().unwrap_or(grain);
        let names: Vec<String> = same.iter().map(|base| base.name.clone()).collect();
        let formula = super::formulas::amount(random, &names, grain, 2);
        let mut lines = vec![format!("grundtal {name} = {formula}"), format!("  titel \"Grundtal {index}\"")];
        lines.push("  overlap tilladt, fordi \"prøve\"".to_owned());
        let of_school_years = !formula.contains("måneden før") && same.iter().all(|base| base.of_school_years);
        return (Base { name, word: first.word, grain, of_school_years }, lines);
    }
    let source = random.one(material.sources).clone();
    let rows = material.added_rows(random, &source, grain, ALWAYS, None);
    let finer = ["måneden", "kvartalet", "år til dato"];
    let of_school_years = !rows.lines.iter().any(|line| finer.iter().any(|finer| line.contains(finer)));
    let mut lines = Vec::new();
    if random.percent(20) && !rows.window {
        lines.push(format!("grundtal {name} fra {}", rows.source));
        lines.push(format!("  titel \"Grundtal {index}\""));
        let later = alike(random, material, &source, grain, ALWAYS, None, &rows);
        for (years, rows) in [("til 2019", &rows), ("fra 2020", &later)] {
            lines.push(format!("  udgave {years}"));
            lines.extend(rows.lines.iter().map(|line| format!("    {}", without_limit(line))));
        }
    } else {
        lines.push(format!("grundtal {name} fra {}", rows.source));
        lines.push(format!("  titel \"Grundtal {index}\""));
        lines.extend(rows.lines.iter().map(|line| format!("  {line}")));
    }
    (Base { name, word: rows.word, grain, of_school_years }, lines)
}

/// Other lines, counted alike.
fn alike(
    random: &mut Random,
    material: &Material,
    source: &Source,
    grain: Grain,
    years: (i32, i32),
    this: Option<This>,
    rows: &RowsPart,
) -> RowsPart {
    let mut other = material.rows(random, source, grain, years, this);
    let counting = |lines: &[String]| lines.iter().position(|line| line.starts_with("optælling"));
    if let (Some(here), Some(there)) = (counting(&other.lines), counting(&rows.lines)) {
        other.lines[here] = rows.lines[there].clone();
        other.word = rows.word;
        other.window = rows.window;
        other.adds = rows.adds;
    }
    other
}

/// Rows of any source and counted in any way, of the same unit, sums beside gennemsnit too; the same rows when none are
/// found.
fn of_another_source(
    random: &mut Random,
    material: &Material,
    grain: Grain,
    years: (i32, i32),
    rows: &RowsPart,
) -> RowsPart {
    let mut tries = (0..8).map(|_| {
        let source = random.one(material.sources).clone();
        material.rows(random, &source, grain, years, None)
    });
    tries.find(|other| other.word == rows.word && !other.window).unwrap_or_else(|| rows.clone())
}

/// A family's head, its members as terms, and what `denne` is called.
struct FamilyOf {
    head: String,
    members: Vec<String>,
    loops: Vec<(&'static str, Dimension)>,
}

fn family(random: &mut Random, source: &Source) -> Option<FamilyOf> {
    let mut choices: Vec<(String, &'static str, Dimension, Vec<String>)> = Vec::new();
    let strings = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<String>>();
    if source.has_accounts {
        choices.push((
            "hver hovedfunktion i kp".to_owned(),
            "hovedfunktion",
            Dimension::Function,
            strings(&["0.22", "5.28", "5.30"]),
        ));
        choices.push(("hver hovedkonto 0-5 i kp".to_owned(), "hovedkonto", Dimension::Function, strings(&["0", "5"])));
        choices.push(("hver funktion under 5.30 i kp".to_owned(), "funktion", Dimension::Function, Vec::new()));
        choices.push(("hver dranst i kp".to_owned(), "dranst", Dimension::Kind, strings(&["1", "2"])));
    }
    if source.has_class {
        choices.push(("hver klassetype".to_owned(), "klassetype", Dimension::Class, strings(&["10"])));
        choices.push((
            "hver klassetype 10 og 29 i klassetype".to_owned(),
            "klassetype",
            Dimension::Class,
            strings(&["29"]),
        ));
    }
    if source.has_number {
        choices.push(("hver alder 1-3".to_owned(), "alder", Dimension::Number, strings(&["1", "3"])));
        choices.push((
            "hver aldersgruppe i aldersgruppe".to_owned(),
            "aldersgruppe",
            Dimension::Number,
            strings(&["\"0-5 år\"", "\"6 år\""]),
        ));
    }
    let first = random.take(&mut choices)?;
    choices.retain(|choice| choice.2 != first.2);
    let mut head = format!("for {}", first.0);
    let mut members = first.3;
    let mut loops = vec![(first.1, first.2)];
    if random.percent(25)
        && let Some(second) = random.take(&mut choices)
    {
        head += &format!(" og {}", second.0);
        members = members.iter().flat_map(|a| second.3.iter().map(move |b| format!("{a}, {b}"))).collect();
        loops.push((second.1, second.2));
    }
    if random.percent(40) {
        head += ", og i alt";
        members.push("i alt".to_owned());
    }
    Some(FamilyOf { head, members, loops })
}

/// In fixed prices now and then, where it can be.
pub fn key_figure(random: &mut Random, material: &Material, known: &Known, index: usize) -> (Figure, Vec<String>) {
    let prices = if random.percent(30) { Some(random.word(PRICES)) } else { None };
    let fixed = prices.and_then(|_| key_figure_in(random, material, known, index, prices));
    fixed.or_else(|| key_figure_in(random, material, known, index, None)).expect("løbende priser passer altid")
}

const PRICES: &[&str] =
    &["faste, niveau 2020, efter lang", "faste, niveau 2020, efter lang", "faste, niveau 2019, efter kort"];

/// Whether lines count single amounts, of which no sum is converted.
pub fn of_single_amounts(lines: &[String], known: &Known) -> bool {
    let single = ["optælling gennemsnit ", "optælling median ", "optælling højeste ", "optælling laveste "];
    let counts = |line: &String| {
        single.iter().any(|words| line.contains(words)) && !line.contains("gennemsnit over året")
            || known.of_single_amounts.iter().any(|name| line.contains(name.as_str()))
    };
    lines.iter().any(counts)
}

fn key_figure_in(
    random: &mut Random,
    material: &Material,
    known: &Known,
    index: usize,
    prices: Option<&'static str>,
) -> Option<(Figure, Vec<String>)> {
    let name = format!("nøgletal_{index}");
    let grain = *random.one(&[Grain::Month, Grain::Quarter, Grain::Year, Grain::Year, Grain::SchoolYear]);
    let source = random.one(material.sources).clone();
    let family = if random.percent(30) { family(random, &source) } else { None };
    let (years, valid) = validity(random);
    let editions = random.percent(25) && years.0 < 2020 && years.1 > 2019;
    let used: Vec<Dimension> = family.iter().flat_map(|family| family.loops.iter().map(|one| one.1)).collect();
    let this = family.as_ref().map(|family| (family.loops[0].0, used.as_slice()));
    let mut numerator = match random.percent(20) && family.is_none() {
        true => formula_part(random, known, "tæller", grain, years, prices),
        false => None,
    };
    let mut later = None;
    if numerator.is_none() {
        let rows = material.rows(random, &source, grain, years, this);
        if editions && !rows.window {
            let other = match family.is_none() && random.percent(40) {
                true => of_another_source(random, material, grain, years, &rows),
                false => alike(random, material, &source, grain, years, this, &rows),
            };
            later = Some(Part::of_rows("tæller", with_second_loop(other, family.as_ref())));
        }
        numerator = Some(Part::of_rows("tæller", with_second_loop(rows, family.as_ref())));
    }
    let numerator = numerator.expect("en tæller");
    let denominator = match random.below(20) {
        0..=9 => denominator(random, material, known, grain, years, prices),
        10..=12 => {
            let rows = material.rows(random, &source, grain, years, this);
            Some(Part::of_rows("nævner", with_second_loop(rows, family.as_ref())))
        }
        _ => None,
    };
    let unit = unit(random, numerator.word, denominator.as_ref().map(|part| part.word));
    let counted: Vec<String> = [Some(&numerator), later.as_ref(), denominator.as_ref()]
        .into_iter()
        .flatten()
        .flat_map(|part| part.lines.clone())
        .collect();
    let in_kroner = numerator.word == "kr." && !unit.share;
    if prices.is_some() && (!in_kroner || of_single_amounts(&counted, known)) {
        return None;
    }
    let head = family.as_ref().map_or(String::new(), |family| format!(" {}", family.head));
    let title = if family.is_some() { "Nøgletal {kode} {navn}" } else { "Nøgletal" };
    let mut lines = vec![format!("nøgletal {name}{head}"), format!("  titel \"{title}\"")];
    lines.push("  definition \"Prøve\"".to_owned());
    lines.push(format!("  enhed {}", unit.text));
    lines.extend(prices.map(|prices| format!("  priser {prices}")));
    lines.push(format!("  {}", grain.clause()));
    lines.extend(unit.scale.iter().map(|scale| format!("  skala {scale}")));
    let mut body = |numerator: &Part, limit: bool, lines: &mut Vec<String>, indent: &str| {
        let keep = |line: &String| if limit { without_limit(line).to_owned() } else { line.clone() };
        lines.extend(numerator.lines.iter().map(|line| format!("{indent}{}", keep(line))));
        if let Some(part) = &denominator {
            lines.extend(part.lines.iter().map(|line| format!("{indent}{}", keep(line))));
            lines.push(format!("{indent}når nævner er 0, {}", random.word(&["vis ikke", "vis ikke", "vis 0"])));
        }
        if random.percent(15) {
            let rule = random.word(RULES);
            let asked = if denominator.is_none() { rule.replace("nævner", "resultat") } else { rule.to_owned() };
            lines.push(format!("{indent}{asked}"));
        }
        if random.percent(20) {
            let asked = if denominator.is_none() { &HIDDEN[2..] } else { HIDDEN };
            lines.push(format!("{indent}skjul når {}", random.word(asked)));
            if family.is_some() && random.percent(60) {
                lines.push(format!("{indent}skjul også næstmindste"));
            }
        }
        if random.percent(12) {
            lines.push(format!("{indent}når data mangler, regn med 0"));
        }
        if random.percent(5) {
            lines.push(format!("{indent}når data mangler, vis ikke"));
        }
    };
    match &later {
        Some(later) if denominator.as_ref().is_none_or(|part| !part.window) => {
            lines.push(format!("  udgave {}", opening(years.0, 2019)));
            body(&numerator, true, &mut lines, "    ");
            lines.push(format!("  udgave {}", closing(2020, years.1)));
            body(later, true, &mut lines, "    ");
        }
        _ => {
            lines.extend(valid.iter().map(|valid| format!("  gyldig {valid}")));
            body(&numerator, false, &mut lines, "  ");
        }
    }
    let terms = match &family {
        Some(family) => family.members.iter().map(|member| format!("{name}[{member}]")).collect(),
        None => vec![name.clone()],
    };
    let share = unit.share;
    let adds = numerator.adds
        && later.as_ref().is_none_or(|part| part.adds)
        && denominator.as_ref().is_none_or(|part| part.adds);
    let figure = Figure {
        name,
        can_be_weighted: denominator.is_some(),
        can_be_compared: true,
        terms,
        grain,
        numerator: if share || !adds { None } else { Some(numerator.word) },
        denominator: denominator.map(|part| if share { "?" } else { part.word }),
        years,
        prices,
    };
    Some((figure, lines))
}

const RULES: &[&str] = &[
    "når tæller er under 3, vis ikke",
    "når tæller = 0, vis 0",
    "når resultat er over 100, vis ikke",
    "når resultat er mellem 1 og 4, vis 0",
    "når nævner er under 5, vis ikke",
    "når resultat <> 0, vis 0",
    "når tæller er 1-4, vis ikke",
];

/// What hides a row; those before the third need a nævner.
const HIDDEN: &[&str] = &[
    "nævner er under 5",
    "nævner er mellem 1 og 4",
    "tæller er under 5",
    "tæller er mellem 1 og 4",
    "tæller er mellem 0,5 og 1,5",
    "resultat er under 1",
    "resultat er over 90,5",
    "resultat er mellem -2,25 og 40",
    "tæller <> 0",
];

/// The second loop's `denne` restricts the whole set.
fn with_second_loop(mut rows: RowsPart, family: Option<&FamilyOf>) -> RowsPart {
    if let Some((second, _)) = family.and_then(|family| family.loops.get(1)) {
        rows.lines.insert(0, format!("for alle denne {second}"));
    }
    rows
}

fn validity(random: &mut Random) -> ((i32, i32), Option<String>) {
    match random.below(5) {
        0 => (ALWAYS, None),
        1 => ((2019, ALWAYS.1), Some("fra 2019".to_owned())),
        2 => ((2020, 2020), Some("2020".to_owned())),
        _ => ((FIRST_YEAR, LAST_YEAR), Some(format!("{FIRST_YEAR}-{LAST_YEAR}"))),
    }
}

fn opening(from: i32, to: i32) -> String {
    if from == ALWAYS.0 { format!("til {to}") } else { format!("{from}-{to}") }
}

fn closing(from: i32, to: i32) -> String {
    if to == ALWAYS.1 { format!("fra {from}") } else { format!("{from}-{to}") }
}

fn without_limit(line: &str) -> &str {
    line.split_once(", kun ").map_or(line, |(before, _)| before)
}

fn denominator(
    random: &mut Random,
    material: &Material,
    known: &Known,
    grain: Grain,
    years: (i32, i32),
    prices: Option<&'static str>,
) -> Option<Part> {
    if random.percent(50)
        && let Some(part) = formula_part(random, known, "nævner", grain, years, prices)
    {
        return Some(part);
    }
    let source = random.one(material.sources).clone();
    Some(Part::of_rows("nævner", material.rows(random, &source, grain, years, None)))
}

/// `nævner = g1 + g2 året før`, of grundtal and of parts of nøgletal.
fn formula_part(
    random: &mut Random,
    known: &Known,
    kind: &str,
    grain: Grain,
    years: (i32, i32),
    prices: Option<&'static str>,
) -> Option<Part> {
    let terms = super::formulas::amounts(known, grain, years, prices);
    if terms.is_empty() {
        return None;
    }
    let word = random.one(&terms).1;
    let names: Vec<String> = terms.iter().filter(|(_, other)| *other == word).map(|(name, _)| name.clone()).collect();
    let formula = match random.percent(40) {
        true => random.one(&names).clone(),
        false => super::formulas::amount(random, &names, grain, 2),
    };
    Some(Part {
        lines: vec![format!("{kind} = {formula}"), "overlap tilladt, fordi \"prøve\"".to_owned()],
        word,
        window: false,
        adds: true,
    })
}

/// The enhed of a ratio, and whether it is a share.
pub struct Unit {
    pub text: String,
    pub share: bool,
    pub scale: Option<&'static str>,
}

fn unit(random: &mut Random, numerator: &'static str, denominator: Option<&'static str>) -> Unit {
    let shown = |random: &mut Random| match (numerator, random.below(4)) {
        ("", _) => "elever".to_owned(),
        ("kr.", 0) => "1.000 kr.".to_owned(),
        ("kr.", 1) => "mio. kr.".to_owned(),
        _ => numerator.to_owned(),
    };
    let plain = |text: String| Unit { text, share: false, scale: None };
    match denominator {
        None => plain(shown(random)),
        Some(word) if word == numerator => {
            let text = random.word(&["pct.", "promille", "forhold", "indeks"]);
            let scale = if text == "forhold" && random.percent(40) { Some("1.000") } else { None };
            Unit { text: text.to_owned(), share: true, scale }
        }
        Some(word) => {
            let per = match word {
                "kr." => "krone",
                "timer" => "time",
                "borgere" => "borger",
                "pladser" => "plads",
                "dage" => "dag",
                "måneder" => "måned",
                "point" => "point",
                _ => "elev",
            };
            let number = if random.percent(35) { "1.000 " } else { "" };
            let word = if number.is_empty() || per == "krone" { per } else { word };
            let word = if word.is_empty() { "elever" } else { word };
            plain(format!("{} pr. {number}{word}", shown(random)))
        }
    }
}

/// `koblet nøgletal`
pub fn linked_figure(random: &mut Random, known: &Known, index: usize) -> Option<(Figure, Vec<String>)> {
    let name = format!("koblet_{index}");
    let grain = *random.one(&[Grain::Month, Grain::Quarter, Grain::Year, Grain::Year, Grain::SchoolYear]);
    let (years, valid) = validity(random);
    let prices = if random.percent(25) { Some(random.word(PRICES)) } else { None };
    let terms = super::formulas::amounts(known, grain, years, prices);
    if terms.is_empty() {
        return None;
    }
    let word = random.one(&terms).1;
    let names: Vec<String> = terms.iter().filter(|(_, other)| *other == word).map(|(name, _)| name.clone()).collect();
    let results = super::formulas::results(known, grain, years);
    let develops = !results.is_empty() && random.percent(40);
    let share = develops || random.percent(60);
    // A share has no prices of its own: then a grundtal would be in those of the time, beside figures in fixed prices.
    let beside = |name: &String| !(prices.is_some() && word == "kr." && share && name.starts_with("grundtal"));
    let names: Vec<String> = names.into_iter().filter(beside).collect();
    if names.is_empty() && !develops {
        return None;
    }
    let formula = match share {
        true if develops => super::formulas::development(random, &results),
        true => super::formulas::share(random, &names, grain),
        false => super::formulas::amount(random, &names, grain, 3),
    };
    let unit = match (share, word) {
        (true, _) => random.word(&["pct.", "forhold", "indeks"]),
        (false, "") => "elever",
        (false, word) => word,
    };
    let mut lines = vec![
        format!("koblet nøgletal {name}"),
        "  titel \"Koblet\"".to_owned(),
        "  definition \"Prøve\"".to_owned(),
        format!("  enhed {unit}"),
        format!("  {}", grain.clause()),
    ];
    if !share && word == "kr." {
        lines.extend(prices.map(|prices| format!("  priser {prices}")));
    }
    if random.percent(15) {
        lines.push(format!("  skjul når {}", random.word(&["resultat er under 1", "resultat er mellem 0,5 og 90,5"])));
    }
    lines.extend(valid.iter().map(|valid| format!("  gyldig {valid}")));
    lines.push(format!("  formel {formula}"));
    lines.push("  overlap tilladt, fordi \"prøve\"".to_owned());
    if random.percent(25) {
        lines.push(format!(
            "  {}",
            random.word(&[
                "når resultat er over 100, vis ikke",
                "når resultat = 0, vis ikke",
                "når resultat er under 0, vis 0"
            ])
        ));
    }
    if random.percent(12) {
        lines.push("  når data mangler, regn med 0".to_owned());
    }
    let figure = Figure {
        terms: vec![name.clone()],
        name,
        grain,
        numerator: None,
        denominator: None,
        years,
        prices: None,
        can_be_weighted: !develops,
        can_be_compared: true,
    };
    Some((figure, lines))
}
