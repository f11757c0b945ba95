//! Counted rows as relations: amounts per kommune and period, and what was delivered.
//!
//! In: a [`Count`]. Out: relations `<name>_maaneder` (or what rows one by one need), `<name>_beloeb`, `<name>_leveret`.
//! Guaranteed now: the fine sums come before the periods, so that months are joined to periods and not cells.

use super::dialect::Type;
use super::layout::{Relation, filtered, hanging, select};
use super::writer::{NEVER, Writer, month_years_test, years_test};
use crate::model::TimeUnit;
use crate::model::years::Years;
use crate::plan::{Amount, Count, Deliveries, Grain, Lookup, LoopJoin, Piece, RowsFrom, Tally, Window};

/// The rows of a piece, before anything is made of them.
pub struct PieceRows {
    /// kommune, maaned and the loops' values.
    pub columns: Vec<String>,
    /// The same, to group by.
    pub groups: Vec<String>,
    pub from: String,
    pub conditions: Vec<String>,
}

impl Writer<'_> {
    /// The relations of a count; `figure` names the family's members in `medlemmer`.
    pub fn count(&self, count: &Count, figure: &str) -> Vec<Relation> {
        let mut ways: Vec<(Tally, bool)> = Vec::new();
        for piece in &count.pieces {
            let way = way_of(piece);
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
        let named = |(number, way): (usize, &(Tally, bool))| {
            let pieces: Vec<&Piece> = count.pieces.iter().filter(|piece| way_of(piece) == *way).collect();
            let name = if ways.len() == 1 { count.name.clone() } else { format!("{}_del_{}", count.name, number + 1) };
            (way.0, pieces, name)
        };
        let (years, mut others): (Vec<_>, Vec<_>) =
            ways.iter().enumerate().map(named).partition(|(tally, ..)| tally.is_full_years());
        let mut relations = Vec::new();
        let mut queries = Vec::new();
        if years.len() > 1 {
            let (own, query) = self.full_years_together(count, &years, figure);
            relations.extend(own);
            queries.push(query);
        } else {
            others.extend(years);
        }
        for (tally, pieces, name) in &others {
            let (own, query) = self.tallied(count, *tally, pieces, name, figure);
            relations.extend(own);
            queries.push(query);
        }
        let amounts = match queries.as_slice() {
            [one] => one.clone(),
            several => {
                let loops: String = count.loops.iter().map(|of| format!(", m.v{}", of + 1)).collect();
                format!(
                    "SELECT m.kommune, m.fra{loops}, SUM(m.beloeb) AS beloeb\nFROM (\n  {}\n) AS m\nGROUP BY m.kommune, m.fra{loops}",
                    hanging(&several.join("\nUNION ALL\n"), 2)
                )
            }
        };
        relations.push(Relation::new(format!("{}_beloeb", count.name), "", amounts));
        relations.extend(self.deliveries(count));
        relations
    }

    /// Where a piece's rows are, which of them count, and for whom.
    pub fn rows_of(&self, piece: &Piece, loops: &[usize], figure: &str) -> PieceRows {
        let role = format!("c.{}", self.name(&piece.role));
        let mut from = format!("FROM {} AS c", self.rows_from(piece));
        if piece.only_delivered {
            from.push_str(&format!(
                "\nJOIN {} AS l ON l.rolle = {} AND l.kommune = {role} AND l.maaned = c.maaned",
                self.named_object("leveret", &piece.source),
                self.text(&piece.role)
            ));
        }
        let mut columns = vec![format!("{role} AS kommune"), "c.maaned".to_owned()];
        let mut groups = vec![role.clone(), "c.maaned".to_owned()];
        for (of, join) in loops.iter().zip(&piece.joins) {
            // Its column is called something else, lest the two be taken for each other.
            let alias = loop_alias(*of);
            from.push_str(&self.loop_join(join, *of, figure));
            columns.push(format!("{alias}.vaerdi AS v{}", of + 1));
            groups.push(format!("{alias}.vaerdi"));
        }
        let mut conditions = vec![self.has_text(&role)];
        if piece.from == RowsFrom::Read {
            conditions.push("c.maaned IS NOT NULL".to_owned());
        }
        conditions.extend(years_test("c.aar", piece.years));
        if piece.without_ledger_periods {
            conditions.push("c.ekstra = 0".to_owned());
        }
        conditions.extend(piece.day.map(|day| format!("c.dag = {day}")));
        conditions.extend(self.conditions(&piece.predicate, "c"));
        PieceRows { columns, groups, from, conditions }
    }

    /// The amount per kommune, month and value of the loops that an udgave adds.
    pub fn piece(&self, piece: &Piece, loops: &[usize], figure: &str) -> String {
        let PieceRows { mut columns, groups, from, conditions } = self.rows_of(piece, loops, figure);
        let sign = if piece.negative { "-" } else { "" };
        let added = match piece.amount {
            Amount::Measure(_) => self.added(piece),
            _ => self.dialect.amount_of_whole(&self.added(piece)),
        };
        let amount = self.dialect.cast(&format!("{sign}{added}"), Type::Decimal(38, 5));
        columns.push(format!("{amount} AS beloeb"));
        format!("SELECT {}\n{from}{}\nGROUP BY {}", columns.join(", "), filtered(&conditions), groups.join(", "))
    }

    /// What rows of one month add up to.
    fn added(&self, piece: &Piece) -> String {
        match (&piece.amount, piece.from) {
            (Amount::Measure(measure), RowsFrom::Cells) => format!("SUM(c.{})", self.name(measure)),
            (Amount::Measure(measure), _) => format!("COALESCE(SUM(c.{}), 0)", self.name(measure)),
            (Amount::Rows, RowsFrom::Cells) => "SUM(c.raekker)".to_owned(),
            (Amount::RowsWith(measure) | Amount::Statistic(_, measure), _) => {
                format!("COUNT(c.{})", self.name(measure))
            }
            (Amount::Distinct(key), _) => {
                let key = format!("c.{}", self.name(key));
                format!("COUNT(DISTINCT CASE WHEN {} THEN {key} END)", self.has_text(&key))
            }
            (Amount::Duration(unit), _) => format!("SUM({})", self.lasted(*unit)),
            (Amount::Rows | Amount::FullYears(_), _) => "COUNT(*)".to_owned(),
        }
    }

    /// How long a row's interval has lasted on the counting day (N10).
    pub fn lasted(&self, unit: TimeUnit) -> String {
        match unit {
            TimeUnit::Days => "c.taelledag - c.fra_dag + 1".to_owned(),
            TimeUnit::Months => self.dialect.whole_months(&self.schema_name(), "c.fra_dag", "c.taelledag"),
            TimeUnit::Years => self.dialect.whole_years(&self.schema_name(), "c.fra_dag", "c.taelledag"),
        }
    }

    /// The relation that a piece reads.
    pub fn rows_from(&self, piece: &Piece) -> String {
        match piece.from {
            RowsFrom::Cells => self.named_object("celler", &piece.source),
            RowsFrom::Read => self.rows_as_read(&piece.source),
            RowsFrom::OnTheDay => self.named_object("paa_dagen", &piece.source),
        }
    }

    fn loop_join(&self, join: &LoopJoin, of: usize, figure: &str) -> String {
        let alias = loop_alias(of);
        match join {
            LoopJoin::Codes { column, table } => format!(
                "\nJOIN {} AS {alias}\n  ON {alias}.loekke = {} AND {alias}.kode = c.{} AND c.aar BETWEEN {alias}.fra AND {alias}.til",
                self.object("loekke_koder"),
                self.text(table),
                self.name(column)
            ),
            LoopJoin::Numbers { column, table } => format!(
                "\nJOIN {} AS {alias} ON {alias}.loekke = {} AND {alias}.tal = c.{}",
                self.object("loekke_tal"),
                self.text(table),
                self.name(column)
            ),
            LoopJoin::Every => format!(
                "\nCROSS JOIN (SELECT DISTINCT m.v{} AS vaerdi FROM {} AS m WHERE m.figur = {}) AS {alias}",
                of + 1,
                self.object("medlemmer"),
                self.text(figure)
            ),
        }
    }

    /// Grades per kommune and period in which something was delivered.
    fn deliveries(&self, count: &Count) -> Vec<Relation> {
        let mut relations = Vec::new();
        let (from, own_conditions) = match count.deliveries.as_slice() {
            [one] => (self.named_object("leveret", &one.source), self.delivery_conditions(one)),
            several => {
                let name = format!("{}_kilder", count.name);
                relations.push(Relation::new(name.clone(), "", self.all_deliveries(several)));
                (name, Vec::new())
            }
        };
        let averaged = if count.average { ", SUM(CASE WHEN l.raekker > 0 THEN 1 ELSE 0 END) AS maaneder" } else { "" };
        let one = |(years, window): &(crate::model::years::Years, Window)| {
            let mut conditions = vec![format!("k.slags = {}", self.grain(count.grain))];
            conditions.extend(years_test("k.aar", *years));
            conditions.extend(own_conditions.iter().cloned());
            let grade = self.delivered_grade(*window, count.grain);
            let grade = match &count.prices {
                Some(prices) => self.priced_grade(prices, *window, count.grain, &grade),
                None => grade,
            };
            format!(
                "SELECT l.kommune, k.fra, {grade} AS grad{averaged}\nFROM {} AS k\nJOIN {from} AS l ON {}{}\nGROUP BY l.kommune, k.fra, k.til, k.aar",
                self.object("kalender"),
                self.in_window("l.maaned", *window, Lookup::SAME, count.grain),
                filtered(&conditions),
            )
        };
        let body = count.windows.iter().map(one).collect::<Vec<_>>().join("\nUNION ALL\n");
        let name = format!("{}_leveret", count.name);
        if count.members.is_empty() {
            relations.push(Relation::new(name, "", body));
            return relations;
        }
        let own = format!("{}_egne_leverancer", count.name);
        relations.push(Relation::new(own.clone(), "", body));
        relations.extend(self.with_members(count, &own, &name));
        relations
    }

    /// ok when all months of the window were delivered, else foreløbig.
    fn delivered_grade(&self, window: Window, grain: Grain) -> String {
        if window.is_one_month(grain) {
            return "0".to_owned();
        }
        format!("CASE WHEN COUNT(*) < {} THEN 1 ELSE 0 END", self.window_length(window, grain))
    }

    pub fn delivery_conditions(&self, deliveries: &Deliveries) -> Vec<String> {
        let mut conditions = vec![format!("l.rolle = {}", self.text(&deliveries.role))];
        conditions.extend(month_years_test("l.maaned", deliveries.years));
        conditions
    }

    fn all_deliveries(&self, deliveries: &[Deliveries]) -> String {
        if deliveries.is_empty() {
            let (nobody, none) = (self.as_text(&self.text("")), self.integer("0"));
            return format!(
                "SELECT {nobody} AS kommune, {none} AS maaned, {none} AS raekker\nFROM {} AS k\nWHERE {NEVER}",
                self.object("kalender")
            );
        }
        let one = |deliveries: &Deliveries| {
            let columns = ["l.kommune", "l.maaned", "l.raekker"].map(str::to_owned);
            let from = format!("FROM {} AS l", self.named_object("leveret", &deliveries.source));
            select(&columns, &format!("{from}{}", filtered(&self.delivery_conditions(deliveries))))
        };
        deliveries.iter().map(one).collect::<Vec<_>>().join("\nUNION ALL\n")
    }

    /// Value and grade of a count from its amount and what was delivered; the period is known by its first month.
    pub fn counted(&self, count: &Count, amount: &str, delivered: &str, period: &str) -> (String, String) {
        let found = format!("{amount}.beloeb");
        let nothing = self.without_value(count, &found, period);
        let value = match (count.average, &nothing) {
            (true, _) => self.average(
                &format!("COALESCE({found}, 0)"),
                &self.dialect.greatest(&[format!("{delivered}.maaneder"), "1".to_owned()]),
            ),
            (false, None) => self.decimal(&format!("COALESCE({found}, 0)")),
            (false, Some(_)) if count.valueless == [Years::ALL] => self.decimal(&found),
            (false, Some(nothing)) => {
                self.decimal(&format!("CASE WHEN {nothing} THEN NULL ELSE COALESCE({found}, 0) END"))
            }
        };
        let grade = match nothing {
            None => format!("{delivered}.grad"),
            Some(nothing) => {
                format!("CASE WHEN {nothing} AND {delivered}.grad < 2 THEN 2 ELSE {delivered}.grad END")
            }
        };
        (value, grade)
    }

    /// The test for nothing selected where that is no value (S5); none where it is 0.
    pub fn without_value(&self, count: &Count, found: &str, period: &str) -> Option<String> {
        if count.valueless.is_empty() {
            return None;
        }
        if count.valueless == [Years::ALL] {
            return Some(format!("{found} IS NULL"));
        }
        let mut tests = Vec::new();
        for (years, window) in &count.windows {
            let month = self.month_from(period, window.first, count.grain);
            let valueless = count.valueless.iter().filter_map(|years| month_years_test(&month, *years));
            let valueless = valueless.collect::<Vec<_>>().join(" OR ");
            tests.push(match month_years_test(period, *years) {
                Some(of_years) => format!("{of_years} AND ({valueless})"),
                None => valueless,
            });
        }
        Some(format!("{found} IS NULL AND ({})", tests.join(" OR ")))
    }
}

/// How a piece's rows are put together, and whether they are subtracted as a whole.
fn way_of(piece: &Piece) -> (Tally, bool) {
    match piece.amount.tally() {
        tally @ (Tally::Sum | Tally::Statistic(_)) => (tally, false),
        tally => (tally, piece.negative),
    }
}

/// What the values of a loop are called within a query.
pub fn loop_alias(index: usize) -> String {
    format!("loekke{}", index + 1)
}
