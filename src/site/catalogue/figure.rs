//! A nøgletal as JSON: everything that its page says.
//!
//! In: a nøgletal. Out: a value in the form of `noegletal.schema.json`. Guaranteed now: every key is there in every file, with
//! `null` or an empty list where nothing is said; keys are only ever added.

use serde_json::{Value, json};

use super::addresses::address;
use crate::describe::account_trees::epochs;
use crate::describe::accounts::{Block, Choice, blocks};
use crate::model::account_set::from_selection::Members;
use crate::model::years::Years;
use crate::model::{
    Direction, Edition, EditionValue, Family, FigureId, KeyFigure, Named, Part, Rows, RowsVersion, danish_frequency,
    sentence,
};
use crate::site::figure::valid;
use crate::site::{Site, paths};
use crate::text::fold;

/// More products than these are not told; the lines say it in fewer words.
const MOST_BLOCKS: usize = 100;

pub fn value(site: &Site, id: FigureId) -> Value {
    let (model, figure) = (site.model, site.model.figure(id));
    let path = paths::figure_json(&figure.name.sql);
    let to = |target: &str| address(site, &path, target);
    let valid = valid(figure);
    let breaks: Vec<Value> = figure.breaks.iter().map(|(year, text)| json!({ "aar": year, "tekst": text })).collect();
    let sql: Vec<Value> = site
        .backends
        .iter()
        .map(|of| json!({ "backend": of.name, "titel": of.title, "adresse": to(&paths::sql(&figure.name.sql, &of.name)) }))
        .collect();
    let prices = figure.prices.map(|fixed| {
        let index = &model.price_indices[fixed.index.0];
        json!({ "niveau": fixed.level, "prisregulering": index.name.text })
    });
    let access = figure.access.map(|id| {
        let access = &model.accesses[id.0];
        let lines: Vec<String> = access.lines.iter().map(|line| line.words()).collect();
        json!({ "navn": access.name.text, "linjer": lines })
    });
    json!({
        "$schema": to(paths::SCHEMA),
        "adresse": to(&paths::figure(&figure.name.sql)),
        "navn": figure.name.text,
        "sql_navn": figure.name.sql,
        "id": figure.identifier,
        "titel": figure.title,
        "omraade": area(site, figure, &path),
        "definition": figure.definition,
        "saetning": sentence::figure(model, figure),
        "linjer": sentence::figure_lines(model, figure),
        "enhed": figure.unit.text,
        "opgoeres": danish_frequency(figure.reported),
        "retning": figure.direction.map(direction),
        "ansvarlig": figure.responsible,
        "gyldig_fra": valid.from,
        "gyldig_til": valid.to,
        "udgaver": figure.editions.iter().map(|of| edition(site, of, figure.family.as_ref())).collect::<Vec<_>>(),
        "familie": figure.family.as_ref().map(family),
        "priser": prices,
        "sammenligning": model.comparison_of(figure).map(|of| &of.name.text),
        "adgang": access,
        "databrud": breaks,
        "kilder": sources(site, id, &path),
        "laeser": reads(site, id, &path),
        "laeses_af": readers(site, id, &path),
        "regler": rules(site, id, &path),
        "eksempler": examples(site, id),
        "sql": sql,
    })
}

fn area(site: &Site, figure: &KeyFigure, path: &str) -> Value {
    let Some(name) = &figure.area else { return Value::Null };
    let declared = site.model.areas.iter().find(|area| area.name.sql == fold(name));
    let title = declared.and_then(|area| area.title.as_ref()).unwrap_or(name);
    entry(site, path, name, title, &paths::area(&fold(name)))
}

/// A name with its title and page; no address where there is no page.
fn entry(site: &Site, from: &str, name: &str, title: &str, page: &str) -> Value {
    let address = site.pages.contains(page).then(|| address(site, from, page));
    json!({ "navn": name, "titel": title, "adresse": address })
}

fn named(site: &Site, from: &str, name: &Named, title: Option<&String>, page: &str) -> Value {
    entry(site, from, &name.text, title.unwrap_or(&name.text), page)
}

fn figures<'a>(
    site: &'a Site,
    from: &'a str,
    ids: impl IntoIterator<Item = &'a FigureId> + 'a,
) -> impl Iterator<Item = Value> + 'a {
    ids.into_iter().map(move |id| {
        let figure = site.model.figure(*id);
        named(site, from, &figure.name, Some(&figure.title), &paths::figure(&figure.name.sql))
    })
}

fn sources(site: &Site, id: FigureId, from: &str) -> Vec<Value> {
    let behind = site.known.sources_behind.get(&id).into_iter().flatten().map(|id| site.model.source(*id));
    behind.map(|of| named(site, from, &of.name, of.title.as_ref(), &paths::source(&of.name.sql))).collect()
}

