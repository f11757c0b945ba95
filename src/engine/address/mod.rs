//! Where a database is and who asks, as people write it.
//!
//! In: `postgresql://bruger:kode@server:5432/database` and the like, or an ODBC connection string. Out: [`Address`], what the
//! driver is told. Guaranteed now: what is secret in it is known as secret, in every spelling that a message could repeat.

mod odbc;
mod url;

use super::EngineName;
use super::secrets::Secrets;
use url::Url;

/// What the driver is told, and what must not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Names and values of the driver's settings.
    pub options: Vec<(String, Hidden)>,
    pub secrets: Secrets,
}

/// A text that is not shown when things are.
#[derive(Clone, PartialEq, Eq)]
pub struct Hidden(pub String);

impl std::fmt::Debug for Hidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

/// What is wrong with an address; never its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressProblem {
    /// It does not begin as an address of this engine does.
    Form,
    /// A `%` that two hexadecimal digits do not follow.
    Percent,
    /// A port that is no number.
    Port,
    NoServer,
}

/// Keys whose value is secret, wherever they stand.
pub const SECRET_KEYS: [&str; 14] = [
    "password",
    "pwd",
    "passwd",
    "token",
    "accesstoken",
    "access_token",
    "secret",
    "client_secret",
    "passcode",
    "private_key",
    "privatekey",
    "sslpassword",
    "x-api-key",
    "authorization",
];

/// The address as the engine's driver takes it; `seconds` is how long it may try to connect.
pub fn read(engine: EngineName, text: &str, seconds: u32) -> Result<Address, AddressProblem> {
    let text = text.trim();
    let mut secrets = Secrets::default();
    secrets.add(text);
    let options = match engine {
        EngineName::Postgres => vec![uri(postgres(text, seconds, &mut secrets)?)],
        EngineName::Sqlite => vec![uri(sqlite(text))],
        EngineName::SqlServer | EngineName::MariaDb => vec![uri(odbc::connection_string(engine, text, &mut secrets)?)],
        EngineName::Databricks => vec![uri(spark(text, &mut secrets)?)],
        EngineName::Snowflake => vec![uri(snowflake(text, &mut secrets)?)],
        EngineName::BigQuery => big_query(text, &mut secrets)?,
        EngineName::DuckDb | EngineName::ClickHouse | EngineName::Redshift | EngineName::Trino | EngineName::Oracle => {
            return Err(AddressProblem::Form);
        }
    };
    for (_, value) in &options {
        if engine != EngineName::Sqlite && engine != EngineName::BigQuery {
            secrets.add(&value.0);
        }
    }
    Ok(Address { options, secrets })
}

fn uri(value: String) -> (String, Hidden) {
    ("uri".to_owned(), Hidden(value))
}

fn is_secret(key: &str) -> bool {
    SECRET_KEYS.contains(&key.to_lowercase().as_str())
}

/// libpq's own forms: an address, or `host=… user=… password=…`.
fn postgres(text: &str, seconds: u32, secrets: &mut Secrets) -> Result<String, AddressProblem> {
    if text.starts_with("postgresql://") || text.starts_with("postgres://") {
        let url = Url::read(text, secrets)?;
        if url.query.iter().any(|(key, _)| key == "connect_timeout") {
            return Ok(text.to_owned());
        }
        let sign = if text.contains('?') { '&' } else { '?' };
        return Ok(format!("{text}{sign}connect_timeout={seconds}"));
    }
    if !text.contains('=') {
        return Err(AddressProblem::Form);
    }
    if let Some((_, value)) = text.split_once("password") {
        let value = value.trim_start().trim_start_matches('=').trim_start();
        let quoted = value.strip_prefix('\'').and_then(|rest| rest.split('\'').next());
        secrets.add(quoted.unwrap_or_else(|| value.split_whitespace().next().unwrap_or_default()));
    }
    Ok(format!("{text} connect_timeout={seconds}"))
}

fn sqlite(text: &str) -> String {
    let path = text.strip_prefix("sqlite://").or_else(|| text.strip_prefix("sqlite:"));
    path.unwrap_or(text).to_owned()
}

/// `sc://server:443/;token=…;use_ssl=true`
fn spark(text: &str, secrets: &mut Secrets) -> Result<String, AddressProblem> {
    let rest = text.strip_prefix("sc://").ok_or(AddressProblem::Form)?;
    let mut parts = rest.split(';');
    if parts.next().is_none_or(|server| server.trim_matches('/').is_empty()) {
        return Err(AddressProblem::NoServer);
    }
    for (key, value) in parts.filter_map(|part| part.split_once('=')) {
        if is_secret(key) {
            secrets.add(value);
            secrets.add(&url::decoded(value)?);
        }
    }
    Ok(text.to_owned())
}

