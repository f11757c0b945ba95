//! The catalogue in DCAT-AP-DK 2.0, the public sector's own form for catalogues of data sets.
//!
//! In: a [`Site`]. Out: JSON-LD with what the profile demands: of the catalogue title, description, publisher and data sets; of a
//! data set identifier, title and description; of a distribution where it is; of an agent its name.

use serde_json::{Map, Value, json};

use super::addresses::address;
use crate::model::{FigureId, Frequency, KeyFigure, sentence};
use crate::site::figure::{title, valid};
use crate::site::{Site, markdown, paths};
use crate::text::fold;

const FREQUENCY: &str = "http://publications.europa.eu/resource/authority/frequency/";
const DANISH: &str = "http://publications.europa.eu/resource/authority/language/DAN";
const DENMARK: &str = "http://publications.europa.eu/resource/authority/country/DNK";
const JSON: &str = "http://publications.europa.eu/resource/authority/file-type/JSON";
const JSON_MEDIA: &str = "https://www.iana.org/assignments/media-types/application/json";

pub fn value(site: &Site) -> Value {
    let settings = &site.settings;
    let to = |target: &str| address(site, paths::DCAT, target);
    let mut catalogue = object(json!({
        "@id": format!("{}#katalog", to(paths::DCAT)),
        "@type": "dcat:Catalog",
        "dct:title": danish(&settings.title),
        "dct:description": danish(site.words.say("front.description")),
        "dct:publisher": publisher(site),
        "dct:language": { "@id": DANISH },
        "foaf:homepage": { "@id": to(paths::FRONT) },
        "dcat:dataset": site.known.declared.iter().map(|id| dataset(site, *id)).collect::<Vec<_>>(),
    }));
    licence(site, &mut catalogue);
    catalogue.insert("@context".to_owned(), context());
    Value::Object(catalogue)
}

fn context() -> Value {
    json!({
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    })
}

fn dataset(site: &Site, id: FigureId) -> Value {
    let figure = site.model.figure(id);
    let to = |target: &str| address(site, paths::DCAT, target);
    let page = to(&paths::figure(&figure.name.sql));
    let data = to(&paths::figure_json(&figure.name.sql));
    let mut distribution = object(json!({
        "@type": "dcat:Distribution",
        "dct:title": danish(&title(figure)),
        "dcat:accessURL": { "@id": page },
        "dcat:downloadURL": { "@id": data },
        "dct:format": { "@id": JSON },
        "dcat:mediaType": { "@id": JSON_MEDIA },
    }));
    licence(site, &mut distribution);
    let mut dataset = object(json!({
        "@id": format!("{page}#datasaet"),
        "@type": "dcat:Dataset",
        "dct:identifier": figure.identifier.as_ref().unwrap_or(&figure.name.sql),
        "dct:title": danish(&title(figure)),
        "dct:description": danish(&description(site, figure)),
        "dct:publisher": publisher(site),
        "dct:language": { "@id": DANISH },
        "dct:spatial": { "@id": DENMARK },
        "dct:accrualPeriodicity": { "@id": format!("{FREQUENCY}{}", frequency(figure.reported)) },
        "dcat:landingPage": { "@id": page },
        "dcat:distribution": [Value::Object(distribution)],
    }));
    if let Some(area) = &figure.area {
        let declared = site.model.areas.iter().find(|of| of.name.sql == fold(area));
        let title = declared.and_then(|of| of.title.as_ref()).unwrap_or(area);
        dataset.insert("dcat:keyword".to_owned(), danish(title));
    }
    let valid = valid(figure);
    let day =
        |year: Option<i32>, day: &str| Some(json!({ "@type": "xsd:date", "@value": format!("{:04}-{day}", year?) }));
    let ends = [("dcat:startDate", day(valid.from, "01-01")), ("dcat:endDate", day(valid.to, "12-31"))];
    let ends: Map<String, Value> = ends.into_iter().filter_map(|(key, day)| Some((key.to_owned(), day?))).collect();
    if !ends.is_empty() {
        let mut period = object(json!({ "@type": "dct:PeriodOfTime" }));
        period.extend(ends);
        dataset.insert("dct:temporal".to_owned(), Value::Object(period));
    }
    if let Some(contact) = contact(site) {
        dataset.insert("dcat:contactPoint".to_owned(), contact);
    }
    Value::Object(dataset)
}

/// The author's definition, else what the definition does.
pub fn description(site: &Site, figure: &KeyFigure) -> String {
    let definition = figure.definition.as_deref().map(markdown::plain).filter(|text| !text.is_empty());
    definition.unwrap_or_else(|| sentence::figure(site.model, figure))
}

/// The profile demands one; a site of nobody's is published under its own name.
fn publisher(site: &Site) -> Value {
    json!({ "@type": "foaf:Agent", "foaf:name": danish(site.settings.publisher.as_deref().unwrap_or(&site.settings.title)) })
}

fn contact(site: &Site) -> Option<Value> {
    let name = site.settings.publisher.as_deref().unwrap_or(&site.settings.title);
    let key = if site.settings.contact_address()?.starts_with("mailto:") { "vcard:hasEmail" } else { "vcard:hasURL" };
    Some(json!({ "@type": "vcard:Organization", "vcard:fn": name, key: { "@id": site.settings.contact_address()? } }))
}

fn licence(site: &Site, of: &mut Map<String, Value>) {
    if let Some(licence) = &site.settings.licence {
        let document = match markdown::is_safe(licence) && licence.starts_with("http") {
            true => json!({ "@id": licence }),
            false => json!({ "@type": "dct:LicenseDocument", "dct:title": danish(licence) }),
        };
        of.insert("dct:license".to_owned(), document);
    }
}

fn danish(text: &str) -> Value {
    json!({ "@language": "da", "@value": text })
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn frequency(reported: Frequency) -> &'static str {
    match reported {
        Frequency::Daily => "DAILY",
        Frequency::Weekly => "WEEKLY",
        Frequency::Monthly => "MONTHLY",
        Frequency::Quarterly => "QUARTERLY",
        Frequency::Yearly | Frequency::EverySchoolYear => "ANNUAL",
    }
}
