//! What several test modules share: compiling a text, and problems as one line each.

use noegle::compile::{CodeFileText, Compilation, compile};
use noegle::diagnostics::{Diagnostic, Language, wording};
use noegle::source::SourceFile;

/// Compiles one text; the project's own chart files are at hand under `kontoplan/`.
pub fn compiled(text: &str) -> Compilation {
    compile(vec![SourceFile::new("prøve.noegle", text)], &|path| {
        let file = format!("{}/definitions/{path}", env!("CARGO_MANIFEST_DIR"));
        match std::fs::read_to_string(file) {
            Ok(text) => CodeFileText::Text { name: path.to_owned(), text },
            Err(_) => CodeFileText::Missing { nearest: None },
        }
    })
}

/// All but the notes that a nøgletal has no eksempel: few of the tests' own have one.
fn told(compilation: &Compilation) -> impl Iterator<Item = &Diagnostic> {
    compilation.diagnostics.iter().filter(|diagnostic| diagnostic.problem.code() != "N704")
}

/// Each problem as `N402 linje 7: besked`, in the order people see them.
pub fn problems(compilation: &Compilation) -> Vec<String> {
    told(compilation)
        .map(|diagnostic| {
            let file = compilation.sources.file(diagnostic.span.file);
            let line = file.position(diagnostic.span.start as usize).line;
            let message = wording(diagnostic, Language::Danish).message;
            format!("{} linje {line}: {message}", diagnostic.problem.code())
        })
        .collect()
}

/// The codes of the problems, in order.
pub fn codes(compilation: &Compilation) -> Vec<&'static str> {
    told(compilation).map(|diagnostic| diagnostic.problem.code()).collect()
}
