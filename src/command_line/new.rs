//! `noegle ny`: a small project that is complete: it passes `tjek`, `prøv` and `kør`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::failure::{Exit, Failure};
use super::stream;
use super::words::Words;
use crate::output::files::replace_folder;

const FILES: [(&str, &str); 7] = [
    ("noegle.yaml", include_str!("scaffold/noegle.yaml")),
    (".gitignore", "*.duckdb\n*.duckdb.wal\n"),
    ("definitions/datakilder.noegle", include_str!("scaffold/datakilder.noegle")),
    ("definitions/noegletal.noegle", include_str!("scaffold/noegletal.noegle")),
    ("definitions/kontoplan/funktioner.csv", include_str!("scaffold/funktioner.csv")),
    ("definitions/data/regnskab.csv", include_str!("scaffold/regnskab.csv")),
    ("definitions/data/borger.csv", include_str!("scaffold/borger.csv")),
];

pub fn run(folder: &Path, words: &Words) -> Result<Exit, Failure> {
    let shown = folder.display().to_string();
    if !is_free(folder) {
        return Err(Failure::usage(words.fill("new.not_empty", &[("folder", &shown)])));
    }
    let name = project_name(folder);
    let files: BTreeMap<String, Vec<u8>> =
        FILES.iter().map(|(path, text)| ((*path).to_owned(), text.replace("{navn}", &name).into_bytes())).collect();
    replace_folder(folder, &files).map_err(|error| Failure::unwritable(folder, &error, words))?;
    stream::print(&format!("{}\n", words.fill("new.done", &[("folder", &shown)])), words)?;
    Ok(Exit::Success)
}

/// Nothing there, or an empty folder.
fn is_free(folder: &Path) -> bool {
    match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(_) => !folder.exists(),
    }
}

/// The folder's own name, as a name that every file system and YAML takes.
fn project_name(folder: &Path) -> String {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let name = whole.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let plain: String = name.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect();
    match plain.trim_matches('-') {
        "" => "projekt".to_owned(),
        plain if plain.starts_with(|letter: char| letter.is_alphabetic()) => plain.to_owned(),
        plain => format!("projekt-{plain}"),
    }
}
