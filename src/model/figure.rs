//! Grundtal and nøgletal: what is counted, divided and shown.

use num_rational::BigRational;

use super::access::AccessId;
use super::comparison::Compared;
use super::prices::FixedPrices;
use super::suppression::Suppression;
use super::units::Unit;
use super::years::Years;
use super::{BaseFigureId, ColumnId, FigureId, MeasureId, Named, NumberTest, Selection, SourceId, TreeId, Version};
use crate::source::Span;
use crate::syntax::tree::{Direction, Frequency, Shift, Statistic, Subject, TimeUnit, WhenKind};

/// `grundtal`: a named tæller or nævner. It has no period grain of its own; who reads it decides.
#[derive(Debug, Clone, PartialEq)]
pub struct BaseFigure {
    pub name: Named,
    pub title: Option<String>,
    pub definition: Option<String>,
    pub unit: Unit,
    /// One per `udgave`, in order; a single one for all years when there are none.
    pub parts: Vec<Version<BasePart>>,
    /// `når data mangler, regn med 0`
    pub missing_is_zero: bool,
    /// Where `overlap tilladt` stands: its parts may share accounts.
    pub overlap_allowed: Option<Span>,
}

pub type BasePart = Part;

/// `nøgletal` and `koblet nøgletal`.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyFigure {
    pub name: Named,
    pub title: String,
    pub identifier: Option<String>,
    pub area: Option<String>,
    pub definition: Option<String>,
    pub responsible: Option<String>,
    /// As written, `kr. pr. borger`.
    pub unit: Unit,
    /// Monthly, Quarterly, Yearly or EverySchoolYear: the grain of its periods.
    pub reported: Frequency,
    pub direction: Option<Direction>,
    /// `sammenlignes efter standard`
    pub compared: Option<Compared>,
    /// `adgang efter standard`
    pub access: Option<AccessId>,
    /// `priser faste`; amounts as they were booked when nothing is said.
    pub prices: Option<FixedPrices>,
    /// Its family, when it is `for hver …`; its outputs are then per member.
    pub family: Option<Family>,
    /// In order, without overlap or gap; the first's `from` and the last's `to` bound the figure.
    pub editions: Vec<Edition>,
    /// `databrud 2018 "…"`
    pub breaks: Vec<(i32, String)>,
    /// Where `overlap tilladt` stands: parts that are added may share accounts.
    pub overlap_allowed: Option<Span>,
    /// Made for the data or a comparison of a valideringsregel: it has rows, but is in no output.
    pub of_rule: bool,
    pub span: Span,
}

/// One `udgave`; a nøgletal without any has exactly one, with the years of `gyldig`.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    pub years: Years,
    pub value: EditionValue,
    /// resultat = factor × tæller / nævner. 100 for pct. and indeks, 1000 for promille, n for `skala n` or `pr. n`.
    pub factor: BigRational,
    /// What tæller, or the value of a formel, is divided by when shown: 1000 when the enhed is in 1.000 kr.; the shown,
    /// rounded tæller is what is divided.
    pub shown_in: BigRational,
    /// `når nævner er 0, vis ikke`, in written order.
    pub rules: Vec<WhenRule>,
    /// `skjul …`
    pub suppression: Suppression,
    /// `når data mangler, regn med 0`: what was not delivered counts as 0 and the status stays ok; creates no row.
    pub missing_is_zero: bool,
    /// Of a prognose: what its tæller, the year to date, is divided by instead of a nævner.
    pub forecast: Option<Forecast>,
}

/// `grundlag de seneste 3 år`: the share of a year that is usually reached by the month (P1).
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// The rows of the tæller, counted for a whole year.
    pub whole: Rows,
    /// So many years before.
    pub years: u32,
}

#[derive(Debug, Clone, PartialEq)]
pub enum EditionValue {
    /// `tæller` and `nævner`
    Ratio { numerator: Part, denominator: Option<Part> },
    /// `formel` of a koblet nøgletal
    Formula(Formula),
}

impl Edition {
    /// Its tæller and nævner; none of a koblet nøgletal.
    pub fn parts(&self) -> Vec<&Part> {
        match &self.value {
            EditionValue::Ratio { numerator, denominator } => std::iter::once(numerator).chain(denominator).collect(),
            EditionValue::Formula(_) => Vec::new(),
        }
    }

    /// The formel of a koblet nøgletal.
    pub fn formula(&self) -> Option<&Formula> {
        match &self.value {
            EditionValue::Formula(formula) => Some(formula),
            EditionValue::Ratio { .. } => None,
        }
    }
}

/// `når <subject> <test>, vis …`; the subject as published (rounded).
#[derive(Debug, Clone, PartialEq)]
pub struct WhenRule {
    pub subject: Subject,
    pub test: NumberTest,
    pub outcome: Outcome,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    ShowNothing,
    ShowZero,
}

/// A tæller, a nævner or a grundtal.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    Rows(Rows),
    Formula(Formula),
}

/// Counting rows. Each source row is selected by the version in force in its own month (T3).
#[derive(Debug, Clone, PartialEq)]
pub struct Rows {
    /// In year order; the last one is open upwards, so that `ultimo` of the last valid year can be read.
    /// Months before the first one count as not delivered.
    pub versions: Vec<Version<RowsVersion>>,
    pub counting: Counting,
}

