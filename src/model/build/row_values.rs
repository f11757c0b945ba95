//! Conditions on what a row holds besides codes: its måltal, two of its numbers, and whether its person is in a
//! population.

use super::super::{ColumnKind, Condition, MeasureId, Operand, SourceId};
use super::Builder;
use super::conditions::Scope;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::{FormProblem, NameProblem, Noun};
use crate::source::Span;
use crate::syntax::tree::{Comparison, Name};
use crate::text::fold;

impl Builder<'_> {
    /// The måltal of a word, when the source has one so called. `Some(None)`: but it may not be asked here.
    pub fn measure_in(&mut self, scope: Scope, word: &Name) -> Option<Option<MeasureId>> {
        let known = &self.model.sources[scope.source.0];
        let folded = fold(&word.text);
        let index = known.measures.iter().position(|measure| measure.name.sql == folded)?;
        if scope.amounts {
            return Some(Some(MeasureId(index)));
        }
        let problem = FormProblem::AmountNotHere { measure: word.text.clone() };
        self.report(problem, word.span);
        Some(None)
    }

    pub fn compared(
        &mut self,
        scope: Scope,
        left: &Name,
        comparison: Comparison,
        right: &Name,
        span: Span,
    ) -> Option<Condition> {
        if !scope.compared {
            // Told when the line was read.
            return None;
        }
        let left = self.operand(scope, left);
        let right = self.operand(scope, right);
        Some(Condition::Compared { left: left?, comparison, right: right?, span })
    }

    fn operand(&mut self, scope: Scope, word: &Name) -> Option<Operand> {
        match self.measure_in(scope, word) {
            Some(measure) => measure.map(Operand::Measure),
            None => self.column_of_kind(scope.source, word, Noun::Number).map(Operand::Column),
        }
    }

    /// `person [ikke] i P`
    pub fn member_of(
        &mut self,
        source: SourceId,
        key: &Name,
        population: &Name,
        negated: bool,
        span: Span,
    ) -> Option<Condition> {
        let found = self.symbols.find(population, &[Noun::Population], Noun::Population).map(|_| ());
        let found = self.found(found);
        let column = self.key_column(source, key);
        let (column, word) = column?;
        found?;
        // One that could not be built has been told of.
        let id = *self.population_ids.get(&fold(&population.text))?;
        let asked = &self.model.populations[id.0];
        let ColumnKind::Key(own) = &self.model.sources[asked.source.0].columns[asked.key.0].kind else { return None };
        if fold(own) != fold(&word) {
            let problem = NameProblem::PopulationOfOtherKey {
                population: asked.name.text.clone(),
                key: own.clone(),
                asked: key.text.clone(),
            };
            let declared = asked.name.span;
            self.problems.push(Diagnostic::new(problem, key.span).related(declared, "population"));
            return None;
        }
        Some(Condition::Member { key: column, population: id, negated, span })
    }

    /// The key column of a word, and the word that others call it.
    pub fn key_column(&mut self, source: SourceId, word: &Name) -> Option<(super::ColumnId, String)> {
        let column = self.column(source, word)?;
        match self.kind_of_column(source, column) {
            ColumnKind::Key(own) => Some((column, own)),
            kind => {
                self.wrong_kind(source, word, &kind, Noun::Key);
                None
            }
        }
    }
}
