//! The lower-cased copy of a file that pest reads.
//!
//! In: a file's text. Out: a copy in lower case, and the first control character. Guaranteed now: every
//! character has the same place and length in bytes as in the original, so that spans fit both; blanks,
//! line ends and control characters are spaces in the copy.

/// The copy, and where the first control character of the original stands.
pub(super) fn shadow(text: &str) -> (String, Option<(usize, char)>) {
    let mut copy = String::with_capacity(text.len());
    let mut control = None;
    for (at, character) in text.char_indices() {
        if character.is_ascii_graphic() || character == ' ' {
            copy.push(character.to_ascii_lowercase());
        } else if character.is_control() || character == '\u{a0}' {
            if !matches!(character, '\n' | '\t' | '\u{a0}') {
                control = control.or(Some((at, character)));
            }
            copy.push_str(&"  "[..character.len_utf8()]);
        } else {
            copy.push(lower(character));
        }
    }
    (copy, control)
}

/// The lower-case letter, when it is one letter of the same length.
fn lower(character: char) -> char {
    let mut lower = character.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(letter), None) if letter.len_utf8() == character.len_utf8() => letter,
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::shadow;

    #[test]
    fn letters_keep_their_places() {
        let text = "NØGLETAL Ældre İ \u{212a}";
        let (copy, control) = shadow(text);
        assert_eq!(copy, "nøgletal ældre İ \u{212a}");
        assert_eq!(copy.len(), text.len());
        assert_eq!(control, None);
    }

    #[test]
    fn control_characters_become_blanks() {
        let (copy, control) = shadow("a\u{1}b\u{85}c");
        assert_eq!(copy, "a b  c");
        assert_eq!(control, Some((1, '\u{1}')));
    }
}
