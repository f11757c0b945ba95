//! Clauses: a line's pairs to the tree's [`ClauseKind`].
//!
//! In: the pair of a clause rule. Out: the clause, without the lines that belong to a section. Guaranteed
//! now: a clause that answers `None` has reported why.

mod comparison;
mod figures;
mod lists;
mod rules;
mod sources;

use crate::syntax::conditions::{Place, conditions};
use crate::syntax::counting;
use crate::syntax::grammar::{Pair, Rule, child, first, has};
use crate::syntax::reader::Reader;
use crate::syntax::tree::{ClauseKind, FilterLine, Frequency, LineKind};

/// The clause of a line.
pub(super) fn clause(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<ClauseKind> {
    common(reader, pair)
        .or_else(|| lists::clause(reader, pair))
        .or_else(|| sources::clause(reader, pair))
        .or_else(|| figures::clause(reader, pair))
        .or_else(|| comparison::clause(reader, pair))
        .or_else(|| rules::clause(reader, pair))
}

fn common(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<ClauseKind> {
    Some(match pair.as_rule() {
        Rule::title => ClauseKind::Title(reader.text(pair)?),
        Rule::responsible => ClauseKind::Responsible(reader.text(pair)?),
        Rule::publisher => ClauseKind::Publisher(reader.text(pair)?),
        Rule::definition => ClauseKind::Definition(reader.text(pair)?),
        Rule::area => ClauseKind::Area(reader.name(pair)?),
        Rule::updated => ClauseKind::Updated(frequency(pair)?),
        Rule::history if has(pair, Rule::year) => ClauseKind::HistoryFrom(reader.year(pair)?),
        Rule::history => ClauseKind::HistoryYears(reader.whole(pair)?),
        Rule::edition => ClauseKind::Edition { years: reader.years(pair)?, clauses: Vec::new() },
        Rule::filter_line => ClauseKind::FilterLine(filter_line(reader, pair)?),
        Rule::overlap_allowed => ClauseKind::OverlapAllowed(reader.text(pair)?),
        Rule::municipality_role => ClauseKind::MunicipalityRole(reader.names(pair)),
        Rule::counting => ClauseKind::Counting(counting::counting(reader, pair)?),
        Rule::sign_reversed => ClauseKind::SignReversed,
        Rule::unit_clause => ClauseKind::Unit(reader.unit(pair)?),
        Rule::key_of => {
            ClauseKind::KeyOf { key: reader.name(pair)?, per_municipality: has(pair, Rule::per_municipality) }
        }
        Rule::active => ClauseKind::Active(counting::active(reader, pair)?),
        _ => return None,
    })
}

fn frequency(pair: &Pair<'_>) -> Option<Frequency> {
    Some(match first(&child(pair, Rule::frequency)?)?.as_rule() {
        Rule::k_dagligt => Frequency::Daily,
        Rule::k_ugentligt => Frequency::Weekly,
        Rule::k_maanedligt => Frequency::Monthly,
        Rule::k_aarligt => Frequency::Yearly,
        Rule::k_hvert => Frequency::EverySchoolYear,
        _ => Frequency::Quarterly,
    })
}

fn filter_line(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<FilterLine> {
    let kind = match first(&child(pair, Rule::line_kind)?)?.as_rule() {
        Rule::k_med => LineKind::With,
        Rule::k_uden => LineKind::Without,
        _ => LineKind::ForAll,
    };
    let conditions = conditions(reader, pair, Place::FilterLine)?;
    let only = child(pair, Rule::only).and_then(|only| reader.years(&only));
    Some(FilterLine { kind, conditions, only, span: reader.span(pair) })
}
