//! What is counted: a måltal, rows, keys, active days.
//!
//! In: `what` as written. Out: [`What`] of a source, and the unit of the count. Guaranteed now: the måltal is of the kind
//! that the words before it say; only forløb have days.

use super::super::units::Unit;
use super::super::{MeasureId, SourceId, What};
use super::Builder;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::{JoinProblem, Noun, UnitProblem};
use crate::source::Span;
use crate::syntax::tree::{self, MeasureKind, Name, TimeUnit};

impl Builder<'_> {
    pub fn what(&mut self, source: SourceId, written: &tree::Counting) -> Option<(What, Unit)> {
        let given = written.unit.as_ref().map(Unit::read);
        let (what, own) = self.what_and_unit(source, &written.what, written.span)?;
        Some((what, given.unwrap_or(own)))
    }

    /// What is counted, and of what unit it is by itself.
    pub fn what_and_unit(&mut self, source: SourceId, written: &tree::What, span: Span) -> Option<(What, Unit)> {
        match written {
            tree::What::Flow(name) => {
                let measure = self.measure_of_kind(source, name, MeasureKind::Flow)?;
                Some((What::Flow(measure), self.measure_unit(source, measure)))
            }
            tree::What::Stock(name) => {
                let measure = self.measure_of_kind(source, name, MeasureKind::Stock)?;
                Some((What::Stock(measure), self.measure_unit(source, measure)))
            }
            tree::What::Rows(_) => Some((What::Rows, Unit::any_count())),
            tree::What::Distinct(key) => {
                let (column, _) = self.key_column(source, key)?;
                Some((What::Distinct(column), Unit::any_count()))
            }
            tree::What::Statistic(statistic, name) => {
                let measure = self.measure_named(source, name)?;
                Some((What::Statistic(*statistic, measure), self.measure_unit(source, measure)))
            }
            tree::What::FullYears(key) => {
                self.has_days(source, "antal helår", span)?;
                let column = match key {
                    Some(key) => Some(self.key_column(source, key)?.0),
                    None => None,
                };
                Some((What::FullYears(column), Unit::any_count()))
            }
            tree::What::Duration(unit) => {
                self.has_days(source, "varighed", span)?;
                let word = match unit {
                    TimeUnit::Days => "dage",
                    TimeUnit::Months => "måneder",
                    TimeUnit::Years => {
                        self.report(UnitProblem::DurationInYears {}, span);
                        return None;
                    }
                };
                Some((What::Duration(*unit), Unit::parse(word)))
            }
        }
    }

    /// N601: what stands in several pairs would be counted several times.
    fn adds_once(&mut self, source: SourceId, measure: MeasureId, name: &Name) -> bool {
        let Some(repeated_by) = self.repeated.get(&(source, measure)).cloned() else { return true };
        let known = &self.model.sources[source.0];
        let problem =
            JoinProblem::RepeatedInPairs { measure: name.text.clone(), source: known.name.text.clone(), repeated_by };
        let declared = known.name.span;
        self.problems.push(Diagnostic::new(problem, name.span).related(declared, "source"));
        false
    }

    fn has_days(&mut self, source: SourceId, what: &str, span: Span) -> Option<()> {
        let known = &self.model.sources[source.0];
        if known.interval.is_some() {
            return Some(());
        }
        let problem = UnitProblem::NeedsInterval { what: what.to_string(), source: known.name.text.clone() };
        let declared = known.name.span;
        if !self.incomplete_sources.contains(&source) {
            self.problems.push(Diagnostic::new(problem, span).related(declared, "source"));
        }
        None
    }

    pub fn measure_unit(&self, source: SourceId, measure: MeasureId) -> Unit {
        self.model.sources[source.0].measures[measure.0].unit.clone()
    }

    /// `saldo` needs a bevægelse, `antal borgere` a beholdning.
    fn measure_of_kind(&mut self, source: SourceId, name: &Name, wanted: MeasureKind) -> Option<MeasureId> {
        let id = self.measure_named(source, name)?;
        let measure = &self.model.sources[source.0].measures[id.0];
        if measure.kind == wanted {
            return self.adds_once(source, id, name).then_some(id);
        }
        let (shown, declared) = (measure.name.text.clone(), measure.name.span);
        let problem = match measure.kind {
            MeasureKind::Share => UnitProblem::ShareAdded { measure: shown },
            MeasureKind::Stock => {
                UnitProblem::CountingWrongMeasure { meant: format!("antal {shown}"), measure: shown, kind: Noun::Stock }
            }
            MeasureKind::Flow => {
                UnitProblem::CountingWrongMeasure { meant: shown.clone(), measure: shown, kind: Noun::Flow }
            }
        };
        self.problems.push(Diagnostic::new(problem, name.span).related(declared, "measure"));
        None
    }
}
