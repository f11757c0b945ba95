//! Krav about figures as relations.
//!
//! In: a [`CheckPlan`] over a figure. Out: relations that end in `fundet`. Guaranteed now: only rows that are ok or
//! foreløbig and shown are judged; a join finds no row where a side is missing.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::One;

use super::found;
use crate::model::Comparison;
use crate::model::rule::Tolerance;
use crate::model::years::Years;
use crate::plan::{Against, CheckPlan, ExemptMembers, FigureRead, RulePlan, TestPlan};
use crate::sql::layout::{Relation, filtered, select};
use crate::sql::writer::{ALWAYS, NEVER, Writer, month_years_test};

/// Grades that judge: ok and foreløbig.
pub const JUDGES: &str = "d.grad < 2 AND d.resultat IS NOT NULL";

impl Writer<'_> {
    pub fn figure_check(
        &self,
        rule: &RulePlan,
        check: &CheckPlan,
        data: &FigureRead,
        test: &TestPlan,
        exempt: &[ExemptMembers],
    ) -> Vec<Relation> {
        let judged = || self.judged(check.years, data, exempt);
        match test {
            TestPlan::Compare { comparison, with } => {
                let fails = self.fails("s.v", *comparison, "s.x", &check.tolerance);
                let relations = vec![judged(), self.beside("x", "maalt", with)];
                self.finished(relations, data, "s.x", &fails)
            }
            TestPlan::Between { from, to } => {
                let below = self.fails("s.v", Comparison::AtLeast, "s.x", &check.tolerance);
                let above = self.fails("s.v", Comparison::AtMost, "s.y", &check.tolerance);
                let relations =
                    vec![judged(), self.named_beside("x", "maalt", from, "nedre"), self.beside("y", "nedre", to)];
                let compared = format!("CASE WHEN {below} THEN s.x ELSE s.y END");
                self.finished(relations, data, &compared, &format!("({below}\n  OR {above})"))
            }
            TestPlan::ChangesAtMost { percent, months } => {
                let allowed = Tolerance { percent: Some(percent.clone()), amount: None };
                let far = self.fails("s.v", Comparison::Equal, "s.x", &allowed);
                let far = format!("({far}\n  AND {})", self.fails("s.v", Comparison::Equal, "s.x", &check.tolerance));
                let relations = vec![judged(), self.earlier(data, *months)];
                self.finished(relations, data, "s.x", &far)
            }
            TestPlan::PartsSumTo(with) => {
                let without: Vec<&ExemptMembers> = exempt.iter().filter(|one| one.members.is_none()).collect();
                let fails = self.fails("s.v", Comparison::Equal, "s.x", &check.tolerance);
                let relations = vec![self.sum_of_parts(check.years, data, &without), self.beside("x", "maalt", with)];
                let whole = FigureRead { dimensions: Vec::new(), ..data.clone() };
                self.finished(relations, &whole, "s.x", &fails)
            }
            TestPlan::ExistsForAll => self.missing(check, data, exempt),
            TestPlan::Spread { deviations, around } => {
                let mut relations = vec![judged()];
                relations.extend(self.outside(data, deviations, *around));
                relations
            }
            TestPlan::Slope { deviations, around, per } => {
                let mut relations = self.slopes(rule, check, (data, per.as_deref()), exempt);
                // A slope is one of the rule's periods, however short those of its points are.
                let slope = FigureRead { grain: rule.grain, ..data.clone() };
                relations.extend(self.outside(&slope, deviations, *around));
                relations
            }
        }
    }

    /// Values that can be judged, in whole units.
    fn judged(&self, years: Years, data: &FigureRead, exempt: &[ExemptMembers]) -> Relation {
        let mut conditions = vec![JUDGES.to_owned()];
        conditions.extend(month_years_test("d.fra", years));
        conditions.extend(self.not_exempt(&exempt.iter().collect::<Vec<_>>(), "d", !data.dimensions.is_empty()));
        self.measured("maalt", data, &conditions)
    }

    pub fn measured(&self, name: &str, data: &FigureRead, conditions: &[String]) -> Relation {
        let code = (!data.dimensions.is_empty()).then(|| "d.kode".to_owned());
        let mut columns: Vec<String> = ["d.kommune", "d.periode", "d.fra"].map(str::to_owned).to_vec();
        columns.extend(code);
        columns.push(format!("{} AS v", self.read_units(&data.factor)));
        let from = format!("FROM {} AS d{}", self.named_object("dele", &data.name), filtered(conditions));
        Relation::new(name, "Tal, der kan bedømmes, i hundredtusindedele", select(&columns, &from))
    }

    /// `d.resultat` in whole units; of what is shown in 1.000 kr. in kr.
    fn read_units(&self, factor: &BigRational) -> String {
        let units = self.in_units("d.resultat");
        if factor.is_one() { units } else { self.checked(&format!("{} * {units}", self.whole_literal(factor.numer()))) }
    }

    /// Whom the rule does not judge is left out.
    pub fn not_exempt(&self, exempt: &[&ExemptMembers], alias: &str, has_members: bool) -> Vec<String> {
        let one = |one: &&ExemptMembers| {
            let mut parts = self.exempt_places(one.municipalities.as_deref(), one.until, alias, "fra");
            if let Some(members) = one.members.as_ref().filter(|_| has_members) {
                let meant = members.iter().map(|(years, codes)| {
                    let codes: Vec<String> = codes.iter().map(|code| self.text(code)).collect();
                    let named = format!("{alias}.kode IN ({})", codes.join(", "));
                    match month_years_test(&format!("{alias}.fra"), *years) {
                        Some(test) => format!("({named} AND {test})"),
                        None => named,
                    }
                });
                let meant: Vec<String> = meant.collect();
                parts.push(if meant.is_empty() { NEVER.to_owned() } else { format!("({})", meant.join(" OR ")) });
            }
            if parts.is_empty() { NEVER.to_owned() } else { format!("NOT ({})", parts.join(" AND ")) }
        };
        exempt.iter().map(one).collect()
    }

    /// The kommuner and the end of an exemption.
    pub fn exempt_places(&self, codes: Option<&[String]>, until: Option<i32>, alias: &str, first: &str) -> Vec<String> {
        let mut parts = Vec::new();
        if let Some(codes) = codes {
            let codes: Vec<String> = codes.iter().map(|code| self.text(code)).collect();
            parts.push(match codes.is_empty() {
                true => NEVER.to_owned(),
                false => format!("{alias}.kommune IN ({})", codes.join(", ")),
            });
        }
        parts.extend(until.map(|until| format!("{alias}.{first} <= {until}")));
        parts
    }

    fn beside(&self, column: &str, of: &str, with: &Against) -> Relation {
        self.named_beside(column, of, with, "sammenholdt")
    }

    /// What the values are compared with, beside them.
    fn named_beside(&self, column: &str, of: &str, with: &Against, name: &str) -> Relation {
        let body = match with {
            Against::Number(number) => {
                let units = number * BigRational::from_integer(BigInt::from(100_000));
                let literal = self.wide(&self.whole_literal(&units.to_integer()));
                select(&["m.*".to_owned(), format!("{literal} AS {column}")], &format!("FROM {of} AS m"))
            }
            Against::Figure { name, by_member, factor } => {
                let member = if *by_member { " AND d.kode = m.kode" } else { "" };
                let from = format!(
                    "FROM {of} AS m\nJOIN {} AS d\n  ON d.kommune = m.kommune AND d.fra = m.fra{member} AND {JUDGES}",
                    self.named_object("dele", name)
                );
                select(&["m.*".to_owned(), format!("{} AS {column}", self.read_units(factor))], &from)
            }
        };
        Relation::new(name, "", body)
    }

    /// The same figure some months earlier.
    fn earlier(&self, data: &FigureRead, months: i32) -> Relation {
        let member = if data.dimensions.is_empty() { "" } else { " AND d.kode = m.kode" };
        let from = format!(
            "FROM maalt AS m\nJOIN {} AS d\n  ON d.kommune = m.kommune AND d.fra = m.fra - {months}{member} AND {JUDGES}",
            self.named_object("dele", &data.name)
        );
        let columns = ["m.*".to_owned(), format!("{} AS x", self.read_units(&data.factor))];
        Relation::new("sammenholdt", "", select(&columns, &from))
    }

    /// The sum of a family's members; nothing where one of them cannot be judged.
    fn sum_of_parts(&self, years: Years, data: &FigureRead, exempt: &[&ExemptMembers]) -> Relation {
        let mut conditions = vec!["d.kode <> 'i alt'".to_owned()];
        conditions.extend(month_years_test("d.fra", years));
        conditions.extend(self.not_exempt(exempt, "d", false));
        let units = self.read_units(&data.factor);
        let columns = ["d.kommune", "d.periode", "d.fra"].map(str::to_owned);
        let columns: Vec<String> = columns.into_iter().chain([format!("SUM({units}) AS v")]).collect();
        let rest = format!(
            "FROM {} AS d{}\nGROUP BY d.kommune, d.periode, d.fra\nHAVING MAX(d.grad) < 2 AND COUNT(d.resultat) = COUNT(*)",
            self.named_object("dele", &data.name),
            filtered(&conditions)
        );
        Relation::new("maalt", "Delenes sum, i hundredtusindedele", select(&columns, &rest))
    }

    /// True where a value does not pass, not even within the tolerance.
    fn fails(&self, value: &str, comparison: Comparison, with: &str, tolerance: &Tolerance) -> String {
        let sign = match comparison {
            Comparison::Over => "<=",
            Comparison::Under => ">=",
            Comparison::AtLeast => "<",
            Comparison::AtMost => ">",
            Comparison::Equal => "<>",
            Comparison::NotEqual => "=",
        };
        let checked = |text: String| self.checked(&text);
        let mut parts = vec![format!("{value} {sign} {with}")];
        if comparison != Comparison::NotEqual {
            let scaled = |factor: &BigInt, of: String| {
                if *factor == BigInt::from(1) { of } else { format!("{} * {of}", self.whole_literal(factor)) }
            };
            let difference = format!("ABS({value} - {with})");
            if let Some(percent) = &tolerance.percent {
                let share = percent / BigRational::from_integer(BigInt::from(100));
                let allowed = checked(scaled(share.numer(), format!("ABS({with})")));
                parts.push(format!("{} > {allowed}", checked(scaled(share.denom(), difference.clone()))));
            }
            if let Some(amount) = &tolerance.amount {
                let units = amount * BigRational::from_integer(BigInt::from(100_000));
                let difference = checked(scaled(units.denom(), difference));
                parts.push(format!("{difference} > {}", self.whole_literal(units.numer())));
            }
        }
        format!("({})", parts.join(" AND "))
    }

    fn finished(&self, mut relations: Vec<Relation>, data: &FigureRead, compared: &str, fails: &str) -> Vec<Relation> {
        relations.push(self.found_values(data, "sammenholdt", compared, "0", fails));
        relations
    }

    /// The values that fail.
    pub fn found_values(&self, data: &FigureRead, of: &str, compared: &str, too_large: &str, fails: &str) -> Relation {
        let dimensions = self.member_codes(data, "s.kode");
        let columns = [
            "s.kommune".to_owned(),
            "s.periode".to_owned(),
            "s.fra".to_owned(),
            format!("s.fra + {}", data.grain.months() - 1),
            self.dialect.integer_quotient("s.fra", "12"),
            self.member_key(data, &dimensions),
            "s.v".to_owned(),
            compared.to_owned(),
            "0".to_owned(),
            too_large.to_owned(),
        ];
        found(columns, &dimensions, &format!("FROM {of} AS s\nWHERE {fails}"))
    }

    /// The code of each loop of a member.
    pub fn member_codes(&self, data: &FigureRead, code: &str) -> Vec<String> {
        match data.dimensions.len() {
            0 => Vec::new(),
            1 => vec![code.to_owned()],
            several => (1..=several).map(|at| self.dialect.part(code, at)).collect(),
        }
    }

    /// `funktion 5.28.20, dranst 1`; of the total only `funktion i alt`.
    pub fn member_key(&self, data: &FigureRead, codes: &[String]) -> String {
        let parts = data.dimensions.iter().zip(codes).enumerate().map(|(at, (word, code))| match at {
            0 => self.concat([&self.text(&format!("{word} ")), code]),
            _ => {
                let (nothing, named) = (self.text(""), self.concat([&self.text(&format!(", {word} ")), code]));
                format!("CASE WHEN {code} = {nothing} THEN {nothing} ELSE {named} END")
            }
        });
        self.joined(&parts.collect::<Vec<_>>())
    }

    /// `findes for alle kommuner`: those of the list that others' periods lack.
    fn missing(&self, check: &CheckPlan, data: &FigureRead, exempt: &[ExemptMembers]) -> Vec<Relation> {
        let code = if data.dimensions.is_empty() { "" } else { ", d.kode" };
        let mut conditions = vec!["d.grad <> 3".to_owned()];
        conditions.extend(month_years_test("d.fra", check.years));
        let dele = self.named_object("dele", &data.name);
        let there = format!("SELECT DISTINCT d.periode, d.fra{code}\nFROM {dele} AS d{}", filtered(&conditions));
        let year = self.dialect.integer_quotient("p.fra", "12");
        let same = if data.dimensions.is_empty() { "" } else { " AND d.kode = p.kode" };
        let all = format!(
            "SELECT k.kode AS kommune, p.*\nFROM perioder AS p\nJOIN {} AS k ON {year} BETWEEN k.fra AND k.til\n\
             LEFT JOIN {dele} AS d\n  ON d.kommune = k.kode AND d.fra = p.fra{same} AND d.grad <> 3\nWHERE d.kommune IS NULL",
            self.object("kommuner")
        );
        let kept = self.not_exempt(&exempt.iter().collect::<Vec<_>>(), "s", !data.dimensions.is_empty());
        let kept = if kept.is_empty() { ALWAYS.to_owned() } else { kept.join("\n  AND ") };
        let nothing = self.wide("NULL");
        let with_values = Relation::new(
            "uden_data",
            "",
            select(&["m.*".to_owned(), format!("{nothing} AS v"), format!("{nothing} AS x")], "FROM mangler AS m"),
        );
        vec![
            Relation::new("perioder", "Perioder, som nogen har leveret til", there),
            Relation::new("mangler", "Kommuner, der ikke har", all),
            with_values,
            self.found_values(data, "uden_data", "s.x", "0", &kept),
        ]
    }
}
