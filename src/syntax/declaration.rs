//! A declaration while its lines are read.
//!
//! In: clauses and table rows in written order. Out: the finished [`Declaration`]. Guaranteed now: lines
//! of a section lie under its clause, all that follows `udgave` lies under it (but `id`, `opgøres` and
//! `enhed`, which always belong to the declaration); a clause that may stand once stands once.

use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::FormProblem;
use crate::source::Span;
use crate::syntax::grammar::Rule;
use crate::syntax::keywords::{ClauseForm, Kind, words_of};
use crate::syntax::tree::{Clause, ClauseKind, Declaration, Header, Name, Part, Row, Table};

pub(super) struct Open {
    pub kind: Option<Kind>,
    /// What is wrong about how lines stand together; whoever reads the lines takes it.
    pub problems: Vec<Diagnostic>,
    name: Option<Name>,
    header: Header,
    header_span: Span,
    broken: bool,
    clauses: Scope,
    edition: Option<Gathering>,
    section: Option<Gathering>,
}

/// Clauses side by side, and which of those that may stand once were there.
#[derive(Default)]
struct Scope {
    clauses: Vec<Clause>,
    once: Vec<(Rule, Span)>,
}

/// A clause that takes the lines after it.
struct Gathering {
    clause: Clause,
    words: &'static str,
    scope: Scope,
    rows: Vec<Row>,
    takes_rows: bool,
}

impl Gathering {
    fn new(clause: Clause, words: &'static str, takes_rows: bool) -> Gathering {
        Gathering { clause, words, scope: Scope::default(), rows: Vec::new(), takes_rows }
    }

    /// The clause with what it gathered; a clause that could not be read drops it.
    fn close(self) -> (Clause, Option<Diagnostic>) {
        let mut clause = self.clause;
        let ends = self.scope.clauses.iter().map(|inner| inner.span).chain(self.rows.iter().map(|row| row.span));
        clause.span = ends.fold(clause.span, Span::to);
        let mut problem = None;
        match &mut clause.kind {
            ClauseKind::Edition { clauses, .. }
            | ClauseKind::Numerator(Part::Rows { clauses, .. })
            | ClauseKind::Denominator(Part::Rows { clauses, .. })
            | ClauseKind::Data(Part::Rows { clauses, .. }) => *clauses = self.scope.clauses,
            ClauseKind::Given { table, .. } | ClauseKind::Expect(table) => {
                if self.rows.is_empty() {
                    let missing = FormProblem::TableMissing { section: self.words.to_owned() };
                    problem = Some(Diagnostic::new(missing, clause.line));
                }
                *table = to_table(self.rows);
            }
            _ => {}
        }
        (clause, problem)
    }
}

fn to_table(rows: Vec<Row>) -> Table {
    let mut rows = rows.into_iter();
    Table { headings: rows.next().map(|row| row.cells).unwrap_or_default(), rows: rows.collect() }
}

impl Open {
    pub fn new(kind: Option<Kind>, name: Option<Name>, header: Header, header_span: Span) -> Open {
        Open {
            kind,
            problems: Vec::new(),
            name,
            broken: header == Header::Broken,
            header,
            header_span,
            clauses: Scope::default(),
            edition: None,
            section: None,
        }
    }

    /// Whether a filter line or optælling would belong to an open section.
    pub fn reads_section_lines(&self) -> bool {
        self.section.as_ref().is_some_and(|section| !section.takes_rows)
    }

    /// A line was read, but perhaps not as it was meant: nothing more may be concluded from the declaration.
    pub fn doubtful(&mut self) {
        self.broken = true;
    }

    /// A line of which nothing is known but that it stands here.
    pub fn broken_line(&mut self, line: Span) {
        self.broken = true;
        let clause = Clause { kind: ClauseKind::Broken, span: line, line };
        match &mut self.section {
            Some(section) if !section.takes_rows => section.scope.clauses.push(clause),
            _ => {
                self.close_section();
                self.scope().clauses.push(clause);
            }
        }
    }

    /// A line of which nothing is known but that the lines after it belong to it.
    pub fn broken_section(&mut self, line: Span, takes_rows: bool) {
        self.broken = true;
        self.close_section();
        let clause = Clause { kind: ClauseKind::Broken, span: line, line };
        self.section = Some(Gathering::new(clause, "", takes_rows));
    }

    /// Adds a clause that begins with a form's words; `member` of the open section, or beside it.
    pub fn add(&mut self, form: &'static ClauseForm, clause: Clause, member: bool) {
        self.broken |= clause.kind == ClauseKind::Broken;
        let kind = self.kind;
        let repeated = match &mut self.section {
            Some(section) if member => section.scope.add(form, clause, kind),
            _ => {
                self.close_section();
                self.add_beside_sections(form, clause)
            }
        };
        self.problems.extend(repeated);
    }

