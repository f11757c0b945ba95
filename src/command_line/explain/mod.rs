//! `noegle forklar`: a diagnostic's page, a definition in words, or which nøgletal use an account.

mod account;
mod definition;

use super::arguments::Explain;
use super::compilation::in_order;
use super::failure::{Exit, Failure};
use super::session::Session;
use super::stream;
use crate::diagnostics::{nearest, pages};

pub fn run(session: &Session, arguments: &Explain) -> Result<Exit, Failure> {
    let text = match (&arguments.name, &arguments.account) {
        (Some(name), _) if is_code(name) => page(session, &name.to_uppercase())?,
        (Some(name), _) => {
            let compilation = in_order(session, &session.project()?)?;
            definition::text(session.words, &compilation, name)?
        }
        (None, Some(account)) => {
            let compilation = in_order(session, &session.project()?)?;
            account::text(session.words, &compilation.model, account)?
        }
        (None, None) => return Err(Failure::usage(session.words.say("explain.what"))),
    };
    stream::print(&text, session.words)?;
    Ok(Exit::Success)
}

/// `N202`, in any case.
fn is_code(name: &str) -> bool {
    name.strip_prefix(['N', 'n']).is_some_and(|digits| digits.len() >= 3 && digits.bytes().all(|b| b.is_ascii_digit()))
}

fn page(session: &Session, code: &str) -> Result<String, Failure> {
    let unknown = || Failure::usage(session.words.unknown(code, pages::codes()));
    pages::page(code).map(pages::plain).ok_or_else(unknown)
}

impl super::words::Words {
    /// "x kendes ikke", with the nearest of what is known.
    pub fn unknown<'a>(&self, name: &str, known: impl Iterator<Item = &'a str>) -> String {
        self.with_nearest(self.fill("explain.unknown", &[("name", name)]), nearest(name, known))
    }
}
