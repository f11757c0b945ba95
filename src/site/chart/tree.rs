//! The codes of a tree, nested as they stand, each with its years and how many nøgletal ask for it.

use std::collections::BTreeMap;

use super::{doubt, years_shown};
use crate::model::TreeId;
use crate::site::html::Html;
use crate::site::lookup::Account;
use crate::site::{Site, paths};

/// Nested lists; of codes under others a plain one.
pub fn rendered(site: &Site, from: &str, tree: TreeId) -> Html {
    let mut html = Html::new();
    match site.lookup.accounts.get(&tree) {
        Some(accounts) => {
            let beneath = by_parent(site, tree, accounts);
            html.open("ul", &[("class", "kontotrae"), ("role", "list"), ("lang", "da")]);
            below(site, from, tree, &beneath, None, &mut html);
            html.close();
        }
        None => under_others(site, from, tree, &mut html),
    }
    html
}

type ByParent<'a> = BTreeMap<Option<&'a str>, Vec<&'a Account>>;

/// By what it stood under last; a code whose parent is gone stands at the top.
fn by_parent<'a>(site: &'a Site, tree: TreeId, accounts: &'a [Account]) -> ByParent<'a> {
    let mut beneath: ByParent = BTreeMap::new();
    for account in accounts {
        let last = account.versions.last().map(|version| &site.model.tree(tree).versions[*version]);
        let parent = last.and_then(|version| version.parent.as_deref());
        let parent = parent.filter(|parent| *parent != account.code && site.lookup.account(tree, parent).is_some());
        beneath.entry(parent).or_default().push(account);
    }
    beneath
}

/// Levels are few, so this does not go deep.
fn below(site: &Site, from: &str, tree: TreeId, beneath: &ByParent, parent: Option<&str>, html: &mut Html) {
    for account in beneath.get(&parent).into_iter().flatten() {
        html.open("li", &[]);
        if beneath.contains_key(&Some(account.code.as_str())) {
            html.open("details", &[]).open("summary", &[]);
            code(site, None, tree, account, html);
            html.close().open("p", &[("class", "kontolink")]);
            html.element("a", &[("href", &paths::relative(from, &account.path))], &account.code);
            html.close().open("ul", &[("role", "list")]);
            below(site, from, tree, beneath, Some(&account.code), html);
            html.close().close();
        } else {
            code(site, Some(from), tree, account, html);
        }
        html.close();
    }
}

/// With a link, except inside what opens and closes.
fn code(site: &Site, from: Option<&str>, tree: TreeId, account: &Account, html: &mut Html) {
    let versions: Vec<_> = account.versions.iter().map(|version| &site.model.tree(tree).versions[*version]).collect();
    match from {
        Some(from) => html.element("a", &[("href", &paths::relative(from, &account.path))], &account.code),
        None => html.text(&account.code),
    };
    if let Some(last) = versions.last() {
        html.text(" ").text(&last.title);
        if let Some(doubt) = doubt(last) {
            mark(site, doubt, html);
        }
    }
    if let Some(years) = years_shown(site, &versions) {
        html.text(" ").element("span", &[("class", "dæmpet")], &years);
    }
    let number = site.lookup.number_of_users(tree, &account.versions);
    if number > 0 {
        let told = site.words.fill("chart.figures", &[("number", &number.to_string())]);
        html.text(" ").element("span", &[("class", "antal")], &told);
    }
}

/// How sure the chart is of a row.
pub fn mark(site: &Site, doubt: &str, html: &mut Html) {
    let told = site.words.fill("chart.doubt", &[("how", doubt)]);
    html.text(" ").element("span", &[("class", "tvivl"), ("title", site.words.say("chart.doubt_means"))], &told);
}

/// Codes under funktion and dranst: with what they stand under.
fn under_others(site: &Site, from: &str, tree: TreeId, html: &mut Html) {
    let codes = site.model.tree(tree);
    html.open("ul", &[("class", "kontotrae"), ("role", "list"), ("lang", "da")]);
    for (index, version) in codes.versions.iter().enumerate() {
        html.open("li", &[]);
        let above: Vec<String> =
            codes.under.iter().zip(&version.scope).map(|(level, code)| format!("{level} {code}")).collect();
        let page = super::account::page_of(site, tree, version);
        match page {
            Some(page) => html.element("a", &[("href", &paths::relative(from, &page))], &version.code),
            None => html.text(&version.code),
        };
        html.text(" ").text(&version.title).text(" ");
        html.element("span", &[("class", "dæmpet")], &above.join(", "));
        if let Some(years) = years_shown(site, &[version]) {
            html.text(" ").element("span", &[("class", "dæmpet")], &years);
        }
        if let Some(doubt) = doubt(version) {
            mark(site, doubt, html);
        }
        let number = site.lookup.number_of_users(tree, &[index]);
        if number > 0 {
            let told = site.words.fill("chart.figures", &[("number", &number.to_string())]);
            html.text(" ").element("span", &[("class", "antal")], &told);
        }
        html.close();
    }
    html.close();
}
