//! Where selections are used and in which years: what the checks of codes and account sets look at.
//!
//! In: the model. Out: one [`Use`] per block of filter lines and span of years. The years are those of
//! the definition (`gyldig`, `udgave`), of a grundtal those of what reads it, less those before the
//! source's history.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::account_set::Mentioned;
use super::super::years::Years;
use super::super::{
    BaseFigureId, Condition, Family, Filter, Formula, Line, Model, Origin, Part, Rows, Selection, SourceId, TermValue,
};
use super::needed::{looked_at, needed};
use crate::diagnostics::problems::Noun;
use crate::source::Span;
use crate::syntax::tree::Shift;
use crate::text::fold;

/// A block of filter lines in some years.
#[derive(Clone, Copy)]
pub(super) struct Use<'a> {
    pub part: Noun,
    pub name: &'a str,
    pub source: SourceId,
    pub selection: &'a Selection,
    pub family: Option<&'a Family>,
    pub years: Years,
    /// Nothing reads it, so that only what is wrong in all years is wrong.
    pub unread: bool,
}

impl Use<'_> {
    /// From the first line to the last.
    pub fn span(&self) -> Option<Span> {
        let lines = &self.selection.lines;
        Some(lines.first()?.span.to(lines.last()?.span))
    }
}

/// All uses: of tællere, nævnere and grundtal, then of the filters they insert.
pub(super) fn uses(model: &Model) -> Vec<Use<'_>> {
    let filters = model.filters.iter().map(|filter| (filter.name.sql.as_str(), filter.name.text.as_str())).collect();
    let mut found = Found { model, filters, uses: Vec::new(), seen: HashSet::new() };
    for figure in &model.figures {
        let valid = figure.editions.iter().map(|edition| edition.years).reduce(hull).unwrap_or(Years::ALL);
        for edition in &figure.editions {
            for (part, noun) in edition.parts().into_iter().zip([Noun::Numerator, Noun::Denominator]) {
                if let Part::Rows(rows) = part {
                    found.rows(noun, &figure.name.text, rows, figure.family.as_ref(), valid, false);
                }
            }
        }
    }
    let needed = years_needed(model);
    for (base, needed) in model.base_figures.iter().zip(needed) {
        for part in &base.parts {
            if let Part::Rows(rows) = &part.value {
                let years = needed.unwrap_or(Years::ALL);
                found.rows(Noun::BaseFigure, &base.name.text, rows, None, years, needed.is_none());
            }
        }
    }
    found.made_of_sources();
    let own = found.uses.clone();
    own.iter().for_each(|one| found.inserted(one));
    let inserted: HashSet<&str> =
        found.uses.iter().filter(|one| one.part == Noun::Filter).map(|one| one.name).collect();
    let others = model.filters.iter().filter(|filter| !inserted.contains(filter.name.text.as_str()));
    others.for_each(|filter| found.unread(filter));
    found.uses
}

struct Found<'a> {
    model: &'a Model,
    /// Names as declared by their folded form.
    filters: HashMap<&'a str, &'a str>,
    uses: Vec<Use<'a>>,
    seen: HashSet<(Option<Span>, SourceId, Years)>,
}

impl<'a> Found<'a> {
    fn rows(
        &mut self,
        part: Noun,
        name: &'a str,
        rows: &'a Rows,
        family: Option<&'a Family>,
        valid: Years,
        unread: bool,
    ) {
        for version in &rows.versions {
            let source = version.value.source;
            let history = self.model.source(source).history;
            let years = version.years.intersect(valid).and_then(|years| years.intersect(history));
            if let Some(years) = years {
                self.add(Use { part, name, source, selection: &version.value.selection, family, years, unread });
            }
        }
    }

    /// The lines of populations and of afledte datakilder.
    fn made_of_sources(&mut self) {
        let needed = needed(self.model, &self.uses);
        let sources =
            self.model.sources.iter().zip(needed.sources).filter_map(|(source, years)| match &source.origin {
                Origin::Derived(made) => {
                    Some((Noun::DerivedSource, &source.name, made.base, &made.rows, years, years.is_none()))
                }
                Origin::Table | Origin::Linked(_) => None,
            });
        // Of years that only lie behind someone's question, not every code need have been there.
        let populations = self.model.populations.iter().zip(needed.populations).map(|(made, years)| {
            let looked = years.map(|years| looked_at(made, years));
            (Noun::Population, &made.name, made.source, &made.rows, looked, looked.is_none() || looked != years)
        });
        for (part, name, source, rows, years, unread) in sources.chain(populations) {
            let history = self.model.source(source).history;
            for version in rows {
                let years_read = years.unwrap_or(Years::ALL).intersect(version.years);
                if let Some(years) = years_read.and_then(|read| read.intersect(history)) {
                    let (name, selection) = (name.text.as_str(), &version.value);
                    self.add(Use { part, name, source, selection, family: None, years, unread });
                }
            }
        }
    }

