//! Families, parts and arithmetic of figures, as written.

use super::{Clause, Code, CodeItem, Name, Number, NumberTest};
use crate::source::Span;

/// `for hver … [og hver …] [, og i alt]`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    pub loops: Vec<Loop>,
    /// `, og i alt`: one more member, the union of the others.
    pub total: bool,
    pub span: Span,
}

/// `hver hovedfunktion [codes | under 5.28] [i im_kontoplan]`, `hver klassetrin 0-10`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loop {
    pub dimension: Name,
    pub codes: LoopCodes,
    /// The chart or code list after `i`.
    pub list: Option<Name>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoopCodes {
    All,
    Some(Vec<CodeItem>),
    Under(Code),
}

/// A nøgletal by name, with the member's codes when it is of a family: `udgift[5.28]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureName {
    pub name: Name,
    /// One code per loop; the single text `i alt` for the total.
    pub member: Vec<Code>,
    pub span: Span,
}

/// `tæller`, `nævner` or `data`: rows of a source, or arithmetic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// `tæller fra regnskab` with its lines
    Rows { source: Name, clauses: Vec<Clause> },
    /// `nævner = borgere_primo_året`
    Formula(Expression),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// `højere er bedre`
    HigherIsBetter,
    /// `lavere er bedre`
    LowerIsBetter,
    /// `neutral`
    Neutral,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhenCondition {
    /// `når nævner er 0`, `når resultat er over 100`
    Value { subject: Subject, test: NumberTest },
    /// `når data mangler`
    DataMissing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    Numerator,
    Denominator,
    Result,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// `vis ikke`
    ShowNothing,
    /// `vis 0`
    ShowZero,
    /// `regn med 0`
    CountAsZero,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Prices {
    /// `priser løbende`
    Current,
    /// `priser faste, niveau 2024, efter pl_service`
    Fixed { level: Option<i32>, index: Option<Name> },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    pub kind: ExpressionKind,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpressionKind {
    Number(Number),
    Term(Term),
    Negate(Box<Expression>),
    Binary(Operator, Box<Expression>, Box<Expression>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// `tæller af N`, `N[5.28] året før`, `borgere i 2007`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    pub value: TermValue,
    pub figure: FigureName,
    pub shift: Option<Shift>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TermValue {
    /// A grundtal, or the resultat of a nøgletal.
    Figure,
    /// `tæller af`
    Numerator,
    /// `nævner af`
    Denominator,
    /// `landsgennemsnit af`
    NationalAverage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// `måneden før`
    MonthBefore,
    /// `året før` is 1
    YearsBefore(u32),
    /// `i 2007`
    InYear(i32),
}
