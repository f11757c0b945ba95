//! What has cases: nøgletal and grundtal.
//!
//! In: a model. Out: [`Subject`]s, and the model in which they are all nøgletal. Guaranteed now: a grundtal is proven as a
//! nøgletal that shows it alone, by the periods of the first that reads it.

use crate::model::figure::EditionValue;
use crate::model::units::Unit;
use crate::model::years::Years;
use crate::model::{
    BaseFigureId, Counting, Edition, FigureId, Formula, FormulaTerm, Frequency, KeyFigure, Model, Named, Part,
    PeriodUnit, Rows, RowsVersion, Selection, SourceId, TermValue, Version, What, WhenKind,
};

/// A nøgletal of the proof model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    pub figure: FigureId,
    /// The grundtal that it shows.
    pub base: Option<BaseFigureId>,
    /// The same without rules and `skjul`: what it computes before it hides; itself when it has none.
    pub plain: FigureId,
}

/// A model in which everything that has cases is a nøgletal.
#[derive(Debug, Clone, PartialEq)]
pub struct Proof {
    pub model: Model,
    /// The nøgletal in the order of the definitions, then the grundtal.
    pub subjects: Vec<Subject>,
}

/// The model with a nøgletal for each grundtal, and one for each nøgletal that hides something.
pub fn proof(model: &Model) -> Proof {
    let mut shown = model.clone();
    let mut subjects = Vec::new();
    for index in 0..model.figures.len() {
        let figure = FigureId(index);
        if model.figure(figure).of_rule {
            continue;
        }
        subjects.push(Subject { figure, base: None, plain: add_plain(&mut shown, figure) });
    }
    for index in 0..model.base_figures.len() {
        let id = BaseFigureId(index);
        let figure = add_shower(&mut shown, id, grain_of(model, id));
        subjects.push(Subject { figure, base: Some(id), plain: figure });
    }
    Proof { model: shown, subjects }
}

/// Adds the nøgletal without its rules and `skjul`, when it has any.
fn add_plain(model: &mut Model, figure: FigureId) -> FigureId {
    let ruled = |edition: &Edition| !edition.rules.is_empty() || !edition.suppression.tests.is_empty();
    if !model.figure(figure).editions.iter().any(ruled) {
        return figure;
    }
    let mut plain = model.figure(figure).clone();
    for edition in &mut plain.editions {
        edition.rules.clear();
        edition.suppression = Default::default();
    }
    let id = FigureId(model.figures.len());
    model.figures.push(plain);
    model.figure_order.push(id);
    id
}

/// Adds a nøgletal that shows a grundtal by periods of the given length.
pub fn add_shower(model: &mut Model, base: BaseFigureId, reported: Frequency) -> FigureId {
    let shown = model.base_figure(base).clone();
    let id = FigureId(model.figures.len());
    let term = FormulaTerm { value: TermValue::BaseFigure(base), shift: None, span: shown.name.span };
    let years = Years::new(shown.parts.first().and_then(|p| p.years.from), shown.parts.last().and_then(|p| p.years.to));
    let numerator = Part::Formula(Formula::Term(term));
    let title = shown.title.clone().unwrap_or_else(|| shown.name.text.clone());
    let shower =
        KeyFigure { definition: shown.definition.clone(), ..alone(shown.name, title, shown.unit, numerator, years) };
    model.figures.push(KeyFigure { reported, ..shower });
    model.figure_order.push(id);
    id
}

/// Adds a nøgletal that counts all rows of a source.
pub fn add_counter(model: &mut Model, source: SourceId) -> FigureId {
    let id = FigureId(model.figures.len());
    let counted = model.source(source);
    let name = counted.name.clone();
    let rows = RowsVersion {
        source,
        municipality: counted.municipality_roles[0],
        selection: Selection { lines: Vec::new() },
        what: What::Rows,
        sign_reversed: false,
    };
    let counting =
        Counting { when: WhenKind::ForYear, year_before: false, snapshot: counted.snapshot, span: name.span };
    let part = Part::Rows(Rows { versions: vec![Version { years: Years::ALL, value: rows }], counting });
    let title = name.text.clone();
    model.figures.push(alone(name, title, Unit::parse("rækker"), part, Years::ALL));
    model.figure_order.push(id);
    id
}

/// A yearly nøgletal that has a tæller and nothing else.
fn alone(name: Named, title: String, unit: Unit, numerator: Part, years: Years) -> KeyFigure {
    let one = crate::exact::whole(1);
    let edition = Edition {
        years,
        value: EditionValue::Ratio { numerator, denominator: None },
        factor: one.clone(),
        shown_in: one,
        rules: Vec::new(),
        missing_is_zero: false,
        suppression: Default::default(),
        forecast: None,
    };
    KeyFigure {
        span: name.span,
        name,
        title,
        identifier: None,
        area: None,
        definition: None,
        responsible: None,
        unit,
        reported: Frequency::Yearly,
        direction: None,
        compared: None,
        prices: None,
        access: None,
        family: None,
        editions: vec![edition],
        breaks: Vec::new(),
        overlap_allowed: None,
        of_rule: false,
    }
}

/// The periods of the first nøgletal that reads it; else the shortest that its optælling can be seen by.
fn grain_of(model: &Model, id: BaseFigureId) -> Frequency {
    let reads = |figure: &&KeyFigure| {
        let mut found = false;
        for edition in &figure.editions {
            let parts = edition.parts().into_iter().filter_map(|part| match part {
                Part::Formula(formula) => Some(formula),
                Part::Rows(_) => None,
            });
            for formula in parts.chain(edition.formula()) {
                formula.terms(&mut |term| found |= term.value == TermValue::BaseFigure(id));
            }
        }
        found
    };
    if let Some(figure) = model.figures.iter().find(reads) {
        return figure.reported;
    }
    let when = model.base_figure(id).parts.iter().find_map(|part| match &part.value {
        Part::Rows(rows) => Some(rows.counting.when),
        Part::Formula(_) => None,
    });
    match when {
        Some(WhenKind::ForMonth | WhenKind::Start(PeriodUnit::Month) | WhenKind::End(PeriodUnit::Month)) => {
            Frequency::Monthly
        }
        Some(WhenKind::ForQuarter | WhenKind::Start(PeriodUnit::Quarter) | WhenKind::End(PeriodUnit::Quarter)) => {
            Frequency::Quarterly
        }
        Some(WhenKind::ForSchoolYear) => Frequency::EverySchoolYear,
        _ => Frequency::Yearly,
    }
}
