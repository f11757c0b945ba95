//! `tæller fra X` and its like: which rows of which source, counted how.
//!
//! The legal pairs of what and when are language.md's ("Optælling", T5, S1, and the snapshot rules under
//! "More clauses"). What is finer than the figure's own periods is checked where the figure is known.

use super::super::units::Unit;
use super::super::{Counting, MeasureId, RowsVersion, SourceId, What, danish_day};
use super::conditions::Scope;
use super::{Builder, Loops};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::{FormProblem, Noun, UnitProblem};
use crate::source::Span;
use crate::syntax::tree::{
    self, Clause, ClauseKind, DayOfYear, MeasureKind, Name, PeriodUnit, SnapshotAt, TimeKind, WhenKind,
};

/// A section resolved: the rows, how they are counted, and of what unit the count is.
#[derive(Debug, Clone, PartialEq)]
pub struct ResolvedRows {
    pub version: RowsVersion,
    pub counting: Counting,
    pub unit: Unit,
}

/// Who the section belongs to, for messages.
pub struct Owner<'a> {
    pub declaration: &'static str,
    pub name: &'a str,
    /// Where the section begins.
    pub line: Span,
    pub broken: bool,
}

const FLOW_WHENS: [&str; 5] = ["for måneden", "for kvartalet", "for hele året", "år til dato", "de seneste 12 måneder"];
const STOCK_WHENS: [&str; 6] =
    ["primo måneden", "ultimo måneden", "primo året", "ultimo året", "pr. 1. januar", "gennemsnit over året"];

