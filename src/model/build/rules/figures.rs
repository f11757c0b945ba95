//! The figures behind a rule: its data with the periods and dimensions of `gælder`, and what it is compared with.
//!
//! A figure so made shows its value as it is: no factor, no unit to be shown in. Its SQL name begins with `_`, which no
//! author's name does.

use num_rational::BigRational;
use num_traits::{One, Zero};

use super::super::super::dimension::Dimension;
use super::super::super::rule::every;
use super::super::super::units::{Quantity, Unit, Word};
use super::super::super::years::Years;
use super::super::super::{
    FigureId, Formula, FormulaTerm, Frequency, KeyFigure, Named, Part, TermValue, TimeKind, WhenKind,
};
use super::super::Builder;
use super::super::editions::EditionDraft;
use super::super::parts::Draft;
use super::super::rows::Owner;
use super::{Frame, data_of};
use crate::diagnostics::problems::RuleProblem;
use crate::source::Span;
use crate::syntax::tree::{
    self, Clause, ClauseKind, Comparison, Condition, ConditionKind, Expression, ExpressionKind, FilterLine, LineKind,
    Number, NumberTest, Outcome, PeriodUnit, Subject, WhenCondition,
};
use crate::text::fold;

/// What of the data a krav is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum DataKind {
    /// The optælling, or the arithmetic.
    Value,
    /// How many rows the lines select.
    Rows,
    /// The points of a slope, each divided by this grundtal.
    Slope(Option<String>),
}

