//! What is known of all definitions together, found once: who reads whom, and what is about what.
//!
//! In: a model. Out: [`Known`], indexes by id. Guaranteed now: each list is in the order of declaration and holds nothing
//! twice; finding it all takes time in step with the model.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::example::Subject;
use crate::model::rule::RequirementKind;
use crate::model::{
    BaseFigureId, EditionValue, FigureId, FigureReference, Formula, Model, Part, PopulationId, RuleId, SourceId,
};

/// What a nøgletal or grundtal is computed from, without what that again is computed from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reads {
    pub figures: BTreeSet<FigureId>,
    pub base_figures: BTreeSet<BaseFigureId>,
    pub sources: BTreeSet<SourceId>,
    pub populations: BTreeSet<PopulationId>,
}

#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The nøgletal that authors declared, in the order of declaration.
    pub declared: Vec<FigureId>,
    /// Of nøgletal with several udgaver: each with its place.
    pub editions: Vec<(FigureId, usize)>,
    pub of_figure: BTreeMap<FigureId, Reads>,
    pub of_base: BTreeMap<BaseFigureId, Reads>,
    /// The nøgletal that read a nøgletal.
    pub readers_of_figure: BTreeMap<FigureId, Vec<FigureId>>,
    /// The nøgletal that read a grundtal, directly.
    pub readers_of_base: BTreeMap<BaseFigureId, Vec<FigureId>>,
    /// Every source that a nøgletal rests on, through whatever.
    pub sources_behind: BTreeMap<FigureId, BTreeSet<SourceId>>,
    /// The nøgletal that rest on a source.
    pub readers_of_source: BTreeMap<SourceId, Vec<FigureId>>,
    /// The rules that judge rows of a source, or a figure that rests on it.
    pub rules_of_source: BTreeMap<SourceId, Vec<RuleId>>,
    /// The rules that read a nøgletal by name.
    pub rules_of_figure: BTreeMap<FigureId, Vec<RuleId>>,
    /// Indexes in [`Model::examples`].
    pub examples_of_figure: BTreeMap<FigureId, Vec<usize>>,
    pub examples_of_base: BTreeMap<BaseFigureId, Vec<usize>>,
    pub examples_of_rule: BTreeMap<RuleId, Vec<usize>>,
    pub examples_of_source: BTreeMap<SourceId, Vec<usize>>,
    /// The nøgletal of an area, by the area's SQL name.
    pub figures_of_area: BTreeMap<String, Vec<FigureId>>,
}

impl Known {
    pub fn new(model: &Model) -> Known {
        let mut known = Known::default();
        let ids = (0..model.figures.len()).map(FigureId);
        known.declared = ids.filter(|id| !model.figure(*id).of_rule).collect();
        let editions = known.declared.iter().filter(|id| model.figure(**id).editions.len() > 1);
        known.editions =
            editions.flat_map(|id| (0..model.figure(*id).editions.len()).map(|index| (*id, index))).collect();
        for id in (0..model.base_figures.len()).map(BaseFigureId) {
            let mut reads = Reads::default();
            model.base_figure(id).parts.iter().for_each(|part| part_reads(model, &part.value, &mut reads));
            known.of_base.insert(id, reads);
        }
        for id in (0..model.figures.len()).map(FigureId) {
            let reads = figure_reads(model, id);
            if !model.figure(id).of_rule {
                reads.figures.iter().for_each(|read| known.readers_of_figure.entry(*read).or_default().push(id));
                reads.base_figures.iter().for_each(|read| known.readers_of_base.entry(*read).or_default().push(id));
            }
            known.of_figure.insert(id, reads);
        }
        known.find_sources(model);
        known.find_rules(model);
        known.find_examples(model);
        for &id in &known.declared {
            let area = model.figure(id).area.as_deref().map(crate::text::fold).unwrap_or_default();
            known.figures_of_area.entry(area).or_default().push(id);
        }
        known
    }

