//! What populations and sources made of sources are, each in one sentence.

use super::super::{
    Active, ActiveKind, ColumnId, Derivation, Link, LinkTerm, MeasureValue, Model, Origin, PeriodUnit, Population,
    Selection, Source, TimeRelation, TimeUnit, Version, danish_day,
};
use super::conditions::{condition, key_word, listed};
use super::{Words, selection_lines, what};

/// `person i foranstaltning (med type 10), i gang de seneste 5 år`
pub fn population(model: &Model, population: &Population) -> String {
    let source = model.source(population.source);
    let same = if population.per_municipality { " og kommune" } else { "" };
    let key = key_word(source, population.key);
    let rows = versions(model, source, &population.rows);
    format!("{key}{same} i {}{rows}, i gang {}", source.name.text, active(&population.active))
}

/// What a source is made of; nothing of a table.
pub fn source(model: &Model, source: &Source) -> Option<String> {
    match &source.origin {
        Origin::Table => None,
        Origin::Derived(derivation) => Some(derived(model, source, derivation)),
        Origin::Linked(link) => Some(linked(model, link)),
    }
}

fn derived(model: &Model, source: &Source, derivation: &Derivation) -> String {
    let base = model.source(derivation.base);
    let columns: Vec<String> =
        (0..source.columns.len()).map(|index| key_word(source, ColumnId(index)).to_owned()).collect();
    let rows = versions(model, base, &derivation.rows);
    let measures = source.measures.iter().filter_map(|measure| match measure.value {
        MeasureValue::Aggregate(of) => Some(format!("{} = {}", measure.name.text, what(base, of))),
        _ => None,
    });
    let words = Words { model, family: None };
    let only: Vec<String> = derivation.only.iter().map(|one| condition(words, source, one)).collect();
    let only = if only.is_empty() { String::new() } else { format!("; kun rækker hvor {}", only.join(", ")) };
    let measures = listed(&measures.collect::<Vec<_>>());
    format!("en række pr. {} i {}{rows} med {measures}{only}", listed(&columns), base.name.text)
}

fn linked(model: &Model, link: &Link) -> String {
    let (left, right) = (model.source(link.left), model.source(link.right));
    let column =
        |source: &Source, column: ColumnId| format!("{} i {}", source.columns[column.0].name.text, source.name.text);
    let terms = link.terms.iter().map(|term| match *term {
        LinkTerm::Same { left: a, .. } => format!("samme {}", key_word(left, a)),
        LinkTerm::Time { left: a, right: b, relation } => {
            let relation = match relation {
                TimeRelation::Same => "",
                TimeRelation::MonthBefore => "måneden før ",
                TimeRelation::MonthAfter => "måneden efter ",
                TimeRelation::YearBefore => "året før ",
                TimeRelation::YearAfter => "året efter ",
            };
            format!("{} = {relation}{}", column(right, b), column(left, a))
        }
    });
    let terms = listed(&terms.collect::<Vec<_>>());
    format!("par af rækker i {} og {} med {terms}", left.name.text, right.name.text)
}

/// ` (med type 10; uden type 20)`, per udgave when there are several.
fn versions(model: &Model, source: &Source, versions: &[Version<Selection>]) -> String {
    let words = Words { model, family: None };
    let told = versions.iter().filter_map(|version| {
        let lines = selection_lines(words, source, &version.value);
        let lines: Vec<String> = lines.into_iter().filter(|line| line != "med alle").collect();
        let years = if versions.len() == 1 { String::new() } else { format!("{}: ", version.years.danish()) };
        (!lines.is_empty()).then(|| format!("{years}{}", lines.join("; ")))
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() { String::new() } else { format!(" ({})", told.join("; ")) }
}

fn active(active: &Active) -> String {
    let unit = |unit| match unit {
        PeriodUnit::Month => "måneden",
        PeriodUnit::Quarter => "kvartalet",
        PeriodUnit::Year => "året",
    };
    let text = match active.kind {
        ActiveKind::OnTheDay => "på dagen".to_owned(),
        ActiveKind::InThePeriod => "i perioden".to_owned(),
        ActiveKind::Last(count, of) => {
            let unit = match of {
                TimeUnit::Days => "dage",
                TimeUnit::Months => "måneder",
                TimeUnit::Years => "år",
            };
            format!("de seneste {count} {unit}")
        }
        ActiveKind::Ever => "nogensinde".to_owned(),
        ActiveKind::MonthBefore => "måneden før".to_owned(),
        ActiveKind::YearBefore => "året før".to_owned(),
        ActiveKind::Start(of) => format!("primo {}", unit(of)),
        ActiveKind::End(of) => format!("ultimo {}", unit(of)),
        ActiveKind::At(day) => format!("ved {}", danish_day(day.day, day.month)),
    };
    if active.year_before { format!("{text} året før") } else { text }
}
