//! Rows of a table as read: one view per source.
//!
//! In: a [`SourcePlan`] that reads a table. Out: the view `laest_…`. Guaranteed now: codes, keys and texts are never NULL
//! (empty when missing or unknown); amounts, numbers and days are exact, NULL when missing.

use num_traits::One;

use super::Statement;
use super::dialect::Reading;
use super::layout::{Relation, comment, select, with};
use super::predicate::parenthesised_if_needed;
use super::writer::{NEVER, Writer};
use crate::model::{EmptyValue, TimeKind, TimeUnit};
use crate::plan::{
    Alternative, Between, BetweenEnd, CodeColumn, MeasureColumn, PlainColumn, Predicate, ReadFrom, SourcePlan,
};

/// How a stored value is read, and what of it is kept.
enum Read {
    /// As text, under the column's raw name.
    Raw(Reading),
    /// By a function under the column's name.
    Value(Reading),
    /// Both.
    ValueAndRaw(Reading),
}

/// Which stored texts go with the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawColumns {
    All,
    /// Those of kommuner and codes, so that they can be looked up in another year.
    Codes,
    None,
}

/// A column of the table, by what it is called here.
struct StoredColumn<'a> {
    stored: &'a str,
    name: &'a str,
    raw: &'a str,
    from: &'a ReadFrom,
    read: Read,
}

