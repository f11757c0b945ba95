//! The plan as SQL: readable views over shared tables.
//!
//! In: a model without errors and where its sources are. Out: [`Statement`]s in the order in which they must be run.
//! Guaranteed now: the same input gives the same text; no text of an author stands outside quotes or a comment line;
//! every statement can be run again.
//!
//! Objects in the schema: `koder` (stored texts and the codes they stand for), `medlemmer`, `loekke_koder`, `loekke_tal`
//! (families), and per source `laest_…` (rows as read), `raekker_…` (the same, kept), `celler_…` (sums of them), `leveret_…` (months delivered) and
//! `paa_dagen_…` (intervals on the days on which they are looked at); per population `population_…`; `kalender`; per grundtal `gt_…`; per nøgletal `nt_…`, `grundlag_…`, and `dele_…` where another nøgletal reads it;
//! `resultat`, `katalog`, `brud`; `sammenligning`, per compared nøgletal `sammenligning_…`, and what they read: `regioner`,
//! `sammenligningsgrupper`, `naermeste_…`.

mod access;
mod arithmetic;
mod averages;
mod catalogue;
mod comments;
pub mod comparison;
mod count;
pub mod dialect;
mod drill_down;
mod existence;
mod figure;
mod findings;
mod known;
mod layout;
pub mod limits;
mod made_of;
mod members;
mod narrow;
mod nearest;
mod on_the_day;
mod population;
mod predicate;
mod prices;
mod reading;
mod rules;
mod shape;
mod shown;
mod sources;
mod suppression;
mod tables;
mod tally;
mod terms;
mod times;
pub mod verify;
mod window;
mod writer;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{FigureId, Model, RuleId};
use crate::plan::{Plan, PopulationPlan, SourcePlan, plan, plan_of, plan_of_compared, plan_of_rule};
use writer::Writer;

/// A statement and what it makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The object, `nt_udgift_pr_borger`.
    pub name: String,
    /// What it makes, in Danish, for progress.
    pub about: String,
    pub text: String,
    pub makes: Makes,
}

impl Statement {
    /// Whether it only takes away what the one after it makes.
    pub fn is_removal(&self) -> bool {
        self.makes == Makes::Way && self.text.starts_with("DROP ")
    }

    /// What must be run anew when the rows of sources have changed; nothing for what follows by itself.
    pub fn again(&self, dialect: &dyn dialect::Dialect) -> Vec<Statement> {
        let Makes::TableOf { object, query } = &self.makes else { return Vec::new() };
        let one = |text: String| Statement { text: dialect.statement(text), makes: Makes::Rows, ..self.clone() };
        dialect.refill(object, query).into_iter().map(one).collect()
    }
}

/// What a statement leaves behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Makes {
    Schema,
    Function,
    View,
    /// A table that others fill.
    Table,
    /// A table with the rows that a query has now: it must be filled anew when those change; views follow by themselves.
    TableOf {
        object: String,
        query: String,
    },
    Rows,
    /// What readers may or are told: run last and each time, on objects that are all there by then.
    Right,
    /// Nothing itself: it makes way for the one after it, or is what that one reads.
    Way,
}

/// For whom SQL is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub dialect: DialectName,
    pub schema: String,
    /// Where sources are, by their declared names; one that is not named is the table it says itself.
    pub sources: BTreeMap<String, SourceLocation>,
    /// The schema that readers know, where this build is made beside it.
    pub known_as: Option<String>,
    /// Who keeps rows from those who may not see them; the engine's usual when `None`.
    pub access: Option<Access>,
}

/// Who keeps rows from those who may not see them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// The engine, with roles and policies of its own that a build makes.
    Database,
    /// Whoever runs the database: a build makes views that show one's own kommune only, and no roles.
    Outside,
}

impl Target {
    /// DuckDB with all sources as tables by their own names.
    pub fn duckdb() -> Target {
        Target {
            dialect: DialectName::DuckDb,
            schema: "noegle".to_owned(),
            sources: BTreeMap::new(),
            known_as: None,
            access: None,
        }
    }

