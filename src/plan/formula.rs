//! Formulas as steps: divisions and roundings one after the other, everything else exact in between (N4).
//!
//! In: a tæller, nævner or formel. Out: a [`Computed`] over [`Term`]s and [`Step`]s. Guaranteed now: a term is read once
//! however often it is named; a step only needs columns of the steps before it.

use super::columns::Names;
use super::count::{Count, PriceFactors};
use super::number::Number;
use super::planner::Planner;
use super::window::{Grain, Lookup};
use crate::exact::DECIMALS;
use crate::model::years::Years;
use crate::model::{
    BaseFigure, BaseFigureId, FigureId, FigureReference, Formula, FormulaTerm, NumberTest, Part, Rows, TermValue,
    Version,
};

/// How many decimals a division inside another division keeps.
pub const INNER_DECIMALS: u32 = 10;

/// A value to be read, with its grade in the column `<name>_grad`.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    pub name: String,
    pub origin: TermOrigin,
    pub lookup: Lookup,
    /// What was not delivered counts as 0.
    pub missing_is_zero: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TermOrigin {
    /// A count of the figure itself.
    Count(String),
    /// A grundtal of counted rows.
    BaseFigure { name: String, grain: Grain },
    /// Another figure, which may be reported by other periods: then there is never a value.
    Figure { name: String, member: Option<String>, what: What, same_grain: bool },
}

/// What is read of another figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Result,
    Numerator,
    Denominator,
    /// The same for every kommune.
    NationalAverage,
}

/// A column computed from those before it.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// numerator ÷ denominator in whole units of 10^-`decimals`; nothing when the denominator is 0.
    Quotient { name: String, numerator: Number, denominator: Number, decimals: u32 },
    /// In whole units of 10^-5.
    Rounded { name: String, value: Number },
    /// The parts (or the whole years) of those years that are ok, added; in whole units of 10^-5.
    SumOfOk { name: String, years: Vec<OkYear>, of_year: bool },
    /// By the year of the period looked up, in whole units of 10^-5.
    Chosen { name: String, lookup: Lookup, cases: Vec<(Years, Number)>, otherwise: Option<i32> },
}

/// A year that a prognose may go by: the terms of its part up to the month and of the whole year. It is ok when both
/// are, and neither is hidden.
#[derive(Debug, Clone, PartialEq)]
pub struct OkYear {
    pub part: String,
    pub year: String,
    pub hidden: Vec<NumberTest>,
}

impl Step {
    pub fn name(&self) -> &str {
        match self {
            Step::Quotient { name, .. }
            | Step::Rounded { name, .. }
            | Step::SumOfOk { name, .. }
            | Step::Chosen { name, .. } => name,
        }
    }

    fn columns(&self) -> Vec<&str> {
        match self {
            Step::Quotient { numerator, denominator, .. } => {
                numerator.columns().into_iter().chain(denominator.columns()).collect()
            }
            Step::Rounded { value, .. } => value.columns(),
            // Terms stand before all steps.
            Step::SumOfOk { .. } => Vec::new(),
            Step::Chosen { cases, .. } => cases.iter().flat_map(|(_, value)| value.columns()).collect(),
        }
    }
}

/// What a value's grade is the worst of.
#[derive(Debug, Clone, PartialEq)]
pub enum Grade {
    /// The grade of a term.
    Term(String),
    /// nævner_nul when what this step divides by is 0.
    ZeroDivisor(String),
    /// mangler when none of these years is ok.
    NoneOk(Vec<OkYear>),
    /// By the year of the period looked up; `otherwise` a fixed grade.
    Chosen { lookup: Lookup, cases: Vec<(Years, Vec<Grade>)>, otherwise: u8 },
}

/// A value and its grade; the value has at most 5 decimals.
#[derive(Debug, Clone, PartialEq)]
pub struct Computed {
    pub value: Number,
    pub grades: Vec<Grade>,
}

