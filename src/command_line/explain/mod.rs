//! `noegle forklar`: a diagnostic's page, a definition in words, or which nøgletal use an account.

mod account;
mod definition;

use super::arguments::Explain;
use super::compilation::in_order;
use super::failure::{Exit, Failure};
use super::session::Session;
use super::stream;
use crate::diagnostics::{nearest, pages};
use crate::text::fold;

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
    let unknown = || Failure::usage(session.words.unknown("explain.unknown_code", code, pages::codes()));
    pages::page(code).map(pages::plain).ok_or_else(unknown)
}

impl super::words::Words {
    /// "Ingen definition hedder x", by its key, with the nearest of what is known: a slip away, or longer.
    pub fn unknown<'a>(&self, key: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
        let known: Vec<&str> = known.collect();
        let begins = |known: &&str| name.len() > 2 && fold(known).starts_with(&fold(name));
        let near = nearest(name, known.iter().copied()).or_else(|| known.iter().copied().filter(begins).min());
        self.with_nearest(self.fill(key, &[("name", name)]), near)
    }
}
