//! The catalogue: what each nøgletal is.
//!
//! In: the figures of a model. Out: one [`CatalogueRow`] per nøgletal, one per member of a family. Guaranteed now:
//! ordered by name.

use crate::model::{Direction, KeyFigure, Model, danish_frequency, sentence};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueRow {
    pub name: String,
    pub identifier: Option<String>,
    pub title: String,
    pub unit: String,
    pub area: Option<String>,
    pub reported: &'static str,
    pub direction: Option<&'static str>,
    pub valid_from: Option<i32>,
    pub valid_to: Option<i32>,
    pub definition: Option<String>,
    pub sentence: String,
}

pub fn catalogue(model: &Model) -> Vec<CatalogueRow> {
    let mut rows: Vec<CatalogueRow> = model.declared_figures().flat_map(|figure| rows_of(model, figure)).collect();
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    rows
}

fn rows_of(model: &Model, figure: &KeyFigure) -> Vec<CatalogueRow> {
    let one = CatalogueRow {
        name: figure.name.sql.clone(),
        identifier: figure.identifier.clone(),
        title: figure.title.clone(),
        unit: figure.unit.text.clone(),
        area: figure.area.clone(),
        reported: danish_frequency(figure.reported),
        direction: figure.direction.map(direction),
        valid_from: figure.editions.first().and_then(|edition| edition.years.from),
        valid_to: figure.editions.last().and_then(|edition| edition.years.to),
        definition: figure.definition.clone(),
        sentence: sentence::figure(model, figure),
    };
    let Some(family) = &figure.family else { return vec![one] };
    let member = |member: &crate::model::Member| CatalogueRow {
        name: member.sql.clone(),
        title: member.title.clone(),
        ..one.clone()
    };
    family.members.iter().map(member).collect()
}

fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::HigherIsBetter => "højere er bedre",
        Direction::LowerIsBetter => "lavere er bedre",
        Direction::Neutral => "neutral",
    }
}
