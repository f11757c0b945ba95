//! `noegle tjek`: everything that is wrong with the definitions, at once.

use std::io::IsTerminal;

use super::compilation::compiled;
use super::database::Backend;
use super::failure::{Exit, Failure};
use super::session::Session;
use super::stream;
use crate::compile::Compilation;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::render::{self, Format};
use crate::source::Sources;
use crate::sql::{self, limits};

pub fn run(session: &Session, format: Format) -> Result<Exit, Failure> {
    let project = session.project()?;
    let Compilation { mut diagnostics, sources, model, .. } = compiled(session, &project)?;
    let is_whole = !diagnostics.iter().any(Diagnostic::is_error);
    if is_whole && session.common.backend.is_some() {
        let target = Backend::chosen(session, &project)?.target(None);
        diagnostics.extend(limits::problems(&model, &target, &sql::statements(&model, &target)));
    }
    show(session, &diagnostics, &sources, format)?;
    Ok(if diagnostics.iter().any(Diagnostic::is_error) { Exit::Definitions } else { Exit::Success })
}

/// For people a summary follows, also when nothing is wrong; programs get the diagnostics alone.
fn show(session: &Session, diagnostics: &[Diagnostic], sources: &Sources, format: Format) -> Result<(), Failure> {
    let language = session.words.language;
    let colour = format == Format::Text && std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut text = render::render(diagnostics, sources, language, format, colour);
    if format == Format::Text {
        let summary = render::summary(diagnostics, language);
        let summary = if summary.is_empty() { session.words.say("check.nothing") } else { summary };
        text.push_str(&format!("{summary}\n"));
    }
    stream::print(&text, session.words)
}
