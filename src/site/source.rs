//! Data sources: their columns, måltal and time, who counts them and what guards them. Of keys no value is known here.

use minijinja::{Value, context};

use super::figure::summary as figure_summary;
use super::lookup::link;
use super::{Crumb, File, Kind, Page, Site, SiteError, known, markdown, paths};
use crate::model::rule::danish_severity;
use crate::model::{
    Column, ColumnId, ColumnKind, ColumnValue, EmptyValue, Measure, MeasureKind, MeasureValue, SnapshotAt, Source,
    SourceId, TimeBetween, TimeBetweenEnd, TimeKind, TimeUnit, danish_day, sentence,
};

pub const LIST: Kind = Kind {
    paths: |site| if site.model.sources.is_empty() { Vec::new() } else { vec![paths::SOURCES.to_owned()] },
    files: list,
};

pub const KIND: Kind =
    Kind { paths: |site| site.model.sources.iter().map(|source| paths::source(&source.name.sql)).collect(), files };

fn list(site: &Site, _: usize) -> Result<Vec<File>, SiteError> {
    let sources: Vec<Value> = (0..site.model.sources.len()).map(|index| summary(site, SourceId(index))).collect();
    let page = Page {
        path: paths::SOURCES.to_owned(),
        title: site.words.say("menu.sources").to_owned(),
        description: site.words.say("source.about").to_owned(),
        breadcrumbs: Vec::new(),
        section: paths::SOURCES,
        authored: false,
        template: "datakilde-liste.html",
        data: context! { datakilder => sources },
    };
    Ok(vec![site.page(page)?])
}

/// A source as lists show it.
pub fn summary(site: &Site, id: SourceId) -> Value {
    let source = site.model.source(id);
    context! {
        titel => source.title.as_ref().unwrap_or(&source.name.text),
        navn => &source.name.text,
        sti => paths::source(&source.name.sql),
        tid => time(site, source),
        historik => site.words.years(source.history),
        antal => site.known.readers_of_source.get(&id).map_or(0, Vec::len),
    }
}

fn files(site: &Site, index: usize) -> Result<Vec<File>, SiteError> {
    let id = SourceId(index);
    let source = site.model.source(id);
    let page = Page {
        path: paths::source(&source.name.sql),
        title: source.title.as_ref().unwrap_or(&source.name.text).clone(),
        description: source.definition.as_deref().map(markdown::plain).unwrap_or_default(),
        breadcrumbs: vec![Crumb::new(site.words.say("menu.sources"), paths::SOURCES)],
        section: paths::SOURCES,
        authored: true,
        template: "datakilde.html",
        data: data(site, id),
    };
    Ok(vec![site.page(page)?])
}

