//! `forklar --konto "5.28.20 dr 1"`: which nøgletal use an account, how, and in which years.

use crate::command_line::failure::Failure;
use crate::command_line::words::Words;
use crate::describe::Role;
use crate::describe::uses::{AccountUse, uses};
use crate::diagnostics::visible;
use crate::model::{Model, TreeId};
use crate::text::fold;

pub fn text(words: &Words, model: &Model, written: &str) -> Result<String, Failure> {
    let account = read(words, model, written)?;
    let name: Vec<String> = account.iter().map(|(tree, code)| account_name(model, *tree, code)).collect();
    let found = uses(model, &account);
    let mut text = format!("{}\n", visible(&name.join(", ")));
    if found.is_empty() {
        text.push_str(&format!("{}\n", words.say("account.nowhere")));
    }
    for one in &found {
        text.push_str(&format!("  {}\n", visible(&line(words, one))));
    }
    Ok(text)
}

/// `funktion 5.28.20 Plejefamilier`
fn account_name(model: &Model, tree: TreeId, code: &str) -> String {
    let tree = model.tree(tree);
    let level = tree.level_of(code).and_then(|level| tree.levels.get(level)).unwrap_or(&tree.name);
    let title = tree.versions_of(code).last().map_or("", |version| version.title.as_str());
    format!("{level} {code} {title}").trim_end().to_owned()
}

fn line(words: &Words, one: &AccountUse) -> String {
    let role = words.say(match one.role {
        Role::Numerator => "account.numerator",
        Role::Denominator => "account.denominator",
        Role::Formula => "account.formula",
    });
    let years: Vec<String> = one.years.iter().map(|years| words.years(*years)).collect();
    let mut text = format!("{}: {role}", one.figure);
    if let Some(through) = &one.through {
        text.push_str(&format!(", {}", words.fill("account.through", &[("name", through)])));
    }
    if one.in_part {
        text.push_str(&format!(", {}", words.say("account.in_part")));
    }
    format!("{text} ({}; {})", one.source, years.join(", "))
}

/// Reads `5.28.20 dr 1`: a code, or a dimension word and its code, several times.
fn read(words: &Words, model: &Model, written: &str) -> Result<Vec<(TreeId, String)>, Failure> {
    let mut account: Vec<(TreeId, String)> = Vec::new();
    let mut dimension: Option<Vec<TreeId>> = None;
    for part in written.split([' ', ',']).filter(|part| !part.is_empty()) {
        let is_word = part.starts_with(char::is_alphabetic) && dimension.is_none();
        if is_word {
            dimension = Some(dimension_of(words, model, part)?);
            continue;
        }
        let trees = dimension.take().unwrap_or_else(|| chart_trees(model));
        account.push(code_of(words, model, &trees, part)?);
    }
    if account.is_empty() || dimension.is_some() {
        return Err(Failure::usage(words.say("account.form")));
    }
    Ok(account)
}

fn chart_trees(model: &Model) -> Vec<TreeId> {
    model.charts.iter().flat_map(|chart| chart.trees.iter().copied()).collect()
}

/// The trees that a dimension word names: by level, by the tree's own name or by a chart's short form.
fn dimension_of(words: &Words, model: &Model, written: &str) -> Result<Vec<TreeId>, Failure> {
    let wanted = fold(written.trim_end_matches('.'));
    let short = model.charts.iter().flat_map(|chart| &chart.short_forms);
    let level = short.filter(|(short, _)| fold(short) == wanted).map(|(_, level)| fold(level)).next().unwrap_or(wanted);
    let named = |tree: &TreeId| {
        let tree = model.tree(*tree);
        fold(&tree.name) == level || tree.levels.iter().any(|own| fold(own) == level)
    };
    let trees: Vec<TreeId> = (0..model.trees.len()).map(TreeId).filter(named).collect();
    if trees.is_empty() {
        let levels = model.trees.iter().flat_map(|tree| tree.levels.iter().map(String::as_str));
        return Err(Failure::usage(words.unknown("account.unknown", written, levels)));
    }
    Ok(trees)
}

fn code_of(words: &Words, model: &Model, trees: &[TreeId], written: &str) -> Result<(TreeId, String), Failure> {
    let found = trees.iter().find_map(|tree| Some((*tree, model.tree(*tree).resolve(written)?.to_owned())));
    found.ok_or_else(|| {
        let nearest = trees.iter().find_map(|tree| model.tree(*tree).nearest(written));
        Failure::usage(words.unknown("account.unknown", written, nearest.into_iter()))
    })
}
