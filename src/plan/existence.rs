//! Which rows a figure has (S2).
//!
//! In: the parts of an udgave. Out: an [`Existence`]: branches whose rows together are the rows there are. Guaranteed
//! now: a branch that reads inside the period gives rows always; one that reads elsewhere only where no part reads
//! inside; alike branches stand once.

use super::count::Deliveries;
use super::planner::Planner;
use super::window::{Grain, Lookup, Overlap, Window};
use crate::model::years::{Years, joined};
use crate::model::{FigureReference, Formula, Part, Rows, TermValue};

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Existence {
    pub branches: Vec<Branch>,
}

/// Kommuner and periods that have a row, for one reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Branch {
    /// The years of the row's own period.
    pub years: Years,
    pub lookup: Lookup,
    /// The years that periods looked up must lie in.
    pub conditions: Vec<(Lookup, Years)>,
    pub origin: BranchOrigin,
    /// Only where none of these tests holds.
    pub unless: Vec<InsideTest>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum BranchOrigin {
    /// Something was delivered in these months.
    Delivered { deliveries: Deliveries, months: Months },
    /// Another figure, or this member of it, has a row in the period looked up: which is the row's own period, or when
    /// `near` lies at most one calendar year from where it is looked for.
    Figure { name: String, member: Option<String>, near: bool },
}

/// Months in which a delivery gives a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Months {
    /// Those of the period itself.
    Period,
    /// Those read.
    Window(Window),
    /// Those both read and in the period.
    Common(Window),
    /// Those read, at most one calendar year from the year looked up; from the period's own, when a year is named.
    Near(Window),
}

/// Whether a part reads inside the row's period.
#[derive(Debug, Clone, PartialEq)]
pub struct InsideTest {
    pub years: Years,
    pub lookup: Lookup,
    pub conditions: Vec<(Lookup, Years)>,
    /// The months read; `None` when the period looked up must be the row's own.
    pub window: Option<Window>,
}

/// Years that periods looked up must lie in.
type Within = [(Lookup, Years)];

/// Something that an udgave reads, seen from the row that is shown.
enum Leaf {
    Rows {
        lookup: Lookup,
        /// The years that periods looked up on the way must lie in.
        conditions: Vec<(Lookup, Years)>,
        windows: Vec<(Years, Window)>,
        deliveries: Vec<Deliveries>,
        /// The years of rows for which the source is not coarser than the figure's periods.
        fine: Vec<Years>,
    },
    Figure {
        lookup: Lookup,
        conditions: Vec<(Lookup, Years)>,
        name: String,
        member: Option<String>,
        same_grain: bool,
        /// What all kommuner have together: it never gives a row by itself.
        is_national: bool,
    },
}

