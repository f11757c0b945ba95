//! The front page: what there is, by area.

use minijinja::{Value, context};

use super::figure::summary;
use super::{File, Kind, Page, Site, SiteError, paths};

pub const KIND: Kind = Kind { paths: |_| vec![paths::FRONT.to_owned()], files };

fn files(site: &Site, _: usize) -> Result<Vec<File>, SiteError> {
    let area = |(sql, figures): (&String, &Vec<_>)| {
        let declared = site.model.areas.iter().find(|area| area.name.sql == *sql);
        let title = declared.and_then(|area| area.title.clone().or(Some(area.name.text.clone())));
        let figures: Vec<Value> = figures.iter().map(|id| summary(site, *id)).collect();
        context! { titel => title, sti => paths::area(sql), noegletal => figures }
    };
    let areas: Vec<Value> = site.known.figures_of_area.iter().map(area).collect();
    let page = Page {
        path: paths::FRONT.to_owned(),
        title: site.settings.title.clone(),
        description: site.words.say("front.description").to_owned(),
        breadcrumbs: Vec::new(),
        section: paths::FRONT,
        authored: true,
        template: "forside.html",
        data: context! { omraader => areas, antal => site.known.declared.len() },
    };
    Ok(vec![site.page(page)?])
}
