//! In which years populations and sources made of sources are read.
//!
//! In: the model, and the uses of figures and grundtal. Out: the years per source and population, from the first in which
//! something reads it to the last; of a population earlier ones too, as far back as it looks.

use super::super::years::Years;
use super::super::{
    ActiveKind, Condition, Model, Origin, Population, PopulationId, Selection, SourceId, ThisChoice, TimeUnit,
};
use super::uses::{Use, hull};

/// `None`: nothing reads it.
pub(super) struct Needed {
    pub sources: Vec<Option<Years>>,
    pub populations: Vec<Option<Years>>,
}

pub(super) fn needed(model: &Model, uses: &[Use]) -> Needed {
    let mut needed =
        Needed { sources: vec![None; model.sources.len()], populations: vec![None; model.populations.len()] };
    for one in uses.iter().filter(|one| !one.unread) {
        needed.source(one.source, one.years);
        needed.asked(one.selection, one.years);
    }
    // Nothing is made of itself, so that what is needed has settled after as many rounds as there are.
    for _ in 0..model.sources.len() + model.populations.len() {
        needed.of_sources(model);
        needed.of_populations(model);
    }
    needed
}

impl Needed {
    fn source(&mut self, id: SourceId, years: Years) {
        grow(&mut self.sources[id.0], years);
    }

    fn of_sources(&mut self, model: &Model) {
        for (index, source) in model.sources.iter().enumerate() {
            let Some(years) = self.sources[index] else { continue };
            match &source.origin {
                Origin::Table => {}
                Origin::Derived(derivation) => {
                    self.source(derivation.base, years);
                    for version in &derivation.rows {
                        self.asked(&version.value, years);
                    }
                }
                Origin::Linked(link) => {
                    self.source(link.left, years);
                    self.source(link.right, years);
                }
            }
        }
    }

    fn of_populations(&mut self, model: &Model) {
        for (index, population) in model.populations.iter().enumerate() {
            let Some(years) = self.populations[index] else { continue };
            let years = looked_at(population, years);
            self.source(population.source, years);
            for version in &population.rows {
                self.asked(&version.value, years);
            }
        }
    }

    /// The populations that lines ask for.
    fn asked(&mut self, selection: &Selection, years: Years) {
        for line in &selection.lines {
            if let Some(years) = line.years.intersect(years) {
                self.asked_by(&line.conditions, years);
            }
        }
    }

    fn asked_by(&mut self, conditions: &[Condition], years: Years) {
        for condition in conditions {
            match condition {
                Condition::Member { population: PopulationId(index), .. } => {
                    grow(&mut self.populations[*index], years);
                }
                Condition::Inserted { versions, .. } => {
                    for version in versions {
                        if let Some(years) = version.years.intersect(years) {
                            self.asked(&version.value, years);
                        }
                    }
                }
                Condition::This { choice: ThisChoice::Groups(groups), .. } => {
                    groups.iter().for_each(|group| self.asked_by(group, years));
                }
                _ => {}
            }
        }
    }
}

fn grow(known: &mut Option<Years>, years: Years) {
    *known = Some(known.map_or(years, |before| hull(before, years)));
}

/// The years of the population's rows that someone in `years` may ask about.
pub(super) fn looked_at(population: &Population, years: Years) -> Years {
    let back = match population.active.kind {
        ActiveKind::Ever => return Years { from: None, to: years.to },
        ActiveKind::Last(count, TimeUnit::Years) => i32::try_from(count).unwrap_or(i32::MAX),
        ActiveKind::Last(count, TimeUnit::Months) => i32::try_from(count.div_ceil(12)).unwrap_or(i32::MAX),
        ActiveKind::Last(count, TimeUnit::Days) => i32::try_from(count.div_ceil(365)).unwrap_or(i32::MAX),
        ActiveKind::MonthBefore | ActiveKind::YearBefore => 1,
        _ => 0,
    };
    let back = back.saturating_add(i32::from(population.active.year_before));
    Years { from: years.from.map(|from| from.saturating_sub(back)), to: years.to }
}
