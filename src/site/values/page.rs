//! The page of a nøgletal's figures: the newest period ranked, then each kommune over time.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::{Value, context};

use super::chart::{Point, Scale, bar, over_time};
use super::shown::{Mark, danish, decimals, place};
use super::{ValueRow, seen_by_the_public};
use crate::model::{FigureId, KeyFigure};
use crate::site::{Crumb, Page, Site, paths};
use crate::text::danish_order;

/// So many of the newest periods are drawn: years, and shorter periods.
const YEARS: usize = 15;
const PERIODS: usize = 24;

/// Rows of a name in the periods that are shown.
struct Shown<'a> {
    /// Ascending, by first day.
    periods: Vec<(&'a str, &'a str)>,
    by_municipality: BTreeMap<&'a str, Vec<&'a ValueRow>>,
    decimals: u32,
    /// The newest period in which someone has a resultat.
    newest: Option<&'a str>,
}

impl<'a> Shown<'a> {
    fn new(rows: &'a [ValueRow]) -> Shown<'a> {
        let all: BTreeSet<(&str, &str)> = rows.iter().map(|row| (row.start.as_str(), row.period.as_str())).collect();
        let most = if all.iter().all(|(_, period)| period.len() == 4) { YEARS } else { PERIODS };
        let periods: Vec<(&str, &str)> = all.iter().copied().skip(all.len().saturating_sub(most)).collect();
        let first = periods.first().map_or("", |(start, _)| *start);
        let mut by_municipality: BTreeMap<&str, Vec<&ValueRow>> = BTreeMap::new();
        for row in rows.iter().filter(|row| row.start.as_str() >= first) {
            by_municipality.entry(&row.municipality).or_default().push(row);
        }
        let shown = || by_municipality.values().flatten();
        let decimals = decimals(shown().filter_map(|row| row.result.as_deref()));
        let newest = shown().filter(|row| row.result.is_some()).max_by_key(|row| &row.start);
        let newest = newest.map(|row| row.period.as_str());
        Shown { periods, decimals, newest, by_municipality }
    }

    fn places(&self) -> impl Iterator<Item = f64> + '_ {
        let rows = self.by_municipality.values().flatten();
        rows.flat_map(|row| [&row.result, &row.national, &row.group]).filter_map(|number| number.as_deref().map(place))
    }

    fn of_newest(&self) -> Vec<&'a ValueRow> {
        let rows = self.by_municipality.values().flatten().copied();
        rows.filter(|row| Some(row.period.as_str()) == self.newest).collect()
    }
}

pub fn page(site: &Site, id: FigureId, member: Option<usize>, name: &str, rows: &[ValueRow]) -> Page {
    let figure = site.model.figure(id);
    let title = member.and_then(|member| Some(figure.family.as_ref()?.members[member].title.clone()));
    let title = title.unwrap_or_else(|| figure.title.clone());
    let path = super::path(figure, name);
    let shown = Shown::new(rows);
    let marks: BTreeSet<Mark> = shown.by_municipality.values().flatten().filter_map(|row| Mark::of(row)).collect();
    let marks = Mark::ALL.into_iter().filter(|mark| marks.contains(mark));
    let legend = marks.map(|mark| {
        context! { tegn => mark.sign(), ord => mark.word(&site.words), betyder => mark.meaning(&site.words) }
    });
    let (compared, seen) = (site.model.comparison_of(figure).is_some(), seen_by_the_public(site.model, figure));
    let has = |of: &dyn Fn(&ValueRow) -> bool| shown.by_municipality.values().flatten().any(|row| of(row));
    Page {
        title: site.words.fill("values.title", &[("title", &title)]),
        description: String::new(),
        breadcrumbs: vec![
            Crumb::new(site.words.say("menu.figures"), paths::FIGURES),
            Crumb::new(crate::site::figure::title(figure), paths::figure(&figure.name.sql)),
        ],
        section: paths::FIGURES,
        authored: true,
        template: "tal.html",
        data: context! {
            enhed => &figure.unit.text,
            definition => paths::figure(&figure.name.sql),
            nyeste => shown.newest,
            foerste => shown.periods.first().map(|(_, period)| *period),
            sidste => shown.periods.last().map(|(_, period)| *period),
            sammenlignet => compared,
            med_gruppe => has(&|row| row.group.is_some()),
            med_mulighedsrum => has(&|row| row.potential.is_some()),
            ranglist => ranked(site, figure, &shown),
            taeller_ses => seen.is_some_and(|seen| seen.numerator),
            naevner_ses => seen.is_some_and(|seen| seen.denominator),
            land => shown.of_newest().iter().find_map(|row| row.national.as_deref()).map(|of| danish(of, shown.decimals)),
            skala => scale_told(&shown),
            kommuner => municipalities(site, figure, &shown),
            tegn => legend.collect::<Vec<_>>(),
            databrud => figure.breaks.iter().map(|(year, text)| context! { aar => year, tekst => text }).collect::<Vec<_>>(),
        },
        path,
    }
}

