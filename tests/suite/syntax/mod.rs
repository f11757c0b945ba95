//! Text to tree: every form of the language is read, and what cannot be read harms nothing else.

mod forms;

use noegle::source::{SourceFile, Sources};
use noegle::syntax::{Parsed, parse};

/// Parses a text as a file of its own.
pub fn parsed(text: &str) -> Parsed {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new("prøve.noegle", text));
    parse(&sources, file)
}
