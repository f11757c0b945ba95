//! Diagnostics made by hand, so that the rendering is seen apart from the compiler.

use noegle::diagnostics::problems::{CodeProblem, FormProblem, NameProblem, Noun, SetProblem, UnitProblem};
use noegle::diagnostics::render::{Format, render, summary};
use noegle::diagnostics::{Diagnostic, Language, order};
use noegle::source::{SourceFile, Sources, Span};

const DEFINITIONS: &str = r#"nøgletal ældreudgift
  titel     "Ældreudgift pr. borger på 67 år og derover"
  enhed     kr. pr. borger
  gyldig    2015-2020
  skala     1.5
  tæller fra regnskab
    med        dranst 1 og 2, funktion 5.32.30   # flyttet i 2018
    med        dranst 1, funktion 5.28.20
  nævner = borgere_67_plus
"#;

/// One file with some problems in it, not in their order.
fn example() -> (Sources, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new("nøgletal/ældre.noegle", DEFINITIONS));
    let at = |text: &str| {
        let start = DEFINITIONS.find(text).expect("the text stands in the definitions");
        Span::new(file, start, start + text.len())
    };
    let in_line = |line: &str, text: &str| {
        let start = at(line).start as usize + line.find(text).expect("the text stands in the line");
        Span::new(file, start, start + text.len())
    };
    let line = "med        dranst 1, funktion 5.28.20";
    let diagnostics = vec![
        Diagnostic::new(
            NameProblem::UnknownName {
                kind: Noun::BaseFigure,
                name: "borgere_67_plus".to_owned(),
                nearest: Some("borgere_67plus".to_owned()),
            },
            at("borgere_67_plus"),
        )
        .fix(at("borgere_67_plus"), "borgere_67plus"),
        Diagnostic::new(
            CodeProblem::CodeNotValid {
                code: "5.32.30".to_owned(),
                title: "Ældreboliger".to_owned(),
                valid_from: None,
                valid_to: Some(2017),
                years: vec![2018, 2019, 2020],
                all_years: false,
                replaced_by: vec!["5.30.26 Personlig og praktisk hjælp".to_owned()],
            },
            at("5.32.30"),
        )
        .related(at("2015-2020"), "valid"),
        Diagnostic::new(
            SetProblem::AddsNothing {
                accounts: ["5.28.20", "5.28.21", "5.28.22", "5.28.23", "5.28.24", "5.28.25", "5.28.26"]
                    .map(|code| format!("{code} Plejefamilier"))
                    .to_vec(),
                years: vec![2015, 2016, 2018],
                all_years: false,
            },
            at(line),
        )
        .related(in_line("med        dranst 1 og 2, funktion 5.32.30", "dranst 1 og 2"), "earlier"),
        Diagnostic::new(FormProblem::DecimalPoint { written: "1.5".to_owned(), meant: "1,5".to_owned() }, at("1.5"))
            .fix(at("1.5"), "1,5"),
        Diagnostic::new(
            CodeProblem::LevelWordDiffers {
                word: "funktion".to_owned(),
                code: "5.28".to_owned(),
                level: "hovedfunktion".to_owned(),
            },
            in_line(line, "funktion"),
        ),
        Diagnostic::new(
            NameProblem::Unused { kind: Noun::KeyFigure, name: "ældreudgift".to_owned() },
            at("ældreudgift"),
        ),
        Diagnostic::new(UnitProblem::DenominatorMayBeZero { figure: "ældreudgift".to_owned() }, at("nævner")),
        Diagnostic::new(UnitProblem::DenominatorMayBeZero { figure: "ældreudgift".to_owned() }, at("nævner")),
    ];
    (sources, diagnostics)
}

fn rendered(language: Language, format: Format) -> String {
    let (sources, mut diagnostics) = example();
    order(&mut diagnostics, &sources);
    render(&diagnostics, &sources, language, format, false)
}

#[test]
fn danish_text() {
    insta::assert_snapshot!(rendered(Language::Danish, Format::Text));
}

#[test]
fn english_text() {
    insta::assert_snapshot!(rendered(Language::English, Format::Text));
}

#[test]
fn json_has_the_fields_of_the_contract() {
    insta::assert_snapshot!(rendered(Language::Danish, Format::Json));
}

#[test]
fn sarif() {
    insta::assert_snapshot!(rendered(Language::Danish, Format::Sarif));
}

