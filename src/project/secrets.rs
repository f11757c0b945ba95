//! Passwords do not belong in the project file, which is shared with everybody who works on the definitions.
//!
//! In: the file's text. Out: the first line that has one. Guaranteed now: the value is not repeated; a comment counts too.

/// Keys that say who logs in or how.
const KEYS: [&str; 20] = [
    "adgangskode",
    "kodeord",
    "password",
    "passwd",
    "pwd",
    "token",
    "hemmelighed",
    "secret",
    "bruger",
    "brugernavn",
    "user",
    "username",
    "uid",
    "login",
    "url",
    "uri",
    "forbindelse",
    "connection",
    "connection_string",
    "dsn",
];

/// The line, from 1, and the key or what stands for one.
pub fn found(text: &str) -> Option<(usize, String)> {
    text.lines().enumerate().find_map(|(index, line)| Some((index + 1, secret_in(line)?)))
}

fn secret_in(line: &str) -> Option<String> {
    let written = line.trim_start().trim_start_matches('#').trim_start();
    if let Some((key, _)) = written.split_once(':') {
        let key = key.trim().trim_matches(['"', '\'']);
        if KEYS.contains(&key.to_lowercase().as_str()) {
            return Some(key.to_owned());
        }
    }
    let lower = line.to_lowercase();
    ["pwd=", "password=", "token="]
        .iter()
        .find(|key| lower.contains(*key))
        .map(|key| key.trim_end_matches('=').to_owned())
        .or_else(|| has_user_and_password(line).then(|| "://".to_owned()))
}

/// `slags://bruger:kode@server`
fn has_user_and_password(line: &str) -> bool {
    line.split("://").skip(1).any(|rest| {
        let authority = rest.split(['/', '?', ' ', '"', '\'']).next().unwrap_or_default();
        authority.rsplit_once('@').is_some_and(|(user, _)| user.contains(':'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_found_by_line() {
        let told = |text: &str| found(text).map(|(line, key)| format!("{line} {key}"));
        for (text, expected) in [
            ("a: b\n  password: x", "2 password"),
            ("# Kodeord: x", "1 Kodeord"),
            ("x: postgresql://ole:x@server/tal", "1 ://"),
            ("x: \"Server=a;Pwd=b\"", "1 pwd"),
            ("    url: noget", "1 url"),
        ] {
            assert_eq!(told(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["backends:\n  postgres:\n    skema: tal", "x: https://kl.dk/a:b", "kilder: {token_tabel: a}", ""] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