    fn add_beside_sections(&mut self, form: &'static ClauseForm, clause: Clause) -> Option<Diagnostic> {
        let kind = self.kind;
        if form.rule == Rule::edition {
            self.close_edition();
            self.edition = Some(Gathering::new(clause, form.words, false));
            return None;
        }
        if matches!(form.rule, Rule::id | Rule::reported | Rule::unit_clause) {
            return self.clauses.add(form, clause, kind);
        }
        let Some(takes_rows) = gathers(form.rule, &clause.kind) else {
            return self.scope().add(form, clause, kind);
        };
        let repeated = self.scope().repeated(form, &clause, kind);
        let kept = match repeated {
            Some(_) => Clause { kind: ClauseKind::Broken, ..clause },
            None => clause,
        };
        self.section = Some(Gathering::new(kept, form.words, takes_rows));
        repeated
    }

    /// Adds a row to the open table.
    pub fn row(&mut self, row: Row) {
        let takes_rows = self.section.as_ref().is_some_and(|section| section.takes_rows);
        if takes_rows && let Some(section) = &mut self.section {
            let problem = if section.clause.kind == ClauseKind::Broken { None } else { wrong_row(&section.rows, &row) };
            section.rows.push(row);
            self.broken |= problem.is_some();
            self.problems.extend(problem);
            return;
        }
        self.close_section();
        self.broken = true;
        if let Some(kind) = self.kind {
            let declaration = words_of(kind).to_owned();
            self.problems.push(Diagnostic::new(FormProblem::TableNotHere { declaration }, row.span));
        }
        let lost = Clause { kind: ClauseKind::Broken, span: row.span, line: row.span };
        self.section = Some(Gathering::new(lost, "", true));
    }

    fn scope(&mut self) -> &mut Scope {
        match &mut self.edition {
            Some(edition) => &mut edition.scope,
            None => &mut self.clauses,
        }
    }

    fn close_section(&mut self) {
        if let Some(section) = self.section.take() {
            let (clause, problem) = section.close();
            self.broken |= problem.is_some();
            self.problems.extend(problem);
            self.scope().clauses.push(clause);
        }
    }

    fn close_edition(&mut self) {
        if let Some(edition) = self.edition.take() {
            let (clause, _) = edition.close();
            self.clauses.clauses.push(clause);
        }
    }

    /// The declaration, and the problems not taken yet.
    pub fn close(mut self) -> (Declaration, Vec<Diagnostic>) {
        self.close_section();
        self.close_edition();
        let mut clauses = self.clauses.clauses;
        clauses.sort_by_key(|clause| clause.span.start);
        let span = clauses.iter().fold(self.header_span, |span, clause| span.to(clause.span));
        let (name, header, header_span) = (self.name, self.header, self.header_span);
        (Declaration { name, header, clauses, span, header_span, broken: self.broken }, self.problems)
    }
}

impl Scope {
    fn add(&mut self, form: &'static ClauseForm, clause: Clause, kind: Option<Kind>) -> Option<Diagnostic> {
        let repeated = self.repeated(form, &clause, kind);
        if repeated.is_none() {
            self.clauses.push(clause);
        }
        repeated
    }

    /// A clause that may stand once and stood before; lines that could not be read do not count.
    fn repeated(&mut self, form: &'static ClauseForm, clause: &Clause, kind: Option<Kind>) -> Option<Diagnostic> {
        if !form.single || clause.kind == ClauseKind::Broken {
            return None;
        }
        let Some((_, first)) = self.once.iter().find(|(rule, _)| *rule == form.rule) else {
            self.once.push((form.rule, clause.line));
            return None;
        };
        let declaration = words_of(kind?).to_owned();
        let problem = FormProblem::ClauseTwice { clause: form.words.to_owned(), declaration };
        Some(Diagnostic::new(problem, clause.line).related(*first, "first"))
    }
}

/// Whether a clause takes the lines after it, and if so whether they are rows of a table.
fn gathers(rule: Rule, kind: &ClauseKind) -> Option<bool> {
    let broken = *kind == ClauseKind::Broken;
    match kind {
        ClauseKind::Numerator(Part::Rows { .. })
        | ClauseKind::Denominator(Part::Rows { .. })
        | ClauseKind::Data(Part::Rows { .. }) => Some(false),
        ClauseKind::Given { .. } | ClauseKind::Expect(_) => Some(true),
        _ if broken && matches!(rule, Rule::numerator | Rule::denominator | Rule::data) => Some(false),
        _ if broken && matches!(rule, Rule::given | Rule::expect) => Some(true),
        _ => None,
    }
}

fn wrong_row(before: &[Row], row: &Row) -> Option<Diagnostic> {
    let Some(headings) = before.first() else {
        let repeated = row.cells.iter().enumerate().find(|(at, heading)| {
            heading.text.is_empty() || row.cells[..*at].iter().any(|other| other.text == heading.text)
        });
        return repeated.map(|(_, heading)| {
            let span = if heading.text.is_empty() { row.span } else { heading.span };
            Diagnostic::new(FormProblem::HeadingTwice { heading: heading.text.clone() }, span)
        });
    };
    let (cells, headings) = (row.cells.len(), headings.cells.len());
    (cells != headings).then(|| Diagnostic::new(FormProblem::CellCount { cells, headings }, row.span))
}
