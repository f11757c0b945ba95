//! The time of a row as read: year, month and days.
//!
//! In: a source's time column as `tid`. Out: columns. Guaranteed now: months are 12 × year + month − 1, days are numbered; a
//! row whose time cannot be read has none.

use super::writer::Writer;
use crate::model::TimeKind;
use crate::plan::{RowDay, SCHOOL_YEAR_START, SourcePlan};

/// 31 December 9999, as a day number.
const FOREVER: i32 = 2_932_896;

impl Writer<'_> {
    /// `aar`, `maaned`, `ekstra`, and of dates `dag`; of intervals also the days between which they are active.
    pub fn time(&self, source: &SourcePlan) -> Vec<String> {
        let part = |dividend: &str, divisor: &str| self.dialect.integer_quotient(dividend, divisor);
        let rest = |dividend: &str, divisor: i32| self.dialect.remainder(dividend, divisor);
        let month_of_date =
            format!("12 * ({}) + {} - 1", part("tid", "10000"), rest(&format!("({})", part("tid", "100")), 100));
        match source.time_kind {
            TimeKind::Year => ["tid AS aar", "12 * tid AS maaned", "0 AS ekstra"].map(str::to_owned).to_vec(),
            TimeKind::SchoolYear => vec![
                "tid AS aar".to_owned(),
                format!("12 * tid + {SCHOOL_YEAR_START} AS maaned"),
                "0 AS ekstra".to_owned(),
            ],
            TimeKind::Quarter => vec![
                format!("{} AS aar", part("tid", "10")),
                format!("12 * ({}) + 3 * ({}) - 3 AS maaned", part("tid", "10"), rest("tid", 10)),
                "0 AS ekstra".to_owned(),
            ],
            TimeKind::Week => vec![
                format!("{} AS aar", part("tid", "10000")),
                format!("{month_of_date} AS maaned"),
                "0 AS ekstra".to_owned(),
            ],
            TimeKind::Date => {
                let backwards = self.runs_backwards(source);
                let unless_backwards = |value: String| match &backwards {
                    Some(backwards) => format!("CASE WHEN {backwards} THEN NULL ELSE {value} END"),
                    None => value,
                };
                let mut columns = vec![
                    format!("{} AS aar", unless_backwards(part("tid", "10000"))),
                    format!("{} AS maaned", unless_backwards(month_of_date)),
                    "0 AS ekstra".to_owned(),
                    format!("{} AS dag", rest("tid", 100)),
                ];
                columns.extend(self.active_days(source));
                columns
            }
            TimeKind::Month => vec![
                format!("{} AS aar", part("tid", "100")),
                format!(
                    "12 * ({}) + {} - 1 AS maaned",
                    part("tid", "100"),
                    self.dialect.least(&[rest("tid", 100), "12".to_owned()])
                ),
                format!("CASE WHEN {} > 12 THEN 1 ELSE 0 END AS ekstra", rest("tid", 100)),
            ],
        }
    }

    /// Of intervals that can be: the til-dato comes before the fra-dato.
    pub fn runs_backwards(&self, source: &SourcePlan) -> Option<String> {
        let interval = source.interval.as_ref()?;
        let until = interval.until.as_ref()?;
        Some(format!("r.{} < r.{}", self.name(until), self.name(&interval.from)))
    }

    /// `fra_dag` and `til_dag`; what still runs is active until the end of time.
    fn active_days(&self, source: &SourcePlan) -> Vec<String> {
        let Some(interval) = &source.interval else { return Vec::new() };
        let forever = FOREVER.to_string();
        let until = match &interval.until {
            Some(until) => format!("COALESCE(r.{}, {forever})", self.name(until)),
            None => forever,
        };
        vec![format!("r.{} AS fra_dag", self.name(&interval.from)), format!("{until} AS til_dag")]
    }

    /// The day of a row that stands in a week, month, quarter or year.
    pub fn row_day(&self, source: &SourcePlan) -> String {
        let RowDay { last_of_month, exception } =
            source.days.unwrap_or(RowDay { last_of_month: false, exception: None });
        if source.time_kind == TimeKind::Week {
            let month = self.dialect.remainder(&format!("({})", self.dialect.integer_quotient("tid", "100")), 100);
            let day = self.dialect.remainder("tid", 100);
            return format!("{} AS taelledag", self.dialect.day_number("aar", &month, &day));
        }
        let usual = match last_of_month {
            true => format!("{} - 1", self.first_day("(maaned + 1)")),
            false => self.first_day("maaned"),
        };
        let value = match exception {
            Some((day, month)) => {
                let that_month = format!("{} = {}", self.dialect.remainder("maaned", 12), month - 1);
                let day = match (day, month) {
                    // Only leap years have it; else it is the last of February.
                    (29, 2) => format!("{} - 1", self.first_day("(maaned + 1)")),
                    _ => format!("{} + {}", self.first_day("maaned"), day - 1),
                };
                format!("CASE WHEN {that_month} THEN {day} ELSE {usual} END")
            }
            None => usual,
        };
        format!("{value} AS taelledag")
    }

    /// The day number of the first day of a month.
    pub fn first_day(&self, month: &str) -> String {
        let year = self.dialect.integer_quotient(month, "12");
        self.dialect.day_number(&year, &format!("{} + 1", self.dialect.remainder(month, 12)), "1")
    }
}
