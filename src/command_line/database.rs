//! A project's figures in its database: where it is, what is built in it, and running that.

use std::collections::BTreeMap;
use std::path::Path;

use super::compilation::expressible;
use super::connection;
use super::failure::Failure;
use super::progress::Progress;
use super::session::Session;
use crate::compile::Compilation;
use crate::diagnostics::nearest;
use crate::engine::deployment::{self, Step};
use crate::engine::{Connection, EngineName, ResultTable};
use crate::model::Origin;
use crate::project::{BackendSettings, Project, SourcePlace};
use crate::sql::{self, Access, DialectName, SourceLocation, Target};

/// The backend that every project has.
pub const EMBEDDED: &str = "duckdb";

/// A backend of the project file, with how to write for it.
pub struct Backend {
    pub name: String,
    pub settings: BackendSettings,
    pub engine: EngineName,
    pub dialect: DialectName,
}

impl Backend {
    /// The backend of `--backend`, else the embedded one.
    pub fn chosen(session: &Session, project: &Project) -> Result<Backend, Failure> {
        Backend::named(session, project, session.common.backend.as_deref().unwrap_or(EMBEDDED))
    }

    /// A backend of the project file, or the embedded one.
    pub fn named(session: &Session, project: &Project, name: &str) -> Result<Backend, Failure> {
        let words = session.words;
        let settings = match (name, project.settings.backends.get(name)) {
            (_, Some(settings)) => settings.clone(),
            (EMBEDDED, None) => BackendSettings::default(),
            (_, None) => {
                let known = project.settings.backends.keys().map(String::as_str).chain([EMBEDDED]);
                let message = words.fill("backend.unknown", &[("name", name)]);
                return Err(Failure::usage(words.with_nearest(message, nearest(name, known))));
            }
        };
        let written = settings.engine.as_deref().unwrap_or(name);
        let usable = EngineName::ALL.into_iter().filter(|engine| engine.dialect().is_some());
        let usable = words.list(&usable.map(|engine| engine.name().to_owned()).collect::<Vec<_>>());
        let holes = [("name", name), ("written", written), ("known", &usable)];
        let Some(engine) = EngineName::from_name(written) else {
            return Err(Failure::usage(words.fill("backend.unknown_type", &holes)));
        };
        match engine.dialect() {
            Some(dialect) => Ok(Backend { name: name.to_owned(), settings, engine, dialect }),
            None => Err(Failure::usage(words.fill("backend.later", &holes))),
        }
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
        Target {
            dialect: self.dialect,
            schema: self.settings.schema.clone(),
            sources,
            known_as: None,
            access: self.settings.keeps_access.map(|kept| if kept { Access::Database } else { Access::Outside }),
        }
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
            let (SourcePlace::Csv(path) | SourcePlace::Parquet(path)) = place else { continue };
            if self.engine != EngineName::DuckDb {
                let holes = [("name", name.as_str()), ("file", path), ("title", self.engine.title())];
                return Err(Failure::usage(session.words.fill("source.file_elsewhere", &holes)));
            }
            if !project.root.join(path).is_file() {
                return Err(Failure::usage(session.words.fill("source.missing", &[("name", name), ("file", path)])));
            }
        }
        Ok(())
    }
}

/// What columns with amounts are called where they are read.
const AMOUNTS: [&str; 12] = [
    "taeller",
    "naevner",
    "resultat",
    "værdi",
    "landsgennemsnit",
    "gruppegennemsnit",
    "afvigelse",
    "percentil",
    "mulighedsrum",
    "beloeb",
    "tæller",
    "nævner",
];

/// A database in which the figures have been built.
pub struct Database {
    pub connection: Box<dyn Connection>,
    pub target: Target,
}

/// Builds all figures in the project's database.
pub fn build(session: &Session, project: &Project, compilation: &Compilation) -> Result<Database, Failure> {
    let (backend, target) = prepared(session, project, compilation)?;
    let render = |target: &Target| sql::statements(&compilation.model, target);
    let mut connection = connection::open(session, project, &backend)?;
    let mut progress = Progress::new(session.words);
    deployment::deploy(&mut *connection, &render, &target, &mut |n, m, about| progress.show(n, m, about))
        .map_err(|error| Failure::engine(&error, session.words))?;
    progress.done();
    Ok(Database { connection, target })
}

