//! Random filter lines that all have an effect.
//!
//! A block has a main dimension: its `med` lines name codes of it that do not overlap, its `uden` lines something
//! beneath one of them or narrowed on a second dimension, and later `med` lines a part of what was taken away. `for alle`
//! uses dimensions that the other lines leave alone.

use super::chart::{ALWAYS, Chart, FIRST_YEAR, LAST_YEAR};
use super::random::Random;
use super::source::Source;

/// What conditions can be asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    Function,
    Kind,
    Nature,
    Class,
    Number,
    Text,
    /// `fylder`
    Age,
    /// `person i P`
    Member,
}

/// A named filter and the dimensions it uses; its codes hold in all years.
#[derive(Debug, Clone)]
pub struct Filter {
    pub name: String,
    pub dimensions: Vec<Dimension>,
    pub groupings: bool,
}

/// Everything needed to write lines.
pub struct Lines<'a> {
    pub chart: &'a Chart,
    pub source: &'a Source,
    /// The years in which every code must hold.
    pub from: i32,
    pub to: i32,
    pub filters: &'a [Filter],
}

/// The source's dimensions.
pub fn dimensions(source: &Source) -> Vec<Dimension> {
    let mut found = Vec::new();
    if source.has_accounts {
        found.extend([Dimension::Function, Dimension::Kind, Dimension::Nature]);
    }
    if source.has_class {
        found.push(Dimension::Class);
    }
    if source.has_number {
        found.push(Dimension::Number);
    }
    if source.has_text {
        found.push(Dimension::Text);
    }
    if source.age_until.is_some() {
        found.push(Dimension::Age);
    }
    if source.has_key && !source.populations.is_empty() {
        found.push(Dimension::Member);
    }
    found
}

