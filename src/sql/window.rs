//! Months and periods as arithmetic on `kalender AS k`.
//!
//! In: [`Window`]s and [`Lookup`]s. Out: expressions. Guaranteed now: all on whole numbers that are not negative.

use super::writer::Writer;
use crate::plan::{Grain, Lookup, MonthExpression, Window};

impl Writer<'_> {
    /// The first month of the period looked up; `period` is the alias of what holds the row's period.
    pub fn looked_up(&self, lookup: Lookup, period: &str) -> String {
        let before = plus(&format!("{period}fra"), lookup.before);
        match lookup.in_year {
            None => before,
            Some(year) => {
                let start = i64::from(year) * 12 + i64::from(lookup.after);
                let before = if lookup.before == 0 { before } else { format!("({before})") };
                format!("{start} + {}", self.dialect.remainder(&before, 12))
            }
        }
    }

    /// The year of the period looked up.
    pub fn looked_up_year(&self, lookup: Lookup, period: &str) -> String {
        if lookup == Lookup::SAME {
            return format!("{period}aar");
        }
        if let Lookup { before, in_year: None, .. } = lookup
            && before % 12 == 0
        {
            return format!("({})", plus(&format!("{period}aar"), before / 12));
        }
        self.dialect.integer_quotient(&format!("({})", self.looked_up(lookup, period)), "12")
    }

    fn month(&self, month: MonthExpression, lookup: Lookup, grain: Grain) -> String {
        let same_year = lookup.in_year.is_none() && lookup.before % 12 == 0;
        let first = self.looked_up(lookup, "k.");
        match month {
            MonthExpression::First(n) if lookup.in_year.is_none() => plus("k.fra", lookup.before + n),
            MonthExpression::Last(n) if lookup.in_year.is_none() => plus("k.til", lookup.before + n),
            MonthExpression::YearStart(n) if same_year => plus("12 * k.aar", lookup.before + n),
            MonthExpression::QuarterStart(n) if same_year => {
                plus(&format!("k.fra - {}", self.dialect.remainder("k.fra", 3)), lookup.before + n)
            }
            _ => self.month_from(&first, month, grain),
        }
    }

    /// A month seen from the period that begins with month `first`.
    pub fn month_from(&self, first: &str, month: MonthExpression, grain: Grain) -> String {
        match month {
            MonthExpression::First(n) => plus(first, n),
            MonthExpression::Last(n) => plus(first, grain.months() - 1 + n),
            MonthExpression::YearStart(n) => {
                let year = self.dialect.integer_quotient(&format!("({first})"), "12");
                plus(&format!("12 * ({year})"), n)
            }
            MonthExpression::QuarterStart(n) => {
                plus(&format!("({first}) - {}", self.dialect.remainder(&format!("({first})"), 3)), n)
            }
        }
    }

    /// First and last month read.
    pub fn months_of(&self, window: Window, lookup: Lookup, grain: Grain) -> (String, String) {
        (self.month(window.first, lookup, grain), self.month(window.last, lookup, grain))
    }

    /// The month lies in the window.
    pub fn in_window(&self, month: &str, window: Window, lookup: Lookup, grain: Grain) -> String {
        let (first, last) = self.months_of(window, lookup, grain);
        if first == last { format!("{month} = {first}") } else { format!("{month} BETWEEN {first} AND {last}") }
    }

    /// How many months the window holds.
    pub fn window_length(&self, window: Window, grain: Grain) -> String {
        match window.length(grain) {
            Some(length) => length.to_string(),
            None => {
                let (first, last) = self.months_of(window, Lookup::SAME, grain);
                format!("{last} - ({first}) + 1")
            }
        }
    }
}

/// `expression + n`, with the sign where it belongs.
pub fn plus(expression: &str, n: i32) -> String {
    match n {
        0 => expression.to_owned(),
        n if n > 0 => format!("{expression} + {n}"),
        n => format!("{expression} - {}", n.unsigned_abs()),
    }
}
