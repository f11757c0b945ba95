//! Where the address of a database comes from: the environment, or a file outside the project that the environment names.
//!
//! In: the backend's name, the project's folder, the environment. Out: the address as written. Guaranteed now: a file inside
//! the project, or one that others can read, is refused, and no line of it is ever repeated.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// Names the file.
pub const FILE_VARIABLE: &str = "NOEGLE_FORBINDELSER";

/// A file of addresses is short.
const LARGEST_FILE: u64 = 1 << 20;

/// Why there is no address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CredentialsProblem {
    /// Neither the variable nor the file has it.
    Missing {
        variable: String,
    },
    /// The variable is not text.
    NotText {
        variable: String,
    },
    FileUnreadable {
        file: PathBuf,
    },
    /// The file is part of the project, which others get.
    FileInProject {
        file: PathBuf,
    },
    /// The file can be read by others on this machine.
    FileOpen {
        file: PathBuf,
    },
    /// A line that is not `navn = adresse`.
    Line {
        file: PathBuf,
        line: usize,
    },
}

/// `NOEGLE_POSTGRES_URL` of `postgres`.
pub fn variable(backend: &str) -> String {
    let letter = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_uppercase() } else { '_' };
    let plain = crate::text::fold(backend);
    format!("NOEGLE_{}_URL", plain.chars().map(letter).collect::<String>())
}

/// The address of a backend.
pub fn address(
    backend: &str,
    project: &Path,
    environment: &dyn Fn(&str) -> Option<OsString>,
) -> Result<String, CredentialsProblem> {
    let variable = variable(backend);
    let set = |name: &str| environment(name).filter(|value| !value.is_empty());
    if let Some(value) = set(&variable) {
        return value.into_string().map_err(|_| CredentialsProblem::NotText { variable });
    }
    let found = match set(FILE_VARIABLE) {
        Some(file) => in_file(Path::new(&file), backend, project)?,
        None => None,
    };
    found.ok_or(CredentialsProblem::Missing { variable })
}

fn in_file(file: &Path, backend: &str, project: &Path) -> Result<Option<String>, CredentialsProblem> {
    let unreadable = || CredentialsProblem::FileUnreadable { file: file.to_owned() };
    let real = file.canonicalize().map_err(|_| unreadable())?;
    let root = project.canonicalize().map_err(|_| unreadable())?;
    let written = std::path::absolute(file).map_err(|_| unreadable())?;
    if real.starts_with(&root) || written.starts_with(&root) {
        return Err(CredentialsProblem::FileInProject { file: file.to_owned() });
    }
    let kind = fs::metadata(&real).map_err(|_| unreadable())?;
    if !kind.is_file() || kind.len() > LARGEST_FILE {
        return Err(unreadable());
    }
    if others_can_read(&kind) {
        return Err(CredentialsProblem::FileOpen { file: file.to_owned() });
    }
    let text = fs::read_to_string(&real).map_err(|_| unreadable())?;
    let mut found = None;
    for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let problem = || CredentialsProblem::Line { file: file.to_owned(), line: index + 1 };
        let (name, address) = line.split_once('=').ok_or_else(problem)?;
        if name.trim().is_empty() || address.trim().is_empty() || name.contains("://") {
            return Err(problem());
        }
        if [backend, &variable(backend)].contains(&name.trim()) {
            found = Some(address.trim().to_owned());
        }
    }
    Ok(found)
}

#[cfg(unix)]
fn others_can_read(file: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.permissions().mode() & 0o077 != 0
}

/// On Windows files are private to their user unless shared on purpose.
#[cfg(not(unix))]
fn others_can_read(_file: &fs::Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(file: &Path, project: &Path) -> Result<String, CredentialsProblem> {
        address("tal", project, &|name| (name == FILE_VARIABLE).then(|| file.as_os_str().to_owned()))
    }

    #[cfg(unix)]
    fn file_with(folder: &Path, text: &str, mode: u32) -> PathBuf {
        use std::os::unix::fs::PermissionsExt;
        let file = folder.join("forbindelser");
        fs::write(&file, text).expect("written");
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).expect("a mode");
        file
    }

    #[test]
    fn the_variable_is_the_name_in_capitals() {
        assert_eq!(variable("postgres"), "NOEGLE_POSTGRES_URL");
        assert_eq!(variable("drift-øst 2"), "NOEGLE_DRIFT_OEST_2_URL");
        let project = Path::new("/");
        assert_eq!(address("tal", project, &|name| (name == "NOEGLE_TAL_URL").then(|| "x".into())), Ok("x".to_owned()));
        let missing = CredentialsProblem::Missing { variable: "NOEGLE_TAL_URL".to_owned() };
        assert_eq!(address("tal", project, &|_| None), Err(missing));
    }

    #[cfg(unix)]
    #[test]
    fn the_file_has_a_line_per_backend() {
        let (outside, project) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let file = file_with(outside.path(), "# kun til drift\n\nandet = y\ntal = Server=x;Pwd=k\n", 0o600);
        assert_eq!(asked(&file, project.path()), Ok("Server=x;Pwd=k".to_owned()));
        let file = file_with(outside.path(), "NOEGLE_TAL_URL=z", 0o600);
        assert_eq!(asked(&file, project.path()), Ok("z".to_owned()));
        let file = file_with(outside.path(), "andet=y\nhemmelig", 0o600);
        assert_eq!(asked(&file, project.path()), Err(CredentialsProblem::Line { file, line: 2 }));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_get_is_refused() {
        let project = tempfile::tempdir().expect("a folder");
        let file = file_with(project.path(), "tal=x", 0o600);
        assert_eq!(asked(&file, project.path()), Err(CredentialsProblem::FileInProject { file: file.clone() }));
        let outside = tempfile::tempdir().expect("a folder");
        let link = outside.path().join("link");
        std::os::unix::fs::symlink(&file, &link).expect("a link");
        assert_eq!(asked(&link, project.path()), Err(CredentialsProblem::FileInProject { file: link }));
        for mode in [0o640, 0o604, 0o622] {
            let file = file_with(outside.path(), "tal=x", mode);
            assert_eq!(asked(&file, project.path()), Err(CredentialsProblem::FileOpen { file }));
        }
        let gone = outside.path().join("findes-ikke");
        assert_eq!(asked(&gone, project.path()), Err(CredentialsProblem::FileUnreadable { file: gone }));
    }
}
