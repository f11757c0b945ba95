//! What of the accounts counts: per part its lines, and per dimension a tree of codes marked with text and sign.
//!
//! In: an udgave. Out: values for the template, trees as markup. Guaranteed now: the newest year is told whole, earlier ones
//! by what was different, so that a page stays small whatever the chart.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::{Value, context};

use crate::describe::account_trees::{AccountTrees, Leaf, Node, NumberedLine, Standing, Tree, epochs, trees};
use crate::describe::{Counted, Role, counted};
use crate::model::account_set::from_selection::Members;
use crate::model::years::Years;
use crate::model::{Edition, FigureId, FigureReference, Rows, RowsVersion, sentence};
use crate::site::html::Html;
use crate::site::{Site, paths};
use crate::text::fold;

/// More siblings than this that stand alike are shown together.
const ALONE: usize = 8;
/// The same of those that no line names.
const ALONE_UNNAMED: usize = 2;
/// A tree of no more nodes than this is shown open.
const OPEN: usize = 60;
/// So many differences of an earlier year are told.
const DIFFERENCES: usize = 40;
/// So many codes of a tree are shown open.
const SHOWN: usize = 300;

/// The parts of an udgave that count rows: tæller, nævner, and those of grundtal.
pub fn parts(site: &Site, from: &str, id: FigureId, edition: &Edition) -> Vec<Value> {
    let found = counted(site.model, &edition.value);
    let mut told: Vec<Value> = Vec::new();
    for (index, one) in found.iter().enumerate() {
        told.push(part(site, from, id, edition, one, index));
    }
    told
}

fn part(site: &Site, from: &str, id: FigureId, edition: &Edition, one: &Counted, index: usize) -> Value {
    let of = one.of.unwrap_or(FigureReference { figure: id, member: None });
    let members = Members { family: site.model.figure(of.figure).family.as_ref(), member: of.member };
    let versions: Vec<Value> = versions(one.rows, edition.years)
        .iter()
        .rev()
        .map(|(version, years)| version_of(site, from, version, *years, members, index))
        .collect();
    let through = one.through.map(|name| through(site, name));
    let first = one.rows.versions.last();
    let what = first.map(|version| {
        let source = site.model.source(version.value.source);
        sentence::what(source, version.value.what).replace('_', " ")
    });
    context! {
        rolle => match one.role { Role::Numerator => "taeller", Role::Denominator => "naevner", Role::Formula => "formel" },
        gennem => through,
        hvad => what,
        hvornaar => sentence::when(&one.rows.counting),
        udgaver => versions,
        sted => format!("del-{}", index + 1),
    }
}

fn through(site: &Site, name: &str) -> Value {
    let model = site.model;
    let base = model.base_figures.iter().find(|base| base.name.text == name);
    let figure = model.declared_figures().find(|figure| figure.name.text == name);
    match (base, figure) {
        (Some(base), _) => context! {
            titel => base.title.as_ref().unwrap_or(&base.name.text), sti => paths::base_figure(&base.name.sql),
        },
        (None, Some(figure)) => context! { titel => &figure.title, sti => paths::figure(&figure.name.sql) },
        (None, None) => context! { titel => name, sti => "" },
    }
}

/// The versions in the udgave's years, with those years.
fn versions(rows: &Rows, within: Years) -> Vec<(&RowsVersion, Years)> {
    let cut = rows.versions.iter().filter_map(|version| Some((&version.value, version.years.intersect(within)?)));
    cut.collect()
}

/// What a selection counts in some years, the newest told whole.
pub fn version_of(site: &Site, from: &str, part: &RowsVersion, years: Years, members: Members, index: usize) -> Value {
    let source = site.model.source(part.source);
    let cut = epochs(site.model, part, years);
    let newest = cut.last().copied().unwrap_or(years);
    let told = trees(site.model, part, members, newest.example());
    let mut earlier: Vec<(Years, Vec<Difference>)> = Vec::new();
    let (mut later, mut shown) = (flat(&told), newest);
    for years in cut.iter().rev().skip(1) {
        let now = flat(&trees(site.model, part, members, years.example()));
        let different = differences(&now, &later);
        match earlier.last_mut() {
            _ if !different.is_empty() => earlier.push((*years, different)),
            Some((known, _)) => known.from = years.from,
            None => shown.from = years.from,
        }
        later = now;
    }
    let place = format!("del{}", index + 1);
    context! {
        kilde => source.title.as_deref().unwrap_or(&source.name.text),
        kilde_sti => paths::source(&source.name.sql),
        kommune => (source.municipality_roles.len() > 1).then(|| source.columns[part.municipality.0].name.text.replace('_', " ")),
        fortegn => part.sign_reversed,
        aar => site.words.years(shown),
        linjer => lines(&told.lines, &place),
        traeer => tree_values(site, from, &told, &place),
        foer => earlier.iter().map(|(years, different)| earlier_value(site, *years, different)).collect::<Vec<_>>(),
    }
}

