//! Columns, måltal and times of sources, as written.

use super::{Condition, Name, Number, Text, Unit, What};
use crate::source::Span;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortForm {
    pub short: Name,
    pub level: Name,
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
    YearAfter,
}
