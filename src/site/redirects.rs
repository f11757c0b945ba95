//! Addresses that lead on: by a nøgletal's id, by a family member's SQL name, and by names of former times.
//!
//! In: the model and the project's `tidligere_navne`. Out: pages that only lead to another. Guaranteed now: an address that
//! has a page of its own is not led away.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::context;

use super::figure::title;
use super::{File, Kind, Page, Site, SiteError, paths};

pub const KIND: Kind = Kind { paths: |site| site.leads.iter().map(|lead| lead.path.clone()).collect(), files };

/// An address that leads on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    pub path: String,
    pub target: String,
    /// What the target is called.
    pub title: String,
}

/// All of them, by address.
pub fn leads(site: &Site) -> Vec<Lead> {
    let mut leads: BTreeMap<String, (String, String)> = BTreeMap::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for id in &site.known.declared {
        let figure = site.model.figure(*id);
        let target = paths::figure(&figure.name.sql);
        taken.insert(target.clone());
        let members = figure.family.iter().flat_map(|family| &family.members);
        for member in members {
            let place = format!("{target}#{}", member_place(&member.code));
            leads.entry(paths::figure(&member.sql)).or_insert((place, member.title.clone()));
        }
        if let Some(identifier) = &figure.identifier {
            leads.entry(paths::identifier(identifier)).or_insert((target, title(figure)));
        }
    }
    for (former, present) in &site.settings.former_names {
        let present = crate::text::fold(present);
        let figures = site.known.declared.iter().map(|id| site.model.figure(*id));
        if let Some(figure) = figures.clone().find(|figure| figure.name.sql == present) {
            let target = (paths::figure(&figure.name.sql), title(figure));
            leads.insert(paths::figure(&paths::slug(former)), target);
        }
    }
    leads.retain(|path, _| !taken.contains(path));
    leads.into_iter().map(|(path, (target, title))| Lead { path, target, title }).collect()
}

/// Where a member of a family stands on its page.
pub fn member_place(code: &str) -> String {
    format!("medlem-{}", paths::slug(code))
}

fn files(site: &Site, index: usize) -> Result<Vec<File>, SiteError> {
    let Lead { path, target, title } = site.leads[index].clone();
    let page = Page {
        path,
        title,
        description: String::new(),
        breadcrumbs: Vec::new(),
        section: paths::FIGURES,
        authored: true,
        template: "henvisning.html",
        data: context! { maal => target },
    };
    Ok(vec![site.page(page)?])
}
