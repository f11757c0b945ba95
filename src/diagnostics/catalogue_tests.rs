//! Variants, catalogues and their holes in step: the problems' source is read as text, every template
//! is filled with every shape its fields can have.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::Language;
use super::catalogue::{Catalogue, catalogue};
use super::problems::{LATER_TOO, Noun};

const PROBLEMS: &[&str] = &[
    include_str!("problems/form.rs"),
    include_str!("problems/names.rs"),
    include_str!("problems/codes.rs"),
    include_str!("problems/rates.rs"),
    include_str!("problems/sets.rs"),
    include_str!("problems/units.rs"),
    include_str!("problems/validity.rs"),
    include_str!("problems/joins.rs"),
    include_str!("problems/rules.rs"),
    include_str!("problems/privacy.rs"),
    include_str!("problems/documentation.rs"),
];

/// Holes that the places themselves bring along, on top of the problem's fields.
const RELATED_HOLES: &[&str] = &["unit", "from", "to"];

/// Fields by name, with their types.
type Fields = BTreeMap<String, String>;

#[test]
fn every_variant_is_worded_in_both_languages_and_nothing_else_is() {
    let variants: BTreeSet<String> = variants().into_keys().collect();
    for language in [Language::Danish, Language::English] {
        let worded: BTreeSet<String> = catalogue(language).text.problems.keys().cloned().collect();
        assert_eq!(variants, worded, "{language:?}");
    }
}

#[test]
fn both_languages_have_the_same_parts_and_the_same_holes() {
    let danish = holes_by_part(catalogue(Language::Danish));
    let english = holes_by_part(catalogue(Language::English));
    for (part, holes) in &danish {
        assert_eq!(Some(holes), english.get(part), "{part}");
    }
    assert_eq!(danish.len(), english.len());
}

#[test]
fn holes_are_fields_and_every_field_is_a_hole() {
    let catalogue = catalogue(Language::Danish);
    let holes = holes_by_part(catalogue);
    for (key, fields) in variants() {
        let own = |part: &String| part.starts_with(&format!("{key}."));
        let mut used = BTreeSet::new();
        for (part, holes) in holes.iter().filter(|(part, _)| own(part)) {
            for hole in holes {
                let brought = part.contains(".related.") && RELATED_HOLES.contains(&hole.as_str());
                assert!(fields.contains_key(hole) || brought, "{part}: no field {hole}");
                used.insert(hole.clone());
            }
        }
        for field in fields.keys() {
            assert!(used.contains(field), "{key}: the field {field} is never said");
        }
    }
}

#[test]
fn every_noun_is_worded() {
    for language in [Language::Danish, Language::English] {
        let nouns = &catalogue(language).text.nouns;
        for noun in Noun::ALL {
            let key = json!(noun);
            assert!(nouns.contains_key(key.as_str().unwrap_or_default()), "{language:?}: {key}");
        }
        assert_eq!(nouns.len(), Noun::ALL.len(), "{language:?}");
    }
}

#[test]
fn every_template_can_be_filled_whatever_its_fields_hold() {
    for (key, fields) in variants() {
        for language in [Language::Danish, Language::English] {
            let catalogue = catalogue(language);
            for (part, _) in catalogue.text.problems[&key].parts() {
                for values in shapes(&fields) {
                    said_well(catalogue, &key, &part, &values);
                }
            }
        }
    }
}

/// Renders one part, and demands that it is one line without slips of the pen.
fn said_well(catalogue: &Catalogue, key: &str, part: &str, values: &Map<String, Value>) {
    let template = catalogue.templates.get_template(&format!("{key}.{part}")).expect("every part is a template");
    let said = template.render(minijinja::Value::from(minijinja::value::Serde(values)));
    let said = said.unwrap_or_else(|error| panic!("{key}.{part}: {error:#} for {values:?}"));
    for slip in ["  ", "none", "»«", "““", " .", " ,", "\n"] {
        assert!(!said.contains(slip), "{key}.{part}: {said:?}");
    }
    assert_eq!(said.trim(), said, "{key}.{part}");
    assert!(part != "message" || !said.is_empty(), "{key}.{part} says nothing");
    assert!(part != "help" || said.is_empty() || said.ends_with('.'), "{key}.{part}: {said:?}");
    assert!(part == "help" || !said.ends_with('.'), "{key}.{part}: {said:?}");
}

