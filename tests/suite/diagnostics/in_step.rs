//! The table of codes, the problems, their wordings, pages and fixtures keep step: what was forgotten is named.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use noegle::diagnostics::pages;

use super::fixtures;

/// The codes that the language promises.
const PROMISED: &[&str] = &[
    "N001", "N002", "N004", "N006", "N101", "N102", "N103", "N104", "N201", "N202", "N203", "N204", "N205", "N206",
    "N301", "N302", "N303", "N304", "N305", "N401", "N402", "N403", "N404", "N405", "N501", "N502", "N503", "N504",
    "N505", "N601", "N602", "N603", "N701", "N702", "N703", "N704", "N801", "N802", "N803", "N901", "N902", "N951",
];

/// Promised codes whose checks come with the meaning they belong to: fixed prices, changes, comparison, rules,
/// confidentiality.
const LATER: &[&str] = &["N503", "N504", "N902"];

/// Codes that no definition can show here.
const WITHOUT_FIXTURE: &[&str] = &[];

/// Problems for what is to come.
const WITHOUT_RAISER: &[&str] = &[];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            files.extend(self::files(&path, extension));
        } else if path.extension().is_some_and(|found| found == extension) {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The texts of the sources of a folder under `src`.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a source is text");
        (path, text)
    };
    files(&root().join("src").join(folder), "rs").into_iter().map(read).collect()
}

/// The codes in the sources of the problems.
fn known() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for (_, text) in sources("diagnostics/problems") {
        codes.extend(text.split('"').filter(|text| is_code(text)).map(str::to_owned));
    }
    codes
}

fn is_code(text: &str) -> bool {
    text.len() == 4 && text.starts_with('N') && text[1..].bytes().all(|byte| byte.is_ascii_digit())
}

#[test]
fn what_the_language_promises_is_there_or_comes_later() {
    let known = known();
    for code in PROMISED {
        assert!(known.contains(*code) != LATER.contains(code), "{code} is either known or comes later");
    }
}

#[test]
fn every_code_has_a_page_and_no_page_is_left_over() {
    let known = known();
    let paged: BTreeSet<String> = pages::codes().map(str::to_owned).collect();
    assert_eq!(known, paged);
    assert!(pages::codes().is_sorted(), "pages are found by binary search");
    let written: BTreeSet<String> = files(&root().join("docs/diagnostik"), "md")
        .iter()
        .filter_map(|path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()))
        .collect();
    assert_eq!(known, written, "docs/diagnostik");
}

#[test]
fn every_page_begins_with_its_code_and_a_title() {
    for code in pages::codes() {
        let page = pages::page(code).expect("a listed code has a page");
        assert!(page.starts_with(&format!("# {code} ")), "{code}");
        assert!(!pages::title(page).is_empty(), "{code}");
    }
}

#[test]
fn every_code_has_a_fixture() {
    let shown: BTreeSet<String> = fixtures::names().iter().map(|name| name[..4].to_owned()).collect();
    for code in known() {
        assert!(shown.contains(&code) != WITHOUT_FIXTURE.contains(&code.as_str()), "tests/diagnostik: {code}");
    }
}

#[test]
fn every_problem_is_raised_somewhere() {
    let raising: String = sources("")
        .into_iter()
        .filter(|(path, _)| !path.starts_with(root().join("src/diagnostics")))
        .map(|(_, text)| text)
        .collect();
    let mut never = Vec::new();
    for (_, text) in sources("diagnostics/problems") {
        let Some(name) = text.split("pub enum ").nth(1).and_then(|rest| rest.split(' ').next()) else { continue };
        if !name.ends_with("Problem") || name == "Problem" {
            continue;
        }
        let variants = text.lines().filter(|line| line.starts_with("    ") && !line.starts_with("     "));
        let variants = variants.filter_map(|line| line.trim().split_once(" {")).map(|(variant, _)| variant);
        for variant in variants.filter(|variant| variant.chars().all(char::is_alphanumeric)) {
            let problem = format!("{name}::{variant}");
            if raising.contains(&problem) == WITHOUT_RAISER.contains(&problem.as_str()) {
                never.push(problem);
            }
        }
    }
    assert!(never.is_empty(), "{}", never.join("\n"));
}
