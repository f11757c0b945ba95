use num_bigint::BigInt;

use super::from_selection::Members;
use super::*;
use crate::model::codes::{CodeSelector, CodeTree, CodeVersion};
use crate::model::years::Years;
use crate::model::{
    Chart, Column, ColumnId, ColumnKind, Condition, Line, Model, Named, NumberTest, Origin, Selection, Source,
    SourceId, TreeId, Version,
};
use crate::source::Span;
use crate::syntax::tree::LineKind;

fn named(text: &str) -> Named {
    Named { text: text.to_owned(), sql: text.to_owned(), span: Span::default() }
}

fn version(code: &str, parent: Option<&str>, level: usize, scope: &[&str]) -> CodeVersion {
    CodeVersion {
        code: code.to_owned(),
        scope: scope.iter().map(|code| (*code).to_owned()).collect(),
        parent: parent.map(str::to_owned),
        level,
        title: String::new(),
        years: Years::ALL,
        replaced_by: None,
        further: Vec::new(),
        span: Span::default(),
    }
}

fn tree(levels: &[&str], under: &[&str], versions: Vec<CodeVersion>) -> CodeTree {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    CodeTree::new(levels[levels.len() - 1], owned(levels), owned(under), versions)
}

const FUNCTION: ColumnId = ColumnId(0);
const GROUPING: ColumnId = ColumnId(1);
const TRANSACTION: ColumnId = ColumnId(2);
const AGE: ColumnId = ColumnId(3);
const SEX: ColumnId = ColumnId(4);

/// Funktioner 5 > 5.30 > 5.30.26, 5.30.27 and 6; dranst 1, 2, 3; two grupperinger 005.
fn model() -> Model {
    let functions = vec![
        version("5", None, 0, &[]),
        version("5.30", Some("5"), 1, &[]),
        version("5.30.26", Some("5.30"), 2, &[]),
        version("5.30.27", Some("5.30"), 2, &[]),
        version("6", None, 0, &[]),
    ];
    let groupings = vec![version("005", None, 0, &["5.30.26", "1"]), version("005", None, 0, &["5.30.27", "1"])];
    let trees = vec![
        tree(&["hovedkonto", "hovedfunktion", "funktion"], &[], functions),
        tree(&["dranst"], &[], ["1", "2", "3"].map(|code| version(code, None, 0, &[])).to_vec()),
        tree(&["gruppering"], &["funktion", "dranst"], groupings),
        tree(&["kommune"], &[], vec![version("101", None, 0, &[])]),
    ];
    let column = |name: &str, kind: ColumnKind| Column::stored(named(name), name, kind);
    let codes = |tree: usize, level: usize| ColumnKind::Codes { tree: TreeId(tree), level, mask: None };
    let source = Source {
        name: named("regnskab"),
        title: None,
        area: None,
        table: "regnskab".to_owned(),
        origin: Origin::Table,
        columns: vec![
            column("funktion", codes(0, 2)),
            column("gruppering", codes(2, 0)),
            column("dranst", codes(1, 0)),
            column("alder", ColumnKind::Number),
            column("køn", ColumnKind::Text),
        ],
        measures: Vec::new(),
        time: ColumnId(0),
        time_kind: crate::syntax::tree::TimeKind::Month,
        interval: None,
        municipality_roles: Vec::new(),
        snapshot: crate::model::SnapshotAt::Start,
        snapshot_exception: None,
        delivered_yearly: false,
        deliveries: None,
        row_per: Vec::new(),
        automatic_rules: true,
        personal: false,
        history: Years::ALL,
        definition: None,
    };
    Model {
        charts: vec![Chart {
            name: named("kontoplan"),
            title: None,
            publisher: None,
            trees: vec![TreeId(0), TreeId(1), TreeId(2)],
            short_forms: Vec::new(),
        }],
        trees,
        municipalities: TreeId(3),
        sources: vec![source],
        ..Model::empty()
    }
}

