//! Rows made of other sources' rows.
//!
//! In: [`DerivedPlan`]s and [`LinkedPlan`]s. Out: the table or view `laest_…`. Guaranteed now: måltal over rows put
//! together are exact, rounded half away from zero to 5 decimals.

use super::Statement;
use super::layout::{Relation, comment, filtered, select, with};
use super::reading::RawColumns;
use super::writer::Writer;
use crate::model::TimeKind;
use crate::plan::{AggregateOf, DerivedPlan, LinkedPlan, MonthOf, PairTerm, Renamed, SCHOOL_YEAR_START, SourcePlan};

impl Writer<'_> {
    /// An afledt datakilde. A table, since its sums, deliveries and rows would each put the rows together anew.
    pub fn rows_put_together(&self, source: &SourcePlan, derived: &DerivedPlan) -> Vec<Statement> {
        let mut relations =
            vec![Relation::new("udvalgt", "Rækkerne, der lægges sammen", self.selected_rows(source, derived))];
        let medians: Vec<&String> = derived
            .aggregates
            .iter()
            .filter_map(|one| match &one.of {
                AggregateOf::Median(measure) => Some(measure),
                _ => None,
            })
            .collect();
        let mut last = "udvalgt";
        if !medians.is_empty() {
            relations.push(Relation::new(
                "ordnet",
                "Rækkernes plads efter størrelse",
                self.in_order(source, derived, &medians),
            ));
            last = "ordnet";
        }
        relations.push(Relation::new("lagt_sammen", "", self.put_together(source, derived, last)));
        let mut columns = self.group_columns(source, derived);
        columns.extend(derived.aggregates.iter().map(|one| self.aggregated(&one.own, &one.of)));
        relations.push(Relation::new("beregnet", "", select(&columns, "FROM lagt_sammen AS r")));
        let last = self.read_anew(source, "beregnet", &mut relations);
        let kept = self.conditions(&derived.only, "r");
        let query = self.final_columns(source, last, RawColumns::None);
        let query = with(&relations, &format!("{query}{}", filtered(&kept)));
        let about = [format!("Rækkerne i {}, lagt sammen", source.declared)];
        let table = self.named("laest", &source.name, format!("læsning af {}", source.declared));
        self.table_of(&table, &comment(&about), &query)
    }

    /// The day of each row, and its codes as they are known in its own year.
    fn read_anew(&self, source: &SourcePlan, from: &'static str, relations: &mut Vec<Relation>) -> &'static str {
        let mut last = from;
        if source.days.is_some() && !source.has_days() {
            let day = select(&["r.*".to_owned(), self.row_day(source)], &format!("FROM {last} AS r"));
            relations.push(Relation::new("dage", "Dagen, rækken er opgjort", day));
            last = "dage";
        }
        self.known_codes(source, last, relations)
    }

    /// The base's selected rows, by the names here and in the time here.
    fn selected_rows(&self, source: &SourcePlan, derived: &DerivedPlan) -> String {
        let mut columns = self.coarser_time(source, derived);
        columns.extend(
            derived.columns.iter().map(|one| format!("c.{} AS {}", self.name(&one.theirs), self.name(&one.own))),
        );
        for (number, aggregate) in derived.aggregates.iter().enumerate() {
            if let Some(of) = column_of(&aggregate.of) {
                columns.push(format!("c.{} AS {}", self.name(of), value_name(number)));
            }
        }
        let mut kept = vec!["c.maaned IS NOT NULL".to_owned()];
        kept.extend(self.conditions(&derived.rows, "c"));
        let from = format!("FROM {} AS c", self.rows_as_read(&derived.base));
        select(&columns, &format!("{from}{}", filtered(&kept)))
    }

    /// A row belongs to the month, quarter, year or school year that holds its own time.
    fn coarser_time(&self, source: &SourcePlan, derived: &DerivedPlan) -> Vec<String> {
        let own = source.time_kind;
        if own == derived.base_time {
            let mut columns: Vec<String> = ["c.tid", "c.aar", "c.maaned", "c.ekstra"].map(str::to_owned).to_vec();
            if source.has_days() {
                columns.push("c.dag".to_owned());
                columns.extend(source.days.map(|_| "c.taelledag".to_owned()));
            }
            return columns;
        }
        let part = |dividend: &str, divisor: &str| self.dialect.integer_quotient(dividend, divisor);
        let rest = |dividend: &str, divisor: i32| self.dialect.remainder(dividend, divisor);
        let (time, year, month) = match own {
            TimeKind::Year => ("c.aar".to_owned(), "c.aar".to_owned(), "12 * c.aar".to_owned()),
            TimeKind::SchoolYear => {
                // Counted from August, in whole years.
                let year = part(&format!("(c.maaned - {SCHOOL_YEAR_START})"), "12");
                (year.clone(), year.clone(), format!("12 * ({year}) + {SCHOOL_YEAR_START}"))
            }
            TimeKind::Quarter => {
                let year = part("c.maaned", "12");
                let quarter = part(&format!("({})", rest("c.maaned", 12)), "3");
                (format!("10 * ({year}) + ({quarter}) + 1"), year, format!("c.maaned - {}", rest("c.maaned", 3)))
            }
            TimeKind::Month | TimeKind::Date | TimeKind::Week => {
                let year = part("c.maaned", "12");
                (format!("100 * ({year}) + {} + 1", rest("c.maaned", 12)), year, "c.maaned".to_owned())
            }
        };
        vec![format!("{time} AS tid"), format!("{year} AS aar"), format!("{month} AS maaned"), "0 AS ekstra".to_owned()]
    }

    fn group_columns(&self, source: &SourcePlan, derived: &DerivedPlan) -> Vec<String> {
        let mut groups: Vec<String> = ["r.tid", "r.aar", "r.maaned", "r.ekstra"].map(str::to_owned).to_vec();
        if source.has_days() {
            groups.push("r.dag".to_owned());
            groups.extend(source.days.map(|_| "r.taelledag".to_owned()));
        }
        groups.extend(derived.columns.iter().map(|one| format!("r.{}", self.name(&one.own))));
        groups
    }

    /// The rows with their place among those of their group that hold the måltal.
    fn in_order(&self, source: &SourcePlan, derived: &DerivedPlan, medians: &[&String]) -> String {
        let groups = self.group_columns(source, derived).join(", ");
        let mut columns = vec!["r.*".to_owned()];
        for (number, aggregate) in derived.aggregates.iter().enumerate() {
            if matches!(&aggregate.of, AggregateOf::Median(measure) if medians.contains(&measure)) {
                let value = format!("r.{}", value_name(number));
                columns.push(self.place_in_order(&value, &groups, &place_name(number)));
                columns.push(format!("COUNT({value}) OVER (PARTITION BY {groups}) AS {}", count_name(number)));
            }
        }
        select(&columns, "FROM udvalgt AS r")
    }

    fn put_together(&self, source: &SourcePlan, derived: &DerivedPlan, from: &str) -> String {
        let groups = self.group_columns(source, derived);
        let mut columns = groups.clone();
        for (number, aggregate) in derived.aggregates.iter().enumerate() {
            let value = format!("r.{}", value_name(number));
            let own = self.name(&aggregate.own);
            match &aggregate.of {
                AggregateOf::Sum(_) => columns.push(format!("COALESCE(SUM({value}), 0) AS {own}")),
                AggregateOf::Rows => columns.push(format!("COUNT(*) AS {own}")),
                AggregateOf::RowsWith(_) => columns.push(format!("COUNT({value}) AS {own}")),
                AggregateOf::Distinct(_) => {
                    columns.push(format!("COUNT(DISTINCT NULLIF({value}, {})) AS {own}", self.dialect.empty_text()))
                }
                AggregateOf::Highest(_) => columns.push(format!("MAX({value}) AS {own}")),
                AggregateOf::Lowest(_) => columns.push(format!("MIN({value}) AS {own}")),
                AggregateOf::Average(_) => {
                    columns.push(format!("SUM({value}) AS {}", self.name(&sum_name(&aggregate.own))));
                    columns.push(format!("COUNT({value}) AS {own}"));
                }
                AggregateOf::Median(_) => {
                    let (place, count) = (format!("r.{}", place_name(number)), format!("r.{}", count_name(number)));
                    columns.push(format!("{} AS {own}", self.two_in_the_middle(&value, &place, &count)));
                }
            }
        }
        select(&columns, &format!("FROM {from} AS r\nGROUP BY {}", groups.join(", ")))
    }

    /// A måltal from what was added up for it.
    fn aggregated(&self, own: &str, of: &AggregateOf) -> String {
        let name = self.name(own);
        let value = match of {
            AggregateOf::Average(_) => self.average(&format!("r.{}", self.name(&sum_name(own))), &format!("r.{name}")),
            AggregateOf::Median(_) => self.average(&format!("r.{name}"), "2"),
            AggregateOf::Rows | AggregateOf::RowsWith(_) | AggregateOf::Distinct(_) => {
                self.decimal(&self.dialect.amount_of_whole(&format!("r.{name}")))
            }
            _ => self.decimal(&format!("r.{name}")),
        };
        format!("{value} AS {name}")
    }

    /// A koblet datakilde.
    pub fn pairs_of_rows(&self, source: &SourcePlan, linked: &LinkedPlan) -> Vec<Statement> {
        let mut columns: Vec<String> = ["l.tid", "l.aar", "l.maaned", "l.ekstra"].map(str::to_owned).to_vec();
        if source.has_days() {
            columns.extend(["l.dag", "l.taelledag"].map(str::to_owned));
        }
        if source.interval.is_some() {
            columns.extend(["l.fra_dag", "l.til_dag"].map(str::to_owned));
        }
        let renamed = |alias: &str, columns: &[Renamed]| -> Vec<String> {
            let one = |one: &Renamed| format!("{alias}.{} AS {}", self.name(&one.theirs), self.name(&one.own));
            columns.iter().map(one).collect()
        };
        columns.extend(renamed("l", &linked.from_left));
        columns.extend(renamed("h", &linked.from_right));
        let on: Vec<String> = linked.terms.iter().map(|term| self.pair_term(term)).collect();
        let pairs = format!(
            "FROM {} AS l\nJOIN {} AS h\n  ON {}\nWHERE l.maaned IS NOT NULL AND h.maaned IS NOT NULL",
            self.rows_as_read(&linked.left),
            self.rows_as_read(&linked.right),
            on.join("\n  AND ")
        );
        let mut relations = vec![Relation::new("par", "Rækker, der passer sammen", select(&columns, &pairs))];
        let last = self.read_anew(source, "par", &mut relations);
        let query = with(&relations, &self.final_columns(source, last, RawColumns::Codes));
        let about = [format!("Rækkerne i {}: par af rækker i {} og {}", source.declared, linked.left, linked.right)];
        let view = self.named("laest", &source.name, format!("læsning af {}", source.declared));
        self.view(&view, &comment(&about), &query)
    }

    fn pair_term(&self, term: &PairTerm) -> String {
        match term {
            PairTerm::Texts { left, right } => {
                let left = format!("l.{}", self.name(left));
                format!("{left} = h.{} AND {}", self.name(right), self.has_text(&left))
            }
            PairTerm::Numbers { left, right } => format!("l.{} = h.{}", self.name(left), self.name(right)),
            PairTerm::Months { left, right, after } => {
                // A ledger period is no month.
                let sides = [(left, "l"), (right, "h")].into_iter();
                let plain = sides.filter(|(month, _)| **month == MonthOf::Row);
                let plain: String = plain.map(|(_, alias)| format!(" AND {alias}.ekstra = 0")).collect();
                let after = super::window::plus(&self.month_of(left, "l"), *after);
                format!("{} = {after}{plain}", self.month_of(right, "h"))
            }
        }
    }

    fn month_of(&self, month: &MonthOf, alias: &str) -> String {
        match month {
            MonthOf::Row => format!("{alias}.maaned"),
            MonthOf::Day(column) => self.dialect.month_of_day(&format!("{alias}.{}", self.name(column))),
        }
    }
}

fn column_of(of: &AggregateOf) -> Option<&String> {
    match of {
        AggregateOf::Rows => None,
        AggregateOf::Sum(column)
        | AggregateOf::RowsWith(column)
        | AggregateOf::Distinct(column)
        | AggregateOf::Average(column)
        | AggregateOf::Median(column)
        | AggregateOf::Highest(column)
        | AggregateOf::Lowest(column) => Some(column),
    }
}

/// No author's name begins with `_`.
fn value_name(number: usize) -> String {
    format!("_vaerdi_{}", number + 1)
}

fn place_name(number: usize) -> String {
    format!("_plads_{}", number + 1)
}

fn count_name(number: usize) -> String {
    format!("_antal_{}", number + 1)
}

fn sum_name(own: &str) -> String {
    format!("_sum_{own}")
}
