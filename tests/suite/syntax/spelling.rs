//! Case, ASCII spellings, decomposed letters, BOM and line ends make no difference.

use noegle::text::fold;
use unicode_normalization::UnicodeNormalization;

use super::{FIXTURES, parsed, tree, without_spans};

/// The tree's meaning, names and texts folded, so that spellings compare.
fn folded(text: &str) -> String {
    let parsed = parsed(text);
    assert_eq!(parsed.diagnostics, []);
    fold(&without_spans(&parsed.tree.declarations))
}

#[test]
fn keywords_are_read_in_any_case() {
    for (_, text) in FIXTURES {
        assert_eq!(folded(&text.to_uppercase()), folded(text));
    }
}

#[test]
fn danish_letters_may_be_spelled_out() {
    for (_, text) in FIXTURES {
        let ascii = text.replace('æ', "ae").replace('ø', "oe").replace('å', "aa");
        assert_eq!(folded(&ascii), folded(text));
    }
}

#[test]
fn decomposed_letters_are_the_same_letters() {
    for (_, text) in FIXTURES {
        let decomposed: String = text.nfd().collect();
        assert_ne!(decomposed, text);
        assert_eq!(tree(&decomposed), tree(text));
    }
}

#[test]
fn byte_order_marks_and_line_ends_of_windows_are_accepted() {
    for (_, text) in FIXTURES {
        assert_eq!(tree(&format!("\u{feff}{}", text.replace('\n', "\r\n"))), tree(text));
    }
}

#[test]
fn tabs_and_hard_spaces_are_blanks() {
    for (_, text) in FIXTURES {
        let other = text.replace("\n  ", "\n\t").replace("titel ", "titel\u{a0}");
        assert_eq!(folded(&other), folded(text));
    }
}
