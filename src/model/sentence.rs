//! What a figure is, said in Danish: the lines of its definition and one sentence.
//!
//! In: figures of a model. Out: texts of one line each. Guaranteed now: the words are those an author would have
//! written; codes, numbers and years stand in the language's own form.

mod conditions;
mod made_of;

use num_rational::BigRational;
use num_traits::One;

use conditions::{condition, filter_line, key_word, number_test};
pub use conditions::{line, listed};
pub use made_of::{population, source};

use super::years::Years;
use super::{
    BaseFigure, Condition, Counting, DayOfYear, EditionValue, Family, FigureReference, Formula, KeyFigure, MeasureId,
    Model, Outcome, Part, PeriodUnit, Rows, RowsVersion, Selection, Shift, Source, Statistic, Suppression, TermValue,
    TimeUnit, ValueSubject, What, WhenKind, WhenRule, danish_day,
};
use crate::exact::{danish_text, decimal_text};

/// With what conditions are worded.
#[derive(Clone, Copy)]
struct Words<'a> {
    model: &'a Model,
    /// The family whose `denne X` lines may ask for.
    family: Option<&'a Family>,
}

/// One sentence on what a nøgletal is.
pub fn figure(model: &Model, figure: &KeyFigure) -> String {
    let mut said: Vec<String> = Vec::new();
    for edition in &figure.editions {
        let words = Words { model, family: figure.family.as_ref() };
        let of = |of: &Part| part(words, of, edition.years);
        let what = match &edition.value {
            EditionValue::Ratio { numerator, denominator: None } => of(numerator),
            EditionValue::Ratio { numerator, denominator: Some(divisor) } if averaged(divisor).is_some() => {
                let times =
                    if edition.factor.is_one() { String::new() } else { format!("{} × ", danish(&edition.factor)) };
                format!("{times}{}", part_counting(words, numerator, edition.years, averaged(divisor)))
            }
            EditionValue::Ratio { numerator, denominator: Some(divisor) } => {
                let times =
                    if edition.factor.is_one() { String::new() } else { format!("{} × ", danish(&edition.factor)) };
                let (numerator, divisor) = (of(numerator), of(divisor));
                format!("{times}{numerator}, delt med {divisor}")
            }
            EditionValue::Formula(of) => formula(model, of),
        };
        let what = match &edition.forecast {
            None => what,
            Some(forecast) => format!("{what}, delt med {}", usual_share(forecast.years)),
        };
        let years = if figure.editions.len() == 1 { String::new() } else { format!("{}: ", edition.years.danish()) };
        said.push(format!("{years}{what}"));
    }
    let hidden = figure.editions.iter().filter_map(|edition| Some((edition, hidden(&edition.suppression)?)));
    let hidden = hidden.map(|(edition, hidden)| match figure.editions.len() {
        1 => hidden,
        _ => format!("{}: {hidden}", edition.years.danish()),
    });
    if let (Some(prices), Some(last)) = (figure.price_words(model), said.last_mut()) {
        last.push_str(&format!(", {prices}"));
    }
    let sentences = [said.join("; "), hidden.collect::<Vec<_>>().join("; ")];
    let sentences: Vec<String> = sentences.into_iter().filter(|said| !said.is_empty()).map(sentence).collect();
    sentences.join(" ")
}

/// What a prognose is divided by.
pub fn usual_share(years: u32) -> String {
    match years {
        1 => "den andel af året, som var nået i samme måned året før".to_owned(),
        _ => format!("den andel af året, som var nået i samme måned i de {years} år før"),
    }
}

/// How the kommuner of a nøgletal are held against each other, in one line.
pub fn held_against(model: &Model, figure: &KeyFigure) -> Option<String> {
    let comparison = model.comparison_of(figure)?;
    let kind = |kind: super::AverageKind| match kind {
        super::AverageKind::Weighted => "vægtet",
        super::AverageKind::Unweighted => "uvægtet",
        super::AverageKind::Median => "median",
    };
    let mut said = Vec::new();
    said.extend(comparison.national.map(|of| format!("landsgennemsnit {}", kind(of))));
    said.extend(comparison.region.map(|of| format!("region {}", kind(of))));
    match &comparison.group {
        Some(super::ComparisonGroup::Listed(_)) => said.push("sammenligningskommuner fra fil".to_owned()),
        Some(super::ComparisonGroup::Nearest { size, by }) => {
            let by: Vec<String> = by.iter().map(|of| reference(model, *of)).collect();
            said.push(format!("{size} nærmeste kommuner efter {}", by.join(", ")));
        }
        None => {}
    }
    if let Some(lowest_first) = model.lowest_first(figure) {
        said.push(format!("{} først", if lowest_first { "laveste" } else { "højeste" }));
    }
    if !comparison.excluded.is_empty() {
        said.push(format!("uden kommune {}", comparison.excluded.join(", ")));
    }
    said.extend(comparison.potential.as_ref().map(|potential| match potential {
        super::Potential::Percentile(p) => format!("mulighedsrum {}. percentil", danish(p)),
        super::Potential::NationalAverage => "mulighedsrum landsgennemsnit".to_owned(),
        super::Potential::GroupAverage => "mulighedsrum gruppegennemsnit".to_owned(),
    }));
    Some(format!("Sammenlignes efter {}: {}", comparison.name.text, said.join("; ")))
}

