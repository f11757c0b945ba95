//! ODBC's connection strings: `Driver={…};Server=…;Uid=…;Pwd=…`.
//!
//! In: such a string, or an address that becomes one. Out: the string. Guaranteed now: no value can begin a key of its own.

use super::url::Url;
use super::{AddressProblem, EngineName, Secrets, is_secret};

/// As the drivers call themselves where they come from: Microsoft's packages, Debian's `odbc-mariadb`.
fn usual_driver(engine: EngineName) -> &'static str {
    match engine {
        EngineName::MariaDb => "MariaDB Unicode",
        _ => "ODBC Driver 18 for SQL Server",
    }
}

pub fn connection_string(engine: EngineName, text: &str, secrets: &mut Secrets) -> Result<String, AddressProblem> {
    let starts: &[&str] = match engine {
        EngineName::MariaDb => &["mariadb://", "mysql://"],
        _ => &["sqlserver://", "mssql://"],
    };
    if starts.iter().any(|start| text.starts_with(start)) {
        return from_url(engine, &Url::read(text, secrets)?);
    }
    if text.contains("://") || !text.contains('=') {
        return Err(AddressProblem::Form);
    }
    for (key, value) in pairs(text) {
        if is_secret(&key) {
            secrets.add(&value);
            secrets.add(&value.replace("}}", "}"));
        }
    }
    Ok(text.to_owned())
}

fn from_url(engine: EngineName, url: &Url) -> Result<String, AddressProblem> {
    if url.host.is_empty() {
        return Err(AddressProblem::NoServer);
    }
    let named =
        |wanted: &str| url.query.iter().find(|(key, _)| key.eq_ignore_ascii_case(wanted)).map(|(_, value)| value);
    let driver = named("driver").map_or(usual_driver(engine), String::as_str);
    let mut parts = vec![("Driver".to_owned(), braced(driver))];
    let mut set = |key: &str, value: String| parts.push((key.to_owned(), value));
    match (engine, url.port) {
        (EngineName::MariaDb, port) => {
            set("Server", plain_or_braced(&url.host));
            set("Port", port.unwrap_or(3306).to_string());
        }
        (_, Some(port)) => set("Server", format!("{},{port}", url.host)),
        (_, None) => set("Server", plain_or_braced(&url.host)),
    }
    if !url.path.is_empty() {
        set("Database", braced(&url.path));
    }
    match (&url.user, &url.password) {
        (Some(user), password) => {
            set("Uid", braced(user));
            set("Pwd", braced(password.as_deref().unwrap_or_default()));
        }
        (None, _) if engine == EngineName::SqlServer => set("Trusted_Connection", "yes".to_owned()),
        (None, _) => {}
    }
    for (key, value) in url.query.iter().filter(|(key, _)| !key.eq_ignore_ascii_case("driver")) {
        set(key, plain_or_braced(value));
    }
    let parts: Vec<String> = parts.into_iter().map(|(key, value)| format!("{key}={value}")).collect();
    Ok(parts.join(";"))
}

fn braced(value: &str) -> String {
    format!("{{{}}}", value.replace('}', "}}"))
}

/// Some drivers do not take `{yes}` for yes.
fn plain_or_braced(value: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "._-\\/:,".contains(letter);
    if value.chars().all(plain) { value.to_owned() } else { braced(value) }
}

/// Keys and values, braces taken off.
fn pairs(text: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let mut rest = text;
    while let Some((key, after)) = rest.split_once('=') {
        let key = key.trim().trim_start_matches(';').trim().to_owned();
        let (value, after) = match after.trim_start().strip_prefix('{') {
            Some(inner) => until_closing(inner),
            None => after.split_once(';').unwrap_or((after, "")),
        };
        pairs.push((key, value.to_owned()));
        rest = after;
    }
    pairs
}

/// The text before a single `}`, and what comes after it.
fn until_closing(text: &str) -> (&str, &str) {
    let mut from = 0;
    while let Some(at) = text[from..].find('}').map(|at| at + from) {
        if text[at + 1..].starts_with('}') {
            from = at + 2;
        } else {
            return (&text[..at], &text[at + 1..]);
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(engine: EngineName, text: &str) -> (String, Secrets) {
        let mut secrets = Secrets::default();
        (connection_string(engine, text, &mut secrets).expect(text), secrets)
    }

    #[test]
    fn an_address_becomes_a_connection_string() {
        let (text, secrets) = made(EngineName::SqlServer, "sqlserver://ole:a%7Db;x@sql01:1444/FLIS?Encrypt=yes");
        assert_eq!(
            text,
            "Driver={ODBC Driver 18 for SQL Server};Server=sql01,1444;Database={FLIS};Uid={ole};Pwd={a}}b;x};Encrypt=yes"
        );
        assert_eq!(secrets.hide("kode a}b;x"), "kode ***");
        let (text, _) = made(EngineName::SqlServer, "mssql://sql01\\FLIS/Tal?driver=FreeTDS");
        assert_eq!(text, "Driver={FreeTDS};Server=sql01\\FLIS;Database={Tal};Trusted_Connection=yes");
        let (text, _) = made(EngineName::MariaDb, "mariadb://ole:kode@db/tal");
        assert_eq!(text, "Driver={MariaDB Unicode};Server=db;Port=3306;Database={tal};Uid={ole};Pwd={kode}");
    }

    #[test]
    fn passwords_of_connection_strings_are_known() {
        for text in
            ["Server=x;PWD=hemmelig;Uid=a", "Server=x; Password = {hemmelig}", "Server={a;b};Pwd={hemmelig};x=y"]
        {
            assert_eq!(made(EngineName::SqlServer, text).1.hide("nej: hemmelig").replace(' ', ""), "nej:***", "{text}");
        }
        assert_eq!(made(EngineName::SqlServer, "Server=x;Pwd={a}}bcd}").1.hide("a}bcd"), "***");
    }
}
