//! Codes and sets of accounts in the years in which definitions hold (N202, N204, N206, N302–N305).
//!
//! In: the model. Out: problems. The years examined are those of the definition (`gyldig`, `udgave`),
//! of the line (`kun`) and of the source's history. Each selection is judged once per stretch of years
//! in which nothing that it rests on changes.

use super::super::Model;
use super::arenas::Arenas;
use super::sums::Sums;
use super::uses::{mentioned, uses};
use super::{code_years, lines, privacy, same_sets};
use crate::diagnostics::Diagnostic;

pub(super) fn check(model: &Model) -> Vec<Diagnostic> {
    let uses = uses(model);
    let (mut problems, troubled) = code_years::check(model, &uses);
    let mut arenas = Arenas::new(model, mentioned(model, &uses));
    problems.extend(lines::check(&mut arenas, &uses, &troubled));
    let mut sums = Sums { model, arenas: &mut arenas, troubled: &troubled, problems: Vec::new() };
    sums.check();
    problems.append(&mut sums.problems);
    problems.extend(privacy::check(model, &mut arenas, &troubled));
    problems.extend(same_sets::check(model, &mut arenas, &uses, &troubled));
    problems
}