#[test]
fn github() {
    insta::assert_snapshot!(rendered(Language::Danish, Format::GitHub));
}

#[test]
fn the_summary_counts_each_level() {
    let (_, diagnostics) = example();
    assert_eq!(summary(&diagnostics, Language::Danish), "6 fejl, 1 advarsel, 1 note");
    assert_eq!(summary(&diagnostics[..1], Language::English), "1 error");
    assert_eq!(summary(&[], Language::Danish), "");
}

fn one(text: &str, wanted: &str) -> (Sources, Diagnostic) {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new("a.noegle", text));
    let text = sources.file(file).text.clone();
    let start = text.find(wanted).expect("the text stands in the file");
    let span = Span::new(file, start, start + wanted.len());
    (sources, Diagnostic::new(FormProblem::ControlCharacter { character: "U+001B".to_owned() }, span))
}

fn shown(text: &str, wanted: &str) -> String {
    let (sources, diagnostic) = one(text, wanted);
    render(&[diagnostic], &sources, Language::Danish, Format::Text, false)
}

#[test]
fn carets_stand_under_danish_and_wide_letters_and_after_tabs() {
    insta::assert_snapshot!(shown("\ttitel \"Ærøskøbing på 日本語\" fejl\n", "fejl"));
}

#[test]
fn what_a_terminal_would_obey_is_shown_and_carets_still_fit() {
    insta::assert_snapshot!(shown("  titel \"\u{1b}[31mrød\u{202e}\" fejl\n", "fejl"));
}

#[test]
fn a_long_line_is_cut_around_the_place() {
    let long = format!("  definition \"{}\" fejl {}\n", "æ ".repeat(400), "ø ".repeat(400));
    insta::assert_snapshot!(shown(&long, "fejl"));
}

#[test]
fn a_place_of_several_lines_is_shown_by_its_first() {
    insta::assert_snapshot!(shown(
        "nøgletal x\n  titel \"x\"\n  enhed kr.\n",
        "nøgletal x\n  titel \"x\"\n  enhed kr."
    ));
}

#[test]
fn a_place_at_the_very_end_is_shown() {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new("a.noegle", "nøgletal x\n  enhed"));
    let end = sources.file(file).text.len();
    let problem = FormProblem::LineIncomplete { clause: "enhed".to_owned(), expected: Vec::new(), example: None };
    let diagnostic = Diagnostic::new(problem, Span::new(file, end, end));
    insta::assert_snapshot!(render(&[diagnostic], &sources, Language::Danish, Format::Text, false));
}

#[test]
fn places_in_two_files_are_shown_in_both() {
    let mut sources = Sources::default();
    let first = sources.add(SourceFile::new("a.noegle", "nøgletal ældre\n"));
    let second = sources.add(SourceFile::new("b.noegle", "\n\nnøgletal aeldre\n"));
    let problem = NameProblem::NamesFoldAlike { name: "aeldre".to_owned(), other: "ældre".to_owned() };
    let diagnostic = Diagnostic::new(problem, Span::new(second, 12, 18)).related(Span::new(first, 10, 16), "first");
    insta::assert_snapshot!(render(&[diagnostic], &sources, Language::Danish, Format::Text, false));
}

#[test]
fn colour_is_used_only_when_asked_for() {
    let (sources, diagnostic) = one("fejl\n", "fejl");
    let coloured = render(std::slice::from_ref(&diagnostic), &sources, Language::Danish, Format::Text, true);
    let plain = render(&[diagnostic], &sources, Language::Danish, Format::Text, false);
    assert!(coloured.contains("\u{1b}[0m"));
    assert!(!plain.contains('\u{1b}'));
}

#[test]
fn a_workflow_command_cannot_be_broken_by_what_it_says() {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new("a,b:c%.noegle", "x\n"));
    let problem = NameProblem::UnknownName { kind: Noun::Filter, name: "100%\r\n::error::".to_owned(), nearest: None };
    let diagnostic = Diagnostic::new(problem, Span::new(file, 0, 1));
    let text = render(&[diagnostic], &sources, Language::Danish, Format::GitHub, false);
    assert_eq!(text.lines().count(), 1);
    assert!(text.starts_with("::error file=a%2Cb%3Ac%25.noegle,line=1,col=1,"), "{text}");
    assert!(text.contains("»100%25␍␊::error::«"), "{text}");
}