fn codes(column: ColumnId, items: &[&str]) -> Condition {
    let tree = TreeId([0, 2, 1][column.0]);
    Condition::Codes {
        column,
        tree,
        word: String::new(),
        items: items.iter().map(|code| CodeSelector::One((*code).to_owned())).collect(),
        item_spans: vec![Span::default(); items.len()],
        negated: false,
        span: Span::default(),
    }
}

fn not(condition: Condition) -> Condition {
    match condition {
        Condition::Codes { column, tree, word, items, item_spans, negated, span } => {
            Condition::Codes { column, tree, word, items, item_spans, negated: !negated, span }
        }
        other => other,
    }
}

fn line(kind: LineKind, conditions: Vec<Condition>) -> Line {
    Line { kind, conditions, years: Years::ALL, span: Span::default() }
}

fn with(conditions: Vec<Condition>) -> Line {
    line(LineKind::With, conditions)
}

fn without(conditions: Vec<Condition>) -> Line {
    line(LineKind::Without, conditions)
}

/// The sets of several selections in one arena, in 2024.
fn sets_of<'a>(model: &'a Model, selections: &'a [Selection]) -> (AccountSets<'a>, Vec<SetId>) {
    let mut mentioned = Mentioned::default();
    selections.iter().for_each(|selection| mentioned.selection(selection, None));
    let mut arena = AccountSets::new(model, SourceId(0), 2024, &mentioned);
    let sets = selections.iter().map(|s| arena.selection(s, Members::default(), 2024)).collect();
    (arena, sets)
}

fn selection(lines: Vec<Line>) -> Selection {
    Selection { lines }
}

#[test]
fn lines_add_and_remove_from_top_to_bottom() {
    let five = || codes(FUNCTION, &["5"]);
    let inner = || codes(FUNCTION, &["5.30"]);
    let model = model();
    let selections = [
        selection(vec![with(vec![five()]), without(vec![inner()])]),
        selection(vec![without(vec![inner()]), with(vec![five()])]),
        selection(vec![without(vec![inner()])]),
        selection(vec![]),
        selection(vec![line(LineKind::ForAll, vec![inner()]), with(vec![five()])]),
        selection(vec![with(vec![inner()])]),
    ];
    let (arena, sets) = sets_of(&model, &selections);
    let chosen = |set: SetId| arena.sets.any(set, 0).values().collect::<Vec<_>>();
    assert_eq!(chosen(sets[0]), [0], "hovedkonto 5 itself is left");
    assert_eq!(chosen(sets[1]), [0, 1, 2, 3, 4, 5], "what starts with uden starts from everything");
    assert_eq!(chosen(sets[2]), [0, 4, 5], "a missing or unknown funktion is not in 5.30");
    assert_eq!(sets[3], Sets::FULL);
    assert_eq!(sets[4], sets[5], "for alle restricts the final set, wherever it stands");
}

#[test]
fn a_line_counts_in_its_years_only() {
    let model = model();
    let early = Line { years: Years::new(None, Some(2017)), ..without(vec![codes(FUNCTION, &["6"])]) };
    let selections = [selection(vec![early]), selection(vec![with(vec![Condition::All])])];
    let (mut arena, sets) = sets_of(&model, &selections);
    assert_eq!(sets[0], sets[1]);
    assert_ne!(arena.selection(&selections[0], Members::default(), 2017), sets[1]);
}

#[test]
fn an_inserted_filter_is_a_set_of_its_own() {
    let model = model();
    let own =
        selection(vec![line(LineKind::ForAll, vec![codes(TRANSACTION, &["1"])]), with(vec![codes(FUNCTION, &["5"])])]);
    let inserted = |years| {
        let versions = vec![Version { years, value: own.clone() }];
        Condition::Inserted { filter: "f".into(), versions, span: Span::default() }
    };
    let selections = [
        selection(vec![with(vec![inserted(Years::ALL)]), with(vec![codes(FUNCTION, &["6"])])]),
        selection(vec![
            with(vec![codes(FUNCTION, &["5"]), codes(TRANSACTION, &["1"])]),
            with(vec![codes(FUNCTION, &["6"])]),
        ]),
        selection(vec![with(vec![inserted(Years::new(None, Some(2017)))])]),
    ];
    let (_, sets) = sets_of(&model, &selections);
    assert_eq!(sets[0], sets[1]);
    assert_eq!(sets[2], Sets::EMPTY, "no version for the year selects nothing");
}

