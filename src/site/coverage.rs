//! What is not documented yet: nøgletal without example, definition or someone answering for them, accounts that no nøgletal
//! counts, and sources and filters that nothing uses.

use minijinja::{Value, context};

use super::lookup::link;
use super::{Crumb, File, Kind, Page, Site, SiteError, chart, paths};
use crate::model::{FigureId, KeyFigure, SourceId, TreeId};

pub const KIND: Kind = Kind { paths: |_| vec![paths::COVERAGE.to_owned()], files };

/// So many accounts of a tree are named.
const NAMED: usize = 200;

fn files(site: &Site, _: usize) -> Result<Vec<File>, SiteError> {
    let known = &site.known;
    let without = |lacks: &dyn Fn(FigureId, &KeyFigure) -> bool| -> Vec<Value> {
        let figures = known.declared.iter().filter(|id| lacks(**id, site.model.figure(**id)));
        figures.map(|id| site.figure_link(*id)).collect()
    };
    let lacks = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
    let has_example = |id: &FigureId| known.examples_of_figure.contains_key(id);
    let groups = [
        ("coverage.no_example", without(&|id, _| !has_example(&id))),
        ("coverage.no_definition", without(&|_, figure| lacks(&figure.definition))),
        ("coverage.no_responsible", without(&|_, figure| lacks(&figure.responsible))),
        ("coverage.no_area", without(&|_, figure| figure.area.is_none())),
    ];
    let all = known.declared.len();
    let group = |(word, figures): (&str, Vec<Value>)| {
        context! { titel => site.words.say(word), har => all - figures.len(), mangler => figures }
    };
    let unread = (0..site.model.sources.len()).map(SourceId).filter(|id| !known.readers_of_source.contains_key(id));
    let unused = (0..site.model.filters.len())
        .filter(|index| !site.lookup.inserted_by.contains_key(&site.model.filters[*index].name.sql));
    let page = Page {
        path: paths::COVERAGE.to_owned(),
        title: site.words.say("coverage.title").to_owned(),
        description: site.words.say("coverage.about").to_owned(),
        breadcrumbs: vec![Crumb::new(site.words.say("menu.about"), paths::ABOUT)],
        section: paths::ABOUT,
        authored: false,
        template: "daekning.html",
        data: context! {
            alle => all,
            grupper => groups.into_iter().map(group).collect::<Vec<_>>(),
            traeer => trees(site),
            datakilder => unread.map(|id| site.source_link(id)).collect::<Vec<_>>(),
            filtre => unused.map(|index| site.filter_link(index)).collect::<Vec<_>>(),
        },
    };
    Ok(vec![site.page(page)?])
}

/// Per tree of a chart, the codes beneath which nothing stands and that no nøgletal asks for.
fn trees(site: &Site) -> Vec<Value> {
    let tree = |(tree, accounts): (&TreeId, &Vec<super::lookup::Account>)| {
        let codes = site.model.tree(*tree);
        let lowest = codes.levels.len().saturating_sub(1);
        let is_lowest = |account: &&super::lookup::Account| {
            account.versions.iter().any(|version| codes.versions[*version].level == lowest)
        };
        let all: Vec<_> = accounts.iter().filter(is_lowest).collect();
        let unused: Vec<_> =
            all.iter().filter(|one| site.lookup.users(*tree, &one.versions).next().is_none()).collect();
        let named = unused.iter().take(NAMED).map(|one| link(chart::named(codes, &one.code), &one.path));
        context! {
            navn => &codes.name,
            alle => all.len(),
            bruges => all.len() - unused.len(),
            frie => site.lookup.free.get(tree).map_or(0, |figures| figures.len()),
            konti => named.collect::<Vec<_>>(),
            flere => unused.len().saturating_sub(NAMED),
        }
    };
    site.lookup.accounts.iter().map(tree).collect()
}
