//! What is new as an Atom feed.
//!
//! In: [`news()`]. Out: XML. Guaranteed now: an entry keeps its identity as long as it says the same of the same nøgletal; its day is
//! the first of its year, or the last of a nøgletal's last.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::addresses::address;
use super::news::{News, What, news};
use crate::site::figure::title;
use crate::site::html::escaped;
use crate::site::{Site, paths};

/// So many are told, the newest.
const TOLD: usize = 200;

pub fn xml(site: &Site) -> String {
    let all = news(site.model, &site.known);
    let told: Vec<&News> = all.iter().take(TOLD).collect();
    let newest = told.iter().map(|of| day(of)).max().unwrap_or_else(|| "2000-01-01".to_owned());
    let name = site.settings.publisher.as_deref().unwrap_or(&site.settings.title);
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let _ = writeln!(xml, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">", site.words.code());
    let title = format!("{} – {}", site.settings.title, site.words.say("menu.news"));
    let _ = writeln!(xml, "  <title>{}</title>", escaped(&title));
    let _ = writeln!(xml, "  <id>{}</id>", identity(&[&site.settings.title, "nyt"]));
    let _ = writeln!(xml, "  <updated>{newest}T00:00:00Z</updated>");
    let _ = writeln!(xml, "  <author><name>{}</name></author>", escaped(name));
    let _ = writeln!(xml, "  <link rel=\"self\" href=\"{}\"/>", escaped(&address(site, paths::FEED, paths::FEED)));
    let _ = writeln!(xml, "  <link href=\"{}\"/>", escaped(&address(site, paths::FEED, paths::FRONT)));
    told.into_iter().for_each(|of| entry(site, of, &mut xml));
    xml.push_str("</feed>\n");
    xml
}

fn entry(site: &Site, news: &News, xml: &mut String) {
    let figure = site.model.figure(news.figure);
    let year = news.year.to_string();
    let said = site.words.fill(news.what.word(), &[("titel", &title(figure)), ("aar", &year)]);
    let page = address(site, paths::FEED, &paths::figure(&figure.name.sql));
    let key =
        [&site.settings.title, figure.name.sql.as_str(), news.what.word(), &year, news.text.as_deref().unwrap_or("")];
    xml.push_str("  <entry>\n");
    let _ = writeln!(xml, "    <title>{}</title>", escaped(&said));
    let _ = writeln!(xml, "    <id>{}</id>", identity(&key));
    let _ = writeln!(xml, "    <updated>{}T00:00:00Z</updated>", day(news));
    let _ = writeln!(xml, "    <link href=\"{}\"/>", escaped(&page));
    let summary = news.text.as_deref().unwrap_or(&said);
    let _ = writeln!(xml, "    <summary>{}</summary>", escaped(summary));
    xml.push_str("  </entry>\n");
}

fn day(news: &News) -> String {
    match news.what {
        What::Ends => format!("{:04}-12-31", news.year.clamp(0, 9999)),
        _ => format!("{:04}-01-01", news.year.clamp(0, 9999)),
    }
}

/// A UUID (version 8) made of what the entry is about.
fn identity(key: &[&str]) -> String {
    let sum = Sha256::digest(key.join("\u{0}").as_bytes());
    let mut hex: String = sum.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    hex.replace_range(12..13, "8");
    hex.replace_range(16..17, "a");
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
