//! The program `noegle`: arguments in, text and files out, an exit code.
//!
//! In: the process's arguments, environment and streams. Out: what language.md section 5 promises. Guaranteed now: words
//! come from the catalogues, a failure has one message and one exit code, and a bug answers 70 instead of a trace.

mod arguments;
mod build;
mod check;
mod choice;
mod compilation;
mod connection;
mod database;
mod explain;
mod failure;
mod help;
mod language;
mod new;
mod preview;
mod progress;
mod prove;
mod run;
mod session;
mod site;
mod site_values;
mod stream;
mod trace;
mod usage_error;
mod validate;
mod words;

pub use prove::{Disagreement, SecondOpinion};

use std::panic;
use std::process::ExitCode;

use clap::FromArgMatches;
use clap::error::ErrorKind;
use unicode_normalization::UnicodeNormalization;

use arguments::{Arguments, Command};
use failure::{Exit, Failure};
use session::Session;
use words::Words;

use crate::engine::interrupt;

/// Runs the program on the process's arguments.
pub fn main() -> ExitCode {
    let arguments: Option<Vec<String>> =
        std::env::args_os().map(|argument| argument.to_str().map(|text| text.nfc().collect())).collect();
    let words = Words::of(language::choose(arguments.as_deref().unwrap_or_default()));
    interrupt::listen();
    let exit = guarded(&words, || match arguments {
        Some(arguments) => run(&arguments, &words),
        None => Err(Failure::usage(words.say("usage.not_utf8"))),
    });
    ExitCode::from(exit as u8)
}

/// Runs the work; its failure is told, and a panic becomes [`Exit::Internal`].
fn guarded(words: &Words, work: impl FnOnce() -> Result<Exit, Failure>) -> Exit {
    let internal = words.say("internal");
    panic::set_hook(Box::new(move |info| {
        let place = info.location().map(|place| format!("{}:{}", place.file(), place.line())).unwrap_or_default();
        let payload = info.payload();
        let owned = payload.downcast_ref::<String>().map(String::as_str);
        let what = owned.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or_default();
        stream::complain(&format!("{internal}\n{what} ({place})"));
    }));
    match panic::catch_unwind(panic::AssertUnwindSafe(work)) {
        Ok(Ok(exit)) => exit,
        Ok(Err(failure)) => {
            if !failure.message.is_empty() {
                stream::complain(&format!("{}: {}", words.say("word.error"), failure.message));
            }
            failure.exit
        }
        Err(_) => Exit::Internal,
    }
}

fn run(arguments: &[String], words: &Words) -> Result<Exit, Failure> {
    let parsed =
        help::command(words).try_get_matches_from(arguments).and_then(|matches| Arguments::from_arg_matches(&matches));
    match parsed {
        Ok(arguments) => perform(&arguments, words),
        Err(error) => refused(&error, words),
    }
}

/// Help and version are asked for; everything else is wrong use.
fn refused(error: &clap::Error, words: &Words) -> Result<Exit, Failure> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            stream::print(&error.to_string(), words)?;
            Ok(Exit::Success)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            stream::complain(help::command(words).render_help().to_string().trim_end());
            Ok(Exit::Usage)
        }
        _ => Err(Failure::usage(usage_error::message(error, words))),
    }
}

fn perform(arguments: &Arguments, words: &Words) -> Result<Exit, Failure> {
    let session = Session { words, common: &arguments.common };
    match &arguments.command {
        Command::New(new) => new::run(&new.folder, words),
        Command::Check(check) => check::run(&session, check.format.into()),
        Command::Build(build) => build::run(&session, build.check, build.script),
        Command::Run(run) => run::run(&session, run),
        Command::Prove(prove) => prove::run(&session, prove),
        Command::Validate(validate) => validate::run(&session, validate),
        Command::Explain(explain) => explain::run(&session, explain),
        Command::Trace(trace) => trace::run(&session, trace),
        Command::Completions(completions) => {
            let mut script = Vec::new();
            clap_complete::generate(completions.shell, &mut help::command(words), "noegle", &mut script);
            stream::print_bytes(&script, words)?;
            Ok(Exit::Success)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Language;

    #[test]
    fn a_fault_of_our_own_answers_70() {
        let exit = guarded(&Words::of(Language::Danish), || panic!("en fejl i programmet"));
        drop(panic::take_hook());
        assert_eq!((exit, exit as u8), (Exit::Internal, 70));
    }
}
