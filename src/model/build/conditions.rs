//! Filter lines and conditions, resolved against the columns of one source.
//!
//! Codes are brought to their canonical spelling; whether they exist and when is checked on the whole model
//! (`checks::account_sets`). What cannot be resolved gives `None` and a problem.

use num_rational::BigRational;

use super::super::checks;
use super::super::codes::CodeSelector;
use super::super::years::Years;
use super::super::{
    ColumnId, ColumnKind, Condition, Line, NumberTest, Selection, SourceId, ThisChoice, TreeId, Version,
};
use super::numbers::{number_test, read_number};
use super::{Builder, Loops};
use crate::diagnostics::problems::{CodeProblem, FormProblem, NameProblem, Noun};
use crate::diagnostics::{Diagnostic, Problem};
use crate::source::Span;
use crate::syntax::tree::{self, Clause, ClauseKind, CodeItem, ConditionKind, FilterLine, Name, YearRange};
use crate::text::fold;

/// Whose rows the conditions are about, the loops `denne X` may mean, and whether måltal may be asked.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    pub source: SourceId,
    pub loops: Option<&'a Loops>,
    /// In `kun rækker hvor` and in rules.
    pub amounts: bool,
    /// Two columns or måltal of a row compared: in rules.
    pub compared: bool,
}

impl<'a> Scope<'a> {
    /// Of filter lines.
    pub fn lines(source: SourceId) -> Scope<'a> {
        Scope { source, loops: None, amounts: false, compared: false }
    }

    /// Of `kun rækker hvor`.
    pub fn rows_where(source: SourceId) -> Scope<'a> {
        Scope { amounts: true, ..Scope::lines(source) }
    }

    /// Of `krav hvis A så B` and `krav altid B`.
    pub fn rule(source: SourceId) -> Scope<'a> {
        Scope { amounts: true, compared: true, ..Scope::lines(source) }
    }
}

