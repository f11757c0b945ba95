//! Boundary cases of valideringsregler: what just keeps a krav and what just breaks it.
//!
//! In: a model without errors and a rule. Out: rounds of [`RuleCase`]s with the violations that the
//! interpreter finds. Guaranteed now: a case that says that the rule is broken is one where the interpreter found it so, for
//! the kommune and period that the words are about.
//!
//! Each case has its own kommuner, as cases of nøgletal have; one that measures kommuner against each other is alone in its
//! round.

mod exempt;
mod figures;
mod rows;
mod spread;

use std::collections::BTreeMap;

use super::draft::{DraftRow, OTHER, OWN, Stores};
use super::pack::pool;
use crate::evaluate::rules::{Violation, violations_of};
use crate::evaluate::{Data, Period};
use crate::model::rule::{RequirementKind, Rule, RuleEdition, danish_severity};
use crate::model::{Model, RuleId};

/// So many cases a rule has at most.
pub const PER_RULE: usize = 40;

/// A case of a rule, ready to be run.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleCase {
    /// From 1, within the rule.
    pub number: usize,
    /// What it shows, one sentence.
    pub shows: String,
    /// Whose violations are compared.
    pub municipalities: Vec<String>,
    /// All violations of the rule for these kommuner.
    pub expected: Vec<Violation>,
}

/// Cases that stand in the same tables.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleRound {
    pub cases: Vec<RuleCase>,
    pub data: Data,
}

/// A case as thought out.
struct Draft {
    rows: Vec<DraftRow>,
    says: String,
    /// Whom and what the verdict is about.
    who: String,
    period: Period,
    /// What the verdict is followed by: the severity that is shown.
    tells_severity: bool,
    /// Kommuner are measured against each other.
    alone: bool,
    /// The krav that it is about, by its place among all of the rule.
    krav: usize,
}

impl Draft {
    fn new(rows: Vec<DraftRow>, says: String, period: Period) -> Draft {
        Draft { rows, says, who: OWN.to_owned(), period, tells_severity: false, alone: false, krav: 0 }
    }
}

/// What drafts of one krav are made with.
#[derive(Clone, Copy)]
struct Maker<'a, 'm> {
    model: &'m Model,
    /// The same model, in which what the rule reads is shown.
    open: &'a Model,
    /// The same model, in which the rule has this krav alone.
    narrow: &'a Model,
    stores: &'a Stores<'m>,
    id: RuleId,
    rule: &'m Rule,
    edition: &'m RuleEdition,
    municipality: &'a str,
}

/// The cases of a rule, of those too that nobody wrote.
pub fn rule_cases(model: &Model, id: RuleId) -> Vec<RuleRound> {
    let rule = model.rule(id);
    let exempt = exempt_kommuner(rule);
    let pool: Vec<String> = pool(model).into_iter().filter(|code| !exempt.contains(code)).collect();
    let Some(municipality) = pool.first() else { return Vec::new() };
    let stores = Stores::new(model);
    let mut open = model.clone();
    rule.figures().into_iter().for_each(|figure| open.figures[figure.0].of_rule = false);
    let mut drafts: Vec<Draft> = Vec::new();
    let narrow = narrowed(model, id);
    let each = rule.editions.iter().flat_map(|edition| edition.requirements.iter().map(move |one| (edition, one)));
    for (krav, ((edition, requirement), narrow)) in each.zip(&narrow).enumerate() {
        let maker = Maker { model, open: &open, narrow, stores: &stores, id, rule, edition, municipality };
        let of_one = match &requirement.kind {
            RequirementKind::Figure { data, test } => maker.figure_drafts(*data, test),
            RequirementKind::Rows(checked) => maker.row_drafts(checked),
        };
        for draft in of_one.into_iter().map(|draft| Draft { krav, ..draft }) {
            let is_like = |known: &Draft| known.rows == draft.rows && known.who == draft.who && known.krav == krav;
            if drafts.len() < PER_RULE && !drafts.iter().any(is_like) {
                drafts.push(draft);
            }
        }
    }
    rounds(&Proven { model, narrow: &narrow, stores: &stores, id }, &drafts, &pool)
}

/// The model once for each krav, with that alone in the rule: what breaks one krav may keep another.
fn narrowed(model: &Model, id: RuleId) -> Vec<Model> {
    let mut all = Vec::new();
    for edition in &model.rule(id).editions {
        for requirement in &edition.requirements {
            let mut narrow = model.clone();
            narrow.rules[id.0].editions =
                vec![RuleEdition { requirements: vec![requirement.clone()], ..edition.clone() }];
            all.push(narrow);
        }
    }
    all
}

