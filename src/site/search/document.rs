//! What can be found on the site: nøgletal first, then what they are made of.
//!
//! In: a [`Site`] whose pages are known. Out: [`Document`]s in the order in which equals are shown. Guaranteed now: each has a
//! page; a code that a nøgletal names in its lines is found with it, and so is the code's title.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::index::{Document, Weight};
use crate::model::codes::{CodeSelector, CodeTree, CodeVersion};
use crate::model::years::Years;
use crate::model::{
    Condition, Family, FigureId, Formula, LoopKind, Model, Part, Rows, Selection, SourceId, TermValue, ThisChoice,
    TreeId, sentence,
};
use crate::site::figure::{title, valid};
use crate::site::{Site, markdown, paths};
use crate::text::{danish_order, fold};

/// The filters of the search page: the name in addresses, and the key of its word.
pub const FACETS: [(&str, &str); 6] = [
    ("slags", "search.kind"),
    ("omraade", "search.area"),
    ("kilde", "search.source"),
    ("enhed", "search.unit"),
    ("opgoeres", "search.frequency"),
    ("aar", "search.year"),
];

/// Where in [`FACETS`] the years are.
pub const YEARS: usize = 5;

/// Codes of one tree, named in lines.
type Named = BTreeMap<(TreeId, String), Weight>;

/// Everything that has a page, in order.
pub fn documents(site: &Site) -> Vec<Document> {
    let model = site.model;
    let years = years(site);
    let mut found: Vec<(u8, bool, Document)> = Vec::new();
    for id in &site.known.declared {
        found.push((0, valid(model.figure(*id)).to.is_some(), figure(site, *id, years)));
    }
    found.extend(plain(site).into_iter().map(|(order, document)| (order, false, document)));
    found.retain(|(_, _, document)| site.pages.contains(&document.path));
    found.sort_by(in_order);
    found.into_iter().map(|(_, _, document)| document).collect()
}

fn in_order(left: &(u8, bool, Document), right: &(u8, bool, Document)) -> Ordering {
    let titles = danish_order(&left.2.title, &right.2.title);
    (left.0, left.1).cmp(&(right.0, right.1)).then(titles).then_with(|| left.2.path.cmp(&right.2.path))
}

/// The first and last year that any nøgletal names; without a clock, nobody knows which year it is.
fn years(site: &Site) -> Option<(i32, i32)> {
    let figures = site.known.declared.iter().map(|id| site.model.figure(*id));
    let editions = figures.flat_map(|figure| {
        let breaks = figure.breaks.iter().map(|(year, _)| *year);
        figure.editions.iter().flat_map(|of| [of.years.from, of.years.to]).flatten().chain(breaks).collect::<Vec<_>>()
    });
    let all: BTreeSet<i32> = editions.collect();
    Some((*all.first()?, *all.last()?))
}

fn figure(site: &Site, id: FigureId, years: Option<(i32, i32)>) -> Document {
    let model = site.model;
    let figure = model.figure(id);
    let area = figure.area.as_ref().map(|name| area_title(model, name));
    let behind = site.known.sources_behind.get(&id).into_iter().flatten();
    let sources: BTreeSet<String> = behind.map(|id| source_title(model, *id)).collect();
    let reported = site.words.reported(figure.reported).to_owned();
    let mut texts = vec![(Weight::NAME, figure.name.text.clone()), (Weight::NAME, figure.name.sql.clone())];
    texts.extend(figure.identifier.iter().map(|id| (Weight::NAME, id.clone())));
    texts.extend(area.iter().map(|title| (Weight::CONTEXT, title.clone())));
    texts.extend(sources.iter().map(|title| (Weight::CONTEXT, title.clone())));
    texts.push((Weight::CONTEXT, figure.unit.text.clone()));
    texts.push((Weight::CONTEXT, reported.clone()));
    texts.extend(figure.definition.iter().map(|text| (Weight::DEFINITION, markdown::plain(text))));
    texts.push((Weight::SENTENCE, sentence::figure(model, figure)));
    texts.push((Weight::ACCOUNTS, site.words.say("search.figure").to_owned()));
    texts.extend(figure.responsible.iter().map(|text| (Weight::ACCOUNTS, text.clone())));
    texts.extend(figure.breaks.iter().map(|(_, text)| (Weight::ACCOUNTS, text.clone())));
    let mut named = Named::new();
    for part in figure.editions.iter().flat_map(|edition| edition.parts()) {
        part_codes(model, part, figure.family.as_ref(), &mut named);
    }
    for formula in figure.editions.iter().filter_map(|edition| edition.formula()) {
        formula_codes(model, formula, &mut named);
    }
    let codes = codes(model, &named, &mut texts);
    let detail = [Some(site.words.say("search.figure").to_owned()), area.clone(), Some(figure.unit.text.clone())];
    let detail = detail.into_iter().flatten().chain([reported.clone(), site.words.years(valid(figure))]);
    let mut facets = vec![BTreeSet::from([site.words.say("search.figure").to_owned()])];
    facets.push(area.into_iter().collect());
    facets.push(sources);
    facets.push(BTreeSet::from([figure.unit.text.clone()]));
    facets.push(BTreeSet::from([reported]));
    facets.push(years.map_or_else(BTreeSet::new, |among| listed(valid(figure), among)));
    Document {
        path: paths::figure(&figure.name.sql),
        title: title(figure),
        detail: detail.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · "),
        texts,
        codes,
        facets,
    }
}

