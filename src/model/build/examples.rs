//! `eksempel`: headings looked up, cells checked for what their column holds.

use super::super::example::Subject;
use super::super::{
    ColumnKind, Example, Expectation, FigureReference, Given, GivenHeading, GivenRow, Origin, RuleId, SourceId,
};
use super::Builder;
use super::numbers::read_number;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::nearest;
use crate::diagnostics::problems::{Noun, RuleProblem};
use crate::syntax::tree::{self, Cell, Clause, ClauseKind, Declaration, FigureName, Header, TimeKind};
use crate::text::fold;

impl Builder<'_> {
    pub fn examples(&mut self, declarations: &[&Declaration]) {
        for declaration in declarations {
            if let Header::Example { title, subject } = &declaration.header {
                let example = self.example(declaration, &title.value, subject);
                self.model.examples.extend(example);
            }
        }
    }

    fn example(&mut self, declaration: &Declaration, title: &str, subject: &FigureName) -> Option<Example> {
        let span = declaration.span;
        let error = declaration.clauses.iter().find_map(|clause| match &clause.kind {
            ClauseKind::ExpectError(code) => Some(code),
            _ => None,
        });
        if let Some(code) = error {
            self.declaration_named(&subject.name)?;
            return Some(Example {
                title: title.to_string(),
                subject: Subject::Declaration(subject.name.text.clone()),
                given: Vec::new(),
                expectation: Expectation::Error { code: code.text.to_uppercase(), span: code.span },
                span,
            });
        }
        let subject = self.example_subject(subject)?;
        let given = self.given(&declaration.clauses);
        let expectation = self.expectation(declaration, title, &subject);
        if declaration.broken {
            return None;
        }
        Some(Example { title: title.to_string(), subject, given: given?, expectation: expectation?, span })
    }

    fn example_subject(&mut self, subject: &FigureName) -> Option<Subject> {
        if self.has_no_rows(&subject.name) {
            return None;
        }
        let kinds = [
            Noun::KeyFigure,
            Noun::LinkedKeyFigure,
            Noun::BaseFigure,
            Noun::Rule,
            Noun::Forecast,
            Noun::DerivedSource,
            Noun::LinkedSource,
        ];
        let found = self.symbols.find(&subject.name, &kinds, Noun::Figure).map(|symbol| symbol.kind);
        match self.found(found)?? {
            Noun::DerivedSource | Noun::LinkedSource => {
                let id = *self.source_ids.get(&fold(&subject.name.text))?;
                (!self.incomplete_sources.contains(&id)).then_some(Subject::Source(id))
            }
            Noun::Rule => {
                let wanted = fold(&subject.name.text);
                self.model.rules.iter().position(|rule| rule.name.sql == wanted).map(RuleId).map(Subject::Rule)
            }
            Noun::BaseFigure => self.base_figure_ids.get(&fold(&subject.name.text)).copied().map(Subject::BaseFigure),
            _ => {
                let figure = *self.figure_ids.get(&fold(&subject.name.text))?;
                if subject.member.is_empty() {
                    return Some(Subject::KeyFigure(figure));
                }
                let reference: FigureReference = self.reference(subject)?;
                Some(Subject::Member(reference))
            }
        }
    }

    fn given(&mut self, clauses: &[Clause]) -> Option<Vec<Given>> {
        let mut all = Vec::new();
        let mut whole = true;
        for clause in clauses {
            let ClauseKind::Given { source, table } = &clause.kind else { continue };
            let Some(id) = self.source_named(source) else {
                whole = false;
                continue;
            };
            if !self.rows_can_be_given(id, source) {
                whole = false;
                continue;
            }
            let headings: Vec<Option<GivenHeading>> =
                table.headings.iter().map(|heading| self.given_heading(id, heading)).collect();
            match headings.into_iter().collect::<Option<Vec<_>>>() {
                Some(headings) => {
                    let rows =
                        table.rows.iter().map(|row| self.given_row(id, &headings, &table.headings, row)).collect();
                    all.push(Given { source: id, headings, rows, span: clause.line });
                }
                None => whole = false,
            }
        }
        whole.then_some(all)
    }

    /// Rows are given of tables; what is made of them follows.
    fn rows_can_be_given(&mut self, source: SourceId, name: &tree::Name) -> bool {
        let of = match &self.model.sources[source.0].origin {
            Origin::Table => return true,
            Origin::Derived(derivation) => vec![derivation.base],
            Origin::Linked(link) => vec![link.left, link.right],
        };
        let of = of.into_iter().map(|id| self.model.sources[id.0].name.text.clone()).collect();
        self.report(RuleProblem::GivenMadeOf { source: name.text.clone(), of }, name.span);
        false
    }

    /// A heading is a dimension word, a column, a måltal, or the word for the source's time.
    pub fn given_heading(&mut self, source: SourceId, cell: &Cell) -> Option<GivenHeading> {
        if let Some(heading) = self.own_heading(source, cell) {
            if self.is_computed(source, heading) {
                self.report(RuleProblem::GivenHeadingComputed { heading: cell.text.clone() }, cell.span);
                return None;
            }
            return Some(heading);
        }
        if self.incomplete_sources.contains(&source) {
            return None;
        }
        let known = &self.model.sources[source.0];
        let mut words = self.words(source).known();
        words.extend(known.measures.iter().map(|measure| measure.name.text.clone()));
        let near = nearest(&cell.text, words.iter().map(String::as_str)).map(str::to_string);
        let problem = RuleProblem::GivenHeadingUnknown {
            heading: cell.text.clone(),
            source: known.name.text.clone(),
            nearest: near.clone(),
            known: words,
        };
        self.heading_problem(problem, cell, near);
        None
    }

    pub fn heading_problem(&mut self, problem: RuleProblem, cell: &Cell, near: Option<String>) {
        let diagnostic = Diagnostic::new(problem, cell.span);
        self.problems.push(match near {
            Some(near) => diagnostic.fix(cell.span, near),
            None => diagnostic,
        });
    }

    pub fn given_row(
        &mut self,
        source: SourceId,
        headings: &[GivenHeading],
        words: &[Cell],
        row: &tree::Row,
    ) -> GivenRow {
        let mut cells = Vec::new();
        for ((cell, heading), word) in row.cells.iter().zip(headings).zip(words) {
            let kind = match heading {
                GivenHeading::Measure(_) => ColumnKind::Number,
                GivenHeading::Column(column) => self.kind_of_column(source, *column),
            };
            cells.push(self.given_cell(source, &kind, cell, word));
        }
        GivenRow { cells, spans: row.cells.iter().map(|cell| cell.span).collect(), span: row.span }
    }

    pub fn given_cell(&mut self, source: SourceId, kind: &ColumnKind, cell: &Cell, heading: &Cell) -> String {
        if cell.text.is_empty() {
            return String::new();
        }
        match kind {
            ColumnKind::Codes { tree, .. } => self.model.trees[tree.0].canonical(&cell.text),
            ColumnKind::Municipality => {
                self.municipality_cell(cell, heading);
                self.model.trees[self.model.municipalities.0].canonical(&cell.text)
            }
            ColumnKind::Number => {
                self.number_cell(cell, heading);
                cell.text.clone()
            }
            ColumnKind::Time => {
                self.shaped_cell(self.model.sources[source.0].time_kind, cell, heading);
                cell.text.clone()
            }
            ColumnKind::FromDate | ColumnKind::ToDate | ColumnKind::Date => {
                self.shaped_cell(TimeKind::Date, cell, heading);
                cell.text.clone()
            }
            ColumnKind::Text | ColumnKind::Key(_) => cell.text.clone(),
        }
    }

    /// A cell that is to be read as a time of a kind (T1).
    fn shaped_cell(&mut self, kind: TimeKind, cell: &Cell, heading: &Cell) {
        let (wanted, example, shapes): (Noun, &str, &[&str]) = match kind {
            TimeKind::Month => (Noun::Month, "2024-05", &["0000-00", "000000", "0000-00-00"]),
            TimeKind::Date => (Noun::Date, "2024-05-31", &["0000-00-00"]),
            TimeKind::Year => (Noun::Year, "2024", &["0000"]),
            TimeKind::Week => {
                (Noun::Week, "2024-U05", &["0000-W00", "0000-U00", "0000W00", "0000U00", "000000", "0000-00-00"])
            }
            TimeKind::Quarter => {
                (Noun::Quarter, "2024-K2", &["0000-K0", "0000-Q0", "0000K0", "0000Q0", "00000", "0000-00-00"])
            }
            TimeKind::SchoolYear => (Noun::SchoolYear, "2024/25", &["0000", "0000/00", "0000/0000"]),
        };
        let shape: String = cell.text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        if !shapes.contains(&shape.as_str()) {
            let (cell_text, heading, example) = (cell.text.clone(), heading.text.clone(), example.to_string());
            self.report(RuleProblem::CellUnreadable { cell: cell_text, heading, wanted, example }, cell.span);
        }
    }

    /// Rows hold the numbers of kommuner; an unknown number may be what the example is about, a name is not.
    pub fn municipality_cell(&mut self, cell: &Cell, heading: &Cell) {
        let tree = &self.model.trees[self.model.municipalities.0];
        if tree.resolve(&cell.text).is_some() {
            return;
        }
        let named = tree.versions.iter().rev().find(|version| fold(&version.title) == fold(&cell.text));
        if let Some(example) = named.map(|version| version.code.clone()) {
            let (cell_text, heading) = (cell.text.clone(), heading.text.clone());
            let problem = RuleProblem::CellUnreadable { cell: cell_text, heading, wanted: Noun::Municipality, example };
            self.report(problem, cell.span);
        }
    }

    pub fn number_cell(&mut self, cell: &Cell, heading: &Cell) {
        if read_number(&cell.text).is_none() {
            let problem = RuleProblem::CellUnreadable {
                cell: cell.text.clone(),
                heading: heading.text.clone(),
                wanted: Noun::Number,
                example: as_danish_number(&cell.text).unwrap_or_else(|| "1.250,5".to_string()),
            };
            self.report(problem, cell.span);
        }
    }
}

/// The number that was meant by one with decimal point and commas between thousands.
fn as_danish_number(written: &str) -> Option<String> {
    let swapped: String = written
        .chars()
        .map(|sign| match sign {
            '.' => ',',
            ',' => '.',
            other => other,
        })
        .collect();
    read_number(&swapped).is_some().then_some(swapped)
}