/// What one udgave reads and computes.
pub struct Steps<'p, 'm> {
    pub planner: &'p mut Planner<'m>,
    pub figure: FigureId,
    pub grain: Grain,
    pub missing_is_zero: bool,
    /// Amounts in kr. are told in the prices of one year.
    pub prices: Option<PriceFactors>,
    pub counts: &'p mut Vec<Count>,
    pub names: Names,
    pub terms: Vec<Term>,
    /// Steps of one level need only those of the levels before.
    pub levels: Vec<Vec<Step>>,
}

/// Where a formula is read, and what it must know of the formulas around it.
#[derive(Clone, Copy)]
struct At {
    lookup: Lookup,
    missing_is_zero: bool,
    divided: bool,
}

impl Steps<'_, '_> {
    /// A formula at the row's own period.
    pub fn formula(&mut self, formula: &Formula, wanted: &str) -> Computed {
        let at = At { lookup: Lookup::SAME, missing_is_zero: self.missing_is_zero, divided: false };
        if let Formula::Term(term) = formula
            && let Some(computed) = self.single_term(term, at, wanted)
        {
            return computed;
        }
        self.rounded_formula(formula, at)
    }

    /// A formula that is one term read as it is: the term itself gets the wanted name.
    fn single_term(&mut self, term: &FormulaTerm, at: At, wanted: &str) -> Option<Computed> {
        let (origin, missing_is_zero) = self.origin(term.value, at.missing_is_zero)?;
        Some(self.read(origin, at.lookup.then(term.shift), missing_is_zero, wanted))
    }

    /// The terms of a formel as they are read.
    pub fn summed(&mut self, formula: &Formula) -> Vec<Number> {
        let at = At { lookup: Lookup::SAME, missing_is_zero: self.missing_is_zero, divided: false };
        let span = crate::source::Span::default();
        let places = super::figure::term_places(formula);
        let term = |(value, shift)| FormulaTerm { value, shift, span };
        places.into_iter().map(|place| self.term(&term(place), at).value).collect()
    }

    fn rounded_formula(&mut self, formula: &Formula, at: At) -> Computed {
        let mut grades = Vec::new();
        let value = self.number(formula, at, &mut grades);
        Computed { value: self.rounded(value), grades }
    }

    /// The value, in a step of its own when it may have more than 5 decimals.
    pub fn rounded(&mut self, value: Number) -> Number {
        if value.has_five_decimals() {
            return value;
        }
        if let Number::Literal(literal) = &value {
            return Number::Literal(crate::exact::round5(literal));
        }
        let name = self.names.unique_with("afrundet", &["_t"]);
        self.step(Step::Rounded { name, value })
    }

    /// numerator ÷ denominator, with so many decimals: the step's name, and its value.
    pub fn quotient(&mut self, numerator: Number, denominator: Number, decimals: u32) -> (String, Number) {
        let name = self.names.unique_with("kvotient", &["_t", "_n"]);
        let value = self.step(Step::Quotient { name: name.clone(), numerator, denominator, decimals });
        (name, value)
    }

    pub fn step(&mut self, step: Step) -> Number {
        let needs = |name: &&str| self.levels.iter().position(|level| level.iter().any(|s| s.name() == *name));
        let level = step.columns().iter().filter_map(needs).max().map_or(0, |level| level + 1);
        let decimals = match &step {
            Step::Quotient { decimals, .. } => *decimals,
            Step::Rounded { .. } | Step::SumOfOk { .. } | Step::Chosen { .. } => DECIMALS,
        };
        let column = step.name().to_owned();
        if self.levels.len() <= level {
            self.levels.push(Vec::new());
        }
        self.levels[level].push(step);
        Number::Units { column, decimals }
    }