    /// A filter that no whole definition inserts, as its reading has it.
    fn unread(&mut self, filter: &'a Filter) {
        let name = filter.name.text.as_str();
        let Some((source, versions)) = &filter.reading else { return };
        let history = self.model.source(*source).history;
        for version in versions {
            let Some(years) = version.years.intersect(history) else { continue };
            let selection = &version.value;
            let one = Use { part: Noun::Filter, name, source: *source, selection, family: None, years, unread: true };
            if self.add(one) {
                self.inserted(&one);
            }
        }
    }

    /// The udgaver of one part share lines, and many figures share filters: each use is kept once.
    fn add(&mut self, new: Use<'a>) -> bool {
        let is_new = self.seen.insert((new.span(), new.source, new.years));
        if is_new {
            self.uses.push(new);
        }
        is_new
    }

    fn inserted(&mut self, outer: &Use<'a>) {
        for line in &outer.selection.lines {
            for (filter, versions) in line.conditions.iter().filter_map(inserted_filter) {
                let named = self.filters.get(fold(filter).as_str()).copied();
                for version in versions {
                    let years = version.years.intersect(line.years).and_then(|years| years.intersect(outer.years));
                    let Some(years) = years else { continue };
                    let inner = Use {
                        part: if named.is_some() { Noun::Filter } else { outer.part },
                        name: named.unwrap_or(outer.name),
                        selection: &version.value,
                        family: None,
                        years,
                        ..*outer
                    };
                    if self.add(inner) {
                        self.inserted(&inner);
                    }
                }
            }
        }
    }
}

/// The name and versions of `[navn]`.
pub(super) fn inserted_filter(condition: &Condition) -> Option<(&str, &[super::super::Version<Selection>])> {
    match condition {
        Condition::Inserted { filter, versions, .. } => Some((filter, versions)),
        _ => None,
    }
}

/// From the first year of either to the last.
pub(super) fn hull(a: Years, b: Years) -> Years {
    Years::new(a.from.zip(b.from).map(|(a, b)| a.min(b)), a.to.zip(b.to).map(|(a, b)| a.max(b)))
}

/// In which years each grundtal is read; `None` when nothing reads it.
pub(super) fn years_needed(model: &Model) -> Vec<Option<Years>> {
    let mut needed: Vec<Option<Years>> = vec![None; model.base_figures.len()];
    for figure in &model.figures {
        for edition in &figure.editions {
            let formulas = edition.parts().into_iter().filter_map(|part| match part {
                Part::Formula(formula) => Some(formula),
                Part::Rows(_) => None,
            });
            formulas.chain(edition.formula()).for_each(|formula| need(formula, edition.years, &mut needed));
        }
    }
    for id in model.base_figure_order.iter().rev() {
        let Some(years) = needed[id.0] else { continue };
        for part in &model.base_figure(*id).parts {
            if let (Part::Formula(formula), Some(years)) = (&part.value, part.years.intersect(years)) {
                need(formula, years, &mut needed);
            }
        }
    }
    needed
}

fn need(formula: &Formula, years: Years, needed: &mut [Option<Years>]) {
    formula.terms(&mut |term| {
        if let TermValue::BaseFigure(BaseFigureId(index)) = term.value {
            let years = shifted(years, term.shift);
            needed[index] = Some(needed[index].map_or(years, |before| hull(before, years)));
        }
    });
}

/// The years that a term in another period reads.
pub(super) fn shifted(years: Years, shift: Option<Shift>) -> Years {
    match shift {
        Some(Shift::YearsBefore(count)) => {
            let earlier = |year: i32| year.saturating_sub_unsigned(count);
            Years::new(years.from.map(earlier), years.to.map(earlier))
        }
        Some(Shift::InYear(year)) => Years::single(year),
        Some(Shift::MonthBefore) | None => years,
    }
}

/// What all selections over each source mention.
pub(super) fn mentioned(model: &Model, uses: &[Use]) -> BTreeMap<SourceId, Mentioned> {
    let sources = (0..model.sources.len()).map(|index| (SourceId(index), Mentioned::default()));
    let mut mentioned: BTreeMap<SourceId, Mentioned> = sources.collect();
    for one in uses {
        mentioned.entry(one.source).or_default().selection(one.selection, one.family);
    }
    mentioned
}

/// The years in which a selection changes by itself: its lines and the filters it inserts.
pub(super) fn own_changes(selection: &Selection) -> Vec<Years> {
    let mut ranges = Vec::new();
    collect_changes(&selection.lines, &mut ranges);
    ranges
}

fn collect_changes(lines: &[Line], ranges: &mut Vec<Years>) {
    for line in lines {
        ranges.push(line.years);
        for (_, versions) in line.conditions.iter().filter_map(inserted_filter) {
            for version in versions {
                ranges.push(version.years);
                collect_changes(&version.value.lines, ranges);
            }
        }
    }
}