fn listed(years: Years, (first, last): (i32, i32)) -> BTreeSet<String> {
    let (from, to) = (years.from.unwrap_or(first).max(first), years.to.unwrap_or(last).min(last));
    (from..=to).map(|year| year.to_string()).collect()
}

/// The codes with the levels they are found by, and their titles among the texts.
fn codes(model: &Model, named: &Named, texts: &mut Vec<(Weight, String)>) -> Vec<(Weight, String, String)> {
    let mut found = Vec::new();
    for ((tree, code), weight) in named {
        let tree = model.tree(*tree);
        let level = tree.level_of(code).and_then(|level| tree.levels.get(level));
        let levels: BTreeSet<&str> = level.map(String::as_str).into_iter().chain([tree.name.as_str()]).collect();
        found.extend(levels.into_iter().map(|level| (*weight, level.to_owned(), code.clone())));
        let titles: BTreeSet<&str> = tree.versions_of(code).map(|version| version.title.as_str()).collect();
        texts.extend(titles.into_iter().map(|title| (Weight::ACCOUNTS, title.to_owned())));
    }
    found
}

fn part_codes(model: &Model, part: &Part, family: Option<&Family>, named: &mut Named) {
    match part {
        Part::Rows(rows) => rows_codes(model, rows, family, named),
        Part::Formula(formula) => formula_codes(model, formula, named),
    }
}

/// Those of the grundtal it reads; other nøgletal have pages of their own.
fn formula_codes(model: &Model, formula: &Formula, named: &mut Named) {
    formula.terms(&mut |term| {
        if let TermValue::BaseFigure(id) = term.value {
            model.base_figure(id).parts.iter().for_each(|part| part_codes(model, &part.value, None, named));
        }
    });
}

fn rows_codes(model: &Model, rows: &Rows, family: Option<&Family>, named: &mut Named) {
    rows.versions.iter().for_each(|version| selection_codes(model, &version.value.selection, family, named));
}

fn selection_codes(model: &Model, selection: &Selection, family: Option<&Family>, named: &mut Named) {
    for condition in selection.lines.iter().flat_map(|line| &line.conditions) {
        match condition {
            Condition::Codes { tree, items, .. } => {
                let codes = items.iter().flat_map(|item| named_by(model.tree(*tree), item));
                named.extend(codes.map(|code| ((*tree, code.to_owned()), Weight::CONTEXT)));
            }
            Condition::This { loop_index, choice: ThisChoice::Codes { tree, .. }, .. } => {
                let values = family.and_then(|family| family.loops.get(*loop_index)).into_iter();
                let values = values.filter(|of| matches!(of.kind, LoopKind::Codes(_))).flat_map(|of| &of.values);
                named.extend(values.map(|value| ((*tree, value.code.clone()), Weight::DEFINITION)));
            }
            Condition::Inserted { versions, .. } => {
                versions.iter().for_each(|version| selection_codes(model, &version.value, family, named));
            }
            _ => {}
        }
    }
}

/// A code; of a range the codes of its level, `2-6` are five hovedkonti.
fn named_by<'a>(tree: &'a CodeTree, item: &'a CodeSelector) -> BTreeSet<&'a str> {
    match item {
        CodeSelector::One(code) => BTreeSet::from([code.as_str()]),
        CodeSelector::Range(from, to) => {
            let level = tree.level_of(from).or_else(|| tree.level_of(to));
            let inside = |version: &&CodeVersion| {
                level.is_none_or(|level| version.level == level) && tree.in_range(&version.code, from, to)
            };
            tree.versions.iter().filter(inside).map(|version| version.code.as_str()).collect()
        }
    }
}

