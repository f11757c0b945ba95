//! Which clause a line is, and whether it may stand where it stands.
//!
//! In: a line's first words, the declaration around it and whether a section is open. Out: the clause's
//! form and its place, or what is wrong and which clause the author probably meant. Guaranteed now: a
//! clause of the outer level wins over the same clause of a section, but for `overlap tilladt`, which may
//! stand in both.

use crate::diagnostics::problems::{FormProblem, SetProblem};
use crate::diagnostics::{Problem, nearest};
use crate::syntax::grammar::Rule;
use crate::syntax::keywords::{
    CLAUSES, ClauseForm, ENTRY, FirstWords, GROUP, Kind, MAY_SEE, any_clause_form, clause_form, section_form, sections,
    words_of,
};
use crate::text::fold;

pub(super) enum Placement {
    /// A clause of the declaration (or its open udgave).
    Outer(&'static ClauseForm),
    /// A line of the open section.
    Member(&'static ClauseForm),
    /// Not a clause that can stand here; the nearest word that can.
    Wrong { problem: Problem, nearest: Option<&'static str> },
}

/// What a line is. `kind` is `None` when the declaration's own kind could not be told.
pub(super) fn place(kind: Option<Kind>, section_open: bool, line: &str, words: &FirstWords) -> Placement {
    let Some(kind) = kind else { return of_unknown_declaration(section_open, words) };
    if let Some(form) = without_first_word(kind, line) {
        return Placement::Outer(form);
    }
    let overlap = |form: &ClauseForm| form.rule == Rule::overlap_allowed;
    if let Some(form) = clause_form(kind, words).filter(|form| !(section_open && overlap(form))) {
        return Placement::Outer(form);
    }
    if section_open && let Some(form) = section_form(words) {
        return Placement::Member(form);
    }
    if kind == Kind::Access && line.contains(" ser ") {
        return Placement::Outer(&MAY_SEE);
    }
    misplaced(kind, line, words)
}

fn without_first_word(kind: Kind, line: &str) -> Option<&'static ClauseForm> {
    match line.as_bytes().first() {
        Some(b'0'..=b'9' | b'-') if kind == Kind::CodeList => Some(&ENTRY),
        Some(b'"') if kind == Kind::CodeList => Some(&GROUP),
        _ => None,
    }
}

fn of_unknown_declaration(section_open: bool, words: &FirstWords) -> Placement {
    match (section_open, section_form(words), any_clause_form(words)) {
        (true, Some(form), _) => Placement::Member(form),
        (_, _, Some(form)) => Placement::Outer(form),
        _ => Placement::Wrong { problem: unknown(words.first.clone(), "", None), nearest: None },
    }
}

fn unknown(clause: String, declaration: &str, nearest: Option<&str>) -> Problem {
    let nearest = nearest.map(str::to_owned);
    FormProblem::UnknownClause { clause, declaration: declaration.to_owned(), nearest }.into()
}

fn misplaced(kind: Kind, line: &str, words: &FirstWords) -> Placement {
    let declaration = words_of(kind);
    if let Some(form) = section_form(words)
        && !sections(kind).is_empty()
    {
        let sections = sections(kind).iter().map(|section| (*section).to_owned()).collect();
        let problem = FormProblem::ClauseNeedsSection {
            clause: form.words.to_owned(),
            declaration: declaration.to_owned(),
            sections,
        };
        return Placement::Wrong { problem: problem.into(), nearest: None };
    }
    if let Some(form) = any_clause_form(words) {
        let problem = FormProblem::ClauseNotHere {
            clause: form.words.to_owned(),
            declaration: declaration.to_owned(),
            belongs_to: belongs_to(form),
        };
        return Placement::Wrong { problem: problem.into(), nearest: None };
    }
    let clause = if words.first.is_empty() { first_sign(line) } else { line[..words.first_length].to_owned() };
    if let Some(meant) = instead_of_sign(kind, &clause) {
        let problem = SetProblem::SignInFilter { sign: clause, meant: meant.to_owned() };
        return Placement::Wrong { problem: problem.into(), nearest: Some(meant) };
    }
    let nearest = nearest(&words.first, candidates(kind)).or_else(|| instead_of_word(kind, &words.first));
    Placement::Wrong { problem: unknown(clause, declaration, nearest), nearest }
}

/// The declarations that a clause stands in, by their words.
fn belongs_to(form: &ClauseForm) -> Vec<String> {
    let mut kinds: Vec<String> = form.kinds.iter().map(|kind| words_of(*kind).to_owned()).collect();
    if form.in_section && !form.kinds.contains(&Kind::KeyFigure) {
        kinds.push(words_of(Kind::KeyFigure).to_owned());
    }
    kinds
}

/// The word that a line of accounts begins with where the author wrote a sign.
fn instead_of_sign(kind: Kind, written: &str) -> Option<&'static str> {
    let has_lines_of_accounts = candidates(kind).any(|word| word == "med");
    let meant = match fold(written).as_str() {
        "+" | "plus" => "med",
        "-" | "–" | "minus" => "uden",
        _ => return None,
    };
    has_lines_of_accounts.then_some(meant)
}

/// The word of the language for one that people write instead.
fn instead_of_word(kind: Kind, written: &str) -> Option<&'static str> {
    let (_, meant) = OTHER_WORDS.iter().find(|(other, _)| *other == written)?;
    candidates(kind).find(|word| word == meant)
}

/// Words of other forms and of English, folded, with the line that they mean.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("area", "område"),
    ("beskrivelse", "definition"),
    ("column", "kolonne"),
    ("count", "optælling"),
    ("counting", "optælling"),
    ("denominator", "nævner"),
    ("description", "definition"),
    ("ekskl", "uden"),
    ("eksklusiv", "uden"),
    ("expect", "forvent"),
    ("forventet", "forvent"),
    ("forventning", "forvent"),
    ("formula", "formel"),
    ("frekvens", "opgøres"),
    ("given", "givet"),
    ("hvis", "når"),
    ("inkl", "med"),
    ("inklusiv", "med"),
    ("measure", "måltal"),
    ("navn", "titel"),
    ("numerator", "tæller"),
    ("overskrift", "titel"),
    ("title", "titel"),
    ("undtagen", "uden"),
    ("unit", "enhed"),
    ("valid", "gyldig"),
    ("when", "når"),
    ("with", "med"),
    ("without", "uden"),
];

fn first_sign(line: &str) -> String {
    line.chars().take(1).collect()
}

/// The first words of all lines that may stand in a declaration and its sections.
fn candidates(kind: Kind) -> impl Iterator<Item = &'static str> {
    let in_sections = !sections(kind).is_empty();
    CLAUSES
        .iter()
        .filter(move |form| form.kinds.contains(&kind) || (in_sections && form.in_section))
        .filter_map(|form| form.words.split(' ').next())
}
