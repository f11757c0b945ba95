//! Clauses of validation rules and examples.
//!
//! In: the pair of such a clause. Out: the clause, or `None` for clauses of other files. Guaranteed now:
//! `givet` and `forvent` are without their tables, which follow.

use crate::diagnostics::problems::FormProblem;
use crate::syntax::conditions::{Place, code_items, comparison, condition_list, conditions};
use crate::syntax::counting::statistic;
use crate::syntax::expressions::{expression, to_expression};
use crate::syntax::grammar::{Pair, Rule, child, children, first, has};
use crate::syntax::reader::Reader;
use crate::syntax::tree::{
    AppliesTo, ClauseKind, Comparison, Condition, ConditionKind, Frequency, Number, Period, Requirement, Severity,
    SeverityException, SeverityPeriod, Since, Statistic, Table,
};

pub(super) fn clause(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<ClauseKind> {
    Some(match pair.as_rule() {
        Rule::severity_clause => severity_clause(reader, pair)?,
        Rule::applies_to => {
            let each = children(pair, Rule::each).map(|each| applies_to(reader, &each));
            ClauseKind::AppliesTo(each.collect::<Option<Vec<_>>>()?)
        }
        Rule::requirement => ClauseKind::Requirement(requirement(reader, pair)?),
        Rule::tolerance => tolerance(reader, pair),
        Rule::message => ClauseKind::Message(reader.text(pair)?),
        Rule::exempt => exempt(reader, pair)?,
        Rule::given => ClauseKind::Given { source: reader.name(pair)?, table: no_table() },
        Rule::expect if has(pair, Rule::no_violation) => ClauseKind::ExpectNoViolation,
        Rule::expect => match child(pair, Rule::expect_error) {
            Some(error) => ClauseKind::ExpectError(reader.name(&error)?),
            None => ClauseKind::Expect(no_table()),
        },
        _ => return None,
    })
}

fn no_table() -> Table {
    Table { headings: Vec::new(), rows: Vec::new() }
}

fn severity_clause(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<ClauseKind> {
    let mut severities = children(pair, Rule::severity).filter_map(|severity| to_severity(&severity));
    let usual = severities.next()?;
    let except = match (severities.next(), child(pair, Rule::severity_period)) {
        (Some(severity), Some(period)) => {
            Some(SeverityException { severity, during: severity_period(reader, &period)? })
        }
        _ => None,
    };
    Some(ClauseKind::Severity { severity: usual, except })
}

fn to_severity(pair: &Pair<'_>) -> Option<Severity> {
    Some(match first(pair)?.as_rule() {
        Rule::k_stopper => Severity::StopsLoading,
        Rule::k_fejl => Severity::Error,
        Rule::k_advarsel => Severity::Warning,
        _ => Severity::Notice,
    })
}

fn severity_period(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<SeverityPeriod> {
    let Some(range) = child(pair, Rule::whole_range) else {
        return reader.year(pair).map(SeverityPeriod::Year);
    };
    let bounds = children(&range, Rule::whole).map(|whole| reader.read_whole(&whole)).collect::<Option<Vec<_>>>()?;
    let (from, to) = (*bounds.first()?, *bounds.last()?);
    let months = has(pair, Rule::k_maaned);
    let last = if months { 12 } else { 4 };
    if from < 1 || to > last {
        let written = reader.written(&range).to_owned();
        reader.report(FormProblem::PeriodDoesNotExist { written }, reader.span(&range));
    } else if from > to {
        reader.report(FormProblem::RangeReversed { from: from.to_string(), to: to.to_string() }, reader.span(&range));
    }
    Some(if months { SeverityPeriod::Months(from, to) } else { SeverityPeriod::Quarters(from, to) })
}

fn applies_to(reader: &Reader<'_>, pair: &Pair<'_>) -> Option<AppliesTo> {
    if let Some(period) = child(pair, Rule::each_period) {
        return Some(AppliesTo::Period(match first(&period)?.as_rule() {
            Rule::k_maaned => Frequency::Monthly,
            Rule::k_kvartal => Frequency::Quarterly,
            Rule::k_aar => Frequency::Yearly,
            Rule::k_skoleaar => Frequency::EverySchoolYear,
            Rule::k_dag => Frequency::Daily,
            _ => Frequency::Weekly,
        }));
    }
    let mut names = reader.names(pair).into_iter();
    let dimension = names.next()?;
    let list = names.next();
    if list.is_none() && dimension.text.to_lowercase() == "kommune" {
        return Some(AppliesTo::Municipality);
    }
    Some(AppliesTo::Dimension { dimension, list })
}

fn requirement(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<Requirement> {
    let inner = pair.clone().into_inner().nth(1)?;
    Some(match inner.as_rule() {
        Rule::exists_for_all => Requirement::ExistsForAll,
        Rule::has_rows => Requirement::RowsAtLeast(reader.number(&inner)?),
        Rule::changes => {
            let since = child(&inner, Rule::since)?;
            let since = if has(&since, Rule::k_forrige) { Since::PreviousMonth } else { Since::SameMonthYearBefore };
            Requirement::ChangesAtMost { percent: reader.number(&inner)?, since }
        }
        Rule::spread => spread(reader, &inner)?,
        Rule::parts_sum => Requirement::PartsSumTo(expression(reader, &inner)?),
        Rule::codes_exist => Requirement::CodesExist(reader.name(&inner)),
        Rule::if_then => {
            let mut lists = children(&inner, Rule::conditions);
            let condition = condition_list(reader, &lists.next()?, Place::Requirement)?;
            Requirement::If { condition, then: condition_list(reader, &lists.next()?, Place::Requirement)? }
        }
        Rule::always => Requirement::Always(conditions(reader, &inner, Place::Requirement)?),
        Rule::unique => Requirement::Unique,
        Rule::filled => Requirement::Filled(reader.name(&inner)),
        Rule::required_between => {
            let mut bounds = children(&inner, Rule::expression);
            let from = to_expression(reader, &bounds.next()?)?;
            Requirement::Between(from, to_expression(reader, &bounds.next()?)?)
        }
        _ => Requirement::Compare(comparison(&inner).unwrap_or(Comparison::Equal), expression(reader, &inner)?),
    })
}

fn spread(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<Requirement> {
    let slope = child(pair, Rule::slope);
    Some(Requirement::Spread {
        per: slope.as_ref().and_then(|slope| reader.name(slope)),
        slope: slope.is_some(),
        deviations: reader.number(pair)?,
        around: statistic(pair).unwrap_or(Statistic::Median),
    })
}

fn tolerance(reader: &mut Reader<'_>, pair: &Pair<'_>) -> ClauseKind {
    let (mut percent, mut amount): (Option<Number>, Option<Number>) = (None, None);
    for part in children(pair, Rule::tolerance_part) {
        let number = reader.number(&part);
        let (kind, words) = if has(&part, Rule::k_pct) { (&mut percent, "pct.") } else { (&mut amount, "kr.") };
        if kind.is_some() {
            reader.report_twice(&part, words, "tolerance");
        }
        *kind = number;
    }
    ClauseKind::Tolerance { percent, amount }
}

fn exempt(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<ClauseKind> {
    let conditions = children(pair, Rule::exempt_condition).map(|written| exempt_condition(reader, &written));
    let conditions = conditions.collect::<Option<Vec<_>>>()?;
    let until = match child(pair, Rule::until).and_then(|until| child(&until, Rule::period)) {
        Some(written) => Some(period(reader, &written)?),
        None => None,
    };
    let because = child(pair, Rule::because).and_then(|because| reader.text(&because));
    Some(ClauseKind::Exempt { conditions, until, because })
}

fn exempt_condition(reader: &Reader<'_>, pair: &Pair<'_>) -> Option<Condition> {
    let items = code_items(reader, &child(pair, Rule::exempt_codes)?);
    let kind = ConditionKind::Codes { dimension: reader.name(pair)?, negated: false, items };
    Some(Condition { kind, span: reader.span(pair) })
}

fn period(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<Period> {
    let span = reader.span(pair);
    let year = reader.year(pair)?;
    let month = child(pair, Rule::month_number).and_then(|month| reader.written(&month).parse::<u32>().ok());
    if month.is_some_and(|month| !(1..=12).contains(&month)) {
        reader.report(FormProblem::PeriodDoesNotExist { written: reader.written(pair).to_owned() }, span);
    }
    Some(Period { year, month, span })
}