/// What rounds are computed with.
struct Proven<'a, 'm> {
    model: &'m Model,
    narrow: &'a [Model],
    stores: &'a Stores<'m>,
    id: RuleId,
}

fn exempt_kommuner(rule: &Rule) -> Vec<String> {
    let exemptions = rule.editions.iter().flat_map(|edition| &edition.exemptions);
    exemptions.flat_map(|exemption| exemption.municipalities.iter().flatten()).cloned().collect()
}

fn rounds(of: &Proven, drafts: &[Draft], pool: &[String]) -> Vec<RuleRound> {
    let mut rounds = Vec::new();
    let mut number = 0;
    let (alone, together): (Vec<&Draft>, Vec<&Draft>) = drafts.iter().partition(|draft| draft.alone);
    let mut placed: Vec<Placed> = Vec::new();
    let mut free = pool.iter();
    for draft in together {
        let places = draft.places();
        if free.len() < places.len() {
            rounds.extend(round(of, &placed, &mut number));
            placed.clear();
            free = pool.iter();
        }
        let kommuner: BTreeMap<String, String> = places.into_iter().zip(free.by_ref().cloned()).collect();
        placed.push(Placed { draft, kommuner });
    }
    rounds.extend(round(of, &placed, &mut number));
    for draft in alone {
        let kommuner = draft.places().into_iter().zip(pool.iter().cloned()).collect();
        rounds.extend(round(of, &[Placed { draft, kommuner }], &mut number));
    }
    rounds
}

/// A draft with its kommuner.
struct Placed<'d> {
    draft: &'d Draft,
    kommuner: BTreeMap<String, String>,
}

impl Draft {
    /// The kommuner that are not yet chosen.
    fn places(&self) -> Vec<String> {
        let mut places: Vec<String> = self.rows.iter().flat_map(DraftRow::places).map(str::to_owned).collect();
        places.push(OWN.to_owned());
        if self.who == OTHER {
            places.push(OTHER.to_owned());
        }
        places.sort();
        places.dedup();
        places
    }
}

impl Placed<'_> {
    /// Those chosen for it, and the one that it names itself.
    fn municipalities(&self) -> Vec<String> {
        let mut all: Vec<String> = self.kommuner.values().cloned().collect();
        if !self.draft.who.starts_with('@') {
            all.push(self.draft.who.clone());
        }
        all
    }

    fn told(&self, found: &[Violation], several: bool) -> String {
        let who = self.kommuner.get(&self.draft.who).unwrap_or(&self.draft.who);
        let period = self.draft.period.name();
        let broken = found.iter().find(|one| one.municipality == *who && one.period == period);
        let what = if several { "kravet" } else { "reglen" };
        let verdict = match broken {
            Some(one) if self.draft.tells_severity => format!("{what} er brudt, {}", danish_severity(one.severity)),
            Some(_) => format!("{what} er brudt"),
            None => format!("{what} er ikke brudt"),
        };
        format!("{}: {verdict}.", self.draft.says)
    }
}

fn round(of: &Proven, placed: &[Placed], number: &mut usize) -> Option<RuleRound> {
    if placed.is_empty() {
        return None;
    }
    let rows = placed
        .iter()
        .enumerate()
        .flat_map(|(at, one)| one.draft.rows.iter().map(move |row| (row, &one.kommuner, at + 1)));
    let data = of.stores.data(rows);
    let found = violations_of(of.model, &data, of.id);
    let mut of_krav: BTreeMap<usize, Vec<Violation>> = BTreeMap::new();
    for one in placed {
        let krav = one.draft.krav;
        of_krav.entry(krav).or_insert_with(|| violations_of(&of.narrow[krav], &data, of.id));
    }
    let cases = placed.iter().map(|one| {
        *number += 1;
        let municipalities = one.municipalities();
        let own = found.iter().filter(|violation| municipalities.contains(&violation.municipality));
        RuleCase {
            number: *number,
            shows: one.told(&of_krav[&one.draft.krav], of.narrow.len() > 1),
            expected: own.cloned().collect(),
            municipalities,
        }
    });
    Some(RuleRound { cases: cases.collect(), data })
}

impl Maker<'_, '_> {
    /// Whether rows for one kommune break the rule in the period.
    fn breaks(&self, rows: &[DraftRow], period: Period) -> bool {
        let found = violations_of(self.narrow, &self.data(rows), self.id);
        found.iter().any(|one| one.municipality == self.municipality && one.period == period.name())
    }

    fn data(&self, rows: &[DraftRow]) -> Data {
        let kommuner = BTreeMap::from([(OWN.to_owned(), self.municipality.to_owned())]);
        self.stores.data(rows.iter().map(|row| (row, &kommuner, 1)))
    }
}