/// A kommune by its newest name.
fn municipality(site: &Site, code: &str) -> String {
    let tree = site.model.tree(site.model.municipalities);
    let title = tree.versions_of(code).last().map_or("", |version| version.title.as_str());
    if title.is_empty() { code.to_owned() } else { title.to_owned() }
}

/// The rows of the newest period: by rank, else the highest first; those without a resultat last, by name.
fn ranked(site: &Site, figure: &KeyFigure, shown: &Shown) -> Vec<Value> {
    let seen = seen_by_the_public(site.model, figure);
    let mut rows = shown.of_newest();
    let own = |row: &ValueRow| row.result.as_deref().map(place);
    rows.sort_by(|a, b| {
        let ranks = (a.rank.is_none(), a.rank).cmp(&(b.rank.is_none(), b.rank));
        let places = (own(a).is_none(), own(b).unwrap_or(0.0)).partial_cmp(&(own(b).is_none(), own(a).unwrap_or(0.0)));
        let names = danish_order(&municipality(site, &a.municipality), &municipality(site, &b.municipality));
        ranks.then(places.unwrap_or(std::cmp::Ordering::Equal)).then(names)
    });
    let all =
        rows.iter().flat_map(|row| [&row.result, &row.national]).filter_map(|number| number.as_deref().map(place));
    let scale = Scale::of(all.chain([0.0]));
    let number = |number: &Option<String>| number.as_deref().map(|number| danish(number, shown.decimals));
    let column = |of: fn(&ValueRow) -> &Option<String>| decimals(rows.iter().filter_map(|row| of(row).as_deref()));
    let amount = |row: &ValueRow, of: fn(&ValueRow) -> &Option<String>, places: u32| {
        of(row).as_deref().map(|number| danish(number, places))
    };
    let (potentials, numerators, denominators) =
        (column(|row| &row.potential), column(|row| &row.numerator), column(|row| &row.denominator));
    let row = |row: &&ValueRow| {
        let national = row.national.as_deref().map(place);
        context! {
            rang => row.rank,
            kommune => municipality(site, &row.municipality),
            sted => paths::slug(&row.municipality),
            resultat => number(&row.result),
            soejle => own(row).map(|at| bar(at, national, scale).value()),
            gruppe => number(&row.group),
            percentil => row.percentile.as_deref().map(|of| danish(of, 0)),
            mulighedsrum => amount(row, |row| &row.potential, potentials),
            taeller => seen.filter(|seen| seen.numerator).and_then(|_| amount(row, |row| &row.numerator, numerators)),
            naevner => seen.filter(|seen| seen.denominator).and_then(|_| amount(row, |row| &row.denominator, denominators)),
            tegn => Mark::of(row).map(|mark| context! { tegn => mark.sign(), ord => mark.word(&site.words) }),
        }
    };
    rows.iter().map(row).collect()
}

/// The lowest and the highest place of the pictures.
fn scale_told(shown: &Shown) -> Value {
    let Scale { lowest, highest } = Scale::of(shown.places());
    let told = |at: f64| danish(&format!("{at:.2}"), shown.decimals);
    context! { fra => told(lowest), til => told(highest) }
}

/// Each kommune over time, by name.
fn municipalities(site: &Site, figure: &KeyFigure, shown: &Shown) -> Vec<Value> {
    let scale = Scale::of(shown.places());
    let mut names: Vec<(String, &str)> =
        shown.by_municipality.keys().map(|code| (municipality(site, code), *code)).collect();
    names.sort_by(|a, b| danish_order(&a.0, &b.0).then(a.1.cmp(b.1)));
    names.into_iter().map(|(name, code)| over(site, figure, shown, scale, (&name, code))).collect()
}

