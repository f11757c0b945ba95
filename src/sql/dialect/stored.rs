//! How stored values are read, said once for the engines whose functions differ but in name.
//!
//! In: what an engine calls a few things ([`Spelling`]). Out: expressions for every [`Reading`]. Guaranteed now: what comes
//! out of unreadable values is NULL, of unreadable texts and kommuner the empty text; nothing that can fail is computed
//! unless a pattern says that it cannot.

use super::{Dialect, Reading, Type};

/// The calendar's years that are read.
const YEAR: &str = "(19[0-9]{2}|2[0-9]{3})";
const CLOCK: &str = "([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?)?";

/// What an engine calls the things that readings are made of. `x` is the stored value, of whatever type.
pub trait Spelling: Dialect {
    /// The value as text, dates as `2024-05-31…`, whatever the session says about formats.
    fn stored(&self, x: &str) -> String;

    /// Conditions on the type of the value.
    fn is_date(&self, x: &str) -> String;
    fn is_text(&self, x: &str) -> String;

    /// The whole text has the pattern; a plain one, of classes, groups and numbers of times.
    fn matches(&self, text: &str, pattern: &str) -> String;

    /// A text `2024-05-31`, of which the pattern is known to be right, is a day of the calendar.
    fn is_day(&self, text: &str) -> String {
        let number = |from: usize, length: usize| self.integer(&self.between(text, from, length));
        let (year, month) = (number(1, 4), number(6, 2));
        let next = first_day(self, &format!("(12 * {year} + {month})"));
        let length = format!("{next} - {}", self.day_number(&year, &month, "1"));
        format!("{} BETWEEN 1 AND {length}", number(9, 2))
    }

    /// A number as text, rounded half away from zero to some decimals; NULL when it has more digits before them than given.
    fn number(&self, text: &str, digits: u8, decimals: u8) -> String;

    /// The last letters of a text.
    fn ending(&self, text: &str, length: usize) -> String {
        format!("RIGHT({text}, {length})")
    }

    /// A text without blanks at its end.
    fn trimmed(&self, text: &str) -> String {
        format!("RTRIM({text}, ' ')")
    }

    /// A text without a point at its end.
    fn without_point(&self, text: &str) -> String {
        format!("RTRIM({text}, '.')")
    }

    /// The letters of a text from a place on, the first being 1.
    fn rest(&self, text: &str, from: usize) -> String {
        format!("SUBSTRING({text}, {from})")
    }

    /// So many letters of a text from a place on, the first being 1.
    fn between(&self, text: &str, from: usize, length: usize) -> String {
        format!("SUBSTRING({text}, {from}, {length})")
    }

    fn without_hyphens(&self, text: &str) -> String {
        format!("REPLACE({text}, '-', '')")
    }

    /// A text of digits as a 32-bit number.
    fn integer(&self, text: &str) -> String {
        self.cast(text, Type::Integer)
    }

    /// Another reading of the same value: a call where the engine has functions, else the expression itself.
    fn other(&self, schema: &str, reading: Reading, x: &str) -> String;
}

/// All readings; a function is made after those it calls.
pub fn in_order() -> [Reading; 11] {
    let mut readings = Reading::ALL;
    readings.sort_by_key(|reading| match reading {
        Reading::Text => 0,
        Reading::Date => 1,
        _ => 2,
    });
    readings
}

