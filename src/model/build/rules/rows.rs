//! `krav` about rows: which rows, and what each of them must be.

use super::super::super::rule::{FilledColumn, RowTest, RowsChecked, every};
use super::super::super::{ColumnId, ColumnKind, ColumnValue, Condition, MeasureId, Operand, Source, SourceId};
use super::super::Builder;
use super::super::conditions::Scope;
use super::Frame;
use super::figures::{months, period_of_time};
use crate::diagnostics::problems::{Noun, RuleProblem};
use crate::source::Span;
use crate::syntax::tree::{self, Frequency, Name, Part};
use crate::text::fold;

impl Builder<'_> {
    pub(super) fn rows_requirement(
        &mut self,
        frame: &Frame,
        data: &Part,
        written: &tree::Requirement,
        line: Span,
    ) -> Option<RowsChecked> {
        let Part::Rows { source, clauses } = data else {
            self.no_rows(requirement_words(written), line);
            return None;
        };
        if let Some(dimension) = frame.dimensions.first() {
            let problem = RuleProblem::RowsWithDimension {
                requirement: requirement_words(written).to_string(),
                dimension: dimension.text.clone(),
            };
            self.report(problem, line);
            return None;
        }
        let source = self.source_named(source)?;
        self.periods_of_rows(frame, source, line)?;
        let selection = self.selection(Scope::lines(source), clauses);
        let municipality = self.role(source, clauses);
        let test = self.row_test(source, written, line);
        let (selection, municipality, test) = (selection?, municipality?, test?);
        let amount = self.told_amount(source, &test);
        Some(RowsChecked { source, municipality, selection, test, amount })
    }

    /// Rows of years cannot be asked, nor counted, month by month.
    pub(super) fn periods_of_rows(&mut self, frame: &Frame, source: SourceId, line: Span) -> Option<()> {
        let known = &self.model.sources[source.0];
        let own = period_of_time(known.time_kind);
        if months(own) <= months(frame.period) {
            return Some(());
        }
        self.rows_of_other_periods(frame, source, line);
        None
    }

    /// Nor can rows of school years be counted by calendar years, or those of calendar years and quarters by school years.
    pub(super) fn periods_of_counted_rows(&mut self, frame: &Frame, source: SourceId, line: Span) -> Option<()> {
        self.periods_of_rows(frame, source, line)?;
        let own = period_of_time(self.model.sources[source.0].time_kind);
        let apart = match frame.period {
            Frequency::EverySchoolYear => matches!(own, Frequency::Yearly | Frequency::Quarterly),
            _ => own == Frequency::EverySchoolYear,
        };
        if !apart {
            return Some(());
        }
        self.rows_of_other_periods(frame, source, line);
        None
    }

    fn rows_of_other_periods(&mut self, frame: &Frame, source: SourceId, line: Span) {
        let known = &self.model.sources[source.0];
        let problem = RuleProblem::RowsOfLongerPeriods {
            period: every(frame.period).to_string(),
            source: known.name.text.clone(),
            own: every(period_of_time(known.time_kind)).to_string(),
        };
        self.report(problem, line);
    }

    fn row_test(&mut self, source: SourceId, written: &tree::Requirement, line: Span) -> Option<RowTest> {
        match written {
            tree::Requirement::CodesExist(chart) => self.columns_of_codes(source, chart.as_ref(), line),
            tree::Requirement::Unique => {
                let known = &self.model.sources[source.0];
                if known.row_per.is_empty() {
                    let problem = RuleProblem::RowPerMissing { source: known.name.text.clone() };
                    self.report(problem, line);
                    return None;
                }
                Some(RowTest::Unique(identifying(known)))
            }
            tree::Requirement::Filled(Some(name)) => {
                self.filled_column(source, name).map(|one| RowTest::Filled(vec![one]))
            }
            tree::Requirement::Filled(None) => {
                let known = &self.model.sources[source.0];
                Some(RowTest::Filled(identifying(known).into_iter().map(FilledColumn::Column).collect()))
            }
            tree::Requirement::If { condition, then } => {
                let condition = self.conditions(Scope::rule(source), condition);
                let then = self.conditions(Scope::rule(source), then);
                self.holds(source, condition?, then?)
            }
            tree::Requirement::Always(then) => {
                let then = self.conditions(Scope::rule(source), then)?;
                self.holds(source, Vec::new(), then)
            }
            _ => None,
        }
    }

    fn holds(&mut self, source: SourceId, condition: Vec<Condition>, then: Vec<Condition>) -> Option<RowTest> {
        let mut columns = Vec::new();
        condition.iter().chain(&then).for_each(|one| mentioned(one, &mut columns));
        let known = &self.model.sources[source.0];
        columns.retain(|column| {
            matches!(
                known.columns[column.0].kind,
                ColumnKind::Codes { .. } | ColumnKind::Number | ColumnKind::Text | ColumnKind::Municipality
            )
        });
        Some(RowTest::Holds { condition, then, columns })
    }

    /// The first måltal that the conditions ask for, else the source's first.
    fn told_amount(&self, source: SourceId, test: &RowTest) -> Option<MeasureId> {
        let asked = match test {
            RowTest::Holds { condition, then, .. } => condition.iter().chain(then).find_map(|one| match one {
                Condition::Amount { measure, .. }
                | Condition::Compared { left: Operand::Measure(measure), .. }
                | Condition::Compared { right: Operand::Measure(measure), .. } => Some(*measure),
                _ => None,
            }),
            _ => None,
        };
        let first = (!self.model.sources[source.0].measures.is_empty()).then_some(MeasureId(0));
        asked.or(first)
    }

    /// The source's columns of one chart or list, or of any.
    fn columns_of_codes(&mut self, source: SourceId, chart: Option<&Name>, line: Span) -> Option<RowTest> {
        let wanted = match chart {
            None => None,
            Some(name) => {
                self.chart_or_list(name)?;
                Some(match self.lists.get(&fold(&name.text)) {
                    Some(tree) => vec![*tree],
                    None => self.chart_named(name)?.trees.clone(),
                })
            }
        };
        let known = &self.model.sources[source.0];
        let is_meant = |kind: &ColumnKind| match (kind, &wanted) {
            (ColumnKind::Codes { tree, .. }, Some(trees)) => trees.contains(tree),
            (ColumnKind::Codes { .. }, None) => true,
            _ => false,
        };
        let columns = known.columns.iter().enumerate().filter(|(_, column)| is_meant(&column.kind));
        let columns: Vec<ColumnId> = columns.map(|(index, _)| ColumnId(index)).collect();
        if columns.is_empty() {
            let source = known.name.text.clone();
            self.report(RuleProblem::NoCodesInSource { source, chart: chart.map(|name| name.text.clone()) }, line);
            return None;
        }
        Some(RowTest::CodesExist(columns))
    }

    fn filled_column(&mut self, source: SourceId, name: &Name) -> Option<FilledColumn> {
        let known = &self.model.sources[source.0];
        if let Some(index) = measure_at(known, name) {
            return Some(FilledColumn::Measure(MeasureId(index)));
        }
        let column = self.column(source, name)?;
        let known = &self.model.sources[source.0];
        if column == known.time {
            let (source, column) = (known.name.text.clone(), name.text.clone());
            let (found, wanted) = (Noun::Time, Noun::Column);
            self.report(
                crate::diagnostics::problems::NameProblem::ColumnWrongKind { source, column, found, wanted },
                name.span,
            );
            return None;
        }
        Some(FilledColumn::Column(column))
    }
}

