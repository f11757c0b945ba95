//! What an engine cannot express, before it is asked to (N951).
//!
//! In: a model, a target and the statements for it. Out: diagnostics. Guaranteed now: what is told here the engine would refuse,
//! or would show to those who may not see it; engines without known limits are told nothing of.

use std::collections::BTreeMap;

use super::dialect::AccessControl;
use super::shape::Shape;
use super::{Access, DialectName, Makes, Statement, Target};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::{DocumentationProblem, Measure};
use crate::model::{KeyFigure, Model, Named};
use crate::source::Span;

/// The most of everything that an engine takes; no limit where nothing stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Limits {
    /// Tables that one query joins, with those of the views that it takes in.
    pub joined: Option<usize>,
    /// Views that stand on each other.
    pub views: Option<usize>,
    /// CASE in CASE.
    pub cases: Option<usize>,
    /// Letters of a view.
    pub view: Option<usize>,
    /// Bytes of a statement.
    pub statement: Option<usize>,
}

/// What of the model the target cannot express.
pub fn problems(model: &Model, target: &Target, statements: &[Statement]) -> Vec<Diagnostic> {
    let mut problems = access(model, target);
    problems.extend(too_large(model, target, statements));
    problems
}

/// An `adgang` that nøgletal have, where a build cannot make the engine keep it and nobody said that others do.
fn access(model: &Model, target: &Target) -> Vec<Diagnostic> {
    let is_own_file = matches!(target.dialect, DialectName::DuckDb | DialectName::Sqlite);
    let is_kept = target.control().is_some_and(AccessControl::has_roles);
    if is_own_file || is_kept || target.access == Some(Access::Outside) {
        return Vec::new();
    }
    let can_be_kept = target.dialect.dialect().access().is_some_and(AccessControl::has_roles);
    let used = |index: &usize| model.figures.iter().any(|figure| figure.access.is_some_and(|id| id.0 == *index));
    let told = |index: usize| {
        let name = &model.accesses[index].name;
        let problem = DocumentationProblem::AccessNotKept {
            backend: target.dialect.name().to_owned(),
            name: name.text.clone(),
            can_be_kept,
        };
        Diagnostic::new(problem, name.span)
    };
    (0..model.accesses.len()).filter(used).map(told).collect()
}

fn too_large(model: &Model, target: &Target, statements: &[Statement]) -> Vec<Diagnostic> {
    let limits = target.dialect.dialect().limits();
    if limits == Limits::default() {
        return Vec::new();
    }
    let (mut brings, mut depths) = (BTreeMap::new(), BTreeMap::new());
    let mut problems: Vec<Diagnostic> = Vec::new();
    for statement in statements {
        let shape = Shape::of(&statement.text);
        let is_view = statement.makes == Makes::View;
        let depth = 1 + shape.names().iter().filter_map(|name| depths.get(*name).copied()).max().unwrap_or(0);
        let measured = [
            (Measure::Tables, shape.joined(&brings), limits.joined),
            (Measure::Views, if is_view { depth } else { 0 }, limits.views),
            (Measure::Cases, shape.cases, limits.cases),
            (Measure::ViewLetters, if is_view { statement.text.chars().count() } else { 0 }, limits.view),
            (Measure::StatementBytes, statement.text.len(), limits.statement),
        ];
        if is_view {
            let name = object(&statement.text);
            brings.insert(name.clone(), shape.brings(&brings));
            depths.insert(name, depth);
        }
        let over = |(measure, count, most): (Measure, usize, Option<usize>)| {
            most.filter(|most| count > *most).map(|most| (measure, count, most))
        };
        let Some((measure, count, most)) = measured.into_iter().find_map(over) else { continue };
        let Some((name, span)) = declared(model, &statement.name) else { continue };
        if problems.iter().any(|known| known.span == span) {
            continue;
        }
        let problem = DocumentationProblem::TooLarge {
            backend: target.dialect.name().to_owned(),
            name: name.to_owned(),
            measure,
            count,
            most,
        };
        problems.push(Diagnostic::new(problem, span));
    }
    problems
}

/// `CREATE OR REPLACE VIEW x AS …`
fn object(text: &str) -> String {
    let after = text.split_once(" VIEW ").map_or("", |(_, after)| after);
    after.split([' ', '\n', '(']).next().unwrap_or_default().to_owned()
}

/// The declaration that a statement is made for, `nt_udgift` or `gt_borgere_aar`: the one with the longest name in it.
fn declared<'m>(model: &'m Model, statement: &str) -> Option<(&'m str, Span)> {
    let figures = model.figures.iter().filter(|figure| !figure.of_rule).map(|figure: &KeyFigure| &figure.name);
    let others = model.base_figures.iter().map(|one| &one.name).chain(model.sources.iter().map(|one| &one.name));
    let others =
        others.chain(model.populations.iter().map(|one| &one.name)).chain(model.rules.iter().map(|one| &one.name));
    let in_it = |name: &&Named| statement.split_once('_').is_some_and(|(_, rest)| rest.contains(&name.sql));
    let named = figures.chain(others).filter(in_it).max_by_key(|name| name.sql.len())?;
    Some((&named.text, named.span))
}
