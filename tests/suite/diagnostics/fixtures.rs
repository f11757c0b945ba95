//! Small faulty definitions, `tests/diagnostik/N…_….noegle`, and what is said about them.
//!
//! The first line of each says which problems come where, `# forventer: N201 linje 4`. Every fixture is compiled
//! together with the folder `grundlag`, in which nothing is wrong; after a line `---- path` follows the text of a
//! code file. A line `# backend: mariadb` asks what that backend cannot express, too. What is said is a snapshot, so that
//! wordings are reviewed as they are read.

use std::fs;
use std::path::PathBuf;

use noegle::compile::{CodeFileText, Compilation, compile};
use noegle::diagnostics::render::{Format, render};
use noegle::diagnostics::{Diagnostic, Language, wording};
use noegle::source::SourceFile;
use noegle::sql::limits::problems;
use noegle::sql::{DialectName, Target, statements};

const GROUND: &str = "grundlag.noegle";

pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostik")
}

/// A fixture or a block of a page.
pub struct Fixture {
    pub name: String,
    pub text: String,
    /// Code files of its own, by path.
    pub files: Vec<(String, String)>,
}

impl Fixture {
    pub fn read(name: &str) -> Fixture {
        let all = fs::read_to_string(folder().join(name)).expect("the fixture can be read");
        let mut parts = all.split("\n---- ");
        let text = format!("{}\n", parts.next().unwrap_or_default().trim_end_matches('\n'));
        let files = parts.map(|part| {
            let (path, text) = part.split_once('\n').expect("a text follows the path of a code file");
            (path.to_owned(), text.to_owned())
        });
        Fixture { name: name.to_owned(), text, files: files.collect() }
    }

    /// What comes of it on the ground that all stand on.
    pub fn compiled(&self) -> Compilation {
        let ground = fs::read_to_string(folder().join("grundlag").join(GROUND)).expect("the ground can be read");
        let definitions = vec![SourceFile::new(GROUND, &ground), SourceFile::new(self.name.clone(), &self.text)];
        let mut compilation = compile(definitions, &|path| self.code_file(path));
        if let Some(backend) = self.text.lines().find_map(|line| line.strip_prefix("# backend: ")) {
            let dialect = DialectName::named(backend).expect("a backend");
            let target = Target { dialect, ..Target::duckdb() };
            let statements = statements(&compilation.model, &target);
            compilation.diagnostics.extend(problems(&compilation.model, &target, &statements));
        }
        compilation
    }

    fn code_file(&self, path: &str) -> CodeFileText {
        if path.contains("..") {
            return CodeFileText::Outside;
        }
        let own = self.files.iter().find(|(known, _)| known == path).map(|(_, text)| text.clone());
        match own.or_else(|| fs::read_to_string(folder().join("grundlag").join(path)).ok()) {
            Some(text) => CodeFileText::Text { name: path.to_owned(), text },
            None => CodeFileText::Missing { nearest: None },
        }
    }
}

/// The names of all fixtures, sorted.
pub fn names() -> Vec<String> {
    let entries = fs::read_dir(folder()).expect("the folder of fixtures can be read");
    let names = entries.map(|entry| entry.expect("it can be listed").file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".noegle")).collect();
    names.sort();
    names
}

/// The problems that are about the fixture. That nothing uses or shows its declarations is news only where it says so.
pub fn own(compilation: &Compilation, name: &str) -> Vec<Diagnostic> {
    let about_fixture = |diagnostic: &&Diagnostic| {
        let code = diagnostic.problem.code();
        let aside = ["N104", "N704"].contains(&code) && !name.starts_with(code);
        compilation.sources.file(diagnostic.span.file).name != GROUND && !aside
    };
    compilation.diagnostics.iter().filter(about_fixture).cloned().collect()
}

/// `N201 linje 4`, and the file's name between when it is not the fixture itself.
fn where_and_what(diagnostic: &Diagnostic, compilation: &Compilation, name: &str) -> String {
    let file = compilation.sources.file(diagnostic.span.file);
    let line = file.position(diagnostic.span.start as usize).line;
    let code = diagnostic.problem.code();
    if file.name == name { format!("{code} linje {line}") } else { format!("{code} {} linje {line}", file.name) }
}

#[test]
fn nothing_is_wrong_with_the_ground() {
    let nothing = Fixture { name: "tom.noegle".to_owned(), text: String::new(), files: Vec::new() };
    let compilation = nothing.compiled();
    let errors: Vec<&Diagnostic> = compilation.diagnostics.iter().filter(|problem| problem.is_error()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn every_fixture_has_the_problems_it_says_at_their_lines() {
    let mut wrong = String::new();
    for name in names() {
        let fixture = Fixture::read(&name);
        let compilation = fixture.compiled();
        let problems = own(&compilation, &name);
        let found: Vec<String> = problems.iter().map(|problem| where_and_what(problem, &compilation, &name)).collect();
        let found = format!("# forventer: {}", found.join(", "));
        let expected = fixture.text.lines().next().unwrap_or_default();
        if found != expected {
            wrong.push_str(&format!("{name}\n  siger {expected}\n  fik   {found}\n"));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn what_is_said_reads_well() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_snapshot_path("snapshots/wordings");
    settings.bind(|| {
        for name in names() {
            let compilation = Fixture::read(&name).compiled();
            let problems = own(&compilation, &name);
            let danish = render(&problems, &compilation.sources, Language::Danish, Format::Text, false);
            let english: Vec<String> = problems.iter().map(in_english).collect();
            insta::assert_snapshot!(name.trim_end_matches(".noegle"), format!("{danish}{}", english.join("\n")));
        }
    });
}

fn in_english(diagnostic: &Diagnostic) -> String {
    let words = wording(diagnostic, Language::English);
    let mut lines = vec![words.message, words.label];
    lines.extend(words.related);
    lines.extend(words.help);
    lines.retain(|line| !line.is_empty());
    lines.join("\n    ") + "\n"
}

#[test]
fn every_related_place_is_worded() {
    for name in names() {
        let compilation = Fixture::read(&name).compiled();
        for problem in own(&compilation, &name) {
            let words = wording(&problem, Language::Danish);
            for (related, said) in problem.related.iter().zip(words.related) {
                assert!(!said.is_empty(), "{name}: {} has no wording for {}", problem.problem.code(), related.label);
            }
        }
    }
}
