//! `koblet datakilde`: pairs of rows of two sources that agree (D4).
//!
//! In: its declaration, when both sources are in the model. Out: a [`Source`] with a [`Link`]. Guaranteed now: kommune
//! and time are the first source's; the columns of the first stand before those of the second; which måltal may be added
//! is known ([`Builder::repeated`]).

use num_rational::BigRational;
use num_traits::One;

use super::super::{
    Column, ColumnId, ColumnKind, ColumnValue, Link, LinkTerm, LinkedFrom, Measure, MeasureId, MeasureValue, Named,
    Origin, Source, SourceId, TimeKind,
};
use super::row_per::written_row_per;
use super::sources::plain_clauses;
use super::symbols::named;
use super::{Builder, definition, title};
use crate::diagnostics::problems::FormProblem;
use crate::syntax::tree::{ClauseKind, Declaration, Name};
use crate::text::fold;

impl Builder<'_> {
    pub fn linked_source(&mut self, declaration: &Declaration, left: &Name, right: &Name) -> Option<()> {
        let name = declaration.name.as_ref()?;
        self.clauses_of_tables(declaration);
        self.clauses_of_others(declaration);
        let (left_id, right_id) = (self.source_named(left), self.source_named(right));
        let (left, right) = (left_id?, right_id?);
        let written = declaration.clauses.iter().find_map(|clause| match &clause.kind {
            ClauseKind::LinkedOn(terms) => Some((terms, clause.line)),
            _ => None,
        });
        let Some((written, line)) = written else {
            self.missing_clause(declaration, name, "kobles på");
            return None;
        };
        let terms = self.link_terms(left, right, written, line)?;
        let id = self.linked(declaration, name, left, right, terms.clone());
        self.words_of_pairs(id);
        let unique =
            [LinkedFrom::Left(()), LinkedFrom::Right(())].map(|side| self.one_row_per_pair(left, right, &terms, side));
        self.repeated_measures(id, unique);
        let row_per = match written_row_per(&declaration.clauses) {
            Some(_) => self.row_per(id, &declaration.clauses),
            None => self.row_per_of_pairs(id, left, right, unique),
        };
        self.model.sources[id.0].row_per = row_per;
        Some(())
    }

    /// A koblet datakilde has what its two sources have, and no more.
    fn clauses_of_others(&mut self, declaration: &Declaration) {
        for clause in declaration.clauses.iter().filter(|clause| matches!(clause.kind, ClauseKind::Measure(_))) {
            let problem = FormProblem::ClauseNotHere {
                clause: "måltal".to_string(),
                declaration: "koblet datakilde".to_string(),
                belongs_to: vec!["datakilde".to_string(), "afledt datakilde".to_string()],
            };
            self.report(problem, clause.line);
        }
    }

    fn linked(
        &mut self,
        declaration: &Declaration,
        name: &Name,
        left: SourceId,
        right: SourceId,
        terms: Vec<LinkTerm>,
    ) -> SourceId {
        let clauses = &declaration.clauses;
        let area = self.area(clauses);
        let plain = plain_clauses(clauses);
        let (first, second) = (self.model.sources[left.0].clone(), self.model.sources[right.0].clone());
        let (columns, from) = pair_columns(&first, &second);
        let (measures, measures_from) = pair_measures(&first, &second, &columns);
        let source = Source {
            name: named(name),
            title: title(clauses),
            area,
            table: name.text.clone(),
            origin: Origin::Linked(Link { left, right, terms, columns: from, measures: measures_from }),
            row_per: Vec::new(),
            columns,
            measures,
            time: first.time,
            time_kind: first.time_kind,
            interval: first.interval,
            municipality_roles: first.municipality_roles.clone(),
            snapshot: first.snapshot,
            snapshot_exception: first.snapshot_exception,
            delivered_yearly: first.delivered_yearly,
            deliveries: None,
            automatic_rules: plain.automatic_rules,
            personal: plain.personal || first.personal || second.personal,
            history: plain.history.unwrap_or_else(|| later_history(&first, &second)),
            definition: definition(clauses),
        };
        let broken = |id: &SourceId| self.incomplete_sources.contains(id);
        let incomplete = declaration.broken || [left, right].iter().any(broken);
        self.add_source(source, incomplete)
    }

    /// The kommune, and what both rows have in common, is the first source's column.
    fn words_of_pairs(&mut self, id: SourceId) {
        let source = &self.model.sources[id.0];
        let Origin::Linked(link) = &source.origin else { return };
        let shared = |column: ColumnId| {
            link.terms.iter().any(|term| matches!(term, LinkTerm::Same { right, .. } if *right == column))
        };
        let second = link.columns.iter().enumerate().filter_map(|(index, from)| match from {
            LinkedFrom::Right(column) if shared(*column) || source.columns[index].kind == ColumnKind::Municipality => {
                Some(ColumnId(index))
            }
            _ => None,
        });
        let named_only: Vec<ColumnId> = second.collect();
        self.source_words[id.0] =
            super::words::Words::but(&named_only, &source.columns, &self.model.trees, &self.model.charts);
    }

    /// What tells one pair from another: the left row alone when no left row is in two pairs, else both rows.
    fn row_per_of_pairs(
        &self,
        id: SourceId,
        left: SourceId,
        right: SourceId,
        [left_once, right_once]: [bool; 2],
    ) -> Vec<ColumnId> {
        let Origin::Linked(link) = &self.model.sources[id.0].origin else { return Vec::new() };
        let of = |side: fn(ColumnId) -> LinkedFrom<ColumnId>, source: SourceId| {
            let row_per = &self.model.sources[source.0].row_per;
            let own = row_per.iter().filter_map(|column| link.columns.iter().position(|from| *from == side(*column)));
            (own.clone().count() == row_per.len() && !row_per.is_empty()).then(|| own.map(ColumnId).collect::<Vec<_>>())
        };
        let (first, second) = (of(LinkedFrom::Left, left), of(LinkedFrom::Right, right));
        match (first, second) {
            (Some(first), _) if right_once => first,
            (_, Some(second)) if left_once => second,
            (Some(first), Some(second)) => [first, second].concat(),
            _ => Vec::new(),
        }
    }

    /// Where a first row meets at most one of the second, pairs are first rows that know more, and what either knows
    /// can be added. Else only what the second knows, when each of its rows is in one pair (D4, N601).
    fn repeated_measures(&mut self, id: SourceId, [left_once, right_once]: [bool; 2]) {
        let Origin::Linked(link) = self.model.sources[id.0].origin.clone() else { return };
        for (index, from) in link.measures.iter().enumerate() {
            let (other, once, inner) = match from {
                LinkedFrom::Left(of) => (link.right, right_once, (link.left, *of)),
                LinkedFrom::Right(of) => (link.left, right_once || left_once, (link.right, *of)),
            };
            let inherited = self.repeated.get(&inner).cloned();
            let other = self.model.sources[other.0].name.text.clone();
            if let Some(other) = inherited.or_else(|| (!once).then_some(other)) {
                self.repeated.insert((id, MeasureId(index)), other);
            }
        }
    }
}

