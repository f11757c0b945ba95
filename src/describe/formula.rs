//! A formula as the language writes it.
//!
//! In: a formula. Out: its text, with parentheses where precedence asks for them and nowhere else.

use crate::exact::decimal_text;
use crate::model::{Formula, FormulaTerm, Model, Shift, TermValue};

use super::reference_name;

pub fn text(model: &Model, formula: &Formula) -> String {
    written(model, formula, Strength::Sum)
}

/// How tightly an expression binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Sum,
    Product,
    Sign,
    Atom,
}

fn written(model: &Model, formula: &Formula, needed: Strength) -> String {
    let inner = |formula: &Formula, needed| written(model, formula, needed);
    let (text, strength) = match formula {
        Formula::Number(number) => (danish(number), Strength::Atom),
        Formula::Term(term) => (term_text(model, term), Strength::Atom),
        Formula::Negate(negated) => (format!("-{}", inner(negated, Strength::Sign)), Strength::Sign),
        Formula::Add(a, b) => (format!("{} + {}", inner(a, Strength::Sum), inner(b, Strength::Sum)), Strength::Sum),
        Formula::Subtract(a, b) => {
            (format!("{} - {}", inner(a, Strength::Sum), inner(b, Strength::Product)), Strength::Sum)
        }
        Formula::Multiply(a, b) => {
            (format!("{} * {}", inner(a, Strength::Product), inner(b, Strength::Product)), Strength::Product)
        }
        Formula::Divide(a, b) => {
            (format!("{} / {}", inner(a, Strength::Product), inner(b, Strength::Sign)), Strength::Product)
        }
    };
    if strength < needed { format!("({text})") } else { text }
}

fn danish(number: &num_rational::BigRational) -> String {
    let text = decimal_text(number, 10);
    text.trim_end_matches('0').trim_end_matches('.').replace('.', ",")
}

fn term_text(model: &Model, term: &FormulaTerm) -> String {
    let name = match &term.value {
        TermValue::BaseFigure(id) => model.base_figure(*id).name.text.clone(),
        TermValue::Result(reference) => reference_name(model, *reference),
        TermValue::Numerator(reference) => format!("tæller af {}", reference_name(model, *reference)),
        TermValue::Denominator(reference) => format!("nævner af {}", reference_name(model, *reference)),
    };
    match term.shift {
        None => name,
        Some(Shift::MonthBefore) => format!("{name} måneden før"),
        Some(Shift::YearsBefore(1)) => format!("{name} året før"),
        Some(Shift::YearsBefore(years)) => format!("{name} {years} år før"),
        Some(Shift::InYear(year)) => format!("{name} i {year}"),
    }
}
