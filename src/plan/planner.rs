//! Everything that is decided once for a whole model while its figures are planned.
//!
//! In: a model. Out: a [`Plan`]. Guaranteed now: only what some figure uses is read and kept.

use std::collections::{BTreeMap, BTreeSet};

use super::Plan;
use super::access::access;
use super::catalogue::catalogue;
use super::code_lists::CodeLists;
use super::columns::SourceColumns;
use super::comparison;
use super::count::{Amount, LoopJoin, Piece, RowsFrom};
use super::figure::BaseFigurePlan;
use super::rules::RulePlan;
use super::selection::Conditions;
use super::sources::CountingDay;
use super::window::Grain;
use crate::model::{
    BaseFigureId, EditionValue, FigureId, FigureReference, Model, Part, PopulationId, Shift, SourceId, TermValue,
    WhenKind,
};

pub struct Planner<'m> {
    pub model: &'m Model,
    pub columns: Vec<SourceColumns>,
    pub conditions: Conditions<'m>,
    pub code_lists: CodeLists,
    pub usage: BTreeMap<SourceId, Usage>,
    /// Grundtal that figures read, and by which periods; planned when all figures are.
    base_figures: BTreeSet<(BaseFigureId, Grain)>,
    /// Populations that counts ask for.
    pub asked: BTreeSet<PopulationId>,
    /// Figures that others read.
    read: BTreeSet<FigureId>,
    /// Figures whose landsgennemsnit others read.
    averaged: BTreeSet<FigureId>,
    /// Figures of which a row may be hidden.
    hidden: BTreeSet<FigureId>,
}

/// What of a source is used.
#[derive(Debug, Clone, Default)]
pub struct Usage {
    pub roles: BTreeSet<String>,
    pub columns: BTreeSet<String>,
    pub measures: BTreeSet<String>,
    /// Rows of single days are asked for.
    pub by_day: bool,
    /// The days on which intervals are looked at.
    pub counting_days: BTreeSet<CountingDay>,
}

impl Usage {
    pub fn of_piece(&mut self, piece: &Piece) {
        self.roles.insert(piece.role.clone());
        if piece.from != RowsFrom::Cells {
            return;
        }
        self.columns.extend(piece.predicate.columns().into_iter().map(str::to_owned));
        self.by_day |= piece.day.is_some();
        if let Amount::Measure(measure) = &piece.amount {
            self.measures.insert(measure.clone());
        }
        for join in &piece.joins {
            if let LoopJoin::Codes { column, .. } | LoopJoin::Numbers { column, .. } = join {
                self.columns.insert(column.clone());
            }
        }
    }
}

