//! Filter conditions: `dranst 1 og 2, hovedkonto 0 og 2-6`.
//!
//! In: the `conditions` pair of a line. Out: conditions in written order. Guaranteed now: a new condition
//! after `og`/`eller` and several codes after `<>` are reported, each with a fix, and read as the fix says.

use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::{Expected, FormProblem, Noun};
use crate::source::Span;
use crate::syntax::grammar::{Pair, Rule, child, children, first, has};
use crate::syntax::reader::Reader;
use crate::syntax::tree::{CodeItem, Comparison, Condition, ConditionKind, Name, Number, NumberTest};

/// Where conditions stand: it decides what may be compared, and how a wrong `og` is mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In `med`, `uden`, `for alle`: the line's own words are repeated by the fix.
    FilterLine,
    /// In a `krav`: columns may be compared with columns.
    Requirement,
    Other,
}

/// The conditions directly under a pair.
pub(super) fn conditions(reader: &mut Reader<'_>, pair: &Pair<'_>, place: Place) -> Option<Vec<Condition>> {
    let list = child(pair, Rule::conditions)?;
    condition_list(reader, &list, place)
}

/// The conditions of a `conditions` pair.
pub(super) fn condition_list(reader: &mut Reader<'_>, list: &Pair<'_>, place: Place) -> Option<Vec<Condition>> {
    let mut found = Vec::new();
    let mut wrong_join = None;
    for inner in list.clone().into_inner() {
        match inner.as_rule() {
            Rule::condition_join => wrong_join = child(&inner, Rule::wrong_join),
            _ => {
                if let Some(join) = wrong_join.take() {
                    report_wrong_join(reader, &join, &inner, place);
                }
                found.push(condition(reader, &inner, place)?);
            }
        }
    }
    Some(found)
}

fn report_wrong_join(reader: &mut Reader<'_>, join: &Pair<'_>, condition: &Pair<'_>, place: Place) {
    let span = reader.span(join);
    let conjunction = reader.written(join).to_owned();
    let written = reader.written(condition);
    let dimension = written.split_whitespace().next().unwrap_or(written).to_owned();
    let mut diagnostic = Diagnostic::new(FormProblem::ConditionAfterConjunction { conjunction, dimension }, span);
    if place == Place::FilterLine {
        diagnostic = diagnostic.fix(around(reader, span), format!("\n{}", line_beginning(reader)));
    }
    reader.problems.push(diagnostic);
}

/// A span with the blanks on both its sides.
fn around(reader: &Reader<'_>, span: Span) -> Span {
    let before = &reader.text[reader.base..span.start as usize];
    let after = &reader.text[span.end as usize..reader.end];
    let start = reader.base + before.trim_end().len();
    let end = reader.end - after.trim_start().len();
    Span::new(reader.file, start, end)
}

/// The line's indentation and its words up to the first condition, to be repeated on a line of its own.
fn line_beginning(reader: &Reader<'_>) -> String {
    let line_start = reader.text[..reader.base].rfind('\n').map_or(0, |at| at + 1);
    let line = &reader.text[reader.base..reader.end];
    let words = if line.to_lowercase().starts_with("for") { 2 } else { 1 };
    let mut rest = line;
    for _ in 0..words {
        rest = rest.trim_start().trim_start_matches(|c: char| !c.is_whitespace());
    }
    let rest = rest.trim_start();
    reader.text[line_start..reader.end - rest.len()].to_owned()
}

fn condition(reader: &mut Reader<'_>, pair: &Pair<'_>, place: Place) -> Option<Condition> {
    let inner = first(pair)?;
    let kind = match inner.as_rule() {
        Rule::filter_reference => ConditionKind::Filter(reader.name(&inner)?),
        Rule::this => ConditionKind::This(reader.name(&inner)?),
        Rule::all => ConditionKind::All,
        Rule::member => {
            let mut names = reader.names(&inner).into_iter();
            let negated = has(&inner, Rule::k_ikke);
            ConditionKind::Member { key: names.next()?, negated, population: names.next()? }
        }
        _ => dimension_condition(reader, &inner, place)?,
    };
    Some(Condition { kind, span: reader.span(pair) })
}

fn dimension_condition(reader: &mut Reader<'_>, pair: &Pair<'_>, place: Place) -> Option<ConditionKind> {
    let dimension = reader.name(pair)?;
    let value = pair.clone().into_inner().find(|inner| !matches!(inner.as_rule(), Rule::name | Rule::k_er))?;
    match value.as_rule() {
        Rule::codes => codes(reader, dimension, &value),
        Rule::texts => {
            let texts = children(&value, Rule::text).map(|text| reader.read_text(&text)).collect();
            Some(ConditionKind::Texts { dimension, negated: negated(&value), texts })
        }
        Rule::order_test | Rule::column_test => compared(reader, dimension, &value, place),
        _ => Some(ConditionKind::Number { dimension, test: number_value(reader, &value)? }),
    }
}

