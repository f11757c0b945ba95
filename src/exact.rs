//! Exact numbers: rounding half away from zero, reading and writing digits.
//!
//! In: rationals and texts. Out: rationals and texts, every digit decided here and nowhere else (T9).

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

/// How many decimals every published value has.
pub const DECIMALS: u32 = 5;

/// A whole number.
pub fn whole(number: i64) -> BigRational {
    BigRational::from_integer(number.into())
}

/// The nearest number with so many decimals; of two equally near the one farther from zero.
pub fn round(value: &BigRational, decimals: u32) -> BigRational {
    BigRational::new(units(value, decimals), power_of_ten(decimals))
}

/// Rounded as everything with a name or a column is (N1).
pub fn round5(value: &BigRational) -> BigRational {
    round(value, DECIMALS)
}

/// Rounded, with exactly so many decimals after a point: `-0.50`.
pub fn decimal_text(value: &BigRational, decimals: u32) -> String {
    let scaled = units(value, decimals);
    let sign = if scaled.is_negative() { "-" } else { "" };
    let width = decimals as usize + 1;
    let digits = format!("{:0>width$}", scaled.abs().to_string());
    let (whole, part) = digits.split_at(digits.len() - decimals as usize);
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

/// A number as machines write it: an optional sign, digits, optionally a point and digits.
pub fn machine_number(text: &str) -> Option<BigRational> {
    let (negative, digits) = without_sign(text);
    let (whole, part) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    from_digits(negative, whole, part)
}

/// A number as the language writes it: points between groups of three, a decimal comma: `1.250.000,5`.
pub fn danish_number(text: &str) -> Option<BigRational> {
    let (negative, digits) = without_sign(text);
    let (whole, part) = digits.split_once(',').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let mut groups = whole.split('.');
    let first = groups.next()?;
    let groups: Vec<&str> = groups.collect();
    let grouped = groups.is_empty() || (first.len() <= 3 && groups.iter().all(|group| group.len() == 3));
    if grouped { from_digits(negative, &format!("{first}{}", groups.concat()), part) } else { None }
}

/// A machine's number as people read it: `-1234567.50` → `-1.234.567,5`, filled with zeros up to `decimals`; more significant decimals are kept.
pub fn danish_text(number: &str, decimals: usize) -> String {
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let fraction = format!("{:0<decimals$}", fraction.trim_end_matches('0'));
    let grouped = grouped(whole);
    if fraction.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped},{fraction}") }
}

fn grouped(digits: &str) -> String {
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits.to_owned();
    }
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

fn without_sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn from_digits(negative: bool, whole: &str, part: Option<&str>) -> Option<BigRational> {
    let part_digits = part.unwrap_or_default();
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !(part.is_none() || is_number(part_digits)) {
        return None;
    }
    let digits: BigInt = format!("{whole}{part_digits}").parse().ok()?;
    let number = BigRational::new(digits, power_of_ten(part_digits.len() as u32));
    Some(if negative && !number.is_zero() { -number } else { number })
}

/// `value` × 10^decimals as a whole number, half away from zero.
pub fn units(value: &BigRational, decimals: u32) -> BigInt {
    let enlarged = value * BigRational::from_integer(power_of_ten(decimals));
    let half = BigRational::new(1.into(), 2.into());
    let magnitude = (enlarged.abs() + half).floor().to_integer();
    if enlarged.is_negative() { -magnitude } else { magnitude }
}

fn power_of_ten(exponent: u32) -> BigInt {
    BigInt::from(10).pow(exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> BigRational {
        machine_number(text).expect(text)
    }

    #[test]
    fn ties_go_away_from_zero() {
        for (value, rounded) in
            [("0.000005", "0.00001"), ("-0.000005", "-0.00001"), ("0.0000049", "0.00000"), ("2.5", "2.50000")]
        {
            assert_eq!(decimal_text(&number(value), 5), rounded);
        }
        assert_eq!(decimal_text(&number("-2.5"), 0), "-3");
        assert_eq!(round5(&BigRational::new(1.into(), 3.into())), number("0.33333"));
    }

    #[test]
    fn numbers_are_read_as_written() {
        assert_eq!(danish_number("-1.250.000,5"), Some(number("-1250000.5")));
        assert_eq!(danish_number("25000"), Some(number("25000")));
        for wrong in ["1.5", "1.2500", "", ",5", "5,", "1 000", "-", "0x1", "1.000.00", "٣"] {
            assert_eq!(danish_number(wrong), None, "{wrong}");
        }
        for wrong in ["1,5", ".5", "5.", "1e3", " 1", "1.2.3", "--1"] {
            assert_eq!(machine_number(wrong), None, "{wrong}");
        }
    }
}
