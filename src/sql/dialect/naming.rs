//! Names as people write them.
//!
//! In: `[Oekonomi].[FactRegnskab]`, `skole.elev`. Out: their parts. Guaranteed now: nothing about whether they exist.

/// The parts of a name as written, `[Oekonomi].[FactRegnskab]`, `skole.elev`, `"a.b".c`.
pub fn name_parts(written: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut closing: Option<char> = None;
    let mut letters = written.trim().chars().peekable();
    while let Some(letter) = letters.next() {
        match (closing, letter) {
            (Some(end), letter) if letter == end => {
                if letters.peek() == Some(&end) {
                    letters.next();
                    parts.last_mut().expect("never empty").push(end);
                } else {
                    closing = None;
                }
            }
            (None, '"') => closing = Some('"'),
            (None, '[') => closing = Some(']'),
            (None, '.') => parts.push(String::new()),
            (_, letter) => parts.last_mut().expect("never empty").push(letter),
        }
    }
    parts
}

/// A name as engines keep it that write names without quotes in upper case; other names are as they stand.
pub fn folded_upwards(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if name.bytes().all(plain) { name.to_ascii_uppercase() } else { name.to_owned() }
}
