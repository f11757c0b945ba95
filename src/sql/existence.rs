//! Which rows there are, as a query.
//!
//! In: an [`Existence`]. Out: a query with kommune and the period's columns, each row once. Guaranteed now: nothing.

use super::layout::filtered;
use super::writer::{NEVER, Writer, years_test};
use crate::model::years::Years;
use crate::plan::{Branch, BranchOrigin, Existence, Grain, InsideTest, Lookup, Months};

const PERIOD: &str = "k.periode, k.periode_start, k.fra, k.til, k.aar";

impl Writer<'_> {
    /// Kommuner and periods that have a row.
    pub fn existence(&self, existence: &Existence, grain: Grain) -> String {
        match existence.branches.as_slice() {
            [] => format!(
                "SELECT {} AS kommune, {PERIOD}\nFROM {} AS k\nWHERE {NEVER}",
                self.as_text(&self.text("")),
                self.object("kalender")
            ),
            [one] => self.branch(one, grain, "SELECT DISTINCT"),
            several => {
                let branches: Vec<String> = several.iter().map(|b| self.branch(b, grain, "SELECT")).collect();
                branches.join(&format!("\n{}\n", self.dialect.union()))
            }
        }
    }

    fn branch(&self, branch: &Branch, grain: Grain, select: &str) -> String {
        let mut conditions = vec![format!("k.slags = {}", self.grain(grain))];
        conditions.extend(years_test("k.aar", branch.years));
        conditions.extend(self.looked_up_conditions(&branch.conditions));
        let (source, alias, on) = match &branch.origin {
            BranchOrigin::Delivered { deliveries, months } => {
                conditions.extend(self.delivery_conditions(deliveries));
                let on = self.months_test(*months, branch.lookup, grain);
                (self.named_object("leveret", &deliveries.source), "l", on)
            }
            BranchOrigin::Figure { name, member, near } => {
                conditions.extend(member.iter().map(|member| format!("d.noegletal = {}", self.text(member))));
                let first = self.looked_up(branch.lookup, "k.");
                if *near {
                    if branch.lookup.in_year.is_some() {
                        let year = self.looked_up_year(branch.lookup, "k.");
                        conditions.push(format!("{year} BETWEEN k.aar - 1 AND k.aar + 1"));
                    }
                } else if branch.lookup != Lookup::SAME {
                    conditions.push(format!("{first} = k.fra"));
                }
                (self.named_object("dele", name), "d", format!("d.fra = {first}"))
            }
        };
        conditions.extend(self.not_inside(&branch.unless, grain));
        format!(
            "{select} {alias}.kommune, {PERIOD}\nFROM {} AS k\nJOIN {source} AS {alias} ON {on}{}",
            self.object("kalender"),
            filtered(&conditions)
        )
    }

    fn looked_up_conditions(&self, conditions: &[(Lookup, Years)]) -> Vec<String> {
        let test = |(lookup, years): &(Lookup, Years)| years_test(&self.looked_up_year(*lookup, "k."), *years);
        conditions.iter().filter_map(test).collect()
    }

    fn months_test(&self, months: Months, lookup: Lookup, grain: Grain) -> String {
        match months {
            Months::Period if grain == Grain::Month => "l.maaned = k.fra".to_owned(),
            Months::Period => "l.maaned BETWEEN k.fra AND k.til".to_owned(),
            Months::Window(window) => self.in_window("l.maaned", window, lookup, grain),
            Months::Common(window) => {
                format!("{} AND l.maaned BETWEEN k.fra AND k.til", self.in_window("l.maaned", window, lookup, grain))
            }
            Months::Near(window) => {
                let near_to = if lookup.in_year.is_some() { Lookup::SAME } else { lookup };
                let year = self.looked_up_year(near_to, "k.");
                format!(
                    "{} AND l.maaned BETWEEN 12 * ({year}) - 12 AND 12 * ({year}) + 23",
                    self.in_window("l.maaned", window, lookup, grain)
                )
            }
        }
    }

    /// No part reads inside the period.
    fn not_inside(&self, tests: &[InsideTest], grain: Grain) -> Option<String> {
        if tests.is_empty() {
            return None;
        }
        let mut texts: Vec<String> = Vec::new();
        for test in tests {
            let text = self.inside_test(test, grain);
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        Some(format!("NOT ({})", texts.join("\n  OR ")))
    }

    fn inside_test(&self, test: &InsideTest, grain: Grain) -> String {
        let mut parts: Vec<String> = years_test("k.aar", test.years).into_iter().collect();
        parts.extend(self.looked_up_conditions(&test.conditions));
        match test.window {
            None => parts.push(format!("{} = k.fra", self.looked_up(test.lookup, "k."))),
            Some(window) => {
                let (first, last) = self.months_of(window, test.lookup, grain);
                parts.push(format!("{first} <= k.til AND {last} >= k.fra"));
            }
        }
        format!("({})", parts.join(" AND "))
    }
}
