//! Which language to answer in: `--sprog`, else the project file, else the environment, else Danish.

use std::path::Path;

use crate::diagnostics::Language;
use crate::project::Project;

pub fn choose(arguments: &[String]) -> Language {
    asked(arguments)
        .or_else(|| of_project(arguments))
        .or_else(|| of_environment(|name| std::env::var(name).ok()))
        .unwrap_or_default()
}

/// Read before clap reads, since clap's own answers need a language.
fn asked(arguments: &[String]) -> Option<Language> {
    ["--sprog", "--language"].iter().find_map(|name| value(arguments, name)).and_then(Language::from_code)
}

fn of_project(arguments: &[String]) -> Option<Language> {
    let named = ["--projekt", "--project"].iter().find_map(|name| value(arguments, name));
    let project = match named {
        Some(folder) => Project::open(Path::new(folder)),
        None => Project::find(Path::new(".")),
    };
    project.ok().and_then(|project| project.settings.language)
}

fn value<'a>(arguments: &'a [String], name: &str) -> Option<&'a str> {
    arguments.iter().enumerate().find_map(|(index, argument)| {
        let rest = argument.strip_prefix(name)?;
        match rest.strip_prefix('=') {
            Some(value) => Some(value),
            None if rest.is_empty() => arguments.get(index + 1).map(String::as_str),
            None => None,
        }
    })
}

fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Option<Language> {
    let set =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| variable(name).filter(|text| !text.is_empty()))?;
    Language::from_code(set.split(['_', '.', '@']).next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked_with(arguments: &[&str]) -> Option<Language> {
        asked(&arguments.iter().map(|argument| (*argument).to_owned()).collect::<Vec<_>>())
    }

    fn environment(set: &[(&str, &str)]) -> Option<Language> {
        of_environment(|name| set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_argument_decides_in_both_spellings() {
        assert_eq!(asked_with(&["noegle", "tjek", "--sprog", "en"]), Some(Language::English));
        assert_eq!(asked_with(&["noegle", "--sprog=da"]), Some(Language::Danish));
        assert_eq!(asked_with(&["noegle", "--sprog"]), None);
        assert_eq!(asked_with(&["noegle", "--sprog", "de"]), None);
    }

    #[test]
    fn the_environment_speaks_english_only_when_it_says_so() {
        assert_eq!(environment(&[("LANG", "en_GB.UTF-8")]), Some(Language::English));
        assert_eq!(environment(&[("LANG", "en_GB.UTF-8"), ("LC_ALL", "da_DK.UTF-8")]), Some(Language::Danish));
        assert_eq!(environment(&[("LANG", "C.UTF-8")]), None);
        assert_eq!(environment(&[]), None);
    }
}
