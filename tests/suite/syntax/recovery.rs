//! A line that cannot be read is one problem, and harms its own declaration only.

use noegle::syntax::tree::{ClauseKind, Declaration, Header};

use super::{FIXTURES, codes, fixed, numerator_lines, parsed, tree, without_spans};

/// Declarations by what they say, without places.
fn meanings(text: &str) -> Vec<String> {
    parsed(text).tree.declarations.iter().map(meaning).collect()
}

fn meaning(declaration: &Declaration) -> String {
    without_spans(declaration)
}

/// The lines of a text, each with whether a declaration begins there.
fn lines(text: &str) -> Vec<(&str, bool)> {
    let begins = |line: &str| line.starts_with(char::is_alphabetic);
    text.lines().map(|line| (line, begins(line))).collect()
}

#[test]
fn a_line_that_is_left_out_harms_at_most_its_declaration() {
    for (name, text) in FIXTURES {
        let whole = meanings(text);
        let lines = lines(text);
        let mut declaration = 0;
        for (at, (line, begins)) in lines.iter().enumerate() {
            declaration += usize::from(*begins);
            let without: Vec<&str> = lines.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, (l, _))| *l).collect();
            let left = meanings(&(without.join("\n") + "\n"));
            let (before, after) = (declaration.saturating_sub(1 + usize::from(*begins)), whole.len() - declaration);
            assert_eq!(left[..before], whole[..before], "{name}: {line}");
            assert_eq!(left[left.len() - after..], whole[whole.len() - after..], "{name}: {line}");
        }
    }
}

#[test]
fn a_line_of_nonsense_is_one_problem() {
    for (name, text) in FIXTURES {
        let whole = meanings(text);
        let lines = lines(text);
        let mut declaration = 0;
        let mut in_text = false;
        for (at, (line, begins)) in lines.iter().enumerate() {
            declaration += usize::from(*begins);
            let quotes = line.matches("\"\"\"").count() % 2 == 1;
            if line.is_empty() || quotes || in_text || line.trim_start().starts_with(['#', '|']) {
                in_text ^= quotes;
                continue;
            }
            let nonsense = if *begins { "nonsens ; x" } else { "  nonsens ; x" };
            let changed: Vec<&str> =
                lines.iter().enumerate().map(|(i, (l, _))| if i == at { nonsense } else { l }).collect();
            let text = changed.join("\n") + "\n";
            if !OPENERS.iter().any(|opener| line.trim_start().starts_with(opener)) {
                assert_eq!(codes(&text), ["N001"], "{name}: {line}");
            }
            let left = meanings(&text);
            assert_eq!(left[..declaration - 1], whole[..declaration - 1], "{name}: {line}");
            assert_eq!(left[declaration..], whole[declaration..], "{name}: {line}");
        }
    }
}

/// Lines whose loss leaves other lines without their place.
const OPENERS: [&str; 6] = ["tæller", "nævner", "data ", "givet", "forvent", "udgave"];

#[test]
fn the_lines_of_a_broken_section_are_no_problems() {
    assert_eq!(codes("nøgletal x\n  tæller\n    med alle\n    optælling a for måneden\n  enhed kr.\n"), ["N003"]);
    assert_eq!(codes("eksempel \"e\" for x\n  givet\n    | a |\n    | 1 |\n"), ["N003"]);
    assert_eq!(
        codes("nøgletal x\n  titel \"a\"\n  udgave\n    tæller = a\n  udgave fra 2018\n    tæller = b\n"),
        ["N003"]
    );
}

#[test]
fn a_broken_line_is_kept_as_broken() {
    let parsed = parsed("nøgletal x\n  tæller fra a\n    med dranst\n    med alle\n");
    let declaration = &parsed.tree.declarations[0];
    assert!(declaration.broken);
    let lines = numerator_lines(&declaration.clauses);
    assert_eq!(lines[0].kind, ClauseKind::Broken);
    assert!(matches!(lines[1].kind, ClauseKind::FilterLine(_)));
}