impl Lines<'_> {
    /// Zero or more lines; `this` (`denne hovedfunktion`) is narrowed into the result, its dimension left alone.
    pub fn block(&self, random: &mut Random, this: Option<(&str, &[Dimension])>) -> Vec<String> {
        let mut free = dimensions(self.source);
        let mut lines = Vec::new();
        let mut common = String::new();
        if let Some((this, used)) = this {
            free.retain(|dimension| !used.contains(dimension));
            if random.percent(50) {
                lines.push(format!("for alle denne {this}"));
            } else {
                common = format!("denne {this}, ");
                if free.is_empty() || random.percent(40) {
                    return vec![format!("med {}", common.trim_end_matches(", "))];
                }
            }
        }
        if free.is_empty() || random.percent(12) {
            if common.is_empty() && random.percent(50) {
                lines.push("med alle".to_owned());
            } else if !common.is_empty() {
                lines.push(format!("med {}", common.trim_end_matches(", ")));
            }
            return lines;
        }
        if free.len() > 1 && random.percent(45) {
            let dimension = random.take(&mut free).expect("en dimension");
            let condition = self.condition(random, dimension);
            // Of all there is, nothing is left out: the compiler says so (N302).
            if condition != "alle" {
                lines.push(self.maybe_limited(random, format!("for alle {condition}")));
            }
        }
        match self.usable_filter(random, &free) {
            Some(filter) if common.is_empty() => self.with_filter(random, &filter, free, &mut lines),
            _ => self.plain(random, &common, free, &mut lines),
        }
        // `for alle` means the same wherever it stands.
        if lines.first().is_some_and(|line| line.starts_with("for alle")) && random.percent(50) {
            let line = lines.remove(0);
            lines.insert(random.below(lines.len() + 1), line);
        }
        lines
    }

    fn usable_filter(&self, random: &mut Random, free: &[Dimension]) -> Option<Filter> {
        let fits = |filter: &&Filter| {
            filter.dimensions.iter().all(|dimension| free.contains(dimension))
                && (!filter.groupings || self.source.has_groupings)
        };
        let usable: Vec<&Filter> = self.filters.iter().filter(fits).collect();
        if usable.is_empty() || random.percent(50) { None } else { Some((*random.one(&usable)).clone()) }
    }

    /// Lines around `[filter]`.
    fn with_filter(&self, random: &mut Random, filter: &Filter, mut free: Vec<Dimension>, lines: &mut Vec<String>) {
        free.retain(|dimension| !filter.dimensions.contains(dimension));
        let name = &filter.name;
        let narrowed = match free.is_empty() || random.percent(50) {
            true => String::new(),
            false => {
                let dimension = *random.one(&free);
                format!(", {}", self.condition(random, dimension))
            }
        };
        match random.below(4) {
            0 => lines.push(format!("for alle [{name}]{narrowed}")),
            1 => lines.push(format!("uden [{name}]{narrowed}")),
            2 => lines.extend(["med alle".to_owned(), format!("uden [{name}]{narrowed}")]),
            _ if narrowed.is_empty() => lines.push(format!("med [{name}]")),
            _ => lines.extend([format!("med [{name}]"), format!("uden [{name}]{narrowed}")]),
        }
    }

    fn plain(&self, random: &mut Random, common: &str, mut free: Vec<Dimension>, lines: &mut Vec<String>) {
        let Some(main) = random.take(&mut free) else { return };
        let items = self.apart(random, main);
        let starts_without = random.percent(20) && common.is_empty();
        let kind = if starts_without { "uden" } else { "med" };
        let mut removable = Vec::new();
        for item in items {
            let extra = match !free.is_empty() && random.percent(40) {
                true => Some(*random.one(&free)),
                false => None,
            };
            let narrowed = extra.map_or(String::new(), |dimension| format!(", {}", self.condition(random, dimension)));
            let text = format!("{kind} {common}{}{narrowed}", item.text);
            lines.push(self.maybe_limited(random, text));
            removable.push((item, extra));
        }
        if random.percent(55) {
            self.take_away_and_give_back(random, common, kind, &free, removable, lines);
        }
    }

    /// `uden` something of what a line named, then perhaps `med` a part of that.
    fn take_away_and_give_back(
        &self,
        random: &mut Random,
        common: &str,
        first: &str,
        free: &[Dimension],
        removable: Vec<(Item, Option<Dimension>)>,
        lines: &mut Vec<String>,
    ) {
        let (item, extra) = random.one(&removable).clone();
        let mut left: Vec<Dimension> = free.iter().copied().filter(|d| Some(*d) != extra).collect();
        let children = item.code.as_ref().map(|code| self.children(&item, code)).unwrap_or_default();
        let inner =
            if children.is_empty() { item.text.clone() } else { format!("{} {}", item.word, random.one(&children)) };
        let mut text = inner.clone();
        if inner == item.text || random.percent(40) {
            let Some(dimension) = random.take(&mut left) else { return };
            text = format!("{inner}, {}", self.condition(random, dimension));
        }
        let (second, third) = if first == "med" { ("uden", "med") } else { ("med", "uden") };
        if free.contains(&Dimension::Kind)
            && let Some(grouping) = self.grouping_line(random, &item, extra)
        {
            lines.push(format!("{second} {common}{grouping}"));
            return;
        }
        lines.push(format!("{second} {common}{text}"));
        if let (true, Some(dimension)) = (random.percent(50), random.take(&mut left)) {
            lines.push(format!("{third} {common}{text}, {}", self.condition(random, dimension)));
        }
    }

    /// `dranst 1, funktion 5.28.20, gruppering 001`, beneath a line on funktion that says nothing about dranst.
    fn grouping_line(&self, random: &mut Random, item: &Item, extra: Option<Dimension>) -> Option<String> {
        if !self.source.has_groupings || item.dimension != Dimension::Function || extra == Some(Dimension::Kind) {
            return None;
        }
        let code = item.code.as_ref()?;
        let inside = |function: &str| function == code || function.starts_with(&format!("{code}."));
        let known: Vec<_> =
            self.chart.groupings.iter().filter(|g| self.grouping_holds(g) && inside(g.function)).collect();
        if known.is_empty() || random.percent(30) {
            return None;
        }
        let g = *random.one(&known);
        Some(format!("dranst {}, funktion {}, gruppering {}", g.kind, g.function, g.code))
    }

    fn grouping_holds(&self, g: &super::chart::Grouping) -> bool {
        g.from <= self.from
            && self.to <= g.to
            && self.chart.function.holds(g.function, self.from, self.to)
            && self.chart.kind.holds(g.kind, self.from, self.to)
    }

    fn children(&self, item: &Item, code: &str) -> Vec<String> {
        match item.dimension {
            Dimension::Function => self.chart.function.children(code, self.from, self.to),
            Dimension::Nature => self.chart.nature.children(code, self.from, self.to),
            _ => Vec::new(),
        }
    }

    /// A line that holds in some years only; now and then.
    fn maybe_limited(&self, random: &mut Random, line: String) -> String {
        if self.from >= self.to || random.percent(85) {
            return line;
        }
        if (self.from, self.to) == ALWAYS {
            // Who reads it may do so in one year only, 2018, 2019 or 2020: the line must have its effect there.
            return format!("{line}, kun {}", random.word(&["til 2020", "fra 2018", "2018-2020", "2010-2020"]));
        }
        let (from, to) = (self.from.max(FIRST_YEAR), self.to.min(LAST_YEAR));
        let year = from + random.below((to - from) as usize) as i32;
        match random.below(3) {
            0 => format!("{line}, kun til {year}"),
            1 => format!("{line}, kun fra {}", year + 1),
            _ => format!("{line}, kun {from}-{year}"),
        }
    }

    /// Conditions on one dimension that do not overlap.
    fn apart(&self, random: &mut Random, dimension: Dimension) -> Vec<Item> {
        let (from, to) = (self.from, self.to);
        let count = 1 + random.below(3);
        let item = |word: &'static str, code: &str| Item {
            dimension,
            word,
            code: Some(code.to_owned()),
            text: format!("{word} {code}"),
        };
        let levelled = |random: &mut Random, tree: &super::chart::Tree| {
            let level = random.below(tree.levels.len());
            let word = if random.percent(70) { tree.levels[level] } else { tree.name };
            (random.some(&tree.known(Some(level), from, to), count), word, level)
        };
        let items: Vec<Item> = match dimension {
            Dimension::Function => {
                let (codes, word, level) = levelled(random, &self.chart.function);
                // Another level's word is answered with a warning; the code's own level counts.
                let word = if word == "funktion" && level < 2 { self.chart.function.levels[level] } else { word };
                codes.iter().filter(|code| *code != "5.30.28").map(|code| item(word, code)).collect()
            }
            Dimension::Nature => {
                let (codes, _, _) = levelled(random, &self.chart.nature);
                codes.iter().map(|code| item("art", code)).collect()
            }
            Dimension::Kind => {
                random.some(&self.chart.kind.known(None, from, to), count).iter().map(|c| item("dranst", c)).collect()
            }
            Dimension::Class => random
                .some(&self.chart.class.known(None, from, to), count)
                .iter()
                .map(|code| item("klassetype", code))
                .collect(),
            Dimension::Number | Dimension::Text | Dimension::Age | Dimension::Member => Vec::new(),
        };
        if items.is_empty() {
            let text = self.condition(random, dimension);
            return vec![Item { dimension, word: "", code: None, text }];
        }
        items
    }

    /// Any condition on a dimension.
    pub fn condition(&self, random: &mut Random, dimension: Dimension) -> String {
        let (from, to) = (self.from, self.to);
        let negation = |random: &mut Random| random.word(&["", "", "", "<> "]);
        match dimension {
            Dimension::Function => match random.below(5) {
                0 => "funktion 5.30.26-27".to_owned(),
                1 => "hovedkonto 0-5".to_owned(),
                2 => "hovedfunktion 5.28 og 6.45".to_owned(),
                3 => "hovedkonto undtagen 0 og 6".to_owned(),
                _ => format!("hovedfunktion {}5.30", negation(random)),
            },
            Dimension::Kind => self.codes(random, "dranst", &self.chart.kind.known(None, from, to)),
            Dimension::Nature => match random.below(4) {
                0 => "art <> 0".to_owned(),
                1 => "art 4 og 7".to_owned(),
                2 => "art 0-4".to_owned(),
                _ => self.codes(random, "art", &self.chart.nature.known(Some(1), from, to)),
            },
            Dimension::Class => self.codes(random, "klassetype", &self.chart.class.known(None, from, to)),
            Dimension::Number => random
                .word(&[
                    "alder 3",
                    "alder <> 3",
                    "alder 2-6",
                    "alder 1, 3 og 5-7",
                    "alder undtagen 1 og 5-7",
                    "alder mindst 5",
                    "alder under 6",
                    "alder over 2",
                    "alder højst 6",
                    "alder 2 til under 6",
                    "alder mellem 2 og 6",
                    "alder = 3",
                    "alder over 2,5",
                ])
                .to_owned(),
            Dimension::Age => random
                .word(&[
                    "fylder mindst 6",
                    "fylder under 6",
                    "fylder 1-6",
                    "fylder <> 0",
                    "fylder over 7",
                    "fylder højst 0",
                ])
                .to_owned(),
            Dimension::Member => {
                let population = random.one(&self.source.populations);
                format!("person {}i {population}", random.word(&["", "", "ikke "]))
            }
            Dimension::Text => random
                .word(&["koen \"K\"", "koen <> \"K\"", "koen \"K\" og \"M\"", "koen undtagen \"K\", \"Ø\""])
                .to_owned(),
        }
    }

    fn codes(&self, random: &mut Random, word: &str, known: &[String]) -> String {
        let count = 1 + random.below(known.len().min(3).saturating_sub(1).max(1));
        let chosen = random.some(known, count);
        let text = match chosen.as_slice() {
            [one] => one.clone(),
            [first, .., last] if random.percent(30) => format!("{first}-{last}"),
            [init @ .., last] => format!("{} {} {last}", init.join(", "), random.word(&["og", "eller"])),
            [] => return "alle".to_owned(),
        };
        match random.below(4) {
            0 if chosen.len() == 1 => format!("{word} <> {text}"),
            0 => format!("{word} undtagen {text}"),
            _ => format!("{word} {text}"),
        }
    }
}

