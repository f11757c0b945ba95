//! Kommuner far from the others: spread on squares (N8), slopes (N9).
//!
//! In: values in whole units. Out: relations that end in `fundet`. Guaranteed now: nothing is squared before it is known
//! to fit in 38 digits; what would not is told.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed};

use super::figures::JUDGES;
use crate::model::Statistic;
use crate::plan::{CheckPlan, ExemptMembers, FigureRead, RulePlan};
use crate::sql::layout::{Relation, filtered, select};
use crate::sql::writer::{Writer, month_years_test};

impl Writer<'_> {
    /// From `maalt`: those farther from the middle of their period (and member) than so many standard deviations.
    pub fn outside(&self, data: &FigureRead, deviations: &BigRational, around: Statistic) -> Vec<Relation> {
        let code = if data.dimensions.is_empty() { "" } else { ", kode" };
        let numbered = format!(
            "SELECT m.*,\n  ROW_NUMBER() OVER (PARTITION BY fra{code} ORDER BY v) AS nr,\n  \
             COUNT(*) OVER (PARTITION BY fra{code}) AS antal\nFROM maalt AS m"
        );
        let middle = self.middle(code, around);
        let same = if data.dimensions.is_empty() { "" } else { " AND c.kode = o.kode" };
        let distances = format!(
            "SELECT o.*, c.m AS x, o.v - c.m AS d\nFROM ordnet AS o\nJOIN midte AS c ON c.fra = o.fra{same}\nWHERE o.antal >= 3"
        );
        let largest = format!("SELECT a.*, MAX(ABS(d)) OVER (PARTITION BY fra{code}) AS stoerst\nFROM afstande AS a");
        let factor = deviations.numer().abs().max(deviations.denom().clone());
        let limit = self.wide(&BigInt::from(10).pow(19).to_string());
        let scaled = if factor.is_one() { String::new() } else { format!(" * {}", self.whole_literal(&factor)) };
        let too_large = format!("{} * stoerst{scaled} > {limit}", self.wide("antal"));
        let fitting = format!(
            "SELECT s.*, CASE WHEN {too_large} THEN 1 ELSE 0 END AS for_stor, CASE WHEN {too_large} THEN 0 ELSE d END AS e\nFROM stoerste AS s"
        );
        if self.is_narrow() {
            let factors = (&(deviations.denom() * deviations.denom()), &(deviations.numer() * deviations.numer()));
            let (relations, far) = self.narrow_spread(code, factors);
            let mut all = vec![
                Relation::new("ordnet", "Værdierne efter størrelse", numbered),
                Relation::new("midte", "", middle),
                Relation::new("afstande", "", distances),
                Relation::new("stoerste", "", largest),
                Relation::new("passende", "", fitting),
            ];
            all.extend(relations);
            all.push(self.found_values(data, "spredt", "s.x", "s.for_stor", &format!("(for_stor = 1 OR {far})")));
            return all;
        }
        let squares = format!(
            "SELECT p.*,\n  SUM(e) OVER (PARTITION BY fra{code}) AS sum_e,\n  SUM(e * e) OVER (PARTITION BY fra{code}) AS sum_ee\n\
             FROM passende AS p"
        );
        let (up, down) = (deviations.numer() * deviations.numer(), deviations.denom() * deviations.denom());
        let scaled = |factor: &BigInt, of: &str| {
            if factor.is_one() { of.to_owned() } else { format!("{} * {of}", self.whole_literal(factor)) }
        };
        let far = format!(
            "{} > {}",
            scaled(&down, &format!("{} * (antal - 1) * e * e", self.wide("antal"))),
            scaled(&up, &format!("({} * sum_ee - sum_e * sum_e)", self.wide("antal")))
        );
        vec![
            Relation::new("ordnet", "Værdierne efter størrelse", numbered),
            Relation::new("midte", "", middle),
            Relation::new("afstande", "", distances),
            Relation::new("stoerste", "", largest),
            Relation::new("passende", "", fitting),
            Relation::new("spredt", "n(n−1)(x−m)² mod K²(nΣx² − (Σx)²), regnet på afstande", squares),
            self.found_values(data, "spredt", "s.x", "s.for_stor", &format!("(for_stor = 1 OR {far})")),
        ]
    }

    /// Median or mean in whole units, rounded half away from zero.
    fn middle(&self, code: &str, around: Statistic) -> String {
        let (value, divisor) = match around {
            Statistic::Average => ("SUM(v)".to_owned(), "MAX(antal)".to_owned()),
            // The middle one counts twice, of an even number each of the two in the middle once.
            _ => (
                "SUM(CASE WHEN 2 * nr = antal + 1 THEN 2 * v WHEN 2 * nr IN (antal, antal + 2) THEN v ELSE 0 END)"
                    .to_owned(),
                "2".to_owned(),
            ),
        };
        let sums =
            format!("SELECT fra{code}, {value} AS t, {} AS n\nFROM ordnet\nGROUP BY fra{code}", self.wide(&divisor));
        format!(
            "SELECT fra{code}, {} AS m\nFROM (\n  {}\n) AS s",
            self.whole_ratio("t", "n"),
            crate::sql::layout::hanging(&sums, 2)
        )
    }

    /// t ÷ n of whole units by a whole number, in whole units.
    fn whole_ratio(&self, t: &str, n: &str) -> String {
        let ratio = BigRational::new(BigInt::one(), BigInt::from(100_000));
        self.rounded_quotient(t, n, &ratio, 5)
    }

    /// `maalt` as the slopes of the points of each kommune (and member).
    pub fn slopes(
        &self,
        rule: &RulePlan,
        check: &CheckPlan,
        (data, per): (&FigureRead, Option<&str>),
        exempt: &[ExemptMembers],
    ) -> Vec<Relation> {
        let mut relations = self.points(check, data, per);
        let has_members = !data.dimensions.is_empty();
        let code = |alias: &str| if has_members { format!(", {alias}.kode") } else { String::new() };
        let number = self.dialect.integer_quotient("p.fra", &data.grain.months().to_string());
        let window = if data.grain == rule.grain {
            let same = if has_members { " AND p.kode = t.kode" } else { "" };
            format!(
                "SELECT t.kommune, t.periode, t.fra{}, {} AS x, p.v AS y\nFROM punkter AS t\n\
                 JOIN punkter AS p ON p.kommune = t.kommune AND p.fra <= t.fra{same}",
                code("t"),
                self.wide(&number)
            )
        } else {
            let start = self.period_start("p.fra", rule.grain);
            format!(
                "SELECT p.kommune, {} AS periode, {start} AS fra{}, {} AS x, p.v AS y\nFROM punkter AS p",
                self.period_name(&format!("({start})"), rule.grain),
                code("p"),
                self.wide(&number)
            )
        };
        let sums = format!(
            "SELECT kommune, periode, fra{0},\n  {1} AS n, SUM(x) AS sx, SUM(y) AS sy, SUM(x * y) AS sxy, SUM(x * x) AS sxx\n\
             FROM vinduer\nGROUP BY kommune, periode, fra{0}\nHAVING COUNT(*) >= 3",
            if has_members { ", kode" } else { "" },
            self.wide("COUNT(*)")
        );
        let fractions = "SELECT s.*, n * sxy - sx * sy AS t, n * sxx - sx * sx AS d\nFROM summer AS s".to_owned();
        let kept = self.not_exempt(&exempt.iter().collect::<Vec<_>>(), "b", has_members);
        let mut columns: Vec<String> = ["b.kommune", "b.periode", "b.fra"].map(str::to_owned).to_vec();
        columns.extend(has_members.then(|| "b.kode".to_owned()));
        columns.push(format!("{} AS v", self.whole_ratio("b.t", "b.d")));
        let measured = select(&columns, &format!("FROM broeker AS b{}", filtered(&kept)));
        relations.extend([
            Relation::new(
                "vinduer",
                "Punkterne i hvert vindue; x er periodens nummer",
                self.counted_from_first(window, has_members),
            ),
            Relation::new("summer", "", sums),
            Relation::new("broeker", "", fractions),
            Relation::new("maalt", "Hældningen, (nΣxy − ΣxΣy) ÷ (nΣx² − (Σx)²), i hundredtusindedele", measured),
        ]);
        relations
    }

    /// Where products have little room, numbers of periods are counted from the first of the window: the slope is the same.
    fn counted_from_first(&self, window: String, has_members: bool) -> String {
        if !self.is_narrow() {
            return window;
        }
        let code = if has_members { ", kode" } else { "" };
        format!(
            "SELECT kommune, periode, fra{code}, x - MIN(x) OVER (PARTITION BY kommune, periode, fra{code}) AS x, y\nFROM (\n  {}\n) AS v",
            crate::sql::layout::hanging(&window, 2)
        )
    }

    /// `punkter`: the values, each divided by what it is told per.
    fn points(&self, check: &CheckPlan, data: &FigureRead, per: Option<&str>) -> Vec<Relation> {
        let mut conditions = vec![JUDGES.to_owned()];
        conditions.extend(month_years_test("d.fra", check.years));
        let Some(per) = per else { return vec![self.measured("punkter", data, &conditions)] };
        let code = if data.dimensions.is_empty() { "" } else { ", t.kode" };
        let quotient = self.rounded_quotient("t.v", &self.in_units("d.resultat"), &BigRational::one(), 5);
        let divided = format!(
            "SELECT t.kommune, t.periode, t.fra{code},\n  {quotient} AS v\nFROM tal AS t\nJOIN {} AS d\n  \
             ON d.kommune = t.kommune AND d.fra = t.fra AND {JUDGES} AND d.resultat <> 0",
            self.named_object("dele", per)
        );
        vec![
            self.measured("tal", data, &conditions),
            Relation::new("punkter", "Delt med det, hældningen er pr.", divided),
        ]
    }
}