impl Planner<'_> {
    /// The rows of an udgave that reads these parts.
    pub fn existence(&self, parts: &[&Part], grain: Grain, years: Years) -> Existence {
        let mut leaves = Vec::new();
        for part in parts {
            self.leaves_of_part(part, Lookup::SAME, &[], grain, &mut leaves);
        }
        from_leaves(&leaves, grain, years)
    }

    /// The rows of an udgave that is a formula.
    pub fn existence_of_formula(&self, formula: &Formula, grain: Grain, years: Years) -> Existence {
        let mut leaves = Vec::new();
        self.leaves_of_formula(formula, Lookup::SAME, &[], grain, &mut leaves);
        from_leaves(&leaves, grain, years)
    }

    fn leaves_of_part(&self, part: &Part, lookup: Lookup, within: &Within, grain: Grain, leaves: &mut Vec<Leaf>) {
        match part {
            Part::Rows(rows) => leaves.push(Leaf::Rows {
                lookup,
                conditions: within.to_vec(),
                windows: self.windows(rows, grain),
                deliveries: self.deliveries(rows),
                fine: self.fine_years(rows, grain),
            }),
            Part::Formula(formula) => self.leaves_of_formula(formula, lookup, within, grain, leaves),
        }
    }

    fn leaves_of_formula(
        &self,
        formula: &Formula,
        lookup: Lookup,
        within: &Within,
        grain: Grain,
        leaves: &mut Vec<Leaf>,
    ) {
        formula.terms(&mut |term| {
            let there = lookup.then(term.shift);
            match term.value {
                TermValue::BaseFigure(id) => {
                    for part in &self.model.base_figure(id).parts {
                        let within: Vec<(Lookup, Years)> =
                            within.iter().copied().chain([(there, part.years)]).collect();
                        self.leaves_of_part(&part.value, there, &within, grain, leaves);
                    }
                }
                TermValue::Result(figure) | TermValue::Numerator(figure) | TermValue::Denominator(figure) => {
                    leaves.push(self.leaf_of_figure(figure, there, within, grain, false));
                }
                TermValue::NationalAverage(figure) => {
                    leaves.push(self.leaf_of_figure(figure, there, within, grain, true));
                }
            }
        });
    }

    fn leaf_of_figure(
        &self,
        figure: FigureReference,
        lookup: Lookup,
        within: &Within,
        grain: Grain,
        is_national: bool,
    ) -> Leaf {
        let read = self.model.figure(figure.figure);
        Leaf::Figure {
            lookup,
            conditions: within.to_vec(),
            name: read.name.sql.clone(),
            member: self.member_name(figure),
            same_grain: Grain::of(read.reported) == grain,
            is_national,
        }
    }

    /// The years of rows whose source, in the udgave of the row's year, is as fine as the periods.
    fn fine_years(&self, rows: &Rows, grain: Grain) -> Vec<Years> {
        let mut left = vec![Years::ALL];
        for version in &rows.versions {
            if self.model.source(version.value.source).months_of_delivery() > grain.months() {
                left = left.into_iter().flat_map(|years| years.without(version.years)).collect();
            }
        }
        joined(left)
    }
}

fn from_leaves(leaves: &[Leaf], grain: Grain, years: Years) -> Existence {
    let mut inside = Vec::new();
    let mut tests = Vec::new();
    let mut always_inside = false;
    for leaf in leaves {
        always_inside |= inside_branches(leaf, grain, years, &mut inside, &mut tests);
    }
    let mut branches = inside;
    if !always_inside {
        branches.extend(leaves.iter().flat_map(|leaf| near_branches(leaf, grain, years, &tests)));
    }
    let mut distinct: Vec<Branch> = Vec::new();
    for branch in branches {
        if !distinct.contains(&branch) {
            distinct.push(branch);
        }
    }
    Existence { branches: distinct }
}

/// Adds the branches of what a leaf reads inside the period, and the tests for whether it does; true when every row's
/// period is read inside.
fn inside_branches(
    leaf: &Leaf,
    grain: Grain,
    years: Years,
    branches: &mut Vec<Branch>,
    tests: &mut Vec<InsideTest>,
) -> bool {
    match leaf {
        Leaf::Figure { is_national: true, .. } => false,
        Leaf::Figure { lookup, conditions, name, member, same_grain, .. } => {
            let same = *lookup == Lookup::SAME;
            let Some((shown, conditions)) = simplified(years, conditions) else { return false };
            if !same && lookup.in_year.is_none() {
                return false;
            }
            if *same_grain {
                branches.push(Branch {
                    years: shown,
                    lookup: *lookup,
                    conditions: conditions.clone(),
                    origin: BranchOrigin::Figure { name: name.clone(), member: member.clone(), near: false },
                    unless: Vec::new(),
                });
            }
            let always = same && conditions.is_empty() && shown == years;
            if !always {
                tests.push(InsideTest { years: shown, lookup: *lookup, conditions, window: None });
            }
            always
        }
        Leaf::Rows { lookup, conditions, windows, deliveries, fine } => {
            let mut covered = Vec::new();
            for (window_years, window) in windows {
                let overlap = window.overlap(*lookup, grain);
                if overlap == Overlap::Never {
                    continue;
                }
                let within: Vec<(Lookup, Years)> =
                    conditions.iter().copied().chain([(*lookup, *window_years)]).collect();
                let shown = fine.iter().filter_map(|fine| simplified(fine.intersect(years)?, &within));
                for (shown, conditions) in shown {
                    if overlap != Overlap::Sometimes && conditions.is_empty() {
                        covered.push(shown);
                    }
                    let months = match overlap {
                        Overlap::Covers => Months::Period,
                        Overlap::Within => Months::Window(*window),
                        _ => Months::Common(*window),
                    };
                    let lookup_of_months = if months == Months::Period { Lookup::SAME } else { *lookup };
                    branches.extend(deliveries.iter().filter_map(|deliveries| {
                        // Months of a period of one calendar year: the years of deliveries are years of rows. A school
                        // year has months of the next year too, and those are of the udgave in force in them (T3).
                        let (years, deliveries) = match grain {
                            Grain::SchoolYear => (shown, deliveries.clone()),
                            _ => {
                                let everywhere = Deliveries { years: Years::ALL, ..deliveries.clone() };
                                (shown.intersect(deliveries.years)?, everywhere)
                            }
                        };
                        Some(Branch {
                            years,
                            lookup: lookup_of_months,
                            conditions: conditions.clone(),
                            origin: BranchOrigin::Delivered { deliveries, months },
                            unless: Vec::new(),
                        })
                    }));
                    tests.push(InsideTest { years: shown, lookup: *lookup, conditions, window: Some(*window) });
                }
            }
            joined(covered).iter().any(|covered| covered.covers(years))
        }
    }
}

