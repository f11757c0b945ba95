//! The site for programs: JSON, DCAT, SKOS, CSV, the feed and the map.

use std::collections::BTreeSet;

use noegle::site::catalogue::{addresses, dataset};
use noegle::site::{File, Settings, html};
use serde_json::Value;

use crate::sites::{files, project, site};
use crate::support::compiled;

fn published() -> Settings {
    Settings {
        title: "KL's nøgletal".to_owned(),
        address: Some("https://noegletal.example.dk/tal".to_owned()),
        publisher: Some("KL".to_owned()),
        licence: Some("https://creativecommons.org/licenses/by/4.0/".to_owned()),
        contact: Some("noegletal@example.dk".to_owned()),
        ..Settings::default()
    }
}

fn all(folder: &str, settings: Settings) -> Vec<File> {
    let compilation = project(folder);
    files(&site(&compilation, settings))
}

#[track_caller]
fn text<'f>(files: &'f [File], path: &str) -> &'f str {
    let file = files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("{path} mangler"));
    std::str::from_utf8(&file.bytes).expect("UTF-8")
}

#[track_caller]
fn json(files: &[File], path: &str) -> Value {
    serde_json::from_str(text(files, path)).expect("JSON")
}

/// What of the value the schema does not allow; the words of JSON Schema that ours uses.
fn breaches(root: &Value, schema: &Value, value: &Value, place: &str, found: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        breaches(root, &root["$defs"][name.trim_start_matches("#/$defs/")], value, place, found);
    }
    if let Some(any) = schema["oneOf"].as_array() {
        let fits = |one: &&Value| {
            let mut inner = Vec::new();
            breaches(root, one, value, place, &mut inner);
            inner.is_empty()
        };
        if any.iter().filter(fits).count() != 1 {
            found.push(format!("{place}: ikke netop én form"));
        }
    }
    if let Some(listed) = schema["enum"].as_array()
        && !listed.contains(value)
    {
        found.push(format!("{place}: {value}"));
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    if !kinds.is_empty() && !kinds.contains(&kind) {
        found.push(format!("{place}: {kind}"));
    }
    if let (Some(own), Some(properties)) = (value.as_object(), schema["properties"].as_object()) {
        for required in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !own.contains_key(required) {
                found.push(format!("{place}.{required} mangler"));
            }
        }
        for (key, value) in own {
            match properties.get(key) {
                Some(schema) => breaches(root, schema, value, &format!("{place}.{key}"), found),
                None => found.push(format!("{place}.{key} står ikke i skemaet")),
            }
        }
    }
    for (index, value) in value.as_array().into_iter().flatten().enumerate() {
        breaches(root, &schema["items"], value, &format!("{place}[{index}]"), found);
    }
}

#[test]
fn every_figure_has_json_in_the_form_of_the_schema() {
    for folder in ["flis", "."] {
        let compilation = project(folder);
        let site = site(&compilation, Settings::default());
        let files = files(&site);
        let schema = json(&files, "skema/noegletal.schema.json");
        assert!(!site.known.declared.is_empty());
        for id in &site.known.declared {
            let sql = &compilation.model.figure(*id).name.sql;
            let value = json(&files, &format!("noegletal/{sql}.json"));
            let mut found = Vec::new();
            breaches(&schema, &schema, &value, sql, &mut found);
            assert_eq!(found, [""; 0]);
            assert_eq!(value["adresse"], format!("{sql}/index.html"));
        }
    }
}

#[test]
fn the_catalogue_lists_every_figure() {
    let files = all("flis", published());
    let catalogue = json(&files, "katalog/katalog.json");
    let listed = catalogue["noegletal"].as_array().expect("en liste");
    let names: BTreeSet<&str> = listed.iter().filter_map(|of| of["sql_navn"].as_str()).collect();
    assert_eq!(names.len(), listed.len());
    for of in listed {
        let data = of["data"].as_str().and_then(|data| data.strip_prefix("https://noegletal.example.dk/tal/"));
        text(&files, data.expect("adressen er hel"));
    }
    assert_eq!(text(&files, "katalog/definitioner.csv").matches("\r\n").count(), listed.len() + 1);
}

#[test]
fn the_catalogue_is_dcat_ap_dk() {
    let files = all("flis", published());
    let catalogue = json(&files, "katalog/dcat.jsonld");
    for key in ["dct:title", "dct:description", "dct:publisher", "dcat:dataset", "dct:license"] {
        assert!(!catalogue[key].is_null(), "{key}");
    }
    assert_eq!(catalogue["dct:publisher"]["foaf:name"]["@value"], "KL");
    for dataset in catalogue["dcat:dataset"].as_array().expect("en liste") {
        for key in ["dct:identifier", "dct:title", "dct:description", "dcat:contactPoint"] {
            assert!(!dataset[key].is_null(), "{key} {dataset}");
        }
        let page = dataset["dcat:distribution"][0]["dcat:accessURL"]["@id"].as_str().expect("en adresse");
        assert!(page.starts_with("https://noegletal.example.dk/tal/noegletal/"), "{page}");
    }
}

