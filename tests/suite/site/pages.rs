//! What the page of a nøgletal tells.

use noegle::diagnostics::Language;
use noegle::site::Settings;

use super::html::elements;
use super::{page, project, settings, site_of};

const FIGURE: &str = "noegletal/forebyggelsens_andel/index.html";

/// The text that a reader sees, with single blanks.
fn seen(path: &str, html: &str) -> String {
    let all = elements(path, html);
    let main = all.iter().find(|element| element.name == "main").expect("siden har et indhold");
    main.text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_example_tells_which_rows_count_and_why_and_does_the_sum() {
    let files = site_of(&project("."), settings()).expect("skabelonerne er vore egne");
    let text = seen(FIGURE, page(&files, FIGURE));
    for told in [
        "Forebyggelse er 5.28.21 ud af hele 5.28",
        "tæller og nævner: med [særlig_støtte_til_børn]",
        "tæller og nævner: ingen linje tager rækken med",
        "nævner=84.419.740+46.592.571+26.113.356+4.266.300=161.391.967",
        "=28,8692",
    ] {
        assert!(text.replace(' ', "").contains(&told.replace(' ', "")), "{told}\n{text}");
    }
}

#[test]
fn accounts_are_marked_by_word_and_sign_with_the_line_that_decided() {
    let files = site_of(&project("."), settings()).expect("skabelonerne er vore egne");
    let html = page(&files, FIGURE);
    let text = seen(FIGURE, html);
    assert!(text.contains("✓ medtaget 5.28.21 Forebyggende foranstaltninger for børn og unge"), "{text}");
    assert!(text.contains("✕ udeladt 5.28.20"), "{text}");
    let links: Vec<_> = elements(FIGURE, html)
        .into_iter()
        .filter(|of| of.get("href").is_some_and(|to| to.starts_with("#del1-linje")))
        .collect();
    assert!(!links.is_empty());
}

#[test]
fn what_counts_only_with_some_of_the_rest_says_with_what() {
    let files = site_of(&project("flis"), settings()).expect("skabelonerne er vore egne");
    let path = "noegletal/strukturel_driftsbalance/index.html";
    let text = seen(path, page(&files, path));
    assert!(text.contains("kun dranst 1 og 2"), "{text}");
    assert!(text.contains("NøgletalID 005-0010-011-0-0-0"), "{text}");
}

#[test]
fn the_frame_is_english_when_the_project_is_and_the_definitions_stay_danish() {
    let english = Settings { language: Some(Language::English), ..settings() };
    let files = site_of(&project("."), english).expect("skabelonerne er vore egne");
    let html = page(&files, FIGURE);
    assert!(html.contains("<html lang=\"en\">") && html.contains("How it is computed"));
    let heading =
        elements(FIGURE, html).into_iter().find(|element| element.name == "h1").expect("siden har en overskrift");
    assert_eq!(heading.get("lang"), Some("da"));
}

#[test]
fn what_stood_otherwise_in_earlier_years_is_told_code_by_code() {
    let files = site_of(&project("flis"), settings()).expect("skabelonerne er vore egne");
    let path = "noegletal/forbrugsprocent_oprindeligt_budget/index.html";
    let text = seen(path, page(&files, path));
    assert!(text.contains("2018: hvad der var anderledes"), "{text}");
    assert!(text.contains("funktion 3.22.30 Ungdomsindsatsenfindes ikkemedtaget"), "{text}");
    assert!(text.contains("funktion 3.22.14 Ungdommens Uddannelsesvejledningmedtagetfindes ikke"), "{text}");
    assert!(text.contains("Ældreboligerdelvist, kun dranst 1, gruppering 005findes ikke"), "{text}");
    assert!(!text.contains("medtagetmedtaget") && !text.contains("udeladtudeladt"), "{text}");
}
