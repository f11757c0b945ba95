//! From the trees to the model.
//!
//! In: the trees of all files and the code files they name, already read. Out: a [`Model`] of all
//! declarations that are whole, and every problem of names, codes, units, time and validity. A declaration
//! with a problem of its own is left out, and so is, in silence, what needs it: one cause, one message.
//!
//! Order of work: names; charts and code lists; filters; datakilder; populations, afledte and koblede datakilder;
//! families; grundtal and nøgletal; their order; examples; then the checks of the whole model.

mod access;
mod base_figures;
mod charts;
mod columns;
mod comparisons;
mod computed;
mod conditions;
mod derived;
mod editions;
mod examples;
mod expectations;
mod families;
mod figures;
mod filters;
mod forecasts;
mod formulas;
mod groups;
mod legal;
mod link_terms;
mod linked;
mod lookups;
mod measures;
mod numbers;
mod parts;
mod populations;
mod prices;
mod roles;
mod row_per;
mod row_values;
mod rows;
mod rule_examples;
mod rules;
mod source_examples;
mod source_order;
mod sources;
mod symbols;
mod trim;
mod unit_checks;
mod what;
mod without_example;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use super::PriceIndexId;
use super::access::AccessId;
use super::{
    Area, BaseFigureId, ColumnId, ColumnKind, ComparisonId, FigureId, MeasureId, Model, PopulationId, RuleId,
    Selection, SourceId, TreeId, Version,
};
use crate::diagnostics::problems::Noun;
use crate::diagnostics::{Diagnostic, Problem};
use crate::source::{FileId, Sources, Span};
use crate::syntax::tree::{Clause, ClauseKind, Declaration, Header, Tree};
pub use families::{LoopSort, Loops};
use symbols::{Symbols, named};
use words::Words;

/// A file that a definition names: where its text is among the sources, or why it is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeFile {
    Read(FileId),
    /// `nearest`: a file that is there and has almost this name.
    Missing {
        nearest: Option<String>,
    },
    Unreadable {
        reason: String,
    },
    /// The path leads out of the folder of definitions.
    Outside,
}

/// The paths of all files that the definitions name, of codes and of groups, as written, each once.
pub fn code_files_named(trees: &[Tree]) -> BTreeSet<String> {
    let declarations = trees.iter().flat_map(|tree| &tree.declarations);
    let clauses = declarations.flat_map(|declaration| &declaration.clauses);
    clauses
        .filter_map(|clause| match &clause.kind {
            ClauseKind::CodesFrom { file, .. } | ClauseKind::GroupFrom { file, .. } | ClauseKind::RatesFrom(file) => {
                Some(file.value.clone())
            }
            _ => None,
        })
        .collect()
}

/// Builds the model; `code_files` answers for every path of [`code_files_named`].
pub fn build(trees: &[Tree], files: &Sources, code_files: &BTreeMap<String, CodeFile>) -> (Model, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let symbols = Symbols::collect(trees, &mut problems);
    let mut builder = Builder::new(symbols, files, code_files, problems);
    let declarations: Vec<&Declaration> = trees.iter().flat_map(|tree| &tree.declarations).collect();
    let declarations: Vec<&Declaration> =
        declarations.into_iter().filter(|declaration| builder.symbols.is_first(declaration)).collect();
    builder.areas(&declarations);
    builder.charts(&declarations);
    builder.filters(&declarations);
    builder.sources(&declarations);
    builder.made_of_sources(&declarations);
    builder.comparisons(&declarations);
    builder.price_indices(&declarations);
    builder.accesses(&declarations);
    builder.figures(&declarations);
    builder.nearest_groups(&declarations);
    builder.validation_rules(&declarations);
    builder.examples(&declarations);
    builder.finish(&declarations)
}

