//! Averages over kommuner, each in a relation of its own.
//!
//! In: what is averaged. Out: relations over `med_i`, the rows that take part. Guaranteed now: whole-number arithmetic,
//! rounded once; nothing where nobody takes part.

use num_bigint::BigInt;
use num_rational::BigRational;

use super::layout::{Relation, select};
use super::writer::{Writer, years_test};
use crate::exact::whole;
use crate::model::AverageKind;
use crate::plan::{ComparisonPlan, Number, Weight};

/// What of `resultat` is added.
pub const COUNTED: [&str; 6] = ["noegletal", "kommune", "periode", "taeller", "naevner", "resultat"];

/// An average: its relation, its column, and whether it is per region.
pub struct Averaged<'a> {
    pub name: &'a str,
    pub column: &'a str,
    pub by_region: bool,
}

impl Averaged<'_> {
    fn keys(&self) -> String {
        format!("noegletal, periode{}", if self.by_region { ", region" } else { "" })
    }
}

impl Writer<'_> {
    /// A relation with the average of `med_i`.
    pub fn average_of(&self, plan: &ComparisonPlan, kind: AverageKind, averaged: &Averaged) -> Vec<Relation> {
        match kind {
            AverageKind::Median => self.percentile_of(&whole(50), averaged),
            AverageKind::Unweighted => {
                let columns = [averaged.keys(), format!("{} AS {}", self.average("i_alt", "antal"), averaged.column)];
                let sums = format!("{}_sum", averaged.name);
                let added = [format!("{} AS i_alt", self.decimal("SUM(resultat)")), "COUNT(*) AS antal".to_owned()];
                vec![
                    self.summed_over(averaged, &sums, added.to_vec()),
                    Relation::new(averaged.name, "", select(&columns, &format!("FROM {sums}"))),
                ]
            }
            AverageKind::Weighted => self.weighted(plan, averaged),
        }
    }

    fn summed_over(&self, averaged: &Averaged, name: &str, sums: Vec<String>) -> Relation {
        let keys = averaged.keys();
        let columns: Vec<String> = std::iter::once(keys.clone()).chain(sums).collect();
        Relation::new(name, "", select(&columns, &format!("FROM med_i\nGROUP BY {keys}")))
    }

    /// Σ tæller over Σ nævner, or the formel over its parts summed; by the year of the period.
    fn weighted(&self, plan: &ComparisonPlan, averaged: &Averaged) -> Vec<Relation> {
        let sum = |column: &str| format!("SUM({column})");
        let mut added = vec!["MAX(aar) AS aar".to_owned()];
        for (alias, column) in [("t", "taeller"), ("n", "naevner")] {
            added.push(format!("{} AS {alias}", self.in_units(&self.decimal(&sum(column)))));
        }
        for number in 1..=plan.summed {
            added.push(format!("{} AS sum_{number}", self.decimal(&sum(&format!("vaegtled_{number}")))));
        }
        let first = format!("{}_sum", averaged.name);
        let mut relations = vec![self.summed_over(averaged, &first, added)];
        let mut last = first;
        for (number, steps) in plan.steps.iter().enumerate() {
            let all_and = |columns: Vec<String>| std::iter::once("*".to_owned()).chain(columns).collect::<Vec<_>>();
            let parts = format!("{}_led_{}", averaged.name, number + 1);
            let operands = all_and(steps.iter().flat_map(|step| self.operands(step)).collect());
            relations.push(Relation::new(parts.clone(), "", select(&operands, &format!("FROM {last}"))));
            let done = format!("{}_trin_{}", averaged.name, number + 1);
            let columns = all_and(steps.iter().map(|step| self.step(step)).collect());
            relations.push(Relation::new(done.clone(), "", select(&columns, &format!("FROM {parts}"))));
            last = done;
        }
        let value = self.weighted_value(plan);
        let columns = [averaged.keys(), format!("{value} AS {}", averaged.column)];
        relations.push(Relation::new(averaged.name, "", select(&columns, &format!("FROM {last}"))));
        relations
    }

    fn weighted_value(&self, plan: &ComparisonPlan) -> String {
        let value = |weight: &Weight| match weight {
            Weight::Ratio(factor) => self.ratio("t", "n", factor),
            Weight::Formula(Number::Decimal(column)) => column.clone(),
            Weight::Formula(number) => self.published(number),
        };
        let mut text = "CASE".to_owned();
        for (years, weight) in &plan.weights {
            match years_test("aar", *years) {
                None => return value(weight),
                Some(test) => text.push_str(&format!("\n  WHEN {test} THEN {}", value(weight))),
            }
        }
        if plan.weights.is_empty() { self.decimal("NULL") } else { format!("{text}\nEND") }
    }

    /// The p-th percentile of `med_i`: position 1 + (n − 1) × p / 100 on the line between neighbours (N6).
    pub fn percentile_of(&self, percentile: &BigRational, averaged: &Averaged) -> Vec<Relation> {
        let keys = averaged.keys();
        let over = format!("OVER (PARTITION BY {keys}");
        let ordered = format!("{}_orden", averaged.name);
        let columns = [
            keys.clone(),
            "resultat".to_owned(),
            format!("ROW_NUMBER() {over} ORDER BY resultat) AS nr"),
            format!("COUNT(*) {over}) - 1 AS andre"),
        ];
        // (n − 1) × up ÷ down is whole steps and a rest.
        let up = percentile.numer();
        let down = percentile.denom() * BigInt::from(100);
        let (steps, rest) = (
            self.dialect.integer_quotient(&format!("(andre * {up})"), &self.whole_literal(&down)),
            format!(
                "andre * {up} - {down} * ({})",
                self.dialect.integer_quotient(&format!("(andre * {up})"), &self.whole_literal(&down))
            ),
        );
        let neighbours = format!("{}_naboer", averaged.name);
        let at = |place: &str| format!("MAX(CASE WHEN nr = {steps} + {place} THEN resultat END)");
        let between = [
            keys.clone(),
            format!("{} AS lav", self.in_units(&at("1"))),
            format!("{} AS hoej", self.in_units(&format!("COALESCE({}, {})", at("2"), at("1")))),
            format!("{} AS rest", self.wide(&format!("MAX({rest})"))),
        ];
        let value = self.on_the_line("lav", "hoej", "rest", &down);
        vec![
            Relation::new(ordered.clone(), "", select(&columns, "FROM med_i")),
            Relation::new(neighbours.clone(), "", select(&between, &format!("FROM {ordered}\nGROUP BY {keys}"))),
            Relation::new(
                averaged.name,
                "",
                select(&[keys, format!("{value} AS {}", averaged.column)], &format!("FROM {neighbours}")),
            ),
        ]
    }
}
