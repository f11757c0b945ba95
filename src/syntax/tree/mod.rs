//! The tree: definitions as written, nothing resolved.
//!
//! In: the lines of a file. Out: one [`Tree`] per file. Guaranteed now: declarations and clauses in
//! written order, every node with its span; numbers read, codes and units kept as written; names not
//! looked up; a line that could not be read is [`ClauseKind::Broken`] and its declaration is marked
//! `broken`, so that later passes stay silent about what may be missing.

mod conditions;
mod counting;
mod figures;
mod rules;
mod sources;

pub use conditions::{CodeItem, Comparison, Condition, ConditionKind, FilterLine, LineKind, NumberTest};
pub use counting::{Active, ActiveKind, Counting, PeriodUnit, Statistic, Unit, What, When, WhenKind};
pub use figures::{
    Direction, Expression, ExpressionKind, Family, FigureName, Loop, LoopCodes, Operator, Outcome, Part, Prices, Shift,
    Subject, Term, TermValue, WhenCondition,
};
pub use rules::{
    AppliesTo, AverageKind, Cell, Period, PotentialLevel, Requirement, Row, Severity, SeverityException,
    SeverityPeriod, Since, Table, Visible,
};
pub use sources::{
    Column, ColumnRole, Confidentiality, DayOfYear, Frequency, LinkTerm, Literal, Measure, MeasureKind, MeasureValue,
    ShortForm, SnapshotAt, TimeBetween, TimeBetweenEnd, TimeKind, TimeRelation, TimeUnit,
};

use num_rational::BigRational;

use crate::source::{FileId, Span};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    pub file: FileId,
    pub declarations: Vec<Declaration>,
    /// Comments and blank lines, in order; the formatter puts them back.
    pub trivia: Vec<Trivia>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trivia {
    pub kind: TriviaKind,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TriviaKind {
    Comment,
    /// One or more empty lines.
    BlankLines,
}

/// A name as written; comparison of names folds it (see `model::names`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    pub text: String,
    pub span: Span,
}

/// A quoted text, without its quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    pub value: String,
    pub span: Span,
}

/// A number with decimal comma, read exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    pub value: BigRational,
    pub span: Span,
}

/// A code as written, `05.32.30` or `5.30.xx`; or the text of a group, `"0-5 år"`, without its quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    pub text: String,
    pub span: Span,
}

/// Whole years, both included; an open end is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearRange {
    pub from: Option<i32>,
    pub to: Option<i32>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// The declared name; an `eksempel` has the name of what it is an example of in its header instead.
    pub name: Option<Name>,
    pub header: Header,
    pub clauses: Vec<Clause>,
    /// From the keyword to the end of the last clause.
    pub span: Span,
    /// The first line alone.
    pub header_span: Span,
    /// Some line of it could not be read: what is missing may have been in that line.
    pub broken: bool,
}

