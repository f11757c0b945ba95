//! Text of unknown origin, made harmless to show.
//!
//! In: any text. Out: the same text with every character that a terminal would act on, or that would
//! show nothing, replaced by one that is seen. Guaranteed now: one character becomes one character.

/// A text on one line: control characters (line ends and tabs too) become pictures of themselves.
pub fn visible(text: &str) -> String {
    text.chars().map(visible_character).collect()
}

/// What is shown instead of a character; most are shown as they are.
pub fn visible_character(character: char) -> char {
    match character {
        '\0'..='\x1f' => char::from_u32(0x2400 + character as u32).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => '\u{fffd}',
        // Marks that turn the direction of writing: text would read otherwise than it is.
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => '\u{fffd}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_a_terminal_would_obey_is_shown_instead() {
        assert_eq!(visible("\x1b[31mrød\x07"), "␛[31mrød␇");
        assert_eq!(visible("a\u{9b}31m\u{202e}b\x7f"), "a\u{fffd}31m\u{fffd}b␡");
        assert_eq!(visible("to\nlinjer"), "to␊linjer");
    }

    #[test]
    fn ordinary_text_stays() {
        assert_eq!(visible("Ældre på Ærø – 5.28.20 »x«"), "Ældre på Ærø – 5.28.20 »x«");
    }
}
