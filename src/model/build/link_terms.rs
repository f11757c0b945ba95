//! `kobles på`: what two rows must agree on.
//!
//! In: the terms as written, and the two sources. Out: [`LinkTerm`]s, the left source's column first. Guaranteed now:
//! both columns of a term hold the same kind of thing, and at least one term is more than a time (N601).

use super::super::{ColumnId, ColumnKind, LinkTerm, LinkedFrom, SourceId, TimeKind, TimeRelation};
use super::Builder;
use super::row_per::time_words;
use crate::diagnostics::problems::{JoinProblem, NameProblem, Noun};
use crate::source::Span;
use crate::syntax::tree::{self, Name};
use crate::text::fold;

impl Builder<'_> {
    pub fn link_terms(
        &mut self,
        left: SourceId,
        right: SourceId,
        written: &[tree::LinkTerm],
        line: Span,
    ) -> Option<Vec<LinkTerm>> {
        let terms: Vec<_> = written
            .iter()
            .map(|term| match term {
                tree::LinkTerm::Key(word) => self.same_term(left, right, word),
                tree::LinkTerm::Time { left: first, left_source, relation, right: second, right_source } => {
                    let sides = self.sides(left, right, left_source, right_source);
                    let (first, second) = match sides? {
                        // `a i RIGHT = relation b i LEFT`: the right one seen from the left.
                        LinkedFrom::Right(()) => ((second, *relation), first),
                        LinkedFrom::Left(()) => ((first, turned(*relation)), second),
                    };
                    self.time_term(left, right, first, second)
                }
            })
            .collect();
        let terms = terms.into_iter().collect::<Option<Vec<_>>>()?;
        if !terms.iter().any(|term| matches!(term, LinkTerm::Same { .. })) {
            let [first, second] = [left, right].map(|id| self.model.sources[id.0].name.text.clone());
            self.report(JoinProblem::LinkNeedsKey { first, second }, line);
            return None;
        }
        Some(terms)
    }

    /// A word that both sources have: a key, a code, a number, the kommune, or the time.
    fn same_term(&mut self, left: SourceId, right: SourceId, word: &Name) -> Option<LinkTerm> {
        let columns = [left, right].map(|source| self.linked_column(source, word));
        let [first, second] = columns;
        let (first, second) = (first?, second?);
        if let [Some(_), Some(_)] = [(left, first), (right, second)].map(|(id, column)| self.time_kind_of(id, column)) {
            return self.time_between_sources(left, right, (first, second, TimeRelation::Same), word.span);
        }
        let kinds = [(left, first), (right, second)].map(|(id, column)| self.kind_of_column(id, column));
        if alike(&kinds[0], &kinds[1]) {
            return Some(LinkTerm::Same { left: first, right: second });
        }
        let [a, b] = [(left, first), (right, second)].map(|(id, column)| self.column_place(id, column));
        self.report(JoinProblem::TermsDiffer { first: a, second: b }, word.span);
        None
    }

    /// Which of the two sources is named first.
    fn sides(&mut self, left: SourceId, right: SourceId, first: &Name, second: &Name) -> Option<LinkedFrom<()>> {
        let is = |id: SourceId, name: &Name| self.model.sources[id.0].name.sql == fold(&name.text);
        if is(right, first) && is(left, second) {
            return Some(LinkedFrom::Right(()));
        }
        if is(left, first) && is(right, second) {
            return Some(LinkedFrom::Left(()));
        }
        let stranger = if is(left, first) || is(right, first) { second } else { first };
        let known = [left, right].map(|id| self.model.sources[id.0].name.text.clone());
        let nearest = crate::diagnostics::nearest(&stranger.text, known.iter().map(String::as_str)).map(str::to_string);
        let problem = NameProblem::UnknownName { kind: Noun::Source, name: stranger.text.clone(), nearest };
        self.report(problem, stranger.span);
        None
    }

    fn time_term(
        &mut self,
        left: SourceId,
        right: SourceId,
        (first, relation): (&Name, TimeRelation),
        second: &Name,
    ) -> Option<LinkTerm> {
        let columns = [(left, first), (right, second)].map(|(source, word)| {
            let column = self.linked_column(source, word)?;
            if self.time_kind_of(source, column).is_none() {
                let kind = self.kind_of_column(source, column);
                self.wrong_kind(source, word, &kind, Noun::Time);
                return None;
            }
            Some(column)
        });
        let [one, other] = columns;
        self.time_between_sources(left, right, (one?, other?, relation), first.span)
    }

    /// Months and dates meet in months; years, quarters and school years only their like.
    fn time_between_sources(
        &mut self,
        left: SourceId,
        right: SourceId,
        (first, second, relation): (ColumnId, ColumnId, TimeRelation),
        span: Span,
    ) -> Option<LinkTerm> {
        let kinds = [(left, first), (right, second)].map(|(id, column)| self.time_kind_of(id, column));
        let [Some(a), Some(b)] = kinds else { return None };
        let coarse = |kind| matches!(kind, TimeKind::Year | TimeKind::Quarter | TimeKind::SchoolYear);
        let by_month = matches!(relation, TimeRelation::MonthBefore | TimeRelation::MonthAfter);
        if (coarse(a) || coarse(b)) && (a != b || by_month) {
            let [first, second] = [(left, first), (right, second)].map(|(id, column)| self.column_place(id, column));
            self.report(JoinProblem::TermsDiffer { first, second }, span);
            return None;
        }
        Some(LinkTerm::Time { left: first, right: second, relation })
    }

    /// The column of a word; `måned`, `dato`, `kommune` are the source's own.
    fn linked_column(&mut self, source: SourceId, word: &Name) -> Option<ColumnId> {
        let known = &self.model.sources[source.0];
        let folded = fold(&word.text);
        match self.words(source).find(&word.text) {
            [column] => return Some(*column),
            [] if time_words(known.time_kind).contains(&folded.as_str()) => return Some(known.time),
            // A date stands in a month.
            [] if folded == "maaned" && known.time_kind == TimeKind::Date => return Some(known.time),
            _ => {}
        }
        if folded == "kommune" {
            return known.municipality_roles.first().copied();
        }
        self.column(source, word)
    }

    /// What kind of time a column is, when it is one.
    fn time_kind_of(&self, source: SourceId, column: ColumnId) -> Option<TimeKind> {
        let known = &self.model.sources[source.0];
        match known.columns[column.0].kind {
            ColumnKind::Time if known.time == column => Some(known.time_kind),
            ColumnKind::FromDate | ColumnKind::ToDate | ColumnKind::Date => Some(TimeKind::Date),
            _ => None,
        }
    }

    fn column_place(&self, source: SourceId, column: ColumnId) -> String {
        let known = &self.model.sources[source.0];
        format!("{} i {}", known.columns[column.0].name.text, known.name.text)
    }

    /// Whether a row of the one source meets at most one row of `side`: what tells rows of it apart is in the terms.
    pub fn one_row_per_pair(&self, left: SourceId, right: SourceId, terms: &[LinkTerm], side: LinkedFrom<()>) -> bool {
        let source = match side {
            LinkedFrom::Left(()) => &self.model.sources[left.0],
            LinkedFrom::Right(()) => &self.model.sources[right.0],
        };
        let of = |left: ColumnId, right: ColumnId| match side {
            LinkedFrom::Left(()) => left,
            LinkedFrom::Right(()) => right,
        };
        let pinned = |column: &ColumnId| {
            terms.iter().any(|term| match *term {
                LinkTerm::Same { left, right } => of(left, right) == *column,
                LinkTerm::Time { left: first, right: second, relation } => {
                    // Two dates that are the same are one date; else it is the month that is known.
                    let dates = relation == TimeRelation::Same
                        && self.time_kind_of(left, first) == Some(TimeKind::Date)
                        && self.time_kind_of(right, second) == Some(TimeKind::Date);
                    let id = of_sources(side, left, right);
                    let month_is_all = !matches!(self.time_kind_of(id, *column), Some(TimeKind::Date | TimeKind::Week));
                    of(first, second) == *column && (dates || month_is_all)
                }
            })
        };
        let keyed = terms.iter().any(|term| match *term {
            LinkTerm::Same { left: first, right: second } => {
                matches!(source.columns[of(first, second).0].kind, ColumnKind::Key(_))
            }
            LinkTerm::Time { .. } => false,
        });
        let of_kommune = |column: &ColumnId| keyed && source.municipality_roles.contains(column);
        !source.row_per.is_empty() && source.row_per.iter().all(|column| pinned(column) || of_kommune(column))
    }
}