/// With a capital letter and a full stop.
fn sentence(said: String) -> String {
    let mut letters = said.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).chain(['.']).collect())
}

/// `skjules, når nævner er under 5`
pub fn hidden(suppression: &Suppression) -> Option<String> {
    let tests =
        suppression.tests.iter().map(|hide| format!("{} er {}", subject_word(hide.subject), number_test(&hide.test)));
    let tests: Vec<String> = tests.collect();
    let also = if suppression.second_smallest.is_some() {
        "; er ét medlem skjult, skjules også det mindste af de øvrige"
    } else {
        ""
    };
    (!tests.is_empty() || !also.is_empty()).then(|| {
        let when = if tests.is_empty() { String::new() } else { format!(", når {}", tests.join(" eller ")) };
        format!("rækken skjules{when}{also}")
    })
}

/// The lines of a nøgletal: what it is called, what is counted in each udgave, what is divided.
pub fn figure_lines(model: &Model, figure: &KeyFigure) -> Vec<String> {
    let words = Words { model, family: figure.family.as_ref() };
    let mut lines = heading(&figure.title, figure.definition.as_deref());
    let prices = figure.price_words(model).map_or_else(String::new, |prices| format!(" {prices}"));
    lines.push(format!("Enhed: {}{prices}", one_line(&figure.unit.text)));
    lines.extend(figure.access.map(|id| {
        let access = &model.accesses[id.0];
        let said: Vec<String> = access.lines.iter().map(|line| one_line(&line.words())).collect();
        format!("Adgang efter {}: {}", access.name.text, said.join("; "))
    }));
    for edition in &figure.editions {
        let of_edition =
            if figure.editions.len() == 1 { String::new() } else { format!("udgave {}: ", edition.years.edition()) };
        match &edition.value {
            EditionValue::Ratio { numerator, denominator } => {
                lines.extend(part_lines(words, numerator, &format!("{of_edition}tæller"), edition.years));
                if let Some(denominator) = denominator {
                    lines.extend(part_lines(words, denominator, &format!("{of_edition}nævner"), edition.years));
                }
            }
            EditionValue::Formula(of) => lines.push(format!("{of_edition}formel {}", formula(model, of))),
        }
        let share = edition.forecast.as_ref().map(|forecast| usual_share(forecast.years));
        lines.extend(share.map(|share| format!("{of_edition}delt med {share}")));
        lines.extend(hidden(&edition.suppression).map(|hidden| format!("{of_edition}{hidden}")));
    }
    lines.extend(held_against(model, figure));
    lines
}

/// The lines of a grundtal.
pub fn base_figure_lines(model: &Model, base: &BaseFigure) -> Vec<String> {
    let words = Words { model, family: None };
    let mut lines = heading(base.title.as_deref().unwrap_or(&base.name.text), base.definition.as_deref());
    for version in &base.parts {
        let years = if base.parts.len() == 1 { String::new() } else { format!(", udgave {}", version.years.edition()) };
        lines.extend(part_lines(words, &version.value, &format!("grundtal {}{years}", base.name.text), version.years));
    }
    lines
}

/// What rows are counted, one line per udgave and filter line.
fn rows_lines(words: Words, rows: &Rows, shown: Years) -> Vec<String> {
    let mut lines = Vec::new();
    for version in rows.versions.iter().filter(|version| version.years.overlaps(shown)) {
        let source = words.model.source(version.value.source);
        let years = if version.years == Years::ALL || rows.versions.len() == 1 {
            String::new()
        } else {
            format!(", rækker {}", version.years.danish())
        };
        lines.push(format!("fra {}{years}", source.name.text));
        lines.extend(
            selection_lines(words, source, &version.value.selection).into_iter().map(|line| format!("  {line}")),
        );
        lines.push(format!("  optælling {}", counted(source, &version.value, &rows.counting)));
        if version.value.sign_reversed {
            lines.push("  fortegn vendes".to_owned());
        }
    }
    lines
}

