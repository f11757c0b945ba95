//! How far kommuner are from each other (C4), where whole numbers have 64 bits.
//!
//! In: a [`NearestPlan`]. Out: relations that end in `afstande`. Guaranteed now: each term is the whole number of 10^-10
//! nearest to the exact one, half away from zero, or there is an error.
//!
//! A term is N ÷ D with N = (x − y)² × f, which may have fifty digits: both are counted in parts. Floating point guesses
//! the quotient; the exact numbers say how far it is from the right one, which is one of four.

use super::{PART, is_positive, parts_of, square};
use crate::plan::NearestPlan;
use crate::sql::layout::{Relation, filtered, select};
use crate::sql::writer::Writer;

/// The whole numbers beside a guess that are tried: it is as many more than two less as of them are not too large.
const TRIED: [i32; 3] = [-1, 0, 1];

/// A guess is less than one from the exact quotient as long as it is smaller than this.
const GUESSED: &str = "100000000000000";

impl Writer<'_> {
    /// From the relations `kriterie_<n>`, which hold `periode`, `kommune` and `x`.
    pub fn narrow_distances(&self, plan: &NearestPlan) -> Vec<Relation> {
        let numbers: Vec<usize> = (1..=plan.by.len()).collect();
        let mut relations: Vec<Relation> = numbers.iter().map(|number| self.narrow_variance(plan, *number)).collect();
        relations.push(self.narrow_pairs(plan, &numbers));
        let columns = |of: &dyn Fn(usize) -> Vec<String>| -> Vec<String> {
            std::iter::once("p.*".to_owned()).chain(numbers.iter().flat_map(|number| of(*number))).collect()
        };
        relations.push(Relation::new(
            "kvadrater",
            "Kvadraterne på forskellene, i milliontedele af milliontedele",
            select(&columns(&|number| self.narrow_square_of_difference(number)), "FROM par AS p"),
        ));
        relations.push(Relation::new(
            "gaet",
            "Kvotienterne omtrent",
            select(&columns(&|number| vec![self.guess(number)]), "FROM kvadrater AS p"),
        ));
        relations.push(Relation::new(
            "proevet",
            "Hvor meget de nærmeste hele tal er for store",
            select(
                &columns(&|number| TRIED.iter().flat_map(|by| self.excess(number, *by)).collect()),
                "FROM gaet AS p",
            ),
        ));
        let distance: Vec<String> = numbers.iter().map(|number| exact(*number)).collect();
        let columns = ["periode, kommune, med".to_owned(), format!("{} AS afstand", distance.join("\n+ "))];
        relations.push(Relation::new("afstande", "I 10^-10", select(&columns, "FROM proevet")));
        relations
    }

    /// Per period f and the parts of d; the variance is d / f.
    fn narrow_variance(&self, plan: &NearestPlan, number: usize) -> Relation {
        let included: Vec<String> = self.not_among("kommune", &plan.excluded).into_iter().collect();
        let parts: Vec<String> = parts_of("x").iter().zip(0..).map(|(part, at)| format!("{part} AS x_{at}")).collect();
        let of = |name: &str| square(&[0, 1, 2].map(|at| format!("{name}_{at}")));
        let sums: Vec<String> = of("x").iter().zip(0..).map(|(part, at)| format!("SUM({part}) AS k_{at}")).collect();
        let sum: Vec<String> =
            parts_of("i_alt").iter().zip(0..).map(|(part, at)| format!("{part} AS s_{at}")).collect();
        let raw: Vec<String> = (0..5)
            .map(|at| format!("{} AS c_{at}", self.checked(&format!("antal * k_{at} - ({})", of("s")[at]))))
            .collect();
        let limbs: Vec<String> = carried("c").iter().zip(0..).map(|(part, at)| format!("{part} AS d_{at}")).collect();
        let body = format!(
            "SELECT periode, antal * (antal - 1) AS f, {}\nFROM (\n  SELECT periode, antal, {}\n  FROM (\n    SELECT q.*, {}\n    FROM (\n      \
             SELECT periode, COUNT(*) AS antal, SUM(x) AS i_alt, {}\n      FROM (SELECT periode, kommune, x, {} FROM kriterie_{number}) AS x{}\n      GROUP BY periode\n    ) AS q\n  ) AS s\n) AS c",
            limbs.join(", "),
            raw.join(", "),
            sum.join(", "),
            sums.join(", "),
            parts.join(", "),
            filtered(&included)
        );
        Relation::new(format!("spredning_{number}"), "Variansen er d / f", body)
    }

    fn narrow_pairs(&self, plan: &NearestPlan, numbers: &[usize]) -> Relation {
        let mut columns = vec!["a_1.periode, a_1.kommune, b_1.kommune AS med".to_owned()];
        for number in numbers {
            let difference = format!("a_{number}.x - b_{number}.x");
            columns.push(format!("{} AS e_{number}, s_{number}.f AS f_{number}", self.checked(&difference)));
            columns.extend((0..5).map(|at| format!("s_{number}.d_{at} AS d_{number}_{at}")));
        }
        let tests: Vec<String> = self.not_among("b_1.kommune", &plan.excluded).into_iter().collect();
        Relation::new("par", "", select(&columns, &format!("{}{}", self.pairs_from(plan.by.len()), filtered(&tests))))
    }

    /// The parts of (x − y)² × f.
    fn narrow_square_of_difference(&self, number: usize) -> Vec<String> {
        let parts = parts_of(&format!("e_{number}")).map(|part| format!("({part})"));
        let raw = square(&parts).map(|part| format!("(f_{number} * ({part}))"));
        carry(&raw).iter().zip(0..).map(|(part, at)| format!("{} AS n_{number}_{at}", self.checked(part))).collect()
    }

    fn guess(&self, number: usize) -> String {
        let about = |name: &str| {
            (0..4)
                .rev()
                .fold(format!("{name}_{number}_4"), |above, at| format!("({above} * {PART}.0 + {name}_{number}_{at})"))
        };
        let guess = format!("10000000000.0 * {} / {}", about("n"), about("d"));
        format!(
            "CASE WHEN {0} > {GUESSED} THEN {1} ELSE CAST({0} AS INTEGER) END AS g_{number}",
            guess,
            self.dialect.refused(&guess)
        )
    }

    /// The parts of (2k − 1) × D − 2 × 10^10 × N, which is more than 0 when k is too large.
    fn excess(&self, number: usize, by: i32) -> Vec<String> {
        let odd = parts_of(&format!("(2 * g_{number} + {})", 2 * by - 1)).map(|part| format!("({part})"));
        let one = |at: usize| {
            let products = (0..=at.min(2)).filter(|of| at - of < 5);
            let mut terms: Vec<String> = products.map(|of| format!("{} * d_{number}_{}", odd[of], at - of)).collect();
            if (1..=5).contains(&at) {
                terms.push(format!("-20000 * n_{number}_{}", at - 1));
            }
            format!("{} AS {}", self.checked(&terms.join(" + ")), excess_name(number, by, at))
        };
        (0..7).map(one).collect()
    }
}

