//! What every command shares: the words, and the project that the arguments point at.

use std::path::Path;

use super::arguments::Common;
use super::failure::Failure;
use super::words::Words;
use crate::project::Project;

pub struct Session<'a> {
    pub words: &'a Words,
    pub common: &'a Common,
}

impl Session<'_> {
    /// The project of `--projekt`, else the nearest upwards.
    pub fn project(&self) -> Result<Project, Failure> {
        let found = match &self.common.project {
            Some(folder) => Project::open(folder),
            None => Project::find(Path::new(".")),
        };
        found.map_err(|error| Failure::project(&error, self.words))
    }
}
