//! Sources: rows as read, their sums, and what was delivered.
//!
//! In: a [`SourcePlan`]. Out: the view `laest_…` and the tables `celler_…` and `leveret_…`. Guaranteed now: codes and
//! texts are never NULL (empty when missing or unknown); amounts and numbers are exact, NULL when missing.

use super::Statement;
use super::layout::{Relation, comment, select, with};
use super::predicate::parenthesised_if_needed;
use super::writer::{Writer, literal};
use crate::model::TimeKind;
use crate::plan::{CodeColumn, MeasureColumn, Predicate, SourcePlan};
use num_traits::One;

impl Writer<'_> {
    pub fn source(&self, source: &SourcePlan) -> Vec<Statement> {
        let about = |what: &str| format!("{what} {}", source.declared);
        vec![
            self.statement(format!("laest_{}", source.name), about("læsning af"), self.rows_as_read(source)),
            self.statement(format!("celler_{}", source.name), about("summer af"), self.cells(source)),
            self.statement(format!("leveret_{}", source.name), about("leverancer i"), self.delivered(source)),
        ]
    }

    fn rows_as_read(&self, source: &SourcePlan) -> String {
        let mut relations = vec![Relation::new("raa", "Som lagret", self.stored(source))];
        relations.push(Relation::new("tid", "Måneden; en supplementsperiode hører til december", self.time(source)));
        let (free, under): (Vec<&CodeColumn>, Vec<&CodeColumn>) =
            source.codes.iter().partition(|column| column.under.is_empty() && !column.unknowable);
        let known: Vec<&CodeColumn> = source.roles.iter().chain(free).collect();
        relations.push(Relation::new("kendt", "Koder, der findes i rækkens eget år", self.known(&known, "tid")));
        let mut last = "kendt";
        if !under.is_empty() {
            let about = "Koder, der hører under andre koder i rækken";
            relations.push(Relation::new("kendt_under", about, self.known(&under, "kendt")));
            last = "kendt_under";
        }
        let view = self.named_object("laest", &source.name);
        let about = [format!("Rækkerne i {}, læst: koder, der mangler eller ikke kendes, er tomme", source.declared)];
        let query = with(&relations, &self.final_columns(source, last));
        format!("{}{}\n{query}", comment(&about), self.dialect.create_view(&view))
    }

    /// Every column by its name here, as text; amounts and numbers also as numbers.
    fn stored(&self, source: &SourcePlan) -> String {
        let read = |function: &str, stored: &str| format!("{}(k.{})", self.object(function), self.name(stored));
        let named = |value: String, name: &str| format!("{value} AS {}", self.name(name));
        let time = match source.time_kind {
            TimeKind::Year => "laes_aar",
            TimeKind::Date => "laes_dato",
            _ => "laes_maaned",
        };
        let mut columns = vec![format!("{} AS tid", read(time, &source.time))];
        columns.push(named(read("laes_tekst", &source.time), &source.raw_time));
        columns.extend(source.roles.iter().map(|role| named(read("laes_kommune", &role.stored), &role.raw)));
        columns.extend(source.codes.iter().map(|code| named(read("laes_tekst", &code.stored), &code.raw)));
        for number in &source.numbers {
            columns.push(named(read("laes_tal", &number.stored), &number.name));
            columns.push(named(read("laes_tekst", &number.stored), &number.raw));
        }
        columns.extend(source.texts.iter().map(|text| named(read("laes_tekst", &text.stored), &text.name)));
        for measure in &source.measures {
            columns.push(named(read("laes_beloeb", &measure.stored), &measure.name));
            columns.push(named(read("laes_tekst", &measure.stored), &measure.raw));
        }
        select(&columns, &format!("FROM {} AS k", self.location(source)))
    }

    fn time(&self, source: &SourcePlan) -> String {
        let part = |dividend: &str, divisor: &str| self.dialect.whole_quotient(dividend, divisor);
        let rest = |dividend: &str, divisor: i32| self.dialect.remainder(dividend, divisor);
        let mut columns = vec!["r.*".to_owned()];
        match source.time_kind {
            TimeKind::Year => {
                columns.extend(["tid AS aar", "12 * tid AS maaned", "FALSE AS ekstra"].map(str::to_owned));
            }
            TimeKind::Date => columns.extend([
                format!("{} AS aar", part("tid", "10000")),
                format!(
                    "12 * ({}) + {} - 1 AS maaned",
                    part("tid", "10000"),
                    rest(&format!("({})", part("tid", "100")), 100)
                ),
                "FALSE AS ekstra".to_owned(),
                format!("{} AS dag", rest("tid", 100)),
            ]),
            _ => columns.extend([
                format!("{} AS aar", part("tid", "100")),
                format!("12 * ({}) + LEAST({}, 12) - 1 AS maaned", part("tid", "100"), rest("tid", 100)),
                format!("{} > 12 AS ekstra", rest("tid", 100)),
            ]),
        }
        select(&columns, "FROM raa AS r")
    }

    /// The codes that stored texts stand for.
    fn known(&self, columns: &[&CodeColumn], from: &str) -> String {
        let mut selected = vec!["r.*".to_owned()];
        let mut joins = format!("FROM {from} AS r");
        for (number, column) in columns.iter().enumerate() {
            let name = self.name(&column.name);
            if column.unknowable {
                selected.push(format!("'' AS {name}"));
                continue;
            }
            let alias = format!("k{}", number + 1);
            let list = &self.plan.code_lists[column.list].name;
            let scope: String = match column.under.as_slice() {
                [] => String::new(),
                under => {
                    let scope: Vec<String> = under.iter().map(|above| format!("r.{}", self.name(above))).collect();
                    format!("\n  AND {alias}.omfang = {}", scope.join(" || '|' || "))
                }
            };
            joins.push_str(&format!(
                "\nLEFT JOIN {} AS {alias}\n  ON {alias}.liste = {} AND {alias}.lagret = r.{} AND r.aar BETWEEN {alias}.fra AND {alias}.til{scope}",
                self.object("koder"),
                self.text(list),
                self.name(&column.raw)
            ));
            selected.push(format!("COALESCE({alias}.kode, '') AS {name}"));
        }
        select(&selected, &joins)
    }

    fn final_columns(&self, source: &SourcePlan, from: &str) -> String {
        let name = |name: &str| format!("r.{}", self.name(name));
        let mut columns: Vec<String> = ["r.tid", "r.aar", "r.maaned", "r.ekstra"].map(str::to_owned).to_vec();
        if source.time_kind == TimeKind::Date {
            columns.push("r.dag".to_owned());
        }
        columns.extend(source.roles.iter().chain(&source.codes).map(|column| name(&column.name)));
        columns.extend(source.numbers.iter().chain(&source.texts).map(|column| name(&column.name)));
        columns.extend(source.measures.iter().map(|measure| self.measure(measure)));
        columns.push(name(&source.raw_time));
        columns.extend(source.roles.iter().chain(&source.codes).map(|column| name(&column.raw)));
        columns.extend(source.numbers.iter().map(|column| name(&column.raw)));
        columns.extend(source.measures.iter().map(|measure| name(&measure.raw)));
        select(&columns, &format!("FROM {from} AS r"))
    }

    fn measure(&self, measure: &MeasureColumn) -> String {
        let name = self.name(&measure.name);
        let mut value = format!("CAST(r.{name} AS DECIMAL(28, 5))");
        if !measure.factor.is_one() {
            value = self.decimal(&format!("{value} * {}", literal(&measure.factor)));
        }
        if measure.reversed != Predicate::False {
            let holds = parenthesised_if_needed(&self.predicate(&measure.reversed, "r"));
            value = format!("CASE WHEN r.aar IS NOT NULL AND {holds} THEN -{value} ELSE {value} END");
        }
        format!("{value} AS {name}")
    }

    fn cells(&self, source: &SourcePlan) -> String {
        let mut groups: Vec<String> = source.used_roles.iter().map(|role| self.name(role)).collect();
        groups.extend(["aar", "maaned", "ekstra"].map(str::to_owned));
        if source.by_day {
            groups.push("dag".to_owned());
        }
        groups.extend(source.dimensions.iter().map(|column| self.name(column)));
        let mut columns = groups.clone();
        columns.extend(source.used_measures.iter().map(|m| format!("COALESCE(SUM({0}), 0) AS {0}", self.name(m))));
        columns.push("COUNT(*) AS raekker".to_owned());
        let roles: Vec<String> = source.used_roles.iter().map(|role| format!("{} <> ''", self.name(role))).collect();
        let first_code = source.codes.iter().find(|code| source.dimensions.contains(&code.name));
        let order = first_code.map_or_else(|| "maaned".to_owned(), |code| self.name(&code.name));
        let about = [format!("Summer af {} efter de kolonner, som nøgletal spørger om", source.declared)];
        let rest = format!(
            "FROM {}\nWHERE maaned IS NOT NULL AND ({})\nGROUP BY {}\nORDER BY {order}",
            self.named_object("laest", &source.name),
            roles.join(" OR "),
            groups.join(", ")
        );
        let table = self.named_object("celler", &source.name);
        format!("{}{}\n{}", comment(&about), self.dialect.create_table_as(&table), select(&columns, &rest))
    }

    /// Months delivered per role and kommune, with the rows in them: none where the month came with its year.
    fn delivered(&self, source: &SourcePlan) -> String {
        let cells = self.named_object("celler", &source.name);
        let one = |role: &String| {
            let column = self.name(role);
            let role = self.text(role);
            let kept = format!("FROM {cells}\nWHERE {column} <> '' AND NOT ekstra");
            if !source.delivered_yearly {
                return format!(
                    "SELECT {role} AS rolle, {column} AS kommune, maaned, CAST(SUM(raekker) AS {whole}) AS raekker\n{kept}\nGROUP BY {column}, maaned",
                    whole = self.dialect.integer_type()
                );
            }
            format!(
                "SELECT {role} AS rolle, c.kommune, m.fra AS maaned,\n  CAST(SUM(CASE WHEN c.maaned = m.fra THEN c.raekker ELSE 0 END) AS {whole}) AS raekker\n\
                 FROM (\n  SELECT {column} AS kommune, aar, maaned, raekker\n  {}\n) AS c\n\
                 JOIN (\n  {}\n) AS m\n  ON m.fra BETWEEN 12 * c.aar AND 12 * c.aar + 11\nGROUP BY c.kommune, m.fra",
                super::layout::hanging(&kept, 2),
                super::layout::hanging(
                    &self.dialect.series(
                        "foerste",
                        "sidste",
                        &format!("(SELECT 12 * MIN(aar) AS foerste, 12 * MAX(aar) + 12 AS sidste FROM {cells}) AS s")
                    ),
                    2
                ),
                whole = self.dialect.integer_type()
            )
        };
        let about = [format!("Måneder, som {} har leveret", source.declared)];
        let table = self.named_object("leveret", &source.name);
        let query: Vec<String> = source.used_roles.iter().map(one).collect();
        format!("{}{}\n{}", comment(&about), self.dialect.create_table_as(&table), query.join("\nUNION ALL\n"))
    }
}
