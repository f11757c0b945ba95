//! What definitions mean: names resolved, codes looked up, units read, udgaver ordered.
//!
//! In: the trees of all files and the code files they name. Out: one [`Model`], plain data. Guaranteed
//! now, when no error was found: every name and code exists; every condition is about a column of its
//! source; numerators, denominators and formulas are dependency-ordered and free of cycles; every
//! optælling is legal for its måltal and its nøgletal; units agree. `evaluate` and `plan` read nothing else.
//!
//! Years are calendar years, months are counted from year 0: month number = 12 × year + month − 1.

pub mod access;
pub mod account_set;
pub mod build;
pub mod checks;
mod code_file_checks;
pub mod code_files;
mod code_order;
mod code_selection;
pub mod codes;
pub mod comparison;
pub mod condition;
pub mod csv_table;
pub mod dimension;
pub mod example;
pub mod figure;
mod group_files;
pub mod mask;
pub mod municipalities;
mod order;
pub mod population;
pub mod prices;
mod reach;
pub mod rule;
pub mod rule_sentence;
pub mod sentence;
pub mod source;
mod sources_read;
pub mod suppression;
pub mod units;
pub mod years;

pub use comparison::{AverageKind, Compared, ComparisonGroup, ComparisonId, GroupMember, Potential};
pub use condition::{Condition, Line, NumberTest, Operand, Selection, ThisChoice, Version};
pub use example::{Example, Expectation, ExpectedHeading, Given, GivenHeading, GivenRow};
pub use figure::{
    BaseFigure, BasePart, Counting, Edition, EditionValue, Family, FamilyLoop, FigureReference, Forecast, Formula,
    FormulaTerm, KeyFigure, LoopKind, LoopValue, Member, Outcome, Part, Rows, RowsVersion, TermValue, What, WhenRule,
};
pub use population::Population;
pub use prices::{FixedPrices, PriceIndex, PriceIndexId};
pub use rule::Rule;
pub use source::{
    Column, ColumnKind, ColumnValue, Derivation, EmptyValue, Interval, Link, LinkTerm, LinkedFrom, Measure,
    MeasureValue, Origin, Source, TimeBetween, TimeBetweenEnd,
};
pub use suppression::{HideTest, Suppression};

/// The tree's plain words that the model's types use, for the stages that do not see the tree.
pub use crate::syntax::tree::{
    Active, ActiveKind, Comparison, DayOfYear, Direction, Frequency, LineKind, MeasureKind, PeriodUnit, Severity,
    SeverityException, SeverityPeriod, Shift, SnapshotAt, Statistic, Subject as ValueSubject, TimeKind, TimeRelation,
    TimeUnit, WhenKind,
};

use std::collections::BTreeSet;

use codes::CodeTree;

use crate::source::Span;

/// A declared name: as written, as SQL writes it (folded), and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub text: String,
    /// `ældreudgift` → `aeldreudgift`; at most 60 bytes.
    pub sql: String,
    pub span: Span,
}

/// Index of a [`Source`] in [`Model::sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub usize);

/// Index of a column in its source's [`Source::columns`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ColumnId(pub usize);

/// Index of a måltal in its source's [`Source::measures`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MeasureId(pub usize);

/// Index of a [`Population`] in [`Model::populations`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PopulationId(pub usize);

/// Index of a code tree in [`Model::trees`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TreeId(pub usize);

/// Index of a [`BaseFigure`] (grundtal) in [`Model::base_figures`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BaseFigureId(pub usize);

/// Index of a [`KeyFigure`] in [`Model::figures`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FigureId(pub usize);

/// Index of a [`Rule`] in [`Model::rules`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleId(pub usize);