impl Builder<'_> {
    /// The filter lines among the clauses, in order.
    pub fn selection(&mut self, scope: Scope, clauses: &[Clause]) -> Option<Selection> {
        let lines = clauses.iter().filter_map(|clause| match &clause.kind {
            ClauseKind::FilterLine(line) => Some(line),
            _ => None,
        });
        // Every line is resolved, so that all problems are found, before any missing one counts.
        let resolved: Vec<Option<Line>> = lines.map(|line| self.line(scope, line)).collect();
        resolved.into_iter().collect::<Option<Vec<_>>>().map(|lines| Selection { lines })
    }

    fn line(&mut self, scope: Scope, line: &FilterLine) -> Option<Line> {
        let conditions = self.conditions(scope, &line.conditions)?;
        Some(Line { kind: line.kind, conditions, years: line.only.map_or(Years::ALL, years), span: line.span })
    }

    pub fn conditions(&mut self, scope: Scope, conditions: &[tree::Condition]) -> Option<Vec<Condition>> {
        let resolved: Vec<_> = conditions.iter().map(|condition| self.condition(scope, condition)).collect();
        let resolved = resolved.into_iter().collect::<Option<Vec<_>>>()?;
        // The udgaver of a figure share lines, and many figures share filters: each is told once.
        let first = conditions.first().map(|condition| condition.span);
        if first.is_some_and(|span| self.conditions_checked.insert(span)) {
            let found = checks::codes::conditions(&self.model, &resolved);
            self.problems.extend(found);
        }
        Some(resolved)
    }

    fn condition(&mut self, scope: Scope, condition: &tree::Condition) -> Option<Condition> {
        let span = condition.span;
        match &condition.kind {
            ConditionKind::All => Some(Condition::All),
            ConditionKind::Codes { dimension, negated, items } => self.listed(scope, dimension, *negated, items, span),
            ConditionKind::Number { dimension, test } => self.number_test(scope, dimension, test, span),
            ConditionKind::Texts { dimension, negated, texts } => {
                if let Some(condition) = self.groups_by_name(scope, dimension, *negated, texts, span) {
                    return condition;
                }
                let column = self.column_of_kind(scope.source, dimension, Noun::Text)?;
                let texts = texts.iter().map(|text| text.value.trim_end_matches(' ').to_string()).collect();
                Some(Condition::Text { column, texts, negated: *negated, span })
            }
            ConditionKind::Filter(name) => self.inserted(scope.source, name, span),
            ConditionKind::This(dimension) => self.this(scope, dimension, span),
            ConditionKind::Member { key, negated, population } => {
                self.member_of(scope.source, key, population, *negated, span)
            }
            ConditionKind::Columns { dimension, comparison, other } => {
                self.compared(scope, dimension, *comparison, other, span)
            }
        }
    }

    /// `funktion 5.28.20`, `alder 67-125`: codes or numbers, as the column is.
    fn listed(
        &mut self,
        scope: Scope,
        dimension: &Name,
        negated: bool,
        items: &[CodeItem],
        span: Span,
    ) -> Option<Condition> {
        if let Some(measure) = self.measure_in(scope, dimension) {
            self.commas_between_numbers(items)?;
            let tests: Vec<_> = items.iter().map(|item| self.number_item(dimension, item)).collect();
            let tests = tests.into_iter().collect::<Option<Vec<_>>>()?;
            return measure.map(|measure| Condition::Amount { measure, tests, negated, span });
        }
        let column = self.column(scope.source, dimension)?;
        match self.kind_of_column(scope.source, column) {
            ColumnKind::Municipality => {
                let tree = self.model.municipalities;
                Some(self.codes(column, tree, dimension, items, negated, span))
            }
            ColumnKind::Codes { tree, .. } => Some(self.codes(column, tree, dimension, items, negated, span)),
            ColumnKind::Number => {
                self.commas_between_numbers(items)?;
                let tests: Vec<_> = items.iter().map(|item| self.number_item(dimension, item)).collect();
                let tests = tests.into_iter().collect::<Option<Vec<_>>>()?;
                Some(Condition::Number { column, tests, negated, span })
            }
            kind => {
                self.wrong_kind(scope.source, dimension, &kind, Noun::Code);
                None
            }
        }
    }

    fn codes(
        &self,
        column: ColumnId,
        tree: TreeId,
        word: &Name,
        items: &[CodeItem],
        negated: bool,
        span: Span,
    ) -> Condition {
        let codes = &self.model.trees[tree.0];
        let selectors = items.iter().map(|item| match item {
            CodeItem::One(code) => CodeSelector::One(codes.canonical(&code.text)),
            CodeItem::Range(from, to) => codes.range(&from.text, &to.text),
        });
        Condition::Codes {
            column,
            tree,
            word: word.text.clone(),
            items: selectors.collect(),
            item_spans: items.iter().map(item_span).collect(),
            negated,
            span,
        }
    }

    /// `alder 1,5` may mean two numbers or one with a decimal: the author must say which.
    fn commas_between_numbers(&mut self, items: &[CodeItem]) -> Option<()> {
        for pair in items.windows(2) {
            let (first, second) = (item_span(&pair[0]), item_span(&pair[1]));
            let between = Span { start: first.end, end: second.start, ..first };
            if self.text_of(between) == "," {
                let whole = first.to(second);
                let problem = FormProblem::CommaBetweenNumbers { written: self.text_of(whole) };
                self.problems.push(Diagnostic::new(problem, whole).fix(between, " og "));
                return None;
            }
        }
        Some(())
    }

    pub fn number_item(&mut self, dimension: &Name, item: &CodeItem) -> Option<NumberTest> {
        match item {
            CodeItem::One(code) => Some(NumberTest::equal(self.number_of(dimension, code)?)),
            CodeItem::Range(from, to) => {
                Some(NumberTest::between(self.number_of(dimension, from)?, self.number_of(dimension, to)?))
            }
        }
    }

    fn number_of(&mut self, dimension: &Name, code: &tree::Code) -> Option<BigRational> {
        let number = read_number(&code.text);
        if number.is_none() {
            let problem = CodeProblem::CodeMalformed {
                dimension: dimension.text.clone(),
                code: code.text.clone(),
                example: "17".to_string(),
            };
            self.report(problem, code.span);
        }
        number
    }

    fn number_test(
        &mut self,
        scope: Scope,
        dimension: &Name,
        test: &tree::NumberTest,
        span: Span,
    ) -> Option<Condition> {
        let (test, negated) = number_test(test);
        if let Some(measure) = self.measure_in(scope, dimension) {
            return measure.map(|measure| Condition::Amount { measure, tests: vec![test], negated, span });
        }
        let column = self.column_of_kind(scope.source, dimension, Noun::Number)?;
        Some(Condition::Number { column, tests: vec![test], negated, span })
    }

    /// `[navn]`: the filter's lines against this source, each version by its years.
    fn inserted(&mut self, source: SourceId, name: &Name, span: Span) -> Option<Condition> {
        let found = self.symbols.find(name, &[Noun::Filter], Noun::Filter);
        let declaration = match found {
            Ok(symbol) => symbol.declaration,
            Err(problem) => {
                self.problems.extend(problem.map(|problem| *problem));
                return None;
            }
        };
        let key = (fold(&name.text), source);
        if self.cyclic_filters.contains(&key.0) {
            return None;
        }
        if !self.filters_resolved.contains_key(&key) {
            let resolved = self.filter_versions(source, declaration, name, span);
            self.filters_resolved.insert(key.clone(), resolved);
        }
        let versions = self.filters_resolved[&key].clone()?;
        Some(Condition::Inserted { filter: name.text.clone(), versions, span })
    }

    /// A filter's lines against one source, each version by its years.
    pub fn filter_versions(
        &mut self,
        source: SourceId,
        declaration: &tree::Declaration,
        name: &Name,
        span: Span,
    ) -> Option<Vec<Version<Selection>>> {
        let before = self.problems.len();
        let scope = Scope::lines(source);
        let versions: Vec<Option<Version<Selection>>> = editions(&declaration.clauses)
            .into_iter()
            .map(|(years, clauses)| self.selection(scope, &clauses).map(|value| Version { years, value }))
            .collect();
        self.explain_missing_dimensions(before, source, name, span);
        if declaration.broken {
            return None;
        }
        versions.into_iter().collect()
    }

    /// A dimension that the filter names and the source has not is a problem of the place that inserts it.
    fn explain_missing_dimensions(&mut self, before: usize, source: SourceId, name: &Name, span: Span) {
        let shown = self.model.sources[source.0].name.text.clone();
        for diagnostic in &mut self.problems[before..] {
            let Problem::Name(NameProblem::UnknownDimension { word, .. }) = &diagnostic.problem else { continue };
            let problem = NameProblem::FilterNeedsDimension {
                filter: name.text.clone(),
                word: word.clone(),
                source: shown.clone(),
            };
            *diagnostic = Diagnostic::new(Problem::from(problem), span).related(diagnostic.span, "line");
        }
    }

    fn this(&mut self, scope: Scope, dimension: &Name, span: Span) -> Option<Condition> {
        let found = scope.loops.and_then(|loops| loops.position(&dimension.text));
        let Some(loop_index) = found else {
            self.report(NameProblem::ThisWithoutLoop { dimension: dimension.text.clone() }, span);
            return None;
        };
        let loops = scope.loops?;
        let choice = match loops.kind(loop_index) {
            super::LoopSort::Codes(tree) => {
                let column = self.column_with_tree(scope.source, dimension, tree)?;
                ThisChoice::Codes { column, tree }
            }
            super::LoopSort::Numbers => {
                ThisChoice::Number { column: self.column_of_kind(scope.source, dimension, Noun::Number)? }
            }
            super::LoopSort::Groups(list) => {
                let groups = self.group_conditions(scope.source, &list);
                let chosen = loops.group_indexes(loop_index);
                let groups = groups?;
                ThisChoice::Groups(chosen.iter().map(|index| groups[*index].clone()).collect())
            }
        };
        Some(Condition::This { loop_index, choice, span })
    }
}