/// The declaration's kind and what else its first line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Header {
    /// `område`
    Area,
    /// `kontoplan`
    ChartOfAccounts,
    /// `kodeliste`
    CodeList,
    /// `datakilde`
    Source,
    /// `afledt datakilde … fra`
    DerivedSource { base: Name },
    /// `koblet datakilde … fra A og B`
    LinkedSource { left: Name, right: Name },
    /// `filter … [i kontoplan]`
    Filter { chart: Option<Name> },
    /// `population … fra`
    Population { source: Name },
    /// `grundtal … fra kilde` or `grundtal … = …`; neither when the sources stand in its `udgave`s.
    BaseFigure { source: Option<Name>, formula: Option<Expression> },
    /// `nøgletal … [for hver …]`
    KeyFigure { family: Option<Family> },
    /// `koblet nøgletal`
    LinkedKeyFigure { family: Option<Family> },
    /// `prisregulering`
    PriceIndex,
    /// `sammenligning`
    Comparison,
    /// `adgang`
    Access,
    /// `prognose … for`
    Forecast { of: FigureName },
    /// `valideringsregel`
    Rule,
    /// `eksempel "…" for …`
    Example { title: Text, subject: FigureName },
    /// The first line could not be read; the name is kept when it could be told.
    Broken,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    pub kind: ClauseKind,
    /// The clause with what belongs to it; of a section, its lines too.
    pub span: Span,
    /// The clause's first line.
    pub line: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClauseKind {
    // ---- of most declarations
    Title(Text),
    Responsible(Text),
    Publisher(Text),
    Definition(Text),
    Area(Name),
    /// `opdateres årligt`
    Updated(Frequency),
    /// `historik 10 år`
    HistoryYears(u32),
    /// `historik fra 2008`
    HistoryFrom(i32),
    /// `udgave 2007-2017`, with all that follows it
    Edition {
        years: YearRange,
        clauses: Vec<Clause>,
    },

    // ---- charts and lists
    /// `koder fra "fil.csv" [niveauer a > b] [under x og y]`
    CodesFrom {
        file: Text,
        levels: Vec<Name>,
        under: Vec<Name>,
    },
    /// `kortform Dr for dranst, …`
    ShortForms(Vec<ShortForm>),
    /// `10 "Almindelig klasse"`
    Entry {
        code: Code,
        title: Text,
    },
    /// `"0-5 år" = alder 0-5`
    Group {
        title: Text,
        conditions: Vec<Condition>,
    },

    // ---- sources
    /// `tabel oekonomi.regnskab`
    Table(Name),
    /// `en række pr. kommune, måned, konto`
    RowPer(Vec<Name>),
    Column(Column),
    Measure(Measure),
    /// `opgjort primo måneden[, dog 5. september]`
    Snapshot {
        at: SnapshotAt,
        except: Option<DayOfYear>,
    },
    /// `leverancer fra tabel`
    DeliveriesFrom(Name),
    /// `fortrolighed under tæller og nævner kun egen kommune` | `fortrolighed personoplysning`
    Confidentiality(Confidentiality),
    /// `uden automatiske regler`
    NoAutomaticRules,
    /// `kun rækker hvor prøver er mindst 4`
    OnlyRowsWhere(Vec<Condition>),
    /// `kobles på person, måned i b = måneden før startdato i a`
    LinkedOn(Vec<LinkTerm>),

    // ---- filters, populations, measures of figures
    FilterLine(FilterLine),
    /// `overlap tilladt, fordi "…"`
    OverlapAllowed(Text),
    /// `kommune betalingskommune ellers bopaelskommune`
    MunicipalityRole(Vec<Name>),
    /// `optælling …[, enhed elever]`
    Counting(Counting),
    /// `fortegn vendes`
    SignReversed,
    /// `enhed kr. pr. borger`
    Unit(Unit),
    /// `nøgle person [og kommune]`
    KeyOf {
        key: Name,
        per_municipality: bool,
    },
    /// `aktive …`
    Active(Active),

    // ---- key figures
    Identifier(Name),
    /// `opgøres årligt`
    Reported(Frequency),
    Direction(Direction),
    /// `gyldig fra 2018`
    Valid(YearRange),
    /// `skala n`
    Scale(Number),
    Numerator(Part),
    Denominator(Part),
    /// `formel …`
    Formula(Expression),
    /// `når nævner er 0, vis ikke`
    When {
        condition: WhenCondition,
        outcome: Outcome,
    },
    /// `skjul når nævner er under 5`
    HideWhen {
        subject: Subject,
        test: NumberTest,
    },
    /// `skjul også næstmindste`
    HideSecondSmallest,
    /// `priser løbende` | `priser faste, niveau 2024, efter pl_service`
    Prices(Prices),
    /// `sammenlignes efter standard`
    ComparedBy(Name),
    /// `adgang efter standard`
    AccessBy(Name),
    /// `databrud 2018 "…"`
    BreakInSeries {
        year: i32,
        text: Text,
    },

    // ---- prices, comparison, access, forecast
    /// `satser fra "fil.csv"`
    RatesFrom(Text),
    /// `landsgennemsnit vægtet`
    NationalAverage(AverageKind),
    /// `region uvægtet`
    RegionAverage(AverageKind),
    /// `gruppe 5 sammenligningskommuner fra "fil.csv"`
    GroupFrom {
        size: u32,
        file: Text,
    },
    /// `gruppe 5 nærmeste kommuner efter a, b`
    GroupNearest {
        size: u32,
        by: Vec<FigureName>,
    },
    /// `rangorden laveste først`
    RankOrder {
        lowest_first: bool,
    },
    /// `uden kommune 411` of a sammenligning
    ExcludeMunicipalities(Vec<Code>),
    /// `mulighedsrum 25. percentil`
    Potential(PotentialLevel),
    /// `FLIS kommuner ser resultat, tæller og nævner`
    MaySee {
        who: Text,
        what: Vec<Visible>,
    },
    /// `grundlag de seneste 3 år`
    ForecastBasis {
        years: u32,
    },

    // ---- rules
    /// `alvor fejl, dog advarsel i måned 1-6`
    Severity {
        severity: Severity,
        except: Option<SeverityException>,
    },
    /// `gælder hver kommune, hvert år`
    AppliesTo(Vec<AppliesTo>),
    /// `data fra regnskab` with its lines, or `data = x`
    Data(Part),
    Requirement(Requirement),
    /// `tolerance 0,5 pct., dog altid 10.000 kr.`
    Tolerance {
        percent: Option<Number>,
        amount: Option<Number>,
    },
    Message(Text),
    /// `undtaget kommune 411 til 2025-12, fordi "…"`
    Exempt {
        conditions: Vec<Condition>,
        until: Option<Period>,
        because: Option<Text>,
    },

    // ---- examples
    /// `givet regnskab` with its table
    Given {
        source: Name,
        table: Table,
    },
    /// `forvent` with its table
    Expect(Table),
    /// `forvent fejl N402`
    ExpectError(Name),
    /// `forvent ingen brud`
    ExpectNoViolation,

    /// A line that could not be read.
    Broken,
}
