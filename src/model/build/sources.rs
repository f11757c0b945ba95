//! `datakilde`: columns, måltal, time and kommune; and looking columns up.

use super::super::mask::{Mask, collisions, unwritable, written_table};
use super::super::units::Unit;
use super::super::years::Years;
use super::super::{Column, ColumnId, ColumnKind, Measure, Origin, Source, SourceId, TreeId};
use super::conditions::Scope;
use super::symbols::named;
use super::words::Words;
use super::{Builder, definition, title};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::nearest;
use crate::diagnostics::problems::{CodeProblem, FormProblem, JoinProblem, NameProblem, Noun};
use crate::source::Span;
use crate::syntax::tree::{
    self, Clause, ClauseKind, ColumnRole, Confidentiality, DayOfYear, Declaration, Frequency, Header, MeasureKind,
    MeasureValue, Name, SnapshotAt, Text, TimeKind,
};
use crate::text::fold;

/// The time column as found so far.
struct Time {
    column: ColumnId,
    kind: TimeKind,
}

impl Builder<'_> {
    pub fn sources(&mut self, declarations: &[&Declaration]) {
        for declaration in declarations.iter().filter(|declaration| declaration.header == Header::Source) {
            self.source(declaration);
        }
    }

    fn source(&mut self, declaration: &Declaration) {
        let Some(name) = &declaration.name else { return };
        let mut columns = Vec::new();
        let mut later: Vec<(String, &'static str)> = Vec::new();
        let mut time = None;
        let mut unreadable = false;
        for clause in &declaration.clauses {
            let ClauseKind::Column(column) = &clause.kind else { continue };
            match self.column_kind(column, clause.span) {
                ColumnResult::Compiled(kind) => {
                    if let ColumnRole::Time(kind) = column.role {
                        time = time.or(Some(Time { column: ColumnId(columns.len()), kind }));
                    }
                    columns.push(Column::stored(named(&column.name), column.name.text.clone(), kind));
                }
                ColumnResult::Later(construct) => later.push((fold(&column.name.text), construct)),
                ColumnResult::Wrong => unreadable = true,
            }
        }
        self.duplicate_columns(declaration);
        let id = SourceId(self.model.sources.len());
        let complete = !declaration.broken && !unreadable;
        let Some(source) = self.assembled(declaration, name, columns, time, &later, complete) else { return };
        if !complete {
            self.incomplete_sources.insert(id);
        }
        self.source_words.push(Words::of(&source.columns, &self.model.trees, &self.model.charts));
        self.model.sources.push(source);
        self.source_ids.insert(fold(&name.text), id);
        self.later_columns.extend(later.into_iter().map(|(column, construct)| ((id, column), construct)));
        self.measures(id, declaration);
    }

    fn assembled(
        &mut self,
        declaration: &Declaration,
        name: &Name,
        columns: Vec<Column>,
        time: Option<Time>,
        later: &[(String, &'static str)],
        complete: bool,
    ) -> Option<Source> {
        let clauses = &declaration.clauses;
        let roles: Vec<ColumnId> = columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.kind == ColumnKind::Municipality)
            .map(|(index, _)| ColumnId(index))
            .collect();
        // A source whose time or kommune comes with a later issue answers when it is read, not here.
        if (roles.is_empty() || time.is_none()) && later.is_empty() && complete {
            let missing = if roles.is_empty() { Noun::Municipality } else { Noun::Time };
            self.report(JoinProblem::SourceWithout { source: name.text.clone(), missing }, declaration.header_span);
        }
        let (Some(time), false) = (time, roles.is_empty()) else { return None };
        let area = self.area(clauses);
        let (table, history, updated) = self.plain_clauses(clauses);
        Some(Source {
            name: named(name),
            title: title(clauses),
            area,
            table: table.unwrap_or_else(|| name.text.clone()),
            origin: Origin::Table,
            columns,
            measures: Vec::new(),
            time: time.column,
            time_kind: time.kind,
            interval: None,
            municipality_roles: roles,
            snapshot: snapshot(clauses).map_or(SnapshotAt::Start, |(at, _)| at),
            snapshot_exception: snapshot(clauses).and_then(|(_, except)| except),
            delivered_yearly: time.kind == TimeKind::Year || updated == Some(Frequency::Yearly),
            deliveries: None,
            row_per: Vec::new(),
            automatic_rules: true,
            personal: false,
            history,
            definition: definition(clauses),
        })
    }

    fn plain_clauses(&mut self, clauses: &[Clause]) -> (Option<String>, Years, Option<Frequency>) {
        let (mut table, mut history, mut updated) = (None, Years::ALL, None);
        for clause in clauses {
            match &clause.kind {
                ClauseKind::Table(name) => table = Some(name.text.clone()),
                ClauseKind::HistoryFrom(year) => history = Years { from: Some(*year), to: None },
                ClauseKind::Updated(frequency) => updated = Some(*frequency),
                ClauseKind::DeliveriesFrom(_) => self.not_yet("leverancer fra", clause.line),
                ClauseKind::NoAutomaticRules => self.not_yet_harmless("uden automatiske regler", clause.line),
                ClauseKind::Confidentiality(Confidentiality::Personal) => {
                    self.not_yet_harmless("fortrolighed personoplysning", clause.line);
                }
                _ => {}
            }
        }
        (table, history, updated)
    }

    fn column_kind(&mut self, column: &tree::Column, span: Span) -> ColumnResult {
        if !column.empty_when.is_empty() {
            return self.later_column("tom når", span);
        }
        let kind = match &column.role {
            ColumnRole::Municipality => ColumnKind::Municipality,
            ColumnRole::Time(TimeKind::Month | TimeKind::Date | TimeKind::Year) => ColumnKind::Time,
            ColumnRole::Time(kind) => return self.later_column(time_word(*kind), span),
            ColumnRole::Number => ColumnKind::Number,
            ColumnRole::Text => ColumnKind::Text,
            ColumnRole::Level { level, chart } => return self.level_column(column, level, chart),
            ColumnRole::CodeList(list) => return self.list_column(column, list),
            ColumnRole::Key(_) => return self.later_column("nøgle", span),
            ColumnRole::FromDate => return self.later_column("fra-dato", span),
            ColumnRole::ToDate => return self.later_column("til-dato", span),
            ColumnRole::Fallback(_) => return self.later_column("… ellers …", span),
            ColumnRole::TimeBetween(_) => return self.later_column("tid mellem datoer", span),
        };
        ColumnResult::Compiled(kind)
    }

    fn later_column(&mut self, construct: &'static str, span: Span) -> ColumnResult {
        self.not_yet_harmless(construct, span);
        ColumnResult::Later(construct)
    }

    fn level_column(&mut self, column: &tree::Column, level: &Name, chart: &Name) -> ColumnResult {
        let found = self.symbols.find(chart, &[Noun::ChartOfAccounts], Noun::ChartOfAccounts).map(|_| ());
        if self.found(found).is_none() {
            return ColumnResult::Wrong;
        }
        let Some(chart) = self.model.charts.iter().find(|known| known.name.sql == fold(&chart.text)) else {
            return ColumnResult::Wrong;
        };
        let trees = chart.trees.clone();
        let with_level = trees.iter().find_map(|tree| Some((*tree, self.level_index(*tree, &level.text)?)));
        let Some((tree, level_index)) = with_level else {
            let unread = self.symbols.get(&chart.name.text).is_some_and(|symbol| symbol.declaration.broken);
            if unread || trees.iter().any(|tree| self.model.incomplete_trees.contains(tree)) {
                return ColumnResult::Wrong;
            }
            let known: Vec<String> =
                trees.iter().flat_map(|tree| self.model.trees[tree.0].levels.iter().cloned()).collect();
            let near = nearest(&level.text, known.iter().map(String::as_str)).map(str::to_string);
            let chart = chart.name.text.clone();
            self.report(
                NameProblem::UnknownLevel { chart, level: level.text.clone(), nearest: near, known },
                level.span,
            );
            return ColumnResult::Wrong;
        };
        self.masked(column, tree, level_index)
    }

    fn level_index(&self, tree: TreeId, level: &str) -> Option<usize> {
        self.model.trees[tree.0].levels.iter().position(|known| fold(known) == fold(level))
    }

    fn list_column(&mut self, column: &tree::Column, list: &Name) -> ColumnResult {
        let found = self.symbols.find(list, &[Noun::CodeList], Noun::CodeList).map(|_| ());
        if self.found(found).is_none() {
            return ColumnResult::Wrong;
        }
        match self.lists.get(&fold(&list.text)) {
            Some(tree) => {
                let bottom = self.model.trees[tree.0].levels.len().saturating_sub(1);
                self.masked(column, *tree, bottom)
            }
            None => {
                if self.group_titles(&list.text).is_some() {
                    let problem = NameProblem::WrongKind {
                        name: list.text.clone(),
                        found: Noun::Condition,
                        wanted: Noun::CodeList,
                    };
                    self.report(problem, list.span);
                }
                ColumnResult::Wrong
            }
        }
    }

    fn masked(&mut self, column: &tree::Column, tree: TreeId, level: usize) -> ColumnResult {
        let Some(text) = &column.written_as else {
            return ColumnResult::Compiled(ColumnKind::Codes { tree, level, mask: None });
        };
        let Some(mask) = Mask::parse(&text.value) else {
            self.report(CodeProblem::MaskMalformed { mask: text.value.clone() }, text.span);
            return ColumnResult::Wrong;
        };
        if self.mask_problems(column, tree, level, &mask, text) {
            return ColumnResult::Wrong;
        }
        ColumnResult::Compiled(ColumnKind::Codes { tree, level, mask: Some(mask) })
    }

    /// A mask that has not room for a code, or writes two codes alike, could make figures wrong.
    fn mask_problems(&mut self, column: &tree::Column, tree: TreeId, level: usize, mask: &Mask, text: &Text) -> bool {
        let codes = &self.model.trees[tree.0];
        let too_long = unwritable(codes, level, mask).first().map(|code| CodeProblem::MaskTooShort {
            column: column.name.text.clone(),
            mask: mask.to_string(),
            code: code.to_string(),
        });
        let alike = collisions(codes, &written_table(codes, level, Some(mask))).into_iter().next().map(|collision| {
            CodeProblem::MaskMakesAlike {
                column: column.name.text.clone(),
                mask: mask.to_string(),
                stored: collision.stored,
                first: collision.first,
                second: collision.second,
            }
        });
        let problems: Vec<CodeProblem> = too_long.into_iter().chain(alike).collect();
        let any = !problems.is_empty();
        for problem in problems {
            self.report(problem, text.span);
        }
        any
    }

    fn measures(&mut self, id: SourceId, declaration: &Declaration) {
        let stands = snapshot(&declaration.clauses).map_or(SnapshotAt::Start, |(at, _)| at);
        for clause in &declaration.clauses {
            let ClauseKind::Measure(measure) = &clause.kind else { continue };
            match self.measure(id, measure, stands, clause.span) {
                Some(measure) => self.model.sources[id.0].measures.push(measure),
                None => {
                    self.later_columns.entry((id, fold(&measure.name.text))).or_insert("måltal");
                }
            }
        }
    }

    fn measure(&mut self, id: SourceId, measure: &tree::Measure, stands: SnapshotAt, span: Span) -> Option<Measure> {
        let stored = match &measure.value {
            MeasureValue::Column(name) => name.text.clone(),
            MeasureValue::Aggregate(_) => {
                let problem = FormProblem::ClauseNotHere {
                    clause: "måltal … =".to_string(),
                    declaration: "datakilde".to_string(),
                    belongs_to: vec!["afledt datakilde".to_string()],
                };
                self.report(problem, span);
                return None;
            }
            MeasureValue::TimeBetween(_) => {
                self.not_yet_harmless("tid mellem datoer", span);
                return None;
            }
        };
        let scope = Scope { source: id, loops: None };
        let sign_reversed_for = self.conditions(scope, &measure.sign_reversed_for)?;
        let unit = measure.unit.as_ref().map_or_else(Unit::any_count, Unit::read);
        Some(Measure {
            name: named(&measure.name),
            stored,
            value: super::super::MeasureValue::Stored,
            factor: unit.quantity_factor(),
            unit,
            kind: measure.kind.unwrap_or(MeasureKind::Flow),
            snapshot: measure.snapshot.unwrap_or(stands),
            sign_reversed_for,
            span,
        })
    }

    /// Columns and måltal share one namespace within their source.
    fn duplicate_columns(&mut self, declaration: &Declaration) {
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

enum ColumnResult {
    Compiled(ColumnKind),
    /// Understood, but nothing is made of it yet; whoever reads it is told.
    Later(&'static str),
    /// Reported.
    Wrong,
}

/// `opgjort …` of a source.
pub fn snapshot(clauses: &[Clause]) -> Option<(SnapshotAt, Option<DayOfYear>)> {
    clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::Snapshot { at, except } => Some((*at, *except)),
        _ => None,
    })
}

/// How a time that is not compiled yet is called in the language.
fn time_word(kind: TimeKind) -> &'static str {
    match kind {
        TimeKind::Week => "uge",
        TimeKind::Quarter => "kvartal",
        TimeKind::SchoolYear => "skoleår",
        TimeKind::Month | TimeKind::Date | TimeKind::Year => "tid",
    }
}
