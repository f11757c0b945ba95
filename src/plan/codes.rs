//! Codes as runs: which of all codes there are an author's selection means, year by year.
//!
//! In: a code tree and [`CodeSelector`]s. Out: a [`Predicate`] on a column. Guaranteed now: the predicate is exact for
//! every code known in the row's own year, and cells hold no others.

use std::collections::{BTreeMap, BTreeSet};

use super::predicate::Predicate;
use crate::model::codes::{CodeSelector, CodeTree, CodesOfYear};
use crate::model::years::{Years, between};

/// A tree with its codes in byte order and what is known in each stretch of years in which nothing changes.
pub struct TreeYears {
    epochs: Vec<Epoch>,
    /// Every code that is known in some year, in byte order.
    universe: Vec<String>,
}

/// First and last years of stretches.
type Ends = Vec<(Option<i32>, Option<i32>)>;

struct Epoch {
    years: Years,
    codes: CodesOfYear,
    /// Per known code its place in the universe.
    places: Vec<usize>,
}

impl TreeYears {
    pub fn new(tree: &CodeTree) -> TreeYears {
        let universe: Vec<String> =
            tree.versions.iter().map(|version| version.code.clone()).collect::<BTreeSet<_>>().into_iter().collect();
        let epoch = |years: Years| {
            let codes = CodesOfYear::new(tree, years.example());
            let place = |index: &usize| universe.partition_point(|code| *code < tree.versions[*index].code);
            let places = codes.known.iter().map(place).collect();
            Epoch { years, codes, places }
        };
        let epochs = between(&tree.change_years(), Years::ALL).into_iter().map(epoch).collect();
        TreeYears { epochs, universe }
    }

    /// Per code the years in which the items select it; all years when they do whenever it is known.
    fn selected(&self, tree: &CodeTree, items: &[CodeSelector]) -> Vec<Vec<Years>> {
        let mut states: Vec<Vec<Option<bool>>> = vec![vec![None; self.epochs.len()]; self.universe.len()];
        for (number, epoch) in self.epochs.iter().enumerate() {
            let inside = epoch.codes.selected(tree, items);
            for (place, inside) in epoch.places.iter().zip(inside) {
                let state = &mut states[*place][number];
                *state = Some(state.unwrap_or(false) || inside);
            }
        }
        states.iter().map(|states| self.years_of(states)).collect()
    }

    /// Stretches of years; where a code is not known the stretch goes on.
    fn years_of(&self, states: &[Option<bool>]) -> Vec<Years> {
        let mut stretches = Vec::new();
        let mut open: Option<Option<i32>> = None;
        let mut left_out_before = false;
        for (epoch, state) in self.epochs.iter().zip(states) {
            match state {
                Some(true) if open.is_none() => {
                    open = Some(if left_out_before { epoch.years.from } else { None });
                }
                Some(false) => {
                    left_out_before = true;
                    if let Some(from) = open.take() {
                        stretches.push(Years { from, to: epoch.years.from.map(|year| year.saturating_sub(1)) });
                    }
                }
                _ => {}
            }
        }
        stretches.extend(open.map(|from| Years { from, to: None }));
        stretches
    }

    /// The column holds one of the items or a code beneath one, in the row's own year.
    pub fn predicate(&self, tree: &CodeTree, column: &str, items: &[CodeSelector]) -> Predicate {
        let mut by_years: BTreeMap<Ends, Vec<usize>> = BTreeMap::new();
        for (place, years) in self.selected(tree, items).into_iter().enumerate() {
            if !years.is_empty() {
                by_years.entry(years.iter().map(|y| (y.from, y.to)).collect()).or_default().push(place);
            }
        }
        Predicate::any(by_years.into_iter().map(|(years, places)| {
            let years = years.into_iter().map(|(from, to)| Predicate::years(Years { from, to }));
            let runs = self.runs(&places);
            Predicate::all([Predicate::any(years), Predicate::Codes { column: column.to_owned(), runs }])
        }))
    }

    /// Neighbours joined.
    fn runs(&self, places: &[usize]) -> Vec<(String, String)> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for &place in places {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == place => *last = place,
                _ => runs.push((place, place)),
            }
        }
        runs.into_iter().map(|(from, to)| (self.universe[from].clone(), self.universe[to].clone())).collect()
    }

    /// A code and all beneath it, each with the years in which that is so.
    pub fn beneath(&self, tree: &CodeTree, items: &[CodeSelector]) -> Vec<(&str, Years)> {
        let selected = self.selected(tree, items).into_iter().zip(&self.universe);
        selected.flat_map(|(years, code)| years.into_iter().map(move |years| (code.as_str(), years))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::codes::CodeVersion;

    fn version(code: &str, parent: Option<&str>, level: usize, years: Years) -> CodeVersion {
        CodeVersion {
            code: code.into(),
            parent: parent.map(str::to_owned),
            level,
            years,
            scope: Vec::new(),
            title: String::new(),
            replaced_by: None,
            further: Vec::new(),
            span: Default::default(),
        }
    }

    /// 5.32 lay under 5 until 2017, and under 6 since.
    fn tree() -> CodeTree {
        let (until, since) = (Years::new(None, Some(2017)), Years::new(Some(2018), None));
        CodeTree::new(
            "funktion",
            vec!["hovedkonto".into(), "funktion".into()],
            Vec::new(),
            vec![
                version("5", None, 0, Years::ALL),
                version("6", None, 0, Years::ALL),
                version("5.20", Some("5"), 1, Years::ALL),
                version("5.32", Some("5"), 1, until),
                version("5.32", Some("6"), 1, since),
                version("5.40", Some("5"), 1, since),
            ],
        )
    }

    #[test]
    fn what_moved_is_asked_for_by_year() {
        let tree = tree();
        let years = TreeYears::new(&tree);
        let of = |code: &str| years.predicate(&tree, "konto", &[CodeSelector::One(code.into())]);
        let run =
            |from: &str, to: &str| Predicate::Codes { column: "konto".into(), runs: vec![(from.into(), to.into())] };
        let moved = Predicate::And(vec![Predicate::Years(Years::new(None, Some(2017))), run("5.32", "5.32")]);
        let always = Predicate::Codes {
            column: "konto".into(),
            runs: vec![("5".into(), "5.20".into()), ("5.40".into(), "5.40".into())],
        };
        assert_eq!(of("5"), Predicate::Or(vec![always, moved]));
        assert_eq!(of("5.40"), run("5.40", "5.40"));
        assert_eq!(of("9"), Predicate::False);
    }
}
