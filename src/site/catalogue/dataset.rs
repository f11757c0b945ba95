//! What search engines read in the head of a nøgletal's page: schema.org's Dataset.

use serde_json::{Map, Value, json};

use super::addresses::address;
use super::dcat::description;
use crate::model::FigureId;
use crate::site::figure::{title, valid};
use crate::site::{Site, html, paths};

/// For `<script type="application/ld+json">` on the page `from`, which may be that of an udgave.
pub fn script(site: &Site, id: FigureId, from: &str) -> minijinja::Value {
    html::data(&value(site, id, from))
}

pub fn value(site: &Site, id: FigureId, from: &str) -> Value {
    let figure = site.model.figure(id);
    let page = paths::figure(&figure.name.sql);
    let to = |target: &str| address(site, from, target);
    let name = site.settings.publisher.as_deref().unwrap_or(&site.settings.title);
    let mut said: Map<String, Value> = Map::new();
    let mut say = |key: &str, value: Value| drop(said.insert(key.to_owned(), value));
    say("@context", json!("https://schema.org/"));
    say("@type", json!("Dataset"));
    say("name", json!(title(figure)));
    say("description", json!(description(site, figure)));
    say("identifier", json!(figure.identifier.as_ref().unwrap_or(&figure.name.sql)));
    say("url", json!(to(&page)));
    say("inLanguage", json!("da"));
    say("isAccessibleForFree", json!(true));
    say("spatialCoverage", json!({ "@type": "Place", "name": "Danmark" }));
    say("creator", json!({ "@type": "Organization", "name": name }));
    say("variableMeasured", json!({ "@type": "PropertyValue", "name": title(figure), "unitText": figure.unit.text }));
    say(
        "distribution",
        json!({
            "@type": "DataDownload",
            "encodingFormat": "application/json",
            "contentUrl": to(&paths::figure_json(&figure.name.sql)),
        }),
    );
    let valid = valid(figure);
    if valid.from.is_some() || valid.to.is_some() {
        let year = |year: Option<i32>| year.map_or_else(|| "..".to_owned(), |year| format!("{year:04}"));
        say("temporalCoverage", json!(format!("{}/{}", year(valid.from), year(valid.to))));
    }
    if let Some(licence) = &site.settings.licence {
        say("license", json!(licence));
    }
    Value::Object(said)
}
