//! Values that are not sums of months: different keys, gennemsnit, median, højeste, laveste, helår.
//!
//! In: a [`Count`] and those of its pieces that are put together in one way. Out: relations, and a query with kommune, fra,
//! the loops' values and `beloeb`. Guaranteed now: a key counts once in a period (T7), a day once per key (N11); quotients
//! are rounded once.

use super::layout::{Relation, filtered, hanging, select};
use super::writer::{Writer, years_test};
use crate::model::Statistic;
use crate::model::years::{Years, joined};
use crate::plan::{Amount, Count, Grain, Lookup, Piece, Tally, Window};

/// Days of common and leap years in whole parts of this: 365 · 366.
const DAY_PARTS: u32 = 133_590;

impl Writer<'_> {
    /// The relations of the pieces, and the query of their values; `name` begins the relations' names.
    pub fn tallied(
        &self,
        count: &Count,
        tally: Tally,
        pieces: &[&Piece],
        name: &str,
        figure: &str,
    ) -> (Vec<Relation>, String) {
        match tally {
            Tally::Sum => self.sums(count, pieces, name, figure),
            Tally::Distinct if is_monthly(count) => self.sums(count, pieces, name, figure),
            Tally::Distinct => self.distinct(count, pieces, name, figure),
            Tally::Statistic(statistic) => self.statistic(count, statistic, pieces, name, figure),
            Tally::FullYears => self.full_years(count, pieces, name, figure, false),
            Tally::FullYearsPerKey => self.full_years(count, pieces, name, figure, true),
        }
    }

    fn sums(&self, count: &Count, pieces: &[&Piece], name: &str, figure: &str) -> (Vec<Relation>, String) {
        let months = format!("{name}_maaneder");
        let about = format!("{}: summer pr. måned, derefter pr. periode; og hvad der er leveret", spoken(&count.name));
        let body: Vec<String> = pieces.iter().map(|piece| self.piece(piece, &count.loops, figure)).collect();
        let relation = Relation::new(months.clone(), &about, body.join("\nUNION ALL\n"));
        if let Some(prices) = &count.prices {
            let (years, query) = self.priced_sums(count, prices, &months, name);
            return (vec![relation, years], query);
        }
        (vec![relation], self.in_periods(count, &months, &["SUM(m.beloeb) AS beloeb".to_owned()], true))
    }

    fn distinct(&self, count: &Count, pieces: &[&Piece], name: &str, figure: &str) -> (Vec<Relation>, String) {
        let keys = format!("{name}_noegler");
        let body: Vec<String> = pieces.iter().map(|piece| self.single_rows(piece, &count.loops, figure)).collect();
        let about = format!("{}: nøglerne i hver måned; en nøgle tæller én gang i perioden", spoken(&count.name));
        let relation = Relation::new(keys.clone(), &about, body.join("\nUNION ALL\n"));
        let keys_counted = self.dialect.amount_of_whole("COUNT(DISTINCT m.noegle)");
        let counted = format!("{}{keys_counted} AS beloeb", sign(pieces));
        (vec![relation], self.in_periods(count, &keys, &[counted], true))
    }

    fn statistic(
        &self,
        count: &Count,
        statistic: Statistic,
        pieces: &[&Piece],
        name: &str,
        figure: &str,
    ) -> (Vec<Relation>, String) {
        let values = format!("{name}_vaerdier");
        let body: Vec<String> = pieces.iter().map(|piece| self.single_rows(piece, &count.loops, figure)).collect();
        let about = format!("{}: rækkernes værdier", spoken(&count.name));
        let mut relations = vec![Relation::new(values.clone(), &about, body.join("\nUNION ALL\n"))];
        let function = match statistic {
            Statistic::Highest => "MAX",
            Statistic::Lowest => "MIN",
            Statistic::Average | Statistic::Median => {
                relations.extend(self.averaged(count, statistic, name, &values));
                let loops = loops_of(count, "m");
                let value = self.average("m.vaerdi", "m.antal");
                return (
                    relations,
                    format!("SELECT m.kommune, m.fra{loops},\n  {value} AS beloeb\nFROM {name}_samlet AS m"),
                );
            }
        };
        (relations, self.in_periods(count, &values, &[format!("{function}(m.vaerdi) AS beloeb")], true))
    }

    /// The values that are added and how many they are: all, or of the median those in the middle.
    fn averaged(&self, count: &Count, statistic: Statistic, name: &str, values: &str) -> Vec<Relation> {
        let sums = ["SUM(m.vaerdi) AS vaerdi".to_owned(), "COUNT(*) AS antal".to_owned()];
        let whole = format!("{name}_samlet");
        if statistic == Statistic::Average {
            return vec![Relation::new(whole, "", self.in_periods(count, values, &sums, true))];
        }
        let groups = format!("PARTITION BY m.kommune, k.fra{}", loops_of(count, "m"));
        let place = [
            "m.vaerdi".to_owned(),
            format!("ROW_NUMBER() OVER ({groups} ORDER BY m.vaerdi) AS plads"),
            format!("COUNT(*) OVER ({groups}) AS antal"),
        ];
        let loops = loops_of(count, "m");
        let middle = format!(
            "SELECT m.kommune, m.fra{loops}, SUM(m.vaerdi) AS vaerdi, COUNT(*) AS antal\nFROM {name}_ordnet AS m\n\
             WHERE 2 * m.plads BETWEEN m.antal AND m.antal + 2\nGROUP BY m.kommune, m.fra{loops}"
        );
        vec![
            Relation::new(format!("{name}_ordnet"), "", self.in_periods(count, values, &place, false)),
            Relation::new(whole, "Den midterste værdi, eller de to midterste", middle),
        ]
    }

    fn full_years(
        &self,
        count: &Count,
        pieces: &[&Piece],
        name: &str,
        figure: &str,
        per_key: bool,
    ) -> (Vec<Relation>, String) {
        let relations = self.days_counted(count, pieces, name, figure, per_key);
        (relations, self.in_full_years(count, &format!("{name}_samlet"), sign(pieces)))
    }

    /// Helår of udgaver that count unlike, by sign or with and without key: what they come to is rounded once, so their days
    /// are added first. The names begin the relations of each.
    pub fn full_years_together(
        &self,
        count: &Count,
        ways: &[(Tally, Vec<&Piece>, String)],
        figure: &str,
    ) -> (Vec<Relation>, String) {
        let mut relations = Vec::new();
        let mut days = Vec::new();
        let loops = loops_of(count, "m");
        for (tally, pieces, name) in ways {
            relations.extend(self.days_counted(count, pieces, name, figure, *tally == Tally::FullYearsPerKey));
            days.push(format!(
                "SELECT m.kommune, m.fra{loops}, {}m.dele AS dele\nFROM {name}_samlet AS m",
                sign(pieces)
            ));
        }
        let together = format!("{}_helaar", count.name);
        let body = format!(
            "SELECT m.kommune, m.fra{loops}, SUM(m.dele) AS dele\nFROM (\n  {}\n) AS m\nGROUP BY m.kommune, m.fra{loops}",
            hanging(&days.join("\nUNION ALL\n"), 2)
        );
        relations.push(Relation::new(together.clone(), "Udgavernes dage lægges sammen, før der rundes", body));
        (relations, self.in_full_years(count, &together, ""))
    }

    /// The query of days as published years.
    fn in_full_years(&self, count: &Count, days: &str, sign: &str) -> String {
        let value = self.divided(&self.wide("m.dele"), DAY_PARTS);
        format!("SELECT m.kommune, m.fra{},\n  {sign}{value} AS beloeb\nFROM {days} AS m", loops_of(count, "m"))
    }

    /// The relations up to `<name>_samlet`, which has the active days of each period in parts of a year.
    fn days_counted(&self, count: &Count, pieces: &[&Piece], name: &str, figure: &str, per_key: bool) -> Vec<Relation> {
        let (intervals, months) = (format!("{name}_forloeb"), format!("{name}_maaneder"));
        let loops = loops_of(count, "m");
        let body: Vec<String> = pieces.iter().map(|piece| self.single_rows(piece, &count.loops, figure)).collect();
        let about = format!("{}: forløbene", spoken(&count.name));
        let mut relations = vec![Relation::new(intervals.clone(), &about, body.join("\nUNION ALL\n"))];
        let mut from = intervals;
        if per_key {
            let groups = format!("PARTITION BY m.kommune{loops}, m.noegle ORDER BY m.fra_dag, m.til_dag");
            let body = format!(
                "SELECT m.*, MAX(m.til_dag) OVER (\n  {groups}\n  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING\n) AS slut_foer\nFROM {from} AS m"
            );
            relations.push(Relation::new(format!("{name}_i_orden"), "", body));
            let body = format!(
                "SELECT m.kommune{loops}, CASE WHEN m.slut_foer >= m.fra_dag THEN m.slut_foer + 1 ELSE m.fra_dag END AS fra_dag, \
                 m.til_dag\nFROM {name}_i_orden AS m\nWHERE m.slut_foer IS NULL OR m.slut_foer < m.til_dag"
            );
            let about = "Kun de dage, som nøglens tidligere forløb ikke allerede har";
            from = format!("{name}_hver_dag_en_gang");
            relations.push(Relation::new(from.clone(), about, body));
        }
        let calendar = format!("{name}_kalender");
        relations.push(Relation::new(
            calendar.clone(),
            "En dag er 1/365 eller 1/366 af sit år, altså 366 eller 365 dele af 133.590",
            self.days_of_months(&years_of_days(count)),
        ));
        let last = self.dialect.least(&["m.til_dag", "d.sidste_dag"].map(str::to_owned));
        let first = self.dialect.greatest(&["m.fra_dag", "d.foerste_dag"].map(str::to_owned));
        let body = format!(
            "SELECT m.kommune, d.maaned{loops},\n  SUM(({last} - {first} + 1) * d.dele) AS dele\n\
             FROM {from} AS m\nJOIN {calendar} AS d ON d.foerste_dag <= m.til_dag AND d.sidste_dag >= m.fra_dag\n\
             GROUP BY m.kommune, d.maaned{loops}"
        );
        relations.push(Relation::new(months.clone(), "", body));
        let sums = self.in_periods(count, &months, &["SUM(m.dele) AS dele".to_owned()], true);
        relations.push(Relation::new(format!("{name}_samlet"), "", sums));
        relations
    }

    /// The months with their days, and what a day is worth in each.
    fn days_of_months(&self, years: &[Years]) -> String {
        let next = |year: &str| self.first_day(year);
        let length = format!("{} - {}", next("(12 * k.aar + 12)"), next("(12 * k.aar)"));
        let columns = [
            "k.fra AS maaned".to_owned(),
            format!("{} AS foerste_dag", self.first_day("k.fra")),
            format!("{} - 1 AS sidste_dag", self.first_day("(k.fra + 1)")),
            // Wide: 16,000 years of days are more than 32 bits hold, and some engines add in the type that they are given.
            format!("{} AS dele", self.wide(&format!("CASE WHEN {length} = 366 THEN 365 ELSE 366 END"))),
        ];
        let mut kept = vec![format!("k.slags = {}", self.grain(Grain::Month))];
        if !years.is_empty() {
            let any: Vec<String> = years.iter().filter_map(|years| years_test("k.aar", *years)).collect();
            kept.push(format!("({})", any.join(" OR ")));
        }
        select(&columns, &format!("FROM {} AS k{}", self.object("kalender"), filtered(&kept)))
    }

    /// Rows one by one with their month and what is counted of them.
    fn single_rows(&self, piece: &Piece, loops: &[usize], figure: &str) -> String {
        let mut rows = self.rows_of(piece, loops, figure);
        match &piece.amount {
            Amount::Distinct(key) => {
                let key = format!("c.{}", self.name(key));
                rows.columns.push(format!("{key} AS noegle"));
                rows.conditions.push(self.has_text(&key));
                return format!(
                    "SELECT DISTINCT {}\n{}{}",
                    rows.columns.join(", "),
                    rows.from,
                    filtered(&rows.conditions)
                );
            }
            Amount::Statistic(_, measure) => {
                let sign = if piece.negative { "-" } else { "" };
                let measure = format!("c.{}", self.name(measure));
                rows.columns.push(format!("{sign}{measure} AS vaerdi"));
                rows.conditions.push(format!("{measure} IS NOT NULL"));
            }
            Amount::FullYears(key) => {
                rows.columns.extend(["c.fra_dag", "c.til_dag"].map(str::to_owned));
                if let Some(key) = key {
                    let key = format!("c.{}", self.name(key));
                    rows.columns.push(format!("{key} AS noegle"));
                    rows.conditions.push(self.has_text(&key));
                }
            }
            Amount::Measure(_) | Amount::Rows | Amount::RowsWith(_) | Amount::Duration(_) => {}
        }
        format!("SELECT {}\n{}{}", rows.columns.join(", "), rows.from, filtered(&rows.conditions))
    }

    /// What months give in the periods whose windows hold them; `columns` of the months `m`, added or one by one.
    pub fn in_periods(&self, count: &Count, months: &str, columns: &[String], added: bool) -> String {
        let groups = if added { format!("\nGROUP BY m.kommune, k.fra{}", loops_of(count, "m")) } else { String::new() };
        self.months_in_periods(count, months, columns, &groups)
    }

    /// Months joined to periods; `groups` is empty or a `GROUP BY`.
    pub fn months_in_periods(&self, count: &Count, months: &str, columns: &[String], groups: &str) -> String {
        let loops = loops_of(count, "m");
        let one = |(years, window): &(crate::model::years::Years, Window)| {
            let mut conditions = vec![format!("k.slags = {}", self.grain(count.grain))];
            conditions.extend(years_test("k.aar", *years));
            format!(
                "SELECT m.kommune, k.fra{loops}, {}\nFROM {} AS k\nJOIN {months} AS m ON {}{}{groups}",
                columns.join(", "),
                self.object("kalender"),
                self.in_window("m.maaned", *window, Lookup::SAME, count.grain),
                filtered(&conditions),
            )
        };
        count.windows.iter().map(one).collect::<Vec<_>>().join("\nUNION ALL\n")
    }
}

