//! About the site: what it is, whose, and where else it can be read.

use minijinja::context;

use super::lookup::link;
use super::{File, Kind, Page, Site, SiteError, paths};

pub const KIND: Kind = Kind { paths: |_| vec![paths::ABOUT.to_owned()], files };

fn files(site: &Site, _: usize) -> Result<Vec<File>, SiteError> {
    let words = &site.words;
    let lists = [
        ("menu.figures", paths::FIGURES),
        ("menu.areas", paths::AREAS),
        ("base.title", paths::BASE_FIGURES),
        ("menu.sources", paths::SOURCES),
        ("chart.title", paths::CHARTS),
        ("filter.title", paths::FILTERS),
        ("menu.rules", paths::RULES),
        ("menu.glossary", paths::GLOSSARY),
        ("menu.news", paths::NEWS),
        ("coverage.title", paths::COVERAGE),
    ];
    let lists = lists.into_iter().filter(|(_, path)| site.pages.contains(*path));
    let backends: Vec<String> = site.backends.iter().map(|backend| backend.title.clone()).collect();
    let page = Page {
        path: paths::ABOUT.to_owned(),
        title: words.say("about.title").to_owned(),
        description: words.say("about.description").to_owned(),
        breadcrumbs: Vec::new(),
        section: paths::ABOUT,
        authored: false,
        template: "om.html",
        data: context! {
            antal => site.known.declared.len(),
            datakilder => site.model.sources.len(),
            regler => site.model.rules.len(),
            eksempler => site.model.examples.len(),
            databaser => words.list(&backends),
            lister => lists.map(|(word, path)| link(words.say(word), path)).collect::<Vec<_>>(),
        },
    };
    Ok(vec![site.page(page)?])
}
