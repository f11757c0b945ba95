//! The examples of the pages hold what they promise: ```` ```noegle fejl N202 ```` has that problem,
//! ```` ```noegle ```` has no error. Both stand on the ground of the fixtures.

use noegle::diagnostics::pages;

use super::fixtures::{Fixture, own};

/// The blocks of a page with this fence.
fn blocks(page: &str, fence: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<(bool, String)> = None;
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(found)) => open = Some((found == fence, String::new())),
            (Some((wanted, text)), Some(_)) => {
                if *wanted {
                    blocks.push(std::mem::take(text));
                }
                open = None;
            }
            (Some((_, text)), None) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks
}

/// The codes of the problems of an example, each as often as it comes.
fn raised(code: &str, text: String, errors_only: bool) -> Vec<&'static str> {
    let fixture = Fixture { name: format!("{code}.md"), text, files: Vec::new() };
    let problems = own(&fixture.compiled(), code);
    problems.iter().filter(|problem| problem.is_error() || !errors_only).map(|problem| problem.problem.code()).collect()
}

#[test]
fn a_bad_example_has_the_problem_of_its_page_and_no_other() {
    let mut wrong = String::new();
    for code in pages::codes() {
        let page = pages::page(code).expect("a listed code has a page");
        for block in blocks(page, &format!("noegle fejl {code}")) {
            let raised = raised(code, block, false);
            if raised.is_empty() || raised.iter().any(|found| *found != code) {
                wrong.push_str(&format!("{code}: {raised:?}\n"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn a_mended_example_has_no_errors_and_not_the_problem() {
    let mut wrong = String::new();
    for code in pages::codes() {
        let page = pages::page(code).expect("a listed code has a page");
        for block in blocks(page, "noegle") {
            let errors = raised(code, block.clone(), true);
            if !errors.is_empty() || raised(code, block, false).contains(&code) {
                wrong.push_str(&format!("{code}: {errors:?}\n"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
