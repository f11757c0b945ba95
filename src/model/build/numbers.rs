//! Numbers and tests of numbers as authors write them.

use num_rational::BigRational;

use crate::model::NumberTest;
use crate::model::condition::Bound;
use crate::syntax::tree::{self, Comparison};

/// The test and whether it is negated (`<> 5`).
pub fn number_test(test: &tree::NumberTest) -> (NumberTest, bool) {
    let bound = |value: &tree::Number, included| Some(Bound { value: value.value.clone(), included });
    match test {
        tree::NumberTest::Compare(comparison, number) => match comparison {
            Comparison::Over => (NumberTest { from: bound(number, false), to: None }, false),
            Comparison::AtLeast => (NumberTest { from: bound(number, true), to: None }, false),
            Comparison::Under => (NumberTest { from: None, to: bound(number, false) }, false),
            Comparison::AtMost => (NumberTest { from: None, to: bound(number, true) }, false),
            Comparison::Equal => (NumberTest::equal(number.value.clone()), false),
            Comparison::NotEqual => (NumberTest::equal(number.value.clone()), true),
        },
        tree::NumberTest::Between(from, to) => (NumberTest::between(from.value.clone(), to.value.clone()), false),
        tree::NumberTest::FromToUnder(from, to) => {
            (NumberTest { from: bound(from, true), to: bound(to, false) }, false)
        }
    }
}

/// A number as authors write it: decimal comma, `.` between groups of three.
pub fn read_number(text: &str) -> Option<BigRational> {
    let (negative, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, decimals) = digits.split_once(',').unwrap_or((digits, ""));
    let groups: Vec<&str> = whole.split('.').collect();
    let well_grouped = groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    let all_digits = !whole.is_empty() && (digits.find(',').is_none() || !decimals.is_empty());
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !well_grouped || !all_digits || !groups.iter().all(|g| !g.is_empty() && is_number(g)) || !is_number(decimals) {
        return None;
    }
    let numerator: num_bigint::BigInt = format!("{}{decimals}", groups.concat()).parse().ok()?;
    let value = BigRational::new(numerator, num_bigint::BigInt::from(10).pow(decimals.len() as u32));
    Some(if negative { -value } else { value })
}
