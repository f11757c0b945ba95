//! The calendar in plain arithmetic, for engines that lack functions for it.
//!
//! In: expressions of whole numbers. Out: expressions and queries. Guaranteed now: right for all years from 1 to 9999.

use super::Dialect;

/// Whole numbers from `first` to `end`, the last excluded, from digits joined with each other: no more than 20,000, which
/// the months from year 1 to 1666 are, or those of any stretch of years that data can hold.
pub fn series<D: Dialect + ?Sized>(dialect: &D, first: &str, end: &str, relation: &str) -> String {
    let digits = |alias: &str, last: u32| {
        let rows: Vec<String> = (0..=last)
            .map(|digit| match digit {
                0 => format!("SELECT 0 AS n{}", dialect.without_table()),
                digit => format!("SELECT {digit}{}", dialect.without_table()),
            })
            .collect();
        format!("({}) AS {alias}", rows.join(" UNION ALL "))
    };
    let number = "a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n";
    format!(
        "SELECT {first} + {number} AS fra\nFROM {relation}\nCROSS JOIN {}\nCROSS JOIN {}\nCROSS JOIN {}\nCROSS JOIN {}\nCROSS JOIN {}\n\
         WHERE {number} < {end} - ({first})",
        digits("a", 9),
        digits("b", 9),
        digits("c", 9),
        digits("d", 9),
        digits("e", 1),
    )
}
