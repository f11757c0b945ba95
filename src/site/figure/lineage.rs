//! Where a nøgletal's numbers come from and go to: its neighbourhood as a picture and as a list.
//!
//! In: a nøgletal. Out: columns of neighbours from sources to readers. Guaranteed now: the picture and the list hold the
//! same; a wide neighbourhood is cut off, and how much is told.

use std::collections::BTreeSet;

use minijinja::{Value, context};

use super::timeline::number;
use crate::model::{BaseFigureId, FigureId, PopulationId, SourceId};
use crate::site::html::Html;
use crate::site::known::made_of;
use crate::site::{Site, paths};

/// So many of a kind are drawn.
const DRAWN: usize = 7;
/// So many of a list are told.
const LISTED: usize = 60;
const BOX_WIDTH: f64 = 190.0;
const BOX_HEIGHT: f64 = 46.0;
const GAP: f64 = 14.0;
const BETWEEN: f64 = 58.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Neighbour {
    Source(SourceId),
    Population(PopulationId),
    Base(BaseFigureId),
    Figure(FigureId),
}

/// Columns from what is read to who reads, and what leads to what.
struct Neighbourhood {
    columns: Vec<Vec<Neighbour>>,
    edges: Vec<(Neighbour, Neighbour)>,
    unshown: usize,
}

pub fn value(site: &Site, from: &str, id: FigureId) -> Value {
    let all = neighbourhood(site, id);
    let lists: Vec<Value> = lists(site, &all, id);
    let drawn = cut(all);
    context! { billede => picture(site, from, &drawn, id).value(), lister => lists, ikke_vist => drawn.unshown }
}

fn neighbourhood(site: &Site, id: FigureId) -> Neighbourhood {
    let own = &site.known.of_figure[&id];
    let mut edges = BTreeSet::new();
    let target = Neighbour::Figure(id);
    let mut inputs: BTreeSet<Neighbour> = BTreeSet::new();
    let mut bases: Vec<BaseFigureId> = own.base_figures.iter().copied().collect();
    let mut seen: BTreeSet<BaseFigureId> = BTreeSet::new();
    for base in &bases {
        edges.insert((Neighbour::Base(*base), target));
    }
    while let Some(base) = bases.pop() {
        if !seen.insert(base) {
            continue;
        }
        inputs.insert(Neighbour::Base(base));
        let reads = &site.known.of_base[&base];
        for inner in &reads.base_figures {
            edges.insert((Neighbour::Base(*inner), Neighbour::Base(base)));
            bases.push(*inner);
        }
        edges.extend(reads.sources.iter().map(|source| (Neighbour::Source(*source), Neighbour::Base(base))));
        edges.extend(reads.populations.iter().map(|one| (Neighbour::Population(*one), Neighbour::Base(base))));
        edges.extend(reads.figures.iter().map(|figure| (Neighbour::Figure(*figure), Neighbour::Base(base))));
    }
    edges.extend(own.sources.iter().map(|source| (Neighbour::Source(*source), target)));
    edges.extend(own.populations.iter().map(|one| (Neighbour::Population(*one), target)));
    edges.extend(own.figures.iter().map(|figure| (Neighbour::Figure(*figure), target)));
    for (from, _) in edges.clone() {
        match from {
            Neighbour::Population(one) => {
                edges.insert((Neighbour::Source(site.model.population(one).source), from));
                inputs.insert(from);
            }
            Neighbour::Figure(_) => drop(inputs.insert(from)),
            Neighbour::Source(_) | Neighbour::Base(_) => {}
        }
    }
    let mut sources: BTreeSet<SourceId> = BTreeSet::new();
    let mut waiting: Vec<SourceId> = edges
        .iter()
        .filter_map(|(from, _)| if let Neighbour::Source(source) = from { Some(*source) } else { None })
        .collect();
    while let Some(source) = waiting.pop() {
        if sources.insert(source) {
            for inner in made_of(site.model, source) {
                edges.insert((Neighbour::Source(inner), Neighbour::Source(source)));
                waiting.push(inner);
            }
        }
    }
    let is_made = |source: &SourceId| !made_of(site.model, *source).is_empty();
    let (made, tables): (Vec<SourceId>, Vec<SourceId>) = sources.into_iter().partition(is_made);
    let readers = site.known.readers_of_figure.get(&id).into_iter().flatten().copied();
    let readers: Vec<Neighbour> = readers.filter(|reader| *reader != id).map(Neighbour::Figure).collect();
    edges.extend(readers.iter().map(|reader| (target, *reader)));
    let columns = vec![
        tables.into_iter().map(Neighbour::Source).collect(),
        made.into_iter().map(Neighbour::Source).collect(),
        inputs.into_iter().collect::<Vec<_>>(),
        vec![target],
        readers,
    ];
    let edges = edges.into_iter().filter(|(from, to)| from != to).collect();
    Neighbourhood {
        columns: columns.into_iter().filter(|column: &Vec<Neighbour>| !column.is_empty()).collect(),
        edges,
        unshown: 0,
    }
}

fn cut(mut all: Neighbourhood) -> Neighbourhood {
    for column in &mut all.columns {
        all.unshown += column.len().saturating_sub(DRAWN);
        column.truncate(DRAWN);
    }
    let drawn: BTreeSet<Neighbour> = all.columns.iter().flatten().copied().collect();
    all.edges.retain(|(from, to)| drawn.contains(from) && drawn.contains(to));
    all
}