fn lines(lines: &[NumberedLine], place: &str) -> Vec<Value> {
    let value = |line: &NumberedLine| {
        context! {
            nummer => &line.number,
            tekst => &line.text,
            dybde => line.number.matches('.').count(),
            sted => line_place(place, &line.number),
            filter => line.filter.as_deref().map(|name| paths::filter(&fold(name))),
        }
    };
    lines.iter().map(value).collect()
}

fn line_place(place: &str, number: &str) -> String {
    format!("{place}-linje-{}", number.replace('.', "-"))
}

fn tree_values(site: &Site, from: &str, told: &AccountTrees, place: &str) -> Vec<Value> {
    let value = |tree: &Tree| {
        let writer = TreeWriter {
            site,
            from,
            place,
            chart: chart_of(site, tree),
            tree: site.model.tree(tree.tree).name.as_str(),
            open: size(&tree.nodes) <= OPEN,
        };
        let mut html = Html::new();
        let mut left = SHOWN;
        writer.nodes(&mut html, &tree.nodes, 0, &mut left);
        context! { dimension => tree.dimension.replace('_', " "), html => html.value() }
    };
    told.trees.iter().map(value).collect()
}

/// The SQL name of the chart that a tree is a dimension of.
fn chart_of(site: &Site, tree: &Tree) -> Option<String> {
    let chart = site.model.charts.iter().find(|chart| chart.trees.contains(&tree.tree));
    chart.map(|chart| chart.name.sql.clone())
}

/// How many nodes there are.
fn size(nodes: &[Node]) -> usize {
    nodes.iter().map(|node| 1 + size(&node.beneath)).sum()
}

struct TreeWriter<'a> {
    site: &'a Site<'a>,
    from: &'a str,
    place: &'a str,
    chart: Option<String>,
    tree: &'a str,
    /// Whether all of it is shown open.
    open: bool,
}

impl TreeWriter<'_> {
    fn nodes(&self, html: &mut Html, nodes: &[Node], depth: usize, left: &mut usize) {
        html.open("ul", &[("class", "konti")]);
        for alike in nodes.chunk_by(Node::stands_as) {
            let is_unnamed = alike[0].standing == Standing::Excluded && alike[0].by.is_empty();
            let alone = if is_unnamed { ALONE_UNNAMED } else { ALONE };
            if (alike.len() > alone && alike[0].beneath.is_empty()) || (alike.len() > 1 && *left < alike.len()) {
                self.together(html, alike);
                continue;
            }
            for node in alike {
                *left = left.saturating_sub(1);
                self.node(html, node, depth, left);
            }
        }
        html.close();
    }

    fn node(&self, html: &mut Html, node: &Node, depth: usize, left: &mut usize) {
        html.open("li", &[]);
        if node.beneath.is_empty() {
            html.open("span", &[("class", "konto")]);
            self.label(html, node, true);
            html.close();
        } else {
            match self.open || depth < 1 {
                true => html.open("details", &[("open", "")]),
                false => html.open("details", &[]),
            };
            html.open("summary", &[("class", "konto")]);
            self.label(html, node, false);
            html.close();
            self.links(html, node);
            self.nodes(html, &node.beneath, depth + 1, left);
            html.close();
        }
        html.close();
    }

    /// Many that stand alike: how many, from where to where.
    fn together(&self, html: &mut Html, nodes: &[Node]) {
        let (first, last) = (&nodes[0], &nodes[nodes.len() - 1]);
        html.open("li", &[]).open("details", &[]).open("summary", &[("class", "konto")]);
        self.mark(html, first.standing);
        let number = nodes.len().to_string();
        let range = [("first", first.code.as_str()), ("last", last.code.as_str()), ("number", number.as_str())];
        html.element("span", &[("class", "titel")], &self.site.words.fill("accounts.together", &range));
        self.by(html, first, false);
        html.close();
        html.open("ul", &[("class", "konti tæt")]);
        for node in nodes {
            html.open("li", &[]).element("code", &[], &node.code).text(" ").text(&node.title).close();
        }
        html.close().close().close();
    }

    /// What a summary says without links, with them: inside it they could not be told from what opens it.
    fn links(&self, html: &mut Html, node: &Node) {
        let page = self.page(node);
        if page.is_none() && node.by.is_empty() {
            return;
        }
        html.open("p", &[("class", "kontolink")]);
        if let Some(page) = page {
            html.element(
                "a",
                &[("href", &paths::relative(self.from, &page))],
                &format!("{} {}", node.code, node.title),
            );
        }
        self.lines(html, node, true);
        html.close();
    }

    fn page(&self, node: &Node) -> Option<String> {
        let page = self.chart.as_ref().map(|chart| paths::account(chart, self.tree, &node.code));
        page.filter(|page| self.site.pages.contains(page))
    }

    fn label(&self, html: &mut Html, node: &Node, linked: bool) {
        self.mark(html, node.standing);
        html.element("code", &[], &node.code);
        html.text(" ");
        match self.page(node).filter(|_| linked) {
            Some(page) => {
                html.element("a", &[("class", "titel"), ("href", &paths::relative(self.from, &page))], &node.title)
            }
            None => html.element("span", &[("class", "titel")], &node.title),
        };
        if node.unshown > 0 {
            let number = node.unshown.to_string();
            html.element("small", &[], &self.site.words.fill("accounts.beneath", &[("number", &number)]));
        }
        self.by(html, node, linked);
    }

    fn mark(&self, html: &mut Html, standing: Standing) {
        let (class, sign) = match standing {
            Standing::Included => ("mærke med", "✓"),
            Standing::Partly => ("mærke delvist", "◐"),
            Standing::Excluded => ("mærke uden", "✕"),
        };
        html.open("span", &[("class", class)]).element("span", &[("aria-hidden", "true")], sign);
        html.text(" ").text(self.site.words.say(standing_word(standing))).close().text(" ");
    }

    /// With what it counts, and the lines that decided, with links to them.
    fn by(&self, html: &mut Html, node: &Node, linked: bool) {
        if !node.only.is_empty() {
            html.text(" ").element("small", &[], &self.site.words.fill("accounts.only", &[("what", &node.only)]));
        }
        if node.by.is_empty() && node.standing == Standing::Excluded && node.beneath.is_empty() {
            html.text(" ").element("small", &[], self.site.words.say("accounts.unnamed"));
        }
        self.lines(html, node, linked);
    }

    fn lines(&self, html: &mut Html, node: &Node, linked: bool) {
        if node.by.is_empty() {
            return;
        }
        html.text(" ").open("small", &[]).text(self.site.words.say("accounts.line")).text(" ");
        for (index, number) in node.by.iter().enumerate() {
            if index > 0 {
                html.text(", ");
            }
            match linked {
                true => html.element("a", &[("href", &format!("#{}", line_place(self.place, number)))], number),
                false => html.text(number),
            };
        }
        html.close();
    }
}

fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::Included => "accounts.included",
        Standing::Partly => "accounts.partly",
        Standing::Excluded => "accounts.excluded",
    }
}

/// How a code stands, and of one that is partly included with what it counts.
type Stand = (Standing, String);

/// Each code without others beneath it, by dimension and code, with its title and how it stands.
type Flat = BTreeMap<(String, String), (String, Stand)>;

/// A code, and how it stood then and later; `None` when there is no such code.
struct Difference {
    dimension: String,
    code: String,
    title: String,
    then: Option<Stand>,
    later: Option<Stand>,
}

fn flat(told: &AccountTrees) -> Flat {
    let leaves = told.trees.iter().flat_map(|tree| tree.leaves.iter().map(move |leaf| (&tree.dimension, leaf)));
    let entry = |(dimension, leaf): (&String, &Leaf)| {
        let stand = (leaf.standing, leaf.only.clone());
        ((dimension.clone(), leaf.code.clone()), (leaf.title.clone(), stand))
    };
    leaves.map(entry).collect()
}

/// Codes that stood otherwise. Not to be there and to be left out are the same.
fn differences(then: &Flat, later: &Flat) -> Vec<Difference> {
    let keys: BTreeSet<&(String, String)> = then.keys().chain(later.keys()).collect();
    let counts = |stand: &Option<&Stand>| stand.is_some_and(|(standing, _)| *standing != Standing::Excluded);
    let mut found = Vec::new();
    for key in keys {
        let (before, after) = (then.get(key), later.get(key));
        let stands = (before.map(|(_, stand)| stand), after.map(|(_, stand)| stand));
        if stands.0 == stands.1 || !(counts(&stands.0) || counts(&stands.1)) {
            continue;
        }
        found.push(Difference {
            dimension: key.0.clone(),
            code: key.1.clone(),
            title: after.or(before).map_or_else(String::new, |(title, _)| title.clone()),
            then: stands.0.cloned(),
            later: stands.1.cloned(),
        });
    }
    found
}

fn earlier_value(site: &Site, years: Years, different: &[Difference]) -> Value {
    let word = |stand: &Option<Stand>| match stand {
        None => site.words.say("accounts.no_code").to_owned(),
        Some((standing, only)) if only.is_empty() => site.words.say(standing_word(*standing)).to_owned(),
        Some((standing, only)) => {
            let only = site.words.fill("accounts.only", &[("what", only)]);
            format!("{}, {only}", site.words.say(standing_word(*standing)))
        }
    };
    let row = |one: &Difference| {
        context! {
            dimension => one.dimension.replace('_', " "),
            kode => &one.code,
            titel => &one.title,
            da => word(&one.then),
            siden => word(&one.later),
        }
    };
    context! {
        aar => site.words.years(years),
        konti => different.iter().take(DIFFERENCES).map(row).collect::<Vec<_>>(),
        flere => different.len().saturating_sub(DIFFERENCES),
    }
}