fn pair_columns(first: &Source, second: &Source) -> (Vec<Column>, Vec<LinkedFrom<ColumnId>>) {
    let mut columns = Vec::new();
    let mut from = Vec::new();
    for (index, column) in first.columns.iter().enumerate() {
        columns.push(Column { value: ColumnValue::Stored, empty_when: Vec::new(), ..column.clone() });
        from.push(LinkedFrom::Left(ColumnId(index)));
    }
    for (index, column) in second.columns.iter().enumerate() {
        let kind = match &column.kind {
            // The rows' time is the first source's; of the second a date is left, a month is not.
            ColumnKind::Time if second.time == ColumnId(index) && second.time_kind == TimeKind::Date => {
                ColumnKind::Date
            }
            ColumnKind::Time => continue,
            ColumnKind::FromDate | ColumnKind::ToDate => ColumnKind::Date,
            other => other.clone(),
        };
        let taken = |sql: &str| {
            columns.iter().any(|own: &Column| own.name.sql == sql)
                || first.measures.iter().any(|measure| measure.name.sql == sql)
        };
        let name = own_name(&column.name, second, &taken);
        columns.push(Column::stored(name.clone(), name.text, kind));
        from.push(LinkedFrom::Right(ColumnId(index)));
    }
    for column in &mut columns {
        column.stored.clone_from(&column.name.text);
    }
    (columns, from)
}

fn pair_measures(first: &Source, second: &Source, columns: &[Column]) -> (Vec<Measure>, Vec<LinkedFrom<MeasureId>>) {
    let mut measures: Vec<Measure> = Vec::new();
    let mut from = Vec::new();
    let sides = [(first, false), (second, true)];
    for (side, is_second) in sides {
        for (index, measure) in side.measures.iter().enumerate() {
            let taken = |sql: &str| {
                columns.iter().any(|column| column.name.sql == sql) || measures.iter().any(|own| own.name.sql == sql)
            };
            let name = own_name(&measure.name, side, &taken);
            measures.push(Measure {
                stored: name.text.clone(),
                name,
                value: MeasureValue::Stored,
                factor: BigRational::one(),
                sign_reversed_for: Vec::new(),
                ..measure.clone()
            });
            let of = MeasureId(index);
            from.push(if is_second { LinkedFrom::Right(of) } else { LinkedFrom::Left(of) });
        }
    }
    (measures, from)
}

/// The name itself, or with its source's name when the other source has it too.
fn own_name(name: &Named, source: &Source, taken: &dyn Fn(&str) -> bool) -> Named {
    let mut own = name.clone();
    if taken(&own.sql) {
        own.text = format!("{}_{}", name.text, source.name.text);
        own.sql = fold(&own.text);
    }
    while taken(&own.sql) {
        own.text.push('_');
        own.sql.push('_');
    }
    own
}

/// Pairs begin when both have begun.
fn later_history(first: &Source, second: &Source) -> super::super::years::Years {
    first.history.intersect(second.history).unwrap_or(first.history)
}
