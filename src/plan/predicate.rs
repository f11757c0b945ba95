//! Conditions on cells, two-valued.
//!
//! In: conditions put together by [`super::selection`]. Out: [`Predicate`]s. Guaranteed now: what is always true or
//! always false has been simplified away.

use super::members::Reach;
use crate::model::years::Years;
use crate::model::{Comparison, NumberTest};

/// A condition on one cell of a source. A code or text that is missing or unknown is the empty text, a missing number
/// is NULL; neither passes any test.
#[derive(Debug, Clone, PartialEq)]
pub enum Predicate {
    True,
    False,
    And(Vec<Predicate>),
    Or(Vec<Predicate>),
    Not(Box<Predicate>),
    /// The code lies in one of these runs, both ends included, compared byte by byte.
    Codes {
        column: String,
        runs: Vec<(String, String)>,
    },
    Number {
        column: String,
        tests: Vec<NumberTest>,
    },
    Text {
        column: String,
        texts: Vec<String>,
    },
    /// Two numbers of the row; with either missing only NotEqual holds.
    Compared {
        left: String,
        comparison: Comparison,
        right: String,
    },
    /// The row's key is in a population; asked of rows one by one, never of sums.
    Member {
        key: String,
        population: String,
        /// The column of the kommune, when membership is per kommune.
        municipality: Option<String>,
        reach: Reach,
    },
    /// The row's own year.
    Years(Years),
    /// `denne X`: the loop's value at hand.
    This {
        loop_index: usize,
        this: This,
    },
}

/// How a cell is compared with the value at hand of a family's loop.
#[derive(Debug, Clone, PartialEq)]
pub enum This {
    /// The loop's table pairs values with the codes of this column.
    Codes { column: String, table: String },
    /// The loop's table pairs values with numbers.
    Number { column: String, table: String },
    /// One condition per value of the loop; the total asks for any of them.
    Groups(Vec<Predicate>),
}

impl Predicate {
    /// All hold.
    pub fn all(parts: impl IntoIterator<Item = Predicate>) -> Predicate {
        let mut kept = Vec::new();
        for part in parts {
            match part {
                Predicate::True => {}
                Predicate::False => return Predicate::False,
                Predicate::And(inner) => kept.extend(inner),
                other => kept.push(other),
            }
        }
        match kept.len() {
            0 => Predicate::True,
            1 => kept.remove(0),
            _ => Predicate::And(kept),
        }
    }

    /// At least one holds.
    pub fn any(parts: impl IntoIterator<Item = Predicate>) -> Predicate {
        let mut kept = Vec::new();
        for part in parts {
            match part {
                Predicate::False => {}
                Predicate::True => return Predicate::True,
                Predicate::Or(inner) => kept.extend(inner),
                other => kept.push(other),
            }
        }
        match kept.len() {
            0 => Predicate::False,
            1 => kept.remove(0),
            _ => Predicate::Or(kept),
        }
    }

    pub fn negated(self) -> Predicate {
        match self {
            Predicate::True => Predicate::False,
            Predicate::False => Predicate::True,
            Predicate::Not(inner) => *inner,
            other => Predicate::Not(Box::new(other)),
        }
    }

    pub fn years(years: Years) -> Predicate {
        if years == Years::ALL {
            Predicate::True
        } else if years.is_empty() {
            Predicate::False
        } else {
            Predicate::Years(years)
        }
    }

    /// The same with `denne X` of one loop taken as true or false.
    pub fn with_this(&self, of: usize, holds: bool) -> Predicate {
        match self {
            Predicate::This { loop_index, .. } if *loop_index == of => {
                if holds {
                    Predicate::True
                } else {
                    Predicate::False
                }
            }
            Predicate::And(parts) => Predicate::all(parts.iter().map(|part| part.with_this(of, holds))),
            Predicate::Or(parts) => Predicate::any(parts.iter().map(|part| part.with_this(of, holds))),
            Predicate::Not(inner) => inner.with_this(of, holds).negated(),
            other => other.clone(),
        }
    }

    /// Calls `see` with every condition that is not made of others.
    pub fn visit<'a>(&'a self, see: &mut dyn FnMut(&'a Predicate)) {
        match self {
            Predicate::And(parts) | Predicate::Or(parts) => parts.iter().for_each(|part| part.visit(see)),
            Predicate::Not(inner) => inner.visit(see),
            Predicate::This { this: This::Groups(groups), .. } => {
                see(self);
                groups.iter().for_each(|group| group.visit(see));
            }
            other => see(other),
        }
    }

    /// The columns it asks for.
    pub fn columns(&self) -> Vec<&str> {
        let mut columns = Vec::new();
        self.visit(&mut |part| match part {
            Predicate::Codes { column, .. } | Predicate::Number { column, .. } | Predicate::Text { column, .. } => {
                columns.push(column.as_str())
            }
            Predicate::Compared { left, right, .. } => columns.extend([left.as_str(), right]),
            Predicate::Member { key, municipality, .. } => {
                columns.push(key);
                columns.extend(municipality.as_deref());
            }
            Predicate::This { this: This::Codes { column, .. } | This::Number { column, .. }, .. } => {
                columns.push(column.as_str())
            }
            _ => {}
        });
        columns
    }

    /// The populations whose members it asks for; each once.
    pub fn populations(&self) -> Vec<&str> {
        let mut populations: Vec<&str> = Vec::new();
        self.visit(&mut |part| {
            if let Predicate::Member { population, .. } = part
                && !populations.contains(&population.as_str())
            {
                populations.push(population);
            }
        });
        populations
    }

    /// The loops whose value it asks for, and how; each once.
    pub fn loops(&self) -> Vec<(usize, &This)> {
        let mut loops: Vec<(usize, &This)> = Vec::new();
        self.visit(&mut |part| {
            if let Predicate::This { loop_index, this } = part
                && !loops.contains(&(*loop_index, this))
            {
                loops.push((*loop_index, this));
            }
        });
        loops.sort_by_key(|(index, _)| *index);
        loops
    }
}
