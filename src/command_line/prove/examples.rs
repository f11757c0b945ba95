//! `eksempel` as outcomes: judged by the interpreter and by the database.
//!
//! In: a model. Out: an [`Outcome`] per example. Guaranteed now: nothing is printed here.

use super::second_opinion::{Disagreement, SecondOpinion};
use super::{Judge, Outcome};
use crate::command_line::failure::Failure;
use crate::command_line::progress::Progress;
use crate::command_line::words::Words;
use crate::evaluate::examples::{self, Difference, Shown};
use crate::exact::{danish_text, decimal_text};
use crate::model::example::ComparisonColumn;
use crate::model::example::Subject;
use crate::model::{Example, Expectation, ExpectedHeading, FigureReference, Model};
use crate::output::table::EMPTY;
use crate::source::Sources;

/// The outcomes of the examples that are wanted.
pub fn outcomes(
    model: &Model,
    sources: &Sources,
    wanted: &dyn Fn(&str) -> bool,
    judge: &mut Judge,
    words: &Words,
) -> Result<Vec<Outcome>, Failure> {
    let is_wanted = |example: &&Example| wanted(&name_of(model, &example.subject));
    let examples: Vec<&Example> = model.examples.iter().filter(is_wanted).collect();
    let mut opinion = match examples.is_empty() {
        true => None,
        false => Some(
            SecondOpinion::on(model, judge.dialect, Box::new(&mut *judge.connection))
                .map_err(|error| Failure::engine(&error, words))?,
        ),
    };
    let mut outcomes = Vec::new();
    let mut progress = Progress::new(words);
    for (index, example) in examples.iter().enumerate() {
        progress.show(index + 1, examples.len(), &example.title);
        let mut outcome = outcome(model, sources, example, words);
        if let Some(opinion) = &mut opinion {
            let disagreement = opinion.of(example).map_err(|error| Failure::engine(&error, words))?;
            outcome.problems.extend(disagreements(&disagreement, words));
        }
        outcomes.push(outcome);
    }
    progress.done();
    if let Some(opinion) = opinion {
        opinion.end().map_err(|error| Failure::engine(&error, words))?;
    }
    Ok(outcomes)
}

/// The declaration that the example names.
fn name_of(model: &Model, subject: &Subject) -> String {
    match subject {
        Subject::KeyFigure(figure) | Subject::Member(FigureReference { figure, .. }) => {
            model.figure(*figure).name.text.clone()
        }
        Subject::BaseFigure(figure) => model.base_figure(*figure).name.text.clone(),
        Subject::Rule(rule) => model.rule(*rule).name.text.clone(),
        Subject::Source(source) => model.source(*source).name.text.clone(),
        Subject::Declaration(name) => name.clone(),
    }
}

fn outcome(model: &Model, sources: &Sources, example: &Example, words: &Words) -> Outcome {
    let file = sources.file(example.span.file);
    let place = format!("{}:{}", file.name, file.position(example.span.start as usize).line);
    let differences = examples::run(model, example);
    let problems = differences.iter().map(|difference| problem(example, difference, words)).collect();
    Outcome { title: example.title.clone(), subject: subject(model, &example.subject), place, problems }
}

/// The interpreter and the database must say the same; when they do not, the fault is ours.
fn disagreements(found: &Disagreement, words: &Words) -> Vec<String> {
    let told = |rows: &[String], key: &str| -> Vec<String> {
        rows.iter().map(|row| words.fill(key, &[("row", row)])).collect()
    };
    [told(&found.interpreter, "prove.interpreter_only"), told(&found.database, "prove.database_only")].concat()
}

fn subject(model: &Model, subject: &Subject) -> String {
    match subject {
        Subject::KeyFigure(figure) => model.figure(*figure).name.text.clone(),
        Subject::BaseFigure(figure) => model.base_figure(*figure).name.text.clone(),
        Subject::Rule(rule) => model.rule(*rule).name.text.clone(),
        Subject::Source(source) => model.source(*source).name.text.clone(),
        Subject::Declaration(name) => name.clone(),
        Subject::Member(FigureReference { figure, member }) => {
            let figure = model.figure(*figure);
            let member = member.and_then(|index| figure.family.as_ref()?.members.get(index));
            member.map_or_else(|| figure.name.text.clone(), |member| format!("{}[{}]", figure.name.text, member.code))
        }
    }
}

fn problem(example: &Example, difference: &Difference, words: &Words) -> String {
    let Expectation::Rows { headings, rows } = &example.expectation else { return String::new() };
    let number = |row: usize| (row + 1).to_string();
    match difference {
        Difference::MissingRow { row } => {
            let cells = rows.get(*row).map_or_else(String::new, |row| row.cells.join(" | "));
            words.fill("prove.missing_row", &[("row", &number(*row)), ("cells", &cells)])
        }
        Difference::ExtraRow { cells } => {
            let cells: Vec<String> = cells.iter().map(shown).collect();
            words.fill("prove.extra_row", &[("cells", &cells.join(" | "))])
        }
        Difference::Cell { row, heading, expected, got } => {
            let column = headings.get(*heading).map_or("", heading_word);
            let expected = if expected.is_empty() { EMPTY } else { expected.as_str() };
            let holes =
                [("row", number(*row)), ("column", column.into()), ("expected", expected.into()), ("got", shown(got))];
            words.fill("prove.cell", &holes.each_ref().map(|(name, value)| (*name, value.as_str())))
        }
    }
}

fn heading_word(heading: &ExpectedHeading) -> &str {
    match heading {
        ExpectedHeading::Municipality => "kommune",
        ExpectedHeading::Period => "periode",
        ExpectedHeading::MemberCode => "kode",
        ExpectedHeading::Numerator => "tæller",
        ExpectedHeading::Denominator => "nævner",
        ExpectedHeading::Result => "resultat",
        ExpectedHeading::Status => "status",
        ExpectedHeading::Edition => "udgave",
        ExpectedHeading::Comparison(column) => {
            ComparisonColumn::ALL.iter().find(|(known, _)| known == column).map_or("", |(_, word)| word)
        }
        ExpectedHeading::Dimension(word) | ExpectedHeading::Own { word, .. } => word,
        ExpectedHeading::ComparedWith => "sammenlignet_med",
        ExpectedHeading::Severity => "alvor",
        ExpectedHeading::Message => "besked",
    }
}

fn shown(value: &Shown) -> String {
    match value {
        Shown::Empty => EMPTY.to_owned(),
        Shown::Text(text) => text.clone(),
        Shown::Number(number) => danish_text(&decimal_text(number, 5), 0),
    }
}