fn holes_by_part(catalogue: &Catalogue) -> BTreeMap<String, BTreeSet<String>> {
    let mut holes = BTreeMap::new();
    for (name, template) in catalogue.templates.templates() {
        let functions = ["validity", "only_years"];
        let variables = template.undeclared_variables(false).into_iter();
        holes.insert(name.to_owned(), variables.filter(|name| !functions.contains(&name.as_str())).collect());
    }
    holes
}

/// The variants of all problems with their fields, read from their source.
fn variants() -> BTreeMap<String, Fields> {
    let mut variants = BTreeMap::new();
    for source in PROBLEMS {
        let body = source.split("\n}\n").next().expect("a file begins with its enum");
        let body = body.split_once("pub enum").expect("a file begins with its enum").1;
        let mut open: Option<(String, String)> = None;
        for line in body.lines().skip(1).map(str::trim).filter(|line| !line.starts_with("//")) {
            let (name, mut fields) = match (open.take(), line.split_once('{')) {
                (Some((name, fields)), _) => (name, fields + line),
                (None, Some((name, fields))) => (snake_case(name.trim()), fields.to_owned()),
                (None, None) => continue,
            };
            match fields.find('}') {
                Some(end) => {
                    fields.truncate(end);
                    variants.insert(name, read_fields(&fields));
                }
                None => open = Some((name, fields)),
            }
        }
    }
    assert!(variants.len() > 100, "the source of the problems was not understood");
    variants
}

fn read_fields(fields: &str) -> Fields {
    let pairs = fields.split(',').filter_map(|field| field.split_once(':'));
    pairs.map(|(name, kind)| (name.trim().to_owned(), kind.trim().to_owned())).collect()
}

fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for character in name.chars() {
        if character.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(character.to_lowercase());
    }
    snake
}

/// Every combination of what the fields can hold: nothing or something, false or true, none or many.
fn shapes(fields: &Fields) -> Vec<Map<String, Value>> {
    let mut brought = Map::new();
    for hole in RELATED_HOLES {
        brought.insert((*hole).to_owned(), json!("x"));
    }
    let mut shapes = vec![brought];
    for (name, kind) in fields {
        let mut next = Vec::new();
        for shape in &shapes {
            for value in values(kind) {
                let mut shape = shape.clone();
                shape.insert(name.clone(), value);
                next.push(shape);
            }
        }
        shapes = next;
    }
    shapes
}

fn values(kind: &str) -> Vec<Value> {
    match kind {
        "String" => vec![json!("5.28.20 Plejefamilier")],
        "Option<String>" => vec![Value::Null, json!("regnskab")],
        "Vec<String>" => vec![json!(["a"]), json!(["a", "b", "c", "d", "e", "f", "g"])],
        "Vec<i32>" => vec![json!([2018]), json!([2015, 2018, 2019]), json!([2015, 2018, LATER_TOO])],
        "Vec<Expected>" => vec![json!([]), json!(["number", { "keyword": "for" }])],
        "Option<i32>" => vec![Value::Null, json!(2018)],
        "bool" => vec![json!(false), json!(true)],
        "u32" => vec![json!(1), json!(12)],
        "i32" | "i64" | "usize" => vec![json!(1), json!(2018)],
        "Noun" => vec![json!("filter"), json!("numerator")],
        "Measure" => ["tables", "views", "cases", "view_letters", "statement_bytes"].map(|of| json!(of)).to_vec(),
        other => panic!("a field of a new type, {other}: say here what it can hold"),
    }
}
