//! Charts of accounts and code lists: what there is, by year, and which nøgletal count it.

pub mod account;
pub mod change;
pub mod code_list;
mod tree;

use minijinja::context;

use super::lookup::link;
use super::{File, Kind, Page, Site, SiteError, paths};
use crate::model::codes::{CodeTree, CodeVersion};
use crate::model::years::joined;
use crate::model::{Chart, TreeId};

pub const LIST: Kind = Kind { paths: |_| vec![paths::CHARTS.to_owned()], files: list };

pub const KIND: Kind =
    Kind { paths: |site| site.model.charts.iter().map(|chart| paths::chart(&chart.name.sql)).collect(), files };

fn list(site: &Site, _: usize) -> Result<Vec<File>, SiteError> {
    let chart = |chart: &Chart| {
        let trees = chart.trees.iter().map(|tree| {
            let codes = site.model.tree(*tree);
            context! { navn => &codes.name, antal => codes.versions.len() }
        });
        context! {
            titel => title(chart),
            sti => paths::chart(&chart.name.sql),
            udgiver => &chart.publisher,
            traeer => trees.collect::<Vec<_>>(),
        }
    };
    let lists = code_list::lists(site).into_iter().map(|tree| {
        let codes = site.model.tree(tree);
        context! {
            navn => &codes.name,
            sti => paths::code_list(&codes.name),
            antal => codes.versions.len(),
            noegletal => code_list::askers(site, tree).len(),
        }
    });
    let page = Page {
        path: paths::CHARTS.to_owned(),
        title: site.words.say("chart.title").to_owned(),
        description: site.words.say("chart.about").to_owned(),
        breadcrumbs: Vec::new(),
        section: paths::CHARTS,
        authored: false,
        template: "kontoplan-liste.html",
        data: context! {
            kontoplaner => site.model.charts.iter().map(chart).collect::<Vec<_>>(),
            lister => lists.collect::<Vec<_>>(),
            filtre => link(site.words.say("filter.title"), paths::FILTERS),
        },
    };
    Ok(vec![site.page(page)?])
}

pub fn title(chart: &Chart) -> &str {
    chart.title.as_deref().unwrap_or(&chart.name.text)
}

fn files(site: &Site, index: usize) -> Result<Vec<File>, SiteError> {
    let chart = &site.model.charts[index];
    let path = paths::chart(&chart.name.sql);
    let section = |id: &TreeId| {
        let codes = site.model.tree(*id);
        let short: Vec<String> = chart
            .short_forms
            .iter()
            .filter(|(_, level)| codes.levels.iter().any(|own| crate::text::fold(own) == crate::text::fold(level)))
            .map(|(short, level)| site.words.fill("chart.short_form", &[("short", short), ("level", level)]))
            .collect();
        context! {
            navn => &codes.name,
            sted => paths::slug(&codes.name),
            niveauer => &codes.levels,
            under => &codes.under,
            kortform => short,
            frie => site.lookup.free.get(id).map_or(0, |figures| figures.len()),
            trae => tree::rendered(site, &path, *id).value(),
        }
    };
    let changes = change::years(site, index).into_iter().map(|year| {
        let counts = change::Changes::new(site, index, year).counts();
        context! { aar => year, sti => paths::chart_change(&chart.name.sql, year), nye => counts.0, ophoert => counts.1, aendret => counts.2 }
    });
    let page = Page {
        path: path.clone(),
        title: title(chart).to_owned(),
        description: String::new(),
        breadcrumbs: vec![super::Crumb::new(site.words.say("chart.title"), paths::CHARTS)],
        section: paths::CHARTS,
        authored: true,
        template: "kontoplan.html",
        data: context! {
            navn => &chart.name.text,
            udgiver => &chart.publisher,
            dele => chart.trees.iter().map(section).collect::<Vec<_>>(),
            aendringer => changes.collect::<Vec<_>>(),
        },
    };
    Ok(vec![site.page(page)?])
}

/// The years of a code as they are shown; nothing when it has always been.
pub fn years_shown(site: &Site, versions: &[&CodeVersion]) -> Option<String> {
    let years = joined(versions.iter().map(|version| version.years));
    let always = years.iter().any(|years| years.from.is_none() && years.to.is_none());
    let shown: Vec<String> = years.into_iter().map(|years| site.words.years(years)).collect();
    (!always).then(|| site.words.list(&shown))
}

/// How sure the chart is of a row, where the code file has a column `sikkerhed` and says it is not.
pub fn doubt(version: &CodeVersion) -> Option<&str> {
    let column = version.further.iter().find(|(heading, _)| crate::text::fold(heading) == "sikkerhed");
    column.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty() && *value != "fundet")
}

/// `5.28.20 Plejefamilier`, by what it was called last.
pub fn named(codes: &CodeTree, code: &str) -> String {
    let title = codes.versions_of(code).last().map_or("", |version| version.title.as_str());
    format!("{code} {title}").trim_end().to_owned()
}
