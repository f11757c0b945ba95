//! Numbers that pass a test, and those at its bounds; time between dates on the day and the day before.
//!
//! In: tests of a column or måltal. Out: cells. Guaranteed now: whether a number meets the tests is decided by the tests
//! themselves.

use num_rational::BigRational;

use super::lowered::time_behind;
use super::values::{Cells, ITEMS, Neighbour, Place, capital, column_word, danish, spread};
use crate::exact::whole;
use crate::model::{ColumnId, Comparison, NumberTest, Operand, SourceId, TimeBetween, TimeUnit};

/// After the number of a column of time between dates: the day before the number is reached.
pub const A_DAY_SHORT: char = '-';

impl Place<'_> {
    pub fn column_near(&self, column: ColumnId, tests: &[NumberTest], negated: bool) -> Vec<Neighbour> {
        let word = column_word(self.model, self.source, column);
        match time_behind(self.model, self.source, column) {
            Some((between, of)) => self.time_near(column, between, of, tests, negated),
            None => numbers_near(Operand::Column(column), &word, tests, negated),
        }
    }

    /// A number of days, months or years is reached on a day: that day, and the one before.
    fn time_near(
        &self,
        column: ColumnId,
        between: TimeBetween,
        of: SourceId,
        tests: &[NumberTest],
        negated: bool,
    ) -> Vec<Neighbour> {
        let name = column_word(self.model, self.source, column);
        let unit = match between.unit {
            TimeUnit::Days => "dage",
            TimeUnit::Months => "måneder",
            TimeUnit::Years => "år",
        };
        let holds = |number: &BigRational| tests.iter().any(|test| test.holds(number)) != negated;
        let cells = |cell: String| vec![(Operand::Column(column), cell)];
        let mut found = Vec::new();
        let bounds: Vec<&BigRational> =
            spread(tests).flat_map(|test| test.from.iter().chain(&test.to)).map(|bound| &bound.value).collect();
        for reached in bounds.into_iter().flat_map(|bound| [bound.clone(), bound + whole(1)]) {
            let before = &reached - whole(1);
            if !reached.is_integer() || reached <= whole(0) || holds(&reached) == holds(&before) {
                continue;
            }
            let number = danish(&reached);
            let says = format!("{} er {number} {unit} på dagen", capital(&name));
            found.push(Neighbour { cells: cells(number.clone()), says, meets: holds(&reached), year: None });
            let says = format!("{} er {} {unit} (en dag fra {number})", capital(&name), danish(&before));
            found.push(Neighbour {
                cells: cells(format!("{number}{A_DAY_SHORT}")),
                says,
                meets: holds(&before),
                year: None,
            });
        }
        let from = &self.model.source(of).columns[between.from.0].name.text;
        let says = format!("En række uden {from}, så {name} er tom,");
        found.push(Neighbour { cells: cells(String::new()), says, meets: negated, year: None });
        found
    }
}

/// What two numbers of a row that are compared are: the second is the one in the middle.
pub const COMPARED: [(&str, &str); 3] =
    [("99", "lidt mindre end"), ("100", "det samme som"), ("101", "lidt større end")];

impl Place<'_> {
    /// Two numbers of the row, one a little less, the same and a little more than the other, and each of them missing.
    pub fn compared_near(&self, left: Operand, comparison: Comparison, right: Operand) -> Vec<Neighbour> {
        let source = self.model.source(self.source);
        let name = |of: Operand| match of {
            Operand::Column(column) => source.columns[column.0].name.text.clone(),
            Operand::Measure(measure) => source.measures[measure.0].name.text.clone(),
        };
        let (first, second) = (name(left), name(right));
        let put = |a: &str, b: &str, says: String, meets: bool| Neighbour {
            cells: vec![(left, a.to_owned()), (right, b.to_owned())],
            says,
            meets,
            year: None,
        };
        let same = COMPARED[1].0;
        let meets = |at: usize| match comparison {
            Comparison::Over => at > 1,
            Comparison::Under => at < 1,
            Comparison::AtLeast => at >= 1,
            Comparison::AtMost => at <= 1,
            Comparison::Equal => at == 1,
            Comparison::NotEqual => at != 1,
        };
        let mut found: Vec<Neighbour> = COMPARED
            .iter()
            .enumerate()
            .map(|(at, (cell, words))| put(cell, same, format!("{} er {words} {second}", capital(&first)), meets(at)))
            .collect();
        let unequal = comparison == Comparison::NotEqual;
        found.push(put("", same, format!("{} er tom", capital(&first)), unequal));
        found.push(put(same, "", format!("{} er tom", capital(&second)), unequal));
        found
    }
}

pub fn numbers_meeting(of: Operand, tests: &[NumberTest], negated: bool) -> Vec<Cells> {
    let good = |number: &BigRational| tests.iter().any(|test| test.holds(number)) != negated;
    let mut found: Vec<Cells> =
        tests.iter().flat_map(near).filter(good).map(|number| vec![(of, danish(&number))]).collect();
    found.truncate(ITEMS);
    if negated {
        found.push(vec![(of, String::new())]);
    }
    found
}

pub fn numbers_near(of: Operand, word: &str, tests: &[NumberTest], negated: bool) -> Vec<Neighbour> {
    let mut found = Vec::new();
    for test in spread(tests) {
        for bound in test.from.iter().chain(&test.to) {
            let limit = danish(&bound.value);
            for (number, where_) in [
                (&bound.value - whole(1), "ligger lige under grænsen"),
                (bound.value.clone(), "er selve grænsen"),
                (&bound.value + whole(1), "ligger lige over grænsen"),
            ] {
                let meets = tests.iter().any(|test| test.holds(&number)) != negated;
                let says = match number == bound.value {
                    true => format!("{} {limit} {where_}", capital(word)),
                    false => format!("{} {} {where_} {limit}", capital(word), danish(&number)),
                };
                found.push(Neighbour { cells: vec![(of, danish(&number))], says, meets, year: None });
            }
        }
    }
    let says = format!("En række uden {word}");
    found.push(Neighbour { cells: vec![(of, String::new())], says, meets: negated, year: None });
    found
}

/// The bounds of a test and what lies on either side.
fn near(test: &NumberTest) -> Vec<BigRational> {
    let mut found = Vec::new();
    for bound in test.from.iter().chain(&test.to) {
        found.extend([bound.value.clone(), &bound.value + whole(1), &bound.value - whole(1)]);
    }
    if found.is_empty() { vec![whole(0)] } else { found }
}
