//! Sources: their rows, the sums of them, and what was delivered.
//!
//! In: a [`SourcePlan`]. Out: `laest_…`, the tables `celler_…` and `leveret_…`, and of intervals `paa_dagen_…`. Guaranteed
//! now: sums and deliveries are there for the roles that are used.

use super::Statement;
use super::dialect::Reading;
use super::layout::{comment, hanging, select};
use super::writer::Writer;
use crate::model::TimeKind;
use crate::plan::{OriginPlan, Renamed, SCHOOL_YEAR_START, SourcePlan};

impl Writer<'_> {
    pub fn source(&self, source: &SourcePlan) -> Vec<Statement> {
        let mut statements = match &source.origin {
            OriginPlan::Table(table) => self.rows_of_table(source, &self.location(&source.declared, table)),
            OriginPlan::Derived(derived) => self.rows_put_together(source, derived),
            OriginPlan::Linked(linked) => self.pairs_of_rows(source, linked),
        };
        if source.keeps_rows() {
            statements.extend(self.kept_rows(source));
        }
        if !source.used_roles.is_empty() {
            statements.extend(self.cells(source));
            statements.extend(self.delivered(source));
        }
        if source.interval.is_some() && !source.counting_days.is_empty() {
            statements.extend(self.rows_on_days(source));
        }
        statements
    }

    /// The rows as read, kept in a table.
    fn kept_rows(&self, source: &SourcePlan) -> Vec<Statement> {
        let about = comment(&[format!("Rækkerne i {}, læst én gang og gemt", source.declared)]);
        let table = self.named("raekker", &source.name, format!("læsning af {}", source.declared));
        let view = self.named_object("laest", &source.name);
        self.table_of(&table, &about, &format!("SELECT *\nFROM {view}"))
    }

    /// Where a source's rows as read are: in the view, or kept.
    pub fn rows_as_read(&self, name: &str) -> String {
        let kept = self.plan.sources.iter().any(|source| source.name == name && source.keeps_rows());
        self.named_object(if kept { "raekker" } else { "laest" }, name)
    }

    fn cells(&self, source: &SourcePlan) -> Vec<Statement> {
        let mut groups: Vec<String> = source.used_roles.iter().map(|role| self.name(role)).collect();
        groups.extend(["aar", "maaned", "ekstra"].map(str::to_owned));
        if source.by_day {
            groups.push("dag".to_owned());
        }
        groups.extend(source.dimensions.iter().map(|column| self.name(column)));
        let mut columns = groups.clone();
        columns.extend(source.used_measures.iter().map(|m| format!("COALESCE(SUM({0}), 0) AS {0}", self.name(m))));
        columns.push("COUNT(*) AS raekker".to_owned());
        let roles: Vec<String> = source.used_roles.iter().map(|role| self.has_text(&self.name(role))).collect();
        let first_code = source.codes.iter().find(|code| source.dimensions.contains(&code.name));
        let order = first_code.map_or_else(|| "maaned".to_owned(), |code| self.name(&code.name));
        let about = [format!("Summer af {} efter de kolonner, som nøgletal spørger om", source.declared)];
        let rest = format!(
            "FROM {}\nWHERE maaned IS NOT NULL AND ({})\nGROUP BY {}{}",
            self.rows_as_read(&source.name),
            roles.join(" OR "),
            groups.join(", "),
            self.dialect.kept_in_order(&order)
        );
        let table = self.named("celler", &source.name, format!("summer af {}", source.declared));
        self.table_of(&table, &comment(&about), &select(&columns, &rest))
    }

    /// Months delivered per role and kommune, with the rows in them: none where the month came with its year.
    fn delivered(&self, source: &SourcePlan) -> Vec<Statement> {
        let one = |role: &String| match (&source.origin, &source.deliveries) {
            (_, Some(table)) => self.delivered_by_table(source, role, table),
            (OriginPlan::Derived(derived), None) => self.delivered_by(source, &derived.base, &derived.roles, role),
            (OriginPlan::Linked(linked), None) => self.delivered_by(source, &linked.left, &linked.roles, role),
            (OriginPlan::Table(_), None) => self.delivered_by_rows(source, role),
        };
        let about = [format!("Måneder, som {} har leveret", source.declared)];
        let table = self.named("leveret", &source.name, format!("leverancer i {}", source.declared));
        let query: Vec<String> = source.used_roles.iter().map(one).collect();
        self.table_of(&table, &comment(&about), &query.join("\nUNION ALL\n"))
    }

    fn delivered_by_rows(&self, source: &SourcePlan, role: &str) -> String {
        let cells = self.named_object("celler", &source.name);
        let column = self.name(role);
        let role = self.text_value(role);
        let kept = format!("FROM {cells}\nWHERE {} AND ekstra = 0", self.has_text(&column));
        if source.interval.is_some() {
            return self.delivered_from_first_to_last(source, &role, &column, &kept);
        }
        if source.delivers == 1 {
            return format!(
                "SELECT {role} AS rolle, {column} AS kommune, maaned, {} AS raekker\n{kept}\nGROUP BY {column}, maaned",
                self.integer("SUM(raekker)")
            );
        }
        let of_row = match source.time_kind {
            TimeKind::SchoolYear => "c.maaned AND c.maaned + 11",
            TimeKind::Quarter if source.delivers == 3 => "c.maaned AND c.maaned + 2",
            _ => "12 * c.aar AND 12 * c.aar + 11",
        };
        format!(
            "SELECT {role} AS rolle, c.kommune, m.fra AS maaned,\n  {} AS raekker\n\
             FROM (\n  SELECT {column} AS kommune, aar, maaned, raekker\n  {}\n) AS c\n\
             JOIN (\n  {}\n) AS m\n  ON m.fra BETWEEN {of_row}\nGROUP BY c.kommune, m.fra",
            self.integer("SUM(CASE WHEN c.maaned = m.fra THEN c.raekker ELSE 0 END)"),
            hanging(&kept, 2),
            hanging(&self.possible_months(source), 2),
        )
    }

    /// Every month in which a row of the source can have delivered.
    fn possible_months(&self, source: &SourcePlan) -> String {
        let years = if source.time_kind == TimeKind::SchoolYear { 24 } else { 12 };
        let cells = self.named_object("celler", &source.name);
        let ends = format!("(SELECT 12 * MIN(aar) AS foerste, 12 * MAX(aar) + {years} AS sidste FROM {cells}) AS s");
        self.dialect.series("foerste", "sidste", &ends)
    }

    /// Intervals: each month from the first to the last in which one begins (D2).
    fn delivered_from_first_to_last(&self, source: &SourcePlan, role: &str, column: &str, kept: &str) -> String {
        let (first, last) = match source.delivers {
            1 => ("maaned", "maaned"),
            _ => ("12 * aar", "12 * aar + 11"),
        };
        format!(
            "SELECT {role} AS rolle, c.kommune, m.fra AS maaned, 1 AS raekker\n\
             FROM (\n  SELECT {column} AS kommune, MIN({first}) AS foerste, MAX({last}) AS sidste\n  {}\n  GROUP BY {column}\n) AS c\n\
             JOIN (\n  {}\n) AS m\n  ON m.fra BETWEEN c.foerste AND c.sidste",
            hanging(kept, 2),
            hanging(&self.possible_months(source), 2),
        )
    }

    /// What a source is made of has delivered for it (D4): all months of the own periods that hold those months.
    fn delivered_by(&self, source: &SourcePlan, base: &str, roles: &[Renamed], role: &str) -> String {
        let theirs = roles.iter().find(|one| one.own == role).map_or(role, |one| one.theirs.as_str());
        let (role, theirs) = (self.text_value(role), self.text(theirs));
        let delivered = self.named_object("leveret", base);
        let coarser = matches!(source.origin, OriginPlan::Derived(_)).then(|| self.row_months(source, "l.maaned"));
        let Some((stands, (first, last))) = coarser.flatten() else {
            return format!(
                "SELECT {role} AS rolle, l.kommune, l.maaned, l.raekker\nFROM {delivered} AS l\nWHERE l.rolle = {theirs}"
            );
        };
        let ends = format!("(SELECT MIN(maaned) - 12 AS foerste, MAX(maaned) + 13 AS sidste FROM {delivered}) AS s");
        format!(
            "SELECT {role} AS rolle, l.kommune, m.fra AS maaned,\n  \
             MAX(CASE WHEN l.raekker > 0 AND {stands} = m.fra THEN 1 ELSE 0 END) AS raekker\nFROM {delivered} AS l\n\
             JOIN (\n  {}\n) AS m\n  ON m.fra BETWEEN {first} AND {last}\nWHERE l.rolle = {theirs}\nGROUP BY l.kommune, m.fra",
            hanging(&self.dialect.series("foerste", "sidste", &ends), 2),
        )
    }

    /// Of a row that has something to do with a month: the month it stands in, and the first and last that it delivers;
    /// nothing where that is the month itself.
    fn row_months(&self, source: &SourcePlan, month: &str) -> Option<(String, (String, String))> {
        let into = |months: i32| format!("({month} - {})", self.dialect.remainder(month, months));
        let year = into(12);
        let (stands, first) = match source.time_kind {
            TimeKind::SchoolYear => {
                let since_august = self.dialect.remainder(&format!("({month} + {})", 12 - SCHOOL_YEAR_START), 12);
                let first = format!("({month} - {since_august})");
                (first.clone(), first)
            }
            TimeKind::Year => (year.clone(), year),
            TimeKind::Quarter if source.delivers == 3 => (into(3), into(3)),
            TimeKind::Quarter => (into(3), year),
            TimeKind::Month | TimeKind::Date | TimeKind::Week if source.delivers > 1 => (month.to_owned(), year),
            TimeKind::Month | TimeKind::Date | TimeKind::Week => return None,
        };
        let last = format!("{first} + {}", source.delivers - 1);
        Some((stands, (first, last)))
    }

    /// `leverancer fra`: a table with the columns kommune and maaned alone says what was delivered, in every role.
    fn delivered_by_table(&self, source: &SourcePlan, role: &str, table: &str) -> String {
        let read = |reading: Reading, column: &str| self.read(reading, &format!("k.{}", self.name(column)));
        let month = format!(
            "12 * ({}) + {} - 1",
            self.dialect.integer_quotient("r.tid", "100"),
            self.dialect.remainder("r.tid", 100)
        );
        let known = format!(
            "SELECT DISTINCT n.kode AS kommune, {month} AS maaned\nFROM (\n  SELECT {} AS raa, {} AS tid\n  FROM {} AS k\n) AS r\n\
             JOIN {} AS n\n  ON n.liste = {} AND n.lagret = r.raa AND {} BETWEEN n.fra AND n.til\nWHERE {} BETWEEN 1 AND 12",
            read(Reading::Municipality, "kommune"),
            read(Reading::Month, "maaned"),
            self.location(table, table),
            self.object("koder"),
            self.text(self.municipality_list(source)),
            self.dialect.integer_quotient("r.tid", "100"),
            self.dialect.remainder("r.tid", 100),
        );
        let own = match self.row_months(source, "l.maaned") {
            Some((stands, _)) => format!("CASE WHEN {stands} = l.maaned THEN 1 ELSE 0 END"),
            None => "1".to_owned(),
        };
        format!(
            "SELECT {} AS rolle, l.kommune, l.maaned, {} AS raekker\nFROM (\n  {}\n) AS l",
            self.text_value(role),
            self.integer(&own),
            hanging(&known, 2),
        )
    }

    fn municipality_list(&self, source: &SourcePlan) -> &str {
        source.roles.first().map_or("", |role| self.plan.code_lists[role.list].name.as_str())
    }
}
