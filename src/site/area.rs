//! Areas: what each holds, and who answers for it.

use minijinja::{Value, context};

use super::figure::summary;
use super::{Crumb, File, Kind, Page, Site, SiteError, paths};
use crate::model::{FigureId, SourceId};
use crate::text::danish_order;

pub const LIST: Kind = Kind { paths: |site| some_list(site, paths::AREAS), files: list };

pub const KIND: Kind =
    Kind { paths: |site| site.model.areas.iter().map(|area| paths::area(&area.name.sql)).collect(), files };

/// No list of what there is none of.
fn some_list(site: &Site, path: &str) -> Vec<String> {
    if site.model.areas.is_empty() { Vec::new() } else { vec![path.to_owned()] }
}

fn list(site: &Site, _: usize) -> Result<Vec<File>, SiteError> {
    let area = |area: &crate::model::Area| {
        context! {
            titel => area.title.as_ref().unwrap_or(&area.name.text),
            sti => paths::area(&area.name.sql),
            ansvarlig => &area.responsible,
            antal => figures_of(site, &area.name.sql).len(),
            datakilder => sources_of(site, &area.name.sql).count(),
        }
    };
    let areas: Vec<Value> = site.model.areas.iter().map(area).collect();
    let without: Vec<Value> = figures_of(site, "").iter().map(|id| summary(site, *id)).collect();
    let page = Page {
        path: paths::AREAS.to_owned(),
        title: site.words.say("menu.areas").to_owned(),
        description: site.words.say("area.about").to_owned(),
        breadcrumbs: Vec::new(),
        section: paths::AREAS,
        authored: false,
        template: "omraade-liste.html",
        data: context! { omraader => areas, uden => without },
    };
    Ok(vec![site.page(page)?])
}

fn files(site: &Site, index: usize) -> Result<Vec<File>, SiteError> {
    let area = &site.model.areas[index];
    let figures: Vec<Value> = figures_of(site, &area.name.sql).into_iter().map(|id| summary(site, id)).collect();
    let sources: Vec<Value> = sources_of(site, &area.name.sql).map(|id| super::source::summary(site, id)).collect();
    let page = Page {
        path: paths::area(&area.name.sql),
        title: area.title.as_ref().unwrap_or(&area.name.text).clone(),
        description: String::new(),
        breadcrumbs: vec![Crumb::new(site.words.say("menu.areas"), paths::AREAS)],
        section: paths::AREAS,
        authored: true,
        template: "omraade.html",
        data: context! { ansvarlig => &area.responsible, noegletal => figures, datakilder => sources },
    };
    Ok(vec![site.page(page)?])
}

fn figures_of(site: &Site, area: &str) -> Vec<FigureId> {
    let mut figures = site.known.figures_of_area.get(area).cloned().unwrap_or_default();
    figures.sort_by(|a, b| danish_order(&site.model.figure(*a).title, &site.model.figure(*b).title));
    figures
}

fn sources_of<'a>(site: &'a Site, area: &'a str) -> impl Iterator<Item = SourceId> + 'a {
    let sources = site.model.sources.iter().enumerate();
    let of_area =
        sources.filter(move |(_, source)| source.area.as_deref().is_some_and(|of| crate::text::fold(of) == area));
    of_area.map(|(index, _)| SourceId(index))
}
