//! What a year's chart changed from the year before, and which nøgletal it touches.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::{Value, context};

use super::account::codes_linked;
use super::{doubt, title};
use crate::model::{FigureId, TreeId};
use crate::site::lookup::{codes_of, link};
use crate::site::{Crumb, File, Kind, Page, Site, SiteError, paths};

pub const KIND: Kind = Kind {
    paths: |site| {
        let path = |(chart, year): (usize, i32)| paths::chart_change(&site.model.charts[chart].name.sql, year);
        all(site).into_iter().map(path).collect()
    },
    files,
};

fn all(site: &Site) -> Vec<(usize, i32)> {
    let charts = 0..site.model.charts.len();
    charts.flat_map(|chart| years(site, chart).into_iter().map(move |year| (chart, year))).collect()
}

/// The years in which a chart became another than it was, latest first.
pub fn years(site: &Site, chart: usize) -> Vec<i32> {
    let trees = site.model.charts[chart].trees.iter();
    let years: BTreeSet<i32> = trees.flat_map(|tree| site.model.tree(*tree).change_years()).collect();
    years.into_iter().rev().filter(|year| Changes::new(site, chart, *year).counts() != (0, 0, 0)).collect()
}

/// Versions of codes, as indexes in their tree.
pub struct Changes {
    year: i32,
    new: Vec<(TreeId, usize)>,
    ended: Vec<(TreeId, usize)>,
    /// Before and after.
    changed: Vec<(TreeId, usize, usize)>,
}

impl Changes {
    pub fn new(site: &Site, chart: usize, year: i32) -> Changes {
        let mut changes = Changes { year, new: Vec::new(), ended: Vec::new(), changed: Vec::new() };
        for tree in &site.model.charts[chart].trees {
            let codes = site.model.tree(*tree);
            let before = |code: &str, scope: &[String]| codes.version(code, scope, year - 1);
            for (index, version) in codes.versions.iter().enumerate() {
                if version.years.from == Some(year) {
                    match before(&version.code, &version.scope) {
                        None => changes.new.push((*tree, index)),
                        Some(old) if old.title != version.title || old.parent != version.parent => {
                            let place = codes.versions.iter().position(|other| std::ptr::eq(other, old));
                            changes.changed.extend(place.map(|place| (*tree, place, index)));
                        }
                        Some(_) => {}
                    }
                }
                let ends = version.years.to == Some(year - 1);
                if ends && codes.version(&version.code, &version.scope, year).is_none() {
                    changes.ended.push((*tree, index));
                }
            }
        }
        changes
    }

    /// How many are new, ended, and called or placed otherwise.
    pub fn counts(&self) -> (usize, usize, usize) {
        (self.new.len(), self.ended.len(), self.changed.len())
    }

    /// Per nøgletal, what it counts more, less and otherwise.
    fn touched(&self, site: &Site) -> BTreeMap<FigureId, Touched> {
        let mut touched: BTreeMap<FigureId, Touched> = BTreeMap::new();
        let mut add = |tree: TreeId, version: usize, year: i32, put: &dyn Fn(&mut Touched)| {
            for of in site.lookup.users(tree, &[version]).filter(|of| in_force(site, of.figure.figure, self.year)) {
                if site.lookup.uses.counts_in(of, tree, &[version], year) {
                    put(touched.entry(of.figure.figure).or_default());
                }
            }
        };
        for (tree, version) in self.new.iter().copied() {
            add(tree, version, self.year, &|touched| {
                touched.more.insert((tree, version));
            });
        }
        for (tree, version) in self.ended.iter().copied() {
            add(tree, version, self.year - 1, &|touched| {
                touched.less.insert((tree, version));
            });
        }
        for (tree, _, version) in self.changed.iter().copied() {
            add(tree, version, self.year, &|touched| {
                touched.changed.insert((tree, version));
            });
        }
        for of in touched.values_mut() {
            [&mut of.more, &mut of.less, &mut of.changed].into_iter().for_each(|codes| lowest(site, codes));
        }
        touched
    }
}

/// Both in the year and in the one before; one that begins or ends has nothing to be held against.
fn in_force(site: &Site, id: FigureId, year: i32) -> bool {
    let years = || site.model.figure(id).editions.iter().map(|edition| edition.years);
    years().any(|years| years.contains(year - 1)) && years().any(|years| years.contains(year))
}

