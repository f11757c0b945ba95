//! A project's figures in its database: where it is, what is built in it, and running that.

use std::collections::BTreeMap;
use std::path::Path;

use super::failure::Failure;
use super::progress::Progress;
use super::session::Session;
use crate::compile::Compilation;
use crate::diagnostics::nearest;
use crate::engine::deployment::{self, Step};
use crate::engine::{Connection, DuckDb, Options, Place, ResultTable};
use crate::model::Origin;
use crate::project::{BackendSettings, Project, SourcePlace};
use crate::sql::{self, DialectName, SourceLocation, Statement, Target};

/// The backend that every project has.
pub const EMBEDDED: &str = "duckdb";

/// A backend of the project file, with how to write for it.
pub struct Backend {
    pub name: String,
    pub settings: BackendSettings,
    pub dialect: DialectName,
}

impl Backend {
    /// The backend of `--backend`, else the embedded one.
    pub fn chosen(session: &Session, project: &Project) -> Result<Backend, Failure> {
        let name = session.common.backend.as_deref().unwrap_or(EMBEDDED);
        let settings = project.settings.backends.get(name).cloned();
        match (name, settings) {
            (EMBEDDED, settings) => Ok(Backend::embedded(settings.unwrap_or_default())),
            (name, Some(_)) => Err(Failure::usage(session.words.fill("backend.later", &[("name", name)]))),
            (name, None) => {
                let known = project.settings.backends.keys().map(String::as_str).chain([EMBEDDED]);
                let message = session.words.fill("backend.unknown", &[("name", name)]);
                Err(Failure::usage(session.words.with_nearest(message, nearest(name, known))))
            }
        }
    }

    pub fn embedded(settings: BackendSettings) -> Backend {
        Backend { name: EMBEDDED.to_owned(), settings, dialect: DialectName::DuckDb }
    }

    /// The target with files named from `folder`; as the project file names them when there is none.
    pub fn target(&self, folder: Option<&Path>) -> Target {
        let file = |path: &str| match folder {
            Some(folder) => folder.join(path).to_string_lossy().into_owned(),
            None => path.to_owned(),
        };
        let location = |place: &SourcePlace| match place {
            SourcePlace::Csv(path) => SourceLocation::Csv(file(path)),
            SourcePlace::Parquet(path) => SourceLocation::Parquet(file(path)),
            SourcePlace::Table(name) => SourceLocation::Table(name.clone()),
        };
        let sources: BTreeMap<String, SourceLocation> =
            self.settings.sources.iter().map(|(name, place)| (name.clone(), location(place))).collect();
        Target { dialect: self.dialect, schema: self.settings.schema.clone(), sources }
    }

    /// Names of `kilder` that are neither a datakilde with a table nor the table of `leverancer fra`.
    pub fn check_names(&self, session: &Session, compilation: &Compilation) -> Result<(), Failure> {
        let sources = &compilation.model.sources;
        let declared = || {
            let tables = sources.iter().filter(|source| source.origin == Origin::Table);
            let deliveries = sources.iter().filter_map(|source| source.deliveries.as_deref());
            tables.map(|source| source.name.text.as_str()).chain(deliveries)
        };
        let Some(name) = self.settings.sources.keys().find(|name| !declared().any(|known| known == name.as_str()))
        else {
            return Ok(());
        };
        let message = session.words.fill("source.unknown", &[("name", name)]);
        Err(Failure::usage(session.words.with_nearest(message, nearest(name, declared()))))
    }

    /// Files of `kilder` that are not there.
    fn check_files(&self, session: &Session, project: &Project) -> Result<(), Failure> {
        for (name, place) in &self.settings.sources {
            if let SourcePlace::Csv(path) | SourcePlace::Parquet(path) = place
                && !project.root.join(path).is_file()
            {
                return Err(Failure::usage(session.words.fill("source.missing", &[("name", name), ("file", path)])));
            }
        }
        Ok(())
    }
}

/// A database in which the figures have been built.
pub struct Database {
    pub connection: Box<dyn Connection>,
    pub target: Target,
}

/// Builds all figures in the project's database.
pub fn build(session: &Session, project: &Project, compilation: &Compilation) -> Result<Database, Failure> {
    let (backend, target, statements) = prepared(session, project, compilation)?;
    let mut connection = open(session, project, &backend)?;
    let mut progress = Progress::new(session.words);
    deployment::deploy(&mut *connection, &statements, &target, &mut |n, m, about| progress.show(n, m, about))
        .map_err(|error| Failure::engine(&error, session.words))?;
    progress.done();
    Ok(Database { connection, target })
}

/// What a build would do, without doing it.
pub fn preview(session: &Session, project: &Project, compilation: &Compilation) -> Result<Vec<Step>, Failure> {
    let (backend, target, statements) = prepared(session, project, compilation)?;
    // Opening a file that is not there would make it.
    let exists = backend.settings.database.as_ref().is_some_and(|file| project.root.join(file).exists());
    if !exists {
        return Ok(deployment::preview_of_nothing(&statements));
    }
    let mut connection = open(session, project, &backend)?;
    deployment::preview(&mut *connection, &statements, &target).map_err(|error| Failure::engine(&error, session.words))
}

/// The backend, the target with files by their full names, and what is to be made.
fn prepared(
    session: &Session,
    project: &Project,
    compilation: &Compilation,
) -> Result<(Backend, Target, Vec<Statement>), Failure> {
    let backend = Backend::chosen(session, project)?;
    backend.check_names(session, compilation)?;
    backend.check_files(session, project)?;
    let root = std::path::absolute(&project.root).unwrap_or_else(|_| project.root.clone());
    let target = backend.target(Some(&root));
    let statements = sql::statements(&compilation.model, &target);
    Ok((backend, target, statements))
}

fn open(session: &Session, project: &Project, backend: &Backend) -> Result<Box<dyn Connection>, Failure> {
    let place = place(session, project, &backend.settings)?;
    let opened = DuckDb::open(&place, &Options::default()).map_err(|error| Failure::engine(&error, session.words))?;
    Ok(Box::new(opened))
}

fn place(session: &Session, project: &Project, settings: &BackendSettings) -> Result<Place, Failure> {
    let Some(database) = &settings.database else { return Ok(Place::Memory) };
    let path = project.root.join(database);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| Failure::unwritable(folder, &error, session.words))?;
    }
    Ok(Place::File(path))
}

impl Database {
    pub fn query(&mut self, session: &Session, query: &str) -> Result<ResultTable, Failure> {
        self.connection.query(query).map_err(|error| Failure::engine(&error, session.words))
    }

    pub fn execute(&mut self, session: &Session, statement: &str) -> Result<(), Failure> {
        self.connection.execute(statement).map_err(|error| Failure::engine(&error, session.words))
    }

    /// A text as a literal.
    pub fn text(&self, text: &str) -> String {
        self.target.dialect.dialect().text(text)
    }

    /// An object of the schema, quoted.
    pub fn object(&self, name: &str) -> String {
        let dialect = self.target.dialect.dialect();
        format!("{}.{}", dialect.name(&self.target.schema), dialect.name(name))
    }
}
