//! What a valideringsregel asks, said in Danish lines.

use super::rule::{
    Comparand, Exemption, FigureTest, FilledColumn, MeantValue, Requirement, RequirementKind, RowTest, RowsChecked,
    Rule, RuleEdition, danish_severity, every,
};
use super::sentence::{conditions_of, danish, figure_lines, formula, heading, lines_of, listed, one_line};
use super::{Comparison, EditionValue, FigureId, Model, SeverityPeriod, Statistic};

/// Whom it judges, how grave it is, what it reads, what must hold, and who is exempt until when.
pub fn rule_lines(model: &Model, rule: &Rule) -> Vec<String> {
    let mut lines = heading(&rule.title, rule.definition.as_deref());
    lines.push(format!("Gælder: hver kommune, {}", every(rule.period)));
    for edition in &rule.editions {
        let years =
            if rule.editions.len() == 1 { String::new() } else { format!("udgave {}: ", edition.years.edition()) };
        lines.push(format!("{years}alvor {}", severity_words(edition)));
        let mut told: Vec<FigureId> = Vec::new();
        for requirement in &edition.requirements {
            lines.extend(data_lines(model, requirement, &mut told));
            lines.push(format!(
                "{years}krav {}{}",
                requirement_words(model, requirement),
                tolerance(edition, requirement)
            ));
        }
        lines.extend(edition.exemptions.iter().map(|one| format!("{years}{}", exemption_words(model, edition, one))));
    }
    lines
}

/// `fejl, dog advarsel i måned 1-6`
pub fn severity_words(edition: &RuleEdition) -> String {
    let usual = danish_severity(edition.severity);
    let Some(except) = &edition.except else { return usual.to_owned() };
    let during = match except.during {
        SeverityPeriod::Months(from, to) => format!("måned {}", from_to(from, to)),
        SeverityPeriod::Quarters(from, to) => format!("kvartal {}", from_to(from, to)),
        SeverityPeriod::Year(year) => year.to_string(),
    };
    format!("{usual}, dog {} i {during}", danish_severity(except.severity))
}

fn from_to(from: u32, to: u32) -> String {
    if from == to { from.to_string() } else { format!("{from}-{to}") }
}