#[test]
fn a_grouping_is_known_under_its_own_accounts_only() {
    let model = model();
    let grouping = || codes(GROUPING, &["005"]);
    let home_care = || codes(FUNCTION, &["5.30.26"]);
    let operations = || codes(TRANSACTION, &["1"]);
    let selections = [
        selection(vec![with(vec![operations(), home_care(), grouping()])]),
        selection(vec![with(vec![codes(TRANSACTION, &["2"]), home_care(), grouping()])]),
        selection(vec![with(vec![home_care()]), without(vec![codes(TRANSACTION, &["3"]), home_care(), grouping()])]),
        selection(vec![with(vec![home_care()])]),
        selection(vec![with(vec![operations(), home_care(), grouping()]), with(vec![home_care(), not(grouping())])]),
        selection(vec![with(vec![grouping()])]),
        selection(vec![with(vec![operations(), codes(FUNCTION, &["5.30"]), grouping()])]),
    ];
    let (mut arena, sets) = sets_of(&model, &selections);
    assert_ne!(sets[0], Sets::EMPTY);
    assert_eq!(sets[1], Sets::EMPTY, "dranst 2 has no gruppering 005");
    assert_eq!(sets[2], sets[3], "and removing it removes nothing");
    assert_eq!(sets[4], sets[3]);
    assert!(arena.sets.contains(sets[5], sets[0]));
    assert_eq!(sets[5], sets[6], "both grupperinger 005 stand under 5.30 and dranst 1");
}

#[test]
fn numbers_are_parted_where_a_test_changes() {
    let model = model();
    let number = |from: i32, to: i32, included: bool| {
        let mut test = NumberTest::between(BigInt::from(from).into(), BigInt::from(to).into());
        test.to = test.to.map(|bound| crate::model::condition::Bound { included, ..bound });
        Condition::Number { column: AGE, tests: vec![test], negated: false, span: Span::default() }
    };
    let selections = [
        selection(vec![with(vec![number(6, 17, false)]), with(vec![number(17, 20, true)])]),
        selection(vec![with(vec![number(6, 20, true)])]),
        selection(vec![with(vec![number(6, 20, false)])]),
        selection(vec![with(vec![number(20, 6, true)])]),
    ];
    let (mut arena, sets) = sets_of(&model, &selections);
    assert_eq!(sets[0], sets[1]);
    assert!(arena.sets.contains(sets[1], sets[2]) && sets[1] != sets[2]);
    assert_eq!(sets[3], Sets::EMPTY);
}

#[test]
fn texts_not_mentioned_are_kept_apart_from_missing_ones() {
    let model = model();
    let text = |texts: &[&str], negated| Condition::Text {
        column: SEX,
        texts: texts.iter().map(|text| (*text).to_owned()).collect(),
        negated,
        span: Span::default(),
    };
    let selections = [
        selection(vec![with(vec![text(&["K", "M"], false)])]),
        selection(vec![with(vec![text(&["K"], false)]), with(vec![text(&["M"], false)])]),
        selection(vec![with(vec![text(&["K", "M"], true)])]),
    ];
    let (mut arena, sets) = sets_of(&model, &selections);
    assert_eq!(sets[0], sets[1]);
    assert_eq!(arena.sets.complement(sets[0]), sets[2]);
    let values = arena.dimension(SEX).map(|dimension| arena.sets.any(sets[2], dimension).count());
    assert_eq!(values, Some(2), "another text, or none");
}