fn codes(reader: &mut Reader<'_>, dimension: Name, value: &Pair<'_>) -> Option<ConditionKind> {
    let list = child(value, Rule::code_list)?;
    let items = code_items(reader, &list);
    if let Some(sign) = child(value, Rule::negation).filter(|negation| has(negation, Rule::not_equal))
        && items.len() > 1
    {
        let codes = children(&list, Rule::code_item).map(|item| reader.written(&item).to_owned()).collect();
        let problem = FormProblem::SeveralCodesAfterNot { dimension: dimension.text.clone(), codes };
        let span = reader.span(&sign);
        let spaced = reader.text[span.end as usize..].starts_with([' ', '\t']);
        let replacement = if spaced { "undtagen" } else { "undtagen " };
        reader.problems.push(Diagnostic::new(problem, span).fix(span, replacement));
    }
    Some(ConditionKind::Codes { dimension, negated: negated(value), items })
}

/// The items of a `code_list`.
pub(super) fn code_items(reader: &Reader<'_>, list: &Pair<'_>) -> Vec<CodeItem> {
    let items =
        list.clone().into_inner().filter(|inner| matches!(inner.as_rule(), Rule::code_item | Rule::exempt_item));
    items.filter_map(|item| code_item(reader, &item)).collect()
}

fn code_item(reader: &Reader<'_>, item: &Pair<'_>) -> Option<CodeItem> {
    let mut codes = reader.codes(item).into_iter();
    let from = codes.next()?;
    Some(match codes.next() {
        Some(to) => CodeItem::Range(from, to),
        None => CodeItem::One(from),
    })
}

fn negated(value: &Pair<'_>) -> bool {
    child(value, Rule::negation).is_some_and(|negation| !has(&negation, Rule::equal))
}

/// `mindst 85`, `over budget`, `= budget`
fn compared(reader: &mut Reader<'_>, dimension: Name, value: &Pair<'_>, place: Place) -> Option<ConditionKind> {
    let comparison = comparison(value)?;
    if let Some(number) = reader.number(value) {
        return Some(ConditionKind::Number { dimension, test: NumberTest::Compare(comparison, number) });
    }
    let other = reader.name(value)?;
    if place != Place::Requirement {
        let (clause, _) = reader.text[reader.base..reader.end].split_once(char::is_whitespace)?;
        let problem = FormProblem::LineUnreadable {
            clause: clause.to_lowercase(),
            found: other.text.clone(),
            expected: vec![Expected::Noun(Noun::Number)],
            example: None,
        };
        reader.report(problem, other.span);
    }
    Some(ConditionKind::Columns { dimension, comparison, other })
}

/// The comparison that a direct child names.
pub(super) fn comparison(pair: &Pair<'_>) -> Option<Comparison> {
    pair.clone().into_inner().find_map(|inner| match inner.as_rule() {
        Rule::order_word => order_word(&inner),
        Rule::equal => Some(Comparison::Equal),
        Rule::not_equal | Rule::k_undtagen => Some(Comparison::NotEqual),
        _ => None,
    })
}

fn order_word(pair: &Pair<'_>) -> Option<Comparison> {
    Some(match first(pair)?.as_rule() {
        Rule::k_mindst => Comparison::AtLeast,
        Rule::k_hoejst => Comparison::AtMost,
        Rule::k_over => Comparison::Over,
        _ => Comparison::Under,
    })
}

/// The `number_test` directly under a pair.
pub(super) fn number_test(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<NumberTest> {
    let test = child(pair, Rule::number_test)?;
    let value = test.into_inner().find(|inner| inner.as_rule() != Rule::k_er)?;
    number_value(reader, &value)
}

fn number_value(reader: &mut Reader<'_>, value: &Pair<'_>) -> Option<NumberTest> {
    match value.as_rule() {
        Rule::number => Some(NumberTest::Compare(Comparison::Equal, reader.read_number(value))),
        Rule::number_compare => {
            let comparison = comparison(value)?;
            Some(NumberTest::Compare(comparison, reader.number(value)?))
        }
        Rule::from_to_under => two_numbers(reader, value).map(|(from, to)| NumberTest::FromToUnder(from, to)),
        _ => two_numbers(reader, value).map(|(from, to)| NumberTest::Between(from, to)),
    }
}

fn two_numbers(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<(Number, Number)> {
    let mut numbers = children(pair, Rule::number);
    let from = reader.read_number(&numbers.next()?);
    let to = reader.read_number(&numbers.next()?);
    if from.value > to.value {
        let [from_text, to_text] = [from.span, to.span].map(|span| reader.text[span.range()].to_owned());
        reader.report(FormProblem::RangeReversed { from: from_text, to: to_text }, from.span.to(to.span));
    }
    Some((from, to))
}
