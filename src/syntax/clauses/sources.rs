//! Clauses of sources: columns, measures, snapshots, links.
//!
//! In: the pair of such a clause. Out: the clause, or `None` for clauses of other files. Guaranteed now:
//! roles are told apart by their words; names are not looked up.

use crate::syntax::conditions::{Place, conditions};
use crate::syntax::counting::{snapshot_at, time_between, what};
use crate::syntax::grammar::{Pair, Rule, child, children, first, has};
use crate::syntax::reader::Reader;
use crate::syntax::tree::{
    ClauseKind, Column, ColumnRole, Confidentiality, LinkTerm, Literal, Measure, MeasureKind, MeasureValue, Name,
    TimeKind, TimeRelation,
};

pub(super) fn clause(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<ClauseKind> {
    Some(match pair.as_rule() {
        Rule::table => ClauseKind::Table(dotted_name(reader, pair)?),
        Rule::deliveries => ClauseKind::DeliveriesFrom(dotted_name(reader, pair)?),
        Rule::row_per => ClauseKind::RowPer(reader.names(pair)),
        Rule::column => ClauseKind::Column(column(reader, pair)?),
        Rule::measure => ClauseKind::Measure(measure(reader, pair)?),
        Rule::snapshot_clause => {
            let at = snapshot_at(&child(pair, Rule::snapshot_part)?);
            ClauseKind::Snapshot { at, except: reader.day_of_year(pair) }
        }
        Rule::confidentiality if has(pair, Rule::below_parts) => {
            ClauseKind::Confidentiality(Confidentiality::OwnMunicipalityBelowParts)
        }
        Rule::confidentiality => ClauseKind::Confidentiality(Confidentiality::Personal),
        Rule::no_automatic_rules => ClauseKind::NoAutomaticRules,
        Rule::only_rows_where => ClauseKind::OnlyRowsWhere(conditions(reader, pair, Place::Other)?),
        Rule::linked_on => {
            let terms = children(pair, Rule::link_term).map(|term| link_term(reader, &term));
            ClauseKind::LinkedOn(terms.collect::<Option<Vec<_>>>()?)
        }
        _ => return None,
    })
}

fn dotted_name(reader: &Reader<'_>, pair: &Pair<'_>) -> Option<Name> {
    child(pair, Rule::dotted_name).map(|name| reader.read_name(&name))
}

fn column(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<Column> {
    let role = match (child(pair, Rule::column_formula), child(pair, Rule::column_role)) {
        (Some(formula), _) => column_formula(reader, &formula)?,
        (None, role) => column_role(reader, &first(&role?)?)?,
    };
    let written_as =
        reader.single(pair, Rule::written_as, "skrevet som", "kolonne").and_then(|written| reader.text(&written));
    let empty_when = match reader.single(pair, Rule::empty_when, "tom når", "kolonne") {
        Some(empty) => literals(reader, &empty),
        None => Vec::new(),
    };
    Some(Column { name: reader.name(pair)?, role, written_as, empty_when })
}

fn column_formula(reader: &Reader<'_>, pair: &Pair<'_>) -> Option<ColumnRole> {
    match child(pair, Rule::fallback) {
        Some(fallback) => Some(ColumnRole::Fallback(reader.names(&fallback))),
        None => time_between(reader, pair).map(ColumnRole::TimeBetween),
    }
}

fn column_role(reader: &Reader<'_>, pair: &Pair<'_>) -> Option<ColumnRole> {
    Some(match pair.as_rule() {
        Rule::key_role => ColumnRole::Key(reader.name(pair)?),
        Rule::level_role => {
            let mut names = reader.names(pair).into_iter();
            ColumnRole::Level { level: names.next()?, chart: names.next()? }
        }
        Rule::from_date => ColumnRole::FromDate,
        Rule::to_date => ColumnRole::ToDate,
        Rule::municipality => ColumnRole::Municipality,
        Rule::time_kind => ColumnRole::Time(time_kind(pair)?),
        Rule::number_role => ColumnRole::Number,
        Rule::text_role => ColumnRole::Text,
        _ => ColumnRole::CodeList(reader.name(pair)?),
    })
}

fn time_kind(pair: &Pair<'_>) -> Option<TimeKind> {
    Some(match first(pair)?.as_rule() {
        Rule::k_maaned => TimeKind::Month,
        Rule::k_dato => TimeKind::Date,
        Rule::k_aar => TimeKind::Year,
        Rule::k_uge => TimeKind::Week,
        Rule::k_kvartal => TimeKind::Quarter,
        _ => TimeKind::SchoolYear,
    })
}

fn literals(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Vec<Literal> {
    children(pair, Rule::literal)
        .filter_map(|literal| match reader.text(&literal) {
            Some(text) => Some(Literal::Text(text)),
            None => reader.number(&literal).map(Literal::Number),
        })
        .collect()
}

fn measure(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<Measure> {
    let name = reader.name(pair)?;
    let value = measure_value(reader, pair, &name)?;
    let mut measure = Measure { name, value, unit: None, kind: None, snapshot: None, sign_reversed_for: Vec::new() };
    let mut seen = Vec::new();
    for part in children(pair, Rule::measure_part) {
        let Some(inner) = first(&part) else { continue };
        if seen.contains(&inner.as_rule()) {
            let words = reader.written(&part).split_whitespace().next().unwrap_or("");
            reader.report_twice(&part, words, "måltal");
        }
        seen.push(inner.as_rule());
        match inner.as_rule() {
            Rule::unit_part => measure.unit = reader.unit(&part),
            Rule::measure_kind => measure.kind = measure_kind(&inner),
            Rule::snapshot_part => measure.snapshot = Some(snapshot_at(&inner)),
            _ => measure.sign_reversed_for = conditions(reader, &inner, Place::Other)?,
        }
    }
    Some(measure)
}

fn measure_value(reader: &Reader<'_>, pair: &Pair<'_>, name: &Name) -> Option<MeasureValue> {
    if let Some(column) = child(pair, Rule::measure_column) {
        return reader.name(&column).map(MeasureValue::Column);
    }
    let Some(formula) = child(pair, Rule::measure_formula) else {
        return Some(MeasureValue::Column(name.clone()));
    };
    match time_between(reader, &formula) {
        Some(between) => Some(MeasureValue::TimeBetween(between)),
        None => what(reader, &formula).map(MeasureValue::Aggregate),
    }
}

fn measure_kind(pair: &Pair<'_>) -> Option<MeasureKind> {
    Some(match first(pair)?.as_rule() {
        Rule::k_bevaegelse => MeasureKind::Flow,
        Rule::k_beholdning => MeasureKind::Stock,
        _ => MeasureKind::Share,
    })
}

fn link_term(reader: &Reader<'_>, pair: &Pair<'_>) -> Option<LinkTerm> {
    let Some(time) = child(pair, Rule::link_time) else {
        return reader.name(pair).map(LinkTerm::Key);
    };
    let relation = match child(&time, Rule::time_relation) {
        None => TimeRelation::Same,
        Some(relation) if has(&relation, Rule::k_aaret) && has(&relation, Rule::k_efter) => TimeRelation::YearAfter,
        Some(relation) if has(&relation, Rule::k_aaret) => TimeRelation::YearBefore,
        Some(relation) if has(&relation, Rule::k_efter) => TimeRelation::MonthAfter,
        Some(_) => TimeRelation::MonthBefore,
    };
    let mut names = reader.names(&time).into_iter();
    Some(LinkTerm::Time {
        left: names.next()?,
        left_source: names.next()?,
        relation,
        right: names.next()?,
        right_source: names.next()?,
    })
}