fn measure_at(source: &Source, name: &Name) -> Option<usize> {
    source.measures.iter().position(|measure| measure.name.sql == fold(&name.text))
}

/// The columns of `en række pr.` besides the time; all stored columns when nothing is said.
pub fn identifying(source: &Source) -> Vec<ColumnId> {
    let stored = |column: &ColumnId| source.columns[column.0].value == ColumnValue::Stored;
    let all: Vec<ColumnId> = (0..source.columns.len()).map(ColumnId).collect();
    let said = if source.row_per.is_empty() { &all } else { &source.row_per };
    said.iter().copied().filter(|column| *column != source.time && stored(column)).collect()
}

/// The columns that a condition asks for, here and in the filters inserted, in the order of first mention.
fn mentioned(condition: &Condition, columns: &mut Vec<ColumnId>) {
    let mut add = |column: &ColumnId| {
        if !columns.contains(column) {
            columns.push(*column);
        }
    };
    match condition {
        Condition::Codes { column, .. } | Condition::Number { column, .. } | Condition::Text { column, .. } => {
            add(column)
        }
        Condition::Compared { left, right, .. } => {
            for operand in [left, right] {
                if let Operand::Column(column) = operand {
                    add(column);
                }
            }
        }
        Condition::Inserted { versions, .. } => {
            for line in versions.iter().flat_map(|version| &version.value.lines) {
                line.conditions.iter().for_each(|condition| mentioned(condition, columns));
            }
        }
        Condition::All | Condition::Amount { .. } | Condition::Member { .. } | Condition::This { .. } => {}
    }
}

/// A krav about rows, as its words.
fn requirement_words(written: &tree::Requirement) -> &'static str {
    match written {
        tree::Requirement::CodesExist(_) => "koder findes",
        tree::Requirement::Unique => "er entydig",
        tree::Requirement::Filled(_) => "er udfyldt",
        tree::Requirement::If { .. } => "hvis … så …",
        _ => "altid …",
    }
}
