//! Texts as the search sees them: letters folded together, cut into words and numbers, endings taken off.
//!
//! In: any text. Out: [`Token`]s. Guaranteed now: `ældre`, `aeldre` and `aldre` are the same, as are `5.32.30`, `05.32.30` and
//! `053230`; `assets/soeg.js` does the same to what is searched for, letter by letter, and a test holds them together.

use unicode_normalization::UnicodeNormalization;

/// A word or a number of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// Folded, with its ending.
    Word(String),
    /// As written, with dots between digits: `05.32.30`, `2018`.
    Number(String),
}

/// Lower case without accents; `æ ae ä å aa` are `a`, `ø oe ö` are `o`.
pub fn folded(text: &str) -> String {
    let plain: String = text.nfd().flat_map(char::to_lowercase).filter(|letter| !is_accent(*letter)).collect();
    let mut folded = String::with_capacity(plain.len());
    let mut letters = plain.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            'a' => {
                letters.next_if(|next| matches!(next, 'a' | 'e'));
                folded.push('a');
            }
            'o' => {
                letters.next_if_eq(&'e');
                folded.push('o');
            }
            'æ' => folded.push('a'),
            'ø' => folded.push('o'),
            _ => folded.push(letter),
        }
    }
    folded
}

fn is_accent(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

pub fn tokens(text: &str) -> Vec<Token> {
    let folded = folded(text);
    let mut tokens = Vec::new();
    let mut rest = folded.as_str();
    while let Some(start) = rest.find(char::is_alphanumeric) {
        rest = &rest[start..];
        let end = end_of_token(rest);
        let token = &rest[..end];
        tokens.push(match token.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            true => Token::Number(token.to_owned()),
            false => Token::Word(token.to_owned()),
        });
        rest = &rest[end..];
    }
    tokens
}

/// A dot belongs to the token when it stands between digits.
fn end_of_token(text: &str) -> usize {
    let mut before = ' ';
    let mut letters = text.char_indices().peekable();
    while let Some((place, letter)) = letters.next() {
        let next = letters.peek().map_or(' ', |(_, next)| *next);
        let joins = letter == '.' && before.is_ascii_digit() && next.is_ascii_digit();
        if !letter.is_alphanumeric() && !joins {
            return place;
        }
        before = letter;
    }
    text.len()
}

/// The digits under which a number is found: without dots, and without the zero that fills up its first part.
pub fn digits(number: &str) -> Vec<String> {
    match number.split_once('.') {
        Some((first, rest)) => {
            let bare = first.trim_start_matches('0');
            let first = if bare.is_empty() { "0" } else { bare };
            vec![format!("{first}{}", rest.replace('.', ""))]
        }
        None if number.len() >= 5 && number.starts_with('0') => vec![number.to_owned(), number[1..].to_owned()],
        None => vec![number.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyboard_without_danish_letters_finds_the_same() {
        for spelling in ["Ældre", "ældre", "aeldre", "aldre", "ÆLDRE", "æ\u{301}ldre"] {
            assert_eq!(folded(spelling), "aldre", "{spelling}");
        }
        for spelling in ["Nøgletal", "noegletal", "nogletal", "nögletal"] {
            assert_eq!(folded(spelling), "nogletal", "{spelling}");
        }
        for spelling in ["år", "aar", "ar", "a\u{30a}r"] {
            assert_eq!(folded(spelling), "ar", "{spelling}");
        }
    }

    #[test]
    fn every_spelling_of_a_code_has_digits_in_common() {
        for spelling in ["5.32.30", "05.32.30", "053230", "53230"] {
            assert!(digits(spelling).contains(&"53230".to_owned()), "{spelling}");
        }
        for spelling in ["0.22.05", "00.22.05", "002205"] {
            assert!(digits(spelling).contains(&"02205".to_owned()), "{spelling}");
        }
        assert_eq!(digits("005"), ["005"]);
        assert_eq!(digits("0.22"), ["022"]);
    }

    #[test]
    fn words_and_numbers_are_told_apart() {
        let word = |text: &str| Token::Word(text.to_owned());
        let number = |text: &str| Token::Number(text.to_owned());
        assert_eq!(
            tokens("5.28.20, Dr. 1: 67+-årige (fra 2018) §20.2"),
            [
                number("5.28.20"),
                word("dr"),
                number("1"),
                number("67"),
                word("arige"),
                word("fra"),
                number("2018"),
                number("20.2")
            ]
        );
        assert!(tokens(" – … ").is_empty());
    }
}
