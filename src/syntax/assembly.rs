//! Lines to declarations.
//!
//! In: a file's text. Out: its tree and the problems of its form. Guaranteed now: each line is read by
//! itself; lines that belong to a section, an udgave or a table lie under it; what belongs to a line that
//! could not be read is dropped without further problems.

use crate::diagnostics::problems::FormProblem;
use crate::diagnostics::{Diagnostic, Problem};
use crate::source::{FileId, Span};
use crate::syntax::Parsed;
use crate::syntax::declaration::Open;
use crate::syntax::errors::Expectation;
use crate::syntax::grammar::{Pair, parse_line};
use crate::syntax::keywords::{
    ClauseForm, DeclarationForm, FirstWords, Kind, declaration_form, nearest_declaration, sections, word,
};
use crate::syntax::lines::{Line, cut};
use crate::syntax::placement::{Placement, place};
use crate::syntax::problems::Problems;
use crate::syntax::reader::Reader;
use crate::syntax::shadow::shadow;
use crate::syntax::tree::{Clause, ClauseKind, Declaration, Header, Name, Tree};
use crate::syntax::{clauses, errors, expressions, headers, tables};

/// Lines are written by people, too.
const LONGEST_LINE: usize = 256 * KILOBYTE;
const KILOBYTE: usize = 1 << 10;

pub(super) fn assemble(file: FileId, text: &str) -> Parsed {
    let (shadow, control) = shadow(text);
    let cut = cut(file, text, &begins_declaration);
    let mut assembler = Assembler {
        file,
        text,
        shadow: &shadow,
        done: Vec::new(),
        open: None,
        orphans: false,
        problems: Problems::default(),
    };
    if let Some((at, character)) = control {
        let span = Span::new(file, at, at + character.len_utf8());
        let character = format!("U+{:04X}", u32::from(character));
        assembler.problems.push(Diagnostic::new(FormProblem::ControlCharacter { character }, span));
    }
    for line in &cut.lines {
        assembler.line(line);
    }
    assembler.close_declaration();
    let tree = Tree { file, declarations: assembler.done, trivia: cut.trivia };
    Parsed { tree, diagnostics: assembler.problems.finish() }
}

/// Whether a line, in column 1 of a text that is not closed yet, is a declaration's whole first line.
fn begins_declaration(line: &str) -> bool {
    let (line, _) = shadow(line);
    let without_comment = line.split('#').next().unwrap_or("").trim_end();
    declaration_form(&FirstWords::of(&line)).is_some_and(|form| parse_line(form.rule, without_comment).is_ok())
}

struct Assembler<'a> {
    file: FileId,
    text: &'a str,
    shadow: &'a str,
    done: Vec<Declaration>,
    open: Option<Open>,
    /// Lines before the first declaration have been reported.
    orphans: bool,
    problems: Problems,
}

impl<'a> Assembler<'a> {
    fn line(&mut self, line: &Line) {
        let written = &self.shadow[line.start..line.end];
        if written.starts_with('|') {
            return self.table_row(line);
        }
        let words = FirstWords::of(written);
        if line.indented {
            return self.indented(line, &words);
        }
        if let Some(form) = declaration_form(&words) {
            return self.declaration(line, form);
        }
        match self.placement(written, &words) {
            Some(Placement::Outer(form) | Placement::Member(form)) if self.open_kind().is_some() => {
                let clause = form.words.to_owned();
                let start = Span::new(self.file, line.start, line.start);
                let span = self.first_word(line, &words);
                self.problems.push(Diagnostic::new(FormProblem::ClauseNotIndented { clause }, span).fix(start, "  "));
                self.indented(line, &words);
            }
            _ => self.unknown_declaration(line, &words),
        }
    }

    fn open_kind(&self) -> Option<Kind> {
        self.open.as_ref().and_then(|open| open.kind)
    }

    fn placement(&self, written: &str, words: &FirstWords) -> Option<Placement> {
        self.open.as_ref().map(|open| place(open.kind, open.reads_section_lines(), written, words))
    }

    fn span(&self, line: &Line) -> Span {
        Span::new(self.file, line.start, line.end)
    }

    /// The line's first word, or its first character.
    fn first_word(&self, line: &Line, words: &FirstWords) -> Span {
        let first = self.text[line.start..line.end].chars().next().map_or(0, char::len_utf8);
        Span::new(self.file, line.start, line.start + words.first_length.max(first))
    }

    fn indented(&mut self, line: &Line, words: &FirstWords) {
        let written = &self.shadow[line.start..line.end];
        match self.placement(written, words) {
            Some(Placement::Outer(form)) => self.clause(line, form, false),
            Some(Placement::Member(form)) => self.clause(line, form, true),
            wrong => self.misplaced(line, words, wrong),
        }
    }