fn data(site: &Site, id: SourceId) -> Value {
    let (source, known) = (site.model.source(id), &site.known);
    let area = source.area.as_deref().map(crate::text::fold);
    let area = area.and_then(|area| site.model.areas.iter().find(|of| of.name.sql == area));
    let figures = known.readers_of_source.get(&id).into_iter().flatten();
    let rules = known.rules_of_source.get(&id).into_iter().flatten();
    let bases = known.of_base.iter().filter(|(_, reads)| reads.sources.contains(&id));
    let rule = |id: &crate::model::RuleId| {
        let rule = site.model.rule(*id);
        let severity = rule.editions.last().map(|edition| danish_severity(edition.severity));
        context! { regel => site.rule_link(*id), alvor => severity, automatisk => rule.automatic.is_some() }
    };
    let populations = site.model.populations.iter().filter(|population| population.source == id);
    let population = |population: &crate::model::Population| {
        context! {
            titel => population.title.as_ref().unwrap_or(&population.name.text),
            saetning => sentence::population(site.model, population),
        }
    };
    let made_from_this = (0..site.model.sources.len()).map(SourceId);
    let made_from_this = made_from_this.filter(|other| known::made_of(site.model, *other).contains(&id));
    context! {
        navn => &source.name.text,
        definition => source.definition.as_deref().map(|text| markdown::rendered(text).value()),
        omraade => area.map(|area| link(area.title.as_ref().unwrap_or(&area.name.text), paths::area(&area.name.sql))),
        tabel => matches!(source.origin, crate::model::Origin::Table).then_some(&source.table),
        dannet => sentence::source(site.model, source),
        dannet_af => known::made_of(site.model, id).into_iter().map(|of| site.source_link(of)).collect::<Vec<_>>(),
        bruges_i => made_from_this.map(|of| site.source_link(of)).collect::<Vec<_>>(),
        raekke_pr => row_per(site, source),
        tid => time(site, source),
        opgjort => snapshot(site, source),
        leveret => delivered(site, source),
        historik => site.words.years(source.history),
        personlig => source.personal,
        uden_regler => !source.automatic_rules,
        kolonner => source.columns.iter().map(|one| column(site, source, one)).collect::<Vec<_>>(),
        maaltal => source.measures.iter().map(|one| measure(site, source, one)).collect::<Vec<_>>(),
        noegletal => figures.map(|id| figure_summary(site, *id)).collect::<Vec<_>>(),
        grundtal => bases.map(|(id, _)| site.base_figure_link(*id)).collect::<Vec<_>>(),
        regler => rules.map(rule).collect::<Vec<_>>(),
        populationer => populations.map(population).collect::<Vec<_>>(),
    }
}

fn row_per(site: &Site, source: &Source) -> String {
    let names: Vec<String> = source.row_per.iter().map(|column| source.columns[column.0].name.text.clone()).collect();
    site.words.list(&names)
}

/// `måned i kolonnen maaned`
fn time(site: &Site, source: &Source) -> String {
    let column = &source.columns[source.time.0].name.text;
    if let Some(interval) = &source.interval {
        let until = interval.until.map(|until| source.columns[until.0].name.text.as_str());
        let key = if until.is_some() { "source.interval" } else { "source.open_interval" };
        return site.words.fill(key, &[("from", column), ("until", until.unwrap_or_default())]);
    }
    let kind = site.words.say(match source.time_kind {
        TimeKind::Month => "source.month",
        TimeKind::Date => "source.date",
        TimeKind::Year => "source.year",
        TimeKind::Week => "source.week",
        TimeKind::Quarter => "source.quarter",
        TimeKind::SchoolYear => "source.school_year",
    });
    kind.to_owned()
}

/// Which day a beholdning shows.
fn snapshot(site: &Site, source: &Source) -> Option<String> {
    let stock = source.measures.iter().any(|measure| measure.kind == MeasureKind::Stock);
    let says = stock || source.snapshot_exception.is_some() || source.snapshot == SnapshotAt::End;
    let usual = site.words.say(match source.snapshot {
        SnapshotAt::Start => "source.start",
        SnapshotAt::End => "source.end",
    });
    let except = source.snapshot_exception.as_ref().map(|day| danish_day(day.day, day.month));
    says.then(|| match except {
        Some(day) => site.words.fill("source.except", &[("usual", usual), ("day", &day)]),
        None => usual.to_owned(),
    })
}

fn delivered(site: &Site, source: &Source) -> String {
    match &source.deliveries {
        Some(table) => site.words.fill("source.deliveries", &[("table", table)]),
        None if source.months_of_delivery() == 12 => site.words.say("source.delivered_yearly").to_owned(),
        None if source.interval.is_some() => site.words.say("source.delivered_interval").to_owned(),
        None => site.words.say("source.delivered").to_owned(),
    }
}