/// Without codes beneath which others of them stand: those say it all.
fn lowest(site: &Site, codes: &mut BTreeSet<(TreeId, usize)>) {
    let version = |(tree, index): &(TreeId, usize)| &site.model.tree(*tree).versions[*index];
    let above: BTreeSet<(TreeId, &str)> =
        codes.iter().filter_map(|code| Some((code.0, version(code).parent.as_deref()?))).collect();
    codes.retain(|code| !above.contains(&(code.0, version(code).code.as_str())));
}

#[derive(Default)]
struct Touched {
    more: BTreeSet<(TreeId, usize)>,
    less: BTreeSet<(TreeId, usize)>,
    changed: BTreeSet<(TreeId, usize)>,
}

fn files(site: &Site, index: usize) -> Result<Vec<File>, SiteError> {
    let Some(&(place, year)) = all(site).get(index) else { return Ok(Vec::new()) };
    let (chart, changes) = (&site.model.charts[place], Changes::new(site, place, year));
    let years = [("year", year.to_string()), ("before", (year - 1).to_string())];
    let holes: Vec<(&str, &str)> = years.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let of = |versions: &[(TreeId, usize)]| versions.iter().map(|one| code(site, *one)).collect::<Vec<_>>();
    let changed = changes.changed.iter().map(|(tree, before, after)| {
        let versions = &site.model.tree(*tree).versions;
        context! { nu => code(site, (*tree, *after)), foer => &versions[*before].title, under_foer => &versions[*before].parent }
    });
    let figures = changes.touched(site).into_iter().map(|(id, touched)| figure(site, year, id, &touched));
    let page = Page {
        path: paths::chart_change(&chart.name.sql, year),
        title: site.words.fill("change.title", &holes),
        description: site.words.fill("change.about", &holes),
        breadcrumbs: vec![
            Crumb::new(site.words.say("chart.title"), paths::CHARTS),
            Crumb::new(title(chart), paths::chart(&chart.name.sql)),
        ],
        section: paths::CHARTS,
        authored: false,
        template: "kontoplan-aendring.html",
        data: context! {
            aar => year,
            foer => year - 1,
            nye => of(&changes.new),
            ophoert => of(&changes.ended),
            aendret => changed.collect::<Vec<_>>(),
            noegletal => figures.collect::<Vec<_>>(),
        },
    };
    Ok(vec![site.page(page)?])
}

fn code(site: &Site, (tree, version): (TreeId, usize)) -> Value {
    let codes = site.model.tree(tree);
    let version = &codes.versions[version];
    let own = site.lookup.account(tree, &version.code).map(|account| account.path.clone());
    let page = own.or_else(|| super::account::page_of(site, tree, version)).unwrap_or_default();
    let scope: Vec<String> =
        codes.under.iter().zip(&version.scope).map(|(level, code)| format!("{level} {code}")).collect();
    context! {
        niveau => codes.levels.get(version.level).unwrap_or(&codes.name),
        konto => link(format!("{} {}", version.code, version.title).trim_end(), page),
        ved => scope.join(", "),
        under => &version.parent,
        afloest_af => codes_linked(site, tree, version.replaced_by.iter().flat_map(|by| codes_of(by))),
        tvivl => doubt(version),
    }
}

fn figure(site: &Site, year: i32, id: FigureId, touched: &Touched) -> Value {
    let of = |versions: &BTreeSet<(TreeId, usize)>| versions.iter().map(|one| code(site, *one)).collect::<Vec<_>>();
    let new_edition = site.model.figure(id).editions.iter().any(|edition| edition.years.from == Some(year));
    let lost = touched.less.iter().flat_map(|one| not_followed(site, year, id, *one));
    context! {
        noegletal => site.figure_link(id),
        ny_udgave => new_edition,
        flere => of(&touched.more),
        faerre => of(&touched.less),
        aendret => of(&touched.changed),
        ikke_fulgt => lost.collect::<Vec<_>>(),
    }
}

/// Successors of an ended code that the nøgletal does not count.
fn not_followed(site: &Site, year: i32, id: FigureId, (tree, version): (TreeId, usize)) -> Vec<Value> {
    let codes = site.model.tree(tree);
    let successors = codes.versions[version].replaced_by.iter().flat_map(|by| codes_of(by));
    let missed = successors.filter(|successor| {
        let Some(account) = site.lookup.account(tree, successor) else { return false };
        let mut users = site.lookup.users(tree, &account.versions).filter(|of| of.figure.figure == id);
        !users.any(|of| site.lookup.uses.counts_in(of, tree, &account.versions, year))
    });
    codes_linked(site, tree, missed)
}