impl Writer<'_> {
    pub fn rows_of_table(&self, source: &SourcePlan, table: &str) -> Vec<Statement> {
        let columns = stored_columns(source);
        let mut relations = Vec::new();
        let emptied = columns.iter().any(|column| !empty_values(column.from).is_empty());
        if emptied {
            let about = "Værdier, der betyder tom, er tomme";
            relations.push(Relation::new("fyldt", about, self.filled(source, table, &columns)));
        }
        relations.push(Relation::new("raa", "Som lagret", self.stored(source, table, &columns, emptied)));
        let mut last = "raa";
        let chosen = self.chosen(source);
        if !chosen.is_empty() {
            let about = "Den første af flere kolonner, der ikke er tom";
            relations.push(Relation::new("valgt", about, with_columns(&chosen, last)));
            last = "valgt";
        }
        let about = match source.time_kind {
            TimeKind::Month => "Måneden; en supplementsperiode hører til december",
            TimeKind::Week => "Måneden; en uge hører til sin torsdags måned",
            TimeKind::SchoolYear => "Måneden; et skoleår begynder i august",
            _ if source.interval.is_some() => "Måneden, et forløb begynder i; uden læselige datoer ingen",
            _ => "Måneden; en supplementsperiode hører til december",
        };
        relations.push(Relation::new("tid", about, with_columns(&self.time(source), last)));
        last = "tid";
        if source.days.is_some() && !source.has_days() {
            let day = self.row_day(source);
            relations.push(Relation::new("dage", "Dagen, rækken er opgjort", with_columns(&[day], last)));
            last = "dage";
        }
        last = self.known_codes(source, last, &mut relations);
        let about = [format!("Rækkerne i {}, læst: koder, der mangler eller ikke kendes, er tomme", source.declared)];
        let query = with(&relations, &self.final_columns(source, last, RawColumns::All));
        let view = self.named("laest", &source.name, format!("læsning af {}", source.declared));
        self.view(&view, &comment(&about), &query)
    }

    /// The stored columns by their names here, without the values that mean empty.
    fn filled(&self, source: &SourcePlan, table: &str, columns: &[StoredColumn]) -> String {
        let one = |column: &StoredColumn| {
            let stored = format!("k.{}", self.name(column.stored));
            let value = match self.is_empty(&stored, empty_values(column.from)) {
                Some(empty) => format!("CASE WHEN {empty} THEN NULL ELSE {stored} END"),
                None => stored,
            };
            format!("{value} AS {}", self.name(column.name))
        };
        let mut selected = vec![format!("k.{} AS {}", self.name(&source.time), self.name(&source.raw_time))];
        selected.extend(columns.iter().map(one));
        select(&selected, &format!("FROM {table} AS k"))
    }

    fn is_empty(&self, stored: &str, empty: &[EmptyValue]) -> Option<String> {
        let one = |value: &EmptyValue| match value {
            EmptyValue::Text(text) => {
                format!("{} = {}", self.read(Reading::Text, stored), self.text(text.trim_end_matches(' ')))
            }
            EmptyValue::Number(number) => format!("{} = {}", self.read(Reading::Number, stored), self.literal(number)),
        };
        let tests: Vec<String> = empty.iter().map(one).collect();
        (!tests.is_empty()).then(|| tests.join(" OR "))
    }

    /// Every column by its name here, as text; amounts, days and numbers also as numbers.
    fn stored(&self, source: &SourcePlan, table: &str, columns: &[StoredColumn], filled: bool) -> String {
        let place = |stored: &str, name: &str| format!("k.{}", self.name(if filled { name } else { stored }));
        let named = |value: String, name: &str| format!("{value} AS {}", self.name(name));
        let time = place(&source.time, &source.raw_time);
        let reading = match source.time_kind {
            TimeKind::Year => Reading::Year,
            TimeKind::Date => Reading::Date,
            TimeKind::Month => Reading::Month,
            TimeKind::Week => Reading::Week,
            TimeKind::Quarter => Reading::Quarter,
            TimeKind::SchoolYear => Reading::SchoolYear,
        };
        let mut selected = vec![format!("{} AS tid", self.read(reading, &time))];
        selected.push(named(self.read(Reading::Text, &time), &source.raw_time));
        if source.days.is_some() && source.has_days() {
            selected.push(format!("{} AS taelledag", self.read(Reading::Day, &time)));
        }
        for column in columns {
            let stored = place(column.stored, column.name);
            let (value, raw) = match column.read {
                Read::Raw(reading) => (None, Some(reading)),
                Read::Value(reading) => (Some(reading), None),
                Read::ValueAndRaw(reading) => (Some(reading), Some(Reading::Text)),
            };
            selected.extend(value.map(|reading| named(self.read(reading, &stored), column.name)));
            let raw = raw.filter(|_| column.raw != source.raw_time);
            selected.extend(raw.map(|reading| named(self.read(reading, &stored), column.raw)));
        }
        let from = if filled { "fyldt" } else { table };
        select(&selected, &format!("FROM {from} AS k"))
    }

    /// The columns that are the first of several that is not empty; numbers among computed ones come later.
    fn chosen(&self, source: &SourcePlan) -> Vec<String> {
        let mut columns = Vec::new();
        for role in source.roles.iter().chain(&source.codes) {
            if let ReadFrom::FirstOf(choices) = &role.from {
                columns.push(self.first_raw(choices, &role.raw));
            }
        }
        for text in source.keys.iter().chain(&source.texts) {
            if let ReadFrom::FirstOf(choices) = &text.from {
                let names: Vec<String> = choices.iter().map(|choice| choice.name.clone()).collect();
                columns.push(self.first_text(&names, &text.name));
            }
        }
        for value in source.dates.iter().chain(&source.numbers) {
            if let ReadFrom::FirstOf(choices) = &value.from {
                columns.push(self.first_raw(choices, &value.raw));
                if !is_late(value) {
                    columns.push(self.first_value(choices, &value.name));
                }
            }
        }
        columns
    }

    fn first_raw(&self, choices: &[Alternative], name: &str) -> String {
        let raw: Vec<String> = choices.iter().filter_map(|choice| choice.raw.clone()).collect();
        self.first_text(&raw, name)
    }

    fn first_text(&self, columns: &[String], name: &str) -> String {
        let case = |column: &String| {
            let column = format!("r.{}", self.name(column));
            format!("WHEN {} THEN {column}", self.has_text(&column))
        };
        let cases: Vec<String> = columns.iter().map(case).collect();
        format!("CASE {} ELSE {} END AS {}", cases.join(" "), self.dialect.empty_text(), self.name(name))
    }

    fn first_value(&self, choices: &[Alternative], name: &str) -> String {
        let one = |choice: &Alternative| {
            let value = format!("r.{}", self.name(&choice.name));
            let holds = match &choice.raw {
                Some(raw) => self.has_text(&format!("r.{}", self.name(raw))),
                None => format!("{value} IS NOT NULL"),
            };
            format!("WHEN {holds} THEN {value}")
        };
        let cases: Vec<String> = choices.iter().map(one).collect();
        format!("CASE {} END AS {}", cases.join(" "), self.name(name))
    }

    /// What others see of the rows, and the stored texts that are wanted.
    pub fn final_columns(&self, source: &SourcePlan, from: &str, raw: RawColumns) -> String {
        let name = |name: &str| format!("r.{}", self.name(name));
        let mut columns = fixed_columns(source);
        columns.extend(source.roles.iter().chain(&source.codes).map(|column| name(&column.name)));
        columns.extend(source.keys.iter().chain(&source.dates).map(|column| name(&column.name)));
        columns.extend(source.numbers.iter().map(|column| self.number(column, source)));
        columns.extend(source.texts.iter().map(|column| name(&column.name)));
        columns.extend(source.measures.iter().map(|measure| self.measure(measure, raw)));
        if raw == RawColumns::All {
            columns.push(name(&source.raw_time));
        }
        if raw != RawColumns::None {
            columns.extend(source.roles.iter().chain(&source.codes).map(|column| name(&column.raw)));
        }
        if raw == RawColumns::All {
            let dated = source.dates.iter().filter(|column| column.raw != source.raw_time);
            let plain = dated.chain(&source.numbers).filter(|column| has_raw(&column.from));
            columns.extend(plain.map(|column| name(&column.raw)));
            columns.extend(source.measures.iter().filter(|one| has_raw(&one.from)).map(|one| name(&one.raw)));
        }
        select(&columns, &format!("FROM {from} AS r"))
    }

    fn number(&self, column: &PlainColumn, source: &SourcePlan) -> String {
        match &column.from {
            ReadFrom::Between(between) => format!("{} AS {}", self.time_between(between), self.name(&column.name)),
            ReadFrom::FirstOf(choices) if is_late(column) => {
                let computed = |choice: &Alternative| {
                    let of = source.numbers.iter().find(|number| number.name == choice.name)?;
                    match &of.from {
                        ReadFrom::Between(between) => Some(self.time_between(between)),
                        _ => None,
                    }
                };
                let one = |choice: &Alternative| match (&choice.raw, computed(choice)) {
                    (Some(raw), _) => {
                        let holds = self.has_text(&format!("r.{}", self.name(raw)));
                        format!("WHEN {holds} THEN r.{}", self.name(&choice.name))
                    }
                    (None, Some(value)) => format!("WHEN {value} IS NOT NULL THEN {value}"),
                    (None, None) => format!("WHEN {NEVER} THEN NULL"),
                };
                let cases: Vec<String> = choices.iter().map(one).collect();
                format!("CASE {} END AS {}", cases.join(" "), self.name(&column.name))
            }
            _ => format!("r.{}", self.name(&column.name)),
        }
    }

    /// The same as the value of a column.
    fn time_between(&self, between: &Between) -> String {
        self.dialect.amount_of_whole(&self.between(between))
    }

    /// The time between two days of a row, whole.
    fn between(&self, between: &Between) -> String {
        let from = format!("r.{}", self.name(&between.from));
        let to = match &between.to {
            BetweenEnd::Column(column) => format!("r.{}", self.name(column)),
            BetweenEnd::CountingDay => "r.taelledag".to_owned(),
            BetweenEnd::EndOfYear => self.dialect.day_number("r.aar", "12", "31"),
        };
        match between.unit {
            TimeUnit::Days => format!("{to} - {from}"),
            TimeUnit::Months => self.dialect.whole_months(&self.schema_name(), &from, &to),
            TimeUnit::Years => self.dialect.whole_years(&self.schema_name(), &from, &to),
        }
    }

    /// An amount, converted and with its sign; `stored` when it has not been read already.
    fn measure(&self, measure: &MeasureColumn, raw: RawColumns) -> String {
        let name = self.name(&measure.name);
        let read = match &measure.from {
            ReadFrom::Between(between) => self.time_between(between),
            _ if raw == RawColumns::All => format!("r.{name}"),
            // On a counting day the codes known that year decide the sign (T4).
            _ if raw == RawColumns::None => return format!("{} AS {name}", self.turned(measure, &format!("r.{name}"))),
            _ => return format!("r.{name}"),
        };
        let mut value = self.decimal(&read);
        if !measure.factor.is_one() {
            value = match self.is_narrow() {
                true => self.narrow_share(&value, &measure.factor),
                false => self.decimal(&self.dialect.product(&value, &self.literal(&measure.factor))),
            };
        }
        format!("{} AS {name}", self.turned(measure, &value))
    }

    /// An amount with the other sign where the måltal's sign is turned; turned twice it is as before.
    pub fn turned(&self, measure: &MeasureColumn, value: &str) -> String {
        if measure.reversed == Predicate::False {
            return value.to_owned();
        }
        let holds = parenthesised_if_needed(&self.predicate(&measure.reversed, "r"));
        format!("CASE WHEN r.aar IS NOT NULL AND {holds} THEN -{value} ELSE {value} END")
    }
}

