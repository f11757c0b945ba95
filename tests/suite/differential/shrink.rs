//! Making a failing case small: whatever can go while the case fails in the same way, goes.

use super::Failure;
use super::program::Case;

/// How many smaller cases are tried at most.
const ATTEMPTS: usize = 300;

/// The smallest case found that fails in the same way, and its failure.
pub fn smallest(case: Case, failure: Failure, judge: &mut dyn FnMut(&Case) -> Option<Failure>) -> (Case, Failure) {
    let mut search = Search { case, failure, left: ATTEMPTS };
    loop {
        let before = search.left;
        let mut changed = search.shorten(judge, &|case| case.declarations.len(), &|case, at, count| {
            case.declarations.drain(at..at + count);
        });
        for table in 0..search.case.tables.len() {
            changed |= search.shorten(judge, &move |case| case.tables[table].1.rows.len(), &move |case, at, count| {
                case.tables[table].1.rows.drain(at..at + count);
            });
        }
        let mut declaration = 0;
        while declaration < search.case.declarations.len() {
            // The first line is the declaration's head.
            changed |= search.shorten(
                judge,
                &move |case| case.declarations.get(declaration).map_or(0, |lines| lines.len() - 1),
                &move |case, at, count| drop(case.declarations[declaration].drain(at + 1..at + 1 + count)),
            );
            declaration += 1;
        }
        if !changed || search.left == 0 || search.left == before {
            return (search.case, search.failure);
        }
    }
}

struct Search {
    case: Case,
    failure: Failure,
    left: usize,
}

impl Search {
    /// Takes away stretches of something, long ones first; true when some could go.
    fn shorten(
        &mut self,
        judge: &mut dyn FnMut(&Case) -> Option<Failure>,
        length: &dyn Fn(&Case) -> usize,
        remove: &dyn Fn(&mut Case, usize, usize),
    ) -> bool {
        let mut changed = false;
        let mut count = length(&self.case).div_ceil(2);
        while count > 0 {
            let mut at = 0;
            while at < length(&self.case) && self.left > 0 {
                let mut smaller = self.case.clone();
                remove(&mut smaller, at, count.min(length(&self.case) - at));
                self.left -= 1;
                match judge(&smaller).filter(|failure| failure.is_like(&self.failure)) {
                    Some(failure) => {
                        (self.case, self.failure, changed) = (smaller, failure, true);
                    }
                    None => at += count,
                }
            }
            count /= 2;
        }
        changed
    }
}