impl Builder<'_> {
    /// The figure of the rule's data in this udgave.
    pub(super) fn data_figure(&mut self, frame: &mut Frame, data: &tree::Part, kind: DataKind) -> Option<FigureId> {
        if let tree::Part::Formula(expression) = data
            && let Some((family, name)) = self.family_named(expression)
        {
            return self.whole_family(frame, family, name, &kind);
        }
        if let Some(made) = frame.data.get(&kind) {
            return *made;
        }
        let made = self.make_data(frame, &kind);
        frame.data.insert(kind, made);
        made
    }

    fn make_data(&mut self, frame: &mut Frame, kind: &DataKind) -> Option<FigureId> {
        let mut drafts = Vec::new();
        let mut unit: Option<Unit> = None;
        let reported = self.grain_of(frame, kind);
        for (years, clauses) in frame.editions.clone() {
            let Some((part, line)) = data_of(&clauses) else { continue };
            if matches!(part, tree::Part::Formula(of) if self.family_named(of).is_some()) {
                continue;
            }
            let draft = self.data_draft(frame, part, line, kind);
            drafts.push(draft.map(|(draft, of)| {
                unit.get_or_insert(of);
                EditionDraft { years, ..draft }
            }));
        }
        let drafts: Vec<EditionDraft> = drafts.into_iter().collect::<Option<_>>()?;
        Some(self.push_figure(frame, reported, unit.unwrap_or_else(Unit::any_count), true, drafts))
    }

    fn data_draft(
        &mut self,
        frame: &Frame,
        part: &tree::Part,
        line: Span,
        kind: &DataKind,
    ) -> Option<(EditionDraft, Unit)> {
        let per = match kind {
            DataKind::Slope(Some(word)) => Some(self.divisor(word, line)?),
            _ => None,
        };
        let mut draft = EditionDraft {
            years: Years::ALL,
            span: line,
            clauses: Vec::new(),
            numerator: None,
            denominator: None,
            formula: None,
            averages: false,
        };
        match part {
            tree::Part::Rows { source, clauses } => {
                if *kind == DataKind::Rows {
                    let id = self.source_named(source)?;
                    self.periods_of_counted_rows(frame, id, line)?;
                }
                let clauses = counted(frame, clauses, kind, line);
                let owner = Owner {
                    declaration: "valideringsregel",
                    name: &frame.name.text,
                    line,
                    broken: frame.declaration.broken,
                };
                let rows = self.rows(source, &clauses, frame.loops.as_ref(), &owner)?;
                let unit = rows.unit.clone();
                draft.numerator = Some(Draft::Rows(Box::new(rows)));
                if let Some(term) = per {
                    draft.denominator = Some(Draft::Formula(Formula::Term(term)));
                    draft.clauses.push(denominator_rule(line));
                }
                Some((draft, unit))
            }
            tree::Part::Formula(expression) => {
                if let Some(first) = frame.dimensions.first() {
                    let problem = RuleProblem::DataWithoutDimension { dimension: first.text.clone() };
                    self.report(problem, expression.span);
                    return None;
                }
                let formula = self.formula(expression)?;
                let dimension = self.formula_dimension(&formula);
                let unit = dimension.map_or_else(Unit::any_count, |dimension| Unit::parse(&dimension.shown()));
                draft.formula = Some(match per {
                    Some(term) => Formula::Divide(Box::new(formula), Box::new(Formula::Term(term))),
                    None => formula,
                });
                Some((draft, unit))
            }
        }
    }

    /// A koblet nøgletal of what the data is compared with.
    pub(super) fn comparand_figure(
        &mut self,
        frame: &mut Frame,
        years: Years,
        formula: Formula,
        span: Span,
    ) -> FigureId {
        let unit = Unit::any_count();
        let draft = EditionDraft {
            years,
            span,
            clauses: Vec::new(),
            numerator: None,
            denominator: None,
            formula: Some(formula),
            averages: false,
        };
        self.push_figure(frame, frame.period, unit, false, vec![draft])
    }

    pub(super) fn push_figure(
        &mut self,
        frame: &mut Frame,
        reported: Frequency,
        unit: Unit,
        with_loops: bool,
        drafts: Vec<EditionDraft>,
    ) -> FigureId {
        let id = FigureId(self.model.figures.len());
        let sql = format!("_{}_{}", frame.made, fold(&frame.name.text));
        frame.made += 1;
        self.model.figures.push(KeyFigure {
            name: Named { text: frame.name.text.clone(), sql, span: frame.name.span },
            title: frame.title.clone(),
            identifier: None,
            area: None,
            definition: None,
            responsible: None,
            unit,
            reported,
            direction: None,
            compared: None,
            prices: None,
            access: None,
            family: frame.loops.as_ref().filter(|_| with_loops).map(|loops| loops.family.clone()),
            editions: Vec::new(),
            breaks: Vec::new(),
            overlap_allowed: None,
            of_rule: true,
            span: frame.declaration.span,
        });
        let mut editions = self.built_editions(id, frame.declaration, drafts);
        for edition in &mut editions {
            edition.factor = BigRational::one();
            edition.shown_in = BigRational::one();
        }
        self.model.figures[id.0].editions = editions;
        id
    }

    /// `hældning pr. borger`: a grundtal or nøgletal by that name, else the one grundtal of that unit.
    pub(super) fn divisor(&mut self, word: &str, span: Span) -> Option<FormulaTerm> {
        let term = |value| Some(FormulaTerm { value, shift: None, span });
        if let Some(id) = self.base_figure_ids.get(&fold(word)).copied() {
            self.symbols.mark_used(word);
            return term(TermValue::BaseFigure(id));
        }
        let wanted = Word::new(word);
        let bases = self.model.base_figures.iter().enumerate();
        let fitting: Vec<(usize, String)> = bases
            .filter(|(_, base)| matches!(&base.unit.quantity, Quantity::Of { word, .. } if word.same(&wanted)))
            .map(|(index, base)| (index, base.name.text.clone()))
            .collect();
        match fitting.as_slice() {
            [(index, name)] => {
                self.symbols.mark_used(name);
                term(TermValue::BaseFigure(super::super::BaseFigureId(*index)))
            }
            several => {
                let found = several.iter().map(|(_, name)| name.clone()).collect();
                self.report(RuleProblem::SlopeDivisor { word: word.to_string(), found }, span);
                None
            }
        }
    }

    /// The length of the periods: of a slope, those of the optælling where they are shorter.
    fn grain_of(&self, frame: &Frame, kind: &DataKind) -> Frequency {
        if !matches!(kind, DataKind::Slope(_)) {
            return frame.period;
        }
        let own = self.period_of_data(&frame.editions);
        own.filter(|own| months(*own) < months(frame.period)).unwrap_or(frame.period)
    }

    /// The periods that the data itself has: of its optælling, else of its source.
    pub(super) fn period_of_data(&self, editions: &[(Years, Vec<Clause>)]) -> Option<Frequency> {
        let (part, _) = editions.iter().find_map(|(_, clauses)| data_of(clauses))?;
        match part {
            tree::Part::Rows { source, clauses } => {
                let counting = clauses.iter().find_map(|clause| match &clause.kind {
                    ClauseKind::Counting(counting) => Some(period_of_when(counting.when.kind)),
                    _ => None,
                });
                counting.or_else(|| {
                    let id = self.source_ids.get(&fold(&source.text))?;
                    Some(period_of_time(self.model.sources[id.0].time_kind))
                })
            }
            tree::Part::Formula(expression) => self.period_of_expression(expression),
        }
    }

    fn period_of_expression(&self, expression: &Expression) -> Option<Frequency> {
        match &expression.kind {
            ExpressionKind::Number(_) => None,
            ExpressionKind::Negate(inner) => self.period_of_expression(inner),
            ExpressionKind::Binary(_, left, right) => {
                self.period_of_expression(left).or_else(|| self.period_of_expression(right))
            }
            ExpressionKind::Term(term) => {
                let name = fold(&term.figure.name.text);
                if let Some(id) = self.figure_ids.get(&name) {
                    return Some(self.model.figures[id.0].reported);
                }
                let base = &self.model.base_figures[self.base_figure_ids.get(&name)?.0];
                base.parts.iter().find_map(|part| match &part.value {
                    Part::Rows(rows) => Some(period_of_when(rows.counting.when)),
                    Part::Formula(_) => None,
                })
            }
        }
    }

    /// N703: what is compared is of the data's unit.
    pub(super) fn units_meet(&mut self, data: FigureId, compared: &Formula, span: Span) -> Option<()> {
        let unit = self.model.figures[data.0].unit.clone();
        let Some(compared) = self.formula_dimension(compared) else { return Some(()) };
        let own = Dimension::of(&unit);
        if unit.quantity == Quantity::AnyCount || compared.literal || own.same(&compared) {
            return Some(());
        }
        let problem = RuleProblem::RuleUnitsDiffer { data: own.shown(), compared: compared.shown() };
        self.report(problem, span);
        None
    }

    pub(super) fn rule_periods_differ(&mut self, frame: &Frame, figure: String, reported: Frequency, span: Span) {
        let problem = RuleProblem::RulePeriodsDiffer {
            rule: frame.name.text.clone(),
            period: every(frame.period).to_string(),
            figure,
            reported: super::super::super::danish_frequency(reported).to_string(),
        };
        self.report(problem, span);
    }

    /// A name that is no family where a family is needed.
    pub(super) fn no_family(&mut self, span: Span) {
        self.report(RuleProblem::PartsOfNoFamily {}, span);
    }

    /// A nøgletal or grundtal is no source: rows can only be asked of rows.
    pub(super) fn no_rows(&mut self, requirement: &str, span: Span) {
        let problem = RuleProblem::RequirementNeedsRows { requirement: requirement.to_string() };
        self.report(problem, span);
    }
}

