//! The cases at the bounds of every definition, run in the database.
//!
//! In: a model. Out: an [`Outcome`] per case. Guaranteed now: the scripts are those that `noegle byg` writes; each builds in a
//! schema of its own, in memory.

use super::{Judge, Outcome};
use crate::cases::{Case, Proof, RuleCase, Subject, cases, compared_by, comparison_cases, proof, rule_cases};
use crate::command_line::failure::Failure;
use crate::command_line::progress::Progress;
use crate::command_line::words::Words;
use crate::diagnostics::visible;
use crate::engine::{Cell, Connection, EngineError};
use crate::model::{ComparisonId, FigureReference, Model, RuleId};
use crate::proof::{Script, comparison_script, rule_script, script};
use crate::source::{Sources, Span};

/// So many deviating rows of a case are told.
const TOLD_ROWS: usize = 12;

pub fn outcomes(
    model: &Model,
    sources: &Sources,
    wanted: &dyn Fn(&str) -> bool,
    judge: &mut Judge,
    words: &Words,
) -> Result<Vec<Outcome>, Failure> {
    let Proof { model: proof, subjects } = proof(model);
    let named = |subject: &Subject| wanted(&proof.figure(subject.figure).name.text);
    let chosen: Vec<Subject> = subjects.into_iter().filter(named).collect();
    let rules: Vec<RuleId> =
        (0..proof.rules.len()).map(RuleId).filter(|id| wanted(&proof.rule(*id).asked_for_by(&proof).text)).collect();
    let comparisons: Vec<ComparisonId> =
        (0..proof.comparisons.len()).map(ComparisonId).filter(|id| wanted(&proof.comparison(*id).name.text)).collect();
    if chosen.is_empty() && rules.is_empty() && comparisons.is_empty() {
        return Ok(Vec::new());
    }
    let failed = |error: EngineError| Failure::engine(&error, words);
    let mut progress = Progress::new(words);
    let mut outcomes = Vec::new();
    let all = chosen.len() + rules.len() + comparisons.len();
    let before_comparisons = chosen.len() + rules.len();
    let place = |span: Span| {
        let file = sources.file(span.file);
        format!("{}:{}", file.name, file.position(span.start as usize).line)
    };
    for (index, subject) in chosen.iter().enumerate() {
        let name = &proof.figure(subject.figure).name;
        progress.show(index + 1, all, &name.text);
        let rounds = cases(&proof, subject);
        let cases: Vec<&Case> = rounds.iter().flat_map(|round| &round.cases).collect();
        if cases.is_empty() {
            continue;
        }
        let script = script(&proof, subject, &rounds, judge.dialect);
        let deviations = run(&mut *judge.connection, &script).map_err(failed)?;
        for case in cases {
            let problems = problems(case.number, &deviations, words);
            let subject = subject_name(&proof, case.of);
            outcomes.push(Outcome { title: case.shows.clone(), subject, place: place(name.span), problems });
        }
    }
    for (index, id) in rules.into_iter().enumerate() {
        let rule = proof.rule(id);
        progress.show(chosen.len() + index + 1, all, rule.called());
        let rounds = rule_cases(&proof, id);
        let cases: Vec<&RuleCase> = rounds.iter().flat_map(|round| &round.cases).collect();
        if cases.is_empty() {
            continue;
        }
        let script = rule_script(&proof, id, &rounds, judge.dialect);
        let deviations = run(&mut *judge.connection, &script).map_err(failed)?;
        for case in cases {
            let (subject, place) = (rule.called().to_owned(), place(rule.name.span));
            let problems = problems(case.number, &deviations, words);
            outcomes.push(Outcome { title: case.shows.clone(), subject, place, problems });
        }
    }
    for (index, id) in comparisons.into_iter().enumerate() {
        let name = &proof.comparison(id).name;
        progress.show(before_comparisons + index + 1, all, &name.text);
        let rounds = comparison_cases(&proof, id);
        let Some(figure) = compared_by(&proof, id).filter(|_| !rounds.is_empty()) else { continue };
        let script = comparison_script(&proof, id, figure, &rounds, judge.dialect);
        let deviations = run(&mut *judge.connection, &script).map_err(failed)?;
        for round in &rounds {
            let (subject, place) = (name.text.clone(), place(name.span));
            let problems = problems(round.case.number, &deviations, words);
            outcomes.push(Outcome { title: round.case.shows.clone(), subject, place, problems });
        }
    }
    progress.done();
    Ok(outcomes)
}

/// The deviating rows of all cases.
fn run(connection: &mut dyn Connection, script: &Script) -> Result<Vec<Vec<Cell>>, EngineError> {
    for (index, statement) in script.statements.iter().enumerate() {
        connection.execute(&statement.text).map_err(|error| error.at(index + 1, &statement.about))?;
    }
    let found = connection.query(&script.deviations)?.rows;
    for statement in &script.end {
        connection.execute(statement)?;
    }
    Ok(found)
}

/// A row of the deviations: nr, viser, hvad, and what is compared.
fn problems(number: usize, deviations: &[Vec<Cell>], words: &Words) -> Vec<String> {
    let number = number.to_string();
    let own = deviations.iter().filter(|row| row.first().is_some_and(|cell| cell.to_string() == number));
    let told = |row: &Vec<Cell>| {
        let expected = row.get(2).is_some_and(|cell| cell.to_string() == "forventet");
        let cells: Vec<String> = row.iter().skip(3).map(ToString::to_string).collect();
        let key = if expected { "prove.case_expected" } else { "prove.case_found" };
        words.fill(key, &[("row", visible(&cells.join(" | ")).as_ref())])
    };
    own.take(TOLD_ROWS).map(told).collect()
}

fn subject_name(model: &Model, of: FigureReference) -> String {
    let figure = model.figure(of.figure);
    let member = of.member.and_then(|index| figure.family.as_ref()?.members.get(index));
    member.map_or_else(|| figure.name.text.clone(), |member| format!("{}[{}]", figure.name.text, member.code))
}