fn excess_name(number: usize, by: i32, at: usize) -> String {
    format!("p_{number}_{}_{at}", by + 1)
}

/// The whole number nearest to the quotient. No variance: no distance.
fn exact(number: usize) -> String {
    let varies = is_positive(&[0, 1, 2, 3, 4].map(|at| format!("d_{number}_{at}")));
    let tests = TRIED.map(|by| {
        let parts = [0, 1, 2, 3, 4, 5, 6].map(|at| excess_name(number, by, at));
        format!("CASE WHEN {} THEN 0 ELSE 1 END", is_positive(&parts))
    });
    format!("CASE WHEN {varies} THEN g_{number} - 2 + {} ELSE 0 END", tests.join(" + "))
}

/// Parts that are smaller than one of the next, but the last, from the columns of a number in five.
fn carried(name: &str) -> [String; 5] {
    carry(&[0, 1, 2, 3, 4].map(|at| format!("{name}_{at}")))
}

fn carry(parts: &[String; 5]) -> [String; 5] {
    let mut above = String::new();
    let mut last = 0;
    parts.each_ref().map(|part| {
        let whole = if above.is_empty() { part.clone() } else { format!("({part} + {above} / {PART})") };
        last += 1;
        above.clone_from(&whole);
        if last == parts.len() { whole } else { format!("{whole} % {PART}") }
    })
}