fn of_sources(side: LinkedFrom<()>, left: SourceId, right: SourceId) -> SourceId {
    match side {
        LinkedFrom::Left(()) => left,
        LinkedFrom::Right(()) => right,
    }
}

/// Values that can be the same: codes of one list, keys of one word, kommuner, numbers, texts.
fn alike(first: &ColumnKind, second: &ColumnKind) -> bool {
    match (first, second) {
        (ColumnKind::Codes { tree: a, .. }, ColumnKind::Codes { tree: b, .. }) => a == b,
        (ColumnKind::Key(a), ColumnKind::Key(b)) => fold(a) == fold(b),
        (ColumnKind::Municipality, ColumnKind::Municipality)
        | (ColumnKind::Number, ColumnKind::Number)
        | (ColumnKind::Text, ColumnKind::Text) => true,
        _ => false,
    }
}

/// The same, seen from the other side.
fn turned(relation: TimeRelation) -> TimeRelation {
    match relation {
        TimeRelation::Same => TimeRelation::Same,
        TimeRelation::MonthBefore => TimeRelation::MonthAfter,
        TimeRelation::MonthAfter => TimeRelation::MonthBefore,
        TimeRelation::YearBefore => TimeRelation::YearAfter,
        TimeRelation::YearAfter => TimeRelation::YearBefore,
    }
}
