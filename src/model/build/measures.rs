//! `måltal` of a datakilde: amounts per row.

use super::super::units::Unit;
use super::super::{Measure, MeasureValue, SourceId};
use super::Builder;
use super::conditions::Scope;
use super::symbols::named;
use crate::diagnostics::problems::FormProblem;
use crate::source::Span;
use crate::syntax::tree::{self, ClauseKind, Declaration, MeasureKind, SnapshotAt};

impl Builder<'_> {
    pub fn measures(&mut self, id: SourceId, declaration: &Declaration) {
        let stands = self.model.sources[id.0].snapshot;
        for clause in &declaration.clauses {
            let ClauseKind::Measure(measure) = &clause.kind else { continue };
            match self.measure(id, measure, stands, clause.span) {
                Some(measure) => self.model.sources[id.0].measures.push(measure),
                None => {
                    self.incomplete_sources.insert(id);
                }
            }
        }
    }

    fn measure(&mut self, id: SourceId, measure: &tree::Measure, stands: SnapshotAt, span: Span) -> Option<Measure> {
        let (stored, value) = match &measure.value {
            tree::MeasureValue::Column(name) => (name.text.clone(), MeasureValue::Stored),
            tree::MeasureValue::TimeBetween(between) => {
                let between = self.time_between(id, between)?;
                (measure.name.text.clone(), MeasureValue::TimeBetween(between))
            }
            tree::MeasureValue::Aggregate(_) => {
                let problem = FormProblem::ClauseNotHere {
                    clause: "måltal … =".to_string(),
                    declaration: "datakilde".to_string(),
                    belongs_to: vec!["afledt datakilde".to_string()],
                };
                self.report(problem, span);
                return None;
            }
        };
        self.no_members_in("fortegn vendes for", &measure.sign_reversed_for)?;
        let sign_reversed_for = self.conditions(Scope::lines(id), &measure.sign_reversed_for)?;
        let unit = measure.unit.as_ref().map_or_else(Unit::any_count, Unit::read);
        Some(Measure {
            name: named(&measure.name),
            stored,
            value,
            factor: unit.quantity_factor(),
            unit,
            kind: measure.kind.unwrap_or(MeasureKind::Flow),
            snapshot: measure.snapshot.unwrap_or(stands),
            sign_reversed_for,
            span,
        })
    }

    /// Populations are asked for where rows are counted, and nowhere else.
    pub fn no_members_in(&mut self, clause: &str, conditions: &[tree::Condition]) -> Option<()> {
        let asked = self.populations_of(conditions);
        let Some(first) = asked.first() else { return Some(()) };
        let (population, span) = (first.text.clone(), conditions.first().map_or(first.span, |first| first.span));
        self.report(FormProblem::MembershipNotHere { population, clause: clause.to_string() }, span);
        None
    }
}
