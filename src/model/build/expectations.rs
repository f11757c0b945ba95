//! `forvent`: headings looked up, cells checked.
//!
//! In: the table of an eksempel and what it is about. Out: an [`Expectation`]. Guaranteed now: every heading is a column of
//! what the subject gives.

use super::super::example::{ComparisonColumn, Subject};
use super::super::{Expectation, ExpectedHeading, FigureReference, GivenRow};
use super::Builder;
use super::rule_examples;
use crate::diagnostics::nearest;
use crate::diagnostics::problems::{FormProblem, RuleProblem};
use crate::syntax::tree::{Cell, ClauseKind, Declaration, Table};
use crate::text::fold;

const STATUSES: [&str; 5] = ["ok", "foreløbig", "mangler", "nævner_nul", "skjult"];
const PERIOD_WORDS: [&str; 5] = ["måned", "kvartal", "år", "skoleår", "periode"];

impl Builder<'_> {
    pub fn expectation(&mut self, declaration: &Declaration, title: &str, subject: &Subject) -> Option<Expectation> {
        let table = declaration.clauses.iter().find_map(|clause| match &clause.kind {
            ClauseKind::Expect(table) => Some(table),
            _ => None,
        });
        let Some(table) = table else {
            let no_violation = declaration.clauses.iter().find(|c| c.kind == ClauseKind::ExpectNoViolation);
            if let (Some(_), Subject::Rule(_)) = (no_violation, subject) {
                return Some(Expectation::Rows { headings: rule_examples::places(), rows: Vec::new() });
            } else if let Some(clause) = no_violation {
                self.report(RuleProblem::NoViolationOfFigure {}, clause.line);
            } else if !declaration.broken {
                let problem = FormProblem::ClauseMissing {
                    declaration: "eksempel".to_string(),
                    name: title.to_string(),
                    clause: "forvent".to_string(),
                };
                self.report(problem, declaration.header_span);
            }
            return None;
        };
        self.expected_rows(table, subject)
    }

    fn expected_rows(&mut self, table: &Table, subject: &Subject) -> Option<Expectation> {
        if let Subject::Rule(id) = subject {
            return self.expected_violations(table, *id);
        }
        if let Subject::Source(id) = subject {
            return self.expected_made_rows(table, *id);
        }
        let dimensions = self.family_words(subject);
        let compared = self.is_compared(subject);
        let headings: Vec<Option<ExpectedHeading>> =
            table.headings.iter().map(|heading| self.expected_heading(heading, &dimensions, compared)).collect();
        let headings = headings.into_iter().collect::<Option<Vec<_>>>()?;
        for (wanted, word) in [(ExpectedHeading::Municipality, "kommune"), (ExpectedHeading::Period, "år")] {
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
                self.expected_cell(heading, cell, word);
            }
            rows.push(GivenRow {
                cells: row.cells.iter().map(|cell| cell.text.clone()).collect(),
                spans: row.cells.iter().map(|cell| cell.span).collect(),
                span: row.span,
            });
        }
        Some(Expectation::Rows { headings, rows })
    }

    /// Whether the subject has columns in `sammenligning`.
    fn is_compared(&self, subject: &Subject) -> bool {
        match subject {
            Subject::KeyFigure(figure) | Subject::Member(FigureReference { figure, .. }) => {
                self.model.figures[figure.0].compared.is_some()
            }
            _ => false,
        }
    }

    fn expected_heading(&mut self, cell: &Cell, dimensions: &[String], compared: bool) -> Option<ExpectedHeading> {
        let folded = fold(&cell.text);
        let column = ComparisonColumn::ALL.into_iter().find(|(_, word)| *word == folded);
        if let (Some((column, _)), true) = (column, compared) {
            return Some(ExpectedHeading::Comparison(column));
        }
        if dimensions.iter().any(|dimension| fold(dimension) == folded) {
            return Some(ExpectedHeading::MemberCode);
        }
        if PERIOD_WORDS.iter().any(|word| fold(word) == folded) {
            return Some(ExpectedHeading::Period);
        }
        let found = match folded.as_str() {
            "kommune" => ExpectedHeading::Municipality,
            "kode" if !dimensions.is_empty() => ExpectedHeading::MemberCode,
            "taeller" => ExpectedHeading::Numerator,
            "naevner" => ExpectedHeading::Denominator,
            "resultat" | "vaerdi" => ExpectedHeading::Result,
            "status" => ExpectedHeading::Status,
            "udgave" => ExpectedHeading::Edition,
            _ => {
                let mut known: Vec<String> =
                    ["kommune", "måned", "kvartal", "år", "tæller", "nævner", "resultat"].map(str::to_string).to_vec();
                known.extend(["status".to_string(), "udgave".to_string()]);
                known.extend(dimensions.iter().cloned());
                if compared {
                    known.extend(ComparisonColumn::ALL.map(|(_, word)| word.to_owned()));
                }
                let near = nearest(&cell.text, known.iter().map(String::as_str)).map(str::to_string);
                let problem =
                    RuleProblem::ExpectHeadingUnknown { heading: cell.text.clone(), nearest: near.clone(), known };
                self.heading_problem(problem, cell, near);
                return None;
            }
        };
        Some(found)
    }

    pub fn expected_cell(&mut self, heading: &ExpectedHeading, cell: &Cell, word: &Cell) {
        if cell.text.is_empty() {
            return;
        }
        match heading {
            ExpectedHeading::Numerator
            | ExpectedHeading::Denominator
            | ExpectedHeading::Result
            | ExpectedHeading::Comparison(_) => {
                self.number_cell(cell, word);
            }
            ExpectedHeading::Municipality => self.municipality_cell(cell, word),
            ExpectedHeading::Status if !STATUSES.iter().any(|status| fold(status) == fold(&cell.text)) => {
                let near = nearest(&cell.text, STATUSES.into_iter()).map(str::to_string);
                let problem = RuleProblem::StatusUnknown {
                    status: cell.text.clone(),
                    nearest: near.clone(),
                    known: STATUSES.map(str::to_string).to_vec(),
                };
                self.heading_problem(problem, cell, near);
            }
            _ => {}
        }
    }

    /// The dimension words of the subject's family.
    fn family_words(&self, subject: &Subject) -> Vec<String> {
        let figure = match subject {
            Subject::KeyFigure(id) => *id,
            Subject::Member(reference) => reference.figure,
            _ => return Vec::new(),
        };
        let family = self.model.figures[figure.0].family.as_ref();
        family.map_or_else(Vec::new, |family| family.loops.iter().map(|one| one.dimension.clone()).collect())
    }
}
