//! Definitions told to people: which accounts a selection holds, and who uses an account.
//!
//! In: a model without errors. Out: names and codes in the language's own words. Guaranteed now: what is said
//! of accounts comes from the sets themselves, in the chart of the year that is named.

pub mod account_trees;
pub mod account_uses;
pub mod accounts;
pub mod uses;

use crate::model::{EditionValue, FigureReference, Formula, KeyFigure, Model, Part, Rows, TermValue};

/// The figure's name as the language writes it, with the member's code: `udgift_pr_borger[5.28]`.
pub fn reference_name(model: &Model, reference: FigureReference) -> String {
    let figure = model.figure(reference.figure);
    match member_code(figure, reference.member) {
        Some(code) => format!("{}[{code}]", figure.name.text),
        None => figure.name.text.clone(),
    }
}

fn member_code(figure: &KeyFigure, member: Option<usize>) -> Option<&str> {
    figure.family.as_ref()?.members.get(member?).map(|member| member.code.as_str())
}

/// The counted rows that a figure's value rests on, with what they were reached through.
fn rows_of_value<'a>(model: &'a Model, value: &'a EditionValue, visit: &mut dyn FnMut(Reached<'a>)) {
    let start = Path { role: Role::Formula, through: None };
    match value {
        EditionValue::Ratio { numerator, denominator } => {
            rows_of_part(model, numerator, Path { role: Role::Numerator, ..start }, visit);
            if let Some(denominator) = denominator {
                rows_of_part(model, denominator, Path { role: Role::Denominator, ..start }, visit);
            }
        }
        EditionValue::Formula(formula) => rows_of_formula(model, formula, start, visit),
    }
}

/// Where in a figure something counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Numerator,
    Denominator,
    Formula,
}

/// Rows that a nøgletal counts, and where in it.
#[derive(Debug, Clone, Copy)]
pub struct Counted<'a> {
    pub role: Role,
    /// The grundtal or nøgletal that they are counted through.
    pub through: Option<&'a str>,
    pub rows: &'a Rows,
    /// The nøgletal and member whose `denne X` the rows ask for, when another nøgletal is read.
    pub of: Option<FigureReference>,
}

/// All rows that an udgave's value rests on, each once.
pub fn counted<'a>(model: &'a Model, value: &'a EditionValue) -> Vec<Counted<'a>> {
    let mut found: Vec<Counted> = Vec::new();
    rows_of_value(model, value, &mut |reached| {
        let Reached { rows, of, path: Path { role, through } } = reached;
        let known = |one: &Counted| std::ptr::eq(one.rows, rows) && one.of == of && one.role == role;
        if !found.iter().any(known) {
            found.push(Counted { role, through, rows, of });
        }
    });
    found
}

#[derive(Clone, Copy)]
struct Path<'a> {
    role: Role,
    /// The grundtal or nøgletal nearest to the rows.
    through: Option<&'a str>,
}

struct Reached<'a> {
    rows: &'a Rows,
    /// The nøgletal and member whose `denne X` the rows ask for, when another nøgletal is read.
    of: Option<FigureReference>,
    path: Path<'a>,
}

fn rows_of_part<'a>(model: &'a Model, part: &'a Part, path: Path<'a>, visit: &mut dyn FnMut(Reached<'a>)) {
    match part {
        Part::Rows(rows) => visit(Reached { rows, of: None, path }),
        Part::Formula(formula) => rows_of_formula(model, formula, path, visit),
    }
}

/// The model has no cycles, so this ends.
fn rows_of_formula<'a>(model: &'a Model, formula: &'a Formula, path: Path<'a>, visit: &mut dyn FnMut(Reached<'a>)) {
    for value in term_values(formula) {
        match value {
            TermValue::BaseFigure(id) => {
                let base = model.base_figure(id);
                let inner = Path { through: Some(&base.name.text), ..path };
                base.parts.iter().for_each(|part| rows_of_part(model, &part.value, inner, visit));
            }
            TermValue::Result(reference)
            | TermValue::Numerator(reference)
            | TermValue::Denominator(reference)
            | TermValue::NationalAverage(reference) => {
                rows_of_figure(model, reference, value, path, visit);
            }
        }
    }
}

/// The rows of another nøgletal, as far as the term reads them.
fn rows_of_figure<'a>(
    model: &'a Model,
    reference: FigureReference,
    read: TermValue,
    path: Path<'a>,
    visit: &mut dyn FnMut(Reached<'a>),
) {
    let figure = model.figure(reference.figure);
    for edition in &figure.editions {
        rows_of_value(model, &edition.value, &mut |reached| {
            let is_read = match read {
                TermValue::Numerator(_) => reached.path.role == Role::Numerator,
                TermValue::Denominator(_) => reached.path.role == Role::Denominator,
                TermValue::Result(_) | TermValue::NationalAverage(_) | TermValue::BaseFigure(_) => true,
            };
            if is_read {
                let inner = Path { role: path.role, through: Some(&figure.name.text) };
                visit(Reached { of: reached.of.or(Some(reference)), path: inner, ..reached });
            }
        });
    }
}

fn term_values(formula: &Formula) -> Vec<TermValue> {
    let mut values = Vec::new();
    formula.terms(&mut |term| values.push(term.value));
    values
}
