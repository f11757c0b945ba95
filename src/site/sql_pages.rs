//! The SQL of a nøgletal for a backend, on a page of its own so that the nøgletal's page stays small.

use std::collections::BTreeMap;

use minijinja::{Value, context};

use super::figure::title;
use super::{Backend, Crumb, File, Page, Site, SiteError, paths};
use crate::model::FigureId;
use crate::sql::Statement;

/// A backend's statements by the object that they make.
pub struct Texts {
    statements: Vec<Statement>,
    by_name: BTreeMap<String, Vec<usize>>,
}

impl Texts {
    pub fn new(_: &Site, statements: Vec<Statement>) -> Texts {
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, statement) in statements.iter().enumerate() {
            by_name.entry(statement.name.clone()).or_default().push(index);
        }
        Texts { statements, by_name }
    }

    fn of(&self, object: &str) -> impl Iterator<Item = &Statement> {
        self.by_name.get(object).into_iter().flatten().map(|index| &self.statements[*index])
    }
}

/// The pages of all backends.
pub fn paths(site: &Site) -> Vec<String> {
    let of_backend = |backend: &Backend| -> Vec<String> {
        let names = site.known.declared.iter().map(|id| &site.model.figure(*id).name.sql);
        names.map(|sql| paths::sql(sql, &backend.name)).collect()
    };
    site.backends.iter().flat_map(of_backend).collect()
}

/// The page of a figure; none of one that only a rule reads.
pub fn files(site: &Site, backend: &Backend, texts: &Texts, index: usize) -> Result<Vec<File>, SiteError> {
    let figure = site.model.figure(FigureId(index));
    if figure.of_rule {
        return Ok(Vec::new());
    }
    let sql = &figure.name.sql;
    let objects = [format!("nt_{sql}"), format!("grundlag_{sql}"), format!("sammenligning_{sql}")];
    let object = |name: &String| {
        let statements: Vec<&str> = texts.of(name).map(|statement| statement.text.trim_end()).collect();
        (!statements.is_empty()).then(|| context! { navn => name, tekst => statements.join("\n\n") })
    };
    let objects: Vec<Value> = objects.iter().filter_map(object).collect();
    let others: Vec<Value> = site
        .backends
        .iter()
        .map(|other| context! { titel => &other.title, sti => paths::sql(sql, &other.name) })
        .collect();
    let page = Page {
        path: paths::sql(sql, &backend.name),
        title: site.words.fill("sql.title", &[("title", &title(figure)), ("backend", &backend.title)]),
        description: String::new(),
        breadcrumbs: vec![
            Crumb::new(site.words.say("menu.figures"), paths::FIGURES),
            Crumb::new(title(figure), paths::figure(sql)),
        ],
        section: paths::FIGURES,
        authored: true,
        template: "sql.html",
        data: context! { objekter => objects, backend => &backend.title, andre => others },
    };
    Ok(vec![site.page(page)?])
}
