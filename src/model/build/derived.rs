//! `afledt datakilde`: rows of another source put together, one per combination of its columns.
//!
//! In: its declaration, when its base is in the model. Out: a [`Source`] with a [`Derivation`]. Guaranteed now: it has a
//! kommune and a time no finer than its base's; counts and sums are beholdning when the base shows snapshots, a
//! gennemsnit is an andel (D4).

use num_rational::BigRational;
use num_traits::One;

use super::super::units::Unit;
use super::super::{
    Column, ColumnId, ColumnKind, ColumnValue, Derivation, Measure, MeasureValue, Origin, Source, SourceId, Version,
    What,
};
use super::conditions::{Scope, editions};
use super::row_per::{time_words, written_row_per};
use super::sources::plain_clauses;
use super::symbols::named;
use super::{Builder, definition, title};
use crate::diagnostics::problems::{Expected, FormProblem, JoinProblem, Noun, UnitProblem};
use crate::source::Span;
use crate::syntax::tree::{self, Clause, ClauseKind, Declaration, MeasureKind, Name, TimeKind};
use crate::text::fold;

/// What its rows are told apart by, in the base's columns.
struct Grouping {
    columns: Vec<ColumnId>,
    /// Where the time is among them, and how coarse.
    time: Option<(usize, TimeKind)>,
}

