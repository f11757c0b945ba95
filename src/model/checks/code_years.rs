//! Whether codes are valid in the years in which a definition names them (N202, N206).
//!
//! In: all uses. Out: problems, one per written code however many definitions it serves, and the places
//! of the lines that have one, so that nothing more is said of those.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::codes::CodeSelector;
use super::super::years::{Years, joined, listed, remaining};
use super::super::{Condition, Line, Model, TreeId};
use super::codes::{Item, items, list_name, versions_within};
use super::uses::Use;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::CodeProblem;
use crate::source::Span;

/// A code as written, with all the years in which it is used.
struct Written<'a> {
    item: Item<'a>,
    line: &'a Line,
    condition: &'a Condition,
    examined: Vec<Years>,
    unread: bool,
}

/// The problems, and the lines they are in.
pub(super) fn check(model: &Model, uses: &[Use]) -> (Vec<Diagnostic>, HashSet<Span>) {
    let mut found = Found { model, known: HashMap::new(), problems: Vec::new(), charts: BTreeMap::new() };
    let mut troubled = HashSet::new();
    for written in written(model, uses).values() {
        if model.incomplete_trees.contains(&written.item.tree_id) || found.is_troubled(written) {
            troubled.insert(written.line.span);
        }
    }
    found.without_chart();
    (found.problems, troubled)
}

fn written<'a>(model: &'a Model, uses: &[Use<'a>]) -> BTreeMap<Span, Written<'a>> {
    let mut written: BTreeMap<Span, Written> = BTreeMap::new();
    for one in uses {
        for line in &one.selection.lines {
            let Some(years) = one.years.intersect(line.years) else { continue };
            for condition in &line.conditions {
                for item in items(model, condition) {
                    let new = || Written { item, line, condition, examined: Vec::new(), unread: true };
                    let entry = written.entry(item.span).or_insert_with(new);
                    entry.examined.push(years);
                    entry.unread &= one.unread;
                }
            }
        }
    }
    written
}

struct Found<'a> {
    model: &'a Model,
    /// The years in which a tree has codes at all.
    known: HashMap<TreeId, Vec<Years>>,
    problems: Vec<Diagnostic>,
    /// The years in which a chart has none, with the first place that asks.
    charts: BTreeMap<String, (Span, Vec<Years>)>,
}

impl<'a> Found<'a> {
    fn is_troubled(&mut self, written: &Written<'a>) -> bool {
        let tree = written.item.tree;
        let model = self.model;
        let all = |tree: TreeId| joined(model.tree(tree).versions.iter().map(|version| version.years));
        let known = self.known.entry(written.item.tree_id).or_insert_with_key(|tree| all(*tree));
        let examined = joined(written.examined.iter().copied());
        let without_chart = remaining(examined.clone(), known);
        let in_chart = remaining(examined, &without_chart);
        let no_chart = !without_chart.is_empty() && !written.unread;
        if no_chart {
            let chart = list_name(model, written.item.tree_id);
            let first = || (written.item.span, Vec::new());
            self.charts.entry(chart).or_insert_with(first).1.extend(without_chart);
        }
        let troubled = match written.item.selector {
            CodeSelector::Range(..) => !tree.hits(written.item.selector),
            CodeSelector::One(code) => self.not_valid(written, code, in_chart),
        };
        troubled || no_chart
    }

    /// N202, when some of the years lack the code. A code that no year knows was told before.
    fn not_valid(&mut self, written: &Written<'a>, code: &str, examined: Vec<Years>) -> bool {
        let tree = written.item.tree;
        let versions: Vec<_> =
            versions_within(self.model, &written.line.conditions, written.condition, tree, code).collect();
        let valid = joined(versions.iter().map(|version| version.years));
        let (Some(first), Some(last)) = (valid.first(), valid.last()) else { return true };
        let lacking = remaining(examined.clone(), &valid);
        let all_years = !lacking.is_empty() && remaining(examined, &lacking).is_empty();
        if lacking.is_empty() || (written.unread && !all_years) {
            return false;
        }
        let newest = versions.iter().max_by_key(|version| version.years.to.unwrap_or(i32::MAX));
        let successors = newest.and_then(|version| version.replaced_by.as_deref()).unwrap_or_default();
        let named = |code: &str| tree.named(code, i32::MAX);
        let problem = CodeProblem::CodeNotValid {
            code: code.to_owned(),
            title: newest.map(|version| version.title.clone()).unwrap_or_default(),
            valid_from: first.from,
            valid_to: last.to,
            years: listed(&lacking),
            all_years,
            replaced_by: successors.split(", ").filter(|code| !code.is_empty()).map(named).collect(),
        };
        self.problems.push(Diagnostic::new(problem, written.item.span));
        true
    }

    fn without_chart(&mut self) {
        for (chart, (span, years)) in std::mem::take(&mut self.charts) {
            let problem = CodeProblem::NoChartForYears { chart, years: listed(&joined(years)) };
            self.problems.push(Diagnostic::new(problem, span));
        }
    }
}
