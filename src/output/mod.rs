//! What people and machines get: tables, CSV, JSON, and files that are never half-written.
//!
//! In: result tables and bytes. Out: text, or files in place. Guaranteed now: machine formats are exact, texts for a
//! terminal hold no control characters, and a file or folder is replaced whole or not at all.

pub mod files;
pub mod machine;
pub mod table;

/// The text with control characters and invisible direction marks replaced, fit for a terminal.
pub fn harmless(text: &str) -> String {
    text.chars().map(|character| if is_harmful(character) { '\u{fffd}' } else { character }).collect()
}

fn is_harmful(character: char) -> bool {
    let turns_direction =
        matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    character.is_control() || turns_direction
}
