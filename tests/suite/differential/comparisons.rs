//! Random sammenligninger, and nøgletal that name them.

use super::counting::Grain;
use super::figures::{Figure, Known};
use super::program::Case;
use super::random::Random;

/// The file of sammenligningskommuner.
const FILE: &str = "grupper.csv";
const MUNICIPALITIES: [&str; 5] = ["101", "165", "411", "860", "751"];

/// A sammenligning and which nøgletal may name it.
struct Comparison {
    name: String,
    weighted: bool,
    has_order: bool,
    /// Of nearest kommuner: the length of the periods of what nearness is measured by.
    grain: Option<Grain>,
}

/// Adds some sammenligninger and lets most nøgletal be compared.
pub fn add(random: &mut Random, known: &Known, case: &mut Case) {
    // A list of kommuner of the program's own lacks the last.
    let own_list = case.declarations.iter().any(|lines| lines[0] == "kodeliste kommune");
    let municipalities = &MUNICIPALITIES[..if own_list { 4 } else { 5 }];
    let comparisons: Vec<Comparison> =
        (1..=2 + random.below(2)).map(|index| declare(random, known, municipalities, index, case)).collect();
    case.files.push((FILE.to_owned(), groups(random, municipalities)));
    for figure in &known.figures {
        if random.percent(30) || !figure.can_be_compared {
            continue;
        }
        let fits = |one: &&Comparison| {
            (!one.weighted || figure.can_be_weighted) && one.grain.is_none_or(|grain| grain == figure.grain)
        };
        let fitting: Vec<&Comparison> = comparisons.iter().filter(fits).collect();
        if !fitting.is_empty() {
            let comparison = *random.one(&fitting);
            name_it(random, figure, comparison, case);
            if random.percent(40) && !figure.terms.is_empty() {
                reader(random, figure, case);
            }
        }
    }
}

fn name_it(random: &mut Random, figure: &Figure, comparison: &Comparison, case: &mut Case) {
    let head = |lines: &Vec<String>| lines.first().is_some_and(|line| line.split(' ').any(|word| word == figure.name));
    let Some(lines) = case.declarations.iter_mut().find(|lines| head(lines)) else { return };
    lines.insert(1, format!("  sammenlignes efter {}", comparison.name));
    let directions = ["retning lavere er bedre", "retning højere er bedre", "retning neutral"];
    if !comparison.has_order || random.percent(70) {
        lines.insert(1, format!("  {}", random.word(&directions)));
    }
}

/// A koblet nøgletal that reads the landsgennemsnit, alone or beside the resultat.
fn reader(random: &mut Random, figure: &Figure, case: &mut Case) {
    let name = format!("land_{}", figure.name);
    let term = random.one(&figure.terms).clone();
    let formula = match random.below(5) {
        0 => format!("100 * {term} / landsgennemsnit af {term}"),
        1 => format!("{term} / landsgennemsnit af {term} året før"),
        2 => format!("landsgennemsnit af {term} / {term}"),
        3 => format!("landsgennemsnit af {term} / landsgennemsnit af {term} 2 år før"),
        _ => format!("(landsgennemsnit af {term} - {term}) / {term}"),
    };
    let mut lines = vec![format!("koblet nøgletal {name}"), "  titel \"Land\"".to_owned()];
    lines.push("  definition \"Prøve\"".to_owned());
    lines.push("  enhed forhold".to_owned());
    lines.push(format!("  {}", figure.grain.clause()));
    let (from, to) = figure.years;
    if from > 1900 {
        lines.push(format!("  gyldig {from}-{}", to.min(2100)));
    }
    lines.push(format!("  formel {formula}"));
    case.declarations.push(lines);
}

fn declare(random: &mut Random, known: &Known, municipalities: &[&str], index: usize, case: &mut Case) -> Comparison {
    let name = format!("sammenligning_{index}");
    let mut lines = vec![format!("sammenligning {name}")];
    let national = random.word(&["vægtet", "uvægtet", "median"]);
    lines.push(format!("  landsgennemsnit {national}"));
    let region = random.percent(50).then(|| random.word(&["vægtet", "uvægtet", "median"]));
    lines.extend(region.map(|kind| format!("  region {kind}")));
    let mut grain = None;
    let mut has_group = random.percent(70);
    if has_group && random.percent(50) {
        has_group = match nearest(random, known) {
            Some((measured, line)) => {
                grain = Some(measured);
                lines.push(line);
                true
            }
            None => false,
        };
    } else if has_group {
        lines.push(format!("  gruppe {} sammenligningskommuner fra \"{FILE}\"", 1 + random.below(3)));
    }
    let has_order = random.percent(50);
    if has_order {
        lines.push(format!("  rangorden {} først", random.word(&["laveste", "højeste"])));
    }
    if random.percent(30) {
        lines.push(format!("  uden kommune {}", random.one(municipalities)));
    }
    if random.percent(60) {
        let mut levels = vec!["25. percentil", "10,5. percentil", "100. percentil", "50. percentil", "landsgennemsnit"];
        levels.extend(has_group.then_some("gruppegennemsnit"));
        lines.push(format!("  mulighedsrum {}", random.word(&levels)));
    }
    case.declarations.push(lines);
    Comparison { name, weighted: [Some(national), region].contains(&Some("vægtet")), has_order, grain }
}

/// Nøgletal of one length of periods.
fn nearest(random: &mut Random, known: &Known) -> Option<(Grain, String)> {
    if known.figures.is_empty() {
        return None;
    }
    let grain = random.one(&known.figures).grain;
    // Squares of amounts near the largest there are have no room in 38 digits: the engine refuses them.
    let counts = |figure: &&Figure| figure.numerator.is_some_and(|unit| !unit.contains("kr."));
    let alike = known.figures.iter().filter(|figure| figure.grain == grain).filter(counts);
    let terms: Vec<String> = alike.filter_map(|figure| figure.terms.first().cloned()).collect();
    if terms.is_empty() {
        return None;
    }
    let count = 1 + random.below(3);
    let criteria = random.some(&terms, count).join(", ");
    Some((grain, format!("  gruppe {} nærmeste kommuner efter {criteria}", 1 + random.below(3))))
}

fn groups(random: &mut Random, municipalities: &[&str]) -> String {
    let mut text = "kommune;nr;sammenlignes_med;gyldig_fra;gyldig_til\n".to_owned();
    for municipality in municipalities {
        for number in 1..=3 {
            let with = random.one(municipalities);
            let years = random.word(&[";", ";", "2019;", ";2019", "2018;2020"]);
            text += &format!("{municipality};{number};{with};{years}\n");
        }
    }
    text
}
