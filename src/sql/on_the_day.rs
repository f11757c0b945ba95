//! Intervals on the days on which it is asked whether they are active.
//!
//! In: a [`SourcePlan`] with an interval. Out: the table `paa_dagen_…`: a row per interval and day on which it is active,
//! with the year, month and codes of that day. Guaranteed now: days lie in months that the source has delivered for
//! someone; each interval stands once per day.

use super::Statement;
use super::layout::{Relation, comment, select, with};
use super::reading::{RawColumns, has_raw};
use super::writer::Writer;
use crate::plan::{CountingDay, MeasureColumn, Predicate, SourcePlan};

impl Writer<'_> {
    pub fn rows_on_days(&self, source: &SourcePlan) -> Vec<Statement> {
        let delivered = self.named_object("leveret", &source.name);
        let ends = format!("(SELECT MIN(maaned) AS foerste, MAX(maaned) + 1 AS sidste FROM {delivered}) AS s");
        let mut relations = vec![
            Relation::new("maaneder", "", self.dialect.series("foerste", "sidste", &ends)),
            Relation::new("dage", "Dagene, der tælles på", self.counting_days(source)),
            Relation::new("aktive", "Forløb, der er aktive på dagen", self.active_rows(source)),
        ];
        let last = self.known_codes(source, "aktive", &mut relations);
        let query = with(&relations, &self.final_columns(source, last, RawColumns::None));
        let about = [format!("Forløb i {} på hver dag, de er aktive og der tælles", source.declared)];
        let table = self.named("paa_dagen", &source.name, format!("aktive forløb i {}", source.declared));
        self.table_of(&table, &comment(&about), &query)
    }

    /// Day numbers with their year, month and day of the month.
    fn counting_days(&self, source: &SourcePlan) -> String {
        let year = self.dialect.integer_quotient("fra", "12");
        let one = |day: &CountingDay| {
            let (day, kept) = match *day {
                CountingDay::FirstOfMonth => (1, Vec::new()),
                CountingDay::On { day, month } => {
                    let mut kept = vec![format!("{} = {}", self.dialect.remainder("fra", 12), month.max(1) - 1)];
                    if (day, month) == (29, 2) {
                        kept.push(self.is_leap_year(&year));
                    }
                    (day, kept)
                }
            };
            let number = match day {
                1 => self.first_day("fra"),
                day => format!("{} + {}", self.first_day("fra"), day - 1),
            };
            let columns = ["fra AS maaned".to_owned(), format!("{year} AS aar"), format!("{day} AS dag")];
            let columns: Vec<String> = columns.into_iter().chain([format!("{number} AS taelledag")]).collect();
            select(&columns, &format!("FROM maaneder{}", super::layout::filtered(&kept)))
        };
        let days: Vec<String> = source.counting_days.iter().map(one).collect();
        days.join(&format!("\n{}\n", self.dialect.union()))
    }

    fn is_leap_year(&self, year: &str) -> String {
        let divides = |by: i32| format!("{} = 0", self.dialect.remainder(&format!("({year})"), by));
        format!("({} AND NOT {} OR {})", divides(4), divides(100), divides(400))
    }

    fn active_rows(&self, source: &SourcePlan) -> String {
        let mut columns: Vec<String> =
            ["r.tid", "d.aar", "d.maaned", "r.ekstra", "d.dag", "d.taelledag", "r.fra_dag", "r.til_dag"]
                .map(str::to_owned)
                .to_vec();
        let name = |name: &String| format!("r.{}", self.name(name));
        columns.extend(source.roles.iter().chain(&source.codes).map(|column| name(&column.raw)));
        columns.extend(source.keys.iter().chain(&source.dates).map(|column| name(&column.name)));
        columns.extend(source.numbers.iter().chain(&source.texts).map(|column| name(&column.name)));
        if source.is_read() {
            columns.extend(source.numbers.iter().filter(|one| has_raw(&one.from)).map(|one| name(&one.raw)));
        }
        // As stored: the sign that the codes of the fra-dato gave is taken back, for those of the day give their own.
        let as_stored = |measure: &MeasureColumn| match measure.reversed {
            Predicate::False => name(&measure.name),
            _ => format!("{} AS {}", self.turned(measure, &name(&measure.name)), self.name(&measure.name)),
        };
        columns.extend(source.measures.iter().map(as_stored));
        let rest = format!(
            "FROM {} AS r\nJOIN dage AS d ON d.taelledag BETWEEN r.fra_dag AND r.til_dag\nWHERE r.maaned IS NOT NULL",
            self.rows_as_read(&source.name)
        );
        select(&columns, &rest)
    }
}
