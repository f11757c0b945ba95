//! The projects whose definitions every database is asked about.

use std::path::Path;

use noegle::compile::{CodeFileText, Compilation, compile};
use noegle::project::Project;
use noegle::source::SourceFile;

/// By their folders: the library of the project itself, FLIS's nøgletal, and the Norwegian ones with a chart of their own.
pub const FOLDERS: [&str; 3] = [".", "flis", "tests/nordisk"];

/// A project's definitions, without errors.
pub fn compiled(folder: &str) -> Compilation {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let project = Project::open(&root).unwrap_or_else(|error| panic!("{folder}: {error:?}"));
    let texts = project.definitions().unwrap_or_else(|error| panic!("{folder}: {error:?}"));
    let files = texts.into_iter().map(|text| SourceFile::new(&text.name, &text.text)).collect();
    let compilation = compile(files, &|path| match project.resource(path) {
        Ok(text) => CodeFileText::Text { name: text.name, text: text.text },
        Err(_) => CodeFileText::Missing { nearest: None },
    });
    assert!(!compilation.has_errors(), "{folder}");
    compilation
}
