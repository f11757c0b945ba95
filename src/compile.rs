//! The only file that knows all stages: from files to a checked model. The command line and the tests go
//! through it; it reads no files itself.
//!
//! In: the definitions' texts and a way to read the code files they name. Out: a [`Compilation`] with the
//! model of all that is whole and every problem, ordered by place. Guaranteed now: when no problem is an
//! error, `evaluate`, `plan` and `sql` give the figures the definitions say.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::diagnostics::{Diagnostic, order};
use crate::model::Model;
use crate::model::build::{CodeFile, build, code_files_named};
use crate::source::{FileId, SourceFile, Sources};
use crate::syntax::tree::Tree;
use crate::syntax::{Parsed, parse};

/// What came of asking for a code file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeFileText {
    /// `name` is the file's name from the project, as diagnostics show it.
    Text {
        name: String,
        text: String,
    },
    /// `nearest`: a file that is there and has almost this name.
    Missing {
        nearest: Option<String>,
    },
    Unreadable {
        reason: String,
    },
    /// The path leads out of the folder of definitions.
    Outside,
}

/// Definitions, understood as far as they can be.
#[derive(Debug)]
pub struct Compilation {
    pub sources: Sources,
    pub trees: Vec<Tree>,
    pub model: Model,
    pub diagnostics: Vec<Diagnostic>,
}

impl Compilation {
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// Compiles definitions. `read` gives a code file's text by the path that a definition writes, relative to
/// the folder of definitions.
pub fn compile(definitions: Vec<SourceFile>, read: &dyn Fn(&str) -> CodeFileText) -> Compilation {
    let mut sources = Sources::default();
    let files: Vec<FileId> = definitions.into_iter().map(|file| sources.add(file)).collect();
    let parsed: Vec<Parsed> = files.par_iter().map(|file| parse(&sources, *file)).collect();
    let mut diagnostics = Vec::new();
    let mut trees = Vec::new();
    for one in parsed {
        diagnostics.extend(one.diagnostics);
        trees.push(one.tree);
    }
    let code_files = read_code_files(&trees, &mut sources, read);
    let (model, problems) = build(&trees, &sources, &code_files);
    diagnostics.extend(problems);
    order(&mut diagnostics, &sources);
    Compilation { sources, trees, model, diagnostics }
}

fn read_code_files(
    trees: &[Tree],
    sources: &mut Sources,
    read: &dyn Fn(&str) -> CodeFileText,
) -> BTreeMap<String, CodeFile> {
    let mut files = BTreeMap::new();
    for path in code_files_named(trees) {
        let file = match read(&path) {
            CodeFileText::Text { name, text } => CodeFile::Read(sources.add(SourceFile::new(name, &text))),
            CodeFileText::Missing { nearest } => CodeFile::Missing { nearest },
            CodeFileText::Unreadable { reason } => CodeFile::Unreadable { reason },
            CodeFileText::Outside => CodeFile::Outside,
        };
        files.insert(path, file);
    }
    files
}
