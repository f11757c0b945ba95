//! Whatever the input, an answer: no panic, no overflow, no endless list of problems.

use noegle::diagnostics::Problem;
use noegle::diagnostics::problems::FormProblem;
use proptest::prelude::*;

use super::{FIXTURES, codes, declarations, parsed, tree};

/// A grundtal of so many parentheses.
fn nested(depth: usize) -> String {
    format!("grundtal x = {}1{}\n", "(".repeat(depth), ")".repeat(depth))
}

#[test]
fn nesting_is_capped_alike_on_every_thread() {
    let answers = || (codes(&nested(200)), codes(&nested(201)), codes(&nested(10_000)));
    let (allowed, beyond, far_beyond) = answers();
    assert_eq!(allowed, Vec::<&str>::new());
    assert_eq!((beyond, far_beyond), (vec!["N008"], vec!["N008"]));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    assert_eq!(pool.install(answers), answers());
}

#[test]
fn chains_and_signs_are_capped_too() {
    tree(&format!("grundtal x = {}1\n", "1 + ".repeat(300)));
    tree(&format!("grundtal x = {}1\n", "- ".repeat(300)));
    assert_eq!(codes(&format!("grundtal x = {}1\n", "1 + ".repeat(50_000))), ["N008"]);
    assert_eq!(codes(&format!("grundtal x = {}1\n", "-".repeat(100_000))), ["N008"]);
}

#[test]
fn a_file_no_person_wrote_is_refused() {
    let large = "område x\n".repeat(2_500_000);
    assert_eq!(codes(&large), ["N009"]);
    assert_eq!(codes("område \0x\n"), ["N009"]);
    assert_eq!(codes(&format!("filter f\n  med dranst {}1\n", "1, ".repeat(200_000))), ["N009"]);
}

#[test]
fn invisible_characters_are_reported_once() {
    assert_eq!(codes("område x\u{1}\n  titel \"a\u{7}\"\n"), ["N009"]);
}

#[test]
fn more_than_a_hundred_problems_are_counted() {
    let parsed = parsed(&"vrøvl\n".repeat(5_000));
    assert_eq!(parsed.diagnostics.len(), 101);
    let last = &parsed.diagnostics[100].problem;
    assert_eq!(*last, Problem::Form(FormProblem::MoreProblems { count: 4_900 }));
}

#[test]
fn numbers_without_end_are_refused() {
    assert_eq!(codes(&format!("grundtal x = {}\n", "9".repeat(100_000))), ["N004"]);
    assert_eq!(codes("område x\n  historik 99999999999 år\n"), ["N004"]);
}

/// All `start: …, end: …` of a value's debug text.
fn spans(debug: &str) -> Vec<(usize, usize)> {
    let number = |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0);
    let found = debug.split("start: ").skip(1).filter_map(|rest| {
        let (start, end) = rest.split_once(", end: ")?;
        Some((number(start), number(end)))
    });
    found.collect()
}

fn check(text: &str) {
    let mut sources = noegle::source::Sources::default();
    let file = sources.add(noegle::source::SourceFile::new("prøve.noegle", text));
    let parsed = noegle::syntax::parse(&sources, file);
    let text = &sources.file(file).text;
    for (start, end) in spans(&format!("{parsed:?}")) {
        assert!(start <= end, "{start}..{end}");
        assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "{start}..{end}");
    }
    let broken = parsed.tree.declarations.iter().any(|declaration| declaration.broken);
    assert!(!broken || !parsed.diagnostics.is_empty(), "a broken declaration has a reason");
}

fn edited(text: &str, at: usize, length: usize, inserted: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let at = at % (characters.len() + 1);
    let end = (at + length).min(characters.len());
    characters[..at].iter().copied().chain(inserted.chars()).chain(characters[end..].iter().copied()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_edits_never_panic(
        declarations in prop::collection::vec(prop::sample::select(declarations()), 1..4),
        edits in prop::collection::vec((any::<usize>(), 0..8_usize, "[ \\n\"#|(),.<>=0-9a-zæøå\\[\\]-]{0,6}"), 1..4),
    ) {
        let mut text = declarations.concat();
        for (at, length, inserted) in edits {
            text = edited(&text, at, length, &inserted);
        }
        check(&text);
    }

    #[test]
    fn random_words_never_panic(words in prop::collection::vec(word(), 0..60)) {
        check(&words.join(" "));
    }

    #[test]
    fn random_text_never_panics(text in "\\PC{0,200}") {
        check(&text);
    }
}

/// Something that a definition is made of.
fn word() -> impl Strategy<Value = String> {
    let words: Vec<String> = FIXTURES
        .iter()
        .flat_map(|(_, text)| text.split_inclusive(char::is_whitespace))
        .map(str::to_owned)
        .chain(["\n", "\n  ", "\"", "\"\"\"", "#", "|", "\u{301}", "\u{a0}", "İ"].map(str::to_owned))
        .collect();
    prop::sample::select(words)
}
