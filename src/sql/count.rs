//! Counted rows as relations: amounts per kommune and period, and what was delivered.
//!
//! In: a [`Count`]. Out: relations `<name>_maaneder`, `<name>_beloeb`, `<name>_leveret`. Guaranteed now: the fine sums
//! come before the periods, so that months are joined to periods and not cells.

use super::layout::{Relation, filtered, select};
use super::writer::{Writer, month_years_test, years_test};
use crate::plan::{Amount, Count, Deliveries, Grain, Lookup, LoopJoin, Piece, Window};

impl Writer<'_> {
    /// The relations of a count; `figure` names the family's members in `medlemmer`.
    pub fn count(&self, count: &Count, figure: &str) -> Vec<Relation> {
        let months = format!("{}_maaneder", count.name);
        let pieces: Vec<String> = count.pieces.iter().map(|piece| self.piece(piece, &count.loops, figure)).collect();
        let about = format!("{}: summer pr. måned, derefter pr. periode; og hvad der er leveret", spoken(&count.name));
        let mut relations = vec![Relation::new(months.clone(), &about, pieces.join("\nUNION ALL\n"))];
        relations.push(Relation::new(format!("{}_beloeb", count.name), "", self.amounts(count, &months)));
        relations.extend(self.deliveries(count));
        relations
    }

    /// The amount per kommune, month and value of the loops that an udgave adds.
    fn piece(&self, piece: &Piece, loops: &[usize], figure: &str) -> String {
        let role = format!("c.{}", self.name(&piece.role));
        let mut joins = String::new();
        let mut columns = vec![format!("{role} AS kommune"), "c.maaned".to_owned()];
        let mut groups = vec![role.clone(), "c.maaned".to_owned()];
        for (of, join) in loops.iter().zip(&piece.joins) {
            let alias = format!("v{}", of + 1);
            joins.push_str(&self.loop_join(join, &alias, figure));
            columns.push(format!("{alias}.vaerdi AS {alias}"));
            groups.push(format!("{alias}.vaerdi"));
        }
        let amount = match &piece.amount {
            Amount::Measure(measure) => format!("SUM(c.{})", self.name(measure)),
            Amount::Rows => "SUM(c.raekker)".to_owned(),
        };
        let sign = if piece.negative { "-" } else { "" };
        columns.push(format!("CAST({sign}{amount} AS DECIMAL(38, 5)) AS beloeb"));
        let mut conditions = vec![format!("{role} <> ''")];
        conditions.extend(years_test("c.aar", piece.years));
        if piece.without_ledger_periods {
            conditions.push("NOT c.ekstra".to_owned());
        }
        conditions.extend(piece.day.map(|day| format!("c.dag = {day}")));
        conditions.extend(self.conditions(&piece.predicate, "c"));
        let from = format!("FROM {} AS c{joins}", self.named_object("celler", &piece.source));
        format!("SELECT {}\n{from}{}\nGROUP BY {}", columns.join(", "), filtered(&conditions), groups.join(", "))
    }

    pub fn loop_join(&self, join: &LoopJoin, alias: &str, figure: &str) -> String {
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
                "\nCROSS JOIN (SELECT DISTINCT m.{alias} AS vaerdi FROM {} AS m WHERE m.figur = {}) AS {alias}",
                self.object("medlemmer"),
                self.text(figure)
            ),
        }
    }

    /// Amounts per kommune and period.
    fn amounts(&self, count: &Count, months: &str) -> String {
        let loops: String = count.loops.iter().map(|of| format!(", m.v{}", of + 1)).collect();
        let one = |(years, window): &(crate::model::years::Years, Window)| {
            let mut conditions = vec![format!("k.slags = {}", self.grain(count.grain))];
            conditions.extend(years_test("k.aar", *years));
            format!(
                "SELECT m.kommune, k.fra{loops}, SUM(m.beloeb) AS beloeb\nFROM {} AS k\nJOIN {months} AS m ON {}{}\nGROUP BY m.kommune, k.fra{loops}",
                self.object("kalender"),
                self.in_window("m.maaned", *window, Lookup::SAME, count.grain),
                filtered(&conditions),
            )
        };
        count.windows.iter().map(one).collect::<Vec<_>>().join("\nUNION ALL\n")
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
            format!(
                "SELECT l.kommune, k.fra, {}{averaged}\nFROM {} AS k\nJOIN {from} AS l ON {}{}\nGROUP BY l.kommune, k.fra, k.til, k.aar",
                self.delivered_grade(*window, count.grain),
                self.object("kalender"),
                self.in_window("l.maaned", *window, Lookup::SAME, count.grain),
                filtered(&conditions),
            )
        };
        let body = count.windows.iter().map(one).collect::<Vec<_>>().join("\nUNION ALL\n");
        relations.push(Relation::new(format!("{}_leveret", count.name), "", body));
        relations
    }

    /// ok when all months of the window were delivered, else foreløbig.
    fn delivered_grade(&self, window: Window, grain: Grain) -> String {
        if window.is_one_month(grain) {
            return "0 AS grad".to_owned();
        }
        format!("CASE WHEN COUNT(*) < {} THEN 1 ELSE 0 END AS grad", self.window_length(window, grain))
    }

    pub fn delivery_conditions(&self, deliveries: &Deliveries) -> Vec<String> {
        let mut conditions = vec![format!("l.rolle = {}", self.text(&deliveries.role))];
        conditions.extend(month_years_test("l.maaned", deliveries.years));
        conditions
    }

    fn all_deliveries(&self, deliveries: &[Deliveries]) -> String {
        if deliveries.is_empty() {
            let (text, whole) = (self.dialect.text_type(), self.dialect.integer_type());
            return format!(
                "SELECT CAST('' AS {text}) AS kommune, CAST(0 AS {whole}) AS maaned, CAST(0 AS {whole}) AS raekker\nWHERE FALSE"
            );
        }
        let one = |deliveries: &Deliveries| {
            let columns = ["l.kommune", "l.maaned", "l.raekker"].map(str::to_owned);
            let from = format!("FROM {} AS l", self.named_object("leveret", &deliveries.source));
            select(&columns, &format!("{from}{}", filtered(&self.delivery_conditions(deliveries))))
        };
        deliveries.iter().map(one).collect::<Vec<_>>().join("\nUNION ALL\n")
    }

    /// The value of a count from its amount and what was delivered.
    pub fn counted_value(&self, count: &Count, amount: &str, delivered: &str) -> String {
        let amount = format!("COALESCE({amount}.beloeb, 0)");
        match count.average {
            false => self.decimal(&amount),
            true => self.average(&amount, &format!("GREATEST({delivered}.maaneder, 1)")),
        }
    }
}

/// `taeller_2` → `Tæller 2`
fn spoken(name: &str) -> String {
    let name = name.replace('_', " ");
    match name.split_once(' ').map_or((name.as_str(), ""), |(word, rest)| (word, rest)) {
        ("taeller", rest) => format!("Tæller {rest}"),
        ("naevner", rest) => format!("Nævner {rest}"),
        (_, rest) => format!("Grundtallet {rest}"),
    }
    .trim_end()
    .to_owned()
}