/// The blocks of a declaration with udgaver: each with its years and its own clauses after the common ones.
/// Without udgaver: one block, of the years of `gyldig`.
pub fn editions(clauses: &[Clause]) -> Vec<(Years, Vec<Clause>)> {
    let common: Vec<Clause> =
        clauses.iter().filter(|clause| !matches!(clause.kind, ClauseKind::Edition { .. })).cloned().collect();
    let blocks: Vec<(Years, Vec<Clause>)> = clauses
        .iter()
        .filter_map(|clause| match &clause.kind {
            ClauseKind::Edition { years: range, clauses } => {
                let kept = common.iter().filter(|clause| !replaced(clause, clauses));
                Some((years(*range), kept.chain(clauses).cloned().collect()))
            }
            _ => None,
        })
        .collect();
    if blocks.is_empty() { vec![(valid(&common), common)] } else { blocks }
}

/// The years of `gyldig`; all when nothing is said.
fn valid(clauses: &[Clause]) -> Years {
    let said = clauses.iter().find_map(|clause| match clause.kind {
        ClauseKind::Valid(range) => Some(years(range)),
        _ => None,
    });
    said.unwrap_or(Years::ALL)
}

/// What an udgave says itself stands instead of what is common; lines and rules stand after it.
fn replaced(common: &Clause, own: &[Clause]) -> bool {
    let adds = matches!(
        common.kind,
        ClauseKind::FilterLine(_)
            | ClauseKind::When { .. }
            | ClauseKind::HideWhen { .. }
            | ClauseKind::BreakInSeries { .. }
    );
    !adds && own.iter().any(|clause| std::mem::discriminant(&clause.kind) == std::mem::discriminant(&common.kind))
}

pub fn years(range: YearRange) -> Years {
    Years { from: range.from, to: range.to }
}

fn item_span(item: &CodeItem) -> Span {
    match item {
        CodeItem::One(code) => code.span,
        CodeItem::Range(from, to) => from.span.to(to.span),
    }
}
