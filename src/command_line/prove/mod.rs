//! `noegle prøv`: every eksempel, and the cases at the bounds of every definition, judged by the interpreter and by the
//! database.

mod boundaries;
mod examples;
mod junit;
mod made;
mod needed;
mod second_opinion;

use std::path::Path;

pub use second_opinion::{Disagreement, SecondOpinion};

use super::arguments;
use super::compilation::in_order;
use super::connection;
use super::database::Backend;
use super::failure::{Exit, Failure};
use super::session::Session;
use super::stream;
use super::words::Words;
use crate::diagnostics::visible;
use crate::engine::{Connection, DuckDb, EngineName, Options, Place};
use crate::model::Model;
use crate::model::example::Subject;
use crate::output::files::write_whole;
use crate::project::Project;
use crate::sql::DialectName;
use crate::text::fold;

/// The database that judges.
pub struct Judge {
    connection: Box<dyn Connection>,
    dialect: DialectName,
}

impl Judge {
    /// DuckDB in memory, whatever the project's file holds: the databases are tiny, and one thread does it soonest. Of other
    /// engines the database itself, where all happens in a schema of its own.
    fn of(session: &Session, project: &Project) -> Result<Judge, Failure> {
        let backend = Backend::chosen(session, project)?;
        let connection = if backend.engine == EngineName::DuckDb {
            let opened = DuckDb::open(&Place::Memory, &Options { threads: Some(1) });
            Box::new(opened.map_err(|error| Failure::engine(&error, session.words))?)
        } else {
            connection::open(session, project, &backend)?
        };
        Ok(Judge { connection, dialect: backend.dialect })
    }
}

/// What came of an example or a case; it holds when there are no problems.
pub struct Outcome {
    pub title: String,
    pub subject: String,
    /// `definitions/a.noegle:12`
    pub place: String,
    pub problems: Vec<String>,
}

impl Outcome {
    fn holds(&self) -> bool {
        self.problems.is_empty()
    }
}

pub fn run(session: &Session, prove: &arguments::Prove) -> Result<Exit, Failure> {
    let words = session.words;
    let project = session.project()?;
    let compilation = in_order(session, &project)?;
    let (model, sources) = (&compilation.model, &compilation.sources);
    let chosen = chosen(words, model, &prove.key_figures)?;
    let wanted = |name: &str| chosen.is_empty() || chosen.contains(&fold(name));
    let mut judge = Judge::of(session, &project)?;
    let examples = examples::outcomes(model, sources, &wanted, &mut judge, words)?;
    let boundaries = boundaries::outcomes(model, sources, &wanted, &mut judge, words)?;
    if let Some(path) = &prove.junit {
        write_report(path, &examples, &boundaries, words)?;
    }
    let mut text: String = examples.iter().map(told).collect();
    text.push_str(&told_together(&boundaries, words));
    text.push_str(&format!("{}\n", summary(&examples, &boundaries, words)));
    stream::print(&text, words)?;
    let holds = examples.iter().chain(&boundaries).all(Outcome::holds);
    Ok(if holds { Exit::Success } else { Exit::Example })
}

fn write_report(path: &Path, examples: &[Outcome], boundaries: &[Outcome], words: &Words) -> Result<(), Failure> {
    let suites = [("eksempler", examples), ("grænsetilfælde", boundaries)];
    write_whole(path, junit::report(&suites).as_bytes()).map_err(|error| Failure::unwritable(path, &error, words))
}

/// The names of `--nøgletal`, folded; a member stands for its family.
fn chosen(words: &Words, model: &Model, written: &[String]) -> Result<Vec<String>, Failure> {
    let figures = || model.declared_figures().map(|figure| &figure.name);
    let rules = || model.rules.iter().map(|rule| rule.asked_for_by(model));
    let comparisons = || model.comparisons.iter().map(|comparison| &comparison.name);
    let names =
        || figures().chain(model.base_figures.iter().map(|base| &base.name)).chain(rules()).chain(comparisons());
    let member_of = |wanted: &str| {
        let family = |figure: &&crate::model::KeyFigure| {
            figure.family.as_ref().is_some_and(|family| family.members.iter().any(|member| member.sql == wanted))
        };
        model.declared_figures().find(family).map(|figure| figure.name.sql.clone())
    };
    let one = |written: &String| {
        let wanted = fold(written);
        let family = wanted.split('[').next().unwrap_or(&wanted).to_owned();
        let declared = model.examples.iter().any(|example| match &example.subject {
            Subject::Declaration(name) => fold(name) == wanted,
            Subject::Source(source) => model.source(*source).name.sql == wanted,
            _ => false,
        });
        if declared || names().any(|name| name.sql == family) {
            return Ok(family);
        }
        member_of(&wanted).ok_or_else(|| {
            Failure::usage(words.unknown("choice.unknown", written, names().map(|name| name.text.as_str())))
        })
    };
    written.iter().map(one).collect()
}

fn told(outcome: &Outcome) -> String {
    let mark = if outcome.holds() { "✓" } else { "✗" };
    let title = visible(&outcome.title);
    let mut text = format!("{mark} {}: {title} ({})\n", visible(&outcome.subject), visible(&outcome.place));
    for problem in &outcome.problems {
        text.push_str(&format!("    {problem}\n"));
    }
    text
}

/// One line for all cases of a figure that hold; those that do not are told one by one.
fn told_together(outcomes: &[Outcome], words: &Words) -> String {
    let mut text = String::new();
    for of_one in outcomes.chunk_by(|a, b| a.subject == b.subject) {
        let failed: Vec<&Outcome> = of_one.iter().filter(|outcome| !outcome.holds()).collect();
        let holes = [("name", of_one[0].subject.as_str()), ("number", &of_one.len().to_string())];
        if failed.is_empty() {
            text.push_str(&format!("✓ {}\n", words.fill("prove.boundaries", &holes)));
        }
        failed.into_iter().for_each(|outcome| text.push_str(&told(outcome)));
    }
    text
}

fn summary(examples: &[Outcome], boundaries: &[Outcome], words: &Words) -> String {
    let failed = |of: &[Outcome]| of.iter().filter(|outcome| !outcome.holds()).count();
    let number = examples.len().to_string();
    let cases = boundaries.len().to_string();
    let failed = failed(examples) + failed(boundaries);
    let key = if examples.is_empty() && boundaries.is_empty() {
        "prove.none"
    } else if failed == 0 {
        "prove.all_hold"
    } else {
        "prove.some_fail"
    };
    words.fill(key, &[("all", &number), ("cases", &cases), ("failed", &failed.to_string())])
}
