//! Clauses of charts, code lists and price series.
//!
//! In: the pair of such a clause. Out: the clause, or `None` for clauses of other files. Guaranteed now:
//! file names and levels are as written.

use crate::syntax::conditions::{Place, conditions};
use crate::syntax::grammar::{Pair, Rule, child, children};
use crate::syntax::reader::Reader;
use crate::syntax::tree::{ClauseKind, ShortForm};

pub(super) fn clause(reader: &mut Reader<'_>, pair: &Pair<'_>) -> Option<ClauseKind> {
    Some(match pair.as_rule() {
        Rule::codes_from => ClauseKind::CodesFrom {
            file: reader.text(pair)?,
            levels: child(pair, Rule::levels).map(|levels| reader.names(&levels)).unwrap_or_default(),
            under: child(pair, Rule::under_levels).map(|levels| reader.names(&levels)).unwrap_or_default(),
        },
        Rule::short_forms => ClauseKind::ShortForms(short_forms(reader, pair)),
        Rule::entry => {
            ClauseKind::Entry { code: reader.read_code(&child(pair, Rule::code)?), title: reader.text(pair)? }
        }
        Rule::group => {
            ClauseKind::Group { title: reader.text(pair)?, conditions: conditions(reader, pair, Place::Other)? }
        }
        Rule::rates_from => ClauseKind::RatesFrom(reader.text(pair)?),
        _ => return None,
    })
}

fn short_forms(reader: &Reader<'_>, pair: &Pair<'_>) -> Vec<ShortForm> {
    children(pair, Rule::short_form)
        .filter_map(|form| {
            let mut names = reader.names(&form).into_iter();
            Some(ShortForm { short: names.next()?, level: names.next()? })
        })
        .collect()
}
