//! Every declaration and clause of the language parses, and lies where it belongs.

use noegle::syntax::tree::{
    ClauseKind, ExpressionKind, Header, LoopCodes, Operator, Part, Shift, TermValue, TriviaKind, What, WhenKind,
};

use super::{FIXTURES, codes, numerator_lines, tree};

#[test]
fn every_form_is_read() {
    for (_, text) in FIXTURES {
        assert!(tree(text).declarations.iter().all(|declaration| !declaration.broken));
    }
}

#[test]
fn lines_of_a_section_lie_under_it() {
    let tree = tree(
        "nøgletal x\n  tæller fra a\n    med alle\n    optælling saldo for hele året\n  nævner = y\n  enhed kr.\n",
    );
    let clauses = &tree.declarations[0].clauses;
    assert_eq!(numerator_lines(clauses).len(), 2);
    assert_eq!(clauses.len(), 3);
}

#[test]
fn what_follows_an_udgave_lies_under_it_but_unit_and_frequency() {
    let text = "nøgletal x\n  udgave 2007-2017\n    tæller fra a\n      med alle\n    enhed kr.\n    nævner = b\n  udgave fra 2018\n    tæller = c\n";
    let tree = tree(text);
    let kinds: Vec<_> = tree.declarations[0].clauses.iter().map(|clause| &clause.kind).collect();
    let [
        ClauseKind::Edition { clauses: first, .. },
        ClauseKind::Unit(_),
        ClauseKind::Edition { years, clauses: second },
    ] = kinds.as_slice()
    else {
        panic!("{kinds:?}")
    };
    assert_eq!(first.len(), 2);
    assert_eq!(numerator_lines(first).len(), 1);
    assert_eq!((years.from, years.to), (Some(2018), None));
    assert!(matches!(second[0].kind, ClauseKind::Numerator(Part::Formula(_))));
}

#[test]
fn keywords_may_be_names() {
    let text = "datakilde data\n  kolonne kommune er kommune\n  kolonne alder er tal\n  kolonne trin er tal\n\
                filter filter\n  med kommune 165, alder 5, trin 3, er 4\n\
                grundtal tæller fra data\n  optælling antal for måneden\n\
                koblet nøgletal formel\n  formel tæller + nævner / i\n";
    tree(text);
}

#[test]
fn a_family_says_its_loops_and_its_total() {
    let tree = tree("nøgletal x for hver funktion under 5.28 i im og hver alder 0-17 og 20, og i alt\n");
    let Header::KeyFigure { family: Some(family) } = &tree.declarations[0].header else { panic!() };
    assert!(family.total);
    assert!(matches!(&family.loops[0].codes, LoopCodes::Under(code) if code.text == "5.28"));
    assert!(matches!(&family.loops[1].codes, LoopCodes::Some(items) if items.len() == 2));
    assert_eq!(family.loops[0].list.as_ref().map(|list| list.text.as_str()), Some("im"));
}

#[test]
fn arithmetic_binds_as_in_school() {
    let tree = tree("grundtal x = a - b - 2 * -c[i alt] i 2007\n");
    let Header::BaseFigure { formula: Some(formula), .. } = &tree.declarations[0].header else { panic!() };
    let ExpressionKind::Binary(Operator::Subtract, left, right) = &formula.kind else { panic!("{formula:?}") };
    assert!(matches!(left.kind, ExpressionKind::Binary(Operator::Subtract, ..)));
    let ExpressionKind::Binary(Operator::Multiply, _, negated) = &right.kind else { panic!("{right:?}") };
    let ExpressionKind::Negate(inner) = &negated.kind else { panic!("{negated:?}") };
    let ExpressionKind::Term(term) = &inner.kind else { panic!("{inner:?}") };
    assert_eq!(term.figure.member[0].text, "i alt");
    assert_eq!(term.shift, Some(Shift::InYear(2007)));
}

#[test]
fn a_term_may_name_a_part_and_another_period() {
    let tree = tree("koblet nøgletal x\n  formel tæller af y[5.28, \"0-5 år\"] 3 år før\n");
    let ClauseKind::Formula(formula) = &tree.declarations[0].clauses[0].kind else { panic!() };
    let ExpressionKind::Term(term) = &formula.kind else { panic!() };
    assert_eq!((term.value, term.shift), (TermValue::Numerator, Some(Shift::YearsBefore(3))));
    let member: Vec<_> = term.figure.member.iter().map(|code| code.text.as_str()).collect();
    assert_eq!(member, ["5.28", "0-5 år"]);
}

