//! What the values of a source's columns stand for in one chart year.
//!
//! In: a source, a year and the numbers and texts that its selections mention. Out: one [`Domain`] per
//! column that a selection can ask, in an order that keeps diagrams small. Guaranteed now: any two rows
//! whose columns have the same values here are treated alike by every selection over what was mentioned.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::model::codes::CodesOfYear;
use crate::model::condition::Bound;
use crate::model::{
    ColumnId, ColumnKind, Condition, Family, MeasureId, Model, NumberTest, Operand, PopulationId, Selection, Source,
    ThisChoice, TreeId,
};

/// The values of one dimension; the last one of each stands for missing (of codes: or unknown).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Domain {
    pub asked: Asked,
    pub kind: DomainKind,
}

/// What of a row a dimension is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Asked {
    Column(ColumnId),
    Measure(MeasureId),
    /// Which of two numbers is the larger; the first is the lesser [`Operand`].
    Order(Operand, Operand),
    /// Whether the key is in the population.
    Member(ColumnId, PopulationId),
}

impl Asked {
    /// As authors call it, in messages.
    pub fn name(self, model: &Model, source: &Source) -> String {
        let column = |column: ColumnId| source.columns[column.0].name.text.clone();
        let operand = |operand: Operand| match operand {
            Operand::Column(of) => column(of),
            Operand::Measure(of) => source.measures[of.0].name.text.clone(),
        };
        match self {
            Asked::Column(of) => column(of),
            Asked::Measure(of) => source.measures[of.0].name.text.clone(),
            Asked::Order(left, right) => format!("{} mod {}", operand(left), operand(right)),
            Asked::Member(key, population) => {
                let key = match &source.columns[key.0].kind {
                    ColumnKind::Key(word) => word.clone(),
                    _ => column(key),
                };
                format!("{key} i {}", model.population(population).name.text)
            }
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DomainKind {
    /// The codes known in the year, in tree order.
    Codes { tree: TreeId, codes: CodesOfYear },
    /// Below the first number, the first number, between it and the second, …, above the last.
    Numbers(Vec<BigRational>),
    /// Each text, then any other text.
    Texts(Vec<String>),
    /// Less, equal, greater.
    Order,
    /// It holds; that it does not is the value for missing.
    Holds,
}

impl Domain {
    /// How many values there are, with the one for missing.
    pub fn size(&self) -> usize {
        self.missing() + 1
    }

    /// The value that stands for missing or unknown.
    pub fn missing(&self) -> usize {
        match &self.kind {
            DomainKind::Codes { codes, .. } => codes.known.len(),
            DomainKind::Numbers(numbers) => 2 * numbers.len() + 1,
            DomainKind::Texts(texts) => texts.len() + 1,
            DomainKind::Order => 3,
            DomainKind::Holds => 1,
        }
    }

    /// The version index of the code that a value stands for.
    pub fn version(&self, value: usize) -> Option<usize> {
        match &self.kind {
            DomainKind::Codes { codes, .. } => codes.known.get(value).copied(),
            _ => None,
        }
    }
}

/// The values of a number domain that pass a test. Every bound of a test is one of the domain's numbers, so that a
/// test begins and ends at a number or just beside it.
pub(super) fn passing(numbers: &[BigRational], test: &NumberTest) -> std::ops::Range<usize> {
    let place = |bound: &Bound| match numbers.binary_search(&bound.value) {
        Ok(index) => (2 * index + 1, bound.included),
        Err(index) => (2 * index, true),
    };
    let start = test.from.as_ref().map(place).map_or(0, |(at, included)| at + usize::from(!included));
    let end = test.to.as_ref().map(place).map_or(2 * numbers.len() + 1, |(at, included)| at + usize::from(included));
    start..end.max(start)
}

/// The numbers and texts that selections over one source mention, and the columns they ask.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mentioned {
    numbers: BTreeMap<Asked, BTreeSet<BigRational>>,
    texts: BTreeMap<ColumnId, BTreeSet<String>>,
    codes: BTreeSet<ColumnId>,
    /// Orders and memberships.
    others: BTreeSet<Asked>,
}

impl Mentioned {
    /// Adds what a selection mentions; `family` is the one whose `denne X` it may ask for.
    pub fn selection(&mut self, selection: &Selection, family: Option<&Family>) {
        selection.lines.iter().for_each(|line| self.conditions(&line.conditions, family));
    }

    pub fn conditions(&mut self, conditions: &[Condition], family: Option<&Family>) {
        for condition in conditions {
            match condition {
                Condition::All => {}
                Condition::Amount { measure, tests, .. } => self.tests(Asked::Measure(*measure), tests),
                Condition::Compared { left, right, .. } => {
                    self.others.insert(ordered_pair(*left, *right).0);
                }
                Condition::Member { key, population, .. } => {
                    self.others.insert(Asked::Member(*key, *population));
                }
                Condition::Codes { column, .. } => {
                    self.codes.insert(*column);
                }
                Condition::Number { column, tests, .. } => self.tests(Asked::Column(*column), tests),
                Condition::Text { column, texts, .. } => {
                    self.texts.entry(*column).or_default().extend(texts.iter().cloned());
                }
                Condition::Inserted { versions, .. } => {
                    versions.iter().for_each(|version| self.selection(&version.value, family));
                }
                Condition::This { loop_index, choice, .. } => match choice {
                    ThisChoice::Codes { column, .. } => {
                        self.codes.insert(*column);
                    }
                    ThisChoice::Number { column } => {
                        let tests = family.map(|family| number_tests(family, *loop_index, None)).unwrap_or_default();
                        self.tests(Asked::Column(*column), &tests);
                    }
                    ThisChoice::Groups(groups) => groups.iter().for_each(|group| self.conditions(group, family)),
                },
            }
        }
    }

    fn tests(&mut self, asked: Asked, tests: &[NumberTest]) {
        let bounds = tests.iter().flat_map(|test| [&test.from, &test.to]).flatten();
        self.numbers.entry(asked).or_default().extend(bounds.map(|bound| bound.value.clone()));
    }
}

/// The dimension of two numbers compared, and whether they are turned round in it.
pub(super) fn ordered_pair(left: Operand, right: Operand) -> (Asked, bool) {
    if left <= right { (Asked::Order(left, right), false) } else { (Asked::Order(right, left), true) }
}

/// The numbers of a family's loop as tests, or of one of its values.
pub(super) fn number_tests(family: &Family, loop_index: usize, value: Option<usize>) -> Vec<NumberTest> {
    let Some(numbers) = family.loops.get(loop_index) else { return Vec::new() };
    let chosen = numbers.values.iter().enumerate().filter(|(index, _)| value.is_none_or(|value| value == *index));
    let read = chosen.filter_map(|(_, number)| number.code.parse::<BigInt>().ok());
    read.map(|number| NumberTest::equal(number.into())).collect()
}

/// A domain for every chart column and every other column mentioned: codes first, those under other
/// trees (gruppering) after these, then numbers and texts.
pub(super) fn domains(model: &Model, source: &Source, year: i32, mentioned: &Mentioned) -> Vec<Domain> {
    let in_chart = |tree: &TreeId| model.charts.iter().any(|chart| chart.trees.contains(tree));
    let mut domains: Vec<Domain> = Vec::new();
    for (index, column) in source.columns.iter().enumerate() {
        let column_id = ColumnId(index);
        let tree = match column.kind {
            ColumnKind::Codes { tree, .. } if in_chart(&tree) || mentioned.codes.contains(&column_id) => tree,
            ColumnKind::Municipality if mentioned.codes.contains(&column_id) => model.municipalities,
            _ => continue,
        };
        let codes = CodesOfYear::new(model.tree(tree), year);
        domains.push(Domain { asked: Asked::Column(column_id), kind: DomainKind::Codes { tree, codes } });
    }
    domains.sort_by_key(|domain| match &domain.kind {
        DomainKind::Codes { tree, .. } => !model.tree(*tree).under.is_empty(),
        _ => false,
    });
    let numbers = mentioned.numbers.iter().map(|(asked, numbers)| (*asked, DomainKind::Numbers(ordered(numbers))));
    let texts =
        mentioned.texts.iter().map(|(column, texts)| (Asked::Column(*column), DomainKind::Texts(ordered(texts))));
    let others = mentioned.others.iter().map(|asked| match asked {
        Asked::Order(..) => (*asked, DomainKind::Order),
        _ => (*asked, DomainKind::Holds),
    });
    domains.extend(numbers.chain(texts).chain(others).map(|(asked, kind)| Domain { asked, kind }));
    domains
}

fn ordered<T: Clone + Ord>(values: &BTreeSet<T>) -> Vec<T> {
    values.iter().cloned().collect()
}
