//! The site's search: what is promised is found, and the browser's script finds what the program finds.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use noegle::site::search::document::{FACETS, documents, levels};
use noegle::site::search::index::{Document, Index, Weight};
use noegle::site::search::shards;
use noegle::site::{File, Settings};

use crate::sites::{project, site};

fn index(compilation: &noegle::compile::Compilation) -> Index {
    let site = site(compilation, Settings::default());
    Index::new(documents(&site), levels(&compilation.model))
}

/// The titles found, the best first.
fn found<'i>(index: &'i Index, query: &str) -> Vec<&'i str> {
    index.find(query).documents.iter().map(|number| index.documents[*number as usize].title.as_str()).collect()
}

/// What the script in the browser finds.
fn found_by_script(index: &Index, queries: &[String]) -> Vec<(Vec<u32>, bool)> {
    let folder = tempfile::tempdir().expect("en mappe kan laves");
    let titles: Vec<String> = FACETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let script =
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/site/assets/soeg.js")).expect("scriptet findes");
    for file in shards::files(index, &titles).into_iter().chain([File::new("assets/soeg.js", script)]) {
        let path = folder.path().join(&file.path);
        std::fs::create_dir_all(path.parent().expect("filen ligger i en mappe")).expect("mappen kan laves");
        std::fs::write(path, file.bytes).expect("filen kan skrives");
    }
    let runner = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/soeg.mjs");
    let mut node = Command::new("node");
    let node = node.arg(runner).arg(folder.path()).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = node.spawn().expect("Node.js mangler. Installer det (Debian: apt-get install nodejs)");
    let asked = serde_json::to_vec(queries).expect("tekster er JSON");
    child.stdin.take().expect("der kan skrives").write_all(&asked).expect("der kan skrives");
    let output = child.wait_with_output().expect("Node.js svarer");
    assert!(output.status.success(), "soeg.mjs fejlede");
    let answers: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).expect("svaret er JSON");
    let number = |value: &serde_json::Value| u32::try_from(value.as_u64().expect("et tal")).expect("et lille tal");
    let documents =
        |answer: &serde_json::Value| answer["documents"].as_array().expect("en liste").iter().map(number).collect();
    answers.iter().map(|answer| (documents(answer), answer["inPart"] == true)).collect()
}

fn document(path: &str, title: &str, definition: &str) -> Document {
    Document {
        path: path.to_owned(),
        title: title.to_owned(),
        texts: vec![(Weight::DEFINITION, definition.to_owned())],
        facets: vec![Default::default(); FACETS.len()],
        ..Document::default()
    }
}

fn small() -> Index {
    let mut care = document("a", "Udgifter til plejeboliger", "Nettodriftsudgifter på funktion 05.32.30 til ældre.");
    care.codes = vec![
        (Weight::CONTEXT, "funktion".to_owned(), "5.32.30".to_owned()),
        (Weight::CONTEXT, "dranst".to_owned(), "1".to_owned()),
    ];
    let documents = vec![
        care,
        document("b", "Elever i folkeskolen", "Antal elever. Et nøgletal om børn."),
        document("c", "Relevante foranstaltninger", "Barnets forløb, målt i hospitaler."),
        document("d", "Udgifter", "Udgifter til skoler og boliger i 2018."),
    ];
    let levels = [("Dr", "dranst"), ("dranst", "dranst"), ("Funk", "funktion")];
    Index::new(documents, levels.map(|(word, level)| (word.to_owned(), level.to_owned())).into_iter().collect())
}

#[test]
fn parts_of_compounds_are_found() {
    let index = small();
    assert_eq!(found(&index, "bolig"), ["Udgifter til plejeboliger", "Udgifter"]);
    assert_eq!(found(&index, "skole"), ["Elever i folkeskolen", "Udgifter"]);
    assert_eq!(found(&index, "elev"), ["Elever i folkeskolen"], "ikke relevante");
    assert_eq!(found(&index, "tal"), [""; 0], "ikke hospitaler");
}

#[test]
fn all_spellings_of_a_code_are_found() {
    let index = small();
    for query in ["5.32.30", "05.32.30", "053230", "5.32", "5.32.30 dr 1", "Funk 5.32.30", "dr 1", "Dranst 1"] {
        assert_eq!(found(&index, query), ["Udgifter til plejeboliger"], "{query}");
    }
    assert_eq!(found(&index, "dr 2"), [""; 0]);
    assert_eq!(found(&index, "2018"), ["Udgifter"]);
}

