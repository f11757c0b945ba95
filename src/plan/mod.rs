//! How to compute what a model means: relations, without the words of any dialect.
//!
//! In: a model without errors. Out: a [`Plan`]. Guaranteed now: sources are read once into shared cells; every figure is
//! a handful of small relations over those cells; every code is a run of the codes there are; divisions and roundings
//! stand where the meaning has them. A later bulk form reads the same plan.
//!
//! The shape, from the source rows to a figure:
//!
//! ```text
//! SourcePlan   rows as read → cells: sums per kommune, month and dimension; delivered months per kommune and role
//! Count        cells + a selection → one amount per kommune and period; delivered months → grade per kommune and period
//! BaseFigurePlan   a grundtal of counted rows: a count that many figures read
//! Existence    delivered months (or rows of other figures) → the kommuner and periods that have a row
//! EditionPlan  rows that exist + terms (counts, grundtal, other figures) → steps of arithmetic → tæller, nævner, resultat
//! ```
//!
//! A *grade* is a status as a number, the worse the higher: 0 ok, 1 foreløbig, 2 nævner_nul, 3 mangler,
//! 4 skjult. Months are numbers, 12 × year + month − 1. A period is known by its first month.

mod access;
mod catalogue;
mod code_lists;
mod codes;
mod columns;
mod comparison;
mod count;
mod drill_down;
mod existence;
mod figure;
mod forecast;
mod formula;
mod loops;
mod made_of;
mod members;
mod number;
mod planner;
mod population;
mod predicate;
mod reading;
mod rules;
mod selection;
mod sources;
mod wanted;
mod window;

pub use access::{MaySeePlan, Who};
pub use catalogue::CatalogueRow;
pub use code_lists::{CodeEntry, CodeList};
pub use columns::SourceColumns;
pub use comparison::{
    ComparisonPlan, ComparisonTables, GroupPlan, ListedGroup, NearestPlan, PotentialPlan, RegionOf, Weight,
};
pub use count::{Amount, Count, Deliveries, LoopJoin, MembersPart, Piece, PriceFactors, RowsFrom, Tally};
pub use drill_down::RowsOfPart;
pub use existence::{Branch, BranchOrigin, Existence, InsideTest, Months};
pub use figure::{BaseFigurePlan, EditionPlan, EditionShape, FigurePlan, HidePlan, HideValue};
pub use formula::{Computed, Grade, OkYear, Step, Term, TermOrigin, What as ReadOf};
pub use loops::{FamilyPlan, LoopCode, LoopTable, MemberPlan};
pub use made_of::{Aggregate, AggregateOf, DerivedPlan, LinkedPlan, MonthOf, PairTerm, Renamed};
pub use members::{MemberMonths, Reach, ReachDay, SeenFrom, Stretch};
pub use number::Number;
pub use population::{ActiveRow, PopulationPlan};
pub use predicate::{Predicate, This};
pub use reading::{Alternative, Between, BetweenEnd, ReadFrom};
pub use rules::{
    Against, Asked, CheckPlan, ExemptMembers, ExemptRows, FigureRead, MunicipalityRow, ReadColumn, RowTestPlan,
    RowsPlan, RulePlan, TestPlan, ToldColumn,
};
pub use sources::{CodeColumn, CountingDay, IntervalPlan, MeasureColumn, OriginPlan, PlainColumn, RowDay, SourcePlan};
pub use window::{Grain, Lookup, MonthExpression, SCHOOL_YEAR_START, Window};

use crate::model::{FigureId, Model, RuleId};

/// Everything to compute, in the order in which it can be made.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub code_lists: Vec<CodeList>,
    /// The sources that some figure reads.
    pub sources: Vec<SourcePlan>,
    /// Each after those it asks for itself.
    pub populations: Vec<PopulationPlan>,
    pub loops: Vec<LoopTable>,
    /// Grundtal of counted rows, per length of period that is read.
    pub base_figures: Vec<BaseFigurePlan>,
    /// Each after those it reads.
    pub figures: Vec<FigurePlan>,
    /// Those that are compared, in the same order.
    pub comparisons: Vec<ComparisonPlan>,
    pub comparison_tables: ComparisonTables,
    pub catalogue: Vec<CatalogueRow>,
    /// Who sees what of each name in `resultat`.
    pub access: Vec<MaySeePlan>,
    pub rules: Vec<RulePlan>,
    /// The list of kommuner; empty where no rule needs it.
    pub municipalities: Vec<MunicipalityRow>,
    /// Years that are read by name (`i 2030`), and how many years a measure may look back from there.
    pub named_years: Vec<i32>,
    pub years_back: i32,
    /// How many years after the last data there can be rows.
    pub years_ahead: i32,
}

/// Plans all figures and rules of a model.
pub fn plan(model: &Model) -> Plan {
    planner::Planner::new(model).plan(&model.figure_order, true)
}

/// Plans one figure and those that it reads.
pub fn plan_of(model: &Model, figure: FigureId) -> Plan {
    planner::Planner::new(model).plan(&wanted::with_what_they_read(model, &[figure]), false)
}

/// Plans one nøgletal that is compared, and the figures that its nearest kommuner are found by.
pub fn plan_of_compared(model: &Model, figure: FigureId) -> Plan {
    let wanted: Vec<FigureId> = model.criteria_of(model.figure(figure)).into_iter().chain([figure]).collect();
    let mut plan = planner::Planner::new(model).plan(&wanted::with_what_they_read(model, &wanted), false);
    let name = &model.figure(figure).name.sql;
    plan.comparisons.retain(|one| one.figure == *name);
    let by = model.comparison_of(model.figure(figure)).map(|comparison| &comparison.name.sql);
    plan.comparison_tables.listed.retain(|group| Some(&group.name) == by);
    plan.comparison_tables.nearest.retain(|nearest| Some(&nearest.name) == by);
    plan
}

/// Plans one rule and the figures that it reads.
pub fn plan_of_rule(model: &Model, rule: RuleId) -> Plan {
    let figures = wanted::with_what_they_read(model, &model.rule(rule).figures());
    planner::Planner::new(model).plan_asking(&figures, |planner| vec![planner.rule(rule, true)], false)
}