fn column(site: &Site, source: &Source, column: &Column) -> Value {
    let (words, name) = (&site.words, |id: &ColumnId| source.columns[id.0].name.text.clone());
    let list = match &column.kind {
        ColumnKind::Codes { tree, .. } => Some(site.tree_link(*tree)),
        ColumnKind::Municipality => Some(site.tree_link(site.model.municipalities)),
        _ => None,
    };
    let kind = match &column.kind {
        ColumnKind::Municipality => words.say("source.municipality").to_owned(),
        ColumnKind::Time => words.say("source.time").to_owned(),
        ColumnKind::Codes { tree, level, .. } => {
            let tree = site.model.tree(*tree);
            words.fill("source.codes", &[("level", tree.levels.get(*level).unwrap_or(&tree.name))])
        }
        ColumnKind::Number => words.say("source.number").to_owned(),
        ColumnKind::Text => words.say("source.text").to_owned(),
        ColumnKind::Key(word) => words.fill("source.key", &[("word", word)]),
        ColumnKind::FromDate => words.say("source.from_date").to_owned(),
        ColumnKind::ToDate => words.say("source.to_date").to_owned(),
        ColumnKind::Date => words.say("source.further_date").to_owned(),
    };
    let mut notes: Vec<String> = Vec::new();
    match &column.value {
        ColumnValue::Stored => {}
        ColumnValue::Fallback(of) => {
            let or = format!(" {} ", words.say("source.or_else"));
            notes.push(of.iter().map(name).collect::<Vec<_>>().join(&or));
        }
        ColumnValue::TimeBetween(between) => notes.push(time_between(site, source, between)),
    }
    let empty: Vec<String> = column
        .empty_when
        .iter()
        .map(|value| match value {
            EmptyValue::Text(text) => format!("\u{201d}{text}\u{201d}"),
            EmptyValue::Number(number) => sentence::danish(number),
        })
        .collect();
    if !empty.is_empty() {
        notes.push(words.fill("source.empty_when", &[("values", &words.list(&empty))]));
    }
    if column.stored != column.name.text && column.value == ColumnValue::Stored {
        notes.push(words.fill("source.stored", &[("name", &column.stored)]));
    }
    context! {
        navn => &column.name.text,
        slags => kind,
        liste => list,
        noeglekolonne => matches!(column.kind, ColumnKind::Key(_)),
        bemaerk => notes,
    }
}

fn time_between(site: &Site, source: &Source, between: &TimeBetween) -> String {
    let name = |id: ColumnId| source.columns[id.0].name.text.as_str();
    let unit = site.words.say(match between.unit {
        TimeUnit::Days => "source.days",
        TimeUnit::Months => "source.months",
        TimeUnit::Years => "source.years",
    });
    let to = match between.to {
        TimeBetweenEnd::Column(column) => name(column),
        TimeBetweenEnd::CountingDate => site.words.say("source.counting_date"),
        TimeBetweenEnd::EndOfYear => site.words.say("source.end_of_year"),
    };
    site.words.fill("source.between", &[("unit", unit), ("from", name(between.from)), ("to", to)])
}

fn measure(site: &Site, source: &Source, measure: &Measure) -> Value {
    let words = &site.words;
    let kind = words.say(match measure.kind {
        MeasureKind::Flow => "source.flow",
        MeasureKind::Stock => "source.stock",
        MeasureKind::Share => "source.share",
    });
    let mut notes: Vec<String> = Vec::new();
    match &measure.value {
        MeasureValue::Stored if measure.stored != measure.name.text => {
            notes.push(words.fill("source.stored", &[("name", &measure.stored)]));
        }
        MeasureValue::Stored => {}
        MeasureValue::TimeBetween(between) => notes.push(time_between(site, source, between)),
        MeasureValue::Aggregate(what) => {
            if let crate::model::Origin::Derived(of) = &source.origin {
                notes.push(sentence::what(site.model.source(of.base), *what));
            }
        }
    }
    if !measure.sign_reversed_for.is_empty() {
        let rows = sentence::conditions_of(site.model, source, &measure.sign_reversed_for);
        notes.push(words.fill("source.sign_reversed", &[("rows", &rows)]));
    }
    context! { navn => &measure.name.text, enhed => &measure.unit.text, slags => kind, bemaerk => notes }
}
