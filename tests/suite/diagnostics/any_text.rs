//! Whatever a file holds and wherever a problem lies, every format shows it, and nothing in it steers a terminal.

use noegle::diagnostics::problems::{FormProblem, NameProblem, Noun};
use noegle::diagnostics::render::{Format, render};
use noegle::diagnostics::{Diagnostic, Language};
use noegle::source::{FileId, SourceFile, Sources, Span};
use proptest::prelude::*;

fn texts() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        4 => prop::char::range(' ', '~'),
        2 => prop::sample::select(vec!['æ', 'ø', 'å', 'Å', '日', '\u{301}', '\u{1f600}']),
        2 => prop::sample::select(vec!['\n', '\n', '\t', '\r']),
        1 => prop::sample::select(vec!['\0', '\u{1b}', '\u{7f}', '\u{9b}', '\u{202e}', '\u{feff}', '\u{2028}']),
    ];
    prop::collection::vec(character, 0..600).prop_map(|characters| characters.into_iter().collect())
}

/// A span between two characters of the file, told by two numbers of any size.
fn span(sources: &Sources, file: FileId, (from, to): (usize, usize)) -> Span {
    let text = &sources.file(file).text;
    let mut places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    places.push(text.len());
    let (from, to) = (places[from % places.len()], places[to % places.len()]);
    Span::new(file, from.min(to), from.max(to))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_format_shows_any_place_of_any_text(
        text in texts(),
        name in texts(),
        ends in prop::collection::vec((0usize..4000, 0usize..4000), 3),
    ) {
        let mut sources = Sources::default();
        let file = sources.add(SourceFile::new("a.noegle", &text));
        let [at, related, mended] = [0, 1, 2].map(|index| span(&sources, file, ends[index]));
        let problem = NameProblem::WrongKind { name: name.clone(), found: Noun::Filter, wanted: Noun::Source };
        let diagnostics = [
            Diagnostic::new(problem, at).related(related, "declared").fix(mended, name.clone()),
            Diagnostic::new(FormProblem::TextNotClosed { long: true }, related),
        ];
        for format in [Format::Text, Format::Json, Format::Sarif, Format::GitHub] {
            for language in [Language::Danish, Language::English] {
                let shown = render(&diagnostics, &sources, language, format, false);
                prop_assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "{shown:?}");
            }
        }
        let json = render(&diagnostics, &sources, Language::Danish, Format::Json, false);
        let read: serde_json::Value = serde_json::from_str(&json).expect("json is json");
        prop_assert_eq!(&read[0]["fixes"][0]["edits"][0]["replacement"], &serde_json::Value::from(name));
    }
}