#[test]
fn charts_are_concepts_that_lead_to_each_other() {
    let files = all("flis", Settings::default());
    let charts: Vec<&File> = files.iter().filter(|file| file.path.ends_with("/skos.jsonld")).collect();
    assert!(!charts.is_empty());
    for file in charts {
        let chart: Value = serde_json::from_slice(&file.bytes).expect("JSON");
        let graph = chart["@graph"].as_array().expect("en liste");
        let names: BTreeSet<&str> = graph.iter().filter_map(|of| of["@id"].as_str()).collect();
        assert_eq!(names.len(), graph.len(), "hvert begreb har sit eget navn");
        let broader = graph.iter().flat_map(|of| of["skos:broader"].as_array().into_iter().flatten());
        broader.for_each(|of| assert!(names.contains(of["@id"].as_str().expect("et navn")), "{of}"));
        assert!(graph.iter().any(|of| !of["skos:broader"].is_null()));
    }
}

#[test]
fn without_an_address_there_is_no_map_and_links_are_relative() {
    let files = all("flis", Settings::default());
    assert!(files.iter().all(|file| file.path != "sitemap.xml"));
    assert!(!text(&files, "katalog/dcat.jsonld").contains("\"@id\": \"https://noegletal"));
    let with = all("flis", published());
    let map = text(&with, "sitemap.xml");
    assert!(map.contains("<loc>https://noegletal.example.dk/tal/</loc>"), "{map}");
    assert!(!map.contains("index.html"));
}

const TWO_EDITIONS: &str = r#"
område økonomi
  titel "Økonomi & mere"
datakilde borger
  tabel b
  en række pr. kommune, måned
  kolonne k er kommune
  kolonne m er måned
  måltal antal, enhed borgere, beholdning
nøgletal tal
  titel "</script><script>alert(1)</script>"
  område økonomi
  definition "Et <b>tal</b> & mere."
  enhed borgere
  opgøres årligt
  databrud 2015 "Ny <optælling> & måde."
  udgave 2010-2017
    tæller fra borger
      optælling antal antal primo året
  udgave fra 2018
    tæller fra borger
      optælling antal antal primo året
"#;

#[test]
fn the_feed_tells_editions_and_breaks_by_their_years() {
    let compilation = compiled(TWO_EDITIONS);
    assert!(!compilation.has_errors(), "{:?}", crate::support::problems(&compilation));
    let site = site(&compilation, published());
    let feed = noegle::site::catalogue::feed::xml(&site);
    assert_eq!(feed, noegle::site::catalogue::feed::xml(&site));
    let places: Vec<usize> =
        ["2018-01-01T", "2015-01-01T", "2010-01-01T"].map(|day| feed.rfind(day).expect(day)).to_vec();
    assert!(places.is_sorted(), "det nyeste står først");
    assert!(feed.contains("<summary>Ny &lt;optælling&gt; &amp; måde.</summary>"), "{feed}");
    assert!(!feed.contains("<script>"));
    assert_eq!(feed.matches("<entry>").count(), 3);
    let identities: BTreeSet<&str> = feed.split("<id>").skip(1).filter_map(|rest| rest.split("</id>").next()).collect();
    assert_eq!(identities.len(), 4);
}

#[test]
fn data_in_a_script_cannot_end_it() {
    let compilation = compiled(TWO_EDITIONS);
    let site = site(&compilation, published());
    let script = dataset::script(&site, site.known.declared[0], "noegletal/tal/index.html").to_string();
    assert!(!script.contains(['<', '>', '&']), "{script}");
    let read: Value = serde_json::from_str(&script).expect("JSON");
    assert_eq!(read["name"], "</script><script>alert(1)</script>");
    assert_eq!(read["temporalCoverage"], "2010/..");
    assert_eq!(html::data(&serde_json::json!("\u{2028}<!--")).to_string(), "\"\\u2028\\u003c!--\"");
}

#[test]
fn an_address_that_is_none_is_not_used() {
    let compilation = compiled(TWO_EDITIONS);
    for address in ["javascript:alert(1)", "https://a\"b", "noegletal.example.dk", ""] {
        let settings = Settings { address: Some(address.to_owned()), ..Settings::default() };
        assert_eq!(addresses::base(&site(&compilation, settings)), None, "{address}");
    }
}
