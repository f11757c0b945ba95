//! `valideringsregel`: what is broken by the rows there are; the judge of `brud`.
//!
//! In: a model without errors and the rows of its sources. Out: [`Violation`]s, by rule, kommune, period and key.
//! Guaranteed now: a side that is missing, has nævner_nul or is hidden does not judge; whom a rule exempts is neither
//! judged nor among those that others are measured against; no key of a person is in any of them.

mod figures;
mod message;
mod rows;
mod spread;

use std::collections::BTreeSet;

use num_rational::BigRational;

use super::Data;
use super::examples::Shown;
use super::figure::{self, Published};
use super::used::used_roles;
use super::window::{Period, year_of};
use super::world::World;
use crate::exact::decimal_text;
use crate::model::rule::{Exemption, Requirement, RequirementKind, Rule, RuleEdition, danish_severity};
use crate::model::{ExpectedHeading, FigureId, Model, RuleId, Severity, SeverityPeriod};

/// A row of `brud` that a rule gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Violation {
    pub rule: RuleId,
    pub severity: Severity,
    pub municipality: String,
    /// `2024-05`; of rows of a ledger period `2024-13`.
    pub period: String,
    /// What it is about besides, dimension word and code.
    pub key: Vec<(String, String)>,
    pub value: Option<BigRational>,
    pub compared_with: Option<BigRational>,
    pub message: String,
}

impl Violation {
    /// `funktion 5.28.20, dranst 1`
    pub fn key_text(&self) -> String {
        key_text(&self.key)
    }

    /// As a row of `brud`, cells parted by bars.
    pub fn row(&self, model: &Model) -> String {
        let number =
            |value: &Option<BigRational>| value.as_ref().map_or_else(String::new, |value| decimal_text(value, 5));
        [
            model.rule(self.rule).name.sql.clone(),
            danish_severity(self.severity).to_owned(),
            self.municipality.clone(),
            self.period.clone(),
            self.key_text(),
            number(&self.value),
            number(&self.compared_with),
            self.message.clone(),
        ]
        .join(" | ")
    }

    /// What an eksempel compares.
    pub fn cell(&self, heading: &ExpectedHeading) -> Shown {
        let number = |value: &Option<BigRational>| value.clone().map_or(Shown::Empty, Shown::Number);
        match heading {
            ExpectedHeading::Municipality => Shown::Text(self.municipality.clone()),
            ExpectedHeading::Period => Shown::Text(self.period.clone()),
            ExpectedHeading::Result => number(&self.value),
            ExpectedHeading::ComparedWith => number(&self.compared_with),
            ExpectedHeading::Severity => Shown::Text(danish_severity(self.severity).to_owned()),
            ExpectedHeading::Message => Shown::Text(self.message.clone()),
            ExpectedHeading::Dimension(word) => {
                let known = self.key.iter().find(|(known, code)| known == word && !code.is_empty());
                known.map_or(Shown::Empty, |(_, code)| Shown::Text(code.clone()))
            }
            _ => Shown::Empty,
        }
    }
}

/// Of what is missing, `uden gruppering`.
fn key_text(key: &[(String, String)]) -> String {
    let one = |(word, code): &(String, String)| match code.as_str() {
        "" => format!("uden {word}"),
        code => format!("{word} {code}"),
    };
    key.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// What a rule found, before its severity and words.
#[derive(Debug, Clone, PartialEq)]
struct Found {
    municipality: String,
    at: When,
    /// The member of the figure's family.
    member: Option<usize>,
    key: Vec<(String, String)>,
    value: Option<BigRational>,
    compared_with: Option<BigRational>,
    /// How many rows; of rules about rows.
    rows: usize,
    /// The numbers are too large to be judged.
    too_large: bool,
}

impl Found {
    fn key_text(&self) -> String {
        key_text(&self.key)
    }
}

/// A period, or a ledger period of a year.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct When {
    name: String,
    first: i32,
    last: i32,
}

impl When {
    fn of(period: Period) -> When {
        When { name: period.name(), first: period.first, last: period.last() }
    }

    fn year(&self) -> i32 {
        year_of(self.first)
    }
}

/// All violations of all rules.
pub fn violations(model: &Model, data: &Data) -> Vec<Violation> {
    let used = used_roles(model);
    let judges = |id: &RuleId| model.rule(*id).automatic.is_none_or(|source| used.contains_key(&source));
    of_rules(model, data, &(0..model.rules.len()).map(RuleId).filter(judges).collect::<Vec<_>>())
}

/// The violations of one rule.
pub fn violations_of(model: &Model, data: &Data, rule: RuleId) -> Vec<Violation> {
    of_rules(model, data, &[rule])
}

fn of_rules(model: &Model, data: &Data, rules: &[RuleId]) -> Vec<Violation> {
    let world = World::new(model, data);
    let figures: BTreeSet<FigureId> = rules.iter().flat_map(|id| model.rule(*id).figures()).collect();
    let published = figure::wanted(&world, &figures);
    let mut found: Vec<Violation> = Vec::new();
    for &id in rules {
        let rule = model.rule(id);
        for edition in &rule.editions {
            for requirement in &edition.requirements {
                let judged = Judged { world: &world, data, published: &published, id, rule, edition, requirement };
                found.extend(judged.violations());
            }
        }
    }
    found.sort_by_key(|one| {
        (model.rule(one.rule).name.sql.clone(), one.municipality.clone(), one.period.clone(), one.key_text())
    });
    found
}

/// One krav of one udgave.
struct Judged<'a> {
    world: &'a World<'a>,
    data: &'a Data,
    published: &'a Published,
    id: RuleId,
    rule: &'a Rule,
    edition: &'a RuleEdition,
    requirement: &'a Requirement,
}

impl Judged<'_> {
    fn violations(&self) -> Vec<Violation> {
        let found = match &self.requirement.kind {
            RequirementKind::Figure { data, test } => self.of_figure(*data, test),
            RequirementKind::Rows(checked) => self.of_rows(checked),
        };
        found.into_iter().map(|found| self.violation(found)).collect()
    }

    fn violation(&self, found: Found) -> Violation {
        Violation {
            rule: self.id,
            severity: self.severity(&found.at),
            message: message::text(self.world.model, self.rule, self.requirement, &found),
            municipality: found.municipality,
            period: found.at.name,
            key: found.key,
            value: found.value,
            compared_with: found.compared_with,
        }
    }

    /// The exception's severity where the period's last month lies in it.
    fn severity(&self, at: &When) -> Severity {
        let Some(except) = &self.edition.except else { return self.edition.severity };
        let month = at.last.rem_euclid(12) as u32 + 1;
        let within = match except.during {
            SeverityPeriod::Months(from, to) => (from..=to).contains(&month),
            SeverityPeriod::Quarters(from, to) => (from..=to).contains(&((month - 1) / 3 + 1)),
            SeverityPeriod::Year(year) => at.year() == year,
        };
        if within { except.severity } else { self.edition.severity }
    }

    /// The exemptions that can hold of a kommune and a period; members and rows are asked by the caller.
    fn exemptions(&self, municipality: &str, at: &When) -> impl Iterator<Item = &Exemption> {
        self.edition.exemptions.iter().filter(move |exemption| {
            exemption.until.is_none_or(|until| at.first <= until)
                && exemption.municipalities.as_ref().is_none_or(|codes| codes.iter().any(|code| code == municipality))
        })
    }
}