#[test]
fn letters_and_endings_do_not_matter() {
    let index = small();
    for query in ["noegletal", "nogletal", "Nøgletal", "NØGLETALLET"] {
        assert_eq!(found(&index, query), ["Elever i folkeskolen"], "{query}");
    }
    for query in ["aldre", "aeldre", "ældres"] {
        assert_eq!(found(&index, query), ["Udgifter til plejeboliger"], "{query}");
    }
    for query in ["børn", "barn", "boern", "børnenes"] {
        assert_eq!(found(&index, query).len(), 2, "{query}");
    }
}

#[test]
fn a_word_is_found_while_it_is_typed() {
    let index = small();
    for query in ["folkeskolerne", "plejeboligernes"] {
        for length in 2..=query.len() {
            assert!(!found(&index, &query[..length]).is_empty(), "{}", &query[..length]);
        }
    }
}

#[test]
fn a_title_that_is_what_was_sought_stands_first() {
    assert_eq!(found(&small(), "udgifter"), ["Udgifter", "Udgifter til plejeboliger"]);
}

#[test]
fn without_all_the_words_some_are_better_than_none() {
    let index = small();
    let found = index.find("elever xyzzy");
    assert!(found.in_part);
    assert_eq!(found.documents, [1]);
    assert_eq!(index.find("xyzzy").documents, [0; 0]);
    assert_eq!(index.find("").documents, [0; 0]);
}

/// Beginnings, endings, other letters and pairs of the index's own words.
fn queries(index: &Index) -> Vec<String> {
    let words: Vec<&str> = index.terms.keys().map(|term| term.trim_start_matches(['#', ':'])).collect();
    let mut queries: Vec<String> =
        ["5.32.30 dr 1", "", "   ", "constructor", "__proto__", "pr", "og", "ÆØÅ", "skoleudgift", "a"]
            .map(str::to_owned)
            .to_vec();
    for (place, word) in words.iter().enumerate().step_by(words.len() / 150 + 1) {
        let letters: Vec<char> = word.chars().collect();
        queries.push((*word).to_owned());
        queries.push(letters.iter().take(2 + place % 7).collect());
        queries.push(format!("{word}{}", ["er", "ern", "ernes", "s", "igern", "e"][place % 6]));
        queries.push(format!("{word} {}", words[(place * 7 + 3) % words.len()]));
        queries.push(format!("{}{}", words[(place * 5 + 1) % words.len()], word));
    }
    for document in index.documents.iter().step_by(index.documents.len() / 60 + 1) {
        queries.push(document.title.clone());
        queries.extend(document.codes.first().map(|(_, level, code)| format!("{level} {code}")));
        queries.extend(document.codes.last().map(|(_, _, code)| format!("0{code}")));
    }
    queries
}

#[track_caller]
fn script_agrees(index: &Index) {
    let queries = queries(index);
    for (query, (documents, in_part)) in queries.iter().zip(found_by_script(index, &queries)) {
        let own = index.find(query);
        assert_eq!((own.documents, own.in_part), (documents, in_part), "{query}");
    }
}

#[test]
fn the_script_finds_what_the_program_finds() {
    script_agrees(&small());
    script_agrees(&index(&project("flis")));
}

/// Many documents: several shards and blocks, numbers of several digits.
fn many(number: usize) -> Index {
    let first =
        ["skole", "bolig", "pleje", "økonomi", "børne", "ældre", "køkken", "vej", "park", "løn", "drifts", "anlægs"];
    let last = ["udgift", "indtægt", "areal", "område", "gruppe", "plads", "hjælp", "andel", "elev", "forløb", "time"];
    let word = |place: usize| format!("{}{}{}", first[place % 12], last[place / 12 % 11], (place / 132) % 90);
    let title = |place: usize| format!("{} pr. {} i {}", word(place), last[place % 11], first[place / 7 % 12]);
    let text = |place: usize| (0..12).map(|step| word(place * 13 + step * 31)).collect::<Vec<_>>().join(" og ");
    let documents = (0..number).map(|place| document(&format!("n/{place}"), &title(place), &text(place))).collect();
    Index::new(documents, BTreeMap::new())
}

#[test]
fn a_large_index_is_loaded_in_parts() {
    let index = many(1500);
    let files = shards::files(&index, &FACETS.map(|(name, _)| name.to_owned()));
    assert!(files.iter().filter(|file| file.path.contains("/del-")).count() > 2);
    assert!(files.iter().all(|file| file.bytes.len() < 100_000), "en del er for stor");
    script_agrees(&index);
}

#[test]
fn the_index_grows_in_step_with_the_documents() {
    let bytes = |index: &Index| -> usize {
        shards::files(index, &FACETS.map(|(name, _)| name.to_owned())).iter().map(|file| file.bytes.len()).sum()
    };
    let (few, four_times) = (bytes(&many(500)), bytes(&many(2000)));
    assert!(four_times < few * 5, "{few} {four_times}");
}