impl Builder<'_> {
    pub fn derived_source(&mut self, declaration: &Declaration, base: &Name) -> Option<()> {
        let name = declaration.name.as_ref()?;
        self.edition_years(&declaration.clauses);
        self.clauses_of_tables(declaration);
        let base = self.source_named(base)?;
        let grouping = self.grouping(declaration, name, base);
        let rows: Vec<_> = editions(&declaration.clauses)
            .into_iter()
            .map(|(years, clauses)| self.selection(Scope::lines(base), &clauses).map(|value| Version { years, value }))
            .collect();
        let rows = rows.into_iter().collect::<Option<Vec<_>>>();
        let id = self.derived(declaration, name, base, grouping?, rows?);
        let only = self.only_rows_where(id, &declaration.clauses);
        if let (Origin::Derived(derivation), Some(only)) = (&mut self.model.sources[id.0].origin, only) {
            derivation.only = only;
        }
        Some(())
    }

    /// Clauses that only a table has, and what cannot differ from udgave to udgave.
    pub fn clauses_of_tables(&mut self, declaration: &Declaration) {
        let made = super::figures::declaration_word(declaration).to_string();
        for clause in &declaration.clauses {
            let word = match &clause.kind {
                ClauseKind::Column(_) => "kolonne",
                ClauseKind::Snapshot { .. } => "opgjort",
                ClauseKind::DeliveriesFrom(_) => "leverancer fra",
                ClauseKind::Edition { clauses, .. } => {
                    for inner in clauses.iter().filter(|inner| !matches!(inner.kind, ClauseKind::FilterLine(_))) {
                        if inner.kind != ClauseKind::Broken {
                            let clause = self.text_of(inner.line).split_whitespace().next().unwrap_or("").to_string();
                            let (declaration, belongs_to) = ("udgave".to_string(), vec![made.clone()]);
                            self.report(FormProblem::ClauseNotHere { clause, declaration, belongs_to }, inner.line);
                        }
                    }
                    continue;
                }
                _ => continue,
            };
            let problem = FormProblem::ClauseNotHere {
                clause: word.to_string(),
                declaration: made.clone(),
                belongs_to: vec!["datakilde".to_string()],
            };
            self.report(problem, clause.line);
        }
    }

    fn grouping(&mut self, declaration: &Declaration, name: &Name, base: SourceId) -> Option<Grouping> {
        let Some((names, line)) = written_row_per(&declaration.clauses) else {
            self.missing_clause(declaration, name, "en række pr.");
            return None;
        };
        let mut grouping = Grouping { columns: Vec::new(), time: None };
        let mut whole = true;
        for word in names {
            let Some(columns) = self.grouped_by(base, word, &mut grouping) else {
                whole = false;
                continue;
            };
            for column in columns {
                if !grouping.columns.contains(&column) {
                    grouping.columns.push(column);
                }
            }
        }
        let known = &self.model.sources[base.0];
        let known_time = known.time_kind;
        let roles = &known.municipality_roles;
        if !grouping.columns.iter().any(|column| roles.contains(column)) {
            grouping.columns.extend(roles.first());
        }
        if whole && grouping.time.is_none() && !declaration.broken {
            let example = format!("en række pr. {}, {}", joined_names(names), time_noun(known_time));
            self.report(JoinProblem::RowPerWithoutTime { source: name.text.clone(), example }, line);
        }
        (whole && grouping.time.is_some()).then_some(grouping)
    }

    /// The base's columns of one word; the time is noted as such.
    fn grouped_by(&mut self, base: SourceId, word: &Name, grouping: &mut Grouping) -> Option<Vec<ColumnId>> {
        let known = &self.model.sources[base.0];
        let (own, kind) = (known.time, known.time_kind);
        let by_name = self.words(base).find(&word.text).first().copied();
        let wanted = match by_name {
            Some(column) if column == own => Some(kind),
            Some(_) => None,
            None => time_of_word(&word.text, kind),
        };
        if let Some(wanted) = wanted {
            if !holds(wanted, kind) {
                let source = self.model.sources[base.0].name.text.clone();
                let time = noun_of(kind);
                self.report(UnitProblem::FinerThanSource { when: word.text.clone(), source, time }, word.span);
                return None;
            }
            if grouping.time.is_some() {
                let problem = FormProblem::ClauseTwice { clause: "tid".into(), declaration: "en række pr.".into() };
                self.report(problem, word.span);
                return None;
            }
            grouping.time = Some((grouping.columns.len(), wanted));
            return Some(vec![own]);
        }
        let columns = self.row_per_word(base, word);
        let stray = columns.iter().find(|column| self.kind_of_column(base, **column) == ColumnKind::Time);
        if stray.is_some() {
            self.wrong_kind(base, word, &ColumnKind::Time, Noun::Column);
            return None;
        }
        (!columns.is_empty()).then_some(columns)
    }

    fn derived(
        &mut self,
        declaration: &Declaration,
        name: &Name,
        base: SourceId,
        grouping: Grouping,
        rows: Vec<Version<super::Selection>>,
    ) -> SourceId {
        let clauses = &declaration.clauses;
        let area = self.area(clauses);
        let plain = plain_clauses(clauses);
        let known = self.model.sources[base.0].clone();
        let (place, time_kind) = grouping.time.unwrap_or((0, known.time_kind));
        let columns: Vec<Column> = grouping
            .columns
            .iter()
            .enumerate()
            .map(|(index, column)| own_column(&known, *column, (index == place).then_some(time_kind)))
            .collect();
        let all = (0..columns.len()).map(ColumnId);
        let roles: Vec<ColumnId> = {
            let own = |role: &ColumnId| grouping.columns.iter().position(|column| column == role).map(ColumnId);
            known.municipality_roles.iter().filter_map(own).collect()
        };
        let personal = known.personal && columns.iter().any(|column| matches!(column.kind, ColumnKind::Key(_)));
        let source = Source {
            name: named(name),
            title: title(clauses),
            area,
            table: name.text.clone(),
            origin: Origin::Derived(Derivation { base, rows, columns: grouping.columns, only: Vec::new() }),
            row_per: all.collect(),
            columns,
            measures: Vec::new(),
            time: ColumnId(place),
            time_kind,
            interval: None,
            municipality_roles: roles,
            snapshot: known.snapshot,
            snapshot_exception: known.snapshot_exception.filter(|_| time_kind == known.time_kind),
            delivered_yearly: known.delivered_yearly || time_kind == TimeKind::Year,
            deliveries: None,
            // Its codes are its base's, and its rows are one of each by themselves.
            automatic_rules: false,
            personal: plain.personal || personal,
            history: plain.history.unwrap_or(known.history),
            definition: definition(clauses),
        };
        let incomplete = self.incomplete_sources.contains(&base) || declaration.broken;
        let id = self.add_source(source, incomplete);
        self.duplicate_columns(declaration);
        for clause in clauses {
            let ClauseKind::Measure(written) = &clause.kind else { continue };
            match self.aggregate(base, &known, time_kind, written, clause.span) {
                Some(measure) => self.model.sources[id.0].measures.push(measure),
                None => {
                    self.incomplete_sources.insert(id);
                }
            }
        }
        id
    }

    fn aggregate(
        &mut self,
        base: SourceId,
        known: &Source,
        time_kind: TimeKind,
        written: &tree::Measure,
        span: Span,
    ) -> Option<Measure> {
        let tree::MeasureValue::Aggregate(what) = &written.value else {
            let problem = FormProblem::LineIncomplete {
                clause: "måltal".to_string(),
                expected: vec![Expected::keyword("=")],
                example: Some(format!("måltal {} = antal rækker", written.name.text)),
            };
            self.report(problem, span);
            return None;
        };
        self.plain_aggregate(written, span);
        let (what, own_unit) = self.what_and_unit(base, what, span)?;
        if matches!(what, What::FullYears(_) | What::Duration(_)) {
            let text = self.text_of(span);
            let what = text.split_once('=').map_or(text.as_str(), |(_, what)| what.trim()).to_string();
            let source = known.name.text.clone();
            self.report(UnitProblem::NotPutTogether { what, source }, span);
            return None;
        }
        if let What::Stock(measure) = what
            && time_kind != known.time_kind
        {
            let measure = known.measures[measure.0].name.text.clone();
            let legal = ["gennemsnit", "højeste", "laveste"].map(|word| format!("{word} {measure}")).to_vec();
            let when = format!("pr. {}", time_noun(time_kind));
            self.report(UnitProblem::StockAddedOverTime { measure, when, legal }, span);
            return None;
        }
        let unit = written.unit.as_ref().map(Unit::read);
        if let (Some(unit), Some(place)) = (&unit, &written.unit) {
            self.unit_fits(&own_unit, unit, place.span);
        }
        Some(Measure {
            name: named(&written.name),
            stored: written.name.text.clone(),
            value: MeasureValue::Aggregate(what),
            unit: unit.unwrap_or(own_unit),
            factor: BigRational::one(),
            kind: self.kind_of_aggregate(base, what, written, span),
            snapshot: known.snapshot,
            sign_reversed_for: Vec::new(),
            span,
        })
    }

    /// What is said of a table's måltal does not fit one that is put together.
    fn plain_aggregate(&mut self, written: &tree::Measure, span: Span) {
        let opgjort = written.snapshot.is_some().then_some("opgjort");
        let sign = (!written.sign_reversed_for.is_empty()).then_some("fortegn vendes for");
        for clause in opgjort.into_iter().chain(sign) {
            let problem = FormProblem::ClauseNotHere {
                clause: clause.to_string(),
                declaration: "afledt datakilde".to_string(),
                belongs_to: vec!["datakilde".to_string()],
            };
            self.report(problem, span);
        }
    }

    fn kind_of_aggregate(&mut self, base: SourceId, what: What, written: &tree::Measure, span: Span) -> MeasureKind {
        let kind = match what {
            What::Statistic(..) => MeasureKind::Share,
            _ if self.is_of_snapshots(base) => MeasureKind::Stock,
            _ => MeasureKind::Flow,
        };
        if let Some(said) = written.kind.filter(|said| *said != kind) {
            let measure = written.name.text.clone();
            self.report(UnitProblem::KindOfAggregate { measure, said: kind_noun(said), is: kind_noun(kind) }, span);
        }
        kind
    }

    fn only_rows_where(&mut self, id: SourceId, clauses: &[Clause]) -> Option<Vec<super::super::Condition>> {
        let mut all = Some(Vec::new());
        for clause in clauses {
            let ClauseKind::OnlyRowsWhere(conditions) = &clause.kind else { continue };
            let resolved = self
                .no_members_in("kun rækker hvor", conditions)
                .and_then(|()| self.conditions(Scope::rows_where(id), conditions));
            match (&mut all, resolved) {
                (Some(all), Some(resolved)) => all.extend(resolved),
                _ => all = None,
            }
        }
        all
    }

    /// A source whose columns are known.
    pub fn add_source(&mut self, source: Source, incomplete: bool) -> SourceId {
        let id = SourceId(self.model.sources.len());
        self.source_words.push(super::words::Words::of(&source.columns, &self.model.trees, &self.model.charts));
        self.source_ids.insert(fold(&source.name.text), id);
        self.model.sources.push(source);
        if incomplete {
            self.incomplete_sources.insert(id);
        }
        id
    }
}

