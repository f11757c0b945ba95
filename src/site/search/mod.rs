//! The search: an index made when the site is built, read by a script of ours in the browser.
//!
//! In: a [`Site`]. Out: the search page and the scripts of the index. Guaranteed now: without scripts the page lists all
//! nøgletal; what the browser finds is what [`index::Index::find`] finds, in the same order.
//!
//! ```text
//! document   what can be found, in the order of equals
//! fold       letters folded, texts cut into words and numbers        also in assets/soeg.js
//! stem       words without endings                                   also in assets/soeg.js
//! compounds  the parts of compounds
//! index      terms and the documents that have them
//! find       searching                                               also in assets/soeg.js
//! shards     the index as scripts
//! ```

pub mod compounds;
pub mod document;
pub mod find;
pub mod fold;
pub mod index;
pub mod shards;
pub mod stem;

use minijinja::{Value, context};

use super::figure::summary;
use super::{File, Kind, Page, Site, SiteError, paths};
use crate::text::danish_order;
use index::Index;

pub const KIND: Kind = Kind { paths: |_| vec![paths::SEARCH.to_owned()], files };

/// More than these are not listed twice: the page leads to the list of all.
const LISTED: usize = 1_000;

/// The index of a site.
pub fn index(site: &Site) -> Index {
    Index::new(document::documents(site), document::levels(site.model))
}

fn files(site: &Site, _: usize) -> Result<Vec<File>, SiteError> {
    let titles: Vec<String> = document::FACETS.iter().map(|(_, word)| site.words.say(word).to_owned()).collect();
    let mut files = shards::files(&index(site), &titles);
    let mut figures = site.known.declared.clone();
    figures.sort_by(|a, b| danish_order(&site.model.figure(*a).title, &site.model.figure(*b).title));
    let listed: Vec<Value> = match figures.len() {
        0..=LISTED => figures.into_iter().map(|id| summary(site, id)).collect(),
        _ => Vec::new(),
    };
    files.push(site.page(Page {
        path: paths::SEARCH.to_owned(),
        title: site.words.say("search.title").to_owned(),
        description: String::new(),
        breadcrumbs: Vec::new(),
        section: paths::SEARCH,
        authored: false,
        template: "soeg.html",
        data: context! { noegletal => listed, liste => paths::FIGURES },
    })?);
    Ok(files)
}