#[test]
fn an_unknown_clause_offers_the_nearest_of_its_declaration() {
    let text = "nøgletal x\n  titl \"a\"\n";
    assert_eq!(codes(text), ["N001"]);
    assert_eq!(codes(&fixed(text)), Vec::<&str>::new());
}

#[test]
fn an_indented_declaration_is_moved_out() {
    let text = "filter a\n  med alle\n  filter b\n  med alle\n";
    assert_eq!(codes(text), ["N002"]);
    assert_eq!(parsed(text).tree.declarations.len(), 2);
    assert_eq!(fixed(text), "filter a\n  med alle\nfilter b\n  med alle\n");
}

#[test]
fn a_clause_in_column_1_is_moved_in() {
    let text = "filter a\ntitel \"x\"\n  med alle\n";
    assert_eq!(codes(text), ["N002"]);
    assert_eq!(fixed(text), "filter a\n  titel \"x\"\n  med alle\n");
}

#[test]
fn a_misspelled_declaration_keeps_its_name_and_its_lines() {
    let text = "nøgeltal x\n  titel \"a\"\n  tæller = y\n";
    assert_eq!(codes(text), ["N001"]);
    let declaration = &parsed(text).tree.declarations[0];
    assert_eq!(declaration.header, Header::Broken);
    assert_eq!(declaration.name.as_ref().map(|name| name.text.as_str()), Some("x"));
    assert_eq!(declaration.clauses.len(), 2);
    tree(&fixed(text));
}

#[test]
fn lines_before_the_first_declaration_are_one_problem() {
    assert_eq!(codes("  titel \"a\"\n  med alle\n| a |\nområde x\n"), ["N001"]);
}

#[test]
fn a_text_that_is_not_closed_ends_with_its_line_or_declaration() {
    let text = "område x\n  titel \"a\n  ansvarlig \"b\"\n";
    assert_eq!(codes(text), ["N005"]);
    tree(&fixed(text));
    let text = "område x\n  definition \"\"\"\n    a\nområde y\n  definition \"\"\"\n    b\n    \"\"\"\n";
    assert_eq!(codes(text), ["N005"]);
    assert_eq!(parsed(text).tree.declarations.len(), 2);
}

#[test]
fn a_text_may_hold_lines_that_look_like_declarations() {
    tree("område x\n  definition \"\"\"\nfilter a\nområde b\n  \"\"\"\nområde y\n");
}

#[test]
fn a_clause_that_may_stand_once_stands_once() {
    assert_eq!(codes("område x\n  titel \"a\"\n  titel \"b\"\n"), ["N010"]);
    assert_eq!(codes("nøgletal x\n  tæller = a\n  tæller fra b\n    med alle\n"), ["N010"]);
    assert_eq!(
        codes("nøgletal x\n  udgave til 2017\n    tæller = a\n  udgave fra 2018\n    tæller = b\n"),
        Vec::<&str>::new()
    );
}

#[test]
fn a_misspelled_section_keeps_its_lines() {
    for header in ["tæler fra budget", "numerator from budget", "helt andet"] {
        let text = format!(
            "nøgletal x\n  {header}\n    med dranst 1\n    uden art 0\n    optælling a for hele året\n  enhed kr.\n"
        );
        assert_eq!(codes(&text), ["N001"], "{header}");
    }
    assert_eq!(codes("nøgletal x\n  med dranst 1\n  uden art 0\n  optælling a for hele året\n"), ["N001"]);
    assert_eq!(
        codes("eksempel \"E\" for x\n  gvet budget\n    | a |\n    | 1 |\n  forvendt\n    | b |\n    | 2 |\n"),
        ["N001", "N001"]
    );
}

#[test]
fn a_sign_before_the_word_is_deleted() {
    let diagnostics = parsed("grundtal x fra y\n  + med dranst 1\n").diagnostics;
    let edit = &diagnostics[0].fixes[0].edits[0];
    assert_eq!((edit.replacement.as_str(), edit.span.end - edit.span.start), ("med", 5));
}
