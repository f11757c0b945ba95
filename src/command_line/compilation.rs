//! From a project on disk to a compilation: the files are read here, the stages see texts.

use super::failure::{Exit, Failure, why_unreadable};
use super::session::Session;
use crate::compile::{CodeFileText, Compilation, compile};
use crate::diagnostics::{Diagnostic, nearest, render};
use crate::project::{Project, ProjectError};
use crate::source::{SourceFile, Sources};
use crate::sql::limits::problems;
use crate::sql::{Statement, Target};

/// The project's definitions, compiled; problems are in the compilation.
pub fn compiled(session: &Session, project: &Project) -> Result<Compilation, Failure> {
    let files = project.definitions().map_err(|error| Failure::project(&error, session.words))?;
    let definitions = files.into_iter().map(|file| SourceFile::new(file.name, &file.text)).collect();
    Ok(compile(definitions, &|path| code_file(session, project, path)))
}

fn code_file(session: &Session, project: &Project, path: &str) -> CodeFileText {
    match project.resource(path) {
        Ok(file) => CodeFileText::Text { name: file.name, text: file.text },
        Err(ProjectError::Outside { .. }) => CodeFileText::Outside,
        Err(ProjectError::Unreadable { reason: std::io::ErrorKind::NotFound, .. }) => {
            let names = project.resource_names();
            CodeFileText::Missing { nearest: nearest(path, names.iter().map(String::as_str)).map(str::to_owned) }
        }
        Err(error) => CodeFileText::Unreadable { reason: why_unreadable(&error, session.words) },
    }
}
/// The same, for commands that need definitions without errors.
pub fn in_order(session: &Session, project: &Project) -> Result<Compilation, Failure> {
    let compilation = compiled(session, project)?;
    if !compilation.has_errors() {
        return Ok(compilation);
    }
    let errors: Vec<_> = compilation.diagnostics.iter().filter(|problem| problem.is_error()).cloned().collect();
    Err(failure(session, &errors, &compilation.sources))
}

/// Fails when the target cannot express the definitions; nothing has been sent to it then.
pub fn expressible(
    session: &Session,
    compilation: &Compilation,
    target: &Target,
    statements: &[Statement],
) -> Result<(), Failure> {
    let problems = problems(&compilation.model, target, statements);
    if problems.is_empty() { Ok(()) } else { Err(failure(session, &problems, &compilation.sources)) }
}

fn failure(session: &Session, errors: &[Diagnostic], sources: &Sources) -> Failure {
    let language = session.words.language;
    let told = render::render(errors, sources, language, render::Format::Text, false);
    let summary = render::summary(errors, language);
    Failure { exit: Exit::Definitions, message: format!("{}\n\n{told}{summary}", session.words.say("check.needed")) }
}
