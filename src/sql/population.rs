//! `population_…`: who is a member, from which day to which.
//!
//! In: [`PopulationPlan`]s. Out: views with noegle, kommune, fra_dag, til_dag, and the years of whoever asks: fra_aar,
//! til_aar. Guaranteed now: the key is never the empty one; the view is read by other views only.

use super::Statement;
use super::layout::{Relation, comment, filtered, select, with};
use super::writer::Writer;
use crate::plan::{ActiveRow, PopulationPlan, SourcePlan};

/// The first and last years of open stretches.
const ALWAYS: (i32, i32) = (0, 9999);

impl Writer<'_> {
    pub fn population(&self, population: &PopulationPlan) -> Vec<Statement> {
        let source = self.plan.sources.iter().find(|source| source.name == population.source);
        let mut relations = Vec::new();
        let several = population.years.len() > 1;
        let (from, alias_years) = match source {
            Some(source) if several => (self.rows_by_year(source, population, &mut relations).to_owned(), true),
            _ => (self.rows_as_read(&population.source), false),
        };
        let (first, last) = match (population.intervals, population.active) {
            (true, _) => ("c.fra_dag".to_owned(), "c.til_dag".to_owned()),
            (false, ActiveRow::Day) => ("c.taelledag".to_owned(), "c.taelledag".to_owned()),
            (false, ActiveRow::Week) => ("c.taelledag - 3".to_owned(), "c.taelledag + 3".to_owned()),
            (false, ActiveRow::Months(months)) => {
                (self.first_day("c.maaned"), format!("{} - 1", self.first_day(&format!("(c.maaned + {months})"))))
            }
        };
        let years = match alias_years {
            true => ["c.fra_aar".to_owned(), "c.til_aar".to_owned()],
            false => [format!("{} AS fra_aar", ALWAYS.0), format!("{} AS til_aar", ALWAYS.1)],
        };
        let key = format!("c.{}", self.name(&population.key));
        let mut columns = vec![
            format!("{key} AS noegle"),
            format!("c.{} AS kommune", self.name(&population.municipality)),
            if first == "c.fra_dag" { first } else { format!("{first} AS fra_dag") },
            if last == "c.til_dag" { last } else { format!("{last} AS til_dag") },
        ];
        columns.extend(years);
        let mut conditions = vec![self.has_text(&key), "c.maaned IS NOT NULL".to_owned()];
        conditions.extend(self.conditions(&population.predicate, "c"));
        let query = with(&relations, &select(&columns, &format!("FROM {from} AS c{}", filtered(&conditions))));
        let about = comment(&population.about);
        let view = self.named("population", &population.name, format!("population {}", population.declared));
        self.view(&view, &about, &query)
    }

    /// Intervals once per stretch of years in which they are read alike, with the codes known then.
    fn rows_by_year(
        &self,
        source: &SourcePlan,
        population: &PopulationPlan,
        relations: &mut Vec<Relation>,
    ) -> &'static str {
        let stretch = |years: &crate::model::years::Years| {
            let (from, to) = (years.from.unwrap_or(ALWAYS.0), years.to.unwrap_or(ALWAYS.1));
            format!(
                "SELECT {} AS aar, {from} AS fra_aar, {to} AS til_aar{}",
                years.example(),
                self.dialect.without_table()
            )
        };
        let stretches: Vec<String> = population.years.iter().map(stretch).collect();
        let about = "Årene, der spørges i: i hver række her er koder og linjer de samme";
        relations.push(Relation::new("aarene", about, stretches.join("\nUNION ALL\n")));
        let name = |name: &String| format!("r.{}", self.name(name));
        let mut columns: Vec<String> =
            ["r.maaned", "r.taelledag", "r.fra_dag", "r.til_dag", "a.aar", "a.fra_aar", "a.til_aar"]
                .map(str::to_owned)
                .to_vec();
        columns.extend(source.roles.iter().chain(&source.codes).map(|column| name(&column.raw)));
        let plain = source.keys.iter().chain(&source.dates).chain(&source.numbers).chain(&source.texts);
        columns.extend(plain.map(|column| name(&column.name)));
        columns.extend(source.measures.iter().map(|measure| name(&measure.name)));
        let from = format!("FROM {} AS r\nCROSS JOIN aarene AS a", self.rows_as_read(&source.name));
        relations.push(Relation::new("raekker", "", select(&columns, &from)));
        self.known_codes(source, "raekker", relations)
    }
}