/// One condition of the main dimension.
#[derive(Debug, Clone)]
struct Item {
    dimension: Dimension,
    word: &'static str,
    code: Option<String>,
    text: String,
}

/// A named filter on some of the source's dimensions.
pub fn filter(
    random: &mut Random,
    chart: &Chart,
    source: &Source,
    name: &str,
    known: &[Filter],
) -> Option<(Filter, Vec<String>)> {
    let mut limited = source.clone();
    limited.has_number &= random.percent(40);
    limited.has_text &= random.percent(40);
    limited.has_class &= random.percent(50);
    limited.age_until = None;
    limited.populations.clear();
    let lines = Lines { chart, source: &limited, from: ALWAYS.0, to: ALWAYS.1, filters: known };
    let of_accounts = limited.has_accounts && !limited.has_class && !limited.has_number && !limited.has_text;
    let header =
        if of_accounts && random.percent(60) { format!("filter {name} i kp") } else { format!("filter {name}") };
    let mut text = vec![header, format!("  titel \"Filter {name}\"")];
    let body = lines.block(random, None);
    if body.is_empty() || body == ["med alle"] {
        return None;
    }
    let later = lines.block(random, None);
    if random.percent(20) && !later.is_empty() && later != ["med alle"] {
        text.push("  udgave til 2019".to_owned());
        text.extend(body.iter().map(|line| format!("    {}", without_limit(line))));
        text.push("  udgave fra 2020".to_owned());
        text.extend(later.iter().map(|line| format!("    {}", without_limit(line))));
    } else {
        text.extend(body.iter().map(|line| format!("  {line}")));
    }
    let inserts = |filter: &Filter| text.iter().any(|line| line.contains(&format!("[{}]", filter.name)));
    let groupings = text.iter().any(|line| line.contains("gruppering"))
        || known.iter().any(|filter| filter.groupings && inserts(filter));
    Some((Filter { name: name.to_owned(), dimensions: dimensions(&limited), groupings }, text))
}

fn without_limit(line: &str) -> &str {
    line.split_once(", kun ").map_or(line, |(before, _)| before)
}
