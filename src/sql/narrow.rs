//! Exact arithmetic where whole numbers have 64 bits.
//!
//! In: expressions that are whole, or NULL. Out: expressions that are whole, or NULL, or an error. Guaranteed now: what does
//! not fit is an error; nothing is told by floating point.
//!
//! A product goes over to floating point when it does not fit, and so does all that is made of it by `+`, `-`, `*` and `/`:
//! so it is enough to look at what comes out ([`Writer::checked`]). Only `%` and comparisons would hide it.

mod distances;

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use super::layout::Relation;
use super::writer::Writer;

/// The steps in which a rest is multiplied: no divisor is so large that ten times a rest of it does not fit.
const STEP: u32 = 10;

fn largest() -> BigInt {
    BigInt::from(i64::MAX)
}

impl Writer<'_> {
    pub fn is_narrow(&self) -> bool {
        self.dialect.is_narrow()
    }

    /// What comes out, where it is whole; an error where it is not. Itself where numbers are wide.
    pub fn checked(&self, text: &str) -> String {
        match self.is_narrow() && text.contains(' ') {
            true => format!("CASE WHEN TYPEOF({text}) = 'real' THEN {} ELSE {text} END", self.dialect.refused(text)),
            false => text.to_owned(),
        }
    }

    /// a × up ÷ (b × down), rounded half away from zero; NULL when b is 0. Operands are expressions that bind tight.
    pub fn narrow_quotient(&self, a: &str, b: &str, by: &BigRational) -> String {
        let (up, down) = (by.numer(), by.denom());
        if up.is_zero() {
            return format!("CASE WHEN {b} = 0 THEN NULL ELSE 0 * {a} END");
        }
        let size = format!("ABS({a})");
        // Nothing divided by 0 is NULL.
        let divisor = match down.is_one() {
            true => format!("ABS({b})"),
            false => format!("({down} * ABS({b}))"),
        };
        let steps = steps(up, &BigInt::from(STEP));
        let most = steps.iter().max().cloned().unwrap_or_else(BigInt::one);
        let refused = self.dialect.refused(&format!("({b})"));
        format!(
            "CASE WHEN TYPEOF({a}) = 'real' OR TYPEOF({b}) = 'real' OR ABS({b}) > {} OR {size} / {divisor} > {} THEN {refused} \
             WHEN {b} = 0 THEN NULL WHEN {a} < 0 AND {b} > 0 OR {a} > 0 AND {b} < 0 THEN -1 ELSE 1 END\n  * ({})",
            largest() / most / down,
            (largest() / up.abs()) - BigInt::one(),
            ladder(&size, &divisor, &steps)
        )
    }

    /// a × by, rounded half away from zero.
    pub fn narrow_share(&self, a: &str, by: &BigRational) -> String {
        let (up, down) = (by.numer(), by.denom());
        let size = format!("ABS({a})");
        let value = match down.is_one() {
            true => format!("{up} * {size}"),
            // The divisor is known, and how much a rest of it may be multiplied.
            false => ladder(&size, &down.to_string(), &steps(up, &(largest() / down).min(BigInt::from(1_000_000)))),
        };
        self.checked(&format!("CASE WHEN {a} < 0 THEN -1 ELSE 1 END * ({value})"))
    }

    /// |a| × |b| ÷ the divisor × times, rounded half away from zero, with the sign of both: the second is taken apart.
    pub fn narrow_product(&self, a: &str, b: &str, divisor: &BigInt, times: &BigInt) -> String {
        let (first, second) = (format!("ABS({a})"), format!("ABS({b})"));
        let first = if times.is_one() { first } else { format!("({times} * {first})") };
        let rest = format!("{first} * ({second} % {divisor})");
        let value = match divisor.is_even() {
            true => format!("{first} * ({second} / {divisor}) + ({rest} + {}) / {divisor}", divisor / BigInt::from(2)),
            false => {
                format!("{first} * ({second} / {divisor}) + (2 * {rest} + {divisor}) / {}", divisor * BigInt::from(2))
            }
        };
        let sign = format!("CASE WHEN {a} < 0 AND {b} > 0 OR {a} > 0 AND {b} < 0 THEN -1 ELSE 1 END");
        self.checked(&format!("{sign} * ({value})"))
    }

    /// a × b ÷ 10^5 or 10^10, rounded half away from zero.
    pub fn narrow_times(&self, a: &str, b: &str, divisor: &BigInt) -> String {
        let part = BigInt::from(100_000);
        if *divisor == part {
            return self.narrow_product(a, b, divisor, &BigInt::one());
        }
        let whole = |of: &str| format!("(ABS({of}) / {part})");
        let rest = |of: &str| format!("(ABS({of}) % {part})");
        let middle = format!("({} * {} + {} * {})", whole(a), rest(b), rest(a), whole(b));
        self.checked(&format!(
            "CASE WHEN {a} < 0 AND {b} > 0 OR {a} > 0 AND {b} < 0 THEN -1 ELSE 1 END * ({} * {} + {middle} / {part} + ({middle} % {part} * {part} + {} * {} + 5000000000) / 10000000000)",
            whole(a),
            whole(b),
            rest(a),
            rest(b)
        ))
    }

    /// An amount times a factor that is known in units of 10^-10, rounded half away from zero: both are taken apart.
    pub fn narrow_price(&self, amount: &str, factor: &BigInt) -> String {
        let part = BigInt::from(100_000);
        let (high, low) = factor.abs().div_rem(&part);
        let (whole, rest) = (format!("(ABS({amount}) / {part})"), format!("(ABS({amount}) % {part})"));
        let middle = format!("({whole} * {low} + {rest} * {high})");
        let sign = if factor.sign() == Sign::Minus { (1, -1) } else { (-1, 1) };
        self.checked(&format!(
            "CASE WHEN {amount} < 0 THEN {} ELSE {} END * ({whole} * {high} + {middle} / {part} + ({middle} % {part} * {part} + {rest} * {low} + 5000000000) / 10000000000)",
            sign.0, sign.1
        ))
    }
}