    /// How the engine keeps rows from those who may not see them; nothing when that is not its business.
    pub fn control(&self) -> Option<&'static dyn dialect::AccessControl> {
        let control = self.dialect.dialect().access()?;
        match self.access {
            Some(Access::Database) => Some(control),
            Some(Access::Outside) => None,
            None => control.is_usual().then_some(control),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DialectName {
    DuckDb,
    Postgres,
    MariaDb,
    Sqlite,
    Databricks,
    SqlServer,
    ClickHouse,
    BigQuery,
    Snowflake,
    Redshift,
    Trino,
    Oracle,
}

impl DialectName {
    pub const ALL: [DialectName; 12] = [
        DialectName::DuckDb,
        DialectName::Postgres,
        DialectName::MariaDb,
        DialectName::Sqlite,
        DialectName::Databricks,
        DialectName::SqlServer,
        DialectName::ClickHouse,
        DialectName::BigQuery,
        DialectName::Snowflake,
        DialectName::Redshift,
        DialectName::Trino,
        DialectName::Oracle,
    ];

    /// What the project file calls it.
    pub fn name(self) -> &'static str {
        match self {
            DialectName::DuckDb => "duckdb",
            DialectName::Postgres => "postgres",
            DialectName::MariaDb => "mariadb",
            DialectName::Sqlite => "sqlite",
            DialectName::Databricks => "databricks",
            DialectName::SqlServer => "sqlserver",
            DialectName::ClickHouse => "clickhouse",
            DialectName::BigQuery => "bigquery",
            DialectName::Snowflake => "snowflake",
            DialectName::Redshift => "redshift",
            DialectName::Trino => "trino",
            DialectName::Oracle => "oracle",
        }
    }

    pub fn named(name: &str) -> Option<DialectName> {
        DialectName::ALL.into_iter().find(|dialect| dialect.name() == name)
    }

    pub fn dialect(self) -> &'static dyn dialect::Dialect {
        match self {
            DialectName::DuckDb => &dialect::DuckDb,
            DialectName::Postgres => &dialect::Postgres,
            DialectName::MariaDb => &dialect::MariaDb,
            DialectName::Sqlite => &dialect::Sqlite,
            DialectName::Databricks => &dialect::Databricks,
            DialectName::SqlServer => &dialect::SqlServer,
            DialectName::ClickHouse => &dialect::ClickHouse,
            DialectName::BigQuery => &dialect::BigQuery,
            DialectName::Snowflake => &dialect::Snowflake,
            DialectName::Redshift => &dialect::Redshift,
            DialectName::Trino => &dialect::Trino,
            DialectName::Oracle => &dialect::Oracle,
        }
    }
}

/// Where a source's rows are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceLocation {
    /// A table by its name in the engine, as written.
    Table(String),
    Csv(String),
    Parquet(String),
}

/// Everything that a build makes, in order.
pub fn statements(model: &Model, target: &Target) -> Vec<Statement> {
    let plan = plan(model);
    let writer = Writer::new(target, &plan);
    all(&writer, &plan)
}

/// What one figure needs to be seen in its `nt_` view, in order, over rows that hold no other texts than `stored`.
pub fn statements_of(model: &Model, figure: FigureId, target: &Target, stored: &BTreeSet<String>) -> Vec<Statement> {
    asked(plan_of(model, figure), target, stored)
}

/// What one rule needs for its `regel_` views, in the same way; `brud` is not filled.
pub fn statements_of_rule(model: &Model, rule: RuleId, target: &Target, stored: &BTreeSet<String>) -> Vec<Statement> {
    asked(plan_of_rule(model, rule), target, stored)
}

