//! The site: what its pages promise, over every kind of page by themselves.

mod addresses;
mod html;
mod injection;
mod links;
mod pages;
mod templates;

use std::collections::BTreeMap;
use std::path::Path;

use noegle::compile::{CodeFileText, Compilation, compile};
use noegle::diagnostics::Language;
use noegle::project::Project;
use noegle::site::{Backend, File, Settings, Site, SiteError};
use noegle::source::SourceFile;
use noegle::sql::{Target, statements};

/// All files of a site by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The pages as texts; what is not text is left out.
pub fn texts(files: &Files) -> impl Iterator<Item = (&str, &str)> {
    let pages = files.iter().filter(|(path, _)| path.ends_with(".html"));
    pages.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("sider er UTF-8")))
}

pub fn page<'f>(files: &'f Files, path: &str) -> &'f str {
    std::str::from_utf8(files.get(path).unwrap_or_else(|| panic!("{path} findes"))).expect("sider er UTF-8")
}

pub fn settings() -> Settings {
    Settings { title: "Prøve".to_owned(), ..Settings::default() }
}

/// The whole site of definitions without errors, with SQL for DuckDB.
pub fn site_of(compilation: &Compilation, settings: Settings) -> Result<Files, SiteError> {
    assert!(!compilation.has_errors(), "{:?}", super::support::problems(compilation));
    let model = &compilation.model;
    let duckdb = Backend {
        name: "duckdb".to_owned(),
        title: "DuckDB".to_owned(),
        statements: Box::new(|| statements(model, &Target::duckdb())),
    };
    let site = Site::new(model, &compilation.sources, settings, vec![duckdb])?;
    let mut files = Files::new();
    site.write(&mut |file: File| -> Result<(), SiteError> {
        let twice = files.insert(file.path.clone(), file.bytes);
        assert!(twice.is_none(), "{} skrives to gange", file.path);
        Ok(())
    })?;
    Ok(files)
}

/// A project of the repository, compiled.
pub fn project(folder: &str) -> Compilation {
    let project = Project::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("projektet findes");
    let definitions = project.definitions().expect("definitionerne kan læses");
    let files = definitions.into_iter().map(|text| SourceFile::new(text.name, &text.text)).collect();
    compile(files, &|path| match project.resource(path) {
        Ok(text) => CodeFileText::Text { name: text.name, text: text.text },
        Err(_) => CodeFileText::Missing { nearest: None },
    })
}

/// The sites that promises are held against: the library, FLIS, the Nordic proof, and the library in English.
pub fn all_sites() -> Vec<(&'static str, Files)> {
    let of = |folder: &str, settings: Settings| site_of(&project(folder), settings).expect("skabelonerne er vore egne");
    let english = Settings { language: Some(Language::English), ..settings() };
    vec![
        ("definitions", of(".", settings())),
        ("flis", of("flis", settings())),
        ("nordisk", of("tests/nordisk", settings())),
        ("english", of(".", english)),
    ]
}

#[test]
fn the_same_definitions_give_the_same_bytes() {
    let library = project(".");
    assert_eq!(site_of(&library, settings()), site_of(&project("."), settings()));
    assert_eq!(site_of(&library, settings()), site_of(&library, settings()));
}

#[test]
fn a_key_figures_page_is_small_whatever_its_chart() {
    for (name, files) in all_sites() {
        let of_figure = |path: &str| path.starts_with("noegletal/") && !path.contains("/sql/");
        for (path, text) in texts(&files).filter(|(path, _)| of_figure(path)) {
            assert!(text.len() < 100_000, "{name}: {path} fylder {} bytes", text.len());
        }
    }
}