/// What parts of a number are counted in: the squares of many of them can be added.
const PART: u32 = 1_000_000;

impl Writer<'_> {
    /// From `passende`: n(n−1)e² × the first factor is more than (nΣe² − (Σe)²) × the second, in numbers of three parts.
    /// The last relation is `spredt`; the condition is on its columns.
    pub fn narrow_spread(&self, code: &str, (of_one, of_all): (&BigInt, &BigInt)) -> (Vec<Relation>, String) {
        let over = format!("OVER (PARTITION BY fra{code})");
        let parts: Vec<String> = parts_of("e").iter().zip(0..).map(|(part, at)| format!("{part} AS e_{at}")).collect();
        let squares = |of: &str| square(&[0, 1, 2].map(|at| format!("{of}_{at}")));
        let sums: Vec<String> =
            squares("e").iter().zip(0..).map(|(square, at)| format!("SUM({square}) {over} AS k_{at}")).collect();
        let whole = parts_of("sum_e").into_iter().zip(0..).map(|(part, at)| format!("{part} AS s_{at}"));
        let own = squares("e").into_iter().zip(squares("s")).zip(0..).map(|((own, whole), at)| {
            let value = format!("{of_one} * antal * (antal - 1) * ({own}) - {of_all} * (antal * k_{at} - ({whole}))");
            format!("{} AS f_{at}", self.checked(&value))
        });
        let with =
            |columns: Vec<String>, from: &str| format!("SELECT p.*,\n  {}\nFROM {from} AS p", columns.join(",\n  "));
        let relations = vec![
            Relation::new("delt", "Afstandene i milliontedele af milliontedele", with(parts, "passende")),
            Relation::new(
                "summeret",
                "",
                with(std::iter::once(format!("SUM(e) {over} AS sum_e")).chain(sums).collect(), "delt"),
            ),
            Relation::new("i_alt", "", with(whole.collect(), "summeret")),
            Relation::new(
                "spredt",
                "n(n−1)(x−m)² mod K²(nΣx² − (Σx)²), regnet på afstande, en del ad gangen",
                with(own.collect(), "i_alt"),
            ),
        ];
        (relations, is_positive(&[0, 1, 2, 3, 4].map(|at| format!("f_{at}"))))
    }
}

