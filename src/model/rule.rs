//! `valideringsregel`: what must hold of figures and of rows.
//!
//! A rule about figures reads a nøgletal: one of the author's, or one that the builder made of the rule's `data`, with
//! the periods of `gælder` and a member per dimension; that one is in no output ([`super::KeyFigure::of_rule`]). A rule
//! about rows asks each selected row of a source.
//!
//! A value is judged when its row is ok or foreløbig; a side that is missing, has nævner_nul or is hidden does not judge.

use num_rational::BigRational;
use num_traits::One;

use super::years::Years;
use super::{ColumnId, Condition, FigureId, Named, Selection, SourceId};
use crate::source::Span;
use crate::syntax::tree::{Comparison, Frequency, Severity, SeverityException, Statistic};

#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    pub name: Named,
    /// Its name, when it has no title.
    pub title: String,
    pub definition: Option<String>,
    pub responsible: Option<String>,
    /// The period word of `gælder`: what gets one verdict.
    pub period: Frequency,
    /// By the year of the period; of rows by the row's own year.
    pub editions: Vec<RuleEdition>,
    /// The source that it is about, when nobody wrote it (L5): it judges only where something reads the source.
    pub automatic: Option<SourceId>,
    pub span: Span,
}

/// One `udgave`, or the whole rule.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleEdition {
    pub years: Years,
    /// `fejl` when nothing is said.
    pub severity: Severity,
    /// `, dog advarsel i måned 1-6`: the severity where the period's last month lies there.
    pub except: Option<SeverityException>,
    pub exemptions: Vec<Exemption>,
    /// All of them must hold.
    pub requirements: Vec<Requirement>,
    pub tolerance: Tolerance,
}

/// Passes when within either; both ends included (N12).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tolerance {
    /// Of the size of what is compared with.
    pub percent: Option<BigRational>,
    pub amount: Option<BigRational>,
}

impl Tolerance {
    pub fn is_none(&self) -> bool {
        self.percent.is_none() && self.amount.is_none()
    }
}

/// `krav …`
#[derive(Debug, Clone, PartialEq)]
pub struct Requirement {
    pub kind: RequirementKind,
    /// What a violation says.
    pub message: Vec<MessagePart>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum RequirementKind {
    Figure { data: FigureId, test: FigureTest },
    Rows(RowsChecked),
}

#[derive(Debug, Clone, PartialEq)]
pub enum FigureTest {
    /// `er lig med|mindst|højst X`, `har mindst N rækker`
    Compare { comparison: Comparison, with: Comparand },
    /// `ligger mellem X og Y`
    Between { from: Comparand, to: Comparand },
    /// `findes for alle kommuner`: in every period for which some kommune has a row that is not mangler, all have one.
    ExistsForAll,
    /// `ændrer sig højst N pct. fra …`: from the period so many months before.
    ChangesAtMost { percent: BigRational, months: i32 },
    /// `ligger højst K spredninger fra kommunernes …` (N8)
    Spread { deviations: BigRational, around: Statistic },
    /// `hældning … ligger højst K spredninger fra kommunernes …` (N9). Where the figure's periods are shorter than the
    /// rule's, the points are those inside the rule's period; else all of the udgave up to the period itself. `per` is
    /// what each point is divided by, where the data is a nøgletal of the author's.
    Slope { deviations: BigRational, around: Statistic, per: Option<FigureId> },
    /// `delene summer til X`: the family's members without `i alt`.
    PartsSumTo(Comparand),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Comparand {
    /// With at most 5 decimals.
    Number(BigRational),
    /// The resultat of a nøgletal in the same period; of a family the member with the same code.
    Figure(FigureId),
}

/// Selected rows of a source. A row without a known kommune or period is judged by none; it is reported on reading.
#[derive(Debug, Clone, PartialEq)]
pub struct RowsChecked {
    pub source: SourceId,
    pub municipality: ColumnId,
    pub selection: Selection,
    pub test: RowTest,
    /// The måltal whose sum over the rows is told; how many rows there are when there is none.
    pub amount: Option<super::MeasureId>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum RowTest {
    /// `koder findes`: in each of the columns, a value that is there is a code of the row's own year.
    CodesExist(Vec<ColumnId>),
    /// `er entydig`: no two rows have the same stored values in the columns (and kommune and time).
    Unique(Vec<ColumnId>),
    /// `er udfyldt`: none of these is missing.
    Filled(Vec<FilledColumn>),
    /// `hvis A så B`; `altid B` has no A. A violation is told per combination of the columns' values.
    Holds { condition: Vec<Condition>, then: Vec<Condition>, columns: Vec<ColumnId> },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilledColumn {
    Column(ColumnId),
    Measure(super::MeasureId),
}

/// A value of a loop, by index, and the years in which it is meant.
pub type MeantValue = (usize, Vec<Years>);

/// `undtaget …`: what it names is not judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Exemption {
    /// Codes of kommuner; all when `None`.
    pub municipalities: Option<Vec<String>>,
    /// Of a rule about figures: the values meant, per loop named.
    pub members: Vec<(usize, Vec<MeantValue>)>,
    /// Of a rule about rows: all of them hold.
    pub rows: Vec<Condition>,
    /// The last month in which a period may begin; without end when `None`.
    pub until: Option<i32>,
    pub because: Option<String>,
}

/// A part of a violation's message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MessagePart {
    Text(String),
    /// The kommune's name.
    Municipality,
    Period,
    Value,
    ComparedWith,
    /// The rule's title.
    Rule,
    /// How many rows; of rules about rows.
    Rows,
    /// What the violation is about besides kommune and period, `funktion 5.28.20`.
    Key,
    /// The code or value of one dimension, by its place among the violation's dimensions.
    Dimension(usize),
}

impl Rule {
    /// What its views are called: the rules that nobody wrote have one name, so those are called by their source.
    pub fn object_name(&self, model: &super::Model) -> String {
        match self.automatic {
            Some(source) => format!("_{}", model.source(source).name.sql),
            None => self.name.sql.clone(),
        }
    }

