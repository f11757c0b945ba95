//! Where pages lie, and how one page names another.
//!
//! In: SQL names, codes and other texts. Out: paths from the site's folder with `/`, and relative addresses. Guaranteed now:
//! an address leads to a file by name (`…/index.html`), so that it also works from a zip without a web server; it holds no
//! sign that means something in HTML or in an address.

use std::collections::BTreeSet;

use crate::model::years::Years;
use crate::model::{Model, Rule};
use crate::text::fold;

/// All pages of the site.
pub type Pages = BTreeSet<String>;

pub const FRONT: &str = "index.html";
pub const FIGURES: &str = "noegletal/index.html";
pub const AREAS: &str = "omraade/index.html";
pub const SOURCES: &str = "datakilde/index.html";
pub const CHARTS: &str = "kontoplan/index.html";
pub const BASE_FIGURES: &str = "grundtal/index.html";
pub const FILTERS: &str = "filter/index.html";
pub const RULES: &str = "regel/index.html";
pub const GLOSSARY: &str = "ordbog/index.html";
pub const NEWS: &str = "nyt/index.html";
pub const COVERAGE: &str = "daekning/index.html";
pub const ABOUT: &str = "om/index.html";
pub const SEARCH: &str = "soeg/index.html";

/// Files for programs.
pub const SCHEMA: &str = "skema/noegletal.schema.json";
pub const CATALOGUE: &str = "katalog/katalog.json";
pub const DEFINITIONS: &str = "katalog/definitioner.csv";
pub const DCAT: &str = "katalog/dcat.jsonld";
pub const FEED: &str = "nyt/atom.xml";
pub const SITEMAP: &str = "sitemap.xml";

/// A nøgletal by its SQL name; a member of a family has a page that leads to its family's.
pub fn figure(sql: &str) -> String {
    format!("noegletal/{sql}/index.html")
}

/// An udgave keeps its address when its end becomes known: it is named by its first year.
pub fn edition(sql: &str, years: Years) -> String {
    let first = years.from.map_or_else(|| "fra-begyndelsen".to_owned(), |year| year.to_string());
    format!("noegletal/{sql}/udgave/{first}/index.html")
}

/// The SQL of a nøgletal for a backend.
pub fn sql(name: &str, backend: &str) -> String {
    format!("noegletal/{name}/sql/{}/index.html", slug(backend))
}

/// The data of a nøgletal's page, for programs.
pub fn figure_json(sql: &str) -> String {
    format!("noegletal/{sql}.json")
}

pub fn identifier(id: &str) -> String {
    format!("noegletal/id/{}/index.html", slug(id))
}

pub fn area(sql: &str) -> String {
    format!("omraade/{sql}/index.html")
}

pub fn source(sql: &str) -> String {
    format!("datakilde/{sql}/index.html")
}

pub fn chart(sql: &str) -> String {
    format!("kontoplan/{sql}/index.html")
}

/// A chart as concepts, for programs.
pub fn skos(sql: &str) -> String {
    format!("kontoplan/{sql}/skos.jsonld")
}

/// An account of a chart: the tree's name (`funktion`) and the code.
pub fn account(chart: &str, tree: &str, code: &str) -> String {
    format!("kontoplan/{chart}/{}/{}/index.html", slug(tree), slug(code))
}

/// What a chart's year changed from the year before.
pub fn chart_change(chart: &str, year: i32) -> String {
    format!("kontoplan/{chart}/aendringer/{year}/index.html")
}

pub fn code_list(name: &str) -> String {
    format!("kodeliste/{}/index.html", slug(name))
}

pub fn base_figure(sql: &str) -> String {
    format!("grundtal/{sql}/index.html")
}

pub fn filter(sql: &str) -> String {
    format!("filter/{sql}/index.html")
}

pub fn population(sql: &str) -> String {
    format!("population/{sql}/index.html")
}

/// A rule by its SQL name; one that nobody wrote by the source that it guards, of which it is the only one.
pub fn rule(model: &Model, rule: &Rule) -> String {
    match rule.automatic {
        None => format!("regel/{}/index.html", rule.name.sql),
        Some(source) => format!("regel/automatisk/{}/index.html", model.source(source).name.sql),
    }
}

/// A place on the glossary's page.
pub fn term(word: &str) -> String {
    format!("{GLOSSARY}#{}", slug(word))
}

/// A text as a part of an address: letters a–z, digits, `.`, `-` and `_`.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for letter in fold(text).chars() {
        match letter {
            'a'..='z' | '0'..='9' | '_' => slug.push(letter),
            '.' if !slug.is_empty() => slug.push(letter),
            _ if slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    let slug = slug.trim_matches(['-', '.']);
    if slug.is_empty() { "-".to_owned() } else { slug.to_owned() }
}

/// The address of a page as seen from another; either may end in `#place`.
pub fn relative(from: &str, to: &str) -> String {
    if let Some(place) = to.strip_prefix(from).filter(|rest| rest.starts_with('#')) {
        return place.to_owned();
    }
    let (from, to): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), to.split('/').collect());
    let folders = from.len().min(to.len()) - 1;
    let shared = (0..folders).take_while(|index| from[*index] == to[*index]).count();
    let up = "../".repeat(from.len() - 1 - shared);
    format!("{up}{}", to[shared..].join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_relative_and_name_the_file() {
        assert_eq!(relative(FRONT, &figure("x")), "noegletal/x/index.html");
        assert_eq!(relative(&figure("x"), FRONT), "../../index.html");
        assert_eq!(relative(&figure("x"), &figure("y")), "../y/index.html");
        assert_eq!(relative(&figure("x"), &figure_json("x")), "../x.json");
        assert_eq!(relative(&figure("x"), &sql("x", "duckdb")), "sql/duckdb/index.html");
        assert_eq!(relative(&figure("x"), "noegletal/x/index.html#konti"), "#konti");
    }

    #[test]
    fn a_slug_is_harmless() {
        assert_eq!(slug("5.28.20"), "5.28.20");
        assert_eq!(slug("005-0010-011-0-0-0"), "005-0010-011-0-0-0");
        assert_eq!(slug("../../æble <b>\"'"), "aeble-b");
        assert_eq!(slug("…"), "-");
    }
}