/// A number in three parts, the smallest first, each with its sign.
fn parts_of(number: &str) -> [String; 3] {
    let part = BigInt::from(PART);
    [format!("{number} % {part}"), format!("{number} / {part} % {part}"), format!("{number} / {}", &part * &part)]
}

/// The square of a number of three parts, in five.
fn square([a, b, c]: &[String; 3]) -> [String; 5] {
    [
        format!("{a} * {a}"),
        format!("2 * {a} * {b}"),
        format!("{b} * {b} + 2 * {a} * {c}"),
        format!("2 * {b} * {c}"),
        format!("{c} * {c}"),
    ]
}

/// A number in parts, the smallest first, is more than 0: what is left of a part is smaller than one of the next.
fn is_positive(parts: &[String]) -> String {
    let mut carried = String::new();
    let mut test = String::new();
    for (at, part) in parts.iter().enumerate() {
        let whole = if carried.is_empty() { part.clone() } else { format!("({part} + {carried} / {PART})") };
        let own = if at + 1 == parts.len() { whole.clone() } else { format!("{whole} % {PART}") };
        test = if test.is_empty() { format!("{own} > 0") } else { format!("({own} > 0 OR {own} = 0 AND {test})") };
        carried = whole;
    }
    test
}

/// The whole part of a × the steps ÷ the divisor, step by step: a rest is smaller than the divisor. Then it is rounded.
fn ladder(a: &str, divisor: &str, steps: &[BigInt]) -> String {
    let mut rest = format!("{a} % {divisor}");
    let mut left: BigInt = steps.iter().product();
    let times = |left: &BigInt, quotient: String| match left.is_one() {
        true => quotient,
        false => format!("{left} * ({quotient})"),
    };
    let mut parts = vec![times(&left, format!("{a} / {divisor}"))];
    for step in steps {
        left = &left / step;
        parts.push(times(&left, format!("{step} * ({rest}) / {divisor}")));
        rest = format!("{step} * ({rest}) % {divisor}");
    }
    parts.push(format!("CASE WHEN {rest} >= {divisor} - {rest} THEN 1 ELSE 0 END"));
    parts.join(" + ")
}

/// Factors of a number, none larger than `most` unless it is a prime that is.
fn steps(number: &BigInt, most: &BigInt) -> Vec<BigInt> {
    let mut left = number.abs();
    let mut steps = Vec::new();
    let mut candidate = most.clone();
    while candidate > BigInt::one() {
        while (&left % &candidate).is_zero() {
            left /= &candidate;
            steps.push(candidate.clone());
        }
        candidate -= 1;
    }
    if !left.is_one() {
        steps.push(left);
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_is_taken_in_steps() {
        let of = |number: i64| {
            steps(&BigInt::from(number), &BigInt::from(10)).iter().map(BigInt::to_string).collect::<Vec<_>>()
        };
        assert_eq!(of(100_000), ["10"; 5]);
        assert_eq!(of(1_200), ["10", "10", "6", "2"]);
        assert_eq!(of(26), ["2", "13"]);
        assert!(of(1).is_empty());
    }

    #[test]
    fn a_quotient_is_found_digit_by_digit() {
        assert_eq!(
            ladder("a", "b", &[BigInt::from(10)]),
            "10 * (a / b) + 10 * (a % b) / b + CASE WHEN 10 * (a % b) % b >= b - 10 * (a % b) % b THEN 1 ELSE 0 END"
        );
    }
}
