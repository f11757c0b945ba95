//! A whole random case: definitions, code files and rows, all from one seed.

use super::chart::Chart;
use super::comparisons;
use super::counting::Material;
use super::data::TestTable;
use super::edges;
use super::figures::{Known, base_figure, key_figure, linked_figure, of_single_amounts};
use super::forecasts;
use super::lines;
use super::made;
use super::random::Random;
use super::source::Source;

/// A program and the rows it runs on.
#[derive(Clone, Default)]
pub struct Case {
    seed: u64,
    /// What breaks rules is compared, too.
    pub has_rules: bool,
    /// Code files by path.
    pub files: Vec<(String, String)>,
    /// Declarations as lines, the first of each in column 1.
    pub declarations: Vec<Vec<String>>,
    /// Rows by the source's name.
    pub tables: Vec<(String, TestTable)>,
    /// What was delivered, by the name of the source it is about.
    pub deliveries: Vec<(String, TestTable)>,
}

impl Case {
    pub fn new(seed: u64) -> Case {
        let mut random = Random::new(seed);
        let chart = Chart::new(&mut random);
        let mut sources: Vec<Source> = (1..=2 + random.below(2)).map(|index| Source::new(&mut random, index)).collect();
        let mut case = Case { seed, files: chart.files(), declarations: chart.declarations(), ..Case::default() };
        case.declarations.extend(sources.iter().map(|source| source.declaration(&mut random)));
        for (name, from, to) in [("lang", 2000, 2035), ("kort", 2014, 2022)] {
            case.files.push((format!("satser/{name}.csv"), rates(&mut random, from, to)));
            let declared = [format!("prisregulering {name}"), format!("  satser fra \"satser/{name}.csv\"")];
            case.declarations.push(declared.to_vec());
        }
        for source in &sources {
            let mut table = source.table(&mut random, &chart);
            if random.percent(4) {
                table.rows.clear();
            }
            case.tables.push((source.name.clone(), table));
            if source.deliveries {
                case.deliveries.push((source.name.clone(), source.deliveries(&mut random)));
            }
        }
        case.make_of_sources(&mut random, &chart, &mut sources);
        let mut filters = Vec::new();
        for index in 1..=random.below(4) {
            let source = random.one(&sources).clone();
            if let Some((filter, text)) =
                lines::filter(&mut random, &chart, &source, &format!("udvalg_{index}"), &filters)
            {
                filters.push(filter);
                case.declarations.push(text);
            }
        }
        let material = Material { chart: &chart, sources: &sources, filters: &filters };
        let mut known = Known::default();
        for index in 1..=1 + random.below(2) {
            let (base, text) = base_figure(&mut random, &material, &known, index);
            if of_single_amounts(&text, &known) {
                known.of_single_amounts.push(base.name.clone());
            }
            known.bases.push(base);
            case.declarations.push(text);
        }
        for index in 1..=1 + random.below(3) {
            let (figure, text) = key_figure(&mut random, &material, &known, index);
            known.figures.push(figure);
            case.declarations.push(text);
        }
        for index in 1..=random.below(3) {
            if let Some((figure, text)) = linked_figure(&mut random, &known, index) {
                known.figures.push(figure);
                case.declarations.push(text);
            }
        }
        if random.percent(20) {
            forecasts::add(&mut random, &material, &mut known, &mut case);
        }
        if random.percent(35) {
            comparisons::add(&mut random, &known, &mut case);
        }
        // From a sequence of their own: what else a seed gives stays as it was.
        let mut of_rules = Random::new(seed ^ 0x05ee_d0f2_01e5);
        if of_rules.percent(25) {
            for index in 1..=1 + of_rules.below(3) {
                let text = super::rules::rule(&mut of_rules, &material, &known, index);
                case.declarations.push(text);
            }
            case.has_rules = true;
        }
        case
    }

    /// A small one that stands on a bound.
    pub fn on_a_bound(seed: u64) -> Case {
        let mut case = Case { seed, ..Case::default() };
        edges::add(&mut Random::new(seed), &mut case);
        case
    }

    /// Populations, afledte and koblede datakilder, in any order.
    fn make_of_sources(&mut self, random: &mut Random, chart: &Chart, sources: &mut Vec<Source>) {
        for index in 1..=random.below(5) {
            match random.below(5) {
                0 => {
                    let base = random.one(sources).clone();
                    let (source, text) = made::derived(random, chart, &base, &format!("afledt{index}"));
                    self.declarations.push(text);
                    sources.push(source);
                }
                1 => {
                    let keyed: Vec<&Source> = sources.iter().filter(|one| one.stored && one.has_key).collect();
                    if keyed.is_empty() {
                        continue;
                    }
                    let (left, right) = (*random.one(&keyed), *random.one(&keyed));
                    let made = made::linked(random, left, right, &format!("koblet_kilde{index}"));
                    if let Some((source, text)) = made.filter(|_| left.name != right.name) {
                        self.declarations.push(text);
                        sources.push(source);
                    }
                }
                _ => {
                    let keyed: Vec<&Source> = sources.iter().filter(|source| source.has_key).collect();
                    if keyed.is_empty() {
                        continue;
                    }
                    let name = format!("gruppe{index}");
                    let source = (*random.one(&keyed)).clone();
                    self.declarations.push(made::population(random, chart, &source, &name));
                    sources.iter_mut().for_each(|source| source.populations.push(name.clone()));
                }
            }
        }
    }

    /// Every object of the build is made and what could not be read is compared, too.
    pub fn is_whole(&self) -> bool {
        self.has_rules || self.seed.is_multiple_of(10)
    }

    /// The definitions as one file.
    pub fn text(&self) -> String {
        let declarations: Vec<String> = self.declarations.iter().map(|lines| lines.join("\n") + "\n").collect();
        declarations.join("\n")
    }
}

/// A rate for every year.
fn rates(random: &mut Random, from: i32, to: i32) -> String {
    let rows = (from..=to)
        .map(|year| format!("{year};{};prøve\n", random.word(&["2,1", "0", "-0,35", "4.25", "12,5", "1,999"])));
    format!("år;sats_pct;kilde\n{}", rows.collect::<String>())
}

impl Case {
    /// The same with amounts of no more than six digits before the point.
    pub fn with_small_amounts(&self) -> Case {
        let mut case = self.clone();
        case.tables.iter_mut().for_each(|(_, table)| table.make_amounts_small());
        case
    }

    /// The case for people: files, definitions, rows.
    pub fn report(&self) -> String {
        let text = self.text();
        let named = |path: &str| text.contains(path);
        let files = self.files.iter().filter(|(path, _)| named(path)).map(|(path, text)| format!("{path}\n{text}"));
        let tables = self.tables.iter().chain(&self.deliveries);
        let tables = tables.filter(|(name, _)| named(name)).map(|(name, table)| table.report(name));
        format!("{}\n{text}\n{}", files.collect::<Vec<_>>().join("\n"), tables.collect::<Vec<_>>().join("\n"))
    }
}