    /// A line that is no clause of the open declaration: perhaps a declaration itself.
    fn misplaced(&mut self, line: &Line, words: &FirstWords, wrong: Option<Placement>) {
        let written = &self.shadow[line.start..line.end];
        if let Some(form) = declaration_form(words)
            && parse_line(form.rule, written).is_ok()
        {
            let problem = FormProblem::DeclarationIndented { keyword: form.words.to_owned() };
            let line_start = self.text[..line.start].rfind('\n').map_or(0, |at| at + 1);
            let indentation = Span::new(self.file, line_start, line.start);
            let span = self.first_word(line, words);
            self.problems.push(Diagnostic::new(problem, span).fix(indentation, ""));
            return self.declaration(line, form);
        }
        match wrong {
            Some(Placement::Wrong { problem, nearest }) => self.wrong_clause(line, words, problem, nearest),
            _ => self.orphan(line, words),
        }
    }

    fn wrong_clause(&mut self, line: &Line, words: &FirstWords, problem: Problem, nearest: Option<&str>) {
        let span = self.first_word(line, words);
        let opens = self.opens_section(&problem, nearest);
        if self.open_kind().is_some() {
            let mut diagnostic = Diagnostic::new(problem, span);
            if let Some(nearest) = nearest {
                diagnostic = diagnostic.fix(self.with_word_after_sign(line, span, nearest), nearest);
            }
            self.problems.push(diagnostic);
        }
        let line = self.span(line);
        if let Some(open) = &mut self.open {
            match opens {
                Some(takes_rows) => open.broken_section(line, takes_rows),
                None => open.broken_line(line),
            }
            let problems = std::mem::take(&mut open.problems);
            self.problems.extend(problems);
        }
    }

    /// Whether the lines that follow belong to a line that is none, and if so whether they are rows: of a misspelled
    /// `tæller` nothing is known, but nothing is to be said about its lines either.
    fn opens_section(&self, problem: &Problem, nearest: Option<&str>) -> Option<bool> {
        let open = self.open.as_ref()?;
        let gathers_lines = !sections(open.kind?).is_empty();
        match (problem, nearest) {
            (_, Some("tæller" | "nævner" | "data")) => Some(false),
            (_, Some("givet" | "forvent")) => Some(true),
            (Problem::Form(FormProblem::UnknownClause { .. }), None) if open.kind == Some(Kind::Example) => Some(true),
            (Problem::Form(FormProblem::UnknownClause { .. } | FormProblem::ClauseNeedsSection { .. }), None)
                if gathers_lines && !open.reads_section_lines() =>
            {
                Some(false)
            }
            _ => None,
        }
    }

    /// `+ med`: the word that was meant stands behind the sign already.
    fn with_word_after_sign(&self, line: &Line, sign: Span, word: &str) -> Span {
        let behind = &self.shadow[sign.end as usize..line.end];
        match behind.trim_start().strip_prefix(word) {
            Some(rest) if !rest.starts_with(char::is_alphanumeric) => {
                Span::new(self.file, line.start, line.end - rest.len())
            }
            _ => sign,
        }
    }

    fn orphan(&mut self, line: &Line, words: &FirstWords) {
        if !self.orphans {
            let span = self.first_word(line, words);
            let clause = self.text[span.range()].to_owned();
            self.problems.push(Diagnostic::new(FormProblem::ClauseBeforeDeclaration { clause }, span));
        }
        self.orphans = true;
    }

    // ---- declarations

    fn declaration(&mut self, line: &Line, form: &'static DeclarationForm) {
        self.close_declaration();
        let span = self.span(line);
        let read = self.read(
            line,
            Expectation { words: form.words, example: form.example, rule: form.rule, is_header: true },
            headers::header,
        );
        let (name, header) = read.unwrap_or_else(|| (self.name_in_broken_header(line, form.words), Header::Broken));
        self.open = Some(Open::new(Some(form.kind), name, header, span));
    }

    /// The word after the declaration's keywords, when it is a name.
    fn name_in_broken_header(&self, line: &Line, keywords: &str) -> Option<Name> {
        if let Some(last) = self.problems.last_of(self.span(line))
            && let Problem::Form(FormProblem::NameMalformed { meant: Some(meant), .. }) = &last.problem
        {
            return Some(Name { text: meant.clone(), span: last.span });
        }
        let start = line.start + errors::name_start(&self.text[line.start..line.end], keywords);
        let name = word(&self.text[start..line.end]);
        let is_name = name.starts_with(char::is_alphabetic);
        is_name.then(|| Name { text: name.to_owned(), span: Span::new(self.file, start, start + name.len()) })
    }

    fn unknown_declaration(&mut self, line: &Line, words: &FirstWords) {
        self.close_declaration();
        let span = self.first_word(line, words);
        let nearest = if self.problems.is_full() { None } else { nearest_declaration(words) };
        let word = self.text[span.range()].to_owned();
        let problem = FormProblem::UnknownDeclaration { word, nearest: nearest.map(|form| form.words.to_owned()) };
        let mut diagnostic = Diagnostic::new(problem, span);
        if let Some(form) = nearest {
            diagnostic = diagnostic.fix(span, form.words.split(' ').next().unwrap_or(form.words));
        }
        self.problems.push(diagnostic);
        let name = match nearest {
            Some(form) => self.name_in_broken_header(line, form.words),
            None => self.name_like_word(line),
        };
        self.open = Some(Open::new(nearest.map(|form| form.kind), name, Header::Broken, self.span(line)));
    }

