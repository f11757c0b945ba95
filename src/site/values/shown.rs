//! Numbers and statuses as people read them.
//!
//! In: numbers as machines write them, exact. Out: Danish texts, all of one nøgletal with the same decimals; places in a
//! picture. Guaranteed now: a text is rounded once, half away from zero; only places pass through floating point.

use crate::exact::{danish_text, decimal_text, machine_number};
use crate::site::words::Words;

use super::ValueRow;

/// With so many decimals the largest of some numbers is readable; whole numbers have none.
pub fn decimals<'a>(numbers: impl Iterator<Item = &'a str>) -> u32 {
    let (mut largest, mut whole) = (0.0_f64, true);
    for number in numbers {
        largest = largest.max(place(number).abs());
        whole &= number.split_once('.').is_none_or(|(_, part)| part.bytes().all(|digit| digit == b'0'));
    }
    match largest {
        _ if whole => 0,
        large if large >= 10_000.0 => 0,
        large if large >= 100.0 => 1,
        _ => 2,
    }
}

/// `12.345,68`
pub fn danish(number: &str, decimals: u32) -> String {
    match machine_number(number) {
        Some(exact) => danish_text(&decimal_text(&exact, decimals), decimals as usize),
        None => number.to_owned(),
    }
}

pub fn place(number: &str) -> f64 {
    number.parse().unwrap_or(0.0)
}

/// Why a row has no resultat, or how sure the one it has is; nothing when it is ok.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    Provisional,
    Missing,
    DividedByZero,
    Hidden,
    /// A rule of the nøgletal shows no resultat.
    NotShown,
}

impl Mark {
    pub const ALL: [Mark; 5] = [Mark::Provisional, Mark::Missing, Mark::DividedByZero, Mark::Hidden, Mark::NotShown];

    pub fn of(row: &ValueRow) -> Option<Mark> {
        match row.status.as_str() {
            "skjult" => Some(Mark::Hidden),
            "mangler" => Some(Mark::Missing),
            "nævner_nul" if row.result.is_none() => Some(Mark::DividedByZero),
            "foreløbig" => Some(Mark::Provisional),
            _ if row.result.is_none() => Some(Mark::NotShown),
            _ => None,
        }
    }

    /// Told apart without colour.
    pub fn sign(self) -> &'static str {
        match self {
            Mark::Provisional => "○",
            Mark::Missing => "–",
            Mark::DividedByZero => "÷",
            Mark::Hidden => "■",
            Mark::NotShown => "×",
        }
    }

    pub fn word(self, words: &Words) -> &str {
        words.say(match self {
            Mark::Provisional => "values.provisional",
            Mark::Missing => "values.missing",
            Mark::DividedByZero => "values.divided_by_zero",
            Mark::Hidden => "values.hidden",
            Mark::NotShown => "values.not_shown",
        })
    }

    pub fn meaning(self, words: &Words) -> &str {
        words.say(match self {
            Mark::Provisional => "values.provisional_means",
            Mark::Missing => "values.missing_means",
            Mark::DividedByZero => "values.divided_by_zero_means",
            Mark::Hidden => "values.hidden_means",
            Mark::NotShown => "values.not_shown_means",
        })
    }
}