/// The driver's own form is the address without its beginning.
fn snowflake(text: &str, secrets: &mut Secrets) -> Result<String, AddressProblem> {
    let rest = text.strip_prefix("snowflake://").ok_or(AddressProblem::Form)?;
    Url::read(text, secrets)?;
    Ok(rest.to_owned())
}

/// `bigquery://projekt/datasæt?nøgle=/mappe/nøgle.json`; without a key the machine's own Google account.
fn big_query(text: &str, secrets: &mut Secrets) -> Result<Vec<(String, Hidden)>, AddressProblem> {
    if !text.starts_with("bigquery://") {
        return Err(AddressProblem::Form);
    }
    let url = Url::read(text, secrets)?;
    let set = |name: &str, value: &str| (format!("adbc.bigquery.sql.{name}"), Hidden(value.to_owned()));
    let mut options = vec![set("project_id", &url.host)];
    if !url.path.is_empty() {
        options.push(set("dataset_id", &url.path));
    }
    let key = url.query.iter().find(|(key, _)| ["nøgle", "noegle", "key"].contains(&key.as_str()));
    if let Some((_, file)) = key {
        options.push(set("auth_type", "adbc.bigquery.sql.auth_type.json_credential_file"));
        options.push(set("auth_credentials", file));
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(engine: EngineName, text: &str) -> String {
        let address = read(engine, text, 9).expect(text);
        address.options.iter().map(|(name, value)| format!("{name}={}", value.0)).collect::<Vec<_>>().join("\n")
    }

    fn hidden(engine: EngineName, text: &str, message: &str) -> String {
        read(engine, text, 9).expect(text).secrets.hide(message)
    }

    #[test]
    fn each_engine_gets_its_own_form() {
        assert_eq!(
            told(EngineName::Postgres, "postgresql://a:b@c/d?sslmode=require"),
            "uri=postgresql://a:b@c/d?sslmode=require&connect_timeout=9"
        );
        assert_eq!(
            told(EngineName::Postgres, "host=c user=a password='b c'"),
            "uri=host=c user=a password='b c' connect_timeout=9"
        );
        assert_eq!(told(EngineName::Sqlite, "sqlite:/a/b.db"), "uri=/a/b.db");
        assert_eq!(told(EngineName::Databricks, "sc://c:1/;token=x"), "uri=sc://c:1/;token=x");
        assert_eq!(told(EngineName::Snowflake, "snowflake://a:b@k/d?warehouse=w"), "uri=a:b@k/d?warehouse=w");
        assert_eq!(
            told(EngineName::BigQuery, "bigquery://p/d?nøgle=/k.json"),
            "adbc.bigquery.sql.project_id=p\nadbc.bigquery.sql.dataset_id=d\n\
             adbc.bigquery.sql.auth_type=adbc.bigquery.sql.auth_type.json_credential_file\n\
             adbc.bigquery.sql.auth_credentials=/k.json"
        );
    }

    #[test]
    fn passwords_are_known_in_every_spelling() {
        let postgres = "postgresql://ole:s%C3%A6kret@c/d";
        assert_eq!(hidden(EngineName::Postgres, postgres, "ole s%C3%A6kret sækret"), "ole *** ***");
        assert_eq!(hidden(EngineName::Postgres, postgres, &format!("at {postgres}?connect_timeout=9")), "at ***");
        assert_eq!(hidden(EngineName::Postgres, "host=c password=abcd", "x abcd"), "x ***");
        assert_eq!(hidden(EngineName::Postgres, "postgresql://c/d?password=abcd", "x abcd"), "x ***");
        assert_eq!(hidden(EngineName::Databricks, "sc://c/;token=dapi123", "x dapi123"), "x ***");
        assert_eq!(hidden(EngineName::Snowflake, "snowflake://a:p@ssord@k/d", "p@ssord"), "***");
    }

    #[test]
    fn what_is_wrong_is_told_without_its_text() {
        let problem = |engine, text| read(engine, text, 9).expect_err(text);
        assert_eq!(problem(EngineName::Postgres, "mysql://x"), AddressProblem::Form);
        assert_eq!(problem(EngineName::Postgres, "postgresql://a:b%x@c/d"), AddressProblem::Percent);
        assert_eq!(problem(EngineName::Postgres, "postgresql://a:b@c:port/d"), AddressProblem::Port);
        assert_eq!(problem(EngineName::Databricks, "sc:///;token=x"), AddressProblem::NoServer);
        let address = read(EngineName::Postgres, "postgresql://a:hemmelig@c/d", 9).expect("an address");
        assert!(!format!("{address:?}").contains("hemmelig"));
    }
}