/// `undtaget kommune 411 til og med 2025-12, fordi Christiansø leverer ikke`
pub fn exemption_words(model: &Model, edition: &RuleEdition, exemption: &Exemption) -> String {
    let named = exempted(model, edition, exemption);
    let until =
        exemption.until.map(|month| format!(" til og med {:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1));
    let because = exemption.because.as_ref().map(|because| format!(", fordi {}", one_line(because)));
    format!("undtaget {named}{}{}", until.unwrap_or_default(), because.unwrap_or_default())
}

/// Who and what is exempt: `kommune 411, funktion 5.28.20`.
pub fn exempted(model: &Model, edition: &RuleEdition, exemption: &Exemption) -> String {
    let mut named: Vec<String> = Vec::new();
    named.extend(exemption.municipalities.as_ref().map(|codes| format!("kommune {}", some_of(codes))));
    let data = edition.requirements.first().map(|requirement| &requirement.kind);
    match data {
        Some(RequirementKind::Figure { data, .. }) => {
            let loops = model.figure(*data).family.as_ref().map_or(&[][..], |family| &family.loops);
            for (of, meant) in &exemption.members {
                let Some(named_loop) = loops.get(*of) else { continue };
                let code = |(value, _): &MeantValue| named_loop.values.get(*value).map(|value| value.code.clone());
                let codes: Vec<String> = meant.iter().filter_map(code).collect();
                named.push(format!("{} {}", named_loop.dimension, some_of(&codes)));
            }
        }
        Some(RequirementKind::Rows(checked)) if !exemption.rows.is_empty() => {
            named.push(conditions_of(model, model.source(checked.source), &exemption.rows));
        }
        _ => {}
    }
    named.join(", ")
}

/// The first five, and how many more there are.
fn some_of(codes: &[String]) -> String {
    match codes.len() {
        0 => "ingen".to_owned(),
        1..=6 => listed(codes),
        many => format!("{} og {} andre", codes[..5].join(", "), many - 5),
    }
}

/// What a krav is about, told once.
fn data_lines(model: &Model, requirement: &Requirement, told: &mut Vec<FigureId>) -> Vec<String> {
    match &requirement.kind {
        RequirementKind::Figure { data, .. } if told.contains(data) => Vec::new(),
        RequirementKind::Figure { data, .. } => {
            told.push(*data);
            let figure = model.figure(*data);
            if !figure.of_rule {
                return vec![format!("data = {}", figure.name.text)];
            }
            let lines = figure_lines(model, figure).into_iter();
            lines
                .filter(|line| *line != figure.title && !line.starts_with("Enhed:"))
                .map(|line| line.replacen("tæller", "data", 1))
                .collect()
        }
        RequirementKind::Rows(checked) => {
            let source = model.source(checked.source);
            let lines = lines_of(model, source, &checked.selection).into_iter().map(|line| format!("  {line}"));
            std::iter::once(format!("data fra {}", source.name.text)).chain(lines).collect()
        }
    }
}

/// `, tolerance 0,5 pct. eller 10.000 kr.`; nothing when there is none.
pub fn tolerance(edition: &RuleEdition, requirement: &Requirement) -> String {
    if !requirement.kind.takes_tolerance() || edition.tolerance.is_none() {
        return String::new();
    }
    let percent = edition.tolerance.percent.as_ref().map(|percent| format!("{} pct.", danish(percent)));
    let amount = edition.tolerance.amount.as_ref().map(|amount| format!("{} kr.", danish(amount)));
    let parts: Vec<String> = percent.into_iter().chain(amount).collect();
    format!(", tolerance {}", parts.join(" eller "))
}

/// What must hold, as after `krav`.
pub fn requirement_words(model: &Model, requirement: &Requirement) -> String {
    match &requirement.kind {
        RequirementKind::Figure { test, .. } => figure_words(model, test),
        RequirementKind::Rows(checked) => row_words(model, checked),
    }
}

fn figure_words(model: &Model, test: &FigureTest) -> String {
    let with = |of: &Comparand| comparand(model, of);
    let around = |of: &Statistic| if *of == Statistic::Average { "gennemsnit" } else { "median" };
    match test {
        FigureTest::Compare { comparison, with: of } => format!("{} {}", comparison_words(*comparison), with(of)),
        FigureTest::Between { from, to } => format!("ligger mellem {} og {}", with(from), with(to)),
        FigureTest::ExistsForAll => "findes for alle kommuner".to_owned(),
        FigureTest::ChangesAtMost { percent, months } => {
            let since = if *months == 1 { "forrige måned" } else { "samme måned året før" };
            format!("ændrer sig højst {} pct. fra {since}", danish(percent))
        }
        FigureTest::Spread { deviations, around: of } => {
            format!("ligger højst {} spredninger fra kommunernes {}", danish(deviations), around(of))
        }
        FigureTest::Slope { deviations, around: of, per } => {
            let per = per.map(|id| format!("pr. {} ", comparand(model, &Comparand::Figure(id)))).unwrap_or_default();
            format!("hældning {per}ligger højst {} spredninger fra kommunernes {}", danish(deviations), around(of))
        }
        FigureTest::PartsSumTo(of) => format!("delene summer til {}", with(of)),
    }
}

fn comparison_words(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "er lig med",
        Comparison::NotEqual => "<>",
        Comparison::AtLeast => "mindst",
        Comparison::AtMost => "højst",
        Comparison::Over => "over",
        Comparison::Under => "under",
    }
}

fn comparand(model: &Model, of: &Comparand) -> String {
    match of {
        Comparand::Number(number) => danish(number),
        Comparand::Figure(id) => {
            let figure = model.figure(*id);
            match figure.editions.first().map(|edition| &edition.value) {
                Some(EditionValue::Formula(of)) if figure.of_rule => formula(model, of),
                _ => figure.name.text.clone(),
            }
        }
    }
}

fn row_words(model: &Model, checked: &RowsChecked) -> String {
    let source = model.source(checked.source);
    match &checked.test {
        RowTest::CodesExist(columns) => {
            let names: Vec<String> = columns.iter().map(|column| source.columns[column.0].name.text.clone()).collect();
            format!("koder findes i {}", listed(&names))
        }
        RowTest::Unique(_) => "er entydig".to_owned(),
        RowTest::Filled(columns) => {
            let name = |column: &FilledColumn| match column {
                FilledColumn::Column(column) => source.columns[column.0].name.text.clone(),
                FilledColumn::Measure(measure) => source.measures[measure.0].name.text.clone(),
            };
            format!("{} er udfyldt", listed(&columns.iter().map(name).collect::<Vec<_>>()))
        }
        RowTest::Holds { condition, then, .. } => {
            let then = conditions_of(model, source, then);
            if condition.is_empty() {
                format!("altid {then}")
            } else {
                format!("hvis {} så {then}", conditions_of(model, source, condition))
            }
        }
    }
}
