//! `forvent` of an eksempel for a valideringsregel: the violations that come of the rows given.

use super::super::rule::{FigureTest, Requirement, RequirementKind, RowTest, danish_severity};
use super::super::{ColumnId, Expectation, ExpectedHeading, GivenRow, MeasureId, RuleId, Severity, SourceId};
use super::Builder;
use crate::diagnostics::nearest;
use crate::diagnostics::problems::RuleProblem;
use crate::syntax::tree::{Cell, Table};
use crate::text::fold;

const FIXED: [&str; 7] = ["kommune", "måned", "år", "værdi", "sammenlignet_med", "alvor", "besked"];
const PERIOD_WORDS: [&str; 5] = ["måned", "kvartal", "år", "skoleår", "periode"];
const SEVERITIES: [Severity; 4] = [Severity::StopsLoading, Severity::Error, Severity::Warning, Severity::Notice];

/// What every violation has.
pub fn places() -> Vec<ExpectedHeading> {
    vec![ExpectedHeading::Municipality, ExpectedHeading::Period]
}

impl Builder<'_> {
    pub fn expected_violations(&mut self, table: &Table, rule: RuleId) -> Option<Expectation> {
        let dimensions = self.rule_dimensions(rule);
        let sources = self.rule_sources(rule);
        let headings: Vec<Option<ExpectedHeading>> =
            table.headings.iter().map(|heading| self.violation_heading(heading, &dimensions, &sources)).collect();
        let headings = headings.into_iter().collect::<Option<Vec<_>>>()?;
        for (wanted, word) in places().into_iter().zip(["kommune", "år"]) {
            if !headings.contains(&wanted) {
                let problem = RuleProblem::HeadingMissing { heading: word.to_string(), section: "forvent".to_string() };
                if let Some(first) = table.headings.first() {
                    self.report(problem, first.span);
                }
                return None;
            }
        }
        let mut rows = Vec::new();
        for row in &table.rows {
            for ((cell, heading), word) in row.cells.iter().zip(&headings).zip(&table.headings) {
                self.violation_cell(heading, cell, word);
            }
            rows.push(GivenRow {
                cells: row.cells.iter().map(|cell| cell.text.clone()).collect(),
                spans: row.cells.iter().map(|cell| cell.span).collect(),
                span: row.span,
            });
        }
        Some(Expectation::Rows { headings, rows })
    }

    fn violation_heading(
        &mut self,
        cell: &Cell,
        dimensions: &[String],
        sources: &[SourceId],
    ) -> Option<ExpectedHeading> {
        let folded = fold(&cell.text);
        if let Some(dimension) = dimensions.iter().find(|dimension| fold(dimension) == folded) {
            return Some(ExpectedHeading::Dimension(dimension.clone()));
        }
        for source in sources {
            if let [column] = self.words(*source).find(&cell.text) {
                let name = &self.model.sources[source.0].columns[column.0].name.text;
                if dimensions.contains(name) {
                    return Some(ExpectedHeading::Dimension(name.clone()));
                }
            }
        }
        if PERIOD_WORDS.iter().any(|word| fold(word) == folded) {
            return Some(ExpectedHeading::Period);
        }
        Some(match folded.as_str() {
            "kommune" => ExpectedHeading::Municipality,
            "vaerdi" | "resultat" => ExpectedHeading::Result,
            "sammenlignet_med" => ExpectedHeading::ComparedWith,
            "alvor" => ExpectedHeading::Severity,
            "besked" => ExpectedHeading::Message,
            _ => {
                let mut known: Vec<String> = FIXED.map(str::to_string).to_vec();
                known.extend(dimensions.iter().cloned());
                let near = nearest(&cell.text, known.iter().map(String::as_str)).map(str::to_string);
                let problem =
                    RuleProblem::ExpectHeadingUnknown { heading: cell.text.clone(), nearest: near.clone(), known };
                self.heading_problem(problem, cell, near);
                return None;
            }
        })
    }

    fn violation_cell(&mut self, heading: &ExpectedHeading, cell: &Cell, word: &Cell) {
        match heading {
            ExpectedHeading::ComparedWith => self.expected_cell(&ExpectedHeading::Result, cell, word),
            ExpectedHeading::Severity => {
                let words = SEVERITIES.map(danish_severity);
                if !cell.text.is_empty() && !words.iter().any(|one| fold(one) == fold(&cell.text)) {
                    let near = nearest(&cell.text, words.into_iter()).map(str::to_string);
                    let problem = RuleProblem::SeverityUnknown {
                        severity: cell.text.clone(),
                        nearest: near.clone(),
                        known: words.map(str::to_string).to_vec(),
                    };
                    self.heading_problem(problem, cell, near);
                }
            }
            other => self.expected_cell(other, cell, word),
        }
    }

    /// The sources whose rows it asks.
    fn rule_sources(&self, rule: RuleId) -> Vec<SourceId> {
        let requirements = self.model.rules[rule.0].editions.iter().flat_map(|edition| &edition.requirements);
        let source = |requirement: &Requirement| match &requirement.kind {
            RequirementKind::Rows(checked) => Some(checked.source),
            RequirementKind::Figure { .. } => None,
        };
        requirements.filter_map(source).collect()
    }

    /// The words of all that the rule's violations may be about.
    fn rule_dimensions(&self, rule: RuleId) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        let requirements = self.model.rules[rule.0].editions.iter().flat_map(|edition| &edition.requirements);
        for requirement in requirements {
            match &requirement.kind {
                RequirementKind::Figure { test: FigureTest::PartsSumTo(_), .. } => {}
                RequirementKind::Figure { data, .. } => {
                    let family = self.model.figures[data.0].family.as_ref();
                    words.extend(family.iter().flat_map(|family| &family.loops).map(|one| one.dimension.clone()));
                }
                RequirementKind::Rows(checked) => {
                    let source = &self.model.sources[checked.source.0];
                    let name = |column: &ColumnId| source.columns[column.0].name.text.clone();
                    match &checked.test {
                        RowTest::CodesExist(columns) | RowTest::Unique(columns) => {
                            words.extend(columns.iter().map(name))
                        }
                        RowTest::Holds { columns, .. } => words.extend(columns.iter().map(name)),
                        RowTest::Filled(columns) => words.extend(columns.iter().map(|column| match column {
                            super::super::rule::FilledColumn::Column(column) => name(column),
                            super::super::rule::FilledColumn::Measure(MeasureId(at)) => {
                                source.measures[*at].name.text.clone()
                            }
                        })),
                    }
                }
            }
        }
        words
    }
}
