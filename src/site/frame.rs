//! The frame around every page, and the templates.
//!
//! In: a [`Page`], which is values for a template. Out: a file of HTML. Guaranteed now: a value is escaped unless it is markup
//! made by [`super::html`]; a template that asks for what there is not is an error, not a hole.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::ValueKind;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context, escape_formatter};

use super::html::{escape_into, escaped};
use super::paths::relative;
use super::words::Words;
use super::{File, Site, SiteError, paths};
use crate::diagnostics::nearest;

/// The program's own templates, by the names under which a project may put others in their place.
pub const TEMPLATES: &[(&str, &str)] = &[
    ("ramme.html", include_str!("templates/ramme.html")),
    ("forside.html", include_str!("templates/forside.html")),
    ("noegletal.html", include_str!("templates/noegletal.html")),
    ("noegletal-liste.html", include_str!("templates/noegletal-liste.html")),
    ("sql.html", include_str!("templates/sql.html")),
    ("soegefelt.html", include_str!("templates/soegefelt.html")),
    ("soeg.html", include_str!("templates/soeg.html")),
    ("henvisning.html", include_str!("templates/henvisning.html")),
    ("konti.html", include_str!("templates/konti.html")),
    ("noegletal-tabel.html", include_str!("templates/noegletal-tabel.html")),
    ("links.html", include_str!("templates/links.html")),
    ("opslag.html", include_str!("templates/opslag.html")),
    ("omraade-liste.html", include_str!("templates/omraade-liste.html")),
    ("omraade.html", include_str!("templates/omraade.html")),
    ("datakilde-liste.html", include_str!("templates/datakilde-liste.html")),
    ("datakilde.html", include_str!("templates/datakilde.html")),
    ("grundtal-liste.html", include_str!("templates/grundtal-liste.html")),
    ("grundtal.html", include_str!("templates/grundtal.html")),
    ("filter-liste.html", include_str!("templates/filter-liste.html")),
    ("filter.html", include_str!("templates/filter.html")),
    ("regel-liste.html", include_str!("templates/regel-liste.html")),
    ("regel.html", include_str!("templates/regel.html")),
    ("kontoplan-liste.html", include_str!("templates/kontoplan-liste.html")),
    ("kontoplan.html", include_str!("templates/kontoplan.html")),
    ("brug.html", include_str!("templates/brug.html")),
    ("konto.html", include_str!("templates/konto.html")),
    ("konto-liste.html", include_str!("templates/konto-liste.html")),
    ("kontoplan-aendring.html", include_str!("templates/kontoplan-aendring.html")),
    ("kodeliste.html", include_str!("templates/kodeliste.html")),
    ("ordbog.html", include_str!("templates/ordbog.html")),
    ("daekning.html", include_str!("templates/daekning.html")),
    ("om.html", include_str!("templates/om.html")),
    ("nyt.html", include_str!("templates/nyt.html")),
    ("tal.html", include_str!("templates/tal.html")),
    ("tal-kort.html", include_str!("templates/tal-kort.html")),
];

/// A page, before it is put into its frame.
#[derive(Debug, Clone)]
pub struct Page {
    pub path: String,
    /// For the browser's title and the heading.
    pub title: String,
    /// One sentence for search engines; empty when there is none.
    pub description: String,
    /// The way from the front page, without the page itself.
    pub breadcrumbs: Vec<Crumb>,
    /// The list in the menu that the page belongs to, by its path.
    pub section: &'static str,
    /// Whether the title is an author's, in Danish, and not one of the site's own words.
    pub authored: bool,
    pub template: &'static str,
    /// What the template calls `data`.
    pub data: Value,
}

/// A page on the way.
#[derive(Debug, Clone)]
pub struct Crumb {
    pub title: String,
    pub path: String,
}

impl Crumb {
    pub fn new(title: impl Into<String>, path: impl Into<String>) -> Crumb {
        Crumb { title: title.into(), path: path.into() }
    }
}

/// The templates, ready.
#[derive(Debug)]
pub struct Frame {
    environment: Environment<'static>,
}

