//! What is counted and when, as written.

use super::{DayOfYear, Name, TimeUnit};
use crate::source::Span;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counting {
    pub what: What,
    pub when: When,
    /// `, enhed elever`
    pub unit: Option<Unit>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A bevægelse by name, `saldo`.
    Flow(Name),
    /// `antal borgere`
    Stock(Name),
    /// `antal rækker`
    Rows(Span),
    /// `antal forskellige person`
    Distinct(Name),
    /// `gennemsnit karakter`
    Statistic(Statistic, Name),
    /// `antal helår [person]`
    FullYears(Option<Name>),
    /// `varighed i måneder`
    Duration(TimeUnit),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Statistic {
    Average,
    Median,
    Highest,
    Lowest,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    pub kind: WhenKind,
    /// `… året før`
    pub year_before: bool,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenKind {
    /// `for måneden`
    ForMonth,
    /// `for kvartalet`
    ForQuarter,
    /// `for hele året`
    ForYear,
    /// `for skoleåret`
    ForSchoolYear,
    /// `år til dato`
    YearToDate,
    /// `de seneste N måneder`
    LastMonths(u32),
    /// `primo måneden|kvartalet|året`
    Start(PeriodUnit),
    /// `ultimo måneden|kvartalet|året`
    End(PeriodUnit),
    /// `pr. 5. september`
    On(DayOfYear),
    /// `gennemsnit over året`
    AverageOverYear,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PeriodUnit {
    Month,
    Quarter,
    Year,
}

/// A unit as written, `kr. pr. borger`; read by `model::units`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    pub text: String,
    /// `, ental barn`
    pub singular: Option<Name>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Active {
    pub kind: ActiveKind,
    pub year_before: bool,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActiveKind {
    /// `på dagen`
    OnTheDay,
    /// `i perioden`
    InThePeriod,
    /// `de seneste N dage|måneder|år`
    Last(u32, TimeUnit),
    /// `nogensinde`
    Ever,
    /// `måneden før`
    MonthBefore,
    /// `året før`
    YearBefore,
    /// `primo måneden`
    Start(PeriodUnit),
    /// `ultimo måneden`
    End(PeriodUnit),
    /// `ved 5. september`
    At(DayOfYear),
}
