//! Which rows a figure has (S2).
//!
//! In: the parts of an udgave. Out: an [`Existence`]: branches whose rows together are the rows there are. Guaranteed
//! now: a branch that reads inside the period gives rows always; one that reads elsewhere only where no part reads
//! inside; alike branches stand once.

use super::count::Deliveries;
use super::planner::Planner;
use super::window::{Grain, Lookup, Overlap, Window};
use crate::model::years::{Years, joined};
use crate::model::{BaseFigureId, FigureReference, Formula, Part, Rows, TermValue};

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
    /// The years of the period looked up.
    pub looked_up_years: Years,
    pub origin: BranchOrigin,
    /// Only where none of these tests holds.
    pub unless: Vec<InsideTest>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum BranchOrigin {
    /// Something was delivered in these months.
    Delivered { deliveries: Deliveries, months: Months },
    /// Another figure, or this member of it, has a row in the period looked up: which is the row's own period, or when
    /// `near` lies at most one calendar year from it.
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
    /// Those read, at most one calendar year from the period's.
    Near(Window),
}

/// Whether a part reads inside the row's period.
#[derive(Debug, Clone, PartialEq)]
pub struct InsideTest {
    pub years: Years,
    pub lookup: Lookup,
    pub looked_up_years: Years,
    /// The months read; `None` when the period looked up must be the row's own.
    pub window: Option<Window>,
}

/// Something that an udgave reads, seen from the row that is shown.
enum Leaf {
    Rows {
        lookup: Lookup,
        looked_up_years: Years,
        windows: Vec<(Years, Window)>,
        deliveries: Vec<Deliveries>,
        /// The years of rows for which the source is not coarser than the figure's periods.
        fine: Vec<Years>,
    },
    Figure {
        lookup: Lookup,
        name: String,
        member: Option<String>,
        same_grain: bool,
    },
}

