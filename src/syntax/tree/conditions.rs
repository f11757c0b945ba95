//! Filter lines and their conditions, as written.

use super::{Code, Name, Number, Text, YearRange};
use crate::source::Span;

/// `med` | `uden` | `for alle`, one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterLine {
    pub kind: LineKind,
    pub conditions: Vec<Condition>,
    /// `, kun til 2017`
    pub only: Option<YearRange>,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineKind {
    With,
    Without,
    ForAll,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    pub kind: ConditionKind,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConditionKind {
    /// `alle`
    All,
    /// `funktion 5.32.30`, `alder 67-125`, `art <> 0`; whether these are codes or numbers the column decides
    Codes { dimension: Name, negated: bool, items: Vec<CodeItem> },
    /// `alder mindst 85`
    Number { dimension: Name, test: NumberTest },
    /// `køn "K"`
    Texts { dimension: Name, negated: bool, texts: Vec<Text> },
    /// `beloeb over budget`: against another number column; only in rules
    Columns { dimension: Name, comparison: Comparison, other: Name },
    /// `[navn]`
    Filter(Name),
    /// `person [ikke] i P`
    Member { key: Name, negated: bool, population: Name },
    /// `denne hovedfunktion`
    This(Name),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeItem {
    One(Code),
    /// Both ends included; the end may be written as its last part only (`5.30.26-29`) and is kept as written.
    Range(Code, Code),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    Over,
    Under,
    AtLeast,
    AtMost,
    Equal,
    NotEqual,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberTest {
    Compare(Comparison, Number),
    /// `mellem X og Y`, `1-4`: both included
    Between(Number, Number),
    /// `6 til under 17`
    FromToUnder(Number, Number),
}
