//! The page of a nøgletal, and one of each udgave where there are several.
//!
//! In: a nøgletal with what is known about it. Out: its pages. Guaranteed now: they hold together what the definition says,
//! in words, as a formula, by accounts and by an example that the interpreter has worked.

pub mod accounts;
mod example;
mod formula;
mod guards;
mod lineage;
pub mod list;
mod timeline;

use minijinja::{Value, context};

use super::glossary::FirstUses;
use super::{Crumb, File, Kind, Page, Site, SiteError, markdown, paths};
use crate::model::years::Years;
use crate::model::{Direction, Edition, FigureId, Formula, KeyFigure, Part, sentence};
use crate::site::redirects::member_place;

pub const KIND: Kind = Kind {
    paths: |site| {
        let names = site.known.declared.iter().map(|id| &site.model.figure(*id).name.sql);
        names.map(|sql| paths::figure(sql)).collect()
    },
    files: |site, index| {
        let id = site.known.declared[index];
        let newest = site.model.figure(id).editions.len() - 1;
        page(site, id, newest, false)
    },
};

/// The pages of udgaver, of nøgletal that have several.
pub const EDITIONS: Kind = Kind {
    paths: |site| {
        let of = |(id, index): &(FigureId, usize)| {
            let figure = site.model.figure(*id);
            paths::edition(&figure.name.sql, figure.editions[*index].years)
        };
        site.known.editions.iter().map(of).collect()
    },
    files: |site, index| {
        let (id, edition) = site.known.editions[index];
        page(site, id, edition, true)
    },
};

fn page(site: &Site, id: FigureId, edition: usize, of_edition: bool) -> Result<Vec<File>, SiteError> {
    let figure = site.model.figure(id);
    let Some(shown) = figure.editions.get(edition) else { return Ok(Vec::new()) };
    let (mut breadcrumbs, mut title) = (breadcrumbs(site, figure), title(figure));
    let mut path = paths::figure(&figure.name.sql);
    if of_edition {
        breadcrumbs.push(Crumb::new(super::figure::title(figure), path));
        path = paths::edition(&figure.name.sql, shown.years);
        title = format!("{title} ({})", site.words.years(shown.years));
    }
    let data = data(site, &path, id, shown, of_edition);
    let page = Page {
        path,
        title,
        description: figure.definition.as_deref().map(markdown::plain).unwrap_or_default(),
        breadcrumbs,
        section: paths::FIGURES,
        authored: true,
        template: "noegletal.html",
        data,
    };
    Ok(vec![site.page(page)?])
}

fn data(site: &Site, from: &str, id: FigureId, edition: &Edition, of_edition: bool) -> Value {
    let (model, figure) = (site.model, site.model.figure(id));
    let mut words = FirstUses::new(site, from);
    let definition = figure.definition.as_deref().map(|text| words.markdown(text));
    let said = words.text(&sentence::figure(model, figure));
    let examples = site.known.examples_of_figure.get(&id).map_or(&[][..], Vec::as_slice);
    let chosen = example::chosen(site, id);
    let examples: Vec<Value> = examples
        .iter()
        .map(|index| context! { titel => &model.examples[*index].title, vist => Some(*index) == chosen })
        .collect();
    let (rules, more_rules) = guards::rules(site, id);
    context! {
        navn => &figure.name.text,
        sql_navn => &figure.name.sql,
        titel => title(figure),
        er_udgave => of_edition,
        sti => paths::figure(&figure.name.sql),
        status => status(site, figure),
        aar => site.words.years(edition.years),
        definition => definition,
        saetning => said.value(),
        fakta => facts(site, figure, id, edition),
        formel => formula::of_edition(site, figure, edition).value(),
        vilkaar => conditions(site, figure, edition),
        eksempel => chosen.and_then(|index| example::value(site, id, index)),
        dele => accounts::parts(site, from, id, edition),
        tidslinje => (!has_one_open_time(figure)).then(|| timeline::picture(site, figure).value()),
        udgaver => editions(site, figure, edition),
        databrud => figure.breaks.iter().map(|(year, why)| context! { aar => year, hvorfor => why }).collect::<Vec<_>>(),
        sammenligning => comparison(site, figure),
        regler => rules,
        flere_regler => more_rules,
        afstamning => lineage::value(site, from, id),
        adgang => guards::access(site, id, figure),
        medlemmer => members(site, figure),
        eksempler => examples,
        sql => sql(site, figure),
        tal => (!of_edition).then(|| super::values::of_figure(site, id)).flatten(),
        json => paths::figure_json(&figure.name.sql),
        datasaet => super::catalogue::dataset::script(site, id, from),
        defineret => place(site, figure),
    }
}