    /// What it is called where it is one of several: of those that nobody wrote the title.
    pub fn called(&self) -> &str {
        if self.automatic.is_some() { &self.title } else { &self.name.text }
    }

    /// What an author writes to mean it: its name, or that of the source it comes with.
    pub fn asked_for_by<'m>(&'m self, model: &'m super::Model) -> &'m Named {
        self.automatic.map_or(&self.name, |source| &model.source(source).name)
    }

    /// The figures that it reads.
    pub fn figures(&self) -> Vec<FigureId> {
        let requirements = self.editions.iter().flat_map(|edition| &edition.requirements);
        requirements.flat_map(|requirement| requirement.kind.figures()).collect()
    }
}

impl RequirementKind {
    /// Whether a tolerance bears on it.
    pub fn takes_tolerance(&self) -> bool {
        match self {
            RequirementKind::Figure { test, .. } => match test {
                FigureTest::Compare { comparison, .. } => *comparison != Comparison::NotEqual,
                FigureTest::Between { .. } | FigureTest::ChangesAtMost { .. } | FigureTest::PartsSumTo(_) => true,
                FigureTest::ExistsForAll | FigureTest::Spread { .. } | FigureTest::Slope { .. } => false,
            },
            RequirementKind::Rows(_) => false,
        }
    }

    pub fn figures(&self) -> Vec<FigureId> {
        let RequirementKind::Figure { data, test } = self else { return Vec::new() };
        let compared = test.comparands().into_iter().filter_map(|comparand| match comparand {
            Comparand::Figure(id) => Some(*id),
            Comparand::Number(_) => None,
        });
        std::iter::once(*data).chain(compared).chain(test.divisor()).collect()
    }

    pub(super) fn figures_mut(&mut self) -> Vec<&mut FigureId> {
        let RequirementKind::Figure { data, test } = self else { return Vec::new() };
        let read: Vec<&mut FigureId> = match test {
            FigureTest::Compare { with, .. } | FigureTest::PartsSumTo(with) => with.figure_mut().into_iter().collect(),
            FigureTest::Between { from, to } => from.figure_mut().into_iter().chain(to.figure_mut()).collect(),
            FigureTest::Slope { per, .. } => per.as_mut().into_iter().collect(),
            FigureTest::ExistsForAll | FigureTest::ChangesAtMost { .. } | FigureTest::Spread { .. } => Vec::new(),
        };
        std::iter::once(data).chain(read).collect()
    }
}

impl FigureTest {
    /// What the data is compared with.
    pub fn comparands(&self) -> Vec<&Comparand> {
        match self {
            FigureTest::Compare { with, .. } | FigureTest::PartsSumTo(with) => vec![with],
            FigureTest::Between { from, to } => vec![from, to],
            _ => Vec::new(),
        }
    }

    fn divisor(&self) -> Option<FigureId> {
        match self {
            FigureTest::Slope { per, .. } => *per,
            _ => None,
        }
    }
}

impl Comparand {
    fn figure_mut(&mut self) -> Option<&mut FigureId> {
        match self {
            Comparand::Figure(id) => Some(id),
            Comparand::Number(_) => None,
        }
    }
}

/// What a rule multiplies a figure's resultat by: of a nøgletal in 1.000 kr. it reads kr., as a formel does.
pub fn read_factor(figure: &super::KeyFigure) -> BigRational {
    if figure.of_rule { BigRational::one() } else { figure.unit.quantity_factor() }
}

/// A severity as it is written and shown.
pub fn danish_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::StopsLoading => "stopper indlæsning",
        Severity::Error => "fejl",
        Severity::Warning => "advarsel",
        Severity::Notice => "orientering",
    }
}

/// `hver måned`, as after `gælder`.
pub fn every(period: Frequency) -> &'static str {
    match period {
        Frequency::Yearly => "hvert år",
        Frequency::EverySchoolYear => "hvert skoleår",
        Frequency::Quarterly => "hvert kvartal",
        Frequency::Daily => "hver dag",
        Frequency::Weekly => "hver uge",
        Frequency::Monthly => "hver måned",
    }
}

/// Keys never leave, days are no texts, and the kommune stands in its own column.
pub fn may_be_told(source: &super::Source, role: ColumnId, column: ColumnId) -> bool {
    let kind = &source.columns[column.0].kind;
    let is_day = matches!(kind, super::ColumnKind::FromDate | super::ColumnKind::ToDate | super::ColumnKind::Date);
    !is_day && !matches!(kind, super::ColumnKind::Key(_)) && column != role
}