    /// A word with `_` in a line that is no declaration: hardly prose, but the name of what was meant.
    fn name_like_word(&self, line: &Line) -> Option<Name> {
        let written = &self.text[line.start..line.end];
        let found = written.split_whitespace().find(|found| found.contains('_') && word(found).len() == found.len())?;
        let start = line.start + (found.as_ptr() as usize - written.as_ptr() as usize);
        let is_name = found.starts_with(char::is_alphabetic);
        is_name.then(|| Name { text: found.to_owned(), span: Span::new(self.file, start, start + found.len()) })
    }

    fn close_declaration(&mut self) {
        if let Some(open) = self.open.take() {
            let (declaration, problems) = open.close();
            self.done.push(declaration);
            self.problems.extend(problems);
        }
    }

    // ---- clauses

    fn clause(&mut self, line: &Line, form: &'static ClauseForm, member: bool) {
        let span = self.span(line);
        let not_indented = self.problems.reported_at(span);
        let kind = self.read(
            line,
            Expectation { words: form.words, example: form.example, rule: form.rule, is_header: false },
            clauses::clause,
        );
        let Some(open) = &mut self.open else { return };
        let clause = Clause { kind: kind.unwrap_or(ClauseKind::Broken), span, line: span };
        open.add(form, clause, member);
        let problems = std::mem::take(&mut open.problems);
        for problem in problems.into_iter().filter(|problem| !(not_indented && problem.span == span)) {
            self.problems.push(problem);
        }
    }

    fn table_row(&mut self, line: &Line) {
        let row = tables::row(self.file, self.text, line.start, line.end);
        match &mut self.open {
            Some(open) => {
                open.row(row);
                let problems = std::mem::take(&mut open.problems);
                self.problems.extend(problems);
            }
            None => self.orphan(line, &FirstWords::of("")),
        }
    }

    /// Reads a line by a rule; `None` when it could not be read, which has then been reported.
    fn read<T>(
        &mut self,
        line: &Line,
        expectation: Expectation,
        build: fn(&mut Reader<'_>, &Pair<'_>) -> Option<T>,
    ) -> Option<T> {
        let written = &self.shadow[line.start..line.end];
        let mut reader =
            Reader { file: self.file, text: self.text, base: line.start, end: line.end, problems: Vec::new() };
        let read = if let Some(open) = line.unclosed {
            reader.problems.push(not_closed(self.file, self.text, open));
            None
        } else if written.len() > LONGEST_LINE {
            let problem =
                FormProblem::LineTooLong { kilobytes: written.len() / KILOBYTE, limit: LONGEST_LINE / KILOBYTE };
            reader.report(problem, reader.at(0, 0));
            None
        } else if expressions::nesting(written) > expressions::DEEPEST_NESTING {
            reader.report(FormProblem::NestedTooDeep { limit: expressions::DEEPEST_NESTING }, reader.line_span());
            None
        } else {
            match parse_line(expectation.rule, written) {
                Ok(pair) => build(&mut reader, &pair),
                Err(error) => {
                    let problem = errors::unreadable(&reader, &expectation, &error);
                    reader.problems.push(problem);
                    None
                }
            }
        };
        if read.is_none() && reader.problems.is_empty() {
            let problem = FormProblem::LineIncomplete {
                clause: expectation.words.to_owned(),
                expected: Vec::new(),
                example: None,
            };
            reader.report(problem, reader.line_span());
        }
        let doubtful = reader.problems.iter().any(|problem| problem.is_error() && !is_read_as_meant(problem));
        if let Some(open) = self.open.as_mut().filter(|_| doubtful && !expectation.is_header) {
            open.doubtful();
        }
        self.problems.extend(reader.problems);
        read
    }
}

/// Whether a line with this problem can have only one meaning: a decimal point, several codes after `<>`.
fn is_read_as_meant(problem: &Diagnostic) -> bool {
    matches!(
        problem.problem,
        Problem::Form(FormProblem::DecimalPoint { .. } | FormProblem::SeveralCodesAfterNot { .. })
    )
}

fn not_closed(file: FileId, text: &str, open: usize) -> Diagnostic {
    let long = text[open..].starts_with("\"\"\"");
    let quotes = if long { 3 } else { 1 };
    let diagnostic = Diagnostic::new(FormProblem::TextNotClosed { long }, Span::new(file, open, open + quotes));
    if long {
        return diagnostic;
    }
    let line_end = text[open..].find('\n').map_or(text.len(), |at| open + at);
    let end = open + text[open..line_end].trim_end().len();
    diagnostic.fix(Span::new(file, end, end), "\"")
}