#[test]
fn counting_says_what_and_when() {
    let tree = tree(
        "grundtal x fra y\n  optælling antal forskellige person pr. 5. september året før, enhed børn, ental barn\n",
    );
    let ClauseKind::Counting(counting) = &tree.declarations[0].clauses[0].kind else { panic!() };
    assert!(matches!(&counting.what, What::Distinct(name) if name.text == "person"));
    assert!(matches!(counting.when.kind, WhenKind::On(day) if (day.day, day.month) == (5, 9)));
    assert!(counting.when.year_before);
    let unit = counting.unit.as_ref().expect("a unit");
    assert_eq!((unit.text.as_str(), unit.singular.as_ref().map(|name| name.text.as_str())), ("børn", Some("barn")));
}

#[test]
fn texts_may_span_lines_and_hold_the_comment_sign() {
    let tree =
        tree("område x\n  titel \"a # b\" # bemærkning\n  definition \"\"\"\n    # overskrift\n\n    to\n    \"\"\"\n");
    let ClauseKind::Title(title) = &tree.declarations[0].clauses[0].kind else { panic!() };
    let ClauseKind::Definition(definition) = &tree.declarations[0].clauses[1].kind else { panic!() };
    assert_eq!(title.value, "a # b");
    assert_eq!(definition.value, "# overskrift\n\nto");
}

#[test]
fn comments_and_blank_lines_are_kept_in_order() {
    let tree = tree("# øverst\n\n\nområde x # ved siden af\n  # for sig\n");
    let kinds: Vec<_> = tree.trivia.iter().map(|trivia| trivia.kind).collect();
    assert_eq!(kinds, [TriviaKind::Comment, TriviaKind::BlankLines, TriviaKind::Comment, TriviaKind::Comment]);
}

#[test]
fn the_rows_of_a_table_lie_under_givet_and_forvent() {
    let text = "eksempel \"e\" for x\n  givet k\n    | kommune | saldo |\n    | 165 |  |\n  forvent\n    | kommune |\n    | 165 |\n";
    let tree = tree(text);
    let ClauseKind::Given { table, .. } = &tree.declarations[0].clauses[0].kind else { panic!() };
    assert_eq!(table.headings.len(), 2);
    assert_eq!(table.rows[0].cells[1].text, "");
    assert!(matches!(&tree.declarations[0].clauses[1].kind, ClauseKind::Expect(table) if table.rows.len() == 1));
    assert_eq!(codes("eksempel \"e\" for x\n  givet k\n    | a | b |\n    | 1 |\n"), ["N012"]);
    assert_eq!(codes("eksempel \"e\" for x\n  givet k\n  forvent ingen brud\n"), ["N012"]);
}

#[test]
fn the_keyword_rules_are_generated_from_the_list() {
    let list: toml::Table = include_str!("../../../grammar/keywords.toml").parse().expect("keywords.toml");
    let keywords = list["keywords"].as_table().expect("[keywords]");
    let mut rules: Vec<String> = keywords.iter().map(|(word, spellings)| keyword_rule(word, spellings)).collect();
    rules.sort();
    let generated = format!("// Generated from grammar/keywords.toml; do not edit.\n\n{}\n", rules.join("\n"));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/grammar/keywords.pest");
    if std::env::var_os("NOEGLE_SKRIV_KEYWORDS").is_some() {
        std::fs::write(path, &generated).expect("keywords.pest");
    }
    let committed = include_str!("../../../grammar/keywords.pest");
    assert_eq!(committed, generated, "run this test with NOEGLE_SKRIV_KEYWORDS=1 to write keywords.pest");
}

fn keyword_rule(word: &str, spellings: &toml::Value) -> String {
    let name = noegle::text::fold(word).replace('-', "_");
    let others = spellings.as_array().into_iter().flatten().filter_map(|spelling| spelling.as_str());
    let all: Vec<String> = std::iter::once(word).chain(others).map(|spelling| format!("\"{spelling}\"")).collect();
    let words = if all.len() == 1 { all.concat() } else { format!("({})", all.join(" | ")) };
    format!("k_{name} = @{{ {words} ~ !name_char }}")
}
