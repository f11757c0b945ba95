//! `en række pr.`: the columns that tell one row from another, and which of them is the rows' time.

use super::super::{ColumnId, ColumnKind, SourceId, TimeKind};
use super::Builder;
use crate::diagnostics::nearest;
use crate::source::Span;
use crate::syntax::tree::{Clause, ClauseKind, Name};
use crate::text::fold;

impl Builder<'_> {
    /// The columns named. A single word that no column comes near says what a row is (`forløb`) and names none.
    pub fn row_per(&mut self, source: SourceId, clauses: &[Clause]) -> Vec<ColumnId> {
        let Some((names, _)) = written_row_per(clauses) else { return Vec::new() };
        if let [word] = names
            && self.is_word_for_a_row(source, word)
        {
            return Vec::new();
        }
        let mut columns = Vec::new();
        for name in names {
            let found = self.row_per_word(source, name);
            columns.extend(found.into_iter().filter(|column| !columns.contains(column)).collect::<Vec<_>>());
        }
        columns
    }

    fn is_word_for_a_row(&self, source: SourceId, word: &Name) -> bool {
        let known = self.words(source).known();
        let (kind, folded) = (self.model.sources[source.0].time_kind, fold(&word.text));
        let own = ["konto", "kommune"].into_iter().chain(time_words(kind).iter().copied());
        self.words(source).find(&word.text).is_empty()
            && !own.clone().any(|own| own == folded)
            && nearest(&word.text, known.iter().map(String::as_str).chain(own)).is_none()
    }

    /// The columns of one word; reported when there are none.
    pub fn row_per_word(&mut self, source: SourceId, name: &Name) -> Vec<ColumnId> {
        let known = &self.model.sources[source.0];
        let folded = fold(&name.text);
        if let [column] = self.words(source).find(&name.text) {
            return vec![*column];
        }
        if folded == "kommune" {
            return known.municipality_roles.first().copied().into_iter().collect();
        }
        if folded == "konto" {
            let in_chart = |kind: &ColumnKind| match kind {
                ColumnKind::Codes { tree, .. } => self.model.charts.iter().any(|chart| chart.trees.contains(tree)),
                _ => false,
            };
            let columns = known.columns.iter().enumerate().filter(|(_, column)| in_chart(&column.kind));
            let found: Vec<ColumnId> = columns.map(|(index, _)| ColumnId(index)).collect();
            if !found.is_empty() {
                return found;
            }
        }
        if known.interval.is_none() && time_words(known.time_kind).contains(&folded.as_str()) {
            return vec![known.time];
        }
        self.column(source, name).into_iter().collect()
    }
}

pub fn written_row_per(clauses: &[Clause]) -> Option<(&[Name], Span)> {
    clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::RowPer(names) => Some((names.as_slice(), clause.line)),
        _ => None,
    })
}

/// What authors call a row's time of a kind, folded.
pub fn time_words(kind: TimeKind) -> &'static [&'static str] {
    match kind {
        TimeKind::Month => &["maaned", "periode"],
        TimeKind::Date => &["dato", "dag"],
        TimeKind::Year => &["aar", "periode"],
        TimeKind::Week => &["uge", "periode"],
        TimeKind::Quarter => &["kvartal", "periode"],
        TimeKind::SchoolYear => &["skoleaar", "periode"],
    }
}
