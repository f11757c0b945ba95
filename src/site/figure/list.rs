//! The list of all nøgletal.

use minijinja::{Value, context};

use super::{summary, title};
use crate::site::{File, Kind, Page, Site, SiteError, paths};
use crate::text::danish_order;

pub const KIND: Kind = Kind { paths: |_| vec![paths::FIGURES.to_owned()], files };

fn files(site: &Site, _: usize) -> Result<Vec<File>, SiteError> {
    let mut figures = site.known.declared.clone();
    figures.sort_by(|a, b| danish_order(&title(site.model.figure(*a)), &title(site.model.figure(*b))));
    let figures: Vec<Value> = figures.into_iter().map(|id| summary(site, id)).collect();
    let page = Page {
        path: paths::FIGURES.to_owned(),
        title: site.words.say("menu.figures").to_owned(),
        description: String::new(),
        breadcrumbs: Vec::new(),
        section: paths::FIGURES,
        authored: false,
        template: "noegletal-liste.html",
        data: context! { noegletal => figures },
    };
    Ok(vec![site.page(page)?])
}
