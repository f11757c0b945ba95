//! The ways in which lines decide over a row, inserted filters opened up.
//!
//! In: a selection. Out: [`Context`]s. Guaranteed now: no condition in them is an inserted filter; one context stands for
//! one line, or for one line of a filter inserted in it.

use crate::model::years::Years;
use crate::model::{Condition, Line, LineKind, Selection, Version};

/// So many ways through an inserted filter are followed.
const WAYS: usize = 6;
/// Filters inside filters.
const DEPTH: usize = 5;

/// Conditions that together decide over a row.
#[derive(Debug, Clone)]
pub struct Context<'m> {
    /// A row that meets them is taken out.
    pub takes_out: bool,
    /// What must hold for the line to bear on the row at all.
    pub around: Vec<&'m Condition>,
    /// The line's own conditions, whose bounds are shown.
    pub focus: Vec<&'m Condition>,
    pub years: Years,
    /// The line, when it holds in some years only.
    pub line: Option<&'m Line>,
}

impl<'m> Context<'m> {
    pub fn conditions(&self) -> Vec<&'m Condition> {
        self.focus.iter().chain(&self.around).copied().collect()
    }
}

/// Conditions that let a row through, and when.
#[derive(Debug, Clone, Default)]
struct Way<'m> {
    conditions: Vec<&'m Condition>,
    years: Years,
}

/// A context for each line.
pub fn contexts(selection: &Selection, years: Years) -> Vec<Context<'_>> {
    let mut found = Vec::new();
    of_selection(selection, years, &[], false, 0, &mut found);
    found
}

/// The ways in which a row is selected at all.
pub fn ways_in(selection: &Selection, years: Years) -> Vec<(Vec<&Condition>, Years)> {
    ways(selection, years, 0).into_iter().map(|way| (way.conditions, way.years)).collect()
}

fn of_selection<'m>(
    selection: &'m Selection,
    years: Years,
    around: &[&'m Condition],
    turned: bool,
    depth: usize,
    found: &mut Vec<Context<'m>>,
) {
    if depth > DEPTH {
        return;
    }
    let ways_in = ways(selection, years, depth);
    for line in &selection.lines {
        let Some(of_line) = line.years.intersect(years) else { continue };
        let (plain, inserted) = parted(line);
        let takes_out = (line.kind == LineKind::Without) != turned;
        // A line that takes out, or restricts, bears on rows that another line lets in.
        let outer: Vec<Way> = match line.kind {
            LineKind::With => vec![Way { conditions: Vec::new(), years: of_line }],
            LineKind::Without | LineKind::ForAll => ways_in.clone(),
        };
        for outer in outer.iter().take(WAYS) {
            let Some(both) = outer.years.intersect(of_line) else { continue };
            let beside: Vec<&Condition> = around.iter().chain(&outer.conditions).copied().collect();
            for through in through(&inserted, both, depth) {
                let around = beside.iter().chain(&through.conditions).copied().collect();
                let timed = (line.years != Years::ALL).then_some(line);
                if !plain.is_empty() || timed.is_some() {
                    found.push(Context { takes_out, around, focus: plain.clone(), years: through.years, line: timed });
                }
            }
            for versions in &inserted {
                for version in *versions {
                    let Some(both) = version.years.intersect(both) else { continue };
                    let around: Vec<&Condition> = beside.iter().chain(&plain).copied().collect();
                    of_selection(&version.value, both, &around, takes_out, depth + 1, found);
                }
            }
        }
    }
}

fn ways(selection: &Selection, years: Years, depth: usize) -> Vec<Way<'_>> {
    if depth > DEPTH {
        return Vec::new();
    }
    let first = selection.lines.iter().find(|line| line.kind != LineKind::ForAll);
    let mut ways: Vec<Way> = Vec::new();
    if first.is_none_or(|line| line.kind == LineKind::Without) {
        ways.push(Way { conditions: Vec::new(), years });
    }
    for line in selection.lines.iter().filter(|line| line.kind == LineKind::With) {
        ways.extend(of_line(line, years, depth));
    }
    for line in selection.lines.iter().filter(|line| line.kind == LineKind::ForAll) {
        let restrictions = of_line(line, years, depth);
        let restricted = ways.iter().flat_map(|way| restrictions.iter().filter_map(move |more| joined(way, more)));
        let restricted: Vec<Way> = restricted.take(WAYS * 2).collect();
        if !restricted.is_empty() {
            ways = restricted;
        }
    }
    ways.truncate(WAYS * 2);
    ways
}

fn of_line(line: &Line, years: Years, depth: usize) -> Vec<Way<'_>> {
    let Some(years) = line.years.intersect(years) else { return Vec::new() };
    let (plain, inserted) = parted(line);
    let own = Way { conditions: plain, years };
    through(&inserted, years, depth).iter().filter_map(|way| joined(&own, way)).collect()
}

/// The ways through all of some inserted filters.
fn through<'m>(inserted: &[&'m [Version<Selection>]], years: Years, depth: usize) -> Vec<Way<'m>> {
    let mut all = vec![Way { conditions: Vec::new(), years }];
    for versions in inserted {
        let of_filter: Vec<Way> = versions
            .iter()
            .filter_map(|version| Some((version, version.years.intersect(years)?)))
            .flat_map(|(version, years)| ways(&version.value, years, depth + 1))
            .collect();
        all =
            all.iter().flat_map(|way| of_filter.iter().filter_map(move |more| joined(way, more))).take(WAYS).collect();
    }
    all
}

fn joined<'m>(way: &Way<'m>, more: &Way<'m>) -> Option<Way<'m>> {
    let years = way.years.intersect(more.years)?;
    Some(Way { conditions: way.conditions.iter().chain(&more.conditions).copied().collect(), years })
}

/// A line's own conditions, and the versions of the filters inserted in it.
fn parted(line: &Line) -> (Vec<&Condition>, Vec<&[Version<Selection>]>) {
    let mut plain = Vec::new();
    let mut inserted = Vec::new();
    for condition in &line.conditions {
        match condition {
            Condition::Inserted { versions, .. } => inserted.push(versions.as_slice()),
            Condition::All => {}
            other => plain.push(other),
        }
    }
    (plain, inserted)
}