impl Frame {
    pub fn new(own: &BTreeMap<String, String>, words: &Words) -> Result<Frame, SiteError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_syntax(lines_of_tags_leave_none());
        environment.set_formatter(|out, state, value| {
            if value.kind() != ValueKind::String || value.is_safe() {
                return escape_formatter(out, state, value);
            }
            let mut markup = String::new();
            escape_into(&mut markup, value.as_str().unwrap_or_default());
            out.write_str(&markup).map_err(minijinja::Error::from)
        });
        environment.add_global("ord", words.value());
        environment.add_function("udfyld", fill);
        for (name, text) in TEMPLATES {
            let text = own.get(*name).cloned().unwrap_or_else(|| (*text).to_owned());
            let added = environment.add_template_owned(*name, text);
            added.map_err(|error| SiteError::template(name, &error))?;
        }
        let known = || TEMPLATES.iter().map(|(name, _)| *name).chain(super::assets::names());
        match own.keys().find(|name| !known().any(|known| known == name.as_str())) {
            None => Ok(Frame { environment }),
            Some(name) => {
                let nearest = nearest(name, known()).map(str::to_owned);
                Err(SiteError::UnknownTemplate { name: name.clone(), nearest })
            }
        }
    }

    pub fn render(&self, site: &Site, page: Page) -> Result<File, SiteError> {
        let broken = |error: minijinja::Error| SiteError::template(page.template, &error);
        let template = self.environment.get_template(page.template).map_err(broken)?;
        let crumbs = std::iter::once(Crumb::new(site.words.say("page.front"), paths::FRONT)).chain(page.breadcrumbs);
        let crumbs: Vec<Value> = crumbs.map(|crumb| context! { titel => crumb.title, sti => crumb.path }).collect();
        let text = template.render(context! {
            side => context! {
                titel => page.title,
                beskrivelse => page.description,
                sti => &page.path,
                vej => crumbs,
                afsnit => page.section,
                forfattet => page.authored,
            },
            websted => context! {
                titel => &site.settings.title,
                sprog => site.words.code(),
                udgiver => site.settings.publisher.as_deref(),
                tilgaengelighed => site.settings.accessibility.as_deref().filter(|of| super::markdown::is_safe(of)),
                menu => menu(site),
            },
            data => page.data,
            ..links(site, &page.path)
        });
        Ok(File::new(page.path, text.map_err(|error| SiteError::template(page.template, &error))?))
    }
}

/// A tag alone on its line leaves no line behind.
fn lines_of_tags_leave_none() -> SyntaxConfig {
    SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().expect("the usual signs differ")
}

/// `til(path)`: the address of a page. `findes(path)`: whether there is such a page. `link(path, text)`: a link to it, or
/// only the text when there is none.
fn links(site: &Site, from: &str) -> Value {
    let (own, pages) = (from.to_owned(), Arc::clone(&site.pages));
    let exists = move |path: &str| is_page(&pages, path);
    let (origin, pages) = (from.to_owned(), Arc::clone(&site.pages));
    let link = move |path: &str, text: &str| {
        Value::from_safe_string(match is_page(&pages, path) {
            true => format!("<a href=\"{}\">{}</a>", escaped(&relative(&origin, path)), escaped(text)),
            false => escaped(text),
        })
    };
    context! {
        til => Value::from_function(move |path: &str| relative(&own, path)),
        findes => Value::from_function(exists),
        link => Value::from_function(link),
    }
}

fn is_page(pages: &paths::Pages, path: &str) -> bool {
    pages.contains(path.split('#').next().unwrap_or(path))
}

/// The lists of the menu that there are.
fn menu(site: &Site) -> Vec<Value> {
    let lists = [
        (paths::FIGURES, "menu.figures"),
        (paths::AREAS, "menu.areas"),
        (paths::SOURCES, "menu.sources"),
        (paths::CHARTS, "menu.charts"),
        (paths::RULES, "menu.rules"),
        (paths::GLOSSARY, "menu.glossary"),
        (paths::NEWS, "menu.news"),
        (paths::ABOUT, "menu.about"),
    ];
    let there = lists.into_iter().filter(|(path, _)| site.pages.contains(*path));
    there.map(|(path, word)| context! { sti => path, titel => site.words.say(word) }).collect()
}

/// `udfyld(ord.figure.rows, antal=3)`: a word with its holes filled.
fn fill(text: &str, holes: minijinja::value::Kwargs) -> Result<String, minijinja::Error> {
    let mut filled = text.to_owned();
    for name in holes.args() {
        let value: Value = holes.get(name)?;
        filled = filled.replace(&format!("{{{name}}}"), &value.to_string());
    }
    Ok(filled)
}
