//! A project on disk: its project file and the texts that it holds.
//!
//! In: a folder. Out: [`Project`] with [`Settings`], definitions and code files as text, or a [`ProjectError`].
//! Guaranteed now: definitions come sorted by path and named relative to the project with `/`; nothing outside the
//! project is read as a definition or code file; every file is whole, UTF-8, and of bounded size.

mod error;
mod files;
mod secrets;
mod settings;

use std::path::{Path, PathBuf};

pub use error::{FormProblem, ProjectError};
pub use files::{MAXIMUM_DEFINITION_BYTES, MAXIMUM_RESOURCE_BYTES};
pub use settings::{BackendSettings, Settings, SiteSettings, SourcePlace};

/// The project file's name; the folder it lies in is the project.
pub const PROJECT_FILE: &str = "noegle.yaml";

/// Where a project's own templates lie when nothing is said.
pub const TEMPLATES_FOLDER: &str = "skabeloner";

/// A project that was found and whose project file is in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Project {
    pub root: PathBuf,
    pub settings: Settings,
}

/// A file's name as people know it, from the project with `/`, and its text as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectText {
    pub name: String,
    pub text: String,
}

impl Project {
    /// The project of the nearest folder upwards from `start` that has a project file.
    pub fn find(start: &Path) -> Result<Project, ProjectError> {
        let whole = std::path::absolute(start).unwrap_or_else(|_| start.to_owned());
        let root = whole.ancestors().find(|folder| folder.join(PROJECT_FILE).is_file());
        match root {
            Some(root) => Project::open(root),
            None => Err(ProjectError::NotFound { start: start.display().to_string() }),
        }
    }

    /// The project of exactly this folder.
    pub fn open(root: &Path) -> Result<Project, ProjectError> {
        let path = root.join(PROJECT_FILE);
        if !path.is_file() {
            return Err(ProjectError::NotFound { start: root.display().to_string() });
        }
        let text = files::read_text(&path, PROJECT_FILE, MAXIMUM_DEFINITION_BYTES)?;
        let folder_name = root.file_name().map(|name| name.to_string_lossy().into_owned());
        let settings = settings::read(&text, folder_name.as_deref().unwrap_or("projekt"))?;
        Ok(Project { root: root.to_owned(), settings })
    }

    pub fn definitions_folder(&self) -> PathBuf {
        self.root.join(&self.settings.definitions)
    }

    pub fn generated_folder(&self) -> PathBuf {
        self.root.join(&self.settings.generated)
    }

    /// Every `*.noegle` below the definitions folder, sorted by path. A file that is not UTF-8 ends with NUL at the
    /// first byte that is not.
    pub fn definitions(&self) -> Result<Vec<ProjectText>, ProjectError> {
        files::definitions(&self.root, &self.settings.definitions)
    }

    /// A file that a definition names, by its path from the definitions folder.
    pub fn resource(&self, path: &str) -> Result<ProjectText, ProjectError> {
        files::resource(&self.root, &self.settings.definitions, path)
    }

    /// The project's own templates and style sheets by their names: the files of `skabeloner:`, or of a folder of that name.
    pub fn templates(&self) -> Result<Vec<ProjectText>, ProjectError> {
        match &self.settings.site.templates {
            Some(folder) => files::texts_in(&self.root, folder),
            None if self.root.join(TEMPLATES_FOLDER).is_dir() => files::texts_in(&self.root, TEMPLATES_FOLDER),
            None => Ok(Vec::new()),
        }
    }

    /// The paths that [`Project::resource`] could take.
    pub fn resource_names(&self) -> Vec<String> {
        files::resource_names(&self.root, &self.settings.definitions)
    }
}
