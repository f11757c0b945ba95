//! What is said about a line that cannot be read.

use noegle::diagnostics::Problem;
use noegle::diagnostics::problems::{Expected, FormProblem, Noun};

use super::{codes, declarations, parsed};

/// What was expected where the only problem of a text stands.
fn expected(text: &str) -> Vec<Expected> {
    match parsed(text).diagnostics.remove(0).problem {
        Problem::Form(FormProblem::LineIncomplete { expected, .. } | FormProblem::LineUnreadable { expected, .. }) => {
            expected
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_missing_is_named() {
    assert_eq!(expected("nøgletal x\n  tæller fra\n"), [Expected::Noun(Noun::Name)]);
    assert_eq!(expected("nøgletal x\n  tæller\n"), [Expected::keyword("="), Expected::keyword("fra")]);
    assert_eq!(expected("nøgletal x\n  gyldig\n"), [Expected::Noun(Noun::Years)]);
    assert_eq!(expected("nøgletal x\n  titel\n"), [Expected::Noun(Noun::Text)]);
    assert_eq!(expected("filter f\n  med\n"), [Expected::Noun(Noun::Condition)]);
}

#[test]
fn a_declaration_needs_a_name_that_is_one() {
    assert_eq!(codes("nøgletal\n"), ["N010"]);
    assert_eq!(codes("nøgletal ældre-udgift\n"), ["N010"]);
    assert_eq!(codes("nøgletal 2x\n"), ["N010"]);
}

#[test]
fn days_and_periods_must_exist() {
    assert_eq!(codes("grundtal x fra y\n  optælling antal b pr. 31. juni\n"), ["N011"]);
    assert_eq!(codes("grundtal x fra y\n  optælling antal b pr. 29. februar\n"), Vec::<&str>::new());
    assert_eq!(codes("nøgletal x\n  gyldig 2018-2010\n"), ["N011"]);
    assert_eq!(codes("valideringsregel x\n  alvor fejl, dog advarsel i måned 1-13\n"), ["N011"]);
    assert_eq!(codes("valideringsregel x\n  undtaget kommune 411 til 2025-13\n"), ["N011"]);
}

#[test]
fn a_clause_elsewhere_says_where_it_belongs() {
    let problem = parsed("kontoplan k\n  optælling a for måneden\n").diagnostics.remove(0).problem;
    let Problem::Form(FormProblem::ClauseNotHere { belongs_to, .. }) = problem else { panic!("{problem:?}") };
    assert_eq!(belongs_to, ["grundtal", "nøgletal"]);
    let problem = parsed("nøgletal x\n  med alle\n").diagnostics.remove(0).problem;
    assert!(matches!(problem, Problem::Form(FormProblem::ClauseNeedsSection { .. })));
}

/// Every line of the fixtures, cut short after each of its words: the answer always says what is missing.
#[test]
fn a_line_cut_short_anywhere_says_how_it_goes_on() {
    for text in declarations() {
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let ends = line.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(end, _)| end);
            for end in ends.filter(|end| !line[..*end].trim().is_empty()) {
                check_cut(&lines, at, &line[..end]);
            }
        }
    }
}

fn check_cut(lines: &[&str], at: usize, cut: &str) {
    let text: Vec<&str> = lines.iter().enumerate().map(|(i, line)| if i == at { cut } else { *line }).collect();
    for diagnostic in parsed(&text.join("\n")).diagnostics {
        if let Problem::Form(FormProblem::LineIncomplete { expected, .. }) = diagnostic.problem {
            assert_ne!(expected, [], "{cut}");
        }
    }
}

#[test]
fn what_a_line_says_twice_is_reported() {
    for line in
        ["måltal x, enhed kr., enhed pct.", "måltal x, beholdning, andel", "kolonne x er tal, tom når 1, tom når 2"]
    {
        assert_eq!(codes(&format!("datakilde d\n  {line}\n")), ["N010"], "{line}");
    }
    assert_eq!(codes("nøgletal x\n  priser faste, niveau 2024, niveau 2025\n"), ["N010"]);
    assert_eq!(codes("valideringsregel x\n  tolerance 1 pct., 2 pct.\n"), ["N010"]);
}

/// The problems of a text with their first fix, as `code: replacement`.
fn fixes(text: &str) -> Vec<String> {
    let replacement = |problem: &noegle::diagnostics::Diagnostic| {
        problem.fixes.first().and_then(|fix| fix.edits.first()).map_or(String::new(), |edit| edit.replacement.clone())
    };
    parsed(text).diagnostics.iter().map(|one| format!("{}: {}", one.problem.code(), replacement(one))).collect()
}

#[test]
fn texts_of_word_processors_are_offered_in_straight_quotes() {
    for written in [
        "“Udgift pr. borger”",
        "»Udgift pr. borger«",
        "„Udgift pr. borger“",
        "'Udgift pr. borger'",
        "Udgift pr. borger",
    ] {
        assert_eq!(fixes(&format!("nøgletal x\n  titel {written}\n")), ["N003: \"Udgift pr. borger\""], "{written}");
    }
    assert_eq!(fixes("kontoplan k\n  koder fra k/f.csv niveauer funktion\n"), ["N003: \"k/f.csv\""]);
}

#[test]
fn a_colon_after_the_first_words_is_one_slip() {
    assert_eq!(fixes("grundtal x fra y\n  med: dranst 1\n  optælling: a for hele året\n"), ["N003: ", "N003: "]);
    assert_eq!(fixes("nøgletal: x\n"), ["N003: "]);
}

#[test]
fn a_name_of_several_words_is_offered_with_underscores() {
    assert_eq!(fixes("nøgletal udgift pr. borger\n"), ["N010: udgift_pr_borger"]);
    assert_eq!(fixes("nøgletal \"Udgift pr. borger\"\n"), ["N010: Udgift_pr_borger"]);
}

#[test]
fn dashes_of_word_processors_are_ranges() {
    for dash in ["-", "–", "—", "−"] {
        assert_eq!(codes(&format!("filter f\n  med funktion 2{dash}6\n")), Vec::<&str>::new(), "{dash}");
    }
}

#[test]
fn words_of_other_languages_are_understood() {
    assert_eq!(fixes("nøgletal x\n  title \"T\"\n  hvis nævner er 0, vis ikke\n"), ["N001: titel", "N001: når"]);
}

#[test]
fn a_figure_is_not_reported_weekly() {
    assert_eq!(codes("nøgletal x\n  opgøres ugentligt\n"), ["N003"]);
    assert_eq!(codes("område x\n  opdateres ugentligt\n"), Vec::<&str>::new());
}
