//! The columns of a datakilde: what each of them holds.
//!
//! In: `kolonne` clauses. Out: columns in written order; what is put together of others is filled in afterwards
//! ([`super::computed`]), when all of them are known. A column that could not be read is reported and left out.

use super::super::mask::{Mask, collisions, unwritable, written_table};
use super::super::{Column, ColumnKind, EmptyValue, TreeId};
use super::Builder;
use super::symbols::named;
use crate::diagnostics::nearest;
use crate::diagnostics::problems::{CodeProblem, FormProblem, NameProblem, Noun};
use crate::source::Span;
use crate::syntax::tree::{self, Clause, ClauseKind, ColumnRole, Literal, Name, Text};
use crate::text::fold;

/// A column as first read.
pub struct Draft<'t> {
    pub column: Column,
    pub written: &'t tree::Column,
    pub span: Span,
}

impl Builder<'_> {
    /// The columns that could be read, and whether that is all of them.
    pub fn columns<'t>(&mut self, clauses: &'t [Clause]) -> (Vec<Draft<'t>>, bool) {
        let mut drafts = Vec::new();
        let mut whole = true;
        for clause in clauses {
            let ClauseKind::Column(written) = &clause.kind else { continue };
            match self.column_kind(written) {
                Some(kind) => {
                    let mut column = Column::stored(named(&written.name), written.name.text.clone(), kind);
                    column.empty_when = written.empty_when.iter().map(empty_value).collect();
                    self.parts_of_computed(written, clause.line);
                    drafts.push(Draft { column, written, span: clause.line });
                }
                None => whole = false,
            }
        }
        (drafts, whole)
    }

    fn column_kind(&mut self, column: &tree::Column) -> Option<ColumnKind> {
        match &column.role {
            ColumnRole::Municipality => Some(ColumnKind::Municipality),
            ColumnRole::Time(_) => Some(ColumnKind::Time),
            ColumnRole::Number | ColumnRole::TimeBetween(_) => Some(ColumnKind::Number),
            // Until its parts are known.
            ColumnRole::Text | ColumnRole::Fallback(_) => Some(ColumnKind::Text),
            ColumnRole::Level { level, chart } => self.level_column(column, level, chart),
            ColumnRole::CodeList(list) => self.list_column(column, list),
            ColumnRole::Key(word) => Some(ColumnKind::Key(word.text.clone())),
            ColumnRole::FromDate => Some(ColumnKind::FromDate),
            ColumnRole::ToDate => Some(ColumnKind::ToDate),
        }
    }

    /// What is put together of other columns is not stored: how it would be written says nothing.
    fn parts_of_computed(&mut self, column: &tree::Column, line: Span) {
        if !matches!(column.role, ColumnRole::Fallback(_) | ColumnRole::TimeBetween(_)) {
            return;
        }
        let written_as = column.written_as.as_ref().map(|text| (text.span, "skrevet som"));
        let empty = (!column.empty_when.is_empty()).then_some((line, "tom når"));
        for (span, clause) in written_as.into_iter().chain(empty) {
            let problem = FormProblem::ClausesExclude { clause: clause.to_string(), other: "=".to_string() };
            self.report(problem, span);
        }
    }

    fn level_column(&mut self, column: &tree::Column, level: &Name, chart: &Name) -> Option<ColumnKind> {
        let found = self.symbols.find(chart, &[Noun::ChartOfAccounts], Noun::ChartOfAccounts).map(|_| ());
        self.found(found)?;
        let chart = self.model.charts.iter().find(|known| known.name.sql == fold(&chart.text))?;
        let trees = chart.trees.clone();
        let with_level = trees.iter().find_map(|tree| Some((*tree, self.level_index(*tree, &level.text)?)));
        let Some((tree, level_index)) = with_level else {
            let unread = self.symbols.get(&chart.name.text).is_some_and(|symbol| symbol.declaration.broken);
            if unread || trees.iter().any(|tree| self.model.incomplete_trees.contains(tree)) {
                return None;
            }
            let known: Vec<String> =
                trees.iter().flat_map(|tree| self.model.trees[tree.0].levels.iter().cloned()).collect();
            let near = nearest(&level.text, known.iter().map(String::as_str)).map(str::to_string);
            let chart = chart.name.text.clone();
            self.report(
                NameProblem::UnknownLevel { chart, level: level.text.clone(), nearest: near, known },
                level.span,
            );
            return None;
        };
        self.masked(column, tree, level_index)
    }

    fn level_index(&self, tree: TreeId, level: &str) -> Option<usize> {
        self.model.trees[tree.0].levels.iter().position(|known| fold(known) == fold(level))
    }

    fn list_column(&mut self, column: &tree::Column, list: &Name) -> Option<ColumnKind> {
        let found = self.symbols.find(list, &[Noun::CodeList], Noun::CodeList).map(|_| ());
        self.found(found)?;
        match self.lists.get(&fold(&list.text)) {
            Some(tree) => {
                let bottom = self.model.trees[tree.0].levels.len().saturating_sub(1);
                self.masked(column, *tree, bottom)
            }
            None => {
                if self.group_titles(&list.text).is_some() {
                    let problem = NameProblem::WrongKind {
                        name: list.text.clone(),
                        found: Noun::Condition,
                        wanted: Noun::CodeList,
                    };
                    self.report(problem, list.span);
                }
                None
            }
        }
    }

    fn masked(&mut self, column: &tree::Column, tree: TreeId, level: usize) -> Option<ColumnKind> {
        let Some(text) = &column.written_as else {
            return Some(ColumnKind::Codes { tree, level, mask: None });
        };
        let Some(mask) = Mask::parse(&text.value) else {
            self.report(CodeProblem::MaskMalformed { mask: text.value.clone() }, text.span);
            return None;
        };
        if self.mask_problems(column, tree, level, &mask, text) {
            return None;
        }
        Some(ColumnKind::Codes { tree, level, mask: Some(mask) })
    }

    /// A mask that has not room for a code, or writes two codes alike, could make figures wrong.
    fn mask_problems(&mut self, column: &tree::Column, tree: TreeId, level: usize, mask: &Mask, text: &Text) -> bool {
        let codes = &self.model.trees[tree.0];
        let too_long = unwritable(codes, level, mask).first().map(|code| CodeProblem::MaskTooShort {
            column: column.name.text.clone(),
            mask: mask.to_string(),
            code: code.to_string(),
        });
        let alike = collisions(codes, &written_table(codes, level, Some(mask))).into_iter().next().map(|collision| {
            CodeProblem::MaskMakesAlike {
                column: column.name.text.clone(),
                mask: mask.to_string(),
                stored: collision.stored,
                first: collision.first,
                second: collision.second,
            }
        });
        let problems: Vec<CodeProblem> = too_long.into_iter().chain(alike).collect();
        let any = !problems.is_empty();
        for problem in problems {
            self.report(problem, text.span);
        }
        any
    }
}

fn empty_value(literal: &Literal) -> EmptyValue {
    match literal {
        Literal::Number(number) => EmptyValue::Number(number.value.clone()),
        Literal::Text(text) => EmptyValue::Text(text.value.trim_end_matches(' ').to_string()),
    }
}
