//! Code lists of groups: `"0-5 år" = alder 0-5`, asked for by their titles.

use super::super::years::Years;
use super::super::{Condition, Line, Selection, SourceId, Version};
use super::Builder;
use super::conditions::Scope;
use crate::diagnostics::nearest;
use crate::diagnostics::problems::{CodeProblem, Noun};
use crate::source::Span;
use crate::syntax::tree::{self, ClauseKind, LineKind, Name};

impl Builder<'_> {
    /// `med aldersgruppe "0-5 år"` where aldersgruppe is a code list of groups: the union of the groups named.
    pub fn groups_by_name(
        &mut self,
        scope: Scope,
        dimension: &Name,
        negated: bool,
        texts: &[tree::Text],
        span: Span,
    ) -> Option<Option<Condition>> {
        if !self.words(scope.source).find(&dimension.text).is_empty() {
            return None;
        }
        let titles = self.group_titles(&dimension.text)?;
        self.symbols.mark_used(&dimension.text);
        let mut lines = Vec::new();
        let groups = self.group_conditions(scope.source, &dimension.text);
        for text in texts {
            let Some(index) = titles.iter().position(|title| *title == text.value) else {
                let near = nearest(&text.value, titles.iter().map(String::as_str)).map(str::to_string);
                let problem = CodeProblem::UnknownCode {
                    dimension: dimension.text.clone(),
                    code: text.value.clone(),
                    list: dimension.text.clone(),
                    nearest: near,
                };
                self.report(problem, text.span);
                return Some(None);
            };
            let Some(groups) = &groups else { return Some(None) };
            let kind = if negated { LineKind::Without } else { LineKind::With };
            lines.push(Line { kind, conditions: groups[index].clone(), years: Years::ALL, span: text.span });
        }
        let versions = vec![Version { years: Years::ALL, value: Selection { lines } }];
        Some(Some(Condition::Inserted { filter: dimension.text.clone(), versions, span }))
    }

    /// The conditions of each group of a code list, against a source.
    pub fn group_conditions(&mut self, source: SourceId, list: &str) -> Option<Vec<Vec<Condition>>> {
        let declaration = self.symbols.get(list)?.declaration;
        let scope = Scope::lines(source);
        let groups: Vec<_> = declaration
            .clauses
            .iter()
            .filter_map(|clause| match &clause.kind {
                ClauseKind::Group { conditions, .. } => Some(self.conditions(scope, conditions)),
                _ => None,
            })
            .collect();
        groups.into_iter().collect()
    }

    /// The titles of a code list's groups; `None` when it is no list of groups.
    pub fn group_titles(&self, list: &str) -> Option<Vec<String>> {
        let symbol = self.symbols.get(list)?;
        if symbol.kind != Some(Noun::CodeList) {
            return None;
        }
        let titles: Vec<String> = symbol
            .declaration
            .clauses
            .iter()
            .filter_map(|clause| match &clause.kind {
                ClauseKind::Group { title, .. } => Some(title.value.clone()),
                _ => None,
            })
            .collect();
        (!titles.is_empty()).then_some(titles)
    }
}
