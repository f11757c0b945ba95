//! Any text gives a tree; spans lie inside the text, on character boundaries.

#![no_main]

use libfuzzer_sys::fuzz_target;
use noegle::source::{SourceFile, Sources};

fuzz_target!(|text: &str| {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new("fuzz.noegle", text));
    let parsed = noegle::syntax::parse(&sources, file);
    for diagnostic in &parsed.diagnostics {
        let _ = sources.text(diagnostic.span);
    }
    for declaration in &parsed.tree.declarations {
        let _ = sources.text(declaration.span);
    }
});
