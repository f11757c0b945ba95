//! Filter lines and conditions in the language's own form.

use super::super::codes::CodeSelector;
use super::super::years::Years;
use super::super::{
    Column, ColumnId, ColumnKind, Comparison, Condition, Family, Line, LineKind, Model, NumberTest, Operand, Source,
};
use super::{Words, danish, one_line};

/// What others call a key.
pub(super) fn key_word(source: &Source, key: ColumnId) -> &str {
    match source.columns.get(key.0).map(|column| (&column.kind, &column.name.text)) {
        Some((ColumnKind::Key(word), _)) => word,
        Some((_, name)) => name,
        None => "",
    }
}

/// A filter line as written, `uden funktion 5.32.30, kun til 2017`.
pub fn line(model: &Model, source: &Source, family: Option<&Family>, line: &Line) -> String {
    filter_line(Words { model, family }, source, line)
}

pub(super) fn filter_line(words: Words, source: &Source, line: &Line) -> String {
    let kind = match line.kind {
        LineKind::With => "med",
        LineKind::Without => "uden",
        LineKind::ForAll => "for alle",
    };
    let conditions: Vec<String> = line.conditions.iter().map(|c| condition(words, source, c)).collect();
    let years = if line.years == Years::ALL { String::new() } else { format!(", kun {}", line.years.danish()) };
    format!("{kind} {}{years}", conditions.join(", "))
}

pub(super) fn condition(words: Words, source: &Source, condition: &Condition) -> String {
    let name = |column: ColumnId| column_name(source.columns.get(column.0));
    let except = |negated: bool| if negated { " undtagen" } else { "" };
    match condition {
        Condition::All => "alle".to_owned(),
        Condition::Amount { measure, tests, negated, .. } => {
            let tests: Vec<String> = tests.iter().map(number_test).collect();
            let measure = source.measures.get(measure.0).map_or("", |measure| &measure.name.text);
            format!("{measure}{} {}", except(*negated), tests.join(" eller "))
        }
        Condition::Compared { left, comparison, right, .. } => {
            format!("{} {} {}", operand(source, *left), compared(*comparison), operand(source, *right))
        }
        Condition::Member { key, population, negated, .. } => {
            let not = if *negated { "ikke " } else { "" };
            format!("{} {not}i {}", key_word(source, *key), words.model.population(*population).name.text)
        }
        Condition::Codes { word, items, negated, .. } => {
            let items: Vec<String> = items.iter().map(CodeSelector::to_string).collect();
            format!("{word}{} {}", except(*negated), listed(&items))
        }
        Condition::Number { column, tests, negated, .. } => {
            let tests: Vec<String> = tests.iter().map(number_test).collect();
            format!("{}{} {}", name(*column), except(*negated), tests.join(" eller "))
        }
        Condition::Text { column, texts, negated, .. } => {
            let texts: Vec<String> = texts.iter().map(|text| format!("\"{}\"", one_line(text))).collect();
            format!("{}{} {}", name(*column), except(*negated), listed(&texts))
        }
        Condition::Inserted { filter, .. } => format!("[{filter}]"),
        Condition::This { loop_index, .. } => {
            let this_loop = words.family.and_then(|family| family.loops.get(*loop_index));
            format!("denne {}", this_loop.map_or("gruppe", |this_loop| this_loop.dimension.as_str()))
        }
    }
}

fn operand(source: &Source, operand: Operand) -> String {
    match operand {
        Operand::Column(column) => column_name(source.columns.get(column.0)),
        Operand::Measure(measure) => source.measures.get(measure.0).map_or("", |one| &one.name.text).to_owned(),
    }
}

fn compared(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Over => "over",
        Comparison::Under => "under",
        Comparison::AtLeast => "mindst",
        Comparison::AtMost => "højst",
        Comparison::Equal => "=",
        Comparison::NotEqual => "<>",
    }
}

fn column_name(column: Option<&Column>) -> String {
    column.map_or_else(String::new, |column| column.name.text.clone())
}

/// `1`, `1 og 2`, `1, 2 og 3`
pub fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} og {last}", first.join(", ")),
    }
}

/// `67-125`, `mindst 85`, `under 17`
pub(super) fn number_test(test: &NumberTest) -> String {
    match (&test.from, &test.to) {
        (Some(from), Some(to)) if from.value == to.value => danish(&from.value),
        (Some(from), Some(to)) => {
            let above = if from.included { danish(&from.value) } else { format!("over {}", danish(&from.value)) };
            let below = if to.included { danish(&to.value) } else { format!("under {}", danish(&to.value)) };
            format!("{above} til {below}")
        }
        (Some(from), None) => format!("{} {}", if from.included { "mindst" } else { "over" }, danish(&from.value)),
        (None, Some(to)) => format!("{} {}", if to.included { "højst" } else { "under" }, danish(&to.value)),
        (None, None) => "alle tal".to_owned(),
    }
}
