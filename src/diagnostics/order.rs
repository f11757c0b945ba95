//! The order in which problems are told.
//!
//! In: the diagnostics of all stages, as they came. Out: the same, by file name and place. Guaranteed now: the order
//! does not depend on the order of the stages or the threads, and nothing is said twice.

use super::Diagnostic;
use crate::source::Sources;

/// Sorts by file name, place, level and code, and removes exact repetitions.
pub fn order(diagnostics: &mut Vec<Diagnostic>, sources: &Sources) {
    diagnostics.sort_by(|left, right| {
        let (a, b) = (key(left, sources), key(right, sources));
        a.cmp(&b).then_with(|| format!("{:?}", left.problem).cmp(&format!("{:?}", right.problem)))
    });
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics.drain(..) {
        let said = kept
            .iter()
            .rev()
            .take_while(|earlier| earlier.span == diagnostic.span)
            .any(|earlier| *earlier == diagnostic);
        if !said {
            kept.push(diagnostic);
        }
    }
    *diagnostics = kept;
}

fn key<'a>(diagnostic: &Diagnostic, sources: &'a Sources) -> (&'a str, u32, u32, super::Level, &'static str) {
    let span = diagnostic.span;
    (&sources.file(span.file).name, span.start, span.end, diagnostic.level, diagnostic.problem.code())
}
