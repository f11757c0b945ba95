//! The first line of a declaration.
//!
//! In: the pair of a header rule. Out: the declared name and the tree's [`Header`]. Guaranteed now: an
//! `eksempel` has no name of its own; all others have one.

use crate::syntax::conditions::code_items;
use crate::syntax::expressions::expression;
use crate::syntax::grammar::{Pair, Rule, child, children, has};
use crate::syntax::reader::Reader;
use crate::syntax::tree::{Code, CodeItem, Family, Header, Loop, LoopCodes, Name};

/// What a header says: its name, and the rest.
pub(super) fn header(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<(Option<Name>, Header)> {
    let mut names = reader.names(pair).into_iter();
    let name = names.next();
    let header = match pair.as_rule() {
        Rule::area_header => Header::Area,
        Rule::chart_header => Header::ChartOfAccounts,
        Rule::code_list_header => Header::CodeList,
        Rule::source_header => Header::Source,
        Rule::derived_source_header => Header::DerivedSource { base: names.next()? },
        Rule::linked_source_header => Header::LinkedSource { left: names.next()?, right: names.next()? },
        Rule::filter_header => Header::Filter { chart: names.next() },
        Rule::population_header => Header::Population { source: names.next()? },
        Rule::base_figure_header => {
            let formula = match has(pair, Rule::expression) {
                true => Some(expression(reader, pair)?),
                false => None,
            };
            Header::BaseFigure { source: names.next(), formula }
        }
        Rule::key_figure_header => Header::KeyFigure { family: family(reader, pair) },
        Rule::linked_key_figure_header => Header::LinkedKeyFigure { family: family(reader, pair) },
        Rule::price_index_header => Header::PriceIndex,
        Rule::comparison_header => Header::Comparison,
        Rule::access_header => Header::Access,
        Rule::forecast_header => Header::Forecast { of: reader.figure(pair)? },
        Rule::rule_header => Header::Rule,
        Rule::example_header => Header::Example { title: reader.text(pair)?, subject: reader.figure(pair)? },
        _ => return None,
    };
    Some((name, header))
}

fn family(reader: &Reader<'_>, pair: &Pair<'_>) -> Option<Family> {
    let family = child(pair, Rule::family)?;
    let loops = children(&family, Rule::loop_).filter_map(|one| family_loop(reader, &one)).collect();
    Some(Family { loops, total: has(&family, Rule::total), span: reader.span(&family) })
}

fn family_loop(reader: &Reader<'_>, pair: &Pair<'_>) -> Option<Loop> {
    let mut names = reader.names(pair).into_iter();
    let dimension = names.next()?;
    let codes = match (child(pair, Rule::under_code), child(pair, Rule::code_list)) {
        (Some(under), _) => LoopCodes::Under(reader.codes(&under).into_iter().next()?),
        (None, Some(list)) => LoopCodes::Some(code_items(reader, &list)),
        (None, None) => child(pair, Rule::text_list).map_or(LoopCodes::All, |list| groups(reader, &list)),
    };
    Some(Loop { dimension, codes, list: names.next(), span: reader.span(pair) })
}

/// Groups are named by their titles.
fn groups(reader: &Reader<'_>, list: &Pair<'_>) -> LoopCodes {
    let titles = children(list, Rule::text).map(|title| reader.read_text(&title));
    LoopCodes::Some(titles.map(|title| CodeItem::One(Code { text: title.value, span: title.span })).collect())
}
