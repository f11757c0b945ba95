//! A chart of accounts as concepts, in SKOS.
//!
//! In: a chart. Out: JSON-LD. Guaranteed now: a concept per code (of a gruppering: per code, funktion and dranst), named by its
//! latest title, earlier ones beside it; `broader` leads to a concept of the same file.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::addresses::address;
use crate::model::Chart;
use crate::model::codes::{CodeTree, CodeVersion};
use crate::site::{Site, paths};

pub fn value(site: &Site, chart: &Chart) -> Value {
    let file = paths::skos(&chart.name.sql);
    let scheme = format!("{}#kontoplan", address(site, &file, &file));
    let title = chart.title.as_ref().unwrap_or(&chart.name.text);
    let mut graph = vec![Value::Null];
    let mut top: Vec<Value> = Vec::new();
    for tree in chart.trees.iter().map(|id| site.model.tree(*id)) {
        let identity = |code: &str, scope: &[String]| {
            let page = address(site, &file, &paths::account(&chart.name.sql, &tree.name, code));
            if scope.is_empty() { page } else { format!("{page}#under-{}", paths::slug(&scope.join("-"))) }
        };
        for ((scope, code), versions) in by_code(tree) {
            let concept = concept(tree, &versions, &scheme, &identity, code, scope);
            if !concept.contains_key("skos:broader") {
                top.push(json!({ "@id": identity(code, scope) }));
            }
            graph.push(Value::Object(concept));
        }
    }
    graph[0] = json!({
        "@id": scheme,
        "@type": "skos:ConceptScheme",
        "dct:title": danish(title),
        "skos:prefLabel": danish(title),
        "dct:publisher": chart.publisher,
        "skos:hasTopConcept": top,
    });
    json!({
        "@context": { "skos": "http://www.w3.org/2004/02/skos/core#", "dct": "http://purl.org/dc/terms/" },
        "@graph": graph,
    })
}

type ByCode<'t> = BTreeMap<(&'t [String], &'t str), Vec<&'t CodeVersion>>;

fn by_code(tree: &CodeTree) -> ByCode<'_> {
    let mut found = ByCode::new();
    for version in &tree.versions {
        found.entry((&version.scope, &version.code)).or_default().push(version);
    }
    found
}

fn concept(
    tree: &CodeTree,
    versions: &[&CodeVersion],
    scheme: &str,
    identity: &dyn Fn(&str, &[String]) -> String,
    code: &str,
    scope: &[String],
) -> Map<String, Value> {
    let last = versions[versions.len() - 1];
    let mut concept = Map::new();
    let mut say = |key: &str, value: Value| drop(concept.insert(key.to_owned(), value));
    say("@id", json!(identity(code, scope)));
    say("@type", json!("skos:Concept"));
    say("skos:inScheme", json!({ "@id": scheme }));
    say("skos:notation", json!(code));
    say("skos:prefLabel", danish(if last.title.is_empty() { code } else { &last.title }));
    let earlier: BTreeSet<&str> =
        versions.iter().map(|of| of.title.as_str()).filter(|title| *title != last.title).collect();
    if !earlier.is_empty() {
        say("skos:altLabel", earlier.into_iter().map(danish).collect());
    }
    if let Some(level) = tree.levels.get(last.level) {
        say("dct:type", json!(level));
    }
    let known = |of: &str| tree.versions_of(of).any(|version| version.scope == scope);
    let broader: BTreeSet<&str> =
        versions.iter().filter_map(|of| of.parent.as_deref()).filter(|of| known(of)).collect();
    if !broader.is_empty() {
        say("skos:broader", broader.into_iter().map(|of| json!({ "@id": identity(of, scope) })).collect());
    }
    let years: Vec<String> =
        crate::model::years::joined(versions.iter().map(|of| of.years)).iter().map(|of| of.danish()).collect();
    if years.iter().any(|years| !years.is_empty()) {
        say("dct:valid", json!(years.join(", ")));
    }
    let replaced: BTreeSet<&str> =
        versions.iter().filter_map(|of| of.replaced_by.as_deref()).filter(|of| known(of)).collect();
    if !replaced.is_empty() {
        say("dct:isReplacedBy", replaced.into_iter().map(|of| json!({ "@id": identity(of, scope) })).collect());
    }
    concept
}

fn danish(text: &str) -> Value {
    json!({ "@language": "da", "@value": text })
}