/// A value as it is read.
pub fn expression<S: Spelling + ?Sized>(on: &S, schema: &str, reading: Reading, x: &str) -> String {
    let stored = on.stored(x);
    let text = || on.other(schema, Reading::Text, x);
    let date = || on.other(schema, Reading::Date, x);
    let (is_date, is_text) = (on.is_date(x), on.is_text(x));
    let year_of = |text: &str| on.integer(&on.beginning(text, 4));
    let without_hyphens = |text: &str| on.integer(&on.without_hyphens(text));
    match reading {
        Reading::Text => {
            let without_zeros = on.without_point(&on.without_zeros(&stored));
            format!(
                "COALESCE(CASE\n  WHEN {is_date} THEN {}\n  WHEN NOT {is_text} AND {stored} LIKE '%.%' THEN {without_zeros}\n  ELSE {}\nEND, {})",
                on.beginning(&stored, 10),
                on.trimmed(&stored),
                on.text(""),
            )
        }
        Reading::Municipality => {
            let text = text();
            format!(
                "CASE WHEN NOT {is_text} AND LENGTH({text}) BETWEEN 1 AND 2 THEN LPAD({text}, 3, '0') ELSE {text} END"
            )
        }
        Reading::Month => {
            let (text, month) = (text(), on.beginning(&stored, 7));
            format!(
                "CASE\n  WHEN {is_date} AND {} THEN {}\n  WHEN {} THEN {}\nEND",
                on.matches(&month, &format!("{YEAR}-[0-9]{{2}}")),
                without_hyphens(&month),
                on.matches(&text, &format!("{YEAR}-?(0[1-9]|1[0-6])")),
                without_hyphens(&text),
            )
        }
        Reading::Date => {
            let (text, day) = (text(), on.beginning(&stored, 10));
            let dated = |pattern: &str| format!("{YEAR}-(0[1-9]|1[0-2])-[0-9]{{2}}{pattern}");
            format!(
                "CASE\n  WHEN {is_date} AND {} THEN {}\n  WHEN {} THEN CASE WHEN {} THEN {} END\nEND",
                on.matches(&day, &dated("")),
                without_hyphens(&day),
                on.matches(&text, &dated(CLOCK)),
                on.is_day(&day),
                without_hyphens(&day),
            )
        }
        Reading::Year => {
            let text = text();
            format!(
                "CASE\n  WHEN {is_date} AND {} THEN {}\n  WHEN {} THEN {}\nEND",
                on.matches(&on.beginning(&stored, 5), &format!("{YEAR}-")),
                year_of(&stored),
                on.matches(&text, YEAR),
                on.integer(&text),
            )
        }
        Reading::Day => {
            let date = date();
            format!("CASE WHEN {date} IS NOT NULL THEN {} END", day_of_digits(on, &date))
        }
        Reading::Week => {
            let (text, date) = (text(), date());
            let fourth = on.day_number(&year_of(&text), "1", "4");
            // ISO week 1 is that of 4 January; weeks count from its Monday.
            let thursday = format!("({} + 7 * {} - 7)", thursday(on, &fourth), on.integer(&on.ending(&text, 2)));
            let year = on.integer_quotient(&on.month_of_day(&thursday), "12");
            format!(
                "CASE\n  WHEN {is_date} AND {date} IS NOT NULL THEN {}\n  WHEN {} THEN\n    CASE WHEN {year} = {} THEN {} END\nEND",
                digits_of_day(on, &thursday_of_digits(on, &date)),
                on.matches(&text, &format!("{YEAR}(-?[WU])?(0[1-9]|[1-4][0-9]|5[0-3])")),
                year_of(&text),
                digits_of_day(on, &thursday),
            )
        }
        Reading::Quarter => {
            let (text, date) = (text(), date());
            let (year, month, _) = parts_of_digits(on, &date);
            let quarter = on.integer_quotient(&format!("({month} + 2)"), "3");
            format!(
                "CASE\n  WHEN {is_date} AND {date} IS NOT NULL THEN 10 * ({year}) + {quarter}\n  WHEN {} THEN 10 * {} + {}\nEND",
                on.matches(&text, &format!("{YEAR}(-?[KQ])?[1-4]")),
                year_of(&text),
                on.integer(&on.ending(&text, 1)),
            )
        }
        Reading::SchoolYear => {
            let text = text();
            let next = on.cast(&format!("{} + 1", year_of(&text)), Type::Text);
            let ends = |length: usize| format!("{} = {}", on.ending(&next, length), on.rest(&text, 6));
            format!(
                "CASE\n  WHEN {is_date} THEN NULL\n  WHEN {} THEN {year}\n  WHEN {} THEN CASE WHEN {} THEN {year} END\n  \
                 WHEN {} THEN CASE WHEN {} THEN {year} END\nEND",
                on.matches(&text, YEAR),
                on.matches(&text, &format!("{YEAR}/[0-9]{{2}}")),
                ends(2),
                on.matches(&text, &format!("{YEAR}/[0-9]{{4}}")),
                ends(4),
                year = year_of(&text),
            )
        }
        Reading::Number => number(on, schema, x, 28, 10),
        Reading::Amount => number(on, schema, x, 13, 5),
    }
}

