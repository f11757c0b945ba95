//! An account: what it has been, what stands beneath it, and which nøgletal count it, wholly or in part.

use std::collections::BTreeMap;

use minijinja::{Value, context};

use super::{doubt, named, title, years_shown};
use crate::describe::Role;
use crate::describe::account_uses::Use;
use crate::model::codes::CodeVersion;
use crate::model::years::{Years, joined};
use crate::model::{FigureId, TreeId};
use crate::site::lookup::{Account, codes_of, link};
use crate::site::{Crumb, Kind, Page, Site, paths};

pub const KIND: Kind = Kind {
    paths: |site| accounts(site).map(|(_, account)| account.path.clone()).collect(),
    files: |site, index| match accounts(site).nth(index) {
        Some((tree, account)) => Ok(vec![site.page(page(site, tree, account))?]),
        None => Ok(Vec::new()),
    },
};

/// So many members are named.
const NAMED_MEMBERS: usize = 6;

fn accounts<'a>(site: &'a Site) -> impl Iterator<Item = (TreeId, &'a Account)> {
    site.lookup.accounts.iter().flat_map(|(tree, accounts)| accounts.iter().map(move |account| (*tree, account)))
}

fn page(site: &Site, tree: TreeId, account: &Account) -> Page {
    let codes = site.model.tree(tree);
    let chart = &site.model.charts[site.lookup.chart_of[&tree]];
    let versions: Vec<&CodeVersion> = account.versions.iter().map(|version| &codes.versions[*version]).collect();
    let mut breadcrumbs = vec![
        Crumb::new(site.words.say("chart.title"), paths::CHARTS),
        Crumb::new(title(chart), paths::chart(&chart.name.sql)),
    ];
    let above = above(site, tree, account);
    breadcrumbs.extend(above.iter().rev().map(|account| Crumb::new(&account.code, &account.path)));
    let last = versions.last();
    let level = last.and_then(|version| codes.levels.get(version.level)).unwrap_or(&codes.name);
    let beneath = beneath(site, tree, account);
    let free = site.lookup.free.get(&tree);
    Page {
        path: account.path.clone(),
        title: format!("{level} {}", named(codes, &account.code)),
        description: site.words.fill("account.about", &[("account", &named(codes, &account.code))]),
        breadcrumbs,
        section: paths::CHARTS,
        authored: true,
        template: "konto.html",
        data: context! {
            kode => &account.code,
            niveau => level,
            tvivl => last.and_then(|version| doubt(version)),
            aar => years_shown(site, &versions),
            udgaver => versions.iter().map(|version| history(site, tree, version)).collect::<Vec<_>>(),
            afloeser => codes_linked(site, tree, former(site, tree, &account.code)),
            under => beneath.iter().map(|account| link(named(codes, &account.code), &account.path)).collect::<Vec<_>>(),
            brug => uses(site, tree, &account.versions),
            frie => free.map_or(0, |figures| figures.len()),
            frie_sti => format!("{}#{}", paths::chart(&chart.name.sql), paths::slug(&codes.name)),
            dele => parts(site, tree, &account.code),
        },
    }
}

fn former<'a>(site: &'a Site, tree: TreeId, code: &str) -> impl Iterator<Item = &'a str> {
    let of = site.lookup.taken_over.get(&tree).and_then(|over| over.get(code));
    of.into_iter().flatten().map(String::as_str)
}

/// From the one just above upwards.
fn above<'a>(site: &'a Site, tree: TreeId, account: &Account) -> Vec<&'a Account> {
    let codes = site.model.tree(tree);
    let parent = |account: &Account| {
        let last = account.versions.last()?;
        site.lookup.account(tree, codes.versions[*last].parent.as_deref()?)
    };
    let mut found: Vec<&Account> = Vec::new();
    let mut next = parent(account);
    while let Some(account) = next.filter(|_| found.len() < codes.levels.len()) {
        found.push(account);
        next = parent(account);
    }
    found
}

fn beneath<'a>(site: &'a Site, tree: TreeId, account: &Account) -> Vec<&'a Account> {
    let versions = &site.model.tree(tree).versions;
    // Codes stand after what is above them, and before the next on its own level.
    let start = account.versions.first().copied().unwrap_or_default();
    let is_here = |other: &&Account| {
        let last = other.versions.last().map(|version| &versions[*version]);
        last.and_then(|version| version.parent.as_deref()) == Some(account.code.as_str())
    };
    let level = versions.get(start).map_or(0, |version| version.level);
    let all = site.lookup.accounts[&tree].iter();
    let after = all.skip_while(|other| other.code != account.code).skip(1);
    let inside =
        after.take_while(|other| other.versions.first().is_some_and(|version| versions[*version].level > level));
    inside.filter(is_here).collect()
}

/// What the code was in some years.
fn history(site: &Site, tree: TreeId, version: &CodeVersion) -> Value {
    let parent = version.parent.as_deref().map(|parent| codes_linked(site, tree, std::iter::once(parent)));
    let further = version.further.iter().filter(|(_, value)| !value.is_empty());
    context! {
        aar => site.words.years(version.years),
        titel => &version.title,
        under => parent.and_then(|mut parent| parent.pop()),
        afloest_af => codes_linked(site, tree, version.replaced_by.iter().flat_map(|by| codes_of(by))),
        tvivl => doubt(version),
        andet => further.map(|(heading, value)| context! { navn => heading, vaerdi => value }).collect::<Vec<_>>(),
    }
}

