//! `undtaget …`: whom a rule does not judge.

use super::super::super::codes::{CodeSelector, CodeTree};
use super::super::super::rule::Exemption;
use super::super::super::years::{Years, epochs, joined};
use super::super::super::{Condition, LoopKind};
use super::super::Builder;
use super::super::conditions::Scope;
use super::{Frame, data_of};
use crate::diagnostics::problems::{CodeProblem, RuleProblem};
use crate::syntax::tree::{self, Clause, ClauseKind, CodeItem, ConditionKind, Name, Part, Period};
use crate::text::fold;

impl Builder<'_> {
    pub(super) fn exemptions(&mut self, frame: &Frame, clauses: &[Clause]) -> Option<Vec<Exemption>> {
        let mut found = Vec::new();
        for clause in clauses {
            if let ClauseKind::Exempt { conditions, until, because } = &clause.kind {
                let because = because.as_ref().map(|text| text.value.clone());
                found.push(self.exemption(frame, clauses, conditions, *until).map(|one| Exemption { because, ..one }));
            }
        }
        found.into_iter().collect()
    }

    fn exemption(
        &mut self,
        frame: &Frame,
        clauses: &[Clause],
        conditions: &[tree::Condition],
        until: Option<Period>,
    ) -> Option<Exemption> {
        let until = until.map(|period| period.year * 12 + period.month.unwrap_or(12) as i32 - 1);
        let mut exemption =
            Exemption { municipalities: None, members: Vec::new(), rows: Vec::new(), until, because: None };
        let mut whole = true;
        for condition in conditions {
            let ConditionKind::Codes { dimension, items, .. } = &condition.kind else { continue };
            if fold(&dimension.text) == "kommune" {
                let codes = self.exempt_municipalities(dimension, items);
                whole &= codes.is_some();
                exemption.municipalities = codes;
            } else if let Some(at) = frame.loops.as_ref().and_then(|loops| loops.position(&dimension.text)) {
                let values = exempt_values(self, frame, at, items);
                exemption.members.push((at, values));
            } else {
                let rows = self.exempt_rows(frame, clauses, condition, dimension);
                whole &= rows.is_some();
                exemption.rows.extend(rows.unwrap_or_default());
            }
        }
        whole.then_some(exemption)
    }

    fn exempt_municipalities(&mut self, word: &Name, items: &[CodeItem]) -> Option<Vec<String>> {
        let tree = &self.model.trees[self.model.municipalities.0];
        let selectors = selectors(tree, items);
        if let Some((selector, item)) = selectors.iter().zip(items).find(|(selector, _)| !tree.hits(selector)) {
            let code = selector.to_string();
            let problem = CodeProblem::UnknownCode {
                dimension: word.text.clone(),
                nearest: tree.nearest(&code).map(str::to_string),
                list: tree.name.clone(),
                code,
            };
            let span = match item {
                CodeItem::One(code) | CodeItem::Range(code, _) => code.span,
            };
            self.report(problem, span);
            return None;
        }
        let meant = |code: &str| {
            selectors.iter().any(|selector| match selector {
                CodeSelector::One(one) => one == code,
                CodeSelector::Range(from, to) => tree.in_range(code, from, to),
            })
        };
        let mut codes: Vec<String> =
            tree.versions.iter().map(|version| version.code.clone()).filter(|code| meant(code)).collect();
        codes.sort();
        codes.dedup();
        Some(codes)
    }

    /// Of a rule about rows, any column of its source may be named.
    fn exempt_rows(
        &mut self,
        frame: &Frame,
        clauses: &[Clause],
        condition: &tree::Condition,
        dimension: &Name,
    ) -> Option<Vec<Condition>> {
        let about_rows = clauses.iter().filter_map(|clause| match &clause.kind {
            ClauseKind::Requirement(requirement) => Some(is_about_rows(requirement)),
            _ => None,
        });
        match data_of(clauses) {
            Some((Part::Rows { source, .. }, _))
                if about_rows.clone().count() > 0 && about_rows.clone().all(|rows| rows) =>
            {
                let source = self.source_named(source)?;
                self.conditions(Scope::lines(source), std::slice::from_ref(condition))
            }
            _ => {
                let known: Vec<String> = std::iter::once("kommune".to_string())
                    .chain(frame.dimensions.iter().map(|d| d.text.clone()))
                    .collect();
                self.report(RuleProblem::ExemptUnknown { dimension: dimension.text.clone(), known }, dimension.span);
                None
            }
        }
    }
}

pub fn is_about_rows(requirement: &tree::Requirement) -> bool {
    matches!(
        requirement,
        tree::Requirement::CodesExist(_)
            | tree::Requirement::Unique
            | tree::Requirement::Filled(_)
            | tree::Requirement::If { .. }
            | tree::Requirement::Always(_)
    )
}

fn selectors(tree: &CodeTree, items: &[CodeItem]) -> Vec<CodeSelector> {
    let selector = |item: &CodeItem| match item {
        CodeItem::One(code) => CodeSelector::One(tree.canonical(&code.text)),
        CodeItem::Range(from, to) => tree.range(&from.text, &to.text),
    };
    items.iter().map(selector).collect()
}

/// The values of a loop that are meant, with the years in which the code is beneath one that is named.
fn exempt_values(builder: &Builder, frame: &Frame, at: usize, items: &[CodeItem]) -> Vec<(usize, Vec<Years>)> {
    let Some(loops) = &frame.loops else { return Vec::new() };
    let one = &loops.family.loops[at];
    let LoopKind::Codes(id) = one.kind else {
        let named =
            |code: &String| items.iter().any(|item| matches!(item, CodeItem::One(written) if written.text == *code));
        let values = one.values.iter().enumerate().filter(|(_, value)| named(&value.code));
        return values.map(|(index, _)| (index, vec![Years::ALL])).collect();
    };
    let tree = &builder.model.trees[id.0];
    let selectors = selectors(tree, items);
    let mut found: Vec<(usize, Vec<Years>)> = Vec::new();
    for epoch in epochs(tree.versions.iter().map(|version| version.years), Years::ALL) {
        let selected = tree.selected(&selectors, epoch.example());
        for (index, value) in one.values.iter().enumerate() {
            if selected.iter().any(|version| tree.versions[*version].code == value.code) {
                match found.iter_mut().find(|(known, _)| *known == index) {
                    Some((_, years)) => years.push(epoch),
                    None => found.push((index, vec![epoch])),
                }
            }
        }
    }
    found.into_iter().map(|(index, years)| (index, joined(years))).collect()
}