/// What a build would do, without doing it.
pub fn preview(session: &Session, project: &Project, compilation: &Compilation) -> Result<Vec<Step>, Failure> {
    let (backend, target) = prepared(session, project, compilation)?;
    let render = |target: &Target| sql::statements(&compilation.model, target);
    // Opening a file that is not there would make it.
    let exists = backend.settings.database.as_ref().is_some_and(|file| project.root.join(file).exists());
    let is_new = match backend.engine {
        EngineName::DuckDb => !exists,
        EngineName::Sqlite => backend.settings.database.is_some() && !exists,
        _ => false,
    };
    if is_new {
        return Ok(deployment::preview_of_nothing(&render, &target));
    }
    let mut connection = connection::open(session, project, &backend)?;
    deployment::preview(&mut *connection, &render, &target).map_err(|error| Failure::engine(&error, session.words))
}

/// The backend, and the target with files by their full names.
fn prepared(session: &Session, project: &Project, compilation: &Compilation) -> Result<(Backend, Target), Failure> {
    let backend = Backend::chosen(session, project)?;
    backend.check_names(session, compilation)?;
    backend.check_files(session, project)?;
    let root = std::path::absolute(&project.root).unwrap_or_else(|_| project.root.clone());
    let target = backend.target(Some(&root));
    expressible(session, compilation, &target, &sql::statements(&compilation.model, &target))?;
    Ok((backend, target))
}

impl Database {
    pub fn query(&mut self, session: &Session, query: &str) -> Result<ResultTable, Failure> {
        let table = self.connection.query(query).map_err(|error| Failure::engine(&error, session.words))?;
        Ok(self.with_numbers(table))
    }

    /// Columns as they are read, exactly, of a table or, with a letter before, of several; those that hold amounts by their own
    /// names.
    pub fn columns(&self, columns: &str) -> String {
        let dialect = self.target.dialect.dialect();
        let one = |column: &str| {
            let name = column.rsplit('.').next().unwrap_or(column);
            let read = if AMOUNTS.contains(&name) { dialect.read_amount(column) } else { column.to_owned() };
            if read == column { read } else { format!("{read} AS {name}") }
        };
        columns.split(", ").map(one).collect::<Vec<_>>().join(", ")
    }

    /// An amount as it is read, exactly.
    pub fn amount(&self, column: &str) -> String {
        self.target.dialect.dialect().read_amount(column)
    }

    /// Where amounts are read as text, they are numbers again.
    pub fn with_numbers(&self, mut table: ResultTable) -> ResultTable {
        if self.target.dialect.dialect().shown_amount("x").is_none() {
            return table;
        }
        let amounts = table.columns.iter().enumerate().filter(|(_, name)| AMOUNTS.contains(&name.as_str()));
        let amounts: Vec<usize> = amounts.map(|(index, _)| index).collect();
        for row in &mut table.rows {
            for index in &amounts {
                row[*index] = row[*index].clone().as_number();
            }
        }
        table
    }

    pub fn execute(&mut self, session: &Session, statement: &str) -> Result<(), Failure> {
        self.connection.execute(statement).map_err(|error| Failure::engine(&error, session.words))
    }

    /// A text as a literal.
    pub fn text(&self, text: &str) -> String {
        self.target.dialect.dialect().text(text)
    }

    /// A name of a column, quoted.
    pub fn name(&self, name: &str) -> String {
        self.target.dialect.dialect().name(name)
    }

    /// An object of the schema, quoted. Where a column has its name, a query must give it another: in BigQuery a table's name
    /// means its whole rows.
    pub fn object(&self, name: &str) -> String {
        let dialect = self.target.dialect.dialect();
        dialect.object(&dialect.name(&self.target.schema), &dialect.name(name))
    }
}