/// The base's column as the derived source has it; `time` when it is its time.
fn own_column(base: &Source, column: ColumnId, time: Option<TimeKind>) -> Column {
    let of = &base.columns[column.0];
    let mut own = Column { value: ColumnValue::Stored, empty_when: Vec::new(), ..of.clone() };
    match time {
        Some(kind) => {
            own.kind = ColumnKind::Time;
            if kind != base.time_kind || of.kind == ColumnKind::FromDate {
                let word = time_noun(kind);
                own.name.text = word.to_string();
                own.name.sql = fold(word);
            }
        }
        None if matches!(of.kind, ColumnKind::FromDate | ColumnKind::ToDate) => own.kind = ColumnKind::Date,
        None => {}
    }
    own.stored.clone_from(&own.name.text);
    own
}

fn joined_names(names: &[Name]) -> String {
    names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(", ")
}

/// The kind of time that a word asks for; `periode` is the base's own.
fn time_of_word(word: &str, base: TimeKind) -> Option<TimeKind> {
    let kinds =
        [TimeKind::Month, TimeKind::Date, TimeKind::Year, TimeKind::Week, TimeKind::Quarter, TimeKind::SchoolYear];
    let folded = fold(word);
    if folded == "periode" {
        return Some(base);
    }
    kinds.into_iter().find(|kind| time_words(*kind).contains(&folded.as_str()))
}

