//! Krav about rows as relations over `laest_…`.
//!
//! In: a [`CheckPlan`] over rows. Out: relations that end in `fundet`. Guaranteed now: keys group rows and are told
//! nowhere; a row without a known kommune or period is not asked.

use super::found;
use crate::model::TimeKind;
use crate::plan::{CheckPlan, Grain, Predicate, ReadColumn, RowTestPlan, RowsPlan, RulePlan, SourcePlan, ToldColumn};
use crate::sql::dialect::Reading;
use crate::sql::layout::{Relation, filtered, select};
use crate::sql::writer::{NEVER, Writer, years_test};

impl Writer<'_> {
    pub fn rows_check(&self, rule: &RulePlan, check: &CheckPlan, rows: &RowsPlan) -> Vec<Relation> {
        let Some(source) = self.plan.sources.iter().find(|source| source.name == rows.source) else {
            return Vec::new();
        };
        let asked = Asking { writer: self, rule, check, rows, source };
        match &rows.test {
            RowTestPlan::CodesExist(columns) => {
                let one = |column: &ToldColumn| {
                    let stored = self.stored_text(column);
                    let unknown = match &column.read {
                        ReadColumn::Code { known, .. } => self.has_no_text(&format!("r.{}", self.name(known))),
                        _ => NEVER.to_owned(),
                    };
                    asked.query(&[self.told_key(column, &stored)], &[self.has_text(&stored), unknown])
                };
                asked.finished(columns.iter().map(one).collect(), 1)
            }
            RowTestPlan::Filled(columns) => {
                let one = |column: &ToldColumn| {
                    let key = self.text_value(&format!("uden {}", column.word));
                    asked.query(&[key], &[self.is_missing(column)])
                };
                asked.counted(columns.iter().map(one).collect())
            }
            RowTestPlan::Holds { broken, told } => {
                let conditions = self.conditions(broken, "r");
                let values: Vec<String> = told.iter().map(|column| self.code_or_stored(column)).collect();
                let keys: Vec<String> =
                    told.iter().zip(&values).map(|(column, value)| self.told_key(column, value)).collect();
                let key = self.joined_keys(&keys);
                let columns: Vec<String> = std::iter::once(key).chain(values).collect();
                asked.finished(vec![asked.query(&columns, &conditions)], told.len() + 1)
            }
            RowTestPlan::Unique { told, hidden } => asked.repeated(told, hidden),
        }
    }

    /// What is stored, as text.
    fn stored_text(&self, column: &ToldColumn) -> String {
        match &column.read {
            ReadColumn::Code { raw, .. } | ReadColumn::Number { raw: Some(raw), .. } => format!("r.{}", self.name(raw)),
            ReadColumn::Number { read, raw: None } if self.is_narrow() => {
                format!("COALESCE({}, '')", self.dialect.number_text(&format!("r.{}", self.name(read))))
            }
            ReadColumn::Number { read, raw: None } => self.read(Reading::Text, &format!("r.{}", self.name(read))),
            ReadColumn::Text(name) => format!("r.{}", self.name(name)),
            ReadColumn::Day(name) => {
                format!("COALESCE({}, {})", self.as_text(&format!("r.{}", self.name(name))), self.text(""))
            }
        }
    }

    fn code_or_stored(&self, column: &ToldColumn) -> String {
        match &column.read {
            ReadColumn::Code { known, raw } => {
                let empty = self.dialect.empty_text();
                format!("COALESCE(NULLIF(r.{}, {empty}), r.{})", self.name(known), self.name(raw))
            }
            _ => self.stored_text(column),
        }
    }

    /// Keys one after another, with commas between.
    fn joined_keys(&self, keys: &[String]) -> String {
        let mut parts = Vec::new();
        for key in keys {
            if !parts.is_empty() {
                parts.push(self.text(", "));
            }
            parts.push(key.clone());
        }
        self.joined(&parts)
    }

    fn is_missing(&self, column: &ToldColumn) -> String {
        match &column.read {
            ReadColumn::Code { raw, .. } => self.has_no_text(&format!("r.{}", self.name(raw))),
            ReadColumn::Text(name) => self.has_no_text(&format!("r.{}", self.name(name))),
            ReadColumn::Number { read, .. } => format!("r.{} IS NULL", self.name(read)),
            ReadColumn::Day(name) => format!("r.{} IS NULL", self.name(name)),
        }
    }

    /// `funktion 5.28.20`, or `uden funktion`.
    fn told_key(&self, column: &ToldColumn, value: &str) -> String {
        let (word, without) = (self.text(&format!("{} ", column.word)), self.text(&format!("uden {}", column.word)));
        format!("CASE WHEN {value} = {} THEN {without} ELSE {} END", self.text(""), self.concat([&word, value]))
    }
}

struct Asking<'a> {
    writer: &'a Writer<'a>,
    rule: &'a RulePlan,
    check: &'a CheckPlan,
    rows: &'a RowsPlan,
    source: &'a SourcePlan,
}

