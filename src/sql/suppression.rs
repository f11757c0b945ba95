//! Rows that are hidden, in SQL.
//!
//! In: the tests of an udgave. Out: a condition, relations and columns. Guaranteed now: tests compare whole numbers, so
//! that nothing is rounded before it is tested; a hidden row shows nothing.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed};

use super::layout::{Relation, select};
use super::predicate::parenthesised_if_needed;
use super::writer::Writer;
use crate::model::condition::Bound;
use crate::plan::{EditionPlan, EditionShape, FigurePlan, HidePlan, HideValue, Number};

/// The grade of a hidden row.
pub const HIDDEN: &str = "4";

impl Writer<'_> {
    /// A row's grade, when what `skjul` tests is known: a hidden row is worse than any other.
    pub fn hidden_grade(&self, hides: &[HidePlan], grade: &str) -> String {
        if hides.is_empty() {
            return grade.to_owned();
        }
        let tests: Vec<String> = hides.iter().map(|hide| parenthesised_if_needed(&self.hide_test(hide))).collect();
        format!("CASE WHEN {} THEN {HIDDEN} ELSE {grade} END", tests.join(" OR "))
    }

    /// NULL passes none.
    fn hide_test(&self, hide: &HidePlan) -> String {
        let bounds = [(&hide.test.from, ">"), (&hide.test.to, "<")];
        let bounds = bounds.into_iter().filter_map(|(bound, sign)| Some((bound.as_ref()?, sign)));
        match &hide.value {
            HideValue::Number(Number::Decimal(column)) => self.value_test(&self.name(column), &hide.test),
            HideValue::Number(number) => {
                let (text, unit) = self.whole_of(number);
                let one = |(bound, sign): (&Bound, &str)| {
                    let sides = BigRational::new(bound.value.numer() * &unit, bound.value.denom().clone());
                    self.bound_test(&text, sign, bound, &sides, "1")
                };
                bounds.map(one).collect::<Vec<_>>().join(" AND ")
            }
            HideValue::Ratio { factor, numerator, denominator } => {
                let (over, over_unit) = self.whole_of(numerator);
                let (under, under_unit) = self.whole_of(denominator);
                let signed = format!("CASE WHEN {under} < 0 THEN -1 ELSE 1 END * {over}");
                let per_unit = factor * BigRational::new(under_unit, over_unit);
                let one = |(bound, sign): (&Bound, &str)| {
                    // The factor may be 0: then the value is.
                    match per_unit.numer().sign() {
                        num_bigint::Sign::NoSign => self.bound_test("0", sign, bound, &bound.value, "1"),
                        _ => self.bound_test(
                            &format!("({signed})"),
                            sign,
                            bound,
                            &(&bound.value / &per_unit),
                            &format!("ABS({under})"),
                        ),
                    }
                };
                let tests = bounds.map(one).collect::<Vec<_>>().join(" AND ");
                format!("{} <> 0 AND {tests}", self.checked(&under))
            }
        }
    }

    /// `skjul også næstmindste`: relations that say of each row whether it is the one beside a single hidden member, as the
    /// column `vist_grad`.
    pub fn second_smallest(&self, figure: &FigurePlan, edition: &EditionPlan, suffix: &str) -> Vec<Relation> {
        let loops = figure.family.as_ref().map_or(0, |family| family.loops);
        let members: Vec<String> = (1..=loops).map(|number| format!("medlem_{number}")).collect();
        let size = match &edition.shape {
            EditionShape::Ratio { denominator: Some(_), .. } => "naevner".to_owned(),
            EditionShape::Ratio { denominator: None, .. } => "taeller".to_owned(),
            EditionShape::Formula(_) => self.ruled_result(&edition.rules),
        };
        let among = format!("medlem_1 > 0 AND grad < {HIDDEN} AND {size} IS NOT NULL");
        let columns = [
            "*".to_owned(),
            format!(
                "SUM(CASE WHEN medlem_1 > 0 AND grad = {HIDDEN} THEN 1 ELSE 0 END) OVER (PARTITION BY kommune, fra) AS skjulte"
            ),
            format!(
                "CASE WHEN {among} THEN ROW_NUMBER() OVER (PARTITION BY kommune, fra ORDER BY CASE WHEN {among} THEN 0 ELSE 1 END, {size}, {}) END AS nummer",
                members.join(", ")
            ),
        ];
        let counted = format!("talt_skjulte{suffix}");
        let shown =
            ["*".to_owned(), format!("CASE WHEN skjulte = 1 AND nummer = 1 THEN {HIDDEN} ELSE grad END AS vist_grad")];
        vec![
            Relation::new(
                counted.clone(),
                "Hvor mange medlemmer der er skjult, og de øvrige ordnet efter størrelse",
                select(&columns, &format!("FROM beregnet{suffix}")),
            ),
            Relation::new(
                format!("daekket{suffix}"),
                "Er ét medlem skjult, skjules også det mindste af de øvrige",
                select(&shown, &format!("FROM {counted}")),
            ),
        ]
    }

    /// text `sign` bound × of, in whole numbers.
    fn bound_test(&self, text: &str, sign: &str, bound: &Bound, sides: &BigRational, of: &str) -> String {
        let equal = if bound.included { "=" } else { "" };
        let common = sides.numer().gcd(sides.denom());
        let (up, down) = (sides.numer() / &common, sides.denom() / &common);
        let negative = down.is_negative();
        let (up, down) = if negative { (-up, -down) } else { (up, down) };
        let times = |factor: &BigInt, of: &str| match (factor.is_one(), of) {
            (true, of) => of.to_owned(),
            (false, "1") => self.whole_literal(factor),
            (false, of) => format!("{} * {of}", self.whole_literal(factor)),
        };
        format!("{} {sign}{equal} {}", self.checked(&times(&down, text)), self.checked(&times(&up, of)))
    }
}
