//! Takes what every clause is made of out of a line's pairs: spans, names, texts, numbers, years.
//!
//! In: pairs of one line of the lower-cased copy. Out: tree nodes with the original's letters.
//! Guaranteed now: spans are of the file and hold no blanks at their end; a number that is not written
//! as the language has it is reported and read as it was most likely meant.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::FormProblem;
use crate::source::{FileId, Span};
use crate::syntax::grammar::{Pair, Rule, child, children};
use crate::syntax::texts;
use crate::syntax::tree::{Code, DayOfYear, FigureName, Name, Number, Text, Unit, YearRange};

/// More digits than any amount has; longer numbers would only cost time.
const DIGITS: usize = 40;

/// Reads one line; collects what is wrong with it.
pub(super) struct Reader<'a> {
    pub file: FileId,
    pub text: &'a str,
    /// Where the line begins in the file.
    pub base: usize,
    /// The line's end.
    pub end: usize,
    pub problems: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    pub fn report(&mut self, problem: FormProblem, span: Span) {
        self.problems.push(Diagnostic::new(problem, span));
    }

    pub fn at(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.base + start, self.base + end)
    }

    pub fn line_span(&self) -> Span {
        Span::new(self.file, self.base, self.end)
    }

    pub fn span(&self, pair: &Pair<'_>) -> Span {
        let written = pair.as_str();
        let span = pair.as_span();
        let leading = written.len() - written.trim_start().len();
        let start = span.start() + leading.min(written.len());
        self.at(start, start + written.trim().len())
    }

    /// The text under a pair, with the author's letters.
    pub fn written(&self, pair: &Pair<'_>) -> &'a str {
        &self.text[self.span(pair).range()]
    }

    pub fn read_name(&self, pair: &Pair<'_>) -> Name {
        Name { text: self.written(pair).to_owned(), span: self.span(pair) }
    }

    /// The one child of a rule; a second one is reported. `words` begin it, in a line of `clause`.
    pub fn single<'i>(&mut self, pair: &Pair<'i>, rule: Rule, words: &str, clause: &str) -> Option<Pair<'i>> {
        let mut found = children(pair, rule);
        let one = found.next();
        if let Some(second) = found.next() {
            self.report_twice(&second, words, clause);
        }
        one
    }

    pub fn report_twice(&mut self, second: &Pair<'_>, words: &str, clause: &str) {
        let problem = FormProblem::ClauseTwice { clause: words.to_owned(), declaration: clause.to_owned() };
        self.report(problem, self.span(second));
    }

    /// The first name directly under a pair.
    pub fn name(&self, pair: &Pair<'_>) -> Option<Name> {
        child(pair, Rule::name).map(|name| self.read_name(&name))
    }

    pub fn names(&self, pair: &Pair<'_>) -> Vec<Name> {
        children(pair, Rule::name).map(|name| self.read_name(&name)).collect()
    }

    pub fn read_text(&self, pair: &Pair<'_>) -> Text {
        Text { value: texts::value(self.written(pair)), span: self.span(pair) }
    }

    /// The first text directly under a pair.
    pub fn text(&self, pair: &Pair<'_>) -> Option<Text> {
        child(pair, Rule::text).map(|text| self.read_text(&text))
    }

    /// A code as written; `5.30.xx` is `5.30`.
    pub fn read_code(&self, pair: &Pair<'_>) -> Code {
        let written = self.written(pair);
        let end = written.find(['x', 'X']).unwrap_or(written.len());
        Code { text: written[..end].trim_end_matches('.').replace('−', "-"), span: self.span(pair) }
    }

    pub fn codes(&self, pair: &Pair<'_>) -> Vec<Code> {
        children(pair, Rule::code).map(|code| self.read_code(&code)).collect()
    }

    /// The first number directly under a pair.
    pub fn number(&mut self, pair: &Pair<'_>) -> Option<Number> {
        child(pair, Rule::number).or_else(|| child(pair, Rule::unsigned)).map(|number| self.read_number(&number))
    }

    pub fn read_number(&mut self, pair: &Pair<'_>) -> Number {
        let span = self.span(pair);
        let written = self.written(pair);
        let negative = written.starts_with(['-', '−']);
        let digits = written.trim_start_matches(['-', '−']);
        let (whole, fraction) = digits.split_once(',').unwrap_or((digits, ""));
        if digits.len() > DIGITS {
            self.report(FormProblem::NumberTooLong { written: written.to_owned(), digits: DIGITS }, span);
            return Number { value: BigRational::zero(), span };
        }
        if !grouped_by_three(whole) {
            return self.misplaced_point(written, whole, fraction, negative, span);
        }
        Number { value: decimal(&whole.replace('.', ""), fraction, negative), span }
    }

    /// `1.5` was meant as `1,5`; of `12.34.5` only the points are certain to be wrong.
    fn misplaced_point(&mut self, written: &str, whole: &str, fraction: &str, negative: bool, span: Span) -> Number {
        if let (Some((before, after)), "") = (whole.split_once('.'), fraction)
            && !after.contains('.')
        {
            let meant = written.replace('.', ",");
            let problem = FormProblem::DecimalPoint { written: written.to_owned(), meant: meant.clone() };
            self.problems.push(Diagnostic::new(problem, span).fix(span, meant));
            return Number { value: decimal(before, after, negative), span };
        }
        let problem = FormProblem::NumberGroups { written: written.to_owned() };
        self.problems.push(Diagnostic::new(problem, span).fix(span, written.replace('.', "")));
        Number { value: decimal(&whole.replace('.', ""), fraction, negative), span }
    }

    /// The first whole number directly under a pair.
    pub fn whole(&mut self, pair: &Pair<'_>) -> Option<u32> {
        let whole = child(pair, Rule::whole)?;
        self.read_whole(&whole)
    }

    pub fn read_whole(&mut self, pair: &Pair<'_>) -> Option<u32> {
        let written = self.written(pair);
        let value = written.parse::<u32>().ok().filter(|value| *value < 1_000_000_000);
        if value.is_none() {
            self.report(FormProblem::NumberTooLong { written: written.to_owned(), digits: 9 }, self.span(pair));
        }
        value
    }

    /// The first year directly under a pair.
    pub fn year(&mut self, pair: &Pair<'_>) -> Option<i32> {
        child(pair, Rule::year).and_then(|year| self.read_year(&year))
    }

    pub fn read_year(&mut self, pair: &Pair<'_>) -> Option<i32> {
        let year = self.written(pair).parse::<i32>().ok()?;
        if !(1800..=2199).contains(&year) {
            self.report(FormProblem::YearImplausible { year: i64::from(year) }, self.span(pair));
        }
        Some(year)
    }

    /// The years directly under a pair.
    pub fn years(&mut self, pair: &Pair<'_>) -> Option<YearRange> {
        let range = child(pair, Rule::year_range)?;
        let span = self.span(&range);
        let mut years = Vec::new();
        let mut open = false;
        let mut first_is_end = false;
        for inner in range.into_inner() {
            match inner.as_rule() {
                Rule::k_fra => open = true,
                Rule::k_til if years.is_empty() => first_is_end = true,
                Rule::year => years.push(self.read_year(&inner)?),
                _ => {}
            }
        }
        let (from, to) = match (years.as_slice(), first_is_end, open) {
            ([to], true, _) => (None, Some(*to)),
            ([from], false, true) => (Some(*from), None),
            ([year], false, false) => (Some(*year), Some(*year)),
            ([from, to, ..], _, _) => (Some(*from), Some(*to)),
            ([], _, _) => return None,
        };
        if let (Some(from), Some(to)) = (from, to)
            && from > to
        {
            self.report(FormProblem::RangeReversed { from: from.to_string(), to: to.to_string() }, span);
        }
        Some(YearRange { from, to, span })
    }

    /// `5. september` directly under a pair; the day must exist.
    pub fn day_of_year(&mut self, pair: &Pair<'_>) -> Option<DayOfYear> {
        let written = child(pair, Rule::day_of_year)?;
        let span = self.span(&written);
        let day = self.whole(&written)?;
        let month = month_number(child(&written, Rule::month)?.as_str())?;
        if !(1..=days_in(month)).contains(&day) {
            self.report(FormProblem::DayDoesNotExist { day, month }, span);
            return None;
        }
        Some(DayOfYear { day, month, span })
    }

    /// `kr. pr. borger[, ental …]` of a `unit_part` directly under a pair.
    pub fn unit(&self, pair: &Pair<'_>) -> Option<Unit> {
        let part = child(pair, Rule::unit_part)?;
        let unit = child(&part, Rule::unit)?;
        let singular = child(&part, Rule::singular).and_then(|singular| self.name(&singular));
        Some(Unit { text: self.written(&unit).to_owned(), singular, span: self.span(&unit) })
    }

    /// The first nøgletal or grundtal directly under a pair.
    pub fn figure(&self, pair: &Pair<'_>) -> Option<FigureName> {
        child(pair, Rule::figure).and_then(|figure| self.read_figure(&figure))
    }

    pub fn read_figure(&self, pair: &Pair<'_>) -> Option<FigureName> {
        let name = self.name(pair)?;
        let member = match child(pair, Rule::member_codes) {
            Some(codes) => children(&codes, Rule::member_code).map(|code| self.read_member(&code)).collect(),
            None => Vec::new(),
        };
        Some(FigureName { name, member, span: self.span(pair) })
    }

    fn read_member(&self, pair: &Pair<'_>) -> Code {
        let span = self.span(pair);
        if let Some(text) = child(pair, Rule::text) {
            return Code { text: texts::value(self.written(&text)), span };
        }
        match child(pair, Rule::code) {
            Some(code) => self.read_code(&code),
            None => Code { text: "i alt".to_owned(), span },
        }
    }
}

/// Whether points stand between groups of three digits only; `1250` without points is fine.
fn grouped_by_three(whole: &str) -> bool {
    let mut groups = whole.split('.');
    let first = groups.next().unwrap_or("");
    let mut rest = groups.peekable();
    rest.peek().is_none() || (first.len() <= 3 && rest.all(|group| group.len() == 3))
}

fn decimal(whole: &str, fraction: &str, negative: bool) -> BigRational {
    let digits = BigInt::parse_bytes(format!("{whole}{fraction}").as_bytes(), 10).unwrap_or_default();
    let scale = BigInt::from(10).pow(fraction.len() as u32);
    let value = BigRational::new(digits, scale);
    if negative { -value } else { value }
}

fn month_number(name: &str) -> Option<u32> {
    crate::text::MONTHS.iter().position(|month| *month == name.trim()).map(|at| at as u32 + 1)
}

fn days_in(month: u32) -> u32 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