pub struct Builder<'a> {
    symbols: Symbols<'a>,
    files: &'a Sources,
    code_files: &'a BTreeMap<String, CodeFile>,
    model: Model,
    problems: Vec<Diagnostic>,
    /// Folded name → the tree of a code list; lists of groups have none.
    lists: BTreeMap<String, TreeId>,
    source_ids: BTreeMap<String, SourceId>,
    source_words: Vec<Words>,
    /// Sources with a broken line: a missing column there is no news.
    incomplete_sources: BTreeSet<SourceId>,
    /// The first conditions of the lines whose codes have been looked at.
    conditions_checked: BTreeSet<Span>,
    population_ids: BTreeMap<String, PopulationId>,
    /// Måltal of koblede datakilder whose rows may be in several pairs, and the source that repeats them.
    repeated: BTreeMap<(SourceId, MeasureId), String>,
    cyclic_filters: BTreeSet<String>,
    filters_resolved: BTreeMap<(String, SourceId), Option<Vec<Version<Selection>>>>,
    /// Folded name → the prisregulering; none when its rates could not be read.
    price_ids: BTreeMap<String, Option<PriceIndexId>>,
    access_ids: BTreeMap<String, AccessId>,
    base_figure_ids: BTreeMap<String, BaseFigureId>,
    figure_ids: BTreeMap<String, FigureId>,
    comparison_ids: BTreeMap<String, ComparisonId>,
    /// Drafts that could not be completed; they and what reads them leave the model at the end.
    broken_base_figures: BTreeSet<BaseFigureId>,
    broken_figures: BTreeSet<FigureId>,
    broken_rules: BTreeSet<RuleId>,
}

impl<'a> Builder<'a> {
    fn new(
        symbols: Symbols<'a>,
        files: &'a Sources,
        code_files: &'a BTreeMap<String, CodeFile>,
        problems: Vec<Diagnostic>,
    ) -> Builder<'a> {
        Builder {
            symbols,
            files,
            code_files,
            model: Model::empty(),
            problems,
            lists: BTreeMap::new(),
            source_ids: BTreeMap::new(),
            source_words: Vec::new(),
            incomplete_sources: BTreeSet::new(),
            conditions_checked: BTreeSet::new(),
            population_ids: BTreeMap::new(),
            repeated: BTreeMap::new(),
            cyclic_filters: BTreeSet::new(),
            filters_resolved: BTreeMap::new(),
            price_ids: BTreeMap::new(),
            access_ids: BTreeMap::new(),
            base_figure_ids: BTreeMap::new(),
            figure_ids: BTreeMap::new(),
            comparison_ids: BTreeMap::new(),
            broken_base_figures: BTreeSet::new(),
            broken_figures: BTreeSet::new(),
            broken_rules: BTreeSet::new(),
        }
    }

    fn report(&mut self, problem: impl Into<Problem>, span: Span) {
        self.problems.push(Diagnostic::new(problem, span));
    }

    /// Reports what a look-up found wrong; nothing when the other declaration is to blame.
    fn found<T>(&mut self, result: Result<T, Option<Box<Diagnostic>>>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(problem) => {
                self.problems.extend(problem.map(|problem| *problem));
                None
            }
        }
    }

    fn areas(&mut self, declarations: &[&Declaration]) {
        for declaration in declarations.iter().filter(|declaration| declaration.header == Header::Area) {
            let Some(name) = &declaration.name else { continue };
            self.model.areas.push(Area {
                name: named(name),
                title: title(&declaration.clauses),
                responsible: responsible(&declaration.clauses),
            });
        }
    }

    /// The area a declaration says it belongs to, when it exists.
    fn area(&mut self, clauses: &[Clause]) -> Option<String> {
        let name = clauses.iter().find_map(|clause| match &clause.kind {
            ClauseKind::Area(name) => Some(name),
            _ => None,
        })?;
        let found = self.symbols.find(name, &[Noun::Area], Noun::Area).map(|_| ());
        self.found(found).map(|()| name.text.clone())
    }

    fn words(&self, source: SourceId) -> &Words {
        &self.source_words[source.0]
    }

    fn kind_of_column(&self, source: SourceId, column: ColumnId) -> ColumnKind {
        self.model.sources[source.0].columns[column.0].kind.clone()
    }
}

pub fn title(clauses: &[Clause]) -> Option<String> {
    clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::Title(text) => Some(text.value.clone()),
        _ => None,
    })
}

pub fn responsible(clauses: &[Clause]) -> Option<String> {
    clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::Responsible(text) => Some(text.value.clone()),
        _ => None,
    })
}

pub fn definition(clauses: &[Clause]) -> Option<String> {
    clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::Definition(text) => Some(text.value.clone()),
        _ => None,
    })
}
