//! Every link of every page leads somewhere, and the pages are as a screen reader wants them.

use std::collections::{BTreeMap, BTreeSet};

use super::html::{Element, elements};
use super::{all_sites, texts};

/// `../x/index.html` seen from a page.
fn resolved(from: &str, address: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{from}: {address} leder ud af webstedet"),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

fn is_outside(address: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme))
}

#[test]
fn every_link_inside_the_site_leads_to_a_file_and_a_place_in_it() {
    for (name, files) in all_sites() {
        let mut places: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        let mut links: Vec<(&str, String)> = Vec::new();
        for (path, text) in texts(&files) {
            let mut ids = BTreeSet::new();
            for element in elements(path, text) {
                if let Some(id) = element.get("id") {
                    assert!(ids.insert(id.to_owned()), "{name}: {path} har {id} to gange");
                }
                let addresses = ["href", "src", "action"].iter().filter_map(|attribute| element.get(attribute));
                links.extend(addresses.map(|address| (path, address.to_owned())));
            }
            places.insert(path, ids);
        }
        for (from, link) in links.into_iter().filter(|(_, link)| !is_outside(link)) {
            let (address, place) = link.split_once('#').map_or((link.as_str(), None), |(a, place)| (a, Some(place)));
            let target = if address.is_empty() { from.to_owned() } else { resolved(from, address) };
            assert!(files.contains_key(&target), "{name}: {from} henviser til {target}, som ikke findes");
            if let (Some(place), Some(ids)) = (place, places.get(target.as_str())) {
                assert!(ids.contains(place), "{name}: {from} henviser til {target}#{place}, som ikke findes");
            }
        }
    }
}

#[test]
fn no_page_asks_for_anything_outside_the_site() {
    for (name, files) in all_sites() {
        for (path, text) in texts(&files) {
            for element in elements(path, text).iter().filter(|element| element.name != "a") {
                let asked = element.get("src").or(if element.name == "link" { element.get("href") } else { None });
                assert!(!asked.is_some_and(is_outside), "{name}: {path} henter {asked:?}");
            }
        }
        for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".css")) {
            let text = String::from_utf8_lossy(bytes);
            assert!(!text.contains("url(") && !text.contains("@import"), "{name}: {path} henter noget");
        }
    }
}

#[test]
fn pages_have_landmarks_headings_in_order_and_named_tables_and_pictures() {
    for (name, files) in all_sites() {
        for (path, text) in texts(&files) {
            let all = elements(path, text);
            let count = |wanted: &str| all.iter().filter(|element| element.name == wanted).count();
            assert_eq!((count("main"), count("h1")), (1, 1), "{name}: {path}");
            assert!(all[0].get("lang").is_some_and(|language| language == "da" || language == "en"), "{name}: {path}");
            let skip = all.iter().find(|element| element.name == "a").expect("der er links");
            assert_eq!(skip.get("href"), Some("#indhold"), "{name}: {path}: det første link springer til indholdet");
            headings_in_order(name, path, &all);
            named_things(name, path, text, &all);
        }
    }
}

fn headings_in_order(name: &str, path: &str, all: &[Element]) {
    let mut before = 0;
    let in_main = all.iter().filter(|element| element.inside.iter().any(|around| around == "main"));
    for heading in in_main.filter(|element| element.name.len() == 2 && element.name.starts_with('h')) {
        let Ok(level) = heading.name[1..].parse::<usize>() else { continue };
        assert!(level <= before + 1, "{name}: {path}: {} «{}» efter h{before}", heading.name, heading.text);
        assert!(!heading.text.trim().is_empty(), "{name}: {path}: en tom overskrift");
        before = level;
    }
}

fn named_things(name: &str, path: &str, text: &str, all: &[Element]) {
    let tables = all.iter().filter(|element| element.name == "table").count();
    assert_eq!(tables, text.matches("<caption").count(), "{name}: {path}: en tabel uden billedtekst");
    for head in all.iter().filter(|element| element.name == "th") {
        assert!(head.get("scope").is_some(), "{name}: {path}: «{}» siger ikke, hvad den er overskrift for", head.text);
    }
    let ids: BTreeSet<&str> = all.iter().filter_map(|element| element.get("id")).collect();
    for element in all {
        let named = ["aria-labelledby", "aria-describedby"].iter().filter_map(|attribute| element.get(attribute));
        for id in named.flat_map(str::split_whitespace) {
            assert!(ids.contains(id), "{name}: {path}: {} er navngivet efter {id}, som ikke findes", element.name);
        }
        if element.name == "svg" {
            let hidden = element.get("aria-hidden") == Some("true");
            assert!(hidden || element.get("aria-labelledby").is_some(), "{name}: {path}: et billede uden navn");
        }
        if element.name == "a" {
            let said = element.text.trim().is_empty() && element.get("aria-label").is_none();
            assert!(!said, "{name}: {path}: et link uden tekst til {:?}", element.get("href"));
        }
        assert!(element.name != "img" || element.get("alt").is_some(), "{name}: {path}");
    }
}
