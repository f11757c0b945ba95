//! Random prognoser, and what they are for.

use super::chart::ALWAYS;
use super::counting::{Grain, Material};
use super::figures::{Figure, Known};
use super::program::Case;
use super::random::Random;
use super::source::{Measure, MeasureKind, Time};

/// Adds a nøgletal (or grundtal) that is counted by month or år til dato, and a prognose for it.
pub fn add(random: &mut Random, material: &Material, known: &mut Known, case: &mut Case) {
    let usable: Vec<_> = material
        .sources
        .iter()
        .filter(|source| source.is_plain() && source.time != Time::Year && source.measures.iter().any(is_flow))
        .collect();
    if usable.is_empty() {
        return;
    }
    let source = (*random.one(&usable)).clone();
    let flows: Vec<_> = source.measures.iter().filter(|measure| is_flow(measure)).cloned().collect();
    let measure = random.one(&flows).clone();
    let mut lines = material.rows(random, &source, Grain::Month, ALWAYS, None).lines;
    lines.retain(|line| !line.starts_with("optælling"));
    let to_date = random.percent(60);
    lines.push(format!("optælling {} {}", measure.name, if to_date { "år til dato" } else { "for måneden" }));
    if random.percent(30) {
        let mut declared = vec![format!("grundtal fremad fra {}", source.name), "  titel \"Fremad\"".to_owned()];
        declared.extend(lines.iter().map(|line| format!("  {line}")));
        case.declarations.push(declared);
    } else {
        let mut declared = vec!["nøgletal fremad".to_owned()];
        declared.push("  titel \"Fremad\"".to_owned());
        declared.push("  definition \"Prøve\"".to_owned());
        let shown = if measure.word == "kr." && random.percent(40) { "1.000 kr." } else { measure.word };
        declared.push(format!("  enhed {shown}"));
        declared.push("  opgøres månedligt".to_owned());
        declared.push("  gyldig 2018-2020".to_owned());
        if to_date && random.percent(40) {
            declared
                .push(format!("  skjul når {}", random.word(&["tæller er under 5", "resultat er mellem 1 og 400"])));
        }
        if random.percent(15) {
            declared.push("  når data mangler, regn med 0".to_owned());
        }
        declared.push(format!("  tæller fra {}", source.name));
        declared.extend(lines.iter().map(|line| format!("    {line}")));
        case.declarations.push(declared);
    }
    let mut declared = vec!["prognose hele_året for fremad".to_owned()];
    declared.push(format!("  grundlag de seneste {} år", 1 + random.below(3)));
    case.declarations.push(declared);
    known.figures.push(Figure {
        name: "hele_året".to_owned(),
        terms: vec!["hele_året".to_owned()],
        grain: Grain::Month,
        numerator: None,
        denominator: None,
        years: (2018, 2020),
        can_be_weighted: false,
        can_be_compared: false,
        prices: None,
    });
}

fn is_flow(measure: &Measure) -> bool {
    measure.kind == MeasureKind::Flow
}
