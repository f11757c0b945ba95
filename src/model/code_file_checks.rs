//! Whether the rows of a code file agree with each other.
//!
//! In: rows and versions of [`super::code_files`]. Out: problems at the rows they concern; levels set.
//! Guaranteed now: what a problem was found in is repaired as harmlessly as possible (a parent that
//! does not exist is left out), so that one mistake in a file gives one problem.

use std::collections::{BTreeMap, HashMap};

use super::code_files::{Row, Shape};
use super::codes::{CodeSelector, CodeTree, CodeVersion};
use super::csv_table::Field;
use super::years::{Years, joined, listed, remaining};
use crate::diagnostics::problems::CodeProblem;
use crate::diagnostics::{Diagnostic, Problem};

/// A gruppering has three digits; a code has no blanks or separators in it.
pub(super) fn codes_are_well_formed(rows: &[Row], shape: &Shape, problems: &mut Vec<Diagnostic>) {
    let three_digits = |code: &str| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit());
    let writable = |c: char| c.is_alphanumeric() || c == '.' || c == '_' || c == '-';
    for row in rows {
        let grouping = shape.name == "gruppering" && !shape.under.is_empty();
        if !row.code.chars().all(writable) || (grouping && !three_digits(&row.code)) {
            problems.push(malformed(&row.code, &shape.name, row.span));
        }
    }
}

fn malformed(code: &str, level: &str, span: crate::source::Span) -> Diagnostic {
    Diagnostic::new(CodeProblem::CodeFileCodeMalformed { code: code.to_owned(), level: level.to_owned() }, span)
}

/// The codes that the field of a row under other trees names, each with its years.
pub(super) fn scope_codes<'a>(
    code: &str,
    field: &Field,
    level: &str,
    tree: &'a CodeTree,
    problems: &mut Vec<Diagnostic>,
) -> Vec<(&'a str, Years)> {
    let bottom = tree.level_named(level);
    let selector = match field.text.split_once('-') {
        Some((from, to)) => Some(tree.range(from, to)).filter(|range| tree.hits(range)),
        None => tree.selector(&field.text),
    };
    let Some(selector) = selector else {
        let unknown = CodeProblem::UnknownParent {
            code: code.to_owned(),
            parent: field.text.clone(),
            level: level.to_owned(),
            nearest: tree.nearest(&field.text).map(str::to_owned),
        };
        problems.push(Diagnostic::new(unknown, field.span));
        return Vec::new();
    };
    if let CodeSelector::One(code) = &selector
        && tree.level_of(code) == bottom
    {
        return tree.versions_of(code).map(|version| (version.code.as_str(), version.years)).collect();
    }
    let mut found: BTreeMap<usize, Years> = BTreeMap::new();
    for year in tree.change_years().into_iter().flat_map(|year| [year - 1, year]).chain([2000]) {
        for index in tree.selected(std::slice::from_ref(&selector), year) {
            found.insert(index, tree.versions[index].years);
        }
    }
    let of_level = found.into_iter().filter(|(index, _)| Some(tree.versions[*index].level) == bottom);
    of_level.map(|(index, years)| (tree.versions[index].code.as_str(), years)).collect()
}

/// The canonical parent of a row, when it exists.
pub(super) fn parent(
    row: &Row,
    field: &Field,
    shape: &Shape,
    draft: &CodeTree,
    problems: &mut Vec<Diagnostic>,
) -> Option<String> {
    let parent = draft.resolve(&field.text).filter(|parent| *parent != row.code);
    if parent.is_none() {
        let above = field.text.matches('.').count().min(shape.levels.len().saturating_sub(2));
        problems.push(unknown_parent(&row.code, &field.text, &shape.levels[above], draft.nearest(&field.text), field));
    }
    parent.map(str::to_owned)
}

fn unknown_parent(code: &str, parent: &str, level: &str, nearest: Option<&str>, field: &Field) -> Diagnostic {
    let unknown = CodeProblem::UnknownParent {
        code: code.to_owned(),
        parent: parent.to_owned(),
        level: level.to_owned(),
        nearest: nearest.filter(|nearest| *nearest != code).map(str::to_owned),
    };
    Diagnostic::new(unknown, field.span)
}

/// The codes that took over, several parted by commas.
pub(super) fn successors(row: &Row, field: &Field, draft: &CodeTree, problems: &mut Vec<Diagnostic>) -> Option<String> {
    let mut found = Vec::new();
    for written in field.text.replace(" og ", ",").split(',').map(str::trim) {
        match draft.resolve(written) {
            Some(code) => found.push(code.to_owned()),
            None => {
                let unknown = CodeProblem::UnknownSuccessor {
                    code: row.code.clone(),
                    successor: written.to_owned(),
                    nearest: draft.nearest(written).map(str::to_owned),
                };
                problems.push(Diagnostic::new(unknown, field.span));
            }
        }
    }
    Some(found.join(", ")).filter(|codes| !codes.is_empty())
}