impl Asking<'_> {
    fn role(&self) -> String {
        format!("r.{}", self.writer.name(&self.rows.role))
    }

    fn first_month(&self) -> String {
        self.writer.period_start("r.maaned", self.rule.grain)
    }

    /// A ledger period of a month's rule keeps its number.
    fn period(&self) -> String {
        match (self.rule.grain, self.source.time_kind) {
            (Grain::Month, TimeKind::Month) => self.writer.period_text(self.source, "r"),
            (grain, _) => self.writer.period_name(&format!("({})", self.first_month()), grain),
        }
    }

    /// The rows that are asked at all.
    fn conditions(&self) -> Vec<String> {
        let writer = self.writer;
        let mut conditions = vec!["r.maaned IS NOT NULL".to_owned(), writer.has_text(&self.role())];
        conditions.extend(years_test("r.aar", self.check.years));
        conditions.extend(writer.conditions(&self.rows.selected, "r"));
        for exempt in &self.rows.exempt {
            let mut parts = Vec::new();
            if let Some(codes) = &exempt.municipalities {
                let codes: Vec<String> = codes.iter().map(|code| writer.text(code)).collect();
                parts.push(match codes.is_empty() {
                    true => NEVER.to_owned(),
                    false => format!("{} IN ({})", self.role(), codes.join(", ")),
                });
            }
            parts.extend(exempt.until.map(|until| format!("{} <= {until}", self.first_month())));
            if exempt.rows != Predicate::True {
                parts.push(format!("({})", writer.predicate(&exempt.rows, "r")));
            }
            conditions.push(if parts.is_empty() { NEVER.to_owned() } else { format!("NOT ({})", parts.join(" AND ")) });
        }
        conditions
    }

    /// Rows with kommune, period, the amount that is told and columns t1 ….
    fn query(&self, columns: &[String], conditions: &[String]) -> String {
        let amount = match &self.rows.amount {
            Some(amount) => format!("r.{}", self.writer.name(amount)),
            None => self.writer.dialect.amount_of_whole("1"),
        };
        let mut all = vec![
            format!("{} AS kommune", self.role()),
            format!("{} AS periode", self.period()),
            format!("{} AS fra", self.first_month()),
            format!("{amount} AS beloeb"),
        ];
        all.extend(columns.iter().enumerate().map(|(at, column)| format!("{column} AS t{}", at + 1)));
        let conditions: Vec<String> = self.conditions().into_iter().chain(conditions.iter().cloned()).collect();
        let from = format!("FROM {} AS r{}", self.writer.rows_as_read(&self.rows.source), filtered(&conditions));
        select(&all, &from)
    }

    /// t1 is what it is about, t2 … its dimensions; the amounts are added.
    fn finished(&self, queries: Vec<String>, columns: usize) -> Vec<Relation> {
        self.grouped(queries, columns, &self.writer.in_units("SUM(u.beloeb)"))
    }

    /// How many rows.
    fn counted(&self, queries: Vec<String>) -> Vec<Relation> {
        self.grouped(queries, 1, &self.writer.wide("COUNT(*) * 100000"))
    }

    fn grouped(&self, queries: Vec<String>, columns: usize, value: &str) -> Vec<Relation> {
        let rows = Relation::new("udvalgt", "Rækker, der ikke opfylder kravet", queries.join("\nUNION ALL\n"));
        let told: Vec<String> = (1..=columns).map(|at| format!("u.t{at}")).collect();
        let nothing = self.writer.wide("NULL");
        let (head, dimensions) = told.split_at(1);
        let found = self.found(&head[0], value, &nothing, "COUNT(*)", dimensions, &told);
        vec![rows, found]
    }

    fn found(
        &self,
        key: &str,
        value: &str,
        compared: &str,
        rows: &str,
        dimensions: &[String],
        groups: &[String],
    ) -> Relation {
        let months = self.rule.grain.months();
        let columns = [
            "u.kommune".to_owned(),
            "u.periode".to_owned(),
            "u.fra".to_owned(),
            format!("u.fra + {}", months - 1),
            self.writer.dialect.integer_quotient("u.fra", "12"),
            key.to_owned(),
            value.to_owned(),
            compared.to_owned(),
            rows.to_owned(),
            "0".to_owned(),
        ];
        let groups: String = groups.iter().map(|group| format!(", {group}")).collect();
        found(columns, dimensions, &format!("FROM udvalgt AS u\nGROUP BY u.kommune, u.periode, u.fra{groups}"))
    }

    /// Rows alike in every column, kommune and time, more than one of each.
    fn repeated(&self, told: &[ToldColumn], hidden: &[ToldColumn]) -> Vec<Relation> {
        let writer = self.writer;
        let shown: Vec<String> = told.iter().map(|column| writer.stored_text(column)).collect();
        let others: Vec<String> = hidden.iter().map(|column| writer.stored_text(column)).collect();
        let keys: Vec<String> = told.iter().zip(&shown).map(|(column, value)| writer.told_key(column, value)).collect();
        let columns = [
            format!("{} AS kommune", self.role()),
            format!("{} AS periode", self.period()),
            format!("{} AS fra", self.first_month()),
            format!("{} AS t1", writer.joined_keys(&keys)),
            "COUNT(*) AS ens".to_owned(),
        ];
        let mut groups = vec![self.role(), self.period(), self.first_month(), "r.tid".to_owned()];
        groups.extend(shown.into_iter().chain(others));
        let rest = format!(
            "FROM {} AS r{}\nGROUP BY {}\nHAVING COUNT(*) > 1",
            writer.rows_as_read(&self.rows.source),
            filtered(&self.conditions()),
            groups.join(", ")
        );
        let rows = Relation::new("udvalgt", "Rækker, der er ens", select(&columns, &rest));
        let (sum, count) = (writer.wide("SUM(u.ens) * 100000"), writer.wide("COUNT(*) * 100000"));
        let found = self.found("u.t1", &sum, &count, "SUM(u.ens)", &[], &["u.t1".to_owned()]);
        vec![rows, found]
    }
}
