//! `noegle.yaml` as values.
//!
//! In: the project file's text. Out: [`Settings`], complete. Guaranteed now: no key was passed over, and the folders lie
//! inside the project.

use std::marker::PhantomData;
use std::num::NonZeroU32;

use indexmap::IndexMap;
use serde::de::{Error as _, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

use super::error::FormProblem;
use super::files::stays_inside;
use super::{PROJECT_FILE, ProjectError, secrets};
use crate::diagnostics::Language;

/// What the project file says, with the usual answers where it is silent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    pub name: String,
    /// The definitions folder, relative to the project.
    pub definitions: String,
    /// The folder of outputs, relative to the project.
    pub generated: String,
    /// The language of messages; `None` leaves it to the environment.
    pub language: Option<Language>,
    pub backends: IndexMap<String, BackendSettings>,
    pub site: SiteSettings,
}

/// What the project file says of the site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiteSettings {
    /// What the site is called; the project's name when nothing is said.
    pub title: Option<String>,
    /// Where the site will be.
    pub address: Option<String>,
    pub publisher: Option<String>,
    /// The licence that all is published under, by name or address.
    pub licence: Option<String>,
    /// Whom to ask.
    pub contact: Option<String>,
    /// The address of the accessibility statement.
    pub accessibility: Option<String>,
    /// The folder of the project's own templates, relative to the project.
    pub templates: Option<String>,
    /// Former names of nøgletal, with what they are called now.
    pub former_names: IndexMap<String, String>,
}

/// One backend's part of the project file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackendSettings {
    /// The engine, where the backend's own name does not say it.
    pub engine: Option<String>,
    /// The database file, relative to the project; in memory when `None`.
    pub database: Option<String>,
    /// The schema that the views live in.
    pub schema: String,
    /// Where each datakilde is, by its name as written.
    pub sources: IndexMap<String, SourcePlace>,
    /// Whether the database itself keeps rows from those who may not see them, with roles that a build makes; the engine's
    /// usual when `None`.
    pub keeps_access: Option<bool>,
    /// Seconds to connect within; the usual when `None`.
    pub connect_seconds: Option<u32>,
    /// Seconds that a statement may take; no limit when `None`.
    pub statement_seconds: Option<u32>,
}

impl Default for BackendSettings {
    fn default() -> BackendSettings {
        BackendSettings {
            engine: None,
            database: None,
            schema: "noegle".to_owned(),
            sources: IndexMap::new(),
            keeps_access: None,
            connect_seconds: None,
            statement_seconds: None,
        }
    }
}

/// Where a datakilde's rows are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourcePlace {
    /// A CSV file, relative to the project.
    Csv(String),
    /// A Parquet file, relative to the project.
    Parquet(String),
    /// A table by its name in the backend, as written.
    Table(String),
}

impl SourcePlace {
    fn of(value: &str) -> SourcePlace {
        let lower = value.to_lowercase();
        if lower.ends_with(".csv") {
            SourcePlace::Csv(value.to_owned())
        } else if lower.ends_with(".parquet") {
            SourcePlace::Parquet(value.to_owned())
        } else {
            SourcePlace::Table(value.to_owned())
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProjectFile {
    projekt: Option<String>,
    definitioner: Option<String>,
    generated: Option<String>,
    sprog: Option<String>,
    #[serde(default, deserialize_with = "each_key_once")]
    backends: IndexMap<String, BackendPart>,
    #[serde(default)]
    websted: SitePart,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct SitePart {
    titel: Option<String>,
    adresse: Option<String>,
    udgiver: Option<String>,
    licens: Option<String>,
    kontakt: Option<String>,
    #[serde(rename = "tilgængelighedserklæring", alias = "tilgaengelighedserklaering")]
    accessibility: Option<String>,
    skabeloner: Option<String>,
    #[serde(default, deserialize_with = "each_key_once")]
    tidligere_navne: IndexMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BackendPart {
    #[serde(rename = "type")]
    engine: Option<String>,
    database: Option<String>,
    skema: Option<String>,
    #[serde(default, deserialize_with = "each_key_once")]
    kilder: IndexMap<String, String>,
    #[serde(default, deserialize_with = "access")]
    adgang: Option<bool>,
    forbindelsesfrist: Option<NonZeroU32>,
    #[serde(rename = "sætningsfrist", alias = "saetningsfrist")]
    statement_limit: Option<NonZeroU32>,
}

/// `database` or `udenfor`.
fn access<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    let word = String::deserialize(deserializer)?;
    match word.as_str() {
        "database" => Ok(Some(true)),
        "udenfor" => Ok(Some(false)),
        other => Err(D::Error::invalid_value(Unexpected::Str(other), &"database, udenfor")),
    }
}

/// A map whose keys must differ; serde's own maps keep the last of two.
fn each_key_once<'de, D, V>(deserializer: D) -> Result<IndexMap<String, V>, D::Error>
where
    D: Deserializer<'de>,
    V: Deserialize<'de>,
{
    struct EachKeyOnce<V>(PhantomData<V>);

    impl<'de, V: Deserialize<'de>> Visitor<'de> for EachKeyOnce<V> {
        type Value = IndexMap<String, V>;

        fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
            f.write_str("a map")
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(IndexMap::new())
        }

        fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
            let mut map = IndexMap::new();
            while let Some(key) = access.next_key::<String>()? {
                if map.contains_key(&key) {
                    return Err(A::Error::custom(format!("duplicate field `{key}`")));
                }
                map.insert(key, access.next_value()?);
            }
            Ok(map)
        }
    }

    deserializer.deserialize_any(EachKeyOnce(PhantomData))
}

pub fn read(text: &str, folder_name: &str) -> Result<Settings, ProjectError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some((line, key)) = secrets::found(text) {
        return Err(ProjectError::Form { line: Some(line), problem: FormProblem::Secret { key } });
    }
    let file: ProjectFile = serde_yaml::from_str(text).map_err(|error| form_error(&error, text))?;
    let language = match file.sprog.as_deref() {
        None => None,
        Some(code) => match Language::from_code(code) {
            Some(language) => Some(language),
            None => return Err(at_value(text, code, FormProblem::UnknownLanguage { value: code.to_owned() })),
        },
    };
    Ok(Settings {
        name: file.projekt.unwrap_or_else(|| folder_name.to_owned()),
        definitions: inner_folder(text, file.definitioner, "definitions")?,
        generated: inner_folder(text, file.generated, "generated")?,
        language,
        site: site(text, file.websted)?,
        backends: file.backends.into_iter().map(|(name, part)| (name, backend(part))).collect(),
    })
}