/// No code holds twice in one year under the same accounts.
pub(super) fn no_code_twice(versions: &[CodeVersion], problems: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<(&[String], &str), Vec<&CodeVersion>> = HashMap::new();
    for version in versions {
        let earlier = seen.entry((&version.scope, &version.code)).or_default();
        let shared = earlier.iter().find_map(|other| Some((other.span, other.years.intersect(version.years)?)));
        if let Some((first, years)) = shared.filter(|(first, _)| *first != version.span) {
            let years = if years == Years::ALL { Vec::new() } else { years.listed() };
            let twice = CodeProblem::DuplicateCode { code: version.code.clone(), years };
            problems.push(Diagnostic::new(twice, version.span).related(first, "first"));
        }
        earlier.push(version);
    }
}

/// Gives every version its level by the codes above it; answers with the names of the levels.
pub(super) fn set_levels(versions: &mut [CodeVersion], shape: &Shape, problems: &mut Vec<Diagnostic>) -> Vec<String> {
    let mut above: HashMap<String, Option<String>> = HashMap::new();
    for version in versions.iter() {
        above.entry(version.code.clone()).or_insert_with(|| version.parent.clone());
    }
    let depths: HashMap<String, usize> = above.keys().map(|code| (code.clone(), depth(code, &above))).collect();
    let deepest = if shape.list { depths.values().copied().max().unwrap_or(0) } else { shape.levels.len() - 1 };
    for version in versions.iter_mut() {
        version.level = depths.get(&version.code).copied().unwrap_or(0).min(deepest);
        let parent = version.parent.as_ref().map(|parent| depths.get(parent).copied().unwrap_or(0) + 1);
        let expected = depths.get(&version.code).copied().unwrap_or(0);
        if parent.unwrap_or(0) != expected || expected > deepest {
            let level = &shape.levels[version.level.saturating_sub(1).min(shape.levels.len() - 1)];
            let field = Field { text: String::new(), span: version.span };
            let parent = version.parent.take().unwrap_or_default();
            problems.push(unknown_parent(&version.code, &parent, level, None, &field));
        }
    }
    if shape.list {
        return vec![shape.levels[0].clone(); deepest + 1];
    }
    parts_fit_levels(versions, shape, problems);
    shape.levels.clone()
}

/// How many codes stand above; more than there are codes in a ring.
fn depth(code: &str, above: &HashMap<String, Option<String>>) -> usize {
    let mut depth = 0;
    let mut next = code;
    while let Some(Some(parent)) = above.get(next) {
        depth += 1;
        next = parent;
        if depth > above.len() {
            return usize::MAX - 1;
        }
    }
    depth
}

/// All codes of a level have as many parts as most of them have: a funktion without overkode would
/// otherwise pass for a hovedkonto.
fn parts_fit_levels(versions: &[CodeVersion], shape: &Shape, problems: &mut Vec<Diagnostic>) {
    let parts = |version: &CodeVersion| version.code.split('.').count();
    let told: Vec<String> = problems.iter().filter_map(code_without_parent).map(str::to_owned).collect();
    for (level, name) in shape.levels.iter().enumerate() {
        let of_level = || versions.iter().filter(|v| v.level == level && !told.contains(&v.code));
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        of_level().for_each(|version| *counts.entry(parts(version)).or_default() += 1);
        let Some((usual, _)) = counts.iter().max_by_key(|(_, count)| **count) else { continue };
        let odd = of_level().filter(|version| parts(version) != *usual);
        problems.extend(odd.map(|version| malformed(&version.code, name, version.span)));
    }
}

fn code_without_parent(problem: &Diagnostic) -> Option<&str> {
    match &problem.problem {
        Problem::Code(CodeProblem::UnknownParent { code, .. }) => Some(code),
        _ => None,
    }
}

/// A code's parent is valid in all years of the code.
pub(super) fn parents_hold(tree: &CodeTree, problems: &mut Vec<Diagnostic>) {
    for version in &tree.versions {
        let Some(parent) = &version.parent else { continue };
        let valid = joined(tree.versions_of(parent).map(|parent| parent.years));
        let without = remaining(vec![version.years], &valid);
        if !without.is_empty() {
            let years = listed(&without);
            let invalid = CodeProblem::ParentNotValid { code: version.code.clone(), parent: parent.clone(), years };
            problems.push(Diagnostic::new(invalid, version.span));
        }
    }
}
