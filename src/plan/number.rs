//! Exact arithmetic on columns.
//!
//! In: sums and products as written. Out: [`Number`]s. Guaranteed now: every number has a known denominator, so that it
//! can be computed in whole numbers; divisions are not here but steps of their own ([`super::formula`]).

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;

/// A value in terms of columns of the relation at hand.
#[derive(Debug, Clone, PartialEq)]
pub enum Number {
    Literal(BigRational),
    /// A decimal with 5 decimals.
    Decimal(String),
    /// A whole number of 10^-`decimals`.
    Units {
        column: String,
        decimals: u32,
    },
    Negate(Box<Number>),
    Add(Box<Number>, Box<Number>),
    Subtract(Box<Number>, Box<Number>),
    Multiply(Box<Number>, Box<Number>),
}

/// 10^decimals
pub fn power_of_ten(decimals: u32) -> BigInt {
    BigInt::from(10).pow(decimals)
}

impl Number {
    pub fn negated(self) -> Number {
        match self {
            Number::Literal(value) => Number::Literal(-value),
            other => Number::Negate(Box::new(other)),
        }
    }

    pub fn plus(self, other: Number) -> Number {
        match (self, other) {
            (Number::Literal(a), Number::Literal(b)) => Number::Literal(a + b),
            (a, b) => Number::Add(Box::new(a), Box::new(b)),
        }
    }

    pub fn minus(self, other: Number) -> Number {
        match (self, other) {
            (Number::Literal(a), Number::Literal(b)) => Number::Literal(a - b),
            (a, b) => Number::Subtract(Box::new(a), Box::new(b)),
        }
    }

    pub fn times(self, other: Number) -> Number {
        match (self, other) {
            (Number::Literal(a), Number::Literal(b)) => Number::Literal(a * b),
            (a, b) => Number::Multiply(Box::new(a), Box::new(b)),
        }
    }

    /// The value is a whole number of one over this.
    pub fn denominator(&self) -> BigInt {
        match self {
            Number::Literal(value) => value.denom().clone(),
            Number::Decimal(_) => power_of_ten(5),
            Number::Units { decimals, .. } => power_of_ten(*decimals),
            Number::Negate(inner) => inner.denominator(),
            Number::Add(a, b) | Number::Subtract(a, b) => a.denominator().lcm(&b.denominator()),
            Number::Multiply(a, b) => a.denominator() * b.denominator(),
        }
    }

    /// It has at most 5 decimals whatever the columns hold.
    pub fn has_five_decimals(&self) -> bool {
        (power_of_ten(5) % self.denominator()) == BigInt::ZERO
    }

    /// The columns it is made of.
    pub fn columns(&self) -> Vec<&str> {
        match self {
            Number::Literal(_) => Vec::new(),
            Number::Decimal(column) | Number::Units { column, .. } => vec![column],
            Number::Negate(inner) => inner.columns(),
            Number::Add(a, b) | Number::Subtract(a, b) | Number::Multiply(a, b) => {
                a.columns().into_iter().chain(b.columns()).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::whole;

    #[test]
    fn decimals_are_known_before_anything_is_computed() {
        let column = || Number::Decimal("a".into());
        let half = Number::Literal(BigRational::new(1.into(), 2.into()));
        assert!(column().plus(Number::Literal(whole(3))).has_five_decimals());
        assert!(!column().times(half).has_five_decimals());
        assert!(!column().times(column()).has_five_decimals());
        assert_eq!(Number::Literal(whole(2)).times(Number::Literal(whole(3))), Number::Literal(whole(6)));
    }
}
