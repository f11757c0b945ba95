//! Code lists: their codes, and which nøgletal ask for them.

use std::collections::BTreeSet;

use minijinja::{Value, context};

use super::{doubt, years_shown};
use crate::model::{FigureId, TreeId};
use crate::site::figure::summary;
use crate::site::{Crumb, File, Kind, Page, Site, SiteError, paths};

pub const KIND: Kind = Kind {
    paths: |site| lists(site).into_iter().map(|tree| paths::code_list(&site.model.tree(tree).name)).collect(),
    files,
};

/// The trees that belong to no chart.
pub fn lists(site: &Site) -> Vec<TreeId> {
    let trees = (0..site.model.trees.len()).map(TreeId);
    trees.filter(|tree| !site.lookup.chart_of.contains_key(tree)).collect()
}

/// The nøgletal whose lines ask for codes of the list.
pub fn askers(site: &Site, tree: TreeId) -> BTreeSet<FigureId> {
    let all: Vec<usize> = (0..site.model.tree(tree).versions.len()).collect();
    site.lookup.users(tree, &all).map(|of| of.figure.figure).collect()
}

fn files(site: &Site, index: usize) -> Result<Vec<File>, SiteError> {
    let tree = lists(site)[index];
    let codes = site.model.tree(tree);
    let code = |(index, version): (usize, &crate::model::codes::CodeVersion)| {
        context! {
            kode => &version.code,
            titel => &version.title,
            under => &version.parent,
            aar => years_shown(site, &[version]),
            tvivl => doubt(version),
            antal => site.lookup.number_of_users(tree, &[index]),
        }
    };
    let codes_shown: Vec<Value> = codes.versions.iter().enumerate().map(code).collect();
    let sources = site.model.sources.iter().enumerate().filter(|(_, source)| {
        source.columns.iter().any(|column| match column.kind {
            crate::model::ColumnKind::Codes { tree: of, .. } => of == tree,
            crate::model::ColumnKind::Municipality => tree == site.model.municipalities,
            _ => false,
        })
    });
    let sources = sources.map(|(index, _)| site.source_link(crate::model::SourceId(index)));
    let page = Page {
        path: paths::code_list(&codes.name),
        title: site.words.fill("chart.code_list", &[("name", &codes.name)]),
        description: String::new(),
        breadcrumbs: vec![Crumb::new(site.words.say("chart.title"), paths::CHARTS)],
        section: paths::CHARTS,
        authored: true,
        template: "kodeliste.html",
        data: context! {
            koder => codes_shown,
            har_under => codes.versions.iter().any(|version| version.parent.is_some()),
            datakilder => sources.collect::<Vec<_>>(),
            noegletal => askers(site, tree).into_iter().map(|id| summary(site, id)).collect::<Vec<_>>(),
        },
    };
    Ok(vec![site.page(page)?])
}
