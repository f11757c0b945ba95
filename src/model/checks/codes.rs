//! The codes of one filter line: whether they exist, at the level they are called, with their accounts
//! (N201, N203, N205). Asked as the line is read, so that these are told whatever else is wrong.
//!
//! In: resolved conditions. Out: problems at its codes. In which years a code is valid is another question
//! ([`super::code_years`]).

use super::super::codes::{CodeSelector, CodeTree, CodeVersion};
use super::super::{Condition, Model, ThisChoice, TreeId};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::CodeProblem;
use crate::source::Span;
use crate::text::fold;

/// Any title of the code, the newest first.
const NEWEST: i32 = i32::MAX;

/// One code or range of a condition.
#[derive(Clone, Copy)]
pub(super) struct Item<'a> {
    pub tree_id: TreeId,
    pub tree: &'a CodeTree,
    pub word: &'a str,
    pub selector: &'a CodeSelector,
    pub span: Span,
}

/// The codes and ranges of a condition; none of other kinds of conditions.
pub(super) fn items<'a>(model: &'a Model, condition: &'a Condition) -> Vec<Item<'a>> {
    let Condition::Codes { tree, word, items, item_spans, .. } = condition else { return Vec::new() };
    let item = |(selector, span): (&'a CodeSelector, &Span)| Item {
        tree_id: *tree,
        tree: model.tree(*tree),
        word,
        selector,
        span: *span,
    };
    items.iter().zip(item_spans).map(item).collect()
}

/// All problems of the codes of conditions that hold together. Codes of incomplete trees may be in what
/// could not be read.
pub fn conditions(model: &Model, conditions: &[Condition]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for condition in conditions {
        for item in items(model, condition) {
            if model.incomplete_trees.contains(&item.tree_id) {
                continue;
            }
            match unknown(model, conditions, condition, &item) {
                Some(problem) => problems.push(problem),
                None => problems.extend(level_differs(model, &item)),
            }
        }
        problems.extend(without_accounts(model, conditions, condition));
    }
    problems
}

fn unknown(model: &Model, together: &[Condition], condition: &Condition, item: &Item) -> Option<Diagnostic> {
    let list = || list_name(model, item.tree_id);
    let dimension = || item.word.to_owned();
    match item.selector {
        CodeSelector::Range(from, to) => {
            let hits = item.tree.hits(item.selector);
            let problem = CodeProblem::RangeHitsNothing {
                dimension: dimension(),
                from: from.clone(),
                to: to.clone(),
                list: list(),
            };
            (!hits).then(|| Diagnostic::new(problem, item.span))
        }
        CodeSelector::One(code) if item.tree.level_of(code).is_none() => {
            if let Some(problem) = too_few_digits(item.tree, code, item.span) {
                return Some(problem);
            }
            let nearest = item.tree.nearest(code);
            let problem = CodeProblem::UnknownCode {
                dimension: dimension(),
                code: code.clone(),
                list: list(),
                nearest: nearest.map(|code| item.tree.named(code, NEWEST)),
            };
            let told = Diagnostic::new(problem, item.span);
            Some(match nearest {
                Some(code) => told.fix(item.span, code),
                None => told,
            })
        }
        CodeSelector::One(code) => unknown_grouping(model, together, condition, item, code),
    }
}

/// `gruppering 5`, where a gruppering is written `005`.
fn too_few_digits(tree: &CodeTree, code: &str, span: Span) -> Option<Diagnostic> {
    let short = !tree.under.is_empty() && code.len() < 3 && code.bytes().all(|byte| byte.is_ascii_digit());
    let meant = format!("{code:0>3}");
    let problem = CodeProblem::GroupingNotThreeDigits { written: code.to_owned(), meant: meant.clone() };
    short.then(|| Diagnostic::new(problem, span).fix(span, meant))
}

/// A gruppering that exists, but never under the accounts of its line.
fn unknown_grouping(
    model: &Model,
    together: &[Condition],
    condition: &Condition,
    item: &Item,
    code: &str,
) -> Option<Diagnostic> {
    if item.tree.under.is_empty() || versions_within(model, together, condition, item.tree, code).next().is_some() {
        return None;
    }
    let known = item.tree.versions.iter().filter(|version| scope_fits(model, together, condition, item.tree, version));
    let near = known.min_by_key(|version| strsim::osa_distance(&version.code, code));
    let problem = CodeProblem::UnknownGrouping {
        grouping: code.to_owned(),
        accounts: accounts_named(model, together, item.tree),
        nearest: near.map(|version| format!("{} {}", version.code, version.title)),
    };
    Some(Diagnostic::new(problem, item.span))
}