fn number<S: Spelling + ?Sized>(on: &S, schema: &str, x: &str, digits: u8, decimals: u8) -> String {
    let (text, stored) = (on.other(schema, Reading::Text, x), on.stored(x));
    let number = "[+-]?[0-9]+([.][0-9]+)?";
    // A floating-point number may be written with an exponent.
    let stored_number = "[+-]?[0-9]*[.]?[0-9]+([.]?[eE][+-]?[0-9]+)?";
    format!(
        "CASE\n  WHEN {} AND {} THEN {}\n  WHEN NOT {} AND NOT {} AND {} THEN {}\nEND",
        on.is_text(x),
        on.matches(&text, number),
        on.number(&text, digits, decimals),
        on.is_text(x),
        on.is_date(x),
        on.matches(&stored, stored_number),
        on.number(&stored, digits, decimals),
    )
}

/// Year, month and day of `20240531`.
fn parts_of_digits<S: Spelling + ?Sized>(on: &S, date: &str) -> (String, String, String) {
    let month = on.remainder(&format!("({})", on.integer_quotient(date, "100")), 100);
    (on.integer_quotient(date, "10000"), month, on.remainder(date, 100))
}

fn day_of_digits<S: Spelling + ?Sized>(on: &S, date: &str) -> String {
    let (year, month, day) = parts_of_digits(on, date);
    on.day_number(&year, &month, &day)
}

/// Day 0 was a Thursday; 700,000 is a whole number of weeks and keeps what is divided above 0.
fn thursday<S: Spelling + ?Sized>(on: &S, day: &str) -> String {
    format!("({day} + 3 - {})", on.remainder(&format!("({day} + 700003)"), 7))
}

fn thursday_of_digits<S: Spelling + ?Sized>(on: &S, date: &str) -> String {
    thursday(on, &day_of_digits(on, date))
}

/// The first day of a month, as a day number.
pub fn first_day<S: Dialect + ?Sized>(on: &S, month: &str) -> String {
    on.day_number(&on.integer_quotient(month, "12"), &format!("{} + 1", on.remainder(month, 12)), "1")
}

/// `20240531` of a day number.
fn digits_of_day<S: Spelling + ?Sized>(on: &S, day: &str) -> String {
    let month = on.month_of_day(day);
    format!(
        "10000 * ({}) + 100 * ({} + 1) + {day} - {} + 1",
        on.integer_quotient(&month, "12"),
        on.remainder(&month, 12),
        first_day(on, &month)
    )
}

/// Whole months from one day number to another; negative when the second comes first (N10).
pub fn whole_months<S: Dialect + ?Sized>(on: &S, from: &str, to: &str) -> String {
    let month = |day: &str| on.month_of_day(day);
    let day = |day: &str| format!("({day} - {})", first_day(on, &month(day)));
    let forward = |from: &str, to: &str| {
        format!("{} - {} - CASE WHEN {} < {} THEN 1 ELSE 0 END", month(to), month(from), day(to), day(from))
    };
    format!("CASE WHEN {to} >= {from} THEN {} ELSE -({}) END", forward(from, to), forward(to, from))
}

/// Whole years likewise, from an expression for whole months.
pub fn whole_years<S: Dialect + ?Sized>(on: &S, months: impl Fn(&str, &str) -> String, from: &str, to: &str) -> String {
    let years = |from: &str, to: &str| on.integer_quotient(&format!("({})", months(from, to)), "12");
    format!("CASE WHEN {to} >= {from} THEN {} ELSE -({}) END", years(from, to), years(to, from))
}
