//! `noegle forklar`: a diagnostic's page, or a definition in words.

use super::failure::{Exit, Failure};
use super::session::Session;
use super::stream;
use crate::diagnostics::{nearest, pages};

pub fn run(session: &Session, name: &str) -> Result<Exit, Failure> {
    let code = name.to_uppercase();
    match pages::page(&code) {
        Some(page) => stream::print(page, session.words)?,
        None => return Err(Failure::usage(unknown_code(session, &code))),
    }
    Ok(Exit::Success)
}

fn unknown_code(session: &Session, code: &str) -> String {
    match nearest(code, pages::codes()) {
        Some(nearest) => session.words.fill("explain.unknown_nearest", &[("name", code), ("nearest", nearest)]),
        None => session.words.fill("explain.unknown", &[("name", code)]),
    }
}