    fn number(&mut self, formula: &Formula, at: At, grades: &mut Vec<Grade>) -> Number {
        match formula {
            Formula::Number(value) => Number::Literal(value.clone()),
            Formula::Term(term) => {
                let computed = self.term(term, at);
                grades.extend(computed.grades.into_iter().filter(|grade| !grades.contains(grade)).collect::<Vec<_>>());
                computed.value
            }
            Formula::Negate(inner) => self.number(inner, at, grades).negated(),
            Formula::Add(a, b) => self.number(a, at, grades).plus(self.number(b, at, grades)),
            Formula::Subtract(a, b) => self.number(a, at, grades).minus(self.number(b, at, grades)),
            Formula::Multiply(a, b) => self.number(a, at, grades).times(self.number(b, at, grades)),
            Formula::Divide(a, b) => {
                let inside = At { divided: true, ..at };
                let numerator = self.number(a, inside, grades);
                let denominator = self.number(b, inside, grades);
                let decimals = if at.divided { INNER_DECIMALS } else { DECIMALS };
                let (name, value) = self.quotient(numerator, denominator, decimals);
                grades.push(Grade::ZeroDivisor(name));
                value
            }
        }
    }

    fn term(&mut self, term: &FormulaTerm, at: At) -> Computed {
        let lookup = at.lookup.then(term.shift);
        if let Some((origin, missing_is_zero)) = self.origin(term.value, at.missing_is_zero) {
            let wanted = self.term_name(term.value, lookup);
            return self.read(origin, lookup, missing_is_zero, &wanted);
        }
        match term.value {
            TermValue::BaseFigure(id) => self.base_formula(id, At { lookup, divided: false, ..at }),
            _ => Computed { value: Number::Literal(crate::exact::whole(0)), grades: Vec::new() },
        }
    }

    /// Where a term's value stands; nothing for a grundtal that is itself a formula.
    fn origin(&mut self, value: TermValue, missing_is_zero: bool) -> Option<(TermOrigin, bool)> {
        let of_figure = |planner: &Planner, figure: FigureReference, what: What, grain: Grain| {
            let read = planner.model.figure(figure.figure);
            let same_grain = Grain::of(read.reported) == grain;
            TermOrigin::Figure { name: read.name.sql.clone(), member: planner.member_name(figure), what, same_grain }
        };
        let grain = self.grain;
        match value {
            TermValue::BaseFigure(id) => {
                let base = self.planner.model.base_figure(id);
                if !is_counted(base) || self.is_priced(base) {
                    return None;
                }
                self.planner.read_base_figure(id, grain);
                let name = base.name.sql.clone();
                Some((TermOrigin::BaseFigure { name, grain }, missing_is_zero || base.missing_is_zero))
            }
            TermValue::Result(figure) => Some((of_figure(self.planner, figure, What::Result, grain), false)),
            TermValue::Numerator(figure) => Some((of_figure(self.planner, figure, What::Numerator, grain), false)),
            TermValue::Denominator(figure) => Some((of_figure(self.planner, figure, What::Denominator, grain), false)),
            TermValue::NationalAverage(figure) => {
                Some((of_figure(self.planner, figure, What::NationalAverage, grain), false))
            }
        }
    }

    /// The term's column; a term that is read already is not read again.
    pub fn read(&mut self, origin: TermOrigin, lookup: Lookup, missing_is_zero: bool, wanted: &str) -> Computed {
        let same =
            |term: &&Term| term.origin == origin && term.lookup == lookup && term.missing_is_zero == missing_is_zero;
        let name = match self.terms.iter().find(same) {
            Some(term) => term.name.clone(),
            None => {
                let name = self.term_column(wanted);
                self.terms.push(Term { name: name.clone(), origin, lookup, missing_is_zero });
                name
            }
        };
        Computed { value: Number::Decimal(name.clone()), grades: vec![Grade::Term(name)] }
    }

    /// The name of a term's column: as wanted where that is the name of a part, else one that is free.
    fn term_column(&mut self, wanted: &str) -> String {
        let is_part = ["taeller", "naevner", "vaerdi"].contains(&wanted);
        if is_part && !self.terms.iter().any(|term| term.name == wanted) {
            return wanted.to_owned();
        }
        self.names.unique_with(wanted, &["_grad"])
    }

