//! Validation rules: what must hold, how grave it is when it does not, and who is exempt until when.

use std::collections::BTreeSet;

use minijinja::{Value, context};

use super::lines::linked;
use super::{Crumb, File, Kind, Page, Site, SiteError, markdown, paths};
use crate::model::rule::{Exemption, RequirementKind, RuleEdition, danish_severity, every};
use crate::model::{FigureId, Rule, RuleId, Severity, SourceId, rule_sentence, sentence};

pub const LIST: Kind = Kind {
    paths: |site| if site.model.rules.is_empty() { Vec::new() } else { vec![paths::RULES.to_owned()] },
    files: list,
};

pub const KIND: Kind =
    Kind { paths: |site| site.model.rules.iter().map(|rule| paths::rule(site.model, rule)).collect(), files };

fn list(site: &Site, _: usize) -> Result<Vec<File>, SiteError> {
    let (automatic, written): (Vec<usize>, Vec<usize>) =
        (0..site.model.rules.len()).partition(|index| site.model.rules[*index].automatic.is_some());
    let listed = |rules: Vec<usize>| rules.into_iter().map(|index| summary(site, RuleId(index))).collect::<Vec<_>>();
    let page = Page {
        path: paths::RULES.to_owned(),
        title: site.words.say("menu.rules").to_owned(),
        description: site.words.say("rule.about").to_owned(),
        breadcrumbs: Vec::new(),
        section: paths::RULES,
        authored: false,
        template: "regel-liste.html",
        data: context! { skrevne => listed(written), automatiske => listed(automatic) },
    };
    Ok(vec![site.page(page)?])
}

/// A rule as lists show it.
pub fn summary(site: &Site, id: RuleId) -> Value {
    let rule = site.model.rule(id);
    let severity = rule.editions.last().map(|edition| edition.severity);
    context! {
        titel => &rule.title,
        navn => &rule.name.text,
        sti => paths::rule(site.model, rule),
        alvor => severity.map(danish_severity),
        trin => severity.map(step),
        gaelder => every(rule.period),
        kilder => sources(site, rule).into_iter().map(|id| site.source_link(id)).collect::<Vec<_>>(),
        undtagelser => rule.editions.iter().map(|edition| edition.exemptions.len()).sum::<usize>(),
    }
}

/// For the style sheet.
fn step(severity: Severity) -> &'static str {
    match severity {
        Severity::StopsLoading => "stopper",
        Severity::Error => "fejl",
        Severity::Warning => "advarsel",
        Severity::Notice => "orientering",
    }
}

/// The sources whose rows it judges, directly or through a figure.
fn sources(site: &Site, rule: &Rule) -> BTreeSet<SourceId> {
    let mut sources: BTreeSet<SourceId> = rule.automatic.into_iter().collect();
    for requirement in rule.editions.iter().flat_map(|edition| &edition.requirements) {
        if let RequirementKind::Rows(checked) = &requirement.kind {
            sources.insert(checked.source);
        }
        for figure in requirement.kind.figures() {
            sources.extend(site.known.sources_behind.get(&figure).into_iter().flatten());
        }
    }
    sources
}

fn files(site: &Site, index: usize) -> Result<Vec<File>, SiteError> {
    let rule = site.model.rule(RuleId(index));
    let path = paths::rule(site.model, rule);
    let heading = sentence::heading(&rule.title, rule.definition.as_deref());
    let lines = rule_sentence::rule_lines(site.model, rule).into_iter().skip(heading.len());
    let figures = figures(site, rule);
    let page = Page {
        path: path.clone(),
        title: rule.title.clone(),
        description: rule.definition.as_deref().map(markdown::plain).unwrap_or_default(),
        breadcrumbs: vec![Crumb::new(site.words.say("menu.rules"), paths::RULES)],
        section: paths::RULES,
        authored: true,
        template: "regel.html",
        data: context! {
            navn => &rule.name.text,
            definition => rule.definition.as_deref().map(|text| markdown::rendered(text).value()),
            ansvarlig => &rule.responsible,
            automatisk => rule.automatic.is_some(),
            gaelder => every(rule.period),
            linjer => linked(site, &path, lines),
            udgaver => rule.editions.iter().map(|one| edition(site, rule, one)).collect::<Vec<_>>(),
            kilder => sources(site, rule).into_iter().map(|id| site.source_link(id)).collect::<Vec<_>>(),
            noegletal => figures.into_iter().map(|id| site.figure_link(id)).collect::<Vec<_>>(),
            eksempler => super::base_figure::examples(site, site.known.examples_of_rule.get(&RuleId(index))),
        },
    };
    Ok(vec![site.page(page)?])
}

/// The nøgletal of the authors' that it reads by name, also in its own arithmetic.
fn figures(site: &Site, rule: &Rule) -> BTreeSet<FigureId> {
    let mut found = BTreeSet::new();
    for id in rule.figures() {
        match site.model.figure(id).of_rule {
            true => found.extend(site.known.of_figure[&id].figures.iter().copied()),
            false => {
                found.insert(id);
            }
        }
    }
    found
}

fn edition(site: &Site, rule: &Rule, edition: &RuleEdition) -> Value {
    let years = (rule.editions.len() > 1).then(|| site.words.years(edition.years));
    let judged = edition.requirements.iter().any(|requirement| requirement.kind.takes_tolerance());
    let percent = edition.tolerance.percent.as_ref().map(sentence::danish);
    let amount = edition.tolerance.amount.as_ref().map(sentence::danish);
    let exemption = |exemption: &Exemption| {
        context! {
            hvad => rule_sentence::exempted(site.model, edition, exemption),
            til => exemption.until.map(|month| format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1)),
            fordi => &exemption.because,
        }
    };
    context! {
        aar => years,
        alvor => rule_sentence::severity_words(edition),
        trin => step(edition.severity),
        kan_taale => judged,
        pct => percent,
        beloeb => amount,
        undtagelser => edition.exemptions.iter().map(exemption).collect::<Vec<_>>(),
    }
}