/// Everything a project defines, resolved.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    pub areas: Vec<Area>,
    pub charts: Vec<Chart>,
    /// All code trees: of charts, of code lists, and the list of kommuner.
    pub trees: Vec<CodeTree>,
    pub municipalities: TreeId,
    /// Trees of which not all could be read; an unknown code there is no news.
    pub incomplete_trees: BTreeSet<TreeId>,
    /// Each after those it is made of.
    pub sources: Vec<Source>,
    /// A population's source may itself ask for earlier ones.
    pub populations: Vec<Population>,
    pub filters: Vec<Filter>,
    pub comparisons: Vec<comparison::Comparison>,
    pub price_indices: Vec<PriceIndex>,
    pub accesses: Vec<access::Access>,
    pub base_figures: Vec<BaseFigure>,
    pub figures: Vec<KeyFigure>,
    /// Every figure after those it reads.
    pub figure_order: Vec<FigureId>,
    /// Every grundtal after those it reads.
    pub base_figure_order: Vec<BaseFigureId>,
    /// How many years after the last data a row can exist; the interpreter and the plan use the same number.
    pub years_ahead: i32,
    pub rules: Vec<Rule>,
    pub examples: Vec<Example>,
}

/// `område`
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    pub name: Named,
    pub title: Option<String>,
    pub responsible: Option<String>,
}

/// `kontoplan`
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    pub name: Named,
    pub title: Option<String>,
    pub publisher: Option<String>,
    /// Its dimensions, in written order.
    pub trees: Vec<TreeId>,
    /// `kortform Dr for dranst`: short form and level, as written.
    pub short_forms: Vec<(String, String)>,
}

/// `filter`, for documentation; where it is used its lines stand resolved in [`Condition::Inserted`].
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    pub name: Named,
    pub title: Option<String>,
    pub chart: Option<String>,
    /// The filter as the first source that has all it names reads it: what is checked when nothing inserts it.
    pub reading: Option<(SourceId, Vec<Version<Selection>>)>,
}

impl Model {
    /// Nothing defined.
    pub fn empty() -> Model {
        Model {
            areas: Vec::new(),
            charts: Vec::new(),
            trees: Vec::new(),
            municipalities: TreeId(0),
            incomplete_trees: BTreeSet::new(),
            sources: Vec::new(),
            populations: Vec::new(),
            filters: Vec::new(),
            comparisons: Vec::new(),
            price_indices: Vec::new(),
            accesses: Vec::new(),
            base_figures: Vec::new(),
            figures: Vec::new(),
            figure_order: Vec::new(),
            base_figure_order: Vec::new(),
            years_ahead: 1,
            rules: Vec::new(),
            examples: Vec::new(),
        }
    }

    pub fn source(&self, id: SourceId) -> &Source {
        &self.sources[id.0]
    }

    pub fn population(&self, id: PopulationId) -> &Population {
        &self.populations[id.0]
    }

    pub fn tree(&self, id: TreeId) -> &CodeTree {
        &self.trees[id.0]
    }

    pub fn figure(&self, id: FigureId) -> &KeyFigure {
        &self.figures[id.0]
    }

    pub fn rule(&self, id: RuleId) -> &Rule {
        &self.rules[id.0]
    }

    /// The nøgletal that authors declared.
    pub fn declared_figures(&self) -> impl Iterator<Item = &KeyFigure> {
        self.figures.iter().filter(|figure| !figure.of_rule)
    }

    pub fn base_figure(&self, id: BaseFigureId) -> &BaseFigure {
        &self.base_figures[id.0]
    }
}

/// `5. september`
pub fn danish_day(day: u32, month: u32) -> String {
    let name = (month as usize).checked_sub(1).and_then(|index| crate::text::MONTHS.get(index)).copied().unwrap_or("?");
    format!("{day}. {name}")
}

/// A frequency as authors write it after `opgøres` and `opdateres`.
pub fn danish_frequency(frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::Monthly => "månedligt",
        Frequency::Quarterly => "kvartalsvis",
        Frequency::Yearly => "årligt",
        Frequency::EverySchoolYear => "hvert skoleår",
        Frequency::Daily => "dagligt",
        Frequency::Weekly => "ugentligt",
    }
}
