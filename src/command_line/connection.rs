//! Reaching a backend's database: its engine, its address, and what is said on the way.
//!
//! In: a backend of the project file and the environment. Out: a connection, or why there is none. Guaranteed now: no address
//! and no password is part of a message.

use std::path::Path;
use std::time::Duration;

use super::database::Backend;
use super::failure::Failure;
use super::session::Session;
use super::stream;
use super::words::Words;
use crate::engine::credentials::{self, CredentialsProblem, FILE_VARIABLE};
use crate::engine::{
    AddressProblem, Connection, DuckDb, EngineError, EngineName, ErrorKind, Limits, Options, Place,
    USUAL_CONNECT_SECONDS, connect,
};
use crate::project::Project;

/// The backend's database, opened.
pub fn open(session: &Session, project: &Project, backend: &Backend) -> Result<Box<dyn Connection>, Failure> {
    let failed = |error: EngineError| Failure::engine(&error, session.words);
    if backend.engine == EngineName::DuckDb {
        let place = place(session, project, backend)?;
        return Ok(Box::new(DuckDb::open(&place, &Options::default()).map_err(failed)?));
    }
    let address = address(project, backend).map_err(failed)?;
    let limits = Limits {
        connect: backend.settings.connect_seconds.unwrap_or(USUAL_CONNECT_SECONDS),
        statement: backend.settings.statement_seconds,
    };
    let mut again = |error: &EngineError, pause: Duration| {
        let holes = [("message", error.message.as_str()), ("seconds", &pause.as_secs().to_string())];
        stream::complain(&session.words.fill("engine.again", &holes));
    };
    Ok(Box::new(connect(backend.engine, &address, limits, &mut again).map_err(failed)?))
}

/// Of a file in the project its path; else what the environment says.
fn address(project: &Project, backend: &Backend) -> Result<String, EngineError> {
    if let (EngineName::Sqlite, Some(file)) = (backend.engine, &backend.settings.database) {
        return Ok(project.root.join(file).to_string_lossy().into_owned());
    }
    credentials::address(&backend.name, &project.root, &|name| std::env::var_os(name)).map_err(|problem| {
        let kind = ErrorKind::Credentials { backend: backend.name.clone(), engine: backend.engine, problem };
        EngineError::new(kind, "no address")
    })
}

fn place(session: &Session, project: &Project, backend: &Backend) -> Result<Place, Failure> {
    let Some(database) = &backend.settings.database else { return Ok(Place::Memory) };
    let path = project.root.join(database);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| Failure::unwritable(folder, &error, session.words))?;
    }
    Ok(Place::File(path))
}

/// Why there is no connection, before anybody was asked.
pub fn message(error: &EngineError, words: &Words) -> String {
    let shown = |path: &Path| path.display().to_string();
    match &error.kind {
        ErrorKind::DriverMissing { engine, tried } => {
            let places: Vec<String> = tried.iter().map(|path| shown(path)).collect();
            let (setup, variable) = setup(*engine);
            let holes =
                [("title", engine.title()), ("setup", setup), ("variable", &variable), ("places", &places.join(", "))];
            words.fill("engine.driver_missing", &holes)
        }
        ErrorKind::DriverUnusable { engine, path } => {
            let (setup, variable) = setup(*engine);
            let holes = [
                ("path", shown(path)),
                ("title", engine.title().to_owned()),
                ("setup", setup.to_owned()),
                ("variable", variable),
                ("message", error.message.clone()),
            ];
            words.fill("engine.driver_unusable", &holes.each_ref().map(|(name, value)| (*name, value.as_str())))
        }
        ErrorKind::NoDriver { engine } => {
            words.fill("engine.no_driver", &[("title", engine.title()), ("name", engine.name())])
        }
        ErrorKind::Credentials { backend, engine, problem } => credentials_message(backend, *engine, problem, words),
        ErrorKind::Address { engine, problem } => {
            let reason = words.say(match problem {
                AddressProblem::Form => "address.form",
                AddressProblem::Percent => "address.percent",
                AddressProblem::Port => "address.port",
                AddressProblem::NoServer => "address.no_server",
            });
            let holes = [("title", engine.title()), ("reason", &reason), ("example", engine.example_address())];
            words.fill("address.wrong", &holes)
        }
        _ => error.message.clone(),
    }
}

fn setup(engine: EngineName) -> (&'static str, String) {
    engine.driver().map_or(("", String::new()), |driver| (driver.name, driver.variable()))
}

fn credentials_message(backend: &str, engine: EngineName, problem: &CredentialsProblem, words: &Words) -> String {
    let of_file = |key: &str, file: &Path, line: &str| {
        let file = file.display().to_string();
        words.fill(key, &[("file", &file), ("variable", FILE_VARIABLE), ("line", line)])
    };
    match problem {
        CredentialsProblem::Missing { variable } => {
            let holes = [
                ("name", backend),
                ("variable", variable),
                ("example", engine.example_address()),
                ("file", FILE_VARIABLE),
            ];
            words.fill("credentials.missing", &holes)
        }
        CredentialsProblem::NotText { variable } => words.fill("credentials.not_text", &[("variable", variable)]),
        CredentialsProblem::FileUnreadable { file } => of_file("credentials.unreadable", file, ""),
        CredentialsProblem::FileInProject { file } => of_file("credentials.in_project", file, ""),
        CredentialsProblem::FileOpen { file } => of_file("credentials.open", file, ""),
        CredentialsProblem::Line { file, line } => of_file("credentials.line", file, &line.to_string()),
    }
}