/// The versions of a code that stand under accounts which the line's other conditions allow.
pub(super) fn versions_within<'a>(
    model: &'a Model,
    together: &'a [Condition],
    condition: &'a Condition,
    tree: &'a CodeTree,
    code: &str,
) -> impl Iterator<Item = &'a CodeVersion> {
    tree.versions_of(code).filter(move |version| scope_fits(model, together, condition, tree, version))
}

fn scope_fits(
    model: &Model,
    together: &[Condition],
    condition: &Condition,
    tree: &CodeTree,
    version: &CodeVersion,
) -> bool {
    let mut scope = tree.under.iter().zip(&version.scope);
    let others = || together.iter().filter(|other| !std::ptr::eq(*other, condition));
    scope.all(|(level, code)| others().all(|other| allows(model, other, level, code, version.years.example())))
}

/// The condition is not about the level, or lets the code through.
fn allows(model: &Model, condition: &Condition, level: &str, code: &str, year: i32) -> bool {
    let Condition::Codes { tree, items, negated, .. } = condition else { return true };
    let tree = model.tree(*tree);
    if tree.level_named(level).is_none() {
        return true;
    }
    let lineage = tree.ancestors(code, year);
    let named = |item: &CodeSelector| {
        lineage.iter().any(|code| match item {
            CodeSelector::One(wanted) => wanted == code,
            CodeSelector::Range(from, to) => tree.in_range(code, from, to),
        })
    };
    items.iter().any(named) != *negated
}

/// The codes of the levels a tree stands under, as the line names them.
fn accounts_named(model: &Model, together: &[Condition], tree: &CodeTree) -> Vec<String> {
    let above = |item: &Item| tree.under.iter().any(|level| item.tree.level_named(level).is_some());
    let items = together.iter().flat_map(|condition| items(model, condition));
    let named = items.filter(above).map(|item| match item.selector {
        CodeSelector::One(code) if item.tree.levels.len() > 1 => item.tree.named(code, NEWEST),
        selector => format!("{} {selector}", item.word),
    });
    named.collect()
}

fn level_differs(model: &Model, item: &Item) -> Option<Diagnostic> {
    let called = level_called(model, item)?;
    let ends = match item.selector {
        CodeSelector::One(code) => vec![code],
        CodeSelector::Range(from, to) => vec![from, to],
    };
    let other = ends.into_iter().find_map(|code| {
        let level = &item.tree.levels[item.tree.level_of(code)?];
        (level != called).then(|| CodeProblem::LevelWordDiffers {
            word: item.word.to_owned(),
            code: code.clone(),
            level: level.clone(),
        })
    });
    other.map(|problem| Diagnostic::new(problem, item.span))
}

/// The level that the dimension word claims. `art` and the short form of the bottom level (`Funk`) claim none.
fn level_called<'a>(model: &'a Model, item: &Item<'a>) -> Option<&'a str> {
    let word = fold(item.word);
    let named = |name: &str| item.tree.levels.iter().find(|level| fold(level) == fold(name));
    if word == "art" {
        return None;
    }
    if let Some(level) = named(&word) {
        return Some(level);
    }
    let charts = model.charts.iter().filter(|chart| chart.trees.contains(&item.tree_id));
    let mut forms = charts.flat_map(|chart| &chart.short_forms);
    let (_, level) = forms.find(|(short, level)| fold(short) == word && named(level).is_some())?;
    named(level).filter(|level| Some(*level) != item.tree.levels.last()).map(String::as_str)
}

/// A gruppering on a line that does not say under what.
fn without_accounts(model: &Model, together: &[Condition], condition: &Condition) -> Option<Diagnostic> {
    let item = items(model, condition).into_iter().next()?;
    let lacks = |level: &&String| !together.iter().any(|other| speaks_of(model, other, level));
    let missing: Vec<String> = item.tree.under.iter().filter(lacks).cloned().collect();
    let problem = CodeProblem::GroupingNeedsAccount { grouping: item.selector.to_string(), missing };
    let needed = matches!(&problem, CodeProblem::GroupingNeedsAccount { missing, .. } if !missing.is_empty());
    needed.then(|| Diagnostic::new(problem, item.span))
}

fn speaks_of(model: &Model, condition: &Condition, level: &str) -> bool {
    let tree = match condition {
        Condition::Codes { tree, .. } | Condition::This { choice: ThisChoice::Codes { tree, .. }, .. } => tree,
        _ => return false,
    };
    model.tree(*tree).level_named(level).is_some()
}

/// The chart or code list that a tree is of.
pub(super) fn list_name(model: &Model, tree: TreeId) -> String {
    let chart = model.charts.iter().find(|chart| chart.trees.contains(&tree));
    chart.map_or_else(|| model.tree(tree).name.clone(), |chart| chart.name.text.clone())
}