impl Builder<'_> {
    pub fn rows(
        &mut self,
        source_name: &Name,
        clauses: &[Clause],
        loops: Option<&Loops>,
        owner: &Owner,
    ) -> Option<ResolvedRows> {
        let source = self.source_named(source_name)?;
        let selection = self.selection(Scope { source, loops }, clauses);
        let municipality = self.role(source, clauses);
        let written = clauses.iter().find_map(|clause| match &clause.kind {
            ClauseKind::Counting(counting) => Some(counting),
            _ => None,
        });
        let Some(written) = written else {
            if !owner.broken {
                let problem = FormProblem::ClauseMissing {
                    declaration: owner.declaration.to_string(),
                    name: owner.name.to_string(),
                    clause: "optælling".to_string(),
                };
                self.report(problem, owner.line);
            }
            return None;
        };
        let (what, counting, unit) = self.counting(source, written)?;
        let sign_reversed = clauses.iter().any(|clause| clause.kind == ClauseKind::SignReversed);
        Some(ResolvedRows {
            version: RowsVersion { source, municipality: municipality?, selection: selection?, what, sign_reversed },
            counting,
            unit,
        })
    }

    fn role(&mut self, source: SourceId, clauses: &[Clause]) -> Option<super::ColumnId> {
        let default = self.model.sources[source.0].municipality_roles[0];
        let Some((roles, line)) = clauses.iter().find_map(|clause| match &clause.kind {
            ClauseKind::MunicipalityRole(roles) => Some((roles, clause.line)),
            _ => None,
        }) else {
            return Some(default);
        };
        if roles.len() > 1 {
            self.not_yet("kommune … ellers …", line);
            return None;
        }
        let column = self.column(source, roles.first()?)?;
        if self.model.sources[source.0].municipality_roles.contains(&column) {
            return Some(column);
        }
        let kind = self.kind_of_column(source, column);
        self.wrong_kind(source, &roles[0], &kind, Noun::Municipality);
        None
    }

    fn counting(&mut self, source: SourceId, written: &tree::Counting) -> Option<(What, Counting, Unit)> {
        let (what, unit) = self.what(source, written)?;
        let snapshot = match what {
            What::Stock(measure) | What::Flow(measure) => self.model.sources[source.0].measures[measure.0].snapshot,
            What::Rows => self.model.sources[source.0].snapshot,
            What::RowsWith(_) | What::Distinct(_) | What::Statistic(..) | What::FullYears(_) | What::Duration(_) => {
                todo!()
            }
        };
        let when = written.when;
        let counting = Counting { when: when.kind, year_before: when.year_before, snapshot, span: written.span };
        let legal = self.when_fits_what(source, what, written)
            && self.when_fits_source(source, what, written)
            && self.snapshot_date_fits(source, &counting, when.span);
        legal.then_some((what, counting, unit))
    }

    fn what(&mut self, source: SourceId, written: &tree::Counting) -> Option<(What, Unit)> {
        let given = written.unit.as_ref().map(Unit::read);
        match &written.what {
            tree::What::Flow(name) => {
                let measure = self.measure_of_kind(source, name, MeasureKind::Flow)?;
                Some((What::Flow(measure), given.unwrap_or_else(|| self.measure_unit(source, measure))))
            }
            tree::What::Stock(name) => {
                let measure = self.measure_of_kind(source, name, MeasureKind::Stock)?;
                Some((What::Stock(measure), given.unwrap_or_else(|| self.measure_unit(source, measure))))
            }
            tree::What::Rows(_) => Some((What::Rows, given.unwrap_or_else(Unit::any_count))),
            tree::What::Distinct(_) => self.later_what("antal forskellige", written.span),
            tree::What::Statistic(..) => self.later_what("gennemsnit, median, højeste og laveste", written.span),
            tree::What::FullYears(_) => self.later_what("antal helår", written.span),
            tree::What::Duration(_) => self.later_what("varighed", written.span),
        }
    }

    fn later_what(&mut self, construct: &str, span: Span) -> Option<(What, Unit)> {
        self.not_yet(construct, span);
        None
    }

    fn measure_unit(&self, source: SourceId, measure: MeasureId) -> Unit {
        self.model.sources[source.0].measures[measure.0].unit.clone()
    }

    /// `saldo` needs a bevægelse, `antal borgere` a beholdning.
    fn measure_of_kind(&mut self, source: SourceId, name: &Name, wanted: MeasureKind) -> Option<MeasureId> {
        let id = self.measure_named(source, name)?;
        let measure = &self.model.sources[source.0].measures[id.0];
        if measure.kind == wanted {
            return Some(id);
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

    fn when_fits_what(&mut self, source: SourceId, what: What, written: &tree::Counting) -> bool {
        let when = written.when;
        let shown = self.text_of(when.span);
        if when.kind == WhenKind::ForSchoolYear {
            self.not_yet("for skoleåret", when.span);
            return false;
        }
        let date = is_date(when.kind);
        if when.year_before && !date {
            let legal: &[&str] = if matches!(what, What::Flow(_)) { &FLOW_WHENS } else { &STOCK_WHENS };
            self.illegal(what, written, &shown, legal);
            return false;
        }
        match what {
            What::Flow(_) if date || when.kind == WhenKind::AverageOverYear => {
                self.illegal(what, written, &shown, &FLOW_WHENS);
                false
            }
            What::Stock(measure) if !date && when.kind != WhenKind::AverageOverYear => {
                let named = &self.model.sources[source.0].measures[measure.0].name;
                let (measure, declared) = (named.text.clone(), named.span);
                let legal = STOCK_WHENS.map(str::to_string).to_vec();
                let problem = UnitProblem::StockAddedOverTime { measure, when: shown, legal };
                self.problems.push(Diagnostic::new(problem, when.span).related(declared, "measure"));
                false
            }
            _ => true,
        }
    }

    fn illegal(&mut self, what: What, written: &tree::Counting, when: &str, legal: &[&str]) {
        let kind = match what {
            What::Flow(_) => Noun::Flow,
            What::Stock(_) => Noun::Stock,
            What::Rows => Noun::Rows,
            What::RowsWith(_) | What::Distinct(_) | What::Statistic(..) | What::FullYears(_) | What::Duration(_) => {
                todo!()
            }
        };
        let whole = self.text_of(written.span);
        let shown = whole.strip_suffix(when).map_or(whole.as_str(), str::trim_end).to_string();
        let shown = shown.strip_prefix("optælling").map_or(shown.as_str(), str::trim).to_string();
        let problem = UnitProblem::CountingNotLegal {
            what: shown,
            kind,
            when: when.to_string(),
            legal: legal.iter().map(|when| when.to_string()).collect(),
        };
        self.report(problem, written.when.span);
    }

    /// A source of years knows no months; a source delivered by the year has no snapshot of a month.
    fn when_fits_source(&mut self, source: SourceId, what: What, written: &tree::Counting) -> bool {
        let known = &self.model.sources[source.0];
        let of_the_year = matches!(
            written.when.kind,
            WhenKind::ForYear
                | WhenKind::Start(PeriodUnit::Year)
                | WhenKind::End(PeriodUnit::Year)
                | WhenKind::On(_)
                | WhenKind::AverageOverYear
        );
        // Flows and counts of rows keep their months when a whole year is delivered at once; snapshots do not.
        let in_months =
            known.time_kind != TimeKind::Year && !matches!(what, What::Stock(_)) && !is_date(written.when.kind);
        let fine = !known.delivered_yearly || of_the_year || in_months;
        if !fine {
            let problem = UnitProblem::FinerThanSource {
                when: self.text_of(written.when.span),
                source: known.name.text.clone(),
                time: Noun::Year,
            };
            self.report(problem, written.when.span);
        }
        fine
    }

    /// `pr. 5. september` must be the date of that month's snapshot, where snapshots are all there is.
    fn snapshot_date_fits(&mut self, source: SourceId, counting: &Counting, span: Span) -> bool {
        let WhenKind::On(asked) = counting.when else { return true };
        let known = &self.model.sources[source.0];
        let at = counting.snapshot;
        let snapshot = match known.time_kind {
            TimeKind::Date => return true,
            TimeKind::Year => match at {
                SnapshotAt::Start => (1, 1),
                SnapshotAt::End => (31, 12),
            },
            _ => match known.snapshot_exception {
                Some(except) if except.month == asked.month => (except.day, except.month),
                _ => (if at == SnapshotAt::Start { 1 } else { last_day(asked) }, asked.month),
            },
        };
        if snapshot == (asked.day, asked.month) {
            return true;
        }
        let problem = UnitProblem::SnapshotOfAnotherDate {
            asked: danish_day(asked.day, asked.month),
            snapshot: danish_day(snapshot.0, snapshot.1),
            source: known.name.text.clone(),
        };
        self.report(problem, span);
        false
    }

    /// The author's own words under a span.
    pub fn text_of(&self, span: Span) -> String {
        self.files.text(span).to_string()
    }
}

fn is_date(when: WhenKind) -> bool {
    matches!(when, WhenKind::Start(_) | WhenKind::End(_) | WhenKind::On(_))
}

/// The last day of a month; in February the asked day, when it is one of the two it can be.
fn last_day(asked: DayOfYear) -> u32 {
    match asked.month {
        2 if asked.day == 29 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
