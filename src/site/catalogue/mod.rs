//! The site for programs: each nøgletal as JSON, catalogues in the forms that others read, and what is new as a feed.
//!
//! In: a [`Site`]. Out: files. Guaranteed now: the same input gives the same bytes, no file depends on the clock; addresses are
//! whole where noegle.yaml says where the site will be, else relative to the file.
//!
//! ```text
//! noegletal/<navn>.json          figure      everything on the page of a nøgletal; the form is skema/noegletal.schema.json
//! katalog/katalog.json           list        one entry per nøgletal
//! katalog/definitioner.csv       list        the same as a table, with the definitions
//! katalog/dcat.jsonld            dcat        DCAT-AP-DK 2.0
//! kontoplan/<navn>/skos.jsonld   skos        a chart of accounts as concepts
//! nyt/atom.xml                   feed        what is new
//! sitemap.xml                    sitemap     only where the address is known
//! in the head of each page       dataset     schema.org
//! ```

pub mod addresses;
pub mod dataset;
pub mod dcat;
pub mod feed;
pub mod figure;
pub mod list;
pub mod news;
pub mod sitemap;
pub mod skos;

use super::{File, Kind, Site, paths};

/// The form of the JSON of a nøgletal, in JSON Schema 2020-12.
const SCHEMA: &str = include_str!("noegletal.schema.json");

/// Files of which there is one.
pub const KIND: Kind = Kind {
    paths: |site| single(site).into_iter().map(|(path, _)| path).collect(),
    files: |site, index| {
        let (path, make) = single(site).swap_remove(index);
        Ok(vec![File::new(path, make(site))])
    },
};

/// The JSON of each nøgletal.
pub const FIGURES: Kind = Kind {
    paths: |site| {
        let names = site.known.declared.iter().map(|id| &site.model.figure(*id).name.sql);
        names.map(|sql| paths::figure_json(sql)).collect()
    },
    files: |site, index| {
        let id = site.known.declared[index];
        let path = paths::figure_json(&site.model.figure(id).name.sql);
        Ok(vec![File::new(path, pretty(&figure::value(site, id)))])
    },
};

/// Each chart of accounts as concepts.
pub const CHARTS: Kind = Kind {
    paths: |site| site.model.charts.iter().map(|chart| paths::skos(&chart.name.sql)).collect(),
    files: |site, index| {
        let chart = &site.model.charts[index];
        Ok(vec![File::new(paths::skos(&chart.name.sql), pretty(&skos::value(site, chart)))])
    },
};

type Make = fn(&Site) -> Vec<u8>;

fn single(site: &Site) -> Vec<(String, Make)> {
    let mut files: Vec<(String, Make)> = vec![
        (paths::SCHEMA.to_owned(), |_| SCHEMA.as_bytes().to_vec()),
        (paths::CATALOGUE.to_owned(), |site| pretty(&list::value(site))),
        (paths::DEFINITIONS.to_owned(), list::csv),
        (paths::DCAT.to_owned(), |site| pretty(&dcat::value(site))),
        (paths::FEED.to_owned(), |site| feed::xml(site).into_bytes()),
    ];
    if addresses::base(site).is_some() {
        files.push((paths::SITEMAP.to_owned(), |site| sitemap::xml(site).into_bytes()));
    }
    files
}

fn pretty(value: &serde_json::Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}
