//! The page of a nøgletal.

pub mod list;

use minijinja::{Value, context};

use super::{Crumb, File, Kind, Page, Site, SiteError, markdown, paths};
use crate::model::years::Years;
use crate::model::{FigureId, KeyFigure, sentence};

pub const KIND: Kind = Kind {
    paths: |site| {
        let names = site.known.declared.iter().map(|id| &site.model.figure(*id).name.sql);
        names.map(|sql| paths::figure(sql)).collect()
    },
    files,
};

fn files(site: &Site, index: usize) -> Result<Vec<File>, SiteError> {
    let id = site.known.declared[index];
    let figure = site.model.figure(id);
    let page = Page {
        path: paths::figure(&figure.name.sql),
        title: figure.title.clone(),
        description: figure.definition.as_deref().map(markdown::plain).unwrap_or_default(),
        breadcrumbs: breadcrumbs(site, figure),
        section: paths::FIGURES,
        authored: true,
        template: "noegletal.html",
        data: data(site, figure),
    };
    Ok(vec![site.page(page)?])
}

fn data(site: &Site, figure: &KeyFigure) -> Value {
    let sql: Vec<Value> = site
        .backends
        .iter()
        .map(|backend| context! { titel => &backend.title, sti => paths::sql(&figure.name.sql, &backend.name) })
        .collect();
    context! {
        navn => &figure.name.text,
        definition => figure.definition.as_deref().map(|text| markdown::rendered(text).value()),
        saetning => sentence::figure(site.model, figure),
        sql => sql,
    }
}

pub fn breadcrumbs(site: &Site, figure: &KeyFigure) -> Vec<Crumb> {
    let area = site.model.areas.iter().find(|area| figure.area.as_ref() == Some(&area.name.text));
    let area = area.map(|area| Crumb::new(area.title.as_ref().unwrap_or(&area.name.text), paths::area(&area.name.sql)));
    std::iter::once(Crumb::new(site.words.say("menu.figures"), paths::FIGURES)).chain(area).collect()
}

/// The years of all udgaver.
pub fn valid(figure: &KeyFigure) -> Years {
    let first = figure.editions.first().and_then(|edition| edition.years.from);
    Years::new(first, figure.editions.last().and_then(|edition| edition.years.to))
}

/// A nøgletal as lists show it.
pub fn summary(site: &Site, id: FigureId) -> Value {
    let figure = site.model.figure(id);
    context! {
        titel => &figure.title,
        sti => paths::figure(&figure.name.sql),
        navn => &figure.name.text,
        enhed => &figure.unit.text,
        opgoeres => site.words.reported(figure.reported),
        gyldig => site.words.years(valid(figure)),
        beskrivelse => figure.definition.as_deref().map(markdown::plain),
    }
}
