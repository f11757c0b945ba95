use super::*;
use crate::model::codes::CodesOfYear;

/// `code parent years`, one per row; levels by depth of the dots.
fn tree(levels: &[&str], rows: &[(&str, &str, Years)]) -> CodeTree {
    let versions = rows.iter().map(|(code, parent, years)| CodeVersion {
        code: (*code).to_owned(),
        scope: Vec::new(),
        parent: Some((*parent).to_owned()).filter(|parent| !parent.is_empty()),
        level: code.matches('.').count().min(levels.len() - 1),
        title: format!("titel {code}"),
        years: *years,
        replaced_by: None,
        further: Vec::new(),
        span: Span::default(),
    });
    let levels: Vec<String> = levels.iter().map(|level| (*level).to_owned()).collect();
    CodeTree::new(levels[levels.len() - 1].clone(), levels, Vec::new(), versions.collect())
}

fn functions() -> CodeTree {
    let until_2017 = Years::new(None, Some(2017));
    let from_2018 = Years::new(Some(2018), None);
    tree(
        &["hovedkonto", "hovedfunktion", "funktion"],
        &[
            ("5.32.30", "5.32", until_2017),
            ("5", "", Years::ALL),
            ("5.30", "5", from_2018),
            ("5.30.26", "5.30", from_2018),
            ("5.30.29", "5.30", from_2018),
            ("5.32", "5", until_2017),
            ("0", "", Years::ALL),
            ("0.22", "0", Years::ALL),
            ("0.22.01", "0.22", Years::ALL),
            ("10", "", Years::ALL),
        ],
    )
}

fn codes_of<'a>(tree: &'a CodeTree, items: &[CodeSelector], year: i32) -> Vec<&'a str> {
    tree.selected(items, year).into_iter().map(|index| tree.versions[index].code.as_str()).collect()
}

#[test]
fn versions_stand_in_tree_order() {
    let tree = functions();
    let codes: Vec<&str> = tree.versions.iter().map(|version| version.code.as_str()).collect();
    assert_eq!(codes, ["0", "0.22", "0.22.01", "5", "5.30", "5.30.26", "5.30.29", "5.32", "5.32.30", "10"]);
}

#[test]
fn a_code_may_be_written_with_leading_zeros_or_placeholders() {
    let tree = functions();
    assert_eq!(tree.resolve("05.32.30"), Some("5.32.30"));
    assert_eq!(tree.resolve("00.22"), Some("0.22"));
    assert_eq!(tree.resolve("5.30.xx"), Some("5.30"));
    assert_eq!(tree.resolve("5.30.XX "), Some("5.30"));
    assert_eq!(tree.resolve("5.99"), None);
    assert_eq!(tree.nearest("5.30.27"), Some("5.30.26"));
    assert_eq!(tree.nearest("noget helt andet"), None);
}

#[test]
fn a_code_is_known_in_its_years_only() {
    let tree = functions();
    assert_eq!(tree.version("5.32.30", &[], 2017).map(|version| version.level), Some(2));
    assert!(tree.version("5.32.30", &[], 2018).is_none());
    assert_eq!(tree.ancestors("5.32.30", 2017), ["5.32.30", "5.32", "5"]);
    assert!(tree.ancestors("5.32.30", 2018).is_empty());
    assert_eq!(tree.codes_beneath("5", 2018), ["5.30", "5.30.26", "5.30.29"]);
    assert_eq!(tree.change_years().into_iter().collect::<Vec<_>>(), [2018]);
}

#[test]
fn a_code_selects_itself_and_all_beneath() {
    let tree = functions();
    let five = [CodeSelector::One("5".into())];
    assert_eq!(codes_of(&tree, &five, 2017), ["5", "5.32", "5.32.30"]);
    assert_eq!(codes_of(&tree, &five, 2018), ["5", "5.30", "5.30.26", "5.30.29"]);
}

#[test]
fn a_range_includes_both_ends_and_what_lies_beneath() {
    let tree = functions();
    assert_eq!(codes_of(&tree, &[tree.range("5.30.26", "29")], 2018), ["5.30.26", "5.30.29"]);
    assert_eq!(codes_of(&tree, &[tree.range("5.25", "30")], 2018), ["5.30", "5.30.26", "5.30.29"]);
    assert_eq!(codes_of(&tree, &[tree.range("6", "12")], 2018), ["10"]);
    assert_eq!(codes_of(&tree, &[tree.range("00", "2")], 2018), ["0", "0.22", "0.22.01"]);
    assert!(!tree.hits(&tree.range("6", "9")));
}

#[test]
fn codes_that_are_no_numbers_are_ordered_as_the_file_has_them() {
    let tree = tree(&["type"], &[("B", "", Years::ALL), ("A", "", Years::ALL), ("C", "", Years::ALL)]);
    assert_eq!(codes_of(&tree, &[tree.range("B", "A")], 2018), ["B", "A"]);
    assert_eq!(codes_of(&tree, &[tree.range("A", "D")], 2018), Vec::<&str>::new());
}

#[test]
fn leading_zeros_count_where_two_codes_differ_by_them() {
    let tree = tree(&["type"], &[("1", "", Years::ALL), ("01", "", Years::ALL), ("02", "", Years::ALL)]);
    assert_eq!(tree.resolve("01"), Some("01"));
    assert_eq!(tree.resolve("1"), Some("1"));
    assert_eq!(tree.resolve("001"), None);
    assert_eq!(tree.resolve("2"), Some("02"));
}

#[test]
fn a_ring_of_parents_is_harmless() {
    let tree = tree(&["a", "b"], &[("1", "2", Years::ALL), ("2", "1", Years::ALL)]);
    assert_eq!(tree.versions.len(), 2);
    assert!(CodesOfYear::new(&tree, 2020).selected(&tree, &[CodeSelector::One("1".into())]).contains(&true));
    assert!(tree.ancestors("1", 2020).len() <= 2);
}