/// The lines of a filter against one source.
pub fn lines_of(model: &Model, source: &Source, selection: &Selection) -> Vec<String> {
    selection_lines(Words { model, family: None }, source, selection)
}

/// Conditions of one row, `dranst 3, saldo undtagen 0`.
pub fn conditions_of(model: &Model, source: &Source, conditions: &[Condition]) -> String {
    let words = Words { model, family: None };
    conditions.iter().map(|one| condition(words, source, one)).collect::<Vec<_>>().join(", ")
}

/// The lines of a filter, `med dranst 1 og 2`.
fn selection_lines(words: Words, source: &Source, selection: &Selection) -> Vec<String> {
    selection.lines.iter().map(|line| filter_line(words, source, line)).collect()
}

pub fn heading(title: &str, definition: Option<&str>) -> Vec<String> {
    std::iter::once(title).chain(definition).map(one_line).filter(|line| !line.is_empty()).collect()
}

/// A text without line breaks and other signs that end or hide a line.
pub fn one_line(text: &str) -> String {
    let plain = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect::<String>();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn part_lines(words: Words, part: &Part, name: &str, shown: Years) -> Vec<String> {
    match part {
        Part::Formula(of) => vec![format!("{name} = {}", formula(words.model, of))],
        Part::Rows(rows) => {
            let mut lines = rows_lines(words, rows, shown);
            if let Some(first) = lines.first_mut() {
                *first = format!("{name} {first}");
            }
            lines
        }
    }
}

/// A tæller or nævner of a nøgletal in the years of an udgave, as it stands inside the sentence.
pub fn part_words(model: &Model, figure: &KeyFigure, of: &Part, shown: Years) -> String {
    part(Words { model, family: figure.family.as_ref() }, of, shown)
}

/// `når nævner er 0, vis ikke`
pub fn when_rule(rule: &WhenRule) -> String {
    let outcome = match rule.outcome {
        Outcome::ShowNothing => "vis ikke",
        Outcome::ShowZero => "vis 0",
    };
    format!("når {} er {}, {outcome}", subject_word(rule.subject), number_test(&rule.test))
}

fn subject_word(subject: ValueSubject) -> &'static str {
    match subject {
        ValueSubject::Numerator => "tæller",
        ValueSubject::Denominator => "nævner",
        ValueSubject::Result => "resultat",
    }
}

/// The måltal whose rows a nævner counts, because the tæller is a `gennemsnit` of it.
fn averaged(divisor: &Part) -> Option<What> {
    let Part::Rows(rows) = divisor else { return None };
    match rows.versions.first()?.value.what {
        What::RowsWith(measure) => Some(What::Statistic(Statistic::Average, measure)),
        _ => None,
    }
}

/// A part inside a sentence; of rows those of the udgave's own years are told.
fn part(words: Words, part: &Part, shown: Years) -> String {
    part_counting(words, part, shown, None)
}

/// The same, said to count something else.
fn part_counting(words: Words, part: &Part, shown: Years, instead: Option<What>) -> String {
    match part {
        Part::Formula(of) => formula(words.model, of),
        Part::Rows(rows) => {
            let version = rows.versions.iter().find(|version| version.years.overlaps(shown));
            let Some(version) = version.or(rows.versions.first()) else { return String::new() };
            let source = words.model.source(version.value.source);
            let lines = selection_lines(words, source, &version.value.selection);
            let lines: Vec<&str> = lines.iter().map(String::as_str).filter(|line| *line != "med alle").collect();
            let filter = if lines.is_empty() { String::new() } else { format!(" ({})", lines.join("; ")) };
            let title = source.title.as_deref().unwrap_or(&source.name.text);
            let sign = if version.value.sign_reversed { " med vendt fortegn" } else { "" };
            let of = instead.unwrap_or(version.value.what);
            format!("{} {}{sign} i {}{filter}", what(source, of), when(&rows.counting), one_line(title))
        }
    }
}

/// `saldo for hele året`
fn counted(source: &Source, version: &RowsVersion, counting: &Counting) -> String {
    format!("{} {}", what(source, version.what), when(counting))
}

