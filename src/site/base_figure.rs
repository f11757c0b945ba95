//! Grundtal: what each counts, and which nøgletal it is tæller or nævner of.

use minijinja::{Value, context};

use super::figure::summary as figure_summary;
use super::lines::linked;
use super::{Crumb, File, Kind, Page, Site, SiteError, markdown, paths};
use crate::model::{BaseFigureId, sentence};

pub const LIST: Kind = Kind {
    paths: |site| if site.model.base_figures.is_empty() { Vec::new() } else { vec![paths::BASE_FIGURES.to_owned()] },
    files: list,
};

pub const KIND: Kind = Kind {
    paths: |site| site.model.base_figures.iter().map(|base| paths::base_figure(&base.name.sql)).collect(),
    files,
};

fn list(site: &Site, _: usize) -> Result<Vec<File>, SiteError> {
    let base = |index: usize| {
        let (id, base) = (BaseFigureId(index), &site.model.base_figures[index]);
        let sources = site.known.of_base.get(&id).into_iter().flat_map(|reads| &reads.sources);
        context! {
            titel => base.title.as_ref().unwrap_or(&base.name.text),
            navn => &base.name.text,
            sti => paths::base_figure(&base.name.sql),
            enhed => &base.unit.text,
            datakilder => sources.map(|id| site.source_link(*id)).collect::<Vec<_>>(),
            antal => site.known.readers_of_base.get(&id).map_or(0, Vec::len),
        }
    };
    let bases: Vec<Value> = (0..site.model.base_figures.len()).map(base).collect();
    let page = Page {
        path: paths::BASE_FIGURES.to_owned(),
        title: site.words.say("base.title").to_owned(),
        description: site.words.say("base.about").to_owned(),
        breadcrumbs: Vec::new(),
        section: paths::FIGURES,
        authored: false,
        template: "grundtal-liste.html",
        data: context! { grundtal => bases },
    };
    Ok(vec![site.page(page)?])
}

fn files(site: &Site, index: usize) -> Result<Vec<File>, SiteError> {
    let (id, base) = (BaseFigureId(index), &site.model.base_figures[index]);
    let reads = site.known.of_base.get(&id).cloned().unwrap_or_default();
    let readers = site.known.readers_of_base.get(&id).into_iter().flatten();
    let bases = site.known.of_base.iter().filter(|(_, reads)| reads.base_figures.contains(&id));
    let heading = sentence::heading(base.title.as_deref().unwrap_or(&base.name.text), base.definition.as_deref());
    let lines = sentence::base_figure_lines(site.model, base).into_iter().skip(heading.len());
    let page = Page {
        path: paths::base_figure(&base.name.sql),
        title: base.title.as_ref().unwrap_or(&base.name.text).clone(),
        description: base.definition.as_deref().map(markdown::plain).unwrap_or_default(),
        breadcrumbs: vec![
            Crumb::new(site.words.say("menu.figures"), paths::FIGURES),
            Crumb::new(site.words.say("base.title"), paths::BASE_FIGURES),
        ],
        section: paths::FIGURES,
        authored: true,
        template: "grundtal.html",
        data: context! {
            navn => &base.name.text,
            definition => base.definition.as_deref().map(|text| markdown::rendered(text).value()),
            enhed => &base.unit.text,
            linjer => linked(site, &paths::base_figure(&base.name.sql), lines),
            mangler_er_nul => base.missing_is_zero,
            datakilder => reads.sources.iter().map(|id| site.source_link(*id)).collect::<Vec<_>>(),
            regnet_af => reads.base_figures.iter().map(|id| site.base_figure_link(*id)).collect::<Vec<_>>(),
            noegletal => readers.map(|id| figure_summary(site, *id)).collect::<Vec<_>>(),
            grundtal => bases.map(|(id, _)| site.base_figure_link(*id)).collect::<Vec<_>>(),
            eksempler => examples(site, site.known.examples_of_base.get(&id)),
        },
    };
    Ok(vec![site.page(page)?])
}

/// What the examples are called.
pub fn examples(site: &Site, examples: Option<&Vec<usize>>) -> Vec<String> {
    examples.into_iter().flatten().map(|index| site.model.examples[*index].title.clone()).collect()
}