/// Title, what kind of thing it is, and its page.
fn told(site: &Site, of: Neighbour) -> (String, &'static str, String) {
    let model = site.model;
    match of {
        Neighbour::Source(id) => {
            let source = model.source(id);
            let kind = if made_of(model, id).is_empty() { "kinds.source" } else { "kinds.made_source" };
            (source.title.clone().unwrap_or_else(|| source.name.text.clone()), kind, paths::source(&source.name.sql))
        }
        Neighbour::Population(id) => {
            let population = model.population(id);
            let title = population.title.clone().unwrap_or_else(|| population.name.text.clone());
            (title, "kinds.population", paths::population(&population.name.sql))
        }
        Neighbour::Base(id) => {
            let base = model.base_figure(id);
            let title = base.title.clone().unwrap_or_else(|| base.name.text.clone());
            (title, "kinds.base", paths::base_figure(&base.name.sql))
        }
        Neighbour::Figure(id) => {
            let figure = model.figure(id);
            (super::title(figure), "kinds.figure", paths::figure(&figure.name.sql))
        }
    }
}

fn lists(site: &Site, all: &Neighbourhood, id: FigureId) -> Vec<Value> {
    let reads: BTreeSet<Neighbour> =
        site.known.readers_of_figure.get(&id).into_iter().flatten().map(|id| Neighbour::Figure(*id)).collect();
    let item = |of: &Neighbour| {
        let (title, kind, path) = told(site, *of);
        context! { titel => title, art => site.words.say(kind), sti => path }
    };
    let others = || all.columns.iter().flatten().filter(|of| **of != Neighbour::Figure(id));
    let inputs: Vec<Value> = others().filter(|of| !reads.contains(of)).map(item).collect();
    let readers: Vec<Value> = others().filter(|of| reads.contains(of)).map(item).collect();
    let list = |heading: &str, items: Vec<Value>| {
        let more = items.len().saturating_sub(LISTED);
        let items: Vec<Value> = items.into_iter().take(LISTED).collect();
        (!items.is_empty()).then(|| context! { titel => site.words.say(heading), poster => items, flere => more })
    };
    [list("lineage.inputs", inputs), list("lineage.readers", readers)].into_iter().flatten().collect()
}

fn picture(site: &Site, from: &str, of: &Neighbourhood, id: FigureId) -> Html {
    let tallest = of.columns.iter().map(Vec::len).max().unwrap_or(1) as f64;
    let height = tallest * (BOX_HEIGHT + GAP) + 4.0;
    let width = of.columns.len() as f64 * (BOX_WIDTH + BETWEEN) - BETWEEN + 4.0;
    let place = |wanted: Neighbour| {
        of.columns.iter().enumerate().find_map(|(column, all)| {
            let row = all.iter().position(|one| *one == wanted)?;
            let used = all.len() as f64 * (BOX_HEIGHT + GAP) - GAP;
            let x = 2.0 + column as f64 * (BOX_WIDTH + BETWEEN);
            Some((x, (height - used) / 2.0 + row as f64 * (BOX_HEIGHT + GAP)))
        })
    };
    let mut svg = Html::new();
    let view = format!("0 0 {} {}", number(width), number(height));
    let class = format!("afstamning kolonner-{}", of.columns.len());
    svg.open(
        "svg",
        &[
            ("viewBox", &view),
            ("width", &number(width)),
            ("height", &number(height)),
            ("class", &class),
            ("role", "group"),
            ("aria-labelledby", "afstamning-titel afstamning-tekst"),
        ],
    );
    svg.element("title", &[("id", "afstamning-titel")], site.words.say("lineage.title"));
    svg.element("desc", &[("id", "afstamning-tekst")], site.words.say("lineage.description"));
    for (start, end) in &of.edges {
        let (Some((x1, y1)), Some((x2, y2))) = (place(*start), place(*end)) else { continue };
        let (left, right) = (x1 + BOX_WIDTH, x2);
        let (y1, y2) = (y1 + BOX_HEIGHT / 2.0, y2 + BOX_HEIGHT / 2.0);
        // Two in the same column: round the side.
        let bend = if right > left { (right - left) / 2.0 } else { 40.0 };
        let right = if right > left { right } else { x2 + BOX_WIDTH };
        let end_bend = if right > left { right - bend } else { right + bend };
        let path = format!(
            "M{} {} C{} {} {} {} {} {}",
            number(left),
            number(y1),
            number(left + bend),
            number(y1),
            number(end_bend),
            number(y2),
            number(right),
            number(y2)
        );
        svg.empty("path", &[("d", &path), ("class", "pil")]);
    }
    for one in of.columns.iter().flatten() {
        let Some((x, y)) = place(*one) else { continue };
        let (title, kind, path) = told(site, *one);
        let own = *one == Neighbour::Figure(id);
        let has_page = !own && site.pages.contains(&path);
        if has_page {
            svg.open("a", &[("href", &paths::relative(from, &path))]);
        } else {
            svg.open("g", &[]);
        }
        let class = if own { "kasse selv" } else { "kasse" };
        svg.element("title", &[], &format!("{}: {title}", site.words.say(kind)));
        svg.empty(
            "rect",
            &[
                ("x", &number(x)),
                ("y", &number(y)),
                ("width", &number(BOX_WIDTH)),
                ("height", &number(BOX_HEIGHT)),
                ("rx", "6"),
                ("class", class),
            ],
        );
        svg.element(
            "text",
            &[("x", &number(x + 10.0)), ("y", &number(y + 17.0)), ("class", "art")],
            site.words.say(kind),
        );
        svg.element(
            "text",
            &[("x", &number(x + 10.0)), ("y", &number(y + 35.0)), ("class", "titel")],
            &shortened(&title, 23),
        );
        svg.close();
    }
    svg.close();
    svg
}

/// The first letters, when there are more.
fn shortened(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let cut: String = text.chars().take(letters - 1).collect();
    format!("{}…", cut.trim_end())
}