/// The years of rows, and what is left to ask of the periods looked up; nothing when no row can pass.
fn simplified(years: Years, conditions: &Within) -> Option<(Years, Vec<(Lookup, Years)>)> {
    let mut own = conditions.iter().filter(|(lookup, _)| *lookup == Lookup::SAME);
    let years = own.try_fold(years, |years, (_, wanted)| years.intersect(*wanted))?;
    let mut left: Vec<(Lookup, Years)> = Vec::new();
    for &(lookup, wanted) in conditions.iter().filter(|(lookup, _)| *lookup != Lookup::SAME) {
        let at = lookup.looks_at(years);
        if !wanted.overlaps(at) {
            return None;
        }
        if !wanted.covers(at) && !left.contains(&(lookup, wanted)) {
            left.push((lookup, wanted));
        }
    }
    Some((years, left))
}

/// What a leaf gives where no part reads inside the period.
fn near_branches(leaf: &Leaf, grain: Grain, years: Years, tests: &[InsideTest]) -> Vec<Branch> {
    let branch = |lookup: &Lookup, (years, conditions): (Years, Vec<(Lookup, Years)>), origin: BranchOrigin| Branch {
        years,
        lookup: *lookup,
        conditions,
        origin,
        unless: tests.to_vec(),
    };
    match leaf {
        Leaf::Figure { same_grain: false, .. } => Vec::new(),
        Leaf::Figure { lookup, conditions, name, member, .. } => {
            let origin = BranchOrigin::Figure { name: name.clone(), member: member.clone(), near: true };
            simplified(years, conditions).map(|left| branch(lookup, left, origin)).into_iter().collect()
        }
        Leaf::Rows { lookup, conditions, windows, deliveries, .. } => {
            let mut branches = Vec::new();
            for (window_years, window) in windows {
                let within: Vec<(Lookup, Years)> =
                    conditions.iter().copied().chain([(*lookup, *window_years)]).collect();
                let Some(left) = simplified(years, &within) else { continue };
                let months = match window.stays_near(*lookup, grain) {
                    true => Months::Window(*window),
                    false => Months::Near(*window),
                };
                branches.extend(deliveries.iter().map(|deliveries| {
                    let origin = BranchOrigin::Delivered { deliveries: deliveries.clone(), months };
                    branch(lookup, left.clone(), origin)
                }));
            }
            branches
        }
    }
}

impl Lookup {
    /// The years looked at from periods of these years.
    fn looks_at(self, years: Years) -> Years {
        let (years, months) = match self.in_year {
            None => (years, self.before),
            Some(year) => (Years::single(year), self.after),
        };
        let (low, high) = (months.div_euclid(12), (months + 11).div_euclid(12));
        Years {
            from: years.from.map(|year| year.saturating_add(low)),
            to: years.to.map(|year| year.saturating_add(high)),
        }
    }
}