/// Codes with their titles; a link where the code has a page.
pub fn codes_linked<'a>(site: &Site, tree: TreeId, codes: impl Iterator<Item = &'a str>) -> Vec<Value> {
    let of = |code: &str| {
        let path = site.lookup.account(tree, code).map_or("", |account| account.path.as_str());
        link(named(site.model.tree(tree), code), path)
    };
    codes.map(of).collect()
}

/// Codes of other trees that stand under this one: grupperinger under a funktion.
fn parts(site: &Site, tree: TreeId, code: &str) -> Vec<Value> {
    let codes = site.model.tree(tree);
    let level = codes.level_of(code).and_then(|level| codes.levels.get(level));
    let chart = &site.model.charts[site.lookup.chart_of[&tree]];
    let mut found = Vec::new();
    for other in &chart.trees {
        let part = site.model.tree(*other);
        let Some(place) = part.under.iter().position(|under| Some(under) == level) else { continue };
        for (index, version) in part.versions.iter().enumerate() {
            if version.scope.get(place).map(String::as_str) != Some(code) {
                continue;
            }
            let others = part.under.iter().zip(&version.scope).enumerate().filter(|(at, _)| *at != place);
            let others: Vec<String> = others.map(|(_, (level, code))| format!("{level} {code}")).collect();
            found.push(context! {
                sted => place_of(part.name.as_str(), version),
                navn => &part.name,
                kode => &version.code,
                titel => &version.title,
                ved => others.join(", "),
                aar => years_shown(site, &[version]),
                tvivl => doubt(version),
                brug => uses(site, *other, &[index]),
            });
        }
    }
    found
}

/// Where a code under others stands on the page of what it is under.
fn place_of(tree: &str, version: &CodeVersion) -> String {
    paths::slug(&format!("{tree}-{}-{}", version.scope.join("-"), version.code))
}

/// The page of a code under others: that of the deepest of them that has one.
pub fn page_of(site: &Site, tree: TreeId, version: &CodeVersion) -> Option<String> {
    let codes = site.model.tree(tree);
    let chart = &site.model.charts[*site.lookup.chart_of.get(&tree)?];
    let on = codes.under.iter().zip(&version.scope).find_map(|(level, code)| {
        let of_level = |other: &&TreeId| site.model.tree(**other).level_named(level).is_some();
        site.lookup.account(*chart.trees.iter().find(of_level)?, code)
    })?;
    Some(format!("{}#{}", on.path, place_of(&codes.name, version)))
}

/// How a nøgletal counts an account: its members that do so alike stand together.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Row<'a> {
    figure: FigureId,
    role: Role,
    through: Option<&'a str>,
    in_part: bool,
    years: Vec<(Option<i32>, Option<i32>)>,
    also: Vec<&'a str>,
}

/// Which nøgletal ask for the code and count rows of it.
pub fn uses(site: &Site, tree: TreeId, versions: &[usize]) -> Vec<Value> {
    let mut rows: BTreeMap<Row, Vec<usize>> = BTreeMap::new();
    for of in site.lookup.users(tree, versions) {
        let Some(row) = row(site, of, tree, versions) else { continue };
        rows.entry(row).or_default().extend(of.figure.member);
    }
    rows.into_iter().map(|(row, members)| told(site, row, &members)).collect()
}

fn row<'a>(site: &'a Site, of: &'a Use, tree: TreeId, versions: &[usize]) -> Option<Row<'a>> {
    let taken = site.lookup.uses.taken(of, tree, versions);
    let in_part = taken.iter().any(|taking| !taking.whole);
    let years = joined(taken.iter().map(|taking| taking.years));
    (!years.is_empty()).then(|| Row {
        figure: of.figure.figure,
        role: of.role,
        through: of.through.as_deref(),
        in_part,
        years: years.into_iter().map(|years| (years.from, years.to)).collect(),
        also: if in_part { site.lookup.uses.also_asked(of, tree).into_iter().collect() } else { Vec::new() },
    })
}

fn told(site: &Site, row: Row, members: &[usize]) -> Value {
    let (words, figure) = (&site.words, site.model.figure(row.figure));
    let family = figure.family.as_ref();
    let code = |member: &usize| family.map_or_else(String::new, |family| family.members[*member].code.clone());
    let mut codes: Vec<String> = members.iter().take(NAMED_MEMBERS).map(code).collect();
    if members.len() > NAMED_MEMBERS {
        codes.push(words.fill("account.more", &[("number", &(members.len() - NAMED_MEMBERS).to_string())]));
    }
    let all = family.is_some_and(|family| family.members.len() == members.len());
    let role = words.say(match row.role {
        Role::Numerator => "account.numerator",
        Role::Denominator => "account.denominator",
        Role::Formula => "account.formula",
    });
    let years = row.years.into_iter().map(|(from, to)| words.years(Years::new(from, to)));
    let also: Vec<String> = row.also.iter().map(|column| (*column).to_owned()).collect();
    context! {
        noegletal => site.figure_link(row.figure),
        medlemmer => if all { Vec::new() } else { codes },
        rolle => role,
        gennem => row.through.map(|name| link(name, site.lookup.page(name).unwrap_or_default())),
        delvist => row.in_part,
        ogsaa => words.list(&also),
        aar => words.list(&years.collect::<Vec<_>>()),
    }
}