/// Whether there is nothing to draw on a line of time.
fn has_one_open_time(figure: &KeyFigure) -> bool {
    figure.editions.len() == 1 && figure.breaks.is_empty()
}

fn status(site: &Site, figure: &KeyFigure) -> Value {
    let years = valid(figure);
    let (class, text) = match years.to {
        None => ("i-brug", site.words.say("status.in_use").to_owned()),
        Some(year) => ("slut", site.words.fill("status.ended", &[("year", &year.to_string())])),
    };
    context! { klasse => class, tekst => text, gyldig => site.words.years(years) }
}

/// FLIS's own fields, so that whoever knows a nøgletal from there finds it again.
fn facts(site: &Site, figure: &KeyFigure, id: FigureId, edition: &Edition) -> Vec<Value> {
    let (model, words) = (site.model, &site.words);
    let mut facts = Vec::new();
    let mut add = |key: &str, text: String, path: Option<String>| {
        facts.push(context! { navn => words.say(key), tekst => text, sti => path.unwrap_or_default() });
    };
    if let Some(identifier) = &figure.identifier {
        add("facts.identifier", identifier.clone(), None);
    }
    if let Some(area) = area(site, figure) {
        add("facts.area", area.title, Some(area.path));
    }
    let mut level = words.fill("facts.per_municipality", &[("reported", words.reported(figure.reported))]);
    for family in figure.family.iter().flat_map(|family| &family.loops) {
        level.push_str(&words.fill("facts.per_member", &[("dimension", &family.dimension.replace('_', " "))]));
    }
    add("facts.level", level, None);
    add("facts.unit", figure.unit.text.clone(), None);
    for (key, part) in ["facts.numerator", "facts.denominator"].into_iter().zip(edition.parts()) {
        let text = match part {
            Part::Formula(Formula::Term(term)) if term.shift.is_none() => {
                let (title, path) = formula::term_page(site, term.value);
                add(key, title, Some(path));
                continue;
            }
            _ => sentence::part_words(model, figure, part, edition.years),
        };
        add(key, text, None);
    }
    if let Some(formula) = edition.formula() {
        add("facts.formula", sentence::formula(model, formula), None);
    }
    let direction = figure.direction.map(|direction| match direction {
        Direction::HigherIsBetter => "facts.higher",
        Direction::LowerIsBetter => "facts.lower",
        Direction::Neutral => "facts.neutral",
    });
    if let Some(key) = direction {
        add("facts.direction", words.say(key).to_owned(), None);
    }
    for source in site.known.sources_behind.get(&id).into_iter().flatten() {
        let source = model.source(*source);
        let title = source.title.clone().unwrap_or_else(|| source.name.text.clone());
        add("facts.source", title, Some(paths::source(&source.name.sql)));
    }
    if let Some(responsible) = &figure.responsible {
        add("facts.responsible", responsible.clone(), None);
    }
    facts
}

/// What is shown when something is zero or missing, what is hidden, and in which prices.
fn conditions(site: &Site, figure: &KeyFigure, edition: &Edition) -> Vec<String> {
    let mut said: Vec<String> = edition.rules.iter().map(sentence::when_rule).collect();
    if edition.missing_is_zero {
        said.push("når data mangler, regn med 0".to_owned());
    }
    said.extend(sentence::hidden(&edition.suppression));
    said.extend(figure.price_words(site.model).map(|prices| format!("opgjort {prices}")));
    said
}