/// What is no nøgletal, by the order of its kind.
fn plain(site: &Site) -> Vec<(u8, Document)> {
    let model = site.model;
    let mut found = Vec::new();
    let mut add = |order: u8, kind: &str, path: String, title: &str, texts: Vec<(Weight, Option<&str>)>| {
        let kind = site.words.say(kind).to_owned();
        let texts = texts.into_iter().filter_map(|(weight, text)| Some((weight, markdown::plain(text?)))).collect();
        let facets = std::iter::once(BTreeSet::from([kind.clone()])).chain(vec![BTreeSet::new(); FACETS.len() - 1]);
        let document = Document {
            path,
            title: title.to_owned(),
            detail: kind,
            texts,
            codes: Vec::new(),
            facets: facets.collect(),
        };
        found.push((order, document));
    };
    for area in &model.areas {
        let (name, title) = (&area.name, area.title.as_deref().unwrap_or(&area.name.text));
        add(1, "search.area", paths::area(&name.sql), title, vec![(Weight::NAME, Some(&name.text))]);
    }
    for base in &model.base_figures {
        let (name, title) = (&base.name, base.title.as_deref().unwrap_or(&base.name.text));
        let texts = vec![(Weight::NAME, Some(name.text.as_str())), (Weight::DEFINITION, base.definition.as_deref())];
        add(2, "search.base_figure", paths::base_figure(&name.sql), title, texts);
    }
    for source in &model.sources {
        let (name, title) = (&source.name, source.title.as_deref().unwrap_or(&source.name.text));
        let columns = source.columns.iter().map(|of| &of.name).chain(source.measures.iter().map(|of| &of.name));
        let columns: Vec<&str> = columns.map(|name| name.text.as_str()).collect();
        let columns = columns.join(" ");
        let texts = vec![
            (Weight::NAME, Some(name.text.as_str())),
            (Weight::DEFINITION, source.definition.as_deref()),
            (Weight::ACCOUNTS, Some(columns.as_str())),
        ];
        add(3, "search.source", paths::source(&name.sql), title, texts);
    }
    for rule in &model.rules {
        let texts =
            vec![(Weight::NAME, Some(rule.name.text.as_str())), (Weight::DEFINITION, rule.definition.as_deref())];
        add(5, "search.rule", paths::rule(model, rule), &rule.title, texts);
    }
    for filter in &model.filters {
        let (name, title) = (&filter.name, filter.title.as_deref().unwrap_or(&filter.name.text));
        add(6, "search.filter", paths::filter(&name.sql), title, vec![(Weight::NAME, Some(&name.text))]);
    }
    found.extend(accounts(site).into_iter().map(|document| (4, document)));
    found
}

/// One per code of a chart, with all its titles over the years.
fn accounts(site: &Site) -> Vec<Document> {
    let kind = site.words.say("search.account");
    let mut found = Vec::new();
    for chart in &site.model.charts {
        for tree in chart.trees.iter().map(|id| site.model.tree(*id)) {
            let mut titles: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for version in &tree.versions {
                let of = titles.entry(&version.code).or_default();
                if !of.contains(&version.title.as_str()) {
                    of.push(&version.title);
                }
            }
            for (code, titles) in titles {
                let level = tree.level_of(code).and_then(|level| tree.levels.get(level)).unwrap_or(&tree.name);
                let levels: BTreeSet<&String> = BTreeSet::from([level, &tree.name]);
                let mut facets = vec![BTreeSet::from([kind.to_owned()])];
                facets.resize(FACETS.len(), BTreeSet::new());
                found.push(Document {
                    path: paths::account(&chart.name.sql, &tree.name, code),
                    title: format!("{code} {}", titles.last().copied().unwrap_or_default()).trim_end().to_owned(),
                    detail: format!("{kind} · {level}"),
                    texts: titles.iter().map(|title| (Weight::NAME, (*title).to_owned())).collect(),
                    codes: levels.into_iter().map(|level| (Weight::TITLE, level.clone(), code.to_owned())).collect(),
                    facets,
                });
            }
        }
    }
    found
}

/// The words that stand before codes: levels, and the short forms of the charts.
pub fn levels(model: &Model) -> BTreeMap<String, String> {
    let trees = model.trees.iter().flat_map(|tree| tree.levels.iter().chain([&tree.name]));
    let own = trees.map(|level| (level.clone(), level.clone()));
    let short = model.charts.iter().flat_map(|chart| chart.short_forms.iter().cloned());
    own.chain(short).filter(|(word, _)| !word.is_empty()).collect()
}

fn area_title(model: &Model, name: &str) -> String {
    let sql = fold(name);
    let area = model.areas.iter().find(|area| area.name.sql == sql);
    area.and_then(|area| area.title.clone()).unwrap_or_else(|| name.to_owned())
}

fn source_title(model: &Model, id: SourceId) -> String {
    let source = model.source(id);
    source.title.clone().unwrap_or_else(|| source.name.text.clone())
}