/// `saldo`, `antal borgere`, `gennemsnit karakter`
pub fn what(source: &Source, what: What) -> String {
    let measure = |measure: MeasureId| source.measures[measure.0].name.text.as_str();
    match what {
        What::Flow(of) => measure(of).to_owned(),
        What::Stock(of) => format!("antal {}", measure(of)),
        What::Rows => "antal rækker".to_owned(),
        What::RowsWith(of) => format!("antal rækker med {}", measure(of)),
        What::Distinct(key) => format!("antal forskellige {}", key_word(source, key)),
        What::Statistic(statistic, of) => {
            let word = match statistic {
                Statistic::Average => "gennemsnit",
                Statistic::Median => "median",
                Statistic::Highest => "højeste",
                Statistic::Lowest => "laveste",
            };
            format!("{word} {}", measure(of))
        }
        What::FullYears(None) => "antal helår".to_owned(),
        What::FullYears(Some(key)) => format!("antal helår {}", key_word(source, key)),
        What::Duration(TimeUnit::Days) => "varighed i dage".to_owned(),
        What::Duration(TimeUnit::Months) => "varighed i måneder".to_owned(),
        What::Duration(TimeUnit::Years) => "varighed i år".to_owned(),
    }
}

/// `for hele året`, `primo måneden`
pub fn when(counting: &Counting) -> String {
    let unit = |unit: PeriodUnit| match unit {
        PeriodUnit::Month => "måneden",
        PeriodUnit::Quarter => "kvartalet",
        PeriodUnit::Year => "året",
    };
    let text = match counting.when {
        WhenKind::ForMonth => "for måneden".to_owned(),
        WhenKind::ForQuarter => "for kvartalet".to_owned(),
        WhenKind::ForYear => "for hele året".to_owned(),
        WhenKind::ForSchoolYear => "for skoleåret".to_owned(),
        WhenKind::YearToDate => "år til dato".to_owned(),
        WhenKind::LastMonths(months) => format!("de seneste {months} måneder"),
        WhenKind::Start(of) => format!("primo {}", unit(of)),
        WhenKind::End(of) => format!("ultimo {}", unit(of)),
        WhenKind::On(DayOfYear { day, month, .. }) => format!("pr. {}", danish_day(day, month)),
        WhenKind::AverageOverYear => "gennemsnit over året".to_owned(),
    };
    if counting.year_before { format!("{text} året før") } else { text }
}

/// A formula as an author writes it, with no more parentheses than needed.
pub fn formula(model: &Model, formula: &Formula) -> String {
    binding(model, formula, 0)
}

fn binding(model: &Model, of: &Formula, outer: u8) -> String {
    let (text, strength) = match of {
        Formula::Number(value) => (danish(value), 3),
        Formula::Term(term) => {
            let shift = term.shift.map_or_else(String::new, shifted);
            (format!("{}{shift}", term_name(model, term.value)), 3)
        }
        Formula::Negate(inner) => (format!("-{}", binding(model, inner, 3)), 2),
        Formula::Add(a, b) => (format!("{} + {}", binding(model, a, 1), binding(model, b, 1)), 1),
        Formula::Subtract(a, b) => (format!("{} - {}", binding(model, a, 1), binding(model, b, 2)), 1),
        Formula::Multiply(a, b) => (format!("{} * {}", binding(model, a, 2), binding(model, b, 3)), 2),
        Formula::Divide(a, b) => (format!("{} / {}", binding(model, a, 2), binding(model, b, 3)), 2),
    };
    if strength < outer { format!("({text})") } else { text }
}

/// A term's other period, ` året før`.
pub fn shifted(shift: Shift) -> String {
    match shift {
        Shift::MonthBefore => " måneden før".to_owned(),
        Shift::YearsBefore(1) => " året før".to_owned(),
        Shift::YearsBefore(years) => format!(" {years} år før"),
        Shift::InYear(year) => format!(" i {year}"),
    }
}

/// A nøgletal as a formula writes it, `udgift_pr_borger[5.28]`.
fn reference(model: &Model, figure: FigureReference) -> String {
    let read = model.figure(figure.figure);
    let member = figure.member.and_then(|index| read.family.as_ref()?.members.get(index));
    member.map_or_else(|| read.name.text.clone(), |member| format!("{}[{}]", read.name.text, member.code))
}

pub fn term_name(model: &Model, value: TermValue) -> String {
    let of = |figure: FigureReference| reference(model, figure);
    match value {
        TermValue::BaseFigure(id) => model.base_figure(id).name.text.clone(),
        TermValue::Result(figure) => of(figure),
        TermValue::Numerator(figure) => format!("tæller af {}", of(figure)),
        TermValue::Denominator(figure) => format!("nævner af {}", of(figure)),
        TermValue::NationalAverage(figure) => format!("landsgennemsnit af {}", of(figure)),
    }
}

/// A number as the language writes it: `1.250.000,5`.
pub fn danish(value: &BigRational) -> String {
    danish_text(&decimal_text(value, 10), 0)
}
