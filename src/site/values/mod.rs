//! The figures on the pages, when a database has computed them: per nøgletal a ranked table and a small chart per kommune.
//!
//! In: rows of `resultat` and `sammenligning`, read when a page needs them and forgotten after. Out: pages beneath a
//! nøgletal's, and a part of its own page between [`BEGINS`] and [`ENDS`]. Guaranteed now: only what the public may see of a
//! nøgletal is asked for, never a row beneath tæller and nævner; without figures the site is the same to the byte, so that
//! what definitions decide can be checked wherever figures are.

pub mod chart;
mod page;
mod shown;

use std::collections::BTreeSet;

use minijinja::{Value, context};

use super::{File, Kind, Site, SiteError, paths};
use crate::model::access::Visible;
use crate::model::{FigureId, KeyFigure, Model};
use crate::text::fold;

/// Around what figures add to a nøgletal's page.
pub const BEGINS: &str = "<!-- tal -->";
pub const ENDS: &str = "<!-- /tal -->";

/// Gives the rows of a name when they are needed.
type Reading<'a> = dyn Fn(&str) -> Vec<ValueRow> + Sync + 'a;

/// What a database has computed.
pub struct Values<'a> {
    /// The names in `resultat` that have rows, of nøgletal that the public may see.
    names: BTreeSet<String>,
    /// The rows of a name, by kommune and period.
    read: Box<Reading<'a>>,
    /// Every page of figures: a nøgletal, a member, and the name it is published under.
    pages: Vec<(FigureId, Option<usize>, String)>,
}

impl<'a> Values<'a> {
    /// `names` are those that have rows, `read` the rows of one.
    pub fn new(model: &Model, names: BTreeSet<String>, read: impl Fn(&str) -> Vec<ValueRow> + Sync + 'a) -> Values<'a> {
        let mut pages = Vec::new();
        for (index, figure) in model.figures.iter().enumerate().filter(|(_, figure)| !figure.of_rule) {
            if seen_by_the_public(model, figure).is_some() {
                let published = published(figure).into_iter().filter(|(_, name)| names.contains(*name));
                pages.extend(published.map(|(member, name)| (FigureId(index), member, name.to_owned())));
            }
        }
        Values { names, read: Box::new(read), pages }
    }
}

/// A row of `resultat` with its row of `sammenligning`. Numbers as machines write them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ValueRow {
    pub municipality: String,
    pub period: String,
    /// `2024-05-01`
    pub start: String,
    pub numerator: Option<String>,
    pub denominator: Option<String>,
    pub result: Option<String>,
    pub status: String,
    pub national: Option<String>,
    pub group: Option<String>,
    pub rank: Option<u32>,
    pub number: Option<u32>,
    pub percentile: Option<String>,
    pub potential: Option<String>,
}

/// What the public sees of a nøgletal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    pub numerator: bool,
    pub denominator: bool,
}

/// Everything of a nøgletal without `adgang`; else what its line about offentligheden says, and nothing without one.
pub fn seen_by_the_public(model: &Model, figure: &KeyFigure) -> Option<Seen> {
    let Some(access) = figure.access else { return Some(Seen { numerator: true, denominator: true }) };
    let lines = model.accesses[access.0].lines.iter().filter(|line| fold(line.who.trim()) == "offentligheden");
    let sees = |what: Visible| lines.clone().any(|line| line.what.contains(&what));
    sees(Visible::Result).then(|| Seen { numerator: sees(Visible::Numerator), denominator: sees(Visible::Denominator) })
}

/// The names in `resultat` of what the public may see.
pub fn public_names(model: &Model) -> Vec<&str> {
    let public = model.declared_figures().filter(|figure| seen_by_the_public(model, figure).is_some());
    public.flat_map(published).map(|(_, name)| name).collect()
}

/// The members of a nøgletal with their names in `resultat`; the nøgletal itself when it is no family.
fn published(figure: &KeyFigure) -> Vec<(Option<usize>, &str)> {
    match &figure.family {
        None => vec![(None, figure.name.sql.as_str())],
        Some(family) => {
            let members = family.members.iter().enumerate();
            members.map(|(index, member)| (Some(index), member.sql.as_str())).collect()
        }
    }
}

/// The page of a name, beneath its nøgletal's.
pub fn path(figure: &KeyFigure, name: &str) -> String {
    match figure.family {
        None => format!("noegletal/{}/tal/index.html", figure.name.sql),
        Some(_) => format!("noegletal/{}/tal/{name}/index.html", figure.name.sql),
    }
}

/// A file that is there only because there are figures.
pub fn is_value_page(path: &str) -> bool {
    let mut parts = path.split('/');
    (parts.next(), parts.next().is_some(), parts.next()) == (Some("noegletal"), true, Some("tal"))
}

/// A page as it is without figures.
pub fn without_values(bytes: &[u8]) -> Vec<u8> {
    let Ok(mut rest) = std::str::from_utf8(bytes) else { return bytes.to_vec() };
    let mut plain = String::with_capacity(rest.len());
    while let Some((before, after)) = rest.split_once(BEGINS) {
        let Some((_, after)) = after.split_once(ENDS) else { break };
        plain.extend([before, BEGINS, ENDS]);
        rest = after;
    }
    plain.push_str(rest);
    plain.into_bytes()
}

/// Not among the pages that others may link to: they are there only where there are figures.
pub const KIND: Kind = Kind {
    paths: |site| {
        let pages = site.values.iter().flat_map(|values| &values.pages);
        pages.map(|(id, _, name)| path(site.model.figure(*id), name)).collect()
    },
    files,
};

fn files(site: &Site, index: usize) -> Result<Vec<File>, SiteError> {
    let Some(values) = &site.values else { return Ok(Vec::new()) };
    let (id, member, name) = &values.pages[index];
    Ok(vec![site.page(page::page(site, *id, *member, name, &(values.read)(name)))?])
}

/// What a nøgletal's own page says of its figures; nothing where there are none.
pub fn of_figure(site: &Site, id: FigureId) -> Option<Value> {
    let (values, figure) = (site.values.as_ref()?, site.model.figure(id));
    seen_by_the_public(site.model, figure)?;
    let names = published(figure).into_iter().filter(|(_, name)| values.names.contains(*name));
    let told: Vec<Value> = names
        .map(|(member, name)| {
            let title = member.and_then(|member| Some(figure.family.as_ref()?.members[member].title.as_str()));
            let summary = page::summary(site, figure, &(values.read)(name));
            context! { titel => title.map_or_else(|| crate::site::figure::title(figure), str::to_owned), sti => path(figure, name), opsummering => summary }
        })
        .collect();
    (!told.is_empty()).then(|| context! { familie => figure.family.is_some(), tal => told, start => paths::FRONT })
}