fn editions(site: &Site, figure: &KeyFigure, shown: &Edition) -> Vec<Value> {
    let value = |edition: &Edition| {
        context! {
            aar => site.words.years(edition.years),
            sti => paths::edition(&figure.name.sql, edition.years),
            vist => edition.years == shown.years,
        }
    };
    figure.editions.iter().map(value).collect()
}

fn comparison(site: &Site, figure: &KeyFigure) -> Option<Value> {
    let comparison = site.model.comparison_of(figure)?;
    let told = sentence::held_against(site.model, figure)?;
    let lines: Vec<String> =
        told.split_once(": ").map_or_else(Vec::new, |(_, lines)| lines.split("; ").map(str::to_owned).collect());
    Some(context! { navn => &comparison.name.text, linjer => lines })
}

fn members(site: &Site, figure: &KeyFigure) -> Vec<Value> {
    let Some(family) = &figure.family else { return Vec::new() };
    let value = |member: &crate::model::Member| {
        let years: Vec<String> = member.years.iter().map(|years| site.words.years(*years)).collect();
        context! {
            kode => &member.code, titel => &member.title, sql => &member.sql, sted => member_place(&member.code),
            aar => years.join(", "),
        }
    };
    family.members.iter().map(value).collect()
}

fn sql(site: &Site, figure: &KeyFigure) -> Vec<Value> {
    let backend = |backend: &super::Backend| {
        context! { titel => &backend.title, sti => paths::sql(&figure.name.sql, &backend.name) }
    };
    site.backends.iter().map(backend).collect()
}

/// File and line of the definition.
fn place(site: &Site, figure: &KeyFigure) -> String {
    let file = site.sources.file(figure.span.file);
    format!("{}:{}", file.name, file.position(figure.span.start as usize).line)
}

fn area(site: &Site, figure: &KeyFigure) -> Option<Crumb> {
    let written = crate::text::fold(figure.area.as_deref()?);
    let area = site.model.areas.iter().find(|area| area.name.sql == written)?;
    Some(Crumb::new(area.title.as_ref().unwrap_or(&area.name.text), paths::area(&area.name.sql)))
}

pub fn breadcrumbs(site: &Site, figure: &KeyFigure) -> Vec<Crumb> {
    std::iter::once(Crumb::new(site.words.say("menu.figures"), paths::FIGURES)).chain(area(site, figure)).collect()
}

/// What a nøgletal is called; of a family without the holes that each member fills: `Hver hovedfunktion: udgifter pr. borger`.
pub fn title(figure: &KeyFigure) -> String {
    let Some(family) = &figure.family else { return figure.title.clone() };
    let dimensions: Vec<String> = family.loops.iter().map(|one| one.dimension.replace('_', " ")).collect();
    let mut title = figure.title.replace("{kode}", "\u{1}").replace("{navn}", "\u{1}");
    while let Some(shorter) = ["\u{1} \u{1}", "\u{1}\u{1}"].iter().find(|holes| title.contains(**holes)) {
        title = title.replace(shorter, "\u{1}");
    }
    match title.strip_prefix('\u{1}') {
        Some(rest) => format!("Hver {}{}", sentence::listed(&dimensions), rest.replace('\u{1}', "…")),
        None => title.replace('\u{1}', "…"),
    }
}

/// The years of all udgaver.
pub fn valid(figure: &KeyFigure) -> Years {
    let first = figure.editions.first().and_then(|edition| edition.years.from);
    Years::new(first, figure.editions.last().and_then(|edition| edition.years.to))
}

/// A nøgletal as lists show it.
pub fn summary(site: &Site, id: FigureId) -> Value {
    let figure = site.model.figure(id);
    context! {
        titel => title(figure),
        sti => paths::figure(&figure.name.sql),
        navn => &figure.name.text,
        id => figure.identifier.as_deref(),
        omraade => area(site, figure).map(|area| area.title),
        enhed => &figure.unit.text,
        opgoeres => site.words.reported(figure.reported),
        gyldig => site.words.years(valid(figure)),
        beskrivelse => figure.definition.as_deref().map(markdown::plain),
    }
}
