//! What guards a nøgletal: the rules that judge its data, and who may see what.

use std::collections::BTreeSet;

use minijinja::{Value, context};

use crate::model::rule::{RuleEdition, danish_severity, every};
use crate::model::rule_sentence::{requirement_words, severity_words, tolerance};
use crate::model::{FigureId, KeyFigure, Rule, RuleId, Severity, sentence};
use crate::site::{Site, paths};

/// So many rules are told; a source may have hundreds.
const TOLD: usize = 15;

/// Rules about the nøgletal and its sources, the gravest first and those that nobody wrote last; and how many more there are.
pub fn rules(site: &Site, id: FigureId) -> (Vec<Value>, usize) {
    let own: BTreeSet<RuleId> = site.known.rules_of_figure.get(&id).into_iter().flatten().copied().collect();
    let sources = site.known.sources_behind.get(&id).into_iter().flatten();
    let about_sources = sources.filter_map(|source| site.known.rules_of_source.get(source)).flatten().copied();
    let mut all: Vec<RuleId> = about_sources.chain(own.iter().copied()).collect::<BTreeSet<_>>().into_iter().collect();
    let gravity = |id: &RuleId| {
        let severity = site.model.rule(*id).editions.last().map(|edition| edition.severity);
        let rank = severity.map_or(4, |severity| match severity {
            Severity::StopsLoading => 0,
            Severity::Error => 1,
            Severity::Warning => 2,
            Severity::Notice => 3,
        });
        (site.model.rule(*id).automatic.is_some(), rank, id.0)
    };
    all.sort_by_key(gravity);
    let more = all.len().saturating_sub(TOLD);
    (all.into_iter().take(TOLD).filter_map(|id| rule(site, id, own.contains(&id))).collect(), more)
}

fn rule(site: &Site, id: RuleId, own: bool) -> Option<Value> {
    let rule: &Rule = site.model.rule(id);
    let edition: &RuleEdition = rule.editions.last()?;
    let demand = |requirement: &crate::model::rule::Requirement| {
        format!("{}{}", requirement_words(site.model, requirement), tolerance(edition, requirement))
    };
    Some(context! {
        titel => &rule.title,
        sti => paths::rule(site.model, rule),
        alvor => danish_severity(edition.severity),
        alvor_tekst => severity_words(edition),
        krav => edition.requirements.iter().map(demand).collect::<Vec<_>>(),
        gaelder => every(rule.period),
        automatisk => rule.automatic.is_some(),
        om_tallet => own,
    })
}

/// The lines of `adgang`, what is hidden, and which sources hold persons.
pub fn access(site: &Site, id: FigureId, figure: &KeyFigure) -> Value {
    let access = figure.access.map(|id| &site.model.accesses[id.0]);
    let lines: Vec<String> =
        access.map(|access| access.lines.iter().map(|line| line.words()).collect()).unwrap_or_default();
    let personal = site.known.sources_behind.get(&id).into_iter().flatten().map(|id| site.model.source(*id));
    let personal: Vec<Value> = personal
        .filter(|source| source.personal)
        .map(|source| context! { titel => source.title.as_deref().unwrap_or(&source.name.text), sti => paths::source(&source.name.sql) })
        .collect();
    let mut hidden: Vec<String> =
        figure.editions.iter().filter_map(|edition| sentence::hidden(&edition.suppression)).collect();
    hidden.dedup();
    context! { navn => access.map(|access| access.name.text.as_str()), linjer => lines, personlige => personal, skjult => hidden }
}
