//! The plan as SQL: readable views over shared tables.
//!
//! In: a model without errors and where its sources are. Out: [`Statement`]s in the order in which they must be run.
//! Guaranteed now: the same input gives the same text; no text of an author stands outside quotes or a comment line;
//! every statement can be run again.
//!
//! Objects in the schema: `koder` (stored texts and the codes they stand for), `medlemmer`, `loekke_koder`, `loekke_tal`
//! (families), and per source `laest_…` (rows as read), `celler_…` (sums of them), `leveret_…` (months delivered) and
//! `paa_dagen_…` (intervals on the days on which they are looked at); `kalender`; per grundtal `gt_…`; per nøgletal `nt_…`, `grundlag_…`, and `dele_…` where another nøgletal reads it;
//! `resultat`, `katalog`, `brud`.

mod arithmetic;
mod catalogue;
mod count;
pub mod dialect;
mod drill_down;
mod existence;
mod figure;
mod findings;
mod layout;
mod made_of;
mod on_the_day;
mod members;
mod predicate;
mod reading;
mod sources;
mod suppression;
mod tables;
mod tally;
pub mod verify;
mod window;
mod writer;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{FigureId, Model};
use crate::plan::{Plan, plan, plan_of};
use writer::Writer;

/// A statement and what it makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The object, `nt_udgift_pr_borger`.
    pub name: String,
    /// What it makes, in Danish, for progress.
    pub about: String,
    pub text: String,
}

impl Statement {
    /// Whether it makes a table out of others, which must be made anew when their rows change; views follow by themselves.
    pub fn holds_rows(&self, dialect: &dyn dialect::Dialect) -> bool {
        let create = dialect.create_table_as("\u{0}");
        let (before, after) = create.split_once('\u{0}').unwrap_or((&create, ""));
        self.text.lines().any(|line| line.starts_with(before) && line.trim_end().ends_with(after.trim_end()))
    }
}

/// For whom SQL is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub dialect: DialectName,
    pub schema: String,
    /// Where sources are, by their declared names; one that is not named is the table it says itself.
    pub sources: BTreeMap<String, SourceLocation>,
}

impl Target {
    /// DuckDB with all sources as tables by their own names.
    pub fn duckdb() -> Target {
        Target { dialect: DialectName::DuckDb, schema: "noegle".to_owned(), sources: BTreeMap::new() }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DialectName {
    DuckDb,
}

impl DialectName {
    pub fn dialect(self) -> &'static dyn dialect::Dialect {
        match self {
            DialectName::DuckDb => &dialect::DuckDb,
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
    let mut plan = plan_of(model, figure);
    plan.keep_codes_stored(stored);
    let writer = Writer::new(target, &plan);
    let mut statements = writer.schema();
    statements.extend(writer.codes());
    statements.extend(writer.families());
    statements.extend(up_to_figures(&writer, &plan));
    statements
}

fn up_to_figures(writer: &Writer, plan: &Plan) -> Vec<Statement> {
    let mut statements = Vec::new();
    for source in &plan.sources {
        statements.extend(writer.source(source));
    }
    statements.push(writer.calendar());
    statements.extend(plan.base_figures.iter().map(|base| writer.base_figure(base)));
    for figure in &plan.figures {
        statements.extend(writer.figure(figure));
    }
    statements
}

fn all(writer: &Writer, plan: &Plan) -> Vec<Statement> {
    let mut statements = writer.schema();
    statements.extend(writer.codes());
    statements.extend(writer.families());
    statements.extend(up_to_figures(writer, plan));
    statements.extend(writer.results());
    statements.extend(writer.catalogue());
    statements.extend(writer.findings());
    statements.extend(plan.figures.iter().filter_map(|figure| writer.drill_down(figure)));
    statements
}