/// What it is computed from, nøgletal and grundtal.
fn reads(site: &Site, id: FigureId, from: &str) -> Vec<Value> {
    let Some(reads) = site.known.of_figure.get(&id) else { return Vec::new() };
    let bases = reads.base_figures.iter().map(|id| site.model.base_figure(*id));
    let bases = bases.map(|of| named(site, from, &of.name, of.title.as_ref(), &paths::base_figure(&of.name.sql)));
    figures(site, from, &reads.figures).chain(bases).collect()
}

fn readers(site: &Site, id: FigureId, from: &str) -> Vec<Value> {
    figures(site, from, site.known.readers_of_figure.get(&id).into_iter().flatten()).collect()
}

fn rules(site: &Site, id: FigureId, from: &str) -> Vec<Value> {
    let rules = site.known.rules_of_figure.get(&id).into_iter().flatten().map(|id| site.model.rule(*id));
    rules.map(|rule| named(site, from, &rule.name, Some(&rule.title), &paths::rule(site.model, rule))).collect()
}

fn examples(site: &Site, id: FigureId) -> Vec<Value> {
    let examples = site.known.examples_of_figure.get(&id).into_iter().flatten();
    examples.map(|index| json!(site.model.examples[*index].title)).collect()
}

pub fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::HigherIsBetter => "højere er bedre",
        Direction::LowerIsBetter => "lavere er bedre",
        Direction::Neutral => "neutral",
    }
}

fn edition(site: &Site, edition: &Edition, family: Option<&Family>) -> Value {
    let (numerator, denominator, formula) = match &edition.value {
        EditionValue::Ratio { numerator, denominator } => {
            let years = edition.years;
            (
                Some(part(site, numerator, family, years)),
                denominator.as_ref().map(|of| part(site, of, family, years)),
                None,
            )
        }
        EditionValue::Formula(formula) => (None, None, Some(sentence::formula(site.model, formula))),
    };
    json!({
        "gyldig_fra": edition.years.from,
        "gyldig_til": edition.years.to,
        "taeller": numerator,
        "naevner": denominator,
        "formel": formula,
        "faktor": sentence::danish(&edition.factor),
        "vises_i": sentence::danish(&edition.shown_in),
        "manglende_er_nul": edition.missing_is_zero,
    })
}

/// A tæller or nævner: a formel, or rows and how they are counted, in one or several versions.
fn part(site: &Site, part: &Part, family: Option<&Family>, years: Years) -> Value {
    match part {
        Part::Formula(formula) => json!({ "formel": sentence::formula(site.model, formula), "raekker": [] }),
        Part::Rows(rows) => json!({ "formel": null, "raekker": versions(site, rows, family, years) }),
    }
}

fn versions(site: &Site, rows: &Rows, family: Option<&Family>, years: Years) -> Vec<Value> {
    let within = rows.versions.iter().filter(|version| version.years.overlaps(years));
    let version = |version: &crate::model::Version<crate::model::RowsVersion>| {
        let source = site.model.source(version.value.source);
        let lines = version.value.selection.lines.iter();
        json!({
            "gyldig_fra": version.years.from,
            "gyldig_til": version.years.to,
            "kilde": source.name.text,
            "kommune": source.columns[version.value.municipality.0].name.text,
            "linjer": lines.map(|line| sentence::line(site.model, source, family, line)).collect::<Vec<_>>(),
            "optaelling": format!("{} {}", sentence::what(source, version.value.what), sentence::when(&rows.counting)).trim(),
            "fortegn_vendes": version.value.sign_reversed,
            "konti": accounts(site, &version.value, family, version.years.intersect(years).unwrap_or(years)),
        })
    };
    within.map(version).collect()
}

/// The accounts of the newest chart in the years, as products of one choice per dimension.
fn accounts(site: &Site, rows: &RowsVersion, family: Option<&Family>, years: Years) -> Value {
    let newest = epochs(site.model, rows, years).last().copied().unwrap_or(years).example();
    let members = Members { family, member: None };
    let Some(blocks) = blocks(site.model, rows, members, newest, MOST_BLOCKS + 1) else {
        return json!({ "aar": newest, "valg": [] });
    };
    if blocks.len() > MOST_BLOCKS {
        return json!({ "aar": newest, "valg": null });
    }
    let choice = |choice: &Choice| json!({ "dimension": choice.dimension, "undtagen": choice.excluded, "koder": choice.accounts });
    let block = |block: &Block| block.choices.iter().map(choice).collect::<Vec<_>>();
    json!({ "aar": newest, "valg": blocks.iter().map(block).collect::<Vec<_>>() })
}

fn family(family: &Family) -> Value {
    let years = |years: &[Years]| -> Vec<Value> {
        years.iter().map(|years| json!({ "gyldig_fra": years.from, "gyldig_til": years.to })).collect()
    };
    let member = |member: &crate::model::Member| json!({ "kode": member.code, "titel": member.title, "sql_navn": member.sql, "aar": years(&member.years) });
    json!({
        "dimensioner": family.loops.iter().map(|of| &of.dimension).collect::<Vec<_>>(),
        "medlemmer": family.members.iter().map(member).collect::<Vec<_>>(),
    })
}
