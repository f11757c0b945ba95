//! The site of a build: pages written one by one into a folder that takes its place at the end, or held against what is there.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::database::{Backend, Database, EMBEDDED};
use super::failure::Failure;
use super::session::Session;
use super::site_values::Stored;
use crate::compile::Compilation;
use crate::output::files::FreshFolder;
use crate::project::Project;
use crate::site::values::{is_value_page, without_values};
use crate::site::{self, File, Settings, Site, SiteError};
use crate::sql;

/// The site's folder among what is generated.
pub const FOLDER: &str = "site";

/// Why a page was not written.
enum Trouble {
    Site(SiteError),
    File(io::Error),
}

impl From<SiteError> for Trouble {
    fn from(error: SiteError) -> Trouble {
        Trouble::Site(error)
    }
}

impl Trouble {
    fn failure(&self, folder: &Path, session: &Session) -> Failure {
        match self {
            Trouble::Site(error) => Failure::site(error, session.words),
            Trouble::File(error) => Failure::unwritable(folder, error, session.words),
        }
    }
}

/// Makes the folder hold the site, with figures when there are any; says how many files that is.
pub fn write(
    session: &Session,
    project: &Project,
    compilation: &Compilation,
    figures: Option<&Stored>,
) -> Result<usize, Failure> {
    let folder = project.generated_folder().join(FOLDER);
    let backends = backends(session, project)?;
    let mut site = site(session, project, compilation, &backends)?;
    if let Some(figures) = figures {
        site = site.with_values(figures.values(&compilation.model));
    }
    let written = || -> Result<usize, Trouble> {
        let mut fresh = FreshFolder::beside(&folder).map_err(Trouble::File)?;
        let mut number = 0;
        site.write(&mut |file: File| {
            number += 1;
            fresh.add(&file.path, &file.bytes).map_err(Trouble::File)
        })?;
        fresh.put_in_place().map_err(Trouble::File)?;
        Ok(number)
    };
    written().map_err(|trouble| trouble.failure(&folder, session))
}

/// The site with the figures that the database has just computed, where a build has written it before.
pub fn show_figures(
    session: &Session,
    project: &Project,
    compilation: &Compilation,
    database: &mut Database,
) -> Result<(), Failure> {
    if !project.generated_folder().join(FOLDER).is_dir() {
        return Ok(());
    }
    let figures = Stored::read(session, &compilation.model, database)?;
    write(session, project, compilation, Some(&figures)).map(|_| ())
}

/// Files of the site that are missing, different or no longer made, by their names in the generated folder. What figures
/// add to pages is no concern of definitions and is passed over.
pub fn stale(
    session: &Session,
    project: &Project,
    compilation: &Compilation,
) -> Result<Vec<(String, &'static str)>, Failure> {
    let folder = project.generated_folder().join(FOLDER);
    let backends = backends(session, project)?;
    let site = site(session, project, compilation, &backends)?;
    let mut made: BTreeSet<String> = BTreeSet::new();
    let mut stale: Vec<(String, &'static str)> = Vec::new();
    let compared = site.write(&mut |file: File| -> Result<(), Trouble> {
        if let Some(how) = differs(&folder.join(&file.path), &file.bytes) {
            stale.push((format!("{FOLDER}/{}", file.path), how));
        }
        made.insert(file.path);
        Ok(())
    });
    compared.map_err(|trouble| trouble.failure(&folder, session))?;
    let extra = files_below(&folder, "").into_iter().filter(|name| !made.contains(name) && !is_value_page(name));
    stale.extend(extra.map(|name| (format!("{FOLDER}/{name}"), "build.extra")));
    stale.sort();
    Ok(stale)
}

fn differs(path: &Path, bytes: &[u8]) -> Option<&'static str> {
    let how = super::build::differs(path, bytes)?;
    let same_without = fs::read(path).is_ok_and(|found| without_values(&found) == bytes);
    (!same_without).then_some(how)
}

/// The embedded backend and those of the project file that SQL is written for.
fn backends(session: &Session, project: &Project) -> Result<Vec<Backend>, Failure> {
    let named = project.settings.backends.keys().map(String::as_str);
    let names: BTreeSet<&str> = std::iter::once(EMBEDDED).chain(named).collect();
    let mut backends = Vec::new();
    for name in names {
        match Backend::named(session, project, name) {
            Ok(backend) => backends.push(backend),
            // One that noegle cannot write for yet has no pages; choosing it says why.
            Err(_) if name != EMBEDDED => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(backends)
}

fn site<'a>(
    session: &Session,
    project: &Project,
    compilation: &'a Compilation,
    backends: &'a [Backend],
) -> Result<Site<'a>, Failure> {
    let own = project.templates().map_err(|error| Failure::project(&error, session.words))?;
    let said = &project.settings.site;
    let settings = Settings {
        title: said.title.clone().unwrap_or_else(|| project.settings.name.clone()),
        language: project.settings.language,
        address: said.address.clone(),
        publisher: said.publisher.clone(),
        licence: said.licence.clone(),
        contact: said.contact.clone(),
        accessibility: said.accessibility.clone(),
        templates: own.into_iter().map(|text| (text.name, text.text)).collect(),
        former_names: said.former_names.iter().map(|(old, new)| (old.clone(), new.clone())).collect(),
    };
    let model = &compilation.model;
    let backend = |backend: &'a Backend| site::Backend {
        name: backend.name.clone(),
        title: backend.engine.title().to_owned(),
        statements: Box::new(move || sql::statements(model, &backend.target(None))),
    };
    let backends = backends.iter().map(backend).collect();
    Site::new(model, &compilation.sources, settings, backends).map_err(|error| Failure::site(&error, session.words))
}

/// The files of a folder, by their paths inside it.
fn files_below(folder: &Path, inside: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = format!("{inside}{}", entry.file_name().to_string_lossy());
        match entry.path().is_dir() {
            true => found.extend(files_below(&entry.path(), &format!("{name}/"))),
            false => found.push(name),
        }
    }
    found
}
