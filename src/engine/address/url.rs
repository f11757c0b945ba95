//! An address of the form `slags://bruger:kode@server:port/database?navn=værdi`.
//!
//! In: text. Out: its parts, with `%` written out. Guaranteed now: the password is told to [`Secrets`] as written and as
//! meant.

use super::{AddressProblem, Secrets, is_secret};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Url {
    pub user: Option<String>,
    pub password: Option<String>,
    pub host: String,
    pub port: Option<u16>,
    /// What stands after the first `/`.
    pub path: String,
    pub query: Vec<(String, String)>,
}

impl Url {
    pub fn read(text: &str, secrets: &mut Secrets) -> Result<Url, AddressProblem> {
        let (_, rest) = text.split_once("://").ok_or(AddressProblem::Form)?;
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        // The last @ ends the password, which may hold one unescaped.
        let (authority, rest) = match rest.rsplit_once('@') {
            Some((user, rest)) => (Some(user), rest),
            None => (None, rest),
        };
        let (user, password) = match authority.map(|user| user.split_once(':').unwrap_or((user, ""))) {
            None => (None, None),
            Some((user, password)) => {
                secrets.add(password);
                let password = decoded(password)?;
                secrets.add(&password);
                (Some(decoded(user)?), (!password.is_empty()).then_some(password))
            }
        };
        let (server, path) = rest.split_once('/').unwrap_or((rest, ""));
        let (host, port) = host_and_port(server)?;
        Ok(Url { user, password, host, port, path: decoded(path)?, query: pairs(query, secrets)? })
    }
}

/// `server`, `server:5432`, `[::1]:5432`, and several of them with commas, of which none is taken apart.
fn host_and_port(server: &str) -> Result<(String, Option<u16>), AddressProblem> {
    if server.contains(',') {
        return Ok((server.to_owned(), None));
    }
    let (host, port) = match server.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (server, ""),
    };
    let port = if port.is_empty() { None } else { Some(port.parse().map_err(|_| AddressProblem::Port)?) };
    Ok((decoded(host)?, port))
}

fn pairs(query: &str, secrets: &mut Secrets) -> Result<Vec<(String, String)>, AddressProblem> {
    let mut pairs = Vec::new();
    for part in query.split('&').filter(|part| !part.is_empty()) {
        let (key, written) = part.split_once('=').unwrap_or((part, ""));
        let (key, value) = (decoded(key)?, decoded(written)?);
        if is_secret(&key) {
            secrets.add(written);
            secrets.add(&value);
        }
        pairs.push((key, value));
    }
    Ok(pairs)
}

/// With `%C3%A6` written out as `æ`.
pub fn decoded(text: &str) -> Result<String, AddressProblem> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let digits = digits.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        bytes.push(u8::from_str_radix(digits.unwrap_or_default(), 16).map_err(|_| AddressProblem::Percent)?);
        rest = &after[2..];
    }
    String::from_utf8(bytes).map_err(|_| AddressProblem::Percent)
}
