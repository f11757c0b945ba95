//! `person i P` as text, and what it means for the status.
//!
//! In: [`Reach`]es and [`MembersPart`]s. Out: conditions on rows with the columns `taelledag` and `maaned`, and grades by
//! what the populations' sources delivered. Guaranteed now: conditions are true or false, never NULL; a row without key
//! is no member.

use super::layout::{Relation, filtered, select};
use super::window::plus;
use super::writer::{ALWAYS, Writer, years_test};
use crate::model::years::Years;
use crate::plan::{Count, Lookup, MemberMonths, MembersPart, Reach, ReachDay, SeenFrom, Stretch, Window};

impl Writer<'_> {
    /// The row's key is in the population.
    pub fn member(
        &self,
        key: &str,
        population: &str,
        municipality: Option<&str>,
        reach: &Reach,
        alias: &str,
    ) -> String {
        let month = format!("{alias}.maaned");
        let mut conditions = vec![format!("p.noegle = {key}")];
        // An unknown kommune is the same as no other (L1).
        conditions
            .extend(municipality.map(|column| format!("p.kommune = {column} AND {}", self.has_text("p.kommune"))));
        conditions.push(format!("p.fra_dag <= {}", self.reach_day(reach.to, alias)));
        conditions.extend(reach.from.map(|from| format!("p.til_dag >= {}", self.reach_day(from, alias))));
        conditions.push(format!("{} BETWEEN p.fra_aar AND p.til_aar", self.dialect.integer_quotient(&month, "12")));
        if let (true, ReachDay::DayOf { stretch, months, .. }) = (reach.leap_years_only, reach.to) {
            // February has the day when March begins 29 days after it.
            let february = plus(&self.stretch_start(stretch, &month), months);
            conditions.push(format!(
                "{} - {} = 29",
                self.first_day_of(&plus(&february, 1)),
                self.first_day_of(&february)
            ));
        }
        format!(
            "EXISTS (\n  SELECT 1 FROM {} AS p\n  WHERE {}\n)",
            self.named_object("population", population),
            conditions.join("\n    AND ")
        )
    }

    fn reach_day(&self, day: ReachDay, alias: &str) -> String {
        let month = format!("{alias}.maaned");
        let counted = format!("{alias}.taelledag");
        let first =
            |months: i32, stretch: Stretch| self.first_day_of(&plus(&self.stretch_start(stretch, &month), months));
        // The same day of the month so many months before the one that is `from` months before the row's.
        let same_day = |day: &str, from: i32, months: i32| {
            self.dialect.least(&[
                format!("{} + {day} - {}", first(-from - months, Stretch::Month), first(-from, Stretch::Month)),
                format!("{} - 1", first(1 - from - months, Stretch::Month)),
            ])
        };
        let seen_from = |seen_from: SeenFrom| match seen_from {
            SeenFrom::CountingDay => (counted.clone(), 0),
            SeenFrom::YearBefore => (same_day(&counted, 0, 12), 12),
        };
        match day {
            ReachDay::DaysEarlier(from, 0) | ReachDay::MonthsEarlier(from, 0) => seen_from(from).0,
            ReachDay::DaysEarlier(from, days) => format!("{} - {days}", seen_from(from).0),
            ReachDay::MonthsEarlier(from, months) => {
                let (day, back) = seen_from(from);
                same_day(&day, back, months)
            }
            ReachDay::DayOf { stretch, months, day } => plus(&first(months, stretch), day as i32 - 1),
            ReachDay::LastOf { stretch, months } => format!("{} - 1", first(months + 1, stretch)),
        }
    }

    /// The day number of the first day of a month, which may be an expression.
    pub fn first_day_of(&self, month: &str) -> String {
        if month.contains(' ') { self.first_day(&format!("({month})")) } else { self.first_day(month) }
    }

    /// The first month of the stretch that holds a month.
    pub fn stretch_start(&self, stretch: Stretch, month: &str) -> String {
        match stretch {
            Stretch::Month => month.to_owned(),
            other => format!("{month} - {}", self.dialect.remainder(month, other.months())),
        }
    }

    /// A count's own deliveries, and those of the populations it asks for (D3), as one relation.
    pub fn with_members(&self, count: &Count, own: &str, name: &str) -> Vec<Relation> {
        let mut relations = Vec::new();
        let mut grades = vec!["l.grad".to_owned()];
        let mut from = format!("FROM {own} AS l");
        if count.members.iter().any(|part| !part.always) {
            from.push_str(&format!(
                "\nJOIN {} AS k ON k.slags = {} AND k.fra = l.fra",
                self.object("kalender"),
                self.grain(count.grain)
            ));
        }
        for (number, part) in count.members.iter().enumerate() {
            let alias = format!("p{}", number + 1);
            let relation = format!("{}_medlemmer_{}", count.name, number + 1);
            let about = format!("Hvad {} har leveret", part.population);
            relations.push(Relation::new(relation.clone(), &about, self.members_delivered(count, part)));
            from.push_str(&format!(
                "\nLEFT JOIN {relation} AS {alias} ON {alias}.kommune = l.kommune AND {alias}.fra = l.fra"
            ));
            let grade = format!("COALESCE({alias}.grad, 3)");
            grades.push(match part.always {
                true => grade,
                false => format!("CASE WHEN {} THEN {grade} ELSE 0 END", self.is_asked(count, part)),
            });
        }
        let mut columns =
            vec!["l.kommune".to_owned(), "l.fra".to_owned(), format!("{} AS grad", self.greatest(&grades))];
        columns.extend(count.average.then(|| "l.maaneder".to_owned()));
        relations.push(Relation::new(name, "", select(&columns, &from)));
        relations
    }

    /// Grades per kommune and period by what the population's source delivered.
    fn members_delivered(&self, count: &Count, part: &MembersPart) -> String {
        let length = |months: &MemberMonths, first: &str, last: &str| match months.length(count.grain) {
            Some(length) if part.asked == Years::ALL || months.window.stays_in_year(count.grain) => length.to_string(),
            _ => format!("{last} - ({first}) + 1"),
        };
        let one = |(years, months): &(Years, MemberMonths)| {
            let (first, last) = self.member_months(count, part, months);
            let mut conditions = vec![format!("k.slags = {}", self.grain(count.grain))];
            conditions.extend(years_test("k.aar", *years));
            conditions.extend(self.delivery_conditions(&part.deliveries));
            let (on, grade) = match first == last {
                true => (format!("l.maaned = {first}"), "0 AS grad".to_owned()),
                false => (
                    format!("l.maaned BETWEEN {first} AND {last}"),
                    format!("CASE WHEN COUNT(*) < {} THEN 1 ELSE 0 END AS grad", length(months, &first, &last)),
                ),
            };
            format!(
                "SELECT l.kommune, k.fra, {grade}\nFROM {} AS k\nJOIN {} AS l ON {on}{}\nGROUP BY l.kommune, k.fra, k.til, k.aar",
                self.object("kalender"),
                self.named_object("leveret", &part.deliveries.source),
                filtered(&conditions),
            )
        };
        part.windows.iter().map(one).collect::<Vec<_>>().join("\nUNION ALL\n")
    }

    /// The counted months of years in which the population is asked for.
    fn asking_months(&self, count: &Count, part: &MembersPart, window: Window) -> (String, String) {
        let (mut first, mut last) = self.months_of(window, Lookup::SAME, count.grain);
        if !window.stays_in_year(count.grain) {
            if let Some(from) = part.asked.from {
                first = self.dialect.greatest(&[first, (12 * i64::from(from)).to_string()]);
            }
            if let Some(to) = part.asked.to {
                last = self.dialect.least(&[last, (12 * i64::from(to) + 11).to_string()]);
            }
        }
        (first, last)
    }

    /// First and last month of the population's source.
    fn member_months(&self, count: &Count, part: &MembersPart, months: &MemberMonths) -> (String, String) {
        let (first, last) = self.asking_months(count, part, months.window);
        let moved = |month: &str, (stretch, by): (Stretch, i32)| {
            let month = match (stretch, month.contains(' ')) {
                (Stretch::Month, _) | (_, false) => month.to_owned(),
                (_, true) => format!("({month})"),
            };
            plus(&self.stretch_start(stretch, &month), by)
        };
        let from = match (months.days_back, moved(&first, months.first)) {
            (0, from) => from,
            (days, from) => self.dialect.month_of_day(&format!("({} - {days})", self.first_day_of(&from))),
        };
        (from, moved(&last, months.last))
    }

    /// The period counts months in which the population is asked for.
    fn is_asked(&self, count: &Count, part: &MembersPart) -> String {
        let one = |(years, months): &(Years, MemberMonths)| {
            let window = months.window;
            let (first, last) = self.months_of(window, Lookup::SAME, count.grain);
            let mut tests: Vec<String> = years_test("k.aar", *years).into_iter().collect();
            if window.stays_in_year(count.grain) {
                tests.extend(years_test(&self.dialect.integer_quotient(&format!("({first})"), "12"), part.asked));
            } else {
                tests.extend(part.asked.from.map(|from| format!("{last} >= {}", 12 * i64::from(from))));
                tests.extend(part.asked.to.map(|to| format!("{first} <= {}", 12 * i64::from(to) + 11)));
            }
            if tests.is_empty() { ALWAYS.to_owned() } else { format!("({})", tests.join(" AND ")) }
        };
        part.windows.iter().map(one).collect::<Vec<_>>().join(" OR ")
    }
}