impl<'m> Planner<'m> {
    pub fn new(model: &'m Model) -> Planner<'m> {
        let mut read = BTreeSet::new();
        let mut averaged = BTreeSet::new();
        visit_terms(model, &mut |term, _| {
            read.extend(term.figure().map(|read| read.figure));
            if let TermValue::NationalAverage(of) = term {
                averaged.insert(of.figure);
            }
        });
        read.extend(model.rules.iter().flat_map(|rule| rule.figures()));
        let summed = model.figure_order.iter().filter(|id| model.sums_formula_parts(model.figure(**id)));
        read.extend(summed.copied());
        Planner {
            model,
            columns: model.sources.iter().map(SourceColumns::of).collect(),
            conditions: Conditions::new(model),
            code_lists: CodeLists::default(),
            usage: BTreeMap::new(),
            base_figures: BTreeSet::new(),
            asked: BTreeSet::new(),
            read,
            averaged,
            hidden: model.figures_that_may_be_hidden(),
        }
    }

    /// Plans these figures, each after those it reads; where all figures are planned, also the rules and the catalogue.
    pub fn plan(self, wanted: &[FigureId], with_rules: bool) -> Plan {
        let rules = |planner: &mut Self| if with_rules { planner.rules() } else { Vec::new() };
        self.plan_asking(wanted, rules, with_rules)
    }

    /// The same with rules of one's own choice.
    pub fn plan_asking(
        mut self,
        wanted: &[FigureId],
        rules: impl FnOnce(&mut Self) -> Vec<RulePlan>,
        with_catalogue: bool,
    ) -> Plan {
        let model = self.model;
        let figures = wanted.iter().map(|id| self.figure(*id)).collect();
        let comparisons = self.comparisons(wanted);
        let wanted: Vec<(BaseFigureId, Grain)> = self.base_figures.iter().copied().collect();
        let base_figures: Vec<BaseFigurePlan> =
            wanted.into_iter().map(|(id, grain)| self.base_figure(id, grain)).collect();
        let rules = rules(&mut self);
        let municipalities = if rules.is_empty() { Vec::new() } else { self.municipality_rows() };
        let populations = self.populations();
        let sources = self.sources();
        let (named_years, years_back) = reach(model);
        Plan {
            code_lists: self.code_lists.lists,
            sources,
            populations,
            loops: self.conditions.loops.tables,
            base_figures,
            figures,
            comparisons,
            comparison_tables: comparison::tables(model),
            access: if with_catalogue { access(model) } else { Vec::new() },
            catalogue: if with_catalogue { catalogue(model) } else { Vec::new() },
            rules,
            municipalities,
            named_years,
            years_back,
            years_ahead: model.years_ahead,
        }
    }

    /// A grundtal of counted rows is read by periods of this length.
    pub fn read_base_figure(&mut self, id: BaseFigureId, grain: Grain) {
        self.base_figures.insert((id, grain));
    }

    pub fn is_averaged(&self, id: FigureId) -> bool {
        self.averaged.contains(&id)
    }

    pub fn is_read(&self, id: FigureId) -> bool {
        self.read.contains(&id)
    }

    pub fn may_be_hidden(&self, id: FigureId) -> bool {
        self.hidden.contains(&id)
    }

    /// What stands in `noegletal` for a member of a family.
    pub fn member_name(&self, figure: FigureReference) -> Option<String> {
        let family = self.model.figure(figure.figure).family.as_ref()?;
        Some(family.members.get(figure.member?)?.sql.clone())
    }
}

/// The years that are read by name, and how many years a measure looks back at most.
fn reach(model: &Model) -> (Vec<i32>, i32) {
    let mut years = BTreeSet::new();
    let mut shifted = 0;
    visit_terms(model, &mut |_, shift| match shift {
        Some(Shift::InYear(year)) => {
            years.insert(year);
        }
        Some(Shift::YearsBefore(count)) => shifted = shifted.max(i32::try_from(count).unwrap_or(i32::MAX)),
        Some(Shift::MonthBefore) | None => {}
    });
    let mut back = shifted.min(100) + 2;
    visit_parts(model, &mut |part| {
        if let Part::Rows(rows) = part
            && let WhenKind::LastMonths(months) = rows.counting.when
        {
            back = back.max(i32::try_from(months / 12).unwrap_or(100).min(100) + 2);
        }
    });
    (years.into_iter().collect(), back)
}

fn visit_parts(model: &Model, see: &mut dyn FnMut(&Part)) {
    for base in &model.base_figures {
        base.parts.iter().for_each(|part| see(&part.value));
    }
    for edition in model.figures.iter().flat_map(|figure| &figure.editions) {
        if let EditionValue::Ratio { numerator, denominator } = &edition.value {
            std::iter::once(numerator).chain(denominator).for_each(&mut *see);
        }
    }
}

fn visit_terms(model: &Model, see: &mut dyn FnMut(TermValue, Option<Shift>)) {
    visit_parts(model, &mut |part| {
        if let Part::Formula(formula) = part {
            formula.terms(&mut |term| see(term.value, term.shift));
        }
    });
    for edition in model.figures.iter().flat_map(|figure| &figure.editions) {
        if let EditionValue::Formula(formula) = &edition.value {
            formula.terms(&mut |term| see(term.value, term.shift));
        }
    }
}