/// The lines of the data, each dimension of `gælder`, and the optælling.
fn counted(frame: &Frame, clauses: &[Clause], kind: &DataKind, line: Span) -> Vec<Clause> {
    let is_counting = |clause: &&Clause| matches!(clause.kind, ClauseKind::Counting(_));
    let mut all: Vec<Clause> = match kind {
        DataKind::Rows => clauses.iter().filter(|clause| !is_counting(clause)).cloned().collect(),
        _ => clauses.to_vec(),
    };
    for dimension in &frame.dimensions {
        let span = dimension.span;
        let conditions = vec![Condition { kind: ConditionKind::This(dimension.clone()), span }];
        let line = FilterLine { kind: LineKind::ForAll, conditions, only: None, span };
        all.push(Clause { kind: ClauseKind::FilterLine(line), span, line: span });
    }
    if *kind == DataKind::Rows {
        let when = tree::When { kind: whole_period(frame.period), year_before: false, span: line };
        let counting = tree::Counting { what: tree::What::Rows(line), when, unit: None, span: line };
        all.push(Clause { kind: ClauseKind::Counting(counting), span: line, line });
    }
    all
}

/// `når nævner er 0, vis ikke`
fn denominator_rule(span: Span) -> Clause {
    let zero = Number { value: BigRational::zero(), span };
    let test = NumberTest::Compare(Comparison::Equal, zero);
    let condition = WhenCondition::Value { subject: Subject::Denominator, test };
    Clause { kind: ClauseKind::When { condition, outcome: Outcome::ShowNothing }, span, line: span }
}

fn whole_period(period: Frequency) -> WhenKind {
    match period {
        Frequency::Quarterly => WhenKind::ForQuarter,
        Frequency::Yearly => WhenKind::ForYear,
        Frequency::EverySchoolYear => WhenKind::ForSchoolYear,
        Frequency::Monthly | Frequency::Daily | Frequency::Weekly => WhenKind::ForMonth,
    }
}

fn period_of_when(when: WhenKind) -> Frequency {
    let unit = |unit| match unit {
        PeriodUnit::Month => Frequency::Monthly,
        PeriodUnit::Quarter => Frequency::Quarterly,
        PeriodUnit::Year => Frequency::Yearly,
    };
    match when {
        WhenKind::ForMonth | WhenKind::YearToDate | WhenKind::LastMonths(_) => Frequency::Monthly,
        WhenKind::ForQuarter => Frequency::Quarterly,
        WhenKind::ForSchoolYear => Frequency::EverySchoolYear,
        WhenKind::Start(of) | WhenKind::End(of) => unit(of),
        WhenKind::ForYear | WhenKind::On(_) | WhenKind::AverageOverYear => Frequency::Yearly,
    }
}

pub fn period_of_time(time: TimeKind) -> Frequency {
    match time {
        TimeKind::Month | TimeKind::Date | TimeKind::Week => Frequency::Monthly,
        TimeKind::Quarter => Frequency::Quarterly,
        TimeKind::Year => Frequency::Yearly,
        TimeKind::SchoolYear => Frequency::EverySchoolYear,
    }
}

/// How many months a period has.
pub fn months(period: Frequency) -> i32 {
    match period {
        Frequency::Yearly | Frequency::EverySchoolYear => 12,
        Frequency::Quarterly => 3,
        Frequency::Monthly | Frequency::Daily | Frequency::Weekly => 1,
    }
}
