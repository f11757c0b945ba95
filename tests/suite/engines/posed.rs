//! The cases at the bounds of every definition of the projects, as scripts for any database.
//!
//! In: the projects. Out: a [`Posed`] for each definition that has cases. Guaranteed now: they are made once per run.

use std::sync::OnceLock;

use noegle::cases::{
    ComparisonRound, Proof, Round, RuleRound, Subject, cases, compared_by, comparison_cases, proof, rule_cases,
};
use noegle::model::{ComparisonId, FigureId, Model, RuleId};
use noegle::proof::{Script, comparison_script, rule_script, script};
use noegle::sql::DialectName;
use rayon::prelude::*;

use super::projects::{FOLDERS, compiled};

/// A definition and its cases.
pub struct Posed {
    /// The project's folder and the definition's name.
    pub name: String,
    model: &'static Model,
    of: Of,
}

enum Of {
    Figure(Subject, Vec<Round>),
    Rule(RuleId, Vec<RuleRound>),
    Comparison(ComparisonId, FigureId, Vec<ComparisonRound>),
}

impl Posed {
    pub fn script(&self, dialect: DialectName) -> Script {
        match &self.of {
            Of::Figure(subject, rounds) => script(self.model, subject, rounds, dialect),
            Of::Rule(rule, rounds) => rule_script(self.model, *rule, rounds, dialect),
            Of::Comparison(id, figure, rounds) => comparison_script(self.model, *id, *figure, rounds, dialect),
        }
    }
}

/// All that there are.
pub fn posed() -> &'static [Posed] {
    static POSED: OnceLock<Vec<Posed>> = OnceLock::new();
    POSED.get_or_init(|| FOLDERS.iter().flat_map(|folder| of_project(folder)).collect())
}

fn of_project(folder: &str) -> Vec<Posed> {
    let Proof { model, subjects } = proof(&compiled(folder).model);
    // For the whole run.
    let model: &'static Model = Box::leak(Box::new(model));
    let named = |name: &str| format!("{folder} {name}");
    let figure = |subject: Subject| {
        let rounds = cases(model, &subject);
        let name = named(&model.figure(subject.figure).name.text);
        let has_cases = rounds.iter().any(|round| !round.cases.is_empty());
        has_cases.then_some(Posed { name, model, of: Of::Figure(subject, rounds) })
    };
    let rule = |id: RuleId| {
        let rounds = rule_cases(model, id);
        let name = named(model.rule(id).called());
        let has_cases = rounds.iter().any(|round| !round.cases.is_empty());
        has_cases.then_some(Posed { name, model, of: Of::Rule(id, rounds) })
    };
    let comparison = |id: ComparisonId| {
        let (figure, rounds) = (compared_by(model, id)?, comparison_cases(model, id));
        let name = named(&model.comparison(id).name.text);
        (!rounds.is_empty()).then_some(Posed { name, model, of: Of::Comparison(id, figure, rounds) })
    };
    let mut all: Vec<Posed> = subjects.into_par_iter().filter_map(figure).collect();
    all.par_extend((0..model.rules.len()).into_par_iter().map(RuleId).filter_map(rule));
    all.par_extend((0..model.comparisons.len()).into_par_iter().map(ComparisonId).filter_map(comparison));
    all
}