#[derive(Debug, Clone, PartialEq)]
pub struct RowsVersion {
    pub source: SourceId,
    /// The role whose kommune the rows count for.
    pub municipality: ColumnId,
    pub selection: Selection,
    pub what: What,
    /// `fortegn vendes`
    pub sign_reversed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// The sum of a bevægelse.
    Flow(MeasureId),
    /// The sum of a beholdning in one snapshot.
    Stock(MeasureId),
    /// `antal rækker`
    Rows,
    /// How many rows have an amount: the nævner of a `gennemsnit` that is a whole nøgletal (N7).
    RowsWith(MeasureId),
    /// `antal forskellige <nøgle>`: each key once per kommune in the whole period; empty keys are not counted (T7).
    Distinct(ColumnId),
    /// `gennemsnit|median|højeste|laveste`; nothing selected has no value and gives nævner_nul (S5, N6, N7).
    Statistic(Statistic, MeasureId),
    /// `antal helår [nøgle]`: active days over the days of their calendar year; with a key a day once per key (N11).
    FullYears(Option<ColumnId>),
    /// `varighed i måneder|dage`, added over the rows active on the counting date (N10).
    Duration(TimeUnit),
}

/// When: the months that are read, seen from the row's period. `for skoleåret` only where periods are school years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counting {
    pub when: WhenKind,
    /// `… året før`: the same, seen from the period one year earlier.
    pub year_before: bool,
    /// Where a beholdning's or rows' snapshots stand: primo of its month (default) or ultimo; decides which month
    /// `primo` and `ultimo` read (T5). Year time: both read the year's one snapshot.
    pub snapshot: crate::syntax::tree::SnapshotAt,
    pub span: Span,
}

/// Arithmetic over figures. In `formel`, sums and products are exact, a division that is not inside another rounds
/// to 5 decimals and one inside to 10, and the value to 5; a division by 0 anywhere gives nævner_nul (N4).
#[derive(Debug, Clone, PartialEq)]
pub enum Formula {
    Number(BigRational),
    Term(FormulaTerm),
    Negate(Box<Formula>),
    Add(Box<Formula>, Box<Formula>),
    Subtract(Box<Formula>, Box<Formula>),
    Multiply(Box<Formula>, Box<Formula>),
    Divide(Box<Formula>, Box<Formula>),
}

impl Formula {
    /// Every term, from left to right.
    pub fn terms(&self, visit: &mut impl FnMut(&FormulaTerm)) {
        match self {
            Formula::Number(_) => {}
            Formula::Term(term) => visit(term),
            Formula::Negate(inner) => inner.terms(visit),
            Formula::Add(left, right)
            | Formula::Subtract(left, right)
            | Formula::Multiply(left, right)
            | Formula::Divide(left, right) => {
                left.terms(visit);
                right.terms(visit);
            }
        }
    }

    pub(super) fn terms_mut(&mut self, visit: &mut impl FnMut(&mut FormulaTerm)) {
        match self {
            Formula::Number(_) => {}
            Formula::Term(term) => visit(term),
            Formula::Negate(inner) => inner.terms_mut(visit),
            Formula::Add(left, right)
            | Formula::Subtract(left, right)
            | Formula::Multiply(left, right)
            | Formula::Divide(left, right) => {
                left.terms_mut(visit);
                right.terms_mut(visit);
            }
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct FormulaTerm {
    pub value: TermValue,
    /// The same figure in another period.
    pub shift: Option<Shift>,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TermValue {
    /// A grundtal, at the reader's grain.
    BaseFigure(BaseFigureId),
    /// The resultat of a nøgletal, as published, with the row's status.
    Result(FigureReference),
    /// `tæller af N`, with the tæller's own status.
    Numerator(FigureReference),
    /// `nævner af N`, with the nævner's own status.
    Denominator(FigureReference),
    /// `landsgennemsnit af N`: the average by its own sammenligning, the same for every kommune; foreløbig when any
    /// that takes part is, missing when nobody does.
    NationalAverage(FigureReference),
}

impl TermValue {
    /// The nøgletal that is read; none of a grundtal.
    pub fn figure(self) -> Option<FigureReference> {
        match self {
            TermValue::BaseFigure(_) => None,
            TermValue::Result(of)
            | TermValue::Numerator(of)
            | TermValue::Denominator(of)
            | TermValue::NationalAverage(of) => Some(of),
        }
    }
}

/// A nøgletal, and which member when it is a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FigureReference {
    pub figure: FigureId,
    /// Index in [`Family::members`].
    pub member: Option<usize>,
}

/// `for hver … [og hver …][, og i alt]`
#[derive(Debug, Clone, PartialEq)]
pub struct Family {
    pub loops: Vec<FamilyLoop>,
    /// In the order of the loops' values, the total last.
    pub members: Vec<Member>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct FamilyLoop {
    /// The dimension word after `hver`, `hovedfunktion`.
    pub dimension: String,
    pub kind: LoopKind,
    pub values: Vec<LoopValue>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoopKind {
    /// Codes of a tree.
    Codes(TreeId),
    Numbers,
    /// Groups of a kodeliste (`"0-5 år" = alder 0-5`).
    Groups,
}

#[derive(Debug, Clone, PartialEq)]
pub struct LoopValue {
    /// The code, the number or the group's text.
    pub code: String,
    pub title: String,
    /// The years in which the code is valid; a member exists in those only.
    pub years: Vec<Years>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// One index per loop into its values; `None` is the total (`i alt`).
    pub values: Option<Vec<usize>>,
    /// The code shown first in outputs: `5.28`; two loops `5.28|10`; the total `i alt`.
    pub code: String,
    /// `udgift_pr_borger__5_28`; of a family member this is what `noegletal` holds in every output.
    pub sql: String,
    /// The title with `{kode}` and `{navn}` filled in.
    pub title: String,
    /// The years in which all its codes are valid (the total: any year of the figure).
    pub years: Vec<Years>,
}
