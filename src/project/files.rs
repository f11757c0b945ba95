//! Reading a project's texts: bounded, whole, and never from outside the project.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use super::{ProjectError, ProjectText};

/// The largest file that is read as definitions; the syntax tells what is too large for people.
pub const MAXIMUM_DEFINITION_BYTES: u64 = 256 << 20;

/// The largest code file: some million codes.
pub const MAXIMUM_RESOURCE_BYTES: u64 = 64 << 20;

pub fn definitions(root: &Path, folder: &str) -> Result<Vec<ProjectText>, ProjectError> {
    if !root.join(folder).is_dir() {
        return Err(ProjectError::NoDefinitionsFolder { folder: folder.to_owned() });
    }
    let mut files = all_files(root, folder)?;
    files.retain(|(_, path)| path.extension().is_some_and(|extension| extension == "noegle"));
    if files.is_empty() {
        return Err(ProjectError::NoDefinitions { folder: folder.to_owned() });
    }
    files.into_iter().map(|(name, path)| definition(root, name, &path)).collect()
}

/// The files of the definitions folder as a definition would name them.
pub fn resource_names(root: &Path, folder: &str) -> Vec<String> {
    let files = all_files(root, folder).unwrap_or_default();
    let inside = |name: String| name.strip_prefix(folder)?.strip_prefix('/').map(str::to_owned);
    files.into_iter().filter_map(|(name, _)| inside(name)).collect()
}

/// The files of a folder as texts, by their names inside it; those that begin with a dot are passed over.
pub fn texts_in(root: &Path, folder: &str) -> Result<Vec<ProjectText>, ProjectError> {
    if !root.join(folder).is_dir() {
        return Err(ProjectError::Unreadable { file: folder.to_owned(), reason: io::ErrorKind::NotFound });
    }
    let mut texts = Vec::new();
    for (name, path) in all_files(root, folder)? {
        let own = name.strip_prefix(folder).and_then(|name| name.strip_prefix('/')).unwrap_or(&name).to_owned();
        if own.starts_with('.') {
            continue;
        }
        inside(&canonical(root, &name)?, &path, &name)?;
        texts.push(ProjectText { name: own, text: read_text(&path, &name, MAXIMUM_RESOURCE_BYTES)? });
    }
    Ok(texts)
}

/// Name and path of every file below the folder, sorted by name.
fn all_files(root: &Path, folder: &str) -> Result<Vec<(String, PathBuf)>, ProjectError> {
    let mut walk = Walk { root: canonical(root, folder)?, seen: BTreeSet::new(), found: Vec::new() };
    walk.folder(&root.join(folder), folder)?;
    walk.found.sort();
    Ok(walk.found)
}

fn definition(root: &Path, name: String, path: &Path) -> Result<ProjectText, ProjectError> {
    inside(&canonical(root, &name)?, path, &name)?;
    let text = text_up_to_fault(read_bytes(path, &name, MAXIMUM_DEFINITION_BYTES)?);
    Ok(ProjectText { name, text })
}

/// What is not UTF-8 ends with NUL at its first such byte. No text holds NUL, so the syntax tells of it, at its place
/// and among the problems of the other files.
fn text_up_to_fault(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let good = error.utf8_error().valid_up_to();
        format!("{}\0", String::from_utf8_lossy(&error.as_bytes()[..good]))
    })
}

struct Walk {
    /// The project's folder with all links followed.
    root: PathBuf,
    /// Folders already read, links followed: a ring of links ends here.
    seen: BTreeSet<PathBuf>,
    found: Vec<(String, PathBuf)>,
}

impl Walk {
    fn folder(&mut self, folder: &Path, name: &str) -> Result<(), ProjectError> {
        if !self.seen.insert(inside(&self.root, folder, name)?) {
            return Ok(());
        }
        for entry in fs::read_dir(folder).map_err(|error| unreadable(name, &error))? {
            let path = entry.map_err(|error| unreadable(name, &error))?.path();
            let Some(last) = path.file_name().map(|last| last.to_string_lossy().into_owned()) else { continue };
            let inner_name = format!("{name}/{last}");
            if path.is_dir() {
                if !last.starts_with('.') {
                    self.folder(&path, &inner_name)?;
                }
            } else {
                self.found.push((inner_name, path));
            }
        }
        Ok(())
    }
}

/// The path with links followed, which must still lie in the project.
fn inside(root: &Path, path: &Path, name: &str) -> Result<PathBuf, ProjectError> {
    let real = canonical(path, name)?;
    if real.starts_with(root) { Ok(real) } else { Err(ProjectError::Outside { file: name.to_owned() }) }
}

pub fn resource(root: &Path, folder: &str, path: &str) -> Result<ProjectText, ProjectError> {
    let name = format!("{folder}/{path}");
    if !stays_inside(path) {
        return Err(ProjectError::Outside { file: name });
    }
    let whole = root.join(folder).join(path);
    inside(&canonical(root, &name)?, &whole, &name)?;
    let text = read_text(&whole, &name, MAXIMUM_RESOURCE_BYTES)?;
    Ok(ProjectText { name, text })
}

/// A relative path without steps upwards.
pub fn stays_inside(path: &str) -> bool {
    let steps_down = |part: Component| matches!(part, Component::Normal(_) | Component::CurDir);
    !path.is_empty() && !path.contains('\0') && Path::new(path).components().all(steps_down)
}

pub fn read_text(path: &Path, name: &str, limit: u64) -> Result<String, ProjectError> {
    String::from_utf8(read_bytes(path, name, limit)?).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..good].iter().filter(|byte| **byte == b'\n').count() + 1;
        ProjectError::NotUtf8 { file: name.to_owned(), byte: good + 1, line }
    })
}

fn read_bytes(path: &Path, name: &str, limit: u64) -> Result<Vec<u8>, ProjectError> {
    let kind = fs::metadata(path).map_err(|error| unreadable(name, &error))?;
    if !kind.is_file() && !kind.is_dir() {
        // Opening a pipe waits for whoever writes to it.
        return Err(ProjectError::Unreadable { file: name.to_owned(), reason: io::ErrorKind::Other });
    }
    let file = fs::File::open(path).map_err(|error| unreadable(name, &error))?;
    let size = file.metadata().map_err(|error| unreadable(name, &error))?.len();
    let too_large = |size: u64| ProjectError::TooLarge {
        file: name.to_owned(),
        megabytes: size.div_ceil(1 << 20),
        limit: limit >> 20,
    };
    if size > limit {
        return Err(too_large(size));
    }
    let mut bytes = Vec::with_capacity(size as usize);
    // A file may grow, and a pipe has no size: the limit also holds while reading.
    let read = file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| unreadable(name, &error))?;
    if read as u64 > limit { Err(too_large(read as u64)) } else { Ok(bytes) }
}

fn canonical(path: &Path, name: &str) -> Result<PathBuf, ProjectError> {
    path.canonicalize().map_err(|error| unreadable(name, &error))
}

fn unreadable(name: &str, error: &io::Error) -> ProjectError {
    ProjectError::Unreadable { file: name.to_owned(), reason: error.kind() }
}