/// Whether every time of the base lies within one of the wanted.
fn holds(wanted: TimeKind, base: TimeKind) -> bool {
    wanted == base
        || match base {
            TimeKind::Date | TimeKind::Month => {
                matches!(wanted, TimeKind::Month | TimeKind::Quarter | TimeKind::Year | TimeKind::SchoolYear)
            }
            TimeKind::Week => matches!(wanted, TimeKind::Month | TimeKind::Year | TimeKind::SchoolYear),
            TimeKind::Quarter => wanted == TimeKind::Year,
            TimeKind::Year | TimeKind::SchoolYear => false,
        }
}

fn time_noun(kind: TimeKind) -> &'static str {
    match kind {
        TimeKind::Month => "måned",
        TimeKind::Date => "dato",
        TimeKind::Year => "år",
        TimeKind::Week => "uge",
        TimeKind::Quarter => "kvartal",
        TimeKind::SchoolYear => "skoleår",
    }
}

pub fn noun_of(kind: TimeKind) -> Noun {
    match kind {
        TimeKind::Month => Noun::Month,
        TimeKind::Date => Noun::Date,
        TimeKind::Year => Noun::Year,
        TimeKind::Week => Noun::Week,
        TimeKind::Quarter => Noun::Quarter,
        TimeKind::SchoolYear => Noun::SchoolYear,
    }
}

fn kind_noun(kind: MeasureKind) -> Noun {
    match kind {
        MeasureKind::Flow => Noun::Flow,
        MeasureKind::Stock => Noun::Stock,
        MeasureKind::Share => Noun::Share,
    }
}
