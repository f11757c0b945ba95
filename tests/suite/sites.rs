//! What the tests of the site share: a project of this repository as a site, written into a folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use noegle::compile::Compilation;
use noegle::site::{Backend, File, Settings, Site, SiteError};
use noegle::sql::{self, DialectName, Target};

pub use crate::site::project;

pub fn site(compilation: &Compilation, settings: Settings) -> Site<'_> {
    let model = &compilation.model;
    let statements = move || sql::statements(model, &target());
    let duckdb = Backend { name: "duckdb".to_owned(), title: "DuckDB".to_owned(), statements: Box::new(statements) };
    Site::new(model, &compilation.sources, settings, vec![duckdb]).expect("siderne kan laves")
}

fn target() -> Target {
    Target {
        dialect: DialectName::DuckDb,
        schema: "noegle".to_owned(),
        sources: BTreeMap::new(),
        known_as: None,
        access: None,
    }
}

/// All files of a site.
pub fn files(site: &Site) -> Vec<File> {
    let mut files = Vec::new();
    let written: Result<(), SiteError> = site.write(&mut |file| {
        files.push(file);
        Ok(())
    });
    written.expect("siderne kan skrives");
    files
}

pub fn write(site: &Site, folder: &Path) {
    for file in files(site) {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().expect("filen ligger i en mappe")).expect("mappen kan laves");
        fs::write(path, file.bytes).expect("filen kan skrives");
    }
}
