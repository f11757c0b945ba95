//! Clauses of key figures.
//!
//! In: the pair of such a clause. Out: the clause, or `None` for clauses of other files. Guaranteed now:
//! `tæller`, `nævner` and `data` that count rows are without their lines, which follow.

use crate::diagnostics::problems::{Expected, FormProblem};
use crate::syntax::clauses::frequency;
use crate::syntax::conditions::number_test;
use crate::syntax::expressions::expression;
use crate::syntax::grammar::{Pair, Rule, child, first, has};
use crate::syntax::reader::Reader;
use crate::syntax::tree::{
    ClauseKind, Direction, Frequency, NumberTest, Outcome, Part, Prices, Subject, WhenCondition,
};

pub(super) fn clause(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<ClauseKind> {
    Some(match pair.as_rule() {
        Rule::id => ClauseKind::Identifier(reader.read_name(&child(pair, Rule::identifier)?)),
        Rule::reported => ClauseKind::Reported(reported(reader, pair)?),
        Rule::direction => ClauseKind::Direction(direction(pair)),
        Rule::valid => ClauseKind::Valid(reader.years(pair)?),
        Rule::scale => ClauseKind::Scale(reader.number(pair)?),
        Rule::numerator => ClauseKind::Numerator(part(reader, pair)?),
        Rule::denominator => ClauseKind::Denominator(part(reader, pair)?),
        Rule::data => ClauseKind::Data(part(reader, pair)?),
        Rule::formula => ClauseKind::Formula(expression(reader, pair)?),
        Rule::when_clause => ClauseKind::When {
            condition: when_condition(reader, pair)?,
            outcome: outcome(&child(pair, Rule::outcome)?),
        },
        Rule::hide if has(pair, Rule::second_smallest) => ClauseKind::HideSecondSmallest,
        Rule::hide => {
            let (subject, test) = value(reader, pair)?;
            ClauseKind::HideWhen { subject, test }
        }
        Rule::prices => ClauseKind::Prices(prices(reader, pair)?),
        Rule::compared_by => ClauseKind::ComparedBy(reader.name(pair)?),
        Rule::access_by => ClauseKind::AccessBy(reader.name(pair)?),
        Rule::break_in_series => ClauseKind::BreakInSeries { year: reader.year(pair)?, text: reader.text(pair)? },
        _ => return None,
    })
}

fn part(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<Part> {
    let part = child(pair, Rule::part)?;
    match reader.name(&part) {
        Some(source) => Some(Part::Rows { source, clauses: Vec::new() }),
        None => expression(reader, &part).map(Part::Formula),
    }
}

fn direction(pair: &Pair<'_>) -> Direction {
    if has(pair, Rule::k_hoejere) {
        Direction::HigherIsBetter
    } else if has(pair, Rule::k_lavere) {
        Direction::LowerIsBetter
    } else {
        Direction::Neutral
    }
}

fn when_condition(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<WhenCondition> {
    if has(pair, Rule::data_missing) {
        return Some(WhenCondition::DataMissing);
    }
    value(reader, pair).map(|(subject, test)| WhenCondition::Value { subject, test })
}

/// `nævner er under 5`
fn value(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<(Subject, NumberTest)> {
    let value = child(pair, Rule::when_value)?;
    let subject = match first(&child(&value, Rule::subject)?)?.as_rule() {
        Rule::k_taeller => Subject::Numerator,
        Rule::k_naevner => Subject::Denominator,
        _ => Subject::Result,
    };
    Some((subject, number_test(reader, &value)?))
}

fn outcome(pair: &Pair<'_>) -> Outcome {
    if has(pair, Rule::k_regn) {
        Outcome::CountAsZero
    } else if has(pair, Rule::zero) {
        Outcome::ShowZero
    } else {
        Outcome::ShowNothing
    }
}

fn prices(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<Prices> {
    let Some(fixed) = child(pair, Rule::fixed_prices) else { return Some(Prices::Current) };
    let level = match reader.single(&fixed, Rule::price_level, "niveau", "priser") {
        Some(level) => Some(reader.year(&level)?),
        None => None,
    };
    let index = reader.single(&fixed, Rule::price_index, "efter", "priser").and_then(|index| reader.name(&index));
    Some(Prices::Fixed { level, index })
}

/// How often a figure is reported; daily and weekly are only how often a source is updated.
fn reported(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<Frequency> {
    let frequency_pair = child(pair, Rule::frequency)?;
    let frequency = frequency(pair)?;
    if !matches!(frequency, Frequency::Daily | Frequency::Weekly) {
        return Some(frequency);
    }
    let expected = ["hvert skoleår", "kvartalsvis", "månedligt", "årligt"].map(Expected::keyword).to_vec();
    let problem = FormProblem::LineUnreadable {
        clause: "opgøres".to_owned(),
        found: reader.written(&frequency_pair).to_owned(),
        expected,
        example: Some("opgøres årligt".to_owned()),
    };
    reader.report(problem, reader.span(&frequency_pair));
    None
}