fn backend(part: BackendPart) -> BackendSettings {
    let usual = BackendSettings::default();
    BackendSettings {
        engine: part.engine,
        database: part.database,
        schema: part.skema.unwrap_or(usual.schema),
        sources: part.kilder.into_iter().map(|(name, place)| (name, SourcePlace::of(&place))).collect(),
        keeps_access: part.adgang,
        connect_seconds: part.forbindelsesfrist.map(NonZeroU32::get),
        statement_seconds: part.statement_limit.map(NonZeroU32::get),
    }
}

fn site(text: &str, part: SitePart) -> Result<SiteSettings, ProjectError> {
    Ok(SiteSettings {
        title: part.titel,
        address: part.adresse.map(|address| web_address(text, address)).transpose()?,
        publisher: part.udgiver,
        licence: part.licens,
        contact: part.kontakt,
        accessibility: part.accessibility,
        templates: part.skabeloner.map(|folder| inner_folder(text, Some(folder), "")).transpose()?,
        former_names: part.tidligere_navne,
    })
}

/// Feeds and catalogues build on it, so it must be whole.
fn web_address(text: &str, address: String) -> Result<String, ProjectError> {
    let of_web = address.starts_with("https://") || address.starts_with("http://");
    if of_web && !address.contains(|letter: char| letter.is_whitespace() || "<>\"#?".contains(letter)) {
        return Ok(address);
    }
    Err(at_value(text, &address, FormProblem::WrongValue { path: "websted.adresse".to_owned() }))
}

fn inner_folder(text: &str, value: Option<String>, usual: &str) -> Result<String, ProjectError> {
    let value = value.unwrap_or_else(|| usual.to_owned());
    if stays_inside(&value) {
        return Ok(value.trim_end_matches('/').to_owned());
    }
    Err(at_value(text, &value, FormProblem::OutsideProject { value: value.clone() }))
}

/// A problem at the first line that holds the value; the reader no longer knows the place.
fn at_value(text: &str, value: &str, problem: FormProblem) -> ProjectError {
    let line = text.lines().position(|line| line.contains(value)).map(|index| index + 1);
    ProjectError::Form { line, problem }
}

/// The reader's English message taken apart: `backends.duckdb: unknown field `x`, expected one of …`.
fn form_error(error: &serde_yaml::Error, text: &str) -> ProjectError {
    let message = error.to_string();
    let line = error.location().map(|place| place.line().clamp(1, text.lines().count().max(1)));
    let (path, rest) = path_and_message(&message);
    let quoted: Vec<String> = rest.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    let first = quoted.first().cloned().unwrap_or_default();
    let problem = if rest.starts_with("unknown field") {
        FormProblem::UnknownKey { key: first, known: quoted.into_iter().skip(1).collect() }
    } else if rest.starts_with("duplicate") {
        FormProblem::RepeatedKey { key: repeated_key(rest) }
    } else if rest.starts_with("missing field") {
        FormProblem::MissingKey { key: first }
    } else if rest.starts_with("invalid type") || rest.starts_with("invalid value") {
        FormProblem::WrongValue { path: path.unwrap_or(PROJECT_FILE).to_owned() }
    } else {
        FormProblem::NotYaml
    };
    ProjectError::Form { line, problem }
}

const MESSAGES: [&str; 5] = ["unknown field", "duplicate", "missing field", "invalid type", "invalid value"];

fn path_and_message(message: &str) -> (Option<&str>, &str) {
    match message.split_once(": ") {
        Some((path, rest)) if MESSAGES.iter().any(|start| rest.starts_with(start)) => (Some(path), rest),
        _ => (None, message),
    }
}

/// ``duplicate field `x` `` or `duplicate entry with key "x"`.
fn repeated_key(message: &str) -> String {
    message.split(['`', '"']).nth(1).unwrap_or_default().to_owned()
}
