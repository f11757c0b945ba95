//! All pages, for search engines. They demand whole addresses.

use std::fmt::Write;

use super::addresses::{address, base};
use crate::site::html::escaped;
use crate::site::{Site, paths};

/// A file may hold no more.
const MOST: usize = 50_000;

pub fn xml(site: &Site) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    xml.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    let leads: std::collections::BTreeSet<&String> = site.leads.iter().map(|lead| &lead.path).collect();
    let pages = site.pages.iter().filter(|page| page.ends_with(".html") && !leads.contains(page));
    if base(site).is_some() {
        for page in pages.take(MOST) {
            let _ = writeln!(xml, "  <url><loc>{}</loc></url>", escaped(&address(site, paths::SITEMAP, page)));
        }
    }
    xml.push_str("</urlset>\n");
    xml
}
