//! Filters: the accounts that each holds, and who inserts it.

use minijinja::{Value, context};

use super::figure::accounts::version_of;
use super::figure::summary as figure_summary;
use super::lookup::{Users, link};
use super::{Crumb, File, Kind, Page, Site, SiteError, paths};
use crate::model::account_set::from_selection::Members;
use crate::model::{Filter, RowsVersion, Selection, SourceId, Version, What};

pub const LIST: Kind = Kind {
    paths: |site| if site.model.filters.is_empty() { Vec::new() } else { vec![paths::FILTERS.to_owned()] },
    files: list,
};

pub const KIND: Kind =
    Kind { paths: |site| site.model.filters.iter().map(|filter| paths::filter(&filter.name.sql)).collect(), files };

fn users<'a>(site: &'a Site, filter: &Filter) -> Option<&'a Users> {
    site.lookup.inserted_by.get(&filter.name.sql)
}

fn list(site: &Site, _: usize) -> Result<Vec<File>, SiteError> {
    let filter = |filter: &Filter| {
        let users = users(site, filter);
        context! {
            titel => filter.title.as_ref().unwrap_or(&filter.name.text),
            navn => &filter.name.text,
            sti => paths::filter(&filter.name.sql),
            kontoplan => chart(site, filter),
            antal => users.map_or(0, |users| users.figures.len() + users.base_figures.len()),
        }
    };
    let filters: Vec<Value> = site.model.filters.iter().map(filter).collect();
    let page = Page {
        path: paths::FILTERS.to_owned(),
        title: site.words.say("filter.title").to_owned(),
        description: site.words.say("filter.about").to_owned(),
        breadcrumbs: vec![Crumb::new(site.words.say("menu.charts"), paths::CHARTS)],
        section: paths::CHARTS,
        authored: false,
        template: "filter-liste.html",
        data: context! { filtre => filters },
    };
    Ok(vec![site.page(page)?])
}

fn chart(site: &Site, filter: &Filter) -> Option<Value> {
    let name = crate::text::fold(filter.chart.as_deref()?);
    let chart = site.model.charts.iter().find(|chart| chart.name.sql == name)?;
    Some(link(chart.title.as_ref().unwrap_or(&chart.name.text), paths::chart(&chart.name.sql)))
}

fn files(site: &Site, index: usize) -> Result<Vec<File>, SiteError> {
    let filter = &site.model.filters[index];
    let path = paths::filter(&filter.name.sql);
    let version = |(index, (source, version)): (usize, (SourceId, &Version<Selection>))| {
        let part = RowsVersion {
            source,
            municipality: site.model.source(source).municipality_roles[0],
            selection: version.value.clone(),
            what: What::Rows,
            sign_reversed: false,
        };
        context! {
            aar => site.words.years(version.years),
            konti => version_of(site, &path, &part, version.years, Members::default(), index),
        }
    };
    let reading = filter.reading.iter().flat_map(|(source, versions)| versions.iter().map(move |one| (*source, one)));
    let versions: Vec<Value> = reading.enumerate().map(version).collect();
    let users = users(site, filter).cloned().unwrap_or_default();
    let population = |id: &crate::model::PopulationId| {
        let population = site.model.population(*id);
        let title = population.title.as_ref().unwrap_or(&population.name.text);
        link(title, paths::source(&site.model.source(population.source).name.sql))
    };
    let others = users.base_figures.iter().map(|id| site.base_figure_link(*id));
    let others = others.chain(users.filters.iter().filter(|other| **other != index).map(|id| site.filter_link(*id)));
    let others = others.chain(users.rules.iter().map(|id| site.rule_link(*id)));
    let others = others.chain(users.sources.iter().map(|id| site.source_link(*id)));
    let others: Vec<Value> = others.chain(users.populations.iter().map(population)).collect();
    let page = Page {
        path: path.clone(),
        title: filter.title.as_ref().unwrap_or(&filter.name.text).clone(),
        description: String::new(),
        breadcrumbs: vec![
            Crumb::new(site.words.say("menu.charts"), paths::CHARTS),
            Crumb::new(site.words.say("filter.title"), paths::FILTERS),
        ],
        section: paths::CHARTS,
        authored: true,
        template: "filter.html",
        data: context! {
            navn => &filter.name.text,
            kontoplan => chart(site, filter),
            laest_i => filter.reading.as_ref().map(|(source, _)| site.source_link(*source)),
            udgaver => versions,
            noegletal => users.figures.iter().map(|id| figure_summary(site, *id)).collect::<Vec<_>>(),
            andre => others,
        },
    };
    Ok(vec![site.page(page)?])
}
