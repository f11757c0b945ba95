//! Arithmetic: `100 * (a - b året før) / c`.
//!
//! In: an `expression` pair. Out: the tree of the expression. Guaranteed now: `*` and `/` bind closer than
//! `+` and `-`, chains group to the left, and no expression is deeper than [`DEEPEST`], so that whoever
//! walks one by recursion is safe on any thread.

use crate::diagnostics::problems::FormProblem;
use crate::source::Span;
use crate::syntax::grammar::{Pair, Rule, child, first, has};
use crate::syntax::reader::Reader;
use crate::syntax::tree::{Expression, ExpressionKind, Operator, Shift, Term, TermValue};

/// Parentheses in parentheses that pest may see: it reads them by recursion.
pub(super) const DEEPEST_NESTING: usize = 200;

/// Levels of the finished tree; a chain `a + b + c …` has one per operator.
pub(super) const DEEPEST: usize = 400;

/// The expression directly under a pair.
pub(super) fn expression(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<Expression> {
    let written = child(pair, Rule::expression)?;
    to_expression(reader, &written)
}

/// The expression of an `expression` pair.
pub(super) fn to_expression(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<Expression> {
    chain(reader, pair).map(|measured| measured.expression)
}

struct Measured {
    expression: Expression,
    depth: usize,
}

/// `operand (operator operand)*`, of sums and of products.
fn chain(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<Measured> {
    let mut so_far: Option<Measured> = None;
    let mut operator = Operator::Add;
    for inner in pair.clone().into_inner() {
        match inner.as_rule() {
            Rule::plus => operator = Operator::Add,
            Rule::minus => operator = Operator::Subtract,
            Rule::times => operator = Operator::Multiply,
            Rule::divide => operator = Operator::Divide,
            _ => {
                let operand =
                    if inner.as_rule() == Rule::product { chain(reader, &inner) } else { factor(reader, &inner) }?;
                so_far = Some(match so_far {
                    None => operand,
                    Some(left) => binary(reader, operator, left, operand)?,
                });
            }
        }
    }
    so_far
}

fn binary(reader: &mut Reader<'_>, operator: Operator, left: Measured, right: Measured) -> Option<Measured> {
    let span = left.expression.span.to(right.expression.span);
    let depth = checked_depth(reader, left.depth.max(right.depth) + 1, span)?;
    let kind = ExpressionKind::Binary(operator, Box::new(left.expression), Box::new(right.expression));
    Some(Measured { expression: Expression { kind, span }, depth })
}

fn checked_depth(reader: &mut Reader<'_>, depth: usize, span: Span) -> Option<usize> {
    if depth > DEEPEST {
        reader.report(FormProblem::NestedTooDeep { limit: DEEPEST }, span);
        return None;
    }
    Some(depth)
}

fn factor(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<Measured> {
    let span = reader.span(pair);
    let mut signs = Vec::new();
    let mut value = None;
    for inner in pair.clone().into_inner() {
        match inner.as_rule() {
            Rule::minus => signs.push(reader.span(&inner)),
            _ => value = Some(atom(reader, &inner)?),
        }
    }
    let mut measured = value?;
    for sign in signs.into_iter().rev() {
        let depth = checked_depth(reader, measured.depth + 1, span)?;
        let kind = ExpressionKind::Negate(Box::new(measured.expression));
        measured = Measured { expression: Expression { kind, span: sign.to(span) }, depth };
    }
    Some(measured)
}

fn atom(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<Measured> {
    let span = reader.span(pair);
    let kind = match pair.as_rule() {
        Rule::parenthesised => {
            let inside = chain(reader, &child(pair, Rule::expression)?)?;
            let expression = Expression { kind: inside.expression.kind, span };
            return Some(Measured { expression, depth: inside.depth });
        }
        Rule::unsigned => ExpressionKind::Number(reader.read_number(pair)),
        _ => ExpressionKind::Term(term(reader, pair)?),
    };
    Some(Measured { expression: Expression { kind, span }, depth: 1 })
}

fn term(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<Term> {
    let value = match child(pair, Rule::term_value).and_then(|value| first(&value)).map(|word| word.as_rule()) {
        Some(Rule::k_taeller) => TermValue::Numerator,
        Some(Rule::k_naevner) => TermValue::Denominator,
        Some(Rule::k_landsgennemsnit) => TermValue::NationalAverage,
        _ => TermValue::Figure,
    };
    let shift = match child(pair, Rule::shift) {
        Some(shift) => Some(to_shift(reader, &shift)?),
        None => None,
    };
    Some(Term { value, figure: reader.figure(pair)?, shift })
}

fn to_shift(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<Shift> {
    if has(pair, Rule::k_maaneden) {
        Some(Shift::MonthBefore)
    } else if has(pair, Rule::year_before) {
        Some(Shift::YearsBefore(1))
    } else if has(pair, Rule::year) {
        reader.year(pair).map(Shift::InYear)
    } else {
        reader.whole(pair).map(Shift::YearsBefore)
    }
}

/// How deep parentheses lie in each other, outside texts.
pub(super) fn nesting(line: &str) -> usize {
    let (mut open, mut deepest, mut in_text) = (0_usize, 0, false);
    for byte in line.bytes() {
        match byte {
            b'"' => in_text = !in_text,
            b'(' if !in_text => open += 1,
            b')' if !in_text => open = open.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}