/// What one nøgletal needs for its `sammenligning_` view, in the same way.
pub fn statements_of_compared(
    model: &Model,
    figure: FigureId,
    target: &Target,
    stored: &BTreeSet<String>,
) -> Vec<Statement> {
    let mut plan = plan_of_compared(model, figure);
    plan.keep_codes_stored(stored);
    let writer = Writer::new(target, &plan);
    let mut statements = writer.schema();
    statements.extend(writer.codes());
    statements.extend(writer.families());
    statements.extend(up_to_figures(&writer, &plan));
    statements.extend(writer.results_at_once());
    statements.extend(writer.comparison_views());
    statements
}

fn asked(mut plan: Plan, target: &Target, stored: &BTreeSet<String>) -> Vec<Statement> {
    plan.keep_codes_stored(stored);
    let writer = Writer::new(target, &plan);
    let mut statements = writer.schema();
    statements.extend(writer.codes());
    statements.extend(writer.families());
    statements.extend(up_to_figures(&writer, &plan));
    statements.extend(writer.rules().into_iter().filter(|statement| statement.name != "brud"));
    statements
}

fn up_to_figures(writer: &Writer, plan: &Plan) -> Vec<Statement> {
    let mut statements = Vec::new();
    for made in in_order(plan) {
        match made {
            Made::Source(source) => statements.extend(writer.source(source)),
            Made::Population(population) => statements.extend(writer.population(population)),
        }
    }
    statements.extend(writer.calendar());
    statements.extend(plan.base_figures.iter().flat_map(|base| writer.base_figure(base)));
    for figure in &plan.figures {
        statements.extend(writer.figure(figure));
        statements.extend(writer.national_average(figure));
    }
    statements
}

fn all(writer: &Writer, plan: &Plan) -> Vec<Statement> {
    let mut statements = writer.schema();
    statements.extend(writer.codes());
    statements.extend(writer.families());
    statements.extend(up_to_figures(writer, plan));
    statements.extend(writer.results());
    statements.extend(writer.comparisons());
    statements.extend(writer.catalogue());
    // A build in files has one file per object: what `brud` is filled from is made before it.
    let (filled, judged): (Vec<Statement>, Vec<Statement>) =
        writer.rules().into_iter().partition(|statement| statement.name == "brud");
    statements.extend(judged);
    statements.extend(writer.findings());
    statements.extend(filled);
    statements.extend(plan.figures.iter().flat_map(|figure| writer.drill_down(figure)));
    statements.extend(writer.access());
    statements.extend(writer.comments());
    statements.extend(writer.readable_views());
    statements
}

/// Rows that others are made of.
#[derive(Clone, Copy)]
enum Made<'p> {
    Source(&'p SourcePlan),
    Population(&'p PopulationPlan),
}

/// Sources and populations, each after what it reads.
fn in_order(plan: &Plan) -> Vec<Made<'_>> {
    let mut made = Vec::new();
    let mut begun = BTreeSet::new();
    plan.sources.iter().for_each(|source| make(plan, Made::Source(source), &mut begun, &mut made));
    plan.populations.iter().for_each(|one| make(plan, Made::Population(one), &mut begun, &mut made));
    made
}

fn make<'p>(plan: &'p Plan, one: Made<'p>, begun: &mut BTreeSet<(bool, &'p str)>, made: &mut Vec<Made<'p>>) {
    let (key, sources, populations) = match one {
        Made::Source(source) => ((false, source.name.as_str()), source.made_of(), source.populations()),
        Made::Population(population) => {
            ((true, population.name.as_str()), vec![population.source.as_str()], population.predicate.populations())
        }
    };
    if !begun.insert(key) {
        return;
    }
    for name in sources {
        let source = plan.sources.iter().find(|source| source.name == name);
        source.into_iter().for_each(|source| make(plan, Made::Source(source), begun, made));
    }
    for name in populations {
        let population = plan.populations.iter().find(|population| population.name == name);
        population.into_iter().for_each(|population| make(plan, Made::Population(population), begun, made));
    }
    made.push(one);
}
