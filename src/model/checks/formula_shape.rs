//! The shape of formulas: what is added to what, and what is divided by what.

use super::super::{Formula, FormulaTerm};

/// `100 * a / b`, however the 100 is written.
pub(super) fn division(formula: &Formula) -> Option<(&Formula, &Formula)> {
    match formula {
        Formula::Divide(part, whole) => Some((part, whole)),
        Formula::Multiply(number, inner) | Formula::Multiply(inner, number) if is_number(number) => division(inner),
        _ => None,
    }
}

fn is_number(formula: &Formula) -> bool {
    matches!(formula, Formula::Number(_))
}

/// The formula's sums, outermost first: the terms added or, when `false`, subtracted.
pub(super) fn sums(formula: &Formula) -> Vec<Vec<(bool, &FormulaTerm)>> {
    let mut waiting = vec![formula];
    let mut sums = Vec::new();
    while let Some(formula) = waiting.pop() {
        let mut sum = Vec::new();
        collect(formula, true, &mut sum, &mut waiting);
        if !sum.is_empty() {
            sums.push(sum);
        }
    }
    sums
}

fn collect<'a>(
    formula: &'a Formula,
    positive: bool,
    sum: &mut Vec<(bool, &'a FormulaTerm)>,
    waiting: &mut Vec<&'a Formula>,
) {
    match formula {
        Formula::Number(_) => {}
        Formula::Term(term) => sum.push((positive, term)),
        Formula::Negate(inner) => collect(inner, !positive, sum, waiting),
        Formula::Add(left, right) => {
            collect(left, positive, sum, waiting);
            collect(right, positive, sum, waiting);
        }
        Formula::Subtract(left, right) => {
            collect(left, positive, sum, waiting);
            collect(right, !positive, sum, waiting);
        }
        Formula::Multiply(number, inner) | Formula::Multiply(inner, number) if is_number(number) => {
            collect(inner, positive, sum, waiting);
        }
        Formula::Divide(inner, number) if is_number(number) => collect(inner, positive, sum, waiting),
        Formula::Multiply(left, right) | Formula::Divide(left, right) => waiting.extend([&**right, &**left]),
    }
}