/// Different keys may be counted month by month and added: a period reads one month, or the mean of its months.
fn is_monthly(count: &Count) -> bool {
    count.average || count.windows.iter().all(|(_, window)| window.is_one_month(count.grain))
}

fn loops_of(count: &Count, alias: &str) -> String {
    count.loops.iter().map(|of| format!(", {alias}.v{}", of + 1)).collect()
}

/// Pieces that are put together have the same sign.
fn sign(pieces: &[&Piece]) -> &'static str {
    if pieces.iter().any(|piece| piece.negative) { "-" } else { "" }
}

/// `taeller_2` → `Tæller 2`
pub fn spoken(name: &str) -> String {
    let name = name.replace('_', " ");
    match name.split_once(' ').map_or((name.as_str(), ""), |(word, rest)| (word, rest)) {
        ("taeller", rest) => format!("Tæller {rest}"),
        ("naevner", rest) => format!("Nævner {rest}"),
        (_, rest) => format!("Grundtallet {rest}"),
    }
    .trim_end()
    .to_owned()
}

/// The years whose days count in helår: all (none named), or where other udgaver count something else, those that do not.
fn years_of_days(count: &Count) -> Vec<Years> {
    let counts_full_years = |piece: &&Piece| matches!(piece.amount, Amount::FullYears(_));
    if count.pieces.iter().all(|piece| counts_full_years(&piece)) {
        return Vec::new();
    }
    joined(count.pieces.iter().filter(counts_full_years).map(|piece| piece.years))
}