impl Planner<'_> {
    /// The rows of an udgave that reads these parts.
    pub fn existence(&self, parts: &[&Part], grain: Grain, years: Years) -> Existence {
        let mut leaves = Vec::new();
        for part in parts {
            self.leaves_of_part(part, Lookup::SAME, Years::ALL, grain, &mut leaves);
        }
        from_leaves(&leaves, grain, years)
    }

    /// The rows of an udgave that is a formula.
    pub fn existence_of_formula(&self, formula: &Formula, grain: Grain, years: Years) -> Existence {
        let mut leaves = Vec::new();
        self.leaves_of_formula(formula, Lookup::SAME, Years::ALL, grain, &mut leaves);
        from_leaves(&leaves, grain, years)
    }

    fn leaves_of_part(&self, part: &Part, lookup: Lookup, years: Years, grain: Grain, leaves: &mut Vec<Leaf>) {
        match part {
            Part::Rows(rows) => leaves.push(Leaf::Rows {
                lookup,
                looked_up_years: years,
                windows: self.windows(rows, grain),
                deliveries: self.deliveries(rows),
                fine: self.fine_years(rows, grain),
            }),
            Part::Formula(formula) => self.leaves_of_formula(formula, lookup, years, grain, leaves),
        }
    }

    fn leaves_of_formula(&self, formula: &Formula, lookup: Lookup, years: Years, grain: Grain, leaves: &mut Vec<Leaf>) {
        match formula {
            Formula::Number(_) => {}
            Formula::Negate(inner) => self.leaves_of_formula(inner, lookup, years, grain, leaves),
            Formula::Add(a, b) | Formula::Subtract(a, b) | Formula::Multiply(a, b) | Formula::Divide(a, b) => {
                self.leaves_of_formula(a, lookup, years, grain, leaves);
                self.leaves_of_formula(b, lookup, years, grain, leaves);
            }
            Formula::Term(term) => {
                let there = lookup.then(term.shift);
                match term.value {
                    TermValue::BaseFigure(id) => self.leaves_of_base_figure(id, there, grain, leaves),
                    TermValue::Result(figure) | TermValue::Numerator(figure) | TermValue::Denominator(figure) => {
                        leaves.push(self.leaf_of_figure(figure, there, grain));
                    }
                }
            }
        }
    }

    fn leaves_of_base_figure(&self, id: BaseFigureId, lookup: Lookup, grain: Grain, leaves: &mut Vec<Leaf>) {
        for part in &self.model.base_figure(id).parts {
            self.leaves_of_part(&part.value, lookup, part.years, grain, leaves);
        }
    }

    fn leaf_of_figure(&self, figure: FigureReference, lookup: Lookup, grain: Grain) -> Leaf {
        let read = self.model.figure(figure.figure);
        Leaf::Figure {
            lookup,
            name: read.name.sql.clone(),
            member: self.member_name(figure),
            same_grain: Grain::of(read.reported) == grain,
        }
    }

    /// The years of rows whose source, in the udgave of the row's year, is as fine as the periods.
    fn fine_years(&self, rows: &Rows, grain: Grain) -> Vec<Years> {
        let mut left = vec![Years::ALL];
        for version in &rows.versions {
            if grain != Grain::Year && self.model.source(version.value.source).delivered_yearly {
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
        Leaf::Figure { lookup, name, member, same_grain } => {
            let same = *lookup == Lookup::SAME;
            if !same && lookup.in_year.is_none() {
                return false;
            }
            if *same_grain {
                branches.push(Branch {
                    years,
                    lookup: *lookup,
                    looked_up_years: Years::ALL,
                    origin: BranchOrigin::Figure { name: name.clone(), member: member.clone(), near: false },
                    unless: Vec::new(),
                });
            }
            if !same {
                tests.push(InsideTest {
                    years: Years::ALL,
                    lookup: *lookup,
                    looked_up_years: Years::ALL,
                    window: None,
                });
            }
            same
        }
        Leaf::Rows { lookup, looked_up_years, windows, deliveries, fine } => {
            let mut covered = Vec::new();
            for (window_years, window) in windows {
                let overlap = window.overlap(*lookup, grain);
                let Some(there) = looked_up_years.intersect(*window_years) else { continue };
                if overlap == Overlap::Never {
                    continue;
                }
                for shown in fine.iter().filter_map(|fine| fine.intersect(years)) {
                    let there =
                        if lookup.looks_at(shown).is_some_and(|at| there.covers(at)) { Years::ALL } else { there };
                    if overlap != Overlap::Sometimes && there == Years::ALL {
                        covered.push(shown);
                    }
                    tests.push(InsideTest {
                        years: shown,
                        lookup: *lookup,
                        looked_up_years: there,
                        window: Some(*window),
                    });
                    let months = match overlap {
                        Overlap::Covers => Months::Period,
                        Overlap::Within => Months::Window(*window),
                        _ => Months::Common(*window),
                    };
                    let lookup = if months == Months::Period && there == Years::ALL { Lookup::SAME } else { *lookup };
                    // The months lie in the period, so the years of deliveries are years of rows.
                    branches.extend(deliveries.iter().filter_map(|deliveries| {
                        Some(Branch {
                            years: shown.intersect(deliveries.years)?,
                            lookup,
                            looked_up_years: there,
                            origin: BranchOrigin::Delivered {
                                deliveries: Deliveries { years: Years::ALL, ..deliveries.clone() },
                                months,
                            },
                            unless: Vec::new(),
                        })
                    }));
                }
            }
            joined(covered).iter().any(|covered| covered.covers(years))
        }
    }
}

/// What a leaf gives where no part reads inside the period.
fn near_branches(leaf: &Leaf, grain: Grain, years: Years, tests: &[InsideTest]) -> Vec<Branch> {
    let branch = |lookup: &Lookup, looked_up_years: Years, origin: BranchOrigin| Branch {
        years,
        lookup: *lookup,
        looked_up_years,
        origin,
        unless: tests.to_vec(),
    };
    match leaf {
        Leaf::Figure { same_grain: false, .. } => Vec::new(),
        Leaf::Figure { lookup, name, member, .. } => {
            let origin = BranchOrigin::Figure { name: name.clone(), member: member.clone(), near: true };
            vec![branch(lookup, Years::ALL, origin)]
        }
        Leaf::Rows { lookup, looked_up_years, windows, deliveries, .. } => {
            let mut branches = Vec::new();
            for (window_years, window) in windows {
                let Some(there) = looked_up_years.intersect(*window_years) else { continue };
                let there = if lookup.looks_at(years).is_some_and(|at| there.covers(at)) { Years::ALL } else { there };
                let months = match window.stays_near(*lookup, grain) {
                    true => Months::Window(*window),
                    false => Months::Near(*window),
                };
                branches.extend(deliveries.iter().map(|deliveries| {
                    branch(lookup, there, BranchOrigin::Delivered { deliveries: deliveries.clone(), months })
                }));
            }
            branches
        }
    }
}

impl Lookup {
    /// The years looked at from periods of these years; `None` when that cannot be said beforehand.
    fn looks_at(self, years: Years) -> Option<Years> {
        let (low, high) = match self.in_year {
            None => (self.before.div_euclid(12), (self.before + 11).div_euclid(12)),
            Some(year) => {
                let (low, high) = (self.after.div_euclid(12), (self.after + 11).div_euclid(12));
                return Some(Years { from: Some(year + low), to: Some(year + high) });
            }
        };
        Some(Years { from: years.from.map(|y| y + low), to: years.to.map(|y| y + high) })
    }
}
