//! `datakilde`: a table's columns, måltal, time and kommune.
//!
//! In: the clauses of a declaration. Out: a [`Source`] in the model, when its time and its kommune are known. Guaranteed
//! now: `time` is the column that `en række pr.` names, else the first; of forløb their fra-dato.

use super::super::years::Years;
use super::super::{ColumnId, ColumnKind, Interval, MeasureId, Origin, Source, SourceId};
use super::columns::Draft;
use super::computed::Computed;
use super::row_per::{time_words, written_row_per};
use super::symbols::named;
use super::words::Words;
use super::{Builder, definition, title};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::{FormProblem, JoinProblem, NameProblem, Noun};
use crate::syntax::tree::{
    Clause, ClauseKind, ColumnRole, Confidentiality, DayOfYear, Declaration, Frequency, Header, MeasureKind, Name,
    SnapshotAt, TimeKind,
};
use crate::text::fold;

/// What a declaration says in single clauses.
pub struct PlainClauses {
    pub table: Option<String>,
    pub history: Option<Years>,
    pub updated: Option<Frequency>,
    pub deliveries: Option<String>,
    pub automatic_rules: bool,
    pub personal: bool,
}

impl Builder<'_> {
    pub fn sources(&mut self, declarations: &[&Declaration]) {
        for declaration in declarations.iter().filter(|declaration| declaration.header == Header::Source) {
            self.source(declaration);
        }
    }

    fn source(&mut self, declaration: &Declaration) {
        let Some(name) = &declaration.name else { return };
        let (mut drafts, whole) = self.columns(&declaration.clauses);
        self.duplicate_columns(declaration);
        let time = self.time_of(declaration, name, &mut drafts);
        let complete = !declaration.broken && whole;
        let Some(source) = self.assembled(declaration, name, &drafts, time, complete) else { return };
        let id = self.add_source(source, !complete);
        self.fill_in(id, declaration, &drafts);
    }

    /// What can be read only when all columns have their words.
    fn fill_in(&mut self, id: SourceId, declaration: &Declaration, drafts: &[Draft]) {
        let columns = drafts.iter().enumerate();
        let computed: Vec<Computed> = columns
            .map(|(index, draft)| Computed { column: ColumnId(index), role: &draft.written.role, span: draft.span })
            .collect();
        if !self.computed_columns(id, &computed) {
            self.incomplete_sources.insert(id);
        }
        let made_of_roles: Vec<ColumnId> = roles(&self.model.sources[id.0].columns);
        let source = &mut self.model.sources[id.0];
        source.municipality_roles.extend(made_of_roles);
        let mut seen = Vec::new();
        source.municipality_roles.retain(|role| {
            let first = !seen.contains(role);
            seen.push(*role);
            first
        });
        self.source_words[id.0] = Words::of(&self.model.sources[id.0].columns, &self.model.trees, &self.model.charts);
        let row_per = self.row_per(id, &declaration.clauses);
        self.model.sources[id.0].row_per = row_per;
        self.measures(id, declaration);
    }

    /// The time column and its kind; other dates are dates.
    fn time_of(
        &mut self,
        declaration: &Declaration,
        name: &Name,
        drafts: &mut [Draft],
    ) -> Option<(ColumnId, TimeKind)> {
        let place = |wanted: ColumnKind| drafts.iter().position(|draft| draft.column.kind == wanted);
        let begins = place(ColumnKind::FromDate);
        if begins.is_none() && place(ColumnKind::ToDate).is_some() {
            let problem = FormProblem::ClauseMissing {
                declaration: "datakilde".to_string(),
                name: name.text.clone(),
                clause: "kolonne … er fra-dato".to_string(),
            };
            if !declaration.broken {
                self.report(problem, declaration.header_span);
            }
        }
        for (kind, word) in [(ColumnKind::FromDate, "er fra-dato"), (ColumnKind::ToDate, "er til-dato")] {
            for draft in drafts.iter().filter(|draft| draft.column.kind == kind).skip(1) {
                let problem =
                    FormProblem::ClauseTwice { clause: word.to_string(), declaration: "datakilde".to_string() };
                self.report(problem, draft.span);
            }
        }
        let time = match begins {
            Some(index) => Some((index, TimeKind::Date)),
            None => chosen_time(&declaration.clauses, drafts),
        };
        for (index, draft) in drafts.iter_mut().enumerate() {
            let is_date = matches!(draft.written.role, ColumnRole::Time(TimeKind::Date));
            if is_date && time.is_none_or(|(chosen, _)| chosen != index) {
                draft.column.kind = ColumnKind::Date;
            }
        }
        time.map(|(index, kind)| (ColumnId(index), kind))
    }

    fn assembled(
        &mut self,
        declaration: &Declaration,
        name: &Name,
        drafts: &[Draft],
        time: Option<(ColumnId, TimeKind)>,
        complete: bool,
    ) -> Option<Source> {
        let columns: Vec<_> = drafts.iter().map(|draft| draft.column.clone()).collect();
        let roles = roles(&columns);
        let only_until = columns.iter().any(|column| column.kind == ColumnKind::ToDate);
        let missing = match (roles.is_empty(), time) {
            (true, _) => Some(Noun::Municipality),
            (false, None) if !only_until => Some(Noun::Time),
            _ => None,
        };
        if let (Some(missing), true) = (missing, complete) {
            self.report(JoinProblem::SourceWithout { source: name.text.clone(), missing }, declaration.header_span);
        }
        let (Some((time, time_kind)), false) = (time, roles.is_empty()) else { return None };
        let place = |wanted: ColumnKind| columns.iter().position(|column| column.kind == wanted).map(ColumnId);
        let interval = place(ColumnKind::FromDate).map(|from| Interval { from, until: place(ColumnKind::ToDate) });
        let clauses = &declaration.clauses;
        let area = self.area(clauses);
        let plain = plain_clauses(clauses);
        let yearly = time_kind == TimeKind::Year || plain.updated == Some(Frequency::Yearly);
        Some(Source {
            name: named(name),
            title: title(clauses),
            area,
            table: plain.table.unwrap_or_else(|| name.text.clone()),
            origin: Origin::Table,
            columns,
            measures: Vec::new(),
            time,
            time_kind,
            interval,
            municipality_roles: roles,
            snapshot: snapshot(clauses).map_or(SnapshotAt::Start, |(at, _)| at),
            snapshot_exception: snapshot(clauses).and_then(|(_, except)| except),
            delivered_yearly: yearly && time_kind != TimeKind::SchoolYear,
            deliveries: plain.deliveries,
            row_per: Vec::new(),
            automatic_rules: plain.automatic_rules,
            personal: plain.personal,
            history: plain.history.unwrap_or(Years::ALL),
            definition: definition(clauses),
        })
    }

    /// Rows that show how things are rather than what happened.
    pub fn is_of_snapshots(&self, source: SourceId) -> bool {
        let known = &self.model.sources[source.0];
        known.interval.is_some()
            || known.measures.iter().any(|measure| measure.kind == MeasureKind::Stock)
            || self.symbols.get(&known.name.text).is_some_and(|one| snapshot(&one.declaration.clauses).is_some())
            || match &known.origin {
                Origin::Table => false,
                Origin::Derived(derivation) => self.is_of_snapshots(derivation.base),
                Origin::Linked(link) => self.is_of_snapshots(link.left),
            }
    }

    pub fn measure_kind(&self, source: SourceId, measure: MeasureId) -> MeasureKind {
        self.model.sources[source.0].measures[measure.0].kind
    }

    /// Columns and måltal share one namespace within their source.
    pub fn duplicate_columns(&mut self, declaration: &Declaration) {
        let mut seen: std::collections::BTreeMap<String, &Name> = std::collections::BTreeMap::new();
        for clause in &declaration.clauses {
            let (name, kind) = match &clause.kind {
                ClauseKind::Column(column) => (&column.name, Noun::Column),
                ClauseKind::Measure(measure) => (&measure.name, Noun::Measure),
                _ => continue,
            };
            match seen.get(&fold(&name.text)) {
                Some(first) => {
                    let problem = NameProblem::DuplicateName { kind, name: name.text.clone() };
                    self.problems.push(Diagnostic::new(problem, name.span).related(first.span, "first"));
                }
                None => {
                    seen.insert(fold(&name.text), name);
                }
            }
        }
    }
}

