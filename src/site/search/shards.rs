//! The index as scripts that a page can load without a web server.
//!
//! In: an [`Index`] and the words of its facets. Out: [`File`]s. Guaranteed now: a script of terms is about [`SHARD`] bytes, so
//! that a search loads a few of them however many there are; the scripts hold data only, each one call of `assets/soeg.js`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::document::{FACETS, YEARS};
use super::index::{Index, Weight};
use crate::site::File;

/// So many bytes of terms lie together.
const SHARD: usize = 48 * 1024;
/// So many documents lie together.
pub const BLOCK: usize = 64;
const FOLDER: &str = "soeg/indeks";

/// `titles`: what each facet is called.
pub fn files(index: &Index, titles: &[String]) -> Vec<File> {
    let mut files = Vec::new();
    let mut starts: Vec<&str> = Vec::new();
    let (mut shard, mut size) = (serde_json::Map::new(), 0);
    for (term, postings) in &index.terms {
        if starts.is_empty() || size > SHARD {
            starts.push(if starts.is_empty() { "" } else { term });
            if starts.len() > 1 {
                files.push(script(
                    &format!("del-{}", starts.len() - 2),
                    &format!("del({},", starts.len() - 2),
                    &shard.into(),
                ));
                (shard, size) = (serde_json::Map::new(), 0);
            }
        }
        let coded = coded_postings(postings);
        size += term.len() + coded.len() + 6;
        shard.insert(term.clone(), Value::String(coded));
    }
    let last = starts.len().saturating_sub(1);
    files.push(script(&format!("del-{last}"), &format!("del({last},"), &shard.into()));
    if starts.is_empty() {
        starts.push("");
    }
    for (number, block) in index.documents.chunks(BLOCK).enumerate() {
        let block = block.iter().map(|of| json!([of.path, of.title, of.detail])).collect();
        files.push(script(&format!("blok-{number}"), &format!("blok({number},"), &Value::Array(block)));
    }
    let core = json!({
        "antal": index.documents.len(),
        "blok": BLOCK,
        "start": starts,
        "niveauer": index.levels,
        "titelord": coded(index.title_words.iter().copied()),
    });
    files.push(script("kerne", "kerne(", &core));
    files.push(script("facetter", "facetter(", &facets(index, titles)));
    files
}

fn script(name: &str, call: &str, value: &Value) -> File {
    File::new(format!("{FOLDER}/{name}.js"), format!("noegleSoeg.{call}{value});\n"))
}

/// Per facet its values, the sets of values that documents have, and which set each document has.
fn facets(index: &Index, titles: &[String]) -> Value {
    let facet = |(place, title): (usize, &String)| {
        let all = || index.documents.iter().map(move |document| &document.facets[place]);
        let mut values: Vec<&String> = all().flatten().collect();
        values.sort_by(|a, b| crate::text::danish_order(a, b));
        values.dedup();
        if place == YEARS {
            values.reverse();
        }
        let places: BTreeMap<&String, usize> =
            values.iter().enumerate().map(|(place, value)| (*value, place)).collect();
        let mut sets: BTreeMap<Vec<usize>, u32> = BTreeMap::new();
        let mut listed: Vec<Vec<usize>> = Vec::new();
        let mut column = Vec::new();
        for own in all() {
            let set: Vec<usize> = own.iter().map(|value| places[value]).collect();
            column.push(*sets.entry(set).or_insert_with_key(|set| {
                listed.push(set.clone());
                u32::try_from(listed.len() - 1).unwrap_or(u32::MAX)
            }));
        }
        json!({ "navn": FACETS[place].0, "titel": title, "vaerdier": values, "saet": listed, "kolonne": coded(column) })
    };
    Value::Array(titles.iter().enumerate().map(facet).collect())
}

/// Per weight, the heaviest first, the documents as steps from one to the next.
fn coded_postings(postings: &[(u32, Weight)]) -> String {
    let mut by_weight: BTreeMap<std::cmp::Reverse<Weight>, Vec<u32>> = BTreeMap::new();
    for (document, weight) in postings {
        by_weight.entry(std::cmp::Reverse(*weight)).or_default().push(*document);
    }
    let group = |(weight, documents): (std::cmp::Reverse<Weight>, Vec<u32>)| {
        let firsts = std::iter::once(0).chain(documents.iter().map(|document| document + 1));
        format!("{}{}", weight.0.0, coded(documents.iter().zip(firsts).map(|(document, first)| document - first)))
    };
    by_weight.into_iter().map(group).collect::<Vec<_>>().join(",")
}

const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// Numbers in 36 digits: one stands alone, two after `-`, three after `_`, four after `~`.
fn coded(numbers: impl IntoIterator<Item = u32>) -> String {
    let mut text = String::new();
    for number in numbers {
        let mut digits = Vec::new();
        let mut rest = number.min(36 * 36 * 36 * 36 - 1);
        while digits.is_empty() || rest > 0 {
            digits.push(char::from(DIGITS[(rest % 36) as usize]));
            rest /= 36;
        }
        text.push_str(["", "-", "_", "~"][digits.len() - 1]);
        text.extend(digits.iter().rev());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!(coded([0, 9, 10, 35, 36, 1295, 1296, 46656]), "09az-10-zz_100~1000");
        assert_eq!(coded_postings(&[(0, Weight(9)), (1, Weight(2)), (5, Weight(9))]), "904,21");
    }
}