/// The columns of every row, by what its source has.
pub fn fixed_columns(source: &SourcePlan) -> Vec<String> {
    let mut columns: Vec<String> = ["r.tid", "r.aar", "r.maaned", "r.ekstra"].map(str::to_owned).to_vec();
    if source.has_days() {
        columns.push("r.dag".to_owned());
    }
    if source.days.is_some() {
        columns.push("r.taelledag".to_owned());
    }
    if source.interval.is_some() {
        columns.extend(["r.fra_dag", "r.til_dag"].map(str::to_owned));
    }
    columns
}

/// The columns that are read from the table.
fn stored_columns(source: &SourcePlan) -> Vec<StoredColumn<'_>> {
    fn code(column: &CodeColumn, reading: Reading) -> StoredColumn<'_> {
        let CodeColumn { stored, name, raw, from, .. } = column;
        StoredColumn { stored, name, raw, from, read: Read::Raw(reading) }
    }
    fn plain(column: &PlainColumn, read: Read) -> StoredColumn<'_> {
        let PlainColumn { stored, name, raw, from } = column;
        StoredColumn { stored, name, raw, from, read }
    }
    let mut columns: Vec<StoredColumn> = source.roles.iter().map(|role| code(role, Reading::Municipality)).collect();
    columns.extend(source.codes.iter().map(|column| code(column, Reading::Text)));
    columns.extend(source.keys.iter().map(|column| plain(column, Read::Value(Reading::Text))));
    columns.extend(source.dates.iter().map(|column| plain(column, Read::ValueAndRaw(Reading::Day))));
    columns.extend(source.numbers.iter().map(|column| plain(column, Read::ValueAndRaw(Reading::Number))));
    columns.extend(source.texts.iter().map(|column| plain(column, Read::Value(Reading::Text))));
    columns.extend(source.measures.iter().map(|measure| {
        let MeasureColumn { stored, name, raw, from, .. } = measure;
        StoredColumn { stored, name, raw, from, read: Read::ValueAndRaw(Reading::Amount) }
    }));
    columns.retain(|column| matches!(column.from, ReadFrom::Stored { .. }));
    columns
}

fn empty_values(from: &ReadFrom) -> &[EmptyValue] {
    match from {
        ReadFrom::Stored { empty_when } => empty_when,
        _ => &[],
    }
}

/// There is a stored text behind it.
pub fn has_raw(from: &ReadFrom) -> bool {
    match from {
        ReadFrom::Stored { .. } => true,
        ReadFrom::FirstOf(choices) => choices.iter().any(|choice| choice.raw.is_some()),
        ReadFrom::Between(_) => false,
    }
}

/// A choice among columns of which one is computed from the row's day.
fn is_late(column: &PlainColumn) -> bool {
    matches!(&column.from, ReadFrom::FirstOf(choices) if choices.iter().any(|choice| choice.raw.is_none()))
}

fn with_columns(columns: &[String], from: &str) -> String {
    let all: Vec<String> = std::iter::once("r.*".to_owned()).chain(columns.iter().cloned()).collect();
    select(&all, &format!("FROM {from} AS r"))
}
