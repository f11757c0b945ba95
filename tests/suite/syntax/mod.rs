//! Text to tree: every form of the language is read, and what cannot be read harms nothing else.

mod conditions;
mod forms;
mod limits;
mod messages;
mod recovery;
mod spelling;

use noegle::source::{SourceFile, Sources};
use noegle::syntax::tree::{Clause, ClauseKind, Condition, Part, Tree};
use noegle::syntax::{Parsed, parse};

const FIXTURES: [(&str, &str); 3] = [
    ("figures", include_str!("fixtures/figures.noegle")),
    ("sources", include_str!("fixtures/sources.noegle")),
    ("rules", include_str!("fixtures/rules.noegle")),
];

/// The declarations of all fixtures, each with the comments after it.
fn declarations() -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in FIXTURES.iter().flat_map(|(_, text)| text.lines()) {
        if line.starts_with(char::is_alphabetic) {
            found.push(String::new());
        }
        if let Some(declaration) = found.last_mut() {
            *declaration += &format!("{line}\n");
        }
    }
    found
}

/// Parses a text as a file of its own.
fn parsed(text: &str) -> Parsed {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new("prøve.noegle", text));
    parse(&sources, file)
}

/// The tree of a text without problems.
fn tree(text: &str) -> Tree {
    let parsed = parsed(text);
    assert_eq!(parsed.diagnostics, [], "{text}");
    parsed.tree
}

/// The codes of a text's problems, in order.
fn codes(text: &str) -> Vec<&'static str> {
    parsed(text).diagnostics.iter().map(|diagnostic| diagnostic.problem.code()).collect()
}

/// The text after all fixes of all problems.
fn fixed(text: &str) -> String {
    let mut edits: Vec<_> =
        parsed(text).diagnostics.into_iter().flat_map(|one| one.fixes).flat_map(|fix| fix.edits).collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    let mut fixed = text.to_owned();
    for edit in edits {
        fixed.replace_range(edit.span.range(), &edit.replacement);
    }
    fixed
}

/// The conditions of `med …` in a filter.
fn conditions(line: &str) -> Vec<Condition> {
    let tree = tree(&format!("filter f\n  med {line}\n"));
    match tree.declarations.into_iter().next().and_then(|one| one.clauses.into_iter().next()).map(|one| one.kind) {
        Some(ClauseKind::FilterLine(line)) => line.conditions,
        other => panic!("{other:?}"),
    }
}

/// The lines of the first `tæller fra …` among clauses.
fn numerator_lines(clauses: &[Clause]) -> &[Clause] {
    let found = clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::Numerator(Part::Rows { clauses, .. }) => Some(clauses.as_slice()),
        _ => None,
    });
    found.expect("a tæller")
}

/// A value's debug text without spans, so that the same meaning at other places compares equal.
fn without_spans(value: &impl std::fmt::Debug) -> String {
    let text = format!("{value:?}");
    let mut rest = text.as_str();
    let mut kept = String::new();
    while let Some(at) = rest.find("Span {") {
        kept.push_str(&rest[..at]);
        let end = rest[at..].find('}').map_or(rest.len(), |end| at + end + 1);
        rest = &rest[end..];
    }
    kept.push_str(rest);
    kept
}