    /// In dependency order, so that what is read is known already.
    fn find_sources(&mut self, model: &Model) {
        let mut of_base: BTreeMap<BaseFigureId, BTreeSet<SourceId>> = BTreeMap::new();
        for id in &model.base_figure_order {
            let reads = &self.of_base[id];
            let mut sources = with_origins(model, &reads.sources, &reads.populations);
            reads.base_figures.iter().for_each(|read| sources.extend(of_base.get(read).into_iter().flatten()));
            of_base.insert(*id, sources);
        }
        for id in &model.figure_order {
            let reads = &self.of_figure[id];
            let mut sources = with_origins(model, &reads.sources, &reads.populations);
            reads.base_figures.iter().for_each(|read| sources.extend(of_base.get(read).into_iter().flatten()));
            let others = reads.figures.iter().filter_map(|read| self.sources_behind.get(read));
            sources.extend(others.flatten().copied().collect::<Vec<_>>());
            self.sources_behind.insert(*id, sources);
        }
        for id in &self.declared {
            for source in self.sources_behind.get(id).into_iter().flatten() {
                self.readers_of_source.entry(*source).or_default().push(*id);
            }
        }
    }

    fn find_rules(&mut self, model: &Model) {
        for (index, rule) in model.rules.iter().enumerate() {
            let mut sources: BTreeSet<SourceId> = rule.automatic.into_iter().collect();
            let mut figures: BTreeSet<FigureId> = BTreeSet::new();
            for requirement in rule.editions.iter().flat_map(|edition| &edition.requirements) {
                if let RequirementKind::Rows(checked) = &requirement.kind {
                    sources.insert(checked.source);
                }
                for figure in requirement.kind.figures() {
                    sources.extend(self.sources_behind.get(&figure).into_iter().flatten());
                    if !model.figure(figure).of_rule {
                        figures.insert(figure);
                    }
                }
            }
            sources.iter().for_each(|id| self.rules_of_source.entry(*id).or_default().push(RuleId(index)));
            figures.iter().for_each(|id| self.rules_of_figure.entry(*id).or_default().push(RuleId(index)));
        }
    }

    fn find_examples(&mut self, model: &Model) {
        for (index, example) in model.examples.iter().enumerate() {
            match &example.subject {
                Subject::KeyFigure(figure) | Subject::Member(FigureReference { figure, .. }) => {
                    self.examples_of_figure.entry(*figure).or_default().push(index);
                }
                Subject::BaseFigure(id) => self.examples_of_base.entry(*id).or_default().push(index),
                Subject::Rule(id) => self.examples_of_rule.entry(*id).or_default().push(index),
                Subject::Source(id) => self.examples_of_source.entry(*id).or_default().push(index),
                Subject::Declaration(_) => {}
            }
        }
    }
}

fn figure_reads(model: &Model, id: FigureId) -> Reads {
    let mut reads = Reads::default();
    for edition in &model.figure(id).editions {
        match &edition.value {
            EditionValue::Ratio { .. } => {
                edition.parts().into_iter().for_each(|part| part_reads(model, part, &mut reads));
            }
            EditionValue::Formula(formula) => formula_reads(formula, &mut reads),
        }
        if let Some(forecast) = &edition.forecast {
            reads.sources.extend(forecast.whole.versions.iter().map(|version| version.value.source));
        }
    }
    reads
}

fn part_reads(model: &Model, part: &Part, reads: &mut Reads) {
    match part {
        Part::Formula(formula) => formula_reads(formula, reads),
        Part::Rows(rows) => {
            reads.sources.extend(rows.versions.iter().map(|version| version.value.source));
            reads.populations.extend(model.populations_behind(rows));
        }
    }
}

fn formula_reads(formula: &Formula, reads: &mut Reads) {
    formula.terms(&mut |term| match (term.value, term.value.figure()) {
        (crate::model::TermValue::BaseFigure(id), _) => drop(reads.base_figures.insert(id)),
        (_, Some(reference)) => drop(reads.figures.insert(reference.figure)),
        (_, None) => {}
    });
}

/// The sources with those that they and the populations are made of.
fn with_origins(
    model: &Model,
    sources: &BTreeSet<SourceId>,
    populations: &BTreeSet<PopulationId>,
) -> BTreeSet<SourceId> {
    let mut waiting: Vec<SourceId> = sources.iter().copied().collect();
    waiting.extend(populations.iter().map(|id| model.population(*id).source));
    let mut found = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if found.insert(id) {
            waiting.extend(made_of(model, id));
        }
    }
    found
}

/// The sources that a source is put together of.
pub fn made_of(model: &Model, id: SourceId) -> Vec<SourceId> {
    match &model.source(id).origin {
        crate::model::Origin::Table => Vec::new(),
        crate::model::Origin::Derived(of) => vec![of.base],
        crate::model::Origin::Linked(link) => vec![link.left, link.right],
    }
}
