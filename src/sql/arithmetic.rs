//! Exact arithmetic in whole numbers.
//!
//! In: [`Number`]s and steps. Out: expressions. Guaranteed now: every quotient is rounded half away from zero by whole
//! division, (2·10ˢ·|a| + |b|) ÷ (2·|b|), never by the engine's own division; what does not fit is an error.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::One;

use super::writer::{ALWAYS, Writer, years_test};
use crate::plan::{Grade, Number, OkYear, Step};

/// A whole-number expression, one unit of it being 1/denominator.
struct Whole {
    text: String,
    denominator: BigInt,
    /// It is a single factor, which needs no parentheses.
    single: bool,
}

fn ten_to(decimals: u32) -> BigInt {
    BigInt::from(10).pow(decimals)
}

impl Whole {
    fn factor(&self) -> String {
        if self.single { self.text.clone() } else { format!("({})", self.text) }
    }
}

impl Writer<'_> {
    fn whole(&self, number: &Number) -> Whole {
        match number {
            Number::Literal(value) => Whole {
                text: self.wide(&self.whole_literal(value.numer())),
                denominator: value.denom().clone(),
                single: true,
            },
            Number::Decimal(column) => {
                Whole { text: self.in_units(&self.name(column)), denominator: ten_to(5), single: true }
            }
            Number::Units { column, decimals } => {
                Whole { text: self.name(column), denominator: ten_to(*decimals), single: true }
            }
            Number::Negate(inner) => {
                let inner = self.whole(inner);
                Whole { text: format!("-{}", inner.factor()), denominator: inner.denominator, single: false }
            }
            Number::Add(a, b) => self.sum(a, b, "+"),
            Number::Subtract(a, b) => self.sum(a, b, "-"),
            Number::Multiply(a, b) => {
                let (a, b) = (self.whole(a), self.whole(b));
                Whole {
                    text: self.dialect.wide_product(&a.factor(), &b.factor()),
                    denominator: a.denominator * b.denominator,
                    single: false,
                }
            }
        }
    }

    /// A number in whole units of one over the second.
    pub fn whole_of(&self, number: &Number) -> (String, BigInt) {
        let whole = self.whole(number);
        (whole.factor(), whole.denominator)
    }

    fn times(&self, whole: &Whole, factor: &BigInt) -> String {
        if factor.is_one() { whole.factor() } else { format!("{} * {}", self.whole_literal(factor), whole.factor()) }
    }

    fn sum(&self, a: &Number, b: &Number, sign: &str) -> Whole {
        let (a, b) = (self.whole(a), self.whole(b));
        let denominator = a.denominator.lcm(&b.denominator);
        let left = self.times(&a, &(&denominator / &a.denominator));
        let right = self.times(&b, &(&denominator / &b.denominator));
        Whole { text: format!("{left} {sign} {right}"), denominator, single: false }
    }

    /// a/b in units of 10^-decimals, NULL when b is 0. The expressions are whole numbers; `ratio` multiplies.
    pub fn rounded_quotient(&self, a: &str, b: &str, ratio: &BigRational, decimals: u32) -> String {
        if self.is_narrow() {
            return self.narrow_quotient(a, b, &(ratio * BigRational::from_integer(ten_to(decimals))));
        }
        let twice = ratio * BigRational::from_integer(BigInt::from(2) * ten_to(decimals));
        let (up, down) = (twice.numer(), twice.denom());
        let scaled = |factor: &BigInt, of: String| {
            if factor.is_one() { of } else { format!("{} * {of}", self.whole_literal(factor)) }
        };
        let dividend = format!("({} + {})", scaled(up, format!("ABS({a})")), scaled(down, format!("ABS({b})")));
        let divisor = format!("({})", scaled(&(down * BigInt::from(2)), format!("ABS(NULLIF({b}, 0))")));
        let quotient = self.dialect.wide_quotient(&dividend, &divisor);
        let unlike = format!("{a} < 0 AND {b} > 0 OR {a} > 0 AND {b} < 0");
        format!("CASE WHEN {b} = 0 THEN NULL WHEN {unlike} THEN -1 ELSE 1 END\n  * ({quotient})")
    }

    /// Units of 1/denominator in units of 10^-5.
    pub fn rounded_units(&self, units: &str, denominator: &BigInt) -> String {
        self.published_units(&self.rounded(units, denominator))
    }

    fn rounded(&self, units: &str, denominator: &BigInt) -> String {
        if self.is_narrow() {
            return self.narrow_share(units, &BigRational::new(ten_to(5), denominator.clone()));
        }
        let twice = BigInt::from(2) * ten_to(5);
        let common = twice.gcd(denominator);
        let half = denominator / &common;
        let up = twice / &common;
        let scaled = match up.is_one() {
            true => format!("ABS({units})"),
            false => format!("{} * ABS({units})", self.whole_literal(&up)),
        };
        let dividend = format!("({scaled} + {})", self.whole_literal(&half));
        let quotient = self.dialect.wide_quotient(&dividend, &self.whole_literal(&(BigInt::from(2) * &half)));
        format!("CASE WHEN {units} < 0 THEN -1 ELSE 1 END * ({quotient})")
    }

    /// Units of 10^-5 as a published number.
    pub fn published_units(&self, units: &str) -> String {
        self.dialect.amount_of_units(units)
    }

    /// A published column in units of 10^-5.
    pub fn in_units(&self, column: &str) -> String {
        self.dialect.units(column)
    }

    /// factor × a ÷ b, published, of two columns in the same unit.
    pub fn ratio(&self, a: &str, b: &str, factor: &BigRational) -> String {
        self.published_units(&self.rounded_quotient(a, b, factor, 5))
    }

    /// A sum divided by a whole number of months, published.
    pub fn average(&self, sum: &str, months: &str) -> String {
        let ratio = BigRational::new(BigInt::one(), ten_to(5));
        let units = self.in_units(sum);
        self.published_units(&self.rounded_quotient(&units, &self.wide(months), &ratio, 5))
    }

    /// A row's place among those of its group that have a value; those without come last.
    pub fn place_in_order(&self, value: &str, groups: &str, name: &str) -> String {
        format!(
            "ROW_NUMBER() OVER (PARTITION BY {groups}\n  ORDER BY CASE WHEN {value} IS NULL THEN 1 ELSE 0 END, {value}) AS {name}"
        )
    }

    /// The sum of the two values in the middle of an ordered group (of an odd number the middle one twice): divided by
    /// 2 it is the median. `place` and `count` are the columns of [`Self::place_in_order`] and of how many there are.
    pub fn two_in_the_middle(&self, value: &str, place: &str, count: &str) -> String {
        let lower = self.dialect.integer_quotient(&format!("({count} + 1)"), "2");
        let upper = format!("{} + 1", self.dialect.integer_quotient(count, "2"));
        let at = |place_wanted: &str| format!("MAX(CASE WHEN {place} = {place_wanted} THEN {value} END)");
        format!("{} + {}", at(&lower), at(&upper))
    }

    /// A whole number divided by another that is known, published.
    pub fn divided(&self, whole: &str, by: u32) -> String {
        self.published_units(&self.rounded(whole, &BigInt::from(by)))
    }

    /// 100 × part ÷ all, of counts, published; nothing when there are none.
    pub fn hundredths(&self, part: &str, all: &str) -> String {
        let ratio = BigRational::from_integer(BigInt::from(100));
        self.published_units(&self.rounded_quotient(&self.wide(part), &self.wide(all), &ratio, 5))
    }

    /// The point so far from the low to the high as `rest` is of `of`, published; all in units of 10^-5.
    pub fn on_the_line(&self, low: &str, high: &str, rest: &str, of: &BigInt) -> String {
        let on_the_line = format!("({low} * ({} - {rest}) + {high} * {rest})", self.whole_literal(of));
        self.published_units(&self.rounded(&on_the_line, &(of * ten_to(5))))
    }

    /// |value − benchmark| × weight ÷ factor, published.
    pub fn freed(&self, value: &str, benchmark: &str, weight: &str, factor: &BigRational) -> String {
        let difference = format!("ABS({} - {})", self.in_units(value), self.in_units(benchmark));
        if self.is_narrow() {
            let divisor = factor.numer() * ten_to(5);
            return self.narrow_product(&difference, &self.in_units(weight), &divisor, factor.denom());
        }
        let times =
            if factor.denom().is_one() { String::new() } else { format!("{} * ", self.whole_literal(factor.denom())) };
        let units = format!("({times}{difference} * {})", self.in_units(weight));
        self.published_units(&self.rounded(&units, &(factor.numer() * ten_to(10))))
    }

    /// A number that has at most 5 decimals, published.
    pub fn published(&self, number: &Number) -> String {
        match number {
            Number::Decimal(column) => self.name(column),
            other => self.published_units(&self.units(other)),
        }
    }

    /// A number that has at most 5 decimals, in units of 10^-5.
    fn units(&self, number: &Number) -> String {
        let whole = self.whole(number);
        self.checked(&self.times(&whole, &(ten_to(5) / &whole.denominator)))
    }

    /// The columns that a step divides, in whole units.
    pub fn operands(&self, step: &Step) -> Vec<String> {
        let column = |number: &Number, which: &str| {
            format!("{} AS {}", self.checked(&self.whole(number).text), self.name(&operand(step.name(), which)))
        };
        match step {
            Step::Quotient { numerator, denominator, .. } => vec![column(numerator, "t"), column(denominator, "n")],
            Step::Rounded { value, .. } => match self.taken_apart(value) {
                Some((a, b)) => vec![column(a, "t"), column(b, "u")],
                None => vec![column(value, "t")],
            },
            Step::Chosen { .. } | Step::SumOfOk { .. } => Vec::new(),
        }
    }

    /// The factors of a product that is rounded, where it may not fit before it is.
    fn taken_apart<'n>(&self, value: &'n Number) -> Option<(&'n Number, &'n Number)> {
        let Number::Multiply(a, b) = value else { return None };
        let parted = [ten_to(10), ten_to(15)].contains(&value.denominator());
        (self.is_narrow() && parted).then_some((&**a, &**b))
    }

    /// The column of a step, from its operands.
    pub fn step(&self, step: &Step) -> String {
        let own = |which: &str| self.name(&operand(step.name(), which));
        let value = match step {
            Step::Quotient { numerator, denominator, decimals, .. } => {
                let ratio = BigRational::new(denominator.denominator(), numerator.denominator());
                self.rounded_quotient(&own("t"), &own("n"), &ratio, *decimals)
            }
            Step::Rounded { value, .. } => match self.taken_apart(value) {
                Some(_) => self.narrow_times(&own("t"), &own("u"), &(value.denominator() / ten_to(5))),
                None => self.rounded(&own("t"), &value.denominator()),
            },
            Step::SumOfOk { years, of_year, .. } => {
                let added = years.iter().map(|one| {
                    let value = if *of_year { &one.year } else { &one.part };
                    format!("CASE WHEN {} THEN {} ELSE 0 END", self.is_ok(one), self.in_units(&self.name(value)))
                });
                self.checked(&added.collect::<Vec<_>>().join("\n+ "))
            }
            Step::Chosen { lookup, cases, otherwise, .. } => {
                let year = self.looked_up_year(*lookup, "");
                let mut text = "CASE".to_owned();
                for (years, value) in cases {
                    let test = years_test(&year, *years).unwrap_or_else(|| ALWAYS.to_owned());
                    text.push_str(&format!("\n  WHEN {test} THEN {}", self.units(value)));
                }
                let otherwise = otherwise.map_or_else(|| "NULL".to_owned(), |value| value.to_string());
                format!("{text}\n  ELSE {otherwise}\nEND")
            }
        };
        format!("{value} AS {}", self.name(step.name()))
    }

    /// The worst of some grades.
    pub fn worst(&self, grades: &[Grade]) -> String {
        let grades: Vec<String> = grades.iter().map(|grade| self.grade_of(grade)).collect();
        self.greatest(&grades)
    }

    /// The greatest of some expressions; 0 of none.
    pub fn greatest(&self, expressions: &[String]) -> String {
        match expressions {
            [] => "0".to_owned(),
            [one] => one.clone(),
            several => self.dialect.greatest(several),
        }
    }

    /// Both parts of the year are ok and would be shown.
    fn is_ok(&self, year: &OkYear) -> String {
        let terms = [&year.part, &year.year];
        let mut tests: Vec<String> =
            terms.iter().map(|term| format!("{} = 0", self.name(&format!("{term}_grad")))).collect();
        for test in &year.hidden {
            tests.extend(terms.iter().map(|term| format!("NOT ({})", self.value_test(&self.name(term), test))));
        }
        tests.join(" AND ")
    }

    fn grade_of(&self, grade: &Grade) -> String {
        match grade {
            Grade::Term(name) => self.name(&format!("{name}_grad")),
            Grade::ZeroDivisor(step) => {
                format!("CASE WHEN {} = 0 THEN 2 ELSE 0 END", self.name(&operand(step, "n")))
            }
            Grade::NoneOk(years) => {
                let any: Vec<String> = years.iter().map(|one| format!("({})", self.is_ok(one))).collect();
                format!("CASE WHEN {} THEN 0 ELSE 3 END", any.join(" OR "))
            }
            Grade::Chosen { lookup, cases, otherwise } => {
                let year = self.looked_up_year(*lookup, "");
                let mut text = "CASE".to_owned();
                for (years, grades) in cases {
                    let test = years_test(&year, *years).unwrap_or_else(|| ALWAYS.to_owned());
                    text.push_str(&format!(" WHEN {test} THEN {}", self.worst(grades)));
                }
                format!("{text} ELSE {otherwise} END")
            }
        }
    }
}

/// `kvotient_t`, `kvotient_n`
fn operand(step: &str, which: &str) -> String {
    format!("{step}_{which}")
}