/// A databrud of the first year that begins after the one period and not after the other: a school year begins in August of
/// its own.
fn is_between(figure: &KeyFigure, before: &str, start: &str) -> bool {
    figure
        .breaks
        .iter()
        .map(|(year, _)| format!("{year:04}-01-01"))
        .any(|first| before < first.as_str() && *first <= *start)
}

fn over(site: &Site, figure: &KeyFigure, shown: &Shown, scale: Scale, (name, code): (&str, &str)) -> Value {
    let rows: BTreeMap<&str, &ValueRow> =
        shown.by_municipality[code].iter().map(|row| (row.period.as_str(), *row)).collect();
    let number = |number: &Option<String>| number.as_deref().map(|number| danish(number, shown.decimals));
    let mut points: Vec<Point> = Vec::new();
    let mut table: Vec<Value> = Vec::new();
    let mut before: Option<&str> = None;
    for (start, period) in &shown.periods {
        let row = rows.get(period);
        let mark = row.and_then(|row| Mark::of(row));
        let at = |of: fn(&ValueRow) -> &Option<String>| row.and_then(|row| of(row).as_deref().map(place));
        let point = Point {
            own: at(|row| &row.result),
            national: at(|row| &row.national),
            group: at(|row| &row.group),
            mark,
            after_break: before.is_some_and(|before| is_between(figure, before, start)),
        };
        before = Some(start);
        points.push(point);
        table.push(context! {
            periode => *period,
            resultat => row.and_then(|row| number(&row.result)),
            land => row.and_then(|row| number(&row.national)),
            gruppe => row.and_then(|row| number(&row.group)),
            tegn => mark.map(|mark| context! { tegn => mark.sign(), ord => mark.word(&site.words) }),
        });
    }
    let ends = (
        shown.periods.first().map_or("", |(_, period)| *period),
        shown.periods.last().map_or("", |(_, period)| *period),
    );
    context! {
        navn => name,
        sted => paths::slug(code),
        graf => over_time(&points, scale, &label(site, shown, name, &rows), ends).value(),
        raekker => table,
    }
}

/// The picture in words: the first and the last resultat.
fn label(site: &Site, shown: &Shown, name: &str, rows: &BTreeMap<&str, &ValueRow>) -> String {
    let known: Vec<(&str, &str)> =
        shown.periods.iter().filter_map(|(_, period)| Some((*period, rows.get(period)?.result.as_deref()?))).collect();
    let number = |number: &str| danish(number, shown.decimals);
    match (known.first(), known.last()) {
        (Some(first), Some(last)) if first.0 != last.0 => site.words.fill(
            "values.label",
            &[
                ("name", name),
                ("from", &number(first.1)),
                ("first", first.0),
                ("to", &number(last.1)),
                ("last", last.0),
            ],
        ),
        (Some(only), _) => {
            site.words.fill("values.label_one", &[("name", name), ("number", &number(only.1)), ("period", only.0)])
        }
        _ => site.words.fill("values.label_none", &[("name", name)]),
    }
}

/// The newest period of a name in a line: how many kommuner, lowest, highest, landsgennemsnit.
pub fn summary(site: &Site, figure: &KeyFigure, rows: &[ValueRow]) -> Value {
    let shown = Shown::new(rows);
    let newest = shown.of_newest();
    let mut known: Vec<&ValueRow> = newest.iter().copied().filter(|row| row.result.is_some()).collect();
    let at = |row: &ValueRow| row.result.as_deref().map_or(0.0, place);
    known.sort_by(|a, b| at(a).total_cmp(&at(b)).then(a.municipality.cmp(&b.municipality)));
    let told = |row: Option<&&ValueRow>| {
        row.map(|row| {
            let number = danish(row.result.as_deref().unwrap_or_default(), shown.decimals);
            context! { kommune => municipality(site, &row.municipality), tal => number }
        })
    };
    let national = newest.iter().find_map(|row| row.national.as_deref()).map(|of| danish(of, shown.decimals));
    context! {
        periode => shown.newest,
        enhed => &figure.unit.text,
        antal => known.len(),
        laveste => told(known.first()),
        hoejeste => told(known.last()),
        land => national,
    }
}
