//! The pest grammar, asked for one line at a time.
//!
//! In: a rule of `grammar/noegle.pest` and the lower-cased text of one line. Out: the line's pairs, or
//! pest's error. Guaranteed now: the rule matched the whole line.

use pest::Parser;
use pest_derive::Parser;

#[derive(Parser)]
#[grammar = "../grammar/keywords.pest"]
#[grammar = "../grammar/noegle.pest"]
struct LineParser;

pub(super) type Pair<'i> = pest::iterators::Pair<'i, Rule>;
pub(super) type PestError = Box<pest::error::Error<Rule>>;

/// Parses a line by one rule.
pub(super) fn parse_line(rule: Rule, line: &str) -> Result<Pair<'_>, PestError> {
    let mut pairs = LineParser::parse(rule, line).map_err(Box::new)?;
    Ok(pairs.next().expect("a rule that matched gives one pair"))
}

/// The first direct child of a rule.
pub(super) fn child<'i>(pair: &Pair<'i>, rule: Rule) -> Option<Pair<'i>> {
    pair.clone().into_inner().find(|inner| inner.as_rule() == rule)
}

/// All direct children of a rule, in written order.
pub(super) fn children<'i>(pair: &Pair<'i>, rule: Rule) -> impl Iterator<Item = Pair<'i>> + use<'i> {
    pair.clone().into_inner().filter(move |inner| inner.as_rule() == rule)
}

/// Whether a direct child of a rule is there.
pub(super) fn has(pair: &Pair<'_>, rule: Rule) -> bool {
    child(pair, rule).is_some()
}

/// The first direct child, whatever it is.
pub(super) fn first<'i>(pair: &Pair<'i>) -> Option<Pair<'i>> {
    pair.clone().into_inner().next()
}
