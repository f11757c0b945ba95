//! The tree: definitions as written, nothing resolved.
//!
//! In: the lines of a file. Out: one [`Tree`] per file. Guaranteed now: declarations and clauses in
//! written order, every node with its span; numbers read, codes and units kept as written; names not
//! looked up; a line that could not be read is [`ClauseKind::Broken`] and its declaration is marked
//! `broken`, so that later passes stay silent about what may be missing.

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

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortForm {
    pub short: Name,
    pub level: Name,
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
pub enum Frequency {
    Monthly,
    Quarterly,
    Yearly,
    EverySchoolYear,
    /// `opdateres dagligt`, `ugentligt`: only of areas and sources
    Daily,
    Weekly,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: Name,
    pub role: ColumnRole,
    /// `skrevet som "000000"`
    pub written_as: Option<Text>,
    /// `tom når -1`: texts or numbers that mean empty
    pub empty_when: Vec<Literal>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    Number(Number),
    Text(Text),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnRole {
    /// `er kommune`
    Municipality,
    /// `er måned`
    Time(TimeKind),
    /// `er funktion i im_kontoplan`
    Level { level: Name, chart: Name },
    /// `er klassetype`
    CodeList(Name),
    /// `er nøgle person`
    Key(Name),
    /// `er tal`
    Number,
    /// `er tekst`
    Text,
    /// `er fra-dato`
    FromDate,
    /// `er til-dato`
    ToDate,
    /// `= personligt_klassetrin ellers klassetrin`
    Fallback(Vec<Name>),
    /// `= år fra foedselsdato til årets udgang`
    TimeBetween(TimeBetween),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeKind {
    Month,
    Date,
    Year,
    Week,
    Quarter,
    SchoolYear,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeBetween {
    pub unit: TimeUnit,
    pub from: Name,
    pub to: TimeBetweenEnd,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeUnit {
    Days,
    Months,
    Years,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimeBetweenEnd {
    Column(Name),
    /// `tælledatoen`
    CountingDate,
    /// `årets udgang`
    EndOfYear,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    pub name: Name,
    pub value: MeasureValue,
    pub unit: Option<Unit>,
    pub kind: Option<MeasureKind>,
    /// `opgjort ultimo måneden`
    pub snapshot: Option<SnapshotAt>,
    /// `fortegn vendes for art 600-999`; empty when the sign stays
    pub sign_reversed_for: Vec<Condition>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MeasureValue {
    /// `måltal saldo i beloeb_kr`; without `i` the column has the measure's name
    Column(Name),
    /// `måltal snit = gennemsnit karakter` of an afledt datakilde
    Aggregate(What),
    /// `måltal dage = dage fra a til b`
    TimeBetween(TimeBetween),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MeasureKind {
    /// `bevægelse`
    Flow,
    /// `beholdning`
    Stock,
    /// `andel`
    Share,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SnapshotAt {
    /// `primo måneden`
    Start,
    /// `ultimo måneden`
    End,
}

/// `5. september`; the day exists in that month (29 February does).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DayOfYear {
    pub day: u32,
    pub month: u32,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidentiality {
    OwnMunicipalityBelowParts,
    Personal,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTerm {
    /// `person`
    Key(Name),
    /// `måned i hjemmehjælp = måneden før startdato i visitation`
    Time { left: Name, left_source: Name, relation: TimeRelation, right: Name, right_source: Name },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeRelation {
    Same,
    MonthBefore,
    MonthAfter,
    YearBefore,
}

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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AverageKind {
    /// `vægtet`
    Weighted,
    /// `uvægtet`
    Unweighted,
    /// `median`
    Median,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PotentialLevel {
    /// `25. percentil`
    Percentile(Number),
    /// `landsgennemsnit`
    NationalAverage,
    /// `gruppegennemsnit`
    GroupAverage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Visible {
    Result,
    Numerator,
    Denominator,
    /// `alle rækker`
    AllRows,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Severity {
    /// `stopper indlæsning`
    StopsLoading,
    /// `fejl`
    Error,
    /// `advarsel`
    Warning,
    /// `orientering`
    Notice,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeverityException {
    pub severity: Severity,
    pub during: SeverityPeriod,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeverityPeriod {
    /// `i måned 1-6`
    Months(u32, u32),
    /// `i kvartal 1-2`
    Quarters(u32, u32),
    /// `i 2026`
    Year(i32),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AppliesTo {
    /// `hver kommune`
    Municipality,
    /// `hver måned`, `hvert år`
    Period(Frequency),
    /// `hver funktion i im_kontoplan`
    Dimension { dimension: Name, list: Option<Name> },
}

/// `2025-12`, `2025`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub year: i32,
    pub month: Option<u32>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Requirement {
    /// `er lig med X`, `mindst X`, `højst X`
    Compare(Comparison, Expression),
    /// `ligger mellem X og Y`
    Between(Expression, Expression),
    /// `findes for alle kommuner`
    ExistsForAll,
    /// `har mindst N rækker`
    RowsAtLeast(Number),
    /// `ændrer sig højst N pct. fra …`
    ChangesAtMost { percent: Number, since: Since },
    /// `[hældning [pr. borger]] ligger højst K spredninger fra kommunernes median|gennemsnit`
    Spread { slope: bool, per: Option<Name>, deviations: Number, around: Statistic },
    /// `delene summer til X`
    PartsSumTo(Expression),
    /// `koder findes i kontoplan`
    CodesExist(Option<Name>),
    /// `er entydig`
    Unique,
    /// `er udfyldt`, of one column when it is named
    Filled(Option<Name>),
    /// `hvis A så B`
    If { condition: Vec<Condition>, then: Vec<Condition> },
    /// `altid B`
    Always(Vec<Condition>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// `fra forrige måned`
    PreviousMonth,
    /// `fra samme måned året før`
    SameMonthYearBefore,
}

/// A `|`-table of an eksempel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub headings: Vec<Cell>,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub cells: Vec<Cell>,
    pub span: Span,
}

/// A cell's text, trimmed; empty means empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub text: String,
    pub span: Span,
}