/// `kolonne … er kommune`, in order.
fn roles(columns: &[super::super::Column]) -> Vec<ColumnId> {
    let roles = columns.iter().enumerate().filter(|(_, column)| column.kind == ColumnKind::Municipality);
    roles.map(|(index, _)| ColumnId(index)).collect()
}

/// The time column that `en række pr.` names, by its name or by the word for its time; else the first.
fn chosen_time(clauses: &[Clause], drafts: &[Draft]) -> Option<(usize, TimeKind)> {
    let times = || {
        drafts.iter().enumerate().filter_map(|(index, draft)| match draft.written.role {
            ColumnRole::Time(kind) => Some((index, kind)),
            _ => None,
        })
    };
    let named: Vec<String> = written_row_per(clauses)
        .map(|(names, _)| names.iter().map(|name| fold(&name.text)).collect())
        .unwrap_or_default();
    let by_name = times().find(|(index, _)| named.contains(&drafts[*index].column.name.sql));
    let by_word = || times().find(|(_, kind)| time_words(*kind).iter().any(|word| named.iter().any(|own| own == word)));
    by_name.or_else(by_word).or_else(|| times().next())
}

pub fn plain_clauses(clauses: &[Clause]) -> PlainClauses {
    let mut plain = PlainClauses {
        table: None,
        history: None,
        updated: None,
        deliveries: None,
        automatic_rules: true,
        personal: false,
    };
    for clause in clauses {
        match &clause.kind {
            ClauseKind::Table(name) => plain.table = Some(name.text.clone()),
            ClauseKind::HistoryFrom(year) => plain.history = Some(Years { from: Some(*year), to: None }),
            ClauseKind::Updated(frequency) => plain.updated = Some(*frequency),
            ClauseKind::DeliveriesFrom(table) => plain.deliveries = Some(table.text.clone()),
            ClauseKind::NoAutomaticRules => plain.automatic_rules = false,
            ClauseKind::Confidentiality(Confidentiality::Personal) => plain.personal = true,
            _ => {}
        }
    }
    plain
}

/// `opgjort …` of a declaration.
pub fn snapshot(clauses: &[Clause]) -> Option<(SnapshotAt, Option<DayOfYear>)> {
    clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::Snapshot { at, except } => Some((*at, *except)),
        _ => None,
    })
}