    /// Its amounts are converted, so that its view, in the prices of the time, is of no use here.
    fn is_priced(&self, base: &BaseFigure) -> bool {
        let model = self.planner.model;
        let counts_kroner = |part: &Part| match part {
            Part::Rows(rows) => model.counts_kroner(rows),
            Part::Formula(_) => false,
        };
        self.prices.is_some() && base.parts.iter().any(|version| counts_kroner(&version.value))
    }

    /// The rows of a grundtal, counted by the figure itself.
    fn priced_rows(&mut self, base: &BaseFigure, rows: &Rows, at: At) -> Computed {
        let counted = self.counted(&format!("talt_{}", base.name.sql), rows, None);
        self.read(TermOrigin::Count(counted), at.lookup, at.missing_is_zero, &base.name.sql)
    }

    /// A grundtal that is a formula, in the udgave of the year it is read in.
    fn base_formula(&mut self, id: BaseFigureId, at: At) -> Computed {
        let model = self.planner.model;
        let base = model.base_figure(id);
        let at = At { missing_is_zero: at.missing_is_zero || base.missing_is_zero, ..at };
        if let [Version { years: Years::ALL, value: Part::Rows(rows) }] = base.parts.as_slice() {
            return self.priced_rows(base, rows, at);
        }
        if let [Version { years: Years::ALL, value: Part::Formula(formula) }] = base.parts.as_slice() {
            return self.rounded_formula(formula, at);
        }
        let mut values = Vec::new();
        let mut grades = Vec::new();
        for part in &base.parts {
            let computed = match &part.value {
                Part::Formula(formula) => self.rounded_formula(formula, at),
                Part::Rows(rows) if self.is_priced(base) => self.priced_rows(base, rows, at),
                Part::Rows(_) => {
                    self.planner.read_base_figure(id, self.grain);
                    let origin = TermOrigin::BaseFigure { name: base.name.sql.clone(), grain: self.grain };
                    self.read(origin, at.lookup, at.missing_is_zero, &base.name.sql)
                }
            };
            values.push((part.years, computed.value));
            grades.push((part.years, computed.grades));
        }
        let name = self.names.unique(&base.name.sql);
        let otherwise = if at.missing_is_zero { Some(0) } else { None };
        let value = self.step(Step::Chosen { name, lookup: at.lookup, cases: values, otherwise });
        let otherwise = if at.missing_is_zero { 0 } else { 3 };
        Computed { value, grades: vec![Grade::Chosen { lookup: at.lookup, cases: grades, otherwise }] }
    }

    /// `borgere`, `borgere_aaret_foer`
    fn term_name(&self, value: TermValue, lookup: Lookup) -> String {
        let model = self.planner.model;
        let of = |figure: FigureReference| {
            self.planner.member_name(figure).unwrap_or_else(|| model.figure(figure.figure).name.sql.clone())
        };
        let name = match value {
            TermValue::BaseFigure(id) => model.base_figure(id).name.sql.clone(),
            TermValue::Result(figure) => of(figure),
            TermValue::Numerator(figure) => format!("taeller_af_{}", of(figure)),
            TermValue::Denominator(figure) => format!("naevner_af_{}", of(figure)),
            TermValue::NationalAverage(figure) => format!("landsgennemsnit_af_{}", of(figure)),
        };
        match (lookup.in_year, lookup.before) {
            (Some(year), _) => format!("{name}_i_{year}"),
            (None, 0) => name,
            (None, -1) => format!("{name}_maaneden_foer"),
            (None, -12) => format!("{name}_aaret_foer"),
            (None, months) if months % 12 == 0 => format!("{name}_{}_aar_foer", -months / 12),
            (None, months) => format!("{name}_{}_maaneder_foer", -months),
        }
    }
}

/// All its udgaver count rows.
fn is_counted(base: &BaseFigure) -> bool {
    base.parts.iter().all(|part| matches!(part.value, Part::Rows(_)))
}
