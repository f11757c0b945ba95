//! Filter conditions by the exact reading of the language.

use noegle::syntax::tree::{ClauseKind, CodeItem, Comparison, ConditionKind, NumberTest};

use super::{codes, conditions, fixed, parsed, tree};

/// The codes of a single condition, ranges with `-`.
fn items(line: &str) -> (bool, Vec<String>) {
    match conditions(line).remove(0).kind {
        ConditionKind::Codes { negated, items, .. } => {
            let written = items.into_iter().map(|item| match item {
                CodeItem::One(code) => code.text,
                CodeItem::Range(from, to) => format!("{}-{}", from.text, to.text),
            });
            (negated, written.collect())
        }
        other => panic!("{other:?}"),
    }
}

fn list(written: &[&str]) -> Vec<String> {
    written.iter().map(|one| (*one).to_owned()).collect()
}

#[test]
fn commas_and_words_join_codes() {
    assert_eq!(items("dranst 1, 2 og 3 eller 4"), (false, list(&["1", "2", "3", "4"])));
    assert_eq!(items("HKO 00,02,03"), (false, list(&["00", "02", "03"])));
    assert_eq!(items("hovedkonto 0 og 2-6"), (false, list(&["0", "2-6"])));
    assert_eq!(items("hovedkonto 2 til 6"), (false, list(&["2-6"])));
    assert_eq!(items("funktion 5.30.26-29"), (false, list(&["5.30.26-29"])));
    assert_eq!(items("funktion 05.32.xx"), (false, list(&["05.32"])));
    assert_eq!(items("gruppering 005"), (false, list(&["005"])));
    assert_eq!(items("trin -1"), (false, list(&["-1"])));
}

#[test]
fn exclusion_is_said_by_sign_or_word() {
    assert_eq!(items("art <> 0"), (true, list(&["0"])));
    assert_eq!(items("art undtagen 0, 1 og 4"), (true, list(&["0", "1", "4"])));
    assert_eq!(items("art er 4"), (false, list(&["4"])));
    assert_eq!(items("art = 4"), (false, list(&["4"])));
}

#[test]
fn a_comma_begins_a_new_condition_where_no_code_follows() {
    assert_eq!(conditions("dranst 1 og 2, hovedkonto 0, art <> 0, [f], person i p, denne alder").len(), 6);
}

#[test]
fn numbers_are_tested_by_words() {
    let test = |line: &str| match conditions(line).remove(0).kind {
        ConditionKind::Number { test, .. } => test,
        other => panic!("{other:?}"),
    };
    assert!(matches!(test("alder mindst 85"), NumberTest::Compare(Comparison::AtLeast, _)));
    assert!(matches!(test("prøver er højst 4"), NumberTest::Compare(Comparison::AtMost, _)));
    assert!(matches!(test("alder 6 til under 17"), NumberTest::FromToUnder(..)));
    assert!(matches!(test("alder mellem 6 og 17"), NumberTest::Between(..)));
    let NumberTest::Compare(_, number) = test("snit over 1.234,5") else { panic!() };
    assert_eq!(number.value.to_string(), "2469/2");
}

#[test]
fn texts_filters_and_members_are_conditions() {
    assert!(matches!(&conditions("køn <> \"K\" og \"M\"")[0].kind,
        ConditionKind::Texts { negated: true, texts, .. } if texts.len() == 2));
    assert!(matches!(&conditions("person ikke i p")[0].kind, ConditionKind::Member { negated: true, .. }));
    assert!(matches!(conditions("alle")[0].kind, ConditionKind::All));
    assert!(matches!(&conditions("alle 5")[0].kind, ConditionKind::Codes { .. }));
}

#[test]
fn a_line_may_hold_in_some_years_only() {
    let tree = tree("filter f\n  med funktion 5.28, kun 2018-2020\n  uden alder 5, kun til 2017\n");
    let years = tree.declarations[0].clauses.iter().map(|clause| match &clause.kind {
        ClauseKind::FilterLine(line) => line.only.map(|years| (years.from, years.to)),
        other => panic!("{other:?}"),
    });
    assert_eq!(years.collect::<Vec<_>>(), [Some((Some(2018), Some(2020))), Some((None, Some(2017)))]);
}

#[test]
fn several_codes_after_the_sign_are_mended_by_undtagen() {
    let text = "filter f\n  med art <>0, 1 og 4\n";
    assert_eq!(codes(text), ["N006"]);
    assert_eq!(fixed(text), "filter f\n  med art undtagen 0, 1 og 4\n");
    assert_eq!(codes(&fixed(text)), Vec::<&str>::new());
    assert!(!parsed(text).tree.declarations[0].broken, "the line is read as it was meant");
}

#[test]
fn a_new_condition_after_og_is_mended_by_two_lines() {
    let text = "filter f\n    for alle dranst 1 og funktion 5.28\n";
    assert_eq!(codes(text), ["N007"]);
    assert_eq!(fixed(text), "filter f\n    for alle dranst 1\n    for alle funktion 5.28\n");
}

#[test]
fn columns_are_compared_in_rules_only() {
    tree("valideringsregel r\n  krav hvis saldo over budget så art 0\n");
    assert_eq!(codes("filter f\n  med saldo over budget\n"), ["N003"]);
}

#[test]
fn a_decimal_point_is_offered_as_a_comma() {
    let text = "filter f\n  med snit mindst 1.5\n";
    assert_eq!(codes(text), ["N004"]);
    assert_eq!(fixed(text), "filter f\n  med snit mindst 1,5\n");
    assert_eq!(codes("filter f\n  med snit mindst 1.250.000\n"), Vec::<&str>::new());
}
