//! What has cases: nøgletal and grundtal.
//!
//! In: a model. Out: [`Subject`]s, and the model in which they are all nøgletal. Guaranteed now: a grundtal is proven as a
//! nøgletal that shows it alone, by the periods of the first that reads it.

use crate::model::figure::EditionValue;
use crate::model::years::Years;
use crate::model::{
    BaseFigureId, Edition, FigureId, Formula, FormulaTerm, Frequency, KeyFigure, Model, Part, PeriodUnit, TermValue,
    WhenKind,
};

/// A nøgletal of the proof model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    pub figure: FigureId,
    /// The grundtal that it shows.
    pub base: Option<BaseFigureId>,
}

/// The model with a nøgletal for each grundtal, after all others and in their order.
pub fn proof_model(model: &Model) -> Model {
    let mut proof = model.clone();
    for index in 0..model.base_figures.len() {
        let id = BaseFigureId(index);
        add_shower(&mut proof, id, grain_of(model, id));
    }
    proof
}

/// Every nøgletal and grundtal, in the order of the definitions; `model` is a proof model.
pub fn subjects(model: &Model) -> Vec<Subject> {
    let figures = model.figures.len() - model.base_figures.len();
    let declared = (0..figures).map(FigureId).filter(|id| !model.figure(*id).of_rule);
    let own = declared.map(|figure| Subject { figure, base: None });
    let bases = (0..model.base_figures.len())
        .map(|index| Subject { figure: FigureId(figures + index), base: Some(BaseFigureId(index)) });
    own.chain(bases).collect()
}

/// Adds a nøgletal that shows a grundtal by periods of the given length.
pub fn add_shower(model: &mut Model, base: BaseFigureId, reported: Frequency) -> FigureId {
    let shown = model.base_figure(base).clone();
    let id = FigureId(model.figures.len());
    let term = FormulaTerm { value: TermValue::BaseFigure(base), shift: None, span: shown.name.span };
    let years = Years::new(shown.parts.first().and_then(|p| p.years.from), shown.parts.last().and_then(|p| p.years.to));
    let one = crate::exact::whole(1);
    let edition = Edition {
        years,
        value: EditionValue::Ratio { numerator: Part::Formula(Formula::Term(term)), denominator: None },
        factor: one.clone(),
        shown_in: one,
        rules: Vec::new(),
        missing_is_zero: false,
        suppression: Default::default(),
        forecast: None,
    };
    model.figures.push(KeyFigure {
        name: shown.name.clone(),
        title: shown.title.clone().unwrap_or_else(|| shown.name.text.clone()),
        identifier: None,
        area: None,
        definition: shown.definition.clone(),
        responsible: None,
        unit: shown.unit.clone(),
        reported,
        direction: None,
        compared: None,
        prices: None,
        family: None,
        editions: vec![edition],
        breaks: Vec::new(),
        overlap_allowed: None,
        of_rule: false,
        span: shown.name.span,
    });
    model.figure_order.push(id);
    id
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
