use super::*;
use crate::model::codes::CodeVersion;
use crate::source::Span;

fn stored(mask: &str, code: &str) -> Option<String> {
    Mask::parse(mask).and_then(|mask| mask.stored(code))
}

fn tree(rows: &[(&str, usize, Years)]) -> CodeTree {
    let versions = rows.iter().map(|(code, level, years)| CodeVersion {
        code: (*code).to_owned(),
        scope: Vec::new(),
        parent: None,
        level: *level,
        title: String::new(),
        years: *years,
        replaced_by: None,
        further: Vec::new(),
        span: Span::default(),
    });
    CodeTree::new("funktion", vec!["hovedkonto".into(), "funktion".into()], Vec::new(), versions.collect())
}

#[test]
fn a_mask_without_dots_pads_the_digits() {
    assert_eq!(stored("000000", "5.28.20").as_deref(), Some("052820"));
    assert_eq!(stored("000000", "0.22.01").as_deref(), Some("002201"));
    assert_eq!(stored("0", "005").as_deref(), Some("5"));
    assert_eq!(stored("0", "000").as_deref(), Some("0"));
    assert_eq!(stored("0000", "5.28.20"), None);
    assert_eq!(stored("000", "K").as_deref(), Some("00K"));
}

#[test]
fn a_mask_with_dots_pads_each_part() {
    assert_eq!(stored("00.00.00", "5.28.20").as_deref(), Some("05.28.20"));
    assert_eq!(stored("0.0", "4.0").as_deref(), Some("4.0"));
    assert_eq!(stored("0.0", "4"), None);
    assert_eq!(stored("0.00", "4.123"), None);
}

#[test]
fn a_mask_is_zeros_and_dots() {
    for text in ["", "0..0", "00a", "#00", "."] {
        assert_eq!(Mask::parse(text), None, "{text}");
    }
    assert_eq!(Mask::parse("00.00").map(|mask| mask.to_string()).as_deref(), Some("00.00"));
}

#[test]
fn codes_above_the_column_are_stored_canonically_unless_that_reads_as_another() {
    let tree = tree(&[("5", 0, Years::ALL), ("10", 0, Years::ALL), ("1.0", 1, Years::ALL)]);
    let mask = Mask::parse("00");
    let table = written_table(&tree, 1, mask.as_ref());
    let texts: Vec<(&str, &str)> =
        table.iter().map(|(text, index)| (text.as_str(), tree.versions[*index].code.as_str())).collect();
    assert_eq!(texts, [("10", "1.0"), ("5", "5")]);
}

#[test]
fn two_codes_stored_alike_collide_only_in_common_years() {
    let before = Years::new(None, Some(2017));
    let after = Years::new(Some(2018), None);
    let found = |rows: &[(&str, usize, Years)]| {
        let tree = tree(rows);
        collisions(&tree, &written_table(&tree, 0, Mask::parse("000").as_ref()))
    };
    assert_eq!(found(&[("1.11", 0, before), ("11.1", 0, after)]), []);
    let both = found(&[("1.11", 0, before), ("11.1", 0, Years::ALL)]);
    assert_eq!(both.len(), 1);
    assert_eq!((both[0].stored.as_str(), both[0].years), ("111", before));
}

#[test]
fn codes_too_wide_for_the_mask_are_named() {
    let tree = tree(&[("1", 0, Years::ALL), ("12.345", 1, Years::ALL)]);
    let mask = Mask::parse("000").expect("zeros");
    assert_eq!(unwritable(&tree, 1, &mask), ["12.345"]);
    assert_eq!(unwritable(&tree, 0, &mask), Vec::<&str>::new(), "a code below the column's level need not fit");
}
